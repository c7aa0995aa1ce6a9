"""Dates of the calendar: '2022-02-16', '16 February', 'Feb. 16-18', 'in March 2014', 'since 2014'."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from geomap.events._moments import (
    DAY,
    MONTH,
    Anchor,
    Phrase,
    Reader,
    first_word,
    midnight,
    next_month,
    part_of_day,
    phrase_of,
    registering,
    today_of,
)

__all__ = ["DATES"]

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_NEAR = 60  # days from the post
_THIRDS = {"mid": 15, "late": 21}
DATES: list[Reader] = []
_reads = registering(DATES)


def _month_number(word: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(word[:3].lower()))


def _dated(match: re.Match[str], anchor: Anchor, day: int, last: int | None = None) -> Iterator[Phrase]:
    groups = match.groupdict()
    month = _month_number(groups["month"])
    year = int(groups["year"]) if groups.get("year") else None
    try:
        if year is not None:
            date = dt.date(year, month, day)
        elif anchor.moment is not None:
            about = anchor.moment.date()
            date = min(
                (_safe(about.year + k, month, day) for k in (-1, 0, 1)), key=lambda d: abs((d - about).days)
            )
        elif anchor.year is not None:
            date = dt.date(anchor.year, month, day)
        else:
            return
    except ValueError:  # 30 February: no such day, no time
        return
    begin, finish, precision = part_of_day(
        midnight(date), first_word(groups.get("part") or groups.get("mod"))
    )
    if last is not None and last > day:
        finish, precision = begin + DAY * (last - day + 1), "day"
    lasting = bool(re.match(r"since", match[0], re.IGNORECASE))
    yield phrase_of(match, begin, finish, precision, lasting=lasting)


def _safe(year: int, month: int, day: int) -> dt.date:
    if (month, day) == (2, 29):
        dt.date(2024, month, day)
        return dt.date(year, 2, 28) if year % 4 else dt.date(year, 2, 29)
    return dt.date(year, month, day)


@_reads(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)\b")
def _iso(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001  one shape for all
    try:
        day = dt.datetime(int(match["year"]), int(match["m"]), int(match["day"]))  # noqa: DTZ001  local on purpose
    except ValueError:
        return
    yield phrase_of(match, day, day + DAY, "day")


@_reads(r"\b(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)\b(?!\.\d)")
def _numeric(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    """'02/11/2022': the day first, but where only the month first is a date, or is far nearer to the post."""
    found = []
    for day, month in ((match["one"], match["two"]), (match["two"], match["one"])):
        try:
            found.append(dt.date(int(match["year"]), int(month), int(day)))
        except ValueError:
            continue
    if not found:
        return
    if anchor.moment is not None:
        about = anchor.moment.date()
        found.sort(key=lambda date: abs((date - about).days) > _NEAR)
    day = midnight(found[0])
    yield phrase_of(match, day, day + DAY, "day")


@_reads(
    r"\b(?:in\s+|during\s+)?(?:the\s+)?week\s+(?:of|beginning|starting|"
    r"commencing)\s+(?:on\s+)?(?P<day>\d{1,2})"
    r"(?:st|nd|rd|th)?\s+(?:of\s+)?" + MONTH + r"(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
)
def _week_of(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    for phrase in _dated(match, anchor, int(match["day"])):
        yield phrase_of(match, phrase.begin, phrase.begin + DAY * 7, "week")


@_reads(
    r"\b(?:(?P<mod>early|late|overnight|dawn)\s+(?:on\s+)?)?(?:since\s+)?(?:the\s+)?(?:"
    + _WEEKDAY.replace("weekday", "w")
    + r",?\s+)?"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*(?P<last>\d{1,2}))?\s+(?:of\s+)?"
    + MONTH
    + r"(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
)
def _day_month(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    yield from _dated(match, anchor, int(match["day"]), int(match["last"]) if match["last"] else None)


@_reads(
    r"\b(?:(?P<mod>early|late|overnight|dawn)\s+(?:on\s+)?)?(?:since\s+)?(?:"
    + _WEEKDAY.replace("weekday", "w")
    + r",?\s+)?"
    + MONTH
    + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*(?P<last>\d{1,2}))?(?!\d|:|%|"
    r",\d)(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
)
def _month_day(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    yield from _dated(match, anchor, int(match["day"]), int(match["last"]) if match["last"] else None)


@_reads(
    r"\b(?P<since>since\s+)?(?:in\s+|of\s+)?(?:early\s+|late\s+|mid-?)?"
    + MONTH
    + r"\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b"
)
def _month_year(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    begin = dt.datetime(int(match["year"]), _month_number(match["month"]), 1)  # noqa: DTZ001
    yield phrase_of(match, begin, next_month(begin), "month", lasting=bool(match["since"]))


@_reads(
    r"\b(?P<since>since|in|at the end of|during|last)\s+(?P<third>early\s+|late\s+|mid-?)?"
    + MONTH.replace("|may|", "|May|")
    + r"(?!\s+\d)(?=[\s,.;]|$)"
)
def _month_only(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: FBT001
    today = today_of(anchor)
    if today is None or not match["month"][0].isupper():
        return
    begin = today.replace(month=_month_number(match["month"]), day=1)
    if begin > today and not future:
        begin = begin.replace(year=begin.year - 1)
    lasting = match["since"].lower() == "since"
    first = _THIRDS.get((match["third"] or "").strip(" -").lower(), 1) if lasting else 1
    yield phrase_of(match, begin.replace(day=first), next_month(begin), "month", lasting=lasting)


@_reads(
    r"\b(?P<since>since|in|of|from|during|the|until|before|back in|by|as of|between|and)\s+(?:early\s+|"
    r"late\s+|mid-?)?(?P<year>(?:1[5-9]|20)\d\d)(?![\d,.]\d|\s+(?:people|troops|homes|km|kilomet|mil))\b"
)
def _year(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    begin = dt.datetime(int(match["year"]), 1, 1)  # noqa: DTZ001
    yield phrase_of(
        match, begin, begin.replace(year=begin.year + 1), "year", lasting=match["since"].lower() == "since"
    )
