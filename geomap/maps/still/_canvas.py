"""A drawing surface in pixels over matplotlib: lines, areas, words; the same bytes each time."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
import shapely
from fontTools.pens.recordingPen import RecordingPen  # type: ignore[import-untyped]  # ships no types
from fontTools.svgLib.path import parse_path  # type: ignore[import-untyped]
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from geomap.errors import InputError

__all__ = ["FORMATS", "Canvas", "Format", "clean", "settings", "svg_path", "text_width"]

Format = Literal["svg", "png", "pdf"]
FORMATS: tuple[Format, ...] = ("svg", "png", "pdf")

_SMALLEST, _LARGEST = 240, 6000
_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
# Verdana has the widths of DejaVu, so that words stay clear of each other where a viewer lacks the first.
_FAMILY = ["DejaVu Sans", "Verdana", "sans-serif"]
_LINE, _RING, _POLYGON, _FIRST_COLLECTION = 1, 2, 3, 4  # shapely's type numbers
_CODES = {
    "moveTo": int(Outline.MOVETO),
    "lineTo": int(Outline.LINETO),
    "qCurveTo": int(Outline.CURVE3),
    "curveTo": int(Outline.CURVE4),
    "closePath": int(Outline.CLOSEPOLY),
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_RC: Mapping[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "geomap",
    "svg.id": None,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "path.simplify": False,
    "text.hinting": "no_hinting",
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial"],
}


def clean(text: str) -> str:
    """``text`` on one line, without characters that SVG cannot carry."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _file(*, bold: bool, italic: bool) -> str:
    style = ("Bold" if bold else "") + ("Oblique" if italic else "")
    return str(_FONTS / f"DejaVuSans{'-' + style if style else ''}.ttf")


@cache
def _face(path: str) -> FT2Font:
    return FT2Font(path)


