"""Ships and aircraft bear the names of places: 'the ferry Estonia', 'HMS Norfolk', 'the Moskva'."""

from __future__ import annotations

from collections.abc import Container

from geomap.places._tokens import Tokens

__all__ = ["craft_names"]

_CRAFT = frozenset(
    "tanker tankers freighter freighters vessel vessels ship ships warship warships carrier carriers ferry "
    "trawler frigate frigates destroyer destroyers corvette corvettes cruiser cruisers submarine "
    "submarines yacht boat boats barge tug tugboat dredger icebreaker minesweeper minehunter gunboat "
    "liner battleship cutter containership steamer catamaran schooner lifeboat flagship hovercraft".split()
)
_PREFIXES = frozenset("HMS HMAS HMCS HMNZS INS JS KRI MV RFA RMS ROKS RRS RV SS TCG USCGC USNS USS".split())
_VERBAL = frozenset(("to", "will", "would", "can", "could", "may", "might", "must", "should", "not"))
_LONGEST = 4


def craft_names(tokens: Tokens, is_demonym: Container[int]) -> set[int]:
    """The tokens of ``tokens`` that are the name of a ship, wherever it stands.

    Told by the word for a craft right before it, or by its prefix; what is told once counts for the same
    name after 'the' in all of the text. ``is_demonym`` holds tokens that are none whatever stands before.
    """
    words, lower = tokens.words, tokens.lower
    taken: set[int] = set()
    if _CRAFT.isdisjoint(lower) and _PREFIXES.isdisjoint(words):
        return taken
    names: set[tuple[str, ...]] = set()
    for at, low in enumerate(lower):
        if low not in _CRAFT and words[at] not in _PREFIXES:
            continue
        if low in _CRAFT and (words[at] != low or (at and lower[at - 1] in _VERBAL)):
            continue
        stop = _end(tokens, at + 1)
        if stop > at + 1 and at + 1 not in is_demonym:
            taken.update(range(at + 1, stop))
            names.add(tuple(words[at + 1 : stop]))
    if names:
        firsts = {name[0]: name for name in sorted(names)}
        for at, word in enumerate(words):
            name = firsts.get(word)
            if (
                name is not None
                and at
                and lower[at - 1] == "the"
                and tuple(words[at : at + len(name)]) == name
            ):
                taken.update(range(at, at + len(name)))
    return taken


def _end(tokens: Tokens, at: int) -> int:
    """Where the run of capitalised words that starts with token ``at`` ends."""
    stop = at
    while (
        stop < len(tokens.words)
        and stop - at < _LONGEST
        and stop not in tokens.opens
        and (tokens.words[stop][0].isupper() or (stop > at and tokens.words[stop][0].isdigit()))
    ):
        stop += 1
    return stop
