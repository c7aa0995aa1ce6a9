"""The page in a real Chromium."""

# ruff: noqa: E501  attacks, selectors and scripts read best on one line

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import folium
import pytest
from playwright.sync_api import Browser, Page, expect

from geomap.layerset import LAYER_NAMES, LayerSet
from geomap.maps import build_map, save_map
from tests.maps.browser import address, chromium, opened, watched
from tests.maps.conftest import ZONE_DAY, frames, layer_set, situation_rows

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = Path(__file__).parent / "screens"
COUNT = "document.querySelector('.count').textContent"
GO = """(fragment) => new Promise((done) => {
    const said = () => document.querySelector('.count').textContent.split(' ')[0];
    if (location.hash.replace('#', '') === fragment) return done(said());
    addEventListener('hashchange', () => setTimeout(() => done(said()), 0), { once: true });
    location.hash = fragment;
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def site(layers: LayerSet, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "index.html"
    save_map(build_map(layers), path)
    return address(path)


def saved(layers: LayerSet, path: Path) -> str:
    save_map(build_map(layers), path / "index.html")
    return address(path / "index.html")


def shown(page: Page) -> str:
    return str(page.evaluate(COUNT)).strip()


def select(page: Page, words: str) -> None:
    """Open an event by searching for it."""
    page.fill("input[type=search]", words)
    page.wait_for_timeout(400)
    page.click(".row")


def test_it_asks_for_nothing_and_breaks_nowhere(browser: Browser, site: str) -> None:
    """From disk: no request, no page error, no word in the console, in any of its tabs."""
    with opened(browser, site) as (page, seen):
        for tab in ("Table", "Legend", "Events"):
            page.click(f".tab:has-text('{tab}')")
        page.click("[aria-label='One step on']")
        page.click(".row")
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(300)
        assert seen.requests == []
        assert seen.errors == []


def test_it_starts_with_the_whole_period_and_without_predictions(browser: Browser, site: str) -> None:
    """36 of 38: one predicted, one before the period."""
    with opened(browser, site) as (page, _):
        assert shown(page) == "36 events of 38"
        assert page.title() == "Floods and fighting around Tbilisi"


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


def flat(layers: LayerSet) -> list[dict[str, Any]]:
    return [
        {str(key): value for key, value in row.items()}
        for name in LAYER_NAMES
        for row in layers.frames[name].to_dict("records")
    ]


def python_count(
    rows: list[dict[str, Any]], window: tuple[int, int] | None, without: set[str], hidden: set[str]
) -> int:
    """What the page should show, told in Python from the layers themselves."""
    total = 0
    for row in rows:
        if row["background"] or row["category"] in without or row["status"] in hidden:
            continue
        start = dt.datetime.fromisoformat(row["start"]).timestamp() / 60
        end = float("inf") if row["open_ended"] else dt.datetime.fromisoformat(row["end"]).timestamp() / 60
        total += window is None or (start < window[1] and end > window[0])
    return total


def test_its_counts_are_pythons_for_200_windows_and_filters(
    browser: Browser, site: str, layers: LayerSet
) -> None:
    """Days, spans of days, moments, all so far and the whole; categories and statuses left out."""
    dice = random.Random(8)
    rows = flat(layers)
    first = int(ZONE_DAY.timestamp() // 60)
    categories = sorted({row["category"] for layer in situation_rows().values() for row in layer})
    statuses = "claimed confirmed disputed denied planned predicted retracted".split()
    with opened(browser, site) as (page, _):
        for _turn in range(200):
            without = set(dice.sample(categories, dice.randrange(6)))
            hidden = set(dice.sample(statuses, dice.randrange(4)))
            show = dice.choice(["all", "sofar", "moment", "1", "2", "3"])
            day = dice.randrange(5)
            at = first + day * 1440 + (dice.randrange(1440) if show == "moment" else 0)
            end = min(at + int(show) * 1440, first + 5 * 1440) if show.isdigit() else 0
            window = {"all": None, "sofar": (-(10**9), at + 1440), "moment": (at, at + 1)}.get(
                show, (at, end)
            )
            asked = urlencode(
                {
                    "show": show,
                    "at": dt.datetime.fromtimestamp(at * 60, dt.UTC).strftime("%Y-%m-%dT%H:%MZ"),
                    "without": ".".join(sorted(without)),
                    "hide": ".".join(sorted(hidden)),
                }
            )
            assert int(page.evaluate(GO, asked)) == python_count(rows, window, without, hidden), asked


def test_a_link_leads_back_to_time_filters_selection_and_view(browser: Browser, site: str) -> None:
    """Copy the address, open it anew: the same page."""
    with opened(browser, site) as (page, _):
        page.click("[aria-label='One step on']")
        page.click("[aria-label='One step on']")
        page.fill("input[type=search]", "rustavi")
        page.wait_for_timeout(300)
        page.click("[aria-label='Zoom in']")
        page.wait_for_timeout(700)
        page.click(".row")
        page.wait_for_timeout(500)
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


def test_all_of_it_can_be_done_with_the_keyboard(browser: Browser, site: str) -> None:
    """Search, open, return to where one was, step through time; focus is always seen."""
    with opened(browser, site) as (page, _):
        seen: list[str] = []
        for _turn in range(60):
            page.keyboard.press("Tab")
            name = page.evaluate(
                "document.activeElement.className || document.activeElement.type || document.activeElement.tagName"
            )
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            if name == "BODY":
                break
            assert outline != "none" or "leaflet-container" in name, name
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


def test_states_stand_until_they_are_ended(browser: Browser, site: str) -> None:
    """An open deployment is there on the last day, faded; the cut line is not."""
    with opened(browser, site) as (page, _):
        page.focus(".slider")
        page.keyboard.press("Home")
        page.keyboard.press("End")
        page.wait_for_timeout(150)
        titles = page.inner_text(".rows")
        assert "An infantry battalion digs in near Khashuri" in titles
        assert "no news of it since" in titles
        assert "The western line is cut" not in titles


def test_exact_time_is_typed_in_the_maps_zone(browser: Browser, site: str) -> None:
    """Six in the morning in Tbilisi."""
    with opened(browser, site) as (page, _):
        page.click("summary:has-text('More')")
        page.fill("[aria-label='Exact time (Asia/Tbilisi)']", "2031-05-04T06:30")
        page.wait_for_timeout(200)
        assert page.inner_text(".now") == "4 May, 06:30"
        assert "Mortar rounds fall on the edge of Gori" in page.inner_text(".rows")


def test_playing_moves_on_and_stops_at_the_end(browser: Browser, site: str) -> None:
    """Five days, then rest."""
    with opened(browser, site) as (page, _):
        page.click("summary:has-text('More')")
        page.select_option("[aria-label='Speed of playing']", label="fast")
        page.click("[aria-label=Play]")
        expect(page.locator(".now")).to_have_text("Thu 8 May", timeout=5000)
        expect(page.locator("[aria-label=Play]")).to_be_visible(timeout=3000)


def test_what_was_known_by_then_is_less(browser: Browser, site: str) -> None:
    """An event first reported at seven is not known at half past six."""
    with opened(browser, site) as (page, _):
        page.evaluate(GO, "known=2031-05-04T02:30Z")
        page.wait_for_timeout(150)
        assert "Mortar rounds fall" not in page.inner_text(".rows")
        page.evaluate(GO, "known=2031-05-04T03:30Z")
        page.wait_for_timeout(150)
        assert "Mortar rounds fall" in page.inner_text(".rows")


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
        page.wait_for_timeout(300)
        box = page.locator(".folium-map").bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(200)
        assert re.match(r"\d+ events here", shown(page))
        page.evaluate(GO, "map=9/41.85/44.72")
        page.wait_for_timeout(300)
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator(".detail h2")).to_have_text("A bridge at Mtskheta is blown up")


def test_background_is_folded_until_asked_for(browser: Browser, site: str) -> None:
    """The older rally is listed on demand."""
    with opened(browser, site) as (page, _):
        page.evaluate("document.querySelector('.scroller').scrollTop = 1e6")
        page.wait_for_timeout(100)
        page.click("button:has-text('before the period')")
        assert shown(page) == "37 events of 38"


def test_what_was_not_placed_is_listed(browser: Browser, site: str) -> None:
    """With the reason."""
    with opened(browser, site) as (page, _):
        page.evaluate("document.querySelector('.scroller').scrollTop = 1e6")
        page.wait_for_timeout(100)
        page.click("button:has-text('not on the map')")
        assert "Old Mill: no such place is known" in page.inner_text(".about")


STATES = {
    "list": "",
    "filters": "",
    "empty": "q=nothing+like+it",
    "detail": "event=e-000000000001",
    "table": "tab=table",
    "legend": "tab=about",
    "day": "show=1&at=2031-05-04T20:00Z",
}


def each_state(page: Page) -> Iterator[str]:
    """Lead the page through its states."""
    for name, fragment in STATES.items():
        page.evaluate(GO, fragment)
        if name == "filters":
            page.click(".filter-toggle")
        page.wait_for_timeout(100)
        yield name
        if name == "filters":
            page.click(".filter-toggle")


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(1280, 800, "light"), (1280, 800, "dark"), (320, 640, "light"), (320, 256, "dark")],
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


@pytest.mark.parametrize(
    ("width", "height"), [(320, 640), (320, 256), (360, 740), (768, 1024), (1280, 800), (1920, 1080)]
)
def test_nothing_sticks_out_sideways(browser: Browser, site: str, width: int, height: int) -> None:
    """320 to 1920 pixels, and 1280 at 400 % zoom: the page never scrolls in two directions."""
    with opened(browser, site, viewport={"width": width, "height": height}) as (page, _):
        for name in each_state(page):
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


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


def test_no_frame_or_storage_is_used(browser: Browser, site: str) -> None:
    """Nothing is left on the reader's machine."""
    with opened(browser, site) as (page, _):
        page.click(".row")
        assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


