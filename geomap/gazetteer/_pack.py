"""Build step: geometries to the shapes file; `geomap.gazetteer._shapes` reads it and tells its form."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from geomap.gazetteer import _shapes
from geomap.gazetteer._outlines import as_polygons

__all__ = ["pack_shapes"]

_PACKED_HARD = 7


def pack_shapes(wkb: Sequence[bytes]) -> bytes:
    """Number of shapes, where each ends, the shapes; polygons stay valid on the file's grid."""
    geometries = shapely.from_wkb(list(wkb))
    areas = shapely.get_dimensions(geometries) > 1
    if areas.any():
        geometries[areas] = _on_grid(geometries[areas])
    packed = [_packed(geometry) for geometry in geometries]
    ends = np.cumsum([len(data) for data in packed]).tolist()
    return struct.pack(f"<I{len(ends)}I", len(ends), *ends) + b"".join(packed)


def _on_grid(areas: Any) -> Any:
    """Multipolygons ``areas`` on the grid of the file; what plain rounding breaks goes GEOS's slower way."""
    parts, owner = shapely.get_parts(areas, return_index=True)
    rounded = shapely.transform(parts, lambda points: np.rint(points / _shapes.STEP) * _shapes.STEP)
    broken = ~shapely.is_valid(rounded)
    rounded[~broken] = shapely.remove_repeated_points(rounded[~broken])
    rounded[broken] = shapely.set_precision(parts[broken], _shapes.STEP)
    pieces, of_part = shapely.get_parts(rounded, return_index=True)
    full = ~shapely.is_empty(pieces)
    pieces, owner = shapely.orient_polygons(pieces[full]), owner[of_part[full]]
    snapped = np.array(shapely.multipolygons(pieces, indices=owner, out=np.full(len(areas), None)))
    bad = np.array([whole is None for whole in snapped], dtype=bool)
    bad[~bad] = ~shapely.is_valid(snapped[~bad])
    for at in np.flatnonzero(bad):
        mended = as_polygons(shapely.set_precision(areas[at], _shapes.STEP))
        snapped[at] = areas[at] if mended.is_empty else mended
    return snapped


def _packed(geometry: Any) -> bytes:
    """A shapely multipolygon or multiline as `geomap.gazetteer._shapes` tells."""
    is_line = geometry.geom_type.endswith("LineString")
    parts = shapely.get_parts(geometry)
    rings = parts if is_line else shapely.get_rings(parts)
    per_part = [1] * len(parts) if is_line else [1 + int(n) for n in shapely.get_num_interior_rings(parts)]
    sizes = shapely.get_num_coordinates(rings)
    whole = np.rint(shapely.get_coordinates(rings) / _shapes.STEP).astype(np.int64)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    steps = np.diff(whole, axis=0, prepend=0)
    steps[starts] = whole[starts]
    head = np.array([int(is_line), len(parts), *per_part, *sizes], dtype=np.int64)
    return zlib.compress(
        np.concatenate([head, steps[:, 0], steps[:, 1]]).astype("<i4").tobytes(), _PACKED_HARD
    )
