"""Uses of names in which nothing happens at the place; the sentences are made up."""

from __future__ import annotations

import pytest

from geomap.places._roles import never_literal


def _told(text: str, name: str, *, governs: bool = False, vast: bool = False) -> str | None:
    start = text.index(name)
    return never_literal(text, start, start + len(name), governs=governs, vast=vast)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They warned of a fabricated bombing in Luden.", "Luden"),
        ("The minister spoke of fake videos from Luden.", "Luden"),
        ("The pact, a body that also includes Norland and Sudland, sends observers.", "Sudland"),
        ("That all troops be withdrawn from Luden.", "Luden"),
        ("The march echoes the raid on Luden in 1994.", "Luden"),
        ("The raid had its precedents. It was compared with the siege of Luden in May 1994.", "Luden"),
        ("Senators drafted the Norland Shield Act on Monday.", "Norland"),
        ("It asks for firm guarantees from Norland.", "Norland"),
        ("It wants security from Norland and its allies.", "Norland"),
        ("The dispute between Norland and Sudland goes on.", "Norland"),
        ("The dispute between Norland and Sudland goes on.", "Sudland"),
        ("Debate went on about the controversial Luden pipeline.", "Luden"),
        ("Talks on the Luden Connector 2 pipeline failed.", "Luden"),
        ("A Norland-led mission arrived.", "Norland"),
        ("Luden county says the fire is out.", "Luden"),
        ("The account of the Sudland embassy in Harrowgate called it absurd.", "Harrowgate"),
        ("He honoured the ruler of Luden.", "Luden"),
    ],
)
def test_a_place_where_nothing_happens_is_no_location(text: str, name: str) -> None:
    """Forgeries, members, clauses, earlier cases, titles and parties to a treaty are told apart."""
    assert _told(text, name) is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb went off in Luden.", "Luden"),
        ("Shots were heard at the embassy in Harrowgate.", "Harrowgate"),
        ("Floods reached Luden in 1994 for the first time.", "Luden"),
        ("That bridge in Luden was hit.", "Luden"),
        ("That would be repeated in Luden within the week.", "Luden"),
        ("Shells fell between Luden and Kestrel.", "Kestrel"),
        ("Fire broke out at the Luden pipeline.", "Luden"),
        ("The alliance sent planes to Luden.", "Luden"),
        ("The office staged a rescue exercise in Luden.", "Luden"),
    ],
)
def test_a_place_where_something_happens_stays_a_location(text: str, name: str) -> None:
    """The same words in a plain report leave the name to the model."""
    assert _told(text, name) is None


def test_a_policy_for_a_continent_is_no_location() -> None:
    """What is demanded for a whole continent marks no spot; for a town it may."""
    text = "He wants the bloc to cease its drills in Meridia."
    assert _told(text, "Meridia", vast=True) is not None
    assert _told(text, "Meridia") is None
