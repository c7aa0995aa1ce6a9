"""What is not English is read, kept and named, and nothing is guessed from it."""

from __future__ import annotations

import json
from pathlib import Path

import geomap

ENGLISH = "12:30 GMT 17 June 2023\nFlood\n\nWater covered streets in Kherson, police said.\n"
GERMAN = (
    "Überschwemmung, laufend\n\n12:30 GMT 17 June 2023\nHochwasser in Poltawa\n\nIn Poltava stehen nach dem"
    " Beschuss die Straßen unter Wasser, sagte die Polizei. Shelling hit Poltava, hieß es dort.\n\n"
    "11:00 GMT 17 June 2023\nDörfer geräumt\n\nZwei Dörfer bei der Stadt wurden in der Nacht geräumt.\n"
)
ROWS = """fecha,lat,lon,description,category
2023-06-17,49.6,34.5,La lluvia ha inundado las calles de la ciudad,flood
2023-06-16,49.7,34.6,El puente de la ciudad está cerrado por las autoridades,flood
"""


def test_a_page_in_another_language_is_named_and_not_mined(tmp_path: Path) -> None:
    """It stands in the manifest with its note; no mark comes of it, not even where it quotes English."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "in" / "b.txt").write_text(GERMAN, "utf-8")
    built = geomap.build([tmp_path / "in"], tmp_path / "out", stills=False)
    quotes = [quote for frame in built.layers.frames.values() for quote in frame["quote"]]
    assert len(quotes) == 1
    assert "Kherson" in quotes[0]
    manifest = json.loads((tmp_path / "out" / "layers" / "manifest.json").read_text("utf-8"))
    (german,) = [source for source in manifest["inputs"] if source["name"] == "b.txt"]
    assert german["posts"] == 2
    assert "the text is in another language (de): read and kept, not yet mined" in german["notes"]


def test_posts_of_a_page_are_told_one_by_one(tmp_path: Path) -> None:
    """An English page with a German post, and a German page with an English one, give what is English."""
    german = "11:00 GMT 17 June 2023\n" + GERMAN.rsplit("GMT 17 June 2023\n", 1)[1]
    (tmp_path / "a.txt").write_text(f"{ENGLISH * 2}\n{german}".replace("12:30", "13:30", 1), "utf-8")
    english = ENGLISH.replace("12:30", "10:00").replace("Kherson", "Odesa")
    (tmp_path / "b.txt").write_text(f"{GERMAN}\n{english}", "utf-8")
    built = geomap.build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out", stills=False)
    quotes = [quote for frame in built.layers.frames.values() for quote in frame["quote"]]
    assert len(quotes) == 2
    assert "Kherson" in quotes[0] + quotes[1]
    assert "Odesa" in quotes[0] + quotes[1]
    notes = [note for source in built.layers.sources for note in source.notes if "language" in note]
    other = "the text is in another language (de): read and kept, not yet mined"
    assert sorted(notes) == [
        "posts in another language (de), 1 of 3: read and kept, not yet mined",
        f"{other}, but for 1 of its posts in English",
    ]


def test_rows_that_say_where_and_when_are_drawn_in_any_language(tmp_path: Path) -> None:
    """Nothing has to be understood."""
    (tmp_path / "a.csv").write_text(ROWS, "utf-8")
    built = geomap.build([tmp_path / "a.csv"], tmp_path / "out", stills=False)
    assert built.layers.sources[0].notes[-1].startswith("the text is in another language (es)")
    assert len(built.layers.frames["events"]) == 2
