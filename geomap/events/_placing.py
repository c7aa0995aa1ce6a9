"""Where what a trigger tells happened: places of its sentence, else what the post told of before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.events._context import Context
from geomap.events._hits import MEETS, RELIEF
from geomap.events._lexicon import Hit
from geomap.events._same import centre, contains
from geomap.events._speakers import Voice
from geomap.events._units import Sentence
from geomap.events._where import Axis, Choice, axes_of, choose, is_fine, siblings, span_of
from geomap.model import CATEGORY_GROUPS, Category, Mention, Stance

__all__ = ["TARGET_REACH", "TOUCHING", "Telling", "axes_told", "places_of"]

_OF_A_COUNTRY: frozenset[Category] = frozenset({"cyber", "protest", "airspace", "disaster", "exercise"})
_GOES: frozenset[Category] = frozenset({"movement", "evacuation", "withdrawal", "deployment", "visit"})
_STAYS: frozenset[Category] = frozenset({"disaster", "protest"})
_NEAR = 45
_OPENING = 7
TOUCHING = 2
TARGET_REACH = 40
"""Characters between a trigger and the object it is 'of'."""
_TIED = 30
_FAR = 110
_BESIDE = 60
_AREAS = frozenset({"region", "district", "country"})
_BULK = re.compile(
    r",\s+(?:most|the bulk|the majority|half|many|mostly|mainly|chiefly|largely|nearly all|almost all|"
    r"all)\b"
    r"(?: of (?:them|which|whom|these))?\s+(?:in|at|near|around)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OTHER_CLAUSE = re.compile(r"[;:“”]|\b(?:and|but|while|which|who|that|said|says|from|to|towards)\b")

# 'At the press conference he said that what went on in X': they met elsewhere.
_SPOKEN_OF = re.compile(r"\b(?:said|says|added|warned|announced|claimed|insisted|repeated) that\b")


@dataclass(frozen=True, slots=True)
class Telling:
    """A trigger in its sentence, with what was made of it."""

    sentence: Sentence
    mentions: Sequence[Mention]
    category: Category
    hit: Hit
    span: tuple[int, int]
    stance: Stance
    voice: Voice


def axes_told(context: Context, telling: Telling, venues: frozenset[int]) -> list[Axis]:
    mentions = [mention for mention in telling.mentions if mention.start not in venues]
    bounds = (telling.sentence.start, telling.sentence.end)
    axes = axes_of(context.document.text, bounds, telling.span, mentions)
    return [
        axis
        for axis in axes
        if any(end is not None and -_TIED <= end.gap <= _FAR for end in (axis.origin, axis.target))
    ]


def places_of(  # noqa: C901, PLR0911  one return for each way to fail
    context: Context, telling: Telling, venues: frozenset[int]
) -> tuple[list[Choice], str | None]:
    """Places for a trigger, and why there is none (None when it is not worth a report without one)."""
    text = context.document.text
    sentence, span, needs = telling.sentence, telling.span, telling.hit.trigger.needs
    meets = telling.category in MEETS
    choices = choose(
        text,
        (sentence.start, sentence.end),
        span,
        telling.mentions,
        actors=telling.category in _OF_A_COUNTRY and telling.hit.trigger.tells != RELIEF,
        sites=meets,
        without=venues,
    )
    every = choices
    choices = _fitting(telling, choices)
    if meets:
        choices = [
            choice for choice in choices if not _SPOKEN_OF.search(text[span[1] : choice.mention.start])
        ]
    if context.headed_by(sentence) and all(choice.location.precision == "country" for choice in choices):
        choices = []  # 'Halm. Gruvia's police detained two men': in Halm
    if choices:
        best = _struck(choices) if CATEGORY_GROUPS[telling.category] == "attack" else choices[0]
        if best.role == "to" and telling.category not in _GOES:
            # 'The road to X is blocked in Y', 'they fled Y for X after the shelling'.
            first = sentence.start + _OPENING
            best = next(
                (
                    choice
                    for choice in choices
                    if (choice.role in {"in", "of"} and not _holds(choice, best))
                    or choice.mention.start <= first
                ),
                best,
            )
        if telling.category != "monitoring_count":
            best = _inside(text, best, every)
        found = siblings(text, best, every)
        moves = telling.category == "evacuation" or telling.hit.trigger.tells == RELIEF
        if moves and best.role in {"from", "of", "to"}:
            found += [
                end for end in choices if end.role == "to" and is_fine(end.location) and end not in found
            ]
            starts = {"from", "in"} if best.role == "to" and telling.category == "evacuation" else {"from"}
            found += [
                end
                for end in choices
                if end.role in starts and is_fine(end.location) and end not in found
                if end.role == "from" or end.mention.end <= span[0]
            ]
        found += _mostly(text, every, found)
        return found, ""
    if meets or needs == "near":
        return [], None
    if telling.category == "movement":
        return [], None
    unknown = [
        mention
        for mention in telling.mentions
        if mention.literal and mention.location is None and mention.form == "name"
    ]
    if unknown and not context.headed_by(sentence):
        return [], None if needs else f"no place of that name is known: {unknown[0].surface}"
    group = CATEGORY_GROUPS[telling.category]
    if sentence.kind == "heading" and group in context.told:
        return [], None  # the post has told it already, with its place and time
    inherited = None if _in_deck(context.document.text, sentence) else context.inherited(sentence, group)
    if inherited is not None and (not needs or group in context.told or inherited.role):
        return [inherited], ""
    if needs:
        return [], None
    return [], "the text names no place near it"


def _in_deck(text: str, sentence: Sentence) -> bool:
    """Whether a sentence is one of the stories of a deck: 'A falls; B shuts its airport; C calls'."""
    end = text.find("\n", sentence.end)
    line = text[text.rfind("\n", 0, sentence.start) + 1 : end if end >= 0 else len(text)].rstrip()
    return (
        text[max(0, sentence.start - 2) : sentence.start] == "; "
        and text[sentence.start].isupper()
        and line[-1:].isalnum()
    )


def _fitting(telling: Telling, choices: Sequence[Choice]) -> list[Choice]:
    """The places that the trigger can be tied to."""
    needs = telling.hit.trigger.needs
    if telling.category in MEETS:
        choices = [choice for choice in choices if _hosts(choice, telling.category)]
    if needs == "near":
        # 'In Geneva, the envoy told reporters': what opens the sentence is near enough.
        first = telling.sentence.start + _OPENING if telling.category in MEETS else -1
        choices = [
            choice
            for choice in choices
            if -TOUCHING <= choice.gap <= _NEAR or (choice.role == "in" and choice.mention.start <= first)
        ]
    else:
        choices = [choice for choice in choices if _tied(choice, needs=needs)]
    if telling.category in _STAYS and telling.hit.trigger.tells != RELIEF:
        choices = [choice for choice in choices if choice.role != "from"]
    if telling.category == "withdrawal":
        choices = [choice for choice in choices if choice.role != "from" or abs(choice.gap) <= _NEAR]
    return list(choices)


def _struck(choices: Sequence[Choice]) -> Choice:
    """What was struck before where the shells came 'from'."""
    return next((choice for choice in choices if choice.role != "from"), choices[0])


def _inside(text: str, best: Choice, every: Sequence[Choice]) -> Choice:
    """'In the region on Saturday, near the town': the finer place that the area holds."""
    if best.location.precision not in _AREAS:
        return best
    end = span_of(best.mention)[1]
    for choice in every:
        begin, finish = span_of(choice.mention)
        apart = text[end:begin] if begin >= end else text[finish : span_of(best.mention)[0]]
        if (
            choice.role == "in"
            and choice.location.precision in {"site", "settlement", "near"}
            and len(apart) <= _BESIDE
            and _OTHER_CLAUSE.search(apart) is None
            and _holds(best, choice)
        ):
            return choice
    return best


def _mostly(text: str, every: Sequence[Choice], found: Sequence[Choice]) -> list[Choice]:
    """'in Florida, the bulk of them in Taylor and Madison': area and places, whichever lacks."""
    for choice in every:
        begin = span_of(choice.mention)[0]
        if _BULK.search(text[max(0, begin - 50) : begin]) is None:
            continue
        areas = [
            area
            for area in every
            if area.role == "in" and area.mention.end <= begin and area.location.precision in _AREAS
        ]
        told = [*areas[:1], *siblings(text, choice, every)]
        return [other for other in told if other not in found] if any(end in found for end in told) else []
    return []


def _holds(area: Choice, choice: Choice) -> bool:
    if area.location.precision == "country":
        return area.location.country is not None and area.location.country == choice.location.country
    return contains(area.location, centre(choice.location))


def _tied(choice: Choice, *, needs: str) -> bool:
    """Whether a place belongs to the trigger: by a preposition, or because it stands beside it."""
    if choice.location.precision == "country" and not choice.mention.literal:
        return True
    reach = _FAR if needs else 2 * _FAR
    return abs(choice.gap) <= (reach if choice.role else _TIED)


def _hosts(choice: Choice, category: Category) -> bool:
    """Whether people can have met there: a venue, a town, a country they are said to be 'in'."""
    if choice.location.precision == "site":
        return True
    if choice.location.precision in {"country", "region", "line"}:
        tied = choice.role == "in" or (choice.role == "to" and category == "visit")
        return tied and 0 <= choice.gap <= _NEAR and choice.location.precision != "line"
    return choice.role in {"in", "to", "from"} or (choice.role == "of" and 0 <= choice.gap <= _TIED)
