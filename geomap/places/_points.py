"""One point for a location, where only one can be told or drawn."""

from __future__ import annotations

from typing import Any

from geomap.model import Geometry, Location, Place

__all__ = ["point_of"]


def point_of(location: Location, place: Place | None = None) -> tuple[float, float]:
    """One point (lon, lat) for a location: its own, its place's where it is that place, else its middle."""
    geometry = location.geometry
    if geometry.type == "Point":
        lon, lat = geometry.coordinates
        return lon, lat
    plain = location.relation == "at" and place is not None and location.name == place.name
    if plain and place is not None and location.place_ids[:1] == (place.id,):
        return place.lon, place.lat
    return _middle(geometry)


def _middle(geometry: Geometry) -> tuple[float, float]:
    from shapely import point_on_surface  # noqa: PLC0415  heavy

    flat: Any = geometry.shape
    if geometry.type == "LineString":
        point = flat.interpolate(0.5, normalized=True)
    elif geometry.type == "MultiLineString":
        point = max(flat.geoms, key=lambda part: part.length).interpolate(0.5, normalized=True)
    else:
        point = point_on_surface(flat)
    return float(point.x), float(point.y)
