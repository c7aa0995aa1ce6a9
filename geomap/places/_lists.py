"""Nouns beside names and lists of names: 'Luden and Ormel counties', 'the cities of Luden and Ormel'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from geomap.places._kinds import Name, kind_hint, kind_of
from geomap.places._lexicon import FEATURE_KINDS

__all__ = ["is_listed", "kind_hints", "list_nouns", "list_numbers", "noun_beside", "nouns_after"]

_NOUNS_AFTER = re.compile(r"(?: [a-z]+){1,4}\b")
_LIST = re.compile(r",\s+(?:and\s+|or\s+)?(?:the\s+)?|\s+(?:and|or)\s+(?:the\s+)?")
_LIST_GAP = 10
_NOUN = re.compile(r"\s+([A-Z]?[a-z]+)\b")
_NOUN_OF = re.compile(r"\b([a-z]+)\s+of\s+(?:the\s+)?$")
_ENDS = re.compile(r",?\s+(?:and|or)\s+")


def is_listed(name: Name, follower: Name) -> bool:
    """Whether nothing but a comma or an 'and' stands between two names."""
    size = follower.start - name.end
    return 0 < size <= _LIST_GAP and _LIST.fullmatch(name.after[:size]) is not None


def list_numbers(names: Sequence[Name]) -> list[int]:
    """The number of the list that each of ``names`` stands in; names of their own have one each."""
    numbers: list[int] = []
    for at, name in enumerate(names):
        numbers.append(numbers[-1] if at and is_listed(names[at - 1], name) else at)
    return numbers


def nouns_after(name: Name) -> Iterable[str]:
    """What the small words after a name may add to it, the longest first: 'strait bridge', 'air base'.

    Only nouns of sites, waters and land; a region or town of the name needs no noun to be found.
    """
    match = _NOUNS_AFTER.match(name.after)
    if match is None:
        return
    words = match[0].split()
    for size in range(len(words), 0, -1):
        if FEATURE_KINDS.get(words[size - 1]) in ("S", "H", "T"):
            yield " ".join(words[:size])


def kind_hints(names: Sequence[Name]) -> list[str]:
    """What kind each of ``names``, in text order, is said to be by a noun of its own or of its list."""
    nouns = list_nouns(names)
    return [kind_hint(name) or kind_of(noun) or "" for name, noun in zip(names, nouns, strict=True)]


def list_nouns(names: Sequence[Name]) -> list[str]:
    """The noun of the list that each of ``names`` stands in, in the singular; '' without one.

    It stands in the plural after the list ('Luden, Ormel and Kestrel counties') or before it ('the airports
    of Luden and Ormel').
    """
    nouns = [""] * len(names)
    at = 0
    while at < len(names):
        last = at
        while last + 1 < len(names) and is_listed(names[last], names[last + 1]):
            last += 1
        for start, end in _closed(names, at, last):
            noun = _plural_after(names[end]) or _plural_before(names[start])
            if noun:
                nouns[start : end + 1] = [noun] * (end + 1 - start)
        at = last + 1
    return nouns


def _closed(names: Sequence[Name], first: int, last: int) -> Iterable[tuple[int, int]]:
    """The lists among names that stand in a row: each ends with an 'and' or 'or' before its last name."""
    start = first
    for at in range(first, last):
        size = names[at + 1].start - names[at].end
        if _ENDS.match(names[at].after[:size]):
            yield start, at + 1
            start = at + 2


def _plural_after(name: Name) -> str:
    match = _NOUN.match(name.after)
    return _singular(match[1].lower()) if match else ""


def _plural_before(name: Name) -> str:
    match = _NOUN_OF.search(name.before)
    return _singular(match[1]) if match else ""


def noun_beside(name: Name) -> str:
    """The noun right after a name, or before an 'of': 'Luden county', 'the airport of Luden'."""
    match = _NOUN.match(name.after)
    if match and match[1] in FEATURE_KINDS:
        return match[1]
    before = _NOUN_OF.search(name.before)
    return before[1] if before and before[1] in FEATURE_KINDS else ""


def _singular(noun: str) -> str:
    """The noun of places that ``noun`` is the plural of; '' where it is none."""
    if not noun.endswith("s") or noun in FEATURE_KINDS:
        return ""
    one = noun[:-3] + "y" if noun.endswith("ies") else noun[:-1]
    return one if one in FEATURE_KINDS else ""
