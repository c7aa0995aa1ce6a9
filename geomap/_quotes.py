"""How much of a source's sentence is passed on: in full, shortened, or not at all."""

from __future__ import annotations

from typing import Literal

__all__ = ["QuoteLength", "quoted"]

QuoteLength = Literal["full", "short", "none"]

_WORDS = 25
_CHARACTERS = 200


def quoted(quote: str | None, length: str) -> str | None:
    """``quote`` as ``length`` allows: short is 25 words or 200 characters at most, cut at a word with '…'.

    None stays None, and is what 'none' gives.
    """
    if not quote or length == "none":
        return None
    words = quote.split()
    text = " ".join(words)
    if length == "full" or (len(words) <= _WORDS and len(text) <= _CHARACTERS):
        return text
    short = " ".join(words[:_WORDS])
    if len(short) > _CHARACTERS:
        short = short[:_CHARACTERS].rsplit(" ", 1)[0]
    return short.rstrip(" ,;:-–—") + " …"
