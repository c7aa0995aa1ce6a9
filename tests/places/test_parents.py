"""Names that say where the one before them lies."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.places import find_places
from geomap.places._kinds import Name
from geomap.places._parents import parent_reasons
from tests.places.conftest import TinyLookup


@pytest.mark.parametrize(
    ("text", "surface", "admin1"),
    [
        ("A fire burned in Austin, in Scott County, Indiana, on Monday.", "Austin", "Indiana"),
        ("A fire burned in Springfield, Illinois, on Monday.", "Springfield", "Illinois"),
        ("It rained in Washington, Oklahoma, Pennsylvania and Ohio.", "Oklahoma", "Oklahoma"),
    ],
)
def test_what_follows_tells_which_one_is_meant(
    gazetteer: Gazetteer, text: str, surface: str, admin1: str
) -> None:
    """A chain of areas tells the town; a list of states tells none."""
    mention = next(m for m in find_places(text, gazetteer) if m.surface == surface)
    assert mention.candidates[0].place.admin1 == admin1


def test_ocean_is_no_village(gazetteer: Gazetteer) -> None:
    """A bare 'Pacific' in a text about a country is the ocean, though the country has a town of that name."""
    text = "Storms crossed the Pacific towards the United States. Oregon and Washington state were warned."
    mention = next(m for m in find_places(text, gazetteer) if m.surface == "Pacific")
    assert mention.candidates[0].place.name == "Pacific Ocean"


def test_vast_area_is_less_sure_than_a_town(gazetteer: Gazetteer) -> None:
    """Nobody agrees on the middle of a part of the world."""
    found = {
        m.surface: m.confidence for m in find_places("Flights left Cairo for the Middle East.", gazetteer)
    }
    assert found["Middle East"] < 0.7 < found["Cairo"]


def test_reason_names_the_parent(lookup: TinyLookup) -> None:
    """The weight goes to the candidate that lies in what follows, with words for it."""
    text = "Kestrel, Sudland"
    names = [Name(0, 7, "Kestrel", after=text[7:]), Name(9, 16, "Sudland", before=text[:9])]

    def known(index: int) -> object:
        return lookup.candidates(names[index].surface)

    found = [(index, reason.words) for index, _, reason in parent_reasons(names, known) if reason.words]  # type: ignore[arg-type]
    assert found == [(0, "Sudland is named right after it")]
