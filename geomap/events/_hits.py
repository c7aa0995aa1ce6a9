"""Which of a sentence's triggers count: the surest of each kind, and what outweighs what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geomap.events._lexicon import Hit, Token, word_class
from geomap.events._where import span_of
from geomap.model import CATEGORY_GROUPS, Category, Mention

__all__ = ["CUT_OFF", "MEETS", "RELIEF", "SPEECH", "place_tokens", "sorted_out"]

CUT_OFF = "services"
"""What a trigger tells of that speaks of power, water, roads or schools that people go without."""

RELIEF = "relief"
"""What a trigger tells of that speaks of help and want, under the category of disasters."""

SPEECH = "speech"
"""What a trigger tells of that speaks of words said in public, under the category of meetings."""

_WAYS = word_class("works")
_NEXT = 3
MEETS: frozenset[Category] = frozenset({"diplomacy", "visit"})
_WITHIN_GROUP: tuple[Category, ...] = (
    "shelling", "airstrike", "explosion", "occupation", "assault", "clash", "casualties",
    "disaster", "evacuation", "protest",
    "exercise", "withdrawal", "movement", "deployment", "threat_axis",
    "cyber", "airspace", "infrastructure",
    "diplomacy", "visit", "monitoring_count", "other",
)  # fmt: skip


def place_tokens(words: Sequence[Token], mentions: Sequence[Mention]) -> dict[int, int]:
    spans = {}
    for mention in mentions:
        begin, end = span_of(mention)
        if begin < mention.start:
            # 'the road from A to B was closed': the road is what was closed
            begin = next((word.end for word in words if word.start == begin and word.word in _WAYS), begin)
        covered = [number for number, word in enumerate(words) if begin <= word.start < end]
        if covered:
            spans[covered[0]] = covered[-1] + 1
    return spans


def sorted_out(hits: Sequence[Hit], places: Mapping[int, int]) -> list[tuple[Category, Hit]]:
    """The surest hit of each category; of a group the most telling one, of forces all that move apart.

    ``places`` maps the index of a place's first token to the index after its last: of one category the hit
    right before a place is the surest.
    """
    best: dict[Category, Hit] = {}
    for hit in hits:
        category = hit.trigger.category
        assert category is not None, "guards are no hits"
        kept = best.get(category)
        if (
            kept is None
            or (kept.trigger.needs and not hit.trigger.needs)
            or _outlasts(hit, kept)
            or (kept.trigger.tells == SPEECH != hit.trigger.tells)
            or (hit.trigger.stance == "asserts" != kept.trigger.stance and _overlap(hit, kept))
            or (
                _touches(hit, places)
                and not _touches(kept, places)
                and not kept.trigger.needs > hit.trigger.needs
            )
        ):
            best[category] = hit
    chosen: dict[str, Category] = {}
    for category in sorted(
        best,
        key=lambda category: (
            best[category].trigger.tells in {RELIEF, SPEECH},
            bool(best[category].trigger.needs),
            _WITHIN_GROUP.index(category),
        ),
    ):
        group = CATEGORY_GROUPS[category]
        if category in {"withdrawal", "threat_axis"}:
            group = category
        chosen.setdefault(group, category)
    works = best.get("infrastructure")
    if works is not None and chosen.get("force") == "deployment" and _overlap(works, best["deployment"]):
        del chosen["force"]  # a military bridge is a bridge
    _drop_outweighed(chosen, cut_off=any(hit.trigger.tells == CUT_OFF for hit in hits))
    aid = chosen.get("civil") == "disaster" and best["disaster"].trigger.tells == RELIEF
    if aid and chosen.get("force") in {"movement", "deployment"}:
        del chosen["force"]  # a convoy with tents is no force on the move
    if "politics" in chosen and any(_overlap(best[chosen["politics"]], hit) for hit in hits if _acts(hit)):
        del chosen["politics"]
    return [(category, best[category]) for category in chosen.values()]


def _drop_outweighed(chosen: dict[str, Category], *, cut_off: bool) -> None:
    """Leave out what a sentence tells only in passing beside something else.

    ``cut_off`` says that the infrastructure told of is a service or a road that people go without.
    """
    if chosen.get("attack") == "casualties" and chosen.get("civil") in {"disaster", "evacuation"}:
        del chosen["attack"]
    if "attack" in chosen and chosen.get("force") == "deployment":
        del chosen["force"]
    if "attack" in chosen and ("count" in chosen or chosen.get("force") == "exercise"):
        del chosen["attack"]
    if (
        chosen.get("infrastructure") == "infrastructure"
        and ("attack" in chosen or chosen.get("civil") == "disaster")
        and not cut_off
    ):
        del chosen["infrastructure"]  # damage is the attack's own; a cut-off service is more than that
    if "other" in chosen and len(chosen) > 1:
        del chosen["other"]


def _outlasts(hit: Hit, kept: Hit) -> bool:
    """'The pontoon bridge has gone': that it ended says more than that there is one."""
    return hit.trigger.change == "ends" and kept.trigger.change == "begins"


def _touches(hit: Hit, places: Mapping[int, int]) -> bool:
    """Whether a place follows a trigger: 'shelling of the town of X'."""
    return any(at in places for at in range(hit.last, hit.last + _NEXT))


def _acts(hit: Hit) -> bool:
    return hit.trigger.category not in {None, *MEETS}


def _overlap(one: Hit, other: Hit) -> bool:
    return one.first < other.last and other.first < one.last
