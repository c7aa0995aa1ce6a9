"""The values that stages hand to one another: frozen, typed, with JSON round trips.

Coordinates are longitude, latitude in degrees (WGS 84, OGC CRS84 axis order) everywhere. Distances are
metres and end in ``_m``. Instants are time-zone-aware; those of `Time` are UTC. Offsets count code points
in `Document.text`, first inclusive, last exclusive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol, TypeVar, cast, get_args

import msgspec

from geomap.errors import InputError

__all__ = [
    "CATEGORIES",
    "CATEGORY_GROUPS",
    "STATE_CATEGORIES",
    "Attribution",
    "Block",
    "BlockKind",
    "Candidate",
    "Category",
    "Change",
    "Claim",
    "Document",
    "Event",
    "Force",
    "Form",
    "Geometry",
    "Location",
    "MatchKind",
    "Mention",
    "Place",
    "PlaceLookup",
    "Post",
    "Precision",
    "Quantity",
    "Relation",
    "Report",
    "Stance",
    "Status",
    "StatusChange",
    "Time",
    "TimePrecision",
    "Verdict",
    "from_json",
    "to_json",
]

Category = Literal[
    "shelling", "explosion", "airstrike", "clash", "assault", "occupation", "casualties",
    "deployment", "withdrawal", "movement", "exercise", "threat_axis",
    "infrastructure", "cyber", "airspace",
    "evacuation", "disaster", "protest",
    "diplomacy", "visit",
    "monitoring_count",
    "other",
]  # fmt: skip
CATEGORIES: tuple[Category, ...] = get_args(Category)

CATEGORY_GROUPS: Mapping[Category, str] = {
    category: group
    for group, categories in {
        "attack": ("shelling", "explosion", "airstrike", "clash", "assault", "occupation", "casualties"),
        "force": ("deployment", "withdrawal", "movement", "exercise", "threat_axis"),
        "infrastructure": ("infrastructure", "cyber", "airspace"),
        "civil": ("evacuation", "disaster", "protest"),
        "politics": ("diplomacy", "visit"),
        "count": ("monitoring_count",),
        "other": ("other",),
    }.items()
    for category in cast("tuple[Category, ...]", categories)
}

STATE_CATEGORIES: frozenset[Category] = frozenset({"deployment", "exercise", "infrastructure"})
"""What lasts until something ends it."""

Stance = Literal["asserts", "confirms", "denies", "doubts", "plans", "predicts", "retracts"]
Status = Literal["claimed", "confirmed", "disputed", "denied", "planned", "predicted", "retracted"]
Attribution = Literal["unattributed", "claimed", "disputed", "confirmed"]
Precision = Literal["site", "settlement", "near", "district", "region", "country", "line"]
Relation = Literal["at", "near", "offset", "within", "between"]
TimePrecision = Literal["minute", "hour", "part_of_day", "day", "week", "month", "year"]
Form = Literal["name", "demonym", "embedded"]
MatchKind = Literal["exact", "folded", "transliterated", "close", "given"]
BlockKind = Literal[
    "heading", "paragraph", "bullet", "caption", "credit", "byline", "dateline", "boilerplate"
]
Change = Literal["happens", "begins", "continues", "ends"]
Verdict = Literal["holds", "doubtful", "wrong", "cannot tell"]


class Geometry:
    """A GeoJSON geometry without a geometry library: hashable, ready for ``shapely.geometry.shape``.

    Parameters
    ----------
    type
        Point, MultiPoint, LineString, MultiLineString, Polygon or MultiPolygon.
    coordinates
        Nested sequences of (lon, lat) in degrees, as GeoJSON nests them; kept as tuples.
    """

    __slots__ = ("coordinates", "type")

    type: str
    coordinates: tuple[Any, ...]

    def __init__(self, type: str, coordinates: Sequence[Any]) -> None:  # noqa: A002  the word GeoJSON uses
        object.__setattr__(self, "type", type)
        object.__setattr__(self, "coordinates", _tuples(coordinates))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Geometry is frozen: cannot set {name}")

    @classmethod
    def from_geo(cls, value: Any) -> Geometry:
        """From a GeoJSON mapping or anything with ``__geo_interface__`` (a shapely geometry)."""
        mapping = getattr(value, "__geo_interface__", value)
        return cls(mapping["type"], mapping["coordinates"])

    @classmethod
    def point(cls, lon: float, lat: float) -> Geometry:
        """A Point at ``lon``, ``lat`` (degrees)."""
        return cls("Point", (float(lon), float(lat)))

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """The GeoJSON mapping, as the geo interface protocol wants it."""
        return {"type": self.type, "coordinates": self.coordinates}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Geometry):
            return NotImplemented
        return self.type == other.type and self.coordinates == other.coordinates

    def __hash__(self) -> int:
        return hash((self.type, self.coordinates))

    def __repr__(self) -> str:
        text = repr(self.coordinates)
        return f"Geometry({self.type!r}, {text if len(text) < 60 else text[:57] + '...'})"  # noqa: PLR2004


def _tuples(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_tuples(v) for v in value)
    return float(value)


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all model types share: frozen, unknown fields refused when read."""


