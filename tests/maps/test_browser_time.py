"""Time on the page: windows, counts, states, playing, what was known when."""

# ruff: noqa: E501  attacks, selectors and scripts read best on one line

from __future__ import annotations

import datetime as dt
import random
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import shapely
from playwright.sync_api import Browser, expect

from geomap.layerset import LAYER_NAMES, LayerSet
from tests.maps.browser import GO, opened, saved, shown
from tests.maps.conftest import PLACES, ZONE_DAY, event, frames, layer_set, situation_rows

pytestmark = pytest.mark.browser


def test_it_starts_with_the_whole_period_and_without_predictions(browser: Browser, site: str) -> None:
    """36 of 38: one predicted, one before the period."""
    with opened(browser, site) as (page, _):
        assert shown(page) == "36 events of 38"
        assert page.title() == "Floods and fighting around Tbilisi"


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
    asked: list[str] = []
    expected: list[int] = []
    for _turn in range(200):
        without = set(dice.sample(categories, dice.randrange(6)))
        hidden = set(dice.sample(statuses, dice.randrange(4)))
        show = dice.choice(["all", "sofar", "moment", "1", "2", "3"])
        day = dice.randrange(5)
        at = first + day * 1440 + (dice.randrange(1440) if show == "moment" else 0)
        end = min(at + int(show) * 1440, first + 5 * 1440) if show.isdigit() else 0
        window = {"all": None, "sofar": (-(10**9), at + 1440), "moment": (at, at + 1)}.get(show, (at, end))
        link = {
            "show": show,
            "at": dt.datetime.fromtimestamp(at * 60, dt.UTC).strftime("%Y-%m-%dT%H:%MZ"),
            "without": ".".join(sorted(without)),
            "hide": ".".join(sorted(hidden)),
        }
        asked.append(urlencode(link))
        expected.append(python_count(rows, window, without, hidden))
    assert len(set(expected)) > 10
    with opened(browser, site) as (page, _):
        counts = page.evaluate(
            f"async (asked) => {{ const go = {GO}; const found = []; for (const one of asked) found.push(Number(await go(one))); return found; }}",
            asked,
        )
    assert dict(zip(asked, counts, strict=True)) == dict(zip(asked, expected, strict=True))


def test_states_stand_until_they_are_ended(browser: Browser, site: str) -> None:
    """An open deployment is there on the last day, faded; the cut line is not."""
    with opened(browser, site) as (page, _):
        page.focus(".slider")
        page.keyboard.press("Home")
        page.keyboard.press("End")
        expect(page.locator(".rows")).not_to_contain_text("The western line is cut")
        row = page.locator(".row", has_text="An infantry battalion digs in near Khashuri")
        expect(row).to_contain_text("no news of it since")


def test_exact_time_is_typed_in_the_maps_zone(browser: Browser, site: str) -> None:
    """Six in the morning in Tbilisi."""
    with opened(browser, site) as (page, _):
        page.click("summary[aria-label='More']")
        page.fill("[aria-label='Exact time (Asia/Tbilisi)']", "2031-05-04T06:30")
        expect(page.locator(".now")).to_have_text("4 May, 06:30")
        expect(page.locator(".rows")).to_contain_text("Mortar rounds fall on the edge of Gori")


def test_playing_moves_on_and_stops_at_the_end(browser: Browser, site: str) -> None:
    """Five days, then rest."""
    with opened(browser, site) as (page, _):
        page.click("summary[aria-label='More']")
        page.select_option("[aria-label='Speed of playing']", label="fast")
        page.click("[aria-label=Play]")
        expect(page.locator(".now")).to_have_text("Thu 8 May", timeout=5000)
        expect(page.locator("[aria-label=Play]")).to_be_visible(timeout=3000)


def test_what_was_known_by_then_is_less(browser: Browser, site: str) -> None:
    """An event first reported at seven is not known at half past six."""
    with opened(browser, site) as (page, _):
        page.evaluate(GO, "known=2031-05-04T02:30Z")
        expect(page.locator(".rows")).not_to_contain_text("Mortar rounds fall")
        page.evaluate(GO, "known=2031-05-04T03:30Z")
        expect(page.locator(".rows")).to_contain_text("Mortar rounds fall")


def crowded(days: int) -> LayerSet:
    """Forty events on the first day, thirty on the one before the last, one on the last."""
    rows = [
        event(number, "shelling", day, 5.0, f"Event {number}", geometry=shapely.Point(*PLACES["Gori"]), place="Gori")
        for number, day in enumerate([0] * 40 + [days - 2] * 30 + [days - 1])
    ]  # fmt: skip
    since = dt.date(2031, 5, 4)
    return layer_set(
        frames=frames({"events": rows}), since=since, until=since + dt.timedelta(days=days - 1), reports={}
    )


@pytest.mark.parametrize(("days", "words"), [(5, "Wed 7 May"), (3, "Mon 5 May")])
def test_a_crowded_period_opens_on_the_latest_day_that_tells_much(
    browser: Browser, tmp_path: Path, days: int, words: str
) -> None:
    """Not on a last day with one event; the whole period is a click away, and another leads back."""
    with opened(browser, saved(crowded(days), tmp_path)) as (page, _):
        assert shown(page) == "30 events of 71"
        assert page.inner_text(".now") == words
        assert "#" not in page.url
        page.click("button:has-text('Whole period')")
        assert shown(page).startswith("71 events")
        page.click("button:has-text('Whole period')")
        assert shown(page) == "30 events of 71"


def test_the_second_control_shows_only_what_was_known_then(browser: Browser, site: str) -> None:
    """On 5 May, as known at its end: one switch beside the slider, told in words and kept in the link."""
    with opened(browser, f"{site}#known=2031-05-04T05:30Z") as (page, _):
        assert "Power fails" not in page.inner_text(".rows")
        page.click("button:has-text('As known then')")
        assert "known" not in page.url
        page.focus(".slider")
        page.keyboard.press("Home")
        page.click("button:has-text('As known then')")
        assert page.inner_text(".now") == "Sun 4 May, as known then"
        expect(page).to_have_url(re.compile("known=slider"))
