"""Geometry for the layers: outlines simplified together, strips, circles, winding, the antimeridian.

Coordinates are lon, lat in degrees (OGC CRS84).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon

from geomap._antimeridian import unwrapped
from geomap.model import Geometry, Precision

__all__ = ["DECIMALS", "as_area", "middle", "simplified_together"]

DECIMALS: Mapping[Precision, int] = {
    "site": 5,
    "settlement": 4,
    "near": 3,
    "district": 4,
    "region": 3,
    "country": 3,
    "line": 3,
}
"""How many decimals a coordinate deserves: 5 are a metre, 4 ten metres, 3 a hundred."""

STRIP_M = 5_000.0
"""Half the width of the strip along a line that says nothing about its width."""

CIRCLE_M: Mapping[str, float] = {"district": 15_000.0, "region": 60_000.0, "country": 150_000.0}
"""Radius around a point known only as coarsely as that, where no radius is told."""

_METRES_PER_DEGREE = 111_195.0
_VERTICES = 80
_SMALLEST_PART = 0.01
_MOST_PARTS = 12
_STEP = 2.2
_FIRST_TOLERANCE = 0.002
_LAST_TOLERANCE = 10.0


def middle(geometry: Geometry) -> tuple[float, float]:
    """A point (lon, lat) that stands for ``geometry``: itself, or one inside it."""
    if geometry.type == "Point":
        return geometry.coordinates[0], geometry.coordinates[1]
    point = geometry.shape.representative_point()
    return point.x, point.y


def as_area(geometry: Geometry, precision: Precision, radius_m: float) -> MultiPolygon:
    """``geometry`` as an area: polygons as they are, a strip along lines, a circle around points."""
    base: Any = geometry.shape
    if geometry.type in {"LineString", "MultiLineString"}:
        base = _strip(base, radius_m or STRIP_M)
    elif geometry.type in {"Point", "MultiPoint"}:
        base = _strip(base, radius_m or CIRCLE_M.get(precision, STRIP_M))
    return _multi(unwrapped(base))


def _strip(base: Any, radius_m: float) -> Any:
    """What lies within ``radius_m`` of lines or points, in pieces so short that a degree keeps its length."""
    radius = radius_m / _METRES_PER_DEGREE
    if base.geom_type not in {"Point", "MultiPoint"}:
        base = shapely.segmentize(shapely.simplify(base, radius / 3), 1.0)
    bands: dict[int, list[Any]] = {}
    for part in shapely.get_parts(base):
        xy = shapely.get_coordinates(part)
        pairs = np.stack([xy[:-1], xy[1:]], axis=1)
        pieces: Any = shapely.linestrings(pairs) if len(xy) > 1 else [part]
        latitudes = np.round(pairs[:, :, 1].mean(axis=1) if len(xy) > 1 else xy[:, 1]).astype(int)
        for latitude, piece in zip(latitudes.tolist(), pieces, strict=True):
            bands.setdefault(latitude, []).append(piece)
    grown = []
    for latitude, pieces in sorted(bands.items()):
        stretch = max(math.cos(math.radians(min(abs(latitude), 85))), 0.05)
        squeezed = _stretched(shapely.union_all(pieces), stretch)
        wide = shapely.buffer(squeezed, radius, quad_segs=8 if len(pieces) == 1 else 2)
        grown.append(_stretched(wide, 1 / stretch))
    return shapely.union_all(grown)


def _stretched(base: Any, factor: float) -> Any:
    """``base`` with its longitudes multiplied by ``factor``."""
    return shapely.transform(base, lambda xy: np.column_stack([xy[:, 0] * factor, xy[:, 1]]))


def _multi(base: Any) -> MultiPolygon:
    """The polygons of ``base``, outer rings counter-clockwise."""
    if not base.is_valid:
        base = shapely.make_valid(base)
    parts = [part for part in shapely.get_parts(shapely.get_parts(base)) if part.geom_type == "Polygon"]
    return shapely.orient_polygons(MultiPolygon([part for part in parts if part.area > 0]))


def simplified_together(areas: Sequence[MultiPolygon], decimals: Sequence[int]) -> list[MultiPolygon]:
    """Outlines of about 80 vertices; areas that share a border still share it.

    Parameters
    ----------
    areas
        Each once.
    decimals
        How many decimals each outline keeps.
    """
    if not areas:
        return []
    kept = [_main_parts(area) for area in areas]
    out: list[MultiPolygon] = [MultiPolygon()] * len(kept)
    for group in _neighbours(kept):
        for index, outline in zip(group, _coarser([kept[index] for index in group]), strict=True):
            out[index] = _rounded(outline, decimals[index])
    return out


def _main_parts(area: MultiPolygon) -> MultiPolygon:
    """``area`` without the islets and holes that no outline of 80 vertices can show."""
    parts = sorted(area.geoms, key=lambda part: (-part.area, part.bounds))
    floor = parts[0].area * _SMALLEST_PART if parts else 0.0
    chosen = [
        shapely.Polygon(
            part.exterior, [ring for ring in part.interiors if shapely.Polygon(ring).area > floor]
        )
        for part in parts[:_MOST_PARTS]
        if part.area >= floor
    ]
    return MultiPolygon(chosen)


def _neighbours(areas: Sequence[MultiPolygon]) -> list[list[int]]:
    """Indices in groups: what touches is in one group, unless it overlaps another of that group."""
    tree = shapely.STRtree(areas)
    left, right = tree.query(areas, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    shapes: Any = np.array(areas, dtype=object)
    touch = shapely.touches(shapes[left], shapes[right])
    touching: dict[int, set[int]] = {}
    overlapping: dict[int, set[int]] = {}
    for a, b, beside in zip(left.tolist(), right.tolist(), touch.tolist(), strict=True):
        for one, other in ((a, b), (b, a)):
            (touching if beside else overlapping).setdefault(one, set()).add(other)
    groups: list[list[int]] = []
    seen: set[int] = set()
    for first in range(len(areas)):
        if first in seen:
            continue
        seen.add(first)
        group, queue, barred = [first], sorted(touching.get(first, ())), set(overlapping.get(first, ()))
        while queue:
            index = queue.pop(0)
            if index in seen or index in barred:
                continue
            seen.add(index)
            group.append(index)
            barred |= overlapping.get(index, set())
            queue.extend(sorted(touching.get(index, ())))
        groups.append(group)
    return groups


def _coarser(group: list[MultiPolygon]) -> list[MultiPolygon]:
    tolerance = _FIRST_TOLERANCE
    outlines: Any = np.array(group, dtype=object)
    while (
        shapely.get_num_coordinates(outlines).sum() > _VERTICES * len(group) and tolerance < _LAST_TOLERANCE
    ):
        coarse = shapely.coverage_simplify(outlines, tolerance)
        if shapely.is_empty(coarse).any():
            break
        outlines = coarse
        tolerance *= _STEP
    return list(outlines)


def _rounded(outline: Any, decimals: int) -> MultiPolygon:
    """``outline`` on a grid of ``decimals``; finer where that grid would tear it."""
    for places in range(decimals, 8):
        grid = _on_grid(outline, places)
        if grid.is_valid and not grid.is_empty:
            return _multi(grid)
    return _multi(outline)


def _on_grid(base: Any, decimals: int) -> Any:
    return shapely.transform(base, lambda xy: np.round(xy, decimals))
