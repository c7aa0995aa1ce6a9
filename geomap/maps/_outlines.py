"""The outlines of areas as the page draws them: each once, as fine as a page can bear."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any

import shapely

from geomap._vlq import encode_lines

__all__ = ["AREA_SCALE", "Outlines", "label_point", "looseness"]

AREA_SCALE = 1000
"""Steps of a degree in the page's outlines: about 100 m, as in its basemap."""

_TOLERANCES = (0.003, 0.006, 0.012, 0.025, 0.05, 0.1, 0.2)  # degrees
_MOST_POINTS = 500
_LONG_SIDE = 0.4  # of an outline's smaller extent


class Outlines:
    """Each outline once, however many events lie in it.

    Parameters
    ----------
    areas
        Full outlines by (place id, place): what is drawn where the layers' own are simplified.
    """

    def __init__(self, areas: Mapping[tuple[str | None, str], Any]) -> None:
        self.streams: list[str] = []
        self.spots: list[tuple[float, float]] = []
        self._areas = areas
        self._numbers: dict[bytes, int] = {}

    def number(self, shape: Any, name: tuple[Any, Any]) -> int:
        """The number of an outline among `streams`, and of its label's place among `spots`."""
        key = shapely.to_wkb(shape)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.streams)
            self.spots.append(label_point(shape))
            full = self._areas.get(name)
            rings = (
                list(ring.coords)[:-1]
                for part in shapely.get_parts(shape if full is None else _lighter(full))
                if part.geom_type == "Polygon"
                for ring in (part.exterior, *part.interiors)
            )
            self.streams.append(encode_lines(rings, AREA_SCALE))
        return number


def _lighter(shape: Any) -> Any:
    """An outline of few enough points for a page."""
    found = shape
    rings = shapely.get_rings(shapely.get_parts(shape))
    for tolerance in _TOLERANCES:
        # Lines keep no point that areas lose but their first: where they keep too many, areas need no trial.
        fewest = shapely.get_num_coordinates(shapely.simplify(rings, tolerance, preserve_topology=False))
        if tolerance < _TOLERANCES[-1] and fewest.sum() - len(rings) > _MOST_POINTS:
            continue
        found = shapely.simplify(shape, tolerance, preserve_topology=True)
        if shapely.get_num_coordinates(found) <= _MOST_POINTS:
            break
    return found


def looseness(shape: Any, relation: Any, radius: Any, admin1: Any) -> int:
    """How an outline is to be drawn: 0 as a border, 1 as a reach around a place, 2 as part of a larger area.

    Of the last two the ground has none: a reach is a circle that someone drew, and the half of a country ends
    at a straight cut.
    """
    if relation == "within" or (isinstance(radius, int | float) and radius > 0):
        return 1
    return 0 if (isinstance(admin1, str) and admin1) or not _cut_straight(shape) else 2


def _cut_straight(shape: Any) -> bool:
    """Whether one straight side makes up a good part of the outline, as where a country is cut in halves."""
    west, south, east, north = shape.bounds
    least = _LONG_SIDE * min(east - west, north - south)
    rings = (part.exterior.coords for part in shapely.get_parts(shape))
    return any(math.dist(a, b) > least for ring in rings for a, b in itertools.pairwise(ring))


def label_point(shape: Any) -> tuple[float, float]:
    """Where an area's label stands: well inside its largest part."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    tolerance = max(math.sqrt(largest.area) / 20, 1e-3)
    spot = shapely.maximum_inscribed_circle(largest, tolerance=tolerance).coords[0]
    return round(spot[0], 3), round(spot[1], 3)
