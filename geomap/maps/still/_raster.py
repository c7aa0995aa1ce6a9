"""A canvas as PNG or PDF, by matplotlib's renderers alone: its figures and artists take most of the time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from geomap.maps.still._colours import Colours
from geomap.maps.still._fonts import font, shown, text_width
from geomap.maps.still._marks import Colour, Op, Text

__all__ = ["Raster", "pdf_of", "png_of", "settings"]

_DOTS = 72
"""Dots an inch that make a pixel of ours a point of matplotlib's."""
_LETTER_SIZE = 100.0
_EFFORT = 8  # of zlib: 9 takes three times as long for a hundredth less
_RC: Mapping[str, Any] = {
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "path.simplify": False,
    "text.hinting": "no_hinting",
}


@contextmanager
def settings() -> Iterator[None]:
    """Ours over matplotlib's own settings, whatever the user's file says; put it around all drawing."""
    given: dict[Any, Any] = {key: value for key, value in mpl.rcParamsDefault.items() if key != "backend"}
    with mpl.rc_context(given | dict(_RC)):
        yield


class Raster:
    """Dots in memory; what lies below all else can be kept and drawn over again.

    Parameters
    ----------
    ratio
        Dots a pixel.
    """

    def __init__(self, width: int, height: int, ratio: float) -> None:
        dots = round(width * ratio), round(height * ratio)
        self._renderer = RendererAgg(*dots, _DOTS * ratio)  # type: ignore[no-untyped-call]
        self._height, self._ratio = height, ratio
        self._kept: Any = None

    def draw(self, ops: Sequence[Op]) -> None:
        """Draw ``ops`` over what is there."""
        _replay(self._renderer, ops, self._height, self._ratio)

    def keep(self) -> None:
        """Keep what is there for `again`."""
        self._kept = self._renderer.copy_from_bbox(self._renderer.bbox)

    def again(self) -> None:
        """Go back to what was kept."""
        self._renderer.restore_region(self._kept)  # type: ignore[no-untyped-call]

    def picture(self) -> Image.Image:
        """What was drawn, in red, green and blue."""
        dots = np.asarray(self._renderer.buffer_rgba())  # type: ignore[no-untyped-call]
        return Image.fromarray(np.ascontiguousarray(dots[:, :, :3]))


def png_of(ops: Sequence[Op], size: tuple[int, int], ratio: float, told: Mapping[str, str]) -> bytes:
    """A PNG in 256 colours: see `Colours`.

    Parameters
    ----------
    told
        Texts kept in the file, by their keyword.
    """
    raster = Raster(*size, ratio)
    raster.draw(ops)
    picture = raster.picture()
    small = Colours([picture]).applied(picture)
    notes = PngInfo()
    for key, text in told.items():
        if text:
            notes.add_itxt(key, text)
    buffer = io.BytesIO()
    small.save(buffer, "png", compress_level=_EFFORT, pnginfo=notes, dpi=(_DOTS * ratio, _DOTS * ratio))
    return buffer.getvalue()


def pdf_of(ops: Sequence[Op], size: tuple[int, int], title: str) -> bytes:
    """A PDF of one page, a point a pixel."""
    # Half a second to import, and few ask for a PDF.
    from matplotlib.backends.backend_pdf import PdfFile, RendererPdf  # noqa: PLC0415

    width, height = size
    buffer = io.BytesIO()
    told = {"Creator": None, "Producer": None, "CreationDate": None, "Title": title or None}
    file = PdfFile(buffer, metadata=told)  # type: ignore[no-untyped-call]
    try:
        inches = width / _DOTS, height / _DOTS
        file.newPage(*inches)  # type: ignore[no-untyped-call]
        renderer = RendererPdf(file, _DOTS, inches[1], inches[0])  # type: ignore[no-untyped-call]
        _replay(renderer, ops, height, 1.0)
        renderer.finalize()  # type: ignore[no-untyped-call]
        file.finalize()  # type: ignore[no-untyped-call]
    finally:
        file.close()  # type: ignore[no-untyped-call]
    return buffer.getvalue()


def _replay(renderer: Any, ops: Sequence[Op], height: float, ratio: float) -> None:
    """Draw ``ops`` with a renderer whose y goes upwards from the bottom."""
    turned = np.array([(ratio, 0, 0), (0, -ratio, height * ratio), (0, 0, 1)], dtype=float)
    whole = Affine2D(turned)
    for op in ops:
        context: GraphicsContextBase = renderer.new_gc()
        if op.clip is not None:
            left, top, right, bottom = op.clip
            box = Bbox([(left * ratio, (height - bottom) * ratio), (right * ratio, (height - top) * ratio)])
            context.set_clip_rectangle(box)
        if isinstance(op, Text):
            _write(renderer, context, op, turned, height)
        else:
            place = whole if op.at == (0.0, 0.0) else Affine2D(turned @ _moved(*op.at))
            _stroke(context, op.stroke, op.width, op.dash, round_ends=op.round_ends)
            renderer.draw_path(context, op.path, place, op.fill)
        context.restore()


def _moved(x: float, y: float) -> Any:
    return np.array([(1, 0, x), (0, 1, y), (0, 0, 1)], dtype=float)


def _stroke(
    context: GraphicsContextBase,
    colour: Colour | None,
    width: float,
    dash: Sequence[float],
    *,
    round_ends: bool,
) -> None:
    context.set_foreground(colour or (0.0, 0.0, 0.0, 0.0), isRGBA=True)
    context.set_linewidth(width if colour else 0.0)
    context.set_joinstyle("round")
    context.set_capstyle("round" if round_ends else "butt")
    context.set_dashes(0, list(dash) or None)


def _write(renderer: Any, context: GraphicsContextBase, op: Text, turned: Any, height: float) -> None:
    text = shown(op.text)
    wide = text_width(text, op.size, bold=op.bold, italic=op.italic)
    left = op.x - {"left": 0.0, "center": wide / 2, "right": wide}[op.anchor]
    as_words = not renderer.flipy()  # a PDF, whose y goes upwards as its words do
    if op.halo is not None or not as_words:
        size = op.size / _LETTER_SIZE
        place = Affine2D(turned @ np.array([(size, 0, left), (0, -size, op.y), (0, 0, 1)]))
        letters = _letters(text, bold=op.bold, italic=op.italic)
        if op.halo is not None:
            # Not as an effect of the words, which would turn them into outlines in a PDF.
            _stroke(context, op.halo, op.halo_width, (), round_ends=True)
            renderer.draw_path(context, letters, place, None)
        if not as_words:
            _stroke(context, None, 0.0, (), round_ends=False)
            renderer.draw_path(context, letters, place, op.colour)
    if as_words:
        context.set_foreground(op.colour, isRGBA=True)
        face = font(text, op.size, bold=op.bold, italic=op.italic)
        renderer.draw_text(context, left, height - op.y, text, face, 0)


@lru_cache(maxsize=4096)
def _letters(text: str, *, bold: bool, italic: bool) -> Outline:
    """The outlines of words at one size, made once: laying out letters takes longer than drawing them."""
    return TextPath((0, 0), text, prop=font(text, _LETTER_SIZE, bold=bold, italic=italic))
