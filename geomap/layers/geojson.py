"""RFC 7946 out and in: features as JSON lines inside one FeatureCollection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import geopandas as gpd
import msgspec
import numpy as np
import shapely

from geomap.layers.feature import Row, row_problem
from geomap.layerset import GEOMETRY_TYPES, PROPERTIES, LayerName

__all__ = ["collection", "encoded_features", "rows_of"]

_MAX_SHOWN = 5


def rows_of(frame: gpd.GeoDataFrame) -> list[Row]:
    """The rows of a layer as tuples in the order of `PROPERTIES`."""
    return list(zip(*(frame[name].tolist() for name in PROPERTIES), strict=True))


def encoded_features(name: LayerName, rows: Sequence[Row], geometries: Any) -> list[bytes]:
    """Each feature as one line of JSON.

    Raises
    ------
    ValueError
        A row breaks the schema, or a geometry is of another type than the layer's or empty; names the rows.
    """
    problems = list(_problems(name, rows, geometries))
    if problems:
        more = f"; {len(problems) - _MAX_SHOWN} more" if len(problems) > _MAX_SHOWN else ""
        raise ValueError("; ".join(problems[:_MAX_SHOWN]) + more)
    encode = msgspec.json.Encoder().encode
    kind = GEOMETRY_TYPES[name]
    shapes = _encoded_geometries(kind, geometries)
    return [
        b'{"type":"Feature","properties":' + encode(dict(zip(PROPERTIES, row, strict=True))) + shape
        for row, shape in zip(rows, shapes, strict=True)
    ]


def _problems(name: LayerName, rows: Sequence[Row], geometries: Any) -> Iterator[str]:
    seen: set[str] = set()
    types = shapely.get_type_id(geometries)
    empty = shapely.is_empty(geometries) | shapely.is_missing(geometries)
    wanted = {"Point": 0, "LineString": 1, "MultiPolygon": 6}[GEOMETRY_TYPES[name]]
    for number, row in enumerate(rows):
        where = f"{name}: feature {number + 1} ({row[0]})"
        if problem := row_problem(row):
            yield f"{where}: {problem}"
        if row[0] in seen:
            yield f"{where}: the id is used twice"
        seen.add(row[0])
        if empty[number] or types[number] != wanted:
            yield f"{where}: needs a {GEOMETRY_TYPES[name]} that is not empty"


def _encoded_geometries(kind: str, geometries: Any) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    if kind == "Point":
        for position in shapely.get_coordinates(geometries).tolist():
            yield b',"geometry":{"type":"Point","coordinates":%b}}' % encode(position)
        return
    known: dict[int, bytes] = {}
    for geometry in geometries:
        if id(geometry) not in known:
            known[id(geometry)] = b',"geometry":%b}' % encode(_mapping(geometry))
        yield known[id(geometry)]


def _mapping(geometry: Any) -> dict[str, Any]:
    found = geometry.__geo_interface__
    return {"type": found["type"], "coordinates": found["coordinates"]}


def collection(features: Sequence[bytes], bounds: Any) -> bytes:
    """A FeatureCollection of encoded ``features``, one a line, with its ``bbox`` where there is any.

    Parameters
    ----------
    bounds
        (west, south, east, north) of each feature, an array of four columns.
    """
    if not features:
        return b'{"type":"FeatureCollection","features":[]}\n'
    west, south = np.min(bounds[:, :2], axis=0).tolist()
    east, north = np.max(bounds[:, 2:], axis=0).tolist()
    box = msgspec.json.encode([west, south, east, north])
    return b'{"type":"FeatureCollection","bbox":%b,"features":[\n%b\n]}\n' % (box, b",\n".join(features))
