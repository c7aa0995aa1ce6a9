"""Ends of names put right by gazetteer and punctuation."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.places import find_places


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("He flew to Washington, D.C., on Monday.", "Washington, D.C."),
        ("Police in Gainesville, Va. They searched a house.", "Va."),
        ("Trains run to Cyprus, Greece Italy and Spain.", "Italy"),
        ("Floods reached Castilla-La Mancha on Friday.", "Castilla-La Mancha"),
        ("A fire burned in Stoke-on-Trent on Friday.", "Stoke-on-Trent"),
        ("Trains between Madrid-Barcelona stopped on Friday.", "Barcelona"),
        ("They asked for a new UK aviation rule.", "UK"),
        ("A man was held at Evros' Orestiada on Friday.", "Orestiada"),
        ("In Syria the team noted small-arms fire at Ain Issa in the evening.", "Ain Issa"),
        ("Guards left the gates of Pul-e-Charkhi open.", "Pul-e-Charkhi"),
    ],
)
def test_name_has_the_span_the_map_gives_it(gazetteer: Gazetteer, text: str, surface: str) -> None:
    """Found whole, or apart from its neighbour."""
    assert surface in [mention.surface for mention in find_places(text, gazetteer)]


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested Thornley, 34, at noon. Thornley said nothing. Thornley's sister wept.",
        "Northern Savings Union (NSU) closed branches. NSU shares fell.",
    ],
)
def test_ages_kin_and_abbreviations_tell_people_and_firms(gazetteer: Gazetteer, text: str) -> None:
    """What the text shows of a name elsewhere keeps it from being a place."""
    assert [mention.surface for mention in find_places(text, gazetteer)] == []
