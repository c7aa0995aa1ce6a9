"""What the recogniser sees of each word of an island: itself, its neighbours, the gazetteer, the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from geomap.model import PlaceLookup
from geomap.places._lexicon import FIRST_NAMES, LOCATIVE, NOT_PLACES, SPEECH, TITLES, word_class
from geomap.places._spelling import ONE_SPELLING, is_alike
from geomap.places._tokens import Island, Tokens, clean_name

__all__ = ["Evidence", "FeatureMaker", "Group", "Row", "collect_evidence"]

Group = Callable[[Any], tuple[str, ...]]
"""From a key to the features that all tokens with that key share."""

Row = tuple[Any, ...]
"""The keys of a token, one for each group."""

_CACHE_LIMIT = 200_000
_MAX_NAME_TOKENS = 8
_MILLION, _HUNDRED_THOUSAND, _TEN_THOUSAND = 1_000_000, 100_000, 10_000
_AGE_OR_KIN = frozenset((",", "'", "’"))
_KIN = frozenset(
    "mother father mum dad wife husband sister brother son daughter parents family uncle aunt cousin "
    "grandmother grandfather lawyer attorney friend friends girlfriend boyfriend partner widow body "
    "death".split()
)
_COARSE = {"H": "H", "T": "T", "L": "R", "S": "S", "R": "S", "V": "T", "U": "H"}


@dataclass(slots=True)
class Evidence:
    """What a document shows of its words elsewhere.

    In lower case, after 'in', after a title, beside a verb of speech, as surnames, before ', State', with an
    age or kin ('Ormel, 34,', "Ormel's sister"), as an abbreviation in brackets.
    """

    small: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    titled: set[str] = field(default_factory=set)
    spoke: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)
    human: set[str] = field(default_factory=set)
    short: set[str] = field(default_factory=set)


def collect_evidence(tokens: Tokens) -> Evidence:  # noqa: C901  one branch a kind of evidence
    """Read the whole document once for what its words are elsewhere."""
    words, lower = tokens.words, tokens.lower
    seen = Evidence(small={word for word in words if word.islower()})
    count = len(words)
    for island in tokens.islands:
        first, last = island.first, island.last
        before = lower[first - 1] if first else ""
        after = lower[last] if last < count else ""
        if before in LOCATIVE and words[first - 1].islower():
            seen.placed.add(lower[first])
        if before in TITLES:
            seen.titled.add(lower[first])
        if after in SPEECH or (before in SPEECH and first not in tokens.opens):
            seen.spoke.add(lower[last - 1])
        if after in _AGE_OR_KIN and _is_human(words, lower, last):
            seen.human.add(lower[last - 1])
        if before == "(" and after == ")" and last - first == 1 and words[first].isupper():
            seen.short.add(lower[first])
        if after == "," and last + 1 < count and words[last + 1][0].isupper():
            seen.stated.add(lower[last - 1])
        for index in range(first, last - 1):
            if lower[index] in FIRST_NAMES or (lower[index] in TITLES and lower[index] not in FIRST_NAMES):
                end = index + 1
                while end < last and words[end][0].isupper() and lower[end] in FIRST_NAMES | TITLES:
                    end += 1
                if end < last and words[end][0].isupper():
                    seen.surnames.add(lower[end])
    return seen


def _is_human(words: list[str], lower: list[str], after: int) -> bool:
    """Whether an age or a relative follows: ', 34,' or "'s sister"."""
    if after + 2 >= len(words):
        return False
    following, then = words[after + 1], words[after + 2]
    if words[after] == ",":
        return following.isdigit() and len(following) <= 2 and then in ",.;"  # noqa: PLR2004
    return following == "s" and lower[after + 2] in _KIN


class FeatureMaker:
    """Turns islands into feature lists for the model; keeps what it learned of words and names.

    Parameters
    ----------
    lookup
        The gazetteer asked for names.
    small_words
        Words known to be written in lower case in running text.

    Attributes
    ----------
    groups
        Functions from a key to features, one for each key of a row: what is learned of a key is worked out
        once for all tokens that share it.
    """

    def __init__(self, lookup: PlaceLookup, small_words: frozenset[str]) -> None:
        self._lookup = lookup
        self._small = small_words
        self._tags: dict[str, str] = {}
        self._sounds: dict[str, bool] = {}
        self.groups: tuple[Group, ...] = (
            self._word_features,
            _left_features,
            _right_features,
            _tag_features,
            _class_features,
            _at("-1"),
            _at("+1"),
            _at("-2"),
            _at("+2"),
            _place_features,
            _seen_features,
        )

    def tag(self, surface: str) -> str:
        """The gazetteer's word on a name: C country, D demonym, A admin-1, P3 to P6 city, '' none."""
        known = self._tags.get(surface)
        if known is None:
            if len(self._tags) > _CACHE_LIMIT:
                self._tags.clear()
            known = self._tags[surface] = self._ask(clean_name(surface))
        return known

    def _ask(self, name: str) -> str:  # noqa: C901, PLR0911  one return a kind
        lookup = self._lookup
        if not name or (name.islower() and len(name) < 3):  # noqa: PLR2004
            return ""
        if not lookup.has_name(name):
            return "D" if lookup.demonym(name) is not None else ""
        places = [candidate.place for candidate in lookup.candidates(name)]
        if not places:
            return ""
        kinds = {place.kind for place in places}
        if any(kind.startswith("PCL") or kind == "CONT" for kind in kinds):
            return "C"
        if lookup.demonym(name) is not None:
            return "D"
        if "ADM1" in kinds:
            return "A"
        population = max(place.population for place in places)
        if population >= _MILLION:
            return "P6"
        if population >= _HUNDRED_THOUSAND:
            return "P5"
        if population >= _TEN_THOUSAND:
            return "P4"
        if any(kind.startswith("PPL") for kind in kinds):
            return "P3"
        if any(kind.startswith("ADM") for kind in kinds):
            return "A2"
        return _COARSE.get(places[0].kind[:1], "R")

    def island_tags(self, tokens: Tokens, island: Island) -> list[str]:
        """A gazetteer tag a token: longest names first, 'B' or 'I' before the tag; '' outside any name."""
        tags = [""] * (island.last - island.first)
        index = island.first
        while index < island.last:
            length, tag = self.longest(tokens, index, island.last)
            if length:
                tags[index - island.first] = "B" + tag
                for inner in range(index + 1, index + length):
                    tags[inner - island.first] = "I" + tag
                index += length
            else:
                index += 1
        return tags

    def is_sounding(self, name: str) -> bool:
        """Whether the gazetteer knows a town whose name sounds like ``name`` and looks like it."""
        known = self._sounds.get(name)
        if known is None:
            if len(self._sounds) > _CACHE_LIMIT:
                self._sounds.clear()
            known = self._sounds[name] = any(
                candidate.place.kind.startswith("PPL")
                and candidate.place.country not in ONE_SPELLING
                and is_alike(name, candidate.place)
                for candidate in self._lookup.candidates(clean_name(name))
            )
        return known

    def longest(self, tokens: Tokens, index: int, stop: int) -> tuple[int, str]:
        """How many tokens from ``index`` form the longest known name before ``stop``, and its tag."""
        words = tokens.words
        if not words[index][0].isalpha():
            return 0, ""
        text, start, ends = tokens.text, tokens.starts[index], tokens.ends
        for last in range(min(stop, index + _MAX_NAME_TOKENS), index, -1):
            ending = words[last - 1]
            if last - index != 1 and (not ending[0].isalpha() or ending.islower()):
                continue
            tag = self.tag(text[start : ends[last - 1]])
            if tag:
                return last - index, tag
        return 0, ""

    def keys(self, tokens: Tokens, island: Island, seen: Evidence) -> list[Row]:
        """For each token of ``island`` one key for each of `groups`: equal keys have equal features."""
        lower, words, opens = tokens.lower, tokens.words, tokens.opens
        first, last, count = island.first, island.last, len(words)
        tags = [tag or "-" for tag in self.island_tags(tokens, island)]
        before = lower[first - 1] if first else "^"
        before2 = lower[first - 2] if first > 1 else "^"
        after = lower[last] if last < count else "$"
        after2 = lower[last + 1] if last + 1 < count else "$"
        if first in opens:
            before = before2 = "^"
        before_class, after_class = word_class(before), word_class(after)
        beside = (before2, before), (after, after2)
        size = last - first
        shout = size > 2 and all(word.isupper() for word in words[first:last])  # noqa: PLR2004
        rows: list[Row] = []
        for index in range(first, last):
            at = index - first
            word, low, tag = words[index], lower[index], tags[at]
            opening = index in opens
            left = lower[index - 1] if index and not opening else "^"
            right = lower[index + 1] if index + 1 < count else "$"
            told = _told(low, word, seen)
            rows.append(
                (
                    word,
                    *beside,
                    (
                        tags[at - 1] if at else "^",
                        tag,
                        tags[at + 1] if index + 1 < last else "$",
                        before_class,
                        after_class,
                    ),
                    (word_class(left), tag, word_class(low), word_class(right)),
                    left,
                    right,
                    lower[index - 2] if index > 1 else None,
                    lower[index + 2] if index + 2 < count else None,
                    (min(size, 5), min(at, 3), min(last - 1 - index, 3)),
                    (opening, shout, told, tag, low in self._small) if opening or shout or told else None,
                )
            )
        return rows

    def features(self, rows: Sequence[Row]) -> list[list[str]]:
        """The features of each of ``rows``, as the model is trained on them."""
        return [
            [feature for group, key in zip(self.groups, row, strict=True) for feature in group(key)]
            for row in rows
        ]

    def _word_features(self, word: str) -> tuple[str, ...]:
        low = word.lower()
        return (
            f"w={low}",
            f"s={_shape(word)}",
            f"e2={low[-2:]}",
            f"e3={low[-3:]}",
            f"e4={low[-4:]}",
            f"b3={low[:3]}",
            f"c={word_class(low)}",
            "small" if low in self._small else "rare",
            "stop" if low in NOT_PLACES else "go",
        )


