"""A drawing surface in pixels: lines, areas, words; the same bytes each time, in each format."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

import numpy as np
import shapely
from fontTools.pens.recordingPen import RecordingPen  # type: ignore[import-untyped]  # ships no types
from fontTools.svgLib.path import parse_path  # type: ignore[import-untyped]
from matplotlib.path import Path as Outline

from geomap.errors import InputError
from geomap.maps.still._fonts import clean
from geomap.maps.still._marks import Anchor, Op, Shape, Text, colour_of
from geomap.maps.still._raster import pdf_of, png_of, settings
from geomap.maps.still._svg import svg_of
from geomap.maps.still._view import Box

__all__ = ["FORMATS", "Canvas", "Format", "path_of", "svg_path"]

Format = Literal["svg", "png", "pdf"]
FORMATS: tuple[Format, ...] = ("svg", "png", "pdf")

_SMALLEST, _LARGEST = 240, 6000
_BASELINE = 0.36
"""From the middle of words to their baseline, for their size: constant, so that neighbours are level."""
_LINE, _RING, _POLYGON, _FIRST_COLLECTION = 1, 2, 3, 4  # shapely's type numbers
_CODES = {
    "moveTo": int(Outline.MOVETO),
    "lineTo": int(Outline.LINETO),
    "qCurveTo": int(Outline.CURVE3),
    "curveTo": int(Outline.CURVE4),
    "closePath": int(Outline.CLOSEPOLY),
}


@cache
def svg_path(data: str, scale: float = 1.0) -> Outline:
    """An outline from SVG path data, ``scale`` times as large."""
    pen = RecordingPen()
    parse_path(data, pen)
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for command, given in pen.value:
        if command == "closePath":
            points.append(points[-1])
        else:
            points.extend(given)
        codes.extend([_CODES[command]] * max(1, len(given)) if command != "endPath" else [])
    return Outline(np.round(np.array(points) * scale, 2), np.array(codes, dtype=np.uint8))


class Canvas:
    """A picture of ``width`` by ``height`` pixels, y downwards.

    Parameters
    ----------
    background
        The paper's colour, as CSS writes it.

    Raises
    ------
    InputError
        The picture would be too small to read or too large to hold.
    """

    def __init__(self, width: int, height: int, background: str) -> None:
        if not (_SMALLEST <= width <= _LARGEST and _SMALLEST <= height <= _LARGEST):
            raise InputError(f"size {width},{height}: each side is {_SMALLEST} to {_LARGEST} pixels")
        self.width, self.height = width, height
        self.ops: list[Op] = []
        self._clip: Box | None = None
        self._shift = (0.0, 0.0)
        self.rectangle((0.0, 0.0, float(width), float(height)), fill=background)

    @property
    def words_written(self) -> str:
        """All words of the picture, one text a line."""
        return "\n".join(op.text for op in self.ops if isinstance(op, Text))

    @contextmanager
    def inside(self, box: Box) -> Iterator[None]:
        """Whatever is drawn meanwhile ends at ``box``."""
        left, top, right, bottom = box
        dx, dy = self._shift
        self._clip = (left + dx, top + dy, right + dx, bottom + dy)
        try:
            yield
        finally:
            self._clip = None

    @contextmanager
    def shifted(self, x: float, y: float) -> Iterator[None]:
        """Whatever is drawn meanwhile stands as far to the right and below."""
        self._shift = (x, y)
        try:
            yield
        finally:
            self._shift = (0.0, 0.0)

    def outline(
        self,
        path: Outline,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 1.0,
        alpha: float = 1.0,
        stroke_alpha: float | None = None,
        dash: tuple[float, ...] = (),
        round_ends: bool = False,
        at: tuple[float, float] | None = None,
    ) -> None:
        """Fill and stroke a path of pixels.

        Parameters
        ----------
        at
            Where the origin of a path stands that is drawn in many places; None for a path of its own.
        """
        shape = Shape(
            path=path,
            fill=colour_of(fill, alpha),
            stroke=colour_of(stroke, alpha if stroke_alpha is None else stroke_alpha),
            width=width,
            dash=dash,
            round_ends=round_ends,
            clip=self._clip,
            at=((at or (0.0, 0.0))[0] + self._shift[0], (at or (0.0, 0.0))[1] + self._shift[1]),
            shared=at is not None,
        )
        self.ops.append(shape)

    def shapes(self, geometries: Any, **style: Any) -> None:
        """Fill and stroke shapely geometries whose coordinates are pixels."""
        path = path_of(geometries)
        if path is not None:
            self.outline(path, **style)

    def polygon(self, points: Any, **style: Any) -> None:
        """A closed ring of pixels."""
        ring = np.vstack([points, points[:1]])
        self.outline(Outline(np.round(ring, 2), closed=True), **style)

    def line(self, points: Any, **style: Any) -> None:
        """An open line of pixels."""
        self.outline(Outline(np.round(np.asarray(points, dtype=float), 2)), **style)

    def rectangle(self, box: Box, *, radius: float = 0.0, **style: Any) -> None:
        """A box (left, top, right, bottom), its corners round by ``radius``."""
        left, top, right, bottom = box
        r = min(radius, (right - left) / 2, (bottom - top) / 2)
        move, line, curve = int(Outline.MOVETO), int(Outline.LINETO), int(Outline.CURVE3)
        if r:
            points = [
                (left + r, top), (right - r, top), (right, top), (right, top + r), (right, bottom - r),
                (right, bottom), (right - r, bottom), (left + r, bottom), (left, bottom), (left, bottom - r),
                (left, top + r), (left, top), (left + r, top), (left + r, top),
            ]  # fmt: skip
            codes = [move, *[line, curve, curve] * 4, int(Outline.CLOSEPOLY)]
        else:
            points = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
            codes = [move, line, line, line, int(Outline.CLOSEPOLY)]
        self.outline(Outline(np.array(points, dtype=float), codes), **style)

    def circle(self, x: float, y: float, radius: float, **style: Any) -> None:
        """A circle."""
        unit = Outline.unit_circle()
        vertices = np.asarray(unit.vertices, dtype=float) * radius
        self.outline(Outline(np.round(vertices, 2), unit.codes), at=(x, y), **style)

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        colour: str,
        bold: bool = False,
        italic: bool = False,
        anchor: Anchor = "left",
        halo: str | None = None,
    ) -> None:
        """``text`` in one line; ``y`` is its middle. A halo in another colour keeps it clear of the map."""
        words = Text(
            x=x + self._shift[0],
            y=y + self._shift[1] + size * _BASELINE,
            text=clean(text),
            size=size,
            colour=colour_of(colour, 1.0) or (0.0, 0.0, 0.0, 1.0),
            bold=bold,
            italic=italic,
            anchor=anchor,
            halo=colour_of(halo, 1.0),
            halo_width=max(2.0, size * 0.24),
            clip=self._clip,
        )
        self.ops.append(words)

    def saved(self, kind: Format, *, ratio: float = 1.0, title: str = "", description: str = "") -> bytes:
        """The picture's bytes.

        Parameters
        ----------
        ratio
            Dots a pixel of a PNG.
        title, description
            What is told to who cannot see it.
        """
        title, description = clean(title), clean(description)
        size = self.width, self.height
        if kind == "svg":
            return svg_of(self.ops, *size, title, description)
        with settings():
            if kind == "pdf":
                return pdf_of(self.ops, size, title)
            return png_of(self.ops, size, ratio, {"Title": title, "Description": description})


def path_of(geometries: Any) -> Outline | None:
    """One path of all rings and lines of ``geometries``."""
    parts = shapely.get_parts(np.atleast_1d(np.asarray(geometries, dtype=object)))
    while len(parts) and (shapely.get_type_id(parts) >= _FIRST_COLLECTION).any():
        parts = shapely.get_parts(parts)
    polygons = shapely.get_type_id(parts) == _POLYGON
    kinds = shapely.get_type_id(parts)
    lines = [*shapely.get_rings(parts[polygons]), *parts[(kinds == _LINE) | (kinds == _RING)]]
    points, codes = [], []
    for line in lines:
        found = np.round(shapely.get_coordinates(line), 1)
        if len(found) < 2:  # noqa: PLR2004  a line
            continue
        code = np.full(len(found), Outline.LINETO, dtype=np.uint8)
        code[0] = Outline.MOVETO
        if line.geom_type == "LinearRing":
            code[-1] = Outline.CLOSEPOLY
        points.append(found)
        codes.append(code)
    return Outline(np.vstack(points), np.concatenate(codes)) if points else None
