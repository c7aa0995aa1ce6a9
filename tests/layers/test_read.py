"""Layers read back, also after somebody edited them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import shapely

from geomap import layers as stage
from geomap.errors import InputError
from geomap.layerset import LAYER_NAMES, LayerSet


@pytest.fixture
def folder(layer_set: LayerSet, tmp_path: Path) -> Path:
    """The sample's layers, free to be edited."""
    return stage.write_layers(layer_set, tmp_path, quotes="full", days=False)


def _edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    value = json.loads(path.read_bytes())
    change(value)
    path.write_text(json.dumps(value))


def test_what_was_written_comes_back(folder: Path, layer_set: LayerSet) -> None:
    """Frames, period, zone, sources, credits and reports are the same."""
    reading = stage.read_layers(folder.parent)
    assert reading.problems == ()
    for name in LAYER_NAMES:
        assert reading.layers.frames[name].equals(layer_set.frames[name])
    for field in ("since", "until", "timezone", "title", "worldview", "stale_h", "credits", "unplaced"):
        assert getattr(reading.layers, field) == getattr(layer_set, field)
    assert reading.layers.reports["r-0001"] == layer_set.reports["r-0001"]
    assert reading.layers.sources[0].title == "Toyland live"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda f: f["properties"].update(status="rumoured"), "status is 'rumoured'"),
        (lambda f: f["properties"].update(start="yesterday"), "start is no ISO 8601 date: 'yesterday'"),
        (lambda f: f["properties"].update(end="2031-05-01T00:00:00Z"), "is not after start"),
        (lambda f: f["properties"].pop("start"), "start is missing"),
        (lambda f: f["properties"].update(id="r-0002"), "the id r-0002 is used twice"),
        (lambda f: f.update(geometry=None), "has no geometry"),
        (lambda f: f["geometry"].update(coordinates=[50.1, 130.2]), "are latitude and longitude swapped"),
        (lambda f: f["geometry"].update(coordinates=[500.1, 30.2]), "lies outside lon -180 to 180"),
        (lambda f: f["geometry"].update(coordinates=[]), "its geometry is empty"),
        (lambda f: f["geometry"].update(type="LineString", coordinates=[[1, 2], [3, 4]]), "is a LineString"),
        (lambda f: f["properties"].update(confidence=7), "confidence is 7"),
        (lambda f: f.clear(), "geometry"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_kept(
    folder: Path, change: Callable[[dict[str, Any]], object], problem: str
) -> None:
    """The problem names file and row; the row is counted among the unplaced."""
    _edit(folder / "events.geojson", lambda value: change(value["features"][-1]))
    reading = stage.read_layers(folder)
    assert len(reading.layers.frames["events"]) == 4
    assert len(reading.problems) == 1
    assert reading.problems[0].startswith("events.geojson: feature 5: ")
    assert problem in reading.problems[0]
    assert reading.layers.unplaced[-1].kind == "record"


def test_a_feature_drawn_by_hand_needs_little(folder: Path) -> None:
    """A point with a title and a start gets plain defaults and an id from its content."""
    drawn = {
        "type": "Feature",
        "properties": {"title": "A fire", "start": "2031-05-05 10:00", "fid": 7},
        "geometry": {"type": "Point", "coordinates": [30.5, 50.5, 120.0]},
    }
    _edit(folder / "events.geojson", lambda value: value["features"].append(drawn))
    frame = stage.read_layers(folder).layers.frames["events"].set_index("title")
    row = frame.loc["A fire"]
    assert row["id"].startswith("hand-")
    assert (row["category"], row["status"], row["precision"]) == ("other", "claimed", "site")
    assert (row["start"], row["open_ended"]) == ("2031-05-05T10:00:00Z", True)
    assert row.geometry.has_z is False


def test_an_offset_is_turned_into_utc(folder: Path) -> None:
    """What somebody typed with a zone keeps its moment."""
    _edit(
        folder / "events.geojson",
        lambda value: value["features"][1]["properties"].update(start="2031-05-04T12:30:00+02:00"),
    )
    assert "2031-05-04T10:30:00Z" in set(stage.read_layers(folder).layers.frames["events"]["start"])


def _rectangle(west: float, east: float) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[[west, 60], [east, 60], [east, 70], [west, 70], [west, 60]]]}


@pytest.mark.parametrize("shape", [_rectangle(170, -170), _rectangle(170, 190)])
def test_an_area_across_the_antimeridian_is_cut_there(folder: Path, shape: dict[str, Any]) -> None:
    """However the hand that drew it went on past 180 degrees: 20 degrees wide, not 340."""
    _edit(folder / "event_areas.geojson", lambda value: value["features"][0].update(geometry=shape))
    reading = stage.read_layers(folder)
    assert reading.problems == ()
    area = reading.layers.frames["event_areas"].geometry.iloc[0]
    assert sorted(part.bounds for part in shapely.get_parts(area)) == [
        (-180, 60, -170, 70),
        (170, 60, 180, 70),
    ]


def test_a_line_across_the_antimeridian_is_named(folder: Path) -> None:
    """One row holds one line: nobody can cut it for the one who drew it."""
    across = {"type": "LineString", "coordinates": [[170, 60], [-170, 61]]}
    _edit(folder / "movements.geojson", lambda value: value["features"][0].update(geometry=across))
    reading = stage.read_layers(folder)
    assert len(reading.layers.frames["movements"]) == 1
    assert reading.problems == (
        "movements.geojson: feature 1: runs across the antimeridian; draw it as two lines that end there",
    )


