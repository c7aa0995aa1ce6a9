"""What else a sentence tells: the places that its surest happenings left over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomap.events._clauses import CLAUSE, stance_in
from geomap.events._context import Context
from geomap.events._hits import MEETS
from geomap.events._lexicon import Hit, Token
from geomap.events._making import make_report
from geomap.events._placing import TARGET_REACH, Telling
from geomap.events._same import centre, contains
from geomap.events._speakers import Voice
from geomap.events._turns import voice_at
from geomap.events._units import Sentence
from geomap.events._where import Choice, choose, span_of
from geomap.model import Category, Location, Mention, Report

__all__ = ["told_besides"]

_REACH = 60
_WITHOUT: frozenset[Category | None] = frozenset({*MEETS, "movement", "threat_axis", None})
_OTHER_END = re.compile(
    r"\b(?:between|from|linking|connecting|links)\b[^.;]{0,50}\b(?:and|to|with)\s+(?:the\s+)?$"
)
# 'in Picanya and Paiporta, south of Valencia': where they lie.
_LIES = re.compile(
    r",\s+(?:\w+ ){0,4}(?:north|south|east|west)[\w-]* of\s+(?:the\s+)?(?:city of\s+)?$|"
    r",\s+(?:not far from|close to|just outside|near)\s+(?:the\s+)?(?:city of\s+)?$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:^|[.;:\n]\s*|\band\s+|,\s+)(?:In|At|Near|Outside|Around|in|at|near|outside|around)\s+(?:the\s+)?$"
)


def told_besides(  # noqa: PLR0917  what a sentence is read with
    context: Context,
    sentence: Sentence,
    mentions: Sequence[Mention],
    hits: Sequence[Hit],
    words: Sequence[Token],
    venues: frozenset[int],
    told: Sequence[Report],
    voice: Voice,
    parts: Sequence[tuple[int, Voice]],
) -> Iterator[Report]:
    """What else happened at places that nothing was told of yet: 'clashes near A and shelling of B'.

    Parameters
    ----------
    hits
        All triggers of the sentence, those also that others outweighed.
    venues
        Where mentions begin that only say where someone spoke.
    told
        What the sentence told by its surest triggers; nothing besides where that is nothing.
    parts
        Where another speaker takes over from ``voice``.
    """
    if not told:
        return
    text = context.document.text
    taken = {place for report in told for at in _ends(report) for place in at.place_ids}
    for mention in mentions:
        location = mention.location
        if location is None or mention.start in venues or not set(location.place_ids).isdisjoint(taken):
            continue
        best = _nearest(text, sentence, mention, hits, words)
        if best is None or _holds_one(location, told):
            continue
        hit, choice = best
        category = hit.trigger.category
        assert category is not None, "guards are no hits"
        span = (words[hit.first].start, words[hit.last - 1].end)
        mine = voice_at(parts, span[0] - sentence.start, voice)
        stance = stance_in(text, sentence, hit, span, mine)
        if stance is None or stance in {"plans", "predicts"}:
            continue
        taken.update(location.place_ids)
        telling = Telling(sentence, mentions, category, hit, span, stance, mine)
        yield make_report(context, telling, choice, figures=())


def _nearest(
    text: str, sentence: Sentence, mention: Mention, hits: Sequence[Hit], words: Sequence[Token]
) -> tuple[Hit, Choice] | None:
    """The trigger that a place belongs to, if any does."""
    found: list[tuple[int, int, Hit, Choice]] = []
    for number, hit in enumerate(hits):
        if hit.trigger.category in _WITHOUT:
            continue
        span = (words[hit.first].start, words[hit.last - 1].end)
        found.extend(
            (abs(choice.gap), number, hit, choice)
            for choice in choose(text, (sentence.start, sentence.end), span, [mention])
            if _own_place(text, choice, span, goes=hit.trigger.category == "evacuation")
        )
    if not found:
        return None
    _, _, hit, choice = min(found, key=lambda item: item[:2])
    return hit, choice


def _holds_one(location: Location, told: Sequence[Report]) -> bool:
    """Whether an area only says in which region a place lies that something was told of."""
    return location.precision in {"region", "district"} and any(
        contains(location, centre(at)) for report in told for at in _ends(report)
    )


def _ends(report: Report) -> Iterator[Location]:
    for at in (report.location, report.origin, report.destination):
        if at is not None:
            yield at


def _own_place(text: str, choice: Choice, span: tuple[int, int], *, goes: bool) -> bool:
    """Whether a place is so near a trigger, by its words, that what it tells happened there.

    ``goes`` says that people are told to go 'to' places.
    """
    if choice.location.precision in {"country", "line"}:
        return False
    begin, end = span_of(choice.mention)
    between = text[span[1] : begin] if begin >= span[1] else text[end : span[0]]
    if (
        CLAUSE.search(between)
        or _OTHER_END.search(text[max(0, begin - 60) : begin])
        or _LIES.search(text[max(0, choice.mention.start - 50) : begin])
    ):
        return False
    if begin >= span[1]:
        return (choice.role in {"in", "on"} and len(between) <= _REACH) or (
            (choice.role == "of" or (goes and choice.role == "to")) and len(between) <= TARGET_REACH
        )
    return (
        choice.role == "in"
        and len(between) <= TARGET_REACH
        and _OPENS.search(text[max(0, begin - 30) : begin]) is not None
    )
