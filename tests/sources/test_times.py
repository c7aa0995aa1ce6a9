"""Clocks, dates and zones as pages write them."""

import datetime as dt

import pytest

from geomap.sources._days import address_date
from geomap.sources._times import find_dates, read_stamp, read_when, tail_stamp
from geomap.sources._zones import zone_named


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("2022-02-17T16:30:00Z", "2022-02-17T16:30:00+00:00"),
        ("2022-02-17T16:30:00.123+02:00", "2022-02-17T16:30:00+02:00"),
        ("Thu, 17 Feb 2022 16:30:00 +0200", "2022-02-17T16:30:00+02:00"),
        ("17 February 2022, 4:30 pm GMT", "2022-02-17T16:30:00+00:00"),
        ("February 17, 2022 at 12:05 a.m. ET", "2022-02-17T00:05:00-05:00"),
        ("July 17, 2022 at 12:05 p.m. ET", "2022-07-17T12:05:00-04:00"),
        ("16.30 BST 17 July 2022", "2022-07-17T16:30:00+01:00"),
        ("17.07.2022 16:30 Uhr MESZ", "2022-07-17T16:30:00+02:00"),
        ("16:30 Kyiv time, 17 July 2022", "2022-07-17T16:30:00+03:00"),
        ("17/02/2022 16:30 (New York time)", "2022-02-17T16:30:00-05:00"),
        ("02/17/2022 16:30 UTC+5:30", "2022-02-17T16:30:00+05:30"),
        ("1630 EET 17 February 2022", "2022-02-17T16:30:00+02:00"),
        ("17 FEB 2022 / 1630Z", "2022-02-17T16:30:00+00:00"),
        ("24:00 17 February 2022", "2022-02-17T00:00:00+00:00"),
        ("17 février 2022 à 16:30 CET", "2022-02-17T16:30:00+01:00"),
        ("17 de febrero de 2022 16:30 CET", "2022-02-17T16:30:00+01:00"),
        ("17. Februar 2022, 16:30 Uhr CET", "2022-02-17T16:30:00+01:00"),
        ("17 лютого 2022, 16:30 EET", "2022-02-17T16:30:00+02:00"),
        ("16:30 local time 17 February 2022", "2022-02-17T16:30:00+00:00"),
        ("17/02/2022 - h. 16.30", "2022-02-17T16:30:00+00:00"),
        ("17.02.2022 kl. 16.30", "2022-02-17T16:30:00+00:00"),
        ("2022年2月17日（木）午後4時30分現在", "2022-02-17T16:30:00+00:00"),
        ("2022年2月17日 16:30 更新", "2022-02-17T16:30:00+00:00"),
        ("2022년 2월 17일 오전 9시", "2022-02-17T09:00:00+00:00"),
    ],
)
def test_times_are_read_with_their_zone(words: str, told: str) -> None:
    """Clock, date and zone in the orders and languages newsrooms use."""
    when = read_when(words)
    assert when is not None
    assert when.moment.isoformat() == told


@pytest.mark.parametrize(
    "words", ["2022-02-17", "17 Feb 2022", "20220217", "Thursday, February 17, 2022", "17.2.2022"]
)
def test_a_day_alone_is_noon(words: str) -> None:
    """Every zone from -12 to +11 reads the same calendar day."""
    when = read_when(words)
    assert when is not None
    assert (when.moment, when.precision) == (dt.datetime(2022, 2, 17, 12, tzinfo=dt.UTC), "day")


@pytest.mark.parametrize(
    "words", ["", "soon", "Thursday", "16:30", "30 February 2022", "0001-01-01", "x" * 500, "2022"]
)
def test_no_date_is_an_answer(words: str) -> None:
    """Nothing is guessed."""
    assert read_when(words) is None


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Dam holdspublished at 16:30 Greenwich Mean Time 17 February 2022", "Dam holds"),
        ("Dam holdsPosted: 4:30pm BST, 17 June 2023", "Dam holds"),
        ("Dam holds (updated 16:30 GMT)", "Dam holds"),
        ("Dam holds | 16:30 EET", "Dam holds"),
        ("Dam holds  17 Feb 2022 - 16:30", "Dam holds"),
        ("Dam holds - 3 hours ago", "Dam holds"),
    ],
)
def test_a_stamp_behind_a_heading_is_found(line: str, heading: str) -> None:
    """Glued by a verb, or set off by a mark."""
    stamp = tail_stamp(line)
    assert stamp is not None
    assert line[: stamp.start].rstrip(" (") == heading


@pytest.mark.parametrize(
    "line",
    [
        "The talks will begin at 16:30 GMT on Thursday 17 February 2022.",
        "Two people were hurt at 9:15",
        "The score was 3:15 - at the end of 2021",
        "He was released at 16:30 and drove home",
    ],
)
def test_times_inside_sentences_are_no_stamps(line: str) -> None:
    """What happened at a time was not posted at it."""
    assert tail_stamp(line) is None


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://a.example/2022/02/17/dam", "2022-02-17"),
        ("https://a.example/live/ormeno-02-17-22/index.html", "2022-02-17"),
        ("https://a.example/live/ormeno-17-02-2022", "2022-02-17"),
        ("https://a.example/2022/feb/17/dam", "2022-02-17"),
        ("https://a.example/dam-february-17-2022", "2022-02-17"),
        ("https://a.example/dam-20220217", "2022-02-17"),
        ("https://a.example/dam-feb-17", "2022-02-17"),
        ("https://a.example/story/h_3be20220217cefef196", None),
        ("https://a.example/dam-55443322", None),
    ],
)
def test_the_date_in_an_address(url: str, told: str | None) -> None:
    """In the orders addresses write it; a year that lacks is that of the date line; hashes hold none."""
    date = address_date(url, dt.date(2022, 2, 10))
    assert (date.isoformat() if date else None) == told


def test_an_ambiguous_address_takes_the_reading_nearer_to_the_date_line() -> None:
    """03-04-22 is the third of April beside a date line of April."""
    assert address_date("https://a.example/x-03-04-22", dt.date(2022, 4, 1)) == dt.date(2022, 4, 3)
    assert address_date("https://a.example/x-03-04-22") == dt.date(2022, 3, 4)


def test_dates_without_a_year_take_the_nearest() -> None:
    """31 December told in early January was last week."""
    (found,) = find_dates("It fell on 31 December.")
    assert found.on(dt.date(2022, 1, 3)) == dt.date(2021, 12, 31)


def test_a_clock_that_names_its_zone_wins() -> None:
    """'19:45 (16:45 GMT)' is 16:45 GMT."""
    stamp = read_stamp("20 Jun 2023 - 19:45 (16:45 GMT)", whole=True)
    assert stamp is not None
    assert stamp.clock == dt.time(16, 45)


@pytest.mark.parametrize(
    ("name", "zone"),
    [("Kyiv", "Europe/Kyiv"), ("ET", "America/New_York"), ("Gaza", "Asia/Gaza"), ("Atlantis", None)],
)
def test_zones_by_name(name: str, zone: str | None) -> None:
    """Cities, abbreviations; None for names of no zone."""
    found = zone_named(name)
    assert (found.name if found else None) == zone
