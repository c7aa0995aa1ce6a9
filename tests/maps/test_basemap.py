"""The basemap that ships, and the part of it a page gets."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap import _basemap
from geomap._basemap import BASEMAP_LAYERS, BasemapLayer, cell_of, features, page_part
from geomap._vlq import decode_lines, encode_lines
from geomap.errors import MissingDataError

TBILISI = (44.8, 41.7)
AROUND = (40.0, 39.0, 46.0, 43.0)

lines = st.lists(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=8), max_size=5
)


@given(lines)
def test_a_stream_gives_the_lines_back_to_half_a_step(given_lines: list[list[tuple[float, float]]]) -> None:
    """Quantised, never lost; repeated points may go."""
    scale = 1000
    back = decode_lines(encode_lines(given_lines, scale), scale)
    assert len(back) == len(given_lines)
    for line, wanted in zip(back, given_lines, strict=True):
        rounded = [(round(x * scale), round(y * scale)) for x, y in wanted]
        kept = [p for i, p in enumerate(rounded) if i == 0 or p != rounded[i - 1]]
        assert [(round(x * scale), round(y * scale)) for x, y in line] == kept


@pytest.mark.parametrize(
    ("lon", "lat", "cell"),
    [(44.8, 41.7, "42,39"), (-0.1, -0.1, "-3,-3"), (180, 90, "177,87"), (0, 0, "0,0"), (3, 3, "3,3")],
)
def test_a_cell_is_named_by_its_south_west_corner(lon: float, lat: float, cell: str) -> None:
    """The last cell holds the far edges too."""
    assert cell_of(lon, lat) == cell


def test_a_page_gets_the_world_and_the_cells_of_the_situation() -> None:
    """Coarse everywhere, fine where it happened."""
    part = json.loads(page_part([TBILISI], AROUND))
    assert cell_of(*TBILISI) in part["cells"]
    assert {"l", "b", "n"} <= part["world"].keys()
    assert "Tbilisi" in {city[0] for city in part["cells"][cell_of(*TBILISI)]["p"]}


def test_a_page_part_stays_small_even_for_a_continent() -> None:
    """Under 200 kB whatever is asked for."""
    assert len(page_part([], (-10.0, 35.0, 60.0, 70.0))) < 200_000


def test_a_page_part_is_quick() -> None:
    """Well under the 0.3 s a build can spare, once read."""
    page_part([TBILISI], AROUND)
    start = time.perf_counter()
    page_part([TBILISI], AROUND)
    assert time.perf_counter() - start < 0.3


@pytest.mark.parametrize("layer", BASEMAP_LAYERS)
def test_each_layer_is_cut_to_the_bounds(layer: BasemapLayer) -> None:
    """Nothing sticks out."""
    frame = features(layer, AROUND)
    west, south, east, north = frame.total_bounds
    assert len(frame)
    assert AROUND[0] <= west <= east <= AROUND[2]
    assert AROUND[1] <= south <= north <= AROUND[3]


def test_countries_and_cities_have_names() -> None:
    """Labels come from them."""
    assert {"Georgia", "Armenia"} <= set(features("countries", AROUND)["name"])
    assert "Tbilisi" in set(features("cities", AROUND)["name"])


@pytest.mark.parametrize(
    ("bounds", "name"),
    [
        ((33.0, 45.8, 35.5, 46.4), "Crimea: line of control"),
        ((73.0, 32.0, 78.0, 36.0), "Kashmir: Line of Control"),
        ((32.0, 34.5, 34.5, 35.5), "Cyprus: buffer zone"),
        ((20.0, 42.0, 22.0, 43.5), "Kosovo: boundary line"),
        ((-14.0, 26.0, -8.0, 28.5), "Western Sahara: boundary"),
        ((-14.0, 24.0, -8.0, 27.5), "Western Sahara: berm"),
    ],
)
def test_disputed_lines_are_named(bounds: tuple[float, float, float, float], name: str) -> None:
    """A dashed line says whose quarrel it is."""
    assert name in set(features("borders", bounds)["disputed"])


@pytest.mark.parametrize(
    ("spot", "name", "drawn"),
    [
        ((33.8, 46.1), "Crimea: line of control", {"un": "l", "ne": "b"}),
        ((-12.5, 27.66), "Western Sahara: boundary", {"un": "b", "ne": "l"}),
        ((74.5, 34.5), "Kashmir: Line of Control", {"un": "b", "ne": "b"}),
    ],
)
def test_the_worldview_chooses_which_disputed_lines_are_borders(
    spot: tuple[float, float], name: str, drawn: dict[str, str]
) -> None:
    """'b' as strong as a border, 'l' a thin line: dashed and named under each."""
    bounds = (spot[0] - 1, spot[1] - 1, spot[0] + 1, spot[1] + 1)
    for worldview, rank in drawn.items():
        part = json.loads(page_part([spot], bounds, worldview))
        lines = {line[0]: line[2] for cell in part["cells"].values() for line in cell.get("d", ())}
        assert lines[name][part["view"]] == rank


def test_waters_and_countries_are_named_wherever_a_page_looks() -> None:
    """The Black Sea, the smaller Sea of Azov beside it, the Danube along its line, and whose land it is."""
    cells = json.loads(page_part([(33.0, 46.0)], (28.0, 43.0, 38.0, 47.0)))["cells"].values()
    waters = {row[0]: row for cell in cells for row in cell.get("w", ())}
    assert {"Black Sea", "Sea of Azov", "Danube"} <= waters.keys()
    assert -90 <= waters["Danube"][4] <= 90
    assert len(waters["Sea of Azov"]) == 4
    assert {"Ukraine", "Russia", "Romania"} <= {row[0] for cell in cells for row in cell.get("t", ())}


def test_an_undisputed_border_is_not_called_disputed() -> None:
    """France and Spain agree."""
    borders = features("borders", (-2.0, 42.0, 3.5, 43.5))
    pair = borders[(borders["a"] == "France") & (borders["b"] == "Spain")]
    assert len(pair)
    assert set(pair["disputed"]) == {""}


@pytest.mark.parametrize(
    "spot", [(37.6, 55.75), (90.0, 60.0), (-100.0, 45.0), (20.0, 10.0), (134.0, -25.0), (104.0, 35.0)]
)
def test_the_great_lands_are_land(spot: tuple[float, float]) -> None:
    """No continent is lost on the way, not even those that cross the date line."""
    cell = json.loads(page_part([spot], (spot[0] - 1, spot[1] - 1, spot[0] + 1, spot[1] + 1)))["cells"][
        cell_of(*spot)
    ]
    assert cell["l"]


def test_a_tree_without_the_basemap_says_how_to_build_it(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, with the cure."""
    monkeypatch.setattr(_basemap, "ASSETS", tmp_path)
    with pytest.raises(MissingDataError, match=r"python -m geomap\._basemap"):
        features("lakes", AROUND)
