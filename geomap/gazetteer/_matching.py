"""Names to rows of the index: as written, folded, by sound, a letter or two off; the longest in a text."""

from __future__ import annotations

from collections.abc import Sequence

from geomap.gazetteer._close import close_keys, close_sounds, edit_distance
from geomap.gazetteer._keys import fold, sound_key
from geomap.gazetteer._overlay import Overlay
from geomap.gazetteer._reader import Reader

__all__ = ["Matcher", "Record"]

Record = tuple[int, int]
"""A row of the index, and how prominent its place is under the name asked for."""

_LONGEST = 9
_ABBREVIATION_WORDS = 6
# Abbreviations that are words too when a line is in capitals: they count behind a comma only ('Gary, IN').
_WORDS_TOO = frozenset("AM AS DE HI IN LA MA ME NO OH OK OR PA SA SO TO".split())
_MOST_MISSPELT = 3


class Matcher:
    """The names of an index and of the ``overlays`` before it."""

    def __init__(self, reader: Reader, overlays: Sequence[Overlay]) -> None:
        self._reader = reader
        self._overlays = overlays

    def has_name(self, name: str) -> bool:
        """Whether ``name`` is known exactly or folded."""
        key = fold(name)
        names = self._reader.names
        return (
            key in names
            or (name.isprintable() and "=" + name in names)
            or any(key in overlay.names for overlay in self._overlays)
        )

    def longest_match(self, words: Sequence[str], start: int) -> int:
        """How many of ``words`` from ``start`` on form the longest known name; 0 for none."""
        names = self._reader.names
        joined = ""
        ends: dict[int, int] = {}
        for count, word in enumerate(words[start : start + _LONGEST], 1):
            key = fold(word)
            if key:
                joined = f"{joined} {key}" if joined else key
            ends.setdefault(len(joined), count)
        known = names.prefixes(joined) if joined else []
        for overlay in self._overlays:
            known += [key for key in (joined[:end] for end in ends) if key in overlay.names]
        best = max((ends.get(len(key), 0) for key in known), default=0)
        if not words[start][:1].isupper():
            return best
        abbreviation = ""
        for count, word in enumerate(words[start : start + _ABBREVIATION_WORDS], 1):
            abbreviation += word
            if count > best and "=" + abbreviation in names and not _only_a_word(words, start, abbreviation):
                best = count
        return best

    def named(self, name: str) -> list[Record]:
        """What bears ``name``, exactly or folded."""
        names = self._reader.names
        records: list[Record] = list(names.get(fold(name), ()))
        exact = names.get("=" + name) if name.isprintable() else None
        if exact:
            known = {row for row, _ in records}
            records += [record for record in exact if record[0] not in known]
        return records

    def sounding(self, name: str) -> list[Record]:
        """What sounds like ``name`` across habits of transliteration."""
        key = sound_key(name)
        return list(self._reader.sounds.get(key, ())) if key else []

    def close(self, name: str) -> list[Record]:
        """What is called almost ``name``: a letter or two off, or one sound off."""
        key = fold(name)
        best: dict[int, int] = {}
        for other in close_keys(key, self._reader.names):
            for row, prominence in self._reader.names.get(other, ()):
                best[row] = max(prominence, best.get(row, 0))
        if best:
            return list(best.items())
        sounds = self._reader.sounds
        for other in close_sounds(sound_key(name), sounds):
            best.update(sounds.get(other, ()))
        # What sounds alike may be spelt very differently: only the nearest spellings are a fair guess.
        away = {row: self._misspelt(key, row) for row in best}
        nearest = min(away.values(), default=0)
        return [(row, best[row]) for row in best if away[row] == nearest <= _MOST_MISSPELT]

    def _misspelt(self, key: str, row: int) -> int:
        """Letters between the folded ``key`` and the nearest name of ``row``."""
        place = self._reader.place(row)
        return min(edit_distance(key, fold(n), _MOST_MISSPELT) for n in (place.name, *place.other_names))


def _only_a_word(words: Sequence[str], start: int, abbreviation: str) -> bool:
    return abbreviation in _WORDS_TOO and not (start and words[start - 1].endswith(","))
