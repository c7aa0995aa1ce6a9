"""Where the names of waters and countries may stand on the page's map.

Seas, lakes and rivers are those of the gazetteer's ``waters.csv``, which gives each a point and a reach.
A name gets a spot in every cell it reaches, so that it is there wherever a page looks.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

__all__ = ["Water", "country_spots", "read_waters", "river_spots", "sea_spots"]

Water = tuple[str, str, float, float, float]
"""Name, kind (GeoNames feature code), lon, lat, reach in km."""

_OPEN = {"SEA", "OCN", "GULF", "BAY", "STRT", "CHN", "SD", "LGN", "LK", "RSV", "EST"}
_RIVER = "STM"
_NEAR_RIVER = 0.5  # degrees from a river's point to its line
_STRETCH = 0.45  # degrees of line a river's name lies along
_LEAST_SPOT = 0.5  # degrees across
_KM = 111.2  # a degree of latitude


def read_waters(path: Path) -> list[Water]:
    """The rows of ``waters.csv`` that have a name and a place, the widest first."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [
            (row["name"], row["kind"], float(row["lon"]), float(row["lat"]), float(row["radius_km"] or 0))
            for row in csv.DictReader(stream)
            if row["kind"] in _OPEN or row["kind"] == _RIVER
        ]
    return sorted(rows, key=lambda row: (-row[4], row[0]))


def _width(lat: float, km: float) -> float:
    """Degrees of longitude that ``km`` to both sides take."""
    return round(2 * km / (_KM * max(0.2, math.cos(math.radians(lat)))), 2)


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    east = (a[0] - b[0] + 180) % 360 - 180
    return math.hypot(east * math.cos(math.radians((a[1] + b[1]) / 2)), a[1] - b[1]) * _KM


def sea_spots(waters: Iterable[Water], open_water: dict[str, Any]) -> Iterator[tuple[str | None, list[Any]]]:
    """Spots of seas and lakes: None for the world, or a cell's name; each name, lon, lat, degrees across.

    Parameters
    ----------
    open_water
        What of a cell is water, by the cell's name.
    """
    seas = [water for water in waters if water[1] in _OPEN]
    for name, _, lon, lat, reach in seas:
        yield None, [name, round(lon, 2), round(lat, 2), _width(lat, reach)]
    for cell in sorted(open_water):
        circle = shapely.maximum_inscribed_circle(open_water[cell], tolerance=0.05)
        (lon, lat), (edge_lon, edge_lat) = circle.coords[0], circle.coords[-1]
        across = 2 * math.hypot(edge_lon - lon, edge_lat - lat)
        inside = [sea for sea in seas if _km((lon, lat), (sea[2], sea[3])) <= sea[4]]
        if inside and across >= _LEAST_SPOT:
            # The smallest that reaches here: the Sea of Azov, not the Black Sea.
            yield cell, [inside[-1][0], round(lon, 2), round(lat, 2), _width(inside[-1][3], inside[-1][4])]


def river_spots(waters: Iterable[Water], rivers: gpd.GeoDataFrame) -> Iterator[list[Any]]:
    """Spots of rivers: name, lon, lat, 0, and the line's angle there (degrees, clockwise on the screen)."""
    tree = shapely.STRtree(rivers.geometry.to_numpy())
    for name, kind, lon, lat, reach in waters:
        if kind != _RIVER:
            continue
        point = shapely.Point(lon, lat)
        found = tree.query_nearest(point, max_distance=_NEAR_RIVER)
        if not len(found):
            continue
        line = max(shapely.get_parts(rivers.geometry.iloc[int(found[0])]), key=lambda part: part.length)
        here = line.project(point)
        for step in range(-8, 9):
            at = here + step * 1.5
            middle = line.interpolate(at)
            if not _STRETCH <= at <= line.length - _STRETCH or _km((middle.x, middle.y), (lon, lat)) > reach:
                continue
            a, b = line.interpolate(at - _STRETCH / 2), line.interpolate(at + _STRETCH / 2)
            angle = -math.degrees(math.atan2((b.y - a.y) / math.cos(math.radians(middle.y)), b.x - a.x))
            angle = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle  # noqa: PLR2004  a right angle
            yield [name, round(middle.x, 3), round(middle.y, 3), 0, round(angle)]


def country_spots(parts: dict[str, list[tuple[str, Any]]]) -> Iterator[tuple[str, list[Any]]]:
    """A spot in each cell for the name of each country in it: cell, and name, lon, lat, degrees of room.

    Parameters
    ----------
    parts
        By the cell's name: countries' names and what of them lies in the cell.
    """
    for cell in sorted(parts):
        for name, shape in parts[cell]:
            polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
            if not polygons:
                continue
            circle = shapely.maximum_inscribed_circle(
                max(polygons, key=lambda part: part.area), tolerance=0.1
            )
            (lon, lat), edge = circle.coords[0], circle.coords[-1]
            across = 2 * math.hypot(edge[0] - lon, edge[1] - lat)
            if across >= _LEAST_SPOT:
                yield cell, [name, round(lon, 1), round(lat, 1), round(across, 1)]
