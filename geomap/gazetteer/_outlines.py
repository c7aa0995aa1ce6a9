"""Build step: shapely geometries put into one well-ordered form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

__all__ = ["as_lines", "as_polygons", "joined", "middle_of", "reach_m", "valid"]

_DEGREE_M = 111_195.0
_AREA = 2


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
    parts = shapely.get_parts(shapely.get_parts(valid(geometry)))
    parts = parts[(shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)]
    if len(parts) > 1:
        _, first = np.unique(shapely.to_wkb(parts), return_index=True)
        parts = parts[np.sort(first)]
        parts = parts[np.lexsort((*shapely.bounds(parts).T[::-1], -shapely.area(parts)))]
    return shapely.MultiPolygon(list(shapely.orient_polygons(parts)))


def joined(outlines: Sequence[Any]) -> Any:
    """The union of ``outlines``, by a quick way where they are neighbours that share their edges."""
    if len(outlines) == 1:
        return outlines[0]
    parts = shapely.get_parts(list(outlines))
    try:
        quick = shapely.coverage_union_all(parts[shapely.get_dimensions(parts) == _AREA])
    except shapely.GEOSException:
        return shapely.union_all(parts)
    return quick if shapely.is_valid(quick) else shapely.union_all(parts)


def middle_of(outline: Any) -> tuple[float, float]:
    """Longitude and latitude of a point for ``outline``: its centroid, or one inside its largest part."""
    middle = outline.centroid
    if not outline.contains(middle):
        middle = outline.geoms[0].representative_point()
    return round(middle.x, 5), round(middle.y, 5)


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
