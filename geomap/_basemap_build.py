"""Builds the basemap, package data of the maps and layers stages.

Takes countries, admin-1 areas, lakes, rivers and cities, and writes ``geomap/maps/assets/basemap/``: a
FlatGeobuf file a layer for QGIS, and for the page a coarse world and small cells of detail, already
quantised and delta coded so that a build of a page only picks them.

Areas are simplified as a coverage (neighbours stay neighbours), and borders are what two areas share, so
lines never run beside each other.
"""

from __future__ import annotations

import itertools
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geomap._basemap import ASSETS, BASEMAP_LAYERS, CELL_DEGREES, SCALE, cell_of
from geomap._basemap_disputes import disputed_line, ranks
from geomap._basemap_names import Water, country_spots, river_spots, sea_spots
from geomap._files import write_whole
from geomap._vlq import encode_lines

__all__ = ["build_basemap"]

FINE_DEGREES = 0.006
COARSE_DEGREES = 0.22
CITIES_A_CELL = 36
LEAST_CITY = 10_000  # of the layer for QGIS; the cells hold the greatest of theirs, however small
_OVERLAP = 0.02  # cells overlap a little, or hairlines of sea show between them
_LEAST_NAMED = 0.2  # degrees across
_LEAST_GROUND = 0.003  # square degrees; lesser islands do not part a sea for its name
_LEAST_WATER = 0.1  # square degrees of a cell for a name
_COARSE_ISLAND = 0.2  # square degrees; smaller islands and lakes are left to the cells


def build_basemap(inputs: dict[str, gpd.GeoDataFrame], waters: list[Water], out: Path = ASSETS) -> None:
    """Write the basemap from ``inputs`` to the folder ``out``.

    Parameters
    ----------
    inputs
        ``countries`` (polygons; ``name``; ``part``, as the source draws it apart; ``disputed``, the name of
        its disputed outline or ''), ``admin1`` (polygons; ``name``, ``iso``),
        ``lakes`` (polygons), ``rivers`` (lines), ``cities`` (points; ``name``, ``population``, ``capital``),
        all in CRS84.
    waters
        Seas, lakes and rivers to name.
    """
    countries = inputs["countries"].sort_values(["name"], kind="stable").reset_index(drop=True)
    layers = {
        "countries": _simplified(countries, FINE_DEGREES),
        "admin1": _simplified(inputs["admin1"], FINE_DEGREES),
        "lakes": _lines_simplified(inputs["lakes"], FINE_DEGREES),
        "rivers": _lines_simplified(inputs["rivers"], FINE_DEGREES),
        "cities": inputs["cities"].sort_values(["population", "name"], ascending=[False, True]),
    }
    coarse = _simplified(countries, COARSE_DEGREES)
    layers["land"], layers["coast"], layers["borders"] = _land_coast_borders(layers["countries"])
    layers["admin1_borders"] = _inner_borders(layers["admin1"])
    out.mkdir(parents=True, exist_ok=True)
    for name in BASEMAP_LAYERS:
        frame = layers[name]
        if name == "cities":
            frame = frame[(frame["population"] >= LEAST_CITY) | frame["capital"]]
        _write_layer(frame, out / f"{name}.fgb")
    names = _water_names(waters, layers)
    write_whole(out / "world.json", _json(_world(coarse, layers) | {"w": names.pop(None, [])}))
    _write_cells(layers, names, out)


def _simplified(frame: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """Polygons simplified together; what collapses is dropped."""
    parts = frame.explode(index_parts=False).reset_index(drop=True)
    parts = parts[parts.geometry.geom_type == "Polygon"].reset_index(drop=True)
    shapes = shapely.coverage_simplify(parts.geometry.to_numpy(), tolerance)
    parts = parts.set_geometry(gpd.GeoSeries(shapes, crs=frame.crs))
    return parts[~parts.geometry.is_empty].reset_index(drop=True)


def _lines_simplified(frame: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    shapes = shapely.simplify(frame.geometry.to_numpy(), tolerance, preserve_topology=True)
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))


