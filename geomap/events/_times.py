"""Time phrases read against the post's time: 'early Thursday', 'in the past 72 hours', 'on Feb. 16'."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from geomap.model import Time, TimePrecision

__all__ = ["Anchor", "Phrase", "as_time", "day_of", "phrases", "zone"]

_DAY = dt.timedelta(days=1)
_BESIDE = 40  # characters between a clock time and its date
_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = {
    word: number
    for number, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        ).split()
    )
} | {"a": 1, "an": 1, "few": 3, "couple of": 2, "several": 4, "24": 24}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_PART = r"(?P<part>morning|afternoon|evening|night)"
_COUNT = (
    r"(?P<count>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|couple of|several)"
)
_CLOCK_ZONES = {
    "gmt": dt.timedelta(0), "utc": dt.timedelta(0), "z": dt.timedelta(0), "bst": dt.timedelta(hours=1),
    "cet": dt.timedelta(hours=1), "cest": dt.timedelta(hours=2), "eet": dt.timedelta(hours=2),
    "msk": dt.timedelta(hours=3), "est": dt.timedelta(hours=-5), "edt": dt.timedelta(hours=-4),
    "pst": dt.timedelta(hours=-8), "pdt": dt.timedelta(hours=-7), "ist": dt.timedelta(hours=5, minutes=30),
}  # fmt: skip
_REGIONAL = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
_CUE = re.compile(
    r"day|week|month|year|hour|minute|ago|overnight|tonight|night|morning|tomorrow|noon|[ap]\.?m\b|"
    r"\d{1,2}:\d\d|"
    r"(?:19|20)\d\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\d(?:st|nd|rd|"
    r"th)?\s+(?:of\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|in (?:jan|feb|mar|apr|may|june|july|aug|sep|oct|"
    r"nov|dec)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What time phrases are read against.

    ``moment`` is the post's time in the zone its clocks speak (None where unknown), ``place_zone`` the zone
    of the place spoken of, ``year`` the year to assume for '16 February' where the post has no time.
    """

    moment: dt.datetime | None
    place_zone: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A time phrase at ``start``..``end`` of the text: local begin and finish, half-open, with their zone."""

    start: int
    end: int
    begin: dt.datetime
    finish: dt.datetime
    precision: TimePrecision
    words: str
    offset: dt.timedelta | str | None = None
    lasting: bool = False
    clock: bool = False


def zone(name: str | None) -> dt.tzinfo:
    """The zone called ``name``; UTC for None and for a name nobody knows."""
    return _zone(name or "UTC")


@lru_cache(maxsize=64)
def _zone(name: str) -> dt.tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return dt.UTC


def as_time(phrase: Phrase, place_zone: str | None) -> Time:
    """`Time` of a phrase: in the zone it names, else of the place, else UTC."""
    if isinstance(phrase.offset, dt.timedelta):
        tz: dt.tzinfo = dt.timezone(phrase.offset)
    else:
        tz = zone(phrase.offset or place_zone)
    begin = phrase.begin.replace(tzinfo=tz).astimezone(dt.UTC)
    finish = phrase.finish.replace(tzinfo=tz).astimezone(dt.UTC)
    return Time(
        start=begin,
        end=max(finish, begin + dt.timedelta(minutes=1)),
        open_ended=phrase.lasting,
        precision=phrase.precision,
        words=phrase.words,
    )


def day_of(moment: dt.datetime, place_zone: str | None, words: str = "") -> Time:
    """The calendar day of a post, laid in the place's zone."""
    day = dt.datetime.combine(moment.date(), dt.time())
    return as_time(Phrase(0, 0, day, day + _DAY, "day", words), place_zone)


def phrases(text: str, start: int, end: int, anchor: Anchor, *, future: bool = False) -> list[Phrase]:
    """Time phrases in ``text[start:end]``, in order, a date and a clock or part of day beside it joined.

    ``future`` says that a plan is spoken of: 'Tuesday' then is the coming one.
    """
    if not _CUE.search(text, start, end):
        return []
    found: list[Phrase] = []
    taken: list[tuple[int, int]] = []
    for pattern, make in _PATTERNS:
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
            moved = phrase.begin + (_midnight(date.begin.date()) - _midnight(anchor.moment.date()))
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


_Make = Callable[[re.Match[str], Anchor, bool], Iterator[Phrase]]
_PATTERNS: list[tuple[re.Pattern[str], _Make]] = []


def _reads(pattern: str) -> Callable[[_Make], _Make]:
    def register(make: _Make) -> _Make:
        _PATTERNS.append((re.compile(pattern, re.IGNORECASE), make))
        return make

    return register


