"""Progress of long work on standard error: shown on a terminal only, and only after a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

__all__ = ["progress"]

_T = TypeVar("_T")
_PATIENCE_S = 1.0
_EVERY_S = 0.2


def progress(
    items: Iterable[_T], what: str, *, total: int | None = None, to: TextIO | None = None
) -> Iterator[_T]:
    """Yield ``items`` unchanged, telling on ``to`` how many have passed.

    Parameters
    ----------
    items
        What is worked through.
    what
        The word for it: 'documents'.
    total
        How many there are; None when nobody knows.
    to
        A text stream, standard error when None; nothing is written unless it is a terminal.
    """
    stream = sys.stderr if to is None else to
    if not stream.isatty():
        yield from items
        return
    begun = last = time.monotonic()
    shown = False
    for count, item in enumerate(items, start=1):
        yield item
        now = time.monotonic()
        if now - begun >= _PATIENCE_S and now - last >= _EVERY_S:
            of = f" of {total}" if total is not None else ""
            stream.write(f"\r{count}{of} {what}, {now - begun:.0f} s")
            stream.flush()
            shown, last = True, now
    if shown:
        stream.write("\r\x1b[K")
        stream.flush()
