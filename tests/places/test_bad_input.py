"""Text as nobody should write it: no crash, offsets exact, time that grows with the text alone."""

from __future__ import annotations

import json
import time

import pytest

from geomap.gazetteer import Gazetteer
from geomap.places import find_places, stream

SENTENCE = "The river rose in the night and people in Kharkiv and Luhansk left. "


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("", []),
        ("no place is named here at all. " * 50, []),
        ("Kyiv, Lviv, Odesa", ["Kyiv", "Lviv", "Odesa"]),
        ("Удар по Харкову", None),
        ("غارة على غزة وירושלים", None),
        ("Shelling in Khar\u200bkiv and in \ufeffKyiv.", ["Khar\u200bkiv", "Kyiv"]),
        ("Shelling in &lt;b&gt;Kyiv&lt;/b&gt; &amp; in Lviv.", ["Kyiv", "Lviv"]),
        ("Lo\u0301dz\u0301 and Kyiv", None),
        ("\x00\x01\ud800 in Kyiv", ["Kyiv"]),
        ("[" * 50_000, []),
        ("A-" * 20_000, []),
        (". " * 50_000, []),
        ("\n" * 100_000, []),
    ],
)
def test_odd_text_keeps_exact_offsets(gazetteer: Gazetteer, text: str, surfaces: list[str] | None) -> None:
    """Whatever is found stands in the text where it is said to stand."""
    found = find_places(text, gazetteer)
    assert all(text[mention.start : mention.end] == mention.surface for mention in found)
    if surfaces is not None:
        assert [mention.surface for mention in found] == surfaces


def test_line_of_ten_million_characters(gazetteer: Gazetteer) -> None:
    """A word without end is read in seconds, a name after it found at its place."""
    text = "a" * 10_000_000 + " and in Kyiv"
    (answer,) = stream([json.dumps({"id": "long", "text": text})], gazetteer)
    (mention,) = json.loads(answer)["mentions"]
    assert mention["start"] == len(text) - 4


def test_time_grows_with_the_text_alone(gazetteer: Gazetteer) -> None:
    """Eight times the text, in one line, takes no more than sixteen times as long."""

    def spent(text: str) -> float:
        start = time.process_time()
        find_places(text, gazetteer)
        return time.process_time() - start

    find_places(SENTENCE, gazetteer)
    assert spent(SENTENCE * 4000) < 16 * spent(SENTENCE * 500)
