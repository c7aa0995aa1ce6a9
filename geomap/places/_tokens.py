"""Words of a text with their offsets, and the islands of capitalised words where names can stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from geomap._sentences import sentence_spans

__all__ = ["Island", "Tokens", "clean_name", "tokenise"]

# Combining marks and zero-width characters belong to the word they stand in: offsets stay exact.
_WORD = re.compile(
    # First what most words are, so that the rest is tried for few.
    "[a-z]+(?=[ ,.])"
    "|(?=[A-Z])(?:(?:[A-Z]\\.){2,}"
    "|\\b(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Kans|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore"
    "|Pa|Penn|Penna|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ont|Que|Sask|Alta)\\.(?=[\\s,)\u2014-]|$))"
    "|[^\\W\\d_](?:[^\\W_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u200b-\u200f\u2060\ufeff])*"
    "|\\d+(?:[.,]\\d+)*"
    "|[^\\s\\w]|_"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_CONNECTORS = frozenset(
    "of the de del della da do dos du des la le les el al an and upon on in sur y e i und von van der den "
    "bin "
    "ibn s d l - – . ' ’ &".split()
)
_SHORT = frozenset(
    "st mt ft dr mr mrs ms gen col lt sgt maj capt sen rep gov prof pres sec adm fr sr jr hon".split()
)
_OPENERS = frozenset(("al", "el", "ar", "as", "ash", "at", "az", "d", "l"))
_OPENING = frozenset('"“‘:;•')
_MAX_CONNECTORS = 3
_MAX_ISLAND = 24
_LONGEST_PARTICLE = 5


@dataclass(slots=True)
class Island:
    """A run of capitalised words with the small ones between: tokens ``first`` to ``last``, exclusive."""

    first: int
    last: int


@dataclass(slots=True)
class Tokens:
    """The words and signs of a text.

    Attributes
    ----------
    text
        What the offsets count in.
    words, lower, starts, ends
        One entry a token.
    opens
        Indices of the tokens that open a sentence.
    sentences
        Spans in the text, in order.
    islands
        In order; they do not overlap.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    opens: set[int]
    sentences: list[tuple[int, int]]
    islands: list[Island]

    def span(self, first: int, last: int) -> str:
        """The text of tokens ``first`` to ``last``, exclusive."""
        return self.text[self.starts[first] : self.ends[last - 1]]


@lru_cache(maxsize=100_000)
def clean_name(surface: str) -> str:
    """``surface`` as a gazetteer is asked for it: NFC, one space, nothing invisible, no article before it."""
    if not surface.isascii():
        surface = unicodedata.normalize("NFC", _INVISIBLE.sub("", surface)).replace("’", "'")
    name = " ".join(surface.split())
    if name[:4].lower() == "the ":
        name = name[4:]
    return name


def tokenise(text: str, ranges: Iterable[tuple[int, int]]) -> Tokens:
    """Words, sentence openings and islands of the ``ranges`` of ``text``, which are in order."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: set[int] = set()
    sentences: list[tuple[int, int]] = []
    for begin, stop in (span for start, end in ranges for span in sentence_spans(text, start, end)):
        sentences.append((begin, stop))
        breaks.add(len(words))
        spans = [match.span() for match in _WORD.finditer(text, begin, stop)]
        words += [text[first:last] for first, last in spans]
        starts += [first for first, _ in spans]
        ends += [last for _, last in spans]
    opens = breaks.union(at for at, word in enumerate(words, 1) if word in _OPENING)
    lower = [word.lower() for word in words]
    return Tokens(
        text, words, lower, starts, ends, opens, sentences, _islands(words, lower, starts, ends, breaks)
    )


def _islands(
    words: list[str], lower: list[str], starts: list[int], ends: list[int], breaks: set[int]
) -> list[Island]:
    found: list[Island] = []
    count = len(words)
    # Scripts without case count as capitals: only the gazetteer can tell there.
    capital = [
        "A" <= word[0] <= "Z" or (word[0] > "\x7f" and word[0].isalpha() and not word[0].islower())
        for word in words
    ]
    index = 0
    while index < count:
        if not capital[index]:
            index += 1
            continue
        first = index
        if (
            first >= 2  # noqa: PLR2004  an opener and its hyphen
            and lower[first - 2] in _OPENERS
            and words[first - 1] in "-'’"
            and starts[first] == ends[first - 1]
            and (not found or found[-1].last <= first - 2)
        ):
            first -= 2
        last = index + 1
        while last < count and last - first < _MAX_ISLAND:
            reach = last
            while (
                reach < count
                and reach - last <= _MAX_CONNECTORS
                and reach not in breaks
                and not capital[reach]
                and _connects(words, lower, starts, ends, reach)
            ):
                reach += 1
            if reach >= count or reach in breaks or not capital[reach]:
                break
            last = reach + 1
        found.append(Island(first, last))
        index = last
    return found


def _connects(words: list[str], lower: list[str], starts: list[int], ends: list[int], index: int) -> bool:
    word = lower[index]
    if _is_hyphened(words, starts, ends, index):
        return True
    if word not in _CONNECTORS:
        return False
    if word == ".":
        return lower[index - 1] in _SHORT or len(words[index - 1]) == 1
    if word in "-–'’":
        return starts[index] == ends[index - 1]
    return True


def _is_hyphened(words: list[str], starts: list[int], ends: list[int], index: int) -> bool:
    """'au' in Port-au-Prince: a small word of any language with a hyphen on both sides."""
    return (
        index + 1 < len(words)
        and len(words[index]) <= _LONGEST_PARTICLE
        and words[index].isalpha()
        and words[index - 1] in "-–"
        and words[index + 1] in "-–"
        and starts[index] == ends[index - 1]
        and starts[index + 1] == ends[index]
    )
