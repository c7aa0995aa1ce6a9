"""Layers from a folder, also after somebody edited them: good rows kept, bad ones named."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import shapely
from shapely.geometry import mapping, shape

from geomap._antimeridian import unwrapped
from geomap.errors import InputError
from geomap.layers.days import days_between
from geomap.layers.edits import was_edited
from geomap.layers.explanation import layers_folder
from geomap.layers.feature import OPEN_END, Row, completed, row_problem
from geomap.layers.gpkg import read_shapes
from geomap.layers.make import frame_of
from geomap.layers.manifest import read_manifest, sources_of
from geomap.layers.reports import read_reports, read_unplaced
from geomap.layerset import GEOMETRY_TYPES, LAYER_NAMES, PROPERTIES, LayerName, LayerSet, Unplaced

__all__ = ["Reading", "check_shape", "defaults_of", "period_of", "read_layers"]

_START, _END, _ID = (PROPERTIES.index(name) for name in ("start", "end", "id"))
_LONGEST_PERIOD = 3660
_PACKED = "situation.gpkg"
_LON, _LAT = 180, 90


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Layers as read, and what could not be used.

    Attributes
    ----------
    problems
        A line each, naming file and row.
    lost
        How many features or rows could not be used; other problems cost none.
    """

    layers: LayerSet
    problems: tuple[str, ...]
    lost: int


def read_layers(folder: Path) -> Reading:
    """The layers in ``folder`` (or in its ``layers``), as built or as edited in QGIS or a text editor.

    A layer that was edited in the GeoPackage, as whoever opens the project does, is read from there unless
    its GeoJSON was edited too. Without a manifest the period spans the rows and days are cut in UTC. Areas
    carry their simplified outline; `LayerSet.areas` stays empty unless the GeoPackage holds the full ones.

    Raises
    ------
    InputError
        There are no layers, or a file is no GeoJSON; the message names it.
    """
    folder = layers_folder(Path(folder))
    problems: list[str] = []
    lost: list[Unplaced] = []
    value = read_manifest(folder) or {}
    seen: dict[str, str] = {}
    frames = {}
    packed = _edited_tables(folder, value, problems)
    for name in LAYER_NAMES:
        rows, geometries = [], []
        where = f"{_PACKED}: {name}" if name in packed else f"{name}.geojson"
        features, transform = packed[name] if name in packed else _loaded(folder / where)
        for number, row, geometry, problem in _features(features, transform, where, name, seen):
            if problem is None:
                rows.append(row)
                geometries.append(geometry)
            else:
                problems.append(f"{where}: feature {number}: {problem}")
                lost.append(Unplaced(kind="record", what=str(number), why=problem, document=where))
        shapes = np.empty(len(geometries), dtype=object)
        shapes[:] = geometries
        frames[name] = frame_of(rows, shapes)
    reports, more = read_reports(folder / "reports.jsonl")
    since, until = _period(value) or period_of(frames)
    areas, broken = _areas(folder / _PACKED)
    focus = value.get("focus")
    layers = LayerSet(
        frames=frames,
        since=since,
        until=until,
        timezone=_zone(value, folder),
        title=value.get("title") or "Situation map",
        worldview=value.get("worldview") or "un",
        stale_h=value.get("stale_h") or 72.0,
        sources=sources_of(value),
        reports=reports,
        unplaced=(*read_unplaced(folder / "unplaced.csv"), *lost),
        refused=tuple((item["name"], item["why"]) for item in value.get("refused", ())),
        focus=tuple(focus) if focus else None,
        credits=tuple(value.get("credits", ())),
        areas=areas,
    )
    return Reading(layers=layers, problems=(*problems, *more, *broken), lost=len(lost))


def _areas(path: Path) -> tuple[dict[tuple[str | None, str], Any], list[str]]:
    """Full outlines by place id and place, and what kept them from being read."""
    try:
        rows = read_shapes(path, "areas", ("place_id", "place"))
    except ValueError as error:
        return {}, [f"{path.name}: {error}; areas keep their simplified outlines"]
    return {(number, place): shape for number, place, shape in rows if shape is not None}, []


def _edited_tables(
    folder: Path, manifest: Mapping[str, Any], problems: list[str]
) -> dict[LayerName, tuple[list[Any], None]]:
    """The features of the layers that are to be read from the GeoPackage; none where nobody edited it."""
    found: dict[LayerName, tuple[list[Any], None]] = {}
    if not was_edited(folder, manifest, _PACKED):
        return found
    for name in LAYER_NAMES:
        if was_edited(folder, manifest, f"{name}.geojson"):
            problems.append(f"{name}.geojson: was edited, and {_PACKED} too; read from {name}.geojson")
            continue
        try:
            rows = read_shapes(folder / _PACKED, name, PROPERTIES)
        except ValueError:
            # That the file is broken is told where its outlines are read.
            return {}
        found[name] = [_as_feature(row) for row in rows], None
    return found


