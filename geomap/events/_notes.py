"""What is odd about the documents and what they tell: kept all the same, and named for the manifest."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from geomap.model import Document, Event, Quantity, Report

__all__ = ["notes_on"]

_FAR = dt.timedelta(days=366)
_FEWEST = 3  # posts from which an order can be seen
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(name for name in _MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})|"
    rf"(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)\b(?!\s*[-–:]\s*\d)",
    re.IGNORECASE,
)
_TOLL = frozenset({"people killed", "people injured", "people missing"})


def notes_on(documents: Sequence[Document], events: Sequence[Event]) -> Mapping[str, tuple[str, ...]]:
    """Sentences about what looks wrong, by document id; no entry for a document with nothing odd.

    A post far from the others' time, posts in no order, a day that no calendar has, a document read twice,
    publishers whose figures or words clash. None of it is left out of the map for that.
    """
    found: dict[str, list[str]] = defaultdict(list)
    times = Counter(document.id for document in documents)
    for document in {document.id: document for document in documents}.values():
        if times[document.id] > 1:
            found[document.id].append(f"read {times[document.id]} times; each report counts once")
        found[document.id].extend(_posts(document))
        found[document.id].extend(_no_such_days(document))
    for event in events:
        for report, note in _clash(event):
            found[report.document].append(note)
    return {document: tuple(dict.fromkeys(notes)) for document, notes in found.items() if notes}


def _posts(document: Document) -> Iterator[str]:
    stamped = [(post, post.published) for post in document.posts if post.published is not None]
    if len(stamped) < _FEWEST:
        return
    middle = median(moment.timestamp() for _, moment in stamped)
    near = []
    for post, moment in stamped:
        if abs(moment.timestamp() - middle) > _FAR.total_seconds():
            yield f"the post of {moment.date()} ({post.heading or 'no heading'}) lies years from the others"
        else:
            near.append(moment)
    steps = {(later > earlier) - (later < earlier) for earlier, later in pairwise(near)} - {0}
    if len(steps) > 1:
        yield "its posts do not stand in the order of their times"


def _no_such_days(document: Document) -> Iterator[str]:
    for match in _DATE.finditer(document.text):
        day = int(match["day"] or match["day2"])
        month = _MONTHS[(match["month"] or match["month2"]).lower()]
        longest = calendar.monthrange(2024, month)[1]
        if not 1 <= day <= longest:
            yield f"no calendar has a {match[0]}: read as no date"


def _clash(event: Event) -> Iterator[tuple[Report, str]]:
    """Reports that another publisher's contradict, the later one of each pair."""
    first: dict[str, tuple[Report, Quantity]] = {}
    for report in event.reports:
        for quantity in report.quantities:
            if quantity.unit not in _TOLL:
                continue
            kept = first.setdefault(quantity.unit, (report, quantity))
            if kept[0].publisher != report.publisher and _apart(kept[1], quantity):
                yield (
                    report,
                    f"'{quantity.words}' against '{kept[1].words}' of another source: event {event.id}",
                )
    denied = next((report for report in event.reports if report.stance == "denies"), None)
    told = next((report for report in event.reports if report.stance in {"asserts", "confirms"}), None)
    if denied is not None and told is not None:
        yield denied, f"denies what another report tells: event {event.id}"


def _apart(one: Quantity, other: Quantity) -> bool:
    return (one.maximum is not None and other.minimum > one.maximum) or (
        other.maximum is not None and one.minimum > other.maximum
    )
