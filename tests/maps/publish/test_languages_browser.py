"""The page in the reader's language and, by a pseudo-language, from right to left, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from geomap.layerset import LayerSet
from geomap.maps import build_map, save_map
from geomap.maps.locale import page_words
from tests.maps.browser import GO, address, opened

pytestmark = pytest.mark.browser

STATES = {"list": "", "table": "tab=table", "legend": "tab=about", "event": "event=e-000000000001"}
SAID = """() => {
    const texts = [];
    const walker = document.createTreeWalker(document.querySelector('#geomap'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.parentElement.checkVisibility() && node.data.trim()) texts.push(node.data.trim());
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
        if (element.checkVisibility())
            for (const name of ['aria-label', 'title', 'placeholder'])
                if (element.getAttribute(name)) texts.push(element.getAttribute(name));
    return texts;
}"""
CLIPPED = """() => [...document.querySelectorAll('#geomap *')].filter((element) => {
    const style = getComputedStyle(element);
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!words || !element.checkVisibility() || style.textOverflow === 'ellipsis') return false;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || element.closest('.table, .scroller, select, .leaflet-container')) return false;
    return element.scrollWidth > element.clientWidth + 1 && style.display !== 'inline'
        || box.left < -1 || box.right > innerWidth + 1;
}).map((element) => `${element.className}: ${element.textContent}`)"""


@pytest.fixture(scope="module")
def page_address(layers: LayerSet, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page that was built in German."""
    path: Path = tmp_path_factory.mktemp("page") / "index.html"
    save_map(build_map(layers, language="de", url="https://news.example/maps/"), path)
    return address(path)


def states(page: Page, language: str) -> Iterator[str]:
    """Lead the page through what it can show."""
    for name, fragment in STATES.items():
        page.evaluate(GO, "&".join(part for part in (f"lang={language}", fragment) if part))
        yield name


def box_of(page: Page, part: str) -> dict[str, float]:
    """Where a part of the page stands."""
    box = page.locator(part).bounding_box()
    assert box is not None, part
    return {"x": box["x"], "width": box["width"]}


@pytest.mark.parametrize("language", ["uk", "ru", "de"])
def test_the_page_speaks_the_language_asked_for(browser: Browser, page_address: str, language: str) -> None:
    """No message is left in English or cut, dates are the language's, and the address keeps it."""
    words = page_words(language)
    english = {
        message
        for context, told in words.items()
        for message, text in told.items()
        if context == "page" and isinstance(text, str) and text != message and "{" not in message
    }
    with opened(browser, f"{page_address}#lang={language}") as (page, seen):
        for _ in states(page, language):
            assert english.isdisjoint(page.evaluate(SAID))
        assert page.evaluate("document.documentElement.lang") == language
        assert f"lang={language}" in page.evaluate("location.hash")
        days = {"uk": "трав", "ru": "мая", "de": "Mai"}[language]
        assert days in (page.text_content(".days") or "")
        for width in (320, 900):
            page.set_viewport_size({"width": width, "height": 800})
            for name in states(page, language):
                assert page.evaluate(CLIPPED) == [], (width, name)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.errors == []
        assert seen.requests == []


def test_a_reader_can_choose_another_language(browser: Browser, page_address: str) -> None:
    """The page opens in that it was built in; the legend offers the others; what is shown stays."""
    with opened(browser, f"{page_address}#tab=about", settle=False) as (page, _):
        assert page.text_content(".tab") == "Ereignisse"
        assert page.locator(".languages button").all_text_contents() == [
            "English", "Українська", "Русский", "Deutsch",
        ]  # fmt: skip
        page.get_by_role("button", name="English").click()
        page.get_by_role("button", name="Events").wait_for()
        assert set(page.evaluate("location.hash").lstrip("#").split("&")) == {"tab=about", "lang=en"}


def test_from_the_right_the_page_is_mirrored_and_nothing_is_cut(browser: Browser, page_address: str) -> None:
    """From phone to desktop: panel and controls change sides, every word is translated, none is cut."""
    with opened(browser, f"{page_address}#lang=x-rtl") as (page, seen):
        assert page.evaluate("getComputedStyle(document.querySelector('.panel')).direction") == "rtl"
        for width in (320, 390, 1200):
            page.set_viewport_size({"width": width, "height": 800})
            for name in states(page, "x-rtl"):
                assert page.evaluate(CLIPPED) == [], (width, name)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.evaluate(GO, "lang=x-rtl")
            panel, stage, share, zoom = (
                box_of(page, part) for part in (".panel", ".stage", ".share", ".leaflet-control-zoom")
            )
            assert share["x"] + share["width"] / 2 < width / 2
            assert zoom["x"] - stage["x"] < stage["width"] / 2
        assert panel["x"] >= stage["x"] + stage["width"] - 1
        for part in (".tab", ".filter-toggle", ".count", ".switch", ".link"):
            for text in page.locator(part).all_text_contents():
                assert "\u202e" in text, part
        assert seen.errors == []
