"""Time phrases against a post's time and its place's zone."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap.events._moments import Anchor, as_time
from geomap.events._times import phrases

# A Thursday, four in the afternoon in London, six in Kyiv.
_POST = dt.datetime(2022, 2, 17, 16, 0, tzinfo=dt.UTC)


def _read(text: str, *, future: bool = False) -> tuple[str, str, str] | None:
    found = phrases(text, 0, len(text), Anchor(_POST, "Europe/Kyiv"), future=future)
    if not found:
        return None
    time = as_time(found[0], "Europe/Kyiv")
    return f"{time.start:%m-%d %H:%M}", f"{time.end:%m-%d %H:%M}", time.precision


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("early Thursday", ("02-16 22:00", "02-17 06:00", "part_of_day")),
        ("overnight on Tuesday", ("02-14 20:00", "02-15 06:00", "part_of_day")),
        ("on Feb. 16", ("02-15 22:00", "02-16 22:00", "day")),
        ("on 16 February", ("02-15 22:00", "02-16 22:00", "day")),
        ("in the past 72 hours", ("02-14 16:00", "02-17 16:00", "day")),
        ("in the 24 hours until 6:30 p.m. local time on Feb. 16", ("02-15 16:30", "02-16 16:30", "day")),
        ("since last year", ("12-31 22:00", "12-31 22:00", "year")),
        ("this morning", ("02-17 03:00", "02-17 10:00", "part_of_day")),
        ("earlier this week", ("02-13 22:00", "02-17 22:00", "week")),
        ("as of 2 p.m.", ("02-16 22:00", "02-17 12:00", "day")),
        ("at 10 a.m. ET", ("02-17 15:00", "02-17 15:01", "minute")),
        ("at 05:12 GMT on Monday", ("02-14 05:12", "02-14 05:13", "minute")),
        ("between 7:00 a.m. and 8:00 a.m. local time", ("02-17 05:00", "02-17 06:00", "hour")),
        ("three weeks ago", ("01-23 22:00", "01-30 22:00", "week")),
        ("since mid-January", ("01-14 22:00", "01-31 22:00", "month")),
        ("in three days of attacks", ("02-14 22:00", "02-17 22:00", "day")),
        ("on 16/02/2022", ("02-15 22:00", "02-16 22:00", "day")),
        ("on 02/16/2022", ("02-15 22:00", "02-16 22:00", "day")),
        ("on 03/02/2022", ("02-02 22:00", "02-03 22:00", "day")),
        ("yesterday evening", ("02-16 15:00", "02-16 22:00", "part_of_day")),
    ],
)
def test_phrase_is_read(text: str, wanted: tuple[str, str, str]) -> None:
    """Each phrase becomes the interval it means, in UTC, with the precision it has."""
    assert _read(text) == wanted


def test_weekday_of_a_plan_is_the_coming_one() -> None:
    """'Tuesday' lies ahead where a plan is told and behind elsewhere."""
    assert _read("Tuesday", future=True) == ("02-21 22:00", "02-22 22:00", "day")
    assert _read("Tuesday") == ("02-14 22:00", "02-15 22:00", "day")


def test_a_day_that_does_not_exist_is_no_time() -> None:
    """30 February is dropped, never moved to another day."""
    assert _read("on 30 February") is None


def test_without_a_post_time_only_a_full_date_is_read() -> None:
    """Nothing is guessed where the post says no time."""
    anchor = Anchor(None)
    assert phrases("on Tuesday at 5 p.m. yesterday", 0, 30, anchor) == []
    assert len(phrases("on 3 May 2031", 0, 13, anchor)) == 1
