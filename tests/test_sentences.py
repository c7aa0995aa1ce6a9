"""Sentences are cut where a reader would cut them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap._sentences import sentence_spans


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell. Nobody was hurt.", ["The bridge fell.", "Nobody was hurt."]),
        (
            "Gen. Ivo Marin left the U.S. on Feb. 16. He is back.",
            ["Gen. Ivo Marin left the U.S. on Feb. 16.", "He is back."],
        ),
        ("It rained at 7:30 p.m. local time.", ["It rained at 7:30 p.m. local time."]),
        ("“We stay.” She left.", ["“We stay.”", "She left."]),
        ("A heading without a stop\nThe text.", ["A heading without a stop", "The text."]),
        ("J. Doe came. K. Roe went!", ["J. Doe came.", "K. Roe went!"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Stops after abbreviations and initials do not end a sentence; line breaks do."""
    assert _sentences(text) == expected


@given(st.text(alphabet="ab A.!?\n\"'”U", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    """Spans are in order, do not overlap, and hold every character that is no white space."""
    spans = list(sentence_spans(text))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
