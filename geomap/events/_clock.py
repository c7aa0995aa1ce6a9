"""Times of the clock: 'at 7:30 p.m. local time', 'as of noon', 'between 2 and 4 a.m.'."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from geomap.events._moments import DAY, Anchor, Phrase, Reader, phrase_of, registering, today_of

__all__ = ["CLOCK_TIMES"]

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
CLOCK_TIMES: list[Reader] = []
_reads = registering(CLOCK_TIMES)


@_reads(
    r"\b(?:between|from)?\s*(?P<h1>\d{1,2})(?:[:.](?P<m1>\d\d))?\s*(?:[ap]\.?m\.?)?\s*(?:and|to|-|"
    r"–)\s*(?P<h2>\d{1,2})(?:[:.](?P<m2>\d\d))?\s*(?P<half>a\.?m\b\.?|"
    r"p\.?m\b\.?)(?:\s*\(?(?P<zone>local time|local|[A-Z]{1,4}\b))?"
)
def _clock_range(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    today = today_of(anchor)
    if today is None:
        return
    begin = _at(today, match["h1"], match["m1"], match["half"])
    finish = _at(today, match["h2"], match["m2"], match["half"])
    if begin is not None and finish is not None and finish > begin:
        yield _with_zone(phrase_of(match, begin, finish, "hour"), match["zone"], anchor)


@_reads(
    r"\b(?:(?P<how>as of|until|at|by|around|about|from|before|after|since|shortly (?:before|"
    r"after))\s+)?(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?)|"
    r"(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?!\d)|(?P<noon>noon|midnight|midday))"
    r"(?:\s*\(?(?P<zone>local time|local|[A-Z]{1,4}\b))?"
)
def _clock(match: re.Match[str], anchor: Anchor, future: bool) -> Iterator[Phrase]:  # noqa: ARG001, FBT001
    today = today_of(anchor)
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
        phrase = phrase_of(match, today if how != "until" else moment - DAY, moment, "day")
        phrase = replace(phrase, finish=max(moment, phrase.begin + dt.timedelta(minutes=1)))
    else:
        phrase = phrase_of(
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
