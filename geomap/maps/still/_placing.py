"""Who stands where: marks that share a spot, and words that keep clear of each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geomap.maps.still._view import Box

__all__ = ["MOST_SPREAD", "Labels", "Spot", "gathered", "spread"]

MOST_SPREAD = 6
"""Marks at one spot that are drawn side by side; more are counted in a ring."""


@dataclass
class Spot:
    """Marks too close together to stand each at its own place: pixels, and the numbers of the marks."""

    x: float
    y: float
    members: list[int] = field(default_factory=list)


def gathered(points: Sequence[tuple[float, float]], reach: float) -> list[Spot]:
    """Points (pixels) nearer than ``reach`` to a busier one share its spot."""
    places: dict[tuple[float, float], list[int]] = {}
    for number, point in enumerate(points):
        places.setdefault(point, []).append(number)
    spots: list[Spot] = []
    for (x, y), members in sorted(places.items(), key=lambda place: (-len(place[1]), place[1][0])):
        near = [spot for spot in spots if math.hypot(spot.x - x, spot.y - y) < reach]
        if near:
            min(near, key=lambda spot: math.hypot(spot.x - x, spot.y - y)).members.extend(members)
        else:
            spots.append(Spot(x, y, list(members)))
    return spots


def spread(count: int) -> list[tuple[float, float]]:
    """Where the marks of a spot stand around it: pixels at scale 1."""
    if count <= 1:
        return [(0.0, 0.0)]
    pair = count == 2  # noqa: PLR2004
    radius = 11.5 if pair else max(13.0, count * 22 / (2 * math.pi))
    turn = math.pi if pair else math.pi / 2
    angles = (number / count * 2 * math.pi - turn for number in range(count))
    return [(math.cos(angle) * radius, math.sin(angle) * radius) for angle in angles]


class Labels:
    """Boxes that do not run into each other: first come, first placed.

    Parameters
    ----------
    within
        The box all of them stay in.
    """

    def __init__(self, within: Box) -> None:
        self._within = within
        self.taken: list[Box] = []

    def block(self, box: Box) -> None:
        """Take a box, free or not."""
        self.taken.append(box)

    def free(self, box: Box) -> bool:
        """Whether a box runs into nothing and stays inside."""
        left, top, right, bottom = self._within
        if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
            return False
        return all(
            box[0] >= other[2] or other[0] >= box[2] or box[1] >= other[3] or other[1] >= box[3]
            for other in self.taken
        )

    def first_free(self, boxes: Iterable[Box]) -> Box | None:
        """The first of ``boxes`` that is free, taken; None where none is."""
        for box in boxes:
            if self.free(box):
                self.taken.append(box)
                return box
        return None
