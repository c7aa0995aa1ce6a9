"""Which place each name of a document means, all its names weighed together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geomap.model import Candidate, PlaceLookup
from geomap.places._answers import Answers
from geomap.places._home import Home
from geomap.places._kinds import Name, is_country
from geomap.places._lists import kind_hints, list_nouns, list_numbers, noun_beside
from geomap.places._namesakes import Known, far_namesakes
from geomap.places._neighbours import fall_back
from geomap.places._parents import parent_reasons
from geomap.places._senses import Choice, Sense, choose, weigh_alone, weigh_together
from geomap.places._tokens import clean_name

__all__ = ["Choice", "Resolver"]

_LIKELY = 0.3


class Resolver:
    """Resolves the names of documents; keeps candidates by name, so make one and use it for many."""

    def __init__(self, lookup: PlaceLookup) -> None:
        self.answers = Answers(lookup)

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
                    sense.candidates = self.answers.guess(names[sense.names[0]].surface)
        known = [sense for sense in senses.values() if sense.candidates]
        if not guess:
            known += self._misspelt(senses.values(), known)
        weigh_alone(known, when)
        _add_parents(known, names)
        beside = _listed_together(known, list_numbers(names))
        for _ in range(2):
            weigh_together(known, home, beside)
        choices = [Choice() for _ in names]
        for sense in senses.values():
            choice = choose(sense)
            for index in sense.names:
                choices[index] = choice
        if guess:
            fall_back(list(senses.values()), choices, names)
            return choices
        return _without_far_namesakes(choices, names)

    def _misspelt(self, senses: Iterable[Sense], known: Sequence[Sense]) -> list[Sense]:
        """Unknown names that a letter or two make one of a place beside those of the text."""
        around = [
            candidate.place
            for candidate in (sense.candidates[0] for sense in known)
            if candidate.score >= _LIKELY and candidate.place.country and not is_country(candidate.place)
        ]
        found = []
        for sense in senses:
            if not sense.candidates:
                sense.candidates = self.answers.misspelt(sense.surface, around)
                if sense.candidates:
                    found.append(sense)
        return found

    def _senses(self, names: Sequence[Name]) -> dict[tuple[str, str], Sense]:
        senses: dict[tuple[str, str], Sense] = {}
        nouns = list_nouns(names)
        for index, (name, kind) in enumerate(zip(names, kind_hints(names), strict=True)):
            rivers = self.answers.rivers(name.surface) if kind == "W" else ()
            said = ("H" if rivers else "") if kind == "W" else kind
            whole, sites = self.answers.whole(name, nouns[index] or noun_beside(name), said)
            key = (clean_name(whole or name.surface).casefold(), said)
            sense = senses.get(key)
            if sense is None:
                found = sites or rivers or self.answers.candidates(name.surface, demonym=name.demonym)
                sense = senses[key] = Sense(key, name.surface, candidates=found, kind=said)
            sense.names.append(index)
        return senses


def _add_parents(senses: Sequence[Sense], names: Sequence[Name]) -> None:
    """What names beside them say of where others lie."""
    by_name = {index: sense for sense in senses for index in sense.names}

    def known(index: int) -> Sequence[Candidate]:
        return by_name[index].candidates if index in by_name else ()

    for index, at, reason in parent_reasons(names, known):
        sense = by_name[index]
        sense.scores[at] += reason.weight
        sense.why[at].append(reason)


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


def _listed_together(senses: Sequence[Sense], lists: Sequence[int]) -> list[list[int]]:
    """For each sense the numbers of those that stand in a list with it."""
    members: dict[int, set[int]] = {}
    for number, sense in enumerate(senses):
        for index in sense.names:
            members.setdefault(lists[index], set()).add(number)
    return [
        sorted({other for index in sense.names for other in members[lists[index]]} - {number})
        for number, sense in enumerate(senses)
    ]
