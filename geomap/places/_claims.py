"""Spatial claims of a text held against the map: what was claimed, what the map says, how well it can know."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.model import Claim, Document, Geometry, Location, Mention, PlaceLookup, Verdict
from geomap.places._borders import Border
from geomap.places._distances import Distance, find_distances
from geomap.places._document import Engine, engine_for, ranges_of
from geomap.places._found import Found
from geomap.places._measure import Point, bearing, distance_m, distance_range_m
from geomap.places._records import point_of
from geomap.places._relative import BEARINGS, read_reference, relate
from geomap.places._resolve import is_area
from geomap.places._tokens import Tokens, tokenise

__all__ = ["check"]

_BORDER_ERROR_M = 4000.0
"""How far a border of 1:50 million Natural Earth data may lie off the ground's."""

_HEDGED_SHARE = 0.1
_DOUBTFUL_SHARE = 0.25
_MAX_ROUNDING_SHARE = 0.125
_NEAR_M, _NEAR_DOUBTFUL_M = 35_000.0, 70_000.0
_BEARING_HOLDS, _BEARING_DOUBTFUL = 35.0, 60.0
_LOOK_BACK, _LOOK_AROUND = 700, 9000
_MOVING = re.compile(
    r"[\s-]*(?:long\s+)?(?:march|drive|journey|walk|trip|flight|route|distance|trek|hike|ride|move|haul)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:distance\s+of|travell?ed|march(?:ed)?|moved|drove|walked|flew|covered|journey\s+of)\s+(?:for\s+|over\s+|of\s+|a\s+)?$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(near|close\s+to|just\s+outside|not\s+far\s+from|next\s+to|a\s+short\s+drive\s+from|on\s+the\s+outskirts\s+of)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}$",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"(?:to\s+the\s+|just\s+|lies\s+|is\s+|,\s*)?\b((?:north|south|east|west)(?:[\s-]?(?:north|south|east|west))?)\s+of\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"[\s,]*\(?[^().;]{0,20}?\)?[\s,]*(?:is\s+|lies\s+|which\s+is\s+)?in\s+(?:the\s+)?(?:far\s+)?$",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:the|this|that)\s+(?:[a-z-]+\s+){0,2}?([a-z]{4,})\s+(?:is|was|lies|sits|stands|are|were|has|had|came|hit|took)\b",
    re.IGNORECASE,
)
_SINGULAR = re.compile(r"(?:es|s)$")


@dataclass(slots=True)
class _Subject:
    words: str
    location: Location
    point: Point
    spread_m: float
    area: Geometry | None = None


def check(document: Document, mentions: Sequence[Mention], lookup: PlaceLookup) -> tuple[Claim, ...]:
    """Every spatial claim of ``document``, in the order of its text.

    Parameters
    ----------
    mentions
        What `find_mentions` found in it.
    """
    engine = engine_for(lookup)
    ranges, _ = ranges_of(document)
    tokens = tokenise(document.text, ranges)
    found = [
        Found(
            m.start, m.end, m.surface, form=m.form, literal=m.literal, literal_chance=0.7 if m.literal else 0.2,
            candidates=m.candidates, confidence=m.confidence, reason=m.reason,
        )
        for m in mentions
        if m.candidates
    ]  # fmt: skip
    borders = relate(found, tokens, engine)
    engine.locate(found)
    return tuple(_Checker(tokens, [f for f in found if f.candidates], borders, engine).claims())


