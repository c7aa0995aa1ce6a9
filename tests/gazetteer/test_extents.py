"""Districts, airports, seas, lakes and rivers: what lies where, and how far it reaches."""

from __future__ import annotations

import pytest
import shapely

from geomap.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("name", "country", "lon", "lat"),
    [
        ("Ariha subdistrict", "SY", 36.61, 35.81),
        ("Nangarhar", "AF", 70.45, 34.43),
        ("Bint Jbeil district", "LB", 35.43, 33.12),
        ("Beni territory", "CD", 29.47, 0.49),
        ("Maungdaw township", "MM", 92.37, 20.82),
        ("Cité Soleil commune", "HT", -72.33, 18.58),
        ("Suwannee County", "US", -82.98, 30.29),
        ("Ambovombe commune", "MG", 46.09, -25.17),
    ],
)
def test_an_area_holds_its_seat(
    gazetteer: Gazetteer, name: str, country: str, lon: float, lat: float
) -> None:
    """Second-order areas of the countries in boundaries.csv are areas, not circles."""
    found = gazetteer.find(name, country=country, kind="ADM")
    outline = gazetteer.polygon(found[0].place.id)
    assert outline is not None
    assert outline.shape.buffer(0.05).contains(shapely.Point(lon, lat))


@pytest.mark.parametrize("name", ["Uasin Gishu", "Lower Dir", "Kech", "Jajarkot", "North Gondar", "Bajaur"])
def test_a_district_is_found_by_its_bare_name(gazetteer: Gazetteer, name: str) -> None:
    """Reporting leaves the word 'district' out."""
    assert gazetteer.candidates(name)[0].place.kind.startswith("ADM")


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Heathrow", -0.45, 51.47),
        ("Khartoum airport", 32.55, 15.59),
        ("Kharkiv international airport", 36.29, 49.92),
    ],
)
def test_airports_are_found_by_name(gazetteer: Gazetteer, name: str, lon: float, lat: float) -> None:
    """By their own name or their city's."""
    place = gazetteer.candidates(name)[0].place
    assert place.kind in {"AIRP", "AIRB"}
    assert (place.lon, place.lat) == pytest.approx((lon, lat), abs=0.05)


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("Black Sea", (34.0, 43.5), (36.8, 46.1)),
        ("Sea of Azov", (36.8, 46.1), (34.0, 43.5)),
        ("Persian Gulf", (51.0, 27.0), (58.5, 24.8)),
        ("Red Sea", (38.5, 20.0), (48.0, 12.5)),
        ("Lake Victoria", (33.0, -1.0), (36.8, -1.3)),
        ("Mediterranean Sea", (18.0, 35.0), (34.0, 43.5)),
    ],
)
def test_waters_have_their_ground(
    gazetteer: Gazetteer, name: str, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    """A sea is its water: no land, and not the sea beside it."""
    outline = gazetteer.polygon(gazetteer.candidates(name)[0].place.id)
    assert outline is not None
    assert outline.shape.contains(shapely.Point(inside))
    assert not outline.shape.contains(shapely.Point(outside))


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Dnipro River", 35.0, 48.5),
        ("Danube", 16.4, 48.2),
        ("Siverskyi Donets", 37.28, 49.2),
        ("Nile", 32.8, 25.0),
    ],
)
def test_rivers_are_lines(gazetteer: Gazetteer, name: str, lon: float, lat: float) -> None:
    """A river runs by the towns on it."""
    place = gazetteer.candidates(name)[0].place
    course = gazetteer.line(place.id)
    assert place.precision == "line"
    assert course is not None
    assert course.shape.distance(shapely.Point(lon, lat)) < 0.5


def test_no_sea_lies_on_land(gazetteer: Gazetteer) -> None:
    """Capitals are not at sea."""
    towns = [gazetteer.candidates(name)[0].place for name in ("Kyiv", "Ankara", "Cairo", "Rome", "Tehran")]
    seas = [
        gazetteer.polygon(f"geomap:{sea}") for sea in ("black-sea", "mediterranean", "caspian", "red-sea")
    ]
    for sea in seas:
        assert sea is not None
        assert not any(sea.shape.contains(shapely.Point(town.lon, town.lat)) for town in towns)


def test_countries_have_the_zone_of_most_people(gazetteer: Gazetteer) -> None:
    """A country whose people are spread over many zones may have none."""
    zones = {name: gazetteer.candidates(name)[0].place.timezone for name in ("Ukraine", "Sudan", "Russia")}
    assert zones == {"Ukraine": "Europe/Kyiv", "Sudan": "Africa/Khartoum", "Russia": "Europe/Moscow"}


@pytest.mark.parametrize("word", ["old", "has", "saw", "town", "village", "sense"])
def test_a_word_is_no_district(gazetteer: Gazetteer, word: str) -> None:
    """A district that is called so is found with the word for its kind."""
    assert not gazetteer.has_name(word)
