"""Who speaks in a sentence."""

from __future__ import annotations

import pytest

from geomap.events._speakers import voice_of


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("At least nine people died in the market, according to medical volunteers.", "medical volunteers"),
        ("Rescuers found six people, the interior minister, Ana Ruiz, said.", "Ana Ruiz"),
        ("The clinic has stopped work, the charity that runs it said.", "charity"),
        ("The relief force, known by its initials, says four soldiers were hurt.", "relief force"),
        ("The envoy, Jan Holt, said at a meeting in Tarn that it was over.", "Jan Holt"),
        ("TARN, Oct. 10 (Wire) - President Ann Lee said that the road was open.", "President Ann Lee"),
        ("Governor Ann Lee visited Tarn on 5 March and announced aid.", "Governor Ann Lee"),
        ("In Halm region it recorded 402.", None),
        ("Four soldiers were hurt.", None),
    ],
)
def test_the_speaker_is_named(sentence: str, who: str | None) -> None:
    """A name behind the statement, in an apposition, after a dateline; never the fragment of a clause."""
    told = voice_of(sentence).who
    assert (told is None) if who is None else (told is not None and who in told and len(told) < len(who) + 25)
