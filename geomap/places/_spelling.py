"""Names spelt otherwise than the gazetteer has them: how alike two are, and which are a letter off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geomap.model import Candidate, Place, PlaceLookup
from geomap.places._measure import quick_km

__all__ = ["ONE_SPELLING", "NearMisses", "home_of_people", "is_alike"]

ONE_SPELLING = frozenset(
    "AT AU BE CA CH CZ DE DK EE ES FI FR GB HR HU IE IS IT LT LU LV NL NO NZ PL PT RO SE SI SK US "
    "AR BO BR CL CO CR CU DO EC GT HN MX NI PA PE PY SV UY VE".split()
)
"""Countries whose names nobody transliterates: a name that only sounds like one of theirs is another name."""

_ALIKE = 0.6
_BESIDE_KM = 120.0
_CACHE_LIMIT = 50_000
_PEOPLE = (
    ("ians", ("ia", "o", "a", "")),
    ("ian", ("ia", "o", "a", "")),
    ("ans", ("a", "ia", "o", "")),
    ("an", ("a", "ia", "o")),
    ("ers", ("", "e")),
    ("ites", ("",)),
    ("ese", ("a", "o", "")),
)
"""Endings of words for people, the longest first, and what the name of their home has in their stead."""

_LEAST_STEM = 4
_VOWELS = "aeiouy"
_ONE_WRONG = 2
"""Letters by which two names differ where one has another letter in one place."""


class NearMisses:
    """Places by names a letter or two off; remembers what it asked ``lookup``."""

    def __init__(self, lookup: PlaceLookup) -> None:
        self._lookup = lookup
        self._known: dict[str, tuple[Candidate, ...]] = {}

    def beside(self, name: str, around: Sequence[Place]) -> tuple[Candidate, ...]:
        """The settlements called almost ``name`` beside one of ``around``, in an admin-1 area of theirs.

        Those that were only the one or the other were villages that the gazetteer lacks: three of three on
        pages of our own.
        """
        known = self._known.get(name)
        if known is None:
            if len(self._known) > _CACHE_LIMIT:
                self._known.clear()
            known = self._known[name] = self._lookup.candidates(name, close=True)
        return tuple(
            candidate
            for candidate in known
            if candidate.place.kind.startswith("PPL")
            and any(_is_in_area_of(candidate.place, place) for place in around)
            and any(_is_beside(candidate.place, place) for place in around)
            and any(_is_slip(name, other) for other in (candidate.place.name, *candidate.place.other_names))
        )


def _is_slip(name: str, other: str) -> bool:
    """Whether one is the other with vowels told otherwise or letters swapped, or with one wrong consonant.

    Valyiuki is Valuyki; Pantoloan is another name than Panolan.
    """
    ours, theirs = Counter(name.casefold()), Counter(other.casefold())
    differing = (ours - theirs) + (theirs - ours)
    vowels = sum(differing[letter] for letter in _VOWELS)
    consonants = differing.total() - vowels
    return consonants == 0 or (vowels == 0 and consonants <= _ONE_WRONG)


def _is_in_area_of(place: Place, other: Place) -> bool:
    return place.admin1 is not None and (place.country, place.admin1) == (other.country, other.admin1)


def _is_beside(place: Place, other: Place) -> bool:
    return quick_km((place.lon, place.lat), (other.lon, other.lat)) < _BESIDE_KM


def is_alike(name: str, place: Place) -> bool:
    """Whether a place found by sound is also written much like ``name``."""
    from difflib import SequenceMatcher  # noqa: PLC0415  for rare names alone

    low = name.casefold()
    matcher = SequenceMatcher(b=low, autojunk=False)
    for other in (place.name, *place.other_names):
        matcher.set_seq1(other.casefold())
        if matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
            return True
    return False


def home_of_people(name: str, lookup: PlaceLookup) -> str:
    """The name of the place that a people is named for by rule: Ontario for 'Ontarians'; '' for none.

    Of several the best known one.
    """
    homes = [
        name[: -len(ending)] + end
        for ending, instead in _PEOPLE
        if name.endswith(ending) and len(name) - len(ending) >= _LEAST_STEM
        for end in instead
    ]
    known = {home: lookup.candidates(home) for home in homes if lookup.has_name(home)}
    sizes = {home: max((c.place.population for c in found), default=0) for home, found in known.items()}
    return max(sizes, key=lambda home: (sizes[home], home), default="")
