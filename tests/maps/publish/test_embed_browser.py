"""The snippet in host pages, in a real Chromium on loopback: alone, with pym.js, with newswire's frames."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from geomap.layerset import LayerSet
from geomap.maps import build_map, save_map
from geomap.maps.publish import embed
from tests.maps.browser import chromium, opened

pytestmark = pytest.mark.browser

MODULES = Path(__file__).parents[3] / "web" / "node_modules"
PYM = MODULES / "pym.js" / "dist" / "pym.v1.min.js"
FRAMES = MODULES / "@newswire" / "frames" / "dist" / "frames.umd.js"
HEAD = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Article</title>'
    '<link rel="icon" href="data:,">'
)
TALL = '<p style="height:900px">Text.</p>'


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class' name
        """Say nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def site(layers: LayerSet, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Host pages and the map beside them, served on loopback."""
    folder = tmp_path_factory.mktemp("site")
    page = folder / "index.html"
    save_map(build_map(layers), page)
    for script in (PYM, FRAMES):
        if not script.exists():
            pytest.skip(f"{script.name}: run npm ci in web/")
        (folder / script.name).write_bytes(script.read_bytes())
    hosts = {
        "plain": embed(page),
        "script": embed(page, script=True),
        "pym": (
            '<div id="map"></div><script src="pym.v1.min.js"></script>'
            '<script>new pym.Parent("map", "index.html", {title: "Map", sandbox: "allow-scripts"})</script>'
        ),
        "frames": (
            '<div data-frame-src="index.html" data-frame-attribute-sandbox="allow-scripts" '
            'data-frame-attribute-title="Map"></div><script src="frames.umd.js"></script>'
            "<script>newswireFrames.autoInitFrames()</script>"
        ),
    }
    for name, snippet in hosts.items():
        text = f"{HEAD}<body style='margin:0'>{TALL}{snippet}{TALL}</body></html>"
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def height_of_frame(page: Page) -> float:
    return float(page.evaluate("document.querySelector('iframe').getBoundingClientRect().height"))


def shown(page: Page) -> None:
    """Scroll the frame into view and wait for its first marks."""
    page.evaluate("document.querySelector('iframe').scrollIntoView()")
    page.frame_locator("iframe").locator(".row").first.wait_for()
    page.wait_for_timeout(200)


@pytest.mark.parametrize("width", [320, 700, 1200])
@pytest.mark.parametrize("host", ["script", "pym", "frames"])
def test_the_frame_takes_the_height_the_page_tells(
    browser: Browser, site: str, host: str, width: int
) -> None:
    """Each helper, sandboxed to scripts alone, at phone, tablet and desktop width."""
    expected = {320: 680, 700: 780, 1200: 720}[width]
    with opened(browser, f"{site}/{host}.html", settle=False, viewport={"width": width, "height": 800}) as (
        page,
        seen,
    ):
        shown(page)
        page.wait_for_function(
            f"Math.abs(document.querySelector('iframe').getBoundingClientRect().height - {expected}) < 2"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.errors == []


def test_without_a_listener_the_frame_keeps_its_ratio(browser: Browser, site: str) -> None:
    """16 to 10, and never less than what was asked for."""
    for width, height in ((320, 640), (1200, 750)):
        with opened(
            browser, f"{site}/plain.html", settle=False, viewport={"width": width, "height": 800}
        ) as (page, _):
            shown(page)
            assert height_of_frame(page) == pytest.approx(height, abs=1)


def test_a_stranger_cannot_set_the_height(browser: Browser, site: str) -> None:
    """Only the frame itself is heard, and only within bounds."""
    with opened(browser, f"{site}/script.html", settle=False) as (page, _):
        shown(page)
        before = height_of_frame(page)
        page.evaluate("window.postMessage({geomap: 'height', height: 3000}, '*')")
        page.wait_for_timeout(200)
        assert height_of_frame(page) == before


def test_the_wheel_scrolls_the_article_until_a_reader_steps_in(browser: Browser, site: str) -> None:
    """Over the map the article scrolls; after a click the map zooms; after leaving it scrolls again."""
    with opened(browser, f"{site}/script.html", settle=False) as (page, _):
        shown(page)
        page.evaluate("window.scrollBy(0, -100)")
        frame = page.frames[1]
        box = page.locator("iframe").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.4
        scale = ".leaflet-control-scale-line"
        before, first = page.evaluate("scrollY"), frame.text_content(scale)
        page.mouse.move(x, y)
        page.mouse.wheel(0, 120)
        page.wait_for_timeout(400)
        assert page.evaluate("scrollY") > before
        assert frame.text_content(scale) == first
        page.evaluate(f"window.scrollTo(0, {before})")
        page.mouse.click(x, y)
        frame.wait_for_function("document.documentElement.classList.contains('entered')")
        page.mouse.wheel(0, -400)
        page.wait_for_timeout(600)
        assert page.evaluate("scrollY") == before
        assert frame.text_content(scale) != first


def test_a_low_frame_shows_the_map(browser: Browser, site: str) -> None:
    """At 400 pixels of height the map has most of the room and nothing scrolls."""
    with opened(browser, f"{site}/plain.html", settle=False, viewport={"width": 500, "height": 800}) as (
        page,
        _,
    ):
        style = "min-height:0;width:100%;height:400px;border:0"
        page.evaluate(f"document.querySelector('iframe').style = '{style}'")
        page.evaluate("document.querySelector('iframe').scrollIntoView()")
        frame = page.frame_locator("iframe")
        frame.locator(".stage").wait_for()
        stage = frame.locator(".stage").bounding_box()
        assert stage is not None
        assert stage["height"] > 180
        assert page.frames[1].evaluate("document.documentElement.scrollHeight") <= 400


def test_a_link_opens_on_a_day_and_a_place(browser: Browser, site: str) -> None:
    """What an author writes by hand behind '#'."""
    with opened(browser, f"{site}/index.html#day=2031-05-07") as (page, _):
        assert "7 May" in (page.text_content(".now") or "")
    with opened(browser, f"{site}/index.html#place=Kutaisi") as (page, _):
        assert (page.text_content(".leaflet-control-scale-line") or "").split()[0] in {"10", "20"}
