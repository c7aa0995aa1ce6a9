"""Share of gold place names that the gazetteer can place: a candidate near by, or an area around the point.

    python tests/benchmarks/gazetteer_recall.py GOLD.jsonl [--misses N]

GOLD has a JSON object a line: ``{"text", "mentions": [{"start", "end", "surface", "lat", "lon", "form"?}]}``.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from shapely import Point

from geomap.gazetteer import Gazetteer
from geomap.model import Place

_NEAR_KM = 161.0
# Degrees: gold points of ports and coasts may lie just off a simplified outline.
_COAST = 0.1
_EARTH_KM = 6371.0088


def _km(place: Place, lat: float, lon: float) -> float:
    a, b, c, d = map(math.radians, (place.lat, place.lon, lat, lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _places(gazetteer: Gazetteer, name: str) -> list[Place]:
    found = [candidate.place for candidate in gazetteer.candidates(name)]
    demonym = gazetteer.demonym(name)
    return [*found, demonym] if demonym else found


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    """Print the share and, with ``--misses``, the commonest names missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    arguments = parser.parse_args()
    gazetteer = Gazetteer.open()
    shapes: dict[str, Any] = {}
    total = near = point_only = 0
    missed: Counter[tuple[str, str]] = Counter()
    for line in arguments.gold.read_text(encoding="utf-8").splitlines():
        for mention in json.loads(line)["mentions"]:
            if mention.get("lat") is None:
                continue
            total += 1
            lat, lon = float(mention["lat"]), float(mention["lon"])
            places = _places(gazetteer, mention["surface"])
            if any(_km(place, lat, lon) <= _NEAR_KM for place in places):
                near += 1
                point_only += 1
                continue
            for place in places:
                outline = gazetteer.polygon(place.id) if place.id not in shapes else None
                if outline is not None:
                    shapes[place.id] = outline.shape.buffer(_COAST)
            if any(place.id in shapes and shapes[place.id].contains(Point(lon, lat)) for place in places):
                near += 1
            else:
                missed[mention["surface"], "far" if places else "unknown"] += 1
    _say(f"{total} names, {near / total:.3f} placed ({point_only / total:.3f} by a point)")
    for (name, kind), count in missed.most_common(arguments.misses):
        _say(f"{count:4} {kind:8} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
