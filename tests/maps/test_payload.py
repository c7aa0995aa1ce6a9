"""What the page is told."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import shapely

from geomap._vlq import decode_lines
from geomap.layerset import LAYER_NAMES, LayerSet
from geomap.maps._outlines import looseness
from geomap.maps._payload import payload, situation
from tests.maps.conftest import PLACES, frames, layer_set, situation_rows

WEB = Path(__file__).parents[2] / "web/src/data.ts"
_LISTED = re.search(r"STATUSES = \[(.*)\] as const", WEB.read_text(encoding="utf-8"))
STATUSES = re.findall(r'"(\w+)"', _LISTED[1] if _LISTED else "")
"""Statuses in the page's order."""


def told(layers: LayerSet) -> dict[str, Any]:
    """The payload with its packed columns laid out again."""
    drawn, read = payload(layers, situation(layers)[0])
    data = drawn | read | {"items": drawn["items"] | read["items"]}
    for table, count in (("items", data["count"]), ("reports", None)):
        for name, column in data[table].items():
            if isinstance(column, dict):
                data[table][name] = [column["all"]] * (count or sum(data["items"]["reports"]))
    return data


def row_of(data: dict[str, Any], number: int) -> int:
    """Where the event of a number stands."""
    row: int = data["items"]["id"].index(f"e-{number:012}")
    return row


def first_report(data: dict[str, Any], row: int) -> int:
    """Where the reports of a row begin."""
    return sum(data["items"]["reports"][:row])


def test_every_feature_of_every_layer_is_there_once(layers: LayerSet) -> None:
    """Columns of equal length."""
    items = told(layers)["items"]
    total = sum(len(layers.frames[name]) for name in LAYER_NAMES)
    assert {len(column) for column in items.values()} == {total}
    assert len(set(items["id"])) == total


def test_the_newest_stand_first() -> None:
    """By start, then by first report, of any layer; without a date last."""
    rows = situation_rows()
    rows["events"][2] |= {"start": None, "end": None}
    items = told(layer_set(frames=frames(rows), reports={}))["items"]
    dated = [
        pair for pair in zip(items["start"], items["reported_first"], strict=True) if pair[0] is not None
    ]
    assert len(set(items["layer"])) > 1
    assert dated == sorted(dated, reverse=True)
    assert items["start"][len(dated) :] == [None]


def test_categories_and_statuses_are_told_by_number(layers: LayerSet) -> None:
    """Those of the page's own lists."""
    data = told(layers)
    categories = list(data["categories"])
    found = {
        event: (categories[category], STATUSES[status])
        for event, category, status in zip(
            *(data["items"][name] for name in ("id", "category", "status")), strict=True
        )
    }
    frame = layers.frames["events"]
    for event, category, status in zip(frame["id"], frame["category"], frame["status"], strict=True):
        assert found[event] == (category, status)


def test_what_stands_until_ended_has_no_end(layers: LayerSet) -> None:
    """The far-off date of the files is null on the page."""
    items = told(layers)["items"]
    ends = dict(zip(items["id"], items["end"], strict=True))
    assert ends["e-000000000040"] is None
    assert ends["e-000000000001"] is not None


def test_only_what_has_a_border_on_the_ground_is_drawn_with_one() -> None:
    """Not a reach around a place, nor what a straight cut leaves of a country."""
    region = shapely.MultiPolygon([shapely.Point(44, 42).buffer(1)])
    half = shapely.union_all([shapely.intersection(region, shapely.box(44, 40, 46, 44))])
    assert looseness(region, "at", None, None) == 0
    assert looseness(half, "at", None, "Kartli") == 0
    assert looseness(region, "within", None, None) == looseness(region, "at", 5000.0, "Kartli") == 1
    assert looseness(half, "at", None, None) == 2


def test_a_shared_outline_is_told_once(layers: LayerSet) -> None:
    """Two regions, six features in them."""
    data = told(layers)
    assert len(data["outlines"]) == 2
    assert sorted(data["items"]["outline"])[-6:] == [0, 0, 0, 0, 1, 1]


def test_an_area_is_labelled_inside_itself(layers: LayerSet) -> None:
    """The point of an area lies in it."""
    import shapely  # noqa: PLC0415

    items = told(layers)["items"]
    row = items["id"].index("e-000000000031")
    shape = layers.frames["event_areas"].geometry.iloc[1]
    assert shape.contains(shapely.Point(items["lon"][row], items["lat"][row]))


