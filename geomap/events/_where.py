"""Where an event happened: the place of its sentence nearest to the trigger, and both ends of a movement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from geomap.events._lexicon import within_aside
from geomap.events._same import centre, contains
from geomap.model import Location, Mention

__all__ = ["Axis", "Choice", "MentionIndex", "axes_of", "choose", "is_fine", "siblings", "span_of"]

_FILLER = (
    r"(?:(?:the|both|a|an|its|their|his|her|this|that|many|several|all|some|most|parts|part|much|areas|"
    r"villages|towns|cities|of|"
    r"outskirts|suburbs|centre|center|heart|vicinity|direction|coast|port|capital|city|town|village|"
    r"settlement|region|province|"
    r"waters|seas?|waters off|waters near|waters around|state|island|district|neighbouring|neighboring|"
    r"nearby|southern|northern|eastern|western|central|"
    r"north|"
    r"south|east|west|"
    r"occupied|besieged|coastal|mountainous|rural|hard-hit|disputed|breakaway|temporarily|\w+[’']s|"
    r"either side)\s+){0,6}"
)
_IN = re.compile(
    r"\b(?:in|at|near|on|outside|inside|around|along|across|over|off|within|throughout|through|between|"
    r"above|beyond|"
    r"surrounding|encircling|close to|among them|including|such as|namely|notably|hit|hits|struck|strikes|"
    r"shelled|shook|shaken|shakes|battered|rocked|"
    r"hitting|striking)\s+"
    + _FILLER + "$",
    re.IGNORECASE,
)  # fmt: skip
_OF = re.compile(
    r"\b(?:of|for|against|via|by|attack|attacked|invade|invading|invaded|captured|seized|retook|entered|"
    r"leaving|left|departed|reached|visit|visits|visited|visiting|tour|touring|bombed|bombing|shelling|"
    r"evacuated|evacuate|flee|fled|fleeing|liberated|occupied|annexed|besieged|surrounded|approached|"
    r"approaching)\s+" + _FILLER + "$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|out of|leaving|left|leave|departed|departing|away from|fled|fleeing)\s+"
    + _FILLER
    + r"(?:border (?:with|of) )?(?:the )?$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:to|towards?|into|onto|for|heading for|bound for|reached|entered|entering|closer to|as far as)\s+"
    + _FILLER
    + "$",
    re.IGNORECASE,
)
_ACTOR = re.compile(
    r"\b(?:according to|(?:claims?|claimed|signs?|statements?|words?|response|demands?|assurances?|"
    r"pressure|"
    r"denials?|handouts?|message|messages|"
    r"letter|orders?|warnings?|criticism|reaction|reply|support|aid|help|condemnation|calls?|told|warned|"
    r"urged|accused|blamed|said|says|by)"
    r" (?:from|by|to|on|of|that)|told|warned|urges?|urged|accus(?:ed|es|ing)|blam(?:ed|es|ing)|threat to|"
    r"(?<!road )(?<!highway )(?<!motorway )(?<!railway )(?<!line )(?<!link )(?<!route )(?<!traffic "
    r")(?<!borde"
    r"r )(?<!bridge )(?<!stretch )(?<!flights )(?<!trains )between)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SEAT = re.compile(
    r"\b(?<!government )(?<!officials )(?<!authorities )(?<!leaders )(?<!regime )(?:in|at|near|outside|"
    r"inside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# 'a state of emergency for Tafea', 'an order covers Tarn'
_ORDERED_FOR = re.compile(
    r"\b(?:emergency|(?<!high )(?<!on )alert|warnings?|curfew|advisory|lockdown|quarantine|evacuation "
    r"order|evacuation orders|"
    r"martial law)\s+(?:[a-z]+ ){0,2}?(?:for|in|over|across|covers)\s+(?:the\s+|all of\s+)?$"
)
_LAND = re.compile(
    r"^\s+(?:peninsula|territory|soil|borders?|coast|coastline|region|side|capital|city|town|village|"
    r"airspace|waters|province|"
    r"islands?|mountains|mainland|frontier|desert|archipelago|exclave|enclave|port)\b",
    re.IGNORECASE,
)
_FELT = re.compile(
    r"\b(?:felt|heard|seen|reached)\b[^.;]{0,25}\bas far(?: away)? as\s+(?:the\s+)?$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?\Z")
_CAPITAL = re.compile(r"\s+(?:capital|city|town|village|port|coast|island|border town),? [A-Z]")
_ABOUT = re.compile(r"\b(?:on|over|about|across|around|along)\s+(?:the\s+)?$", re.IGNORECASE)
_VAST_DEGREES = 45.0
_SUBJECT = 4
_APART = 2  # a list may name a town beside a province
_STORM_BEFORE = re.compile(r"\b(?:Cyclone|Hurricane|Typhoon|(?:Tropical )?Storm) $")
# 'by 14:00 Kyiv time': a zone.
_ZONE_AFTER = re.compile(r"\s+time\b")
_CLOCK_BEFORE = re.compile(r"(?:\d[:.]\d\d|\b\d{1,2}|\bnoon|\bmidnight|[ap]\.?m\.?|o[’']clock)\s*\(?$")
_BREAK = re.compile(
    r"[;:“”\"—]|,\s|\b(?:but|while|that|which|where|after|because|although|despite|when|as)\b", re.IGNORECASE
)
_JOIN = re.compile(
    r"\s*(?:,|and|or|, and|, or|/|&|as well as)\s*(?:(?:in|near|the|at|around|on|along|from|to|of|town|"
    r"towns|"
    r"village|villages|city|cities|district|districts|also|both|neighbouring|neighboring|nearby)\s+)*"
    r"(?:(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+)?(?:,|,? and)\s+){0,3}",  # names that nobody knows
    re.IGNORECASE,
)
_CONTAINER = re.compile(
    r",? on the (?:[A-Z][\w-]+ )?(?:island|isle|peninsula|archipelago) of (?:the )?|"
    r"(?:[’']s)?\s*(?:,|in|, in|, the|of|\()?\s*(?:the )?(?:[a-z-]+(?:ern|west|east|north|"
    r"south)\s+)?(?:an? )?(?:[a-z]+ (?:in|of) )?",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}(?:town|village|city|settlement|suburb|district|port|capital|"
    r"province|region|island|hamlet|municipality)\b[^,;]*,"
)
_FINE = {"site": 0, "settlement": 1, "near": 1, "district": 2, "line": 3, "region": 3, "country": 4}


@dataclass(frozen=True, slots=True)
class Choice:
    """A place for a trigger, how it was found and how it is tied to its words.

    ``role`` is ``in`` after a locative preposition, ``on`` after one that may also name a topic, ``of`` as an
    object or genitive, ``from``, ``to``, or empty.
    ``gap`` counts characters between trigger and place; negative where the place stands before.
    """

    mention: Mention
    location: Location
    confidence: float
    reason: str
    role: str = ""
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Axis:
    """Both ends of one movement; either may be untold."""

    origin: Choice | None
    target: Choice | None


class MentionIndex:
    """Mentions of a document by offset."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
        self._starts = [mention.start for mention in self._mentions]

    def between(self, start: int, end: int) -> list[Mention]:
        """Mentions that begin in ``start``..``end``."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def span_of(mention: Mention) -> tuple[int, int]:
    """The span of the whole place expression."""
    return mention.expression or (mention.start, mention.end)


def is_fine(location: Location) -> bool:
    """Whether a location is finer than a country."""
    return location.precision != "country"


def _role(text: str, begin: int, floor: int) -> str:
    before = text[max(floor, begin - 70) : begin]
    if _FELT.search(before):
        return "in"
    for name, pattern in (("in", _IN), ("from", _FROM), ("to", _TO), ("of", _OF)):
        if pattern.search(before):
            return "on" if name == "in" and _ABOUT.search(before) else name
    return ""


def choose(
    text: str,
    sentence: tuple[int, int],
    hit: tuple[int, int],
    mentions: Sequence[Mention],
    *,
    actors: bool = False,
    sites: bool = False,
    vast: bool = False,
    without: Collection[int] = (),
) -> list[Choice]:
    """Places of the sentence for a trigger at ``hit`` (character span), best first; empty when it names none.

    ``actors`` also takes names that stand for actors, last of all; ``sites`` also organisations known by
    their seat; ``vast`` also what spans a continent; mentions that start at an offset in ``without`` are
    left out.
    """
    scored: list[tuple[float, int, Choice]] = []
    for mention in mentions:
        location = mention.location
        if location is None or mention.start in without or _names_other(text, mention, sentence[0]):
            continue
        begin, end = span_of(mention)
        literal = mention.literal or _stands_for_land(text, mention, sentence[0])
        owner = actors and location.precision == "country" and _owns(text, mention, sentence[0])
        seat = sites and location.precision == "site"
        if not (literal or owner or seat) or (
            location.precision == "region" and not vast and _vast(location)
        ):
            continue
        if _ACTOR.search(text[max(sentence[0], begin - 40) : begin]) or (
            mention.form == "embedded" and location.precision != "site"
        ):
            continue
        role = _role(text, begin, sentence[0])
        if not role and literal and begin - sentence[0] <= _SUBJECT and is_fine(location):
            role = "of"
        if not role and location.relation in {"near", "offset", "within"}:
            role = "in"
        score = mention.confidence * 0.5
        if begin >= hit[1]:
            between, gap = text[hit[1] : begin], begin - hit[1]
            score += 1.0
        elif end <= hit[0]:
            aside = _APPOSITION.match(text, end, hit[0])
            between, gap = text[aside.end() if aside else end : hit[0]], end - hit[0]
            gap = -len(between) if aside else gap
            score += 0.4 - (1.0 if _within_apposition(text, sentence[0], begin, hit[0]) else 0.0)
        else:
            between, gap = "", 0
            score += -1.0 if within_aside(text, hit, begin, end) else 1.0
        score -= (
            min(len(between), 160) / 100 + 0.35 * len(_BREAK.findall(between)) + 0.8 * between.count("; ")
        )
        score += {"in": 0.8, "on": 0.8, "of": 0.3, "from": 0.3, "to": 0.3}.get(role, 0.0)
        score += (4 - _FINE[location.precision]) * 0.2 - (0.0 if literal else 1.2)
        if location.precision == "country" and not role and literal:
            score -= 1.0
        confidence = round(max(0.1, min(1.0, 0.5 + score / 4)), 3)
        reason = f"'{mention.surface}' stands in the sentence"
        scored.append((-score, begin, Choice(mention, location, confidence, reason, role, gap)))
    scored.sort(key=lambda item: item[:2])
    return _finest_first(text, [choice for _, _, choice in scored])


def _names_other(text: str, mention: Mention, floor: int) -> bool:
    """Whether a name stands for a clock's zone or a storm: 'by 14:00 Halm time', 'Cyclone Halm'."""
    begin, end = span_of(mention)
    before = text[max(floor, begin - 20) : begin]
    if _STORM_BEFORE.search(before):
        return True
    return _ZONE_AFTER.match(text, end) is not None and _CLOCK_BEFORE.search(before) is not None


