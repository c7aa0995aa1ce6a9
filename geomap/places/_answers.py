"""What a name may mean before any context: every way the gazetteer is asked for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.model import Candidate, MatchKind, Place, PlaceLookup
from geomap.places._kinds import COMPASS, Name, agrees, spellings
from geomap.places._lexicon import FEATURE_KINDS, GEO_NOUNS, NOT_PLACES, ORGANISATION
from geomap.places._lists import nouns_after
from geomap.places._namesakes import other_part
from geomap.places._naming import is_site_of
from geomap.places._spelling import ONE_SPELLING, NearMisses, home_of_people, is_alike
from geomap.places._tokens import clean_name

__all__ = ["Answers"]

_CACHE_LIMIT = 50_000
_LEAST_LETTERS = 6
_TOWN = 50_000
"""A place of fewer people that bears the name of a people ('Canadian') is seldom meant."""


class Answers:
    """The gazetteer's candidates by name; remembers them, so make one and use it for many documents."""

    def __init__(self, lookup: PlaceLookup) -> None:
        self._lookup = lookup
        self._known: dict[tuple[str, bool], tuple[Candidate, ...]] = {}
        self._near_misses = NearMisses(lookup)

    def candidates(self, surface: str, *, demonym: bool = False) -> tuple[Candidate, ...]:
        """What ``surface`` may mean, before any context."""
        key = (surface, demonym)
        known = self._known.get(key)
        if known is None:
            if len(self._known) > _CACHE_LIMIT:
                self._known.clear()
            known = self._known[key] = self._ask(surface, demonym=demonym)
        return known

    def misspelt(self, surface: str, around: Sequence[Place]) -> tuple[Candidate, ...]:
        """The places beside those ``around`` that a letter or two make of an unknown name."""
        name = clean_name(surface)
        if not around or not name.isalpha() or len(name) < _LEAST_LETTERS:
            return ()
        return self._near_misses.beside(name, around)

    def rivers(self, surface: str) -> tuple[Candidate, ...]:
        """The rivers that ``surface`` may name, with or without the word."""
        found = (*self.candidates(surface), *self.candidates(f"{clean_name(surface)} River"))
        return tuple(c for c in found if c.place.kind.startswith("STM"))

    def guess(self, surface: str) -> tuple[Candidate, ...]:
        """What the longest known part of ``surface`` that is no common noun may mean; of two the first."""
        words = re.findall(r"[^\W\d_][\w.'’]*", clean_name(surface))
        for size in range(len(words) - 1, 0, -1):
            for start in range(len(words) - size + 1):
                inside = words[start : start + size]
                if not inside[0][0].isupper() or all(word.lower() in _COMMON for word in inside):
                    continue
                part = " ".join(inside)
                found = self.candidates(part) if self._lookup.has_name(part) else ()
                found = found or self.candidates(part, demonym=True) if self._lookup.demonym(part) else found
                if found:
                    return tuple(_rematched(c, "close") for c in found)
        return ()

    def whole(self, name: Name, beside: str, said: str) -> tuple[str, tuple[Candidate, ...]]:
        """``name`` with the small words after it that are part of it on the map, and what that may mean.

        'The Kerch Strait bridge' is the bridge, not the strait. Sites far from the place that the bare name
        means first are others': Cairo airport is not the one at Cairo, Illinois. ``beside`` is the noun of
        the name or of its list; areas are asked for with it where none has the bare name ('Ormel county').
        """
        surface = clean_name(name.surface)
        if name.demonym:
            return "", ()
        if said in ("A", "A2") and beside:
            whole = f"{surface} {beside}"
            if self._lookup.has_name(whole) and not any(
                agrees(said, c.place.kind) for c in self.candidates(name.surface)
            ):
                return whole, self.candidates(whole)
            return "", ()
        for noun in (*nouns_after(name), *((beside,) if said == "S" and beside else ())):
            whole = f"{surface} {noun}"
            first = next((c.place for c in self.candidates(name.surface)), None)
            # Airports bear their town's name in many spellings; near the town there is no other one.
            if self._lookup.has_name(whole) or (noun == "airport" and first is not None):
                sites = self._lookup.candidates(whole)
                found = tuple(c for c in sites if first is None or is_site_of(c.place, first))
                return (whole, found) if found else ("", ())
        return "", ()

    def _ask(self, surface: str, *, demonym: bool) -> tuple[Candidate, ...]:
        lookup = self._lookup
        name = clean_name(surface)
        if name.casefold().removesuffix("ern") in COMPASS:
            return ()
        if demonym:
            place = lookup.demonym(name)
            if place is not None:
                return (Candidate(place=place, match="exact", score=1.0),)
        known = lookup.candidates(name) if lookup.has_name(name) else ()
        place = lookup.demonym(name)
        if known and (place is None or any(_is_noted(c.place) for c in known)):
            return known
        if place is not None:
            return (Candidate(place=place, match="exact", score=1.0),)
        home = home_of_people(name, lookup) if demonym else ""
        for attempt in (home,) if home else spellings(name):
            if lookup.has_name(attempt):
                found = lookup.candidates(attempt)
                kind = "" if attempt == name else _own_kind(name)
                return tuple(
                    _rematched(c, "folded")
                    for c in found
                    if not other_part(name, c.place) and (not kind or agrees(kind, c.place.kind))
                )
        return tuple(
            c
            for c in lookup.candidates(name)
            if c.place.country not in ONE_SPELLING
            and is_alike(name, c.place)
            and not other_part(name, c.place)
        )


def _own_kind(name: str) -> str:
    """The kind that a word of ``name`` says it is: no town called Ormel is 'Ormel Lake' or 'Camp Ormel'."""
    words = name.lower().split()
    last, first = FEATURE_KINDS.get(words[-1], ""), FEATURE_KINDS.get(words[0], "")
    if len(words) == 1:
        return ""
    return last if last in ("H", "T") else first if first in ("H", "T", "S") else ""


def _is_noted(place: Place) -> bool:
    return place.population >= _TOWN or not place.kind.startswith("PPL")


def _rematched(candidate: Candidate, match: MatchKind) -> Candidate:
    return Candidate(place=candidate.place, match=match, score=candidate.score)


_COMMON = (
    GEO_NOUNS
    | ORGANISATION
    | NOT_PLACES
    | frozenset(
        "tower center centre hall house court courthouse building stadium arena hotel mall memorial "
        "medical saint st stop".split()
    )
)