def _phrase(
    match: re.Match[str],
    begin: dt.datetime,
    finish: dt.datetime,
    precision: TimePrecision,
    *,
    lasting: bool = False,
) -> Phrase:
    return Phrase(
        match.start(), match.end(), begin, finish, precision, " ".join(match[0].split()), lasting=lasting
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


def _today(anchor: Anchor) -> dt.datetime | None:
    return None if anchor.moment is None else _midnight(anchor.moment.date())


def _now(anchor: Anchor) -> dt.datetime | None:
    """The post's moment on the place's clock, the zone taken off."""
    if anchor.moment is None:
        return None
    if anchor.place_zone is None:
        return anchor.moment.astimezone(dt.UTC).replace(tzinfo=None)
    return anchor.moment.astimezone(zone(anchor.place_zone)).replace(tzinfo=None)


def _part(day: dt.datetime, word: str | None) -> tuple[dt.datetime, dt.datetime, TimePrecision]:
    hours = {
        "early": (0, 8), "morning": (5, 12), "afternoon": (12, 18), "evening": (17, 24), "late": (18, 24),
        "night": (20, 28),
        "overnight": (-2, 8), "midday": (11, 14), "dawn": (3, 8),
    }  # fmt: skip
    if not word or word not in hours:
        return day, day + _DAY, "day"
    begin, finish = hours[word]
    return day + dt.timedelta(hours=begin), day + dt.timedelta(hours=finish), "part_of_day"


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(" ".join(word.lower().split()), 3)


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
    begin, finish, precision = _part(_midnight(date), _word(groups.get("part") or groups.get("mod")))
    if last is not None and last > day:
        finish, precision = begin + _DAY * (last - day + 1), "day"
    lasting = bool(re.match(r"since", match[0], re.IGNORECASE))
    yield _phrase(match, begin, finish, precision, lasting=lasting)


def _safe(year: int, month: int, day: int) -> dt.date:
    if (month, day) == (2, 29):
        dt.date(2024, month, day)
        return dt.date(year, 2, 28) if year % 4 else dt.date(year, 2, 29)
    return dt.date(year, month, day)


def _word(word: str | None) -> str | None:
    return None if word is None else word.lower().split()[0]


@_reads(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)\b")
def _iso(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001  one shape for all
    try:
        day = dt.datetime(int(match["year"]), int(match["m"]), int(match["day"]))  # noqa: DTZ001  local on purpose
    except ValueError:
        return
    yield _phrase(match, day, day + _DAY, "day")


@_reads(
    r"\b(?:(?P<mod>early|late|overnight|dawn)\s+(?:on\s+)?)?(?:since\s+)?(?:the\s+)?(?:"
    + _WEEKDAY.replace("weekday", "w")
    + r",?\s+)?"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*(?P<last>\d{1,2}))?\s+(?:of\s+)?"
    + _MONTH
    + r"(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
)
def _day_month(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    yield from _dated(match, anchor, int(match["day"]), int(match["last"]) if match["last"] else None)


@_reads(
    r"\b(?:(?P<mod>early|late|overnight|dawn)\s+(?:on\s+)?)?(?:since\s+)?(?:"
    + _WEEKDAY.replace("weekday", "w")
    + r",?\s+)?"
    + _MONTH
    + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*(?P<last>\d{1,2}))?(?!\d|:|%|"
    r",\d)(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
)
def _month_day(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    yield from _dated(match, anchor, int(match["day"]), int(match["last"]) if match["last"] else None)


@_reads(
    r"\b(?P<since>since\s+)?(?:in\s+|of\s+)?(?:early\s+|late\s+|mid-?)?"
    + _MONTH
    + r"\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b"
)
def _month_year(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    begin = dt.datetime(int(match["year"]), _month_number(match["month"]), 1)  # noqa: DTZ001
    yield _phrase(match, begin, _next_month(begin), "month", lasting=bool(match["since"]))


def _next_month(begin: dt.datetime) -> dt.datetime:
    return (begin + dt.timedelta(days=32)).replace(day=1)


@_reads(
    r"\b(?P<since>since|in|at the end of|during|last)\s+(?:early\s+|late\s+|mid-?)?"
    + _MONTH.replace("|may|", "|May|")
    + r"(?!\s+\d)(?=[\s,.;]|$)"
)
def _month_only(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: FBT001
    today = _today(anchor)
    if today is None or not match["month"][0].isupper():
        return
    begin = today.replace(month=_month_number(match["month"]), day=1)
    if begin > today and not future:
        begin = begin.replace(year=begin.year - 1)
    yield _phrase(match, begin, _next_month(begin), "month", lasting=match["since"].lower() == "since")


@_reads(
    r"\b(?P<since>since|in|of|from|during|the|until|before|back in|by|as of|between|and)\s+(?:early\s+|"
    r"late\s+|mid-?)?(?P<year>(?:19|20)\d\d)(?![\d,.]\d|\s+(?:people|troops|homes|km|kilomet|mil))\b"
)
def _year(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    begin = dt.datetime(int(match["year"]), 1, 1)  # noqa: DTZ001
    yield _phrase(
        match, begin, begin.replace(year=begin.year + 1), "year", lasting=match["since"].lower() == "since"
    )


@_reads(
    r"\b(?:(?P<mod>early|earlier|late|later|overnight|last|next|this|coming|since|by|until)\s+)?(?:(?:on|to|"
    r"into|this)\s+)?(?:the\s+)?(?:(?P<daypart>morning|afternoon|evening|night)\s+of\s+)?"
    + _WEEKDAY
    + r"(?P<possessive>[’']s)?(?:\s+"
    + _PART
    + r")?\b"
)
def _weekday(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: FBT001
    today = _today(anchor)
    if today is None or not match["weekday"][0].isupper():
        return
    mod = _word(match["mod"])
    back = (today.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    if mod in {"next", "coming", "by", "until"} or (future and back):
        day = today + _DAY * ((7 - back) % 7 or (7 if mod == "next" else 0))
    elif mod == "last" and not back:
        day = today - _DAY * 7
    else:
        day = today - _DAY * back
    begin, finish, precision = _part(day, _word(match["part"] or match["daypart"]) or mod)
    yield _phrase(match, begin, finish, precision, lasting=mod == "since")


@_reads(
    r"\b(?:(?P<mod>early|earlier|late|later)\s+)?(?P<word>today|yesterday|tomorrow|tonight|last night|"
    r"overnight|this (?:morning|afternoon|evening)|the previous day|a day earlier|"
    r"the day before)\b(?:\s+(?P<part>morning|afternoon|evening|night))?"
)
def _relative_day(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    today = _today(anchor)
    if today is None:
        return
    word = " ".join(match["word"].lower().split())
    part = _word(match["part"]) or (_word(match["mod"]) if match["mod"] else None)
    if word in {"yesterday", "the previous day", "a day earlier", "the day before"}:
        today -= _DAY
    elif word == "tomorrow":
        today += _DAY
    elif word == "tonight":
        part = "evening"
    elif word == "last night":
        today, part = today - _DAY, "night"
    elif word == "overnight":
        part = "overnight"
    elif word.startswith("this "):
        part = word[5:]
    begin, finish, precision = _part(today, part)
    yield _phrase(match, begin, finish, precision)


@_reads(
    r"\b(?:in|over|during|within|for|from)\s+(?:the\s+)?(?:past|last|previous|recent)\s+(?:"
    + _COUNT
    + r"\s+)?(?P<unit>hours?|days?|weeks?|months?|years?)\b"
    r"|\bpast\s+(?P<n24>24|48|72)\s+hours\b|\b(?P<recent>recent)\s+(?P<runit>days|weeks|months|years)\b|"
    r"\b(?:over|in) the (?:last|past) (?P<few>couple) of (?P<funit>days|weeks)\b"
)
def _window(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    now = _now(anchor)
    today = _today(anchor)
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
            today + _DAY - dt.timedelta(hours=count) if _day_only(anchor) else now - dt.timedelta(hours=count)
        )
        finish = today + _DAY if _day_only(anchor) else now
        yield _phrase(match, begin, finish, "hour" if count < 24 else "day")  # noqa: PLR2004
        return
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    precisions: dict[str, TimePrecision] = {"day": "day", "week": "week", "month": "month", "year": "year"}
    yield _phrase(match, today - _DAY * days, today + _DAY, precisions[unit])


def _day_only(anchor: Anchor) -> bool:
    return anchor.moment is not None and anchor.moment.time() == dt.time()


@_reads(
    _COUNT.join(
        (
            r"\b(?:about\s+|some\s+|around\s+)?",
            r"\s+(?P<unit>minutes?|hours?|days?|weeks?|months?|years?)\s+(?:ago|earlier)\b",
        )
    )
)
def _ago(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    now, today = _now(anchor), _today(anchor)
    if now is None or today is None:
        return
    unit, count = match["unit"].lower().rstrip("s"), _count(match["count"])
    if unit in {"minute", "hour"}:
        begin = now - dt.timedelta(minutes=count * (60 if unit == "hour" else 1))
        yield _phrase(match, begin, begin + dt.timedelta(hours=1), "hour")
    elif unit == "day":
        yield _phrase(match, today - _DAY * count, today - _DAY * (count - 1), "day")
    elif unit == "week":
        begin = today - _DAY * (7 * count + today.weekday())
        yield _phrase(match, begin, begin + _DAY * 7, "week")
    elif unit == "month":
        begin = (today.replace(day=15) - dt.timedelta(days=30 * count)).replace(day=1)
        yield _phrase(match, begin, _next_month(begin), "month")
    else:
        begin = today.replace(year=max(1, today.year - count), month=1, day=1)
        yield _phrase(match, begin, begin.replace(year=begin.year + 1), "year")


@_reads(
    r"\b(?P<since>since\s+)?(?P<mod>earlier|later|late|early|since|by)?\s*\b(?P<which>this|last|next|"
    r"the past|the coming|in the)\s+(?P<unit>week(?:end)?|month|year|coming days|next few days)\b"
)
def _calendar(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: FBT001
    today = _today(anchor)
    if today is None:
        return
    which, unit = match["which"].lower(), match["unit"].lower()
    shift = -1 if which in {"last", "the past"} else 1 if which in {"next", "the coming"} else 0
    lasting = bool(match["since"]) or _word(match["mod"]) == "since"
    if unit == "weekend":
        saturday = today - _DAY * (today.weekday() - 5)
        if shift or (not future and saturday > today and which != "this"):
            saturday += _DAY * 7 * shift
        yield _phrase(match, saturday, saturday + _DAY * 2, "day", lasting=lasting)
    elif unit == "week":
        monday = today - _DAY * (today.weekday() - 7 * shift)
        last = today + _DAY if _word(match["mod"]) == "earlier" else monday + _DAY * 7
        yield _phrase(match, monday, last, "week", lasting=lasting)
    elif unit == "month":
        begin = (today.replace(day=15) + dt.timedelta(days=30 * shift)).replace(day=1)
        yield _phrase(match, begin, _next_month(begin), "month", lasting=lasting)
    elif unit == "year":
        begin = today.replace(year=today.year + shift, month=1, day=1)
        yield _phrase(match, begin, begin.replace(year=begin.year + 1), "year", lasting=lasting)
    else:
        yield _phrase(match, today, today + _DAY * 7, "week")


@_reads(
    r"\b(?:between|from)?\s*(?P<h1>\d{1,2})(?:[:.](?P<m1>\d\d))?\s*(?:[ap]\.?m\.?)?\s*(?:and|to|-|"
    r"–)\s*(?P<h2>\d{1,2})(?:[:.](?P<m2>\d\d))?\s*(?P<half>a\.?m\b\.?|"
    r"p\.?m\b\.?)(?:\s*\(?(?P<zone>local time|local|[A-Z]{1,4}\b))?"
)
def _clock_range(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    today = _today(anchor)
    if today is None:
        return
    begin = _at(today, match["h1"], match["m1"], match["half"])
    finish = _at(today, match["h2"], match["m2"], match["half"])
    if begin is not None and finish is not None and finish > begin:
        yield _with_zone(_phrase(match, begin, finish, "hour"), match["zone"], anchor)


@_reads(
    r"\b(?:(?P<how>as of|until|at|by|around|about|from|before|after|since|shortly (?:before|"
    r"after))\s+)?(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?)|"
    r"(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?!\d)|(?P<noon>noon|midnight|midday))"
    r"(?:\s*\(?(?P<zone>local time|local|[A-Z]{1,4}\b))?"
)
def _clock(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    today = _today(anchor)
    if today is None:
        return
    if match["noon"]:
        moment: dt.datetime | None = today + dt.timedelta(
            hours=0 if match["noon"].lower() == "midnight" else 12
        )
    elif match["hour24"]:
        moment = today + dt.timedelta(hours=int(match["hour24"]), minutes=int(match["minute24"]))
    else:
        moment = _at(today, match["hour"], match["minute"], match["half"])
    if moment is None:
        return
    how = (match["how"] or "at").lower()
    if how in {"as of", "until", "by", "before"}:
        phrase = _phrase(match, today if how != "until" else moment - _DAY, moment, "day")
        phrase = replace(phrase, finish=max(moment, phrase.begin + dt.timedelta(minutes=1)))
    else:
        phrase = _phrase(
            match,
            moment,
            moment + dt.timedelta(minutes=1 if how == "at" else 60),
            "minute" if how == "at" else "hour",
        )
    yield _with_zone(phrase, match["zone"], anchor)


def _at(day: dt.datetime, hour: str, minute: str | None, half: str) -> dt.datetime | None:
    value = int(hour)
    if not 1 <= value <= 12:  # noqa: PLR2004  a clock face
        return None
    return day + dt.timedelta(hours=value % 12 + (12 if half[0] in "pP" else 0), minutes=int(minute or 0))


def _with_zone(phrase: Phrase, word: str | None, anchor: Anchor) -> Phrase:
    name = (word or "").lower()
    if name in _CLOCK_ZONES:
        return replace(phrase, offset=_CLOCK_ZONES[name], clock=True)
    if name in _REGIONAL:
        return replace(phrase, offset=_REGIONAL[name], clock=True)
    return replace(phrase, offset=anchor.place_zone, clock=True)
