"""RFC 7946, checked by a validator that is not ours, and on the other side of the world."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from geomap import layers as stage
from geomap.layerset import LAYER_NAMES, LayerSet
from geomap.model import Geometry, Location
from tests.layers.conftest import EAST, MILLTOWN, event, toy_layers


def _faults(path: Path) -> dict[str, Any]:
    """What geojson-validator finds wrong with a file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import geojson_validator  # noqa: PLC0415  it brings warnings of its own

        value = json.loads(path.read_bytes())
        return {
            "structure": geojson_validator.validate_structure(value),
            "geometry": geojson_validator.validate_geometries(value),
        }


def _around(lon: float, lat: float) -> Location:
    """A square ten degrees wide that may reach over the antimeridian."""
    west, east = lon - 5, lon + 5
    ring = [(west, lat - 3), (east, lat - 3), (east, lat + 3), (west, lat + 3), (west, lat - 3)]
    wrapped = [((x + 180) % 360 - 180, y) for x, y in ring]
    return Location(
        geometry=Geometry("MultiPolygon", [[wrapped]]),
        name="Dateland",
        place_ids=("toy:d",),
        precision="region",
    )


def test_every_layer_satisfies_a_foreign_validator(layer_set: LayerSet, tmp_path: Path) -> None:
    """Structure, closed rings, winding, no crossing of the antimeridian, not too many decimals."""
    folder = stage.write_layers(layer_set, tmp_path)
    for path in sorted(folder.rglob("*.geojson")):
        if json.loads(path.read_bytes())["features"]:
            faults = _faults(path)
            assert faults["structure"] in ({}, [], None), path
            assert not faults["geometry"].get("invalid"), (path, faults)
            assert not faults["geometry"].get("problematic"), (path, faults)


def test_the_foreign_validator_sees_a_wrong_winding(layer_set: LayerSet, tmp_path: Path) -> None:
    """The test above can fail."""
    path = stage.write_layers(layer_set, tmp_path, days=False) / "counts.geojson"
    value = json.loads(path.read_bytes())
    for feature in value["features"]:
        feature["geometry"]["coordinates"][0][0].reverse()
    path.write_text(json.dumps(value))
    assert _faults(path)["geometry"]["invalid"]


@pytest.mark.parametrize("lon", [178.0, -178.0])
def test_an_area_across_the_antimeridian_is_cut(tmp_path: Path, lon: float) -> None:
    """Two polygons that meet at 180 degrees, none wider than the whole."""
    folder = stage.write_layers(toy_layers([event(1, location=_around(lon, 60))]), tmp_path, days=False)
    shape = json.loads((folder / "event_areas.geojson").read_bytes())["features"][0]["geometry"]
    assert shape["type"] == "MultiPolygon"
    spans = sorted(
        (min(x for x, _ in polygon[0]), max(x for x, _ in polygon[0])) for polygon in shape["coordinates"]
    )
    assert [round(end - begin) for begin, end in spans] in ([3, 7], [7, 3])
    assert (spans[0][0], spans[1][1]) == (-180, 180)


def test_a_circle_across_the_antimeridian_is_cut(tmp_path: Path) -> None:
    """So is what we draw ourselves."""
    coarse = Location(
        geometry=Geometry.point(179.5, 60), name="Far", place_ids=(), precision="region", radius_m=100_000
    )
    folder = stage.write_layers(toy_layers([event(1, location=coarse)]), tmp_path, days=False)
    value = json.loads((folder / "event_areas.geojson").read_bytes())
    polygons = value["features"][0]["geometry"]["coordinates"]
    assert len(polygons) == 2
    assert (value["bbox"][0], value["bbox"][2]) == (-180, 180)


def test_a_collection_has_no_foreign_member(layer_set: LayerSet, tmp_path: Path) -> None:
    """GDAL takes a file with JSON-FG's members for another format."""
    folder = stage.write_layers(layer_set, tmp_path, days=False)
    for name in LAYER_NAMES:
        value = json.loads((folder / f"{name}.geojson").read_bytes())
        assert set(value) <= {"type", "bbox", "features"}
        assert all(set(feature) == {"type", "properties", "geometry"} for feature in value["features"])


def test_hostile_words_are_plain_text_in_styles_and_project(tmp_path: Path) -> None:
    """A title, a side or a publisher that would end an attribute, an expression or a statement does not."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415

    from geomap.model import Force  # noqa: PLC0415

    nasty = """'"><x/>]]> '); DROP TABLE events; -- [% 1 %] \\ \x00"""
    events = [
        event(1, title=nasty, claimants=(nasty,)),
        event(2, "deployment", MILLTOWN, force=Force(side=nasty, type=nasty)),
        event(3, location=EAST, title=nasty),
    ]
    layers = toy_layers(events, title=nasty, credits=(nasty,))
    folder = stage.write_layers(layers, tmp_path, days=False)
    for path in folder.glob("*.qml"):
        assert ET.parse(path).getroot().find(".//x") is None
    import sqlite3  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    project = ET.fromstring(zipfile.ZipFile(folder / "situation.qgz").read("situation.qgs"))
    assert project.find(".//x") is None
    labels = [item.get("labelText", "") for item in project.iter("LayoutItem")]
    assert not any("[% 1" in label for label in labels)
    base = sqlite3.connect(folder / "situation.gpkg")
    assert base.execute("SELECT title FROM events").fetchone() == (nasty,)
    base.close()
