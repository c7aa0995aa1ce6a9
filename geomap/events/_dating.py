"""Which time a sentence tells of a happening: the nearest that is not another clause's."""

from __future__ import annotations

import re

from geomap.events._lexicon import within_aside
from geomap.events._moments import Phrase

__all__ = ["BACK_THEN", "PRESENT", "SAME_DAY", "distance", "inner", "of_period_before", "outdone"]

SAME_DAY = re.compile(
    r"\b(?:that|the same) (?:night|day|evening|morning|afternoon)\b|"
    r"\blater in the (?:day|morning|afternoon)\b",
    re.IGNORECASE,
)
BACK_THEN = re.compile(
    r"(?:(?:During|In|After|Before) (?:that|those) (?:\w+ )?(?:conflict|war|time|attack|period|year|"
    r"invasion|crisis|disaster|battle|offensive)|At the time|Back then)\b"
)

_PERIOD_BEFORE = re.compile(
    r"\bthe (?:(?:previous|preceding|prior) (?:\w+ )?(?:period|24 hours|day)"
    r"|(?:\w+ )?(?:period|24 hours) before)\b",
    re.IGNORECASE,
)

PRESENT = re.compile(
    r"\b(?:has|have|is|are|remains?|continues?|plans?|will|warns?|hold|holds|live|need|needs)\b|\bmay\b"
)
"""Verbs of what a report tells of its own day or its period, not of the day named before."""


_SPEECH = re.compile(
    r"\b(?:said|says|told|announced|tweeted|wrote|alleged|reported|warned|claimed|stated|added|"
    r"according)\b",
    re.IGNORECASE,
)
_BESIDE_SPEECH = 60
_RELATIVE_START = re.compile(r",\s+(?:which|who|where|whose)\b")
# 'since the invasion began on 1 October', 'an answer to the blast on Saturday': the date is of the inner one.
_SUBORDINATE = re.compile(
    r"\b(?:since (?=\w+ \w+ [\w ]*(?:began|started|visit|broke))|(?:answer|response|"
    r"reply) to |in retaliation for |"
    r"last (?:visit|visited) )[^,;]*$",
    re.IGNORECASE,
)
# 'a question about the forces, put on Friday': when it was put.
_REDUCED = re.compile(
    r",\s+(?:put|sent|asked|signed|delivered|published|released|quoted|adopted)\s+(?:\w+\s+){0,2}$"
)
_MOST = re.compile(
    r"\b(?:worst|most|deadliest|largest|biggest|strongest|heaviest|highest|lowest|bloodiest|fiercest|"
    r"first)\b"
    r"[^.;,]{0,70}$",
    re.IGNORECASE,
)


def inner(text: str, phrase: Phrase, span: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether a time belongs to another clause: 'the bridge, which appeared on Tuesday, has been removed'."""
    if phrase.start < span[1]:
        if within_aside(text, span, phrase.start, phrase.end):
            return True  # 'the minister, who took office this year, met'
        comma = text.rfind(",", sentence[0], phrase.start)
        if comma < 0 or span[0] < comma or not _RELATIVE_START.match(text, comma):
            aside = None
        else:
            aside = text.find(",", phrase.start, sentence[1])
        return aside is not None and 0 <= aside <= span[0]
    between = text[span[1] : phrase.start]
    return _SUBORDINATE.search(between) is not None or _REDUCED.search(between) is not None


def outdone(text: str, phrase: Phrase, span: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether a time only says what is outdone: 'the worst flood since 1988'."""
    return (
        span[0] < phrase.start
        and text[phrase.start : phrase.end].lower().startswith(("since", "in", "for"))
        and _MOST.search(text[sentence[0] : phrase.start]) is not None
    )


def of_period_before(quote: str) -> bool:
    """Whether a count is of the reporting period before the one told last.

    Behind a figure the words only tell what that is compared with: '189, after 24 in the period before'.
    """
    before = _PERIOD_BEFORE.search(quote)
    return before is not None and not any(letter.isdigit() for letter in quote[: before.start()])


def distance(text: str, phrase: Phrase, span: tuple[int, int]) -> float:
    """Characters between a time phrase and the trigger; more beside a verb of speech: when it was said."""
    gap = max(phrase.start - span[1], span[0] - phrase.end, 0)
    beside = text[max(0, phrase.start - 12) : phrase.start] + " " + text[phrase.end : phrase.end + 10]
    return gap + (_BESIDE_SPEECH if _SPEECH.search(beside) else 0)
