"""What stands around the map of a still: title, key, scale, inset, sources; mirrored from the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import shapely
from matplotlib.path import Path as Outline

from geomap import _basemap
from geomap.maps._look import Palette
from geomap.maps.locale import Words
from geomap.maps.still._canvas import Canvas, path_of
from geomap.maps.still._chosen import Item
from geomap.maps.still._fonts import clean, text_width
from geomap.maps.still._situation import look_of
from geomap.maps.still._symbols import Look, draw_arrow, draw_mark
from geomap.maps.still._view import Box, View, fitted
from geomap.model import CATEGORIES, CATEGORY_GROUPS

__all__ = ["Frame", "KeyLine", "key_lines", "wrapped"]

_STATUSES = ("confirmed", "claimed", "disputed", "denied", "planned", "predicted", "retracted")
_NICE = (1, 2, 5)
_AROUND = 200  # degrees
_BESIDE = 0.5  # of a small map's width and height: its box may be wider than what it must show
_KM = 1000


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """A line of the key: a mark, an arrow, a swatch, or a heading where there is none of them."""

    text: str
    look: Look | None = None
    arrow: bool = False
    swatches: tuple[str, ...] = ()


def key_lines(items: Sequence[Item], steps: Sequence[float], palette: Palette, words: Words) -> list[KeyLine]:
    """What the key must explain of ``items``, no more."""
    counts = Counter(item.category for item in items)
    lines = [KeyLine(text=words("What is shown"))]
    for category in CATEGORIES:
        if counts[category] and category != "monitoring_count":
            name = words(
                "{kind}: {count}", kind=words.name("category", category), count=words.number(counts[category])
            )
            lines.append(
                KeyLine(
                    text=name, look=Look(group=CATEGORY_GROUPS[category], category=category, status="claimed")
                )
            )
    if any(item.layer == "movements" for item in items):
        lines.append(KeyLine(text=words("from place to place"), arrow=True))
    lines.append(KeyLine(text=words("Outline: did it happen?")))
    sample = max(items, key=lambda item: (counts[item.category], item.category), default=None)
    plain = Look(group="other", category="other", status="claimed") if sample is None else look_of(sample)
    plain = Look(group=plain.group, category=plain.category, status="claimed")
    present = {item.status for item in items}
    lines += [
        KeyLine(
            text=words.name("status", status),
            look=Look(group=plain.group, category=plain.category, status=status),
        )
        for status in _STATUSES
        if status in present
    ]
    if any(item.vague for item in items):
        vague = Look(group=plain.group, category=plain.category, status="claimed", vague=True)
        lines.append(KeyLine(text=words("open: within the area"), look=vague))
    if any(item.split for item in items):
        split = Look(group=plain.group, category=plain.category, status="confirmed", split=True)
        lines.append(KeyLine(text=words("half: who did it is disputed"), look=split))
    if any(item.stale for item in items):
        stale = Look(group="force", category="deployment", status="claimed", stale=True)
        lines.append(KeyLine(text=words("faded: no recent news"), look=stale))
    if any(item.layer == "counts" for item in items) and steps:
        name = words("count: 0 to {most}", most=words.number(steps[-1]))
        lines.append(KeyLine(text=name, swatches=palette.counts))
    return lines


def wrapped(text: str, size: float, width: float, *, most: int, bold: bool = False) -> list[str]:
    """``text`` in up to ``most`` lines no wider than ``width`` pixels; what is left out ends in '…'."""
    lines: list[str] = []
    rest = clean(text).split()
    while rest and len(lines) < most:
        count = len(rest)
        while count > 1 and text_width(" ".join(rest[:count]), size, bold=bold) > width:
            count -= 1
        lines.append(" ".join(rest[:count]))
        rest = rest[count:]
    for number, line in enumerate(lines):
        cut = line + ("…" if rest and number == len(lines) - 1 else "")
        while text_width(cut, size, bold=bold) > width and len(cut) > 1:
            cut = cut[:-2] + "…"
        lines[number] = cut
    return lines


class Frame:
    """Draws around the map; every x is counted from the side where reading begins."""

    def __init__(self, canvas: Canvas, palette: Palette, words: Words, scale: float) -> None:
        self._canvas, self._palette, self._words, self._scale = canvas, palette, words, scale

    def box(self, box: Box) -> Box:
        """``box`` as it stands for this language: mirrored where it is read from the right."""
        if not self._words.rtl:
            return box
        width = self._canvas.width
        return width - box[2], box[1], width - box[0], box[3]

    def _x(self, x: float) -> float:
        return self._canvas.width - x if self._words.rtl else x

    def write(self, x: float, y: float, text: str, **style: Any) -> None:
        """Words that begin at ``x``."""
        anchor: Literal["left", "right"] = "right" if self._words.rtl else "left"
        self._canvas.words(self._x(x), y, text, anchor=anchor, **style)

    def title(self, lines: Sequence[str], subtitle: str, size: float) -> None:
        """The title and, below it, day and zone."""
        scale, palette = self._scale, self._palette
        y = 14 * scale
        for line in lines:
            self.write(16 * scale, y + size / 2, line, size=size, bold=True, colour=palette.ink)
            y += size * 1.2
        small = 13.5 * scale
        room = self._canvas.width - 32 * scale
        for line in wrapped(subtitle, small, room, most=1):
            self.write(16 * scale, y + small * 0.75, line, size=small, colour=palette.ink)

    def notes(self, lines: Sequence[str], top: float) -> None:
        """Sources, borders and credits below the map."""
        size = 10.5 * self._scale
        for number, line in enumerate(lines):
            y = top + (number + 0.9) * size * 1.35
            self.write(16 * self._scale, y, line, size=size, colour=self._palette.ink)

    def key(self, lines: Sequence[KeyLine], box: Box) -> None:
        """The key in ``box``, in as many columns as it is wide for; what has no room is counted."""
        scale = self._scale
        columns = max(1, int((box[2] - box[0]) // (200 * scale)))
        high = box[3] - box[1]
        row = max(16.8 * scale, min(25 * scale, high / -(-len(lines) // columns)))
        rows = int(high / row + 1e-6)
        room = rows * columns
        shown = list(lines)
        if len(lines) > room:
            left_out = len(lines) - room + 1
            more = self._words.plural("and {count} more sign", "and {count} more signs", left_out)
            shown = [*lines[: room - 1], KeyLine(text=more)]
        wide = (box[2] - box[0]) / columns
        per_column = -(-len(shown) // columns)
        for number, line in enumerate(shown):
            x = box[0] + number // per_column * wide
            y = box[1] + (number % per_column + 0.5) * row
            self._key_line(line, x, y, wide, min(1.0, row / (22 * scale)) * scale)

    def _key_line(self, line: KeyLine, x: float, y: float, wide: float, scale: float) -> None:
        palette = self._palette
        middle = x + 12 * scale
        indent = 30 * scale
        heading = False
        if line.look is not None:
            draw_mark(self._canvas, self._x(middle), y, line.look, palette, scale * 0.92)
        elif line.arrow:
            ends = (
                (self._x(middle - 13 * scale), y + 4 * scale),
                (self._x(middle + 13 * scale), y - 4 * scale),
            )
            draw_arrow(self._canvas, *ends, palette, dashed=False, faint=False, scale=scale * 0.9)
        elif line.swatches:
            indent = 52 * scale
            for number, colour in enumerate(line.swatches):
                left = x + (2 + 9 * number) * scale
                swatch = self.box((left, y - 6 * scale, left + 9 * scale, y + 6 * scale))
                self._canvas.rectangle(swatch, fill=colour, stroke=palette.groups["count"], width=0.7 * scale)
        else:
            indent, heading = 0.0, True
        size = max(12 * scale, 11 * self._scale)
        for text in wrapped(line.text, size, wide - indent - 6 * scale, most=1, bold=heading):
            self.write(x + indent, y, text, size=size, bold=heading, colour=palette.ink)

    def scale_bar(self, view: View, box: Box) -> None:
        """A bar of a round length, true at the middle of the view."""
        scale, palette = self._scale, self._palette
        _, south, _, north = view.bounds
        per_m = view.pixels_per_metre((south + north) / 2)
        most = (box[2] - box[0] - 20 * scale) / per_m
        power = 10 ** np.floor(np.log10(most))
        length = max(nice * power for nice in _NICE if nice * power <= most)
        whole_km = length >= _KM
        text = f"{self._words.number(length / _KM if whole_km else length)} {'km' if whole_km else 'm'}"
        left, right = box[0] + 10 * scale, box[0] + 10 * scale + length * per_m
        y = box[3] - 9 * scale
        self._canvas.rectangle(
            (box[0], box[1], max(right, left + text_width(text, 11 * scale)) + 10 * scale, box[3]),
            fill=palette.paper,
            alpha=0.82,
            radius=3 * scale,
        )
        ticks = [(left, y - 4 * scale), (left, y), (right, y), (right, y - 4 * scale)]
        self._canvas.line(ticks, stroke=palette.ink, width=1.4 * scale)
        self._canvas.words(left, y - 12 * scale, text, size=11 * scale, colour=palette.ink)

    def inset(self, view: View, box: Box) -> None:
        """Where on the globe the view lies: a small map with the view marked."""
        scale, palette = self._scale, self._palette
        west, south, east, north = view.bounds
        middle = (west + east) / 2, (south + north) / 2
        half = max(28.0, (east - west) * 2.2), max(16.0, (north - south) * 2.2)
        wide = (
            max(-180.0, middle[0] - half[0]),
            max(-60.0, middle[1] - half[1]),
            min(180.0, middle[0] + half[0]),
            min(80.0, middle[1] + half[1]),
        )
        small = fitted(wide, box)
        with self._canvas.inside(box):
            self._canvas.rectangle(box, fill=palette.sea)
            land = _far_land(small, wide)
            if land is not None:
                self._canvas.outline(land, fill=palette.land, stroke=palette.border, width=0.5 * scale)
            (x0, y1), (x1, y0) = small.point(west, south), small.point(east, north)
            red = palette.groups["attack"]
            style: dict[str, Any] = {
                "fill": red,
                "alpha": 0.25,
                "stroke": red,
                "stroke_alpha": 1.0,
                "width": 1.5 * scale,
            }
            self._canvas.rectangle((x0, y0, x1, y1), **style)
        self._canvas.rectangle(box, stroke=palette.ink, width=scale)

    def north(self, x: float, y: float) -> None:
        """An arrow to the north, which is up."""
        scale, palette = self._scale, self._palette
        ring = np.array([(0, -13), (5, 6), (0, 2), (-5, 6)]) * scale + (x, y)
        self._canvas.polygon(ring, fill=palette.ink, stroke=palette.paper, width=scale)
        self._canvas.words(
            x,
            y + 13 * scale,
            "N",
            size=11 * scale,
            bold=True,
            colour=palette.ink,
            anchor="center",
            halo=palette.halo,
        )


@lru_cache(maxsize=4)
def _far_land(view: View, bounds: tuple[float, float, float, float]) -> Outline | None:
    """The countries of a small map as one path."""
    parts = shapely.get_parts(_basemap.features("countries", (-180, -60, 180, 84)).geometry.to_numpy())
    left, _, right, _ = shapely.bounds(parts).T
    # What reaches around the globe crosses the antimeridian: it goes on to the east of it.
    around = right - left > _AROUND
    parts[around] = shapely.transform(parts[around], lambda lonlat: lonlat + (lonlat < 0) * (360, 0))
    west, south, east, north = bounds
    x, y = (east - west) * _BESIDE, (north - south) * _BESIDE
    parts = shapely.clip_by_rect(parts, west - x, south - y, east + x, north + y)
    # Small islands are no help here.
    parts = parts[shapely.area(parts) > (60 / view.size) ** 2 * 360]
    return path_of(view.drawn(parts, 0.8))
