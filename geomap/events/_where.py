"""Where an event happened: the place of its sentence nearest to the trigger, else a neighbour's or the heading's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.model import Location, Mention

__all__ = ["Choice", "MentionIndex", "choose", "ends_of", "is_fine", "siblings"]

_LOCATIVE = re.compile(
    r"\b(?:in|at|near|on|outside|inside|around|along|across|over|over the|off|within|throughout|towards?|into|onto|to|from|of|between|through|via|leaving|left|departed|above|beyond|surrounding|encircling|reach(?:ed)?|hit|struck|shelled|visit(?:ed|ing|s)?|entered|captured|seized)\s+(?:the |both |a |an |its |their |ukraine[’']s |[a-z]+(?:ern) )*(?:city of |town of |village of |region of |settlement of |province of |state of |capital |port of |island of |district of |capital city )?$",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;:“”\"—]|,\s|\b(?:but|while|that|which|where|after|because|although|despite|when|as)\b", re.IGNORECASE
)
_JOIN = re.compile(
    r"\s*(?:,|and|or|, and|, or|/|&|as well as)\s*(?:(?:in|near|the|at|around|on|from|along)\s+)*"
)
_CONTAINER = re.compile(
    r"\s*(?:,|in|,? in the|\(|, in)\s*(?:[a-z-]+(?:ern|west|east|north|south)\s+)?(?:a )?"
)
_FROM = re.compile(
    r"\b(?:from|out of|leaving|left|departed|departing|away from)\s+(?:the |its |their |[a-z]+ )?(?:city of |region of |direction of )?$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:to|towards?|into|for|heading for|bound for|reached|entered|entering)\s+(?:the |its |their )?(?:city of |direction of |region of |border with )?$",
    re.IGNORECASE,
)
_FINE = {"site": 0, "settlement": 1, "near": 1, "district": 2, "line": 3, "region": 3, "country": 4}


@dataclass(frozen=True, slots=True)
class Choice:
    """A place for a trigger, with how it was found; ``reason`` says it to a reader."""

    mention: Mention
    location: Location
    confidence: float
    reason: str


class MentionIndex:
    """Mentions of a document by offset."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
        self._starts = [mention.start for mention in self._mentions]

    def between(self, start: int, end: int) -> list[Mention]:
        """Mentions that begin in ``start``..``end``."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def span_of(mention: Mention) -> tuple[int, int]:
    """The span of the whole place expression."""
    return mention.expression or (mention.start, mention.end)


def is_fine(location: Location) -> bool:
    """Whether a location is finer than a country."""
    return location.precision != "country"


def choose(
    text: str,
    sentence: tuple[int, int],
    hit: tuple[int, int],
    mentions: Sequence[Mention],
    *,
    reach: int | None = None,
) -> list[Choice]:
    """Places of the sentence for a trigger at ``hit`` (character span), best first; empty when it names none.

    ``reach`` limits how many characters after the trigger a place may begin.
    """
    scored: list[tuple[float, int, Choice]] = []
    for mention in mentions:
        location = mention.location
        if location is None or not mention.literal:
            continue
        begin, end = span_of(mention)
        if reach is not None and not hit[0] - 2 <= begin <= hit[1] + reach:
            continue
        score = mention.confidence * 0.5
        before = text[max(sentence[0], begin - 60) : begin]
        if begin >= hit[1]:
            between = text[hit[1] : begin]
            score += 1.0
        else:
            between = text[end : hit[0]] if end <= hit[0] else ""
            score += 0.4
        score -= min(len(between), 160) / 100
        score -= 0.35 * len(_BREAK.findall(between))
        if _LOCATIVE.search(before):
            score += 0.8
        score += (4 - _FINE[location.precision]) * 0.15
        reason = f"'{mention.surface}' stands in the sentence"
        scored.append(
            (-score, begin, Choice(mention, location, round(max(0.1, min(1.0, 0.5 + score / 4)), 3), reason))
        )
    scored.sort(key=lambda item: item[:2])
    choices = [choice for _, _, choice in scored]
    if choices:
        choices = _finest_first(text, choices)
    return choices


def _finest_first(text: str, choices: list[Choice]) -> list[Choice]:
    """'Munich, Germany' is Munich: the name before the one that contains it."""
    best = choices[0]
    for other in choices[1:]:
        if _FINE[other.location.precision] < _FINE[best.location.precision]:
            first, second = span_of(other.mention), span_of(best.mention)
            if first[1] <= second[0] and _CONTAINER.fullmatch(text[first[1] : second[0]]):
                return [other, *(choice for choice in choices if choice is not other)]
    return choices


def siblings(text: str, chosen: Choice, choices: Sequence[Choice]) -> list[Choice]:
    """The chosen place and those joined to it by commas or 'and', of like precision: 'near Donetsk and Luhansk'."""
    ordered = sorted(choices, key=lambda choice: span_of(choice.mention)[0])
    at = ordered.index(chosen)
    group = [chosen]
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(ordered):
            one, other = sorted(
                (ordered[here], ordered[here + step]), key=lambda choice: span_of(choice.mention)[0]
            )
            between = text[span_of(one.mention)[1] : span_of(other.mention)[0]]
            like = abs(_FINE[one.location.precision] - _FINE[other.location.precision]) <= 1
            if not like or not _JOIN.fullmatch(between) or one.location.place_ids == other.location.place_ids:
                break
            group.append(ordered[here + step])
            here += step
    return sorted(group, key=lambda choice: span_of(choice.mention)[0])


def ends_of(
    text: str, sentence: tuple[int, int], mentions: Sequence[Mention]
) -> tuple[Mention | None, Mention | None]:
    """Origin ('from X') and destination ('to X', 'towards X') named in a sentence."""
    origin = destination = None
    for mention in mentions:
        if mention.location is None or not mention.literal:
            continue
        begin, _ = span_of(mention)
        before = text[max(sentence[0], begin - 40) : begin]
        if origin is None and _FROM.search(before):
            origin = mention
        elif destination is None and _TO.search(before):
            destination = mention
    return origin, destination
