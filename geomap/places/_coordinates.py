"""Coordinates written in text: decimal degrees, degrees-minutes-seconds, MGRS and UTM.

Degrees are read by geopy, MGRS by mgrs (NGA's GeoTrans), UTM by utm. Text says latitude first; what is
returned is (lon, lat).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geomap.model import Geometry, Location

__all__ = ["Coordinates", "find_coordinates", "read_coordinates"]

_DEGREES = (
    r"\d{1,3}(?:[.,]\d+)?\s*°?"
    r"(?:\s*\d{1,2}(?:\.\d+)?\s*['′’](?:\s*\d{1,2}(?:\.\d+)?\s*(?:[\"″”]|''))?)?"
)
_SIGNED = r"[-+−]?\d{1,3}\.\d{2,}"
_TEXT = re.compile(
    rf"(?<![\w.])(?:(?P<hemisphere>{_DEGREES}\s*[NS]\b[,;/]?\s*{_DEGREES}\s*[EW]\b)"
    rf"|(?P<leading>\b[NS]\s*{_DEGREES}[,;/]?\s*[EW]\s*{_DEGREES})"
    rf"|(?P<pair>{_SIGNED}°?\s*[,;]\s*{_SIGNED}°?)"
    r"|(?P<mgrs>\b\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d{5}\s?\d{5}|\d{4}\s?\d{4}|\d{3}\s?\d{3}|\d{2}\s?\d{2})\b)"
    r"|(?P<utm>\b\d{1,2}\s?[C-HJ-NP-X]\s+\d{6}(?:\.\d+)?\s*m?\s?E?[,;]?\s+\d{6,7}(?:\.\d+)?\s*m?\s?N?\b))"
)
# What every one of these holds, and little else: the whole pattern is tried around it alone.
_HINT = re.compile(
    r"[0-9](?:[\s,;/]*(?:[NSEW](?![a-z])|°)|\.[0-9]{2}|\s?[C-HJ-NP-X]\s?(?:[A-HJ-NP-Z]{2}\s?[0-9]{2}|\s+[0-9]{6}))"
)
_BEFORE_HINT, _AFTER_HINT = 60, 120
_LOOSE_PAIR = re.compile(r"\s*([-+−]?\d{1,3}(?:\.\d+)?)°?\s*[,;\s]\s*([-+−]?\d{1,3}(?:\.\d+)?)°?\s*")
_METRES_PER_DEGREE = 111_320.0
_MGRS_DIGITS_M = {2: 10_000.0, 4: 1000.0, 6: 100.0, 8: 10.0, 10: 1.0}
_MAX_LATITUDE, _MAX_LONGITUDE = 90.0, 180.0


@dataclass(slots=True, frozen=True)
class Coordinates:
    """A pair found in a text: span, (lon, lat) in degrees, and how far off it may be, in metres."""

    start: int
    end: int
    lon: float
    lat: float
    radius_m: float
    system: str

    def location(self, words: str) -> Location:
        """The location of the pair, called by its ``words``."""
        return Location(
            geometry=Geometry.point(self.lon, self.lat),
            name=" ".join(words.split()),
            place_ids=(),
            precision="site",
            radius_m=self.radius_m,
            how=f"{self.system} coordinates in the text",
        )


def find_coordinates(text: str, start: int = 0, end: int | None = None) -> Iterator[Coordinates]:
    """Yield the coordinates written in ``text[start:end]``, in order."""
    end = len(text) if end is None else end
    for low, high in _windows(text, start, end):
        for match in _TEXT.finditer(text, low, high):
            found = _read(match)
            if found is not None:
                yield found


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans where coordinates may stand; they do not overlap."""
    low = high = start
    for hint in _HINT.finditer(text, start, end):
        if hint.start() - _BEFORE_HINT > high:
            if high > low:
                yield low, high
            low = hint.start() - _BEFORE_HINT
        high = min(end, hint.end() + _AFTER_HINT)
    if high > low:
        yield low, high


