"""Place names found in running text: by a small model, by the gazetteer under rules, or by both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from msgspec import json

from geomap.errors import MissingDataError
from geomap.model import Form, PlaceLookup
from geomap.places._craft import craft_names
from geomap.places._features import Evidence, FeatureMaker, collect_evidence
from geomap.places._lexicon import (
    DIRECTIONS,
    FIRST_NAMES,
    GEO_NOUNS,
    LANGUAGE_CUES,
    LOCATIVE,
    MONTHS_DAYS,
    NOT_PLACES,
    ORGANISATION,
    ORGANISATION_ACRONYMS,
    TITLES,
)
from geomap.places._mend import Bounds, mended, with_states
from geomap.places._spelling import home_of_people
from geomap.places._tagger import LABELS, Model, Tagger
from geomap.places._tokens import Island, Tokens, clean_name

__all__ = ["Method", "Recogniser", "Span", "form_of"]

Method = Literal["both", "model", "rules"]
_OUTSIDE, _FURTHER = LABELS.index("O"), LABELS.index("I")
_VOTE_FLOOR = 0.8
_IN = frozenset(("in", "near", "at", "outside", "from"))
_RESCUE_FLOOR = 0.4
_UNKNOWN_FLOOR = 0.6
_KNOWN_FLOOR = 0.45
_HYPHENS = frozenset("-–—/")
_TREATIES = frozenset(
    "agreement agreements accord accords protocol protocols format formula process declaration".split()
)
_SEATS = frozenset("city town county state district port province region village republic".split())
_BUILDINGS = frozenset(("Hall", "Building", "Center", "Centre", "Headquarters", "Station", "Stadium"))
_LONG_NAME = 7
_VOTE_OTHERS = 0.15
_STATE_FLOOR = 0.1


@dataclass(slots=True)
class Span:
    """A recognised name: tokens ``first`` to ``last`` (exclusive), characters ``start`` to ``end``."""

    first: int
    last: int
    start: int
    end: int
    surface: str
    form: Form
    chance: float


@cache
def _model_data() -> tuple[Model, frozenset[str]]:
    folder = resources.files("geomap.places") / "model"
    try:
        model = json.decode((folder / "names.json").read_bytes())
        words = (folder / "small_words.txt").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MissingDataError(
            "geomap/places/model: the recogniser's weights are missing; reinstall geomap"
        ) from error
    return model, frozenset(words.split())


class Recogniser:
    """Finds place names. Keeps what it learned of words and names, so make one and use it for many texts.

    Parameters
    ----------
    lookup
        The gazetteer.
    method
        ``both`` is what geomap uses; ``model`` and ``rules`` are there to be measured alone.
    """

    def __init__(self, lookup: PlaceLookup, method: Method = "both") -> None:
        self._lookup = lookup
        self._method = method
        model, self._small = _model_data()
        self._features = FeatureMaker(lookup, self._small)
        self.tag = self._features.tag
        self._tagger = Tagger(self._features.groups, model)

    def find(self, tokens: Tokens) -> list[Span]:
        """Names in the order of the text; they do not overlap."""
        seen = collect_evidence(tokens)
        spans: list[Span] = []
        chances: dict[int, float] = {}
        for island in tokens.islands:
            if island.last - island.first == 1 and (_hopeless(tokens, island) or self._opens(tokens, island)):
                continue
            if self._method == "rules" or not _latin(tokens.words[island.last - 1]):
                spans.extend(self._by_rule(tokens, island, seen))
                continue
            spans.extend(self._by_model(tokens, island, seen, chances))
        if self._method == "both":
            spans = self._doubt(tokens, spans, chances)
            spans = self._split(tokens, self._rescue(tokens, spans, seen, chances))
            spans = self._vote(tokens, spans, seen, chances)
            spans = self._mended(tokens, spans)
            spans = self._ashore(tokens, spans)
        return spans

    def _ashore(self, tokens: Tokens, spans: list[Span]) -> list[Span]:
        """``spans`` without the names of ships and of times of day."""
        demonyms = {span.first for span in spans if span.form == "demonym"}
        craft = craft_names(tokens, demonyms)
        return [
            span
            for span in spans
            if span.first not in craft and tokens.lower[span.last : span.last + 2] != ["mean", "time"]
        ]

    def _opens(self, tokens: Tokens, island: Island) -> bool:
        """Whether a lone word has its capital from the sentence it opens: known in lower case, no place."""
        word = tokens.words[island.first]
        if island.first not in tokens.opens or word.isupper():
            return False
        return tokens.lower[island.first] in self._small and not self.tag(word)

    def _span(self, tokens: Tokens, first: int, last: int, chance: float) -> Span:
        start, end = tokens.starts[first], tokens.ends[last - 1]
        surface = tokens.text[start:end]
        return Span(first, last, start, end, surface, form_of(tokens, first, last, self.is_demonym), chance)

    def is_demonym(self, surface: str) -> bool:
        """Whether ``surface`` is a word for people or an adjective, by lexicon or by its ending."""
        tag = self._features.tag(surface)
        if tag or len(surface) < _LONG_NAME:
            return tag == "D"
        words = surface.split()
        if len(words) > 1 and all(self._features.tag(word) == "D" for word in words):
            return True
        return bool(home_of_people(clean_name(surface), self._lookup))

    def _by_model(
        self, tokens: Tokens, island: Island, seen: Evidence, chances: dict[int, float]
    ) -> list[Span]:
        labels, sure = self._tagger.tag(self._features.keys(tokens, island, seen))
        found: list[Span] = []
        size = len(labels)
        index = 0
        while index < size:
            if labels[index] == _OUTSIDE:
                chances[island.first + index] = sure[index]
                index += 1
                continue
            stop = index + 1
            while stop < size and labels[stop] == _FURTHER:
                stop += 1
            chance = min(sure[index:stop])
            found.append(self._span(tokens, island.first + index, island.first + stop, chance))
            index = stop
        return found

    def _by_rule(self, tokens: Tokens, island: Island, seen: Evidence) -> list[Span]:
        found: list[Span] = []
        index = island.first
        while index < island.last:
            length, tag = self._features.longest(tokens, index, island.last)
            if not length:
                index += 1
                continue
            if _plausible(tokens, index, index + length, tag, seen):
                found.append(self._span(tokens, index, index + length, 0.6))
            index += length
        return found

    def _doubt(self, tokens: Tokens, spans: list[Span], chances: dict[int, float]) -> list[Span]:
        """Drop organisations, unlikely unknown names, and those the model mostly passes over."""
        passed: dict[str, list[float]] = {}
        for index, chance in chances.items():
            passed.setdefault(tokens.words[index], []).append(chance)
        taken: dict[str, list[float]] = {}
        for span in spans:
            taken.setdefault(span.surface, []).append(span.chance)
        doubted: set[str] = set()
        for surface, told in taken.items():
            known = self.tag(surface)
            if surface.lower() in ORGANISATION_ACRONYMS:
                doubted.add(surface)
            elif known[:1] not in ("C", "D", "A"):
                told.extend(passed.get(surface, []))
                floor = _KNOWN_FLOOR if known or self._sounds_known(surface) else _UNKNOWN_FLOOR
                if sum(told) / len(told) < floor:
                    doubted.add(surface)
        return [span for span in spans if span.surface not in doubted] if doubted else spans

    def _sounds_known(self, surface: str) -> bool:
        """Whether a long name is a known one in another transliteration."""
        return len(surface) >= _LONG_NAME and bool(self._lookup.candidates(clean_name(surface)))

    def _rescue(
        self, tokens: Tokens, spans: list[Span], seen: Evidence, chances: dict[int, float]
    ) -> list[Span]:
        """Add the gazetteer's names that the model was in two minds about, where the rules agree."""
        taken = {at for span in spans for at in range(span.first, span.last)}
        added: list[Span] = []
        for first, chance in chances.items():
            if first in taken or tokens.words[first].islower():
                continue
            if chance < _RESCUE_FLOOR and (
                chance < _STATE_FLOOR or not self._is_short_state(tokens.words, first)
            ):
                continue
            last = first + 1
            while last in chances and chances[last] >= _RESCUE_FLOOR and last not in taken:
                last += 1
            length, tag = self._features.longest(tokens, first, last)
            if length and _plausible(tokens, first, first + length, tag, seen):
                added.append(self._span(tokens, first, first + length, chance))
                taken.update(range(first, first + length))
        return sorted([*spans, *added], key=lambda span: span.start) if added else spans

    def _is_short_state(self, words: list[str], at: int) -> bool:
        """'EU', 'UK', 'U.S.' in a sentence that is not all capitals."""
        word = words[at]
        if not word.isupper() or not 1 < len(word) <= 4 or self.tag(word) != "C":  # noqa: PLR2004
            return False
        beside = words[max(0, at - 1) : at] + words[at + 1 : at + 2]
        return not any(other.isupper() and len(other) > 1 for other in beside)

    def _mended(self, tokens: Tokens, spans: list[Span]) -> list[Span]:
        """``spans`` with their ends where gazetteer and punctuation put them."""
        bounds: list[Bounds] = [(span.first, span.last, span.chance) for span in spans]
        better = with_states(tokens, mended(tokens, bounds, self._features))
        if better == bounds:
            return spans
        return [self._span(tokens, first, last, chance) for first, last, chance in better]

    def _split(self, tokens: Tokens, spans: list[Span]) -> list[Span]:
        """'Norland-Sudland' is two names unless the gazetteer has it as one."""
        parted: list[Span] = []
        for span in spans:
            at = next((i for i in range(span.first + 1, span.last - 1) if tokens.words[i] in _HYPHENS), None)
            if at is None or self.tag(span.surface):
                parted.append(span)
            elif self.tag(tokens.span(span.first, at)) and self.tag(tokens.span(at + 1, span.last)):
                parted.append(self._span(tokens, span.first, at, span.chance))
                parted.append(self._span(tokens, at + 1, span.last, span.chance))
            else:
                parted.append(span)
        return parted

    def _vote(  # noqa: C901  one pass over the islands with its conditions
        self, tokens: Tokens, spans: list[Span], seen: Evidence, chances: dict[int, float]
    ) -> list[Span]:
        """Add what the model passed over although it is sure of the same name elsewhere in the document."""
        sure: dict[str, float] = {}
        for span in spans:
            if span.chance >= _VOTE_FLOOR and span.last - span.first <= 4:  # noqa: PLR2004
                sure[span.surface] = max(sure.get(span.surface, 0.0), span.chance)
        if not sure:
            return spans
        by_first: dict[str, list[list[str]]] = {}
        for surface in sure:
            by_first.setdefault(surface.split()[0], []).append(surface.split())
        taken = {at for span in spans for at in range(span.first, span.last)}
        added: list[Span] = []
        for island in tokens.islands:
            for index in range(island.first, island.last):
                if index in taken or tokens.words[index] not in by_first:
                    continue
                for parts in sorted(by_first[tokens.words[index]], key=len, reverse=True):
                    last = index + len(parts)
                    if tokens.words[index:last] != parts or any(at in taken for at in range(index, last)):
                        continue
                    low = tokens.lower[index]
                    if low in seen.surnames or low in seen.titled or chances.get(index, 0.0) < _VOTE_OTHERS:
                        continue
                    added.append(self._span(tokens, index, last, 0.5))
                    taken.update(range(index, last))
                    break
        return sorted([*spans, *added], key=lambda span: span.start) if added else spans


