"""The message catalogues: complete, and safe to fill."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

import geomap.maps
from geomap.maps.locale import LANGUAGES, Words, page_words
from geomap.model import CATEGORIES

MAPS = Path(geomap.maps.__file__).parent
KEYWORDS: Any = {"words": None, "_words": None, "plural": (1, 2)}


def catalogue(language: str) -> Any:
    with (MAPS / "locale" / f"{language}.po").open(encoding="utf-8") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


def used() -> set[Any]:
    found: set[Any] = set()
    for path in sorted(MAPS.rglob("*.py")):
        for _, message, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            found.add(message)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_code_is_there(language: str) -> None:
    """Nothing the code says is missing, and nothing is kept that it no longer says."""
    entries = {message.id for message in catalogue(language) if message.id and not message.context}
    assert entries == used()


def page_messages() -> dict[str, set[str]]:
    """English messages and named values of the page's scripts, by context."""
    source = (MAPS.parents[1] / "web" / "src" / "words.ts").read_text(encoding="utf-8")
    text = r'"(?:[^"\\]|\\.)*"'

    def within(begin: str, end: str) -> str:
        return source.split(begin, 1)[1].split(end, 1)[0]

    found = {
        "page": {
            *re.findall(rf"^  \w+: ({text}),", within("const MESSAGES = {", "} as const"), re.MULTILINE),
            *re.findall(
                rf"^  \w+: \[({text}), {text}\],", within("const COUNTED = {", "} as const"), re.MULTILINE
            ),
        }
    }
    found = {"page": {json.loads(message) for message in found["page"]}}
    for context, body in re.findall(r'= worded\("([^"]+)", \{(.*?)\n\}\);', source, re.DOTALL):
        found[context] = set(re.findall(r"^  (\w+): ", body, re.MULTILINE))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_page_is_there(language: str) -> None:
    """What the scripts say in English has a translation, and nothing is kept that they no longer say."""
    told = {context: set(words) for context, words in page_words(language).items() if context != "country"}
    wanted = page_messages()
    assert told["page"] == wanted["page"]
    assert {
        context: values - told[context] for context, values in wanted.items() if values - told[context]
    } == {}


def test_the_scripts_name_values_as_the_catalogue_does() -> None:
    """The English words of categories and the like are the same on page and still but for the capital."""
    source = (MAPS.parents[1] / "web" / "src" / "words.ts").read_text(encoding="utf-8")
    for context, body in re.findall(r'= worded\("([^"]+)", \{(.*?)\n\}\);', source, re.DOTALL):
        for value, word in re.findall(r'^  (\w+): "([^"]*)"', body, re.MULTILINE):
            assert str(page_words("en")[context][value]).casefold() == word.casefold(), (context, value)


def test_countries_are_called_as_readers_call_them() -> None:
    """By CLDR, also those that the basemap calls otherwise; what CLDR lacks stays."""
    words = Words("uk")
    assert [words.country(name) for name in ("Ukraine", "Turkey", "Siachen Glacier")] == [
        "Україна", "Туреччина", "Siachen Glacier",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_filled_with_the_same_fields(language: str) -> None:
    """No empty text, no field lost or invented."""
    for message in catalogue(language):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts:
            assert text, message.id
            fields = set(re.findall(r"\{\w+\}", text))
            # One of a thing may be told in words: One day, {number} days.
            assert fields in [set(re.findall(r"\{\w+\}", form)) for form in ids], message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_model_has_a_word(language: str) -> None:
    """Categories and statuses are named in each language."""
    names = {(message.context, message.id) for message in catalogue(language)}
    assert all(("category", category) in names for category in CATEGORIES)


@pytest.mark.parametrize(
    ("language", "forms"),
    [("uk", ["1 джерело", "3 джерела", "5 джерел", "11 джерел", "21 джерело"]),
     ("de", ["1 Quelle", "3 Quellen", "5 Quellen", "11 Quellen", "21 Quellen"])],
)  # fmt: skip
def test_plurals_follow_the_language(language: str, forms: list[str]) -> None:
    """One, few and many."""
    words = Words(language)
    assert [words.plural("{count} source", "{count} sources", count) for count in (1, 3, 5, 11, 21)] == forms
