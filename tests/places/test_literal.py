"""Whether a name stands for the location or for who acts there."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.places import find_places, resolve_spans


@pytest.mark.parametrize(
    ("text", "surface", "literal"),
    [
        ("Bolivia's economy shrank by a tenth last year, figures show.", "Bolivia", True),
        ("Bolivia's decision surprised the other members.", "Bolivia", False),
    ],
)
def test_what_follows_a_name_tells_its_use(
    gazetteer: Gazetteer, text: str, surface: str, *, literal: bool
) -> None:
    """What lies in a place, what a state does."""
    found = [m for m in find_places(text, gazetteer) if m.surface == surface]
    assert [mention.literal for mention in found] == [literal]


@pytest.mark.parametrize(
    ("text", "surface", "literal"),
    [
        ("The ruling of the Harrow District Council was read on Monday.", "Harrow District Council", False),
        ("Prices were set by the Bank of Norway on Monday.", "Bank of Norway", False),
        ("Students met at the University of Oslo on Monday.", "University of Oslo", True),
    ],
)
def test_the_whole_name_of_a_body_acts(
    gazetteer: Gazetteer, text: str, surface: str, *, literal: bool
) -> None:
    """A council acts wherever it stands; somebody can be at a university."""
    start = text.index(surface)
    (mention,) = resolve_spans(text, [(start, start + len(surface))], gazetteer)
    assert mention.literal == literal


@pytest.mark.parametrize(
    ("people", "home"), [("Ontarians", "Ontario"), ("Manitobans", "Manitoba"), ("Bristolians", "Bristol")]
)
def test_people_lead_to_the_place_they_are_named_for(gazetteer: Gazetteer, people: str, home: str) -> None:
    """By the ending of the word, where the gazetteer has no such word."""
    text = f"Many {people} voted early."
    (mention,) = resolve_spans(text, [(5, 5 + len(people))], gazetteer)
    assert (mention.form, mention.literal) == ("demonym", False)
    assert mention.candidates[0].place.name == home
