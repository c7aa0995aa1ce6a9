"""A mention while it is being worked on, and the making of locations from places."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.model import Candidate, Form, Geometry, Location, Mention, Place
from geomap.places._cache import RememberingLookup
from geomap.places._kinds import is_area

__all__ = ["Found", "Locations"]

_MIN_RADIUS_M = {
    "site": 500.0,
    "settlement": 1500.0,
    "near": 5000.0,
    "district": 10_000.0,
    "region": 50_000.0,
}


@dataclass(slots=True)
class Found:
    """A place name in a text with all that is known of it so far; `mention` makes it final.

    ``overruled`` tells that a rule found it to be no location, whatever its words are part of.
    """

    start: int
    end: int
    surface: str
    form: Form = "name"
    chance: float = 1.0
    literal: bool = True
    literal_chance: float = 1.0
    overruled: bool = False
    expression: tuple[int, int] | None = None
    candidates: tuple[Candidate, ...] = ()
    location: Location | None = None
    confidence: float = 0.0
    reason: str = ""

    @property
    def place(self) -> Place | None:
        """The place chosen for the bare name."""
        return self.candidates[0].place if self.candidates else None

    def mention(self) -> Mention:
        """The final value."""
        return Mention(
            start=self.start,
            end=self.end,
            surface=self.surface,
            form=self.form,
            literal=self.literal,
            expression=self.expression,
            candidates=self.candidates,
            location=self.location,
            confidence=round(self.confidence, 3),
            reason=self.reason,
        )


class Locations:
    """Makes the `Location` of a place, each once: a country's outline is shared by all its mentions."""

    def __init__(self, lookup: RememberingLookup) -> None:
        self.lookup = lookup
        self._known: dict[str, Location] = {}

    def of(self, place: Place) -> Location:
        """``place`` itself: its outline where it is an area that has one, else a point with a radius."""
        known = self._known.get(place.id)
        if known is None:
            known = self._known[place.id] = self._make(place)
        return known

    def _make(self, place: Place) -> Location:
        outline = self.lookup.line(place.id) if place.precision == "line" else None
        if place.has_polygon and (is_area(place)):
            outline = self.lookup.polygon(place.id)
        radius = 0.0
        if place.precision == "line":
            radius = place.radius_m
        elif outline is None:
            radius = max(place.radius_m, _MIN_RADIUS_M.get(place.precision, 0.0))
        return Location(
            geometry=outline or Geometry.point(place.lon, place.lat),
            name=place.name,
            place_ids=(place.id,),
            precision=place.precision,
            radius_m=radius,
            country=place.country,
            admin1=place.admin1,
            timezone=place.timezone,
            how=f"{place.name} in the gazetteer ({place.source})",
        )