def _told(low: str, word: str, seen: Evidence) -> str:
    """What the document shows of the word elsewhere, a letter each."""
    told = ""
    if low in seen.small and word[0].isupper():
        told = "m"
    if low in seen.placed:
        told += "p"
    if low in seen.titled:
        told += "t"
    if low in seen.spoke:
        told += "k"
    if low in seen.surnames:
        told += "n"
    if low in seen.stated:
        told += "s"
    if low in seen.human:
        told += "h"
    if low in seen.short:
        told += "a"
    return told


def _left_features(key: tuple[str, str]) -> tuple[str, ...]:
    """Of the two words before the island."""
    before2, before = key
    group = word_class(before)
    return (f"l={before}", f"lc={group}", f"ll={before2}|{before}", f"lc2={word_class(before2)}|{group}")


def _right_features(key: tuple[str, str]) -> tuple[str, ...]:
    """Of the two words after the island."""
    after, after2 = key
    group = word_class(after)
    return (f"r={after}", f"rc={group}", f"rr={after}|{after2}", f"rc2={group}|{word_class(after2)}")


def _tag_features(key: tuple[str, str, str, str, str]) -> tuple[str, ...]:
    """Of the gazetteer's tags of three words and the classes of those beside the island."""
    left, tag, right, before, after = key
    return (f"g={tag}", f"g-={left}|{tag}", f"g+={tag}|{right}", f"gl={tag}|{before}", f"gr={tag}|{after}")


