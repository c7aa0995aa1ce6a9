"""Names spelt otherwise than the gazetteer has them: how alike two are, and which are a letter off."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import Candidate, Place, PlaceLookup
from geomap.places._measure import quick_km

__all__ = ["NearMisses", "is_alike"]

_ALIKE = 0.6
_BESIDE_KM = 120.0
_CACHE_LIMIT = 50_000


class NearMisses:
    """Places by names a letter or two off; remembers what it asked ``lookup``."""

    def __init__(self, lookup: PlaceLookup) -> None:
        self._lookup = lookup
        self._known: dict[str, tuple[Candidate, ...]] = {}

    def beside(self, name: str, around: Sequence[Place]) -> tuple[Candidate, ...]:
        """The settlements called almost ``name`` beside one of ``around``, or in its admin-1 area."""
        known = self._known.get(name)
        if known is None:
            if len(self._known) > _CACHE_LIMIT:
                self._known.clear()
            known = self._known[name] = self._lookup.candidates(name, close=True)
        return tuple(
            candidate
            for candidate in known
            if candidate.place.kind.startswith("PPL")
            and any(_is_beside(candidate.place, place) for place in around)
        )


def _is_beside(place: Place, other: Place) -> bool:
    if (place.country, place.admin1) == (other.country, other.admin1):
        return True
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
