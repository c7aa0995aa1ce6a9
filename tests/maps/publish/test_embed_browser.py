"""The snippet in host pages, in a real Chromium on loopback: alone, with pym.js, with newswire's frames."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial, wraps
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page
from playwright.sync_api import Error as PlaywrightError

from geomap.layerset import LayerSet
from geomap.maps import build_map, save_map
from geomap.maps.publish import embed
from tests.maps.browser import Seen, opened

pytestmark = pytest.mark.browser

MODULES = Path(__file__).parents[3] / "web" / "node_modules"
PYM = MODULES / "pym.js" / "dist" / "pym.v1.min.js"
FRAMES = MODULES / "@newswire" / "frames" / "dist" / "frames.umd.js"
HEAD = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Article</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="icon" href="data:,">'
)
SETTLING = 300
"""Milliseconds until a new frame gets the wheel and the fingers that are over it."""
TALL = '<p style="height:900px">Text.</p>'


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class' name
        """Say nothing."""


def host(body: str) -> str:
    """An article with text above and below."""
    return f"{HEAD}<body style='margin:0'>{TALL}{body}{TALL}</body></html>"


def hosts(page: Path) -> dict[str, str]:
    """Articles with the frame: by no helper, our own, and those of newsrooms; in a sandbox and out of it."""
    own, alone = embed(page, script=True), embed(page)
    found = {"alone": alone, "script": own, "script-open": re.sub(r' sandbox="[^"]*"', "", own)}
    for name, sandbox in (("", True), ("-open", False)):
        options = '{title: "Map", sandbox: "allow-scripts"}' if sandbox else '{title: "Map"}'
        found[f"pym{name}"] = (
            '<div id="map"></div><script src="pym.v1.min.js"></script>'
            f'<script>new pym.Parent("map", "index.html", {options})</script>'
        )
        attribute = 'data-frame-attribute-sandbox="allow-scripts"' if sandbox else ""
        found[f"frames{name}"] = (
            f'<div data-frame-src="index.html" {attribute} data-frame-attribute-title="Map"></div>'
            '<script src="frames.umd.js"></script><script>newswireFrames.autoInitFrames()</script>'
        )
    return {name: host(body) for name, body in found.items()}


@pytest.fixture(scope="module")
def site(layers: LayerSet, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Host pages and the map beside them, served on loopback."""
    folder = tmp_path_factory.mktemp("site")
    page = folder / "index.html"
    save_map(build_map(layers), page)
    for script in (PYM, FRAMES):
        assert script.exists(), f"{script}: run npm ci in web/"
        (folder / script.name).write_bytes(script.read_bytes())
    for name, text in hosts(page).items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def article(browser: Browser, url: str, **context: Any) -> Iterator[tuple[Page, Frame, Seen]]:
    """An article with its frame in view, drawn."""
    with opened(browser, url, settle=False, **context) as (page, seen):
        page.evaluate("document.querySelector('iframe').scrollIntoView()")
        page.frame_locator("iframe").locator(".row, .stage").first.wait_for()
        frame = page.frames[1]
        until(lambda: frame.evaluate("document.documentElement.classList.contains('framed')"))
        page.wait_for_timeout(SETTLING)
        yield page, frame, seen


def until(true: Callable[[], object]) -> None:
    """Wait for something in the frame, whose policy forbids the browser's own way of waiting."""
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.03)


def patiently(test: Callable[..., None]) -> Callable[..., None]:
    """Up to three tries in a fresh page: a busy Chromium loses wheels, keys and fingers over a frame."""

    @wraps(test)
    def tried(*arguments: Any, **named: Any) -> None:
        for _ in range(2):
            with suppress(AssertionError, PlaywrightError):
                return test(*arguments, **named)
        return test(*arguments, **named)

    return tried


def again(act: Callable[[], object], happened: Callable[[], object]) -> None:
    """Do it until it shows, as a reader would: a busy browser loses what is done over a frame new to it."""
    end = time.monotonic() + 15
    while True:
        act()
        pause = time.monotonic() + 1
        while time.monotonic() < pause:
            if happened():
                return
            time.sleep(0.03)
        assert time.monotonic() < end, "it did not happen"


def entered(frame: Frame) -> bool:
    """Whether the reader has stepped in."""
    return bool(frame.evaluate("document.documentElement.classList.contains('entered')"))


