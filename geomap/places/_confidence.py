"""How sure a choice is: what the name, its rivals, the text and the size of the place say of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geomap.model import Candidate, Place
from geomap.places._measure import quick_km

__all__ = ["SUPPORT", "confidence", "point_of_part"]

SUPPORT = 0.3
"""The least weight of a reason that counts as the text's support."""

_RIVAL_KM = 100.0
_SPRAWL_M, _MAX_SPRAWL = 9e6, 0.16
_VAST_M, _MAX_VAST = 2.5e6, 0.4
"""One point says less of a large area: a country of 1,500 km radius loses a sixth, a sea or a part of the
world of 1,000 km two fifths, for nobody agrees where its middle is."""

_WIDE_REGION_M, _WIDE_M = 5e5, 8e5
"""Of provinces and states that reach further than 500 km another's point is seldom ours: one of 700 km loses
two fifths, as a sea does."""

_PART_M, _MAX_PART = 8e5, 0.7
"""The point of a part ('northern Angola') is nobody else's: of 81 in news a fifth lay within 161 km of the
point that others gave them. That of a part of 300 km loses a third, of 560 km and more seven tenths."""

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
        if place.kind == "RGN" and not place.has_polygon:
            return _MAX_VAST  # 'Sub-Saharan Africa': how far it reaches is not known
        return min(_MAX_VAST, place.radius_m / _VAST_M)
    wide = place.radius_m - _WIDE_REGION_M
    if place.precision == "region" and wide > 0:
        return min(_MAX_VAST, _MAX_SPRAWL + wide / _WIDE_M)
    return min(_MAX_SPRAWL, place.radius_m / _SPRAWL_M)


def point_of_part(place: Place) -> float:
    """How far (0 to 1) one point can be trusted to stand for a part of ``place``: 'northern Angola'."""
    return 1.0 - min(_MAX_PART, place.radius_m / _PART_M)


def _certainty(ranked: Sequence[Candidate], match: str) -> float:
    base = {"exact": 0.97, "given": 0.99, "folded": 0.95, "transliterated": 0.75, "close": 0.5}[match]
    best = ranked[0].place
    rivals = sum(
        c.score for c in ranked[1:] if quick_km((c.place.lon, c.place.lat), (best.lon, best.lat)) > _RIVAL_KM
    )
    return base * (1.0 - min(rivals, 1.0))
