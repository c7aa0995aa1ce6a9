"""Names whose only known namesakes lie far from everything else their text speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from geomap.model import Place
from geomap.places._kinds import COMPASS, is_country
from geomap.places._measure import quick_km
from geomap.places._tokens import clean_name

__all__ = ["Known", "far_namesakes", "is_prominent", "other_part"]

_SURE = 0.5
_LEAST_OTHERS = 2
_FAR_KM = 350.0
_PROMINENT, _PROMINENT_BY_OTHER_NAME = 150_000, 1_000_000
_UNLIKE = 0.65
_FAIR_PART = 0.15
"""Measured on news with known places: of names resolved to where their text speaks of nothing else in the
country or within the distance, those below 150,000 people were right once, wrong 19 times and no places 39
times; those above it right 20 times, wrong 5 and no places 8."""

_ABBREVIATION = 3
_PARTS = COMPASS | {"upper", "lower", "inner", "outer"}


@dataclass(frozen=True, slots=True)
class Known:
    """A name of a document, the place chosen for it, and how sure that is (0 to 1)."""

    surface: str
    place: Place
    sure: float


def is_prominent(place: Place, surface: str) -> bool:
    """Whether a text may name ``place`` as ``surface`` out of the blue, without saying where it lies.

    Capitals and large places are, under the name a map prints or one much like it. Small towns are not, and
    neither is any place under a name unlike its own: a short form in another language is more often the name
    of a village that the gazetteer lacks.
    """
    if not _is_named(place, surface):
        return place.population >= _PROMINENT_BY_OTHER_NAME and not _unlike(place, surface)
    return place.kind == "PPLC" or place.population >= _PROMINENT


def far_namesakes(known: Sequence[Known]) -> list[str]:
    """For each of the ``known`` names of one document why it must be left open; '' where it may stand."""
    by_country: dict[str, list[Known]] = defaultdict(list)
    for name in known:
        if name.place.country is not None and name.sure >= _SURE:
            by_country[name.place.country].append(name)
    return [_why_far(name, by_country) for name in known]


def _why_far(name: Known, by_country: Mapping[str, Sequence[Known]]) -> str:
    place = name.place
    if not _can_stray(place) or is_prominent(place, name.surface):
        return ""
    own = clean_name(name.surface).casefold()

    def is_other(other: Known) -> bool:
        return other.place.id != place.id and clean_name(other.surface).casefold() != own

    # Few names pass this, at most some of each country: texts of nothing but names stay quick.
    here = [other for other in by_country.get(place.country or "", ()) if is_other(other)]
    if here and (_is_named(place, name.surface) or _holds_text(here, by_country)):
        return ""
    others = {o.place.id: o.place for some in by_country.values() for o in some if is_other(o)}
    if len(others) < _LEAST_OTHERS or min(_km_between(place, other) for other in others.values()) < _FAR_KM:
        return ""
    where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    return (
        f"the only place known by this name, {where}, is far from all the text speaks of and little known; "
        "left open"
    )


def _holds_text(here: Sequence[Known], by_country: Mapping[str, Sequence[Known]]) -> bool:
    """Whether a fair part of the text's names lie in the country of ``here``.

    A town is not known there by a foreign name for being in a country that the text names once.
    """
    return len(here) >= _FAIR_PART * sum(len(some) for some in by_country.values())


def other_part(surface: str, place: Place) -> bool:
    """Whether ``place`` is the other part of what ``surface`` names: Upper Dir for 'Lower Dir'."""
    said, own = _parts(surface), _parts(place.name)
    return bool(said and own) and said != own


def _parts(name: str) -> set[str]:
    return {word.removesuffix("ern") for word in _words(name)} & _PARTS


def _can_stray(place: Place) -> bool:
    """Settlements and areas of one country; whose population is not known are judged as small."""
    if place.country is None or is_country(place) or place.id.startswith("user:"):
        return False
    return place.kind.startswith("PPL") or (place.kind.startswith("ADM") and place.population > 0)


def _is_named(place: Place, surface: str) -> bool:
    """Whether ``surface`` is the place's own name, or whole words of it: 'New York' for New York City.

    Three capitals are an abbreviation: EST is a time, not the region of Est.
    """
    if len(surface) <= _ABBREVIATION and surface.isupper() and surface != place.name:
        return False
    said = _words(surface)
    return bool(said) and said <= _words(place.name)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", clean_name(name).casefold().replace("'", "")))


def _unlike(place: Place, surface: str) -> bool:
    said = clean_name(surface).casefold()
    return SequenceMatcher(None, said, place.name.casefold(), autojunk=False).ratio() < _UNLIKE


def _km_between(place: Place, other: Place) -> float:
    """Kilometres from ``place`` to the edge of ``other``."""
    return quick_km((place.lon, place.lat), (other.lon, other.lat)) - other.radius_m / 1000
