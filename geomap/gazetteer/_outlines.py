"""Build step: shapely geometries put into one well-ordered form."""

from __future__ import annotations

import math
from typing import Any

import shapely

__all__ = ["as_lines", "as_polygons", "reach_m"]

_DEGREE_M = 111_195.0


def as_polygons(geometry: Any) -> Any:
    """The polygons of ``geometry`` as one MultiPolygon: valid, counter-clockwise outside, largest first."""
    found: dict[bytes, Any] = {}
    for part in shapely.get_parts(shapely.make_valid(geometry)):
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
