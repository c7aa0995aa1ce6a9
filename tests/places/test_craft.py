"""Ships that bear the names of places."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.places import find_places


def _found(text: str, gazetteer: Gazetteer) -> list[str]:
    return [mention.surface for mention in find_places(text, gazetteer)]


@pytest.mark.parametrize(
    "text",
    [
        "Rescuers searched for the ferry Estonia all night.",
        "The frigate HMS Norfolk fired at noon.",
        "A drone hit the bulk carrier Northern Jupiter at dawn.",
        "At 14:00 Greenwich Mean Time the vote began.",
    ],
)
def test_a_ship_or_a_time_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    """The word for a craft before a name, a prefix, or 'Mean Time' after it."""
    assert _found(text, gazetteer) == []


def test_a_ship_stays_one_after_the_article(gazetteer: Gazetteer) -> None:
    """What is told once holds for 'the' and the same name; the bare name is the country."""
    text = "Rescuers searched for the ferry Estonia. Divers reached the Estonia. She left Estonia at noon."
    assert _found(text, gazetteer) == ["Estonia"]
    assert find_places(text, gazetteer)[0].start == text.rindex("Estonia")


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Firms hope to ship Ukraine fuel by rail.", "Ukraine"),
        ("They boarded a vessel Russian troops had left behind.", "Russian"),
    ],
)
def test_a_verb_or_a_people_is_no_ship(gazetteer: Gazetteer, text: str, surface: str) -> None:
    """'To ship' is a verb, and ships are not called 'Russian'."""
    assert surface in _found(text, gazetteer)
