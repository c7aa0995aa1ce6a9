"""From a document to its mentions: recognised, judged literal or not, resolved together."""

from __future__ import annotations

import itertools
import re
import weakref
from collections.abc import Sequence

from geomap.model import BlockKind, Document, Mention, PlaceLookup
from geomap.places._anaphors import add_anaphors
from geomap.places._cache import RememberingLookup
from geomap.places._containers import add_containers
from geomap.places._found import Found, Locations
from geomap.places._home import Home, home_of
from geomap.places._kinds import Name, is_country
from geomap.places._literal import chance_literal
from geomap.places._pairs import add_coordinates
from geomap.places._recognise import Method, Recogniser, Span
from geomap.places._relative import relate
from geomap.places._resolve import Choice, Resolver
from geomap.places._roles import never_literal, stands_for_government
from geomap.places._tokens import Tokens, tokenise

__all__ = ["Engine", "engine_for", "mentions_of", "ranges_of"]

_SKIPPED: frozenset[BlockKind] = frozenset(("boilerplate",))
_REPORTER: frozenset[BlockKind] = frozenset(("byline", "dateline", "credit"))
_CONTEXT = 40
_LITERAL_FLOOR = 0.6
_ROLE_CHANCE = 0.2
_EMBEDDED_CHANCE = 0.3
_LISTED = re.compile(r",?\s+(?:and|or)\s+(?:the\s+)?|,\s+(?:the\s+)?")
_CARRIED = re.compile(rf"{_LISTED.pattern}|\s")
"""What joins names that have the same role: a list, or 'Norland Embassy Sudville'."""


def _governs(choice: Choice) -> bool:
    """Whether the name is a country's or a capital's, whose government it may stand for."""
    return choice.place is not None and (choice.place.kind == "PPLC" or is_country(choice.place))


def _is_continent(choice: Choice) -> bool:
    return choice.place is not None and choice.place.kind == "CONT"


class Engine:
    """All parts that find and resolve, with what they learned; one for each gazetteer.

    Parameters
    ----------
    lookup
        The gazetteer.
    method
        How names are recognised.
    """

    def __init__(self, lookup: PlaceLookup, method: Method = "both") -> None:
        self.lookup = RememberingLookup(lookup)
        self.recogniser = Recogniser(lookup, method)
        self.resolver = Resolver(lookup)
        self.locations = Locations(self.lookup)

    def find(
        self,
        text: str,
        ranges: Sequence[tuple[int, int]],
        *,
        home: Home | None = None,
        when: str | None = None,
    ) -> tuple[Tokens, list[Found]]:
        """The names in the ``ranges`` of ``text``, resolved together; some located by the text itself.

        ``home`` is the publisher's, ``when`` the day of the text (ISO 8601).
        """
        tokens = tokenise(text, ranges)
        spans = self.recogniser.find(tokens)
        found = self.resolve(tokens, spans, home=home, when=when)
        add_containers(found, tokens, self.locations)
        return tokens, found

    def resolve(
        self,
        tokens: Tokens,
        spans: Sequence[Span],
        *,
        home: Home | None = None,
        when: str | None = None,
        guess: bool = False,
    ) -> list[Found]:
        """``spans`` judged literal or not and resolved together; ``guess`` leaves as few open as it can."""
        text = tokens.text
        names = [
            Name(
                span.start,
                span.end,
                span.surface,
                span.form == "demonym",
                text[max(0, span.start - _CONTEXT) : span.start],
                text[span.end : span.end + _CONTEXT],
            )
            for span in spans
        ]
        chances = self._chances(tokens, spans)
        choices = self.resolver.resolve(names, home, when=when, guess=guess)
        found = []
        before: tuple[int, str] | None = None
        for span, choice, literal in zip(spans, choices, chances, strict=True):
            reason = choice.reason
            role = (
                never_literal(
                    text, span.start, span.end, governs=_governs(choice), vast=_is_continent(choice)
                )
                if literal >= _LITERAL_FLOOR
                else None
            )
            if role is None and choice.place is not None and choice.place.kind == "BLDG":
                role = "stands for a government" if stands_for_government(text, span.start) else None
            if role is None and before is not None and _CARRIED.fullmatch(text[before[0] : span.start]):
                role = before[1]
            before = (span.end, role) if role is not None else None
            if role is not None:
                literal = min(literal, _ROLE_CHANCE)  # noqa: PLW2901  a rule overrules the model
                reason = f"{role}; {reason}"
            found.append(
                Found(
                    start=span.start,
                    end=span.end,
                    surface=span.surface,
                    form=span.form,
                    chance=span.chance,
                    literal=literal >= _LITERAL_FLOOR,
                    literal_chance=literal,
                    overruled=role is not None,
                    candidates=choice.candidates,
                    confidence=choice.confidence * span.chance,
                    reason=reason,
                )
            )
        return found

    def _chances(self, tokens: Tokens, spans: Sequence[Span]) -> list[float]:
        """The chance of each span that it is a location; names listed together are judged together."""
        chances = [chance_literal(tokens, span, self._tag(span)) for span in spans]
        for at, (span, other) in enumerate(itertools.pairwise(spans)):
            if span.form == other.form and _LISTED.fullmatch(tokens.text[span.end : other.start]):
                chances[at] = chances[at + 1] = (chances[at] + chances[at + 1]) / 2
        return [
            min(c, _EMBEDDED_CHANCE) if s.form == "embedded" else c
            for c, s in zip(chances, spans, strict=True)
        ]

    def _tag(self, span: Span) -> str:
        """The gazetteer's word on a name; people it lacks are people all the same."""
        tag = self.recogniser.tag(span.surface)
        return "D" if not tag and span.form == "demonym" else tag

    def locate(self, found: Sequence[Found]) -> None:
        """Give each of ``found`` that has a place and no location yet its location."""
        for item in found:
            if item.location is None and item.place is not None:
                item.location = self.locations.of(item.place)


