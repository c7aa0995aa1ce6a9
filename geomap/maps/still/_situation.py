"""What happened, drawn over the ground: areas, counts, rings, arrows, marks, and their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from geomap.maps import _rows
from geomap.maps._look import Palette
from geomap.maps.locale import Words
from geomap.maps.still._canvas import Canvas
from geomap.maps.still._chosen import Item
from geomap.maps.still._fonts import text_width
from geomap.maps.still._ground import write_label
from geomap.maps.still._placing import MOST_SPREAD, Labels, Spot, gathered, spread
from geomap.maps.still._symbols import MARK_RADIUS, Look, draw_arrow, draw_mark
from geomap.maps.still._view import View

__all__ = ["Situation", "count_steps", "look_of"]

_REACH = 30
_VAST = 0.3
_OVERLAP = 4  # pixels that a mark may reach under a crowd's ring
_TOGETHER = 110  # pixels across the marks of one place
_FIGURE_SPOTS = (
    (0, 0), (0, -34), (0, 34), (46, 0), (-46, 0), (40, -34), (-40, -34), (40, 34), (-40, 34), (0, -64),
    (0, 64),
)  # fmt: skip
_KNOWN = frozenset({"site", "settlement", "near"})


def look_of(item: Item) -> Look:
    """How an item's mark looks."""
    return Look(
        group=item.group,
        category=item.category,
        status=item.status,
        split=item.split,
        vague=item.vague,
        stale=item.stale,
    )


def count_steps(frame: Any) -> list[float]:
    """Round upper bounds of the five classes that figures are graded in; none where there is no figure."""
    most = max((_rows.number(value) or 0.0 for value in frame["quantity"]), default=0.0)
    if most <= 0:
        return []
    power = 10 ** np.floor(np.log10(most / 5))
    step = next((factor * power for factor in (1, 2, 5, 10) if factor * power * 5 >= most), most / 5)
    return [class_ * max(1.0, float(step)) for class_ in range(1, 6)]


