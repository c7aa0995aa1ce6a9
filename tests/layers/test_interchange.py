"""Other tools' formats, out and in."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import pyogrio
import pytest
import shapely

from geomap import layers as stage
from geomap.errors import InputError
from geomap.layers.interchange import LOSSES, format_of, read_any
from geomap.layers.interchange.acled import COLUMNS
from geomap.layerset import LAYER_NAMES, LayerSet
from tests.layers.conftest import event, toy_layers

KML = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.fixture(scope="module")
def folder(layer_set: LayerSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's layers as a folder."""
    return stage.write_layers(layer_set, tmp_path_factory.mktemp("source"), quotes="full", days=False)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_format_goes_by_the_suffix_or_by_name() -> None:
    """No suffix is a folder of layers; what is not known is refused with a list."""
    assert [format_of(Path(name)) for name in ("a.csv", "a.kml", "a.fgb", "a.parquet", "a")] == [
        "csv", "kml", "flatgeobuf", "parquet", "layers",
    ]  # fmt: skip
    assert format_of(Path("a.csv"), "acled") == "acled"
    with pytest.raises(InputError, match=r"unknown format '\.shp'; known: layers, csv"):
        format_of(Path("a.shp"))


def test_what_layers_hold_already_is_no_format() -> None:
    """Who asks for GeoJSON is told where it is."""
    with pytest.raises(InputError, match=r"unknown format '.geojson'; known: .*: name a folder"):
        format_of(Path("events.geojson"))


def test_csv_comes_back_as_the_same_layers(folder: Path, layer_set: LayerSet, tmp_path: Path) -> None:
    """Every property and every geometry."""
    done = stage.convert(folder, tmp_path / "all.csv", quotes="full")
    assert (done.rows, done.problems) == (13, ())
    again = read_any(tmp_path / "all.csv")
    assert again.problems == ()
    for name in LAYER_NAMES:
        ours, theirs = layer_set.frames[name], again.layers.frames[name]
        assert theirs.drop(columns="geometry").equals(ours.drop(columns="geometry"))
        assert shapely.equals_exact(
            theirs.geometry.to_numpy(), ours.geometry.to_numpy(), tolerance=1e-7
        ).all()


def test_a_warning_costs_no_row(layer_set: LayerSet, tmp_path: Path) -> None:
    """A line of reports.jsonl that cannot be read is told of; every mark is passed on."""
    stage.write_layers(layer_set, tmp_path, days=False)
    reports = tmp_path / "layers" / "reports.jsonl"
    reports.write_bytes(reports.read_bytes() + b"{}\n")
    done = stage.convert(tmp_path, tmp_path / "x.csv")
    assert (done.rows, done.lost, len(done.problems)) == (13, 0, 1)


def test_csv_holds_no_formula(tmp_path: Path) -> None:
    """A title that begins with '=' is disarmed, and comes back as it was."""
    source = stage.write_layers(toy_layers([event(1, title="=HYPERLINK(1)")]), tmp_path, days=False)
    stage.convert(source, tmp_path / "all.csv")
    assert _rows(tmp_path / "all.csv")[0]["title"] == "'=HYPERLINK(1)"
    assert read_any(tmp_path / "all.csv").layers.frames["events"].iloc[0]["title"] == "=HYPERLINK(1)"


