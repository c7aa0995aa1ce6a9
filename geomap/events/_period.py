"""The map's zone and period."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from geomap.events._moments import zone
from geomap.model import Document, Report

__all__ = ["map_timezone", "period"]

_NEWS = dt.timedelta(days=7)
_REPORTED = dt.timedelta(days=45)  # a situation report dates to the day what it tells of weeks
_FAR = dt.timedelta(days=366)
_ENOUGH = 3
_SEVERAL_DAYS = dt.timedelta(days=3)


def map_timezone(reports: Sequence[Report]) -> str:
    """IANA zone of the place most reports speak of; ``UTC`` where none tells. Ties: the first by name."""
    counted: Counter[str] = Counter()
    for report in reports:
        location = report.location
        if location is not None and location.timezone and report.category not in {"diplomacy", "visit"}:
            counted[location.timezone] += 1
    if not counted:
        counted.update(
            report.location.timezone
            for report in reports
            if report.location is not None and report.location.timezone
        )
    return min(counted, key=lambda name: (-counted[name], name)) if counted else "UTC"


def period(
    documents: Sequence[Document], timezone: str, reports: Sequence[Report] = ()
) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of the posts, both inclusive, in ``timezone``; None, None where no post has a time.

    ``reports`` move the first day back to the first happening dated within the week before it: what a page
    tells of last Tuesday is its news, not its background. Posts of several days tell each day's news on that
    day, so there the period stays theirs. What a situation report dates to a day is its news for six weeks.
    """
    days = [day for document in documents for day in _days_of(document, timezone)]
    if not days:
        return None, None
    first = min(days)
    if max(days) - first >= _SEVERAL_DAYS:
        # A clock without a zone may lay the first day's posts on the day after it.
        before = first - dt.timedelta(days=1)
        own = any(
            post.published is not None and post.published.date() == before
            for document in documents
            for post in document.posts
        )
        told = sum(_day_told(report, timezone) == before for report in reports)
        return before if own and told >= _ENOUGH else first, max(days)
    long = {document.id for document in documents if document.format == "sitrep"}
    recent = [
        day
        for report, day in ((report, _day_told(report, timezone)) for report in reports)
        if day is not None and first - (_REPORTED if report.document in long else _NEWS) <= day < first
    ]
    return min([first, *recent]), max(days)


def _days_of(document: Document, timezone: str) -> list[dt.date]:
    """The days of a document's posts and its own; a post dated far from all others is no day of the page."""
    days = [
        _day(post.published, timezone, whole=post.published_precision == "day")
        for post in document.posts
        if post.published is not None
    ]
    middle = sorted(days)[(len(days) - 1) // 2] if days else None
    if document.published is not None:
        days.append(_day(document.published, timezone, whole=document.published.time() == dt.time()))
    if middle is None or any(post.given is not None for post in document.posts):
        return days  # a table may hold years
    return [day for day in days if abs(day - middle) <= _FAR]


def _day(moment: dt.datetime, timezone: str, *, whole: bool) -> dt.date:
    """The calendar day of a moment in the map's zone; where it stands for a ``whole`` day, that day."""
    return moment.date() if whole else moment.astimezone(zone(timezone)).date()


def _day_told(report: Report, timezone: str) -> dt.date | None:
    """The day of a happening that the text dates to the day and places."""
    time = report.time
    if (
        time is None
        or not time.words
        or report.location is None
        or time.precision in {"week", "month", "year"}
    ):
        return None
    return time.start.astimezone(zone(timezone)).date()
