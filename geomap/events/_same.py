"""Whether two reports speak of the same thing: place, time, figures and words."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from geomap.model import Location, Quantity, Report

__all__ = ["apart", "centre", "contains", "contradict", "same_place", "telling_words"]

_HAPPENING = (
    r"(?:attack|shelling|strike|airstrike|air strike|blast|explosion|bombing|bomb|earthquake|quake|tremor|"
    r"aftershock|"
    r"fire|blaze|wildfire|flood|storm|protest|rally|march|clash|raid|wave|barrage|salvo|landslide|eruption|"
    r"evacuation|"
    r"assault|drone|missile|rocket|shell|tornado|shooting|convoy|meeting|bridge)"
)
_APART = re.compile(
    r"\b(?:another|a second|a third|a fresh|a further|a new|a separate|new round of|second|"
    r"third)\s+(?:\w+\s+)?"
    + _HAPPENING
    + r"|\b(?:hit|struck|shelled|attacked|shook|shaken|shake[ns]?|erupted|flooded|fell|landed|fire|bombed|"
    r"clashed|"
    r"gathered|protested|burning)\b[^.;]{0,30}\b(?:again|once more|for a second time|a second time)\b"
    r"|\bagain\s+(?:hit|struck|shelled|attacked|shook|erupted|flooded|fell|bombed|clashed|gathered)\b",
    re.IGNORECASE,
)
_TELLING = frozenset(
    "kindergarten nursery preschool school hospital clinic bridge dam airport airfield station railway "
    "market mosque church cathedral temple embassy barracks "
    "factory plant refinery depot warehouse pipeline port harbour tunnel stadium theatre museum university "
    "prison substation hotel mall ferry bus train cinema orphanage "
    "library checkpoint monastery synagogue mine quarry".split()
)
_ALIASES = {"pre": "kindergarten", "preschool": "kindergarten", "nursery": "kindergarten"}
_KM = 111.32
_AREAS = frozenset({"district", "region", "country"})


def telling_words(text: str) -> frozenset[str]:
    """Words that single a happening out: the kindergarten, the bridge; a pre-school is a kindergarten."""
    words = re.findall(r"[a-z]+", text.lower())
    found = {_ALIASES.get(word, word) for word in words if word in _TELLING}
    if "pre-school" in text.lower():
        found = (found - {"school"}) | {"kindergarten"}
    return frozenset(found)


def apart(report: Report) -> bool:
    """Whether a report itself says that this is another one: 'again', 'a second'."""
    return bool(_APART.search(report.quote))


def contradict(one: Sequence[Quantity], other: Sequence[Quantity]) -> bool:
    """Whether two lists of figures cannot both be of one thing: same unit, ranges far apart.

    Counts grow as news comes in (tolls, arrests), so only figures that a place has at a time contradict:
    magnitudes and violations counted in a period.
    """
    for mine in one:
        for theirs in other:
            if mine.unit != theirs.unit or mine.unit not in {
                "magnitude",
                "ceasefire violations",
                "violations",
            }:
                continue
            slack = 0.6 if mine.unit == "magnitude" else 0.0
            if mine.minimum - slack > (
                math.inf if theirs.maximum is None else theirs.maximum
            ) or theirs.minimum - slack > (math.inf if mine.maximum is None else mine.maximum):
                return True
    return False


def centre(location: Location) -> tuple[float, float]:
    """The middle of a location's extent as (lon, lat)."""
    if location.geometry.type == "Point":
        lon, lat = location.geometry.coordinates
        return lon, lat
    west, south, east, north = location.geometry.bounds
    return (west + east) / 2, (south + north) / 2


def distance_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two near points (lon, lat), on a plane about them."""
    east = (one[0] - other[0]) * math.cos(math.radians((one[1] + other[1]) / 2))
    return math.hypot(east, one[1] - other[1]) * _KM * 1000


def contains(area: Location, point: tuple[float, float]) -> bool:
    """Whether a polygon location holds a point (lon, lat); even-odd over all rings."""
    if area.geometry.type not in {"Polygon", "MultiPolygon"}:
        return False
    west, south, east, north = area.geometry.bounds
    if not (west <= point[0] <= east and south <= point[1] <= north):
        return False
    polygons = [area.geometry.coordinates] if area.geometry.type == "Polygon" else area.geometry.coordinates
    odd = False
    lon, lat = point
    for polygon in polygons:
        for ring in polygon:
            for first, second in pairwise(ring):
                if (first[1] > lat) != (second[1] > lat) and lon < (second[0] - first[0]) * (
                    lat - first[1]
                ) / (second[1] - first[1]) + first[0]:
                    odd = not odd
    return odd


def same_place(one: Location, other: Location) -> bool:
    """Whether two locations are one place: same entry, or points within each other's radius."""
    if (
        one.place_ids
        and other.place_ids
        and one.relation == other.relation
        and one.place_ids[0] == other.place_ids[0]
    ):
        if one.precision != other.precision and {one.precision, other.precision} <= _AREAS:
            return False  # the north-east of a country is not the country
        return one.geometry.type == other.geometry.type or "line" in {one.precision, other.precision}
    if one.geometry == other.geometry:
        return True
    if one.geometry.type == other.geometry.type == "Point" and {one.precision, other.precision} <= {
        "site",
        "settlement",
        "near",
    }:
        reach = max(one.radius_m, other.radius_m, 1000.0)
        return distance_m(centre(one), centre(other)) <= min(reach, 15_000.0)
    return one.precision == other.precision == "line" and one.name == other.name
