"""One event out of the reports that tell of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from geomap.events._hits import RELIEF, SPEECH
from geomap.events._moments import zone
from geomap.events._stance import both_sides
from geomap.events._status import PUBLIC, attribution_of, status_of, statuses
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

__all__ = ["event_of"]

_LONG_PAST = dt.timedelta(days=60)
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


def event_of(
    reports: tuple[Report, ...], location: Location | None, *, timezone: str, since: dt.date | None
) -> Event:
    """The event that ``reports``, first told first, tell together.

    Parameters
    ----------
    location
        The finest of the reports' places; None for an event nobody could place.
    timezone
        The map's zone (IANA).
    since
        First day of the map's period: an event that ended before it is ``background``. None: none is.
    """
    first = reports[0]
    placed = next((report for report in reports if report.location is location), first)
    category = _category(reports)
    time = _time(reports, category)
    mutual = any(both_sides(report.quote) for report in reports)
    party, attribution = (
        attribution_of(reports, mutual=mutual)
        if CATEGORY_GROUPS[category] in {"attack", "infrastructure"}
        else (None, "unattributed")
    )
    # Not all that stands in a country is part of its manoeuvres.
    counted = [report for report in reports if category != "exercise" or report.category == category]
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
        quantities=_quantities(counted),
        force=next(
            (report.force for report in (placed, *counted) if report in counted and report.force), None
        ),
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
    oldest = min(posted) - _LONG_PAST if posted else None
    recent = [time for time in times if oldest is not None and time.start > oldest]
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
    for number, (report, status) in enumerate(zip(reports, statuses(reports), strict=True), 1):
        if report.published is None or (
            number < len(reports) and reports[number].published == report.published
        ):
            continue
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
    for told, title in ((RELIEF, "Relief"), (SPEECH, "Statement")):
        if all(f"tells of {told};" in report.reason for report in reports):
            name = title
    if category in {"movement", "threat_axis"}:
        origin = next((report.origin.name for report in reports if report.origin is not None), None)
        target = next((report.destination.name for report in reports if report.destination is not None), None)
        if origin and target:
            return f"{name}: {origin} to {target}"
    return f"{name}: {location.name}" if location is not None else name
