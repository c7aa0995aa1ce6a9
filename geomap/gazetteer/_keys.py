"""Search keys of place names: how two spellings come to be the same name.

Two keys. The folded key forgets case, accents, apostrophes and hyphens. The sound key also forgets which
habit of transliteration a name was written in; it is for a second try, when the folded key found nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold", "is_abbreviation", "sound_key"]

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h",
        "ŧ": "t", "ŋ": "n", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ʼ": None, "ʻ": None, "ʽ": None, "ʾ": None,
        "ʿ": None, "ʹ": None, "ʺ": None, "ˈ": None, "'": None, "’": None, "‘": None, "`": None, "´": None,
        "′": None, '"': None, "“": None, "”": None, "«": None, "»": None, ".": None, "\u200b": None,
        "\u200c": None, "\u200d": None, "\u00ad": None, "-": " ", "‐": " ", "‑": " ", "‒": " ", "–": " ",
        "—": " ", "/": " ", ",": " ", "(": " ", ")": " ", "_": " ", "\u00a0": " ", "&": " and ",
    }
)  # fmt: skip

_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ж": "zh", "з": "z",
        "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
        "р": "r", "с": "s", "т": "t", "у": "u", "ў": "v", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
        "щ": "shch", "ъ": None, "ы": "y", "ь": None, "э": "e", "ю": "yu", "я": "ya", "ё": "yo", "ј": "y",
        "љ": "ly", "њ": "ny", "ђ": "dj", "ћ": "ch", "џ": "dj", "ѓ": "g", "ќ": "k", "ѕ": "dz", "ә": "a",
        "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
    }
)  # fmt: skip

# In this order: longer spellings first. Sources: the notes of BGN/PCGN romanisation of Ukrainian, Russian,
# Belarusian and Arabic, and what English newsrooms write instead.
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"\bst\b|\bste\b|\bsainte\b|\bsankt\b|\bsan\b|\bsanta\b", "saint"),
        (r"\bmt\b", "mount"),
        (r"\bft\b", "fort"),
        (r"\b(?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|esh|et|ez|en|ul)\s+(?=\w)", ""),
        (r"shch|stch|sch", "Q"),
        (r"dzh|dj|zh|j(?=[aou])", "z"),
        (r"tch|ch", "C"),
        (r"sh", "S"),
        (r"kh|gh|q|x", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"tz|ts|c(?=[eiy])", "T"),
        (r"ck|c", "k"),
        (r"w", "v"),
        (r"ou|oo|o", "u"),
        (r"[yje]", "i"),
        (r"g", "h"),
        (r"(.)\1+", r"\1"),
        (r"i[aiu]*\b", "i"),
        (r"(?<=[bdfhklmnprstvzCSTQ])i(?=[au])", ""),
        (r"(.)\1+", r"\1"),
    )
)
_SPACES = re.compile(r"\s+")
_MAX_ABBREVIATION = 4


def fold(name: str) -> str:
    """``name`` without case, accents, apostrophes, full stops; hyphens and slashes as spaces."""
    text = name.casefold().translate(_LETTERS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.translate(_LETTERS)
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
    for pattern, to in _SOUNDS:
        text = pattern.sub(to, text)
    return _SPACES.sub("", text)


def is_abbreviation(name: str) -> bool:
    """Whether ``name`` must match letter by letter, case too: 'US', 'B.C.', 'Kan.', not 'Kyiv'."""
    letters = name.replace(".", "").replace(" ", "")
    if not letters.isalpha() or not letters.isascii():
        return False
    return name.endswith(".") or (letters.isupper() and len(letters) <= _MAX_ABBREVIATION)
