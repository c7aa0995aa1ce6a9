"""Names to places."""

from __future__ import annotations

import pytest
import shapely
from msgspec.structs import replace

from geomap.errors import PlaceNotFoundError
from geomap.gazetteer import Gazetteer
from geomap.model import PlaceLookup


@pytest.mark.parametrize(
    ("name", "found", "country"),
    [
        ("Kyiv", "Kyiv", "UA"),
        ("London", "London", "GB"),
        ("Paris", "Paris", "FR"),
        ("Washington", "Washington", "US"),
        ("Moscow", "Moscow", "RU"),
        ("Donetsk", "Donetsk", "UA"),
        ("Tripoli", "Tripoli", "LY"),
    ],
)
def test_the_famous_city_wins_over_its_namesakes(
    gazetteer: Gazetteer, name: str, found: str, country: str
) -> None:
    """A bare name means the large city, not a village or a region called after it."""
    best = gazetteer.candidates(name)[0].place
    assert (best.name, best.country, best.kind[:3]) == (found, country, "PPL")


@pytest.mark.parametrize("name", ["Georgia", "Jordan", "Chad", "Ukraine", "Turkey", "Cuba", "Mali", "Niger"])
def test_a_country_wins_over_towns_of_its_name(gazetteer: Gazetteer, name: str) -> None:
    """Country names are countries first."""
    assert gazetteer.candidates(name)[0].place.kind == "PCLI"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("U.S.", "US"), ("US", "US"), ("USA", "US"), ("the United States", "US"), ("America", "US"),
        ("UK", "GB"), ("Britain", "GB"), ("DRC", "CD"), ("Burma", "MM"), ("Ivory Coast", "CI"),
        ("Côte d'Ivoire", "CI"), ("Czech Republic", "CZ"), ("Holland", "NL"), ("Swaziland", "SZ"),
        ("Cape Verde", "CV"), ("Russian Federation", "RU"), ("Türkiye", "TR"), ("UAE", "AE"),
    ],
)  # fmt: skip
def test_countries_have_their_common_forms(gazetteer: Gazetteer, name: str, code: str) -> None:
    """Short forms, long forms, old names and abbreviations lead to the country."""
    best = gazetteer.candidates(name)[0].place
    assert (best.kind, best.country) == ("PCLI", code)


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Donetsk region", "geonames:UA.05"), ("Donetsk oblast", "geonames:UA.05"),
        ("Luhansk People's Republic", "geonames:UA.14"), ("Belgorod region", "geonames:RU.09"),
        ("NSW", "geonames:AU.02"), ("B.C.", "geonames:CA.02"), ("Kan.", "geonames:US.KS"),
        ("Alta.", "geonames:CA.01"), ("Rostov region", "geonames:RU.61"), ("South Darfur", "geonames:SD.49"),
        ("Washington state", "geonames:US.WA"), ("Gomel region", "geonames:BY.02"),
    ],
)  # fmt: skip
def test_admin1_areas_have_their_usual_english_forms(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    """'Donetsk region', 'NSW' and 'Kan.' lead to the area."""
    assert place_id in [candidate.place.id for candidate in gazetteer.candidates(name)[:2]]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Valuyiki", "Valuyki"), ("Stanitsya Luhanska", "Stanytsia Luhanska"), ("Gomel", "Gomel"),
        ("Homel", "Gomel"), ("Khan Younis", "Khan Younis"), ("Al-Fashir", "El Fasher"),
        ("El Fasher", "El Fasher"), ("Kharkov", "Kharkiv"), ("Харків", "Kharkiv"), ("Kiev", "Kyiv"),
        ("Novognativka", "Novohnativka"), ("Zyabrovka", "Ziabrauka airfield"),
    ],
)  # fmt: skip
def test_a_place_is_found_under_other_spellings(gazetteer: Gazetteer, written: str, found: str) -> None:
    """Habits of transliteration from Ukrainian, Russian, Belarusian and Arabic lead to the same place."""
    assert gazetteer.candidates(written)[0].place.name == found


def test_the_answer_tells_how_the_name_matched(gazetteer: Gazetteer) -> None:
    """Exact, folded, transliterated and close matches are told apart."""
    kinds = [
        gazetteer.candidates(name, close=True)[0].match
        for name in ("Kyiv", "KYIV", "Stanitsya Luhanska", "Kramatorsx")
    ]
    assert kinds == ["exact", "folded", "transliterated", "close"]


