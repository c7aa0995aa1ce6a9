"""Figures of a sentence and what they count; the force it speaks of."""

from __future__ import annotations

import re

from geomap.model import Force, Quantity

__all__ = ["NUMBER", "force_in", "number_of", "quantities_in"]

_WORDS = {
    word: number
    for number, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        ).split()
    )
} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a dozen": 12,
    "half a dozen": 6,
    "dozen": 12,
}
_VAGUE = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "millions": (2_000_000, None),
}
_SCALE = {
    "hundred": 100,
    "thousand": 1000,
    "k": 1000,
    "million": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "dozen": 12,
}
NUMBER = (
    r"(?:\d{1,3}(?:[, ]\d{3})+|\d+(?:\.\d+)?|(?:"
    + "|".join(sorted((*_WORDS, *_VAGUE), key=len, reverse=True))
    + r")(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_UNITS = (
    r"troops?|soldiers?|servicemen|personnel|fighters?|militants?|police(?:men| officers)?|officers?|"
    r"reservists?|peacekeepers?|battle ?groups?|battalions?|brigades?|divisions?|units?|"
    r"tanks?|vehicles?|trucks?|helicopters?|aircraft|planes?|jets?|warplanes?|drones?|missiles?|rockets?|"
    r"shells?|vessels?|ships?|warships?|boats?|"
    r"people|persons?|civilians?|residents?|children|women|men|students?|workers?|miners?|passengers?|"
    r"migrants?|refugees?|families|households|protesters|demonstrators|villagers|diplomats?|lawmakers|"
    r"deaths?|dead|fatalities|casualties|injuries|victims?|bodies|ceasefire violations|violations?|"
    r"explosions?|instances|incidents?|attacks?|strikes?|airstrikes?|cases|clashes|arrests|detentions|"
    r"protests|roadblocks|aftershocks|fires|wildfires|landslides|"
    r"homes?|houses?|buildings?|schools?|hospitals?|bridges?|villages?|towns?|districts?|flights?|"
    r"hectares?|"
    r"acres?|sq(?:uare)? (?:km|kilomet(?:er|re)s|miles)|km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|cm|mm|"
    r"centimet(?:er|re)s|millimet(?:er|re)s|inches|mph|km/h|knots|hours|days|tonnes?|tons|patients|"
    r"firefighters|rescuers|customers"
)
_HEDGE = (
    r"(?P<hedge>up to|as many as|no more than|at most|more than|over|at least|no fewer than|exceed(?:s|"
    r"ing)|"
    r"above|nearly|almost|close to|about|around|approximately|some|roughly|an estimated|an additional|"
    r"another)?"
)
_FIGURE = re.compile(
    r"\b"
    + _HEDGE
    + r"\s*(?P<low>"
    + NUMBER
    + r")(?:\s*(?:-|–|to|and)\s*(?P<high>"
    + NUMBER
    + r"))?(?:\s?(?P<scale>hundred|thousand|million|billion|dozen|k|m)\b)?"
    r"(?:\s+(?!and\b|of\b|in\b)[\w’'-]+){0,3}?\s+(?P<unit>" + _UNITS + r")\b",
    re.IGNORECASE,
)
_MAGNITUDE = re.compile(
    r"\b(?:magnitude|magnitude-)\s*(?:of\s+)?(?P<m>\d(?:\.\d)?)|\b(?P<m2>\d\.\d)[- ]magnitude", re.IGNORECASE
)
_HARM = re.compile(
    r"\b"
    + _HEDGE
    + r"\s*(?P<low>"
    + NUMBER
    + r")(?:\s*(?:-|–|to)\s*(?P<high>"
    + NUMBER
    + r"))?(?:\s?(?P<scale>hundred|thousand|million|dozen))?(?:\s+(?!and\b|"
    r"in\b)[\w’'-]+){0,4}?(?:\s+(?:are|were|is|was)\s+(?:known|believed|thought|feared|reported|"
    r"presumed)(?:\s+to\s+"
    r"(?:have(?:\s+been)?|be))?)?\s+(?P<harm>killed|dead|died|dying|wounded|injured|hurt|missing|displaced|"
    r"evacuated|arrested|detained|homeless|trapped|hospitali[sz]ed|deaths|rescued)\b",
    re.IGNORECASE,
)
_KILLING = re.compile(
    r"\b(?P<verb>kill(?:ed|ing|s)|wound(?:ed|ing)|injur(?:ed|ing)|displac(?:ed|ing)|evacuat(?:ed|ing)|"
    r"arrest(?:ed|ing)|detain(?:ed|ing)|leaving)\s+"
    + _HEDGE
    + r"\s*(?P<low>"
    + NUMBER
    + r")(?:\s*(?:-|–|to)\s*(?P<high>"
    + NUMBER
    + r"))?(?:\s?(?P<scale>hundred|thousand|million|dozen))?\b(?!\s*(?:%|per cent|percent|kilomet|km|miles|"
    r"hours|days))",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?P<hedge>up to |nearly |almost |about |more than )*half of (?:the |its |moscow[’']s |"
    r"russia[’']s )?(?P<what>[\w’'-]+(?: [\w’'-]+)?)",
    re.IGNORECASE,
)
_TOLL = re.compile(r"\bdeath toll\b[^.;]{0,40}?\b(?P<low>\d[\d,]*)\b", re.IGNORECASE)
_HARM_UNIT = {
    "kill": "people killed", "dead": "people killed", "died": "people killed", "dying": "people killed",
    "deat": "people killed", "wound": "people injured", "injur": "people injured", "hurt": "people injured",
    "hosp": "people injured", "missi": "people missing", "displ": "people displaced",
    "evacu": "people evacuated", "arres": "people arrested", "detai": "people arrested",
    "homel": "people homeless", "trapp": "people trapped", "rescu": "people rescued",
}  # fmt: skip
_SIDE = re.compile(
    r"\b(?P<side>Russian-backed|Russia-backed|pro-Russian|government|rebel|separatist|opposition|NATO|Nato|"
    r"UN|coalition|allied|[A-Z][a-z]+(?:ian|ean|ish|ese|an|i|ch|sh|tch))(?:[- ](?:led|backed|"
    r"occupation))?(?:\s+(?:armed|military|naval|ground|army|air|special|combat|battle|and))*\s+"
    r"(?P<type>troops|soldiers|forces|units?|battalions?|battle ?groups?|tanks?|army|military|navy|fleet|"
    r"aircraft|jets|warships?|vessels?|militants|rebels|fighters|marines|vehicles|helicopters|missiles|"
    r"artillery|separatists|peacekeepers|police)\b"
)
_TYPE = re.compile(
    r"\b(?P<type>troops|soldiers|tanks?|battle ?groups?|battalions?|brigades?|warships?|vessels|fleet|"
    r"fighter jets|aircraft|helicopters|artillery|missiles?|armou?red vehicles|infantry fighting vehicles|"
    r"peacekeepers|national guard|riot police|paratroopers|marines|forces|units|militants|rebels|fighters|"
    r"vehicles)\b",
    re.IGNORECASE,
)
_FORMATION = re.compile(
    r"\b(?P<name>(?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+(?: [A-Z][a-z]+)*)(?: and \d+(?:st|nd|rd|"
    r"th))?(?: (?:Guards|Motor|Rifle|Motorised|Tank|Airborne|Infantry|Mechanised|Mechanized|Armou?red|"
    r"Combined|Arms|Marine|Naval|Air|Assault|Mountain|Artillery))* (?:Divisions?|Brigades?|Regiments?|"
    r"Battalions?|Corps|Army|Fleet|Military Districts?|Group))\b"
)


_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = re.compile(
    r"\b(?:in|since|of|from|until|by|early|late|before|after|(?:jan|febr)uary|march|april|may|june|july|"
    r"august|"
    r"(?:sept|nov|dec)ember|october)\s+$",
    re.IGNORECASE,
)
# 'a woman of 72 was found dead': one woman
_AGE = re.compile(
    r"(?:\b(?:m[ae]n|wom[ae]n|boys?|girls?|child|children|persons?|students?|pensioners?|soldiers?|"
    r"teenagers?|"
    r"workers?|brothers?|sisters?|mother|father) of|\baged?(?: of)?|\bages of)(?: between)?\s+$",
    re.IGNORECASE,
)
_LONGEST_AGE = 30


def number_of(word: str, scale: str | None = None) -> tuple[float, float | None]:
    """Least and most a number word may honestly mean; equal for an exact one."""
    word = " ".join(word.lower().split())
    if word in _VAGUE:
        low, high = _VAGUE[word]
        return float(low), None if high is None else float(high)
    if word[0].isdigit():
        number = float(word.replace(",", "").replace(" ", ""))
    elif "-" in word:
        tens, _, ones = word.partition("-")
        number = float(_WORDS.get(tens, 0) + _WORDS.get(ones, 0))
    else:
        number = float(_WORDS.get(word, 0))
    number *= _SCALE.get((scale or "").lower(), 1)
    return number, number


def _quantity(match: re.Match[str], unit: str) -> Quantity:
    groups = match.groupdict()
    scale = groups.get("scale")
    low, high = number_of(groups["low"], scale)
    if groups.get("high"):
        upper = number_of(groups["high"], scale)[1]
        high = upper if upper is not None and upper >= low else high
    hedge = (groups.get("hedge") or "").lower()
    if hedge in {"up to", "as many as", "no more than", "at most"}:
        low = 0.0
    elif hedge in {"more than", "over", "at least", "no fewer than", "above"} or hedge.startswith("exceed"):
        high = None
    return Quantity(minimum=low, maximum=high, unit=unit, words=" ".join(match[0].split()))


def quantities_in(sentence: str) -> tuple[Quantity, ...]:  # noqa: C901  one step for each kind of figure
    """Every figure that counts something, in order; killed and wounded apart; no figure twice."""
    if not re.search(r"\d|\b(?:" + "|".join((*_WORDS, *_VAGUE)) + r"|half)\b", sentence, re.IGNORECASE):
        return ()
    found: list[tuple[int, int, Quantity]] = []

    def add(match: re.Match[str], unit: str) -> None:
        span = match.span("low")
        if _YEAR.fullmatch(match["low"]) and _DATED.search(sentence, 0, span[0]):
            return  # 'the quake of 1999 killed'
        if _AGE.search(sentence, max(0, span[0] - _LONGEST_AGE), span[0]):
            return
        if not any(begin < span[1] and span[0] < end for begin, end, _ in found):
            found.append((*span, _quantity(match, unit)))

    for match in _HARM.finditer(sentence):
        add(match, _harm(match["harm"]))
    for match in _KILLING.finditer(sentence):
        if match["verb"].lower() != "leaving":
            add(match, _harm(match["verb"]))
    for match in _TOLL.finditer(sentence):
        add(match, "people killed")
    for match in _FIGURE.finditer(sentence):
        add(match, _unit(match["unit"]))
    for match in _MAGNITUDE.finditer(sentence):
        value = float(match["m"] or match["m2"])
        found.append(
            (*match.span(), Quantity(minimum=value, maximum=value, unit="magnitude", words=match[0]))
        )
    found.extend((*match.span(), _half(match)) for match in _HALF.finditer(sentence))
    return tuple(quantity for _, _, quantity in sorted(found, key=lambda item: item[0]))


def _half(match: re.Match[str]) -> Quantity:
    """'Up to nearly half of the battle groups': a share of what nobody has counted."""
    low = 0.0 if "up to" in match[0].lower() else 0.4
    return Quantity(minimum=low, maximum=0.5, unit=f"share of {match['what'].lower()}", words=match[0])


def _harm(word: str) -> str:
    return next((unit for stem, unit in _HARM_UNIT.items() if word.lower().startswith(stem)), "people")


def _unit(word: str) -> str:
    unit = " ".join(word.lower().split())
    if unit in {"dead", "deaths", "death", "fatalities", "bodies"}:
        return "people killed"
    if unit == "injuries":
        return "people injured"
    return {
        "persons": "people",
        "person": "people",
        "battle groups": "battlegroups",
        "instances": "incidents",
    }.get(unit, unit)


def force_in(sentence: str, quantities: tuple[Quantity, ...]) -> Force:
    """The force a sentence speaks of; ``unspecified`` where it does not say."""
    side = _SIDE.search(sentence)
    kind = _TYPE.search(sentence)
    name = _FORMATION.search(sentence)
    sizes = [
        quantity for quantity in quantities if _TYPE.search(quantity.unit) or "battlegroup" in quantity.unit
    ]
    return Force(
        side=side["side"] if side else "unspecified",
        type=(
            side["type"]
            if side and side["type"] not in {"forces", "military", "army"}
            else kind["type"]
            if kind
            else "unspecified"
        ).lower(),
        size=sizes[0].words if sizes else "unspecified",
        name=" ".join(name["name"].split()) if name else None,
    )
