"""Calendar days of the map's zone: what stood or happened on each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

__all__ = ["day_span", "days_between"]


def days_between(since: dt.date, until: dt.date) -> Iterator[dt.date]:
    """Each day from ``since`` to ``until``, both inclusive."""
    for number in range((until - since).days + 1):
        yield since + dt.timedelta(days=number)


def day_span(day: dt.date, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """When ``day`` begins and ends in ``zone``, as instants in UTC; 23 or 25 hours when clocks change."""
    begin = dt.datetime.combine(day, dt.time(), zone)
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone)
    return begin.astimezone(dt.UTC), end.astimezone(dt.UTC)
