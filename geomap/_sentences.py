"""Sentences of a text, by offsets. Shared by places and events, so that both see the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["sentence_spans"]

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col sgt maj capt adm rep sen gov st mt ft no vs etc inc ltd co jr sr "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun "
    "u.s u.k u.n e.g i.e a.m p.m approx est km kan calif fig".split()
)
_STOP = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]?[^\sa-z]|\s*$)|\n+""")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence of ``text[start:end]``, white space around it left out.

    A line break ends a sentence. A full stop does not end one after a known abbreviation or an initial.
    """
    end = len(text) if end is None else end
    begin = start
    for match in _STOP.finditer(text, start, end):
        if not match[0].startswith("\n") and _abbreviates(text, begin, match.start()):
            continue
        yield from _trimmed(text, begin, match.start() if match[0].startswith("\n") else match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _abbreviates(text: str, begin: int, stop: int) -> bool:
    if text[stop] != ".":
        return False
    first = stop
    while first > begin and (text[first - 1].isalnum() or text[first - 1] in "._"):
        first -= 1
    last = text[first:stop]
    return last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
