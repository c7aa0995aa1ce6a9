"""``situation.gpkg`` as a database: fields told, styles, metadata, outlines and basemap inside."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from xml.etree import ElementTree as ET

import pytest

from geomap import layers as stage
from geomap.layerset import LAYER_NAMES, PROPERTIES, LayerSet


@pytest.fixture(scope="module")
def base(layer_set: LayerSet, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The sample's GeoPackage, open."""
    folder = stage.write_layers(layer_set, tmp_path_factory.mktemp("packed"), days=False)
    with closing(sqlite3.connect(folder / "situation.gpkg")) as found:
        yield found


def test_every_field_is_described(base: sqlite3.Connection) -> None:
    """What the schema tells of a property stands beside the field, with the words it may hold."""
    for name in LAYER_NAMES:
        told = dict(
            base.execute(
                "SELECT column_name, description FROM gpkg_data_columns WHERE table_name = ?", (name,)
            )
        )
        assert set(told) == set(PROPERTIES)
        assert all(len(text) > 5 for text in told.values())
    words = base.execute("SELECT value FROM gpkg_data_column_constraints WHERE constraint_name = 'status'")
    assert {"claimed", "disputed", "retracted"} <= {word for (word,) in words}


def test_unknown_is_null(base: sqlite3.Connection) -> None:
    """No empty text stands in any field, and a state that nothing ended has no end."""
    for name in LAYER_NAMES:
        empty = " OR ".join(f"\"{field}\" = ''" for field in PROPERTIES)
        assert base.execute(f"SELECT count(*) FROM {name} WHERE {empty}").fetchone() == (0,)
    assert base.execute('SELECT "end", open_ended FROM deployments').fetchall() == [(None, 1)]


def test_each_layer_has_a_default_style(base: sqlite3.Connection) -> None:
    """It is the layer's QML."""
    rows = base.execute("SELECT f_table_name, styleQML, useAsDefault FROM layer_styles").fetchall()
    assert [name for name, _, _ in rows] == list(LAYER_NAMES)
    assert all(chosen == 1 and ET.fromstring(style).tag == "qgis" for _, style, chosen in rows)


def test_metadata_tell_period_zone_worldview_and_sources(base: sqlite3.Connection) -> None:
    """As JSON, for whoever gets the file alone."""
    kind, text = base.execute("SELECT mime_type, metadata FROM gpkg_metadata").fetchone()
    told = json.loads(text)
    assert kind == "application/json"
    assert (told["since"], told["until"], told["timezone"]) == ("2031-05-04", "2031-05-07", "Europe/Kyiv")
    assert (told["title"], told["worldview"]) == ("Toyland", "un")
    assert told["sources"][0]["url"] == "https://example.org/live"
    assert any("Outlines: made up for tests" in line for line in told["credits"])


def test_each_area_stands_once_in_full(base: sqlite3.Connection, layer_set: LayerSet) -> None:
    """More vertices than the layers carry, under the id the layers name it by."""
    rows = base.execute("SELECT place_id, place, length(geom) FROM areas").fetchall()
    assert {(number, place) for number, place, _ in rows} == set(layer_set.areas)
    assert len(rows) == len(layer_set.areas)
    short = base.execute("SELECT length(geom) FROM counts WHERE place_id = 'toy:e'").fetchone()[0]
    assert next(size for number, _, size in rows if number == "toy:e") > 3 * short


def test_the_basemap_is_inside(base: sqlite3.Connection) -> None:
    """Countries, regional borders, coast, rivers, lakes, borders and cities, clipped to the neighbourhood."""
    tables = {name for (name,) in base.execute("SELECT table_name FROM gpkg_contents")}
    assert {"countries", "admin1_borders", "coast", "rivers", "lakes", "borders", "cities"} <= tables
    assert ("Ukraine",) in base.execute("SELECT name FROM countries").fetchall()
    box = base.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'cities'")
    west, south, east, north = box.fetchone()
    assert 25 < west < east < 36
    assert 45 < south < north < 55


def test_every_table_of_features_has_an_index(base: sqlite3.Connection) -> None:
    """With as many entries as rows."""
    for (name,) in base.execute("SELECT table_name FROM gpkg_geometry_columns").fetchall():
        counted = [
            base.execute(f'SELECT count(*) FROM "{table}"').fetchone()
            for table in (name, f"rtree_{name}_geom")
        ]
        assert counted[0] == counted[1], name
