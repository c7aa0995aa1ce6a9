"""How sure a choice is: what the name, its rivals, the text and the size of the place say of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geomap.model import Candidate, Place
from geomap.places._measure import quick_km

__all__ = ["SUPPORT", "confidence"]

SUPPORT = 0.3
"""The least weight of a reason that counts as the text's support."""

_RIVAL_KM = 100.0
_SPRAWL_M, _MAX_SPRAWL = 1e7, 0.14
_VAST_M, _MAX_VAST = 2.5e6, 0.4
"""One point says less of a large area: a country of 2,000 km radius loses an eighth, a sea or a part of the
world of 1,000 km two fifths, for nobody agrees where its middle is."""

_IN_COUNTRY, _IN_COUNTRY_STEP = 0.6, 0.06
"""Of a small town the text says nothing but the country: one of 2,000 people .8, of a million .96."""

_STRAY_REGION, _STRAY_SPELLING = 0.7, 0.45


def confidence(ranked: Sequence[Candidate], match: str, support: float, *, local: bool) -> float:
    """How sure: by how the name matched, what its rivals weigh, and whether the text speaks of the area."""
    place = ranked[0].place
    supported = support > SUPPORT
    if place.precision in ("country", "region") and match in ("exact", "folded"):
        trust = 1.0 - _sprawl(place)
        if place.kind == "ADM1" and not supported:
            trust *= _STRAY_REGION
    elif local:
        trust = 1.0
    else:
        known = math.log10(place.population + 10)
        trust = min(1.0, _IN_COUNTRY + _IN_COUNTRY_STEP * known if supported else 0.3 + 0.11 * known)
        if match in ("transliterated", "close"):
            trust *= _STRAY_SPELLING
    return trust * _certainty(ranked, match)


def _sprawl(place: Place) -> float:
    """How likely another's point of the same area lies elsewhere; measured on areas by their radius."""
    if place.country is None:
        return min(_MAX_VAST, place.radius_m / _VAST_M)
    return min(_MAX_SPRAWL, place.radius_m / _SPRAWL_M)


def _certainty(ranked: Sequence[Candidate], match: str) -> float:
    base = {"exact": 0.97, "given": 0.99, "folded": 0.95, "transliterated": 0.75, "close": 0.5}[match]
    best = ranked[0].place
    rivals = sum(
        c.score for c in ranked[1:] if quick_km((c.place.lon, c.place.lat), (best.lon, best.lat)) > _RIVAL_KM
    )
    return base * (1.0 - min(rivals, 1.0))
