"""Which place each name of a document means, all its names weighed together."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geomap.model import Candidate, MatchKind, Place, PlaceLookup
from geomap.places._confidence import SUPPORT, confidence
from geomap.places._context import Context, Reason
from geomap.places._home import Home
from geomap.places._kinds import (
    COMPASS,
    Name,
    agrees,
    is_country,
    kind_hints,
    nouns_after,
    seat_bonus,
    spellings,
)
from geomap.places._lexicon import GEO_NOUNS, NOT_PLACES, ORGANISATION
from geomap.places._namesakes import Known, far_namesakes, other_part
from geomap.places._naming import is_large_town, is_out_of_time, is_site_of, is_titled
from geomap.places._parents import PARENT_REACH, parent_reasons
from geomap.places._spelling import NearMisses, home_of_people, is_alike
from geomap.places._tokens import clean_name

__all__ = ["Choice", "Resolver"]

_MATCH_PENALTY = {"exact": 0.0, "given": 0.0, "folded": -0.4, "transliterated": -1.0, "close": -2.5}
_TOP = 5
_CACHE_LIMIT = 50_000
_OTHER_NAME, _OUT_OF_TIME = -1.8, -2.5
_DWARFED, _DWARFED_WEIGHT = 1000, -3.0
"""What a village weighs whose other name is the name of a place a thousand times its size."""

_COUNTRY, _WORLD = 1.5, 1.5
_WIDE_AWAY = 4
_LIKELY, _LEAST_LETTERS = 0.3, 6
_GUESS_CONFIDENCE = 0.5
_FIRM_SUPPORT = 1.2


@dataclass(slots=True)
class Choice:
    """What a name was resolved to: the best candidates first, empty when the gazetteer lacks the name."""

    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0
    reason: str = ""
    support: float = 0.0

    @property
    def place(self) -> Place | None:
        """The chosen place."""
        return self.candidates[0].place if self.candidates else None


@dataclass(slots=True)
class _Sense:
    """All mentions of one name in one sense, with the candidates and what speaks for each."""

    key: tuple[str, str]
    surface: str = ""
    names: list[int] = field(default_factory=list)
    candidates: tuple[Candidate, ...] = ()
    kind: str = ""
    parents: list[str] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    why: list[list[Reason]] = field(default_factory=list)
    around: list[list[Reason]] = field(default_factory=list)
    shared: list[bool] = field(default_factory=list)

    def best(self) -> int:
        return max(range(len(self.scores)), key=self.scores.__getitem__)


class Resolver:
    """Resolves the names of documents; keeps candidates by name, so make one and use it for many."""

    def __init__(self, lookup: PlaceLookup) -> None:
        self._lookup = lookup
        self._known: dict[tuple[str, bool], tuple[Candidate, ...]] = {}
        self._near_misses = NearMisses(lookup)

    def resolve(
        self,
        names: Sequence[Name],
        home: Home | None = None,
        *,
        when: str | None = None,
        guess: bool = False,
    ) -> list[Choice]:
        """A choice for each of ``names``, which are in the order of their document.

        Parameters
        ----------
        names
            All names of one document.
        home
            Where the publisher is at home; None where it is not known.
        when
            The day of the document (ISO 8601); places that were not then, or no longer, weigh little.
        guess
            Whether a name the gazetteer lacks is to be placed by a part of it, or by the name closest to it.
        """
        senses = self._senses(names)
        if guess:
            for sense in senses.values():
                if not sense.candidates:
                    sense.candidates = self._guess(names[sense.names[0]].surface)
        known = [sense for sense in senses.values() if sense.candidates]
        if not guess:
            known += self._misspelt(senses.values(), known)
        self._prior(known, when)
        self._parents(known, names)
        for _ in range(2):
            self._context(known, home)
        choices = [Choice() for _ in names]
        for sense in senses.values():
            choice = self._choose(sense)
            for index in sense.names:
                choices[index] = choice
        if guess:
            self._fall_back(list(senses.values()), choices, names)
            return choices
        return _without_far_namesakes(choices, names)

    def candidates(self, surface: str, *, demonym: bool = False) -> tuple[Candidate, ...]:
        """What ``surface`` may mean, before any context."""
        key = (surface, demonym)
        known = self._known.get(key)
        if known is None:
            if len(self._known) > _CACHE_LIMIT:
                self._known.clear()
            known = self._known[key] = self._ask(surface, demonym=demonym)
        return known

    def _misspelt(self, senses: Iterable[_Sense], known: Sequence[_Sense]) -> list[_Sense]:
        """Unknown names that a letter or two make one of a place beside those of the text."""
        around = [
            sense.candidates[0].place
            for sense in known
            if not is_country(sense.candidates[0].place) and sense.candidates[0].score >= _LIKELY
        ]
        found = []
        for sense in senses:
            name = clean_name(sense.surface)
            if sense.candidates or not around or not name.isalpha() or len(name) < _LEAST_LETTERS:
                continue
            near = self._near_misses.beside(name, around)
            if near:
                sense.candidates = near
                found.append(sense)
        return found

    def _rivers(self, surface: str) -> tuple[Candidate, ...]:
        """The rivers that ``surface`` may name, with or without the word."""
        found = (*self.candidates(surface), *self.candidates(f"{clean_name(surface)} River"))
        return tuple(c for c in found if c.place.kind.startswith("STM"))

    def _ask(self, surface: str, *, demonym: bool) -> tuple[Candidate, ...]:
        lookup = self._lookup
        name = clean_name(surface)
        if name.casefold().removesuffix("ern") in COMPASS:
            return ()
        if demonym:
            place = lookup.demonym(name)
            if place is not None:
                return (Candidate(place=place, match="exact", score=1.0),)
        if lookup.has_name(name):
            return lookup.candidates(name)
        place = lookup.demonym(name)
        if place is not None:
            return (Candidate(place=place, match="exact", score=1.0),)
        home = home_of_people(name, lookup) if demonym else ""
        for attempt in (home,) if home else spellings(name):
            if lookup.has_name(attempt):
                found = lookup.candidates(attempt)
                return tuple(_rematched(c, "folded") for c in found if not other_part(name, c.place))
        return tuple(
            c for c in lookup.candidates(name) if is_alike(name, c.place) and not other_part(name, c.place)
        )

    def _guess(self, surface: str) -> tuple[Candidate, ...]:
        """By the longest known part of the name that is no common noun, the first one first."""
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

    def _fall_back(self, senses: Sequence[_Sense], choices: list[Choice], names: Sequence[Name]) -> None:
        """Where a name is not known, or only a part that nothing speaks for: where its neighbours lie."""
        firm = [
            index
            for index, choice in enumerate(choices)
            if choice.place is not None
            and choice.confidence >= 0.4  # noqa: PLR2004
            and choice.place.precision in ("site", "settlement", "district")
            and not names[index].demonym
        ]
        wide = [i for i, c in enumerate(choices) if c.place is not None and c.confidence >= 0.4]  # noqa: PLR2004
        for sense in senses:
            choice = choices[sense.names[0]]
            if choice.place is not None and (
                choice.candidates[0].match != "close" or choice.support >= _FIRM_SUPPORT
            ):
                continue
            for index in sense.names:
                near = _nearest(index, names, firm, wide)
                if near is None:
                    continue
                place = choices[near].place
                assert place is not None
                choices[index] = Choice(
                    (Candidate(place=place, match="close", score=_GUESS_CONFIDENCE),),
                    _GUESS_CONFIDENCE,
                    f"not in the gazetteer; taken to lie where {place.name} does, named beside it",
                )

    def _senses(self, names: Sequence[Name]) -> dict[tuple[str, str], _Sense]:
        senses: dict[tuple[str, str], _Sense] = {}
        for index, (name, kind) in enumerate(zip(names, kind_hints(names), strict=True)):
            rivers = self._rivers(name.surface) if kind == "W" else ()
            said = ("H" if rivers else "") if kind == "W" else kind
            whole, sites = self._whole(name)
            key = (clean_name(whole or name.surface).casefold(), said)
            sense = senses.get(key)
            if sense is None:
                found = sites or rivers or self.candidates(name.surface, demonym=name.demonym)
                sense = senses[key] = _Sense(key, name.surface, candidates=found, kind=said)
            sense.names.append(index)
        return senses

    def _whole(self, name: Name) -> tuple[str, tuple[Candidate, ...]]:
        """``name`` with the small words after it that are part of it on the map, and what that may mean.

        'The Kerch Strait bridge' is the bridge, not the strait. Sites far from the place that the bare name
        means first are others': Cairo airport is not the one at Cairo, Illinois.
        """
        surface = clean_name(name.surface)
        for noun in () if name.demonym else nouns_after(name):
            whole = f"{surface} {noun}"
            if self._lookup.has_name(whole):
                first = next((c.place for c in self.candidates(name.surface)), None)
                found = tuple(
                    c for c in self.candidates(whole) if first is None or is_site_of(c.place, first)
                )
                return (whole, found) if found else ("", ())
        return "", ()

    def _prior(self, senses: Iterable[_Sense], when: str | None = None) -> None:
        for sense in senses:
            whole = len(sense.candidates) > 1 and sense.kind
            titled = any(is_titled(c, sense.key[0], sense.surface) for c in sense.candidates)
            largest = max((c.place.population for c in sense.candidates), default=0)
            for candidate in sense.candidates:
                place = candidate.place
                reasons = [
                    Reason(1.2 * math.log(candidate.score + 1e-4)),
                    Reason(_MATCH_PENALTY[candidate.match]),
                ]
                if when is not None and is_out_of_time(place, when):
                    reasons.append(Reason(_OUT_OF_TIME))
                own = not titled or is_titled(candidate, sense.key[0], sense.surface)
                if not own:
                    reasons.append(Reason(_OTHER_NAME))
                    if not sense.kind and place.population * _DWARFED < largest:
                        reasons.append(Reason(_DWARFED_WEIGHT))
                elif is_country(place) and sense.kind in ("", "A"):
                    reasons.append(Reason(_COUNTRY))
                elif place.country is None and sense.kind == "":
                    reasons.append(Reason(_WORLD))
                seat = 0.0
                if not sense.kind and candidate.match != "close":
                    seat = seat_bonus(place, sense.candidates)
                    reasons.append(Reason(seat))
                own_seat = (c.place for c in sense.candidates if c.place.country == place.country)
                sense.shared.append(seat < 0 and any(is_large_town(city, sense.key[0]) for city in own_seat))
                if whole:
                    fits = agrees(sense.kind, place.kind)
                    words = "the words beside it say what kind of place it is" if fits else ""
                    reasons.append(Reason(2.5 if fits else -1.5, words))
                sense.scores.append(sum(reason.weight for reason in reasons))
                sense.why.append(reasons)
                sense.around.append([])

    def _parents(self, senses: Sequence[_Sense], names: Sequence[Name]) -> None:
        """What names beside them say of where others lie."""
        by_name = {index: sense for sense in senses for index in sense.names}

        def known(index: int) -> Sequence[Candidate]:
            return by_name[index].candidates if index in by_name else ()

        for index, at, reason in parent_reasons(names, known):
            sense = by_name[index]
            sense.scores[at] += reason.weight
            sense.why[at].append(reason)

    def _context(self, senses: Sequence[_Sense], home: Home | None) -> None:
        """Weigh each candidate by the countries, admin-1 areas and points the other names speak of."""
        chosen = []
        for sense in senses:
            best = sense.best()
            place = sense.candidates[best].place
            chosen.append((place, _share(sense.scores, best), len(sense.names), is_country(place)))
        context = Context(chosen, home)
        for number, sense in enumerate(senses):
            scores = []
            for at, candidate in enumerate(sense.candidates):
                place = candidate.place
                shared = sense.shared[at]
                about = context.reasons(number, place, country=is_country(place), shared=shared)
                sense.around[at] = about
                weights = (reason.weight for reason in (*sense.why[at], *about))
                scores.append(sum(weights))
            sense.scores = scores

    def _choose(self, sense: _Sense) -> Choice:
        if not sense.candidates:
            return Choice(reason="the gazetteer knows no place of this name")
        order = sorted(range(len(sense.scores)), key=lambda at: -sense.scores[at])
        shares = _softmax([sense.scores[at] for at in order])
        ranked = tuple(
            Candidate(place=sense.candidates[at].place, match=sense.candidates[at].match, score=share)
            for at, share in zip(order[:_TOP], shares, strict=False)
        )
        best = order[0]
        told = [*sense.why[best], *sense.around[best]]
        telling = sorted(
            (reason for reason in told if reason.weight > SUPPORT and reason.words), reverse=True
        )
        words = "; ".join(reason.words for reason in telling[:2])
        if not words:
            words = (
                "the only place of this name" if len(order) == 1 else "the most prominent place of this name"
            )
        match = ranked[0].match
        if match in ("transliterated", "close"):
            words = f"spelt otherwise: {ranked[0].place.name}; {words}"
        if len(ranked) > 1:
            other = ranked[1].place
            label = ", ".join(part for part in (other.name, other.admin1, other.country) if part)
            words = f"{words}; next: {label}"
        support = max((reason.weight for reason in told if reason.words), default=0.0)
        local = any(reason.local and reason.weight > SUPPORT for reason in told)
        return Choice(ranked, confidence(ranked, match, support, local=local), words, support)


def _nearest(index: int, names: Sequence[Name], firm: Sequence[int], wide: Sequence[int]) -> int | None:
    """The name that says most of where ``index`` lies: right after its comma, else near it in the text.

    A country or region counts as so many times as far as a town.
    """
    after = index + 1
    if after in wide and 0 < names[after].start - names[index].end <= PARENT_REACH:
        return after
    start = names[index].start
    return min(
        wide,
        key=lambda at: (abs(names[at].start - start) * (1 if at in firm else _WIDE_AWAY), at),
        default=None,
    )


def _without_far_namesakes(choices: Sequence[Choice], names: Sequence[Name]) -> list[Choice]:
    known: dict[tuple[str, str], Known] = {}
    for name, choice in zip(names, choices, strict=True):
        if choice.place is not None:
            key = (name.surface, choice.place.id)
            before = known.get(key)
            if before is None or before.sure < choice.confidence:
                known[key] = Known(name.surface, choice.place, choice.confidence)
    reasons = dict(zip(known, far_namesakes(list(known.values())), strict=True))
    kept = []
    for name, choice in zip(names, choices, strict=True):
        place = None if name.demonym else choice.place
        reason = reasons[name.surface, place.id] if place is not None else ""
        kept.append(Choice(reason=reason) if reason else choice)
    return kept


def _rematched(candidate: Candidate, match: MatchKind) -> Candidate:
    return Candidate(place=candidate.place, match=match, score=candidate.score)


def _softmax(scores: Sequence[float]) -> list[float]:
    top = scores[0]
    exps = [math.exp(score - top) for score in scores]
    total = sum(exps)
    return [value / total for value in exps]


def _share(scores: Sequence[float], best: int) -> float:
    top = scores[best]
    return 1.0 / sum(math.exp(score - top) for score in scores)


_COMMON = (
    GEO_NOUNS
    | ORGANISATION
    | NOT_PLACES
    | frozenset(
        "tower center centre hall house court courthouse building stadium arena hotel mall memorial "
        "medical saint st stop".split()
    )
)