class Situation:
    """Items on a view, drawn in the page's order.

    Parameters
    ----------
    steps
        Upper bounds of the classes of counts.
    scale
        Pixels of the picture for one of the page.
    """

    def __init__(  # noqa: PLR0917  what a drawing is made of
        self,
        canvas: Canvas,
        view: View,
        items: Sequence[Item],
        palette: Palette,
        steps: Sequence[float],
        scale: float,
    ) -> None:
        self._canvas, self._view, self._palette, self._scale = canvas, view, palette, scale
        self._steps = steps
        left, top, right, bottom = view.box
        self._items = list(items)
        self._places = [view.point(item.lon, item.lat) for item in items]
        pinned = [n for n, item in enumerate(items) if item.layer not in {"movements", "counts"}]
        slack = MARK_RADIUS * scale
        self._pinned = [
            n
            for n in pinned
            if left + slack <= self._places[n][0] <= right - slack
            and top + slack <= self._places[n][1] <= bottom - slack
        ]
        spots = gathered([self._places[n] for n in self._pinned], _REACH * scale)
        for spot in spots:
            spot.members = sorted(self._pinned[n] for n in spot.members)
        self._spots = self._apart(spots)

    def _apart(self, spots: list[Spot]) -> list[Spot]:
        """``spots`` without those that a counted crowd would lie over: it counts them too."""
        left = list(spots)
        for _ in spots:
            swallowed = next(
                (
                    (crowd, other)
                    for crowd in left
                    if len(crowd.members) > MOST_SPREAD
                    for other in left
                    if other is not crowd and self._touch(crowd, other)
                ),
                None,
            )
            if swallowed is None:
                break
            crowd, other = swallowed
            crowd.members = sorted([*crowd.members, *other.members])
            left.remove(other)
        return left

    def _touch(self, one: Spot, other: Spot) -> bool:
        return any(
            np.hypot(x - u, y - v) < reach + far - _OVERLAP * self._scale
            for x, y, reach in self._discs(one.x, one.y, one.members)
            for u, v, far in self._discs(other.x, other.y, other.members)
        )

    @property
    def in_view(self) -> list[Item]:
        """The items of which something can be seen."""
        box = shapely.box(*self._view.bounds)
        return [
            item
            for number, item in enumerate(self._items)
            if number in self._pinned
            or (item.shape is not None and not self._bare(item) and shapely.intersects(item.shape, box))
        ]

    def _bare(self, item: Item) -> bool:
        """Whether an area is told of by its mark alone: what fills the view would hide all else."""
        if item.layer not in {"event_areas", "deployment_areas"}:
            return False
        return item.precision == "country" or self._fills(item.shape)

    @property
    def mark_boxes(self) -> list[tuple[float, float, float, float]]:
        """The boxes that marks take."""
        boxes = []
        for spot in self._spots:
            for x, y, reach in self._discs(spot.x, spot.y, spot.members):
                boxes.append((x - reach, y - reach, x + reach, y + reach))
        return boxes

    def _discs(self, x: float, y: float, members: Sequence[int]) -> list[tuple[float, float, float]]:
        scale = self._scale
        if len(members) == 1:
            return [(*self._places[members[0]], MARK_RADIUS * scale)]
        if len(members) <= MOST_SPREAD:
            return [(x + dx * scale, y + dy * scale, MARK_RADIUS * scale) for dx, dy in spread(len(members))]
        return [(x, y, self._radius(len(members)) + 3 * scale)]

    def _radius(self, count: int) -> float:
        return min(26.0, 12 + float(np.log2(count)) * 1.7) * self._scale

    def draw_areas(self) -> None:
        """Areas of events and states, the widest first, then counted areas."""
        canvas, palette, scale = self._canvas, self._palette, self._scale
        found: dict[bytes, list[Item]] = {}
        for item in self._items:
            if item.layer in {"event_areas", "deployment_areas"}:
                found.setdefault(shapely.to_wkb(item.shape), []).append(item)
        ordered = sorted(found.items(), key=lambda pair: (-pair[1][0].shape.area, pair[0]))
        with canvas.inside(self._view.box):
            for _, members in ordered:
                if all(self._bare(item) for item in members):
                    continue
                colour = palette.groups.get(members[0].group, palette.faint)
                canvas.shapes(
                    self._view.shapes([members[0].shape], 0.5),
                    fill=colour,
                    stroke=colour,
                    alpha=min(0.2, 0.08 + len(members) * 0.02),
                    stroke_alpha=0.6,
                    width=1.2 * scale,
                    dash=(5 * scale, 3 * scale),
                )
            # The latest figure of an area lies over older ones of the same outline.
            for item in sorted(self._counts(), key=lambda item: (item.start, item.id)):
                shape = self._view.shapes([item.shape], 0.5)
                canvas.shapes(
                    shape,
                    fill=palette.counts[self._class(item)],
                    alpha=0.72,
                    stroke=palette.groups["count"],
                    stroke_alpha=1.0,
                    width=1.4 * scale,
                )

    def _fills(self, shape: Any) -> bool:
        """Whether a shape reaches over so much of the view that its fill would be the map's."""
        west, south, east, north = shape.bounds
        (x0, y1), (x1, y0) = self._view.point(west, south), self._view.point(east, north)
        left, top, right, bottom = self._view.box
        return (x1 - x0) * (y1 - y0) > _VAST * (right - left) * (bottom - top)

    def _counts(self) -> list[Item]:
        return [item for item in self._items if item.layer == "counts"]

    def _class(self, item: Item) -> int:
        value = item.quantity or 0
        return next(
            (n for n, bound in enumerate(self._steps) if value <= bound), len(self._palette.counts) - 1
        )

    def draw_marks(self, labels: Labels, words: Words) -> None:
        """Rings, arrows, marks and figures; what they cover is taken from ``labels``."""
        for box in self.mark_boxes:
            labels.block(box)
        with self._canvas.inside(self._view.box):
            self._draw_rings()
            self._draw_arrows()
            for spot in self._spots:
                self._draw_spot(spot.x, spot.y, spot.members, words)
            self._draw_figures(labels, words)

    def _draw_rings(self) -> None:
        canvas, palette, scale = self._canvas, self._palette, self._scale
        for number in self._pinned:
            item = self._items[number]
            radius = item.radius_m * self._view.pixels_per_metre(item.lat)
            if item.shape is not None or item.precision != "near" or radius < (MARK_RADIUS + 2) * scale:
                continue
            colour = palette.groups.get(item.group, palette.faint)
            canvas.circle(
                *self._places[number],
                radius,
                fill=colour,
                alpha=0.09,
                stroke=colour,
                stroke_alpha=0.8,
                width=1.3 * scale,
                dash=(5 * scale, 4 * scale),
            )

    def _draw_arrows(self) -> None:
        for item in self._items:
            if item.layer != "movements":
                continue
            ends = self._view.pixels(np.asarray(item.shape.coords)[[0, -1], :2])
            draw_arrow(
                self._canvas,
                tuple(ends[0]),
                tuple(ends[1]),
                self._palette,
                dashed=item.status in {"planned", "predicted"} or item.category == "threat_axis",
                faint=item.stale,
                scale=self._scale,
            )

    def _draw_spot(self, x: float, y: float, members: Sequence[int], words: Words) -> None:
        canvas, palette, scale = self._canvas, self._palette, self._scale
        discs = self._discs(x, y, members)
        if len(members) > MOST_SPREAD:
            self._draw_pie(x, y, members, words)
            return
        if len(members) > 1:
            for dx, dy, _ in discs:
                canvas.line([(x, y), (dx, dy)], stroke=palette.ink, width=scale, alpha=0.5)
            canvas.circle(x, y, 2 * scale, fill=palette.ink)
        for number, (dx, dy, _) in zip(members, discs, strict=True):
            draw_mark(canvas, dx, dy, look_of(self._items[number]), palette, scale)

    def _draw_pie(self, x: float, y: float, members: Sequence[int], words: Words) -> None:
        """Many marks at one spot: their number, in a ring of the groups' colours."""
        canvas, palette, scale = self._canvas, self._palette, self._scale
        radius = self._radius(len(members))
        canvas.circle(x, y, radius + 3 * scale, fill=palette.paper)
        shares = Counter(self._items[number].group for number in members)
        begin = -np.pi / 2
        for group, share in sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])):
            end = begin + share / len(members) * 2 * np.pi
            angles = np.linspace(begin, end, max(3, int((end - begin) * 12)))
            arc = np.column_stack([np.cos(angles), np.sin(angles)]) * (radius - 1.5 * scale) + (x, y)
            canvas.line(arc, stroke=palette.groups.get(group, palette.faint), width=5 * scale)
            begin = end
        canvas.words(
            x, y, words.number(len(members)), size=13 * scale, bold=True, colour=palette.ink, anchor="center"
        )

    def _draw_figures(self, labels: Labels, words: Words) -> None:
        canvas, palette, scale = self._canvas, self._palette, self._scale
        latest: dict[bytes, Item] = {}
        for item in sorted(self._counts(), key=lambda item: (item.start, item.id)):
            latest[shapely.to_wkb(item.shape)] = item
        for item in latest.values():
            text = "?" if item.quantity is None else words.number(item.quantity)
            wide = max(24 * scale, text_width(text, 14 * scale, bold=True) + 14 * scale) / 2
            x, y = self._view.point(item.lon, item.lat)
            high = 11 * scale
            boxes = [
                (x + dx * scale - wide, y + dy * scale - high, x + dx * scale + wide, y + dy * scale + high)
                for dx, dy in _FIGURE_SPOTS
            ]
            box = labels.first_free(boxes)
            if box is None:
                continue
            canvas.rectangle(
                box, radius=4 * scale, fill=palette.paper, stroke=palette.groups["count"], width=1.5 * scale
            )
            middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            canvas.words(*middle, text, size=14 * scale, bold=True, colour=palette.ink, anchor="center")

    def write_places(self, labels: Labels) -> set[str]:
        """The names of the marks' places, the busiest first; gives the names that were written."""
        places: dict[str, list[int]] = {}
        for number in self._pinned:
            item = self._items[number]
            if item.place and item.precision in _KNOWN:
                places.setdefault(item.place, []).append(number)
        written: set[str] = set()
        size = 12.5 * self._scale
        discs = {number: disc for spot in self._spots for number, disc in self._disc_of(spot)}
        for name, numbers in sorted(places.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            style = {"colour": self._palette.city_name, "halo": self._palette.halo, "bold": True}
            # Beside its own marks: beside those of a neighbour it would name the wrong ones.
            for spots in self._beside([discs[number] for number in numbers], size):
                if write_label(self._canvas, labels, spots, name, size=size, **style):
                    written.add(name)
                    break
        # A name that found no room must not come back as a mere town beside its own mark.
        return written | set(places)

    def _disc_of(self, spot: Spot) -> Iterator[tuple[int, tuple[float, float, float]]]:
        """Each member of a spot with the disc that shows it."""
        discs = self._discs(spot.x, spot.y, spot.members)
        for place, number in enumerate(spot.members):
            yield number, discs[min(place, len(discs) - 1)]

    def _beside(
        self, discs: Sequence[tuple[float, float, float]], size: float
    ) -> Iterator[list[tuple[float, float, str]]]:
        """Where a name may stand: around all of a place's marks if they are together, else at one of them."""
        gap = 3 * self._scale
        together = max(x + r for x, _, r in discs) - min(x - r for x, _, r in discs) < _TOGETHER * self._scale
        for group in [discs] * together + [[disc] for disc in dict.fromkeys(discs)]:
            left = min(x - r for x, _, r in group) - gap
            right = max(x + r for x, _, r in group) + gap
            top = min(y - r for _, y, r in group) - size * 0.75
            bottom = max(y + r for _, y, r in group) + size * 0.75
            x = sum(x for x, _, _ in group) / len(group)
            y = sum(y for _, y, _ in group) / len(group)
            yield [
                (right, y, "left"), (left, y, "right"), (x, bottom, "center"), (x, top, "center"),
                (right, top, "left"), (right, bottom, "left"), (left, top, "right"), (left, bottom, "right"),
            ]  # fmt: skip
