"""Datelines: 'KYIV, Oct. 12 (Agency) -' and 'Kyiv, 12 October -' at the beginning of a dispatch."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from geomap.sources._months import MONTH_PATTERN
from geomap.sources._times import FoundDate, find_dates

__all__ = ["Dateline", "read_dateline", "told_midyear"]

_MONTH = MONTH_PATTERN.replace("(?P<month>", "(?:")
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DATE = (
    rf"(?i:(?:{_WEEKDAY},? )?(?P<date>{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,? (?:19|20)\d\d)?"
    rf"|\d{{1,2}}\.?(?: de)? {_MONTH}(?:,? (?:de )?(?:19|20)\d\d)?)|{_WEEKDAY})"
)
_COUNTRY = (
    rf"(?:, (?!(?i:{_MONTH}|{_WEEKDAY})[ ,(])[^\W\d_a-z][\w.’'-]{{1,24}}(?: [^\W\d_a-z][\w.’'-]+){{0,3}})"
)
_AGENCY = r"(?:\((?P<agency>[^\W\d_a-z][\w /.&’'-]{1,40})\)|/(?P<slashed>[^\W\d_a-z][\w .&-]{1,30})/\.?)"
_CAPITALS = r"[^\W\d_a-z](?:[^\W\d_a-z]|[’'./-])+"
_CAPPED = rf"(?:{_CAPITALS})(?:(?: | and )(?:{_CAPITALS})){{0,4}}"
_NO_PLACE = (
    r"(?!(?i:on|in|at|by|since|until|from|after|before|the|as|last|date|issued|updated?|published|posted|report"
    r"|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b)"
)
_WRITTEN = _NO_PLACE + r"[^\W\d_a-z][\w’'-]+(?: (?:d[aeiou]l?|la|el|al|au|[^\W\d_a-z][\w’'-]+)){0,4}"
_END = r"\s*(?P<end>[–—]\s*|-{1,2}(?:\s+|$)|:(?:\s+|$)|(?<=/\.)\s+|(?<=/)\s+)"
# A place in capitals may stand alone; one written as in running text needs its date.
_FORMS = (
    re.compile(rf"(?P<place>{_CAPPED}{_COUNTRY}?)(?:,?\s+{_DATE})?[,.]?\s*{_AGENCY}?{_END}"),
    re.compile(rf"(?P<place>{_WRITTEN}{_COUNTRY}?),\s+{_DATE}[,.]?\s*{_AGENCY}?{_END}"),
)
_LONGEST = 160
_A_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\w-]|[.,]\d)")
_NAMES_A_YEAR = re.compile(
    rf"(?:\b(?:in|since|during|early|late|spring|summer|autumn|winter|fall|copyright|{_MONTH},?) |[©/] ?)$",
    re.IGNORECASE,
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_OF = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY}),? (?:the )?"
    rf"(?P<date>{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d)|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH})"
    r"(?!,? (?:19|20)\d\d)",
    re.IGNORECASE,
)
_SOON = 6
"""Years until a date falls on the same weekday again, at most but once in a century."""
_BEFORE = 20
"""Characters that hold the word before a year."""


class Dateline(NamedTuple):
    """A dateline from its line's beginning to ``end``, where the dispatch's own words begin.

    ``date`` is None where it tells none; ``sure`` unless it is a place and a dash alone.
    """

    end: int
    place: str
    agency: str | None
    date: FoundDate | None
    sure: bool


def read_dateline(text: str) -> Dateline | None:
    """The dateline that ``text`` begins with; None where it begins with none."""
    for form in _FORMS:
        match = form.match(text[:_LONGEST])
        if match is None or (form is _FORMS[0] and not _in_capitals(match["place"])):
            continue
        agency = match["agency"] or match["slashed"]
        dates = find_dates(match["date"] or "")
        sure = bool(dates or agency)
        if sure or match["end"][:1] in "-–—":
            date = dates[0] if dates else None
            return Dateline(match.end(), match["place"], agency, date, sure)
    return None


def _in_capitals(place: str) -> bool:
    """Whether the city, up to the first comma, is in capitals; 'É' and the like count too."""
    city = place.partition(",")[0].replace(" and ", " ")
    return city == city.upper()


def _named_year(text: str) -> int | None:
    """The latest year that ``text`` names as such ('in 2022', '© 2022'); None where it names none."""
    years = (
        int(match[0])
        for match in _A_YEAR.finditer(text)
        if _NAMES_A_YEAR.search(text[max(0, match.start() - _BEFORE) : match.start()])
    )
    return max(years, default=None)


def told_midyear(text: str) -> dt.date | None:
    """The middle of the year that ``text`` tells of, for dates that lack theirs; None where it names none.

    That is the latest year it names, or one soon after if its weekdays only fall so: 'Saturday, March 1' fits
    2025 and not 2023.
    """
    year = _named_year(text)
    if year is None:
        return None
    days = [
        (_WEEKDAYS.index(match["weekday"][:3].lower()), found)
        for match in _WEEKDAY_OF.finditer(text)
        for found in find_dates(match["date"])
        if found.year is None
    ]

    def fits(later: int) -> bool:
        dates = ((weekday, found.on(_midyear(later))) for weekday, found in days)
        return all(date is not None and date.weekday() == weekday for weekday, date in dates)

    return _midyear(next(filter(fits, range(year, year + _SOON)), year))


def _midyear(year: int) -> dt.date:
    """The day to which all days of ``year``, and none of another year, lie nearest."""
    return dt.date(year, 7, 2)