def _as_feature(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of the GeoPackage as a feature of GeoJSON, its end once more the first moment after."""
    values = dict(zip(PROPERTIES, row[:-1], strict=True))
    end = str(values["end"] or "")
    if end.endswith(".999Z"):
        values["end"] = (dt.datetime.fromisoformat(end) + dt.timedelta(milliseconds=1)).isoformat()
    return {"properties": values, "geometry": None if row[-1] is None else mapping(row[-1])}


def _zone(value: Mapping[str, Any], folder: Path) -> str:
    name = str(value.get("timezone") or "UTC")
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise InputError(f"{folder}/manifest.json: timezone {name!r} is no IANA time zone") from error
    return name


def _period(value: Mapping[str, Any]) -> tuple[dt.date, dt.date] | None:
    if value.get("since") and value.get("until"):
        return dt.date.fromisoformat(value["since"]), dt.date.fromisoformat(value["until"])
    return None


def period_of(frames: Mapping[LayerName, Any]) -> tuple[dt.date, dt.date]:
    """First and last day (UTC) of what the layers hold, ten years at most.

    Raises
    ------
    InputError
        They hold nothing.
    """
    starts = sorted(start for frame in frames.values() for start in frame["start"])
    ends = sorted(end for frame in frames.values() for end in frame["end"] if end != OPEN_END)
    if not starts:
        raise InputError("the layers hold no feature and no manifest tells their period")
    first = dt.date.fromisoformat(starts[0][:10])
    last = dt.date.fromisoformat(max([starts[-1], *ends[-1:]])[:10])
    length = sum(1 for _ in days_between(first, last))
    return (first, last) if length <= _LONGEST_PERIOD else (last - dt.timedelta(days=_LONGEST_PERIOD), last)


def _features(
    features: list[Any], transform: Any, where: str, name: LayerName, seen: dict[str, str]
) -> Iterator[tuple[int, Row, Any, str | None]]:
    """Each feature's number, row, geometry and what is wrong with it."""
    for number, feature in enumerate(features, 1):
        try:
            row, geometry = _feature(feature, name, transform)
        except (ValueError, TypeError, KeyError, AttributeError, shapely.errors.ShapelyError) as error:
            yield number, (), None, str(error) or type(error).__name__
            continue
        problem = row_problem(row)
        if problem is None and row[_ID] in seen:
            problem = f"the id {row[_ID]} is used twice (first in {seen[row[_ID]]})"
        if problem is None:
            seen[row[_ID]] = where
        yield number, row, geometry, problem


def _loaded(path: Path) -> tuple[list[Any], Any]:
    """The features of a file, and what turns their coordinates into WGS 84 (None: they are)."""
    try:
        value = msgspec.json.decode(path.read_bytes())
    except FileNotFoundError:
        return [], None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is no GeoJSON: {error}") from error
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list):
        raise InputError(f"{path}: is no FeatureCollection")
    return features, _to_wgs84(value.get("crs"), path)


def _to_wgs84(crs: Any, path: Path) -> Any:
    """A transformer from the CRS that GeoJSON of old may name; None for WGS 84 itself."""
    try:
        name = str((crs or {}).get("properties", {}).get("name", ""))
    except AttributeError:
        name = str(crs)
    if not name or "CRS84" in name or name.endswith("4326"):
        return None
    import pyproj  # noqa: PLC0415  few files need it

    try:
        return pyproj.Transformer.from_crs(pyproj.CRS.from_user_input(name), "OGC:CRS84", always_xy=True)
    except pyproj.exceptions.CRSError as error:
        raise InputError(f"{path}: its CRS {name!r} is not known; save it in WGS 84 (EPSG:4326)") from error


def _feature(feature: Any, name: LayerName, transform: Any) -> tuple[Row, Any]:
    value = feature["geometry"]
    if not value:
        raise ValueError("has no geometry")
    shaped: Any = shape(value)
    if transform is not None:
        shaped = shapely.transform(shapely.force_2d(shaped), transform.transform, interleaved=False)
    geometry = check_shape(shaped, GEOMETRY_TYPES[name])
    return completed(feature["properties"] or {}, defaults_of(name)), geometry


def defaults_of(name: LayerName) -> Mapping[str, Any]:
    """What a feature drawn by hand into layer ``name`` means where it says nothing."""
    point = GEOMETRY_TYPES[name] == "Point"
    category = {
        "deployments": "deployment",
        "deployment_areas": "deployment",
        "movements": "movement",
        "counts": "monitoring_count",
    }.get(name)
    return {
        "category": category,
        "precision": "site" if point else "region",
        "radius_m": 0.0 if point else None,
    }


def check_shape(shape: Any, wanted: str) -> Any:
    """``shape`` in two dimensions as a ``wanted``, on the globe; an area is cut at the antimeridian.

    Raises
    ------
    ValueError
        It is empty, of another type, out of range, or a line across the antimeridian.
    """
    geometry = shapely.force_2d(shape)
    if geometry.is_empty:
        raise ValueError("its geometry is empty")
    if wanted == "MultiPolygon":
        geometry = unwrapped(geometry)
    if geometry.geom_type == "Polygon" and wanted == "MultiPolygon":
        geometry = shapely.MultiPolygon([geometry])
    if geometry.geom_type == f"Multi{wanted}" and len(geometry.geoms) == 1:
        geometry = geometry.geoms[0]
    if geometry.geom_type != wanted:
        raise ValueError(f"is a {geometry.geom_type}, needs a {wanted}")
    if reason := _out_of_range(geometry.bounds):
        raise ValueError(reason)
    if wanted == "LineString" and (np.abs(np.diff(shapely.get_coordinates(geometry)[:, 0])) > _LON).any():
        raise ValueError("runs across the antimeridian; draw it as two lines that end there")
    return geometry


def _out_of_range(bounds: tuple[float, float, float, float]) -> str | None:
    """Why ``bounds`` are not on the globe; None where they are."""
    west, south, east, north = bounds
    if (
        all(map(math.isfinite, bounds))
        and west >= -_LON
        and east <= _LON
        and south >= -_LAT
        and north <= _LAT
    ):
        return None
    hint = "; are latitude and longitude swapped?" if max(abs(west), abs(east)) <= _LAT else ""
    return f"lies outside lon -180 to 180, lat -90 to 90: {west:g} {south:g} {east:g} {north:g}{hint}"
