"""From reports to events: what speaks of the same thing becomes one, in linear time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from geomap.events._moments import zone
from geomap.events._same import apart, centre, contains, contradict, same_place, telling_words
from geomap.events._stance import both_sides
from geomap.events._status import PUBLIC, attribution_of, status_of
from geomap.model import (
    CATEGORY_GROUPS,
    STATE_CATEGORIES,
    Category,
    Event,
    Location,
    Quantity,
    Report,
    Status,
    StatusChange,
    Time,
)

__all__ = ["merge_reports"]

_DAY = dt.timedelta(days=1)
_LONGEST = 31
_LONG_PAST = dt.timedelta(days=60)
_FINENESS = {"site": 0, "near": 1, "settlement": 1, "district": 2, "line": 3, "region": 4, "country": 5}
_TITLES: dict[Category, str] = {
    "shelling": "Shelling", "explosion": "Explosion", "airstrike": "Air or missile strike",
    "clash": "Clashes",
    "assault": "Attack", "occupation": "Taken or held", "casualties": "Casualties",
    "deployment": "Forces deployed", "withdrawal": "Withdrawal", "movement": "Movement",
    "exercise": "Exercise", "threat_axis": "Threatened advance", "infrastructure": "Infrastructure",
    "cyber": "Cyber attack", "airspace": "Airspace", "evacuation": "Evacuation", "disaster": "Disaster",
    "protest": "Civil action", "diplomacy": "Meeting", "visit": "Visit",
    "monitoring_count": "Monitors' count", "other": "Event",
}  # fmt: skip
_OLDEST = dt.datetime.min.replace(tzinfo=dt.UTC)


class _Group:
    """Reports held to be of one event while merging."""

    __slots__ = ("days", "location", "reports", "words")

    def __init__(self, report: Report, days: tuple[dt.date, ...]) -> None:
        self.reports = [report]
        self.location = report.location
        self.days = set(days)
        self.words = telling_words(report.quote)

    def add(self, report: Report, days: Iterable[dt.date]) -> None:
        self.reports.append(report)
        self.words |= telling_words(report.quote)
        if _state(report) is False:
            self.days.update(days)
        if report.location is not None and (
            self.location is None or _FINENESS[report.location.precision] < _FINENESS[self.location.precision]
        ):
            self.location = report.location


def merge_reports(
    reports: Iterable[Report],
    *,
    timezone: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
    stale_h: float | None = None,
) -> tuple[Event, ...]:
    """Events of all reports, by id of the earliest report; the order of ``reports`` does not matter.

    Parameters
    ----------
    timezone
        The map's zone (IANA): a day event is laid on this zone's calendar day.
    since
        First day of the map's period; events wholly before it are ``background``. None: no background.
    until
        Last day of the period; a state that nothing ended stays open beyond it.
    stale_h
        Hours after a state's last report from which a new report begins another state; None: never.
    """
    stale = None if stale_h is None else dt.timedelta(hours=stale_h)
    unique: dict[str, Report] = {}
    for report in sorted(reports, key=_order):
        unique.setdefault(report.id, report)
    groups: list[_Group] = []
    index: dict[tuple[object, ...], list[_Group]] = defaultdict(list)
    for report in unique.values():
        report = _relaid(report, timezone)  # noqa: PLW2901  the same report on the map's days
        days = _days(report, timezone)
        group = _home(report, days, index, stale)
        if group is None:
            group = _Group(report, days)
            groups.append(group)
        else:
            group.add(report, days)
        for key in _keys(report, days):
            bucket = index[key]
            if not bucket or bucket[-1] is not group:
                bucket.append(group)
    del until
    events = [_event(group, timezone, since) for group in groups]
    return tuple(sorted(events, key=lambda event: (event.first_reported or _OLDEST, event.id)))


def _order(report: Report) -> tuple[dt.datetime, str, int, str]:
    return (report.published or _OLDEST, report.document, report.char_start, report.id)


def _state(report: Report) -> bool:
    return report.category in STATE_CATEGORIES


def _kind(report: Report) -> str:
    """What must be equal for reports to merge: the category group; opposite movements and threats apart."""
    if report.category in {"withdrawal", "threat_axis", "monitoring_count"}:
        return report.category
    return CATEGORY_GROUPS[report.category]


def _relaid(report: Report, timezone: str) -> Report:
    """Whole days moved from the place's midnight to the map's."""
    time = report.time
    if time is None or time.precision in {"minute", "hour", "part_of_day"}:
        return report
    place = zone(report.location.timezone if report.location is not None else None)
    first, last = time.start.astimezone(place), time.end.astimezone(place)
    if first.time() != dt.time() or last.time() != dt.time():
        return report
    there = zone(timezone)
    start = dt.datetime.combine(first.date(), dt.time(), there).astimezone(dt.UTC)
    end = dt.datetime.combine(last.date(), dt.time(), there).astimezone(dt.UTC)
    return msgspec.structs.replace(report, time=msgspec.structs.replace(time, start=start, end=end))


def _days(report: Report, timezone: str) -> tuple[dt.date, ...]:
    """The map's days a report's time touches, a month of them at most; empty without a time."""
    if report.time is None:
        return ()
    tz = zone(timezone)
    first = report.time.start.astimezone(tz).date()
    last = (report.time.end - dt.timedelta(microseconds=1)).astimezone(tz).date()
    return tuple(first + _DAY * n for n in range(min((last - first).days + 1, _LONGEST)))


def _keys(report: Report, days: Sequence[dt.date]) -> Iterator[tuple[object, ...]]:
    """Index keys under which an event with this report is found again."""
    kind = _kind(report)
    location = report.location
    if location is None:
        return
    when: Sequence[object] = (*(("state",) if _state(report) else ()), *(days or ("undated",)))
    for day in when:
        if location.place_ids:
            yield (kind, day, "place", location.place_ids[0])
        if location.geometry.type == "Point":
            lon, lat = location.geometry.coordinates
            yield (kind, day, "cell", round(lon * 4), round(lat * 4))
        else:
            yield (kind, day, "name", location.name)
    for word in telling_words(report.quote):
        for day in days or ("undated",):
            yield (kind, day, "word", word)


def _home(
    report: Report,
    days: Sequence[dt.date],
    index: dict[tuple[object, ...], list[_Group]],
    stale: dt.timedelta | None,
) -> _Group | None:
    """The event a report belongs to; None when it begins a new one."""
    location = report.location
    if location is None or apart(report):
        return None
    kind = _kind(report)
    when: Sequence[object] = (*(("state",) if _state(report) else ()), *(days or ("undated",)))
    for day in when:
        keys: list[tuple[object, ...]] = []
        if location.place_ids:
            keys.append((kind, day, "place", location.place_ids[0]))
        if location.geometry.type == "Point":
            lon, lat = location.geometry.coordinates
            column, row = round(lon * 4), round(lat * 4)
            keys.extend((kind, day, "cell", column + dx, row + dy) for dx in (0, -1, 1) for dy in (0, -1, 1))
        else:
            keys.append((kind, day, "name", location.name))
        for key in keys:
            for group in reversed(index.get(key, ())[-8:]):
                if _fits(report, group, stale):
                    return group
    return _by_word(report, days, index)


def _fits(report: Report, group: _Group, stale: dt.timedelta | None) -> bool:
    location = report.location
    assert location is not None, "only placed reports are compared"
    last = group.reports[-1]
    if _vague(report) != _vague(last) and not telling_words(report.quote) & group.words:
        return False
    if not any(
        other.location is not None and same_place(location, other.location)
        for other in (group.reports[0], last)
    ):
        return False
    if _other_way(report, group.reports[0]):
        return False
    if (
        _state(report)
        and stale is not None
        and report.published is not None
        and last.published is not None
        and report.published - last.published > stale
    ):
        return False
    return not contradict(report.quantities, last.quantities)


def _other_way(one: Report, other: Report) -> bool:
    """Whether two movements begin at different places: two arrows, though both point at the capital."""
    return one.origin is not None and other.origin is not None and not _nested(one.origin, other.origin)


def _vague(report: Report) -> bool:
    """Whether a happening is dated only to a week, a month or a year."""
    return (
        not _state(report) and report.time is not None and report.time.precision in {"week", "month", "year"}
    )


def _by_word(
    report: Report, days: Sequence[dt.date], index: dict[tuple[object, ...], list[_Group]]
) -> _Group | None:
    """A region's report joins a site's event of that day when both speak of the kindergarten."""
    location = report.location
    if location is None:
        return None
    for word in sorted(telling_words(report.quote)):
        for day in days or ("undated",):
            for group in reversed(index.get((_kind(report), day, "word", word), ())[-8:]):
                other = group.location
                if (
                    other is not None
                    and _nested(location, other)
                    and not contradict(report.quantities, group.reports[-1].quantities)
                ):
                    return group
    return None


def _nested(one: Location, other: Location) -> bool:
    if same_place(one, other):
        return True
    coarse, fine = (one, other) if _FINENESS[one.precision] > _FINENESS[other.precision] else (other, one)
    if coarse.precision not in {"district", "region"} or fine.precision == "country":
        return False
    return contains(coarse, centre(fine))


def _event(group: _Group, timezone: str, since: dt.date | None) -> Event:
    reports = tuple(sorted(group.reports, key=_order))
    first = reports[0]
    location = group.location
    placed = next((report for report in reports if report.location is location), first)
    category = _category(reports)
    time = _time(reports, category)
    mutual = any(both_sides(report.quote) for report in reports)
    party, attribution = (
        attribution_of(reports, mutual=mutual)
        if CATEGORY_GROUPS[category] in {"attack", "infrastructure"}
        else (None, "unattributed")
    )
    told = [report.published for report in reports if report.published is not None]
    ended = (
        time is not None
        and since is not None
        and not time.open_ended
        and time.end <= dt.datetime.combine(since, dt.time(), zone(timezone)).astimezone(dt.UTC)
    )
    return Event(
        id=first.id,
        merged_ids=tuple(report.id for report in reports[1:]),
        title=_title(category, location, reports),
        category=category,
        location=location,
        origin=next((report.origin for report in reports if report.origin is not None), None),
        destination=next((report.destination for report in reports if report.destination is not None), None),
        time=time,
        last_seen=max(told, default=None),
        status=status_of(reports),
        attributed_to=party,
        attribution_status=attribution,
        first_reported=min(told, default=None),
        last_reported=max(told, default=None),
        status_log=_log(reports),
        claimants=_unique(
            name for report in reports if report.stance != "denies" for name in _claimants(report)
        ),
        denied_by=_unique(
            report.claimant or report.publisher for report in reports if report.stance == "denies"
        ),
        quantities=_quantities(reports),
        force=placed.force or next((report.force for report in reports if report.force is not None), None),
        confidence=max(report.confidence for report in reports),
        background=ended,
        reports=reports,
    )


def _claimants(report: Report) -> Iterator[str | None]:
    """Who says so: the speaker; the publisher too of what it saw or what happened in public."""
    yield report.claimant
    if report.claimant is None or report.category in PUBLIC or report.stance == "confirms":
        yield report.publisher


def _category(reports: Sequence[Report]) -> Category:
    """The category most reports tell; of equals the one told first."""
    counts: dict[Category, int] = {}
    for report in reports:
        counts[report.category] = counts.get(report.category, 0) + 1
    return max(counts, key=lambda category: counts[category])


def _time(reports: Sequence[Report], category: Category) -> Time | None:
    """The most precise time told; a state lasts from its first report until one ends it."""
    times = [report.time for report in reports if report.time is not None]
    if not times:
        return None
    if category not in STATE_CATEGORIES:
        told = [time for time in times if time.words] or times
        best = min(told, key=lambda time: (time.end - time.start, time.start))
        return msgspec.structs.replace(best, open_ended=False)
    posted = [report.published for report in reports if report.published is not None]
    recent = [time for time in times if posted and time.start > min(posted) - _LONG_PAST]
    start = min(recent or times, key=lambda time: time.start)
    ends = [report.time.end for report in reports if report.change == "ends" and report.time is not None]
    end = max(ends) if ends else max(time.end for time in times)
    return Time(
        start=start.start,
        end=max(end, start.end),
        open_ended=not ends and bool(recent or not posted),
        precision=start.precision,
        words=start.words,
    )


def _log(reports: Sequence[Report]) -> tuple[StatusChange, ...]:
    """What the status was from when on, by the reports known then."""
    changes: list[StatusChange] = []
    last: Status | None = None
    for number, report in enumerate(reports, 1):
        if report.published is None or (
            number < len(reports) and reports[number].published == report.published
        ):
            continue
        status = status_of(reports[:number])
        if status != last:
            changes.append(StatusChange(at=report.published.astimezone(dt.UTC), status=status))
            last = status
    return tuple(changes)


def _quantities(reports: Sequence[Report]) -> tuple[Quantity, ...]:
    """Each unit once, as the widest honest reading of the latest figures."""
    found: dict[str, Quantity] = {}
    for report in reports:
        for quantity in report.quantities:
            kept = found.get(quantity.unit)
            if kept is None:
                found[quantity.unit] = quantity
                continue
            high = (
                None
                if kept.maximum is None or quantity.maximum is None
                else max(kept.maximum, quantity.maximum)
            )
            found[quantity.unit] = msgspec.structs.replace(
                kept, minimum=min(kept.minimum, quantity.minimum), maximum=high
            )
    return tuple(found.values())


def _unique(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _title(category: Category, location: Location | None, reports: Sequence[Report]) -> str:
    name = _TITLES[category]
    if category in {"movement", "threat_axis"}:
        origin = next((report.origin.name for report in reports if report.origin is not None), None)
        target = next((report.destination.name for report in reports if report.destination is not None), None)
        if origin and target:
            return f"{name}: {origin} to {target}"
    return f"{name}: {location.name}" if location is not None else name
