# ruff: noqa: E501, PLC0415  what is measured is imported where its time counts; markup reads best on one line
"""Measures the page against folium's time plugins and a bare canvas page, with the same events, in one run.

    python tests/benchmarks/page.py LIBRARIES [COUNT [ROUNDS]]

LIBRARIES is a node_modules folder with what folium's pages load from content networks: leaflet@1.9.3 jquery@3.7.1
bootstrap@5.2.2 leaflet.timeline@1.6.0 moment@2.18.1 leaflet-timedimension@1.1.1 iso8601-js-period@0.2.1. Nothing leaves the machine: requests are answered from there.

A row a page: milliseconds until the first marks are on the screen (median of the rounds, least in brackets); script
time of a slider step, its event and the frames it asks for (median, 95th percentile), and of what runs once the slider
rests (95th percentile); size, gzipped; seconds for building and saving (least of three).
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.maps.browser import chromium
from tests.maps.conftest import event, frames, layer_set

START = dt.datetime(2031, 5, 3, 20, 0, tzinfo=dt.UTC)
DAYS = 30
STEPS = 40
WORDS = (
    "officials residents reported shelling near the bridge station village overnight convoy seen moving towards "
    "northern road power cut evacuated shelter ministry denied claims rescue teams searched damaged houses river"
).split()


def texts(count: int) -> list[tuple[float, float, int, str]]:
    """Longitude, latitude, day and about 200 characters for each event, always the same."""
    dice = random.Random(1)
    made = []
    for number in range(count):
        text = f"Report {number}: "
        while len(text) < 200:
            text += dice.choice(WORDS) + (f" {dice.randrange(1000)} " if dice.random() < 0.2 else " ")
        made.append((dice.uniform(36, 48), dice.uniform(38, 46), dice.randrange(DAYS), text.strip()))
    return made


def our_page(rows: list[tuple[float, float, int, str]], path: Path, *, everlasting: bool) -> float:
    """Write geomap's page; seconds for building and saving."""
    import shapely

    from geomap.maps import build_map, save_map

    events = [
        event(
            number, "shelling" if number % 2 else "evacuation", day, 0.0, text[:60], quote=text, post=None, place=None,
            end=(START + dt.timedelta(days=DAYS if everlasting else day + 1)).isoformat().replace("+00:00", "Z"),
            start=(START + dt.timedelta(days=0 if everlasting else day)).isoformat().replace("+00:00", "Z"),
            geometry=shapely.Point(lon, lat),
        )
        for number, (lon, lat, day, text) in enumerate(rows)
    ]  # fmt: skip
    first = (START + dt.timedelta(hours=4)).date()
    layers = layer_set(
        frames=frames({"events": events}), reports={}, since=first, until=first + dt.timedelta(days=DAYS - 1)
    )
    begun = time.perf_counter()
    save_map(build_map(layers), path)
    return time.perf_counter() - begun


def timeline_page(rows: list[tuple[float, float, int, str]], path: Path) -> float:
    """Write folium's Timeline page with the same events."""
    import folium
    from folium.plugins import Timeline, TimelineSlider

    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(lon, 4), round(lat, 4)]},
            "properties": {
                "start": int((START + dt.timedelta(days=day)).timestamp() * 1000),
                "end": int((START + dt.timedelta(days=day + 1)).timestamp() * 1000),
                "popup": text,
            },
        }
        for lon, lat, day, text in rows
    ]
    begun = time.perf_counter()
    page = folium.Map([42, 42], zoom_start=6, tiles=None, prefer_canvas=True)
    timeline = Timeline(
        {"type": "FeatureCollection", "features": features},
        point_to_layer=folium.JsCode(
            "(f, at) => L.circleMarker(at, {radius: 5}).bindPopup(f.properties.popup)"
        ),
    ).add_to(page)
    slider: Any = TimelineSlider(auto_play=False, show_ticks=False)
    slider.add_timelines(timeline).add_to(page)
    page.save(str(path))
    return time.perf_counter() - begun


