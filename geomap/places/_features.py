"""What the recogniser sees of each word of an island: itself, its neighbours, the gazetteer, the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from geomap.model import PlaceLookup
from geomap.places._lexicon import FIRST_NAMES, LOCATIVE, NOT_PLACES, SPEECH, TITLES, word_class
from geomap.places._tokens import Island, Tokens, clean_name

__all__ = ["Evidence", "FeatureMaker", "collect_evidence"]

_CACHE_LIMIT = 200_000
_MAX_NAME_TOKENS = 8
_MILLION, _HUNDRED_THOUSAND, _TEN_THOUSAND = 1_000_000, 100_000, 10_000
_COARSE = {"H": "H", "T": "T", "L": "R", "S": "S", "R": "S", "V": "T", "U": "H"}


@dataclass(slots=True)
class Evidence:
    """What a document shows of its words elsewhere: in lower case, after 'in', after a title, as surnames."""

    small: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    titled: set[str] = field(default_factory=set)
    spoke: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)


def collect_evidence(tokens: Tokens) -> Evidence:
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
        if after in SPEECH:
            seen.spoke.add(lower[last - 1])
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


class FeatureMaker:
    """Turns islands into feature lists for the model; keeps what it learned of words and names.

    Parameters
    ----------
    lookup
        The gazetteer asked for names.
    small_words
        Words known to be written in lower case in running text.
    """

    def __init__(self, lookup: PlaceLookup, small_words: frozenset[str]) -> None:
        self._lookup = lookup
        self._small = small_words
        self._words: dict[str, tuple[str, ...]] = {}
        self._tags: dict[str, str] = {}

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

    def longest(self, tokens: Tokens, index: int, stop: int) -> tuple[int, str]:
        """How many tokens from ``index`` form the longest known name before ``stop``, and its tag."""
        words = tokens.words
        if not words[index][0].isalpha():
            return 0, ""
        for last in range(min(stop, index + _MAX_NAME_TOKENS), index, -1):
            ending = words[last - 1]
            if not (ending[0].isalpha() and not ending.islower()) and last - index != 1:
                continue
            tag = self.tag(tokens.span(index, last))
            if tag:
                return last - index, tag
        return 0, ""

    def word_features(self, word: str) -> tuple[str, ...]:
        """Features of a word that do not depend on where it stands."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) > _CACHE_LIMIT:
                self._words.clear()
            low = word.lower()
            group = word_class(low)
            small = low in self._small
            known = self._words[word] = (
                f"w={low}",
                f"s={_shape(word)}",
                f"e2={low[-2:]}",
                f"e3={low[-3:]}",
                f"e4={low[-4:]}",
                f"b3={low[:3]}",
                f"c={group}",
                "small" if small else "rare",
                "stop" if low in NOT_PLACES else "go",
            )
        return known

    def features(  # noqa: C901  one branch a feature
        self, tokens: Tokens, island: Island, seen: Evidence
    ) -> list[list[str]]:
        """One list of features for each token of ``island``."""
        lower, words = tokens.lower, tokens.words
        first, last, count = island.first, island.last, len(tokens.words)
        tags = self.island_tags(tokens, island)
        before = lower[first - 1] if first else "^"
        before2 = lower[first - 2] if first > 1 else "^"
        after = lower[last] if last < count else "$"
        after2 = lower[last + 1] if last + 1 < count else "$"
        if first in tokens.opens:
            before = before2 = "^"
        before_class, after_class = word_class(before), word_class(after)
        ring = (
            f"l={before}",
            f"lc={before_class}",
            f"r={after}",
            f"rc={after_class}",
            f"ll={before2}|{before}",
            f"rr={after}|{after2}",
            f"lc2={word_class(before2)}|{before_class}",
            f"rc2={after_class}|{word_class(after2)}",
            f"n={min(last - first, 5)}",
        )
        shout = all(words[i].isupper() for i in range(first, last)) and last - first > 2  # noqa: PLR2004
        rows: list[list[str]] = []
        for index in range(first, last):
            at = index - first
            word, low = words[index], lower[index]
            tag = tags[at] or "-"
            left_tag = tags[at - 1] or "-" if at else "^"
            right_tag = tags[at + 1] or "-" if index + 1 < last else "$"
            left = lower[index - 1] if index not in tokens.opens and index else "^"
            right = lower[index + 1] if index + 1 < count else "$"
            row = [
                *self.word_features(word),
                *ring,
                *_tag_features(left_tag, tag, right_tag, before_class, after_class),
                *_class_features(word_class(left), tag, word_class(low), word_class(right)),
                f"-1={left}",
                f"+1={right}",
                _PLACES[min(at, 3)][min(last - 1 - index, 3)],
            ]
            if index in tokens.opens:
                row += ("open", f"open|{tag}", f"open|{row[7]}")
            if index + 2 < count:
                row.append(f"+2={lower[index + 2]}")
            if index > 1:
                row.append(f"-2={lower[index - 2]}")
            if shout:
                row.append("shout")
            if low in seen.small and word[0].isupper():
                row += ("seen-small", f"seen-small|{tag}")
            if low in seen.placed:
                row += ("seen-placed", f"seen-placed|{tag}")
            if low in seen.titled:
                row.append("seen-titled")
            if low in seen.spoke:
                row.append("seen-spoke")
            if low in seen.surnames:
                row += ("seen-surname", f"seen-surname|{tag}")
            if low in seen.stated:
                row.append("seen-stated")
            rows.append(row)
        return rows


_PLACES = [[f"at={before}|{after}" for after in range(4)] for before in range(4)]


@lru_cache(maxsize=20_000)
def _tag_features(left: str, tag: str, right: str, before: str, after: str) -> tuple[str, ...]:
    """Of the gazetteer's tags of three words and the classes of those beside the island."""
    return (f"g={tag}", f"g-={left}|{tag}", f"g+={tag}|{right}", f"gl={tag}|{before}", f"gr={tag}|{after}")


@lru_cache(maxsize=20_000)
def _class_features(left: str, tag: str, own: str, right: str) -> tuple[str, ...]:
    """Of the classes of three words, with the middle one's tag."""
    return (
        f"-c={left}",
        f"+c={right}",
        f"gc-={tag}|{left}",
        f"gc+={tag}|{right}",
        f"c3={left}|{own}|{right}",
    )


def _shape(word: str) -> str:
    if word.isupper():
        return "X" if len(word) == 1 else "X.X" if "." in word else "XX"
    if word[0].isupper():
        return "Xx" if word[1:].islower() else "XxX"
    if word[0].isdigit():
        return "9"
    return "x" if word.islower() else word[0] if not word[0].isalpha() else "?"