@pytest.mark.parametrize("suffix", [".fgb", ".parquet"])
def test_a_file_a_layer_with_types(folder: Path, layer_set: LayerSet, tmp_path: Path, suffix: str) -> None:
    """GDAL and geopandas read dates, numbers and booleans as such, and the same features."""
    done = stage.convert(folder, tmp_path / f"map{suffix}", quotes="full")
    assert [path.name for path in done.files] == [f"map_{name}{suffix}" for name in LAYER_NAMES]
    for name, path in zip(LAYER_NAMES, done.files, strict=True):
        read = gpd.read_parquet(path) if suffix == ".parquet" else pyogrio.read_dataframe(path)
        ours = layer_set.frames[name].set_index("id")
        read = read.set_index("id").loc[list(ours.index)]
        assert "84" in str(read.crs) or "4326" in str(read.crs)
        same = shapely.equals_exact(read.geometry.to_numpy(), ours.geometry.to_numpy(), tolerance=1e-9)
        assert same.all()
        assert str(read["start"].dtype).startswith("datetime64")
        assert list(read["start"].dt.strftime("%Y-%m-%dT%H:%M:%SZ")) == list(ours["start"])
        assert list(read["title"]) == list(ours["title"])
        assert read["open_ended"].tolist() == ours["open_ended"].tolist()


def test_gdal_reads_geojson_and_geopackage_to_the_same_features(folder: Path, layer_set: LayerSet) -> None:
    """The GeoPackage ends with a span's last millisecond, and has no end where nothing has ended."""
    for name in LAYER_NAMES:
        ours = layer_set.frames[name].set_index("id")
        plain = pyogrio.read_dataframe(folder / f"{name}.geojson").set_index("id")
        packed = pyogrio.read_dataframe(folder / "situation.gpkg", layer=name).set_index("id")
        for read in (plain, packed):
            assert list(read.index) == list(ours.index)
            assert list(read["title"]) == list(ours["title"])
            assert shapely.equals_exact(
                read.geometry.to_numpy(), ours.geometry.to_numpy(), tolerance=1e-9
            ).all()
            assert list(read["start"].dt.strftime("%Y-%m-%dT%H:%M:%SZ")) == list(ours["start"])
        ends = packed["end"].dt.strftime("%Y-%m-%dT%H:%M:%S.%f")
        assert packed["end"].isna().tolist() == ours["open_ended"].tolist()
        assert all(end.endswith("59.999000") for end in ends.dropna())


def test_kml_has_a_span_for_each_mark(folder: Path, tmp_path: Path) -> None:
    """What nothing has ended has a begin alone; each layer is a folder; GDAL reads it."""
    stage.convert(folder, tmp_path / "map.kml")
    root = ET.parse(tmp_path / "map.kml").getroot()
    marks = root.findall(".//k:Placemark", KML)
    assert len(marks) == 13
    spans = {
        mark.findtext("k:name", "", KML): (
            mark.findtext("k:TimeSpan/k:begin", None, KML), mark.findtext("k:TimeSpan/k:end", None, KML),
        )
        for mark in marks
    }  # fmt: skip
    assert spans["shelling 1"] == ("2031-05-04T10:00:00Z", "2031-05-04T11:00:00Z")
    assert spans["deployment 6"] == ("2031-05-04T06:00:00Z", None)
    assert {name for name, _ in pyogrio.list_layers(tmp_path / "map.kml")} == {
        name.replace("_", " ") for name in LAYER_NAMES
    }


@pytest.mark.parametrize("suffix", [".kml", ".jsonfg"])
def test_gdal_reads_the_same_features_from_one_file(
    folder: Path, layer_set: LayerSet, tmp_path: Path, suffix: str
) -> None:
    """Ids, titles and geometries of every layer."""
    path = tmp_path / f"map{suffix}"
    stage.convert(folder, path, quotes="full")
    for name in LAYER_NAMES:
        ours = layer_set.frames[name]
        read = pyogrio.read_dataframe(path, layer=name.replace("_", " ") if suffix == ".kml" else name)
        title = "Name" if suffix == ".kml" else "title"
        order = [list(read[title]).index(wanted) for wanted in ours["title"]]
        assert list(read["id"].iloc[order]) == list(ours["id"])
        shapes = shapely.force_2d(read.geometry.to_numpy()[order])
        for theirs, own in zip(shapes, ours.geometry, strict=True):
            assert theirs.equals(own), (name, theirs, own)


