"""Which part of a river is meant: 'the Pripyat in southern Belarus', 'over it, 6 km from the border'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from geomap.model import Geometry, Location
from geomap.places._found import Found, Locations
from geomap.places._measure import EARTH_RADIUS_M, distance_range_m, project, to_geometry
from geomap.places._points import point_of

__all__ = ["narrow_rivers"]

_RIVERS = ("STM", "CNL", "CHN")
_GAP = 60
_INSIDE = re.compile(r"\s*,?\s+(?:in|inside|within|at|of)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}")
_AT = re.compile(r"\s+(?:at|near|by)\s+(?:the\s+)?(?:(?:town|city|village|port)\s+of\s+)?")
_ON_RIVER_M = 10_000.0
_SPOT_M = 40_000.0
"""A stretch no longer than this from end to end is told as a spot with a radius."""

_COARSE_M = 3000.0
"""How far the river's line on the map may lie off its bed: an area is widened by this before it is cut."""


def narrow_rivers(text: str, names: Sequence[Found], locations: Locations, *, strips: bool = True) -> None:
    """Cut each river among ``names``, which stand in one sentence, to what the sentence puts it in.

    ``strips`` tells whether a told distance from a border counts as well; where it is what is to be checked
    it must not.
    """
    for number, item in enumerate(names):
        place = item.place
        if place is None or not place.kind.startswith(_RIVERS) or item.expression is not None:
            continue
        river = locations.of(place)
        if "Line" not in river.geometry.type:
            continue
        spot = _spot_on(text, item, names[number + 1 :], river, locations)
        if spot is not None:
            item.location = spot
            item.reason = f"{river.name} at {spot.name}; {item.reason}"
            continue
        areas = [_container(text, item, names[number + 1 :], locations)]
        if strips:
            areas += [other.location for other in names if _is_strip(other)]
        for area in areas:
            if area is not None:
                key = ("cut", river.place_ids, river.how, area.name, area.place_ids)
                river = locations.lookup.once(key, partial(_cut, river, area))
        if river is not locations.of(place):
            item.location = river
            item.reason = f"{river.how}; {item.reason}"


def _spot_on(
    text: str, item: Found, after: Sequence[Found], river: Location, locations: Locations
) -> Location | None:
    """The town on the river named right after it: 'reached the Dnieper at Nova Kakhovka'."""
    other = after[0] if after else None
    if other is None or other.place is None or other.place.precision not in ("site", "settlement"):
        return None
    if _AT.fullmatch(text, item.end, other.start) is None:
        return None
    away, _ = distance_range_m((other.place.lon, other.place.lat), river.geometry)
    return locations.of(other.place) if away <= _ON_RIVER_M + river.radius_m else None


def _container(text: str, item: Found, after: Sequence[Found], locations: Locations) -> Location | None:
    """The area named right after the river: 'in southern Belarus'."""
    for other in after[:1]:
        gap = text[item.end : other.start]
        if len(gap) > _GAP or not _INSIDE.fullmatch(gap):
            return None
        if other.location is not None and other.location.geometry.type == "MultiPolygon":
            return other.location
        if other.place is not None and other.place.has_polygon:
            around = locations.of(other.place)
            return around if around.geometry.type == "MultiPolygon" else None
    return None


def _is_strip(item: Found) -> bool:
    return (
        item.location is not None
        and item.location.relation == "within"
        and item.location.geometry.type == "MultiPolygon"
    )


def _cut(river: Location, area: Location) -> Location:
    """``river`` where it runs in ``area``; as it was where the map has it nowhere near."""
    import shapely  # noqa: PLC0415  heavy

    wide = shapely.make_valid(area.geometry.shape).buffer(_COARSE_M / EARTH_RADIUS_M * 180 / 3.14159)
    inside = river.geometry.shape.intersection(wide)
    course = to_geometry(shapely.line_merge(inside)) if inside.length > 0 else None
    if course is None or "Line" not in course.type:
        return river
    inside_of = area.name if area.name.startswith("within") else f"in {area.name}"
    how = f"{river.name}, its part {inside_of}"
    spot = _spot(course, river)
    if spot is None:
        return replace(river, geometry=course, country=area.country or river.country, how=how)
    lon, lat, radius = spot
    return replace(
        river,
        geometry=Geometry.point(round(lon, 5), round(lat, 5)),
        precision="near",
        relation="near",
        radius_m=round(radius),
        country=area.country or river.country,
        timezone=area.timezone or river.timezone,
        how=how,
    )


def _spot(course: Geometry, river: Location) -> tuple[float, float, float] | None:
    lon, lat = point_of(replace(river, geometry=course))
    west, south, east, north = project(course.shape, (lon, lat)).bounds
    extent = max(east - west, north - south)
    return (lon, lat, extent / 2 + _COARSE_M) if extent <= _SPOT_M else None
