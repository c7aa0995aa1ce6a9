"""One report out of a trigger and its place, and what answers the report before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from geomap._ids import content_id, normalised
from geomap.events._clauses import clause_of
from geomap.events._context import Context
from geomap.events._figures import force_in, quantities_in
from geomap.events._lists import bare_figure
from geomap.events._placing import Telling
from geomap.events._speakers import Voice
from geomap.events._stance import blamed_in
from geomap.events._units import Sentence
from geomap.events._where import Axis, Choice, span_of
from geomap.model import CATEGORY_GROUPS, Quantity, Report, Stance, Time

__all__ = ["accusation", "make_report", "rejection"]

_SAME_DAY = dt.timedelta(hours=24)
_AHEAD = frozenset({"politics", "civil", "infrastructure", "force"})
_GONE = re.compile(
    r"\b(?:bridge|crossing|camp|barrier|dam)\b[^.;]{0,90}\b(?:been|was|were|is|are|has|"
    r"have) (?:since |again |now )?"
    r"(?:removed|dismantled|gone|taken (?:down|away|apart))\b",
    re.IGNORECASE,
)


def make_report(
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
    future = stance == "plans" or (stance == "predicts" and category == "disaster")
    # Of places that share a trigger each has the date beside it.
    beside = span if choice is None or figures is None or inherits else span_of(choice.mention)
    time = context.time(sentence, beside, location, group, future=future, inherits=inherits)
    if group == "count":
        time = context.period_before(sentence, time)
    if stance == "asserts" and group in _AHEAD and _is_ahead(context, time):
        stance = "plans"
    if choice is not None and not inherits:
        context.told[group] = (context.number, choice, time)
    quantities = _figures_of(context, telling, quote) if figures is None else figures
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
        published_precision="day" if post.published_precision == "day" else None,
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
            f"{'it' if telling.hit.trigger.hinted else repr(document.text[span[0] : span[1]])} tells"
            f"{', by its words,' if telling.hit.trigger.hinted else ''} of "
            f"{telling.hit.trigger.tells or category.replace('_', ' ')}; "
            f"{choice.reason if choice is not None else reason}"
        ),
    )
    return report


def _is_ahead(context: Context, time: Time | None) -> bool:
    """Whether a day was named that lies after the post's: what is told of it is only planned."""
    moment = context.moment
    if moment is None or time is None or not time.words or time.open_ended:
        return False
    return time.start > moment and time.start - moment > _SAME_DAY


def _figures_of(context: Context, telling: Telling, quote: str) -> tuple[Quantity, ...]:
    """The figures told of a happening: its clause's where the sentence speaks of several places."""
    sentence = telling.sentence
    placed = [mention for mention in telling.mentions if mention.literal and mention.location is not None]
    if len(placed) > 1:
        start, end = clause_of(context.document.text, sentence, telling.span)
        if (start, end) != (sentence.start, sentence.end):
            return quantities_in(context.document.text[start:end])
    return quantities_in(quote)


def accusation(context: Context, sentence: Sentence, voice: Voice) -> Iterator[Report]:
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
        claimant=voice.who or context.hearing.voice,
        stance="asserts",
        blamed=who,
        quantities=(),
        reason=f"blames {who} for what the sentence before it tells; {last.reason}",
    )


def rejection(context: Context, sentence: Sentence, stance: Stance, voice: Voice) -> Report:
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


def _when(context: Context) -> str | None:
    if context.post.published is not None:
        return context.post.published.astimezone(dt.UTC).isoformat()
    return context.post.heading


def _fresh(context: Context, report_id: str) -> str:
    """The sentence's first report keeps its id; what else it tells is counted on."""
    count = context.seen.get(report_id, 0)
    context.seen[report_id] = count + 1
    return report_id if not count else f"{report_id}-{count + 1}"