def _name_crs(folder: Path, name: str) -> None:
    _edit(
        folder / "events.geojson",
        lambda value: value.update(crs={"type": "name", "properties": {"name": name}}),
    )


def test_a_known_crs_is_reprojected(folder: Path) -> None:
    """GeoJSON of old may name its CRS: metres of Web Mercator become degrees."""
    _name_crs(folder, "urn:ogc:def:crs:EPSG::3857")
    _edit(
        folder / "events.geojson",
        lambda value: value["features"][0]["geometry"].update(coordinates=[3_339_584.7238, 6_446_275.8410]),
    )
    points = stage.read_layers(folder).layers.frames["events"].geometry
    assert (points.x.iloc[0], points.y.iloc[0]) == pytest.approx((30.0, 50.0), abs=1e-6)


def test_an_unknown_crs_is_refused(folder: Path) -> None:
    """Nobody can tell where its numbers lie."""
    _name_crs(folder, "local grid of Toyland")
    with pytest.raises(InputError, match=r"events\.geojson: its CRS 'local grid of Toyland' is not known"):
        stage.read_layers(folder)


def test_the_crs_that_qgis_writes_is_taken(folder: Path) -> None:
    """CRS84 by its old name is what we mean anyway."""
    _edit(
        folder / "events.geojson",
        lambda value: value.update(
            crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
        ),
    )
    assert stage.read_layers(folder).problems == ()


def test_a_broken_file_is_one_clear_line(folder: Path) -> None:
    """It names the file."""
    (folder / "events.geojson").write_text('{"type": "FeatureColl')
    with pytest.raises(InputError, match=r"events\.geojson: is no GeoJSON"):
        stage.read_layers(folder)


def test_a_folder_without_layers_is_refused(tmp_path: Path) -> None:
    """There is nothing to draw."""
    with pytest.raises(InputError, match="holds no layers"):
        stage.read_layers(tmp_path)


def test_layers_without_a_manifest_tell_their_own_period(folder: Path) -> None:
    """Somebody passed on the GeoJSON alone."""
    (folder / "manifest.json").unlink()
    layers = stage.read_layers(folder).layers
    assert (str(layers.since), str(layers.until), layers.timezone) == ("2031-05-01", "2031-05-06", "UTC")


def test_a_deleted_layer_file_is_an_empty_layer(folder: Path) -> None:
    """Five files are enough to draw."""
    (folder / "counts.geojson").unlink()
    assert len(stage.read_layers(folder).layers.frames["counts"]) == 0


def _edit_table(folder: Path, statement: str) -> None:
    """Change ``events`` in the GeoPackage, as QGIS does."""
    with closing(sqlite3.connect(folder / "situation.gpkg")) as base, base:
        for name in ("IsEmpty", "MinX", "MaxX", "MinY", "MaxY"):
            base.create_function(f"ST_{name}", 1, lambda _blob: 0)
        base.execute(statement)


def test_what_was_edited_in_the_geopackage_is_read_from_there(folder: Path, layer_set: LayerSet) -> None:
    """Whoever opens the project edits there: the one title changes, all else is as it was built."""
    _edit_table(folder, "UPDATE events SET title = 'Seen by hand' WHERE id = 'r-0001'")
    reading = stage.read_layers(folder)
    assert reading.problems == ()
    for name in LAYER_NAMES:
        ours = layer_set.frames[name].copy()
        ours.loc[ours["id"] == "r-0001", "title"] = "Seen by hand"
        assert reading.layers.frames[name].equals(ours)


def test_a_layer_edited_in_both_is_read_from_its_geojson(folder: Path) -> None:
    """It is said which edit is drawn."""
    _edit_table(folder, "UPDATE events SET title = 'In the table' WHERE id = 'r-0001'")
    _edit(
        folder / "events.geojson",
        lambda value: value["features"][1]["properties"].update(title="In the file"),
    )
    reading = stage.read_layers(folder)
    titles = set(reading.layers.frames["events"]["title"])
    assert "In the file" in titles
    assert "In the table" not in titles
    assert reading.problems == (
        "events.geojson: was edited, and situation.gpkg too; read from events.geojson",
    )


def test_a_row_of_the_geopackage_without_geometry_is_named(folder: Path) -> None:
    """Somebody added it in the table and drew nothing; a field somebody removed is unknown."""
    _edit_table(
        folder, "INSERT INTO events (id, title, start) VALUES ('x', 'Nowhere', '2031-05-04T10:00:00Z')"
    )
    _edit_table(folder, "ALTER TABLE events DROP COLUMN quote")
    reading = stage.read_layers(folder)
    assert reading.problems == ("situation.gpkg: events: feature 6: has no geometry",)
    assert len(reading.layers.frames["events"]) == 5
    assert reading.layers.frames["events"]["quote"].isna().all()


def test_full_outlines_come_from_the_geopackage(folder: Path, layer_set: LayerSet) -> None:
    """They are kept there once, true to 200 m; GeoJSON has only the simplified ones."""
    areas = stage.read_layers(folder).layers.areas
    assert set(areas) == set(layer_set.areas)
    assert all(areas[key].hausdorff_distance(layer_set.areas[key]) < 0.0025 for key in areas)


def test_a_broken_geopackage_costs_only_the_full_outlines(folder: Path) -> None:
    """The GeoJSON files are what counts."""
    (folder / "situation.gpkg").write_bytes(b"no database at all")
    reading = stage.read_layers(folder)
    assert len(reading.layers.frames["events"]) == 5
    assert reading.layers.areas == {}
    assert [line.split(":")[0] for line in reading.problems] == ["situation.gpkg"]
