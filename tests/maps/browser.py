"""A real Chromium for the page's tests: it records what a page asks for and what goes wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from geomap.layerset import LayerSet
from geomap.maps import build_map, save_map

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --force-color-profile=srgb"
).split()
COUNT = "document.querySelector('.count').textContent"
GO = """(fragment) => new Promise((done) => {
    const said = () => document.querySelector('.count').textContent.split(' ')[0];
    if (location.hash.replace('#', '') === fragment) return done(said());
    addEventListener('hashchange', () => setTimeout(() => done(said()), 0), { once: true });
    location.hash = fragment;
})"""
"""Lead the page to a fragment; what it counts there."""
REST = "new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 0)), 80))"
"""Wait for what the page does once it rests: its list, the names of its map."""
STATES = {
    "list": "",
    "filters": "",
    "empty": "q=nothing+like+it",
    "detail": "event=e-000000000001",
    "table": "tab=table",
    "legend": "tab=about",
    "day": "show=1&at=2031-05-04T20:00Z",
    "known": "show=1&at=2031-05-04T20:00Z&known=slider",
    "time": "show=moment&at=2031-05-04T03:00Z",
}
"""Fragments that lead to each state of the page."""


@dataclass
class Seen:
    """What a page did."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


_running: list[Browser] = []


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium: the one that runs already, where there is one. A process can start Playwright only once."""
    if _running:
        yield _running[0]
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        _running.append(browser)
        try:
            yield browser
        finally:
            _running.clear()
            browser.close()


@contextmanager
def opened(browser: Browser, url: str, *, settle: bool = True, **context: Any) -> Iterator[tuple[Page, Seen]]:
    """A page in a fresh context, drawn; ``context`` goes to `Browser.new_context`."""
    options: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"} | context
    with browser.new_context(**options) as fresh:
        page = fresh.new_page()
        page.set_default_timeout(20_000)
        seen = watched(page)
        page.goto(url)
        if settle:
            page.wait_for_selector(".row, .empty:not([hidden])")
        yield page, seen


def watched(page: Page) -> Seen:
    """Record requests (other than the document and data in it), page errors and console errors."""
    seen = Seen()
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith("data:") or request.is_navigation_request()
            else seen.requests.append(request.url)
        ),
    )
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on(
        "console",
        lambda message: seen.errors.append(message.text) if message.type in {"error", "warning"} else None,
    )
    return seen


Opener = Callable[..., Any]


def address(path: Path) -> str:
    return path.resolve().as_uri()


def saved(layers: LayerSet, path: Path) -> str:
    """Save the page of ``layers`` in the folder ``path``; its address."""
    save_map(build_map(layers), path / "index.html")
    return address(path / "index.html")


def shown(page: Page) -> str:
    """What the page says it shows."""
    return str(page.evaluate(COUNT)).strip()


def select(page: Page, words: str) -> None:
    """Open an event by searching for it."""
    page.fill("input[type=search]", words)
    page.click(f".row:has-text('{words}')")


def each_state(page: Page) -> Iterator[str]:
    """Lead the page through its states; what opens in some of them is closed again."""
    opens = {"filters": ".filter-toggle", "time": ".more summary"}
    for name, fragment in STATES.items():
        page.evaluate(GO, fragment)
        if name in opens:
            page.click(opens[name])
        page.evaluate(REST)
        yield name
        if name in opens:
            page.click(opens[name])
