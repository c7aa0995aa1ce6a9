"""What a post has told so far: its places and its times."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import msgspec

from geomap.events._dating import BACK_THEN, PRESENT, SAME_DAY, distance, inner, of_period_before, outdone
from geomap.events._heads import names_only, reporting_from
from geomap.events._hearing import Hearing
from geomap.events._moments import Anchor, Phrase, as_time, day_of
from geomap.events._rows import Header, Row, header_of, row_of
from geomap.events._times import phrases
from geomap.events._units import Sentence, block_of
from geomap.events._where import Choice, MentionIndex, choose, is_fine
from geomap.model import Block, Document, Location, Mention, Post, Report, Time

__all__ = ["Context"]

_ANAPHOR = re.compile(
    r"\b(?:the|that|this) (?P<kind>region|area|city|town|village|settlement|community|province|district|"
    r"site|school|"
    r"kindergarten|bridge|peninsula|island|capital|camp|base|territory|port|state|neighbourhood|county)\b",
    re.IGNORECASE,
)
_AREA_WORDS = {"region", "area", "province", "territory", "peninsula", "island", "state", "county"}
_AREAS = {"region", "district"}
_SAME_CLAIM = 200
_RELATIVE = re.compile(r",\s+(?:the|an?|which|who|where|whose)\b")
_HERE = re.compile(r"\bhere\b(?! (?:is|are|were|was)\b)", re.IGNORECASE)
_THERE = re.compile(
    r"(?<!^)\bthere\b(?! (?:is|are|was|were|has|have|had|will|would|could|may|might|be|been|seems?)\b)"
)
# Texts written after the fact: a date goes on for the rest of its paragraph.
_TOLD_LATER = frozenset({"sitrep", "digest"})
_SURE = 0.5
"""A name that is less surely a place heads no post: all that names none would be told there."""
_FRESH = 2
_OLD = dt.timedelta(days=300)
_WEEK = dt.timedelta(days=7)
_UNTIL = re.compile(r"(?:by|until)\b", re.IGNORECASE)
_TO_THE_END = re.compile(r"\b(?:until|till|through|before)\s+(?:at least\s+)?(?:the\s+)?$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:had|was|were) ", re.IGNORECASE)


@dataclass(slots=True)
class Context:
    """A post being read."""

    document: Document
    post: Post
    index: MentionIndex
    year: int | None
    hearing: Hearing
    last: list[Choice] = field(default_factory=list)
    beside: tuple[tuple[int, int], Choice] | None = None
    heading: list[Choice] = field(default_factory=list)
    told: dict[str, tuple[int, Choice, Time | None]] = field(default_factory=dict)
    latest: Report | None = None
    latest_at: int = 0
    covered: Phrase | None = None
    entered: set[int] = field(default_factory=set)
    reporter: Choice | None = None
    counted: str | None = None
    header: Header | None = None
    dated: tuple[int, Time] | None = None
    headed: tuple[int, dt.datetime] | None = None
    head: tuple[int, Choice] | None = None
    old: Time | None = None
    number: int = 0
    seen: dict[str, int] = field(default_factory=dict)

    @property
    def moment(self) -> dt.datetime | None:
        """The post's time, else the document's."""
        return self.post.published or self.document.published

    def read_heading(self) -> None:
        """Take in the heading's places, and where the reporter is, before the body is read."""
        for block in self.post.blocks:
            if block.kind in {"byline", "dateline"} and self.reporter is None:
                self.reporter = reporting_from(self.index.between(block.start, block.end))
            if block.kind == "heading":
                span = (block.start, block.end)
                mentions = [found for found in self.index.between(*span) if found.confidence >= _SURE]
                self.heading.extend(
                    names_only(self.document.text, block, mentions)
                    or choose(self.document.text, span, (block.start, block.start), mentions)
                )
                self.hearing.read_heading(span)

    def _block(self, sentence: Sentence) -> Block:
        return block_of(self.post, sentence)

    def inherited(self, sentence: Sentence, group: str) -> Choice | None:  # noqa: PLR0911  each sort of place
        """A place for a sentence that names none.

        'The region', 'the town' stand for the last place of that kind; else a place that the post has just
        told of in the same group of categories, else the heading's.
        """
        quote = self.document.text[sentence.start : sentence.end]
        if self.reporter is not None and _HERE.search(quote):
            return self.reporter
        if self.last and (last := self.last[-1]).role:
            there = is_fine(last.location) and _THERE.search(quote)
            if there or self.document.text.startswith("; ", sentence.start - 2):
                return _weaker(last)
        told = self.told.get(group)
        if self.head is not None and self.head[0] == sentence.block:
            return _weaker(told[1] if told is not None and told[0] == self.number - 1 else self.head[1])
        anaphor = _ANAPHOR.search(self.document.text, sentence.start, sentence.end)
        if anaphor is not None:
            kind = anaphor["kind"].lower()
            for choice in (*self.last[::-1], *self.heading):
                fits = (
                    choice.location.precision in _AREAS if kind in _AREA_WORDS else is_fine(choice.location)
                )
                if fits and choice.role != "":
                    return _weaker(choice)
        if told is not None and self.number - told[0] <= 3:  # noqa: PLR2004  a paragraph or so
            return _weaker(told[1])
        if self.beside is not None and self.follows(sentence):
            return _weaker(self.beside[1])
        return next((_weaker(choice) for choice in self.heading if is_fine(choice.location)), None)

    def headed_by(self, sentence: Sentence) -> bool:
        """Whether a place stands at the head of a sentence's block: 'Tarn. The bridge was shut'."""
        return self.head is not None and self.head[0] == sentence.block and is_fine(self.head[1].location)

    def follows(self, sentence: Sentence) -> bool:
        """Whether the sentence before, in the same paragraph, told of something in a town or a site."""
        return self.beside is not None and self.beside[0] == (sentence.block, self.number - 1)

    def fresh(self) -> bool:
        """Whether the latest report was told in this sentence or one of the two before it."""
        return self.number - self.latest_at <= _FRESH

    def row(self, sentence: Sentence, mentions: Sequence[Mention]) -> Row | None:
        """The row of figures that a sentence is; a header is kept for its rows."""
        line = self.document.text[sentence.start : sentence.end]
        if self.header is not None:
            found = row_of(self.document.text, sentence.start, sentence.end, mentions, self.header)
            if found is not None:
                return found
        self.header = header_of(line, self.header) or (
            self.header if sentence.block in self.entered else None
        )
        return None

    def enter(self, sentence: Sentence) -> None:
        """Take in a name or a date that stands alone: what follows is told of that place, that day."""
        text = self.document.text
        if self.moment is not None and self.document.format in _TOLD_LATER:
            found = [
                phrase
                for phrase in phrases(
                    text, sentence.start, sentence.end, Anchor(self.moment, None, self.year)
                )
                if phrase.precision in {"day", "part_of_day"} and not phrase.clock and not phrase.lasting
            ]
            if len(found) == 1 and found[0].begin < self.moment.replace(tzinfo=None):
                self.dated = (sentence.block, as_time(found[0], None))
                rest = text[sentence.start : found[0].start] + text[found[0].end : sentence.end]
                if not re.search(r"\w", rest):
                    self.headed = (sentence.block, found[0].begin.replace(tzinfo=self.moment.tzinfo))
        if sentence.kind in {"caption", "paragraph"} and sentence.block not in self.entered:
            self.entered.add(sentence.block)
            self.hearing.head_section(sentence)
            block = self._block(sentence)
            below = names_only(text, block, self.index.between(block.start, block.end))
            if below:
                self.heading = below

    def remember(
        self, sentence: Sentence, mentions: Sequence[Mention], venues: frozenset[int] = frozenset()
    ) -> None:
        """Keep a sentence's places for those after it, but for those where people only spoke."""
        if sentence.kind != "heading":
            span = (sentence.start, sentence.end)
            choices = choose(
                self.document.text, span, (sentence.start, sentence.start), mentions, without=venues
            )
            self.last = [*self.last[-3:], *choices[::-1]]
            if choices and is_fine(choices[0].location) and choices[0].role in {"in", "on"}:
                self.beside = ((sentence.block, self.number), choices[0])
            named = names_only(self.document.text, sentence, mentions)
            if named:
                self.head = (sentence.block, named[0])
        self.number += 1

    def time(
        self,
        sentence: Sentence,
        span: tuple[int, int],
        location: Location | None,
        group: str,
        *,
        future: bool,
        inherits: bool,
    ) -> Time | None:
        """When: the phrase nearest the trigger, else a report's at its place, else the post's day."""
        text = self.document.text
        place_zone = location.timezone if location is not None else None
        found = self._times(
            sentence, span, Anchor(self._day_of(sentence), place_zone, self.year), group, future=future
        )
        if found:
            nearest = min(found, key=lambda phrase: distance(text, phrase, span))
            same = self._same_day(sentence, span, distance(text, nearest, span), place_zone)
            if same is not None:
                return same
            time = as_time(nearest, place_zone)
            if not future and self._ahead(time, group, text[sentence.start : sentence.end]):
                time = msgspec.structs.replace(time, start=time.start - _WEEK, end=time.end - _WEEK)
            if self.moment is not None and self.moment - time.start > _OLD:
                self.old = time
            if not time.open_ended:
                self.dated = (sentence.block, time)
            return time
        going_on = self._going_on(sentence, place_zone)
        if going_on is not None:
            return going_on
        told = self.told.get(group)
        if inherits and told is not None and told[2] is not None and self.number - told[0] <= 2:  # noqa: PLR2004
            return told[2]
        day = self._day_of(sentence)
        if group == "count" and self.covered is not None and day == self.moment:
            return as_time(self.covered, place_zone)
        return None if day is None else day_of(day, place_zone)

    def _times(
        self, sentence: Sentence, span: tuple[int, int], anchor: Anchor, group: str, *, future: bool
    ) -> list[Phrase]:
        """The time phrases of a sentence that may be those of a trigger's happening."""
        text, bounds = self.document.text, (sentence.start, sentence.end)
        # 'said that he would go next week': the week is not the speech's.
        saying = text.startswith(("said", "says", "told"), span[0])
        return [
            phrase
            for phrase in phrases(text, *bounds, anchor, future=future)
            if not self._strays(phrase, span)
            and not inner(text, phrase, span, bounds)
            and not outdone(text, phrase, span, bounds)
            and not (saying and " that " in text[span[1] : phrase.start])
            and (future or not self._lasts_to(phrase, group, text[slice(*bounds)]))
        ]

    def _lasts_to(self, phrase: Phrase, group: str, quote: str) -> bool:
        """Whether a time only says how long something will last: 'shut until 4 September'."""
        if self.moment is None or phrase.begin <= self.moment.replace(tzinfo=None):
            return False
        if self._ahead(as_time(phrase, None), group, quote):
            return False
        before = self.document.text[max(0, phrase.start - 20) : phrase.start]
        return _UNTIL.match(phrase.words) is not None or _TO_THE_END.search(before) is not None

    def _going_on(self, sentence: Sentence, place_zone: str | None) -> Time | None:
        """A time told before that a sentence without one goes on from."""
        text = self.document.text
        if self.dated is not None:
            apart = sentence.block - self.dated[0]
            since = self.covered is not None and PRESENT.search(text, sentence.start, sentence.end)
            if apart == 0 and self.document.format in _TOLD_LATER and not since:
                return self.dated[1]
            if apart in {0, 1} and SAME_DAY.search(text, sentence.start, sentence.end) is not None:
                return self._day_before(sentence, place_zone)
        return self.old if self.old is not None and BACK_THEN.match(text, sentence.start) else None

    def _same_day(
        self, sentence: Sentence, span: tuple[int, int], apart: float, place_zone: str | None
    ) -> Time | None:
        """The day told before, where 'that night' is nearer a trigger than any date, ``apart`` from it."""
        match = SAME_DAY.search(self.document.text, sentence.start, sentence.end)
        near = match is not None and max(match.start() - span[1], span[0] - match.end(), 0) < apart
        return self._day_before(sentence, place_zone) if near else None

    def _day_before(self, sentence: Sentence, place_zone: str | None) -> Time | None:
        """The day named last before a sentence, in its paragraph or the one before."""
        anchor = Anchor(self._day_of(sentence), None, self.year)
        named = [
            phrase
            for phrase in phrases(self.document.text, self._block(sentence).start, sentence.start, anchor)
            if phrase.precision in {"day", "part_of_day"} and not phrase.lasting
        ]
        if named:
            return as_time(named[-1], place_zone)
        near = self.dated is not None and sentence.block - self.dated[0] in {0, 1}
        return self.dated[1] if self.dated is not None and near else None

    def _day_of(self, sentence: Sentence) -> dt.datetime | None:
        """The day that a block is headed with ('12 January. ...'), else the post's moment."""
        if self.headed is not None and self.headed[0] == sentence.block:
            return self.headed[1]
        return self.moment

    def _ahead(self, time: Time, group: str, quote: str) -> bool:
        """Whether a weekday read as the coming one was the last: what was counted until Thursday is past."""
        if self.moment is None or time.start <= self.moment or not _UNTIL.match(time.words):
            return False
        return group in {"count", "attack"} or _PAST.search(quote) is not None

    def _strays(self, phrase: Phrase, span: tuple[int, int]) -> bool:
        """Whether a year long past stands apart from the trigger: 'drills on the island, annexed in 1974'."""
        if phrase.precision not in {"year", "month"} or self.moment is None:
            return False
        if abs(self.moment.replace(tzinfo=None) - phrase.begin) < _OLD:
            return False
        between = self.document.text[span[1] : phrase.start] if phrase.start >= span[1] else ""
        return _RELATIVE.search(between) is not None or len(between) > _SAME_CLAIM

    def period_before(self, sentence: Sentence, time: Time | None) -> Time | None:
        """The reporting period before the one told last, where a count speaks of 'the previous period'."""
        told = self.told.get("count")
        quote = self.document.text[sentence.start : sentence.end]
        if told is None or told[2] is None or not of_period_before(quote):
            return time
        if told[0] == self.number:  # a sentence's second place
            return told[2]
        length = told[2].end - told[2].start
        return Time(
            start=told[2].start - length,
            end=told[2].start,
            precision=told[2].precision,
            words="the previous period",
        )


def _weaker(choice: Choice) -> Choice:
    reason = f"'{choice.mention.surface}' stands near it in the text"
    return replace(choice, confidence=round(choice.confidence * 0.6, 3), reason=reason)
