"""Places smaller than GeoNames' list: what is taken of UN/LOCODE and of airfields, and what is left."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import shapely

from geomap.errors import MissingDataError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer._rows import Row
from geomap.gazetteer._small import _town_names, locode_archive, small_rows

_LINES = (
    ",XA,ORM,Ormel,Ormel,,--3-----,RL,0001,,0030N 00030E,",
    ",XA,LUD,Luden,Luden,,--3-----,RL,0001,,0031N 00031E,",
    "X,XA,KES,Kestrel,Kestrel,,--3-----,RL,0001,,0040N 00040E,",
    ",XA,FAR,Farness,Farness,,--3-----,RL,0001,,1000N 01000E,",
    ",XA,NOC,Nocoord,Nocoord,,--3-----,RL,0001,,,",
    ",XA,NOR,Norland,Norland,,--3-----,RL,0001,,0050N 00050E,",
    ",XA,TOW,Towerby,Towerby,,--3-----,RL,0001,,0050N 00040E,",
    ",XA,SAY,Saysby,Saysby,02,--3-----,RL,0001,,0050N 00045E,",
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A wheel as the build finds it, with a handful of lines."""
    path = tmp_path / "pyunlocode-0.0.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("pyunlocode/csv/0 UNLOCODE CodeListPart1.csv", "\n".join(_LINES))
    return path


def _area(place_id: str, name: str, kind: str, west: float, east: float) -> Row:
    box = shapely.MultiPolygon([shapely.box(west, 0, east, 1)])
    return Row(id=place_id, name=name, kind=kind, country="XA", lon=0.5, lat=0.5, shape=box)


def test_only_what_is_new_and_on_its_ground_is_taken(archive: Path) -> None:
    """Known towns, withdrawn codes, points off the country, noted names and wrong states are left out."""
    nation = _area("geonames:1", "Norland", "PCLI", 0, 1)
    regions = [_area("geonames:XA.01", "West", "ADM1", 0, 1), _area("geonames:XA.02", "East", "ADM1", 1, 2)]
    tower = Row(id="geomap:tower", name="Towerby", kind="BLDG", country="XB", lon=50, lat=50)
    known = [Row(id="geonames:9", name="Lüden", kind="PPL", country="XA", lon=0.52, lat=0.52)]
    rows = [row for row in small_rows(archive, known, [tower], [nation], regions) if row.country == "XA"]
    assert [(row.name, row.admin1, row.lon, row.lat) for row in rows] == [("Ormel", "West", 0.5, 0.5)]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ormel (Ormelle)", ("Ormel", "Ormelle")),
        ("Ormel/Luden", ("Ormel",)),
        ("Ormel, Norland", ("Ormel",)),
        ("Ormel-Great Norland Island", ("Ormel",)),
        ("Ormel Oil Terminal", ()),
        ("Ormel 2", ()),
        ("ORM", ()),
    ],
)
def test_the_town_is_read_out_of_an_entry(written: str, names: tuple[str, ...]) -> None:
    """Second spellings count, what lies around it does not; works and quays are no towns."""
    assert _town_names(written, written) == names


def test_a_missing_archive_names_the_cure(tmp_path: Path) -> None:
    """`make` downloads it."""
    with pytest.raises(MissingDataError, match="run `make`"):
        locode_archive(tmp_path)


@pytest.mark.parametrize(
    ("name", "country", "lon", "lat"),
    [
        ("Kantchari", "BF", 1.52, 12.48),
        ("Bangula", "MW", 35.12, -16.58),
        ("North Bend", "CA", -121.45, 49.88),
        ("Steinhatchee", "US", -83.39, 29.67),
    ],
)
def test_hamlets_are_found(gazetteer: Gazetteer, name: str, country: str, lon: float, lat: float) -> None:
    """By their own name, in their country, to ten kilometres."""
    place = gazetteer.find(name, country=country)[0].place
    assert (place.lon, place.lat) == pytest.approx((lon, lat), abs=0.1)
