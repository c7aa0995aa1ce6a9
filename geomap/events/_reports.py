"""From the mined blocks of a document to `Report`s: one claim in one sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from geomap.events._besides import told_besides
from geomap.events._clauses import ANNOUNCED, stance_in
from geomap.events._context import Context
from geomap.events._covered import covered
from geomap.events._given import given_report
from geomap.events._hearing import Hearing
from geomap.events._hinted import hinted
from geomap.events._hits import CUT_OFF, MEETS, place_tokens, sorted_out
from geomap.events._lexicon import Hit, Token, Trigger, lexicon, tokens, word_class
from geomap.events._lists import shared_out
from geomap.events._making import accusation, make_report, rejection
from geomap.events._onset import dated_from_onset
from geomap.events._placing import TARGET_REACH, TOUCHING, Telling, axes_told, places_of
from geomap.events._rows import Row, names_columns
from geomap.events._speakers import Voice
from geomap.events._stance import rejects_last
from geomap.events._turns import voice_at, voices_in
from geomap.events._units import Sentence, sentences_of
from geomap.events._venues import offices_of, venues_of
from geomap.events._where import Choice, MentionIndex, choose, is_fine
from geomap.model import CATEGORY_GROUPS, Category, Document, Location, Mention, Quantity, Report, Stance

__all__ = ["find_reports"]

_FORECAST = re.compile(
    r"\b(?:forecast\w*|expect(?:s|ed|ing)?|warn(?:s|ed|ing|ings)?|alerts?|advisory|predict(?:s|ed)?|will|"
    r"likely|"
    r"due|set|project(?:s|ed))\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(r"\b(?:if|unless|could|(?-i:may)|might|would)\b", re.IGNORECASE)
_SPEAKS_AFTER = re.compile(
    r"\s*(?:district|region|county|province|state)?\s*(?:say|says|said|report|reports|reported|told|"
    r"confirm\w*|warn\w*|believe|announced)\b"
)
_SPEAKS_BEFORE = re.compile(r"\b(?:say|says|said|according to)\s+(?:the\s+)?$")
_OWN_PATROL = re.compile(r"\bpatrol", re.IGNORECASE)
_MONITORS = re.compile(
    r"\b(?:monitors?|monitoring|observers?|OSCE|SMM|mission(?:[’']s)?|the patrol(?:[’']s)?)\b", re.IGNORECASE
)
_STORM = re.compile(
    r"\b(?:hurricane|cyclone|typhoon|tropical storm|storm|wildfire|wildfires|blaze|bushfire|bushfires|"
    r"lava|flames|"
    r"floodwaters?)\b",
    re.IGNORECASE,
)
# 'will reopen', 'is to be shut': ordered or asked for is not yet due
_DUE = re.compile(
    r"\b(?:will|shall|(?:is|are|was|were) to|to be|due to|set to|going to|expected to|plan(?:s|ned|ning)? to|"
    r"scheduled to|should)\b"
)
_SUPPOSED = re.compile(r"(?:If|Were|Should|Had)\b")
_HOUSES = re.compile(
    r"\b(?:houses?|homes?|roofs?|buildings?|mosques?|church(?:es)?|court|school|walls?)\b", re.IGNORECASE
)
_CROWD = re.compile(
    r"\b(?:protest\w*|demonstrat\w*|marchers|rally|students|unions?|crowds?|thousands|hundreds)\b",
    re.IGNORECASE,
)
# A launch that the post calls an exercise or a test, told of where it was launched.
_LAUNCHED = re.compile(r"\b(?:fired|fires|launched|launches)\b[^.;]{0,60}?\bfrom\b", re.IGNORECASE)
_TRIED = re.compile(
    r"\b(?:exercises?|drills?|man[oe]+uv\w+|test[- ](?:fir|launch)\w+|war games)\b", re.IGNORECASE
)
_FEW = 2
# 'Computers at the embassy building were destroyed': what is in a building, not the building.
_HOUSED = re.compile(r"\w\s+(?:at|inside)\s+(?:the|an?|its|their|his|her)\s+(?:[\w’'-]+\s+)?\Z")
_BUILT = word_class("building") | word_class("works")
_LABEL = re.compile(r"[^:]{2,40}: [A-Z]?[a-z]+(?:(?:,| and| &|, and) [a-z]+)*\.?")  # 'HALM: Rain and floods'
# Axes that somebody has published as another's plan, against what he merely could do.
_DRAWN = re.compile(r"\b(?:arrows?|ax[ei]s|movements?|phase|drive|thrust)\b", re.IGNORECASE)


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
    told: Counter[str] = Counter()
    span = covered(document)
    for post in document.posts:
        context = Context(document, post, index, year, Hearing(document, post, index), covered=span)
        context.read_heading()
        read = []
        for sentence in sentences_of(document.text, post):
            for report in _read(context, sentence, told):
                read.append(report)
                told[CATEGORY_GROUPS[report.category]] += 1
                told["disasters"] += report.category == "disaster"
        if post.given is not None:
            read = [given_report(document, post, post.given, (placed or {}).get(post.id), read)]
        found.extend(read)
    found = dated_from_onset(document, found, span)
    return tuple(sorted(found, key=lambda report: report.char_start))


def _read(context: Context, sentence: Sentence, counts: Counter[str]) -> Iterator[Report]:
    text = context.document.text
    if sentence.kind == "heading" and _LABEL.fullmatch(text[sentence.start : sentence.end]):
        return
    context.enter(sentence)
    words = tokens(text, sentence.start, sentence.end)
    mentions = context.index.between(sentence.start, sentence.end)
    row = context.row(sentence, mentions)
    if row is not None:
        yield _tabled(context, sentence, mentions, row)
        return
    if names_columns(text[sentence.start : sentence.end]):
        return
    voice = context.hearing.speaker(sentence)
    if voice.who is None and text[sentence.end - 1] == "?":
        context.remember(sentence, mentions)
        return  # who asks tells nothing; a speaker's question may
    places = place_tokens(words, mentions)
    every = [
        hit
        for hit in lexicon().hits(words, places)
        if _holds(context, sentence, hit, words) and not _housed(text, sentence, hit, words)
    ]
    hits = sorted_out(every, places)
    venues = venues_of(context, sentence, mentions, hits, words) | offices_of(
        text, sentence, mentions, voice, told_nearby=context.follows(sentence)
    )
    told: list[Report] = []
    parts = voices_in(text[sentence.start : sentence.end], voice)
    for category, hit in hits:
        span = (words[hit.first].start, words[hit.last - 1].end)
        mine = voice_at(parts, span[0] - sentence.start, voice)
        category, hit, stance = _surest(text, sentence, category, hit, every, words, mine)  # noqa: PLW2901
        if stance is None:
            continue
        span = (words[hit.first].start, words[hit.last - 1].end)
        category = _among(context, sentence, category, span, every, counts)  # noqa: PLW2901
        telling = Telling(sentence, mentions, category, hit, span, stance, mine)
        told.extend(_told(context, telling, frozenset() if category in MEETS else venues))
    told.extend(told_besides(context, sentence, mentions, every, words, venues, told, voice, parts))
    supposed = _SUPPOSED.match(text, sentence.start)
    if supposed is None and all(report.location is None for report in told):
        elsewhere = [mention for mention in mentions if mention.start not in venues]
        told.extend(hinted(context, sentence, elsewhere, words, voice, counts))
    yield from told
    rejected = None if hits else rejects_last(text[sentence.start : sentence.end])
    if rejected is not None and context.latest is not None and context.latest.category not in MEETS:
        yield rejection(context, sentence, rejected, voice)
    if not hits and rejected is None:
        yield from accusation(context, sentence, voice)
    context.remember(sentence, mentions, venues)


def _surest(  # noqa: PLR0917  what a sentence is read with
    text: str,
    sentence: Sentence,
    category: Category,
    hit: Hit,
    hits: Sequence[Hit],
    words: Sequence[Token],
    voice: Voice,
) -> tuple[Category, Hit, Stance | None]:
    """What a sentence tells of ``hit``; what else of its group where it only fears or denies that.

    'They slept in the open for fear of aftershocks' tells where they slept.
    """

    def held(one: Hit) -> Stance | None:
        return stance_in(text, sentence, one, (words[one.first].start, words[one.last - 1].end), voice)

    stance = held(hit)
    if stance is None or (stance == "predicts" and category == "disaster"):
        for other in hits:
            told = other.trigger.category
            if told is None or told == category or CATEGORY_GROUPS[told] != CATEGORY_GROUPS[category]:
                continue
            if (instead := held(other)) in {"asserts", "confirms"}:
                return told, other, instead
    return category, hit, stance


def _floods(
    context: Context, sentence: Sentence, category: Category, hits: Sequence[Hit], counts: Counter[str]
) -> bool:
    """Whether damage to houses is told of where more is told of a flood than of attacks."""
    return (
        category == "infrastructure"
        and not any(hit.trigger.tells == CUT_OFF for hit in hits)
        and counts["disasters"] > counts["attack"]
        and _HOUSES.search(context.document.text, sentence.start, sentence.end) is not None
    )


def _among(  # noqa: PLR0917  what a sentence is read with
    context: Context,
    sentence: Sentence,
    category: Category,
    span: tuple[int, int],
    hits: Sequence[Hit],
    counts: Counter[str],
) -> Category:
    """The category that a trigger tells of among what the page has told: floods, or forces and attacks."""
    if _floods(context, sentence, category, hits, counts):
        return "disaster"  # in a flood, broken houses are the flood's
    if category == "disaster" and counts["attack"] + counts["force"] > counts["disasters"]:
        words = context.document.text[slice(*span)]
        if "state of emergency" in words.lower():
            return "protest"
        if _HOUSES.search(words) and not words.lower().startswith(("on ", "from ")):
            return "infrastructure"  # but not for those who are on the roofs
    return category


def _tabled(context: Context, sentence: Sentence, mentions: Sequence[Mention], row: Row) -> Report:
    """A row of a table or a list as a report: what it counts, at the place it names."""
    location = row.mention.location
    assert location is not None, "rows are of located mentions"
    choice = Choice(row.mention, location, 0.7, f"a row of figures for '{row.mention.surface}'", role="in")
    hit = Hit(Trigger(row.category, tells="a table's figures"), 0, 1)
    span = (row.mention.start, row.mention.end)
    telling = Telling(sentence, mentions, row.category, hit, span, "asserts", Voice(None))
    return make_report(context, telling, choice, figures=(row.quantity,))


def _housed(text: str, sentence: Sentence, hit: Hit, words: Sequence[Token]) -> bool:
    """Whether what was broken only stood in the building that a trigger begins with."""
    return (
        hit.trigger.category in {"infrastructure", "disaster"}
        and hit.last - hit.first > _FEW
        and words[hit.first].word in _BUILT
        and _HOUSED.search(text, sentence.start, words[hit.first].start) is not None
        and words[hit.last - 1].word.endswith("ed")
    )


def _holds(context: Context, sentence: Sentence, hit: Hit, words: Sequence[Token]) -> bool:
    """Whether a trigger means what it says here: no count without one before it, no speaker for a force."""
    if hit.trigger.needs == "count":
        return context.counted is not None
    text = context.document.text
    if (
        hit.trigger.category in {"airstrike", "clash", "shelling"}
        and _LAUNCHED.search(text, sentence.start, sentence.end)
        and _TRIED.search(text, context.post.start, context.post.end)
    ):
        return False
    if hit.trigger.category in {"movement", "withdrawal"} and (
        _STORM.search(text, sentence.start, sentence.end)
        or (words[hit.first].word.startswith("march") and _CROWD.search(text, sentence.start, sentence.end))
    ):
        return False
    if hit.trigger.category != "deployment":
        return True
    begin, end = words[hit.first].start, words[hit.last - 1].end
    if _OWN_PATROL.search(text, begin, end) and _MONITORS.search(text, sentence.start, sentence.end):
        return False
    return not (
        _SPEAKS_AFTER.match(text[end : min(end + 40, sentence.end)])
        or _SPEAKS_BEFORE.search(text[sentence.start : begin])
    )


def _told(context: Context, telling: Telling, venues: frozenset[int]) -> Iterator[Report]:
    """The reports of one trigger: one a place, one a movement."""
    if telling.category not in ANNOUNCED and telling.stance in {"plans", "predicts"}:
        ahead = _forecast if telling.category == "disaster" else _threats
        yield from ahead(context, telling, venues)
        return
    if telling.category == "movement":
        axes = [
            axis
            for axis in axes_told(context, telling, venues)
            if axis.origin is not None or axis.target is not None
        ]
        if axes:
            for axis in axes:
                yield make_report(context, telling, axis.target or axis.origin, axis=axis)
            return
    choices, reason = places_of(context, telling, venues)
    shared = _shared(context, telling, venues) if choices else []
    if shared:
        for choice, figure in shared:
            yield make_report(context, telling, choice, figures=(figure,))
    elif choices:
        for choice in choices:
            yield make_report(context, telling, choice, figures=() if len(choices) > _FEW else None)
    elif reason is not None and telling.stance not in {"predicts", "plans", "doubts"}:
        yield make_report(context, telling, None, reason=reason)


def _forecast(context: Context, telling: Telling, venues: frozenset[int]) -> Iterator[Report]:
    """What is forecast for a place that the sentence names, or relief on its way there."""
    bounds = (telling.sentence.start, telling.sentence.end)
    quote = context.document.text[slice(*bounds)]
    sure = telling.stance == "plans" or (_FORECAST.search(quote) and not _UNSURE.search(quote))
    if sure and choose(context.document.text, bounds, telling.span, telling.mentions, without=venues):
        for choice in places_of(context, telling, venues)[0]:
            yield make_report(context, telling, choice)


def _shared(context: Context, telling: Telling, venues: frozenset[int]) -> list[tuple[Choice, Quantity]]:
    """Places that the sentence tells a figure of each."""
    bounds = (telling.sentence.start, telling.sentence.end)
    text = context.document.text
    every = choose(text, bounds, telling.span, telling.mentions, without=venues)
    unit = context.counted if telling.category == "monitoring_count" else None
    return shared_out(text, bounds, every, unit=unit)


def _threats(context: Context, telling: Telling, venues: frozenset[int]) -> Iterator[Report]:
    """What may be done to a place: never drawn as done; only where the sentence names the target."""
    group = CATEGORY_GROUPS[telling.category]
    if (
        telling.stance == "plans"
        and group in {"force", "infrastructure"}
        and telling.category != "threat_axis"
    ):
        choices, _ = places_of(context, telling, venues)
        due = _DUE.search(context.document.text, telling.sentence.start, telling.span[1])
        for choice in choices:
            if group == "force" or (due and is_fine(choice.location)):
                yield make_report(context, telling, choice)
        return
    text = context.document.text
    sentence = telling.sentence
    if group not in {"attack", "force"} or _SUPPOSED.match(text, sentence.start):
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
            yield make_report(context, drawn, axis.target, axis=axis)
        return
    bounds = (sentence.start, sentence.end)
    for choice in choose(text, bounds, telling.span, telling.mentions, without=venues):
        if 0 <= choice.gap <= TARGET_REACH and (choice.role or choice.gap <= TOUCHING):
            yield make_report(context, threat, choice)
            return


def _told_as(telling: Telling, category: Category, stance: Stance) -> Telling:
    """``telling`` as another category and stance."""
    return Telling(
        telling.sentence, telling.mentions, category, telling.hit, telling.span, stance, telling.voice
    )
