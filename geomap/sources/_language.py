"""The language of a text: by its script and its small words, by py3langid where these do not tell."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["code_of", "language_of"]

_SAMPLE = 4000
# Small words that carry no meaning of their own. Those that English has too, and single letters, tell nothing
# of another language; 'a' and 'in' tell little of English.
_SMALL: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in a is that for on was with said by at from has have are were it as be not who"
        " but its after near into over about will this they their he his had been",
        "fr": "le la les des du de un une et est dans que qui pour sur par au aux en plus son ses selon après"
        " pas avec ont été ce cette il",
        "es": "el la los las de del que en un una por con para se al su sus es son fue más como según tras"
        " han ha lo",
        "pt": "os de da das dos que em um uma por com para na nos nas se foi mais ao são segundo"
        " após não",
        "it": "il lo la gli le di del della dei che un una con su nel nella al si è sono più come dopo"
        " non ha da",
        "de": "der die das den dem des und ist von zu mit auf für im ein eine einer nicht nach sich bei als"
        " wurde wurden sind am es",
        "nl": "de het een en van op te dat met voor zijn door bij naar niet aan uit er om na werd",
        "pl": "na się że nie jest po od za przez oraz został są jak",
        "ro": "și de la în un pe cu din care au fost pentru este prin nu",
        "tr": "ve bir bu için da de ile olarak olan daha çok gibi kadar sonra",
        "id": "yang di dan dari untuk pada dengan ke ini itu tidak oleh akan dalam telah",
        "sv": "och att det som en på är av för med till den har inte om ett efter vid",
        "vi": "và của các là một cho trong đã với được không người tại",
        "sw": "ya na wa kwa katika za ni la kuwa hiyo cha baada",
        "tl": "ang ng sa mga na ay ito para kay si",
    }.items()
}  # fmt: skip
_SHARE = 0.16
_PLAIN_SHARE = 0.25
"""No other language here has so many of English's small words."""
_MIN_WORDS = 6
_MIN_LETTERS = 20
_MIN_PLAIN = 8
"""Names look foreign in any language: only so many words written small tell one written in Latin letters."""
_WEAK = frozenset({"a", "in"})
_UNSURE = frozenset({"pcm", "jv", "la"})
"""What the identifier says of English with many names."""
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``; None where it is too short to tell, or all names.

    English, which most input is, is told without loading the identifier and its model.
    """
    written = _WORD.findall(text[:_SAMPLE])
    words = [word.lower() for word in written]
    latin = sum(bool(_LATIN.fullmatch(word)) for word in words)
    if 2 * latin < len(words):
        # Some scripts know no blanks between words.
        told = len(words) >= _MIN_WORDS or sum(map(len, words)) >= _MIN_LETTERS
        return _identified(" ".join(words)) if told else None
    if len(words) < _MIN_WORDS:
        return None
    english = sum(word in _SMALL["en"] for word in words)
    if english >= _PLAIN_SHARE * len(words):
        return "en"
    counts = {code: sum(word in small for word in words) for code, small in _SMALL.items()}
    strong = english - sum(word in _WEAK for word in words)
    best = max(counts, key=lambda code: (counts[code], code == "en"))
    if english >= _SHARE * len(words) and 3 * english >= 2 * counts[best]:
        code = _identified(" ".join(words)) if not strong and counts[best] else "en"
        return code if counts.get(code) else "en"
    if best != "en" and counts[best] > max(1, 2 * strong) and counts[best] >= _SHARE * len(words):
        # Neighbours share their small words: which one it is the identifier knows better.
        code = _identified(" ".join(words))
        return best if code == "en" or code in _UNSURE else code
    return None if english else _foreign([word for word in written if word.islower()])


def _foreign(plain: list[str]) -> str | None:
    """The language of words without capitals where none of them is a small word known here."""
    if len(plain) < _MIN_PLAIN:
        return None
    code = _identified(" ".join(plain))
    return None if code in _UNSURE or code == "en" else code


def code_of(told: str | None) -> str | None:
    """ISO 639-1 code of a language as inputs name it ('en-GB', 'eng', 'English'); None for other words."""
    match = re.fullmatch(r"([a-z]{2})(?:[-_].*)?|(eng|english)(?:[-_ ].*)?", (told or "").strip().lower())
    return match and (match[1] or "en")


@cache
def _identified(sample: str) -> str:
    import py3langid  # noqa: PLC0415  a second, for texts that are not plainly English

    code, _ = py3langid.classify(sample)
    return str(code)
