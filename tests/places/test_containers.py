"""Names the gazetteer lacks, placed in what their text says contains them."""

from __future__ import annotations

import pytest

from geomap.model import Mention
from geomap.places import find_places
from tests.places.conftest import HARROW, LUDEN, NORLAND, SUDLAND, TAMBUR, TinyLookup, _place

BRIMOK = _place(
    60, "Brimok", "ADM2", 5, 4, country="NO", admin1="Middle", population=90_000, precision="district"
)
VELLIN = _place(61, "Vellin", "PPL", 5, -9, country="SU", admin1="Lower", population=9_000)
LACKING = "Ostrava"


@pytest.fixture
def near() -> TinyLookup:
    """The tiny gazetteer with a district and a small town."""
    return TinyLookup(places=(NORLAND, SUDLAND, HARROW, LUDEN, TAMBUR, BRIMOK, VELLIN))


def _named(mentions: tuple[Mention, ...], surface: str) -> Mention:
    return next(m for m in mentions if m.surface == surface)


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell on the village of Ostrava in Brimok on Monday.",
        "Shells fell near Ostrava, a small village in the Brimok district, on Monday.",
        "Shells fell near Ostrava, Brimok district.",
        "Shells fell on the Brimok village of Ostrava.",
        "In Brimok district, shells fell near the town of Ostrava.",
        "Brimok district. Shells fell near the town of Ostrava.",
    ],
)
def test_unknown_name_lies_in_what_the_text_puts_it_in(near: TinyLookup, text: str) -> None:
    """It is placed in the district, as a part of it, and says how it came there."""
    mention = _named(find_places(text, near), LACKING)
    assert mention.location is not None
    assert mention.location.place_ids == (BRIMOK.id,)
    assert mention.location.relation == "within"
    assert mention.location.precision == "district"
    assert mention.location.radius_m >= 10_000
    assert "somewhere in Brimok" in mention.reason


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell on the village of Ostrava in Norland.",
        "In Harrowgate, ministers said that the village of Ostrava was shelled.",
        "Shells fell on the village of Ostrava, Brimok and Tambur on Monday.",
        "Brimok district.\n\nShells fell near the town of Ostrava.",
    ],
)
def test_neither_countries_nor_neighbours_in_a_list_contain(near: TinyLookup, text: str) -> None:
    """A country says too little, a capital may only be where people speak, a head ends with its paragraph."""
    assert _named(find_places(text, near), LACKING).location is None


@pytest.mark.parametrize(
    "text",
    [
        "There was shelling near the Vellin bridge in Luden.",
        "In Luden, shells hit the village near the Vellin station.",
    ],
)
def test_premises_named_after_a_far_town_stand_in_the_town_of_the_text(near: TinyLookup, text: str) -> None:
    """A bridge has its name from anywhere, and the far town is told."""
    mention = _named(find_places(text, near), "Vellin")
    location = mention.location
    assert location is not None
    assert location.place_ids == (LUDEN.id,)
    assert "not Vellin, Lower, SU" in mention.reason


def test_later_mentions_lie_where_the_first_was_put(near: TinyLookup) -> None:
    """The container is named once for the whole text."""
    text = "Shells fell on the village of Ostrava in Brimok. Police went to Ostrava, the village, on Monday."
    mentions = [m for m in find_places(text, near) if m.surface == LACKING]
    assert [m.location is not None for m in mentions] == [True, True]