def _class_features(key: tuple[str, str, str, str]) -> tuple[str, ...]:
    """Of the classes of three words, with the middle one's tag."""
    left, tag, own, right = key
    return (
        f"-c={left}",
        f"+c={right}",
        f"gc-={tag}|{left}",
        f"gc+={tag}|{right}",
        f"c3={left}|{own}|{right}",
    )


def _place_features(key: tuple[int, int, int]) -> tuple[str, ...]:
    """Of the island's size and the word's place in it, from both ends."""
    size, before, after = key
    return (f"n={size}", f"at={before}|{after}")


def _seen_features(key: tuple[bool, bool, str, str, bool] | None) -> tuple[str, ...]:
    """Of the sentence's opening, runs of capitals, and what the document shows of the word elsewhere."""
    if key is None:
        return ()
    opening, shout, told, tag, small = key
    found = ["open", f"open|{tag}", f"open|{'small' if small else 'rare'}"] if opening else []
    if shout:
        found.append("shout")
    for letter in told:
        name = _TOLD[letter]
        found.append(name)
        if letter in "mpna":
            found.append(f"{name}|{tag}")
    return tuple(found)


_TOLD = {
    "m": "seen-small",
    "p": "seen-placed",
    "t": "seen-titled",
    "k": "seen-spoke",
    "n": "seen-surname",
    "s": "seen-stated",
    "h": "seen-human",
    "a": "seen-short",
}


def _at(offset: str) -> Group:
    """Of the word so many places away; None where there is none."""
    return lambda word: () if word is None else (f"{offset}={word}",)


def _shape(word: str) -> str:
    if word.isupper():
        return "X" if len(word) == 1 else "X.X" if "." in word else "XX"
    if word[0].isupper():
        return "Xx" if word[1:].islower() else "XxX"
    if word[0].isdigit():
        return "9"
    return "x" if word.islower() else word[0] if not word[0].isalpha() else "?"