def _within_apposition(text: str, start: int, begin: int, hit: int) -> bool:
    """Whether a name only says more of the place before it: 'Orlava, a town near Tarn, was shelled'."""
    return any(match.start() < begin < match.end() for match in _APPOSITION.finditer(text, start, hit))


def _stands_for_land(text: str, mention: Mention, floor: int) -> bool:
    """'the embassy in Moscow', 'the Crimean peninsula': a location, whatever the name alone is taken for."""
    if mention.form == "name" and _ORDERED_FOR.search(text[max(floor, mention.start - 60) : mention.start]):
        return True
    if mention.form == "demonym":
        after = text[mention.end : mention.end + 20]
        if after.startswith(" side") and text.endswith("by the ", floor, mention.start):
            return False  # 'shut by the Gruvian side'
        return _LAND.match(after) is not None and _CAPITAL.match(after) is None
    return bool(_SEAT.search(text[max(floor, mention.start - 30) : mention.start]))


def _owns(text: str, mention: Mention, floor: int) -> bool:
    """Whether a country is what was struck or marked something: subject, owner, object of 'of' or 'in'."""
    begin, end = mention.start, mention.end
    if mention.form == "demonym" or begin - floor <= _SUBJECT or text[end : end + 2] in {"'s", "’s"}:
        return True
    return _role(text, begin, floor) in {"in", "of", "on"}


