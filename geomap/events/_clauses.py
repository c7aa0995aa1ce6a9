"""The clause a trigger stands in, and what the sentence holds of its truth."""

from __future__ import annotations

import re

from geomap.events._hits import MEETS, RELIEF
from geomap.events._lexicon import Hit
from geomap.events._speakers import Voice
from geomap.events._stance import StanceKind, stance_of
from geomap.events._units import Sentence
from geomap.model import CATEGORY_GROUPS, Category, Stance

__all__ = ["ANNOUNCED", "CLAUSE", "clause_of", "stance_in"]

ANNOUNCED: frozenset[Category] = frozenset(
    {"diplomacy", "visit", "protest", "exercise", "evacuation", "other"}
)
"""What is announced before it happens, by those who will do it."""
_NOT_DENIED: frozenset[Category] = frozenset(
    {"disaster", "casualties", "monitoring_count", "evacuation", "protest"}
)
_NOT_FORETOLD: frozenset[Category] = frozenset({"exercise", "protest", "evacuation"})
_BESIDE = 60
_ORDERED = re.compile(r"\b(?:order(?:s|ed)|asked|told|tells)\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?](?=\s)|\n")
# 'Asked about a pullback, he said': who is asked of it tells of it in his answer
_ASKED = re.compile(r"(?:When )?[Aa]sked (?:about|whether|if|why|how)\b[^,;:]*[,:]")
# 'Should cholera reach the camps, clinics would be opened': nothing of it has come.
_IF_SO = re.compile(r"(?:If|Should|Were)\b[^;]*?,[^;]*?\b(?:would|could|will|may|might)\b")
CLAUSE = re.compile(
    r"[;—]|,\s+(?=(?:but|while|and|which|who|where|with|although|despite|saying|adding|warning|"
    r"as (?!well))\b)|"
    r"\b(?:but|while|although)\b|(?<=[”\"]),?\s"
)
"""Where one clause of a sentence ends and another begins."""


def stance_in(text: str, sentence: Sentence, hit: Hit, span: tuple[int, int], voice: Voice) -> Stance | None:
    """What the sentence holds of a trigger's truth; None where it tells of nothing then: 'no flood'."""
    category = hit.trigger.category
    assert category is not None, "guards are no hits"
    asked = _ASKED.match(text, sentence.start, sentence.end)
    if asked is not None and span[1] <= asked.end():
        return None
    first, last = clause_of(text, sentence, span)
    if category in MEETS:
        first = max(first, span[0] - _BESIDE)  # a plan told before a meeting is another's
    before = text[first : span[0]]
    if category == "evacuation":
        before = _ORDERED.sub(" ", before)  # who is told to leave, leaves
    stance: Stance = hit.trigger.stance or stance_of(
        before,
        text[slice(*span)],
        text[span[1] : last],
        kind="announced" if hit.trigger.tells == RELIEF else _stance_kind(category),
        rest=text[last : _whole_end(text, sentence)],
    )
    if stance == "asserts" and _IF_SO.match(text, sentence.start, sentence.end):
        stance = "predicts"
    if voice.seen and stance == "asserts":
        stance = "confirms"
    if category == "disaster" and stance == "plans" and hit.trigger.tells != RELIEF:
        stance = "predicts"  # nobody plans a storm
    if (stance == "denies" and category in _NOT_DENIED) or (
        stance == "predicts" and category in _NOT_FORETOLD
    ):
        return None
    return stance


def _whole_end(text: str, sentence: Sentence) -> int:
    """Where a sentence ends of which ``sentence`` may be the first of several main clauses."""
    if text[sentence.end : sentence.end + 1] != ";":
        return sentence.end
    match = _STOP.search(text, sentence.end)
    return len(text) if match is None else match.start()


def _stance_kind(category: Category) -> StanceKind:
    if category in ANNOUNCED:
        return "announced"
    return "attack" if CATEGORY_GROUPS[category] == "attack" else "force"


def clause_of(text: str, sentence: Sentence, span: tuple[int, int]) -> tuple[int, int]:
    """Bounds of the clause around a trigger."""
    start, end = sentence.start, sentence.end
    for match in CLAUSE.finditer(text, sentence.start, sentence.end):
        if match.end() <= span[0]:
            start = match.start()
        elif match.start() >= span[1]:
            end = match.start()
            break
    return start, end