class _Checker:
    """Reads one document's claims."""

    def __init__(self, tokens: Tokens, found: list[Found], borders: list[Border], engine: Engine) -> None:
        self._tokens = tokens
        self._text = tokens.text
        self._found = found
        self._borders = borders
        self._engine = engine

    def claims(self) -> Iterator[Claim]:
        for start, end in self._tokens.sentences:
            names = [item for item in self._found if start <= item.start < end]
            lines = [border for border in self._borders if start <= border.start < end]
            taken: list[tuple[int, int]] = []
            for distance in find_distances(self._text, start, end):
                claim, stop = self._distance_claim(distance, (start, end), names, lines)
                if claim is not None:
                    taken.append((distance.start, stop))
                    yield claim
            yield from self._loose_claims((start, end), names, lines, taken)

    def _distance_claim(
        self, distance: Distance, sentence: tuple[int, int], names: Sequence[Found], lines: Sequence[Border]
    ) -> tuple[Claim | None, int]:
        item, border, match = read_reference(self._text, distance, names, lines)
        quote = self._text[sentence[0] : sentence[1]]
        if match is None:
            moving = _MOVING.match(self._text, distance.end) or _OVER.search(
                self._text[max(sentence[0], distance.start - 40) : distance.start]
            )
            if moving is None:
                return None, distance.end
            return (
                Claim(
                    quote=quote, char_start=sentence[0], char_end=sentence[1], subject="", relation=self._text[distance.start : distance.end],
                    reference="", claimed_min_m=distance.minimum, claimed_max_m=distance.maximum, verdict="cannot tell",
                    reason="the text names no two places to measure between",
                ),
                distance.end,
            )  # fmt: skip
        direction = match["dir"]
        stop = border.end if border is not None else item.end if item is not None else distance.end
        members = border.names if border is not None else [item] if item is not None else []
        subject = self._subject(distance.start, stop, sentence, names, members)
        relation = " ".join(
            self._text[
                distance.start : (border.start if border is not None else item.start if item else stop)
            ].split()
        )
        reference_location = (
            border.location
            if border is not None
            else self._engine.locations.of(item.place)
            if item and item.place
            else None
        )
        reference = (
            border.location.name if border is not None else item.place.name if item and item.place else ""
        )
        base = Claim(
            quote=quote, char_start=sentence[0], char_end=sentence[1], subject=subject.words if subject else "", relation=relation,
            reference=reference, claimed_min_m=distance.minimum, claimed_max_m=distance.maximum, verdict="cannot tell",
            reason="the text does not say which place is meant", subject_location=subject.location if subject else None,
            reference_location=reference_location,
        )  # fmt: skip
        if subject is None or reference_location is None:
            return base, stop
        return _judge(base, subject, reference_location, distance, direction), stop

    def _subject(
        self,
        start: int,
        stop: int,
        sentence: tuple[int, int],
        names: Sequence[Found],
        members: Sequence[Found],
    ) -> _Subject | None:
        """What is said to lie there: a name before, else one after, else what the sentence leads back to."""
        ids = {id(member) for member in members}
        apart = [
            item for item in names if id(item) not in ids and item.place is not None and item.form == "name"
        ]
        before = [item for item in apart if item.end <= start]
        after = [item for item in apart if item.start >= stop]
        for item in reversed(before):
            if not _wide(item):
                return self._as_subject(item)
        thing = _THING.search(self._text[sentence[0] : start])
        if thing is not None:
            led = self._thing(thing[1].lower(), sentence[0])
            if led is not None:
                return led
        for item in after[:1]:
            if not _wide(item):
                return self._as_subject(item)
        for item in reversed(before):
            if item.literal:
                return self._as_subject(item)
        back = [
            item for item in self._found
            if sentence[0] - _LOOK_BACK < item.start < sentence[0] and item.form == "name" and item.place is not None and not _wide(item)
        ]  # fmt: skip
        return self._as_subject(back[-1]) if back else None

    def _thing(self, noun: str, at: int) -> _Subject | None:
        """'The kindergarten': the place a sentence near by gives for one."""
        stem = _SINGULAR.sub("", noun)
        best: tuple[int, Found] | None = None
        for match in re.finditer(
            rf"\b{re.escape(stem)}\w{{0,2}}\b",
            self._text[max(0, at - _LOOK_AROUND) : at + _LOOK_AROUND],
            re.IGNORECASE,
        ):
            place = max(0, at - _LOOK_AROUND) + match.start()
            for item in self._found:
                if item.place is None or _wide(item) or item.form != "name" or abs(item.start - place) > 120:  # noqa: PLR2004
                    continue
                if "\n" in self._text[min(item.start, place) : max(item.start, place)]:
                    continue
                gap = abs(place - at) // 20 + abs(item.start - place)
                if best is None or gap < best[0]:
                    best = (gap, item)
        return self._as_subject(best[1]) if best else None

    def _as_subject(self, item: Found) -> _Subject:
        assert item.place is not None
        location = item.location or self._engine.locations.of(item.place)
        if location.precision in ("line",) or location.relation == "within":
            location = self._engine.locations.of(item.place)
        area = location.geometry if location.geometry.type in ("MultiPolygon", "Polygon") else None
        spread = location.radius_m if area is None else 0.0
        words = location.name if location.relation == "near" and item.expression else item.surface
        return _Subject(words, location, point_of(location, item.place), spread, area)

    def _loose_claims(
        self,
        sentence: tuple[int, int],
        names: Sequence[Found],
        lines: Sequence[Border],
        taken: Sequence[tuple[int, int]],
    ) -> Iterator[Claim]:
        """Claims without a figure: near, north of, in the south-west of."""
        start, _ = sentence
        quote = self._text[sentence[0] : sentence[1]]
        targets: list[tuple[int, int, Location, str, list[Found]]] = [
            (line.start, line.end, line.location, line.location.name, line.names) for line in lines
        ]
        members = {id(item) for line in lines for item in line.names}
        targets += [
            (item.start, item.end, self._engine.locations.of(item.place), item.place.name, [item])
            for item in names
            if item.place is not None and id(item) not in members and item.form == "name"
        ]
        for begin, stop, location, label, own in targets:
            if any(low <= begin < high for low, high in taken):
                continue
            before = self._text[max(start, begin - 60) : begin]
            near, side = _NEAR.search(before), _SIDE.search(before)
            match = near or side
            if match is None:
                continue
            at = begin - len(before) + match.start()
            subject = self._subject(at, stop, sentence, names, own) if own or near else None
            if subject is None or (not own and not subject.words):
                continue
            base = Claim(
                quote=quote, char_start=sentence[0], char_end=sentence[1], subject=subject.words, relation=" ".join(match[1].lower().split()) + ("" if near else " of"),
                reference=label, verdict="cannot tell", subject_location=subject.location, reference_location=location,
            )  # fmt: skip
            if subject.location.place_ids[:1] == location.place_ids[:1] and location.precision != "line":
                continue
            yield (
                _judge_near(base, subject, location)
                if near
                else _judge_side(base, subject, location, match[1])
            )
        yield from self._part_claims(sentence, names)

    def _part_claims(self, sentence: tuple[int, int], names: Sequence[Found]) -> Iterator[Claim]:
        quote = self._text[sentence[0] : sentence[1]]
        for first, second in zip(names, names[1:], strict=False):
            if (
                first.place is None
                or second.place is None
                or second.expression is None
                or second.location is None
                or _wide(first)
            ):
                continue
            begin = second.expression[0]
            location = second.location
            if location.geometry.type != "MultiPolygon" or location.relation != "at" or begin < first.end:
                continue
            if _PART.fullmatch(self._text[first.end : begin]) is None:
                continue
            subject = self._as_subject(first)
            least, _ = distance_range_m(subject.point, location.geometry)
            tolerance = math.hypot(subject.spread_m, _BORDER_ERROR_M) + 30_000.0
            verdict: Verdict = (
                "holds" if least <= tolerance else "doubtful" if least <= 4 * tolerance else "wrong"
            )
            yield Claim(
                quote=quote, char_start=sentence[0], char_end=sentence[1], subject=subject.words, relation="in", reference=location.name,
                measured_m=round(least), tolerance_m=round(tolerance), verdict=verdict,
                reason=f"{subject.words} lies in it" if least == 0 else f"{subject.words} lies {least / 1000:.0f} km outside it",
                subject_location=subject.location, reference_location=location,
            )  # fmt: skip


