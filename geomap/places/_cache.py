"""A gazetteer that remembers the outlines, borders and strips it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar, cast

from geomap.model import Candidate, Geometry, Place, PlaceLookup
from geomap.places._measure import buffer, joined, ring

__all__ = ["RememberingLookup"]

_LIMIT = 1000
_Value = TypeVar("_Value")


class RememberingLookup:
    """Passes questions on to ``lookup``; costly answers are worked out once. The memory is bounded."""

    def __init__(self, lookup: PlaceLookup) -> None:
        self._lookup = lookup
        self._known: dict[Hashable, object] = {}
        self._merged: dict[int, tuple[Geometry, Geometry]] = {}
        self.candidates: Callable[..., tuple[Candidate, ...]] = lookup.candidates
        self.has_name = lookup.has_name
        self.place = lookup.place
        self.country_at = lookup.country_at
        self.demonym: Callable[[str], Place | None] = lookup.demonym

    def longest_match(self, words: Sequence[str], start: int) -> int:
        """As the gazetteer has it."""
        return self._lookup.longest_match(words, start)

    def polygon(self, place_id: str) -> Geometry | None:
        """As the gazetteer has it."""
        return self.once(("polygon", place_id), lambda: self._lookup.polygon(place_id))

    def line(self, place_id: str) -> Geometry | None:
        """As the gazetteer has it."""
        return self.once(("line", place_id), lambda: self._lookup.line(place_id))

    def border(self, country: str, other: str | None = None) -> Geometry | None:
        """As the gazetteer has it."""
        return self.once(("border", country, other), lambda: self._lookup.border(country, other))

    def direction_part(self, place_id: str, direction: str) -> Geometry | None:
        """As the gazetteer has it."""
        key = ("part", place_id, direction)
        return self.once(key, lambda: self._lookup.direction_part(place_id, direction))

    def merged(self, line: Geometry) -> Geometry:
        """``line`` with its pieces joined where they meet, each line once."""
        key = id(line)
        known = self._merged.get(key)
        if known is None or known[0] is not line:
            if len(self._merged) >= _LIMIT:
                self._merged.clear()
            known = self._merged[key] = (line, joined(line))
        return known[1]

    def strip(self, key: Hashable, line: Geometry, distance: float, inside: str | None) -> Geometry | None:
        """What lies within ``distance`` metres of ``line`` (known by ``key``), inside a place."""
        area = self.polygon(inside) if inside else None
        return self.once(
            ("strip", key, round(distance), inside), lambda: buffer(line, distance, [area] if area else [])
        )

    def offshore(self, place: Place, distance: float) -> Geometry | None:
        """What lies off the coast of an area, up to ``distance`` metres."""
        outline = self.polygon(place.id)
        if outline is None:
            return None
        land = self.border(place.country) if place.country else None
        return self.once(("offshore", place.id, round(distance)), lambda: ring(outline, distance, land))

    def once(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """What ``make`` gives, worked out once for each ``key``."""
        if key in self._known:
            return cast("_Value", self._known[key])
        if len(self._known) >= _LIMIT:
            self._known.clear()
        value = make()
        self._known[key] = value
        return value