class Block(_Value, frozen=True, kw_only=True):
    """One run of a post's text and what it is; boilerplate, byline and credit are not mined for events."""

    kind: BlockKind
    start: int
    end: int


class Post(_Value, frozen=True, kw_only=True):
    """One entry of a live page, one article, one item of a feed, one row of a table.

    Attributes
    ----------
    id
        Hash of the document's id with the post's time and heading: it survives edits of the text.
    published
        When it was posted, with its zone; None where the source does not say.
    published_precision
        ``minute`` or ``day`` as the source gives it; None with no time.
    byline, reporter_place
        Who reports and from where; the reporter's place is no event.
    start, end
        The post's span in the document's text, heading included.
    blocks
        In order, not overlapping, within start and end.
    pinned
        A summary that stands above the posts and may be younger than they are.
    """

    id: str
    heading: str | None = None
    published: dt.datetime | None = None
    published_precision: Literal["minute", "day"] | None = None
    byline: str | None = None
    reporter_place: str | None = None
    start: int
    end: int
    blocks: tuple[Block, ...] = ()
    pinned: bool = False
    url: str | None = None


class Document(_Value, frozen=True, kw_only=True):
    """One page, file or record as read: its text and the posts in it.

    Attributes
    ----------
    id
        Hash of the canonical address, else of title, publisher and first post's time.
    published
        When the page says it was published, else its newest post's time; None where nothing tells.
    language
        ISO 639-1 code; None where it was not found out.
    text
        The saved text (NFC, line feeds) that all offsets count in.
    timezone
        IANA name of the zone the page's clocks speak, where the page shows it.
    source
        Name of the input as the user gave it.
    format, format_reason
        What the input was taken for and why.
    notes
        What a reader should know: a date line contradicted by the address, posts without times.
    """

    id: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: dt.datetime | None = None
    language: str | None = None
    timezone: str | None = None
    text: str
    posts: tuple[Post, ...]
    source: str
    format: str
    format_reason: str
    notes: tuple[str, ...] = ()


class Place(_Value, frozen=True, kw_only=True):
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


class Candidate(_Value, frozen=True, kw_only=True):
    """A place a name may mean, how its name matched, and its score (0 to 1) among the candidates."""

    place: Place
    match: MatchKind
    score: float = 0.0


class Location(_Value, frozen=True, kw_only=True):
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


class Mention(_Value, frozen=True, kw_only=True):
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


class Claim(_Value, frozen=True, kw_only=True):
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


class Time(_Value, frozen=True, kw_only=True):
    """When something was so: half-open interval in UTC, end after start.

    With ``open_ended`` nothing has ended it yet and ``end`` is the last moment it was known to hold.
    ``words`` is the phrase it came from, empty where the post's own time stands in.
    """

    start: dt.datetime
    end: dt.datetime
    open_ended: bool = False
    precision: TimePrecision
    words: str = ""

    def __post_init__(self) -> None:
        for moment in (self.start, self.end):
            if moment.utcoffset() != dt.timedelta(0):
                raise ValueError(f"Time must be UTC: {moment.isoformat()}")
        if self.end <= self.start:
            raise ValueError(f"Time must end after it starts: {self.start} {self.end}")


class Quantity(_Value, frozen=True, kw_only=True):
    """A figure as told: at least ``minimum``, at most ``maximum`` (None: no bound told), of ``unit``."""

    minimum: float
    maximum: float | None = None
    unit: str
    words: str = ""


