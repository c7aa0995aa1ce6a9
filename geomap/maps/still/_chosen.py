"""What a still shows: the rows of a day or window, by the rules of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import shapely

from geomap.layerset import GEOMETRY_TYPES, LAYER_NAMES, LayerName, LayerSet
from geomap.maps._outlines import label_point  # the page places its labels there too
from geomap.maps._rows import moment, number, records, text, yes
from geomap.model import CATEGORY_GROUPS

__all__ = ["Item", "Rows", "Window", "chosen", "rows_of", "window_of"]

_VAGUE = frozenset({"near", "district", "region", "country"})


Rows = Sequence[tuple[LayerName, Mapping[str, Any], Any]]
"""Layer, properties and geometry of each row."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """Days on show, both inclusive, in the map's zone.

    Attributes
    ----------
    begin, end
        The instants they span, half-open; what has no date is only in the whole period's window.
    whole
        Whether it is the whole period of the layers.
    """

    since: dt.date
    until: dt.date
    begin: dt.datetime
    end: dt.datetime
    whole: bool


@dataclass(frozen=True, kw_only=True)
class Item:
    """One row to draw.

    Attributes
    ----------
    lon, lat
        Where its mark stands, in degrees: of a line its middle, of an area a point well inside.
    shape
        The area or line; None for a point.
    split
        Who did it is disputed.
    vague
        Somewhere in an area or ring, not at a point.
    stale
        A state nobody has spoken of for long.
    """

    layer: LayerName
    id: str
    title: str
    category: str
    group: str
    status: str
    precision: str
    radius_m: float
    place: str | None
    quantity: float | None
    lon: float
    lat: float
    shape: Any
    start: str
    split: bool
    vague: bool
    stale: bool
    row: Any


def window_of(layers: LayerSet, since: dt.date | None, until: dt.date | None) -> Window:
    """The window from ``since`` to ``until``; None for the first and the last day of the layers."""
    first, last = since or layers.since, until or layers.until
    zone = ZoneInfo(layers.timezone)
    return Window(
        since=first,
        until=last,
        begin=dt.datetime.combine(first, dt.time(), zone).astimezone(dt.UTC),
        end=dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC),
        whole=since is None and until is None,
    )


def rows_of(layers: LayerSet) -> Rows:
    """All rows of the layers but the background, each with its layer and shape: for many days, read once."""
    return [
        (name, row, shape)
        for name in LAYER_NAMES
        if len(layers.frames[name])
        for row, shape in zip(
            records(layers.frames[name]), layers.frames[name].geometry.to_numpy(), strict=True
        )
        if not yes(row["background"])
    ]


def chosen(
    layers: LayerSet, window: Window, *, predicted: bool = False, rows: Rows | None = None
) -> list[Item]:
    """Rows of all layers that meet ``window``, in the layers' order; no background.

    Parameters
    ----------
    predicted
        Whether what someone only expects is shown.
    rows
        What `rows_of` gave for the layers; None has them read.
    """
    last = dt.datetime.combine(layers.until + dt.timedelta(days=1), dt.time(), ZoneInfo(layers.timezone))
    now = min(window.end, last.astimezone(dt.UTC))
    stale_after = dt.timedelta(hours=layers.stale_h)
    found: list[Item] = []
    for name, row, shape in rows_of(layers) if rows is None else rows:
        open_ended = yes(row["open_ended"])
        if not _meets(row, window, open_ended=open_ended) or (row["status"] == "predicted" and not predicted):
            continue
        seen = moment(row["last_seen"])
        lon, lat = _spot(name, shape)
        item = Item(
            layer=name,
            id=row["id"],
            title=text(row["title"]) or "",
            category=row["category"],
            group=CATEGORY_GROUPS.get(row["category"], "other"),
            status=row["status"],
            precision=row["precision"] or "settlement",
            radius_m=number(row["radius_m"]) or 0.0,
            place=text(row["place"]),
            quantity=number(row["quantity"]),
            lon=lon,
            lat=lat,
            shape=None if GEOMETRY_TYPES[name] == "Point" else shape,
            start=text(row["start"]) or "",
            split=row["attribution_status"] == "disputed",
            vague=GEOMETRY_TYPES[name] == "MultiPolygon" or row["precision"] in _VAGUE,
            stale=open_ended and seen is not None and now > seen + stale_after,
            row=row,
        )
        found.append(item)
    return found


def _meets(row: Mapping[str, Any], window: Window, *, open_ended: bool) -> bool:
    start, end = moment(row["start"]), moment(row["end"])
    if start is None:
        return window.whole
    if window.whole:
        return True
    return start < window.end and (open_ended or end is None or end > window.begin)


def _spot(name: LayerName, shape: Any) -> tuple[float, float]:
    kind = GEOMETRY_TYPES[name]
    if kind == "MultiPolygon":
        return label_point(shape)
    middle = shapely.line_interpolate_point(shape, 0.5, normalized=True) if kind == "LineString" else shape
    return float(middle.x), float(middle.y)
