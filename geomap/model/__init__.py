"""The values that stages hand to one another: frozen, typed, with JSON round trips.

Coordinates are longitude, latitude in degrees (WGS 84, OGC CRS84 axis order) everywhere. Distances are
metres and end in ``_m``. Instants are time-zone-aware; those of `Time` are UTC. Offsets count code points
in `Document.text`, first inclusive, last exclusive.
"""

from __future__ import annotations

from geomap.model._base import from_json, to_json
from geomap.model._document import Block, Document, Given, Post
from geomap.model._event import Event, Force, Quantity, Report, StatusChange, Time
from geomap.model._geometry import Geometry
from geomap.model._place import Candidate, Claim, Location, Mention, Place, PlaceLookup
from geomap.model._vocabulary import (
    CATEGORIES,
    CATEGORY_GROUPS,
    STATE_CATEGORIES,
    Attribution,
    BlockKind,
    Category,
    Change,
    Form,
    MatchKind,
    Precision,
    Relation,
    Stance,
    Status,
    TimePrecision,
    Verdict,
)

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
    "Given",
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
