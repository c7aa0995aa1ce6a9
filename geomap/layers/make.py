"""From events to the six layers: which event goes where, with which geometry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geomap.errors import InputError
from geomap.layers.feature import Row, properties_of
from geomap.layers.shapes import DECIMALS, as_area, middle, simplified_together
from geomap.layerset import LAYER_NAMES, PROPERTIES, LayerName, LayerSet, Source, Unplaced
from geomap.model import STATE_CATEGORIES, Event, Geometry, Location, Precision

__all__ = ["frame_of", "make_layers"]

_MOVES = frozenset({"movement", "threat_axis", "withdrawal", "evacuation"})
"""What is drawn as a line where both ends are known."""

_COARSE: Sequence[Precision] = ("site", "settlement", "near", "district", "line", "region", "country")
_KNOWN_POINTS = frozenset({"site", "settlement", "near"})
_HALF_TURN = 180.0


@dataclass
class _Bin:
    """One layer as it grows."""

    rows: list[Row] = field(default_factory=list)
    shapes: list[Any] = field(default_factory=list)
    """Points as (lon, lat), lines as lists of them, areas as numbers in the list of outlines."""


@dataclass
class _Outlines:
    """Every area once, however many events stand in it."""

    full: list[shapely.MultiPolygon] = field(default_factory=list)
    decimals: list[int] = field(default_factory=list)
    areas: dict[tuple[str | None, str], int] = field(default_factory=dict)
    _numbers: dict[tuple[int, str, float], int] = field(default_factory=dict)
    _by_shape: dict[tuple[bytes, int], int] = field(default_factory=dict)
    _alive: list[Geometry] = field(default_factory=list)

    def number(self, place: Location) -> int:
        """The number of the area that ``place`` covers; -1 where it covers none."""
        seen = (id(place.geometry), place.precision, place.radius_m)
        if seen not in self._numbers:
            self._alive.append(place.geometry)
            self._numbers[seen] = self._add(place)
        number = self._numbers[seen]
        if number >= 0:
            self.areas.setdefault((place.place_ids[0] if place.place_ids else None, place.name), number)
        return number

    def _add(self, place: Location) -> int:
        area = as_area(place.geometry, place.precision, place.radius_m)
        if area.is_empty:
            return -1
        decimals = DECIMALS[place.precision]
        number = self._by_shape.setdefault((shapely.to_wkb(area), decimals), len(self.full))
        if number == len(self.full):
            self.full.append(area)
            self.decimals.append(decimals)
        return number


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(f"timezone {name!r}: is no IANA time zone (such as Europe/Kyiv)") from None


def make_layers(
    events: Iterable[Event],
    *,
    since: dt.date,
    until: dt.date,
    timezone: str,
    title: str,
    worldview: str = "un",
    stale_h: float = 72.0,
    sources: Iterable[Source] = (),
    unplaced: Iterable[Unplaced] = (),
    focus: tuple[float, float, float, float] | None = None,
    credits: Iterable[str] = (),  # noqa: A002  the word the page and the project print
) -> LayerSet:
    """The six layers of ``events``, each row in the order of start and id.

    An event with no place, or no time, goes to `LayerSet.unplaced` with the reason; its reports are kept.

    Parameters
    ----------
    since, until
        First and last day of the period, both inclusive, in ``timezone``.
    timezone
        IANA name.
    stale_h
        Hours after which a state nobody spoke of again is drawn faded.
    focus
        (west, south, east, north) in degrees.

    Raises
    ------
    InputError
        There is no such zone.
    """
    zone = _zone(timezone)
    period_start = dt.datetime.combine(since, dt.time(), zone).astimezone(dt.UTC)
    bins: Mapping[LayerName, _Bin] = {name: _Bin() for name in LAYER_NAMES}
    outlines = _Outlines()
    left = list(unplaced)
    reports = {}
    for event in events:
        reports[event.id] = event.reports
        reason = _place(event, bins, outlines, zone, period_start)
        if reason:
            left.append(_unplaced(event, reason))
    simple = simplified_together(outlines.full, outlines.decimals)
    return LayerSet(
        frames={
            name: frame_of(bins[name].rows, _geometries(bins[name].shapes, simple)) for name in LAYER_NAMES
        },
        since=since,
        until=until,
        timezone=timezone,
        title=title,
        worldview=worldview,
        stale_h=stale_h,
        sources=tuple(sources),
        reports=reports,
        unplaced=tuple(left),
        focus=focus,
        credits=tuple(credits),
        areas={key: outlines.full[number] for key, number in outlines.areas.items()},
    )


def _place(
    event: Event,
    bins: Mapping[LayerName, _Bin],
    outlines: _Outlines,
    zone: ZoneInfo,
    period_start: dt.datetime,
) -> str | None:
    """Put ``event`` into its bin; the reason where it has none."""
    place = event.location or event.destination or event.origin
    if place is None:
        return _why_unplaced(event)
    if event.time is None:
        return "no date: neither the sentence nor its source tells when"
    background = event.background or (not event.time.open_ended and event.time.end <= period_start)
    lines = _lines(event)
    if lines:
        place = event.location or _coarser(event.origin, event.destination) or place
        row = properties_of(event, place, zone, background=background)
        for number, line in enumerate(lines):
            bins["movements"].rows.append((f"{row[0]}~{number + 1}", *row[1:]) if number else row)
            bins["movements"].shapes.append(line)
        return None
    is_state = event.category in STATE_CATEGORIES
    if place.geometry.type == "Point" and place.precision in _KNOWN_POINTS:
        target = bins["deployments" if is_state else "events"]
        lon, lat = place.geometry.coordinates
        decimals = DECIMALS[place.precision]
        target.shapes.append((round(_wrapped(lon), decimals), round(lat, decimals)))
    else:
        if event.category == "monitoring_count":
            target = bins["counts"]
        else:
            target = bins["deployment_areas" if is_state else "event_areas"]
        number = outlines.number(place)
        if number < 0:
            return f"the outline of {place.name} is empty"
        target.shapes.append(number)
    target.rows.append(properties_of(event, place, zone, background=background))
    return None


def _coarser(origin: Location | None, destination: Location | None) -> Location | None:
    """The end whose place is known less well; the destination where both are known alike."""
    ends = [end for end in (destination, origin) if end is not None]
    return max(ends, key=lambda end: _COARSE.index(end.precision), default=None)


def _lines(event: Event) -> list[list[tuple[float, float]]]:
    """The line of a movement, in two where it crosses the antimeridian; empty for what is no line."""
    if event.category not in _MOVES:
        return []
    if event.origin is not None and event.destination is not None:
        ends = [_rounded_middle(event.origin), _rounded_middle(event.destination)]
    elif (
        event.location is not None
        and event.location.geometry.type == "LineString"
        and event.location.precision != "line"
    ):
        decimals = DECIMALS[event.location.precision]
        ends = [(round(x, decimals), round(y, decimals)) for x, y in event.location.geometry.coordinates]
    else:
        return []
    if len(set(ends)) == 1:
        return []
    return _cut_line(ends)


def _cut_line(points: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    parts = [[points[0]]]
    for lon, lat in points[1:]:
        last_lon, last_lat = parts[-1][-1]
        if abs(lon - last_lon) > _HALF_TURN:
            edge = _HALF_TURN if last_lon > 0 else -_HALF_TURN
            share = (edge - last_lon) / (lon + 2 * edge - last_lon)
            crossing = round(last_lat + share * (lat - last_lat), 5)
            parts[-1].append((edge, crossing))
            parts.append([(-edge, crossing)])
        parts[-1].append((lon, lat))
    return parts


def _rounded_middle(place: Location) -> tuple[float, float]:
    lon, lat = middle(place.geometry)
    decimals = DECIMALS[place.precision]
    return round(_wrapped(lon), decimals), round(lat, decimals)


def _wrapped(lon: float) -> float:
    return lon if -_HALF_TURN <= lon <= _HALF_TURN else (lon + _HALF_TURN) % 360 - _HALF_TURN


def _why_unplaced(event: Event) -> str:
    reasons = [report.unplaced_reason for report in event.reports if report.unplaced_reason]
    return reasons[0] if reasons else "no place is named"


def _unplaced(event: Event, why: str) -> Unplaced:
    first = event.reports[0] if event.reports else None
    return Unplaced(
        kind="report",
        what=event.id,
        why=why,
        document=first.document if first else "",
        char_start=first.char_start if first else None,
        char_end=first.char_end if first else None,
        quote=first.quote if first else None,
    )


def _geometries(raw: Sequence[Any], outlines: Sequence[shapely.MultiPolygon]) -> Any:
    if not raw:
        return np.empty(0, dtype=object)
    if isinstance(raw[0], int):
        drawn = np.empty(len(outlines), dtype=object)
        drawn[:] = outlines
        return drawn[np.array(raw)]
    if isinstance(raw[0], tuple):
        return shapely.points(np.array(raw))
    return np.array([shapely.LineString(line) for line in raw], dtype=object)


def frame_of(rows: Sequence[Row], geometries: Any) -> gpd.GeoDataFrame:
    """A layer's GeoDataFrame: `PROPERTIES` as object columns (None where unknown) and geometry, ordered.

    Rows come in the order of start, then id, whatever order they were given in.
    """
    start, number = PROPERTIES.index("start"), PROPERTIES.index("id")
    by_time = itemgetter(start, number)
    order = sorted(range(len(rows)), key=lambda index: by_time(rows[index]))
    cells = np.empty((len(rows), len(PROPERTIES)), dtype=object)
    for at, index in enumerate(order):
        cells[at] = rows[index]
    table = pd.DataFrame(cells, columns=list(PROPERTIES), dtype=object)
    return gpd.GeoDataFrame(table, geometry=geometries[order] if order else [], crs="OGC:CRS84")
