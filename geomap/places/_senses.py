"""The senses of a document's names: what speaks for each place that one may mean."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geomap.model import Candidate, Place
from geomap.places._confidence import SUPPORT, confidence
from geomap.places._context import Context, Reason
from geomap.places._home import Home
from geomap.places._kinds import agrees, is_country, seat_bonus
from geomap.places._naming import is_large_town, is_out_of_time, is_titled

__all__ = ["Choice", "Sense", "choose", "weigh_alone", "weigh_together"]

_MATCH_PENALTY = {"exact": 0.0, "given": 0.0, "folded": -0.4, "transliterated": -1.0, "close": -2.5}
_TOP = 5
_OTHER_NAME, _OUT_OF_TIME = -1.8, -2.5
_DWARFED, _DWARFED_WEIGHT = 1000, -3.0
"""What a village weighs whose other name is the name of a place a thousand times its size."""

_COUNTRY, _WORLD = 1.5, 1.5


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
class Sense:
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


def weigh_alone(senses: Iterable[Sense], when: str | None = None) -> None:
    """Weigh each candidate by what it is, and by the words beside its name; ``when`` is the text's day."""
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
            sense.shared.append(
                seat < 0
                and (place.kind != "ADM1" or any(is_large_town(city, sense.key[0]) for city in own_seat))
            )
            if whole:
                fits = agrees(sense.kind, place.kind)
                words = "the words beside it say what kind of place it is" if fits else ""
                reasons.append(Reason(2.5 if fits else -1.5, words))
            sense.scores.append(sum(reason.weight for reason in reasons))
            sense.why.append(reasons)
            sense.around.append([])


def weigh_together(senses: Sequence[Sense], home: Home | None, beside: Sequence[Sequence[int]]) -> None:
    """Weigh each candidate by the countries, admin-1 areas and points the other names speak of."""
    chosen = []
    for sense in senses:
        best = sense.best()
        place = sense.candidates[best].place
        chosen.append((place, _share(sense.scores, best), len(sense.names), is_country(place)))
    context = Context(chosen, home)
    for number, sense in enumerate(senses):
        scores = []
        areas = {(c.place.country, c.place.admin1) for c in sense.candidates if c.place.admin1}
        of_country = Counter(country for country, _ in areas)
        for at, candidate in enumerate(sense.candidates):
            place = candidate.place
            about = context.reasons(
                number,
                place,
                country=is_country(place),
                shared=sense.shared[at],
                rivals=of_country[place.country] > 1,
                alone=len(sense.candidates) == 1,
                beside=beside[number],
            )
            sense.around[at] = about
            weights = (reason.weight for reason in (*sense.why[at], *about))
            scores.append(sum(weights))
        sense.scores = scores


def choose(sense: Sense) -> Choice:
    """The candidate that most speaks for, how sure that is, and why."""
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
    telling = sorted((reason for reason in told if reason.weight > SUPPORT and reason.words), reverse=True)
    words = "; ".join(reason.words for reason in telling[:2])
    if not words:
        words = "the only place of this name" if len(order) == 1 else "the most prominent place of this name"
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


def _softmax(scores: Sequence[float]) -> list[float]:
    top = scores[0]
    exps = [math.exp(score - top) for score in scores]
    total = sum(exps)
    return [value / total for value in exps]


def _share(scores: Sequence[float], best: int) -> float:
    top = scores[best]
    return 1.0 / sum(math.exp(score - top) for score in scores)
