"""What no trigger foresees: a place told of in a crisis, its category by the words around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from geomap.events._clauses import stance_in
from geomap.events._context import Context
from geomap.events._lexicon import Hit, Token, Trigger, word_hints
from geomap.events._making import make_report
from geomap.events._placing import Telling
from geomap.events._speakers import Voice
from geomap.events._units import Sentence
from geomap.events._where import Choice, choose, siblings, span_of
from geomap.model import CATEGORY_GROUPS, Category, Mention, Report

__all__ = ["hinted"]

_FEWEST = 2
_OFTEN = 3  # reports of a group from which one word is enough to tell of it again
_TOLD_IN = frozenset({"paragraph", "bullet", "caption"})
_PLACED = frozenset({"site", "settlement", "near", "district"})
# What says how a place is, was long ago or who is from there, not what happened.
_STANDING = re.compile(
    r"\b(?:born|grew up|founded|built|studied|based|headquarter\w*|teaches|lives|professor|institute|"
    r"university|"
    r"known for|home to|population|lies|located|situated|contact|information|correspondent|native|named "
    r"after|"
    r"once|history|century|decades|years ago|is an? |are an? |was an? |used to|traditionally|usually|often|"
    r"always|would have|had been|could have|if|unless|whether|likely|may|might|could|should|must|"
    r"believe\w*|"
    r"hope[sd]?|fear[sed]*|want[sed]*|wonder\w*|question|why|no one|nobody|not|never|no)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:was|were|has|have|had|is|are|came|went|fell|began|took|brought|told|ran|flew|drove|stood|broke|"
    r"made|lay|rose|sent|saw|found|held|met|shut|cut|hit|\w{3,}ed)\b"
)
# 'There were similar scenes in Tarn': what was told of the place before.
_ALIKE = re.compile(
    r"\b(?:similar|the same|comparable) (?:scenes|reports|incidents|protests|rallies|attacks|picture|"
    r"story|damage|"
    r"happened|marches|images)\b|\bso (?:were|was|did) \b|\blikewise\b|\bthe same (?:was|is) true\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\s*,?\s*(?:\w+ ){0,2}(?:say|says|said|told|tells|report|reports|reported|warned)\b")
_SAID = re.compile(r"\b(?:says|said|told|according to|warned|announced|signed)\b[^.;“”\"]*$")


def hinted(  # noqa: PLR0917  what a sentence is read with
    context: Context,
    sentence: Sentence,
    mentions: Sequence[Mention],
    words: Sequence[Token],
    voice: Voice,
    told: Counter[str],
) -> Iterator[Report]:
    """The report of a sentence whose words no trigger knows, at the place that it is told to be 'in'.

    Parameters
    ----------
    told
        How many reports of each group of categories the document has given so far: of two categories that the
        words hint at alike, the group told of more is taken.
    """
    text = context.document.text
    quote = text[sentence.start : sentence.end]
    if sentence.kind not in _TOLD_IN or not any(mention.location is not None for mention in mentions):
        return
    category = _category(words, told)
    if category is None and context.latest is not None and context.fresh() and _ALIKE.search(quote):
        category = context.latest.category
    choice = _place(text, sentence, mentions)
    if category is None or choice is None or _STANDING.search(quote) or not _HAPPENED.search(quote):
        return
    trigger = _trigger(category)
    begin = span_of(choice.mention)[0]
    after = next((number for number, word in enumerate(words) if word.start >= begin), len(words) - 1)
    hit = Hit(trigger, after, after + 1)
    span = (words[after].start, words[after].end)
    stance = stance_in(text, sentence, hit, span, voice)
    if stance not in {"asserts", "confirms", "doubts"}:
        return
    telling = Telling(sentence, mentions, category, hit, span, stance, voice)
    every = choose(text, (sentence.start, sentence.end), span, mentions)
    same = next((one for one in every if one.mention is choice.mention), None)
    for place in [choice] if same is None else siblings(text, same, every):
        yield make_report(context, telling, place)


def _category(words: Sequence[Token], told: Mapping[str, int]) -> Category | None:
    """The category that most words hint at; None where none does."""
    votes: Counter[Category] = Counter()
    for word in {token.word for token in words}:
        votes.update(word_hints().get(word, ()))
    if not votes:
        return None
    best = max(
        votes, key=lambda category: (votes[category], told.get(CATEGORY_GROUPS[category], 0), category)
    )
    common = told.get(CATEGORY_GROUPS[best], 0) >= _OFTEN
    return best if common or votes[best] >= _FEWEST else None


def _place(text: str, sentence: Sentence, mentions: Sequence[Mention]) -> Choice | None:
    """The place that the sentence says something was in."""
    for choice in choose(text, (sentence.start, sentence.end), (sentence.start, sentence.start), mentions):
        begin, end = span_of(choice.mention)
        if (
            choice.mention.literal
            and choice.role in {"in", "on"}
            and choice.location.precision in _PLACED
            and not _SAYS.match(text, end, sentence.end)
            and not _SAID.search(text[sentence.start : begin])
        ):
            return choice
    return None


@lru_cache(maxsize=32)
def _trigger(category: Category) -> Trigger:
    return Trigger(category, hinted=True)
