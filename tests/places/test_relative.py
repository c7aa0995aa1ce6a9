from __future__ import annotations

import pytest
from shapely.geometry import Point, shape

from geomap.gazetteer import Gazetteer
from geomap.model import Mention, PlaceLookup
from geomap.places import find_mentions, locate
from tests.places.conftest import TinyLookup, document


def _mention(text: str, surface: str, lookup: PlaceLookup) -> Mention:
    return next(m for m in find_mentions(document(text), lookup) if m.surface == surface)


def _expression(text: str, mention: Mention) -> str:
    assert mention.expression is not None
    return text[slice(*mention.expression)]


def test_a_distance_and_direction_give_a_point_with_a_radius(lookup: TinyLookup) -> None:
    """'16km north-east of Luden' lies 16 km off at 45 degrees and may lie some kilometres from there."""
    text = "A convoy was seen 16km north-east of Luden at dawn."
    mention = _mention(text, "Luden", lookup)
    assert _expression(text, mention) == "16km north-east of Luden"
    assert mention.location is not None
    assert mention.location.relation == "offset"
    lon, lat = mention.location.geometry.coordinates
    assert lon == pytest.approx(5 + 0.1017, abs=0.003)
    assert lat == pytest.approx(0.3 + 0.1023, abs=0.003)
    assert 2000 < mention.location.radius_m < 8000


def test_near_is_a_point_with_a_radius(lookup: TinyLookup) -> None:
    """'Near Luden' is told as near, with how far that may be."""
    mention = _mention("Troops camped near Luden on Monday.", "Luden", lookup)
    assert mention.location is not None
    assert (mention.location.relation, mention.location.precision) == ("near", "near")
    assert mention.location.radius_m >= 5000


def test_within_a_distance_of_a_border_is_a_strip_on_the_side_spoken_of(lookup: TinyLookup) -> None:
    """Troops in Norland within 50 km of the border stand north of it."""
    text = "Tanks in Norland moved within 50 km of the Sudlandic border overnight."
    mention = _mention(text, "Sudlandic", lookup)
    assert mention.location is not None
    assert mention.location.relation == "within"
    strip = shape(mention.location.geometry)
    assert strip.contains(Point(5, 0.3))
    assert not strip.contains(Point(5, -0.3))
    assert not strip.contains(Point(5, 0.6))


def test_a_border_is_a_line(lookup: TinyLookup) -> None:
    """'Norland's border with Sudland' is one expression and one line for both names."""
    text = "Norland's border with Sudland was closed."
    first, second = (m for m in find_mentions(document(text), lookup) if m.surface in ("Norland", "Sudland"))
    assert first.location is not None
    assert first.location == second.location
    assert first.location.precision == "line"
    assert _expression(text, second) == "Norland's border with Sudland"


def test_a_border_in_a_list_of_stories_is_with_whom_the_page_is_about(gazetteer: Gazetteer) -> None:
    """'Jordan closes border' in a page on Syria is not the border with Israel, named in the next line."""
    text = (
        "Syria's army left Homs, Hama and Daraa. Rebels entered Daraa in Syria.\n"
        "Jordan closes border\nIsrael bombs crossings into Lebanon\n"
    )
    mention = next(m for m in find_mentions(document(text), gazetteer) if m.surface == "border")
    assert mention.location is not None
    assert mention.location.name == "Jordan–Syria border"


def test_the_border_leads_back_to_the_one_named_before(lookup: TinyLookup) -> None:
    """A bare 'the border' is a mention of the border spoken of."""
    text = "Guards left the Norland-Sudland border. Smoke rose over the border at noon."
    bare = _mention(text, "the border", lookup)
    assert bare.location is not None
    assert bare.location.name == "Norland–Sudland border"


def test_a_direction_takes_that_part_of_a_country(lookup: TinyLookup) -> None:
    """'Eastern Norland' is drawn as the east, not as the whole."""
    text = "Floods hit eastern Norland."
    mention = _mention(text, "Norland", lookup)
    assert _expression(text, mention) == "eastern Norland"
    assert mention.location is not None
    west, _, _, _ = shape(mention.location.geometry).bounds
    assert west > 6


def test_between_two_towns_lies_half_way(lookup: TinyLookup) -> None:
    """The area between two places is a point with half their distance as radius."""
    mention = _mention("Mines were laid in the fields between Luden and Kestrel in Sudland.", "Luden", lookup)
    assert mention.location is not None
    assert mention.location.relation == "between"


def test_the_region_leads_back_to_the_region_named_last(lookup: TinyLookup) -> None:
    """'The region' is a mention of the region before it."""
    text = "Rain fell in Upper region for days. Roads in the region were cut."
    bare = _mention(text, "the region", lookup)
    assert bare.location is not None
    assert bare.location.place_ids == ("test:7",)


def test_miles_are_told_in_round_kilometres(lookup: TinyLookup) -> None:
    """Kilometres stay as they were written."""
    miles = _mention("A fire burns three miles north of Luden.", "Luden", lookup)
    metric = _mention("A fire burns 12.5 km north of Luden.", "Luden", lookup)
    assert miles.location is not None
    assert metric.location is not None
    assert miles.location.name == "4.8 km north of Luden"
    assert metric.location.name == "12.5 km north of Luden"


def test_the_city_is_no_village(gazetteer: Gazetteer) -> None:
    """Of the places named last, 'the city' is the last large one, 'the village' the last small one."""
    text = "Shells fell on Donetsk and Soloti. Sirens sounded in the city. Roofs burnt in the village."
    named = {
        bare: _mention(text, bare, gazetteer).location.name  # type: ignore[union-attr]  # placed, or it fails
        for bare in ("the city", "the village")
    }
    assert named == {"the city": "Donetsk", "the village": "Soloti"}


def test_off_the_coast_lies_outside_the_country(lookup: TinyLookup) -> None:
    """The sea off a country is no part of its land."""
    mention = _mention("A ferry sank off the coast of Norland.", "Norland", lookup)
    assert mention.location is not None
    area = shape(mention.location.geometry)
    assert area.contains(Point(-0.2, 5))
    assert not area.contains(Point(0.5, 5))


def test_locate_reads_an_expression_typed_in_small_letters(lookup: TinyLookup) -> None:
    """People type without capitals."""
    assert locate("10 km north of luden", lookup).relation == "offset"