def test_gdal_reads_csv_as_the_same_features(folder: Path, layer_set: LayerSet, tmp_path: Path) -> None:
    """Its column of WKT is taken for the geometry."""
    stage.convert(folder, tmp_path / "all.csv", quotes="full")
    read = pyogrio.read_dataframe(tmp_path / "all.csv", GEOM_POSSIBLE_NAMES="wkt").set_index("id")
    for name in LAYER_NAMES:
        ours = layer_set.frames[name].set_index("id")
        theirs = read.loc[list(ours.index)]
        assert set(theirs["layer"]) == {name}
        assert list(theirs["title"]) == list(ours["title"])
        assert shapely.equals_exact(
            theirs.geometry.to_numpy(), ours.geometry.to_numpy(), tolerance=1e-7
        ).all()


def test_hostile_text_stays_text_in_kml(tmp_path: Path) -> None:
    """Neither XML nor the HTML that a viewer makes of a description is entered."""
    told = toy_layers([event(1)]).reports["r-0001"][0]
    nasty = type(told)(
        **(
            {name: getattr(told, name) for name in told.__struct_fields__}
            | {"quote": "<script>x</script>]]>&\x00"}
        )
    )
    source = stage.write_layers(toy_layers([event(1, title="<b>&", reports=(nasty,))]), tmp_path, days=False)
    stage.convert(source, tmp_path / "map.kml")
    mark = ET.parse(tmp_path / "map.kml").getroot().find(".//k:Placemark", KML)
    assert mark is not None
    assert mark.findtext("k:name", None, KML) == "<b>&"
    assert "<script" not in (mark.findtext("k:description", None, KML) or "")


def test_jsonfg_tells_time_and_type(folder: Path, tmp_path: Path) -> None:
    """An interval each, '..' for an open end, the layer as feature type."""
    stage.convert(folder, tmp_path / "map.jsonfg")
    value = json.loads((tmp_path / "map.jsonfg").read_bytes())
    found = {feature["id"]: feature for feature in value["features"]}
    assert "http://www.opengis.net/spec/json-fg-1/0.2/conf/core" in value["conformsTo"]
    assert found["r-0001"]["time"] == {"interval": ["2031-05-04T10:00:00Z", "2031-05-04T11:00:00Z"]}
    assert found["r-0006"]["time"] == {"interval": ["2031-05-04T06:00:00Z", ".."]}
    assert {feature["featureType"] for feature in found.values()} == set(LAYER_NAMES)


def test_acled_out_and_in(folder: Path, tmp_path: Path) -> None:
    """31 columns, one row a feature; read back, kinds, days, places and ids are the same."""
    stage.convert(folder, tmp_path / "acled.csv", to="acled")
    rows = {row["event_id_cnty"]: row for row in _rows(tmp_path / "acled.csv")}
    assert list(next(iter(rows.values()))) == list(COLUMNS)
    assert len(COLUMNS) == 31
    assert (rows["r-0001"]["event_type"], rows["r-0001"]["sub_event_type"]) == (
        "Explosions/Remote violence", "Shelling/artillery/missile attack",
    )  # fmt: skip
    assert [rows[f"r-000{number}"]["geo_precision"] for number in (1, 3, 4)] == ["1", "2", "3"]
    again = read_any(tmp_path / "acled.csv").layers
    back = again.frames["events"].set_index("id").loc["r-0001"]
    assert (back["category"], back["local_date"], back["place"]) == ("shelling", "2031-05-04", "Milltown")
    assert (back.geometry.x, back.geometry.y) == (30.1235, 50.1235)
    assert list(again.frames["event_areas"]["precision"].unique()) == ["region"]


