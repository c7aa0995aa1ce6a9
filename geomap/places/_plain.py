"""Places in plain text: what is named in it, and what given spans of it mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from geomap.model import Mention, PlaceLookup
from geomap.places._confidence import point_of_part
from geomap.places._document import engine_for
from geomap.places._found import Found
from geomap.places._home import Home, home_of
from geomap.places._pairs import add_coordinates
from geomap.places._recognise import Span, form_of
from geomap.places._relative import is_part, relate
from geomap.places._tokens import tokenise

__all__ = ["DEFAULT_MIN_CONFIDENCE", "find_in_text", "resolve_spans"]

DEFAULT_MIN_CONFIDENCE = 0.35
_CHUNK = 100_000
_SPACE = re.compile(r"\s")


def find_in_text(
    text: str,
    lookup: PlaceLookup,
    *,
    published: dt.datetime | None = None,
    publisher: str | None = None,
    url: str | None = None,
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
) -> tuple[Mention, ...]:
    """The places named in ``text``, in order, offsets in that very text; less sure ones are left open."""
    mentions: list[Mention] = []
    home = home_of(publisher, url, lookup)
    when = published.date().isoformat() if published is not None else None
    for start, end in _chunks(text):
        mentions.extend(_read(text, (start, end), lookup, min_confidence, (home, when)))
    return tuple(mentions)


def _read(
    text: str,
    span: tuple[int, int],
    lookup: PlaceLookup,
    min_confidence: float,
    about: tuple[Home | None, str | None],
) -> Iterator[Mention]:
    engine = engine_for(lookup)
    tokens, found = engine.find(text, [span], home=about[0], when=about[1])
    names = {id(item) for item in found}
    relate(found, tokens, engine)
    # Without a document 'the border' names no place of its own: only names are told.
    found = [item for item in found if id(item) in names]
    for item in found:
        if item.location is not None and item.location.precision == "line" and item.place is not None:
            item.location = None
        elif item.place is not None and is_part(item):
            # What is told here is a point: areas are told of documents.
            item.confidence *= point_of_part(item.place)
    found = add_coordinates(found, text, [span], engine.lookup)
    for item in found:
        if item.confidence < min_confidence and item.location is None:
            if item.candidates:
                item.reason = f"not sure enough: {item.reason}"
            yield _open(item)
            continue
        engine.locate([item])
        yield item.mention()


def _open(item: Found) -> Mention:
    item.location = None
    return item.mention()


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of ``text`` of a size that memory bears, cut at white space where there is any."""
    start = 0
    while len(text) - start > _CHUNK:
        cut = text.rfind("\n", start + _CHUNK // 2, start + _CHUNK)
        if cut < 0:
            cut = text.rfind(" ", start + _CHUNK // 2, start + _CHUNK)
        cut = start + _CHUNK if cut < 0 else cut + 1
        yield start, cut
        start = cut
    if start < len(text):
        yield start, len(text)


def resolve_spans(
    text: str,
    spans: Iterable[tuple[int, int]],
    lookup: PlaceLookup,
    *,
    published: dt.datetime | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> tuple[Mention, ...]:
    """What the given ``spans`` of ``text`` mean, resolved together; a best guess wherever there is one."""
    engine = engine_for(lookup)
    wanted = list(spans)
    tokens = tokenise(text, [(0, len(text))])
    given: list[Span] = []
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    at = 0
    for index in order:
        start, end = wanted[index]
        while at < len(tokens.words) and tokens.ends[at] <= start:
            at += 1
        last = at
        while last < len(tokens.words) and tokens.starts[last] < end:
            last += 1
        form = form_of(tokens, at, last, engine.recogniser.is_demonym) if last > at else "name"
        given.append(Span(at, max(last, at), start, end, text[start:end], form, 1.0))
    when = published.date().isoformat() if published is not None else None
    found = engine.resolve(tokens, given, home=home_of(publisher, url, lookup), when=when, guess=True)
    engine.locate(found)
    answers: list[Mention | None] = [None] * len(wanted)
    for index, item in zip(order, found, strict=True):
        answers[index] = item.mention()
    return tuple(answer for answer in answers if answer is not None)
