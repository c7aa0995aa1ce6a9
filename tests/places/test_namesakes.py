"""Names whose only known namesakes lie far from all else in their text."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.model import Mention, Place
from geomap.places import find_mentions, find_places, resolve_spans
from geomap.places._answers import Answers
from geomap.places._namesakes import is_prominent, other_part
from tests.places.conftest import (
    HARROW,
    KESTREL_N,
    LUDEN,
    NORLAND,
    SUDLAND,
    TAMBUR,
    TinyLookup,
    _place,
    document,
)

AWAY = _place(50, "Awayland", "PCLI", 100, 50, country="AW", precision="country")
ORMEL = _place(51, "Ormel", "PPL", 100, 50, country="AW", admin1="East", population=12_000)
GRANDE = _place(
    52, "Grandeville", "PPL", 101, 51, country="AW", admin1="East", population=2_000_000, other=("Zuldok",)
)
SEAT = _place(
    53, "Seatown", "PPLC", 102, 52, country="AW", admin1="East", population=30_000, other=("Sittan",)
)
TALE = "There was fighting in Luden and in Harrowgate. Police went to {} on Monday. Kestrel was quiet."


@pytest.fixture
def wide() -> TinyLookup:
    """The tiny gazetteer with a third country on the other side of the world."""
    places = (NORLAND, SUDLAND, HARROW, LUDEN, KESTREL_N, TAMBUR, AWAY, ORMEL, GRANDE, SEAT)
    return TinyLookup(places=places)


def _named(mentions: tuple[Mention, ...], surface: str) -> Mention:
    return next(m for m in mentions if m.surface == surface)


def _place_of(mention: Mention) -> Place | None:
    return mention.candidates[0].place if mention.candidates else None


def test_small_namesake_far_away_is_left_open_and_says_so(wide: TinyLookup) -> None:
    """A village the gazetteer lacks is not given to the small town of its name across the world."""
    mention = _named(find_places(TALE.format("Ormel"), wide), "Ormel")
    assert mention.location is None
    assert "Ormel, East, AW" in mention.reason


@pytest.mark.parametrize("name", ["Grandeville", "Seatown"])
def test_large_places_and_capitals_stay_wherever_they_lie(wide: TinyLookup, name: str) -> None:
    """A city or a capital needs no introduction."""
    mention = _named(find_places(TALE.format(name), wide), name)
    assert mention.location is not None
    assert mention.location.name == name


@pytest.mark.parametrize("name", ["Zuldok", "Sittan"])
def test_foreign_short_form_of_a_far_place_is_left_open(wide: TinyLookup, name: str) -> None:
    """Under another name, unlike their own, not even they are meant out of the blue."""
    assert _named(find_places(TALE.format(name), wide), name).location is None


def test_small_far_place_stays_where_its_country_is_named(wide: TinyLookup) -> None:
    """'Ormel in Awayland' is introduced by its country."""
    mention = _named(find_places(TALE.format("Ormel in Awayland"), wide), "Ormel")
    assert mention.location is not None
    assert mention.location.country == "AW"


def test_given_spans_keep_the_best_guess(wide: TinyLookup) -> None:
    """Who says that a span is a place gets the only place known by its name."""
    text = TALE.format("Ormel")
    names = ("Luden", "Harrowgate", "Ormel", "Kestrel")
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    mentions = resolve_spans(text, spans, wide)
    assert _place_of(mentions[2]) == ORMEL


def test_too_little_context_leaves_a_small_place_standing(wide: TinyLookup) -> None:
    """One other name is not enough to call a place far away."""
    mention = _named(find_places("Police went from Luden to Ormel.", wide), "Ormel")
    assert mention.location is not None


def test_three_capitals_are_not_the_name_of_a_region() -> None:
    """EST is a time of day; the region of Est is written otherwise."""
    region = _place(55, "Est", "ADM1", 100, 50, country="AW", population=203_000, precision="region")
    assert not is_prominent(region, "EST")
    assert is_prominent(region, "Est")


@pytest.mark.parametrize(
    ("said", "known", "other"),
    [
        ("Lower Vell", "Upper Vell", True),
        ("North Vell", "South Vell", True),
        ("Southern Vell", "South Vell", False),
        ("Lower Vell", "Vell", False),
        ("Vell", "Upper Vell", False),
    ],
)
def test_upper_and_lower_are_two_places(said: str, known: str, *, other: bool) -> None:
    """A qualifier of the name is never exchanged for its opposite."""
    place = _place(54, known, "ADM2", 5, 5, country="NO", admin1="Middle")
    assert other_part(said, place) is other


def test_lower_half_is_not_resolved_to_the_upper_one() -> None:
    """Known by its stem or not, Upper Vell is not where 'Lower Vell' lies."""
    upper = _place(54, "Upper Vell", "PPL", 5, 5, country="NO", admin1="Middle", other=("Vell",))
    lookup = TinyLookup(places=(NORLAND, HARROW, upper))
    answers = Answers(lookup)
    assert answers.candidates("Lower Vell") == ()
    assert answers.candidates("Vell")[0].place == upper


def test_the_country_is_not_that_of_an_institute(wide: TinyLookup) -> None:
    """'The Awayland Geological Survey' speaks of no country; Norland was spoken of."""
    text = (
        "There was shelling in Norland. The Awayland Geological Survey saw it. Roads in the country are shut."
    )
    mention = _named(find_mentions(document(text), wide), "the country")
    assert mention.location is not None
    assert mention.location.place_ids == (NORLAND.id,)


def test_the_country_is_not_that_of_a_pair(wide: TinyLookup) -> None:
    """'The Awayland-Norland hospital' speaks of no country."""
    text = (
        "There was shelling in Norland. The Awayland-Harrow hospital is full. Roads in the country are shut."
    )
    mention = _named(find_mentions(document(text), wide), "the country")
    assert mention.location is not None
    assert mention.location.place_ids == (NORLAND.id,)


def test_a_county_that_speaks_is_no_place(wide: TinyLookup) -> None:
    """'The country said' leads back to nothing that happened there."""
    text = "There was shelling in Norland. Roads are shut, the country said."
    assert "the country" not in {mention.surface for mention in find_mentions(document(text), wide)}


def test_a_foreign_name_alone_places_nothing_where_the_text_is_not(gazetteer: Gazetteer) -> None:
    """A coast town known to some as the text's village is not meant for its country being named once."""
    text = (
        "In Greece fires burn near Alexandroupoli, Orestiada, Soufli, Komotini, Xanthi, Kavala and Drama, "
        "and smoke drifts towards Edirne. The motorway is shut at Makri."
    )
    mention = next(m for m in find_places(text, gazetteer) if m.surface == "Makri")
    assert mention.location is None or mention.location.country == "GR"
