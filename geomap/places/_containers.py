"""Names the gazetteer lacks, placed in what the text itself says contains them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from geomap.model import Location
from geomap.places._found import Found, Locations
from geomap.places._kinds import is_country
from geomap.places._lexicon import FEATURE_KINDS
from geomap.places._measure import quick_km
from geomap.places._namesakes import is_prominent
from geomap.places._tokens import Tokens

__all__ = ["add_containers"]

_SURE, _CONFIDENCE = 0.35, 0.45
_AWAY_KM = 100.0
_LEAST_RADIUS_M = 10_000.0
_GAP = 60
_PREMISES = (
    r"(?:stadium|hospital|clinic|school|university|mosque|church|cathedral|monastery|market|bazaar|prison|hotel|"
    r"mall|factory|plant|refinery|depot|warehouse|barracks|base|airport|airfield|station|bridge|square|park|"
    r"street|avenue|road|camp|cemetery|district|neighbou?rhood|suburb|quarter|area)s?"
)
_SETTLED = (
    r"(?:villages?|towns?|hamlets?|settlements?|communit(?:y|ies)|suburbs?|neighbou?rhoods?|districts?)"
)
_AREA = rf"(?:{'|'.join(noun for noun, kind in FEATURE_KINDS.items() if kind.startswith('A'))})"
_INSIDE = re.compile(
    rf"(?P<said>\s+{_PREMISES}|\s*,(?:\s+an?\s+(?:[a-z-]+\s+){{0,2}}{_SETTLED})?)?\s+(?:in|inside|within)\s+(?:the\s+)?"
    rf"(?:(?:central|(?:north|south)(?:-?(?:east|west))?ern|eastern|western|{_AREA}\s+of|city\s+of)\s+)?"
)
_SEAT_OF = re.compile(rf"(?:['’]s)?(?:\s+{_AREA})?(?:['’]s)?\s+{_SETTLED}\s+of\s+")
_COMMA = re.compile(r"\s*,\s+")
_LISTED = re.compile(r"[^\W\d_]\s*,\s+(?:and\s+|or\s+)?$")
_LISTS_ON = re.compile(rf"(?:\s+{_AREA})?\s*,?\s*(?:and|or|&)\s")
_AREA_AFTER = re.compile(rf"\s+{_AREA}\b")
_PREMISES_AFTER = re.compile(rf"\s+(?:[a-z-]+\s+)?{_PREMISES}\b")
_OPENING = re.compile(r"\W*(?:\d+\W+)?(?:[Ii]n\s+(?:the\s+)?)")
_OPENED = re.compile(rf"(?:\s+{_AREA})?\s*,")
_HEAD_BEFORE = re.compile(r"\W*(?:\d+\W+)?")
_HEAD_AFTER = re.compile(rf"\s+{_AREA}\s*[.:]?\s*")


def add_containers(found: Sequence[Found], tokens: Tokens, locations: Locations) -> None:
    """Place open names of ``found`` in what their text puts them in, and say so.

    'Ormel, in Luden district', 'the Luden village of Ormel', 'in Luden, ... at the Ormel stadium', or a
    paragraph headed 'Luden district.'. A little-known place far from what is said to contain it gives way
    too. Countries contain too much to say where anything is.
    """
    placed: dict[str, Location] = {}
    for item, container in _contained(found, tokens):
        location = _within(item, container, locations)
        item.location = location
        item.candidates = ()
        item.confidence = _CONFIDENCE * item.chance
        item.reason = location.how
        placed.setdefault(item.surface.casefold(), location)
    for item in found:
        location_before = placed.get(item.surface.casefold())
        if location_before is not None and _is_open(item):
            item.location = location_before
            item.confidence = _CONFIDENCE * item.chance
            item.reason = f"{location_before.how}, elsewhere in the text"


def _contained(found: Sequence[Found], tokens: Tokens) -> Iterator[tuple[Found, Found]]:
    yield from _beside(found, tokens.text)
    yield from _opened(found, tokens)


def _beside(found: Sequence[Found], text: str) -> Iterator[tuple[Found, Found]]:
    """'Ormel, in Luden district', 'the Luden village of Ormel'."""
    for first, second in itertools.pairwise(found):
        gap = text[first.end : second.start]
        if len(gap) > _GAP:
            continue
        if _holds(second) and _is_inside(first, second, text, gap):
            yield first, second
        elif _holds(first) and _is_open(second) and _SEAT_OF.fullmatch(gap):
            yield second, first


def _opened(found: Sequence[Found], tokens: Tokens) -> Iterator[tuple[Found, Found]]:
    """'In Luden, ... at the Ormel stadium', 'Luden district. ... in Ormel'."""
    text = tokens.text
    head: Found | None = None
    end = at = 0
    for start, stop in tokens.sentences:
        if "\n" in text[end:start]:
            head = None
        end = stop
        inside = []
        while at < len(found) and found[at].start < stop:
            if found[at].start >= start:
                inside.append(found[at])
            at += 1
        first = inside[0] if inside and _holds(inside[0]) else None
        if first is not None and _is_head(first, text, start, stop):
            head = first
            continue
        container = first if first is not None and _opens(first, text, start) else head
        if container is not None:
            yield from (
                (item, container)
                for item in inside
                if item is not container and _may_lie_in(item, container, text)
            )


def _is_open(item: Found) -> bool:
    return not item.candidates and item.location is None and item.form == "name" and item.literal


def _holds(item: Found) -> bool:
    place = item.place
    return (
        place is not None
        and item.form != "demonym"
        and item.confidence >= _SURE
        and place.country is not None
        and not is_country(place)
        and place.precision in ("settlement", "district", "region")
    )


def _is_inside(item: Found, other: Found, text: str, gap: str) -> bool:
    match = _INSIDE.fullmatch(gap)
    if match is not None:
        return _is_open(item) or (match["said"] is not None and _is_elsewhere(item, other))
    return (
        _is_open(item)
        and _COMMA.fullmatch(gap) is not None
        and _is_area(other, text)
        and not _LISTED.search(text[max(0, item.start - _GAP) : item.start])
        and not _LISTS_ON.match(text, other.end)
    )


def _is_elsewhere(item: Found, container: Found) -> bool:
    """Whether the place chosen for ``item`` is a little-known one that cannot lie in ``container``."""
    place, around = item.place, container.place
    if place is None or around is None or item.form != "name" or is_country(place) or place.country is None:
        return False
    away = quick_km((place.lon, place.lat), (around.lon, around.lat)) - around.radius_m / 1000
    return away > _AWAY_KM and not is_prominent(place, item.surface)


def _is_area(item: Found, text: str) -> bool:
    place = item.place
    return place is not None and (place.kind.startswith("ADM") or bool(_AREA_AFTER.match(text, item.end)))


def _is_head(item: Found, text: str, start: int, stop: int) -> bool:
    """Whether the sentence is 'Luden district.' and nothing more."""
    return bool(
        _HEAD_BEFORE.fullmatch(text, start, item.start) and _HEAD_AFTER.fullmatch(text, item.end, stop)
    )


def _opens(item: Found, text: str, start: int) -> bool:
    return bool(_OPENING.fullmatch(text, start, item.start) and _OPENED.match(text, item.end))


def _may_lie_in(item: Found, container: Found, text: str) -> bool:
    """Premises lie in the town their sentence opens with; villages only in an area: people speak in towns."""
    premises = bool(_PREMISES_AFTER.match(text, item.end))
    if premises and _is_elsewhere(item, container):
        return True
    return _is_open(item) and (premises or _is_area(container, text))


def _within(item: Found, container: Found, locations: Locations) -> Location:
    place = container.place
    assert place is not None
    around = locations.of(place)
    known = "not in the gazetteer"
    if item.place is not None:
        label = ", ".join(part for part in (item.place.name, item.place.admin1, item.place.country) if part)
        known = f"not {label}, which is far from there"
    return replace(
        around,
        name=item.surface,
        relation="within",
        precision="region" if around.precision == "region" else "district",
        radius_m=max(around.radius_m, _LEAST_RADIUS_M) if around.geometry.type == "Point" else 0.0,
        how=f"{known}; somewhere in {place.name}, where the text puts it",
    )
