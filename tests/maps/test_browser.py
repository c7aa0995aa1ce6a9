"""The page in a real Chromium: what it asks for, what runs in it, where it lives."""

# ruff: noqa: E501  attacks, selectors and scripts read best on one line

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import folium
import pytest
from playwright.sync_api import Browser, expect

from geomap.layerset import LAYER_NAMES, LayerSet
from geomap.maps import build_map, save_map
from tests.maps.browser import REST, address, opened, saved, watched
from tests.maps.conftest import frames, layer_set, situation_rows

pytestmark = pytest.mark.browser


def test_it_asks_for_nothing_and_breaks_nowhere(browser: Browser, site: str) -> None:
    """From disk: no request, no page error, no word in the console, in any of its tabs."""
    with opened(browser, site) as (page, seen):
        for tab in ("Table", "Legend", "Events"):
            page.click(f".tab:has-text('{tab}')")
        page.click("[aria-label='One step on']")
        page.click(".row")
        page.mouse.wheel(0, 400)
        page.evaluate(REST)
        assert seen.requests == []
        assert seen.errors == []


def test_nothing_moves_while_it_loads(browser: Browser, site: str) -> None:
    """Layout shift is nought."""
    with opened(browser, site) as (page, _):
        script = """() => new Promise((done) => {
            let sum = 0;
            new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
                .observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done(sum), 300);
        })"""
        assert page.evaluate(script) == 0


def test_without_scripts_it_tells_its_events(browser: Browser, tmp_path: Path) -> None:
    """As a list in the words of its language, the newest first; titles are text there, too."""
    rows = situation_rows()
    rows["events"][0]["title"] = "</noscript><b>Shots</b> & smoke"
    save_map(build_map(layer_set(frames=frames(rows)), language="de"), tmp_path / "index.html")
    with opened(browser, address(tmp_path / "index.html"), settle=False, java_script_enabled=False) as (
        page,
        seen,
    ):
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".folium-map")).to_be_hidden()
        lines = page.locator(".plain li").all_inner_texts()
        assert "4. Mai 2031: </noscript><b>Shots</b> & smoke (bestätigt)" in lines
        days = [int(line.split(".", 1)[0]) for line in lines]
        assert days == sorted(days, reverse=True)
        assert page.locator(".plain b").count() == 0
        assert seen.requests == []


def test_a_thousand_hostile_strings_run_nothing(browser: Browser, tmp_path: Path) -> None:
    """In every text field, shown in list, table, detail and legend: they are read, not run."""
    attacks = (
        "<script>window.hit=1</script>", "</script><script>window.hit=1</script>", "<img src=x onerror=window.hit=1>",
        "${window.hit=1}", "`;window.hit=1;//", "\\1\\u0041</style><svg onload=window.hit=1>", "'\"><iframe srcdoc=x>",
        "{{ 7*7 }}{% raw %}", "<!--<script>", "]]>\u2028window.hit=1\u2029", "javascript:window.hit=1", "\u202e\x00\x1b[31m",
    )  # fmt: skip
    texts = (
        "title place country admin1 claimants denied_by attributed_to force quantities quote publisher post "
        "from_place to_place edited_by id"
    ).split()
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in LAYER_NAMES}
    number = 0
    for name, layer in situation_rows().items():
        for row in layer * 2:
            hostile = dict(row)
            for key in texts:
                hostile[key] = f"{attacks[number % len(attacks)]} {number}"
                number += 1
            hostile["source_url"] = "javascript:window.hit=1"
            rows[name].append(hostile)
    assert number >= 1000
    layers = layer_set(
        frames=frames(rows), title=attacks[1], reports={}, credits=attacks, worldview=attacks[2], unplaced=()
    )
    with opened(browser, saved(layers, tmp_path)) as (page, seen):
        page.click(".tab:has-text('Table')")
        assert "window.hit=1" in page.inner_text(".table")
        page.click(".tab:has-text('Legend')")
        page.click(".tab:has-text('Events')")
        for at in range(4):
            page.click(f".row >> nth={at}")
            assert page.inner_text(".detail blockquote")
            page.click(".back")
        page.mouse.move(800, 350)
        assert page.evaluate("window.hit") is None
        assert page.query_selector("iframe, img[src=x], .detail a[href^=javascript]") is None
        assert seen.errors == []
        assert seen.requests == []


