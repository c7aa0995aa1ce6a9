"""Which place a name means, all of a text weighed together; against the whole gazetteer."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.places import find_places

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


def test_counties_of_one_list_lie_in_one_state(gazetteer: Gazetteer) -> None:
    """The noun after a list is part of its names; one that many states have is its neighbours'."""
    text = "Homes lost power in Florida, most of them in Taylor, Madison and Suwannee counties."
    places = [mention.candidates[0].place for mention in find_places(text, gazetteer)[1:]]
    assert [(place.name, place.admin1) for place in places] == [
        ("Taylor County", "Florida"),
        ("Madison County", "Florida"),
        ("Suwannee County", "Florida"),
    ]


def test_airports_of_a_list_are_airports(gazetteer: Gazetteer) -> None:
    """The noun may stand before the names."""
    text = "Strikes hit the airports of Hodeidah and Taiz in Yemen."
    kinds = [mention.candidates[0].place.kind for mention in find_places(text, gazetteer)]
    assert kinds == ["AIRP", "AIRP", "PCLI"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Raids struck Sanaa, Hodeidah, Taiz, Hajjah and Saada in Yemen.", "PPL"),
        ("Families in Gwadar and Pasni in Pakistan got food.", "PPL"),
        ("In Pakistan the districts of Gwadar and Kech are worst.", "ADM2"),
    ],
)
def test_a_bare_name_of_a_town_and_its_district_is_the_town(
    gazetteer: Gazetteer, text: str, kinds: str
) -> None:
    """Only the words beside a name make a district of it."""
    places = [mention.candidates[0].place for mention in find_places(text, gazetteer)]
    inside = [place.kind for place in places if not place.kind.startswith("PCL")]
    assert {kind[: len(kinds)] for kind in inside} == {kinds}


def test_a_name_that_sounds_like_one_nobody_transliterates_is_another(gazetteer: Gazetteer) -> None:
    """A village of one country is no town of Utah for sounding a little like it."""
    found = find_places("Crews reached the village of Laytun in British Columbia, Canada.", gazetteer)
    assert found[0].location is None or found[0].location.country != "US"


def test_the_village_is_not_one_named_before_an_unknown_one(gazetteer: Gazetteer) -> None:
    """Where nobody knows the village last named, 'the village' is left open too."""
    text = (
        "Rescuers reached Chichaoua on Saturday. Pictures from Tinmelt in Morocco show ruins. "
        "Five workmen died in the village."
    )
    surfaces = [mention.surface for mention in find_places(text, gazetteer)]
    assert "Tinmelt" in surfaces
    assert "the village" not in surfaces


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two sailors were missing at sea off Somalia on Monday.", "off the coast of Somalia"),
        ("The tanker was boarded off Oman at noon.", "off the coast of Oman"),
        ("The storm cut off Somalia from its neighbours.", "Somalia"),
    ],
)
def test_off_a_country_is_at_sea_where_the_words_say_so(gazetteer: Gazetteer, text: str, name: str) -> None:
    """'Off' belongs to many verbs that have nothing to do with the sea."""
    location = find_places(text, gazetteer)[0].location
    assert location is not None
    assert location.name == name


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Two fires on either side of Adams Lake joined in British Columbia, Canada.", "Adams Lake"),
        ("He told reporters at Camp Stephenson, in Guyana.", "Camp Stephenson"),
        ("In Lithuania, soldiers arrived at Rūdninkai by bus.", "Rūdninkai"),
        ("Houses in Tanna were flooded in Vanuatu, near Port Vila on Efate.", "Tanna"),
    ],
)
def test_a_name_is_no_town_abroad_that_half_bears_it(gazetteer: Gazetteer, text: str, surface: str) -> None:
    """A lake or camp is no town of its other word, nor a village a town that sounds like it."""
    found = {mention.surface: mention.location for mention in find_places(text, gazetteer)}
    location = found[surface]
    assert location is None or location.country in {"CA", "GY", "LT", "VU"}


def test_a_people_named_as_a_village_is_the_people(gazetteer: Gazetteer) -> None:
    """No hamlet of Victoria or Texas speaks for the country that a text calls Canadian."""
    text = "Canadian officials spoke at a briefing in Victoria; crews from Kelowna and Vernon helped."
    found = {mention.surface: mention.candidates[0].place for mention in find_places(text, gazetteer)}
    assert (found["Victoria"].country, found["Canadian"].kind) == ("CA", "PCLI")


def test_an_unknown_village_is_no_city_of_another_area(gazetteer: Gazetteer) -> None:
    """A letter off is a misspelling only in the area that the text speaks of."""
    text = "Soldiers died near Koutougou in Burkina Faso, which borders Niger; Ouagadougou declared mourning."
    location = next(m.location for m in find_places(text, gazetteer) if m.surface == "Koutougou")
    assert location is None


def test_a_name_with_other_sounds_is_no_misspelling(gazetteer: Gazetteer) -> None:
    """Vowels told otherwise are; a consonant and a vowel more make another name."""
    found = find_places(
        "Troops and tanks were seen in Valyiuki and Belgorod, in southwest Russia.", gazetteer
    )
    assert "Valuyki" in {mention.location.name for mention in found if mention.location is not None}
    text = "He was in Solo, Central Java, when a crane fell at Pantoloan in Indonesia."
    location = next(m.location for m in find_places(text, gazetteer) if m.surface == "Pantoloan")
    assert location is None
