"""Several places, figures and dates in one sentence."""

from __future__ import annotations

import pytest

from geomap.events import find_reports
from tests.events.gold_case import single


def _told(sentence: str) -> list[tuple[str, str | None, list[tuple[float, str]]]]:
    document, mentions = single(sentence)
    return [
        (
            report.category,
            report.location.name if report.location is not None else None,
            [(quantity.minimum, quantity.unit) for quantity in report.quantities],
        )
        for report in find_reports(document, mentions)
    ]


def test_each_place_takes_its_own_figure() -> None:
    """'24 violations in A and 129 in B': one count a place, the second in the unit of the first."""
    told = _told("Monitors counted 24 ceasefire violations in [[Gruvia]] and 129 in [[Aden]].")
    assert [(place, figures) for _, place, figures in told] == [
        ("Gruvia", [(24.0, "ceasefire violations")]),
        ("Aden", [(129.0, "ceasefire violations")]),
    ]


def test_deaths_are_shared_out_by_place() -> None:
    """'Twelve in A, nine in B and five in C': three places, three tolls."""
    told = _told("Twelve people died in [[Halm]], nine in [[Tarn]] and five in [[Marsa]].")
    assert [(place, figures[0][0]) for _, place, figures in told] == [
        ("Halm", 12.0),
        ("Tarn", 9.0),
        ("Marsa", 5.0),
    ]


def test_a_bare_figure_counts_what_was_counted_before() -> None:
    """'In B it recorded 402': of what the sentence before counts."""
    told = _told("Monitors recorded 57 ceasefire violations in [[Gruvia]]. In [[Halm]] they recorded 402.")
    assert told[-1] == ("monitoring_count", "Halm", [(402.0, "ceasefire violations")])


def test_a_bridge_that_is_gone_ends() -> None:
    """That the bridge has been removed ends its state, however it is called before."""
    document, mentions = single(
        "The pontoon bridge at [[Tarn]], which appeared on Tuesday, had been removed."
    )
    assert [report.change for report in find_reports(document, mentions)] == ["ends"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Police in [[Tarn]] said that the road was dry.",
        "The monitors carried out patrols from their office in [[Tarn]].",
        "There were cracks in 60 houses but no deaths in [[Tarn]].",
        "Ministers told the conference in [[Tarn]] that the army had withdrawn.",
    ],
)
def test_speakers_and_negations_are_no_events(sentence: str) -> None:
    """Who speaks is no force, what nobody suffered no casualty, a place of speech no place of events."""
    assert {category for category, place, _ in _told(sentence) if place} <= {"disaster", "diplomacy", "visit"}


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("[[Orlava]], a town near [[Tarn]], came under artillery fire on Monday.", "Orlava"),
        ("[[Orlava]] had been shelled with guns from [[Tarn]].", "Orlava"),
    ],
)
def test_what_was_struck_comes_before_what_only_says_more(sentence: str, place: str) -> None:
    """An apposition and the guns' own place are not where the shells fell."""
    assert [name for _, name, _ in _told(sentence)] == [place]


def test_each_arrow_is_an_axis() -> None:
    """'One leads from A towards B and one from C towards D': two axes, each with both its ends."""
    document, mentions = single(
        "An arrow leads from [[Halm]] towards [[Tarn]] and one from [[Marsa]] towards [[Orlava]]."
    )
    ends = [
        (report.origin.name, report.destination.name)
        for report in find_reports(document, mentions)
        if report.origin is not None and report.destination is not None
    ]
    assert ends == [("Halm", "Tarn"), ("Marsa", "Orlava")]


def test_a_run_in_head_is_the_place_of_its_paragraph() -> None:
    """'Halm district. 4,900 houses are damaged.': damaged in Halm."""
    assert [place for _, place, _ in _told("[[Halm]] district. Some 4,900 houses are damaged.")] == ["Halm"]


def test_a_convoy_of_aid_is_no_force() -> None:
    """Trucks with tents are aid on its way, no movement of forces."""
    kinds = {category for category, _, _ in _told("A convoy of trucks with tents reached [[Halm]].")}
    assert kinds == {"disaster"}


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("[[Halm]]. Police of ((Gruvia)) detained two men.", "Halm"),
        ("[[Halm]]. The harbour was shut by the ((Gruvian)) side.", "Halm"),
    ],
)
def test_a_run_in_head_outweighs_a_country(sentence: str, place: str) -> None:
    """'Halm. The Gruvian police detained two men': in Halm, not in all the country."""
    assert {name for _, name, _ in _told(sentence)} == {place}
