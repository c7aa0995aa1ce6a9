"""Which lines of the basemap are disputed, and what they are called.

Kept by hand: what Natural Earth draws apart (`DISPUTED_PARTS`), and stretches of borders that at least one
side, or the United Nations, does not hold for one (`disputed_line`). Boxes are in degrees and generous: they
only pick segments of the border of the two countries named.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

__all__ = ["CRIMEA", "DISPUTED_PARTS", "HELD", "disputed_line"]

CRIMEA = "Crimea: line of control"

DISPUTED_PARTS = {
    "N. Cyprus": "Cyprus: buffer zone",
    "Cyprus U.N. Buffer Zone": "Cyprus: buffer zone",
    "Somaliland": "Somaliland: boundary",
}
"""Parts of a country whose line towards the rest of it is drawn dashed."""

HELD = {"Kosovo": "Kosovo", "Siachen Glacier": "Siachen Glacier", "Somaliland": "Somalia"}
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


def disputed_line(countries: Sequence[str], segment: tuple[bytes, bytes]) -> str:
    """The name of the disputed line between two countries that ``segment`` is part of; '' for none."""
    pair = frozenset(countries)
    for name, between, (west, south, east, north) in _LINES:
        if pair == between:
            lon, lat = struct.unpack("dd", segment[0])
            if west <= lon <= east and south <= lat <= north:
                return name
    return ""
