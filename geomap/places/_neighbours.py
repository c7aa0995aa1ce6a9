"""Names the gazetteer lacks where a guess is wanted: taken to lie where their neighbours do."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import Candidate
from geomap.places._kinds import Name
from geomap.places._parents import PARENT_REACH
from geomap.places._senses import Choice, Sense

__all__ = ["fall_back"]

_SURE = 0.4
_WIDE_AWAY = 4
_GUESS_CONFIDENCE = 0.5
_FIRM_SUPPORT = 1.2


def fall_back(senses: Sequence[Sense], choices: list[Choice], names: Sequence[Name]) -> None:
    """Where a name is not known, or only a part that nothing speaks for: where its neighbours lie."""
    firm = [
        index
        for index, choice in enumerate(choices)
        if choice.place is not None
        and choice.confidence >= _SURE
        and choice.place.precision in ("site", "settlement", "district")
        and not names[index].demonym
    ]
    wide = [i for i, c in enumerate(choices) if c.place is not None and c.confidence >= _SURE]
    for sense in senses:
        choice = choices[sense.names[0]]
        if choice.place is not None and (
            choice.candidates[0].match != "close" or choice.support >= _FIRM_SUPPORT
        ):
            continue
        for index in sense.names:
            near = _nearest(index, names, firm, wide)
            if near is None:
                continue
            place = choices[near].place
            assert place is not None
            choices[index] = Choice(
                (Candidate(place=place, match="close", score=_GUESS_CONFIDENCE),),
                _GUESS_CONFIDENCE,
                f"not in the gazetteer; taken to lie where {place.name} does, named beside it",
            )


def _nearest(index: int, names: Sequence[Name], firm: Sequence[int], wide: Sequence[int]) -> int | None:
    """The name that says most of where ``index`` lies: right after its comma, else near it in the text.

    A country or region counts as so many times as far as a town.
    """
    after = index + 1
    if after in wide and 0 < names[after].start - names[index].end <= PARENT_REACH:
        return after
    start = names[index].start
    return min(
        wide,
        key=lambda at: (abs(names[at].start - start) * (1 if at in firm else _WIDE_AWAY), at),
        default=None,
    )