def read_coordinates(text: str) -> Coordinates | None:
    """Coordinates that are all of ``text``, plain 'lat, lon' too; None where it is something else."""
    stripped = text.strip()
    match = _TEXT.fullmatch(stripped)
    if match is not None:
        return _read(match)
    pair = _LOOSE_PAIR.fullmatch(stripped)
    if pair is None:
        return None
    return _degrees(
        0,
        len(text),
        f"{pair[1]} {pair[2]}".replace("−", "-"),
        max(_decimals(pair[1]), _decimals(pair[2])),
        "decimal",
    )


def _read(match: re.Match[str]) -> Coordinates | None:
    kind, words = match.lastgroup, match[0]
    if kind == "mgrs":
        return _mgrs(match)
    if kind == "utm":
        return _utm(match)
    tidy = (
        words.replace("−", "-")
        .replace("’", "'")
        .replace("′", "'")
        .replace("″", '"')
        .replace("”", '"')
        .replace("''", '"')
    )
    tidy = re.sub(r"(?<=\d),(?=\d)", ".", tidy) if kind != "pair" else tidy
    minutes, seconds = "'" in tidy, '"' in tidy
    decimals = max((_decimals(figure) for figure in re.findall(r"\d+(?:\.\d+)?", tidy)), default=0)
    finer = 3.5 if seconds else 1.8 if minutes else 0.0
    system = "degrees, minutes and seconds" if minutes else "decimal"
    tidy = re.sub(r"[,;/]", " ", tidy) if kind != "pair" else re.sub(r"[,;°]", " ", tidy)
    if kind == "leading":
        tidy = re.sub(r"([NSEW])\s*([^NSEW]+)", r"\2\1 ", tidy)
    return _degrees(match.start(), match.end(), _geopy_form(tidy), decimals + finer, system)


def _geopy_form(words: str) -> str:
    """Degrees as geopy reads them: a sign of degrees wherever minutes follow."""
    return re.sub(r"(\d)\s*°\s*", r"\1° ", words)


def _degrees(start: int, end: int, words: str, decimals: float, system: str) -> Coordinates | None:
    from geopy.point import Point  # noqa: PLC0415  only where coordinates stand

    degrees = re.findall(r"-?\d+(?:\.\d+)?", words)
    if degrees and abs(float(degrees[0])) > _MAX_LATITUDE:
        return None
    try:
        point = Point.from_string(" ".join(words.split()))
    except ValueError:
        return None
    lat, lon = float(point.latitude), float(point.longitude)
    if abs(lat) > _MAX_LATITUDE or abs(lon) > _MAX_LONGITUDE:
        return None
    radius = max(10.0, 0.5 * _METRES_PER_DEGREE / 10.0**decimals)
    return Coordinates(start, end, round(lon, 7), round(lat, 7), round(radius), system)


def _mgrs(match: re.Match[str]) -> Coordinates | None:
    from mgrs import MGRS  # noqa: PLC0415  only where coordinates stand
    from mgrs.core import MGRSError  # noqa: PLC0415

    grid = re.sub(r"\s", "", match[0])
    digits = len(re.sub(r"^\d{1,2}[A-Z]{3}", "", grid))
    try:
        lat, lon = MGRS().toLatLon(grid)
    except MGRSError:
        return None
    return Coordinates(
        match.start(), match.end(), round(lon, 6), round(lat, 6), max(10.0, _MGRS_DIGITS_M[digits]), "MGRS"
    )


def _utm(match: re.Match[str]) -> Coordinates | None:
    import utm  # noqa: PLC0415  only where coordinates stand

    parts = re.match(r"(\d{1,2})\s?([C-X])\s+(\d+(?:\.\d+)?)\D+?(\d{6,7}(?:\.\d+)?)", match[0])
    if parts is None:
        return None
    try:
        lat, lon = utm.to_latlon(float(parts[3]), float(parts[4]), int(parts[1]), parts[2])
    except (utm.OutOfRangeError, ValueError):
        return None
    return Coordinates(match.start(), match.end(), round(float(lon), 6), round(float(lat), 6), 10.0, "UTM")


def _decimals(figure: str) -> int:
    return len(figure.partition(".")[2])