def height_of_frame(page: Page) -> float:
    return float(page.evaluate("document.querySelector('iframe').getBoundingClientRect().height"))


def inside(page: Page, across: float = 0.7, down: float = 0.4) -> tuple[float, float]:
    """A point of the frame: over the map unless told otherwise."""
    box = page.locator("iframe").bounding_box()
    assert box is not None
    return box["x"] + box["width"] * across, box["y"] + box["height"] * down


def scale(frame: Frame) -> str:
    """What the map's scale bar says: another where the map was zoomed."""
    return frame.text_content(".leaflet-control-scale-line") or ""


@pytest.mark.parametrize("name", ["script", "script-open", "pym", "pym-open", "frames", "frames-open"])
def test_the_frame_takes_the_height_the_page_tells(browser: Browser, site: str, name: str) -> None:
    """With each helper, sandboxed and not, from phone to desktop: also when the width changes."""
    with article(browser, f"{site}/{name}.html", viewport={"width": 320, "height": 800}) as (page, _, seen):
        for width, height in ((320, 680), (700, 780), (1200, 720)):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_function(
                f"Math.abs(document.querySelector('iframe').getBoundingClientRect().height - {height}) < 2"
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.errors == []


def test_without_a_listener_the_frame_keeps_its_ratio(browser: Browser, site: str) -> None:
    """16 to 10, and never less than what was asked for."""
    with article(browser, f"{site}/alone.html", viewport={"width": 320, "height": 800}) as (page, _, _):
        assert height_of_frame(page) == pytest.approx(640, abs=1)
        page.set_viewport_size({"width": 1200, "height": 800})
        assert height_of_frame(page) == pytest.approx(750, abs=1)


def test_a_stranger_cannot_set_the_height(browser: Browser, site: str) -> None:
    """Only the frame itself is heard, and only within bounds."""
    with article(browser, f"{site}/script.html") as (page, _, _):
        before = height_of_frame(page)
        page.evaluate("window.postMessage({geomap: 'height', height: 3000}, '*')")
        page.wait_for_timeout(200)
        assert height_of_frame(page) == before


@pytest.mark.parametrize("name", ["script", "script-open"])
@patiently
def test_the_wheel_scrolls_the_article_until_a_reader_steps_in(
    browser: Browser, site: str, name: str
) -> None:
    """Over map and list the article scrolls; after a click the map zooms; Escape gives the wheel back."""
    with article(browser, f"{site}/{name}.html") as (page, frame, _):
        page.evaluate("window.scrollBy(0, -100)")
        first = scale(frame)
        for across in (0.7, 0.1):
            before = page.evaluate("scrollY")
            page.mouse.move(*inside(page, across))
            again(lambda: page.mouse.wheel(0, 60), lambda before=before: page.evaluate("scrollY") > before)  # type: ignore[misc]  # bound
        assert scale(frame) == first
        again(lambda: page.mouse.click(*inside(page)), lambda: entered(frame))
        before = page.evaluate("scrollY")
        again(lambda: page.mouse.wheel(0, -400), lambda: scale(frame) != first)
        assert page.evaluate("scrollY") == before
        page.keyboard.press("Escape")
        page.wait_for_timeout(SETTLING)  # the map still glides to its scale
        second = scale(frame)
        again(lambda: page.mouse.wheel(0, 60), lambda: page.evaluate("scrollY") > before)
        assert scale(frame) == second


@pytest.mark.parametrize("name", ["script", "script-open"])
@patiently
def test_keys_move_the_article_until_the_map_has_the_focus(browser: Browser, site: str, name: str) -> None:
    """The article scrolls by its keys; tabbing into the frame steps in nowhere; an arrow on the map does."""
    with article(browser, f"{site}/{name}.html") as (page, frame, _):
        page.evaluate("window.scrollTo(0, 0)")
        page.keyboard.press("PageDown")
        page.wait_for_function("scrollY > 100")
        page.wait_for_timeout(SETTLING)
        frame.evaluate("document.querySelector('.tab').focus()")
        page.keyboard.press("Tab")
        assert not entered(frame)
        frame.evaluate("document.querySelector('.leaflet-container').focus({ preventScroll: true })")
        where = "document.querySelector('.leaflet-map-pane').style.transform"
        before, top = frame.evaluate(where), page.evaluate("scrollY")
        page.keyboard.press("ArrowRight")
        until(lambda: frame.evaluate(where) != before)
        assert entered(frame)
        assert page.evaluate("scrollY") == top


@pytest.mark.parametrize("name", ["script", "script-open"])
@patiently
def test_a_finger_scrolls_the_article_until_a_tap(browser: Browser, site: str, name: str) -> None:
    """A swipe over map, histogram or list scrolls the article; after a tap on the map it moves the map."""
    phone = {"width": 500, "height": 800}
    with article(browser, f"{site}/{name}.html", viewport=phone, has_touch=True, is_mobile=True) as (
        page,
        frame,
        _,
    ):
        fingers = page.context.new_cdp_session(page)

        def swipe(x: float, y: float) -> None:
            for kind, down in (("touchStart", 0), *(("touchMove", 8 * step) for step in range(1, 9))):
                spot = {"x": x, "y": y - down}
                fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [spot]})
                page.wait_for_timeout(16)
            fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        def over(part: str) -> None:
            box = page.frame_locator("iframe").locator(part).bounding_box()
            assert box is not None
            swipe(box["x"] + box["width"] / 2, box["y"] + min(40, box["height"] / 2))

        page.evaluate("window.scrollBy(0, -150)")
        where = "document.querySelector('.leaflet-map-pane').style.transform"
        first = frame.evaluate(where)
        for part in (".stage", ".histogram", ".scroller"):
            before = page.evaluate("scrollY")
            again(lambda part=part: over(part), lambda before=before: page.evaluate("scrollY") > before + 20)  # type: ignore[misc]  # bound
        assert frame.evaluate(where) == first
        page.evaluate("document.querySelector('iframe').scrollIntoView()")
        page.wait_for_timeout(2 * SETTLING)  # a tap on what still glides only stops it
        again(lambda: page.touchscreen.tap(*inside(page, 0.3, 0.2)), lambda: entered(frame))
        before = page.evaluate("scrollY")
        again(lambda: swipe(*inside(page, 0.3, 0.25)), lambda: frame.evaluate(where) != first)
        assert page.evaluate("scrollY") == before


