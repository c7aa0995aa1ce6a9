"""Build step: the name a place is shown under, as English-language reporting spells it.

GeoNames writes names of other scripts in a romanisation with marks ('Khān Yūnis', 'Homyel'') or by a habit
that newsrooms left ('Shchastya'). Marks go; Ukrainian places are shown as Ukraine itself romanises them
(Cabinet of Ministers resolution 55 of 2010), where GeoNames knows that spelling too. What neither rule
reaches stands in ``names.csv`` and ``admin1.csv``. The old name stays a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from geomap.gazetteer._rows import Row

__all__ = ["add_article_forms", "plain", "show_usual_names", "ukrainian"]

# Countries whose names are written in another script: their Latin spellings carry marks no newsroom prints.
_OTHER_SCRIPT = frozenset(
    "AE AF AM BD BG BH BT BY CN DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM "
    "MN MR MV NP OM PK PS QA RU SA SD SO SS SY TH TJ TM TN TW UA UZ YE".split()
)
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʻʿʾ`´ʹʺ\"“”", None))
# Here the apostrophe parts syllables, and newsrooms print it: 'Xi'an', 'Be'er Sheva'.
_PARTING = frozenset("CN IL TW".split())
_WITHIN = re.compile(r"(?<=[a-z])[’‘ʼʻʿʾ`'](?=[a-z])")
_CYRILLIC = re.compile("[\u0400-\u04ff'’ʼ -]+")
# GeoNames' habit for Ukrainian, and what the official rules write.
_HABITS = (
    (re.compile("’yi"), "i"),
    (re.compile("(?<=[a-z’])y(?=[aeu])"), "i"),
    (re.compile("(?<=[aeiou])yi"), "i"),
    (re.compile("(?<=[aeiou])y(?![aeiouy])"), "i"),
)
_RUSSIAN = re.compile("[ыэёъ]")
_STARTING = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "'": "", "’": "", "ʼ": "",
}  # fmt: skip


def show_usual_names(rows: Iterable[Row], settled: Collection[str] = ()) -> None:
    """Give ``rows`` their usual name; ids in ``settled`` have theirs from a person."""
    for row in rows:
        if row.id in settled:
            continue
        name = plain(row.name, row.country)
        if row.country == "UA" and row.kind.startswith("PPL"):
            name = _official(row) or name
        if name != row.name:
            row.names = [row.name, *(other for other in row.names if other != name)]
            row.name = name


def plain(name: str, country: str | None) -> str:
    """``name`` without marks and apostrophes where its country writes in another script."""
    if country not in _OTHER_SCRIPT or (name.isascii() and not set(name) & set("'`\"")):
        return name
    if country in _PARTING:
        name = _WITHIN.sub("\0", name)
    text = name.replace("ë", "yo").replace("Ë", "Yo").translate(_APOSTROPHES).replace("\0", "'")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.translate({0x131: "i", 0xF8: "o", 0x111: "d", 0x142: "l", 0x259: "a", 0x18F: "A"})
    return text.strip() or name


def ukrainian(name: str) -> str:
    """A Ukrainian name in Latin letters, by the official rules; '' for what is not written in Ukrainian."""
    if not _CYRILLIC.fullmatch(name) or _RUSSIAN.search(name.lower()):
        return ""
    words = []
    for word in re.split(r"([ -])", name):
        if word in {" ", "-"}:
            words.append(word)
            continue
        letters = word.lower().replace("зг", "\0")
        latin = "".join(
            "zgh" if c == "\0" else (_STARTING.get(c) if at == 0 else None) or _LETTERS.get(c, "?")
            for at, c in enumerate(letters)
        )
        words.append(latin[:1].upper() + latin[1:] if word[:1].isupper() else latin or word)
    latin = "".join(words)
    return "" if "?" in latin else latin


def _official(row: Row) -> str:
    """The official spelling of a Ukrainian place, where it is that of a name GeoNames has for it; else ''."""
    name = row.name.replace("'", "’").replace("`", "’").replace("s’k", "sk")
    for habit, spelling in _HABITS:
        name = habit.sub(spelling, name)
    name = plain(name, "UA")
    if name == row.name:
        return ""
    key = name.lower().replace("-", " ")
    for other in row.names:
        spelling = other if other.isascii() else ukrainian(other)
        if spelling.lower().replace("-", " ") == key:
            return spelling
    return ""


_ARABIC = frozenset("AE BH DJ DZ EG ER IL IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split())
_ARTICLE = re.compile(r"(?:A[lrnt]|A[sdt]h?|Az|El|E[ndrst]|Esh)[ -](?=\S{4})", re.IGNORECASE)
_KNOWN_WITHOUT = 5000


def add_article_forms(rows: Iterable[Row]) -> None:
    """Give Arabic names their other articles: 'Ar Raqqah' is 'al-Raqqah' and, being a town, 'Raqqah'."""
    for row in rows:
        if row.country not in _ARABIC:
            continue
        forms = []
        for name in dict.fromkeys((row.name, *row.names)):
            found = _ARTICLE.match(name)
            if found and (name.isascii() or plain(name, row.country).isascii()):
                rest = plain(name[found.end() :], row.country)
                forms += [f"Al {rest}", f"El {rest}"]
                forms += [rest] if row.population >= _KNOWN_WITHOUT else []
        row.names = list(dict.fromkeys((*row.names, *forms)))
