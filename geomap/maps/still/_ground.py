"""The ground of a still: land, waters, borders, and the names of countries and towns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path as Outline

from geomap import _basemap
from geomap._basemap_disputes import WORLDVIEWS, ranks
from geomap.maps._look import Palette
from geomap.maps.locale import Words
from geomap.maps.still._canvas import Canvas, path_of
from geomap.maps.still._fonts import text_width
from geomap.maps.still._placing import Labels
from geomap.maps.still._view import Box, View

__all__ = ["disputed_lines", "draw_ground", "write_countries", "write_label", "write_towns"]

_MARGIN = 0.05
_LEAST_ROOM = 60
_POPULATION = ((10, 0), (9, 5_000), (8, 15_000), (7, 40_000), (6, 90_000), (5, 300_000), (4, 1_200_000))
_LARGE, _MIDDLE = 1_000_000, 100_000
_QUARTER = 8  # pixels


def _features(view: View, layer: _basemap.BasemapLayer) -> Any:
    west, south, east, north = view.bounds
    x, y = (east - west) * _MARGIN, (north - south) * _MARGIN
    wider = (max(west - x, -180), max(south - y, -85), min(east + x, 180), min(north + y, 85))
    return _basemap.features(layer, wider)


@lru_cache(maxsize=16)
def _outlines(view: View, layer: _basemap.BasemapLayer) -> Outline | None:
    """The outlines of a layer in a view, as one path: for the frames of an animation they are the same."""
    return path_of(view.drawn(_features(view, layer).geometry))


@lru_cache(maxsize=4)
def _borders(view: View, worldview: str) -> Mapping[str, Outline | None]:
    """Borders by how they are drawn: 'plain', 'b' disputed and as strong, 'l' disputed and thin."""
    frame = _features(view, "borders")
    number = WORLDVIEWS.index(worldview) if worldview in WORLDVIEWS else 0
    drawn = np.array([ranks(name)[number] if name else "plain" for name in frame["disputed"]], dtype=str)
    return {kind: path_of(view.drawn(frame.geometry[drawn == kind])) for kind in ("plain", "b", "l")}


def draw_ground(
    canvas: Canvas, view: View, palette: Palette, worldview: str, *, scale: float = 1.0, fine: bool = True
) -> None:
    """Sea, land, lakes, rivers, coasts and borders of a view.

    Parameters
    ----------
    worldview
        Whose view of disputed lines is drawn: 'un' or 'ne'; any other is drawn as 'un'.
    fine
        Whether rivers and the borders inside countries are drawn; without them it is one of many small maps.
    """

    def draw(layer: _basemap.BasemapLayer, **style: Any) -> None:
        path = _outlines(view, layer)
        if path is not None:
            canvas.outline(path, at=None if fine else (0.0, 0.0), **style)

    zoom = view.zoom - np.log2(scale)
    with canvas.inside(view.box):
        canvas.rectangle(view.box, fill=palette.sea)
        # The stroke closes the hairlines between neighbours.
        draw("countries", fill=palette.land, stroke=palette.land, width=0.7 * scale)
        draw("lakes", fill=palette.sea, stroke=palette.coast, width=0.5 * scale)
        if fine and zoom >= 5:  # noqa: PLR2004  from here on the page draws them too
            draw("rivers", stroke=palette.river, width=(1.3 if zoom >= 7 else 0.8) * scale)  # noqa: PLR2004
        draw("coast", stroke=palette.coast, width=0.8 * scale)
        if fine and zoom >= 4.5:  # noqa: PLR2004
            draw("admin1_borders", stroke=palette.admin, width=0.8 * scale)
        width = (1.5 if fine else 0.8) * scale
        dash = (6 * scale, 4 * scale)
        styles: dict[str, dict[str, Any]] = {
            "plain": {"stroke": palette.border, "width": width},
            "b": {"stroke": palette.disputed, "width": width, "dash": dash},
            "l": {"stroke": palette.disputed, "width": width * 0.7, "dash": (dash[0] / 2, dash[1])},
        }
        for kind, path in _borders(view, worldview).items():
            if path is not None:
                canvas.outline(path, at=None if fine else (0.0, 0.0), **styles[kind])


@lru_cache(maxsize=4)
def disputed_lines(view: View) -> dict[str, Any]:
    """Names of the disputed lines in a view, each with its geometry in pixels."""
    borders = _features(view, "borders")
    box = shapely.box(*view.box)
    found: dict[str, Any] = {}
    for name, line in zip(borders["disputed"], view.shapes(borders.geometry), strict=True):
        inside = shapely.intersection(line, box)
        if name and not inside.is_empty:
            found[name] = shapely.union(found[name], inside) if name in found else inside
    return dict(sorted(found.items()))


def write_label(
    canvas: Canvas,
    labels: Labels,
    spots: list[tuple[float, float, str]],
    text: str,
    *,
    size: float,
    **style: Any,
) -> bool:
    """Write ``text`` at the first of ``spots`` (x, y of its middle, anchor) where it runs into nothing."""
    width = text_width(text, size, bold=style.get("bold", False), italic=style.get("italic", False)) + 4
    boxes: dict[Box, tuple[float, float, str]] = {}
    for x, y, anchor in spots:
        left = {"left": x - 2, "center": x - width / 2, "right": x + 2 - width}[anchor]
        boxes[left, y - size * 0.68, left + width, y + size * 0.68] = (x, y, anchor)
    box = labels.first_free(boxes)
    if box is None:
        return False
    x, y, anchor = boxes[box]
    canvas.words(x, y, text, size=size, anchor=anchor, **style)  # type: ignore[arg-type]  # one of three words
    return True


@lru_cache(maxsize=4)
def _country_parts(view: View) -> tuple[tuple[str, Any, tuple[float, float]], ...]:
    """The largest part of each country in a view, the largest first, with the middle of its widest room."""
    frame = _features(view, "countries")
    box = shapely.box(*view.box)
    shapes = shapely.intersection(shapely.make_valid(view.shapes(frame.geometry, 2.0)), box)
    parts: dict[str, Any] = {}
    for name, shape in zip(frame["name"], shapes, strict=True):
        for part in shapely.get_parts(shape):
            if name not in parts or part.area > parts[name].area:
                parts[name] = part
    return tuple(
        (name, part, shapely.maximum_inscribed_circle(part, tolerance=4).coords[0])
        for name, part in sorted(parts.items(), key=lambda item: (-item[1].area, item[0]))
        if not part.is_empty and part.geom_type == "Polygon"
    )


def write_countries(  # noqa: PLR0917  as its neighbours
    canvas: Canvas, view: View, palette: Palette, labels: Labels, words: Words, scale: float
) -> None:
    """The countries' names where they have room, and the names of disputed lines."""
    for name, part, middle in _country_parts(view):
        room = (part.bounds[2] - part.bounds[0]) / scale
        if room < _LEAST_ROOM:
            continue
        size = max(10, min(16, 7 + room / 45)) * scale
        text = words.country(name).upper()
        nearby = [
            (middle[0] + dx * size * 2, middle[1] + dy * size * 2)
            for dx, dy in (
                (0, 0),
                (0, -1),
                (0, 1),
                (0, -2),
                (0, 2),
                (-2, 0),
                (2, 0),
                (-2, -2),
                (2, 2),
                (0, -4),
                (0, 4),
            )
        ]
        wide = text_width(text, size, bold=True)
        inside = [
            (x, y, "center")
            for x, y in nearby
            if shapely.covers(part, shapely.box(x - wide / 2, y - size / 2, x + wide / 2, y + size / 2))
        ]
        write_label(
            canvas, labels, inside, text, size=size, bold=True, colour=palette.country_name, halo=palette.halo
        )
    for name, line in disputed_lines(view).items():
        longest = max(shapely.get_parts(line), key=lambda part: part.length)
        spots = [
            (point.x, point.y, "center")
            for share in (0.5, 0.35, 0.65, 0.2, 0.8)
            for point in [shapely.line_interpolate_point(longest, share, normalized=True)]
        ]
        write_label(
            canvas,
            labels,
            spots,
            name,
            size=11 * scale,
            italic=True,
            colour=palette.disputed,
            halo=palette.halo,
        )