def _vast(location: Location) -> bool:
    """Whether a region is a continent or an ocean: nothing happens 'in Europe' on a map."""
    if location.geometry.type != "MultiPolygon":
        return False
    west, _, east, _ = location.geometry.bounds
    return east - west > _VAST_DEGREES


def _finest_first(text: str, choices: list[Choice]) -> list[Choice]:
    """'Munich, Germany' is Munich: the name before the one that contains it."""
    if not choices:
        return choices
    best = choices[0]
    for other in choices[1:]:
        apart = span_of(best.mention)[0] - other.mention.end
        beside = best.location.relation in {"near", "offset"} and 0 <= apart <= 1  # 'Orlava near Tarn'
        if beside:
            return [other, *(choice for choice in choices if choice is not other)]
        if _FINE[other.location.precision] < _FINE[best.location.precision]:
            first, second = span_of(other.mention), span_of(best.mention)
            if first[1] <= second[0] and _CONTAINER.fullmatch(text[first[1] : second[0]]):
                return [other, *(choice for choice in choices if choice is not other)]
    return choices


def siblings(text: str, chosen: Choice, choices: Sequence[Choice]) -> list[Choice]:
    """The chosen place and those joined to it by commas or 'and': 'near Donetsk and Luhansk'."""
    ordered = sorted(choices, key=lambda choice: span_of(choice.mention)[0])
    at = ordered.index(chosen)
    group = [chosen]
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(ordered):
            pair = (ordered[here], ordered[here + step])
            one, other = sorted(pair, key=lambda choice: span_of(choice.mention)[0])
            between = text[span_of(one.mention)[1] : span_of(other.mention)[0]]
            apart = abs(_FINE[one.location.precision] - _FINE[other.location.precision])
            like = (
                apart == 0
                or (apart == 1 and "and" in between)
                or (apart <= _APART and not _one_holds(one, other))
            )
            begin = span_of(one.mention)[0]
            if _BETWEEN.search(text[max(0, begin - 16) : begin]):
                break  # the two ends of one road
            if not like or not _JOIN.fullmatch(between) or one.location.place_ids == other.location.place_ids:
                break
            group.append(ordered[here + step])
            here += step
    return sorted(group, key=lambda choice: span_of(choice.mention)[0])


