"""Names as they are shown, and the words for the kind of area taken off them."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.gazetteer._display import add_article_forms, plain, show_usual_names, ukrainian
from geomap.gazetteer._geonames import base_name
from geomap.gazetteer._rows import Row


def _town(name: str, country: str, *names: str, population: int = 9000) -> Row:
    return Row(
        id="geonames:1", name=name, names=list(names), kind="PPL", country=country, lon=0, lat=0,
        population=population,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "country", "shown"),
    [
        ("Ardabīl", "IR", "Ardabil"),
        ("Tver’", "RU", "Tver"),
        ("Orël", "RU", "Oryol"),
        ("Xi’an", "CN", "Xi'an"),
        ("Bogotá", "CO", "Bogotá"),
        ("São Paulo", "BR", "São Paulo"),
    ],
)
def test_marks_go_where_another_script_is_written(written: str, country: str, shown: str) -> None:
    """Accents of a Latin alphabet are part of the name; marks of a romanisation are not."""
    assert plain(written, country) == shown


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Станиця Луганська", "Stanytsia Luhanska"),
        ("Згурівка", "Zghurivka"),
        ("Єнакієве", "Yenakiieve"),
        ("Мар'їнка", "Marinka"),
        ("Бердянск ы", ""),
    ],
)
def test_ukrainian_is_romanised_by_the_official_rules(name: str, latin: str) -> None:
    """Letters at the start of a word have their own spelling; Russian gives nothing."""
    assert ukrainian(name) == latin


def test_the_official_spelling_is_shown_where_geonames_has_it() -> None:
    """The habit of the main name is mended; the old name is kept."""
    row = _town("Shchastya", "UA", "Щастя")
    show_usual_names([row])
    assert row.name == "Shchastia"
    assert "Shchastya" in row.names


def test_a_spelling_that_no_name_bears_out_is_not_made_up() -> None:
    """Without a name that says so, GeoNames' spelling stays."""
    row = _town("Biyuk Onlar", "UA")
    show_usual_names([row])
    assert row.name == "Biyuk Onlar"


def test_arabic_articles_are_exchanged() -> None:
    """'Ar Raqqah' is 'al-Raqqah'; a town goes without, a hamlet does not."""
    town, hamlet = _town("Ar Raqqah", "SY"), _town("Ash Shaykh", "SY", population=100)
    add_article_forms([town, hamlet])
    assert {"Al Raqqah", "El Raqqah", "Raqqah"} <= set(town.names)
    assert "Shaykh" not in hamlet.names


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("Lower Dir District", "Lower Dir"),
        ("Shahrestān-e Zāhedān", "Zāhedān"),
        ("Kabupaten Bogor", "Bogor"),
        ("Provincia de Lugo", "Lugo"),
        ("West Wellega", "West Wellega"),
    ],
)
def test_the_word_for_the_kind_of_area_comes_off(name: str, base: str) -> None:
    """A district is found by its own name; what sets it apart from its neighbour stays."""
    assert base_name(name) == base


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("Stanytsya-Luhanska", "Stanytsia Luhanska"),
        ("Khān Yūnis", "Khan Younis"),
        ("Mar'yinka", "Marinka"),
        ("Al-Fashir", "El Fasher"),
        ("Al Hudaydah", "Hodeidah"),
        ("Homyel'", "Gomel"),
    ],
)
def test_places_are_shown_as_reporting_spells_them(gazetteer: Gazetteer, asked: str, shown: str) -> None:
    """Under GeoNames' spelling too the usual one comes back."""
    assert gazetteer.candidates(asked)[0].place.name == shown
