"""Time phrases read against the post's time: 'early Thursday', 'in the past 72 hours', 'on Feb. 16'."""

from __future__ import annotations

import re
from dataclasses import replace

from geomap.events._clock import CLOCK_TIMES
from geomap.events._dates import DATES
from geomap.events._moments import Anchor, Phrase, midnight
from geomap.events._relative import RELATIVE_DAYS

__all__ = ["phrases"]

_BESIDE = 40  # characters between a clock time and its date
_CUE = re.compile(
    r"day|week|month|year|hour|minute|ago|overnight|tonight|night|morning|tomorrow|noon|[ap]\.?m\b|"
    r"\d{1,2}:\d\d|"
    r"(?:1[5-9]|20)\d\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\d(?:st|nd|rd|"
    r"th)?\s+(?:of\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:in|since|during|mid|early|late)[ -](?:mid-|"
    r"early |late )?(?:jan|feb|mar|apr|may|june|"
    r"july|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)


def phrases(text: str, start: int, end: int, anchor: Anchor, *, future: bool = False) -> list[Phrase]:
    """Time phrases in ``text[start:end]``, in order, a date and a clock or part of day beside it joined.

    ``future`` says that a plan is spoken of: 'Tuesday' then is the coming one.
    """
    if not _CUE.search(text, start, end):
        return []
    found: list[Phrase] = []
    taken: list[tuple[int, int]] = []
    for pattern, make in (*DATES, *RELATIVE_DAYS, *CLOCK_TIMES):
        for match in pattern.finditer(text, start, end):
            if any(match.start() < stop and begin < match.end() for begin, stop in taken):
                continue
            for phrase in make(match, anchor, future):
                taken.append(match.span())
                found.append(phrase)
    found.sort(key=lambda phrase: phrase.start)
    return _joined(found, text, anchor)


def _joined(found: list[Phrase], text: str, anchor: Anchor) -> list[Phrase]:
    """A clock time takes the date that stands near it."""
    dates = [phrase for phrase in found if not phrase.clock]
    result: list[Phrase] = []
    used: set[int] = set()
    for phrase in found:
        if not phrase.clock:
            continue
        near = [
            date
            for date in dates
            if date.precision in {"day", "part_of_day"} and _gap(phrase, date) < _BESIDE
        ]
        if near:
            date = min(near, key=lambda date: _gap(phrase, date))
            used.add(id(date))
            assert anchor.moment is not None, "a clock time is only read where the post's day is known"
            moved = phrase.begin + (midnight(date.begin.date()) - midnight(anchor.moment.date()))
            first, last = min(phrase.start, date.start), max(phrase.end, date.end)
            result.append(
                replace(
                    phrase,
                    begin=moved,
                    finish=moved + (phrase.finish - phrase.begin),
                    start=first,
                    end=last,
                    words=" ".join(text[first:last].split()),
                )
            )
        else:
            result.append(phrase)
    result.extend(date for date in dates if id(date) not in used)
    return sorted(result, key=lambda phrase: phrase.start)


def _gap(one: Phrase, other: Phrase) -> int:
    return max(one.start - other.end, other.start - one.end)
