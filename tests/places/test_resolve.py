"""Which place a name means, all of a text weighed together; against the whole gazetteer."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.places import find_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The gazetteer geomap ships."""
    return Gazetteer.open()


_REGIONS = (
    "Shells fell in Sumy Oblast, Chernihiv region, Zhytomyr region, Poltava region and Cherkasy region, and "
    "in Brovary, Irpin and Hostomel in Kyiv region. "
)


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("Columns advanced towards Kyiv on Friday.", "Kyiv", "PPL"),
        ("Explosions were heard in Kharkiv and Odesa before dawn.", "Odesa", "PPL"),
        ("Explosions were heard in Kharkiv and Odesa before dawn.", "Kharkiv", "PPL"),
        ("Six people died in Odesa region.", "Odesa", "ADM1"),
        ("The governor of the oblast of Kharkiv spoke.", "Kharkiv", "ADM1"),
    ],
)
def test_a_bare_name_of_a_city_and_its_region_is_the_city(
    gazetteer: Gazetteer, sentence: str, name: str, kind: str
) -> None:
    """However many regions a text names, only the words beside a name make a region of it."""
    text = _REGIONS + sentence
    found = [m for m in find_places(text, gazetteer) if m.surface == name and m.start >= len(_REGIONS)]
    assert [mention.candidates[0].place.kind.startswith(kind) for mention in found] == [True]


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("Lorries crossed the Kerch Strait bridge at dawn.", "Kerch Strait", "Kerch Strait Bridge"),
        ("Soldiers hold the Chernobyl nuclear power plant.", "Chernobyl", "Chornobyl Nuclear Power Plant"),
        ("Jets left Millerovo air base in Russia.", "Millerovo", "Millerovo air base"),
        ("He landed at Cairo airport in Egypt.", "Cairo", "Cairo"),
        ("Boats wait in the Kerch Strait for days.", "Kerch Strait", "Kerch Strait"),
    ],
)
def test_a_noun_after_a_name_may_be_part_of_it(
    gazetteer: Gazetteer, text: str, surface: str, place: str
) -> None:
    """The map's longest name counts where such a site lies near the place of the bare name."""
    mention = find_places(text, gazetteer)[0]
    assert mention.surface.startswith(surface)
    assert mention.candidates[0].place.name == place
