"""Where a measured distance leads: '16 km north-east of' a point, a strip along a border or round an area."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Protocol

from geomap.model import Geometry, Location, Place, Relation
from geomap.places._borders import Border, Borders
from geomap.places._cache import RememberingLookup
from geomap.places._distances import Distance
from geomap.places._found import Found, Locations
from geomap.places._kinds import is_area, is_country
from geomap.places._measure import destination
from geomap.places._phrases import AFTER_DISTANCE, bearing_of

__all__ = ["Parts", "locate_distance", "pointed", "read_reference", "strip", "water_off"]

_SECTOR = math.tan(math.radians(22.5))
_MIN_OFFSET_RADIUS_M = 1000.0
_WIDEN = 1.1
_OUT, _STEP, _WIDEST = (0.6, 0.8, 1.0), 10, 45.0
"""Where a bearing must be at sea, in parts of the distance; degrees between bearings; the widest half of the
arc that a radius stands for."""


class Parts(Protocol):
    """What relating needs of the engine."""

    lookup: RememberingLookup
    locations: Locations


def read_reference(
    text: str, distance: Distance, names: Sequence[Found], lines: Sequence[Border]
) -> tuple[Found | None, Border | None, re.Match[str] | None]:
    """What a distance is measured from: a name or a border that follows it."""
    for border in lines:
        if border.start >= distance.end:
            match = AFTER_DISTANCE.fullmatch(
                text[distance.end : border.start] + ("" if text[border.start - 1].isspace() else " ")
            )
            if match is not None:
                return None, border, match
            break
    for item in names:
        if item.start >= distance.end:
            match = AFTER_DISTANCE.fullmatch(text[distance.end : item.start])
            return (item, None, match) if match is not None else (None, None, None)
    return None, None, None


def locate_distance(
    distance: Distance, direction: str | None, place: Place, parts: Parts, *, off: bool = False
) -> Location | None:
    """The location of 'N km [direction] of place': a point with a radius, or a strip around an area.

    ``off`` tells that it is said to lie off the place: out at sea, where there is sea.
    """
    value = distance.value
    label = _label(distance)
    if off and direction is None:
        at_sea = _at_sea(value, label, place, parts)
        if at_sea is not None:
            return at_sea
    if is_area(place):
        outline = parts.lookup.polygon(place.id) if place.has_polygon else None
        if outline is None:
            return None
        return (
            None
            if direction
            else Location(
                geometry=parts.lookup.strip(place.id, outline, value, None) or outline,
                name=f"within {label} of {place.name}",
                place_ids=(place.id,),
                relation="within",
                precision="region",
                country=place.country if not is_country(place) else None,
                timezone=place.timezone,
                how=f"what lies within {label} of {place.name}",
            )
        )
    centre = (place.lon, place.lat)
    if direction is not None:
        angle = bearing_of(direction)
        if angle is None:
            return None
        lon, lat = destination(centre, angle, value)
        radius = max(_MIN_OFFSET_RADIUS_M, value * _SECTOR * 0.6, distance.rounding) + place.radius_m / 2
        return pointed(
            place,
            (lon, lat),
            "offset",
            radius,
            f"{label} {direction} of {place.name}",
            f"{label} {direction} of {place.name}, measured from its centre",
        )
    radius = value * _WIDEN + place.radius_m
    return pointed(
        place, centre, "near", radius, f"{label} from {place.name}", f"somewhere {label} from {place.name}"
    )


def _at_sea(value: float, label: str, place: Place, parts: Parts) -> Location | None:
    """'50 miles off Odesa': that far out in the middle of the open sea; None where no sea is so near.

    Off a coast of some length it is the water up to that distance.
    """
    name = f"{label} off {place.name}"
    if is_area(place):
        return water_off(place, value * _WIDEN, name, f"the water up to {label} off {place.name}", parts)
    centre = (place.lon, place.lat)
    wet = [
        all(parts.lookup.country_at(*destination(centre, angle, value * part)) is None for part in _OUT)
        for angle in range(0, 360, _STEP)
    ]
    first, size = _longest_run(wet)
    if not size or size == len(wet):
        return None
    angle = (first + (size - 1) / 2) * _STEP
    half = math.radians(min(size * _STEP / 2, _WIDEST))
    radius = max(_MIN_OFFSET_RADIUS_M, value * math.sin(half))
    how = f"{label} off {place.name}, in the middle of the open water there"
    return pointed(place, destination(centre, angle, value), "offset", radius, name, how)


def water_off(place: Place, reach_m: float, name: str, how: str, parts: Parts) -> Location | None:
    """The water within ``reach_m`` metres of an area's shore; None where it has no outline or no shore."""
    water = parts.lookup.offshore(place, reach_m) if place.has_polygon else None
    if water is None:
        return None
    return Location(
        geometry=water,
        name=name,
        place_ids=(place.id,),
        relation="near",
        precision="region",
        country=place.country,
        timezone=place.timezone,
        how=how,
    )


