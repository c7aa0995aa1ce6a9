"""Whether a place name stands for the location ('outside Kyiv') or for who acts there ('Kyiv claims')."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from geomap.places._lexicon import (
    ACTOR_VERBS,
    AGENTS,
    ASSETS,
    BODIES,
    BODY_SEATS,
    DIRECTIONS,
    GEO_NOUNS,
    LOCATIVE,
    SPEECH,
    TITLES,
    word_class,
)
from geomap.places._recognise import Span
from geomap.places._tokens import Tokens

__all__ = ["chance_by_rule", "chance_literal", "literal_features"]

_PLACE_NOUNS = GEO_NOUNS | frozenset(
    "soil side outskirts suburbs coastline waters territory airspace frontier".split()
)
_PLAIN_LOCATIVE = frozenset(
    "in at near outside inside around within across throughout toward towards into through off".split()
)
_BODY = 0.3
_SYMMETRIC = frozenset("with against between among".split())


@cache
def _weights() -> dict[str, float]:
    try:
        text = (resources.files("geomap.places") / "model" / "literal.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights


def chance_literal(tokens: Tokens, span: Span, tag: str) -> float:
    """The chance that ``span`` stands for the location; ``tag`` is the gazetteer's word on the name."""
    weights = _weights()
    if not weights:
        return chance_by_rule(tokens, span, tag)
    left, right = _beside(tokens, span)
    total = 0.0
    for at, word in enumerate(left):
        total += _side_weights(word)[at]
    for at, word in enumerate(right, 5):
        total += _side_weights(word)[at]
    get = weights.get
    for feature in _use_features(tokens, span, tag, left, right):
        total += get(feature, 0.0)
    chance = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
    return min(chance, _BODY) if _is_body(span.surface, tag, left[-1], left[-2]) else chance


def _is_body(surface: str, tag: str, before: str, before_that: str) -> bool:
    """Whether the whole span is the name of an organisation, which acts: 'the European Commission'."""
    words = surface.lower().split()
    if len(words) < 2 or tag[:1] == "C":  # noqa: PLR2004  a body's own word and another
        return False
    heads = {words[-1]} | ({words[0]} if words[1] in ("of", "for") else set())
    if heads & BODIES:
        return True
    there = before_that if before in ("the", "a", "an", "this", "that") else before
    return bool(heads & BODY_SEATS) and there not in _PLAIN_LOCATIVE


def _head(words: Sequence[str]) -> str:
    """What the first telling noun of ``words``, those after a name, says of its use."""
    for word in words:
        if word in AGENTS:
            return "agent"
        if word in ASSETS or word in GEO_NOUNS:
            return "asset"
        if not word.isalpha():
            break
    return "-"


def chance_by_rule(tokens: Tokens, span: Span, tag: str) -> float:  # noqa: C901, PLR0911, PLR0912  a list of rules
    """The chance by hand-written rules on the words beside the name."""
    lower, words, count = tokens.lower, tokens.words, len(tokens.words)
    first, last = span.first, span.last
    before = lower[first - 1] if first else ""
    if before == "the" and first > 1:
        before = lower[first - 2]
    after = lower[last] if last < count else ""
    owner = after in ("'", "’") and last + 1 < count and lower[last + 1] == "s"
    follower = lower[last + 2] if owner and last + 2 < count else after
    if span.form == "demonym":
        return 0.75 if follower in _PLACE_NOUNS else 0.05
    if span.form == "embedded":
        return 0.1
    if follower in _PLACE_NOUNS and (tag in ("C", "D", "") or owner):
        return 0.85
    if owner:
        return 0.3
    if after in SPEECH or (after in ACTOR_VERBS and before not in LOCATIVE):
        return 0.15
    if after and words[last][0].isupper() and last not in tokens.opens and after not in _PLACE_NOUNS:
        return 0.35 if before not in _PLAIN_LOCATIVE else 0.6
    if before in DIRECTIONS or (
        first > 1 and before == "of" and lower[first - 2] in DIRECTIONS | _PLACE_NOUNS
    ):
        return 0.9
    if before in _PLAIN_LOCATIVE:
        return 0.92
    if before in LOCATIVE:
        return 0.8
    if before in _SYMMETRIC:
        return 0.2 if tag == "C" else 0.45
    if before == "of":
        return 0.3 if first > 1 and lower[first - 2] in TITLES else 0.55
    if after and word_class(after) == "people":
        return 0.2
    if tag == "C":
        return 0.35
    return 0.75


