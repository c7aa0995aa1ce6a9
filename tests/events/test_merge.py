"""Ids, order and background of merged events; states; what a map's zone and period are."""

from __future__ import annotations

import datetime as dt
import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.events import find_reports, map_timezone, merge_reports, period
from geomap.model import Report
from tests.events.gold_case import GOLD, PAIR_PLACES, read_case, single

_CASES = [read_case(path)[:2] for path in sorted(GOLD.glob("*.toml"))]
_REPORTS = [report for document, mentions in _CASES for report in find_reports(document, mentions)]


def _told(sentence: str, day: int = 15, publisher: str = "Gazette") -> tuple[Report, ...]:
    document, mentions = single(
        sentence, published=f"2030-05-{day}T12:00:00+00:00", publisher=publisher, places=PAIR_PLACES
    )
    return find_reports(document, mentions)


@settings(max_examples=20, deadline=None)
@given(st.integers(min_value=0, max_value=10_000))
def test_order_of_reports_does_not_matter(seed: int) -> None:
    """However the reports are shuffled, the events are the same."""
    shuffled = list(_REPORTS)
    random.Random(seed).shuffle(shuffled)
    assert merge_reports(shuffled, timezone="UTC") == merge_reports(_REPORTS, timezone="UTC")


def test_every_report_is_in_exactly_one_event() -> None:
    """Merging loses nothing and doubles nothing."""
    events = merge_reports(_REPORTS, timezone="UTC")
    held = sorted(report.id for event in events for report in event.reports)
    assert held == sorted(report.id for report in _REPORTS)


def test_the_same_page_twice_changes_nothing() -> None:
    """A report that comes twice counts once."""
    assert merge_reports([*_REPORTS, *_REPORTS], timezone="UTC") == merge_reports(_REPORTS, timezone="UTC")


def test_a_later_report_leaves_the_id_alone() -> None:
    """An event keeps the id of its earliest report and lists the other."""
    first = _told("Artillery shelled [[Orlava]], the army said.")
    later = _told("Shells hit [[Orlava]], monitors said.", publisher="Zeitung")
    (before,) = merge_reports(first, timezone="UTC")
    (after,) = merge_reports([*later, *first], timezone="UTC")
    assert {before.id} <= {after.id, *after.merged_ids}
    assert len(after.reports) == 2


def test_ids_do_not_depend_on_places() -> None:
    """A new gazetteer row, or no place at all, changes no report's id."""
    document, mentions = _CASES[0]
    bare = [msgspec.structs.replace(mention, location=None) for mention in mentions]
    known = {report.char_start: report.id for report in find_reports(document, mentions)}
    unplaced = find_reports(document, bare)
    assert unplaced
    assert all(known[report.char_start] == report.id for report in unplaced if report.char_start in known)


def test_a_state_stays_open_until_something_ends_it() -> None:
    """Forces stand until a report says that they left."""
    (event,) = merge_reports(_told("Troops are massed along [[the border]]."), timezone="UTC")
    assert event.time is not None
    assert event.time.open_ended


def test_background_lies_wholly_before_the_period() -> None:
    """What happened before the first day is background, what happened on it is not."""
    reports = (*_told("Artillery shelled [[Orlava]]."), *_told("Artillery shelled [[Tarn]].", 17))
    events = merge_reports(reports, timezone="Europe/Kyiv", since=dt.date(2030, 5, 17))
    assert [event.background for event in events] == [True, False]


def test_a_kindergarten_seen_hit_with_both_sides_blamed() -> None:
    """The hit is confirmed, who did it disputed: two questions, two answers."""
    reports = (
        *_told("The army accused the rebels of shelling a kindergarten in [[Orlava]]."),
        *_told(
            "Video confirmed by the Courier shows that the kindergarten in [[Orlava]] was hit by a shell.",
            publisher="Courier",
        ),
        *_told(
            "The two sides blame each other for the shelling of the kindergarten in [[Orlava]].",
            publisher="Post",
        ),
    )
    (event,) = merge_reports(reports, timezone="UTC")
    assert event.status == "confirmed"
    assert event.attribution_status == "disputed"


def test_what_may_happen_is_never_an_attack() -> None:
    """A foretold assault is a predicted threat."""
    (report,) = _told("Officials fear that the army could attack [[Tarn]] within days.")
    assert report.category == "threat_axis"
    assert report.stance == "predicts"


def test_both_ends_of_a_movement_are_kept() -> None:
    """'From X to Y' gives an origin and a destination."""
    report = _told("A column of tanks moved from [[Halm]] towards [[Tarn]].")[0]
    assert report.origin is not None
    assert report.destination is not None
    assert (report.origin.name, report.destination.name) == ("Halm", "Tarn")


def test_zone_and_period_of_the_map() -> None:
    """The zone is that of the place most reports speak of; the period runs over the posts' days in it."""
    document, _ = _CASES[0]
    reports = _told("Artillery shelled [[Orlava]].")
    assert map_timezone(reports) == "Europe/Kyiv"
    assert map_timezone(()) == "UTC"
    first, last = period([document], "UTC")
    assert first is not None
    assert last is not None
    assert first <= last


def test_two_arrows_at_one_place_stay_two() -> None:
    """Movements from different places do not become one because they end at the same."""
    reports = _told(
        "A column of tanks moved from [[Halm]] to [[Tarn]], and another from [[Orlava]] to [[Tarn]]."
    )
    assert len(merge_reports(reports, timezone="UTC")) == 2
