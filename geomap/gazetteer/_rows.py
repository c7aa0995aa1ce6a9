"""What the build works on: one `Row` a place, collected from all sources, before it is compiled."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

__all__ = ["DISTRICT_PENALTY", "ENGLISH_WORDS", "GEONAMES", "Row", "prominence_of", "settlement_radius_m"]

GEONAMES = ("GeoNames", "CC BY 4.0")
"""Source and licence of what comes from GeoNames."""

DISTRICT_PENALTY = 35
"""How much less prominent a district is than a town of as many people: a bare name means the town."""

ENGLISH_WORDS = frozenset(
    "bay central city east eastern has hill lake lower marker middle mom new north northern old park river "
    "saw sense south southern town upper urban valley village west western".split()
)
"""Names of districts that are words first: found with the word for their kind only ('Saw township')."""

_PER_DECADE = 28.0
_MIN_RADIUS_M = 800.0
_TOP = 255


@dataclass(slots=True)
class Row:
    """A place on its way into the index; fields as in `geomap.model.Place`.

    Attributes
    ----------
    names
        Other names; the search keys come from them and from ``name``.
    first_names
        Other names as good as ``name``.
    abbreviations
        Forms that must match letter by letter ('NSW', 'Kan.').
    demonyms
        'Syrian', 'Syrians'.
    prominence
        0 to 255: which place a bare name means when nothing else is known.
    equal_names
        Whether the other names are as good as ``name``: hand-kept ones are, GeoNames' heap of them is not.
    line
        A shapely line, for a border or a front.
    shape
        A shapely polygon; ``shapes`` holds those of other worldviews by the worldview's name.
    """

    id: str
    name: str
    kind: str
    lon: float
    lat: float
    names: list[str] = field(default_factory=list)
    first_names: list[str] = field(default_factory=list)
    abbreviations: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    country: str | None = None
    admin1: str | None = None
    timezone: str | None = None
    population: int = 0
    radius_m: float = 0.0
    precision: str = "settlement"
    valid_from: str = ""
    valid_to: str = ""
    source: tuple[str, str] = GEONAMES
    prominence: int = 0
    equal_names: bool = False
    line: Any = None
    shape: Any = None
    shapes: dict[str, Any] = field(default_factory=dict)


def prominence_of(population: float) -> int:
    """Prominence by number of people: 28 points for each factor of ten."""
    return min(_TOP, round(_PER_DECADE * math.log10(population + 1)))


def settlement_radius_m(population: int) -> float:
    """How far a settlement reaches from its point, in metres: 3,183 people a km2, and 800 m at the least."""
    return max(_MIN_RADIUS_M, 10.0 * math.sqrt(population))