def timestamped_page(rows: list[tuple[float, float, int, str]], path: Path) -> float:
    """Write folium's TimestampedGeoJson page with the same events."""
    import folium
    from folium.plugins import TimestampedGeoJson

    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(lon, 4), round(lat, 4)]},
            "properties": {
                "times": [int((START + dt.timedelta(days=day)).timestamp() * 1000)],
                "icon": "circle",
                "iconstyle": {"radius": 5},
                "popup": text,
            },
        }
        for lon, lat, day, text in rows
    ]
    begun = time.perf_counter()
    page = folium.Map([42, 42], zoom_start=6, tiles=None, prefer_canvas=True)
    timed = TimestampedGeoJson(  # type: ignore[no-untyped-call]  # folium's
        {"type": "FeatureCollection", "features": features},
        period="P1D", duration="P1D", auto_play=False, add_last_point=False, transition_time=0,
    )  # fmt: skip
    timed.add_to(page)
    page.save(str(path))
    return time.perf_counter() - begun


def bare_page(rows: list[tuple[float, float, int, str]], path: Path) -> float:
    """A canvas, the events, a slider: the lower bound."""
    data = json.dumps(
        [[round(lon, 4), round(lat, 4), day, text] for lon, lat, day, text in rows], separators=(",", ":")
    )
    begun = time.perf_counter()
    path.write_text(
        "<!doctype html><meta charset=utf-8><title>Bare</title><canvas width=1280 height=700></canvas>"
        f"<input type=range max={DAYS - 1} value=0><script type='application/json'>{data}</script><script>"
        "const rows = JSON.parse(document.querySelector('[type=\"application/json\"]').textContent);"
        "const slider = document.querySelector('input'), context = document.querySelector('canvas').getContext('2d');"
        "function draw() { context.clearRect(0, 0, 1280, 700); context.fillStyle = '#c8470a'; for (const [lon, lat, day] of rows)"
        " if (day === Number(slider.value)) { context.beginPath(); context.arc((lon - 36) * 106, (46 - lat) * 87, 5, 0, 7); context.fill(); } }"
        "slider.addEventListener('input', draw); draw(); window.drawn = performance.now();</script>"
    )
    return time.perf_counter() - begun


WATCH = """(() => {
    // The first mark: the first arc or picture on a canvas of the page, and the end of the frame that shows it. The
    // task after that frame goes before all others, or what a page does next would count as well.
    const pen = CanvasRenderingContext2D.prototype;
    for (const name of ['arc', 'drawImage']) {
        const draw = pen[name];
        pen[name] = function (...rest) {
            if (this.canvas.isConnected && window.firstMarks === undefined) {
                window.firstMarks = null;
                requestAnimationFrame(() => scheduler.postTask(() => { window.firstMarks = performance.now(); }, { priority: 'user-blocking' }));
            }
            if (window.firstMarks) pen[name] = draw;
            return draw.apply(this, rest);
        };
    }
    // Scripts of a step: what its event runs, what the next frames run, and what runs once the slider rests.
    window.spent = { frame: 0, rest: 0 };
    const timed = (schedule, part) => (run, ...rest) => schedule((...given) => {
        const begun = performance.now();
        try { run(...given); } finally { window.spent[part] += performance.now() - begun; }
    }, ...rest);
    window.requestAnimationFrame = timed(window.requestAnimationFrame.bind(window), 'frame');
    window.setTimeout = timed(window.setTimeout.bind(window), 'rest');
})()"""
STEP = """async ([selector, steps]) => {
    // TimestampedGeoJson has no field for its time: its map is told.
    const map = Object.values(window).find((value) => window.L && value instanceof L.Map && value.timeDimension);
    const slider = map ? {
        min: 0, max: map.timeDimension.getAvailableTimes().length - 1,
        dispatchEvent() { map.timeDimension.setCurrentTimeIndex(Math.round(Number(this.value))); },
    } : document.querySelector(selector);
    const least = Number(slider.min), most = Number(slider.max);
    const found = [];
    for (let step = 0; step < steps; step++) {
        slider.value = String(least + (most - least) * (step % 30) / 29);
        window.spent = { frame: 0, rest: 0 };
        const begun = performance.now();
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        const direct = performance.now() - begun;
        await new Promise((done) => { const port = new MessageChannel(); const until = performance.now() + 150;
            port.port1.onmessage = () => performance.now() < until ? port.port2.postMessage(0) : done(); port.port2.postMessage(0); });
        found.push([direct + window.spent.frame, window.spent.rest]);
    }
    return found;
}"""


