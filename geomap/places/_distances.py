"""Distances in running text: '16km', 'less than four miles', '25 kilometers (about 15.5 miles)'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Distance", "find_distances"]

_UNITS_M = {
    "km": 1000.0, "kms": 1000.0, "kilometre": 1000.0, "kilometres": 1000.0, "kilometer": 1000.0,
    "kilometers": 1000.0, "m": 1.0, "metre": 1.0, "metres": 1.0, "meter": 1.0, "meters": 1.0,
    "mile": 1609.344, "miles": 1609.344, "mi": 1609.344, "yard": 0.9144, "yards": 0.9144,
    "foot": 0.3048, "feet": 0.3048, "ft": 0.3048,
    "nm": 1852.0, "nmi": 1852.0,
}  # fmt: skip
_NAUTICAL_M = 1852.0
_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_WORD_NUMBER = (
    r"(?:(?:a|one|two|three|four|five|six|seven|eight|nine|several|a few)\s+)?"
    r"(?:hundred|thousand)(?:\s+and\s+\w+)?"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|half\s+a|a\s+couple\s+of|a\s+few|several|a\s+dozen|a\s+half|dozens\s+of|(?<=\bhalf\s)a|a(?=\s+(?:mile|kilomet))"
)
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PART = r"(?:a\s+half|half|a\s+quarter|three\s+quarters)"
_NUMBER = rf"(?:(?:{_FIGURE}|{_WORD_NUMBER})\s+and\s+{_PART}|{_FIGURE}|{_WORD_NUMBER})"
_UNIT = (
    r"(?:nautical\s+miles?|kilomet(?:er|re)s?|kms?|met(?:er|re)s?|miles?|yards?|feet|nmi|nm|m(?=\b(?!\w)))"
)
_PATTERN = re.compile(
    rf"(?P<hedge>(?:\b(?:(?:less|fewer|more|farther|further|no\s+more|not\s+more|little\s+more|just\s+over)(?:\s+than)?"
    rf"|at\s+least|at\s+most|up\s+to|as\s+(?:little|close|near|far|much)\s+as|under|over|within|about|around|some|roughly"
    rf"|approximately|nearly|almost|just|only|barely|close\s+to|an\s+estimated|approx\.?|a\s+mere|c\.)\s+){{0,3}})"
    rf"(?P<between>\b(?:between|from)\s+)?(?<![\w.,$€£])(?P<low>{_NUMBER})"
    rf"(?:(?(between)\s*(?:-|–|to|and)\s*|\s*(?:-|–|—|to|or)\s*)(?P<high>{_NUMBER}))?"
    rf"[\s\u00a0-]*(?P<unit>{_UNIT})\b\.?(?!\s*(?:per|an|/)\s*h)"
    rf"(?:\s+and\s+(?P<part>a\s+half|a\s+quarter))?"
    rf"(?:\s*\((?P<second>[^()\n]{{2,40}})\))?"
    rf"(?:\s*,\s*or\s+(?:about\s+|around\s+)?{_NUMBER}[\s-]*{_UNIT}\b,?)?",
    re.IGNORECASE,
)
_UNIT_HINTS = ("km", "kilom", "mile", "mete", "metr", "yard", "feet", "nm")
_METRES_HINT = re.compile(r"\d\s?m")
_PARTS = {"a half": 0.5, "half": 0.5, "a quarter": 0.25, "three quarters": 0.75}
_LOOSE = frozenset(("several", "a few", "a couple of", "dozens of"))
_LOOSE_RANGE = {"several": (3, 9), "a few": (2, 6), "a couple of": (2, 3), "dozens of": (24, 90)}


@dataclass(slots=True, frozen=True)
class Distance:
    """A distance as told, in metres.

    Attributes
    ----------
    start, end
        Span in the text, hedges and a bracketed second unit included.
    minimum, maximum
        Bounds the text sets; both the same for a plain figure; None for no bound.
    hedged
        Whether 'about', 'some', 'nearly' stands before it.
    rounding
        Half the last digit the figure was given to, in metres.
    """

    start: int
    end: int
    minimum: float | None
    maximum: float | None
    hedged: bool
    rounding: float

    @property
    def value(self) -> float:
        """The figure itself, the middle of a range."""
        if self.minimum is not None and self.maximum is not None:
            return (self.minimum + self.maximum) / 2
        return self.maximum if self.maximum is not None else self.minimum or 0.0


def find_distances(text: str, start: int = 0, end: int | None = None) -> Iterator[Distance]:
    """Yield the distances of ``text[start:end]`` in order."""
    end = len(text) if end is None else end
    piece = text[start:end].lower()
    if not any(hint in piece for hint in _UNIT_HINTS) and _METRES_HINT.search(piece) is None:
        return
    for match in _PATTERN.finditer(text, start, end):
        found = _distance(match)
        if found is not None:
            yield found


def _distance(match: re.Match[str]) -> Distance | None:
    unit = match["unit"].lower()
    factor = _NAUTICAL_M if unit.startswith("nautical") else _UNITS_M.get(unit)
    low = " ".join(match["low"].lower().split())
    if factor is None or (unit == "m" and not low[0].isdigit()):
        return None
    if low in _LOOSE:
        bounds = _LOOSE_RANGE[low]
        span = (match.start(), match.end())
        return Distance(*span, bounds[0] * factor, bounds[1] * factor, hedged=True, rounding=factor)
    first = _number(low)
    second = _number(" ".join(match["high"].lower().split())) if match["high"] else None
    if first is None or first <= 0:
        return None
    if match["part"]:
        first += _PARTS[" ".join(match["part"].lower().split())]
    hedge = " ".join(match["hedge"].lower().split())
    rounding = _rounding(low) * factor
    minimum: float | None = first * factor
    maximum: float | None = (second if second is not None and second >= first else first) * factor
    hedged = False
    if any(
        word in hedge
        for word in ("less", "fewer", "under", "within", "at most", "up to", "no more", "not more")
    ):
        minimum = None
    elif any(word in hedge for word in ("more", "farther", "further", "at least", "over")):
        maximum = None
    elif hedge and hedge not in ("just", "only", "barely", "a mere"):
        hedged = True
    return Distance(match.start(), match.end(), minimum, maximum, hedged, rounding)


def _number(words: str) -> float | None:  # noqa: PLR0911  one return a way of writing
    whole, _, part = words.rpartition(" and ")
    if whole and part in _PARTS:
        number = _number(whole)
        return None if number is None else number + _PARTS[part]
    if words[0].isdigit():
        return float(words.replace(",", ""))
    if words in ("half a", "a half"):
        return 0.5
    if words == "a":
        return 1.0
    if words == "a dozen":
        return 12.0
    if words in _ONES:
        return float(_ONES[words])
    parts = re.split(r"[-\s]+", words)
    if parts[0] in _TENS:
        return float(_TENS[parts[0]] + (_ONES.get(parts[1], 0) if len(parts) > 1 else 0))
    for word, size in (("hundred", 100.0), ("thousand", 1000.0)):
        if word in parts:
            head = parts[parts.index(word) - 1] if parts.index(word) else "one"
            tail = parts[-1] if "and" in parts else ""
            return _ONES.get(head, 3 if head in ("several", "few") else 1) * size + _ONES.get(
                tail, _TENS.get(tail, 0)
            )
    return None


def _rounding(words: str) -> float:
    if words.rpartition(" and ")[2] in _PARTS:
        return 0.25
    if not words[0].isdigit():
        return 0.5
    figure = words.replace(",", "")
    if "." in figure:
        return 0.5 * 10.0 ** -len(figure.split(".")[1])
    zeros = len(figure) - len(figure.rstrip("0"))
    return 0.5 * 10.0 ** min(zeros, max(len(figure) - 1, 0))
