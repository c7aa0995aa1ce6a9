"""Names a letter or two off: the guess of last resort."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["close_keys", "close_sounds", "edit_distance"]

_MIN = 5
_MIN_SOUNDS = 6
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
            if abs(len(other) - len(key)) < _START and edit_distance(key, other, _START - 1) < _START
        }
    )


def close_sounds(key: str, trie: Any) -> list[str]:
    """Sound keys of ``trie`` one sound off ``key``, which must have six at least and keeps its first."""
    if len(key) < _MIN_SOUNDS:
        return []
    sounds = "abdfhiklmnprstuvzCQST"
    return list(dict.fromkeys(v for v in _edits(key, sounds) if v[:1] == key[0] and v in trie))


def _edits(key: str, letters: str = _LETTERS) -> Iterator[str]:
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        if tail:
            yield head + tail[1:]
            if len(tail) > 1:
                yield head + tail[1] + tail[0] + tail[2:]
        for letter in letters:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def edit_distance(a: str, b: str, most: int) -> int:
    """Letters to put in, leave out or change between ``a`` and ``b``; ``most`` + 1 where they are more."""
    before = list(range(len(b) + 1))
    for row, x in enumerate(a, 1):
        current = [row]
        for column, y in enumerate(b, 1):
            current.append(min(before[column] + 1, current[-1] + 1, before[column - 1] + (x != y)))
        if min(current) > most:
            return most + 1
        before = current
    return min(before[-1], most + 1)
