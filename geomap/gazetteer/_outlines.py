"""Build step: shapely geometries put into one well-ordered form."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from shapely import affinity

__all__ = ["as_lines", "as_polygons", "reach_m", "unwrapped", "valid"]

_DEGREE_M = 111_195.0
_HALF_TURN = 180


def unwrapped(geometry: Any) -> Any:
    """``geometry`` cut at the antimeridian where its rings run across it; TopoJSON leaves them whole.

    A ring that jumps from 180 to -180 degrees goes on past 180 instead; what lies beyond is cut off and moved
    back by 360 degrees. A ring around a pole is left as it is.
    """
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"]
    if not any(_jumps(ring.coords) for p in parts for ring in (p.exterior, *p.interiors)):
        return geometry
    whole = []
    for part in parts:
        rings = [_run_on(ring.coords) for ring in (part.exterior, *part.interiors)]
        middle = rings[0][:, 0].mean()
        for ring in rings[1:]:
            ring[:, 0] += 360 * round((middle - ring[:, 0].mean()) / 360)
        shape = shapely.make_valid(shapely.Polygon(rings[0], rings[1:]))
        for turn in (-1, 0, 1):
            cut = shapely.intersection(shape, shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90))
            whole.append(affinity.translate(cut, xoff=-360 * turn))
    return shapely.union_all([w for w in whole if not w.is_empty])


def _jumps(points: Any) -> bool:
    return bool((np.abs(np.diff(np.asarray(points)[:, 0])) > _HALF_TURN).any())


def _run_on(points: Any) -> Any:
    ring = np.array(points)[:, :2]
    turns = np.concatenate(([0], np.cumsum(np.round(np.diff(ring[:, 0]) / 360))))
    if turns[-1] == 0:
        # What most of the ring stands on stays as it is, to the last bit: it must meet its neighbours' edges.
        ring[:, 0] -= 360 * (turns - np.median(turns))
    return ring


def valid(geometry: Any) -> Any:
    """``geometry``, or each of an array of them, made valid where it is not: mending all takes long."""
    if isinstance(geometry, np.ndarray):
        broken = ~shapely.is_valid(geometry)
        mended = geometry.copy()
        mended[broken] = shapely.make_valid(geometry[broken])
        return mended
    return geometry if shapely.is_valid(geometry) else shapely.make_valid(geometry)


def as_polygons(geometry: Any) -> Any:
    """The polygons of ``geometry`` as one MultiPolygon: valid, counter-clockwise outside, largest first."""
    found: dict[bytes, Any] = {}
    for part in shapely.get_parts(valid(geometry)):
        for member in shapely.get_parts(part):
            if member.geom_type == "Polygon" and not member.is_empty:
                found[member.wkb] = member
    order = sorted(found.values(), key=lambda p: (-p.area, p.bounds))
    return shapely.MultiPolygon([shapely.orient_polygons(p) for p in order])


def reach_m(geometry: Any) -> float:
    """Radius in metres of the disc that has the area of ``geometry``."""
    lat = geometry.centroid.y
    area = geometry.area * _DEGREE_M**2 * max(0.05, math.cos(math.radians(lat)))
    return round(math.sqrt(area / math.pi))


def as_lines(geometry: Any) -> Any:
    """The lines of ``geometry``, merged where they meet, as one MultiLineString in a fixed order."""
    lines = [g for g in shapely.get_parts(geometry) if g.geom_type == "LineString"]
    merged: list[Any] = list(shapely.get_parts(shapely.line_merge(shapely.union_all(lines)))) if lines else []
    merged.sort(key=lambda line: (-line.length, line.bounds))
    return shapely.MultiLineString(merged)
