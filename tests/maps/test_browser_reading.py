"""Reading the page: links, details, crowds, what lies apart."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.maps.browser import GO, REST, opened, select, shown

pytestmark = pytest.mark.browser


def test_a_link_leads_back_to_time_filters_selection_and_view(browser: Browser, site: str) -> None:
    """Copy the address, open it anew: the same page."""
    with opened(browser, site) as (page, _):
        page.click("[aria-label='One step on']")
        page.click("[aria-label='One step on']")
        page.fill("input[type=search]", "rustavi")
        expect(page).to_have_url(re.compile("q=rustavi"))
        page.click("[aria-label='Zoom in']")
        expect(page).to_have_url(re.compile("map="))
        page.click(".row")
        expect(page).to_have_url(re.compile("event="))
        link = page.url
        words = page.inner_text(".now"), page.inner_text(".detail h2")
    with opened(browser, link, settle=False) as (page, seen):
        page.wait_for_selector(".detail h2")
        assert (page.inner_text(".now"), page.inner_text(".detail h2")) == words
        page.click(".back")
        assert page.input_value("input[type=search]") == "rustavi"
        assert shown(page).startswith("2 events")
        assert "map=" in link
        assert seen.errors == []


def test_back_and_forward_walk_through_what_was_opened(browser: Browser, site: str) -> None:
    """The browser's own buttons work."""
    with opened(browser, site) as (page, _):
        page.click(".row >> nth=0")
        title = page.inner_text(".detail h2")
        page.click(".back")
        page.go_back()
        expect(page.locator(".detail h2")).to_have_text(title)
        page.go_forward()
        expect(page.locator(".detail")).to_be_hidden()


def test_the_detail_tells_who_says_what_and_how_the_place_was_found(browser: Browser, site: str) -> None:
    """Claimant against claimant, each with source, link and time."""
    with opened(browser, site) as (page, _):
        select(page, "Mortar rounds")
        text = page.inner_text(".detail")
        for words in (
            "The mayor said", "A resident confirmed", "The rebels denied", "4 May, 07:00", "UTC+4",
            "The only town of that name", "at six in the morning",
        ):  # fmt: skip
            assert words in text
        links = page.eval_on_selector_all(".detail a", "all => all.map(a => [a.href, a.target, a.rel])")
        assert links[0] == ["https://wire.example/live#1", "_blank", "noopener noreferrer external"]


def test_a_mark_opens_its_event_and_a_crowd_is_counted(browser: Browser, site: str) -> None:
    """Pressing the ring at Tbilisi lists what is there."""
    with opened(browser, site) as (page, _):
        page.evaluate(GO, "map=9/41.69/44.79")
        page.evaluate(REST)
        box = page.locator(".folium-map").bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator(".count")).to_contain_text(re.compile(r"\d+ events here"))
        page.evaluate(GO, "map=9/41.85/44.72")
        page.evaluate(REST)
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator(".detail h2")).to_have_text("A bridge at Mtskheta is blown up")


def test_background_is_folded_until_asked_for(browser: Browser, site: str) -> None:
    """The older rally is listed on demand."""
    with opened(browser, site) as (page, _):
        page.evaluate("document.querySelector('.scroller').scrollTop = 1e6")
        page.click("button:has-text('before the period')")
        assert shown(page) == "37 events of 38"


def test_what_was_not_placed_is_listed(browser: Browser, site: str) -> None:
    """With the reason."""
    with opened(browser, site) as (page, _):
        page.evaluate("document.querySelector('.scroller').scrollTop = 1e6")
        page.click("button:has-text('not on the map')")
        assert "Old Mill: no such place is known" in page.inner_text(".about")
