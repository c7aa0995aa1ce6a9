"""'The region', 'the city': words that lead back to a place named before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomap.model import Place
from geomap.places._found import Found, Locations
from geomap.places._tokens import Tokens

__all__ = ["add_anaphors"]

_ANAPHOR = re.compile(
    r"\b(?:the|this|that)\s+(?:(?:whole|entire|same|eastern|western|northern|southern|breakaway|coastal)\s+)?"
    r"(?P<noun>region|province|oblast|district|county|state|island|peninsula|city|town|village|settlement|capital|country)\b(?!\s+(?:of|north|south|east|west|around|outside|between|department|media|duma|television|tv|news|secretary|visit|capital))(?!['’]s\s+(?:president|prime|foreign|government|parliament|army))"
    r"(?!\s+(?:has\s+|have\s+)?(?:says?|said|confirm(?:s|ed)|announc(?:es|ed)|told|tells|declared|warn(?:s|ed)|ordered)\b)",
)
_NAMES_A_BODY = re.compile(
    r"-[A-Z]|\s+(?!(?:January|February|March|April|May|June|July|August|September|October|November)\b"
    r"|December\b)[A-Z]"
)
"""A name within a longer one: 'the US Geological Survey', 'the China-Pakistan road' lead to no country."""

_ANAPHOR_KINDS = {
    "region": ("region",), "province": ("region",), "oblast": ("region",), "state": ("region",),
    "district": ("district", "region"), "county": ("district", "region"),
    "island": ("region", "country", "settlement"),
    "peninsula": ("region",), "city": ("settlement",), "town": ("settlement",), "village": ("settlement",),
    "settlement": ("settlement",), "capital": ("capital",), "country": ("country",),
}  # fmt: skip


_CITY = 15_000
"""People of the smallest city and of the largest village that are called so."""


def add_anaphors(found: list[Found], tokens: Tokens, locations: Locations) -> list[Found]:
    """``found`` with 'the region', 'the city' and the like that lead back to a name before them."""
    added: list[Found] = []
    for start, end in tokens.sentences:
        for match in _ANAPHOR.finditer(tokens.text, start, end):
            place = _antecedent(found, match.start(), match["noun"].lower(), tokens.text)
            if place is None or any(item.start < match.end() and match.start() < item.end for item in found):
                continue
            if any(0 <= item.start - match.end() <= 4 for item in found):  # noqa: PLR2004  'the city of X', 'the region, X'
                continue
            added.append(
                Found(
                    match.start(),
                    match.end(),
                    match[0],
                    location=locations.of(place),
                    expression=(match.start(), match.end()),
                    confidence=0.6,
                    reason=f"{place.name}, named before",
                )
            )
    return sorted([*found, *added], key=lambda item: (item.start, item.end)) if added else found


def _antecedent(found: Sequence[Found], before: int, noun: str, text: str) -> Place | None:
    wanted = _ANAPHOR_KINDS[noun]
    unlike: Place | None = None
    for item in reversed(list(_names_before(found, before))):
        place = item.place
        if place is None and wanted == ("settlement",) and _is_unknown(item):
            return None
        if place is None or _NAMES_A_BODY.match(text, item.end):
            continue
        if wanted == ("capital",):
            if place.kind == "PPLC" and item.form == "name":
                return place
        elif place.precision in wanted and (item.literal or noun == "country") and item.form == "name":
            if _is_like(place, noun):
                return place
            unlike = unlike or place
    return unlike


def _is_like(place: Place, noun: str) -> bool:
    """Whether a place is as large as its word says; one whose people nobody counted is no city."""
    if noun == "city":
        return place.population >= _CITY or place.kind.startswith(("PPLA", "PPLC"))
    return noun != "village" or place.population < _CITY


def _is_unknown(item: Found) -> bool:
    """Whether somebody is at a place the gazetteer lacks: 'the village' after is that one."""
    return item.form == "name" and item.literal and item.location is None and not item.candidates


def _names_before(found: Sequence[Found], before: int, reach: int = 600) -> Iterator[Found]:
    return (item for item in found if before - reach < item.start < before)