def test_close_names_are_tried_only_when_asked_for(gazetteer: Gazetteer) -> None:
    """A misspelling finds nothing by itself: a guess is a guess."""
    assert gazetteer.candidates("Kramatorsx") == ()
    guess = gazetteer.candidates("Kramatorsx", close=True)[0]
    assert guess.place.name == "Kramatorsk"
    assert guess.score <= 0.5


def test_an_unknown_name_finds_nothing(gazetteer: Gazetteer) -> None:
    """'Not in the gazetteer' is an answer: empty, no error."""
    assert gazetteer.candidates("Qwxyzzytown") == ()
    assert not gazetteer.has_name("Qwxyzzytown")


@pytest.mark.parametrize(
    "name", ["", " ", "'", "\x00", "a" * 10_000, "日本", "=US", "@russian", "#geomap:donbas"]
)
def test_hostile_names_do_no_harm(gazetteer: Gazetteer, name: str) -> None:
    """Anything may be asked for; keys of our own are no names."""
    found = gazetteer.candidates(name, close=True)
    assert all(candidate.place.name != "United States" for candidate in found)


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("New York City police", 3), ("the United States said", 3), ("Donetsk People's Republic forces", 3),
        ("Kyiv", 1), ("Nowhereatall", 0), ("U.S. troops", 1), ("Black Sea coast", 2),
    ],
)  # fmt: skip
def test_longest_match_takes_the_longest_name(gazetteer: Gazetteer, words: str, length: int) -> None:
    """Scanning text prefers 'New York City' to 'New York'."""
    assert gazetteer.longest_match(words.split(), 0) == length


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Russian", "Russia"),
        ("Syrians", "Syria"),
        ("Gazans", "Gaza Strip"),
        ("Crimean", "Crimea"),
        ("Kurdish", "Kurdistan"),
    ],
)
def test_demonyms_lead_to_their_country_or_region(gazetteer: Gazetteer, word: str, name: str) -> None:
    """'Syrians' belongs to Syria."""
    place = gazetteer.demonym(word)
    assert place is not None
    assert place.name == name


def test_a_word_that_is_no_demonym_has_none(gazetteer: Gazetteer) -> None:
    """Unknown words give None."""
    assert gazetteer.demonym("Tuesday") is None


@pytest.mark.parametrize(
    "name",
    "Donbas;Crimea;Middle East;Baltic states;Darfur;Nagorno-Karabakh;Gaza Strip;West Bank;Kashmir;Tigray;"
    "Idlib;Black Sea;Sea of Azov;Strait of Hormuz;Danube;Lake Chad;Alps;Mount Etna;Lampedusa;"
    "Kerch Strait Bridge;"
    "Pripyat;Otreshkovo;Novohnativka;Hranitne;Soloti;Pogonovo;Opuk;Osintorf;Ziabrauka;Perekop;"
    "line of contact;"
    "NATO headquarters;UN headquarters;Line of Control;Zaatari;Rafah crossing;Kakhovka Dam".split(";"),
)
def test_regions_waters_and_sites_of_reporting_are_known(gazetteer: Gazetteer, name: str) -> None:
    """Beyond towns: regions, seas, rivers, mountains, camps, crossings, dams, lines."""
    assert gazetteer.candidates(name)


def test_chornobyl_is_not_its_larger_namesake(gazetteer: Gazetteer) -> None:
    """A wrong alternate name in the source was dropped."""
    best = gazetteer.candidates("Chornobyl")[0].place
    assert best.lat == pytest.approx(51.28, abs=0.05)


def test_find_puts_the_nearest_first(gazetteer: Gazetteer) -> None:
    """``near`` decides among namesakes."""
    assert gazetteer.find("Springfield", near="Boston")[0].place.admin1 == "Massachusetts"
    assert gazetteer.find("Donetsk", near="Rostov-on-Don", kind="PPL")[0].place.country == "RU"


def test_find_keeps_to_country_and_kind(gazetteer: Gazetteer) -> None:
    """``country`` may be a code or a name; ``kind`` a feature code or its beginning."""
    assert {c.place.country for c in gazetteer.find("Paris", country="US")} == {"US"}
    assert {c.place.country for c in gazetteer.find("Paris", country="France")} == {"FR"}
    assert {c.place.kind for c in gazetteer.find("Luhansk", kind="ADM")} == {"ADM1", "ADM2"}


