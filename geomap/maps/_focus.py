"""Where the page looks first: the densest part of what happened on the ground, not the globe."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

__all__ = ["Bounds", "Weighted", "first_view"]

Bounds = tuple[float, float, float, float]
Weighted = tuple[float, float, float]
"""(lon, lat, weight)."""

_CELL = 2.0
_REACH = 2  # cells to each side: a window of ten degrees
_LEAST_SPAN = 0.5
_PADDING = 0.08
_OUTLIERS = 0.02
_WORLD: Bounds = (-170.0, -55.0, 180.0, 75.0)


def first_view(points: Iterable[Weighted]) -> Bounds:
    """(west, south, east, north) in degrees around the densest ten degrees of ``points``; the world if none.

    A fiftieth of the weight on each side may fall outside, so one stray mark does not shrink all others.
    """
    found = [point for point in points if point[2] > 0]
    if not found:
        return _WORLD
    cells: Counter[tuple[int, int]] = Counter()
    for lon, lat, weight in found:
        cells[math.floor(lon / _CELL), math.floor(lat / _CELL)] += weight  # type: ignore[assignment]  # weights are fractions

    def around(cell: tuple[int, int]) -> float:
        reach = range(-_REACH, _REACH + 1)
        return sum(
            cells.get((cell[0] + dx, cell[1] + dy), 0) / (1 + 0.1 * (abs(dx) + abs(dy)))
            for dx in reach
            for dy in reach
        )

    best = max(sorted(cells), key=around)
    inside = [
        point
        for point in found
        if abs(math.floor(point[0] / _CELL) - best[0]) <= _REACH
        and abs(math.floor(point[1] / _CELL) - best[1]) <= _REACH
    ]
    west, east = _range([(lon, weight) for lon, _, weight in inside])
    south, north = _range([(lat, weight) for _, lat, weight in inside])
    return (west, max(south, -85.0), east, min(north, 85.0))


def _range(values: Sequence[tuple[float, float]]) -> tuple[float, float]:
    ordered = sorted(values)
    limit = sum(weight for _, weight in ordered) * _OUTLIERS
    low = _first_over(ordered, limit)
    high = _first_over(ordered[::-1], limit)
    span = max(high - low, _LEAST_SPAN)
    middle = (low + high) / 2
    half = span * (0.5 + _PADDING)
    return round(middle - half, 3), round(middle + half, 3)


def _first_over(ordered: Sequence[tuple[float, float]], limit: float) -> float:
    passed = 0.0
    for value, weight in ordered:
        passed += weight
        if passed > limit:
            return value
    return ordered[-1][0]
