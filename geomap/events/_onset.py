"""Tolls and damage without a date: told from the day the disaster began, or over the days a report covers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import msgspec

from geomap.events._moments import Phrase, as_time
from geomap.events._same import centre, distance_m
from geomap.model import CATEGORY_GROUPS, Document, Report, Time

__all__ = ["dated_from_onset"]

_LATER = frozenset({"sitrep", "digest"})
_LONGEST = {True: dt.timedelta(days=45), False: dt.timedelta(days=14)}  # a report looks back further
_REACH_M = 400_000.0
_QUAKE = re.compile(r"\b(?:earth)?quakes?\b|\btsunami\b|\bseismic\b", re.IGNORECASE)
# What comes over a whole country at once, and is told of in reports written after it.
_WIDE = re.compile(
    r"\b(?:(?i:(?:earth)?quakes?|tsunami|cyclones?|hurricanes?|typhoons?|tropical storm|"
    r"(?:heavy|torrential|monsoon|continuous|incessant|intense|seasonal) rain\w*|rains|rain-related|"
    r"flood-related|rain and snow|flooding|floods|floodwaters?|flooded|dams?|landfall|came ashore)|"
    r"[Ss]torm [A-Z]\w+)\b"
)
_ANOTHER = re.compile(
    r"\b(?:aftershocks?|tremors?|another|again|anniversary|previous|drills?|(?:19|20)\d\d "
    r"(?:earth)?quake)\b",
    re.IGNORECASE,
)
_SINCE_WHEN = re.compile(r"since\b", re.IGNORECASE)
_SHORT = dt.timedelta(days=6)
_TABLE = "a table's figures"  # rows of a table hold tolls
_TOLL = re.compile(
    r"\b(?:dead|deaths?|die[sd]?|killed|bod(?:y|ies)|tolls?|injur\w+|hurt|wounded|collaps\w+|destroyed|"
    r"damaged?|"
    r"destruction|flatten\w*|level+ed|reduced|ruins?|rubble|cracks?|lost|drowned|swept|washed|buried|"
    r"affected|destroy\w*|kill\w*|hardest|worst|devastat\w+|missing|crumbled|toppled|homes?|houses)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:by then|rescue\w*|pulled|alive|search\w*|shelters?|camps?|tents?|blankets?|arriv\w+|aid|"
    r"distribut\w+|"
    r"visit\w*|"
    r"funerals?|today|now|still|this (?:morning|afternoon|evening)|tonight)\b",
    re.IGNORECASE,
)


# What a report tells of the day it was written: 'camps hold 400'.
_NOW = re.compile(
    r"\b(?:is|are|holds?|hosts?|lives?|needs?|today|now|still|currently|remains?|tonight|"
    r"(?:has|have) counted|as of)\b|\bthis (?:morning|afternoon|evening)\b",
    re.IGNORECASE,
)
_UPROOTED = re.compile(r"\b(?:displaced|homeless|uprooted)\b", re.IGNORECASE)


def dated_from_onset(document: Document, reports: Iterable[Report], covered: Phrase | None) -> list[Report]:
    """``reports``, those of tolls and damage without a date told from the day the disaster began.

    A toll counted on the third day is of what happened between the quake and the count: its time runs from
    the one to the other, the widest honest reading. Texts that tell live date only earthquakes so, reports
    written later also storms and floods; one that says which days it covers dates its other tolls over these.
    """
    reports = list(reports)
    later = document.format in _LATER
    onsets = [report for report in reports if _is_onset(report, later=later)]
    if not onsets and covered is None:
        return reports
    return [_from_onset(report, onsets, covered, later=later) for report in reports]


def _is_onset(report: Report, *, later: bool) -> bool:
    """Whether a report tells of a disaster on a day that the text names."""
    time = report.time
    return (
        report.category in {"disaster", "casualties"}
        and report.stance in {"asserts", "confirms"}
        and time is not None
        and bool(time.words)
        and (not time.open_ended or _SINCE_WHEN.match(time.words) is not None)
        and time.precision in {"minute", "hour", "part_of_day", "day"}
        and (time.open_ended or time.end - time.start <= _SHORT)
        and (_WIDE if later else _QUAKE).search(report.quote) is not None
        and _ANOTHER.search(report.quote) is None
    )


def _from_onset(report: Report, onsets: Sequence[Report], covered: Phrase | None, *, later: bool) -> Report:
    time = report.time
    if (
        time is None
        or time.words
        or time.precision != "day"
        or report.stance not in {"asserts", "confirms"}
        or CATEGORY_GROUPS[report.category] not in {"attack", "civil"}
    ):
        return report
    before = [
        onset.time
        for onset in (onsets if _counts(report) else ())
        if onset.time is not None
        and onset.time.start < time.start
        and time.start - onset.time.start <= _LONGEST[later]
        and _near(onset, report)
    ]
    if before:
        first = min(before, key=lambda told: told.start)
        return msgspec.structs.replace(
            report, time=Time(start=first.start, end=time.end, precision="day", words=first.words)
        )
    if covered is None or _NOW.search(report.quote):
        return report
    place = report.location.timezone if report.location is not None else None
    return msgspec.structs.replace(report, time=as_time(covered, place))


def _counts(report: Report) -> bool:
    """Whether a report is of a toll or damage, not of what was done or happened since."""
    if report.category == "evacuation":
        return _UPROOTED.search(report.quote) is not None and not _NOW.search(report.quote)
    return (
        report.category in {"disaster", "casualties"}
        and (_TOLL.search(report.quote) is not None or _TABLE in report.reason)
        and not _SINCE.search(report.quote)
        and not _ANOTHER.search(report.quote)
    )


def _near(onset: Report, report: Report) -> bool:
    """Whether a disaster can have reached a place: it is within reach, or nobody says where it was."""
    if onset.location is None or report.location is None:
        return True
    if onset.location.precision == "country" or report.location.precision == "country":
        return onset.location.country == report.location.country
    return distance_m(centre(onset.location), centre(report.location)) <= _REACH_M