@cache
def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Pixels that ``text`` takes at ``size`` pixels."""
    face = _face(_file(bold=bold, italic=italic))
    face.set_size(100, 72)
    face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(face.get_width_height()[0]) / 64 * size / 100


@cache
def svg_path(data: str) -> Outline:
    """An outline from SVG path data."""
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
    return Outline(np.array(points), np.array(codes, dtype=np.uint8))


_FINE_NUMBER = re.compile(r"(\.\d)\d+")
"""Digits of a path beyond a tenth of a pixel: no eye sees them."""


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
        # 72 dots an inch make a pixel of ours a point of matplotlib's.
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor=background)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.set_axis_off()
        self._order = 0
        self._clip: Any = None
        self._outlines: list[Any] = []
        self._halos: dict[str, tuple[str, float]] = {}

    @contextmanager
    def inside(self, box: tuple[float, float, float, float]) -> Iterator[None]:
        """Whatever is drawn meanwhile ends at ``box`` (left, top, right, bottom)."""
        left, top, right, bottom = box
        self._clip = Outline([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)])
        try:
            yield
        finally:
            self._clip = None

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
    ) -> None:
        """Fill and stroke a path of pixels."""
        style: Any = (0, tuple(part / width for part in dash)) if dash else "solid"
        # matplotlib scales dashes by the line's width.
        patch = PathPatch(
            path,
            facecolor=_rgba(fill, alpha),
            edgecolor=_rgba(stroke, alpha if stroke_alpha is None else stroke_alpha),
            linewidth=width if stroke else 0,
            linestyle=style,
            joinstyle="round",
            capstyle="round" if round_ends else "butt",
        )
        self._add(patch)

    def shapes(self, geometries: Any, **style: Any) -> None:
        """Fill and stroke shapely geometries whose coordinates are pixels."""
        path = _joined(geometries)
        if path is not None:
            self.outline(path, **style)

    def polygon(self, points: Any, **style: Any) -> None:
        """A closed ring of pixels."""
        ring = np.vstack([points, points[:1]])
        self.outline(Outline(np.round(ring, 2), closed=True), **style)

    def line(self, points: Any, **style: Any) -> None:
        """An open line of pixels."""
        self.outline(Outline(np.round(np.asarray(points, dtype=float), 2)), **style)

    def rectangle(self, box: tuple[float, float, float, float], *, radius: float = 0.0, **style: Any) -> None:
        """A box (left, top, right, bottom), its corners round by ``radius``."""
        left, top, right, bottom = box
        r = min(radius, (right - left) / 2, (bottom - top) / 2)
        data = (
            f"M{left + r} {top}L{right - r} {top}Q{right} {top} {right} {top + r}L{right} {bottom - r}"
            f"Q{right} {bottom} {right - r} {bottom}L{left + r} {bottom}Q{left} {bottom} {left} {bottom - r}"
            f"L{left} {top + r}Q{left} {top} {left + r} {top}Z"
            if r
            else f"M{left} {top}L{right} {top}L{right} {bottom}L{left} {bottom}Z"
        )
        self.outline(svg_path(data), **style)

    def circle(self, x: float, y: float, radius: float, **style: Any) -> None:
        """A circle."""
        unit = Outline.unit_circle()
        vertices = np.asarray(unit.vertices, dtype=float) * radius + (x, y)
        self.outline(Outline(vertices, unit.codes), **style)

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
        anchor: Literal["left", "center", "right"] = "left",
        halo: str | None = None,
    ) -> None:
        """``text`` in one line; ``y`` is its middle. A halo in another colour keeps it clear of the map."""
        font = font_manager.FontProperties(
            family=_FAMILY,
            fname=_file(bold=bold, italic=italic),
            weight="bold" if bold else "normal",
            style="italic" if italic else "normal",
            size=size,
        )
        # From the middle to the baseline: a constant share, so that neighbours stand on one line.
        label = self._axes.text(
            x, y + size * 0.36, clean(text), fontproperties=font, color=_rgba(colour, 1.0), ha=anchor,
            va="baseline", parse_math=False, clip_on=False,
        )  # fmt: skip
        if halo is not None:
            # Not as an effect of the words, which would turn them into outlines in a PDF.
            path = TextPath((0, 0), clean(text), prop=font)
            wide = text_width(clean(text), size, bold=bold, italic=italic)
            left = x - {"left": 0.0, "center": wide / 2, "right": wide}[anchor]
            vertices = np.asarray(path.vertices, dtype=float) * (1, -1) + (left, y + size * 0.36)
            width = max(2.0, size * 0.24)
            self.outline(Outline(vertices, path.codes), stroke=halo, width=width, round_ends=True)
            self._outlines.append(self._axes.patches[-1])
        self._add(label)
        if halo is not None:
            label.set_gid(f"halo-{self._order}")
            self._halos[f"halo-{self._order}"] = (halo, width)

    def saved(self, kind: Format, *, ratio: float = 1.0, title: str = "", description: str = "") -> bytes:
        """The picture's bytes.

        Parameters
        ----------
        ratio
            Dots a pixel of a PNG.
        title, description
            What is told to who cannot see it.
        """
        buffer = io.BytesIO()
        told: dict[Format, dict[str, Any]] = {
            "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
            "png": {"Software": None},
            "pdf": {"Creator": None, "Producer": None, "CreationDate": None, "Title": clean(title)},
        }
        for outline in self._outlines:
            # In SVG a style does it, in fewer bytes.
            outline.set_visible(kind != "svg")
        dpi = 72 * (ratio if kind == "png" else 1)
        paper = self._figure.get_facecolor()
        with settings():
            FigureCanvasAgg(self._figure)
            self._figure.savefig(buffer, format=kind, dpi=dpi, metadata=told[kind], facecolor=paper)
        data = buffer.getvalue()
        if kind == "svg":
            return self._svg(data.decode(), title, description)
        return _fewer_colours(data, title, description) if kind == "png" else data

    def _add(self, artist: Any) -> None:
        self._order += 1
        artist.set_zorder(self._order)
        if self._clip is not None:
            artist.set_clip_path(self._clip, self._axes.transData)
            artist.set_clip_on(True)
        else:
            artist.set_clip_on(False)
        if isinstance(artist, PathPatch):
            clip, on = artist.get_clip_path(), artist.get_clip_on()
            self._axes.add_artist(artist)
            artist.set_clip_on(on)
            if clip is not None:
                artist.set_clip_path(clip)

    def _svg(self, text: str, title: str, description: str) -> bytes:
        root, rest = re.search(r"<svg [^>]*>", text), ""
        assert root is not None
        rest = re.sub(r"\s*<metadata>.*?</metadata>", "", text[root.end() :], flags=re.DOTALL)
        styles = sorted(set(self._halos.values()))
        rules = "".join(
            f".h{number}{{stroke:{_css(colour)};stroke-width:{width:g}px;paint-order:stroke}}"
            for number, (colour, width) in enumerate(styles)
        )
        rest = rest.replace("</style>", f"{rules}</style>", 1)
        for gid, style in self._halos.items():
            rest = rest.replace(f'<g id="{gid}"', f'<g class="h{styles.index(style)}"', 1)
        rest = re.sub(r' id="(?:patch|text|axes|figure)_\d+"', "", rest)
        rest = re.sub(r' transform="rotate\(-0 [^)]*\)"', "", rest)
        rest = re.sub(r'(?<= d=")[^"]*', lambda path: _FINE_NUMBER.sub(r"\1", path[0]), rest)
        head = (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
            f'aria-labelledby="title desc" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}">\n'
            f'<title id="title">{escape(clean(title))}</title>\n'
            f'<desc id="desc">{escape(clean(description))}</desc>'
        )
        return (head + rest).encode()


@contextmanager
def settings() -> Iterator[None]:
    """Ours over matplotlib's own settings, whatever the user's file says; put it around all drawing."""
    given: dict[Any, Any] = {key: value for key, value in mpl.rcParamsDefault.items() if key != "backend"}
    with mpl.rc_context(given | dict(_RC)), warnings.catch_warnings():
        # A letter that no font has shows as a box; in SVG the viewer's own fonts draw it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def _joined(geometries: Any) -> Outline | None:
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


def _rgba(colour: str | None, alpha: float) -> Any:
    if colour is None or colour == "none":
        return (0.0, 0.0, 0.0, 0.0)
    if colour.startswith("rgba("):
        *values, opacity = colour[5:-1].split(",")
        return (*(int(value) / 255 for value in values), float(opacity) * alpha)
    return (*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)), alpha)


def _css(colour: str) -> str:
    return colour.replace(" ", "")


def _fewer_colours(data: bytes, title: str, description: str) -> bytes:
    """A PNG in 256 colours, a third of the size: a map has few, and no eye tells the difference."""
    told = PngInfo()
    for key, text in (("Title", title), ("Description", description)):
        if text:
            told.add_itxt(key, clean(text))
    with Image.open(io.BytesIO(data)) as picture:
        small = picture.convert("RGB").quantize(
            256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        dpi = picture.info.get("dpi")
    buffer = io.BytesIO()
    small.save(buffer, "png", optimize=True, pnginfo=told, **({"dpi": dpi} if dpi else {}))
    return buffer.getvalue()