def literal_features(tokens: Tokens, span: Span, tag: str) -> list[str]:
    """What the classifier sees: five words on each side, their classes, the name itself, how it is used."""
    left, right = _beside(tokens, span)
    rows = _use_features(tokens, span, tag, left, right)
    for at, word in enumerate(left):
        rows += _left_features(word, at)
    for at, word in enumerate(right):
        rows += _right_features(word, at)
    return rows


def _beside(tokens: Tokens, span: Span) -> tuple[list[str], list[str]]:
    lower, count = tokens.lower, len(tokens.words)
    left = [lower[at] if at >= 0 else "^" for at in range(span.first - 5, span.first)]
    right = [lower[at] if at < count else "$" for at in range(span.last, span.last + 5)]
    return left, right


def _left_features(word: str, at: int) -> list[str]:
    """Of the word at place ``at`` (0 to 4) before the name, the nearest one last."""
    rows = [f"l{4 - at}={word}"] if at > 1 else []
    if word.isalpha():
        rows.append(f"L={word}")
    group = word_class(word)
    if group:
        rows.append(f"lc{4 - at}={group}")
    return rows


def _right_features(word: str, at: int) -> list[str]:
    """Of the word at place ``at`` (0 to 4) after the name."""
    rows = [f"r{at}={word}"] if at < 3 else []  # noqa: PLR2004
    if word.isalpha():
        rows.append(f"R={word}")
    group = word_class(word)
    if group:
        rows.append(f"rc{at}={group}")
    return rows


@lru_cache(maxsize=100_000)
def _side_weights(word: str) -> tuple[float, ...]:
    """What a word weighs at each of five places before the name, then at each of five after it."""
    weights = _weights()
    rows = [_left_features(word, at) for at in range(5)] + [_right_features(word, at) for at in range(5)]
    return tuple(sum(weights.get(feature, 0.0) for feature in row) for row in rows)


def _use_features(tokens: Tokens, span: Span, tag: str, left: list[str], right: list[str]) -> list[str]:
    """How the name is used, from its words and those beside it taken together."""
    words, count = tokens.words, len(tokens.words)
    first, last = span.first, span.last
    left_class, right_class = word_class(left[-1]), word_class(right[0])
    owner = right[0] in ("'", "’") and right[1] == "s"
    follower = right[2] if owner else right[0]
    preposition = next(
        (word for word in reversed(left) if word in LOCATIVE or word_class(word) in ("prep", "loc")), "-"
    )
    rows = ["bias", f"form={span.form}", f"tag={tag}"]
    if tag in ("C", "D"):
        rows.append(f"w={span.surface.lower()}")
    rows += [
        f"near={preposition}",
        f"near|tag={preposition}|{tag}",
        f"l0|tag={left[-1]}|{tag}",
        f"r0c|tag={right_class}|{tag}",
        f"l0c|r0c={left_class}|{right_class}",
        f"follower={follower}",
        f"place-noun={follower in _PLACE_NOUNS}|{span.form}",
        f"acts={follower in ACTOR_VERBS}|{left[-1] in LOCATIVE}",
        f"says={follower in SPEECH}",
        f"rule={round(5 * chance_by_rule(tokens, span, tag))}",
    ]
    head = _head(right[2:] if owner else right[:3])
    rows += [f"head={head}", f"head|form={head}|{span.form}", f"head|near={head}|{preposition}"]
    if owner:
        rows += [f"owner|head={head}", "owner", f"owner|{word_class(follower)}", f"owner|{tag}"]
    if first in tokens.opens:
        rows += ["opens", f"opens|{right_class}", f"opens|{tag}"]
    if last < count and words[last][0].isupper():
        rows.append("capital-after")
    if first and words[first - 1][0].isupper():
        rows.append("capital-before")
    return rows
