"""How sure a sentence is of what it tells: told, seen, denied, planned, foretold."""

from __future__ import annotations

import pytest

from tests.events.pages import reports_of


@pytest.mark.parametrize(
    "sentence",
    [
        "The storm is forecast to make landfall near [[Halm]] on Friday.",
        "More rain is expected in [[Halm]] on Thursday.",
        "Forecasters warned of floods in [[Halm]].",
        "A red alert was issued for [[Halm]].",
        "A flood warning is in force in [[Halm]].",
    ],
)
def test_a_forecast_is_predicted(sentence: str) -> None:
    """What is forecast is told as foretold, never as happening."""
    assert {report.stance for report in reports_of(sentence)} == {"predicts"}


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Meteorologists expect more heavy rain in [[Halm]] on Saturday.", "predicts"),
        ("The hospital ship should dock at [[Halm]] on Tuesday.", "plans"),
        ("Schools in [[Halm]] will reopen on Wednesday.", "plans"),
        ("Explosions could be heard in [[Halm]].", "asserts"),
        ("The claim that shells fell in [[Halm]] could not be independently verified.", "doubts"),
    ],
)
def test_how_sure_a_clause_is(sentence: str, stance: str) -> None:
    """What is expected, due, heard or not verified is each told as it is."""
    assert {report.stance for report in reports_of(sentence)} == {stance}


@pytest.mark.parametrize(
    "sentence",
    [
        "The dam at [[Halm]] may burst.",
        "Asked about the shelling of [[Halm]], the spokesman said he had heard of it.",
        "Should cholera reach the camps, treatment centres would be opened at [[Halm]].",
        "The alert for [[Halm]] was wrong. It was withdrawn an hour later.",
    ],
)
def test_what_has_not_come_is_not_drawn(sentence: str) -> None:
    """What only may come or would follow, is asked about, and an alert withdrawn are no events."""
    assert [report for report in reports_of(sentence) if report.location is not None] == []


def test_a_satellite_phone_sees_nothing() -> None:
    """Residents on a satellite phone claim; satellite images confirm."""
    (told,) = reports_of("Shells fell on [[Halm]], two residents reached by satellite phone said.")
    assert told.stance == "asserts"
    (told,) = reports_of("Satellite images show tanks at [[Halm]].")
    assert told.stance == "confirms"


def test_what_might_be_is_no_forecast() -> None:
    """'If the wind turns, flames could reach': nobody foretells it."""
    assert reports_of("If the wind turns, flames could reach the port of [[Halm]].") == ()


def test_may_is_a_month() -> None:
    """'on 12 May' makes nothing doubtful."""
    (report,) = reports_of("Airstrikes killed four people in [[Halm]] on 12 May.")
    assert report.stance == "asserts"


def test_a_denial_within_an_accusation_is_not_of_the_accusation() -> None:
    """'No group has claimed responsibility for the bombing': the bombing is told."""
    (report,) = reports_of("No group has claimed responsibility for the bombing in [[Halm]].")
    assert (report.stance, report.claimant) == ("asserts", None)


def test_shortly_after_noon_is_no_plan() -> None:
    """'Shortly' foretells, 'shortly after' dates."""
    (report,) = reports_of("The metro in [[Halm]] was evacuated shortly after noon, its operator said.")
    assert report.stance == "asserts"


def test_what_points_to_an_attack_is_foretold() -> None:
    """'Everything pointed to an attack within the next days' is no attack."""
    told = reports_of(
        "Everything pointed to an attack on [[Halm]] within the next several days, the mayor said."
    )
    assert [(report.category, report.stance) for report in told] == [("threat_axis", "predicts")]


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Prisoners are to be exchanged in [[Doha]] on Friday.", "plans"),
        ("A brigade of 1,200 men will be sent to [[Tarn]].", "plans"),
        ("The harbour of [[Marsa]] is closed to ships from 1 June.", "plans"),
        ("The harbour of [[Marsa]] was closed to ships on 1 May.", "asserts"),
        ("The governor ordered everyone in [[Halm]] to leave.", "confirms"),
    ],
)
def test_what_lies_ahead_is_planned(sentence: str, stance: str) -> None:
    """A verb's own 'will', or a day to come, makes a plan; who was told to leave, was told."""
    assert {report.stance for report in reports_of(sentence)} == {stance}
