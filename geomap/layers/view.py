"""Where a project looks first: where most happened, not the globe."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from geomap.layerset import LayerSet

__all__ = ["Bounds", "first_view"]

Bounds = tuple[float, float, float, float]
"""(west, south, east, north) in degrees."""

_WORLD: Bounds = (-170.0, -55.0, 180.0, 75.0)
_REACH = 6.0
_LEAST = 0.5
_TALK = frozenset({"diplomacy", "visit"})


def first_view(layers: LayerSet) -> Bounds:
    """Bounds around what happened on the ground, without the strays; the world where nothing did.

    Meetings count only where there is nothing else; the background never does.
    """
    for chosen in (["events", "deployments", "movements"], ["event_areas", "deployment_areas", "counts"]):
        for talk in (False, True):
            points = np.vstack([_points(layers.frames[name], talk=talk) for name in chosen])  # type: ignore[index]
            if len(points):
                return _densest(points)
    return _WORLD


def _points(frame: Any, *, talk: bool) -> Any:
    kept = ~frame["background"].astype(bool).to_numpy()
    if not talk:
        kept &= ~frame["category"].isin(_TALK).to_numpy()
    shapes = frame.geometry.to_numpy()[kept]
    return shapely.get_coordinates(shapely.centroid(shapes)) if len(shapes) else np.empty((0, 2))


def _densest(points: Any) -> Bounds:
    """The points around the median within some degrees, and a margin."""
    middle = np.median(points, axis=0)
    near = points[(np.abs(points - middle) <= _REACH).all(axis=1)]
    if not len(near):
        near = points
    low, high = np.quantile(near, 0.02, axis=0), np.quantile(near, 0.98, axis=0)
    span = np.maximum(high - low, _LEAST)
    centre = (low + high) / 2
    west, south = (centre - span * 0.6).tolist()
    east, north = (centre + span * 0.6).tolist()
    return round(west, 3), round(max(south, -85), 3), round(east, 3), round(min(north, 85), 3)