def test_it_lives_in_a_frame_that_allows_scripts_alone(browser: Browser, site: str, tmp_path: Path) -> None:
    """No storage, no origin, no history: still all of it, its state in its own address."""
    outer = tmp_path / "outer.html"
    outer.write_text(
        f'<!doctype html><title>Article</title><iframe sandbox="allow-scripts" src="{site}" width="1000" height="700"></iframe>'
    )
    with opened(browser, address(outer), settle=False) as (page, seen):
        frame = page.frame_locator("iframe")
        frame.locator(".row >> nth=0").click()
        expect(frame.locator(".detail h2")).to_be_visible()
        inner = page.frames[1]
        inner.wait_for_function("location.hash.includes('event=')")
        frame.locator(".back").click()
        frame.locator("button.link").click()
        expect(
            frame.locator("input[aria-label='Link to what is shown'], button.link:has-text('Copied')").first
        ).to_be_visible()
        assert seen.errors == []
        assert [url for url in seen.requests if url != site] == []


def test_a_folium_users_own_layers_are_drawn(browser: Browser, layers: LayerSet, tmp_path: Path) -> None:
    """A marker with a popup, a circle and GeoJSON on the same map."""
    page_map = build_map(layers)
    folium.Marker([41.72, 44.78], popup="Our office", tooltip="Office").add_to(page_map)
    folium.Circle([41.9, 44.5], radius=9000).add_to(page_map)
    folium.GeoJson({"type": "Point", "coordinates": [44.2, 42.0]}).add_to(page_map)
    save_map(page_map, tmp_path / "own.html")
    with opened(browser, address(tmp_path / "own.html")) as (page, seen):
        assert page.locator(".leaflet-marker-icon").count() == 2
        page.locator(".leaflet-marker-icon").first.click()
        expect(page.locator(".leaflet-popup-content")).to_have_text("Our office")
        assert page.locator("path.leaflet-interactive").count() == 1
        assert seen.requests == []
        assert seen.errors == []


def test_tiles_are_asked_of_their_host_alone_and_credited(
    browser: Browser, layers: LayerSet, tmp_path: Path
) -> None:
    """The one page that makes requests makes them where its policy says; the map's own names give way to theirs."""
    save_map(build_map(layers, tiles="OpenStreetMap.Mapnik"), tmp_path / "tiles.html")
    picture = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00050001ff89993d1d0000000049454e44ae426082"
    )
    with browser.new_context(viewport={"width": 900, "height": 600}) as context:
        context.route(
            re.compile("^https:"), lambda route: route.fulfill(body=picture, content_type="image/png")
        )
        page = context.new_page()
        seen = watched(page)
        page.goto(address(tmp_path / "tiles.html"))
        page.wait_for_selector(".tiled .leaflet-tile-loaded")
        assert {url.split("/")[2] for url in seen.requests} == {"tile.openstreetmap.org"}
        assert "OpenStreetMap" in page.inner_text(".leaflet-control-attribution")
        expect(page.locator(".leaflet-geomap-names-pane")).to_be_hidden()
        assert (
            page.evaluate("fetch('https://tile.openstreetmap.org/').then(() => 'let', () => 'stopped')")
            == "stopped"
        )


def test_whose_borders_are_drawn_stands_on_the_map_and_in_the_legend(
    browser: Browser, tmp_path: Path
) -> None:
    """With the disputed lines by name."""
    near = layer_set(worldview="ne", focus=(32.0, 44.5, 36.0, 47.0))
    with opened(browser, saved(near, tmp_path)) as (page, _):
        assert "Borders: who holds the ground" in page.inner_text(".leaflet-control-attribution")
        page.click(".tab:has-text('Legend')")
        assert "Drawn by who holds the ground" in page.inner_text(".about")
        assert "Crimea: line of control" in page.inner_text(".about")


def test_no_frame_or_storage_is_used(browser: Browser, site: str) -> None:
    """Nothing is left on the reader's machine."""
    with opened(browser, site) as (page, _):
        page.click(".row")
        assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_watching_sees_requests(browser: Browser, tmp_path: Path) -> None:
    """The tests above would notice: a page with an image elsewhere is recorded."""
    (tmp_path / "bad.html").write_text("<!doctype html><img src='picture.png'><script>nope()</script>")
    with browser.new_context() as context:
        page = context.new_page()
        seen = watched(page)
        page.goto(address(tmp_path / "bad.html"))
        assert seen.requests
        assert seen.errors