DIFFERENCE = """async ([first, second]) => {
    const pixels = async (data) => {
        const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
        const canvas = new OffscreenCanvas(96, 60);
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0, 96, 60);
        return context.getImageData(0, 0, 96, 60).data;
    };
    const [a, b] = [await pixels(first), await pixels(second)];
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
    return sum / a.length;
}"""


@pytest.mark.parametrize(
    ("name", "fragment", "context"),
    [
        ("desktop", "", {}),
        ("dark", "event=e-000000000001", {"color_scheme": "dark"}),
        ("table", "tab=table", {}),
        ("counts", "show=1&at=2031-05-04T20:00Z", {}),
        ("movements", "without=monitoring_count&map=9/41.9/44.2", {}),
        ("phone", "", {"viewport": {"width": 360, "height": 740}}),
    ],
)
def test_it_looks_as_it_was_last_looked_at(
    browser: Browser, site: str, name: str, fragment: str, context: dict[str, Any]
) -> None:
    """Six states against kept pictures, small and averaged: fonts may differ, the page may not."""
    import base64  # noqa: PLC0415

    with opened(browser, f"{site}#{fragment}", settle=False, **context) as (page, _):
        page.wait_for_timeout(500)
        picture = page.screenshot()
    kept = SCREENS / f"{name}.png"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(picture)
        pytest.fail(f"{kept} was missing: look at it, then keep it")
    with opened(browser, "about:blank", settle=False) as (blank, _):
        both = [base64.b64encode(data).decode() for data in (kept.read_bytes(), picture)]
        assert blank.evaluate(DIFFERENCE, both) < 6


def test_watching_sees_requests(browser: Browser, tmp_path: Path) -> None:
    """The tests above would notice: a page with an image elsewhere is recorded."""
    (tmp_path / "bad.html").write_text("<!doctype html><img src='picture.png'><script>nope()</script>")
    with browser.new_context() as context:
        page = context.new_page()
        seen = watched(page)
        page.goto(address(tmp_path / "bad.html"))
        assert seen.requests
        assert seen.errors
