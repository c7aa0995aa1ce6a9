"""Figures told of several places in one sentence: '24 violations in A and 129 in B'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.events._figures import NUMBER, number_of, quantities_in
from geomap.events._where import Choice, span_of
from geomap.model import Quantity

__all__ = ["bare_figure", "shared_out"]

_BEFORE = 70
_OWN_FIGURE = re.compile(
    rf"(?P<figure>{NUMBER})(?P<unit>(?:\s+(?!and\b)[\w’'-]+){{0,5}}?)\s+(?:in|near|at|from|around|across)\s+"
    r"(?:(?:the|neighbouring|neighboring|nearby|northern|southern|eastern|western|central)\s+){0,2}"
    r"(?:(?:district|region|province|county|town|city|village) of\s+)?$",
    re.IGNORECASE,
)
_PART = re.compile(r"\s+of (?:them|these|those|whom|which|the (?:dead|victims|total))\b", re.IGNORECASE)
_BARE = re.compile(
    r"\b(?:record|register|count|tall|not)\w*\s+(?P<figure>\d[\d,]*)(?=[\s]*[,.;]|\s+(?:after|against|"
    r"up)\b)"
)


def shared_out(
    text: str, sentence: tuple[int, int], choices: Sequence[Choice], *, unit: str | None = None
) -> list[tuple[Choice, Quantity]]:
    """Each place with the figure told of it.

    Empty where the sentence tells no figure for two places, nor one's part of all: '40 of them in X'.

    A figure without a unit of its own counts what the first one counts, or ``unit`` where none has any.
    """
    found: list[tuple[Choice, Quantity | None, str]] = []
    parted = False
    for choice in sorted(choices, key=lambda choice: choice.mention.start):
        begin = span_of(choice.mention)[0]
        before = text[max(sentence[0], begin - _BEFORE) : begin]
        match = None
        for start in (found_at.start() for found_at in re.finditer(r"\b\w", before)):
            match = _OWN_FIGURE.match(before, start)
            if match is not None:
                break
        if match is not None:
            own = quantities_in(match["figure"] + match["unit"] + " ") if match["unit"] else ()
            found.append((choice, own[0] if own else None, match["figure"]))
            parted = parted or _PART.match(match["unit"]) is not None
    if len(found) < 2 and not parted:  # noqa: PLR2004  one figure belongs to the sentence as a whole
        return []
    units = [quantity.unit for _, quantity, _ in found if quantity is not None]
    first = units[0] if units else unit or _first_unit(text[slice(*sentence)])
    if first is None:
        return []
    return [(choice, quantity or _quantity(figure, first)) for choice, quantity, figure in found]


def bare_figure(quote: str, unit: str) -> Quantity | None:
    """'It recorded 402': a figure of what was counted before; None where the sentence tells none so."""
    match = _BARE.search(quote)
    return None if match is None else _quantity(match["figure"], unit)


def _first_unit(quote: str) -> str | None:
    return next((quantity.unit for quantity in quantities_in(quote)), None)


def _quantity(figure: str, unit: str) -> Quantity:
    low, high = number_of(figure)
    return Quantity(minimum=low, maximum=high, unit=unit, words=figure)