class Force(_Value, frozen=True, kw_only=True):
    """A force as reported; ``unspecified`` where the report does not say."""

    side: str = "unspecified"
    type: str = "unspecified"
    size: str = "unspecified"
    name: str | None = None


class Report(_Value, frozen=True, kw_only=True):
    """One claim in one sentence, heading, bullet or caption.

    Attributes
    ----------
    id
        From publisher, post time or heading, and the normalised sentence: better code keeps old ids.
    document, post
        Ids of where it stands.
    char_start, char_end
        Span of the quote in the document's text.
    location
        Where it happened; None where nobody could tell, with ``unplaced_reason``.
    origin, destination
        The ends of a movement; None where not told or not a movement.
    claimant
        Who says so, in the text's words; None where nobody but the publisher does.
    change
        Whether the report tells of a state's beginning, its lasting or its end, or of a happening.
    blamed
        Who is said to have done it.
    """

    id: str
    document: str
    post: str
    publisher: str | None = None
    source_url: str | None = None
    published: dt.datetime | None = None
    heading: str | None = None
    char_start: int
    char_end: int
    quote: str
    category: Category
    location: Location | None = None
    origin: Location | None = None
    destination: Location | None = None
    unplaced_reason: str | None = None
    time: Time | None = None
    claimant: str | None = None
    stance: Stance = "asserts"
    change: Change = "happens"
    blamed: str | None = None
    quantities: tuple[Quantity, ...] = ()
    force: Force | None = None
    confidence: float = 0.0
    reason: str = ""


class StatusChange(_Value, frozen=True, kw_only=True):
    """From when on (UTC) a status was known."""

    at: dt.datetime
    status: Status


class Event(_Value, frozen=True, kw_only=True):
    """Reports that speak of the same thing.

    Attributes
    ----------
    id
        The id of its earliest report.
    merged_ids
        Ids of events that were merged into this one.
    location
        The most precise of its reports' places; None for an event nobody could place.
    last_seen
        When the last report of it was made (UTC).
    reports
        First reported first.
    background
        Wholly before the period the map covers.
    """

    id: str
    merged_ids: tuple[str, ...] = ()
    title: str
    category: Category
    location: Location | None = None
    origin: Location | None = None
    destination: Location | None = None
    time: Time | None = None
    last_seen: dt.datetime | None = None
    status: Status
    attributed_to: str | None = None
    attribution_status: Attribution = "unattributed"
    first_reported: dt.datetime | None = None
    last_reported: dt.datetime | None = None
    status_log: tuple[StatusChange, ...] = ()
    claimants: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    force: Force | None = None
    confidence: float = 0.0
    background: bool = False
    reports: tuple[Report, ...]
    edited_by: str | None = None
    edited_at: dt.datetime | None = None


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

    def border(self, country: str, other: str | None = None) -> Geometry | None:
        """Border line of a country (ISO alpha-2), with one neighbour or all: MultiLineString or None."""

    def direction_part(self, place_id: str, direction: str) -> Geometry | None:
        """The ``direction`` ('eastern', 'north-west', 'southern', 'central') part of a place's polygon."""

    def demonym(self, word: str) -> Place | None:
        """The country or region a demonym or adjective ('Russian', 'Syrians') belongs to."""


_T = TypeVar("_T")


def to_json(value: Any) -> bytes:
    """A model value, or a list or mapping of them, as JSON in UTF-8; keys in the order of the fields."""
    return msgspec.json.encode(value, enc_hook=_encode)


def from_json(data: bytes | str, type: type[_T]) -> _T:  # noqa: A002  says what the caller asks for
    """The model value of ``type`` that `to_json` wrote.

    Raises
    ------
    InputError
        The JSON is broken or breaks the model; the message says where.
    """
    try:
        return msgspec.json.decode(data, type=type, dec_hook=_decode)
    except msgspec.MsgspecError as error:
        raise InputError(f"not a {getattr(type, '__name__', type)}: {error}") from error


def _encode(value: Any) -> Any:
    if isinstance(value, Geometry):
        return {"type": value.type, "coordinates": value.coordinates}
    raise NotImplementedError(f"cannot write {value.__class__.__name__} as JSON")


def _decode(wanted: type, value: Any) -> Any:
    if wanted is Geometry:
        return Geometry(value["type"], value["coordinates"])
    raise NotImplementedError(f"cannot read {wanted.__name__} from JSON")
