"""From the mined blocks of a document to `Report`s: one claim in one sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from geomap._ids import content_id, normalised
from geomap._sentences import sentence_spans
from geomap.events._figures import force_in, quantities_in
from geomap.events._lexicon import Hit, Token, lexicon, tokens
from geomap.events._times import Anchor, Phrase, as_time, day_of, phrases
from geomap.events._voices import Voice, blamed_in, stance_of, voice_of
from geomap.events._where import Choice, MentionIndex, choose, ends_of, is_fine, siblings, span_of
from geomap.model import (
    CATEGORY_GROUPS,
    Block,
    BlockKind,
    Category,
    Document,
    Location,
    Mention,
    Post,
    Report,
    Stance,
    Time,
)

__all__ = ["find_reports"]

_MINED: frozenset[BlockKind] = frozenset({"heading", "paragraph", "bullet", "caption"})
_ANNOUNCED: frozenset[Category] = frozenset({"diplomacy", "visit", "protest", "exercise", "evacuation"})
_FORCE: frozenset[Category] = frozenset({"deployment", "withdrawal", "movement", "exercise", "threat_axis"})
_WITHIN_GROUP: tuple[Category, ...] = (
    "shelling", "airstrike", "explosion", "occupation", "assault", "clash", "casualties",
    "disaster", "evacuation", "protest",
    "exercise", "withdrawal", "movement", "deployment", "threat_axis",
    "cyber", "airspace", "infrastructure",
    "diplomacy", "visit", "monitoring_count", "other",
)  # fmt: skip
_CLAUSE = re.compile(
    r"[;—]|,\s+(?=(?:but|while|and|which|who|where|with|although|despite|saying|adding|warning|as)\b)|\b(?:but|while|although)\b|(?<=[”\"]),?\s"
)
_ANAPHOR = re.compile(
    r"\b(?:the|that|this) (?P<kind>region|area|city|town|village|settlement|community|province|district|country|site|school|kindergarten|bridge|peninsula|island|capital|camp|base|territory|port|state|neighbourhood|county)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:said|says|told|announced|tweeted|wrote|alleged|reported|warned|claimed|stated|added|according)\b",
    re.IGNORECASE,
)
_NEAR_CHARS = 45
_AREA_WORDS = {"region", "area", "province", "territory", "peninsula", "island", "state", "county", "country"}


@dataclass(slots=True)
class _Sentence:
    start: int
    end: int
    kind: BlockKind
    block: int


@dataclass(slots=True)
class _Context:
    """What a post has told so far."""

    document: Document
    post: Post
    index: MentionIndex
    anchor_moment: dt.datetime | None
    year: int | None
    voice: str | None = None
    fine: list[Choice] = field(default_factory=list)
    last: list[Choice] = field(default_factory=list)
    heading: list[Choice] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


def find_reports(
    document: Document,
    mentions: Sequence[Mention],
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> tuple[Report, ...]:
    """Reports of a document, in the order of the text.

    Parameters
    ----------
    mentions
        The places of the document's text, as the places stage found them.
    since, until
        The map's period where it is given: a date without a year in a post without a time is read in their year
        when they share one. They drop nothing.

    Returns
    -------
    tuple of Report
        Empty when nothing a map editor would draw is told. A report nobody could place has no location and says why;
        one nobody could date has no time.
    """
    year = since.year if since is not None and until is not None and since.year == until.year else None
    index = MentionIndex(mentions)
    found: list[Report] = []
    for post in document.posts:
        context = _Context(document, post, index, post.published or document.published, year)
        sentences = list(_sentences(document.text, post))
        for number, sentence in enumerate(sentences):
            following = sentences[number + 1] if number + 1 < len(sentences) else None
            found.extend(_read(context, sentence, following))
    return tuple(found)


def _sentences(text: str, post: Post) -> Iterator[_Sentence]:
    blocks = post.blocks or (Block(kind="paragraph", start=post.start, end=post.end),)
    for number, block in enumerate(blocks):
        if block.kind in _MINED:
            for start, end in sentence_spans(text, block.start, block.end):
                yield _Sentence(start, end, block.kind, number)


def _read(context: _Context, sentence: _Sentence, following: _Sentence | None) -> Iterator[Report]:
    text = context.document.text
    words = tokens(text, sentence.start, sentence.end)
    mentions = context.index.between(sentence.start, sentence.end)
    voice = _voice(context, sentence, following)
    hits = lexicon().hits(words, _place_tokens(words, mentions))
    told = 0
    for category, hit in _one_a_category(hits, words):
        for report in _reports(context, sentence, words, mentions, voice, category, hit):
            yield _numbered(context, report, told)
            told += 1
    _remember(context, sentence, mentions)


def _voice(context: _Context, sentence: _Sentence, following: _Sentence | None) -> Voice:
    text = context.document.text
    quote = text[sentence.start : sentence.end]
    voice = voice_of(quote, heading=sentence.kind == "heading", last=context.voice)
    if voice.who is None and _inside_quotation(quote):
        said = None
        if following is not None and following.block == sentence.block:
            said = voice_of(text[following.start : following.end], last=context.voice).who
        voice = Voice(said or context.voice, voice.seen)
    if voice.who is not None and sentence.kind != "caption":
        context.voice = voice.who
    return voice


def _inside_quotation(quote: str) -> bool:
    return quote[:1] in '“"‘' or quote.count("”") > quote.count("“")


def _place_tokens(words: Sequence[Token], mentions: Sequence[Mention]) -> dict[int, int]:
    spans = {}
    for mention in mentions:
        begin, end = span_of(mention)
        covered = [number for number, word in enumerate(words) if begin <= word.start < end]
        if covered:
            spans[covered[0]] = covered[-1] + 1
    return spans


def _one_a_category(hits: Sequence[Hit], words: Sequence[Token]) -> list[tuple[Category, Hit]]:
    """The surest hit of each category; of a group the most telling category, of forces all that move apart."""
    best: dict[Category, Hit] = {}
    for hit in hits:
        category = hit.trigger.category
        assert category is not None, "guards are no hits"
        kept = best.get(category)
        if kept is None or (kept.trigger.needs and not hit.trigger.needs):
            best[category] = hit
    chosen: dict[str, Category] = {}
    for category in sorted(best, key=_WITHIN_GROUP.index):
        group = CATEGORY_GROUPS[category]
        if category in {"withdrawal", "threat_axis"}:
            group = category
        chosen.setdefault(group, category)
    if "civil" in chosen and chosen.get("attack") == "casualties":
        del chosen["attack"]
    if "count" in chosen and "attack" in chosen:
        del chosen["attack"]
    return [(category, best[category]) for category in chosen.values()]


def _reports(
    context: _Context,
    sentence: _Sentence,
    words: Sequence[Token],
    mentions: Sequence[Mention],
    voice: Voice,
    category: Category,
    hit: Hit,
) -> Iterator[Report]:
    text = context.document.text
    span = (words[hit.first].start, words[hit.last - 1].end)
    clause = _clause(text, sentence, span)
    stance: Stance = hit.trigger.stance or stance_of(clause, planned_kind=category in _ANNOUNCED)
    if voice.seen and stance == "asserts":
        stance = "confirms"
    if category not in _ANNOUNCED and stance in {"plans", "predicts"}:
        if CATEGORY_GROUPS[category] in {"attack", "force"}:
            category, stance = "threat_axis", "predicts"
        else:
            return
    choices, reason = _places(context, sentence, mentions, hit, span)
    if not choices and (reason is None or stance in {"predicts", "plans", "doubts"}):
        return
    quote = text[sentence.start : sentence.end]
    quantities = quantities_in(quote)
    origin, destination = (
        ends_of(text, (sentence.start, sentence.end), mentions)
        if category in {"movement", "threat_axis", "withdrawal"}
        else (None, None)
    )
    placed: list[Choice | None] = list(choices) or [None]
    for choice in placed:
        location = choice.location if choice is not None else None
        claimant = voice.who
        yield Report(
            id=content_id("r", context.document.publisher, _when_key(context), normalised(quote)),
            document=context.document.id,
            post=context.post.id,
            publisher=context.document.publisher,
            source_url=context.post.url or context.document.url,
            published=context.post.published or context.document.published,
            heading=context.post.heading,
            char_start=sentence.start,
            char_end=sentence.end,
            quote=quote,
            category=category,
            location=location,
            origin=origin.location if origin is not None else None,
            destination=destination.location if destination is not None else None,
            unplaced_reason=None if location is not None else reason,
            time=_time(context, sentence, span, location, future=stance == "plans"),
            claimant=None
            if category in {"diplomacy", "visit"} and stance == "asserts" and not _told_of_meeting(clause)
            else claimant,
            stance=stance,
            change=hit.trigger.change,
            blamed=blamed_in(quote) if CATEGORY_GROUPS[category] == "attack" or category == "cyber" else None,
            quantities=quantities,
            force=force_in(quote, quantities) if category in _FORCE else None,
            confidence=choice.confidence if choice is not None else 0.3,
            reason=f"'{text[span[0] : span[1]]}' tells of {category.replace('_', ' ')}; {choice.reason if choice is not None else reason}",
        )


def _told_of_meeting(clause: str) -> bool:
    return bool(re.search(r"\baccording to\b", clause, re.IGNORECASE))


def _when_key(context: _Context) -> str | None:
    if context.post.published is not None:
        return context.post.published.astimezone(dt.UTC).isoformat()
    return context.post.heading


def _clause(text: str, sentence: _Sentence, span: tuple[int, int]) -> str:
    start, end = sentence.start, sentence.end
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if match.end() <= span[0]:
            start = match.start()
        elif match.start() >= span[1]:
            end = match.start()
            break
    return text[start:end]


def _places(
    context: _Context, sentence: _Sentence, mentions: Sequence[Mention], hit: Hit, span: tuple[int, int]
) -> tuple[list[Choice], str | None]:
    """Places for a hit, and why there is none (None when the hit is not worth a report without one)."""
    text = context.document.text
    bounds = (sentence.start, sentence.end)
    needs = hit.trigger.needs
    choices = choose(text, bounds, span, mentions, reach=_NEAR_CHARS if needs == "near" else None)
    if choices:
        return siblings(text, choices[0], choices), ""
    if needs == "near":
        return [], None
    anaphor = _ANAPHOR.search(text, sentence.start, sentence.end)
    if anaphor is not None:
        inherited = _inherit(context, anaphor["kind"].lower())
        if inherited is not None:
            return [inherited], ""
    if needs:
        return [], None
    inherited = _inherit(context, None)
    if inherited is not None:
        return [inherited], ""
    literal = [mention for mention in mentions if mention.literal]
    if literal:
        return [], f"no place of that name is known: {literal[0].surface}"
    return [], "the text names no place near it"


def _inherit(context: _Context, kind: str | None) -> Choice | None:
    pool = [*context.last[::-1], *context.heading]
    for choice in pool:
        fine = choice.location.precision
        if kind in _AREA_WORDS and fine not in {"region", "country", "district", "line"}:
            continue
        if kind is not None and kind not in _AREA_WORDS and fine in {"country", "line"}:
            continue
        if kind is None and not is_fine(choice.location):
            continue
        return Choice(
            choice.mention,
            choice.location,
            round(choice.confidence * 0.6, 3),
            f"'{choice.mention.surface}' stands in a sentence before it",
        )
    return None


def _remember(context: _Context, sentence: _Sentence, mentions: Sequence[Mention]) -> None:
    text = context.document.text
    choices = choose(text, (sentence.start, sentence.end), (sentence.start, sentence.start), mentions)
    if sentence.kind == "heading":
        context.heading = choices
    elif choices:
        context.last = [*context.last[-3:], *choices[::-1]]


def _time(
    context: _Context, sentence: _Sentence, span: tuple[int, int], location: Location | None, *, future: bool
) -> Time | None:
    text = context.document.text
    place_zone = location.timezone if location is not None else None
    anchor = Anchor(context.anchor_moment, place_zone, context.year)
    found = phrases(text, sentence.start, sentence.end, anchor, future=future)
    if found:
        return as_time(min(found, key=lambda phrase: _distance(text, phrase, span)), place_zone)
    if context.anchor_moment is None:
        return None
    return day_of(context.anchor_moment, place_zone)


def _distance(text: str, phrase: Phrase, span: tuple[int, int]) -> float:
    """Characters between a time phrase and the trigger; a phrase beside a verb of speech tells when it was said."""
    gap = max(phrase.start - span[1], span[0] - phrase.end, 0)
    beside = text[max(0, phrase.start - 12) : phrase.start] + " " + text[phrase.end : phrase.end + 10]
    return gap + (60 if _SPEECH.search(beside) else 0)


def _numbered(context: _Context, report: Report, told: int) -> Report:
    """The sentence's first report keeps its id; more of the same sentence and post are counted on."""
    del told
    count = context.seen.get(report.id, 0)
    context.seen[report.id] = count + 1
    if not count:
        return report
    import msgspec  # noqa: PLC0415  only where a sentence tells more than one thing

    return msgspec.structs.replace(report, id=f"{report.id}-{count + 1}")