def _one_holds(one: Choice, other: Choice) -> bool:
    """Whether one of two places holds the other: 'Munich, Bavaria' are no two places."""
    if one.location.admin1 == other.location.name or other.location.admin1 == one.location.name:
        return one.location.country == other.location.country
    return contains(one.location, centre(other.location)) or contains(other.location, centre(one.location))


def axes_of(
    text: str, sentence: tuple[int, int], hit: tuple[int, int], mentions: Sequence[Mention]
) -> list[Axis]:
    """Movements named in a sentence, each with its origin ('from X') and its target ('to X', 'towards X').

    A second origin shares the target told before both; a second target begins another movement.
    """
    found: list[Axis] = []
    origin: Choice | None = None
    target: Choice | None = None
    for choice in sorted(
        choose(text, sentence, hit, mentions, vast=True), key=lambda choice: choice.mention.start
    ):
        if choice.role == "from" or (choice.role == "in" and _points_along(text, choice)):
            if origin is not None:
                found.append(Axis(origin, target))
                if target is not None and origin.mention.start < target.mention.start:
                    target = None
            origin = choice
        elif choice.role == "to":
            if target is not None:
                found.append(Axis(origin, target))
                origin = (
                    None if origin is not None and origin.mention.start < target.mention.start else origin
                )
            target = choice
    if origin is not None or target is not None:
        found.append(Axis(origin, target))
    return found


def _points_along(text: str, choice: Choice) -> bool:
    """'from two points along the border': an origin, though another preposition stands nearer."""
    begin = span_of(choice.mention)[0]
    return bool(
        re.search(
            r"\bfrom (?:\w+ ){0,3}(?:points?|places?|positions|areas?|bases?) (?:along|on|near|in|"
            r"at) (?:the )?$",
            text[max(0, begin - 60) : begin],
        )
    )
