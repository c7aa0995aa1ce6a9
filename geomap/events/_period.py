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
    days = [
        moment.date() if precision == "day" else moment.astimezone(zone(timezone)).date()
        for document in documents
        for moment, precision in (
            [
                (
                    document.published,
                    "day" if document.published and document.published.time() == dt.time() else None,
                )
            ]
            + [(post.published, post.published_precision) for post in document.posts]
        )
        if moment is not None
    ]
    if not days:
        return None, None
    first = min(days)
    if max(days) - first >= _SEVERAL_DAYS:
        return first, max(days)
    long = {document.id for document in documents if document.format == "sitrep"}
    recent = [
        day
        for report, day in ((report, _day_told(report, timezone)) for report in reports)
        if day is not None and first - (_REPORTED if report.document in long else _NEWS) <= day < first
    ]
    return min([first, *recent]), max(days)


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
