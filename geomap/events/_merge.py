"""From reports to events: what speaks of the same thing becomes one, in linear time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from geomap.events._event import event_of
from geomap.events._moments import zone
from geomap.events._same import apart, centre, contains, contradict, same_place, telling_words
from geomap.model import (
    CATEGORY_GROUPS,
    STATE_CATEGORIES,
    Event,
    Location,
    Report,
)

__all__ = ["merge_reports"]

_DAY = dt.timedelta(days=1)
_LONGEST = 31
_FINENESS = {"site": 0, "near": 1, "settlement": 1, "district": 2, "line": 3, "region": 4, "country": 5}
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
    together: Iterable[tuple[str, str]] = (),
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
    together
        Pairs of report ids that a person holds to be of one event, whatever the rules say.
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
    events = [
        event_of(tuple(sorted(group.reports, key=_order)), group.location, timezone=timezone, since=since)
        for group in _joined(groups, together)
    ]
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
    # 'No sign of a cyber attack' denies no blackout.
    other = report.stance == "denies" and all(one.category != report.category for one in group.reports)
    if other or (_vague(report) != _vague(last) and not telling_words(report.quote) & group.words):
        return False
    if not any(
        other.location is not None and same_place(location, other.location)
        for other in (group.reports[0], last)
    ):
        return False
    if _other_way(report, group.reports[0]) or _listed(report, last):
        return False
    if (report.stance == "plans") != (last.stance == "plans") and report.category != last.category:
        return False  # a curfew to come is not the fire
    if (
        _state(report)
        and stale is not None
        and report.published is not None
        and last.published is not None
        and report.published - last.published > stale
    ):
        return False
    return not contradict(report.quantities, last.quantities)


def _listed(one: Report, other: Report) -> bool:
    """Whether one sentence tells of two places: 'in Picanya and Paiporta' are two, near as they are."""
    return (
        one.document == other.document
        and one.char_start == other.char_start
        and one.location is not None
        and other.location is not None
        and one.location.place_ids != other.location.place_ids
    )


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


def _joined(groups: Sequence[_Group], together: Iterable[tuple[str, str]]) -> list[_Group]:
    """``groups`` with those made one that hold both reports of a pair; unknown ids change nothing."""
    home = {report.id: group for group in groups for report in group.reports}
    gone: set[int] = set()
    for one, other in together:
        kept, lost = home.get(one), home.get(other)
        if kept is None or lost is None or kept is lost:
            continue
        for report in lost.reports:
            kept.add(report, lost.days)
            home[report.id] = kept
        gone.add(id(lost))
    return [group for group in groups if id(group) not in gone]
