"""The basemap of a project: tables clipped around the first view, and the land beyond in few points."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, cast

import geopandas as gpd
import numpy as np
import shapely

from geomap import _basemap
from geomap.layers.qgis.basemap import BASEMAP_STYLES
from geomap.layers.view import Bounds

__all__ = ["basemap_frames"]

_GRAIN = 1500
"""The basemap's finest step, as a part of its longer side: about a pixel of the first view."""

_MOST_CITIES = 500
_LEAST_CITY, _TIMES, _PER_KM2 = 300_000, 4, 5_000
"""What has quarters, how much larger it is than they are, and how densely people live in it."""

_KM_PER_DEGREE = 111.2
_MARGIN = 1.25
_WIDEST, _TALLEST = 1.9, 1.0
"""Width to height of the windows and sheets that a project is seen in."""

_CRS = "OGC:CRS84"

_FEWEST = 3
"""Points of a ring."""

_FAR = 0.3
"""Degrees to which the land beyond the basemap is told."""


@lru_cache(maxsize=2)
def basemap_frames(view: Bounds, worldview: str) -> Mapping[str, Any]:
    """The basemap around the first view, a frame a table, top to bottom; to be read only.

    ``borders`` tell in ``drawn_as`` how ``worldview`` has a disputed line drawn: as strong as a ``border`` or
    as the thin ``line`` of who holds the ground; None where nothing is disputed.

    Raises
    ------
    MissingDataError
        The basemap was not built.
    """
    box = _box(view)
    fine = max(box[2] - box[0], box[3] - box[1]) / _GRAIN
    frames = {table: _frame(table, box, fine) for table in BASEMAP_STYLES if table != "land"}
    borders = frames["borders"]
    kinds: Any = [_basemap.drawn_as(name, worldview) if name else None for name in borders["disputed"]]
    frames["borders"] = borders.assign(drawn_as=kinds)
    frames["land"] = _land_beyond(box)
    return frames


def _box(view: Bounds) -> Bounds:
    """What a window or a sheet may show of ``view``, whatever its shape, and a margin; within the globe."""
    west, south, east, north = view
    stretch = 1 / max(0.2, math.cos(math.radians((south + north) / 2)))
    wide, tall = max(east - west, 0.5), max(north - south, 0.5)
    half_wide = max(wide, tall * stretch * _WIDEST) * _MARGIN / 2
    half_tall = max(tall, wide / stretch / _TALLEST) * _MARGIN / 2
    lon, lat = (west + east) / 2, (south + north) / 2
    return (
        max(lon - half_wide, -180),
        max(lat - half_tall, -90),
        min(lon + half_wide, 180),
        min(lat + half_tall, 90),
    )


def _frame(table: str, box: Bounds, fine: float) -> Any:
    columns, shapes = _basemap.clipped(cast("Any", table), box)
    if table == "countries":
        return _whole_countries(columns["name"], shapely.coverage_simplify(shapes, fine))
    if table != "cities":
        # Lines have no inside that could turn out: to keep it would take five times as long.
        shapes = shapely.simplify(shapes, fine, preserve_topology=table == "lakes")
    frame = gpd.GeoDataFrame(columns, geometry=shapes, crs=_CRS)
    if table == "cities":
        return _without_quarters(frame).nlargest(_MOST_CITIES, ["capital", "population"])
    return frame


def _without_quarters(frame: Any) -> Any:
    """``frame`` without places inside the built-up circle of one several times as large: its quarters."""
    lon, lat = shapely.get_coordinates(frame.geometry.to_numpy()).T
    people = frame["population"].to_numpy(dtype=float)
    kept = np.ones(len(frame), dtype=bool)
    for number in np.flatnonzero(people >= _LEAST_CITY).tolist():
        radius_km = math.sqrt(people[number] / _PER_KM2 / math.pi)
        east = (lon - lon[number]) * math.cos(math.radians(lat[number]))
        near = np.hypot(east, lat - lat[number]) * _KM_PER_DEGREE < radius_km
        kept &= ~(near & (people * _TIMES <= people[number]))
    return frame[kept | frame["capital"].to_numpy(dtype=bool)]


def _whole_countries(of_shape: Any, given: Any) -> Any:
    """A row for each country rather than for each island, so that its name stands once."""
    names, of_name = np.unique(of_shape, return_inverse=True)
    shapes = [shapely.union_all(given[of_name == number]) for number in range(len(names))]
    return gpd.GeoDataFrame({"name": names}, geometry=shapes, crs=_CRS)


def _land_beyond(box: Bounds) -> Any:
    """The world's land outside ``box``: who zooms out shall not see what happened as an island."""
    shapes = _land()
    touched = shapely.intersects(shapes, shapely.box(*box))
    shapes = np.where(touched, shapely.difference(shapes, shapely.box(*box)), shapes)
    return gpd.GeoDataFrame(geometry=shapes[~shapely.is_empty(shapes)], crs=_CRS)


@cache
def _land() -> Any:
    """The world's land in few points, inland seas left out; to be read only."""
    lines = [line for line in _basemap.world_lines("land") if len(line) >= _FEWEST]
    of_line = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    rings = shapely.linearrings([point for line in lines for point in line], indices=of_line)
    coarse: Any = shapely.simplify(shapely.polygons(rings), _FAR, preserve_topology=False)
    shapes = shapely.make_valid(coarse[shapely.area(coarse) > 4 * _FAR**2])
    inside, around = shapely.STRtree(shapes).query(shapes, predicate="within")
    for sea, land in zip(inside.tolist(), around.tolist(), strict=True):
        if sea != land:
            shapes[land] = shapely.difference(shapes[land], shapes[sea])
    return np.delete(shapes, inside[inside != around])
