"""Trigger phrases: the readable ``data/*.toml`` as one trie of words, and what it finds in a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import product
from typing import Any, cast

from geomap.model import CATEGORIES, Category, Change, Stance

__all__ = [
    "Hit",
    "Token",
    "Trigger",
    "expand",
    "lexicon",
    "tokens",
    "within_aside",
    "word_class",
    "word_hints",
]

_GAP = ".."
_GAP_WORDS = 5
_TOKEN = re.compile(r"\d[\d.,]*\d|\w+|[’'](?:s|re|ve|ll|d|m|t)\b|[^\w\s]")
_PLACE = "<place>"
_BARRED = frozenset({"no", "not", "but", "nor", "without", "never", "nobody"})
# 'Fighters of the alliance, a body led by nobody, entered': with what an aside begins
_TELLS_ASIDE = frozenset({"a", "an", "the", "which", "who", "whose", "led", "based", "backed", "home"})
_LONGEST_ASIDE = 14
_SILENT = frozenset({"-", "'s", "“", "”", '"', "‘", "’"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark in lower case, with its span in the document's text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trigger:
    """One ``[[trigger]]`` of the data; a guard has no category, it watches over ``guards``.

    ``hinted`` says that no phrase was found, only words that hint at the category.
    """

    category: Category | None
    guards: frozenset[Category] = frozenset()
    needs: str = ""
    change: Change = "happens"
    stance: Stance | None = None
    tells: str = ""
    hinted: bool = False
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger found: token indexes ``first`` to ``last`` (exclusive)."""

    trigger: Trigger
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Jumps:
    """Indexes of tokens that a gap passes as one word, with the index after them."""

    places: Mapping[int, int]
    asides: Mapping[int, int]


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    ends: list[Trigger] = field(default_factory=list)


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Words and marks of ``text[start:end]``; hyphens split, ``'s`` is left out."""
    found = (
        Token(match[0].lower().replace("’", "'"), match.start(), match.end())
        for match in _TOKEN.finditer(text, start, end)
    )
    return [token for token in found if token.word not in _SILENT]


class Lexicon:
    """All triggers and guards; `hits` finds them in a sentence's tokens."""

    def __init__(
        self, triggers: Sequence[tuple[Trigger, Sequence[str]]], classes: Mapping[str, frozenset[str]]
    ) -> None:
        self.classes = classes
        self.triggers = [trigger for trigger, _ in triggers]
        self._root = _Node()
        self._of_word: dict[str, tuple[str, ...]] = {}
        for name, words in classes.items():
            for word in words:
                self._of_word[word] = (*self._of_word.get(word, ()), f"<{name}>")
        for trigger, phrases in triggers:
            for phrase in phrases:
                node = self._root
                for word in phrase.split():
                    if (child := node.words.get(word)) is None:
                        child = node.words[word] = _Node()
                    node = child
                if trigger not in node.ends:
                    node.ends.append(trigger)

    def hits(self, words: Sequence[Token], places: Mapping[int, int]) -> list[Hit]:
        """Triggers in ``words``, guards applied, the longest first at each start.

        ``places`` maps the index of a place mention's first token to the index after its last.
        """
        jumps = _Jumps(places, _asides(words))
        found: list[Hit] = []
        guards: list[Hit] = []
        for first in range(len(words)):
            best: dict[int, Hit] = {}
            for trigger, last in self._from(self._root, words, first, jumps):
                hit = Hit(trigger, first, last)
                if trigger.category is None:
                    guards.append(hit)
                elif id(trigger) not in best or best[id(trigger)].last < last:
                    best[id(trigger)] = hit
            found.extend(best.values())
        return [
            hit
            for hit in found
            if not any(
                guard.first < hit.last
                and hit.first < guard.last
                and guard.last - guard.first >= hit.last - hit.first
                and hit.trigger.category in guard.trigger.guards
                for guard in guards
            )
        ]

    def _from(  # noqa: C901  one branch for each kind of step in the trie
        self, node: _Node, words: Sequence[Token], at: int, jumps: _Jumps
    ) -> Iterator[tuple[Trigger, int]]:
        for trigger in node.ends:
            yield trigger, at
        if at >= len(words):
            return
        word = words[at].word
        if (child := node.words.get(word)) is not None:
            yield from self._from(child, words, at + 1, jumps)
        for name in self._of_word.get(word, ()):
            if (child := node.words.get(name)) is not None:
                yield from self._from(child, words, at + 1, jumps)
        if word[0].isdigit() and (child := node.words.get("<number>")) is not None:
            yield from self._from(child, words, at + 1, jumps)
        if at in jumps.places and (child := node.words.get(_PLACE)) is not None:
            yield from self._from(child, words, jumps.places[at], jumps)
        if (gap := node.words.get(_GAP)) is not None:
            ahead = at
            for _ in range(_GAP_WORDS + 1):
                if ahead >= len(words):
                    break
                yield from self._from(gap, words, ahead, jumps)
                skipped = words[ahead].word
                if ahead not in jumps.asides and (not skipped[0].isalnum() or skipped in _BARRED):
                    break
                # A place is one word, however long its name; so is what is told aside.
                ahead = jumps.places.get(ahead) or jumps.asides.get(ahead, ahead + 1)


