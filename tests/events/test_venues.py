"""Places that a sentence names though nothing it tells happened there."""

from __future__ import annotations

from tests.events.pages import by_place, reports_of


def test_where_a_place_lies_is_no_place_of_its_own() -> None:
    """'in A, south of B': nothing is told of B."""
    assert set(by_place("The river burst its banks in [[Orlava]], south of [[Marsa]].")) == {"Orlava"}


def test_an_office_is_no_place_of_what_it_tells() -> None:
    """'Six are missing, the delegate in X says' is of the town told of before."""
    text = "In [[Orlava]], a flood swept away houses. Six are missing, the delegate in [[Marsa]] says."
    told = reports_of(text)
    assert {report.location.name for report in told if report.location is not None} == {"Orlava"}


def test_a_ministry_speaks_of_its_country() -> None:
    """'Three villages were shelled, the ministry in X said': not X; the police in X speak of X."""
    for office in ("interior ministry", "president's office", "meteorological service"):
        told = reports_of(f"Three villages were shelled overnight, the {office} in [[Marsa]] said.")
        assert [report.location for report in told] == [None], office
    (report,) = reports_of("Two officers were killed in an ambush, the police in [[Marsa]] said.")
    assert report.location is not None


def test_a_storm_named_like_a_town_is_not_there() -> None:
    """'Cyclone X made landfall in Y' is told of Y alone."""
    assert set(by_place("Cyclone [[Halm]] made landfall in [[Marsa]].")) == {"Marsa"}


def test_what_is_spoken_of_hosts_no_meeting() -> None:
    """'At the press conference he said that what went on in X was a crime': they met elsewhere."""
    told = reports_of("At the press conference he said that what went on in [[Halm]] was a crime.")
    assert "diplomacy" not in {report.category for report in told if report.location is not None}


def test_the_zone_of_a_clock_is_no_place() -> None:
    """'By 14:00 X time' tells of no event in X."""
    told = reports_of("The guns broke the ceasefire 34 times on Thursday by 14:00 [[Marsa]] time.")
    assert {report.location for report in told} <= {None}


def test_where_a_speech_was_held_is_no_target() -> None:
    """'If they invade, he said in a speech at the X conference'."""
    told = reports_of("He promised sanctions if the army invades, in a speech at the [[Marsa]] conference.")
    assert "threat_axis" not in {report.category for report in told}


def test_where_ministers_sat_is_not_where_it_happened() -> None:
    """'In A the ministers saw no withdrawal from B': nothing is told of A but that they met."""
    told = reports_of("In [[Doha]] on Monday the foreign ministers of the alliance condemned the shelling.")
    assert "shelling" not in {report.category for report in told if report.location is not None}


def test_an_office_that_leads_its_sentence_tells_of_its_place() -> None:
    """'Authorities in B counted eight deaths' after news of A is of B."""
    told = by_place(
        "In [[Marsa]] a flood swept away houses. Authorities in [[Halm]] counted eight deaths there."
    )
    assert "Halm" in told


def test_where_a_visitor_was_before_is_not_where_it_happened() -> None:
    """'The president, who was in A when he heard, walked through the rubble in B' tells of B alone."""
    text = (
        "The president, who was in [[Marsa]] when he heard the news, walked through the rubble in [[Halm]]."
    )
    assert set(by_place(text)) == {"Halm"}
