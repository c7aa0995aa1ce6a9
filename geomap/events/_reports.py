"""From the mined blocks of a document to `Report`s: one claim in one sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from geomap._ids import content_id, normalised
from geomap.events._context import Context, Sentence, sentences_of
from geomap.events._figures import force_in, quantities_in
from geomap.events._given import given_report
from geomap.events._hits import MEETS, place_tokens, sorted_out
from geomap.events._lexicon import Hit, Token, lexicon, tokens
from geomap.events._lists import bare_figure, shared_out
from geomap.events._placing import TOUCHING, Telling, axes_told, places_of, venues_of
from geomap.events._speakers import Voice
from geomap.events._stance import StanceKind, blamed_in, rejects_last, stance_of
from geomap.events._where import Axis, Choice, MentionIndex, choose
from geomap.model import CATEGORY_GROUPS, Category, Document, Location, Mention, Quantity, Report, Stance

__all__ = ["find_reports"]

_TARGET_REACH = 40
_ANNOUNCED: frozenset[Category] = frozenset(
    {"diplomacy", "visit", "protest", "exercise", "evacuation", "other"}
)
_NOT_DENIED: frozenset[Category] = frozenset(
    {"disaster", "casualties", "monitoring_count", "evacuation", "protest"}
)
_NOT_FORETOLD: frozenset[Category] = frozenset({"exercise", "protest", "evacuation"})
_CLAUSE = re.compile(
    r"[;—]|,\s+(?=(?:but|while|and|which|who|where|with|although|despite|saying|adding|warning|"
    r"as (?!well))\b)|"
    r"\b(?:but|while|although)\b|(?<=[”\"]),?\s"
)
_SPEAKS_AFTER = re.compile(
    r"\s*(?:district|region|county|province|state)?\s*(?:say|says|said|report|reports|reported|told|"
    r"confirm\w*|warn\w*|believe|announced)\b"
)
_SPEAKS_BEFORE = re.compile(r"\b(?:say|says|said|according to)\s+(?:the\s+)?$")
_OWN_PATROL = re.compile(r"\bpatrol", re.IGNORECASE)
_MONITORS = re.compile(
    r"\b(?:monitors?|monitoring|observers?|OSCE|SMM|mission(?:[’']s)?|the patrol(?:[’']s)?)\b", re.IGNORECASE
)
_FEW = 2
_LABEL = re.compile(r"[^:]{2,40}: [A-Z]?[a-z]+(?:(?:,| and| &|, and) [a-z]+)*\.?")  # 'HALM: Rain and floods'
_GONE = re.compile(
    r"\b(?:bridge|crossing|camp|barrier|dam)\b[^.;]{0,90}\b(?:been|was|were|is|are|has|"
    r"have) (?:since |again |now )?"
    r"(?:removed|dismantled|gone|taken (?:down|away|apart))\b",
    re.IGNORECASE,
)
# Axes that somebody has published as another's plan, against what he merely could do.
_DRAWN = re.compile(r"\b(?:ax[ei]s|movements?|phase|drive|thrust)\b", re.IGNORECASE)


def find_reports(
    document: Document,
    mentions: Sequence[Mention],
    *,
    placed: Mapping[str, Location] | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> tuple[Report, ...]:
    """Reports of a document, in the order of the text.

    Parameters
    ----------
    mentions
        The places of the document's text, as the places stage found them.
    placed
        Where posts that say it outright (`Post.given`) were, by post id; None where there is none.
    since, until
        The map's period where it is given: a date without a year in a post without a time is read in their
        year when they share one. They drop nothing.

    Returns
    -------
    tuple of Report
        Empty when nothing a map editor would draw is told. A report nobody could place has no location and
        says why; one nobody could date has no time.
    """
    year = since.year if since is not None and until is not None and since.year == until.year else None
    index = MentionIndex(mentions)
    found: list[Report] = []
    for post in document.posts:
        context = Context(document, post, index, year)
        context.read_heading()
        read = [report for s in sentences_of(document.text, post) for report in _read(context, s)]
        if post.given is not None:
            read = [given_report(document, post, post.given, (placed or {}).get(post.id), read)]
        found.extend(read)
    return tuple(sorted(found, key=lambda report: report.char_start))


def _read(context: Context, sentence: Sentence) -> Iterator[Report]:
    text = context.document.text
    if sentence.kind == "heading" and _LABEL.fullmatch(text[sentence.start : sentence.end]):
        return
    words = tokens(text, sentence.start, sentence.end)
    mentions = context.index.between(sentence.start, sentence.end)
    voice = context.speaker(sentence)
    hits = sorted_out(
        [
            hit
            for hit in lexicon().hits(words, place_tokens(words, mentions))
            if _holds(context, sentence, hit, words)
        ]
    )
    venues = venues_of(context, sentence, mentions, hits, words)
    for category, hit in hits:
        span = (words[hit.first].start, words[hit.last - 1].end)
        first, last = _clause(text, sentence, span)
        stance: Stance = hit.trigger.stance or stance_of(
            text[first : span[0]],
            text[slice(*span)],
            text[span[1] : last],
            kind=_stance_kind(category),
            rest=text[last : sentence.end],
        )
        if voice.seen and stance == "asserts":
            stance = "confirms"
        if (stance == "denies" and category in _NOT_DENIED) or (
            stance == "predicts" and category in _NOT_FORETOLD
        ):
            continue
        telling = Telling(sentence, mentions, category, hit, span, stance, voice)
        yield from _told(context, telling, frozenset() if category in MEETS else venues)
    rejected = None if hits else rejects_last(text[sentence.start : sentence.end])
    if rejected is not None and context.latest is not None:
        yield _rejection(context, sentence, rejected, voice)
    if not hits and rejected is None:
        yield from _accusation(context, sentence, voice)
    context.remember(sentence, mentions, venues)


def _holds(context: Context, sentence: Sentence, hit: Hit, words: Sequence[Token]) -> bool:
    """Whether a trigger means what it says here: no count without one before it, no speaker for a force."""
    if hit.trigger.needs == "count":
        return context.counted is not None
    if hit.trigger.category != "deployment":
        return True
    text = context.document.text
    begin, end = words[hit.first].start, words[hit.last - 1].end
    if _OWN_PATROL.search(text, begin, end) and _MONITORS.search(text, sentence.start, sentence.end):
        return False
    return not (
        _SPEAKS_AFTER.match(text[end : min(end + 40, sentence.end)])
        or _SPEAKS_BEFORE.search(text[sentence.start : begin])
    )


def _accusation(context: Context, sentence: Sentence, voice: Voice) -> Iterator[Report]:
    """'The ministry blames the rebels': an account of the attack told just before."""
    last = context.latest
    quote = context.document.text[sentence.start : sentence.end]
    who = blamed_in(quote)
    if last is None or who is None or CATEGORY_GROUPS[last.category] != "attack" or not context.fresh():
        return
    yield msgspec.structs.replace(
        last,
        id=_fresh(context, content_id("r", context.document.publisher, _when(context), normalised(quote))),
        char_start=sentence.start,
        char_end=sentence.end,
        quote=quote,
        claimant=voice.who or context.voice,
        stance="asserts",
        blamed=who,
        quantities=(),
        reason=f"blames {who} for what the sentence before it tells; {last.reason}",
    )


def _rejection(context: Context, sentence: Sentence, stance: Stance, voice: Voice) -> Report:
    """'The claim could not be verified': a doubt or a denial of the report before it."""
    last = context.latest
    assert last is not None, "asked for only where there is one"
    quote = context.document.text[sentence.start : sentence.end]
    return msgspec.structs.replace(
        last,
        id=_fresh(context, content_id("r", context.document.publisher, _when(context), normalised(quote))),
        char_start=sentence.start,
        char_end=sentence.end,
        quote=quote,
        claimant=voice.who,
        stance=stance,
        blamed=None,
        quantities=(),
        reason=f"{stance} the sentence before it; {last.reason}",
    )


def _stance_kind(category: Category) -> StanceKind:
    if category in _ANNOUNCED:
        return "announced"
    return "attack" if CATEGORY_GROUPS[category] == "attack" else "force"


def _told(context: Context, telling: Telling, venues: frozenset[int]) -> Iterator[Report]:
    """The reports of one trigger: one a place, one a movement."""
    if telling.category not in _ANNOUNCED and telling.stance in {"plans", "predicts"}:
        yield from _threats(context, telling, venues)
        return
    if telling.category == "movement":
        axes = [
            axis
            for axis in axes_told(context, telling, venues)
            if axis.origin is not None or axis.target is not None
        ]
        if axes:
            for axis in axes:
                yield _report(context, telling, axis.target or axis.origin, axis=axis)
            return
    choices, reason = places_of(context, telling, venues)
    shared = _shared(context, telling, venues) if choices else []
    if shared:
        for choice, figure in shared:
            yield _report(context, telling, choice, figures=(figure,))
    elif choices:
        for choice in choices:
            yield _report(context, telling, choice, figures=() if len(choices) > _FEW else None)
    elif reason is not None and telling.stance not in {"predicts", "plans", "doubts"}:
        yield _report(context, telling, None, reason=reason)


def _shared(context: Context, telling: Telling, venues: frozenset[int]) -> list[tuple[Choice, Quantity]]:
    """Places that the sentence tells a figure of each."""
    bounds = (telling.sentence.start, telling.sentence.end)
    text = context.document.text
    every = choose(text, bounds, telling.span, telling.mentions, without=venues)
    unit = context.counted if telling.category == "monitoring_count" else None
    return shared_out(text, bounds, every, unit=unit)


def _threats(context: Context, telling: Telling, venues: frozenset[int]) -> Iterator[Report]:
    """What may be done to a place: never drawn as done; only where the sentence names the target."""
    if (
        CATEGORY_GROUPS[telling.category] == "force"
        and telling.stance == "plans"
        and telling.category != "threat_axis"
    ):
        choices, _ = places_of(context, telling, venues)
        for choice in choices:
            yield _report(context, telling, choice)
        return
    if CATEGORY_GROUPS[telling.category] not in {"attack", "force"}:
        return
    threat = _told_as(telling, "threat_axis", "predicts")
    axes = [axis for axis in axes_told(context, telling, venues) if axis.target is not None]
    if telling.category == "threat_axis" and axes:
        drawn = _told_as(
            telling,
            "threat_axis",
            "plans" if _DRAWN.search(context.document.text, *telling.span) else "predicts",
        )
        for axis in axes:
            yield _report(context, drawn, axis.target, axis=axis)
        return
    text = context.document.text
    bounds = (telling.sentence.start, telling.sentence.end)
    for choice in choose(text, bounds, telling.span, telling.mentions, without=venues):
        if 0 <= choice.gap <= _TARGET_REACH and (choice.role or choice.gap <= TOUCHING):
            yield _report(context, threat, choice)
            return


def _told_as(telling: Telling, category: Category, stance: Stance) -> Telling:
    """``telling`` as another category and stance."""
    return Telling(
        telling.sentence, telling.mentions, category, telling.hit, telling.span, stance, telling.voice
    )


def _report(
    context: Context,
    telling: Telling,
    choice: Choice | None,
    *,
    axis: Axis | None = None,
    reason: str | None = None,
    figures: tuple[Quantity, ...] | None = None,
) -> Report:
    document, post, sentence = context.document, context.post, telling.sentence
    category, stance, span = telling.category, telling.stance, telling.span
    quote = document.text[sentence.start : sentence.end]
    location = choice.location if choice is not None else None
    group = CATEGORY_GROUPS[category]
    inherits = choice is None or not sentence.start <= choice.mention.start < sentence.end
    time = context.time(sentence, span, location, group, future=stance == "plans", inherits=inherits)
    if group == "count":
        time = context.period_before(sentence, time)
    if choice is not None and not inherits:
        context.told[group] = (context.number, choice, time)
    quantities = quantities_in(quote) if figures is None else figures
    if group == "count":
        bare = None if figures is not None or context.counted is None else bare_figure(quote, context.counted)
        quantities = quantities if bare is None else (bare, *quantities)
        context.counted = quantities[0].unit if quantities else context.counted
    context.latest_at = context.number
    context.latest = report = Report(
        id=_fresh(context, content_id("r", document.publisher, _when(context), normalised(quote))),
        document=document.id,
        post=post.id,
        publisher=document.publisher,
        source_url=post.url or document.url,
        published=context.moment,
        heading=post.heading,
        char_start=sentence.start,
        char_end=sentence.end,
        quote=quote,
        category=category,
        location=location,
        origin=axis.origin.location if axis is not None and axis.origin is not None else None,
        destination=axis.target.location if axis is not None and axis.target is not None else None,
        unplaced_reason=reason if location is None else None,
        time=time,
        claimant=telling.voice.who,
        stance=stance,
        change="ends" if category == "infrastructure" and _GONE.search(quote) else telling.hit.trigger.change,
        blamed=blamed_in(quote) if group == "attack" or category == "cyber" else None,
        quantities=quantities,
        force=force_in(quote, quantities) if group == "force" else None,
        confidence=choice.confidence if choice is not None else 0.3,
        reason=(
            f"'{document.text[span[0] : span[1]]}' tells of {category.replace('_', ' ')}; "
            f"{choice.reason if choice is not None else reason}"
        ),
    )
    return report


def _when(context: Context) -> str | None:
    if context.post.published is not None:
        return context.post.published.astimezone(dt.UTC).isoformat()
    return context.post.heading


def _clause(text: str, sentence: Sentence, span: tuple[int, int]) -> tuple[int, int]:
    """Bounds of the clause around a trigger."""
    start, end = sentence.start, sentence.end
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if match.end() <= span[0]:
            start = match.start()
        elif match.start() >= span[1]:
            end = match.start()
            break
    return start, end


def _fresh(context: Context, report_id: str) -> str:
    """The sentence's first report keeps its id; what else it tells is counted on."""
    count = context.seen.get(report_id, 0)
    context.seen[report_id] = count + 1
    return report_id if not count else f"{report_id}-{count + 1}"
