"""The language of a text: English by its function words, others by py3langid."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["language_of"]

_SAMPLE = 4000
_ENGLISH = frozenset(
    "the of and to in a is that for on was with said by at from has have are were it as be not who"
    " but its".split()
)
_ENGLISH_SHARE = 0.16
_MIN_WORDS = 6
_MIN_LETTERS = 40
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``; None where it is too short to tell.

    English, which most input is, is told without loading the identifier and its model.
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    if len(words) < _MIN_WORDS:
        return None
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    if sum(map(len, words)) < _MIN_LETTERS:
        return None
    return _identified(" ".join(words))


@cache
def _identified(sample: str) -> str:
    import py3langid  # noqa: PLC0415  a second, for texts that are not plainly English

    code, _ = py3langid.classify(sample)
    return str(code)
