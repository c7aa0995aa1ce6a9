"""The days that a report says it covers: "Period: 12 to 18 June", "covers the week to 29 June"."""

from __future__ import annotations

import datetime as dt
import re

from geomap.events._moments import Anchor, Phrase
from geomap.events._times import phrases
from geomap.model import Document

__all__ = ["covered"]

_HEAD = 2500  # characters in which a report says what it covers
_LINE = re.compile(r"[^\n.]+(?:\.(?=\d)[^\n.]+)*")
_COVERS = re.compile(
    r"\b(?:period|covers?|covering|week (?:of|from|to|ending)|reporting (?:period|week)|weekly)\b",
    re.IGNORECASE,
)
_DAYS = frozenset({"day", "part_of_day"})
_LONGEST = dt.timedelta(days=100)


def covered(document: Document) -> Phrase | None:
    """The span of local days a report covers; None where it says none, or for what is no report."""
    dates = [post.published for post in document.posts if post.published is not None]
    moment = document.published or max(dates, default=None)
    if document.format not in {"sitrep", "digest"} or moment is None:
        return None
    anchor = Anchor(moment)
    for line in _LINE.finditer(document.text, 0, _HEAD):
        if _COVERS.search(line[0]) is None:
            continue
        found = [
            phrase
            for phrase in phrases(document.text, line.start(), line.end(), anchor)
            if phrase.precision in _DAYS and not phrase.clock and not phrase.lasting
        ]
        if not found:
            continue
        begin, finish = min(p.begin for p in found), max(p.finish for p in found)
        if dt.timedelta(days=1) < finish - begin <= _LONGEST:
            words = document.text[found[0].start : found[-1].end]
            return Phrase(line.start(), line.end(), begin, finish, "day", " ".join(words.split()))
    return None
