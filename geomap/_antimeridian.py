"""Areas that run across the antimeridian, cut there (RFC 7946, 3.1.9)."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely import affinity

__all__ = ["unwrapped"]

_HALF_TURN = 180


def unwrapped(geometry: Any) -> Any:
    """``geometry`` cut at the antimeridian where its rings run across it, as TopoJSON's do, or go beyond it.

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
    lon = np.asarray(points)[:, 0]
    return bool((np.abs(np.diff(lon)) > _HALF_TURN).any() or (np.abs(lon) > _HALF_TURN).any())


def _run_on(points: Any) -> Any:
    ring = np.array(points)[:, :2]
    turns = np.concatenate(([0], np.cumsum(np.round(np.diff(ring[:, 0]) / 360))))
    if turns[-1] == 0:
        # What most of the ring stands on stays as it is, to the last bit: it must meet its neighbours' edges.
        ring[:, 0] -= 360 * (turns - np.median(turns))
    return ring
