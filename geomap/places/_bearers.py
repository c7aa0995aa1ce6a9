"""'Luden, 30 km from the border': a distance right after a name is a claim about that place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.places._distances import Distance
from geomap.places._found import Found
from geomap.places._kinds import is_area
from geomap.places._lexicon import GEO_NOUNS

__all__ = ["bearer_of"]

_GAP = 60
_TOLD = re.compile(
    rf"(?:\s+(?:air\s+|railway\s+|naval\s+)?(?:{'|'.join(sorted(GEO_NOUNS))}))?"
    r"(?:\s*[,(–—]\s*(?:which\s+|that\s+)?(?:is\s+|was\s+|lies\s+|lay\s+|sits\s+|stands\s+|located\s+|"
    r"situated\s+|lying\s+|(?:an?|the)\s+(?:[a-z-]+\s+){1,3})?|\s+(?:is|was|lies|lay|sits|stands)\s+)"
    r"(?:only\s+|just\s+|itself\s+)?"
)
_HELD = re.compile(r"\s*,?\s+(?:in\s+)?(?:the\s+)?(?:[a-z]+\s+){0,2}|\s*\(\s*|['’]s?\s+(?:[a-z]+\s+){0,2}")
_NOUN = re.compile(rf"\s+(?:{'|'.join(sorted(GEO_NOUNS))})")


def bearer_of(text: str, distance: Distance, names: Sequence[Found]) -> Found | None:
    """The place among ``names``, those of the sentence, that ``distance`` is told of; None where none is.

    It stands right before the distance, but for what it lies in: 'Luden in Sudland's Lower region, 16 km
    from Norland'.
    """
    end = distance.start
    first = True
    for item in reversed(names):
        if item.end > end:
            continue
        if item.end < distance.start - _GAP:
            return None
        gap = text[item.end : end]
        if first:
            if _TOLD.fullmatch(gap) is None:
                return None
        elif _HELD.fullmatch(_NOUN.sub("", gap)) is None:
            return None
        if item.place is None or item.form == "embedded" or not item.literal:
            if item.place is None or not is_area(item.place):
                return None
        elif not is_area(item.place):
            return item if item.form == "name" else None
        end, first = item.start, False
    return None
