"""A moment to read time words against, a phrase read, and the small steps every reader of them takes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from geomap.model import Time, TimePrecision

__all__ = [
    "DAY", "MONTH", "Anchor", "Phrase", "Read", "Reader", "as_time", "day_of", "first_word", "midnight",
    "next_month", "now_of", "part_of_day", "phrase_of", "registering", "today_of", "zone",
]  # fmt: skip

DAY = dt.timedelta(days=1)
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
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
    return as_time(Phrase(0, 0, day, day + DAY, "day", words), place_zone)


Read = Callable[[re.Match[str], Anchor, bool], Iterator[Phrase]]
Reader = tuple[re.Pattern[str], Read]


def registering(readers: list[Reader]) -> Callable[[str], Callable[[Read], Read]]:
    """A decorator that adds a function to ``readers`` with the pattern whose matches it reads."""

    def reads(pattern: str) -> Callable[[Read], Read]:
        def register(read: Read) -> Read:
            readers.append((re.compile(pattern, re.IGNORECASE), read))
            return read

        return register

    return reads


def phrase_of(
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


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


def today_of(anchor: Anchor) -> dt.datetime | None:
    return None if anchor.moment is None else midnight(anchor.moment.date())


def now_of(anchor: Anchor) -> dt.datetime | None:
    """The post's moment on the place's clock, the zone taken off."""
    if anchor.moment is None:
        return None
    if anchor.place_zone is None:
        return anchor.moment.astimezone(dt.UTC).replace(tzinfo=None)
    return anchor.moment.astimezone(zone(anchor.place_zone)).replace(tzinfo=None)


def part_of_day(day: dt.datetime, word: str | None) -> tuple[dt.datetime, dt.datetime, TimePrecision]:
    hours = {
        "early": (0, 8), "morning": (5, 12), "afternoon": (12, 18), "evening": (17, 24), "late": (18, 24),
        "night": (20, 28),
        "overnight": (-2, 8), "midday": (11, 14), "dawn": (3, 8),
    }  # fmt: skip
    if not word or word not in hours:
        return day, day + DAY, "day"
    begin, finish = hours[word]
    return day + dt.timedelta(hours=begin), day + dt.timedelta(hours=finish), "part_of_day"


def first_word(word: str | None) -> str | None:
    return None if word is None else word.lower().split()[0]


def next_month(begin: dt.datetime) -> dt.datetime:
    return (begin + dt.timedelta(days=32)).replace(day=1)
