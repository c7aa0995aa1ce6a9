"""Distance on the sphere, for whoever ranks and sorts by it; geodesics are the places stage's."""

from __future__ import annotations

import math

__all__ = ["EARTH_RADIUS_M", "sphere_m"]

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""


def sphere_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Great-circle distance in metres between two points (degrees), good to half a percent.

    Source: the haversine formula.
    """
    a, b = math.radians(lat), math.radians(other_lat)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))
