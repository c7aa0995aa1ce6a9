"""Where rows of a table happened: their own coordinates, or the place they name in the area they name."""

from __future__ import annotations

from msgspec.structs import replace

from geomap.errors import PlaceNotFoundError
from geomap.model import Document, Geometry, Given, Location, PlaceLookup
from geomap.places._coordinates import Coordinates
from geomap.places._document import engine_for
from geomap.places._locate import locate
from geomap.places._pairs import located

__all__ = ["row_locations"]


def row_locations(document: Document, lookup: PlaceLookup) -> dict[str, Location]:
    """Location by post id, for the posts of ``document`` that say outright where they were.

    A row with coordinates keeps them, and takes its country from the gazetteer where it names none. A row
    that names a place the gazetteer lacks is left out, as is a post that says nothing of the kind.
    """
    found: dict[str, Location] = {}
    for post in document.posts:
        location = _location(post.given, lookup) if post.given is not None else None
        if location is not None:
            found[post.id] = location
    return found


def _location(given: Given, lookup: PlaceLookup) -> Location | None:
    if given.geometry is not None:
        return Location(
            geometry=given.geometry,
            name=given.place or given.admin1 or given.country or "the area given",
            place_ids=(),
            precision=given.precision or ("line" if "Line" in given.geometry.type else "district"),
            admin1=given.admin1,
            how="the outline stands in the row",
        )
    if given.lon is not None and given.lat is not None:
        name = given.place or f"{given.lat:.4f}, {given.lon:.4f}"
        pair = Coordinates(0, 0, given.lon, given.lat, given.radius_m or 0.0, "decimal")
        spot = located(pair, name, engine_for(lookup).lookup)
        return replace(
            spot,
            geometry=Geometry.point(given.lon, given.lat),
            name=name,
            precision=given.precision or "settlement",
            admin1=given.admin1 or spot.admin1,
            how="the coordinates stand in the row",
        )
    named = [part for part in (given.place, given.admin1, given.country) if part]
    if not named:
        return None
    found = _found(named, lookup)
    around = _found(named[1:], lookup)
    if found is None or (around is not None and found.place_ids == around.place_ids):
        return None  # only the area around it is known: the row's place is not
    return replace(found, name=named[0])


def _found(named: list[str], lookup: PlaceLookup) -> Location | None:
    try:
        return locate(", ".join(named), lookup)
    except PlaceNotFoundError:
        return None