def _hopeless(tokens: Tokens, island: Island) -> bool:
    """Whether an island of one word is a word or an organisation that never names a place."""
    low, word = tokens.lower[island.first], tokens.words[island.first]
    if low in ORGANISATION_ACRONYMS or low in MONTHS_DAYS:
        return True
    if low not in NOT_PLACES or (word.isupper() and len(word) > 1):
        return False
    # 'in Reading' may name the town; 'Reading' alone does not get as far as the model.
    return tokens.lower[island.first - 1] not in _IN if island.first else True


def _latin(word: str) -> bool:
    return word[0] < "\u0250" or not word[0].isalpha()


def _plausible(tokens: Tokens, first: int, last: int, tag: str, seen: Evidence) -> bool:
    """The rules' opinion of a gazetteer name in the text."""
    low = tokens.lower[first]
    single = last - first == 1
    if not single:
        return tokens.lower[last - 1] not in ORGANISATION or tag in ("C", "A")
    if low in NOT_PLACES or low in MONTHS_DAYS or low in TITLES or low in ORGANISATION or low in GEO_NOUNS:
        return False
    if low in seen.surnames or low in seen.titled or low in FIRST_NAMES or low in DIRECTIONS:
        return False
    if low in seen.small or len(low) < 3:  # noqa: PLR2004
        return tag == "C" and tokens.words[first].isupper()
    if tag in ("C", "D", "A", "P6"):
        return True
    before = tokens.lower[first - 1] if first else ""
    return before in LOCATIVE or low in seen.placed or tag in ("P5", "P4")


