"""The page for everyone: keyboard, axe-core, narrow and zoomed screens, touch, print, reduced motion."""

# ruff: noqa: E501  attacks, selectors and scripts read best on one line

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.maps.browser import each_state, opened

pytestmark = pytest.mark.browser


RINGED = """[['', 'outlineStyle'], ['::after', 'borderTopStyle']]
    .some(([part, style]) => getComputedStyle(document.activeElement, part)[style] === 'solid')"""
"""Whether what has the focus shows it: by an outline, or the map by a frame over it."""
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


def test_all_of_it_can_be_done_with_the_keyboard(browser: Browser, site: str) -> None:
    """Search, open, return to where one was, step through time; focus is always seen."""
    with opened(browser, site) as (page, _):
        seen: list[str] = []
        for _turn in range(60):
            page.keyboard.press("Tab")
            name = page.evaluate(
                "document.activeElement.className || document.activeElement.type || document.activeElement.tagName"
            )
            if name == "BODY":
                break
            assert page.evaluate(RINGED), name
            seen.append(name)
        assert {"link", "round play", "slider", "search", "filter-toggle"} <= set(seen)
        assert any("row" in name for name in seen)
        page.focus(".row >> nth=1")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        title = page.evaluate("document.activeElement.querySelector('.title').textContent")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == title
        page.focus(".back")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.querySelector('.title').textContent") == title
        page.focus(".slider")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        assert page.inner_text(".now") == "Mon 5 May"
        assert page.get_attribute(".slider", "aria-valuetext") == "Mon 5 May"


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(1280, 800, "light"), (1920, 1080, "dark"), (320, 640, "light"), (320, 256, "dark")],
)
def test_axe_finds_nothing(browser: Browser, site: str, width: int, height: int, scheme: Any) -> None:
    """WCAG 2.2 AA and best practice in every state, light and dark, narrow and at 400 % zoom."""
    size = {"width": width, "height": height}
    with opened(browser, site, viewport=size, color_scheme=scheme, bypass_csp=True) as (page, _):
        page.add_script_tag(content=AXE.read_text())
        for name in each_state(page):
            report = page.evaluate(
                "axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] })"
            )
            found = [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in report["violations"]]
            assert found == [], name


def test_nothing_sticks_out_sideways(browser: Browser, site: str) -> None:
    """320 to 1920 pixels, and 1280 at 400 % zoom: the page never scrolls in two directions, in any state."""
    sizes = [(320, 640), (320, 256), (360, 740), (768, 1024), (1280, 800), (1920, 1080)]
    with opened(browser, site) as (page, _):
        for name in each_state(page):
            for width, height in sizes:
                page.set_viewport_size({"width": width, "height": height})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width, height)


def test_on_a_phone_it_works_by_touch(browser: Browser, site: str) -> None:
    """Targets are large enough; a tap opens, the slider moves."""
    with opened(
        browser,
        site,
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
    ) as (page, seen):
        small = page.evaluate("""[...document.querySelectorAll('button, select, input, summary, a.leaflet-control-zoom-in')]
            .filter((e) => e.offsetParent).map((e) => [e.className, e.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)""")
        assert small == []
        page.tap(".row >> nth=0")
        expect(page.locator(".detail h2")).to_be_visible()
        page.tap(".back")
        page.tap("[aria-label='One step on']")
        assert page.inner_text(".now") == "Sun 4 May"
        assert seen.errors == []


def test_print_shows_map_and_every_event(browser: Browser, site: str) -> None:
    """On paper nothing is scrolled away."""
    with opened(browser, site) as (page, _):
        page.emulate_media(media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".rows .row").count() == 36
        assert not page.locator(".filters").is_visible()
        assert page.locator(".folium-map").is_visible()


def test_reduced_motion_is_respected(browser: Browser, site: str) -> None:
    """The map jumps instead of flying."""
    with opened(browser, site, reduced_motion="reduce") as (page, _):
        page.click(".row >> nth=2")
        page.click("text=Show on map")
        assert not page.evaluate("document.querySelector('.leaflet-zoom-anim')")
