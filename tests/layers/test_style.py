"""Styles and projects as XML, before any QGIS reads them."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from geomap import layers as stage
from geomap.layers.qgis.renderers import Contents
from geomap.layers.qgis.style import layer_qml
from geomap.model import Category
from tests.layers.conftest import event, toy_layers

ATTACKS: tuple[Category, ...] = ("shelling", "explosion", "airstrike", "clash")


def _labels(style: bytes) -> list[str]:
    return [rule.get("label", "") for rule in ET.fromstring(style).iter("rule")]


def _project(folder: Path) -> ET.Element:
    with zipfile.ZipFile(folder / "situation.qgz") as archive:
        return ET.fromstring(archive.read("situation.qgs"))


def test_kinds_that_look_alike_share_a_line_of_the_legend() -> None:
    """Areas are told apart by colour alone: four kinds of attack are one line, two are named in one."""
    few = Contents(categories=("shelling", "clash", "evacuation"))
    many = Contents(categories=(*ATTACKS, "evacuation"))
    assert _labels(layer_qml("event_areas", few, stale_h=72))[:2] == ["Shelling, clash", "Evacuation"]
    assert _labels(layer_qml("event_areas", many, stale_h=72))[:2] == ["Attacks and casualties", "Evacuation"]
    assert set(ATTACKS) <= {label.lower() for label in _labels(layer_qml("events", many, stale_h=72))}


def test_a_day_has_no_line_for_what_was_before() -> None:
    """No background stands in a day's folder."""
    held = Contents(categories=("clash",))
    assert "Before the period" in _labels(layer_qml("event_areas", held, stale_h=72))
    assert "Before the period" not in _labels(layer_qml("event_areas", held, stale_h=None))


@pytest.mark.parametrize(("worldview", "drawn"), [("un", "line"), ("ne", "border")])
def test_disputed_lines_follow_the_worldview(tmp_path: Path, worldview: str, drawn: str) -> None:
    """Around Crimea the line across the isthmus is named, and as strong as the worldview says."""
    layers = toy_layers([], worldview=worldview, focus=(32.0, 44.0, 37.0, 47.0))
    folder = stage.write_layers(layers, tmp_path, days=False)
    with closing(sqlite3.connect(folder / "situation.gpkg")) as base:
        lines = set(base.execute("SELECT disputed, drawn_as FROM borders WHERE disputed IS NOT NULL"))
    assert lines == {("Crimea: line of control", drawn)}
    project = _project(folder)
    assert "Crimea: line of control" in (project.findtext("projectMetadata/abstract") or "")


@pytest.mark.parametrize(("letters", "size"), [(20, 18.0), (70, 18.0), (105, 12.0), (400, 8.4)])
def test_a_long_title_is_set_smaller(tmp_path: Path, letters: int, size: float) -> None:
    """It must not run over the period below it."""
    project = _project(stage.write_layers(toy_layers([event(1)], title="x" * letters), tmp_path, days=False))
    label = next(item for item in project.iter("LayoutItem") if item.get("id") == "title")
    style = label.find("text-style")
    assert style is not None
    assert style.get("fontSize") == f"{size:g}"
    assert len(label.get("labelText") or "") == min(letters, 150)


def test_a_long_list_of_sources_ends_where_the_sheet_does(tmp_path: Path) -> None:
    """What does not fit under the printed map stands in the metadata."""
    named = tuple(f"Data set number {number} (CC BY 4.0)" for number in range(80))
    folder = stage.write_layers(toy_layers([event(1)], credits=named), tmp_path, days=False)
    project = _project(folder)
    told = next(
        item.get("labelText") or "" for item in project.iter("LayoutItem") if item.get("id") == "sources"
    )
    assert len(told) < 1000
    assert told.endswith("(all: in the project's metadata)")
    assert named[-1] in (project.findtext("projectMetadata/abstract") or "")
