"""Tolls without a date of their own, counted days after what caused them."""

from __future__ import annotations

import pytest

from geomap.events import find_reports
from geomap.events._moments import zone
from geomap.model import BlockKind, Report
from tests.events.pages import page


def _told(*lines: str, shape: str) -> dict[str, Report]:
    """Reports of a page of 15 May 2030 by the first word of their sentence."""
    blocks: list[tuple[BlockKind, str]] = [("paragraph", line) for line in lines]
    document, mentions = page(blocks, shape=shape)
    return {report.quote.split()[0]: report for report in find_reports(document, mentions)}


def _days(report: Report) -> str:
    assert report.time is not None
    first, last = (moment.astimezone(zone("Europe/Kyiv")) for moment in (report.time.start, report.time.end))
    return f"{first:%m-%d} to {last:%m-%d}"


@pytest.mark.parametrize("shape", ["live", "sitrep"])
def test_a_toll_runs_from_the_earthquake(shape: str) -> None:
    """Bodies counted on the fourth day are of the days since the quake."""
    told = _told(
        "The earthquake struck Orlava on 12 May.",
        "Twenty people were killed in Tarn, the mayor said.",
        shape=shape,
    )
    assert _days(told["Twenty"]) == "05-12 to 05-16"


def test_only_reports_written_later_date_from_a_flood() -> None:
    """What a live page tells of floods is of its day; a situation report sums up."""
    lines = ("Heavy rain flooded Orlava on 12 May.", "Forty houses are damaged in Tarn.")
    assert _days(_told(*lines, shape="live")["Forty"]) == "05-15 to 05-16"
    assert _days(_told(*lines, shape="sitrep")["Forty"]) == "05-12 to 05-16"


def test_an_aftershock_and_a_rescue_are_of_their_day() -> None:
    """What happens after the quake is not dated back to it."""
    told = _told(
        "The earthquake struck Orlava on 12 May.",
        "Another tremor damaged houses in Tarn.",
        "Rescuers pulled two boys alive from a collapsed house in Orlava.",
        shape="live",
    )
    assert {_days(report) for word, report in told.items() if word != "The"} == {"05-15 to 05-16"}


def test_what_a_report_leaves_undated_is_of_the_days_it_covers() -> None:
    """'It covers 4 to 11 May': families who fled did so then; what stands is of the day of the report."""
    told = _told(
        "It covers the period 4 to 11 May 2030.",
        "Families fled from Orlava. Camps hold 4,000 people in Tarn.",
        shape="sitrep",
    )
    assert _days(told["Families"]) == "05-04 to 05-12"
    assert _days(told["Camps"]) == "05-15 to 05-16"


def test_a_date_goes_on_for_what_happened_and_not_for_what_stands() -> None:
    """After 'on 6 May' the next deed is of that day, what 'has' been done is of the period."""
    told = _told(
        "It covers the period 4 to 11 May 2030.",
        "Gunmen attacked Orlava on 6 May. Two men were killed in Tarn. Refugees have arrived in Halm.",
        shape="sitrep",
    )
    assert _days(told["Two"]) == "05-06 to 05-07"
    assert _days(told["Refugees"]) == "05-04 to 05-12"


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("The reporting period before had 24 ceasefire violations in Tarn.", "05-13 to 05-14"),
        ("The reporting period before had 24 in Tarn and 129 in Orlava.", "05-13 to 05-14"),
        ("In the previous reporting period they recorded 24 violations in Tarn.", "05-13 to 05-14"),
        ("They recorded 24 violations in Tarn, after 17 in the period before.", "05-15 to 05-16"),
    ],
)
def test_the_period_before_is_that_of_a_figure_behind_it(sentence: str, days: str) -> None:
    """Where the figure stands first, the period before is what it is compared with."""
    first = "On 14 May monitors recorded 189 ceasefire violations in Orlava."
    told = _told(first, sentence, shape="live")
    assert _days(told["On"]) == "05-14 to 05-15"
    assert _days(told[sentence.split(maxsplit=1)[0]]) == days