def _longest_run(ring: Sequence[bool]) -> tuple[int, int]:
    """Where the longest run of true values of a ``ring`` starts, and its size."""
    best = (0, 0)
    for first in range(len(ring)):
        if ring[first] and not ring[first - 1]:
            size = next((n for n in range(len(ring)) if not ring[(first + n) % len(ring)]), len(ring))
            best = max(best, (first, size), key=lambda run: run[1])
    return best if best[1] else (0, len(ring) if all(ring) else 0)


def pointed(  # noqa: PLR0917  all of a location that differs
    place: Place, point: tuple[float, float], relation: Relation, radius: float, name: str, how: str
) -> Location:
    return Location(
        geometry=Geometry.point(round(point[0], 5), round(point[1], 5)),
        name=name,
        place_ids=(place.id,),
        relation=relation,
        precision="near",
        radius_m=round(radius),
        country=place.country,
        admin1=place.admin1,
        timezone=place.timezone,
        how=how,
    )


def strip(
    distance: Distance, border: Border, names: Sequence[Found], borders: Borders, parts: Parts
) -> Location | None:
    """What lies within a distance of a border, on the side the sentence speaks of."""
    reach = (distance.maximum or distance.value) * (1.0 if distance.minimum is None else _WIDEN)
    side = _side(border, names)
    place = borders.countries.get(side) if side else None
    inside = place.id if place and place.has_polygon else None
    area = parts.lookup.strip(border.location.name, border.location.geometry, reach, inside)
    if area is None:
        return None
    label = _label(distance)
    where = f" in {place.name}" if place and inside else ""
    return Location(
        geometry=area,
        name=f"within {label} of the {border.location.name}{where}",
        place_ids=border.location.place_ids,
        relation="within",
        precision="region",
        country=place.country if place else None,
        timezone=place.timezone if place else border.location.timezone,
        how=f"what lies within {label} of the {border.location.name}{where}",
    )


def _side(border: Border, names: Sequence[Found]) -> str | None:
    """The country a strip lies in: the one of the pair that the sentence names apart from the border."""
    apart = {
        item.place.country
        for item in names
        if item not in border.names and item.place is not None and item.place.country in border.codes
    }
    if len(apart) == 1:
        return apart.pop()
    own = {item.place.country for item in border.names if item.place is not None}
    others = [code for code in border.codes if code not in own]
    return others[0] if len(others) == 1 and len(border.codes) > 1 else None


def _label(distance: Distance) -> str:
    if distance.minimum is None and distance.maximum is not None:
        return f"{_km(distance.maximum)} km"
    if distance.maximum is None and distance.minimum is not None:
        return f"more than {_km(distance.minimum)} km"
    if distance.minimum != distance.maximum:
        return f"{_km(distance.minimum or 0)} to {_km(distance.maximum or 0)} km"
    return f"{_km(distance.value)} km"


def _km(metres: float) -> str:
    """Kilometres as the text has them; two figures of those that it has in miles."""
    km = metres / 1000
    return f"{km:.3g}" if metres % 100 == 0 else f"{km:.2g}" if km < 100 else f"{km:.0f}"  # noqa: PLR2004