def test_find_refuses_unknown_context(gazetteer: Gazetteer) -> None:
    """A context that names nothing is an error, not ignored."""
    with pytest.raises(PlaceNotFoundError, match="Qwxyzzy"):
        gazetteer.find("Paris", near="Qwxyzzytown")
    with pytest.raises(PlaceNotFoundError, match="Atlantis"):
        gazetteer.find("Paris", country="Atlantis")


def test_a_place_is_found_again_by_its_id(gazetteer: Gazetteer) -> None:
    """Ids lead back to the same place; unknown ones are refused."""
    for name in ("Kyiv", "Donbas", "Donetsk region", "Ukraine"):
        place = gazetteer.candidates(name)[0].place
        assert gazetteer.place(place.id) == place
    with pytest.raises(PlaceNotFoundError, match="geonames:1"):
        gazetteer.place("geonames:1")


def test_a_formation_leads_to_its_garrison_and_is_no_place(gazetteer: Gazetteer) -> None:
    """'Black Sea Fleet' is in Sevastopol when asked as a formation; as a place name it is unknown."""
    garrison = gazetteer.formation("Black Sea Fleet")
    assert garrison is not None
    assert garrison.lat == pytest.approx(44.6, abs=0.1)
    assert gazetteer.candidates("Black Sea Fleet") == ()


def test_scores_are_shares(gazetteer: Gazetteer) -> None:
    """Scores lie between 0 and 1, best first, and sum to no more than 1."""
    scores = [candidate.score for candidate in gazetteer.candidates("San Jose")]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1.0001


def test_the_gazetteer_is_what_stages_ask_for(gazetteer: Gazetteer) -> None:
    """It fits the protocol of the model."""
    lookup: PlaceLookup = gazetteer
    assert lookup.has_name("Kyiv")


def test_a_name_several_letters_off_is_a_marked_guess(gazetteer: Gazetteer) -> None:
    """'Valyiuki' is three letters from Valuyki, and one sound."""
    best = gazetteer.candidates("Valyiuki", close=True)[0]
    assert (best.place.name, best.match) == ("Valuyki", "close")
    assert not gazetteer.candidates("Valyiuki")


@pytest.mark.parametrize(
    ("asked", "name", "lon", "lat"),
    [
        ("eastern Ukraine", "eastern Ukraine", 36.5, 48.5),
        ("the north of Mali", "north Mali", -1.0, 22.0),
        ("north-west Syria", "north-west Syria", 37.0, 35.5),
    ],
)
def test_find_answers_for_parts_of_areas(
    gazetteer: Gazetteer, asked: str, name: str, lon: float, lat: float
) -> None:
    """A direction and a name that has no row of its own is that part of the outline."""
    best = gazetteer.find(asked)[0].place
    assert best.name == name
    assert (best.lon, best.lat) == pytest.approx((lon, lat), abs=3)
    outline = gazetteer.polygon(best.id)
    assert outline is not None
    assert outline.shape.contains(shapely.Point(best.lon, best.lat))


@pytest.mark.parametrize("asked", ["South Sudan", "Eastern Europe", "North Macedonia", "North Darfur"])
def test_a_name_of_its_own_is_no_part(gazetteer: Gazetteer, asked: str) -> None:
    """A row by that name comes first."""
    assert "#" not in gazetteer.find(asked)[0].place.id


@pytest.mark.parametrize(
    ("words", "start", "known"),
    [
        ("GARY, IN", 1, 1),
        ("CLASHES IN KYIV", 1, 0),
        ("Portland, OR", 1, 1),
        ("in NSW", 1, 1),
    ],
)
def test_an_abbreviation_that_is_a_word_needs_a_comma(
    gazetteer: Gazetteer, words: str, start: int, known: int
) -> None:
    """'IN' is Indiana behind 'Gary,'; in a headline it is a word."""
    assert gazetteer.longest_match(words.split(), start) == known


def test_what_a_service_answered_is_known_beside_the_index(gazetteer: Gazetteer) -> None:
    """Its places keep their own source and licence, and take no name from the index."""
    answer = gazetteer.place("geonames:703448")
    place = replace(answer, id="osm:node/7", name="Old Mill Nowhere", source="A service", licence="ODbL 1.0")
    learnt = gazetteer.learn({"Old Mill Nowhere": (place,), "Paris": (place,)})
    assert learnt.candidates("old mill nowhere")[0].place == place
    assert learnt.candidates("Paris")[0].place.country == "FR"
    assert "A service (ODbL 1.0)" in learnt.info()["sources"]
    assert not gazetteer.candidates("Old Mill Nowhere")
