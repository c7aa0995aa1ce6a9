# ruff: noqa: D102  the protocol tells what each method of the lookup does
"""A gazetteer of two made-up countries, small enough to know by heart.

Norland lies from 0 to 10 east and 0 to 10 north, Sudland from 0 to 10 east and 10 south to 0; the border runs
along the equator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from geomap.errors import PlaceNotFoundError
from geomap.gazetteer import Gazetteer
from geomap.model import Block, Candidate, Document, Geometry, Place, Post, Precision


def _place(
    number: int,
    name: str,
    kind: str,
    lon: float,
    lat: float,
    *,
    country: str | None = None,
    admin1: str | None = None,
    population: int = 0,
    precision: Precision = "settlement",
    polygon: bool = False,
    other: tuple[str, ...] = (),
) -> Place:
    return Place(
        id=f"test:{number}",
        name=name,
        other_names=other,
        kind=kind,
        country=country,
        admin1=admin1,
        lon=lon,
        lat=lat,
        population=population,
        radius_m=2000.0 if precision == "settlement" else 0.0,
        precision=precision,
        has_polygon=polygon,
        source="made up",
        licence="none",
    )


def _box(west: float, south: float, east: float, north: float) -> Geometry:
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return Geometry("MultiPolygon", [[ring]])


NORLAND = _place(1, "Norland", "PCLI", 5, 5, country="NO", precision="country", polygon=True)
SUDLAND = _place(2, "Sudland", "PCLI", 5, -5, country="SU", precision="country", polygon=True)
HARROW = _place(3, "Harrowgate", "PPLC", 5, 3, country="NO", admin1="Middle", population=900_000)
LUDEN = _place(4, "Luden", "PPL", 5, 0.3, country="NO", admin1="Border Province", population=80_000)
KESTREL_N = _place(5, "Kestrel", "PPL", 2, 8, country="NO", admin1="Upper", population=20_000)
KESTREL_S = _place(6, "Kestrel", "PPL", 5.2, -0.5, country="SU", admin1="Lower", population=15_000)
UPPER = _place(7, "Upper", "ADM1", 5, 9, country="NO", admin1="Upper", precision="region", polygon=True)
MARSH = _place(8, "Marsh Bay", "BAY", 0, 5, precision="district")
TAMBUR = _place(9, "Tambur", "PPLC", 5, -4, country="SU", admin1="Lower", population=700_000)

_SHAPES = {
    "test:1": _box(0, 0, 10, 10),
    "test:2": _box(0, -10, 10, 0),
    "test:7": _box(0, 8, 10, 10),
}
_DEMONYMS = {"norlandic": NORLAND, "norlander": NORLAND, "sudlandic": SUDLAND}


@dataclass(eq=False)
class TinyLookup:
    """A `PlaceLookup` over the places above."""

    places: tuple[Place, ...] = (NORLAND, SUDLAND, HARROW, LUDEN, KESTREL_N, KESTREL_S, UPPER, MARSH, TAMBUR)
    asked: list[str] = field(default_factory=list)

    def candidates(self, name: str, *, close: bool = False) -> tuple[Candidate, ...]:
        self.asked.append(name)
        found = [
            p for p in self.places if name.casefold() in {n.casefold() for n in (p.name, *p.other_names)}
        ]
        total = sum(p.population + 1000 for p in found)
        ranked = sorted(found, key=lambda p: -p.population)
        return tuple(Candidate(place=p, match="exact", score=(p.population + 1000) / total) for p in ranked)

    def has_name(self, name: str) -> bool:
        return bool(self.candidates(name))

    def longest_match(self, words: Sequence[str], start: int) -> int:
        for length in range(min(4, len(words) - start), 0, -1):
            if self.has_name(" ".join(words[start : start + length])):
                return length
        return 0

    def place(self, place_id: str) -> Place:
        for place in self.places:
            if place.id == place_id:
                return place
        raise PlaceNotFoundError(f"no place with the id {place_id!r}")

    def polygon(self, place_id: str) -> Geometry | None:
        return _SHAPES.get(place_id)

    def line(self, place_id: str) -> Geometry | None:
        return None

    def country_at(self, lon: float, lat: float) -> Place | None:
        if not 0 <= lon <= 10:
            return None
        return NORLAND if 0 <= lat <= 10 else SUDLAND if -10 <= lat < 0 else None

    def border(self, country: str, other: str | None = None) -> Geometry | None:
        if {country, other} <= {"NO", "SU", None}:
            return Geometry("MultiLineString", [[(0, 0), (5, 0), (10, 0)]])
        return None

    def direction_part(self, place_id: str, direction: str) -> Geometry | None:
        if place_id == "test:1" and direction.startswith("east"):
            return _box(6.7, 0, 10, 10)
        return None

    def demonym(self, word: str) -> Place | None:
        return _DEMONYMS.get(word.casefold())


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer geomap ships."""
    return Gazetteer.open()


@pytest.fixture(scope="session")
def lookup() -> TinyLookup:
    """The tiny gazetteer."""
    return TinyLookup()


def document(text: str, blocks: tuple[Block, ...] = ()) -> Document:
    """A document of one post."""
    post = Post(id="p", start=0, end=len(text), blocks=blocks)
    return Document(id="d", text=text, posts=(post,), source="test", format="text", format_reason="test")