def _table(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


ACLED = {
    "event_id_cnty": "TOY1", "event_date": "4 May 2031", "time_precision": "1", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Toy army", "location": "Milltown", "admin1": "Westmark",
    "latitude": "50.12", "longitude": "30.12", "geo_precision": "1", "source": "Toy Courier",
    "fatalities": "3",
}  # fmt: skip


def test_an_acled_row_becomes_an_event(tmp_path: Path) -> None:
    """Its day, actor, deaths and source are kept."""
    row = read_any(_table(tmp_path / "in.csv", [ACLED])).layers.frames["events"].iloc[0]
    assert (row["category"], row["start"], row["end"]) == (
        "clash", "2031-05-04T00:00:00Z", "2031-05-05T00:00:00Z",
    )  # fmt: skip
    assert (row["attributed_to"], row["quantity"], row["quantity_unit"]) == ("Toy army", 3, "killed")
    assert (row["publisher"], row["title"]) == ("Toy Courier", "Armed clash, Milltown")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"event_date": ""}, "event_date is empty"),
        ({"event_date": "soon"}, "event_date is no date: 'soon'"),
        ({"event_date": "2031-02-30"}, "event_date is no date: '2031-02-30'"),
        ({"event_date": "04/05/2031"}, "could be two days: '04/05/2031'; write it as 2031-04-05"),
        ({"latitude": "130.1", "longitude": "50.1"}, "are latitude and longitude swapped?"),
        ({"latitude": "130.1", "longitude": "250.1"}, "is not on the globe"),
        ({"latitude": ""}, "latitude is empty"),
        ({"longitude": "nan"}, "longitude is no number: 'nan'"),
        ({"geo_precision": "9"}, "geo_precision is '9', must be 1, 2 or 3"),
        ({"event_id_cnty": "TOY1"}, "the id TOY1 is used twice (first in line 2)"),
        ({"event_id_cnty": ""}, "event_id_cnty is empty"),
    ],
)
def test_a_bad_row_of_a_table_is_named_with_its_line(
    tmp_path: Path, change: dict[str, str], problem: str
) -> None:
    """The good ones are kept."""
    good = ACLED | {"event_id_cnty": "TOY3", "event_date": "2031-05-06"}
    reading = read_any(_table(tmp_path / "in.csv", [ACLED, ACLED | {"event_id_cnty": "TOY2"} | change, good]))
    assert list(reading.layers.frames["events"]["id"]) == ["TOY1", "TOY3"]
    assert len(reading.problems) == 1
    assert reading.problems[0].startswith("in.csv: line 3: ")
    assert problem in reading.problems[0]


def test_dates_of_several_styles_in_one_table_are_read(tmp_path: Path) -> None:
    """ISO, words, and day and month where only one order is possible."""
    styles = ["2031-05-24", "24 May 2031", "24/05/2031", "05/24/2031", "May 24, 2031", "2031-05-24T10:00:00"]
    rows = [ACLED | {"event_id_cnty": f"T{n}", "event_date": style} for n, style in enumerate(styles)]
    reading = read_any(_table(tmp_path / "in.csv", rows))
    assert reading.problems == ()
    assert set(reading.layers.frames["events"]["local_date"]) == {"2031-05-24"}


def test_ucdp_rows_keep_their_range_of_days_and_deaths(tmp_path: Path) -> None:
    """Low and high bound the figure; where_prec 4 is a region, drawn as an area."""
    row = {
        "id": "77", "date_start": "2031-05-04", "date_end": "2031-05-06", "date_prec": "2", "where_prec": "4",
        "latitude": "50.5", "longitude": "30.5", "type_of_violence": "1", "side_a": "Toyland",
        "side_b": "Rebels",
        "best": "5", "low": "4", "high": "9", "adm_1": "Westmark", "where_coordinates": "Westmark",
    }  # fmt: skip
    found = read_any(_table(tmp_path / "ged.csv", [row])).layers.frames["event_areas"].iloc[0]
    assert (found["start"], found["end"], found["time_precision"]) == (
        "2031-05-04T00:00:00Z", "2031-05-07T00:00:00Z", "week",
    )  # fmt: skip
    assert (found["quantity"], found["quantity_max"], found["id"]) == (4, 9, "ucdp-77")
    assert found["title"] == "Toyland against Rebels, Westmark"


