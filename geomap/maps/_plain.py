"""What a page says where no script runs: its title, its period and its events as a list."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from geomap.layerset import LAYER_NAMES, LayerSet
from geomap.maps._escape import html_text
from geomap.maps._payload import minutes_of
from geomap.maps.locale import Words

__all__ = ["plain_page"]

_MOST = 100
"""More events than these are counted: what is read without scripts is a way out, not the map."""


class _Line(NamedTuple):
    start: int
    """Minutes since 1970."""
    title: str
    status: str


def plain_page(layers: LayerSet, language: str) -> str:
    """HTML of the events of ``layers`` within its period, the newest first, in the words of ``language``.

    Forecasts and what has no date are left out, as on the map when it opens.
    """
    words = Words(language)
    zone = ZoneInfo(layers.timezone)
    lines = sorted(_lines(layers), key=lambda line: (-line.start, line.title))
    items = []
    for start, title, status in lines[:_MOST]:
        day = words.day(dt.datetime.fromtimestamp(start * 60, zone).date())
        told = f"{day}: {title} ({words.name('status', status)})"
        items.append(f"<li>{html_text(told)}</li>")
    if len(lines) > _MOST:
        more = words.plural("{count} more", "{count} more", len(lines) - _MOST)
        items.append(f"<li>{html_text(more)}</li>")
    needs = words("This map needs JavaScript. Nothing is loaded from elsewhere.")
    return "\n".join([
        f"<p>{html_text(words.days(layers.since, layers.until))}</p>",
        f"<p>{html_text(needs)}</p>",
        f"<ul>{''.join(items)}</ul>",
    ])  # fmt: skip


def _lines(layers: LayerSet) -> list[_Line]:
    found = []
    for name in LAYER_NAMES:
        frame = layers.frames[name]
        columns = (frame[column].tolist() for column in ("start", "title", "status", "background"))
        for start, title, status, background in zip(*columns, strict=True):
            if not isinstance(title, str) or status == "predicted" or background == 1:
                continue
            if (minutes := minutes_of(start)) is not None:
                found.append(_Line(minutes, title, status))
    return found
