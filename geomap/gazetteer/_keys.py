"""Search keys of place names: how two spellings come to be the same name.

Two keys. The folded key forgets case, accents, apostrophes and hyphens. The sound key also forgets which
habit of transliteration a name was written in; it is for a second try, when the folded key found nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["alike_key", "fold", "sound_key"]

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i",
        "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ʼ": None, "ʻ": None,
        "ʽ": None, "ʾ": None,
        "ʿ": None, "ʹ": None, "ʺ": None, "ˈ": None, "'": None, "’": None, "‘": None, "`": None, "´": None,
        "′": None, '"': None, "“": None, "”": None, "«": None, "»": None, ".": None, "\u200b": None,
        "\0": " ",
        "\u200c": None, "\u200d": None, "\u00ad": None, "-": " ", "‐": " ", "‑": " ", "‒": " ", "–": " ",
        "—": " ", "/": " ", ",": " ", "(": " ", ")": " ", "_": " ", "\u00a0": " ", "&": " and ",
    }
)  # fmt: skip

_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ж": "zh", "з": "z",
        "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
        "р": "r", "с": "s", "т": "t", "у": "u", "ў": "v", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
        "ш": "sh", "щ": "shch", "ъ": None, "ы": "y", "ь": None, "э": "e", "ю": "yu", "я": "ya",
        "ё": "yo", "ј": "y",
        "љ": "ly", "њ": "ny", "ђ": "dj", "ћ": "ch", "џ": "dj", "ѓ": "g", "ќ": "k", "ѕ": "dz", "ә": "a",
        "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
    }
)  # fmt: skip

# In this order: longer spellings first. What BGN/PCGN romanisations of Ukrainian, Russian, Belarusian and
# Arabic write, and what English newsrooms write instead. Capitals stand for sounds of several letters.
_REPLACE: tuple[tuple[str, str], ...] = (
    ("shch", "Q"), ("stch", "Q"), ("sch", "Q"), ("dzh", "z"), ("dj", "z"), ("zh", "z"),
    ("tch", "C"), ("ch", "C"), ("sh", "S"), ("kh", "h"), ("gh", "h"), ("q", "k"), ("x", "h"), ("ph", "f"),
    ("th", "t"), ("tz", "T"), ("ts", "T"), ("ce", "Te"), ("ci", "Ti"), ("cy", "Ty"), ("ck", "k"), ("c", "k"),
    ("ja", "za"), ("jo", "zo"), ("ju", "zu"), ("w", "v"), ("ou", "u"), ("o", "u"), ("y", "i"), ("j", "i"),
    ("e", "i"), ("g", "h"),
)  # fmt: skip
_WORDS = {
    **dict.fromkeys(("st", "ste", "sainte", "sankt", "san", "santa"), "saint"),
    "mt": "mount",
    "ft": "fort",
}
_ARTICLES = frozenset("al el ad ar as ash at az an ed er es esh et ez en ul".split())
_DOUBLED = re.compile(r"(.)\1+")
_ENDING = re.compile(r"i[aiu]*(?= |$)")
_SOFT = re.compile(r"(?<=[bdfhklmnprstvzCSTQ])i(?=[au])")


class _Marks(dict[int, str | None]):
    """Combining marks to None, as `str.translate` leaves them out; learnt as they are met."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        self[code] = kept = None if unicodedata.combining(letter) else letter
        return kept


_MARKS = _Marks()


@lru_cache(maxsize=1 << 15)
def fold(name: str) -> str:
    """``name`` without case, accents, apostrophes, full stops; hyphens and slashes as spaces."""
    if name.isascii():
        if name.isalpha():
            return name.lower()
        return " ".join(name.lower().translate(_LETTERS).split())
    text = name.casefold().translate(_LETTERS)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_MARKS).casefold().translate(_LETTERS)
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def sound_key(name: str) -> str:
    """A key that spellings of one name share across habits of transliteration; '' for other scripts.

    Ukrainian, Russian, Belarusian and Arabic names in Latin letters, and Cyrillic ones: h = g, shch = sch,
    ts = tz = c, y = i = e, w = v, o = u = ou, kh = h, no article, no doubled letters.
    """
    text = fold(name.casefold().translate(_CYRILLIC))
    if not text.isascii():
        return ""
    words = text.split()
    if len(words) > 1:
        words = [
            _WORDS.get(word, word)
            for at, word in enumerate(words)
            if word not in _ARTICLES or at + 1 == len(words)
        ]
        text = " ".join(words)
    for spelling, sound in _REPLACE:
        text = text.replace(spelling, sound)
    text = _DOUBLED.sub(r"\1", text)
    text = _SOFT.sub("", _ENDING.sub("i", text))
    return _DOUBLED.sub(r"\1", text.replace(" ", ""))


def alike_key(name: str) -> str:
    """A key that spellings of one name share, in any script: by sound, or folded where no sound is known."""
    return sound_key(name) or fold(name)
