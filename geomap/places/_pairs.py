"""Coordinates in a text as mentions, with the country they fall in where the gazetteer can tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from geomap.model import Location
from geomap.places._cache import RememberingLookup
from geomap.places._coordinates import Coordinates, find_coordinates
from geomap.places._found import Found

__all__ = ["add_coordinates", "located"]

_CONFIDENCE = 0.98


def add_coordinates(
    found: Sequence[Found], text: str, ranges: Iterable[tuple[int, int]], lookup: RememberingLookup
) -> list[Found]:
    """``found`` with the coordinates written in ``ranges`` of ``text``, in the order of the text."""
    added = list(found)
    for start, end in ranges:
        for pair in find_coordinates(text, start, end):
            added = [item for item in added if item.end <= pair.start or pair.end <= item.start]
            surface = text[pair.start : pair.end]
            place = located(pair, surface, lookup)
            added.append(
                Found(
                    pair.start,
                    pair.end,
                    surface,
                    expression=(pair.start, pair.end),
                    location=place,
                    confidence=_CONFIDENCE,
                    reason=place.how,
                )
            )
    return sorted(added, key=lambda item: (item.start, item.end))


def located(pair: Coordinates, words: str, lookup: RememberingLookup) -> Location:
    """The location of ``pair``, called by its ``words``."""
    location = pair.location(words)
    country = lookup.country_at(pair.lon, pair.lat)
    if country is None:
        return location
    return replace(location, country=country.country, timezone=country.timezone)
