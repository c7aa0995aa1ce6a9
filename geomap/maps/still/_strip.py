"""Small multiples: a map for each day side by side, alike in all but what happened."""

from __future__ import annotations

import datetime as dt
import math

from geomap.errors import InputError
from geomap.layerset import LayerSet
from geomap.maps._look import THEMES, Theme, symbols
from geomap.maps._payload import situation
from geomap.maps.locale import Words
from geomap.maps.still._alt import alt_text
from geomap.maps.still._canvas import Canvas
from geomap.maps.still._chosen import chosen, rows_of, window_of
from geomap.maps.still._fonts import clean
from geomap.maps.still._frame import Frame, wrapped
from geomap.maps.still._ground import draw_ground, write_countries
from geomap.maps.still._placing import Labels
from geomap.maps.still._situation import Situation, count_steps
from geomap.maps.still._still import Still, notes_of
from geomap.maps.still._view import fitted

__all__ = ["day_strip"]

_MOST_DAYS = 31
_MARK_SCALE = 0.62


def day_strip(
    layers: LayerSet,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    size: tuple[int, int] = (1200, 630),
    theme: Theme = "light",
    language: str = "en",
    predicted: bool = False,
) -> Still:
    """One small map a day, from ``since`` to ``until`` (both inclusive; None: all days of the layers).

    Raises
    ------
    InputError
        There are more than 31 days, none, or no such size, theme or language.
    """
    if theme not in THEMES:
        raise InputError(f"theme {theme!r}: is none of {', '.join(THEMES)}")
    window = window_of(layers, since, until)
    count = (window.until - window.since).days + 1
    if not 1 <= count <= _MOST_DAYS:
        raise InputError(f"strip {window.since} to {window.until}: holds 1 to {_MOST_DAYS} days, not {count}")
    words = Words(language)
    palette = symbols().palettes[theme]
    canvas = Canvas(*size, palette.paper)
    width, height = size
    scale = max(0.8, min(2.0, math.sqrt(width * height / (1200 * 630))))
    frame = Frame(canvas, palette, words, scale)
    title_size = 23 * scale
    lines = wrapped(layers.title, title_size, width - 32 * scale, most=2, bold=True)
    zone = words(
        "times of {zone} ({offset})", zone=layers.timezone, offset=words.offset(window.until, layers.timezone)
    )
    frame.title(lines, f"{words.days(window.since, window.until)} · {zone}", title_size)
    top = 38 * scale + len(lines) * title_size * 1.2
    columns = min(range(1, count + 1), key=lambda n: _waste(n, count, width, height - top))
    rows = -(-count // columns)
    gap, head = 10 * scale, 18 * scale
    foot = 34 * scale
    wide = (width - 32 * scale - (columns - 1) * gap) / columns
    high = (height - top - foot - (rows - 1) * gap) / rows
    steps = count_steps(layers.frames["counts"])
    view = fitted(situation(layers)[0], (0.0, 0.0, wide, high - head))
    every = rows_of(layers)
    small = scale * _MARK_SCALE
    for number in range(count):
        day = window.since + dt.timedelta(days=number)
        left = 16 * scale + number % columns * (wide + gap)
        above = top + number // columns * (high + gap)
        items = chosen(layers, window_of(layers, day, day), predicted=predicted, rows=every)
        corner = frame.box((left, above + head, left + wide, above + high))[:2]
        with canvas.shifted(*corner):
            draw_ground(canvas, view, palette, layers.worldview, scale=small, fine=False)
            drawn = Situation(canvas, view, items, palette, steps, small)
            drawn.draw_areas()
            labels = Labels(view.box)
            drawn.draw_marks(labels, words)
            write_countries(canvas, view, palette, labels, words, small)
            canvas.rectangle(view.box, stroke=palette.faint, width=0.8 * scale)
        text = f"{words.short_day(day)} · {words.number(len(items))}"
        frame.write(left, above + head / 2, text, size=11.5 * scale, bold=True, colour=palette.ink)
    notes = wrapped(notes_of(layers, words, view), 10.5 * scale, width - 32 * scale, most=2)
    frame.notes(notes, height - foot + 2 * scale)
    return Still(
        canvas=canvas,
        title=f"{clean(layers.title)}, {words.days(window.since, window.until)}",
        alt=alt_text(layers, window, chosen(layers, window, predicted=predicted, rows=every), words),
    )


def _waste(columns: int, count: int, width: float, height: float) -> float:
    """How far the small maps are from four by three, and how much stays empty."""
    rows = -(-count // columns)
    shape = (width / columns) / (height / rows)
    return abs(math.log(shape / 1.33)) + (rows * columns - count) / count
