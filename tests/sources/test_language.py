"""Languages: what is not English is named; English, however short, is never taken for another."""

import json
from pathlib import Path

import pytest

from geomap.sources import read
from geomap.sources._language import code_of, language_of


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Deux personnes ont été blessées dans une explosion à Telva, selon la police."),
        ("es", "Protesta en la capital: los manifestantes marcharon hacia el palacio."),
        ("it", "Alluvione in Emilia, evacuate mille persone nella notte a Faenza"),
        ("de", "Bei Überschwemmungen im Süden wurden zwei Menschen verletzt."),
        ("nl", "Brand in de haven, omwonenden moeten ramen en deuren sluiten"),
        ("pl", "W wyniku ostrzału w mieście zginęły dwie osoby, poinformował mer"),
        ("uk", "Унаслідок обстрілу міста поранено двох людей, повідомив мер."),
        ("ru", "В результате обстрела города пострадали два человека, сообщил губернатор."),
        ("ar", "أصيب شخصان في انفجار وقع في وسط المدينة صباح اليوم"),
        ("ja", "昨夜の地震で二人がけがをしたと市長が述べました"),
        ("id", "Gempa mengguncang kota, ratusan rumah rusak dan warga mengungsi ke tenda"),
        ("tr", "Deprem sonrası arama kurtarma çalışmaları devam ediyor, yollar kapalı"),
    ],
)
def test_one_sentence_tells_its_language(code: str, text: str) -> None:
    """As short as a post in a channel is."""
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Explosion reported near Kharkiv airport; two injured, police say.",
        "Road blocked Nyamirambo, avoid area",
        "3 killed 12 hurt Quetta blast",
        "Air raid alert: Dnipro, Zaporizhzhia, Kharkiv, Sumy, Poltava oblasts",
        "Evacuation ordered Lahaina, Kula, Olinda residents urged leave immediately",
        "Protesters clash with police Nairobi CBD, tear gas fired Moi Avenue",
        "Among them were Mahinda Amaraweera, Sarath Amunugama, Nimal Siripala and Duminda Dissanayake.",
        "Rivers rise. Bridge shut. Buses late. Trains stopped. Schools closed.",
    ],
)
def test_short_english_is_never_another_language(text: str) -> None:
    """Names look foreign in any language."""
    assert language_of(text) in (None, "en")


@pytest.mark.parametrize(
    ("told", "code"),
    [("en-GB", "en"), ("English", "en"), ("eng", "en"), ("UK", "uk"), ("x", None), (None, None), ("", None)],
)
def test_languages_as_inputs_name_them(told: str | None, code: str | None) -> None:
    """Codes with countries, and English by its name; other words tell nothing."""
    assert code_of(told) == code


def test_words_go_before_what_a_template_says(tmp_path: Path) -> None:
    """Pages in any language stand in templates that call themselves English."""
    path = tmp_path / "a.html"
    words = "Die Stadt hat in der Nacht zwei Brücken gesperrt, und die Züge fahren nicht mehr. " * 3
    path.write_text(f"<html lang='en'><body><article><p>{words}</p></article></body></html>", "utf-8")
    assert read(path)[0].language == "de"


def test_a_record_that_names_its_language_in_full_is_english(tmp_path: Path) -> None:
    """'English' is no code, and no reason to leave the record unread."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Rivers rise. Bridge shut.", "language": "English"}))
    (document,) = read(path)
    assert document.language == "en"
    assert not any("language" in note for note in document.notes)


def test_another_language_is_kept_and_named(tmp_path: Path) -> None:
    """Its posts and times are there; the note says that it was not mined."""
    path = tmp_path / "a.txt"
    path.write_text(
        "14:32 Uhr, 17. März 2021\nDamm hält\n\nDer Damm bei Ormeno hält, sagt der Minister.\n" * 2
    )
    (document,) = read(path)
    assert document.language == "de"
    assert document.posts[0].published is not None
    assert document.notes[-1] == "the text is in another language (de): read and kept, not yet mined"
