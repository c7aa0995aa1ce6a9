"""Places that a sentence names though nothing it tells happened there: where people spoke, met or sit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.events._context import Context
from geomap.events._hits import MEETS
from geomap.events._lexicon import Hit, Token
from geomap.events._speakers import Voice
from geomap.events._units import Sentence
from geomap.events._where import Choice, choose
from geomap.model import Category, Mention

__all__ = ["offices_of", "venues_of"]

_NEAR = 45
"""Characters between a meeting and the place that it was held in."""

# 'told the conference in Munich that', 'said in Geneva': where someone spoke of it.
_SPOKEN_AT = re.compile(
    r"\b(?<!was )(?<!were )(?<!been )(?<!is )(?<!are )(?:said|says|told|tells|warned|"
    r"announced|declared|speaking|spoke|statement|interview|speech|address|remarks|"
    r"press conference|news conference|briefing)\s+(?:(?:the|a|an|reporters|journalists|"
    r"delegates|press|on \w+day)\s+)*"
    r"(?:(?:(?:security )?conference|council|summit|meeting|assembly|forum|parliament|"
    r"congress|press|talks)\s+)?"
    r"(?:in|at)\s+(?:the\s+)?$"
)

# 'In Munich on Saturday the ministers of the seven saw no sign of': where they sat.
_SEATED = re.compile(
    r"(?: on \w+day)?(?: \w+)?,? (?:the )?[^,.;“”]{0,60}?\b(?:ministers?|envoys?|presidents?|leaders|"
    r"diplomats?|ambassadors?|"
    r"chancellor|spokes\w+|secretary[- ]general)\b[^,.;“”]{0,50}?\b(?:said|saw|says?|told|warned|called|"
    r"demanded|spoke|"
    r"accused|welcomed|condemned|discussed|urged|agreed)\b"
)

# 'The president, who was in Tarn when he heard': his whereabouts, not the news
_ELSEWHERE = re.compile(r"\s+when (?:he|she|they) (?:heard|learn\w+|was told|were told|received)\b")
_WAS_THERE = re.compile(
    r"\bwho (?:is|was|were|are|had been|lives?|lived|works?|worked)(?: \w+)? (?:in|at) (?:the )?$"
)
# An office that its sentence begins with
_LEADS = re.compile(r"[^,;:.]{0,45}")
# 'The mayor of', 'police in': whose they are, not where anything happened.
_OFFICE_OF = re.compile(
    r"\b(?:mayors?|governors?|police|chiefs?|officials|authorities|council|councils|head|heads|leaders?|"
    r"prefects?|"
    r"administration|government|residents|people|hospital|office|bishop|sheriff|district|ministry|"
    r"commissioner|"
    r"secretary|spokes\w+|deputy|delegate|delegation|representative|member|university|"
    r"institute)\b[\w\s]{0,25}\b(?:of|in|for|"
    r"at)\s+(?:[A-Z][\w’'-]+ and )?"
    r"(?:the\s+)?$"
)
# 'The defence ministry in Moscow': it speaks of all its country.
_STATE_OFFICE_IN = re.compile(
    r"\b(?:ministr(?:y|ies)|presidency|chancellery|general staff|high command|foreign office|"
    r"(?:president|(?:prime )?minister)[’']s office|office of the (?:president|prime minister)|"
    r"ambassadors?|envoys?|consuls?|"
    r"(?:geological|meteorological|hydrological|weather|seismological|statistics) "
    r"(?:survey|office|service|bureau|institute|agency|centre|center))\s+in\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def venues_of(
    context: Context,
    sentence: Sentence,
    mentions: Sequence[Mention],
    hits: Sequence[tuple[Category, Hit]],
    words: Sequence[Token],
) -> frozenset[int]:
    """Places that a sentence takes for where someone spoke or met: no other event of it happened there."""
    text = context.document.text
    found = {
        mention.start
        for mention in mentions
        if any(category not in MEETS for category, _ in hits)
        and _SPOKEN_AT.search(text[max(sentence.start, mention.start - 80) : mention.start])
    }
    found.update(
        mention.start
        for mention in mentions
        if mention.location is not None
        and mention.location.precision in {"settlement", "site"}
        and text[sentence.start : mention.start] == "In "
        and any(category not in MEETS for category, _ in hits)
        and _SEATED.match(text, mention.end, sentence.end)
    )
    found.update(
        mention.start
        for mention in mentions
        if _WAS_THERE.search(text[max(sentence.start, mention.start - _NEAR) : mention.start])
        and _ELSEWHERE.match(text, mention.end)
        and any(words[hit.first].start > mention.end for _, hit in hits)
    )
    for category, hit in hits:
        if category in MEETS and words[hit.first].word not in {"depart", "departed"}:
            span = (words[hit.first].start, words[hit.last - 1].end)
            choices = choose(
                context.document.text, (sentence.start, sentence.end), span, mentions, sites=True
            )
            found.update(
                choice.mention.start
                for choice in choices
                if choice.role == "in"
                and 0 <= choice.gap <= _NEAR
                and not _acts_between(hits, words, span[1], choice)
            )
    return frozenset(found)


def _acts_between(
    hits: Sequence[tuple[Category, Hit]], words: Sequence[Token], start: int, choice: Choice
) -> bool:
    """Whether another happening is told between a meeting and a place: the place is the other's."""
    return any(
        category not in MEETS and start <= words[hit.first].start < choice.mention.start
        for category, hit in hits
    )


def offices_of(
    text: str, sentence: Sentence, mentions: Sequence[Mention], voice: Voice, *, told_nearby: bool
) -> frozenset[int]:
    """Places that only say whose mayor or police speaks, where another is named or was ``told_nearby``.

    A state's offices never speak of the town they stand in for its own sake.
    """
    if voice.who is None:
        return frozenset()
    found, states = set(), set()
    for mention in mentions:
        before = text[max(sentence.start, mention.start - 60) : mention.start]
        if mention.surface not in voice.who:
            continue
        if _OFFICE_OF.search(before) is not None:
            found.add(mention.start)
        if _STATE_OFFICE_IN.search(before) is not None:
            states.add(mention.start)
    found |= states
    if any(mention.literal and mention.start not in found for mention in mentions):
        return frozenset(found)
    # 'Police in Tarn counted eight deaths' tells of Tarn, whatever stood before.
    leading = {start for start in found if _LEADS.fullmatch(text, sentence.start, start)}
    return frozenset(states | (found - leading) if told_nearby else states)
