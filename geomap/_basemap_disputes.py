"""Which lines of the basemap are disputed, and what they are called.

Kept by hand: what Natural Earth draws apart (`DISPUTED_PARTS`), and stretches of borders that at least one
side, or the United Nations, does not hold for one (`disputed_line`). Boxes are in degrees and generous: they
only pick segments of the border of the two countries named.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

__all__ = ["CRIMEA", "DISPUTED_PARTS", "HELD", "SAHARA_HELD", "WORLDVIEWS", "disputed_line", "ranks"]

CRIMEA = "Crimea: line of control"
SAHARA_HELD = "Western Sahara west of the berm"

WORLDVIEWS = ("un", "ne")
"""The worldviews that lines are told for, in the order of `ranks`."""

DISPUTED_PARTS = {
    "N. Cyprus": "Cyprus: buffer zone",
    "Cyprus U.N. Buffer Zone": "Cyprus: buffer zone",
    "Somaliland": "Somaliland: boundary",
    SAHARA_HELD: "Western Sahara: berm",
}
"""Parts of a country whose line towards the rest of it is drawn dashed."""

HELD = {
    "Kosovo": "Kosovo",
    "Siachen Glacier": "Siachen Glacier",
    "Somaliland": "Somalia",
    SAHARA_HELD: "Western Sahara",
}
"""Parts that the gazetteer's outlines leave out, and what to count them to."""

_LINES: tuple[tuple[str, frozenset[str], tuple[float, float, float, float]], ...] = (
    ("Kashmir: Line of Control", frozenset({"India", "Pakistan"}), (73.4, 32.4, 77.9, 35.6)),
    ("Aksai Chin: Line of Actual Control", frozenset({"China", "India"}), (76.8, 32.3, 80.4, 36.0)),
    ("Arunachal Pradesh: McMahon Line", frozenset({"China", "India"}), (91.5, 26.8, 97.5, 29.6)),
    ("Siachen: ceasefire line", frozenset({"India", "Siachen Glacier"}), (-180, -90, 180, 90)),
    ("Siachen: ceasefire line", frozenset({"Pakistan", "Siachen Glacier"}), (-180, -90, 180, 90)),
    ("Siachen: ceasefire line", frozenset({"China", "Siachen Glacier"}), (-180, -90, 180, 90)),
    ("Kosovo: boundary line", frozenset({"Kosovo", "Serbia"}), (-180, -90, 180, 90)),
    ("Western Sahara: boundary", frozenset({"Morocco", "Western Sahara"}), (-180, -90, 180, 90)),
    ("Green Line", frozenset({"Israel", "Palestinian Territory"}), (-180, -90, 180, 90)),
    ("Golan Heights: ceasefire line", frozenset({"Israel", "Syria"}), (35.5, 32.6, 36.1, 33.5)),
    (
        "Korea: military demarcation line",
        frozenset({"North Korea", "South Korea"}),
        (126.0, 37.5, 128.7, 38.8),
    ),
    ("Abyei: provisional boundary", frozenset({"South Sudan", "Sudan"}), (27.5, 9.2, 29.2, 10.4)),
    ("Halaib triangle", frozenset({"Egypt", "Sudan"}), (33.0, 21.7, 37.2, 23.3)),
    ("Ilemi triangle", frozenset({"Kenya", "South Sudan"}), (34.0, 4.1, 36.1, 5.6)),
)


_LINE_UNDER: dict[str, str] = {
    CRIMEA: "lb",
    "Cyprus: buffer zone": "lb",
    "Somaliland: boundary": "ll",
    "Western Sahara: berm": "lb",
    "Western Sahara: boundary": "bl",
    "Golan Heights: ceasefire line": "lb",
    "Siachen: ceasefire line": "ll",
}
"""Where the worldviews differ: the United Nations know Crimea's, Cyprus's and Western Sahara's borders
elsewhere, and of these lines only that they divide who holds the ground."""


def ranks(name: str) -> str:
    """How each of `WORLDVIEWS` has a disputed line drawn: 'b' as strong as a border, 'l' as a thin line."""
    return _LINE_UNDER.get(name, "b" * len(WORLDVIEWS))


def disputed_line(countries: Sequence[str], segment: tuple[bytes, bytes]) -> str:
    """The name of the disputed line between two countries that ``segment`` is part of; '' for none."""
    pair = frozenset(countries)
    for name, between, (west, south, east, north) in _LINES:
        if pair == between:
            lon, lat = struct.unpack("dd", segment[0])
            if west <= lon <= east and south <= lat <= north:
                return name
    return ""
