"""One reader's language: messages from its catalogue, dates and numbers as CLDR writes them."""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from geomap.errors import InputError
from geomap.settings import LANGUAGES

__all__ = ["LANGUAGES", "Words", "page_words"]

_FOLDER = Path(__file__).parent
_PSEUDO = "x-rtl"
"""A pseudo-language besides, English from right to left, for tests."""

_FORMATS = {"en": "en_GB", _PSEUDO: "en_GB"}
_PAGE_CONTEXTS = frozenset(
    {"page", "category", "status", "attribution", "force", "group", "hint", "precision", "stance",
     "worldview", "worldview, short"}
)  # fmt: skip
_COUNTRIES = {
    "Antigua and Barbuda": "AG", "Bosnia and Herzegovina": "BA", "Cabo Verde": "CV",
    "Democratic Republic of the Congo": "CD", "Hong Kong": "HK", "Ivory Coast": "CI", "Macao": "MO",
    "Myanmar": "MM", "Palestinian Territory": "PS", "Republic of the Congo": "CG", "Saint Lucia": "LC",
    "Sao Tome and Principe": "ST", "The Netherlands": "NL", "Timor Leste": "TL", "Trinidad and Tobago": "TT",
    "Turkey": "TR",
}  # fmt: skip
"""Countries that CLDR calls otherwise in English."""


class Words:
    """Messages, dates and numbers of one language.

    Parameters
    ----------
    language
        One of `LANGUAGES`, or 'x-rtl'.

    Raises
    ------
    InputError
        There is no catalogue of that language.
    """

    def __init__(self, language: str = "en") -> None:
        if language not in {*LANGUAGES, _PSEUDO}:
            raise InputError(f"language {language!r}: is none of {', '.join(LANGUAGES)}")
        self.language = language
        self.rtl = language == _PSEUDO
        self._locale = Locale.parse(_FORMATS.get(language, language))
        self._messages = _catalogue(language)

    def __call__(self, message: str, /, **values: Any) -> str:
        """``message`` (in English) in this language, its {fields} filled with ``values``."""
        return self._marked(self._messages.gettext(message).format(**values))

    def plural(self, one: str, many: str, count: int, /, **values: Any) -> str:
        """The form of a message that fits ``count``, which fills its {count}."""
        chosen = self._messages.ngettext(one, many, count)
        return self._marked(chosen.format(count=self.number(count), **values))

    def name(self, kind: str, value: str) -> str:
        """The word for a value of the model: ``name("status", "claimed")``."""
        found = self._messages.pgettext(kind, value)
        return self._marked(found if found != value else value.replace("_", " "))

    def country(self, name: str) -> str:
        """A country's English name in this language, as CLDR has it; as it is where CLDR has none."""
        code = _countries().get(name)
        return name if code is None or self.rtl else str(self._locale.territories.get(code, name))

    def listed(self, names: Sequence[str]) -> str:
        """'A, B and C'."""
        return str(format_list(list(names), locale=self._locale))

    def number(self, value: float) -> str:
        """A number with this language's signs."""
        return str(format_decimal(value, locale=self._locale))

    def day(self, day: dt.date, *, weekday: bool = False) -> str:
        """'17 February 2022'."""
        return str(format_date(day, "full" if weekday else "long", locale=self._locale))

    def short_day(self, day: dt.date) -> str:
        """'17 Feb'."""
        return str(format_skeleton("MMMd", day, locale=self._locale))

    def days(self, since: dt.date, until: dt.date) -> str:
        """'14-24 February 2022', both days included."""
        if since == until:
            return self.day(since)
        return str(format_interval(since, until, "yMMMMd", locale=self._locale))

    def time(self, moment: dt.datetime, zone: str) -> str:
        """'17 Feb, 05:30' in ``zone``."""
        local = moment.astimezone(ZoneInfo(zone))
        return f"{self.short_day(local.date())}, {local:%H:%M}"

    def offset(self, day: dt.date, zone: str) -> str:
        """'UTC+2': how far the zone is from UTC at noon of ``day``."""
        noon = dt.datetime.combine(day, dt.time(12), ZoneInfo(zone))
        minutes = round((noon.utcoffset() or dt.timedelta()).total_seconds() / 60)
        if not minutes:
            return "UTC"
        hours, rest = divmod(abs(minutes), 60)
        return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")

    def _marked(self, text: str) -> str:
        # The letters of the pseudo-language stay readable; only the order and the marks show that it works.
        return f"\u202e{text}\u202c" if self.rtl else text


@cache
def page_words(language: str) -> dict[str, dict[str, str | list[str]]]:
    """What the page needs to speak a language: messages by context and English text; of a count its forms."""
    found: dict[str, dict[str, str | list[str]]] = {}
    for message in _read(language):
        name: Any = message.id
        text: Any = message.string
        if name and message.context in _PAGE_CONTEXTS:
            words = found.setdefault(message.context, {})
            if isinstance(name, tuple):
                words[name[0]] = list(text)
            else:
                words[name] = text
    names = Locale.parse(language).territories
    found["country"] = {name: names[code] for name, code in _COUNTRIES.items()}
    return found


@cache
def _countries() -> dict[str, str]:
    """ISO codes of countries by their English names."""
    return {
        name: code for code, name in Locale.parse("en").territories.items() if code.isalpha()
    } | _COUNTRIES


@cache
def _read(language: str) -> Catalog:
    with (_FOLDER / f"{language}.po").open(encoding="utf-8") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    catalogue = _read("en" if language == _PSEUDO else language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
