"""What kind of thing a name is said to be, how it may be spelt, and which place contains which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geomap.model import Candidate, Place
from geomap.places._lexicon import FEATURE_KINDS
from geomap.places._measure import quick_km

__all__ = [
    "COMPASS",
    "SEAT_POPULATION",
    "Name",
    "agrees",
    "contains",
    "is_area",
    "is_country",
    "kind_hint",
    "kind_of",
    "seat_bonus",
    "spellings",
]

SEAT_POPULATION = 50_000
"""A seat of a region with fewer people does not take the bare name from it."""

_SEAT_KM = 50.0
_DISTRICT_KM = 100.0
_DISTRICTS, _DISTRICT_SEAT = frozenset(("ADM2", "ADM3", "ADM4")), -2.0
_BARE_KINDS = frozenset(("lake", "mount", "river", "cape", "camp"))

COMPASS = frozenset("north south east west northeast northwest southeast southwest".split())
"""Bare directions name a bloc or a side, not the provinces that gazetteers hold by these names."""

_MEASURED = re.compile(
    r"(?:km|kms|kilomet(?:er|re)s?|miles?|m)\b[^.;]{0,24}\b(?:of|from|outside)\s+(?:the\s+)?$|\boutskirts\s+of\s+$",
    re.IGNORECASE,
)


_WATER = re.compile(
    r"\b(?:(?:bridges?|pontoons?|ferry|ferries|crossings?|dam|boats?|barges?)\s+(?:[a-z]+\s+){0,2}"
    r"(?:over|across|on|along)|(?:banks?|bend|mouth|basin|course)\s+(?:of|in|on)|along|cross(?:es|ed|ing)?|"
    r"forded|swam|upstream\s+on|downstream\s+on|flows?\s+into)\s+the\s+$"
)
"""Words before 'the X' that tell of a river."""


@dataclass(slots=True)
class Name:
    """A name to resolve: its span, and what stands right before and after it in its text."""

    start: int
    end: int
    surface: str
    demonym: bool = False
    before: str = ""
    after: str = ""


def is_country(place: Place) -> bool:
    """Whether ``place`` is a country or a dependency, not a part of one."""
    return place.kind.startswith("PCL") or place.kind == "TERR"


def is_area(place: Place) -> bool:
    """Whether a map would draw ``place`` as an area."""
    return place.precision in ("region", "country", "district")


def seat_bonus(place: Place, candidates: Sequence[Candidate]) -> float:
    """A bare name that a town and its area share means the town: 'Luhansk', 'Jakarta', of districts too.

    A capital may stand apart from the region round it: Kyiv is no part of Kyiv Oblast, but in its midst.
    """
    if place.kind in _DISTRICTS:
        towns = (c.place for c in candidates if c.place.kind.startswith("PPL"))
        return (
            _DISTRICT_SEAT if any(t.country == place.country and _is_seat(t, place) for t in towns) else 0.0
        )
    if place.kind == "ADM1":
        for candidate in candidates:
            city = candidate.place
            if city.kind.startswith("PPL") and city.country == place.country and _is_seat(city, place):
                return -2.0 if city.population >= SEAT_POPULATION else 0.0
    return 0.0


def _is_seat(city: Place, region: Place) -> bool:
    if city.admin1 == region.admin1:
        return True
    away = quick_km((city.lon, city.lat), (region.lon, region.lat))
    return away < max(_SEAT_KM, region.radius_m / 1000)


def spellings(name: str) -> Iterable[str]:
    """``name``, then what it may stand in the gazetteer as."""
    yield name
    words = name.split()
    if len(words) > 1:
        if words[-1].lower() in FEATURE_KINDS or words[-1].lower() in ("area", "republic"):
            yield " ".join(words[:-1])
        if words[0].lower() in FEATURE_KINDS:
            rest = words[1:]
            yield " ".join(rest[1:] if rest[0].lower() in ("of", "the") and len(rest) > 1 else rest)
        if words[0].lower() in ("greater", "downtown", "metropolitan", "old", "upper", "lower"):
            yield " ".join(words[1:])
    if name.isupper() and len(name) > 4:  # noqa: PLR2004
        yield name.title()


def kind_hint(name: Name) -> str:
    """What kind of place the words in or beside the name say it is; '' where they do not.

    ``W`` tells that the words before it speak of a river, if the name can be one's.
    """
    # The small letters of a word alone: a page may glue 'region' to what follows it.
    after = re.match(r"[\s’']*(?:s\s+)?([A-Za-z][a-z]*)", name.after) if name.after[:1] == " " else None
    if after is not None:
        hint = kind_of(after[1].lower())
        if hint is not None and not (hint == "P" and after[1].lower() == "capital"):
            return hint
    if name.before.endswith("the ") and _WATER.search(name.before):
        return "W"
    if name.before[-5:].rstrip().endswith(("of", "from", "the", "side")) and _MEASURED.search(name.before):
        return "P"
    said = name.before.lower().split()[-3:]
    if said and said[-1] == "the":
        said.pop()
    linked = bool(said) and said[-1] == "of"
    if linked:
        said.pop()
    if said and (linked or said[-1] in _BARE_KINDS):
        hint = kind_of(said[-1])
        if hint is not None:
            return hint
    words = name.surface.lower().split()
    if len(words) > 1:
        return FEATURE_KINDS.get(words[-1], FEATURE_KINDS.get(words[0], ""))
    return ""


def kind_of(noun: str) -> str | None:
    """The kind a noun says, in the singular or the plural."""
    known = FEATURE_KINDS.get(noun)
    if known is None and noun.endswith("s"):
        known = FEATURE_KINDS.get(noun[:-3] + "y" if noun.endswith("ies") else noun[:-1])
    return known


def agrees(hint: str, kind: str) -> bool:
    if hint == "A":
        return kind.startswith(("ADM1", "PCL", "RGN", "TERR")) or kind == "ADMD"
    if hint == "A2":
        return kind.startswith("ADM") and kind != "ADM1"
    if hint == "P":
        return kind.startswith("PPL")
    return kind.startswith(
        {
            "H": ("H", "STM", "LK", "SEA", "OCN", "BAY", "GULF", "STRT", "CNL", "CHN", "RSV"),
            "T": ("MT", "ISL", "PEN", "RNG", "VAL", "DSRT", "CAPE", "T", "HLL", "VLC"),
            "S": ("A", "BDG", "DAM", "PS", "MIL", "S", "INSM", "MN", "CMP"),
        }[hint]
    ) and not kind.startswith("ADM")


def contains(parent: Place, child: Place) -> bool:
    if parent.id == child.id or parent.country is None or parent.country != child.country:
        return False
    if is_country(parent):
        return True
    if parent.kind.startswith("ADM1"):
        return child.admin1 in (parent.admin1, parent.name)
    if parent.kind.startswith("ADM"):
        return (
            parent.admin1 == child.admin1
            and quick_km((parent.lon, parent.lat), (child.lon, child.lat)) < _DISTRICT_KM
        )
    return False