def test_a_movement_keeps_its_ends(layers: LayerSet) -> None:
    """To within a hundred metres."""
    items = told(layers)["items"]
    row = items["id"].index("e-000000000050")
    (line,) = decode_lines(items["line"][row], 1000)
    for got, wanted in zip(line, (PLACES["Kutaisi"], PLACES["Khashuri"]), strict=True):
        assert abs(got[0] - wanted[0]) <= 0.0006
        assert abs(got[1] - wanted[1]) <= 0.0006


def test_days_are_cut_at_the_midnights_of_the_zone() -> None:
    """A day on which clocks change has 23 hours."""
    changed = layer_set(since=dt.date(2022, 3, 26), until=dt.date(2022, 3, 28), timezone="Europe/Kyiv")
    days = told(changed)["days"]
    assert [b - a for a, b in itertools.pairwise(days)] == [1440, 1380, 1440]


def test_a_title_that_opens_its_quote_is_told_as_its_length(layers: LayerSet) -> None:
    """In UTF-16 units, as the page cuts it."""
    rows = situation_rows()
    rows["events"][1] |= {"title": "A 💥 in Gori", "quote": "A 💥 in Gori, they say"}
    data = told(layer_set(frames=frames(rows), reports={}))
    assert data["items"]["title"][row_of(data, 2)] == 12


def test_a_status_that_never_changed_has_no_log() -> None:
    """First report and status say it already; a change is told whole."""
    rows = situation_rows()
    log = "claimed 2031-05-04T03:00Z; confirmed 2031-05-04T09:00Z"
    rows["events"][0]["status_log"] = log
    data = told(layer_set(frames=frames(rows)))
    numbers = data["items"]["status_log"]
    assert data["texts"][numbers.pop(row_of(data, 1))] == log
    assert set(numbers) == {0}


def test_reports_come_with_their_event_and_features_without_reports_bring_their_own_quote(
    layers: LayerSet,
) -> None:
    """Layers read back from files know one quote an event."""
    data = told(layers)
    items, reports = data["items"], data["reports"]
    three, one = row_of(data, 1), row_of(data, 2)
    assert items["reports"][three] == 3
    assert reports["quote"][first_report(data, three)].startswith("Mortar rounds fell")
    assert reports["quote"][first_report(data, one)] == "A blast is heard in Gori, officials told the agency."
    assert len(reports["quote"]) == sum(items["reports"])


def test_only_web_addresses_become_links() -> None:
    """A script is no source."""
    rows = situation_rows()
    rows["events"][1]["source_url"] = "javascript:alert(1)"
    data = told(layer_set(frames=frames(rows), reports={}))
    urls = data["reports"]["url"]
    assert urls[first_report(data, row_of(data, 2))] == 0
    assert data["texts"][urls[first_report(data, row_of(data, 1))]] == "https://wire.example/live"


def test_focus_that_is_given_is_kept() -> None:
    """`--focus` wins."""
    assert situation(layer_set(focus=(1.0, 2.0, 3.0, 4.0)))[0] == (1.0, 2.0, 3.0, 4.0)


def test_the_first_view_leaves_the_meeting_abroad_out(layers: LayerSet) -> None:
    """Geneva is listed, not shown."""
    west, _, east, _ = situation(layers)[0]
    assert 42 < west < east < 47


def test_a_report_of_a_day_has_no_clock() -> None:
    """Its day holds in the map's zone, however far from Greenwich; noon in Greenwich is no time of it."""
    layers = layer_set(timezone="Pacific/Auckland")
    event, (first, *others) = next(iter(layers.reports.items()))
    published = dt.datetime(2031, 5, 4, 12, tzinfo=dt.UTC)
    first = msgspec.structs.replace(first, published=published, published_precision="day")
    data = told(dataclasses.replace(layers, reports={**layers.reports, event: (first, *others)}))
    at = first_report(data, data["items"]["id"].index(event))
    minutes = data["base"] + data["reports"]["published"][at]
    moment = dt.datetime.fromtimestamp(minutes * 60, tz=ZoneInfo("Pacific/Auckland"))
    assert (moment.date(), data["reports"]["day"][at]) == (dt.date(2031, 5, 4), 1)
    assert set(data["reports"]["day"][:at] + data["reports"]["day"][at + 1 :]) == {0}
