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
        ("Tarn has closed its schools as a precaution, as has Halm, says the health unit.", "health unit"),
        ("The town was hit and Jan Holt, the mayor, said ten people died.", "Jan Holt"),
        ("Four people are known to have died, said the district administrator, Jan Holt.", "Jan Holt"),
        ("Two tanks stood at the bridge, a shopkeeper said by telephone.", "shopkeeper"),
        ("A group that calls itself Red Dawn claimed the bombing.", "Red Dawn"),
        ("A retired colonel who trained the Marines believes the rebels fired.", "retired colonel"),
        ("A reporter for a Tarn daily told us that shells fell.", "reporter for a Tarn daily"),
        ("Aerial pictures released by the air force show a river of mud.", "air force"),
        ("Images taken by a commercial firm on 2 March show rows of tanks.", "images"),
        ("One of them, a teacher, said that he had counted 15 bodies.", "teacher"),
        ("An item at 11:50 p.m. ET said that the dam had failed.", None),
        ("Two new confirmed cases were found on Sunday.", None),
        ("Attacks on ships have continued since January.", None),
        ("An earlier version of this post said two people had died.", None),
        ("The claim could not be independently verified.", None),
        ("In Halm region it recorded 402.", None),
        ("Four soldiers were hurt.", None),
    ],
)
def test_the_speaker_is_named(sentence: str, who: str | None) -> None:
    """A name behind the statement, in an apposition, after a dateline; never the fragment of a clause."""
    told = voice_of(sentence).who
    assert (told is None) if who is None else (told is not None and who in told and len(told) < len(who) + 25)