def _wide(item: Found) -> bool:
    return item.place is not None and (is_area(item.place) or item.place.precision == "line")


def _measure(subject: _Subject, reference: Location) -> tuple[float, float, float]:
    """Least and greatest distance in metres between subject and reference, and how far off that may be."""
    if reference.geometry.type == "Point":
        lon, lat = reference.geometry.coordinates
        spread = math.hypot(subject.spread_m, reference.radius_m)
        if subject.area is not None:
            least, most = distance_range_m((lon, lat), subject.area)
            return least, most, math.hypot(reference.radius_m, _BORDER_ERROR_M)
        measured = distance_m(subject.point, (lon, lat))
        return measured, measured, spread
    spread = math.hypot(subject.spread_m, _BORDER_ERROR_M)
    if subject.area is not None:
        from geomap.places._measure import area_range_m  # noqa: PLC0415  heavy

        least, most = area_range_m(subject.area, reference.geometry)
        return least, most, spread
    least, _ = distance_range_m(subject.point, reference.geometry)
    return least, least, spread


def _judge(
    base: Claim, subject: _Subject, reference: Location, distance: Distance, direction: str | None
) -> Claim:
    least, most, spread = _measure(subject, reference)
    rounding = min(distance.rounding, _MAX_ROUNDING_SHARE * distance.value)
    vague = _HEDGED_SHARE * distance.value if distance.hedged else 0.05 * distance.value
    tolerance = math.sqrt(spread**2 + rounding**2 + vague**2)
    low, high = distance.minimum or 0.0, distance.maximum if distance.maximum is not None else math.inf
    excess = max(0.0, low - tolerance - most, least - high - tolerance)
    verdict: Verdict = (
        "holds"
        if excess == 0
        else "doubtful"
        if excess <= max(tolerance, _DOUBTFUL_SHARE * distance.value)
        else "wrong"
    )
    if most > least:
        reason = f"places in {subject.words} lie from {least / 1000:.0f} to {most / 1000:.0f} km from {base.reference}"
    else:
        reason = f"the map says {least / 1000:.1f} km, give or take {tolerance / 1000:.1f} km"
    if direction is not None and reference.geometry.type == "Point" and subject.area is None:
        verdict, told = _with_bearing(verdict, subject, reference, direction)
        reason = f"{reason}; {told}"
    return _with(base, measured_m=round(least), tolerance_m=round(tolerance), verdict=verdict, reason=reason)


