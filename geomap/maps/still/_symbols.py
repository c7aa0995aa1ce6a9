"""Marks and arrows, drawn as the page draws them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path as Outline

from geomap.maps._look import Palette, symbols
from geomap.maps.still._canvas import Canvas, path_of, svg_path

__all__ = ["MARK_RADIUS", "Look", "draw_arrow", "draw_mark"]

MARK_RADIUS = 11.0
"""Pixels from the middle of a mark to its edge, its rim included, at scale 1."""

_POINTS = 18
_GAP = 13.0


@dataclass(frozen=True, kw_only=True)
class Look:
    """What decides how a mark looks: see `geomap.maps.still._chosen.Item`."""

    group: str
    category: str
    status: str
    split: bool = False
    vague: bool = False
    stale: bool = False


def draw_mark(  # noqa: PLR0917  where, how, in what colours: all calls read alike
    canvas: Canvas, x: float, y: float, look: Look, palette: Palette, scale: float = 1.0
) -> None:
    """A mark around x, y."""
    shapes, glyphs = symbols().shapes, symbols().glyphs
    shape = svg_path(shapes.get(look.group, shapes["other"]), scale)
    glyph = svg_path(glyphs.get(look.category, glyphs["other"]), scale)
    at = (x, y)
    colour = palette.groups.get(look.group, palette.faint)
    struck = look.status in {"retracted", "denied"}
    is_open = look.vague or struck or look.status in {"planned", "predicted"}
    alpha = 0.45 if look.stale else 1.0
    canvas.outline(
        shape,
        fill=palette.paper if is_open else colour,
        stroke=palette.paper,
        width=4.5 * scale,
        alpha=alpha,
        at=at,
    )
    if not is_open:
        canvas.outline(shape, fill=colour, alpha=alpha, at=at)
    if look.split and not is_open:
        canvas.outline(_lower_half(shape, scale), fill=palette.paper, alpha=alpha, at=at)
    stroke, width = colour, 1.4
    dash: tuple[float, ...] = (1.6, 2.4) if is_open and not look.vague else ()
    if look.status == "confirmed":
        stroke, width = palette.ink, 2.0
    if look.status == "disputed":
        stroke, width, dash = palette.ink, 1.9, (3.0, 2.4)
    dash = tuple(part * scale for part in dash)
    canvas.outline(shape, stroke=stroke, width=width * scale, dash=dash, alpha=alpha, round_ends=True, at=at)
    ink = colour if is_open else palette.ink if look.split else palette.paper
    if palette.dark and not is_open and not look.split:
        ink = "#10151a"
    canvas.outline(glyph, stroke=ink, width=1.5 * scale, alpha=alpha, round_ends=True, at=at)
    if struck:
        line = np.array([(-9, 8), (9, -8)]) * scale + (x, y)
        canvas.line(line, stroke=palette.ink, width=2 * scale, alpha=alpha, round_ends=True)


def _lower_half(shape: Outline, scale: float) -> Outline:
    """The part of ``shape`` below the line from its lower left to its upper right."""
    outline = shapely.Polygon(np.asarray(shape.to_polygons(closed_only=True)[0]))
    half = shapely.Polygon(np.array([(10, -10), (10, 10), (-10, 10)]) * scale)
    found = path_of([outline.intersection(half)])
    assert found is not None, "every shape lies around 0, 0"
    return found


def draw_arrow(
    canvas: Canvas,
    start: tuple[float, float],
    goal: tuple[float, float],
    palette: Palette,
    *,
    dashed: bool,
    faint: bool,
    scale: float = 1.0,
) -> None:
    """A movement: an arrow that grows towards its head, bent a little so that there and back stay apart."""
    begin, end = _shortened(np.array(start), np.array(goal), _GAP * scale)
    length = float(np.hypot(*(end - begin))) or 1.0
    along = (end - begin) / length
    middle = (begin + end) / 2 + np.array([along[1], -along[0]]) * length * 0.14
    t = np.linspace(0, 1, _POINTS + 1)[:, None]
    spine = (1 - t) ** 2 * begin + 2 * (1 - t) * t * middle + t**2 * end
    head = min(20 * scale, max(8 * scale, length * 0.3))
    width = min(9 * scale, max(3 * scale, length * 0.06))
    neck = max(0.2, 1 - head / length)
    ring = _ring(spine, neck, width, head)
    alpha = 0.4 if faint else 0.75 if dashed else 0.92
    colour = palette.groups["force"]
    canvas.polygon(ring, stroke=palette.paper, width=3 * scale, alpha=alpha)
    canvas.polygon(
        ring,
        fill=palette.paper if dashed else colour,
        stroke=colour,
        width=1.5 * scale,
        alpha=alpha,
        dash=(4 * scale, 3 * scale) if dashed else (),
    )


def _ring(spine: Any, neck: float, width: float, head: float) -> Any:
    shaft = spine[np.arange(len(spine)) / _POINTS <= neck]
    left, right = [], []
    for number, point in enumerate(shaft):
        following = spine[min(number + 1, len(spine) - 1)]
        angle = math.atan2(following[1] - point[1], following[0] - point[0]) + math.pi / 2
        half = width * (0.15 + 0.85 * number / max(1, len(shaft) - 1)) / 2
        across = np.array([math.cos(angle), math.sin(angle)])
        left.append(point + across * half)
        right.append(point - across * half)
    tip, end = spine[-1], shaft[-1]
    angle = math.atan2(tip[1] - end[1], tip[0] - end[0]) + math.pi / 2
    wing = np.array([math.cos(angle), math.sin(angle)]) * head * 0.48
    return np.array([*left, end + wing, tip, end - wing, *right[::-1]])


def _shortened(start: Any, goal: Any, gap: float) -> tuple[Any, Any]:
    length = float(np.hypot(*(goal - start)))
    if length < 4 * gap:
        return start, goal
    step = (goal - start) / length * gap
    return start + step, goal - step