def form_of(tokens: Tokens, first: int, last: int, is_demonym: Callable[[str], bool]) -> Form:
    """Whether the name stands for itself, is a demonym, or is part of another name."""
    words, lower, count = tokens.words, tokens.lower, len(tokens.words)
    surface = tokens.span(first, last)
    after = words[last] if last < count else ""
    if after and after[0].isupper() and lower[last] in ORGANISATION and last not in tokens.opens:
        building = last + 1 < count and words[last + 1] in _BUILDINGS
        return "name" if building else "embedded"
    if _inside_organisation(words, lower, first):
        return "embedded"
    if after and lower[last] in _TREATIES:
        return "embedded"
    if after and lower[last] in LANGUAGE_CUES:
        return "demonym"
    return "demonym" if is_demonym(surface) else "name"


def _inside_organisation(words: list[str], lower: list[str], first: int) -> bool:
    """'Bank of England', 'Organization for Security and Cooperation in Europe'."""
    if first < 2 or lower[first - 1] not in ("of", "for", "in"):  # noqa: PLR2004  a word and its 'of'
        return False
    if lower[first - 2] in _SEATS:
        return False
    if lower[first - 2] in ORGANISATION and words[first - 2][0].isupper() and lower[first - 1] != "in":
        return True
    at, links = first - 2, 0
    while at >= 0 and (words[at][0].isupper() or lower[at] in ("of", "for", "and", "the", "on")):
        if lower[at] in ("for", "on"):
            links += 1
        if lower[at] in ORGANISATION and links:
            return True
        at -= 1
    return False