def _off(subject: _Subject, reference: Location, direction: str) -> tuple[float, float] | None:
    """How many degrees the subject's bearing is off the direction claimed, and the slack of both places."""
    angle = BEARINGS.get(direction.lower().replace("-", "").replace(" ", "").removesuffix("ern"))
    if angle is None:
        return None
    lon, lat = point_of(reference)
    measured = distance_m((lon, lat), subject.point)
    off = abs((bearing((lon, lat), subject.point) - angle + 180) % 360 - 180)
    slack = math.degrees(math.atan2(math.hypot(reference.radius_m, subject.spread_m), max(measured, 1.0)))
    return off, slack


def _with_bearing(
    verdict: Verdict, subject: _Subject, reference: Location, direction: str
) -> tuple[Verdict, str]:
    found = _off(subject, reference, direction)
    if found is None:
        return verdict, "the direction was not read"
    off, slack = found
    if off <= _BEARING_HOLDS + slack:
        return verdict, f"{off:.0f} degrees off due {direction}"
    worse: Verdict = "doubtful" if off <= _BEARING_DOUBTFUL + slack and verdict != "wrong" else "wrong"
    return worse, f"{off:.0f} degrees off due {direction}"


def _judge_near(base: Claim, subject: _Subject, reference: Location) -> Claim:
    least, _, spread = _measure(subject, reference)
    verdict: Verdict = (
        "holds"
        if least <= _NEAR_M + spread
        else "doubtful"
        if least <= _NEAR_DOUBTFUL_M + spread
        else "wrong"
    )
    return _with(
        base, claimed_max_m=None, measured_m=round(least), tolerance_m=round(_NEAR_M + spread), verdict=verdict,
        reason=f"the map says {least / 1000:.0f} km; 'near' is taken for up to {_NEAR_M / 1000:.0f} km",
    )  # fmt: skip


def _judge_side(base: Claim, subject: _Subject, reference: Location, direction: str) -> Claim:
    found = _off(subject, reference, direction)
    if found is None or subject.area is not None:
        return _with(base, reason="an area has no one direction")
    off, slack = found
    verdict: Verdict = "holds" if off <= 50 + slack else "doubtful" if off <= 75 + slack else "wrong"  # noqa: PLR2004
    return _with(base, verdict=verdict, reason=f"{off:.0f} degrees off due {direction}")


def _with(claim: Claim, **changes: object) -> Claim:
    from msgspec.structs import replace  # noqa: PLC0415

    return replace(claim, **changes)
