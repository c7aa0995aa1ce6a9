"""Names a letter or two off: the guess of last resort."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["close_keys"]

_MIN = 5
_TWO_FROM = 9
_START = 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz "


def close_keys(key: str, trie: Any) -> list[str]:
    """Folded names of ``trie`` that differ from ``key`` by one letter, or by two where both are long.

    One letter put in, left out, changed, or two neighbours swapped. Short names (under five letters) have no
    close ones; two letters are forgiven from nine on, and the first three must then be the same.
    """
    if len(key) < _MIN:
        return []
    one = [variant for variant in _edits(key) if variant in trie]
    if one or len(key) < _TWO_FROM:
        return list(dict.fromkeys(one))
    return sorted(
        {
            other
            for other in trie.keys(key[:_START])
            if abs(len(other) - len(key)) < _START and _distance_at_most_two(key, other)
        }
    )


def _edits(key: str) -> Iterator[str]:
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        if tail:
            yield head + tail[1:]
            if len(tail) > 1:
                yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def _distance_at_most_two(a: str, b: str) -> bool:
    before = list(range(len(b) + 1))
    for row, x in enumerate(a, 1):
        current = [row]
        for column, y in enumerate(b, 1):
            current.append(min(before[column] + 1, current[-1] + 1, before[column - 1] + (x != y)))
        if min(current) > _START - 1:
            return False
        before = current
    return before[-1] < _START
