"""Clocks, dates and zones as pages write them: 'published at 16:30 GMT 17 February 2022', '4.30pm ET'."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple, TypedDict

from geomap.sources._months import MONTH_PATTERN, month_number
from geomap.sources._zones import LOCAL, Zone, find_zone

__all__ = [
    "UNZONED",
    "Stamp",
    "When",
    "day",
    "find_dates",
    "instant",
    "read_stamp",
    "read_when",
    "tail_stamp",
]

_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\w)(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?(?: of| de)?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DAY}[ \u00a0-]{MONTH_PATTERN}(?:,?(?: de)? ?|-){_YEAR}",
        rf"(?<!\w){MONTH_PATTERN} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d),? {_YEAR}",
        r"(?<![\w.])(?P<year>(?:19|20)\d\d)[-/.](?P<nmonth>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?<![\w.])(?P<day>\d{1,2})\.(?P<nmonth>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d) ?[年년] ?(?P<nmonth>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]",
        r"(?<![\w.])(?P<slash1>\d{1,2})[/-](?P<slash2>\d{1,2})[/-](?P<year>(?:19|20)\d\d)(?!\d)",
        rf"{_DAY}[ \u00a0]{MONTH_PATTERN}(?! \d{{4}})",
        rf"(?<!\w){MONTH_PATTERN} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d)",
        r"(?<![\d年년])(?P<nmonth>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]",
    )
)
_WITH_YEAR = 6
"""How many of the forms above hold a year."""
_A_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_A_DAY = re.compile(r"\d[\w.]{0,2}(?: of| de)?[ \u00a0][^\W\d]|[^\W\d]\.? \d")
_CLOCK = re.compile(
    r"(?<![\w:.,])(?P<hour>[01]?\d|2[0-4])(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?)?"
    r"(?:[ \u00a0\u202f]?(?P<half>[ap])\.?[ ]?m\b\.?)?(?:[ ]?(?:hrs|hours|h|Uhr)\b)?(?!\d|:\d)",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"(?<![\w:.,])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?= ?(?:(?:Z|[A-Z]{2,4})\b|hrs|hours))"
)
_EASTERN_CLOCK = re.compile(
    r"(?P<half>午前|午後|上午|下午|오전|오후)? ?(?P<hour>[01]?\d|2[0-4])(?:[:：]|[時时点點시] ?)"
    r"(?:(?P<minute>[0-5]?\d)[分분]?)?"
    r"(?:頃|ごろ|现在|現在)?(?!\d)"
)
_EASTERN_WORD = re.compile(
    r"[（(][日月火水木金土一二三四五六월화수목금토일](?:曜日?|요일)?[)）]|(?:星期|周)[日天一二三四五六]"
    r"|現在|更新|発表|公開|掲載|发布|时间|時間"
)
_WEEKDAY = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag"
    r"|mittwoch|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica)\b\.?",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:first |last |live )?(?:published|posted|updated?|added|filed|created|modified|issued|released|sent"
    r"|reported)(?=\b|\d)",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"(?:at|on|um|as of|le|à|a las|las|el|del|alle|ore|h(?=[. ]{1,2}\d)|vom|am|den|de|às|op|om|klo?|godz"
    r"|о|в|года|року|г|р)\b\.?",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[\s,|·•()\[\]–—:;/-]+")
_AGO = re.compile(
    r"(?P<count>\d{1,3}) ?(?P<unit>s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?) ago\b",
    re.IGNORECASE,
)
_AGO_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_NOON = dt.time(12)
_HALF_DAY = 12
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
"""Years beyond these are slips of the pen, or traps."""


UNZONED = dt.timezone(dt.timedelta(0), "?")
"""UTC, of a clock whose zone is not told: who learns it may still set the clock right."""


class When(NamedTuple):
    """An instant with its zone, and whether the source gave the minute or the day alone."""

    moment: dt.datetime
    precision: Literal["minute", "day"]


class FoundDate(NamedTuple):
    """A date at ``start`` to ``end``; ``year`` None where none is written."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def within_years(self, other: FoundDate) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """The date and ``other`` for comparing: years count where both are written."""
        both = self.year is not None and other.year is not None
        years = (self.year or 0, other.year or 0) if both else (0, 0)
        return (years[0], self.month, self.day), (years[1], other.month, other.day)

    def on(self, near: dt.date | None) -> dt.date | None:
        """The date; a missing year is the one nearest to ``near``; None without one or no such day."""
        if self.year is not None:
            return _date(self.year, self.month, self.day)
        if near is None:
            return None
        days = [_date(near.year + shift, self.month, self.day) for shift in (-1, 0, 1)]
        return min((d for d in days if d), key=lambda d: abs(d - near), default=None)


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """A time stamp as written, at ``start`` to ``end`` of its line; parts it lacks are None."""

    start: int
    end: int
    clock: dt.time | None = None
    date: FoundDate | None = None
    zone: Zone | None = None
    ago: dt.timedelta | None = None
    verb: bool = False
    next_day: bool = False
    half: bool = False

    def dated(self, date: FoundDate) -> Stamp:
        """The same stamp with a date told elsewhere."""
        return replace(self, date=date)


class _Parts(TypedDict, total=False):
    """What of a stamp was read so far."""

    clock: dt.time
    date: FoundDate
    zone: Zone
    ago: dt.timedelta
    verb: bool
    next_day: bool
    half: bool


def day(date: dt.date) -> When:
    """``date`` alone, as noon UTC: every zone from -12 to +11 reads the same calendar day."""
    return When(dt.datetime.combine(date, _NOON, tzinfo=dt.UTC), "day")


def instant(date: dt.date, clock: dt.time, zone: Zone | None) -> When:
    """``clock`` on ``date`` in ``zone`` (`UNZONED` where None), with the offset that held there then."""
    if zone is None:
        return When(dt.datetime.combine(date, clock, tzinfo=UNZONED), "minute")
    return When(zone.at(date, clock), "minute")


def read_when(value: str) -> When | None:
    """The time in a field of its own: ISO 8601, RFC 2822 or a date as pages write it; None if none."""
    value = value.strip()
    if not value or len(value) > 100:  # noqa: PLR2004  no time is that long
        return None
    if re.fullmatch(r"\d{8}", value):
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return _only_day(value)
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return _written(value)
    return _fixed(moment)


def _only_day(value: str) -> When | None:
    try:
        date = dt.date.fromisoformat(value)
    except ValueError:
        return None
    return day(date) if _FIRST_YEAR <= date.year <= _LAST_YEAR else None


def _fixed(moment: dt.datetime) -> When | None:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    offset = moment.utcoffset()
    zone = UNZONED if offset is None else dt.timezone(offset)
    return When(moment.replace(microsecond=0, tzinfo=zone), "minute")


def _written(value: str) -> When | None:
    stamp = read_stamp(value, whole=True)
    if stamp is None or stamp.date is None:
        return None
    date = stamp.date.on(None)
    if date is None:
        return None
    return instant(date, stamp.clock, stamp.zone) if stamp.clock else day(date)


def find_dates(text: str, *, years_only: bool = False) -> list[FoundDate]:
    """Dates written in ``text``, in order, not overlapping."""
    # Most sentences hold none: a look for what every form needs is cheaper than the forms.
    patterns = _DATES[:_WITH_YEAR] if _A_YEAR.search(text) else ()
    if not years_only and _A_DAY.search(text):
        patterns += _DATES[_WITH_YEAR:]
    found: list[FoundDate] = []
    taken: set[int] = set()
    for pattern in patterns:
        for match in pattern.finditer(text):
            span = range(*match.span())
            if taken.isdisjoint(span) and (date := _found(match)) is not None:
                found.append(date)
                taken.update(span)
    return sorted(found)


def _found(match: re.Match[str]) -> FoundDate | None:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if parts.get("slash1"):
        first, second = int(parts["slash1"]), int(parts["slash2"])
        # 17/02 and 02/17 tell themselves apart; else day first, as most of the world writes.
        date_day, month = (second, first) if second > _HALF_DAY >= first else (first, second)
    else:
        date_day = int(parts["day"])
        month = int(parts["nmonth"]) if parts.get("nmonth") else month_number(parts["month"])
    if _date(year or 2024, month, date_day) is None:
        return None
    return FoundDate(match.start(), match.end(), year, month, date_day)


@cache
def _date(year: int, month: int, date_day: int) -> dt.date | None:
    try:
        return dt.date(year, month, date_day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def read_stamp(line: str, at: int = 0, *, whole: bool = False, loose: bool = False) -> Stamp | None:
    """The stamp that begins at ``at``; with ``whole`` it must reach the line's end.

    ``loose`` lets an hour stand without minutes or half of day, where the context says that it is one.
    """
    parts: _Parts = {}
    position = end = at
    while position < len(line):
        step = _token(line, position, parts, loose=loose)
        if step is None:
            break
        position, told = step
        if told:
            end = position
    if whole and position < len(line):
        return None
    if not ({"clock", "date", "ago"} & parts.keys()):
        return None
    return Stamp(start=at, end=end, **parts)


def _token(line: str, at: int, parts: _Parts, *, loose: bool) -> tuple[int, bool] | None:
    """Where the token at ``at`` ends, and whether it tells something; None if there is none."""
    if (match := _SEPARATOR.match(line, at)) is not None:
        return match.end(), False
    if (match := _AGO.match(line, at)) is not None:
        unit = _AGO_UNITS[match["unit"][0].lower()]
        parts.setdefault("ago", dt.timedelta(**{unit: int(match["count"])}))
        return match.end(), True
    for pattern in _DATES:
        if (match := pattern.match(line, at)) is not None and (date := _found(match)) is not None:
            parts.setdefault("date", date)
            return match.end(), True
    return _clock_token(line, at, parts, loose=loose) or _word_token(line, at, parts)


def _eastern_clock(line: str, at: int, parts: _Parts) -> int | None:
    """Where a clock as East Asian pages write it ends, '午後5時30分'; None where none stands at ``at``."""
    match = _EASTERN_CLOCK.match(line, at)
    if match is None or not (match["half"] or re.search(r"[：時时点點시]", match[0])):
        return None
    hour = int(match["hour"]) % 24
    if match["half"] in {"午後", "下午", "오후"} and hour < _HALF_DAY:
        hour += _HALF_DAY
    parts.setdefault("clock", dt.time(hour, int(match["minute"] or 0)))
    return match.end()


def _clock_token(line: str, at: int, parts: _Parts, *, loose: bool) -> tuple[int, bool] | None:
    eastern = _eastern_clock(line, at, parts)
    if eastern is not None:
        return eastern, True
    match = _MILITARY.match(line, at) or _CLOCK.match(line, at)
    if match is None or (match["minute"] is None and not match.groupdict().get("half") and not loose):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match.groupdict().get("half") or "").lower()
    if half:
        if not 1 <= hour <= _HALF_DAY:
            return None
        parts["half"] = True
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    if hour == 24:  # noqa: PLR2004  midnight at the end of the day
        if minute:
            return None
        hour = 0
        parts.setdefault("next_day", True)
    clock = dt.time(hour, minute)
    end = match.end()
    zone = find_zone(line, end)
    # '12:45 (10:45 GMT)': the clock that names its zone wins.
    if "clock" not in parts or (zone is not None and "zone" not in parts):
        parts["clock"] = clock
        if zone is not None:
            parts["zone"] = zone[0]
    return (zone[1] if zone else end), True


def _word_token(line: str, at: int, parts: _Parts) -> tuple[int, bool] | None:
    if (match := _VERB.match(line, at)) is not None:
        parts["verb"] = True
        return match.end(), True
    if (match := _WEEKDAY.match(line, at)) is not None:
        return match.end(), True
    if (match := _SMALL.match(line, at) or _EASTERN_WORD.match(line, at)) is not None:
        return match.end(), False
    zone = find_zone(line, at) if "clock" in parts else None
    if zone is not None:
        # '18:00 (local time, UTC+3)': what names the zone goes before what does not.
        if parts.get("zone", LOCAL) == LOCAL:
            parts["zone"] = zone[0]
        return zone[1], True
    return None


def tail_stamp(line: str, lead: str = "") -> Stamp | None:
    """The stamp a line ends with after its heading: glued to it by a verb or ``lead``, or set off."""
    if not re.search(r"\d[\d:.h]\d|\d ?[ap]\.?m|\bago\b", line, re.IGNORECASE):
        return None
    for match in _VERB.finditer(line):
        stamp = read_stamp(line, match.start(), whole=True)
        if stamp is not None and (stamp.clock or stamp.ago):
            return stamp
    if lead:
        at = line.rfind(lead)
        stamp = read_stamp(line, at + len(lead), whole=True) if at > 0 else None
        if stamp is not None and (stamp.clock or stamp.ago):
            return replace(stamp, start=at)
    for match in re.finditer(r"\s[-–—|·•]\s|\s{2,}|\s(?=[(\[])|\t", line):
        stamp = read_stamp(line, match.end(), whole=True)
        if stamp is not None and (stamp.clock or stamp.ago) and match.start() > 0:
            return replace(stamp, start=match.start())
    return None
