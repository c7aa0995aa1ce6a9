"""The user's own places."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geomap.errors import InputError
from geomap.gazetteer import Gazetteer, add_place


def _csv(path: Path, *rows: str, head: str = "name,lat,lon,other_names,country") -> Path:
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_place_of_ones_own_wins_over_ours(tmp_path: Path) -> None:
    """The overlay's Kyiv comes first, ours stays as the second choice."""
    own = _csv(tmp_path / "own.csv", "Kyiv,10,20,Old Mill;The Mill,UA")
    found = Gazetteer.open(overlays=[own]).candidates("Kyiv")
    assert (found[0].place.lat, found[0].place.lon, found[0].match) == (10.0, 20.0, "given")
    assert found[0].place.id.startswith("user:")
    assert found[1].place.id == "geonames:703448"
    assert found[0].score > found[1].score


def test_other_names_of_an_overlay_are_found_in_text(tmp_path: Path) -> None:
    """Scanning sees them, in any case."""
    gazetteer = Gazetteer.open(overlays=[_csv(tmp_path / "own.csv", "Checkpoint Zulu,10,20,Zulu Post,UA")])
    assert gazetteer.has_name("zulu post")
    assert gazetteer.longest_match(["Checkpoint", "Zulu", "fell"], 0) == 2
    assert gazetteer.place(gazetteer.candidates("Zulu Post")[0].place.id).name == "Checkpoint Zulu"


def test_of_two_overlays_the_later_wins(tmp_path: Path) -> None:
    """As given on the command line: the last word counts."""
    first = _csv(tmp_path / "first.csv", "Zulu,1,1,,")
    second = _csv(tmp_path / "second.csv", "Zulu,2,2,,")
    assert Gazetteer.open(overlays=[first, second]).candidates("Zulu")[0].place.lat == 2.0


def test_geojson_brings_points_and_areas(tmp_path: Path) -> None:
    """An area keeps its outline, and its parts can be asked for."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": "Point Zulu"},
            "geometry": {"type": "Point", "coordinates": [20, 10]},
        },
        {
            "type": "Feature",
            "properties": {"name": "Zone Zulu"},
            "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]},
        },
    ]  # fmt: skip
    path = tmp_path / "own.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    gazetteer = Gazetteer.open(overlays=[path])
    assert gazetteer.candidates("Point Zulu")[0].place.lon == 20.0
    zone = gazetteer.candidates("Zone Zulu")[0].place
    assert zone.has_polygon
    part = gazetteer.direction_part(zone.id, "eastern")
    assert part is not None
    assert part.shape.centroid.x > 2.5


def test_geopackage_in_another_projection_is_read_in_degrees(tmp_path: Path) -> None:
    """Web Mercator comes back as longitude and latitude."""
    frame = gpd.GeoDataFrame({"name": ["Point Zulu"]}, geometry=[shapely.Point(20, 10)], crs="OGC:CRS84")
    path = tmp_path / "own.gpkg"
    frame.to_crs(3857).to_file(path, driver="GPKG")
    place = Gazetteer.open(overlays=[path]).candidates("Point Zulu")[0].place
    assert (place.lon, place.lat) == pytest.approx((20.0, 10.0), abs=1e-6)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",10,20,,", "2: a place needs a name"),
        ("Zulu,ten,20,,", "2: lat is 'ten'"),
        ("Zulu,95,20,,", "2: lat is 95.0"),
        ("Zulu,10,,,", "2: lon is ''"),
        ("Zulu,nan,20,,", "2: lat is nan"),
        ("Zulu,10,20,,Ukraine", "2: country is 'UKRAINE'"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, fault: str) -> None:
    """File, line and value stand in the message."""
    with pytest.raises(InputError, match=rf"own\.csv:{fault}"):
        Gazetteer.open(overlays=[_csv(tmp_path / "own.csv", row)])


def test_all_bad_rows_are_told_at_once(tmp_path: Path) -> None:
    """Nobody wants to mend them one run at a time."""
    with pytest.raises(InputError, match=r":2: .*:3: "):
        Gazetteer.open(overlays=[_csv(tmp_path / "own.csv", "Zulu,x,1,,", "Echo,1,y,,")])


@pytest.mark.parametrize(
    ("name", "content"),
    [("own.csv", b"title,x\na,1\n"), ("own.csv", b"\xff\xfe\x00"), ("own.geojson", b"{"),
     ("own.geojson", b"[]"),
     ("own.gpkg", b"nothing"), ("own.docx", b"nothing")],
)  # fmt: skip
def test_a_file_that_is_no_overlay_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    """One clear line that names the file."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=r"own\.") as caught:
        Gazetteer.open(overlays=[tmp_path / name])
    assert "\n" not in str(caught.value)


def test_a_missing_overlay_is_refused(tmp_path: Path) -> None:
    """Named, not ignored."""
    with pytest.raises(InputError, match=r"gone\.csv"):
        Gazetteer.open(overlays=[tmp_path / "gone.csv"])


def test_adding_a_place_makes_a_file_that_can_be_used(tmp_path: Path) -> None:
    """What was added is found; the second row joins the first."""
    path = tmp_path / "own.csv"
    add_place(path, name='The "Old" Mill, north', lat=10.0, lon=20.0, country="ua", source="own visit")
    place = add_place(path, name="Point Zulu", lat=11, lon=21, other_names="Zulu; Z Post")
    gazetteer = Gazetteer.open(overlays=[path])
    assert gazetteer.candidates("Z Post")[0].place == place
    first = gazetteer.candidates('The "Old" Mill, north')[0].place
    assert (first.country, first.source) == ("UA", "own visit")


def test_a_place_is_added_once(tmp_path: Path) -> None:
    """The same row again is refused and changes nothing; another of its name is taken."""
    path = tmp_path / "own.csv"
    add_place(path, name="Upper Ford", lat=48.5, lon=38.25)
    before = path.read_bytes()
    with pytest.raises(InputError, match="holds Upper Ford as it is already"):
        add_place(path, name="Upper Ford", lat=48.5, lon=38.25)
    assert path.read_bytes() == before
    add_place(path, name="Upper Ford", lat=50.0, lon=38.25)


def test_a_bad_row_is_not_added(tmp_path: Path) -> None:
    """The file stays as it was."""
    path = tmp_path / "own.csv"
    add_place(path, name="Zulu", lat=1, lon=1)
    before = path.read_bytes()
    with pytest.raises(InputError, match="lat is 99"):
        add_place(path, name="Echo", lat=99, lon=1)
    with pytest.raises(InputError, match="no such field: colour"):
        add_place(path, name="Echo", lat=9, lon=1, colour="red")
    assert path.read_bytes() == before
