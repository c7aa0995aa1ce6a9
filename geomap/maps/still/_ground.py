"""The ground of a still: land, waters, borders, and the names of countries and towns."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from geomap import _basemap
from geomap.maps._look import Palette
from geomap.maps.still._canvas import Canvas, text_width
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


def draw_ground(
    canvas: Canvas, view: View, palette: Palette, *, scale: float = 1.0, fine: bool = True
) -> None:
    """Sea, land, lakes, rivers, coasts and borders of a view.

    Parameters
    ----------
    fine
        Whether rivers and the borders inside countries are drawn.
    """
    with canvas.inside(view.box):
        canvas.rectangle(view.box, fill=palette.sea)
        land = view.shapes(_features(view, "countries").geometry)
        # The stroke closes the hairlines between neighbours.
        canvas.shapes(land, fill=palette.land, stroke=palette.land, width=0.7 * scale)
        canvas.shapes(
            view.shapes(_features(view, "lakes").geometry),
            fill=palette.sea,
            stroke=palette.coast,
            width=0.5 * scale,
        )
        zoom = view.zoom - np.log2(scale)
        if fine and zoom >= 5:  # noqa: PLR2004  from here on the page draws them too
            rivers = view.shapes(_features(view, "rivers").geometry)
            canvas.shapes(rivers, stroke=palette.river, width=(1.3 if zoom >= 7 else 0.8) * scale)  # noqa: PLR2004
        canvas.shapes(view.shapes(_features(view, "coast").geometry), stroke=palette.coast, width=0.8 * scale)
        if fine and zoom >= 4.5:  # noqa: PLR2004
            inner = view.shapes(_features(view, "admin1_borders").geometry)
            canvas.shapes(inner, stroke=palette.admin, width=0.8 * scale)
        borders = _features(view, "borders")
        plain = (borders["disputed"] == "").to_numpy()
        width = (1.5 if fine else 0.8) * scale
        canvas.shapes(view.shapes(borders.geometry[plain]), stroke=palette.border, width=width)
        canvas.shapes(
            view.shapes(borders.geometry[~plain]),
            stroke=palette.disputed,
            width=width,
            dash=(6 * scale, 4 * scale),
        )


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


def write_countries(canvas: Canvas, view: View, palette: Palette, labels: Labels, scale: float) -> None:
    """The countries' names where they have room, and the names of disputed lines."""
    frame = _features(view, "countries")
    box = shapely.box(*view.box)
    shapes = shapely.intersection(shapely.make_valid(view.shapes(frame.geometry, 2.0)), box)
    parts: dict[str, Any] = {}
    for name, shape in zip(frame["name"], shapes, strict=True):
        for part in shapely.get_parts(shape):
            if name not in parts or part.area > parts[name].area:
                parts[name] = part
    for name, part in sorted(parts.items(), key=lambda item: (-item[1].area, item[0])):
        room = (part.bounds[2] - part.bounds[0]) / scale
        if part.is_empty or part.geom_type != "Polygon" or room < _LEAST_ROOM:
            continue
        size = max(10, min(16, 7 + room / 45)) * scale
        text = name.upper()
        middle = shapely.maximum_inscribed_circle(part, tolerance=4).coords[0]
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


def write_towns(  # noqa: PLR0917  as its neighbours, and what is written already
    canvas: Canvas, view: View, palette: Palette, labels: Labels, scale: float, written: set[str]
) -> None:
    """Towns large enough for the scale, but those in ``written``."""
    zoom = view.zoom - np.log2(scale)
    least = next((people for level, people in _POPULATION if zoom >= level), 4_000_000)
    frame = _features(view, "cities")
    frame = frame[((frame["population"] >= least) | (frame["capital"] & (zoom >= 4)))]  # noqa: PLR2004
    frame = frame.sort_values(
        ["capital", "population", "name"], ascending=[False, False, True], kind="stable"
    )
    points = view.pixels(shapely.get_coordinates(frame.geometry)) if len(frame) else []
    towns = zip(frame["name"], frame["population"], frame["capital"], points, strict=True)
    great: list[tuple[float, float]] = []
    for name, population, capital, (x, y) in towns:
        # The quarters of a city are in the data too; its own name is what a reader looks for.
        if name in written or any(abs(x - cx) < _QUARTER and abs(y - cy) < _QUARTER for cx, cy in great):
            continue
        if population >= _MIDDLE:
            great.append((x, y))
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
