"""Where: places, mentions of them, locations, spatial claims, and what is asked of a gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from geomap.model._base import Value
from geomap.model._geometry import Geometry
from geomap.model._vocabulary import Form, MatchKind, Precision, Relation, Verdict

__all__ = ["Candidate", "Claim", "Location", "Mention", "Place", "PlaceLookup"]


class Place(Value, frozen=True, kw_only=True):
    """An entry of the gazetteer.

    Attributes
    ----------
    id
        ``geonames:706483`` for GeoNames rows, ``geomap:...`` for hand-kept, ``user:...`` for an overlay's.
    kind
        GeoNames feature code (PPL, PPLC, ADM1, PCLI, SEA, MILB, BDG, ...).
    country
        ISO 3166-1 alpha-2; None for seas and regions over several countries.
    admin1
        The admin-1 area's name, not its code.
    lon, lat
        The representative point, degrees, WGS 84.
    radius_m
        How far the place reaches from its point, in metres: what 'in X' may mean.
    has_polygon
        Whether `PlaceLookup.polygon` gives an outline.
    """

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    kind: str
    country: str | None = None
    admin1: str | None = None
    timezone: str | None = None
    lon: float
    lat: float
    population: int = 0
    radius_m: float = 0.0
    precision: Precision = "settlement"
    has_polygon: bool = False
    valid_from: str | None = None
    valid_to: str | None = None
    source: str
    licence: str


class Candidate(Value, frozen=True, kw_only=True):
    """A place a name may mean, how its name matched, and its score (0 to 1) among the candidates."""

    place: Place
    match: MatchKind
    score: float = 0.0


class Location(Value, frozen=True, kw_only=True):
    """Where something is, with how well that is known.

    Attributes
    ----------
    geometry
        Point, MultiPolygon or LineString in lon, lat.
    name
        What to call it: 'Valuyki', '16 km north-east of Luhansk'.
    place_ids
        The gazetteer's places it was made from, the main one first.
    radius_m
        Radius of what 'here' may mean around a point; 0 for an area or a line.
    how
        How it was derived, in words a reader understands.
    """

    geometry: Geometry
    name: str
    place_ids: tuple[str, ...]
    relation: Relation = "at"
    precision: Precision
    radius_m: float = 0.0
    country: str | None = None
    admin1: str | None = None
    timezone: str | None = None
    how: str = ""


class Mention(Value, frozen=True, kw_only=True):
    """A place named in a text, with what it was resolved to and why.

    Attributes
    ----------
    start, end
        Span in the document's text.
    literal
        Whether it stands for the location ('outside Kyiv'), not for an actor ('Kyiv claims').
    expression
        Span of the whole place expression ('16km north-east of Luhansk'); None where it is the name alone.
    location
        The chosen location; None where it is left open.
    confidence
        Chance that the location is right, 0 to 1.
    """

    start: int
    end: int
    surface: str
    form: Form = "name"
    literal: bool = True
    expression: tuple[int, int] | None = None
    candidates: tuple[Candidate, ...] = ()
    location: Location | None = None
    confidence: float = 0.0
    reason: str = ""


class Claim(Value, frozen=True, kw_only=True):
    """A spatial statement of a text held against the map.

    Distances in metres; None where the text sets no bound or nothing could be measured.
    """

    quote: str
    char_start: int
    char_end: int
    subject: str
    relation: str
    reference: str
    claimed_min_m: float | None = None
    claimed_max_m: float | None = None
    measured_m: float | None = None
    tolerance_m: float | None = None
    verdict: Verdict
    reason: str = ""
    subject_location: Location | None = None
    reference_location: Location | None = None


class PlaceLookup(Protocol):
    """What stages ask of a gazetteer; `geomap.gazetteer.Gazetteer` is the one geomap ships."""

    def candidates(self, name: str, *, close: bool = False) -> tuple[Candidate, ...]:
        """Places known by ``name``, best first; empty when none. ``close`` adds edit-distance guesses."""

    def has_name(self, name: str) -> bool:
        """Whether `candidates` would find ``name`` exactly or folded: cheap, for scanning text."""

    def longest_match(self, words: Sequence[str], start: int) -> int:
        """How many of ``words`` from ``start`` on form the longest known name; 0 for none."""

    def place(self, place_id: str) -> Place:
        """The place of that id. Raises `PlaceNotFoundError`."""

    def polygon(self, place_id: str) -> Geometry | None:
        """Outline as MultiPolygon, None where there is none."""

    def line(self, place_id: str) -> Geometry | None:
        """Course of a named line ('line of contact') as MultiLineString, None for a place that is no line."""

    def country_at(self, lon: float, lat: float) -> Place | None:
        """The country that holds the point (degrees, WGS 84); None at sea and where it cannot be told."""

    def border(self, country: str, other: str | None = None) -> Geometry | None:
        """Border line of a country (ISO alpha-2), with one neighbour or all: MultiLineString or None."""

    def direction_part(self, place_id: str, direction: str) -> Geometry | None:
        """The ``direction`` ('eastern', 'north-west', 'southern', 'central') part of a place's polygon."""

    def demonym(self, word: str) -> Place | None:
        """The country or region a demonym or adjective ('Russian', 'Syrians') belongs to."""