def _asides(words: Sequence[Token]) -> dict[int, int]:
    """Where a clause goes on after ', a town on the coast,' by the index of the first comma."""
    found: dict[int, int] = {}
    for first in range(len(words) - 2):
        if words[first].word != "," or words[first + 1].word not in _TELLS_ASIDE:
            continue
        for last in range(first + 2, min(first + _LONGEST_ASIDE, len(words))):
            word = words[last].word
            if word == ",":
                found[first] = last + 1
            if not word[0].isalnum():
                break
    return found


def within_aside(text: str, span: tuple[int, int], begin: int, end: int) -> bool:
    """Whether ``begin`` to ``end`` is told aside within a trigger's ``span``, between its commas."""
    return text.find(",", span[0], begin) >= 0 and text.find(",", end, span[1]) >= 0


def _bracket_groups(phrase: str) -> Iterator[str]:
    parts = [
        part[1:-1].split("|") if part.startswith("(") else [part]
        for part in re.findall(r"\([^)]*\)|[^(]+", phrase)
    ]
    for choice in product(*parts):
        yield " ".join("".join(choice).split())


def expand(phrase: str, verbs: Mapping[str, str]) -> list[str]:
    """Plain word sequences of a phrase: alternatives and verb forms written out."""
    plain: list[str] = []
    if " & " in phrase:
        one, _, other = phrase.partition(" & ")
        return [*expand(f"{one} .. {other}", verbs), *expand(f"{other} .. {one}", verbs)]
    for variant in _bracket_groups(phrase):
        if "~" not in variant:
            plain.append(variant)
            continue
        words = [_forms(word[1:], verbs) if word.startswith("~") else [word] for word in variant.split()]
        plain.extend(" ".join(choice) for choice in product(*words))
    return plain


def _forms(verb: str, verbs: Mapping[str, str]) -> list[str]:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = verb + "es"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        third = verb[:-1] + "ies"
    else:
        third = verb + "s"
    if verb in verbs:
        return [verb, third, *verbs[verb].split()]
    if verb.endswith("e"):
        return [verb, third, verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, third, verb[:-1] + "ied", verb + "ing"]
    return [verb, third, verb + "ed", verb + "ing"]


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, Any]]:
    folder = resources.files("geomap.events") / "data"
    return {
        file.name: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in _data()["words.toml"]["classes"].items()}


def word_class(name: str) -> frozenset[str]:
    """The words of a class in ``words.toml``."""
    return _classes()[name]


@lru_cache(maxsize=1)
def word_hints() -> Mapping[str, tuple[Category, ...]]:
    """The categories that a word hints at, of ``hints.toml``, twice where it does so strongly."""
    found: dict[str, tuple[Category, ...]] = {}
    for part, weight in (("strong", 2), ("hints", 1)):
        for name, words in _data()["hints.toml"][part].items():
            if name not in CATEGORIES:
                raise ValueError(f"hints.toml: {name!r} is no category")
            for word in set(words.split()):
                found[word] = (*found.get(word, ()), *[cast("Category", name)] * weight)
    return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of the shipped data, compiled once."""
    verbs: dict[str, str] = _data()["words.toml"]["verbs"]
    triggers: list[tuple[Trigger, list[str]]] = []
    for name, content in _data().items():
        here: set[Category] = set()
        for row in content.get("trigger", ()):
            if row["category"] not in CATEGORIES:
                raise ValueError(f"{name}: {row['category']!r} is no category")
            category = cast("Category", row["category"])
            here.add(category)
            trigger = Trigger(
                category,
                needs=row.get("needs", ""),
                change=row.get("change", "happens"),
                stance=row.get("stance"),
                tells=row.get("tells", ""),
                examples=tuple(row.get("for", ())),
                counter_examples=tuple(row.get("against", ())),
            )
            triggers.append((trigger, _forms_of(row["phrases"], verbs)))
        guard = Trigger(None, guards=frozenset(here))
        triggers.extend((guard, _forms_of(row["phrases"], verbs)) for row in content.get("guard", ()))
    return Lexicon(triggers, _classes())


def _forms_of(phrases: Sequence[str], verbs: Mapping[str, str]) -> list[str]:
    return [form for phrase in phrases for form in expand(phrase, verbs)]
