"""Where in a sentence another speaker takes over: 'A was shelled, X says; Y says it answered'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.events._speakers import Voice, voice_of

__all__ = ["voice_at", "voices_in"]

_NEXT_VOICE = re.compile(
    r";\s+|,\s+(?:and|but|while)\s+(?=[^,;]{2,70}?\b(?:said|says|say|reported|told)\b\s+\w)|"
    r",\s+(?:and|but|while)\s+(?=(?:the|a|an)\s+[^,;]{2,40}?\b(?:denied|denies)\b)"
)
_SAID_LAST = re.compile(r",\s+[^,;]{2,90}\b(?:said|says|say|reported|told \w+)\b[^,;]{0,30}\.?\s*$")


def voices_in(sentence: str, voice: Voice) -> tuple[tuple[int, Voice], ...]:
    """Where in a sentence another speaker takes over: offset and voice of each part that has its own.

    'A was shelled, X says; Y says it answered near B', 'C lost power, and Z said that D is closed': what
    stands before the first speaker is the publisher's own.
    Empty for a sentence with one voice; ``voice`` is that of the whole.
    """
    if voice.acts:
        return ()
    bounds = [
        0,
        *(match.end() for match in _NEXT_VOICE.finditer(sentence) if not _in_quotes(sentence, match.start())),
    ]
    if len(bounds) == 1:
        return ()
    parts = [sentence[begin:end] for begin, end in zip(bounds, [*bounds[1:], len(sentence)], strict=True)]
    own = [voice_of(part) for part in parts]
    if all(mine.who is None or mine.acts for mine in own):
        return ()
    found: list[tuple[int, Voice]] = []
    last: Voice | None = None
    for begin, mine in zip(bounds, own, strict=True):
        if mine.who is not None and not mine.acts:
            last = mine if mine.who in sentence else voice
        elif last is None and not _SAID_LAST.search(parts[-1]):
            found.append((begin, mine if mine.acts else Voice(None, mine.seen)))
            continue
        found.append((begin, last or voice))
    return tuple(found)


def _in_quotes(sentence: str, at: int) -> bool:
    """Whether an offset lies inside what a sentence quotes."""
    before = sentence[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def voice_at(parts: Sequence[tuple[int, Voice]], at: int, voice: Voice) -> Voice:
    """Whose words stand at an offset of a sentence with these ``parts``; ``voice`` where it has only one."""
    return next((mine for begin, mine in reversed(parts) if begin <= at), voice)
