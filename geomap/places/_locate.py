"""One place expression to one location: 'Valuyki', '16 km north-east of Luhansk', '50.2N 38.1E'."""

from __future__ import annotations

import re

from msgspec.structs import replace

from geomap.errors import PlaceNotFoundError
from geomap.model import Location, PlaceLookup
from geomap.places._coordinates import read_coordinates
from geomap.places._document import Engine, engine_for
from geomap.places._found import Found
from geomap.places._kinds import Name
from geomap.places._pairs import located
from geomap.places._recognise import Span
from geomap.places._relative import relate
from geomap.places._tokens import Island, Tokens, tokenise

__all__ = ["locate"]

_LONGEST_EXPRESSION = 400
_SMALL = re.compile(
    r"\b(?:km|kms|miles?|kilomet(?:er|re)s?|met(?:er|re)s?|of|from|the|and|near|north|south|east|west|between|within|border|to|in|off|coast|outside|around)\b",
    re.IGNORECASE,
)


def locate(text: str, lookup: PlaceLookup) -> Location:
    """Where the expression ``text`` lies; its ``how`` gives the reason and the runner-up.

    Raises
    ------
    PlaceNotFoundError
        It names no known place.
    """
    words = " ".join(text.split())
    shown = words if len(words) <= 60 else words[:57] + "..."  # noqa: PLR2004
    if not words:
        raise PlaceNotFoundError("nothing to locate: the expression is empty")
    engine = engine_for(lookup)
    pair = read_coordinates(words)
    if pair is not None:
        return located(pair, words, engine.lookup)
    if len(words) > _LONGEST_EXPRESSION:
        raise PlaceNotFoundError(f"{shown!r} is too long for a place expression")
    whole = engine.resolver.resolve([Name(0, len(words), words)])[0]
    if whole.place is not None:
        return _explained(engine.locations.of(whole.place), whole.reason)
    spoken = _capitalised(words)
    tokens = tokenise(spoken, [(0, len(spoken))])
    found = engine.resolve(tokens, _spans(tokens, lookup))
    bare = list(found)
    relate(found, tokens, engine)
    engine.locate(found)
    for item in found:
        if item.expression is not None and item.location is not None:
            return _explained(item.location, _rest(item))
    for item in bare:
        if item.location is not None:
            return _explained(item.location, item.reason)
    guess = _closest(words, engine)
    if guess is not None:
        return guess
    raise PlaceNotFoundError(f"{shown!r} names no place the gazetteer knows")


def _closest(words: str, engine: Engine) -> Location | None:
    """The likeliest place whose name is a letter or two off ``words``, told as a guess."""
    near = engine.lookup.candidates(words, close=True)
    if not near:
        return None
    place = near[0].place
    other = next((c.place for c in near[1:] if c.place.name != place.name), None)
    next_best = f"; next: {other.name}, {other.country}" if other is not None else ""
    return _explained(
        engine.locations.of(place),
        f"a guess: the gazetteer does not know {words!r}, {place.name} is the closest spelling{next_best}",
    )


def _explained(location: Location, reason: str) -> Location:
    return replace(location, how=f"{location.how}; {reason}") if reason else location


def _rest(item: Found) -> str:
    assert item.location is not None
    return item.reason.removeprefix(item.location.how).removeprefix("; ")


def _capitalised(words: str) -> str:
    """``words`` with a capital wherever a name may stand, if they were typed without any."""
    if not words.islower():
        return words
    return re.sub(
        r"[^\W\d_][\w'’]*", lambda m: m[0] if _SMALL.fullmatch(m[0]) else m[0][0].upper() + m[0][1:], words
    )


def _spans(tokens: Tokens, lookup: PlaceLookup) -> list[Span]:
    """The longest known names of an expression, wherever a capital stands."""
    spans = []
    for island in tokens.islands:
        at = island.first
        while at < island.last:
            last = _longest(tokens, at, island, lookup)
            if last > at:
                start, end = tokens.starts[at], tokens.ends[last - 1]
                surface = tokens.text[start:end]
                form = "demonym" if not lookup.has_name(surface) and lookup.demonym(surface) else "name"
                spans.append(
                    Span(at, last, start, end, surface, "demonym" if form == "demonym" else "name", 1.0)
                )
            at = max(last, at + 1)
    return spans


def _longest(tokens: Tokens, at: int, island: Island, lookup: PlaceLookup) -> int:
    if tokens.lower[at] in ("the", "north", "south", "east", "west") and island.last - at == 1:
        return at
    for last in range(island.last, at, -1):
        surface = tokens.span(at, last)
        if lookup.candidates(surface) or lookup.demonym(surface) is not None:
            return last
    return at
