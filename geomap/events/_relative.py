"""Days told from the post's own: 'early Thursday', 'last night', 'in the past 72 hours', 'three days ago'."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from geomap.events._moments import (
    DAY,
    Anchor,
    Phrase,
    Reader,
    first_word,
    next_month,
    now_of,
    part_of_day,
    phrase_of,
    registering,
    today_of,
)
from geomap.model import TimePrecision

__all__ = ["RELATIVE_DAYS"]

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = {
    word: number
    for number, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        ).split()
    )
} | {"a": 1, "an": 1, "few": 3, "couple of": 2, "several": 4, "24": 24}
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_PART = r"(?P<part>morning|afternoon|evening|night)"
_COUNT = (
    r"(?P<count>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|couple of|"
    r"several)"
)
RELATIVE_DAYS: list[Reader] = []
_reads = registering(RELATIVE_DAYS)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(" ".join(word.lower().split()), 3)


@_reads(
    r"\b(?:(?P<mod>early|earlier|late|later|overnight|last|next|this|coming|since|by|until)\s+)?(?:(?:on|"
    r"to|"
    r"into|this)\s+)?(?:the\s+)?(?:(?P<daypart>morning|afternoon|evening|night)\s+of\s+)?"
    + _WEEKDAY
    + r"(?P<possessive>[’']s)?(?:\s+"
    + _PART
    + r")?\b"
)
def _weekday(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: FBT001
    today = today_of(anchor)
    if today is None or not match["weekday"][0].isupper():
        return
    mod = first_word(match["mod"])
    back = (today.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    if mod in {"next", "coming", "by", "until"} or (future and back):
        day = today + DAY * ((7 - back) % 7 or (7 if mod == "next" else 0))
    elif mod == "last" and not back:
        day = today - DAY * 7
    else:
        day = today - DAY * back
    begin, finish, precision = part_of_day(day, first_word(match["part"] or match["daypart"]) or mod)
    yield phrase_of(match, begin, finish, precision, lasting=mod == "since")


@_reads(
    r"\b(?:(?P<mod>early|earlier|late|later)\s+)?(?P<word>today|yesterday|tomorrow|tonight|last night|"
    r"overnight|this (?:morning|afternoon|evening)|the previous day|a day earlier|"
    r"the day before)\b(?:\s+(?P<part>morning|afternoon|evening|night))?"
)
def _relative_day(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    today = today_of(anchor)
    if today is None:
        return
    word = " ".join(match["word"].lower().split())
    part = first_word(match["part"]) or (first_word(match["mod"]) if match["mod"] else None)
    if word in {"yesterday", "the previous day", "a day earlier", "the day before"}:
        today -= DAY
    elif word == "tomorrow":
        today += DAY
    elif word == "tonight":
        part = "evening"
    elif word == "last night":
        today, part = today - DAY, "night"
    elif word == "overnight":
        part = "overnight"
    elif word.startswith("this "):
        part = word[5:]
    begin, finish, precision = part_of_day(today, part)
    yield phrase_of(match, begin, finish, precision)


@_reads(
    r"\b(?:in|over|during|within|for|from)\s+(?:the\s+)?(?:past|last|previous|recent)\s+(?:"
    + _COUNT
    + r"\s+)?(?P<unit>hours?|days?|weeks?|months?|years?)\b"
    r"|\bpast\s+(?P<n24>24|48|72)\s+hours\b|\b(?P<recent>recent)\s+(?P<runit>days|weeks|months|years)\b|"
    r"\b(?:over|in) the (?:last|past) (?P<few>couple) of (?P<funit>days|weeks)\b"
)
def _window(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    now = now_of(anchor)
    today = today_of(anchor)
    if now is None or today is None or anchor.moment is None:
        return
    unit = (match["unit"] or match["runit"] or match["funit"] or "hours").lower().rstrip("s")
    count = (
        _count(match["count"])
        if match["count"]
        else int(
            match["n24"]
            or (2 if match["few"] else 3 if match["recent"] or "recent" in match[0].lower() else 1)
        )
    )
    if unit == "hour":
        begin = (
            today + DAY - dt.timedelta(hours=count) if _day_only(anchor) else now - dt.timedelta(hours=count)
        )
        finish = today + DAY if _day_only(anchor) else now
        yield phrase_of(match, begin, finish, "hour" if count < 24 else "day")  # noqa: PLR2004
        return
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    precisions: dict[str, TimePrecision] = {"day": "day", "week": "week", "month": "month", "year": "year"}
    yield phrase_of(match, today - DAY * days, today + DAY, precisions[unit])


def _day_only(anchor: Anchor) -> bool:
    return anchor.moment is not None and anchor.moment.time() == dt.time()


@_reads(
    r"\b(?:it|this|that|(?:the|their|its) \w+) (?:came|comes|happened|followed|was) "
    r"(?P<count>a|one|two|three|four|five) (?P<unit>day|week)s? after\b"
)
def _after_another(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    today = today_of(anchor)
    if today is not None:
        begin = today - DAY * _count(match["count"]) * (7 if match["unit"].lower() == "week" else 1)
        yield phrase_of(match, begin, begin + DAY, "day")


@_reads(
    r"\b(?:in|over|after|during|for)\s+(?:the\s+)?(?:(?:past|last|first)\s+)?"
    r"(?P<count>two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d)\s+(?:straight\s+|consecutive\s+)?"
    r"(?P<unit>days|nights|weeks) of\b(?=\s+(?:\w+\s+){0,2}(?:attacks?|fighting|clashes|shelling|bombing|"
    r"strikes|"
    r"bombardment|battles?|rain|rains|protests|unrest|violence|flooding))"
)
def _days_of(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    today = today_of(anchor)
    if today is not None:
        days = _count(match["count"]) * (7 if match["unit"] == "weeks" else 1)
        yield phrase_of(match, today - DAY * (days - 1), today + DAY, "day")


@_reads(
    _COUNT.join(
        (
            r"\b(?:about\s+|some\s+|around\s+)?",
            r"\s+(?P<unit>minutes?|hours?|days?|weeks?|months?|years?)\s+(?:ago|earlier)\b",
        )
    )
)
def _ago(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    now, today = now_of(anchor), today_of(anchor)
    if now is None or today is None:
        return
    unit, count = match["unit"].lower().rstrip("s"), _count(match["count"])
    if unit in {"minute", "hour"}:
        begin = now - dt.timedelta(minutes=count * (60 if unit == "hour" else 1))
        yield phrase_of(match, begin, begin + dt.timedelta(hours=1), "hour")
    elif unit == "day":
        yield phrase_of(match, today - DAY * count, today - DAY * (count - 1), "day")
    elif unit == "week":
        begin = today - DAY * (7 * count + today.weekday())
        yield phrase_of(match, begin, begin + DAY * 7, "week")
    elif unit == "month":
        begin = (today.replace(day=15) - dt.timedelta(days=30 * count)).replace(day=1)
        yield phrase_of(match, begin, next_month(begin), "month")
    else:
        begin = today.replace(year=max(1, today.year - count), month=1, day=1)
        yield phrase_of(match, begin, begin.replace(year=begin.year + 1), "year")


@_reads(
    r"\b(?P<since>since\s+)?(?P<mod>earlier|later|late|early|since|by)?\s*\b(?P<which>this|last|next|"
    r"the past|the coming|in the)\s+(?P<unit>week(?:end)?|month|year|coming days|next few days)\b"
)
def _calendar(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: FBT001
    today = today_of(anchor)
    if today is None:
        return
    which, unit = match["which"].lower(), match["unit"].lower()
    shift = -1 if which in {"last", "the past"} else 1 if which in {"next", "the coming"} else 0
    lasting = bool(match["since"]) or first_word(match["mod"]) == "since"
    if unit == "weekend":
        saturday = today - DAY * (today.weekday() - 5)
        if shift or (not future and saturday > today and which != "this"):
            saturday += DAY * 7 * shift
        yield phrase_of(match, saturday, saturday + DAY * 2, "day", lasting=lasting)
    elif unit == "week":
        monday = today - DAY * (today.weekday() - 7 * shift)
        first = today if first_word(match["mod"]) == "later" and not shift else monday
        last = today + DAY if first_word(match["mod"]) == "earlier" else monday + DAY * 7
        yield phrase_of(match, first, last, "week", lasting=lasting)
    elif unit == "month":
        begin = (today.replace(day=15) + dt.timedelta(days=30 * shift)).replace(day=1)
        first = today if first_word(match["mod"]) == "later" and not shift else begin
        yield phrase_of(match, first, next_month(begin), "month", lasting=lasting)
    elif unit == "year":
        begin = today.replace(year=today.year + shift, month=1, day=1)
        yield phrase_of(match, begin, begin.replace(year=begin.year + 1), "year", lasting=lasting)
    else:
        yield phrase_of(match, today, today + DAY * 7, "week")
