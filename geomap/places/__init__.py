"""Places in text: recognised, judged literal or not, resolved, and their spatial claims checked.

Nothing heavy is imported before a function is called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from geomap.model import Claim, Document, Location, Mention, PlaceLookup

__all__ = [
    "DEFAULT_MIN_CONFIDENCE",
    "check",
    "claim_record",
    "claim_sheet",
    "describe",
    "describe_claim",
    "find_mentions",
    "find_places",
    "locate",
    "location_feature",
    "mention_record",
    "resolve_spans",
    "row_locations",
    "stream",
]

DEFAULT_MIN_CONFIDENCE = 0.35
"""Below this a place found in free text is left open."""


def find_mentions(
    document: Document, lookup: PlaceLookup, *, min_confidence: float = DEFAULT_MIN_CONFIDENCE
) -> tuple[Mention, ...]:
    """Every place named in ``document``, in the order of its text, resolved together.

    Boilerplate is passed over; names in bylines, datelines and credits are never literal. Place expressions
    ('16km north-east of Luhansk', 'the border', 'eastern Ukraine', 'the region') carry the expression's span
    and its geometry.

    Parameters
    ----------
    document
        As `geomap.sources` read it.
    lookup
        The gazetteer.
    min_confidence
        A place less sure than this (0 to 1) is left open: its ``location`` is None, the reason says why.
    """
    from geomap.places._document import mentions_of  # noqa: PLC0415  keeps the start light

    return mentions_of(document, lookup, min_confidence)


def find_places(
    text: str,
    lookup: PlaceLookup,
    *,
    published: dt.datetime | None = None,
    publisher: str | None = None,
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
) -> tuple[Mention, ...]:
    """The places named in plain ``text``, in order; offsets count in that very text. Empty when none is."""
    from geomap.places._plain import find_in_text  # noqa: PLC0415  keeps the start light

    return find_in_text(text, lookup, published=published, publisher=publisher, min_confidence=min_confidence)


def resolve_spans(text: str, spans: Iterable[tuple[int, int]], lookup: PlaceLookup) -> tuple[Mention, ...]:
    """What the given ``spans`` (start, end) of ``text`` mean: a mention each, always the best guess."""
    from geomap.places._plain import resolve_spans as resolve  # noqa: PLC0415  keeps the start light

    return resolve(text, spans, lookup)


def row_locations(document: Document, lookup: PlaceLookup) -> dict[str, Location]:
    """Location by post id, for posts that say outright where they were (`Post.given`); empty for prose."""
    if not any(post.given is not None for post in document.posts):
        return {}
    from geomap.places._rows import row_locations as locations_of  # noqa: PLC0415

    return locations_of(document, lookup)


def locate(text: str, lookup: PlaceLookup) -> Location:
    """Where one expression lies: a name, a relative place or coordinates.

    Raises
    ------
    PlaceNotFoundError
        It names no known place.
    """
    from geomap.places._locate import locate as find  # noqa: PLC0415  keeps the start light

    return find(text, lookup)


def check(document: Document, mentions: Sequence[Mention], lookup: PlaceLookup) -> tuple[Claim, ...]:
    """Every spatial claim of ``document`` held against the map, in the order of its text."""
    from geomap.places._claims import check as check_claims  # noqa: PLC0415  keeps the start light

    return check_claims(document, mentions, lookup)


def mention_record(mention: Mention) -> dict[str, Any]:
    """The JSONL record of a mention."""
    from geomap.places._records import mention_record as record  # noqa: PLC0415  keeps the start light

    return record(mention)


def claim_record(claim: Claim) -> dict[str, Any]:
    """The JSON record of a claim."""
    from geomap.places._records import claim_record as record  # noqa: PLC0415  keeps the start light

    return record(claim)


def describe_claim(claim: Claim) -> str:
    """A claim as one line for people."""
    from geomap.places._records import describe_claim as describe_one  # noqa: PLC0415  keeps the start light

    return describe_one(claim)


def claim_sheet(claims: Sequence[tuple[str, Claim]], title: str) -> bytes:
    """The claims, each with the name of what it stands in, as one HTML page with a map of each."""
    from geomap.places._sheet import sheet  # noqa: PLC0415  keeps the start light

    return sheet(claims, title)


def location_feature(location: Location) -> dict[str, Any]:
    """A location as a GeoJSON feature."""
    from geomap.places._records import location_feature as feature  # noqa: PLC0415  keeps the start light

    return feature(location)


def describe(location: Location) -> list[str]:
    """A location as lines for people."""
    from geomap.places._records import describe as describe_location  # noqa: PLC0415  keeps the start light

    return describe_location(location)


def stream(
    lines: Iterable[bytes | str],
    lookup: PlaceLookup,
    *,
    name: str = "-",
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
    problems: list[str] | None = None,
) -> Iterator[str]:
    """JSONL in, JSONL out, in constant memory.

    A record is ``{"id", "text", "published"?, "publisher"?, "url"?, "spans"?}``.

    Lines that cannot be used are named in ``problems`` and passed over; with ``problems`` None the first one
    raises `InputError`.
    """
    from geomap.places._records import stream as run  # noqa: PLC0415  keeps the start light

    return run(lines, lookup, name=name, min_confidence=min_confidence, problems=problems)