def test_a_low_or_narrow_frame_shows_the_map(browser: Browser, site: str) -> None:
    """In 400 pixels of height or 320 of width the map has its room, and what can be missed is gone."""
    with article(browser, f"{site}/alone.html", viewport={"width": 500, "height": 800}) as (page, frame, _):
        for width, height, least in ((500, 400, 180), (320, 680, 220)):
            style = f"min-height:0;width:{width}px;height:{height}px;border:0"
            page.evaluate(f"document.querySelector('iframe').style = '{style}'")
            wanted = [width, height]
            until(lambda wanted=wanted: frame.evaluate("[innerWidth, innerHeight]") == wanted)  # type: ignore[misc]  # bound
            stage = page.frame_locator("iframe").locator(".stage").bounding_box()
            assert stage is not None
            assert stage["height"] > least
            assert frame.evaluate("document.documentElement.scrollHeight") <= height
            assert frame.evaluate("document.documentElement.scrollWidth") <= width
            assert not frame.locator(".share").is_visible()


def test_a_link_opens_on_a_day_a_place_an_event_and_a_language(browser: Browser, site: str) -> None:
    """What an author writes by hand behind '#', in a frame that is sandboxed to scripts."""
    first = "day=2031-05-07&lang=de"
    with article(browser, f"{site}/alone.html") as (page, _, seen):
        snippet = (
            f"<iframe sandbox='allow-scripts' width='900' height='700' src='index.html#{first}'></iframe>"
        )
        page.set_content(f"{HEAD}<base href='{site}/'>{snippet}")
        inner = page.frame_locator("iframe")
        inner.locator(".row").first.wait_for()
        assert "7. Mai" in (inner.locator(".now").text_content() or "")
        assert inner.locator(".tab").first.text_content() == "Ereignisse"
        page.set_content(
            f"{HEAD}<base href='{site}/'>{snippet.replace(first, 'event=e-000000000001&lang=uk')}"
        )
        inner.locator(".detail h2").wait_for()
        assert "Показати на мапі" in (inner.locator(".detail").text_content() or "")
        page.set_content(f"{HEAD}<base href='{site}/'>{snippet.replace(first, 'place=Kutaisi')}")
        inner.locator(".leaflet-control-scale-line").wait_for()
        assert (inner.locator(".leaflet-control-scale-line").text_content() or "").split()[0] in {
            "5",
            "10",
            "20",
        }
        assert seen.errors == []
