"""Outlines and lines on disk: whole numbers of 0.0001 degrees, differences only, compressed one by one.

A shape is one zlib stream of little-endian int32: the kind (0 polygons, 1 lines), the number of parts; for
each part the number of rings (1 for a line); for each ring the number of points; then all longitudes, then
all latitudes, each as the difference from the one before it in its ring (the first from 0).
"""

from __future__ import annotations

import zlib

from geomap.errors import MissingDataError
from geomap.model import Geometry

__all__ = ["STEP", "decode"]

STEP = 1e-4
"""Degrees of the last digit kept: about 11 m."""


def decode(data: bytes) -> Geometry:
    """The MultiPolygon or MultiLineString that `geomap.gazetteer._compile` wrote, lon and lat in degrees.

    Raises
    ------
    MissingDataError
        The bytes are damaged.
    """
    import numpy as np  # noqa: PLC0415  only where an outline is wanted
    import shapely  # noqa: PLC0415

    try:
        numbers = np.frombuffer(zlib.decompress(data), dtype="<i4")
    except (zlib.error, ValueError) as error:
        raise MissingDataError(f"the gazetteer's shapes are damaged ({error}): run `make` again") from error
    lines, count = int(numbers[0]), int(numbers[1])
    rings_of = numbers[2 : 2 + count]
    at = 2 + count + int(rings_of.sum())
    sizes = numbers[2 + count : at]
    total = int(sizes.sum())
    ends = np.cumsum(sizes)
    columns = []
    for start in (at, at + total):
        whole = np.cumsum(numbers[start : start + total], dtype=np.int64)
        # Each ring's differences begin anew: take off what the rings before it summed up to.
        before = np.concatenate([[0], whole[ends[:-1] - 1]])
        columns.append(np.round((whole - np.repeat(before, sizes)) * STEP, 4))
    points = np.column_stack(columns)
    ring_offsets = np.concatenate([[0], ends])
    if lines:
        shape = shapely.from_ragged_array(
            shapely.GeometryType.MULTILINESTRING, points, (ring_offsets, np.array([0, len(sizes)]))
        )
    else:
        part_offsets = np.concatenate([[0], np.cumsum(rings_of)])
        shape = shapely.from_ragged_array(
            shapely.GeometryType.MULTIPOLYGON, points, (ring_offsets, part_offsets, np.array([0, count]))
        )
    return Geometry.from_geo(shape[0])
