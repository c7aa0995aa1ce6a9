"""Whether a place bears a name itself, stands beside another, or was there at the time."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from geomap.model import Candidate, Place
from geomap.places._kinds import SEAT_POPULATION
from geomap.places._lexicon import FEATURE_KINDS
from geomap.places._measure import quick_km

__all__ = ["is_large_town", "is_out_of_time", "is_site_of", "is_titled"]

_SPELT_OUT = 5
_SAME = 0.9
_SITE_KM = 100.0


@lru_cache(maxsize=50_000)
def _is_same(name: str, key: str) -> bool:
    """Whether two names of some length differ by a letter."""
    if len(key) < _SPELT_OUT or name[:1] != key[0] or abs(len(name) - len(key)) > 1:
        return False
    return SequenceMatcher(None, name, key).ratio() >= _SAME


def is_out_of_time(place: Place, when: str) -> bool:
    """Whether ``place`` was not yet, or no longer, on the day ``when`` (ISO 8601)."""
    return bool((place.valid_to and place.valid_to < when) or (place.valid_from and place.valid_from > when))


def is_site_of(place: Place, other: Place) -> bool:
    """Whether ``place`` is near enough to ``other`` to be called after it."""
    away = quick_km((place.lon, place.lat), (other.lon, other.lat)) - other.radius_m / 1000
    return away < _SITE_KM


def is_large_town(place: Place, key: str) -> bool:
    """Whether ``place`` is a large town of just this name."""
    if not place.kind.startswith("PPL") or place.population < SEAT_POPULATION:
        return False
    name = place.name.casefold()
    return name == key or _is_same(name, key)


def is_titled(candidate: Candidate, key: str, surface: str) -> bool:
    """Whether the place bears the name itself: 'Pacific' of the Pacific Ocean, no Eu for 'EU'."""
    if surface.isupper() and len(surface) < _SPELT_OUT and candidate.match == "folded":
        return False
    name = candidate.place.name.casefold()
    if _is_same(name, key):
        return True  # 'Odessa' is Odesa's own name too
    return name == key or (
        name.startswith(key + " ") and FEATURE_KINDS.get(name[len(key) + 1 :]) in ("A", "H")
    )