def test_timemap_out_and_in(folder: Path, tmp_path: Path) -> None:
    """Three files, all values text; read back, point events have their minute and place."""
    done = stage.convert(folder, tmp_path / "timemap", to="timemap", quotes="full")
    assert [path.name for path in done.files] == ["events.json", "associations.json", "sources.json"]
    events = json.loads(done.files[0].read_bytes())
    first = next(item for item in events if item["id"] == "r-0001")
    assert (first["date"], first["time"], first["latitude"]) == ("2031-05-04", "13:00", "50.12350")
    assert all(
        isinstance(v, str) for item in events for k, v in item.items() if k not in {"associations", "sources"}
    )
    again = read_any(tmp_path / "timemap", timezone="Europe/Kyiv").layers.frames["events"].set_index("id")
    assert again.loc["r-0001", "start"] == "2031-05-04T10:00:00Z"
    assert again.loc["r-0001", "publisher"] == "The Toy Courier"


def test_a_table_nobody_knows_names_what_is_missing(tmp_path: Path) -> None:
    """The nearest known shape is told."""
    path = _table(
        tmp_path / "x.csv", [{"event_id_cnty": "1", "event_date": "x", "latitude": "1", "lng": "2"}]
    )
    with pytest.raises(InputError, match="nearest is ACLED's, but it has no event_type, longitude;"):
        read_any(path)


def test_a_table_with_no_good_row_is_refused(tmp_path: Path) -> None:
    """The first problem is told."""
    with pytest.raises(InputError, match=r"in\.csv: no row can be used; in\.csv: line 2: latitude is empty"):
        read_any(_table(tmp_path / "in.csv", [ACLED | {"latitude": ""}]))
    own = {"start": "soon", "lon": "30.1", "lat": "50.1"}
    with pytest.raises(InputError, match=r"own\.csv: no row can be used; own\.csv: line 2: start is no ISO"):
        read_any(_table(tmp_path / "own.csv", [own]))


def test_points_alone_make_a_table(tmp_path: Path) -> None:
    """start, lon and lat are enough."""
    rows = [{"start": "2031-05-04T10:00:00Z", "lon": "30.1", "lat": "50.1", "title": "Smoke"}]
    found = read_any(_table(tmp_path / "own.csv", rows)).layers.frames["events"].iloc[0]
    assert (found["title"], found.geometry.x, found["category"]) == ("Smoke", 30.1, "other")


def test_many_rows_are_read(tmp_path: Path) -> None:
    """A bad one among them is named; nothing else is lost."""
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("start,lon,lat,id\n")
        for n in range(20_000):
            lat = "999" if n == 10_000 else f"{40 + n % 1000 / 100}"
            file.write(f"2031-05-0{1 + n % 9}T10:00:00Z,{20 + n % 777 / 100},{lat},e{n}\n")
    reading = read_any(path)
    assert len(reading.layers.frames["events"]) == 19_999
    assert reading.problems == ("many.csv: line 10002: lat 999, lon 26.76 is not on the globe",)


def test_every_format_says_what_it_loses(folder: Path, tmp_path: Path) -> None:
    """The table of losses names each format that can be written."""
    for name in LOSSES:
        if name == "ucdp":
            with pytest.raises(InputError, match="ucdp can only be read"):
                stage.convert(folder, tmp_path / "x.csv", to=name)
        else:
            assert stage.convert(folder, tmp_path / name / f"x.{name}", to=name).loses == LOSSES[name]


def test_the_docs_tell_what_each_format_loses() -> None:
    """The table in the layers' README has a row for each format with the words of the code."""
    readme = (Path(__file__).parents[2] / "layers" / "README.md").read_text()
    table = [
        [cell.strip(" `") for cell in line.split("|")[1:-1]] for line in readme.splitlines() if "|" in line
    ]
    assert {row[0]: row[2] for row in table if len(row) == 3 and row[0] in LOSSES} == dict(LOSSES)
