"""A still picture of the situation on a day or in a window: map, key, scale, inset, sources."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from geomap.errors import InputError
from geomap.layerset import LayerSet
from geomap.maps._look import THEMES, Theme, symbols
from geomap.maps._payload import situation
from geomap.maps.locale import Words
from geomap.maps.still._alt import alt_text
from geomap.maps.still._canvas import Canvas, Format
from geomap.maps.still._chosen import Rows, Window, chosen, window_of
from geomap.maps.still._fonts import clean, unshown
from geomap.maps.still._frame import Frame, key_lines, wrapped
from geomap.maps.still._ground import disputed_lines, draw_ground, write_countries, write_towns
from geomap.maps.still._placing import Labels
from geomap.maps.still._situation import Situation, count_steps
from geomap.maps.still._view import Box, View, fitted

__all__ = ["Still", "draw", "notes_of", "scale_of", "source_names"]

_WIDE_ENOUGH = 640
_BASEMAP = "Natural Earth, GeoNames (CC BY 4.0)"


@dataclass(frozen=True, kw_only=True)
class Still:
    """A drawn picture and what it says.

    Attributes
    ----------
    title
        Its title, with the days.
    alt
        What it shows, in words, for who cannot see it.
    ground
        How many of the first things drawn are the same on every day: land and waters.
    """

    canvas: Canvas
    title: str
    alt: str
    ground: int = 0

    @property
    def unshown(self) -> str:
        """Letters of the picture that PNG and PDF show as an ellipsis, for want of a font; SVG keeps them."""
        return unshown(self.canvas.words_written)

    def saved(self, kind: Format, *, ratio: float = 1.0) -> bytes:
        """The picture as SVG, PNG (``ratio`` dots a pixel) or PDF."""
        return self.canvas.saved(kind, ratio=ratio, title=self.title, description=self.alt)


def scale_of(width: int, height: int) -> float:
    """Pixels of a picture for one of a page: 1 at 1200 by 630, larger marks and words in larger pictures."""
    return max(0.8, min(3.0, math.sqrt(width * height) / math.sqrt(1200 * 630)))


def draw(
    layers: LayerSet,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    size: tuple[int, int] = (1200, 630),
    theme: Theme = "light",
    language: str = "en",
    predicted: bool = False,
    bounds: tuple[float, float, float, float] | None = None,
    rows: Rows | None = None,
) -> Still:
    """The situation of a day or window as a picture.

    Parameters
    ----------
    since, until
        First and last day, both inclusive, in the map's zone; None for those of the layers.
    size
        Width and height in pixels.
    predicted
        Whether what someone only expects is drawn.
    bounds
        (west, south, east, north) in degrees to show; None for the page's first view.
    rows
        What `rows_of` gave for the layers, for who draws many; None has them read.

    Raises
    ------
    InputError
        Size, theme, language or days make no picture.
    MissingDataError
        The basemap was not built.
    """
    if theme not in THEMES:
        raise InputError(f"theme {theme!r}: is none of {', '.join(THEMES)}")
    window = window_of(layers, since, until)
    if window.until < window.since:
        raise InputError(f"window {window.since} to {window.until}: ends before it begins")
    if window.until < layers.since or window.since > layers.until:
        window_words = (
            f"{window.since}" if window.since == window.until else f"{window.since} to {window.until}"
        )
        raise InputError(f"{window_words}: lies outside the period, {layers.since} to {layers.until}")
    words = Words(language)
    palette = symbols().palettes[theme]
    width, height = size
    canvas = Canvas(width, height, palette.paper)
    scale = scale_of(width, height)
    frame = Frame(canvas, palette, words, scale)
    items = chosen(layers, window, predicted=predicted, rows=rows)
    bounds = _padded(bounds or situation(layers)[0])

    title_size = 23 * scale
    title_lines = wrapped(layers.title, title_size, width - 32 * scale, most=2, bold=True)
    top = (14 + 22) * scale + len(title_lines) * title_size * 1.2
    aside = width >= _WIDE_ENOUGH * scale and width > height * 1.15
    notes_size = 10.5 * scale
    room = width - 32 * scale
    bottom = height - 2 * notes_size * 1.35 - 12 * scale
    box = _map_box(width, top, bottom, scale, aside=aside)
    view = fitted(bounds, frame.box(box))
    lines = wrapped(notes_of(layers, words, view), notes_size, room, most=3)
    if len(lines) > 2:  # noqa: PLR2004  the map gives way to the third line
        bottom -= notes_size * 1.35
        box = _map_box(width, top, bottom, scale, aside=aside)
        view = fitted(bounds, frame.box(box))

    draw_ground(canvas, view, palette, layers.worldview, scale=scale)
    ground = len(canvas.ops)
    steps = count_steps(layers.frames["counts"])
    drawn = Situation(canvas, view, items, palette, steps, scale)
    drawn.draw_areas()
    labels = Labels(view.box)
    _draw_corners(frame, view, drawn, labels, scale, north=theme == "print")
    drawn.draw_marks(labels, words)
    written = drawn.write_places(labels)
    write_countries(canvas, view, palette, labels, words, scale)
    write_towns(canvas, view, palette, labels, scale, written)
    canvas.rectangle(view.box, stroke=palette.faint, width=0.8 * scale)

    seen = drawn.in_view
    outside = len(items) - len(seen)
    frame.title(title_lines, _subtitle(layers, window, words, len(items), outside), title_size)
    key_box = (
        (box[2] + 14 * scale, box[1], width - 12 * scale, box[3])
        if aside
        else (16 * scale, box[3] + 8 * scale, width - 16 * scale, bottom)
    )
    frame.key(key_lines(seen, steps, palette, words), key_box)
    frame.notes(lines, bottom + 4 * scale)
    title = f"{clean(layers.title)}, {words.days(window.since, window.until)}"
    return Still(
        canvas=canvas, title=title, alt=alt_text(layers, window, seen, words, outside=outside), ground=ground
    )


def _map_box(width: int, top: float, bottom: float, scale: float, *, aside: bool) -> Box:
    if aside:
        return (16 * scale, top, width - 232 * scale, bottom)
    return (16 * scale, top, width - 16 * scale, bottom - max(0.26 * (bottom - top), 110 * scale))


def _padded(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = bounds
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004  the globe
        raise InputError(
            f"bounds {west:g},{south:g},{east:g},{north:g}: are no west,south,east,north in degrees"
        )
    x, y = (east - west) * 0.04, (north - south) * 0.04
    return west - x, south - y, east + x, north + y


def _draw_corners(
    frame: Frame, view: View, drawn: Situation, labels: Labels, scale: float, *, north: bool
) -> None:
    """Inset and scale bar, each in the corner where it covers fewest marks."""
    left, top, right, bottom = view.box
    gap = 8 * scale
    corners: list[Box] = []
    wide, high = 132 * scale, 88 * scale
    if right - left > 3 * wide and bottom - top > 2.4 * high:
        corners = [
            (left + gap, top + gap, left + gap + wide, top + gap + high),
            (right - gap - wide, top + gap, right - gap, top + gap + high),
            (right - gap - wide, bottom - gap - high, right - gap, bottom - gap),
        ]
        inset = min(corners, key=lambda box: _covered(box, drawn))
        frame.inset(view, inset)
        labels.block(inset)
    bar = (left + gap, bottom - gap - 30 * scale, left + gap + 120 * scale, bottom - gap)
    frame.scale_bar(view, bar)
    labels.block(bar)
    if north:
        arrow = (left + gap, bar[1] - 40 * scale, left + gap + 20 * scale, bar[1] - 4 * scale)
        frame.north((arrow[0] + arrow[2]) / 2, arrow[1] + 14 * scale)
        labels.block(arrow)


def _covered(box: Box, drawn: Situation) -> int:
    return sum(
        mark[0] < box[2] and mark[2] > box[0] and mark[1] < box[3] and mark[3] > box[1]
        for mark in drawn.mark_boxes
    )


def _subtitle(layers: LayerSet, window: Window, words: Words, count: int, outside: int) -> str:
    parts = [
        words.days(window.since, window.until),
        words.plural("{count} report of an event", "{count} events reported", count),
    ]
    if outside:
        parts.append(words.plural("{count} outside this map", "{count} outside this map", outside))
    zone = words(
        "times of {zone} ({offset})", zone=layers.timezone, offset=words.offset(window.until, layers.timezone)
    )
    return " · ".join([*parts, zone])


def source_names(layers: LayerSet) -> list[str]:
    """Who the layers' sources are, each once, in their order."""
    names = [source.publisher or source.title or source.name for source in layers.sources]
    names += [
        publisher
        for frame in layers.frames.values()
        for publisher in frame["publisher"].tolist()
        if isinstance(publisher, str) and not layers.sources
    ]
    return list(dict.fromkeys(clean(name) for name in names if name))


def notes_of(layers: LayerSet, words: Words, view: View) -> str:
    """Sources, worldview, disputed lines in view and credits, in one line."""
    parts = []
    names = source_names(layers)
    if names:
        parts.append(words("Sources: {names}", names=", ".join(names)))
    parts.append(words("Borders: {name}", name=words.name("worldview, short", layers.worldview)))
    disputed = list(disputed_lines(view))
    if disputed:
        parts.append(words("dashed, disputed: {names}", names="; ".join(disputed)))
    credits_ = [line for line in layers.credits if "Natural Earth" not in line and "GeoNames" not in line]
    parts.append(words("Map data: {names}", names="; ".join([*credits_, _BASEMAP])))
    return " · ".join(parts)
