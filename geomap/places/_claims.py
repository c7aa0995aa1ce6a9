"""Spatial claims of a text: who is said to lie where, found and handed to the map."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from geomap.model import Claim, Document, Location, Mention, PlaceLookup
from geomap.places._borders import Border
from geomap.places._distances import Distance, find_distances
from geomap.places._document import Engine, engine_for, ranges_of
from geomap.places._found import Found
from geomap.places._kinds import is_area
from geomap.places._lexicon import GEO_NOUNS
from geomap.places._offsets import read_reference
from geomap.places._phrases import SAID_BESIDE, SAID_NEAR
from geomap.places._points import point_of
from geomap.places._relative import relate
from geomap.places._tokens import Tokens, tokenise
from geomap.places._verdicts import Subject, judge_distance, judge_inside, judge_near, judge_side

__all__ = ["check"]

_LOOK_BACK, _LOOK_AROUND, _SAME_CLAUSE, _BESIDE = 700, 9000, 40, 120
_RIVER_M = 60_000.0
"""How far along a river that is known by one point a spot on it may lie."""

_FROM_SOMETHING = re.compile(
    r"\s+(?:away\s+)?(?:from|(?:north|south|east|west)[a-z-]*\s+of|inside|behind|off|short\s+of)\s+"
    r"(?:the\s+|its\s+|their\s+|an?\s+)?(?P<what>[A-Za-z][\w'’-]*(?:\s+(?:of\s+)?[\w'’-]+){0,2})"
)
_MOVING = re.compile(
    r"[\s-]*(?:long\s+)?(?:march|drive|journey|walk|trip|flight|route|distance|trek|hike|ride|haul)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:distance\s+of|travell?ed|marched|drove|walked|flew|covered|journey\s+of)\s+(?:for\s+|over\s+|a\s+)?$",
    re.IGNORECASE,
)
_BETWEEN_BOTH = re.compile(
    r"[\s,]*(?:\([^()]{0,40}\)[\s,]*)?"
    rf"(?:(?:which|that|is|are|was|were|lies?|lay|sits?|stands?|located|situated|based|lying|in|on|to|an?|the|its|both|also|respectively|just|very|right|"
    r"some|small|large|big|tiny|main|old|new|border|coastal|industrial|military|air|naval|railway|training|"
    r"resort|spa|farming|fishing|mining|ground|region|"
    rf"{'|'.join(sorted(GEO_NOUNS))}|towns|villages|cities|close|itself)[\s,]+){{0,7}}(?:to\s+the\s+|just\s+|due\s+)?",
    re.IGNORECASE,
)
_PART = re.compile(
    r"[\s,]*(?:\([^()]{0,30}\))?[\s,]*(?:is\s+|lies\s+|which\s+is\s+)?in\s+(?:the\s+)?(?:far\s+)?$",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:the|this|that)\s+(?:[a-z-]+\s+){0,2}?(?!borders?\b|troops|forces|region|areas?\b|situation|country)"
    r"([a-z]{4,})\s+(?:is|was|lies|sits|stands|are|were|has|had|came|hit|took)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?:es|s)$")
_PRONOUN = re.compile(r"\W*(?:It|This|That|They|There|Here|These|Those)\b")
_UNKNOWN_NAME = re.compile(
    r"\b(?:in|at|near|of|to|from|outside|reached|village|town)\s+(?:the\s+)?(?P<name>[A-Z]\w+)"
)


def check(document: Document, mentions: Sequence[Mention], lookup: PlaceLookup) -> tuple[Claim, ...]:
    """Every spatial claim of ``document``, in the order of its text; ``mentions`` are those found in it."""
    engine = engine_for(lookup)
    ranges, _ = ranges_of(document)
    tokens = tokenise(document.text, ranges)
    found = [_again(mention) for mention in mentions if mention.candidates or mention.location is None]
    borders = relate(found, tokens, engine, measured=False)
    engine.locate(found)
    names = [item for item in found if item.candidates or item.location is None]
    return tuple(_Reader(tokens, names, borders, engine).claims())


def _again(mention: Mention) -> Found:
    """A mention as it was before its expression was read; one left open names a place that is not known."""
    return Found(
        mention.start,
        mention.end,
        mention.surface,
        form=mention.form,
        literal=mention.literal,
        literal_chance=0.7 if mention.literal else 0.2,
        candidates=mention.candidates if mention.location is not None else (),
        confidence=mention.confidence,
        reason=mention.reason,
    )


class _Reader:
    """Reads one document's claims."""

    def __init__(self, tokens: Tokens, found: list[Found], borders: list[Border], engine: Engine) -> None:
        self._tokens = tokens
        self._text = tokens.text
        self._found = found
        self._borders = borders
        self._engine = engine

    def claims(self) -> Iterator[Claim]:
        for sentence in self._tokens.sentences:
            start, end = sentence
            names = [item for item in self._found if start <= item.start < end]
            lines = [border for border in self._borders if start <= border.start < end]
            taken: list[tuple[int, int]] = []
            for distance in find_distances(self._text, start, end):
                claim, stop = self._by_distance(distance, sentence, names, lines)
                if claim is not None:
                    taken.append((distance.start, stop))
                    yield claim
            yield from self._without_figure(sentence, names, lines, taken)
            yield from self._in_part(sentence, names)

    def _claim(
        self, sentence: tuple[int, int], subject: Subject | None, relation: str, reference: str
    ) -> Claim:
        return Claim(
            quote=self._text[sentence[0] : sentence[1]],
            char_start=sentence[0],
            char_end=sentence[1],
            subject=subject.words if subject else "",
            relation=" ".join(relation.split()),
            reference=reference,
            verdict="cannot tell",
            reason="the text does not say which place it means",
            subject_location=subject.location if subject else None,
        )

    def _by_distance(
        self,
        distance: Distance,
        sentence: tuple[int, int],
        names: Sequence[Found],
        lines: Sequence[Border],
    ) -> tuple[Claim | None, int]:
        from msgspec.structs import replace  # noqa: PLC0415  beside its only use

        item, border, match = read_reference(self._text, distance, names, lines)
        if match is None or (border is None and (item is None or item.place is None)):
            return self._unmeasured(distance, sentence, names, lines), distance.end
        if border is not None:
            begin, stop, reference, members = border.start, border.end, border.location, border.names
        else:
            assert item is not None
            assert item.place is not None
            begin, stop, reference, members = (
                item.start,
                item.end,
                self._engine.locations.of(item.place),
                [item],
            )
        subject = self._subject(distance.start, stop, sentence, names, members, lines)
        base = self._claim(sentence, subject, self._text[distance.start : begin], reference.name)
        base = replace(
            base,
            claimed_min_m=distance.minimum,
            claimed_max_m=distance.maximum,
            reference_location=reference,
        )
        if subject is None:
            return base, stop
        claim = judge_distance(base, subject, reference, distance, match["dir"])
        return (_left_open(claim) if subject.guessed else claim), stop

    def _unmeasured(
        self,
        distance: Distance,
        sentence: tuple[int, int],
        names: Sequence[Found],
        lines: Sequence[Border],
    ) -> Claim | None:
        """A distance from what is no known place: 'from the front lines', 'a 900-kilometer march'."""
        from msgspec.structs import replace  # noqa: PLC0415  beside its only use

        text = self._text
        before = text[max(sentence[0], distance.start - 40) : distance.start]
        vague = _FROM_SOMETHING.match(text, distance.end, sentence[1])
        moving = _MOVING.match(text, distance.end, sentence[1]) or _OVER.search(before)
        if vague is None and moving is None:
            return None
        subject = self._subject(distance.start, distance.end, sentence, names, (), lines) if vague else None
        stop = vague.start("what") if vague else distance.end
        base = self._claim(sentence, subject, text[distance.start : stop], vague["what"] if vague else "")
        told = (
            f"the map does not know {vague['what']!r}"
            if vague
            else "no two places are named to measure between"
        )
        return replace(base, claimed_min_m=distance.minimum, claimed_max_m=distance.maximum, reason=told)

    def _subject(  # noqa: C901, PLR0911, PLR0917  each way to lead back is one return
        self,
        start: int,
        stop: int,
        sentence: tuple[int, int],
        names: Sequence[Found],
        members: Sequence[Found],
        lines: Sequence[Border],
    ) -> Subject | None:
        """What is said to lie there: what stands before, else after, else what the sentence leads back to."""
        ids = {id(member) for member in members}
        same = {member.place.id for member in members if member.place is not None}
        apart = [
            item
            for item in names
            if id(item) not in ids
            and (item.place is None or item.place.id not in same)
            and item.form == "name"
            and (item.literal or self._leads_to(item, start))
        ]
        before = [item for item in apart if item.end <= start]
        line = next(
            (line for line in reversed(lines) if line.end <= start and start - line.end < _SAME_CLAUSE), None
        )
        if line is not None and (not before or before[-1].end <= line.end):
            return Subject(
                line.location.name, line.location, point_of(line.location), 0.0, line.location.geometry
            )
        for item in reversed(before):
            if item.place is None:
                return None
            if not _wide(item):
                return self._as_subject(item, guessed=self._names_another(item.end, start))
        thing = _THING.search(self._text[sentence[0] : start])
        led = self._thing(thing[1].lower(), sentence[0], same) if thing is not None else None
        if led is not None:
            return led
        after = next((item for item in apart if item.start >= stop), None)
        if after is not None and after.place is not None and not _wide(after):
            return self._as_subject(after, guessed=True)
        if before:
            return self._as_subject(before[-1], guessed=True)
        for item in reversed(self._found):
            if item.start >= sentence[0] or item.form != "name" or item.place is None or _wide(item):
                continue
            if item.place.id in same:
                continue
            if item.start < sentence[0] - _LOOK_BACK:
                break
            if item.literal or "reporter" in item.reason:
                told = _PRONOUN.match(self._text, sentence[0]) is not None
                return self._as_subject(item, guessed=not told)
        return None

    def _names_another(self, start: int, end: int) -> bool:
        """Whether a capitalised word that is no known place stands between a place and the claim after it."""
        return any(
            not any(item.start <= match.start("name") < item.end for item in self._found)
            for match in _UNKNOWN_NAME.finditer(self._text, start, end)
        )

    def _leads_to(self, item: Found, at: int) -> bool:
        """Whether a name that may be an actor stands right before the claim, and is not somebody's owner."""
        return (
            0 <= at - item.end < _SAME_CLAUSE
            and self._text[item.end : item.end + 1] not in "'’"
            and not _wide(item)
        )

    def _thing(self, noun: str, at: int, same: set[str]) -> Subject | None:
        """'The kindergarten': the place that a sentence near by gives for one, none of the ``same``."""
        stem = _PLURAL.sub("", noun)
        floor = max(0, at - _LOOK_AROUND)
        best: tuple[int, int, Found] | None = None
        for match in re.finditer(
            rf"\b{re.escape(stem)}\w{{0,2}}\b", self._text[floor : at + _LOOK_AROUND], re.IGNORECASE
        ):
            place = floor + match.start()
            for item in self._found:
                apart = abs(item.start - place)
                if item.place is None or apart > _BESIDE or _wide(item) or item.form != "name":
                    continue
                if item.place.id in same:
                    continue
                if "\n" in self._text[min(item.start, place) : max(item.start, place)]:
                    continue
                rank = (abs(place - at) // 20 + apart, item.start, item)
                if best is None or rank[:2] < best[:2]:
                    best = rank
        return self._as_subject(best[2]) if best else None

    def _as_subject(self, item: Found, *, guessed: bool = False) -> Subject:
        assert item.place is not None
        location = item.location or self._engine.locations.of(item.place)
        river = item.place.kind.startswith(("STM", "CNL"))
        if (location.precision == "line" and not river) or location.relation in ("within", "offset"):
            location = self._engine.locations.of(item.place)
        area = location.geometry if location.geometry.type != "Point" else None
        spread = 0.0 if area is not None else location.radius_m
        if area is None and river and location.precision != "near":
            spread = max(spread, _RIVER_M)
        words = location.name if location.relation == "near" else item.surface
        return Subject(words, location, point_of(location, item.place), spread, area, guessed)

    def _without_figure(
        self,
        sentence: tuple[int, int],
        names: Sequence[Found],
        lines: Sequence[Border],
        taken: Sequence[tuple[int, int]],
    ) -> Iterator[Claim]:
        """'Near' and 'north of'."""
        from msgspec.structs import replace  # noqa: PLC0415  beside its only use

        members = {id(item) for line in lines for item in line.names}
        targets: list[tuple[int, Location, list[Found]]] = [
            (line.start, line.location, line.names) for line in lines
        ]
        targets += [
            (item.start, self._engine.locations.of(item.place), [item])
            for item in names
            if item.place is not None and id(item) not in members and item.form == "name"
        ]
        for begin, location, own in sorted(targets, key=lambda target: target[0]):
            if any(low <= begin < high for low, high in taken):
                continue
            before = self._text[max(sentence[0], begin - 60) : begin]
            near, side = SAID_NEAR.search(before), SAID_BESIDE.search(before)
            match = near or side
            if match is None:
                continue
            subject = self._beside(begin - len(before) + match.start(), names, own)
            if subject is None:
                continue
            base = self._claim(sentence, subject, match[1].lower() + ("" if near else " of"), location.name)
            base = replace(base, reference_location=location)
            if subject.location.place_ids[:1] != location.place_ids[:1] or location.precision == "line":
                yield (
                    judge_near(base, subject, location)
                    if near
                    else judge_side(base, subject, location, match[1].lower())
                )

    def _beside(self, at: int, names: Sequence[Found], own: Sequence[Found]) -> Subject | None:
        """The place right before ``at`` in its clause, few small words between."""
        ids = {id(item) for item in own}
        before = [item for item in names if item.end <= at and id(item) not in ids and item.form == "name"]
        if not before or not before[-1].literal or before[-1].place is None:
            return None
        last = before[-1]
        if _wide(last) or _BETWEEN_BOTH.fullmatch(self._text[last.end : at]) is None:
            return None
        return self._as_subject(last)

    def _in_part(self, sentence: tuple[int, int], names: Sequence[Found]) -> Iterator[Claim]:
        """'Valuyki in south-west Russia'."""
        from msgspec.structs import replace  # noqa: PLC0415  beside its only use

        for first, second in itertools.pairwise(names):
            location, expression = second.location, second.expression
            if first.place is None or location is None or expression is None or _wide(first):
                continue
            begin = expression[0]
            if begin < first.end or location.geometry.type != "MultiPolygon" or location.relation != "at":
                continue
            if _PART.fullmatch(self._text[first.end : begin]) is None:
                continue
            subject = self._as_subject(first)
            base = replace(self._claim(sentence, subject, "in", location.name), reference_location=location)
            yield judge_inside(base, subject, location)


def _left_open(claim: Claim) -> Claim:
    """``claim`` about a subject that was only guessed: what agrees with the map may stand, no more."""
    from msgspec.structs import replace  # noqa: PLC0415  beside its only use

    if claim.verdict not in ("doubtful", "wrong"):
        return claim
    return replace(
        claim,
        verdict="cannot tell",
        reason=f"the text may speak of another place than {claim.subject}",
    )


def _wide(item: Found) -> bool:
    place = item.place
    if place is None or place.kind.startswith(("STM", "CNL")):
        return False
    return is_area(place) or place.precision == "line"