_ENGINES: weakref.WeakKeyDictionary[PlaceLookup, Engine] = weakref.WeakKeyDictionary()


def engine_for(lookup: PlaceLookup) -> Engine:
    """The engine of ``lookup``, made once."""
    engine = _ENGINES.get(lookup)
    if engine is None:
        engine = _ENGINES[lookup] = Engine(lookup)
    return engine


def ranges_of(document: Document) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The spans of ``document`` to read, in order, and those among them that tell of the reporter alone."""
    ranges: list[tuple[int, int]] = []
    reporter: list[tuple[int, int]] = []
    for post in document.posts:
        if not post.blocks:
            ranges.append((post.start, post.end))
        for block in post.blocks:
            if block.kind in _SKIPPED:
                continue
            ranges.append((block.start, block.end))
            if block.kind in _REPORTER:
                reporter.append((block.start, block.end))
    return sorted(ranges), reporter


def mentions_of(document: Document, lookup: PlaceLookup, min_confidence: float = 0.0) -> tuple[Mention, ...]:
    """Every mention of ``document``, place expressions and 'the region' included."""
    engine = engine_for(lookup)
    ranges, reporter = ranges_of(document)
    home = home_of(document.publisher, document.url, lookup)
    when = document.published.date().isoformat() if document.published is not None else None
    tokens, found = engine.find(document.text, ranges, home=home, when=when)
    relate(found, tokens, engine)
    found = add_coordinates(found, document.text, ranges, engine.lookup)
    found = add_anaphors(found, tokens, engine.locations)
    for item in found:
        if item.location is None and item.confidence < min_confidence:
            item.reason = f"not sure enough: {item.reason}" if item.candidates else item.reason
        else:
            engine.locate([item])
        if any(start <= item.start < end for start, end in reporter):
            item.literal, item.literal_chance = False, 0.0
            item.reason = f"the reporter's place; {item.reason}"
    return tuple(item.mention() for item in found)