@lru_cache(maxsize=4)
def _towns(view: View, scale: float) -> tuple[tuple[str, int, bool, float, float], ...]:
    """Name, people, whether a capital, and where it stands, of the towns large enough for the scale."""
    zoom = view.zoom - np.log2(scale)
    least = next((people for level, people in _POPULATION if zoom >= level), 4_000_000)
    frame = _features(view, "cities")
    frame = frame[((frame["population"] >= least) | (frame["capital"] & (zoom >= 4)))]  # noqa: PLR2004
    frame = frame.sort_values(
        ["capital", "population", "name"], ascending=[False, False, True], kind="stable"
    )
    points = view.pixels(shapely.get_coordinates(frame.geometry)) if len(frame) else []
    return tuple(
        (str(name), int(people), bool(capital), float(x), float(y))
        for name, people, capital, (x, y) in zip(
            frame["name"], frame["population"], frame["capital"], points, strict=True
        )
    )


def write_towns(  # noqa: PLR0917  as its neighbours, and what is written already
    canvas: Canvas, view: View, palette: Palette, labels: Labels, scale: float, written: set[str]
) -> None:
    """Towns large enough for the scale, but those in ``written``."""
    great: list[tuple[float, float]] = []
    for name, population, capital, x, y in _towns(view, scale):
        # The quarters of a city are in the data too; its own name is what a reader looks for.
        quarter = any(abs(x - cx) < _QUARTER and abs(y - cy) < _QUARTER for cx, cy in great)
        if not quarter and population >= _MIDDLE:
            great.append((x, y))
        if quarter or name in written:
            continue
        size = (13 if population >= _LARGE or capital else 12 if population >= _MIDDLE else 11) * scale
        near, tall = 6 * scale, size + 2
        spots = [
            (x + near, y, "left"),
            (x - near, y, "right"),
            (x, y - tall, "center"),
            (x, y + tall, "center"),
        ]
        dot = (x - 3 * scale, y - 3 * scale, x + 3 * scale, y + 3 * scale)
        if not labels.free(dot):
            continue
        if write_label(
            canvas,
            labels,
            spots,
            name,
            size=size,
            bold=bool(capital),
            colour=palette.city_name,
            halo=palette.halo,
        ):
            labels.block(dot)
            with canvas.inside(view.box):
                canvas.circle(x, y, (2.8 if capital else 2.0) * scale, fill=palette.city_dot)
