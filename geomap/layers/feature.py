"""One feature's properties: their types, the check the writer makes, and how events become rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec

from geomap._ids import content_id
from geomap.layerset import PROPERTIES
from geomap.model import (
    Attribution,
    Category,
    Event,
    Force,
    Location,
    Precision,
    Quantity,
    Relation,
    Report,
    Status,
    TimePrecision,
)

__all__ = ["OPEN_END", "Properties", "Row", "completed", "instant", "properties_of", "row_problem"]

OPEN_END = "9999-12-31T00:00:00Z"
"""``end`` of what nothing has ended yet: QGIS shows such a row in every later frame, a null end in none."""

Row = tuple[Any, ...]
"""A feature's properties in the order of `PROPERTIES`."""

_Text = Annotated[str, msgspec.Meta(min_length=1)]
_Instant = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]
_Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
_Clock = Annotated[str, msgspec.Meta(pattern=r"^\d{2}:\d{2}$")]
_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
_Length = Annotated[float, msgspec.Meta(ge=0)]
_Count = Annotated[int, msgspec.Meta(ge=0)]


class Properties(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a feature says, flat; ``schema.json`` says the same in JSON Schema, with descriptions."""

    id: _Text
    title: _Text
    category: Category
    status: Status
    attributed_to: _Text | None
    attribution_status: Attribution
    start: _Instant
    end: _Instant
    open_ended: bool
    last_seen: _Instant | None
    time_precision: TimePrecision
    local_date: _Day
    local_time: _Clock | None
    background: bool
    reported_first: _Instant | None
    reported_last: _Instant | None
    status_log: _Text | None
    place: _Text | None
    place_id: _Text | None
    country: _Text | None
    admin1: _Text | None
    precision: Precision
    radius_m: _Length | None
    relation: Relation | None
    from_place: _Text | None
    from_place_id: _Text | None
    to_place: _Text | None
    to_place_id: _Text | None
    claimants: _Text | None
    denied_by: _Text | None
    force: _Text | None
    quantity: float | None
    quantity_max: float | None
    quantity_unit: _Text | None
    quantities: _Text | None
    reports: _Count
    publisher: _Text | None
    source_url: _Text | None
    post: _Text | None
    published: _Instant | None
    document: _Text | None
    char_start: _Count | None
    char_end: _Count | None
    quote: _Text | None
    confidence: _Share | None
    merged_ids: _Text | None
    edited_by: _Text | None
    edited_at: _Instant | None


_POSITION = {name: index for index, name in enumerate(PROPERTIES)}
_OURS = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_START, _END, _OPEN = _POSITION["start"], _POSITION["end"], _POSITION["open_ended"]


def row_problem(row: Row) -> str | None:
    """What is wrong with ``row`` in one clause, or None where nothing is."""
    try:
        msgspec.convert(dict(zip(PROPERTIES, row, strict=True)), Properties)
    except msgspec.ValidationError as error:
        return _plain(str(error), row)
    if row[_END] <= row[_START]:
        return f"end {row[_END]} is not after start {row[_START]}"
    if row[_OPEN] != (row[_END] == OPEN_END):
        return f"open_ended is {row[_OPEN]} but end is {row[_END]}"
    for name in ("start", "end"):
        if (value := row[_POSITION[name]]) and not _is_date(value):
            return f"{name} is no date: {value}"
    return None


def _is_date(value: str) -> bool:
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _plain(message: str, row: Row) -> str:
    what, _, where = message.partition(" - at ")
    name = where.strip("`").removeprefix("$.")
    if name in _POSITION:
        return f"{name} is {row[_POSITION[name]]!r}: {what}"
    return message


@lru_cache(maxsize=1 << 16)
def instant(value: dt.datetime | None) -> str | None:
    """``value`` as ISO 8601 in UTC with ``Z``, whole seconds; None stays None.

    Raises
    ------
    ValueError
        ``value`` has no zone.
    """
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"an instant without a zone: {value}")
    if value.tzinfo is not dt.UTC:
        value = value.astimezone(dt.UTC)
    return value.isoformat(timespec="seconds")[:19] + "Z"


def properties_of(event: Event, place: Location, zone: ZoneInfo, *, background: bool) -> Row:
    """The properties of ``event``, standing at ``place``, with local times in ``zone``.

    Parameters
    ----------
    event
        With a time.
    place
        Where the feature is drawn: the event's location, or what stands in for it.
    background
        Whether it is wholly before the map's period.
    """
    time = event.time
    assert time is not None
    first: Report | None = event.reports[0] if event.reports else None
    figure: Quantity | None = event.quantities[0] if event.quantities else None
    local = time.start.astimezone(zone)
    is_point = place.geometry.type in {"Point", "MultiPoint"}
    origin, destination = event.origin, event.destination
    return (
        event.id,
        event.title or event.category.replace("_", " "),
        event.category,
        event.status,
        event.attributed_to or None,
        event.attribution_status,
        instant(time.start),
        OPEN_END if time.open_ended else instant(time.end),
        time.open_ended,
        instant(event.last_seen or (event.last_reported if time.open_ended else None)),
        time.precision,
        local.date().isoformat(),
        f"{local:%H:%M}" if time.precision in {"minute", "hour"} else None,
        background,
        instant(event.first_reported),
        instant(event.last_reported),
        _joined([f"{change.status} {str(instant(change.at))[:16]}Z" for change in event.status_log]),
        place.name or None,
        place.place_ids[0] if place.place_ids else None,
        place.country or None,
        place.admin1 or None,
        place.precision,
        float(round(place.radius_m)) if is_point else None,
        place.relation,
        origin.name if origin else None,
        origin.place_ids[0] if origin and origin.place_ids else None,
        destination.name if destination else None,
        destination.place_ids[0] if destination and destination.place_ids else None,
        _joined(event.claimants),
        _joined(event.denied_by),
        _force(event.force),
        figure.minimum if figure else None,
        figure.maximum if figure else None,
        (figure.unit or None) if figure else None,
        _joined([_figure(quantity) for quantity in event.quantities]),
        len(event.reports),
        (first.publisher or None) if first else None,
        (first.source_url or None) if first else None,
        (first.post or None) if first else None,
        instant(first.published) if first else None,
        (first.document or None) if first else None,
        first.char_start if first else None,
        first.char_end if first else None,
        (first.quote or None) if first else None,
        round(event.confidence, 3),
        _joined(event.merged_ids),
        event.edited_by or None,
        instant(event.edited_at),
    )


def _joined(parts: Sequence[str]) -> str | None:
    if not parts:
        return None
    return "; ".join(part for part in parts if part) or None


def _force(force: Force | None) -> str | None:
    if force is None:
        return None
    told = {"side": force.side, "type": force.type, "size": force.size, "name": force.name}
    known = {key: value for key, value in told.items() if value and value != "unspecified"}
    return _joined([f"{key}: {value}" for key, value in known.items()]) or "unspecified"


def _figure(quantity: Quantity) -> str:
    if quantity.words:
        return quantity.words
    if quantity.maximum is None or quantity.maximum == quantity.minimum:
        return f"{quantity.minimum:g} {quantity.unit}"
    return f"{quantity.minimum:g} to {quantity.maximum:g} {quantity.unit}"


_DEFAULTS: Mapping[str, Any] = {
    "category": "other",
    "status": "claimed",
    "attribution_status": "unattributed",
    "open_ended": False,
    "background": False,
    "reports": 0,
}
"""What a feature drawn by hand means where it says nothing."""


_BLANK: Mapping[str, Any] = dict.fromkeys(PROPERTIES)


def completed(values: Mapping[str, Any], fallback: Mapping[str, Any]) -> Row:
    """A row from what a file or a person gave: names we know, in order, plain defaults for what is missing.

    Raises
    ------
    ValueError
        A date that cannot be read; the message names the field.
    """
    known = dict(_BLANK)
    for name, value in values.items():
        if value is not None and name in known:
            known[name] = _cleaned(value)
    _read(known)
    for name, value in (*fallback.items(), *_DEFAULTS.items()):
        if known[name] is None:
            known[name] = value
    if known["start"] is None:
        raise ValueError("start is missing")
    known["end"] = known["end"] or OPEN_END
    known["open_ended"] = known["end"] == OPEN_END
    known["time_precision"] = known["time_precision"] or "minute"
    known["local_date"] = known["local_date"] or known["start"][:10]
    known["title"] = known["title"] or known["place"] or str(known["category"]).replace("_", " ")
    known["id"] = str(known["id"]) if known["id"] is not None else _id(known)
    return tuple(known.values())


def _read(known: dict[str, Any]) -> None:
    """Put the dates, flags, counts and clock times in ``known`` into our spelling."""
    for name in ("start", "end", "last_seen", "reported_first", "reported_last", "published", "edited_at"):
        known[name] = _read_instant(name, known[name])
    for name in ("open_ended", "background"):
        known[name] = _read_flag(name, known[name])
    for name in ("reports", "char_start", "char_end"):
        if isinstance(known[name], float) and known[name].is_integer():
            known[name] = int(known[name])
    # QGIS takes 'HH:MM' for a time and writes its seconds too.
    for name, length in (("local_time", 5), ("local_date", 10)):
        if known[name] is not None:
            known[name] = str(known[name]).replace("/", "-")[:length]


def _id(known: Mapping[str, Any]) -> str:
    return content_id("hand", *(None if value is None else str(value) for value in known.values()))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float) and value != value:  # noqa: PLR0124  NaN, what pandas makes of null
        return None
    return value


def _read_flag(name: str, value: Any) -> Any:
    if value in (0, 1):
        return bool(value)
    if isinstance(value, str):
        if value.lower() in {"true", "t", "yes", "1"}:
            return True
        if value.lower() in {"false", "f", "no", "0"}:
            return False
        raise ValueError(f"{name} is neither true nor false: {value!r}")
    return value


def _read_instant(name: str, value: Any) -> str | None:
    """``value`` in our spelling; without a zone it is UTC, as QGIS drops the zone it read."""
    if value is None:
        return None
    if isinstance(value, str) and len(value) == len(OPEN_END) and _OURS.fullmatch(value):
        return value
    try:
        moment = dt.datetime.fromisoformat(str(value).replace("/", "-"))
    except ValueError:
        raise ValueError(f"{name} is no ISO 8601 date: {value!r}") from None
    return instant(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
