"""'Springfield, Illinois', 'Austin, in Scott County, Indiana': names that say where another lies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from geomap.model import Candidate
from geomap.places._context import Reason
from geomap.places._kinds import Name, contains
from geomap.places._lists import is_listed

__all__ = ["PARENT_REACH", "parent_reasons"]

PARENT_REACH = 10
"""How many characters stand at most between a name and the one that says where it lies."""

_TOP = 5
_BESIDE = re.compile(r"\s*[,(]\s*(?:in\s+(?:the\s+)?)?")
_WITHIN = re.compile(r"\s+(?:[a-z]+\s+)?(?:of|in)\s+(?:the\s+)?(?:(?:state|province|city)\s+of\s+)?")
_WITHIN_REACH = 30
_FIRM, _FIRM_OVER_ANOTHER, _LOOSE, _HOLDING = 5.0, 4.0, 2.0, 2.0

Known = Callable[[int], Sequence[Candidate]]
"""From the number of a name to what it may mean."""


def parent_reasons(names: Sequence[Name], known: Known) -> Iterator[tuple[int, int, Reason]]:
    """What the names after them say for candidates: number of the name, of its candidate, the reason."""
    for index in range(len(names) - 1):
        link = _link(names, index)
        if not link or (link == _FIRM and _lists_sisters(names, index, known)):
            continue
        yield from _held_by(index, index + 1, link, known)
        if link == _FIRM:
            yield from _holding(index, known)
        if link == _FIRM and index + 2 < len(names) and _link(names, index + 1) == _FIRM:
            yield from _held_by(index, index + 2, _FIRM_OVER_ANOTHER, known)


def _held_by(index: int, other: int, weight: float, known: Known) -> Iterator[tuple[int, int, Reason]]:
    parents = [candidate.place for candidate in known(other)[:_TOP]]
    for at, candidate in enumerate(known(index)):
        parent = next((place for place in parents if contains(place, candidate.place)), None)
        if parent is not None:
            told = "right after it" if other == index + 1 else "after it"
            yield index, at, Reason(weight, f"{parent.name} is named {told}", local=True)


def _holding(index: int, known: Known) -> Iterator[tuple[int, int, Reason]]:
    """'Buffalo, New York' means the state, which holds Buffalo, not the city."""
    children = [candidate.place for candidate in known(index)[:_TOP]]
    for at, candidate in enumerate(known(index + 1)):
        place = candidate.place
        if place.kind.startswith("ADM") and any(contains(place, child) for child in children):
            yield index + 1, at, Reason(_HOLDING)


def _link(names: Sequence[Name], index: int) -> float:
    """How strongly a name is tied to the next one as lying in it."""
    name, follower = names[index], names[index + 1]
    size = follower.start - name.end
    if size <= 0:
        return 0.0
    if size <= PARENT_REACH and _BESIDE.fullmatch(name.after[:size]):
        return _FIRM
    if size <= _WITHIN_REACH and not follower.demonym and _WITHIN.fullmatch(name.after[:size]):
        return _LOOSE
    return 0.0


def _lists_sisters(names: Sequence[Name], index: int, known: Known) -> bool:
    """'Washington, Oklahoma and Ohio' lists states: nothing there is a town in the one after it."""

    def regions(number: int) -> set[str | None]:
        return {c.place.country for c in known(number)[:_TOP] if c.place.kind == "ADM1"}

    own = regions(index)
    if not own:
        return False
    follower = regions(index + 1) & own
    beside = []
    if index and is_listed(names[index - 1], names[index]):
        beside.append(index - 1)
    if index + 2 < len(names) and is_listed(names[index + 1], names[index + 2]):
        beside.append(index + 2)
    return any(follower & regions(number) for number in beside)