def _segments(frame: gpd.GeoDataFrame) -> dict[tuple[bytes, bytes], list[int]]:
    """Every side of every polygon, without direction, with the rows of ``frame`` that own it."""
    owners: dict[tuple[bytes, bytes], list[int]] = defaultdict(list)
    shapes: list[Any] = list(frame.geometry)
    for row, shape in enumerate(shapes):
        for ring in (shape.exterior, *shape.interiors):
            points = [point.tobytes() for point in np.asarray(ring.coords, dtype=np.float64)[:, :2]]
            for a, b in itertools.pairwise(points):
                owners[(a, b) if a <= b else (b, a)].append(row)
    return owners


def _merged(segments: Iterable[tuple[bytes, bytes]]) -> list[Any]:
    """Lines joined from segments."""
    pairs = np.frombuffer(b"".join(a + b for a, b in segments), dtype=np.float64).reshape(-1, 2, 2)
    if not len(pairs):
        return []
    sides: Any = shapely.linestrings(pairs)
    joined = shapely.line_merge(shapely.multilinestrings(sides))
    return [line for line in shapely.get_parts(joined) if not line.is_empty]


def _land_coast_borders(
    countries: gpd.GeoDataFrame,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    coast: list[tuple[bytes, bytes]] = []
    borders: dict[tuple[str, str, str], list[tuple[bytes, bytes]]] = defaultdict(list)
    names = countries["name"].tolist()
    parts = countries["part"].tolist()
    disputes = countries["disputed"].tolist()
    for segment, rows in _segments(countries).items():
        owners = sorted({str(names[row]) for row in rows})
        dispute = next((disputes[row] for row in rows if disputes[row]), "")
        if len(rows) == 1:
            coast.append(segment)
        elif len(owners) > 1:
            borders[(owners[0], owners[1], disputed_line(owners, segment))].append(segment)
        elif dispute and len({parts[row] for row in rows}) > 1:
            borders[(owners[0], owners[0], dispute)].append(segment)
    lines: list[dict[str, Any]] = [
        {"a": a, "b": b, "disputed": dispute, "geometry": line}
        for (a, b, dispute), segments in sorted(borders.items())
        for line in _merged(segments)
    ]
    crs = countries.crs
    shore = _sorted(_merged(coast))
    # Made from the shore, not by uniting countries: where the source's corners do not meet, uniting fails.
    land = shapely.build_area(shapely.node(shapely.multilinestrings(shore)))
    return (
        gpd.GeoDataFrame(geometry=list(shapely.get_parts(land)), crs=crs),
        gpd.GeoDataFrame(geometry=shore, crs=crs),
        gpd.GeoDataFrame(lines, geometry="geometry", crs=crs),
    )


def _inner_borders(admin1: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """What two admin-1 areas of one country share."""
    countries = admin1["iso"].tolist()
    names = admin1["name"].tolist()
    shared = [
        segment
        for segment, rows in _segments(admin1).items()
        if len({names[row] for row in rows}) > 1 and len({countries[row] for row in rows}) == 1
    ]
    return gpd.GeoDataFrame(geometry=_sorted(_merged(shared)), crs=admin1.crs)


def _sorted(lines: list[Any]) -> list[Any]:
    return sorted(lines, key=lambda line: tuple(line.coords[0]) + tuple(line.coords[-1]) + (line.length,))


def _write_layer(frame: gpd.GeoDataFrame, path: Path) -> None:
    path.unlink(missing_ok=True)
    frame.to_file(path, driver="FlatGeobuf", engine="pyogrio", SPATIAL_INDEX="YES")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _rings(shapes: Iterable[Any]) -> Iterator[list[tuple[float, float]]]:
    """Outer and inner rings without their closing point."""
    for shape in shapes:
        for part in shapely.get_parts(shape):
            if part.geom_type == "Polygon":
                for ring in (part.exterior, *part.interiors):
                    yield list(ring.coords)[:-1]


def _paths(shapes: Iterable[Any]) -> Iterator[list[tuple[float, float]]]:
    for shape in shapes:
        for part in shapely.get_parts(shape):
            if part.geom_type == "LineString":
                yield list(part.coords)


def _world(coarse: gpd.GeoDataFrame, layers: dict[str, gpd.GeoDataFrame]) -> dict[str, Any]:
    """The whole world in few points, and the names of its countries and greatest cities."""
    kept = coarse[shapely.area(coarse.geometry.to_numpy()) > _COARSE_ISLAND].reset_index(drop=True)
    land, _, borders = _land_coast_borders(kept)
    lakes = [shape for shape in layers["lakes"].geometry if shape.area > _COARSE_ISLAND]
    cities = layers["cities"]
    great = cities[(cities["population"] >= 3_000_000) | (cities["capital"] & (cities["population"] > 0))]  # noqa: PLR2004  what a globe names
    return {
        "l": encode_lines(_rings(_small_parts_dropped(land.geometry)), 100),
        "k": encode_lines(_rings(shapely.simplify(lakes, COARSE_DEGREES / 2)), 100),
        "b": encode_lines(_paths(borders[borders["disputed"] == ""].geometry), 100),
        "d": _disputed(borders, 100),
        "n": _country_names(layers["countries"]),
        "p": [row for _, row in _cities(great)],
    }


def _small_parts_dropped(shapes: Iterable[Any]) -> Iterator[Any]:
    for shape in shapes:
        if shape.area > _COARSE_ISLAND:
            yield shapely.Polygon(shape.exterior, [h for h in shape.interiors if shapely.Polygon(h).area > 1])


def _disputed(borders: gpd.GeoDataFrame, scale: float) -> list[list[str]]:
    found = borders[borders["disputed"] != ""]
    return [
        [str(name), encode_lines(_paths(group.geometry), scale), ranks(str(name))]
        for name, group in found.groupby("disputed")
    ]


def _country_names(countries: gpd.GeoDataFrame) -> list[list[Any]]:
    """Name, lon, lat of where its label may stand, and the width in degrees it may take."""
    rows = []
    largest = countries.assign(area=shapely.area(countries.geometry.to_numpy())).sort_values(
        "area", ascending=False
    )
    for country, group in largest.groupby("name", sort=True):
        shape = group.geometry.iloc[0]
        point = shapely.maximum_inscribed_circle(shape, tolerance=0.1).coords[0]
        rows.append(
            [str(country), round(point[0], 2), round(point[1], 2), round(math.sqrt(group["area"].sum()), 1)]
        )
    return sorted((row for row in rows if row[3] >= _LEAST_NAMED), key=lambda row: (-row[3], row[0]))


def _cities(frame: gpd.GeoDataFrame) -> Iterator[tuple[str, list[Any]]]:
    """Cell, and name, lon, lat, population in thousands, and 1 for a capital."""
    columns = (frame["name"], frame.geometry.x, frame.geometry.y, frame["population"], frame["capital"])
    for name, lon, lat, population, capital in zip(*(column.tolist() for column in columns), strict=True):
        row = [name, round(lon, 3), round(lat, 3), math.ceil(population / 1000)]
        yield cell_of(lon, lat), [*row, 1] if capital else row


def _water_names(
    waters: list[Water], layers: dict[str, gpd.GeoDataFrame]
) -> dict[str | None, list[list[Any]]]:
    """Names of waters by the cell they stand in; None for those that the whole world has."""
    land = _in_cells(layers["land"].geometry, 0.0)
    lakes = _in_cells(layers["lakes"].geometry, 0.0)
    open_water: dict[str, Any] = {}
    for west in range(-180, 180, CELL_DEGREES):
        for south in range(-84, 84, CELL_DEGREES):
            cell = f"{west},{south}"
            box = shapely.box(west, south, west + CELL_DEGREES, south + CELL_DEGREES)
            ground = [part for part in land.get(cell, ()) if part.area > _LEAST_GROUND]
            wet = shapely.difference(box, shapely.union_all(ground)) if ground else box
            parts = [*shapely.get_parts(wet), *lakes.get(cell, ())]
            wide = [p for p in parts if p.geom_type == "Polygon" and p.area > _LEAST_WATER]
            if wide:
                open_water[cell] = max(wide, key=lambda p: p.area)
    found: dict[str | None, list[list[Any]]] = defaultdict(list)
    for key, row in sea_spots(waters, open_water):
        found[key].append(row)
    for row in river_spots(waters, layers["rivers"]):
        found[cell_of(row[1], row[2])].append(row)
    return found


def _country_parts(countries: gpd.GeoDataFrame) -> dict[str, list[tuple[str, Any]]]:
    found: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for name, group in countries.groupby("name", sort=True):
        for cell, shapes in _in_cells(group.geometry, 0.0).items():
            found[cell].append((str(name), max(shapes, key=lambda shape: shape.area)))
    return found


def _write_cells(
    layers: dict[str, gpd.GeoDataFrame], waters: dict[str | None, list[list[Any]]], out: Path
) -> None:
    """All cells in one file and an index of where each begins and ends in it."""
    cells = _cell_lines(layers)
    for cell, city in _cities(layers["cities"]):
        places = cells[cell].setdefault("p", [])
        if len(places) < CITIES_A_CELL:
            places.append(city)
    for row in _admin1_names(layers["admin1"]):
        cells[cell_of(row[1], row[2])].setdefault("n", []).append(row)
    for cell, spot in country_spots(_country_parts(layers["countries"])):
        cells[cell].setdefault("t", []).append(spot)
    for key, rows in waters.items():
        cells[str(key)]["w"] = rows
    _write_blob(cells, out)


def _cell_lines(layers: dict[str, gpd.GeoDataFrame]) -> defaultdict[str, dict[str, Any]]:
    """The encoded lines and rings of each cell."""
    cells: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for letter, name, rings in (
        ("l", "land", True),
        ("k", "lakes", True),
        ("c", "coast", False),
        ("a", "admin1_borders", False),
        ("r", "rivers", False),
    ):
        for cell, shapes in _in_cells(layers[name].geometry, _OVERLAP if rings else 0.0).items():
            stream = encode_lines(_rings(shapes) if rings else _paths(shapes), SCALE)
            if stream:
                cells[cell][letter] = stream
    plain = layers["borders"][layers["borders"]["disputed"] == ""]
    for cell, shapes in _in_cells(plain.geometry, 0.0).items():
        cells[cell]["b"] = encode_lines(_paths(shapes), SCALE)
    for line, group in layers["borders"][layers["borders"]["disputed"] != ""].groupby("disputed"):
        for cell, shapes in _in_cells(group.geometry, 0.0).items():
            cells[cell].setdefault("d", []).append(
                [str(line), encode_lines(_paths(shapes), SCALE), ranks(str(line))]
            )
    return cells


def _admin1_names(admin1: gpd.GeoDataFrame) -> list[list[Any]]:
    rows = []
    largest = admin1.assign(area=shapely.area(admin1.geometry.to_numpy())).sort_values(
        "area", ascending=False
    )
    for (name, _), group in largest.groupby(["name", "iso"], sort=True):
        if not name:
            continue
        point = group.geometry.iloc[0].representative_point()
        rows.append(
            [str(name), round(point.x, 2), round(point.y, 2), round(math.sqrt(group["area"].sum()), 2)]
        )
    return rows


def _in_cells(shapes: Iterable[Any], overlap: float) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for shape in shapes:
        _split(shape, -180, -90, 360, 180, overlap, found)
    return found


def _split(  # noqa: PLR0917  a box is four numbers
    shape: Any, west: float, south: float, width: float, height: float, overlap: float, found: Any
) -> None:
    """Halve the box until it is a cell: far cheaper than cutting cells one by one."""
    part = shapely.clip_by_rect(
        shape, west - overlap, south - overlap, west + width + overlap, south + height + overlap
    )
    if part.is_empty:
        return
    if width <= CELL_DEGREES and height <= CELL_DEGREES:
        found[cell_of(west + width / 2, south + height / 2)].append(part)
    elif width >= height:
        first = math.ceil(width / CELL_DEGREES / 2) * CELL_DEGREES
        _split(part, west, south, first, height, overlap, found)
        _split(part, west + first, south, width - first, height, overlap, found)
    else:
        first = math.ceil(height / CELL_DEGREES / 2) * CELL_DEGREES
        _split(part, west, south, width, first, overlap, found)
        _split(part, west, south + first, width, height - first, overlap, found)


def _write_blob(cells: dict[str, dict[str, Any]], out: Path) -> None:
    index: dict[str, list[int]] = {}
    blob = bytearray()
    for cell in sorted(cells):
        data = _json(cells[cell])
        index[cell] = [len(blob), len(data)]
        blob += data
    write_whole(out / "cells.bin", bytes(blob))
    write_whole(out / "cells.json", _json(index))
