"""What a real QGIS makes of the project, the GeoPackage and a single GeoJSON."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from geomap import layers as stage
from geomap import maps
from geomap.layerset import LAYER_NAMES, PROPERTIES, LayerSet
from tests.layers.conftest import toy_layers

HERE = Path(__file__).parent
SYSTEM_PYTHON = shlex.split(os.environ.get("GEOMAP_QGIS_PYTHON", "/usr/bin/python3"))
"""The command of a Python that has PyQGIS: the system's, or that of another QGIS (see CONTRIBUTING.md)."""
APART = 1.5
"""How far a picture may be from the kept one, of 255: fonts differ from machine to machine."""


pytestmark = pytest.mark.qgis


@pytest.fixture(scope="module", autouse=True)
def _qgis_is_there() -> None:
    """Who has no QGIS can run the rest; ``make test`` installs it, and CI does without nothing."""
    command = [*SYSTEM_PYTHON, "-c", "import qgis.core, osgeo_utils.samples.validate_gpkg"]
    found = shutil.which(command[0]) and subprocess.run(command, capture_output=True, check=False)
    if not found or found.returncode:
        told = f"needs python3-qgis and python3-gdal: {' '.join(SYSTEM_PYTHON)} cannot import them"
        assert "CI" not in os.environ, told
        pytest.skip(told)


