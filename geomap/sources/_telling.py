"""The day a page speaks from where it has no date line: the dates and weekdays in its text."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

from geomap.sources._blocks import is_caption
from geomap.sources._text import Line
from geomap.sources._times import FoundDate, find_dates

__all__ = ["date_in_text", "without_next"]

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_WEEK_DAYS = 7
_AHEAD_DAYS = 3
"""A weekday further on from a photo's day is rather the last one before it."""
_TOP_CHARS, _TAIL_CHARS = 20000, 3000
_NEXT = re.compile(
    r"\bnext\b[^.;\n]{0,40}\b(?:reports?|updates?|bulletins?|issue|edition|sit-?rep|overview|one)\b"
    r"|\b(?:will|to) be (?:issued|published|released|circulated)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;](?=\s|$)|\n")
_SENTENCE_MAX = 300
_CAPTION_MAX = 1000
_OTHER_WEEK = re.compile(
    r"(?:last|next|previous|following|this coming|coming|until|till|through|by|every|since|next week) $"
    r"|\b(?:will|to|expected|planned|scheduled|due|going)\b[^.\n]{0,60}$",
    re.IGNORECASE,
)


def without_next(text: str) -> str:
    """``text`` with the sentences on the next report blanked out, one for one."""
    parts: list[str] = []
    done = 0
    for match in _NEXT.finditer(text):
        if match.start() < done:
            continue
        before = max(done, match.start() - _SENTENCE_MAX)
        ends = [stop.end() for stop in _SENTENCE_END.finditer(text, before, match.start())]
        start = ends[-1] if ends else before
        stop = _SENTENCE_END.search(text, match.end(), match.end() + _SENTENCE_MAX)
        end = stop.start() if stop else min(len(text), match.end() + _SENTENCE_MAX)
        parts += [text[done:start], " " * (end - start)]
        done = end
    return "".join([*parts, text[done:]])


def date_in_text(text: str, lines: Sequence[Line], notes: list[str]) -> dt.date | None:
    """The day a page without date line speaks from; None where it holds no full date.

    Full dates vote, those near the top and the latest more. The weekday the text names most often ('on
    Thursday') must be that of the day, where it names any: a photo may have been taken the day before, so a
    date that captions alone tell gives way to that weekday right after it, which ``notes`` then say.
    """
    told = _dates(text)
    if not told:
        return None
    spans = [(line.start, line.end) for line in _captions(lines)]
    captions = [one for one in told if _within(one[0].start, spans)]
    others = [one for one in told if not _within(one[0].start, spans)]
    named = _weekday(text, spans)
    if others:
        date = _voted(told, others[0][1], named)
        return date if any(date == other for _, other in others) else _after(date, named, notes)
    return _after(max(date for _, date in captions), named, notes)


def _dates(text: str) -> list[tuple[FoundDate, dt.date]]:
    """Full dates in the text's first part and at its end, where they stand."""
    bare = without_next(text)
    cut = max(_TOP_CHARS, len(text) - _TAIL_CHARS)
    found = find_dates(bare[:_TOP_CHARS], years_only=True)
    found += [
        one._replace(start=one.start + cut, end=one.end + cut)
        for one in find_dates(bare[cut:], years_only=True)
    ]
    dates = ((one, one.on(None)) for one in found)
    return [(one, date) for one, date in dates if date and _FIRST_YEAR < date.year < _LAST_YEAR]


def _captions(lines: Sequence[Line]) -> list[Line]:
    return [
        line
        for index, line in enumerate(lines)
        if len(line.text) <= _CAPTION_MAX and is_caption(line.text, lines[index - 1].text if index else "")
    ]


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether ``at`` lies in one of the ``spans``, which are in order."""
    index = bisect.bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and at < spans[index][1]


def _weekday(text: str, spans: Sequence[tuple[int, int]]) -> int | None:
    """The weekday that the text, captions apart, names most often as of these days; Monday is 0."""
    counts: Counter[int] = Counter()
    for match in re.finditer(r"\b[a-z]+day\b", text, re.IGNORECASE):
        word = match[0].lower()
        if word not in _WEEKDAYS or _within(match.start(), spans):
            continue
        if not _OTHER_WEEK.search(text[max(0, match.start() - 80) : match.start()]):
            counts[_WEEKDAYS.index(word)] += 1
    return counts.most_common(1)[0][0] if counts else None


def _voted(told: Sequence[tuple[FoundDate, dt.date]], first: dt.date, named: int | None) -> dt.date:
    counts = Counter(date for _, date in told)
    latest = max(counts)

    def weight(date: dt.date) -> tuple[bool, bool, int, dt.date]:
        fits = date.weekday() == named and (latest - date).days < _WEEK_DAYS
        return fits, date == first, counts[date], date

    return max(counts, key=weight)


def _after(date: dt.date, named: int | None, notes: list[str]) -> dt.date:
    """The day of the text below a photo of ``date``, by the weekday that the text speaks of."""
    ahead = (named - date.weekday()) % _WEEK_DAYS if named is not None else 0
    if not 0 < ahead <= _AHEAD_DAYS or date > dt.date.max - dt.timedelta(days=_WEEK_DAYS):
        return date
    day = date + dt.timedelta(days=ahead)
    weekday = _WEEKDAYS[day.weekday()].capitalize()
    notes.append(f"captions tell {date}, but the text speaks of {weekday}: {day} is taken for its day")
    return day