class Measured:
    """What one page took, over all rounds."""

    def __init__(self) -> None:
        self.first: list[float] = []
        self.steps: list[float] = []
        self.rests: list[float] = []


def measure(browser: Any, path: Path, slider: str, libraries: Path, into: Measured) -> None:
    """Load the page once and step its slider; times in milliseconds."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.set_default_timeout(60000)
        page.add_init_script(WATCH)
        context.route(re.compile("^https?://"), lambda route: answer(route, libraries))
        page.goto(path.as_uri(), wait_until="load")
        page.wait_for_function("window.firstMarks > 0")
        into.first.append(page.evaluate("window.firstMarks"))
        page.wait_for_timeout(700)
        for step, rest in page.evaluate(STEP, [slider, STEPS]):
            into.steps.append(step)
            into.rests.append(rest)


def answer(route: Any, libraries: Path) -> None:
    """Answer a content network's address from the folder; an empty file for the rest."""
    name = route.request.url.rsplit("/", 1)[1]
    for known in (name, name.replace("jquery-3.7.1", "jquery"), name.replace(".min.js", ".js")):
        found = [
            at for where in ("dist/**", "min", ".") for at in sorted(libraries.glob(f"*/{where}/{known}"))
        ]
        if found:
            route.fulfill(path=found[0])
            return
    kind = "text/javascript" if name.endswith(".js") else "text/css"
    if kind == "text/javascript" and name not in UNUSED:
        raise SystemExit(f"{name}: not in {libraries}: the page would not start")
    route.fulfill(body="", content_type=kind)


UNUSED = {"leaflet.awesome-markers.js", "jquery-ui.min.js"}
"""Scripts of folium's pages that these do not use."""


def main() -> None:
    libraries = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    rows = texts(count)
    zipped = len(gzip.compress("\n".join(text for *_, text in rows).encode()))
    folder = Path(tempfile.mkdtemp())
    pages: dict[str, tuple[Callable[[Path], float], str]] = {
        "bare canvas": (lambda path: bare_page(rows, path), "input"),
        "geomap": (lambda path: our_page(rows, path, everlasting=False), ".slider"),
        "geomap, all visible": (lambda path: our_page(rows, path, everlasting=True), ".slider"),
        "folium Timeline": (lambda path: timeline_page(rows, path), "input[type=range]"),
        "folium TimestampedGeoJson": (lambda path: timestamped_page(rows, path), ""),
    }
    print(f"{count} events, texts gzipped {zipped / 1000:.0f} kB; {rounds} rounds")  # noqa: T201
    paths = {name: folder / f"{name.replace(' ', '-').replace(',', '')}.html" for name in pages}
    seconds = {name: [write(paths[name]) for _ in range(3)] for name, (write, _) in pages.items()}
    found = {name: Measured() for name in pages}
    with chromium() as browser:
        # Round by round, so that what else the machine does falls on all of them.
        for _ in range(rounds):
            for name, (_, slider) in pages.items():
                measure(browser, paths[name], slider, libraries, found[name])
    for name, one in found.items():
        data = paths[name].read_bytes()
        p95, rest = (statistics.quantiles(values, n=20)[-1] for values in (one.steps, one.rests))
        print(  # noqa: T201
            f"| {name} | {statistics.median(one.first):.0f} ({min(one.first):.0f}) | {statistics.median(one.steps):.1f} | {p95:.1f} | {rest:.1f} | "
            f"{len(data) / 1000:.0f} kB | {len(gzip.compress(data)) / 1000:.0f} kB | {min(seconds[name]):.2f} s |"
        )


if __name__ == "__main__":
    main()