def _in_qgis(script: str, *arguments: str | Path) -> dict[str, Any]:
    done = subprocess.run(
        [*SYSTEM_PYTHON, str(HERE / script), *map(str, arguments)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=True,
        timeout=120,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def built(layer_set: LayerSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's layers, days included."""
    return stage.write_layers(layer_set, tmp_path_factory.mktemp("situation"))


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `opened` draws the days and the layout."""
    return tmp_path_factory.mktemp("moved")


@pytest.fixture(scope="module")
def opened(built: Path, pictures: Path) -> dict[str, Any]:
    """What QGIS told of ``situation.qgz``, opened in another folder than it was built in."""
    for name in ("situation.qgz", "situation.gpkg"):
        shutil.copy(built / name, pictures)
    return _in_qgis("open_in_qgis.py", pictures / "situation.qgz", pictures, HERE / "pictures")


def test_every_layer_is_valid_and_typed(opened: dict[str, Any]) -> None:
    """Relative paths hold after a move; dates, numbers and booleans have their types; an index is there."""
    assert (opened["read"], opened["error"]) == (True, "")
    assert all(layer["valid"] and layer["crs"] == "EPSG:4326" for layer in opened["layers"].values())
    for name in LAYER_NAMES:
        fields = opened["layers"][name]["fields"]
        assert [field for field in fields if field != "fid"] == list(PROPERTIES)
        assert {fields[field] for field in ("start", "end", "last_seen", "published")} == {"DateTime"}
        assert (fields["open_ended"], fields["reports"], fields["quantity"]) == ("Boolean", "Integer", "Real")
        assert opened["layers"][name]["index"] == 2  # QgsFeatureSource.SpatialIndexPresent


def test_time_is_on_for_every_dated_layer(opened: dict[str, Any]) -> None:
    """Mode 2 is 'start and end from fields'."""
    for name in LAYER_NAMES:
        layer = opened["layers"][name]
        assert (layer["time"], layer["mode"], layer["start"], layer["end"]) == (True, 2, "start", "end")


def test_the_project_knows_range_step_and_zone(opened: dict[str, Any]) -> None:
    """From the first midnight in Kyiv to the last, in steps of a day, with the panel switched on."""
    assert (opened["begin"], opened["end"]) == ("2031-05-03T21:00:00Z", "2031-05-07T21:00:00Z")
    assert (opened["step"], opened["unit"], opened["navigation"]) == (1, 4, 1)
    assert opened["variables"]["map_timezone"] == "Europe/Kyiv"
    assert opened["crs"] == "EPSG:3857"


def test_each_day_shows_what_its_folder_holds(opened: dict[str, Any], built: Path) -> None:
    """The count of features QGIS shows in a day's frame is the count in that day's files."""
    for number, shown in enumerate(opened["days"]):
        folder = built / f"2031-05-0{4 + number}"
        ours = {
            name: len(json.loads((folder / f"{name}.geojson").read_bytes())["features"])
            for name in LAYER_NAMES
        }
        assert shown == ours


def test_groups_stand_in_reading_order_and_points_on_top(opened: dict[str, Any]) -> None:
    """Full outlines are there and switched off."""
    assert opened["groups"] == [
        "What happened", "What stands", "Figures for an area", "Outlines in full", "Basemap",
    ]  # fmt: skip
    assert opened["hidden"] == ["Outlines in full"]
    assert opened["order"][:3] == ["events", "deployments", "movements"]
    assert opened["order"][-2:] == ["countries", "land"]


def test_the_legend_reads(opened: dict[str, Any]) -> None:
    """Kinds that are there, a key to outlines, classes with round limits."""
    events = opened["layers"]["events"]["legend"]
    assert events[1:4] == ["Shelling", "Explosion", "Clash"]
    assert "Dashed: claimed" in events
    assert opened["layers"]["counts"]["legend"][:2] == ["Under 180", "180 and more"]


def test_a_table_of_the_geopackage_brings_its_style(opened: dict[str, Any]) -> None:
    """Dragged into QGIS without the project, each looks as it does in the project."""
    assert set(opened["styles"]) == set(LAYER_NAMES)
    assert all(opened["styles"][name] == opened["layers"][name]["legend"] for name in LAYER_NAMES)


def test_every_expression_is_one(opened: dict[str, Any]) -> None:
    """QGIS parses all that styles and labels compute; what it cannot parse it would leave out in silence."""
    assert opened["unparsed"] == []


def test_credits_and_worldview_stand_in_the_metadata(opened: dict[str, Any]) -> None:
    """In the project and in each layer."""
    assert "Worldview: un." in opened["abstract"]
    assert "Outlines: made up for tests" in opened["abstract"]
    assert "https://example.org/live" in opened["abstract"]
    assert "Reporting: The Toy Courier" in opened["layers"]["events"]["rights"]


def test_days_and_layout_look_like_the_kept_pictures(opened: dict[str, Any]) -> None:
    """Three days and the print layout; two different days are further apart than the tolerance."""
    assert (opened["layouts"], opened["layout"], opened["render_errors"]) == (["Situation"], 0, [])
    assert set(opened["apart"]) == {"day-1.png", "day-2.png", "day-4.png", "layout.png"}
    assert max(opened["apart"].values()) < APART
    assert opened["days_apart"] > APART


def test_the_project_inside_the_geopackage_is_the_same(built: Path, opened: dict[str, Any]) -> None:
    """``geopackage:situation.gpkg?projectName=situation`` opens with time on."""
    inside = _in_qgis("open_in_qgis.py", f"geopackage:{built / 'situation.gpkg'}?projectName=situation")
    assert inside["days"] == opened["days"]
    assert inside["order"] == opened["order"]
    assert all(inside["layers"][name]["time"] for name in LAYER_NAMES)


@pytest.mark.usefixtures("opened")
def test_a_state_pales_after_the_hours_told(tmp_path: Path, pictures: Path) -> None:
    """With an hour's patience the deployment of the 5th is paler on the 7th than with the usual 72."""
    pale = stage.write_layers(toy_layers(stale_h=1), tmp_path, days=False)
    apart = _in_qgis("open_in_qgis.py", pale / "situation.qgz", tmp_path, pictures, "bare")["apart"]
    assert apart["first-bare.png"] == pytest.approx(0, abs=0.02)
    assert apart["last-bare.png"] > 0.2


def test_gdals_validator_finds_no_fault(built: Path) -> None:
    """The GeoPackage keeps the standard in every check GDAL has."""
    done = _validated(built / "situation.gpkg")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_gdals_validator_sees_a_fault(built: Path, tmp_path: Path) -> None:
    """The test above can fail: a table of geometries is no longer listed as one."""
    path = Path(shutil.copy(built / "situation.gpkg", tmp_path))
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("DELETE FROM gpkg_geometry_columns WHERE table_name = 'counts'")
    done = _validated(path)
    assert done.returncode == 1
    assert "counts" in done.stdout + done.stderr


def _validated(path: Path) -> subprocess.CompletedProcess[str]:
    command = [*SYSTEM_PYTHON, "-m", "osgeo_utils.samples.validate_gpkg", "--extra", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_single_geojson_is_styled_and_its_edit_is_read_back(built: Path, tmp_path: Path) -> None:
    """Dragged into QGIS it takes its style and typed times; what was edited and saved there is drawn next."""
    folder = tmp_path / "layers"
    shutil.copytree(built, folder)
    seen = _in_qgis("edit_in_qgis.py", folder / "events.geojson", "r-0001", "Renamed in QGIS")
    assert (seen["valid"], seen["styled"], seen["saved"]) == (True, True, True)
    assert seen["renderer"] == "RuleRenderer"
    assert "Shelling" in seen["legend"]
    assert (seen["types"]["start"], seen["types"]["end"], seen["types"]["reports"]) == (
        "DateTime", "DateTime", "Integer",
    )  # fmt: skip
    reading = stage.read_layers(folder)
    assert reading.problems == ()
    assert "Renamed in QGIS" in maps.build_map(reading.layers).get_root().render()
    row, before = _row(reading.layers), _row(stage.read_layers(built).layers)
    assert row.pop("title") == "Renamed in QGIS"
    assert row.pop("geometry").x == pytest.approx(before.pop("geometry").x + 1)
    del before["title"]
    assert row == before


def test_an_edit_in_the_project_is_read_back_too(built: Path, tmp_path: Path) -> None:
    """What is changed and saved in the project's own layers stands in the GeoPackage, and is drawn next."""
    folder = tmp_path / "layers"
    shutil.copytree(built, folder)
    table = f"{folder / 'situation.gpkg'}|layername=events"
    seen = _in_qgis("edit_in_qgis.py", table, "r-0001", "Renamed in QGIS")
    assert (seen["saved"], seen["styled"]) == (True, True)
    reading = stage.read_layers(folder)
    assert reading.problems == ()
    row, before = _row(reading.layers), _row(stage.read_layers(built).layers)
    assert row.pop("title") == "Renamed in QGIS"
    assert row.pop("geometry").x == pytest.approx(before.pop("geometry").x + 1)
    del before["title"]
    assert row == before


def _row(layers: LayerSet) -> dict[str, Any]:
    """The event r-0001."""
    frame = layers.frames["events"]
    found = frame[frame["id"] == "r-0001"].iloc[0].to_dict()
    return {str(name): value for name, value in found.items()}


def test_every_feature_is_there(opened: dict[str, Any]) -> None:
    """Every table has as many features as its layer."""
    layers = toy_layers()
    for name in LAYER_NAMES:
        assert opened["layers"][name]["features"] == len(layers.frames[name])
