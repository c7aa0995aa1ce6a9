"""What all tables share: numbers, days, coordinates, and the events made of their rows."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from geomap._quotes import quoted
from geomap.errors import InputError
from geomap.layers.make import make_layers
from geomap.layers.read import Reading
from geomap.layerset import LAYER_NAMES, LayerSet, Unplaced
from geomap.model import (
    Category,
    Event,
    Geometry,
    Location,
    Precision,
    Quantity,
    Report,
    Status,
    Time,
    TimePrecision,
)

__all__ = ["Record", "day", "number", "point", "reading_of", "rows_out", "span"]

_LON, _LAT = 180.0, 90.0
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_LOCAL = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_FORMATS = ("%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y", "%B %d, %Y", "%b %d, %Y")
_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Record:
    """A row of another tool's table, as far as an event needs it."""

    id: str
    title: str
    category: Category
    lon: float
    lat: float
    place: str
    precision: Precision
    time: Time
    radius_m: float = 0.0
    admin1: str | None = None
    status: Status = "claimed"
    actor: str | None = None
    publisher: str | None = None
    text: str = ""
    figure: Quantity | None = None

    def event(self, document: str, line: int) -> Event:
        """The row as an event with one report."""
        place = Location(
            geometry=Geometry.point(self.lon, self.lat),
            name=self.place,
            place_ids=(),
            precision=self.precision,
            radius_m=self.radius_m,
            admin1=self.admin1,
            how=f"line {line} of {document}",
        )
        figures = (self.figure,) if self.figure else ()
        report = Report(
            id=self.id,
            document=document,
            post=f"{document}:{line}",
            publisher=self.publisher,
            char_start=0,
            char_end=len(self.text),
            quote=self.text,
            category=self.category,
            location=place,
            time=self.time,
            blamed=self.actor,
            quantities=figures,
            confidence=1.0,
            reason="taken over from a table",
        )
        return Event(
            id=self.id,
            title=self.title,
            category=self.category,
            location=place,
            time=self.time,
            status=self.status,
            attributed_to=self.actor,
            attribution_status="claimed" if self.actor else "unattributed",
            quantities=figures,
            confidence=1.0,
            reports=(report,),
        )


def number(row: Mapping[str, Any], name: str) -> float:
    """The number in field ``name``.

    Raises
    ------
    ValueError
        There is none; the message names field and value.
    """
    text = str(row.get(name) if row.get(name) is not None else "").strip()
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{name} is no number: {text!r}" if text else f"{name} is empty") from None
    if not math.isfinite(value):
        raise ValueError(f"{name} is no number: {text!r}")
    return value


def point(row: Mapping[str, Any], lon: str = "longitude", lat: str = "latitude") -> tuple[float, float]:
    """Longitude and latitude in degrees.

    Raises
    ------
    ValueError
        One is missing or out of range; a swap is suspected where exchanging them would help.
    """
    x, y = number(row, lon), number(row, lat)
    if abs(x) <= _LON and abs(y) <= _LAT:
        return x, y
    if abs(x) <= _LAT and abs(y) <= _LON:
        raise ValueError(f"{lat} {y:g} is out of range; are latitude and longitude swapped?")
    raise ValueError(f"{lat} {y:g}, {lon} {x:g} is not on the globe")


def day(text: Any, name: str) -> dt.date:
    """The day ``text`` names: ISO, '17 February 2022', or day and month in an order that cannot be mistaken.

    Raises
    ------
    ValueError
        It names none, or could be two.
    """
    told = str(text or "").strip()
    if match := _ISO.fullmatch(told):
        return _date(int(match[1]), int(match[2]), int(match[3]), name, told)
    if match := _LOCAL.fullmatch(told):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first <= _MONTHS and second <= _MONTHS and first != second:
            raise ValueError(f"{name} could be two days: {told!r}; write it as {year}-{first:02}-{second:02}")
        month, of_month = (first, second) if first <= _MONTHS else (second, first)
        return _date(year, month, of_month, name, told)
    for pattern in _FORMATS:
        try:
            return dt.datetime.strptime(told, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise ValueError(f"{name} is no date: {told!r}" if told else f"{name} is empty")


def _date(year: int, month: int, of_month: int, name: str, told: str) -> dt.date:
    try:
        return dt.date(year, month, of_month)
    except ValueError:
        raise ValueError(f"{name} is no date: {told!r}") from None


def span(first: dt.date, last: dt.date, zone: ZoneInfo, precision: TimePrecision) -> Time:
    """From the first day's midnight to the last day's end, in ``zone``.

    Raises
    ------
    ValueError
        The last day is before the first.
    """
    if last < first:
        raise ValueError(f"ends on {last}, before it starts on {first}")
    begin = dt.datetime.combine(first, dt.time(), zone).astimezone(dt.UTC)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)
    return Time(start=begin, end=end, precision=precision)


def reading_of(
    rows: Iterable[Mapping[str, Any]],
    read: Callable[[Mapping[str, Any]], Record],
    *,
    name: str,
    timezone: str,
) -> Reading:
    """Layers of a table's ``rows``; what is wrong with a row is told with its line, the good ones are kept.

    Parameters
    ----------
    read
        Makes a record of a row; raises ValueError with what is wrong with it.
    name
        What the table is called.

    Raises
    ------
    InputError
        No row can be used.
    """
    events: list[Event] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    days: set[dt.date] = set()
    zone = ZoneInfo(timezone)
    for line, row in enumerate(rows, 2):
        try:
            record = read(row)
        except (ValueError, KeyError) as error:
            problems.append(f"{name}: line {line}: {error}")
            continue
        if record.id in seen:
            twice = f"the id {record.id} is used twice (first in line {seen[record.id]})"
            problems.append(f"{name}: line {line}: {twice}")
            continue
        seen[record.id] = line
        events.append(record.event(name, line))
        days.add(record.time.start.astimezone(zone).date())
        days.add((record.time.end - dt.timedelta(microseconds=1)).astimezone(zone).date())
    if not events:
        raise InputError(
            f"{name}: no row can be used" + (f"; {problems[0]}" if problems else ": it is empty")
        )
    layers = make_layers(
        events,
        since=min(days),
        until=max(days),
        timezone=timezone,
        title=name,
        unplaced=[
            Unplaced(kind="record", what=told, why="could not be read", document=name) for told in problems
        ],
    )
    return Reading(layers=layers, problems=tuple(problems), lost=len(problems))


def rows_out(layers: LayerSet, quotes: str) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Layer, properties and geometry of every feature, in the layers' order."""
    for name in LAYER_NAMES:
        frame = layers.frames[name]
        fields = [str(field) for field in frame.columns if field != "geometry"]
        columns = (frame[field].tolist() for field in fields)
        for cells, shape in zip(zip(*columns, strict=True), frame.geometry.to_numpy(), strict=True):
            row = dict(zip(fields, cells, strict=True))
            row["quote"] = quoted(row["quote"], quotes)
            yield name, row, shape
