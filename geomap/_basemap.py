"""The basemap: countries, coasts, borders, waters and cities that ship with the package.

Built by ``python -m geomap._basemap``. The page takes ready-made pieces as JSON text (`page_part`);
the layers stage takes frames for QGIS (`features`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from geomap._basemap_disputes import WORLDVIEWS, ranks
from geomap._vlq import decode_lines
from geomap.errors import MissingDataError

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = [
    "ASSETS",
    "BASEMAP_LAYERS",
    "CELL_DEGREES",
    "SCALE",
    "BasemapLayer",
    "cell_of",
    "clipped",
    "drawn_as",
    "features",
    "page_part",
    "world_lines",
]

ASSETS = Path(__file__).parent / "maps" / "assets" / "basemap"
CELL_DEGREES = 3
SCALE = 1000
"""Steps of a degree in the cells: about 100 m."""

BasemapLayer = Literal["countries", "borders", "admin1_borders", "coast", "lakes", "rivers", "cities"]
BASEMAP_LAYERS: tuple[BasemapLayer, ...] = get_args(BasemapLayer)

_BUDGET = 125_000
_WORLD_SCALE = 100
_WIDEST, _TALLEST = 1.6, 1.3  # of a map on a wide screen and on a narrow one: width to height


def cell_of(lon: float, lat: float) -> str:
    """The name of the cell that holds a point (degrees): its south-west corner, 'lon,lat'."""
    west = min(math.floor(lon / CELL_DEGREES) * CELL_DEGREES, 180 - CELL_DEGREES)
    south = min(math.floor(lat / CELL_DEGREES) * CELL_DEGREES, 90 - CELL_DEGREES)
    return f"{west},{south}"


def features(layer: BasemapLayer, bounds: Sequence[float]) -> gpd.GeoDataFrame:
    """Features of one layer, cut to ``bounds``.

    Parameters
    ----------
    layer
        One of `BASEMAP_LAYERS`. ``countries`` and ``cities`` carry ``name``; ``borders`` carries
        ``a`` and ``b``, the countries on its sides, and ``disputed``, the name of a disputed line or ''.
    bounds
        (west, south, east, north) in degrees, west below east.

    Returns
    -------
    A GeoDataFrame in CRS84, empty where the layer has nothing there.

    Raises
    ------
    MissingDataError
        The basemap was not built.
    """
    import geopandas as gpd  # noqa: PLC0415  heavy: only when asked

    columns, shapes = clipped(layer, bounds)
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="OGC:CRS84")


def clipped(layer: BasemapLayer, bounds: Sequence[float]) -> tuple[dict[str, Any], Any]:
    """What `features` tells, as arrays: the columns by name, and the shapes.

    Raises
    ------
    MissingDataError
        The basemap was not built.
    """
    import pyogrio.raw  # noqa: PLC0415  heavy: only when asked
    import shapely  # noqa: PLC0415

    path = ASSETS / f"{layer}.fgb"
    if not path.exists():
        raise MissingDataError(f"{path}: the basemap is missing: run python -m geomap._basemap")
    about, _, blobs, columns = pyogrio.raw.read(path, bbox=tuple(bounds))
    shapes = shapely.clip_by_rect(shapely.from_wkb(blobs), *bounds)
    kept = ~shapely.is_empty(shapes)
    return {
        name: column[kept] for name, column in zip(about["fields"].tolist(), columns, strict=True)
    }, shapes[kept]


def drawn_as(name: str, worldview: str) -> Literal["border", "line"]:
    """How ``worldview`` has the disputed line ``name`` drawn: as strong as a border, or as a thin line."""
    return "border" if ranks(name)[_view(worldview)] == "b" else "line"


def _view(worldview: str) -> int:
    """The number of ``worldview`` among those that lines are told for; any other counts as 'un'."""
    return WORLDVIEWS.index(worldview) if worldview in WORLDVIEWS else 0


def page_part(points: Iterable[tuple[float, float]], bounds: Sequence[float], worldview: str = "un") -> str:
    """The basemap of one page as JSON text: the coarse world, and detail around the situation.

    Parameters
    ----------
    points
        (lon, lat) of what happened; their cells come first when the space is short.
    bounds
        (west, south, east, north) in degrees of the first view; its cells come next, then those around it.
    worldview
        Whose view of disputed lines is drawn: 'un' or 'ne'; any other is drawn as 'un'.

    Raises
    ------
    MissingDataError
        The basemap was not built.
    """
    index, blob = _cells()
    weights: dict[str, int] = {}
    for lon, lat in points:
        cell = cell_of(lon, lat)
        weights[cell] = weights.get(cell, 0) + 1
    west, south, east, north = bounds
    half = CELL_DEGREES / 2
    # The page is wider or taller than what it must show: cells fill it, or detail ends within the picture.
    stretch = 1 / max(0.2, math.cos(math.radians((south + north) / 2)))
    wide = max(east - west, (north - south) * stretch * _WIDEST)
    tall = max(north - south, (east - west) / stretch / _TALLEST)
    middle = ((west + east) / 2, (south + north) / 2)

    def rank(cell: str) -> tuple[int, int, float, str]:
        lon, lat = (int(part) + CELL_DEGREES / 2 for part in cell.split(","))
        inside = abs(lon - middle[0]) <= wide / 2 + half and abs(lat - middle[1]) <= tall / 2 + half
        distance = math.hypot((lon - middle[0]) * math.cos(math.radians(middle[1])), lat - middle[1])
        return (0 if inside else 1, -min(weights.get(cell, 0), 1), distance, cell)

    around = 2 * CELL_DEGREES
    near = {
        cell_of(lon, lat)
        for lon in _steps(west - around, east + around, -180, 180)
        for lat in _steps(south - around, north + around, -90, 90)
    }
    chosen: list[str] = []
    spent = 0
    for cell in sorted({cell for cell in near | weights.keys() if cell in index}, key=rank):
        start, length = index[cell]
        if spent + length > _BUDGET:
            break
        spent += length
        text = blob[start : start + length].decode()
        chosen.append(f"{json.dumps(cell)}:{text}")
    view = _view(worldview)
    head = f'"scale":{SCALE},"cell":{CELL_DEGREES},"view":{view}'
    return f'{{{head},"world":{_world()},"cells":{{{",".join(chosen)}}}}}'


def world_lines(part: Literal["land", "borders"]) -> list[list[tuple[float, float]]]:
    """The coarse world as lines of (lon, lat): rings of land, or borders.

    Raises
    ------
    MissingDataError
        The basemap was not built.
    """
    world = json.loads(_world())
    return decode_lines(world.get(part[0], ""), _WORLD_SCALE)


def _steps(low: float, high: float, least: float, most: float) -> list[float]:
    first = max(low, least)
    count = int((min(high, most) - first) / CELL_DEGREES) + 1
    return [first + step * CELL_DEGREES for step in range(count)]


@cache
def _world() -> str:
    return _read("world.json").decode()


@cache
def _cells() -> tuple[dict[str, Any], bytes]:
    return json.loads(_read("cells.json")), _read("cells.bin")


def _read(name: str) -> bytes:
    try:
        return (ASSETS / name).read_bytes()
    except FileNotFoundError as error:
        raise MissingDataError(
            f"{error.filename}: the basemap is missing: run python -m geomap._basemap"
        ) from error


def _build() -> None:
    """Build the package data from the source tree this module stands in."""
    from geomap._basemap_build import build_basemap  # noqa: PLC0415  reads this module
    from geomap._basemap_inputs import read_inputs  # noqa: PLC0415

    frames, waters = read_inputs(Path(__file__).parent.parent)
    build_basemap(frames, waters, ASSETS)


if __name__ == "__main__":
    _build()
