"""Somebody else's events, from a table to layers: what a row says outright is kept as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import geomap
from geomap.layerset import LAYER_NAMES

TABLE = """\
event_date,event_type,location,country,latitude,longitude,notes,fatalities,source
2024-05-03,Explosions/Remote violence,Rafah,Palestine,31.2870,34.2595,A house was hit.,4,Local radio
2024-05-04,Protests,Nairobi,Kenya,,,"Students marched to parliament.",,Daily paper
2024-05-04,Protests,Qwxyzzy,Kenya,,,"Students marched there as well.",,Daily paper
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table, built into layers."""
    folder = tmp_path_factory.mktemp("table")
    (folder / "events.csv").write_text(TABLE, encoding="utf-8")
    geomap.build([folder / "events.csv"], folder)
    return folder / "layers"


@pytest.fixture(scope="module")
def marks(built: Path) -> dict[str, dict[str, Any]]:
    """Features by the name of their place."""
    features = [
        feature
        for name in LAYER_NAMES
        for feature in json.loads((built / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    ]
    assert len({f["properties"]["place"] for f in features}) == len(features)
    return {f["properties"]["place"]: f for f in features}


def test_coordinates_are_kept(marks: dict[str, dict[str, Any]]) -> None:
    """A row's point is its own, to the digits a settlement warrants."""
    lon, lat = marks["Rafah"]["geometry"]["coordinates"]
    assert abs(lon - 34.2595) < 1e-3
    assert abs(lat - 31.2870) < 1e-3


def test_category_claimant_and_figures_are_kept(marks: dict[str, dict[str, Any]]) -> None:
    """The source's own kind of event, its source and its count stand in the feature."""
    row = marks["Rafah"]["properties"]
    assert (row["category"], row["claimants"], row["quantity"]) == ("explosion", "Local radio", 4)
    assert marks["Nairobi"]["properties"]["category"] == "protest"


def test_a_day_is_the_day_of_the_map(marks: dict[str, dict[str, Any]]) -> None:
    """A calendar day lies from midnight to midnight where it happened."""
    assert marks["Rafah"]["properties"]["local_date"] == "2024-05-03"
    assert marks["Nairobi"]["properties"]["start"] == "2024-05-03T21:00:00Z"


def test_a_named_place_is_looked_up_in_its_country(marks: dict[str, dict[str, Any]]) -> None:
    """Without coordinates the name is resolved inside the country the row names."""
    assert marks["Nairobi"]["properties"]["country"] == "KE"


def test_an_unknown_place_is_listed(built: Path, marks: dict[str, dict[str, Any]]) -> None:
    """A row nobody can place is on no map, and in the list of what was not placed."""
    assert set(marks) == {"Rafah", "Nairobi"}
    assert "Qwxyzzy" in (built / "unplaced.csv").read_text(encoding="utf-8")
