"""The user's own places: files that win over the gazetteer."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from geomap._files import write_whole
from geomap._ids import content_id
from geomap._speech import why
from geomap.errors import InputError
from geomap.gazetteer._keys import fold
from geomap.model import Geometry, MatchKind, Place, Precision

__all__ = ["COLUMNS", "Overlay", "add_place", "read_overlay"]

COLUMNS = (
    "name", "other_names", "kind", "country", "admin1", "lat", "lon", "radius_m", "precision", "valid_from",
    "valid_to", "source", "licence",
)  # fmt: skip
"""Fields of an overlay's row; ``name``, ``lat``, ``lon`` must be there, ';' stands between other names."""

_PRECISIONS = ("site", "settlement", "near", "district", "region", "country", "line")
_RADIUS_M = 1000.0


@dataclass(frozen=True)
class Overlay:
    """Places beside the index's: by id, ids by folded name, outlines by id.

    Attributes
    ----------
    path
        The user's file; None for what an online service answered.
    match
        What kind of match a name in it is: the user's word ('given'), or a service's ('exact').
    """

    path: Path | None
    places: Mapping[str, Place]
    names: Mapping[str, tuple[str, ...]]
    polygons: Mapping[str, Geometry]
    match: MatchKind = "given"


def read_overlay(path: Path) -> Overlay:
    """The places in a CSV, GeoJSON or GeoPackage file, with the fields `COLUMNS`.

    Raises
    ------
    InputError
        The file or a row cannot be used; every fault is named, with its row.
    """
    suffix = path.suffix.lower()
    if suffix in {".csv", ".tsv"}:
        rows = _csv_rows(path)
    elif suffix in {".geojson", ".json"}:
        rows = _geojson_rows(path)
    elif suffix == ".gpkg":
        rows = _gpkg_rows(path)
    else:
        raise InputError(f"{path}: an overlay is a .csv, .geojson or .gpkg file")
    places: dict[str, Place] = {}
    names: dict[str, list[str]] = {}
    polygons: dict[str, Geometry] = {}
    faults = []
    for where, fields, outline in rows:
        try:
            place = _place(fields, has_polygon=outline is not None)
        except ValueError as error:
            faults.append(f"{path}:{where}: {error}")
            continue
        places[place.id] = place
        if outline is not None:
            polygons[place.id] = outline
        for name in (place.name, *place.other_names):
            ids = names.setdefault(fold(name), [])
            if place.id not in ids:
                ids.append(place.id)
    if faults:
        raise InputError("; ".join(faults))
    return Overlay(path, places, {key: tuple(ids) for key, ids in names.items()}, polygons)


def add_place(path: Path, **fields: str | float) -> Place:
    """Check one row (`COLUMNS`) and append it to the CSV overlay at ``path``, made if need be.

    Raises
    ------
    InputError
        The row cannot be used or is there already, or ``path`` is no CSV of places; nothing is written.
    """
    unknown = sorted(set(fields) - set(COLUMNS))
    if unknown:
        raise InputError(f"{path}: no such field: {', '.join(unknown)}")
    row = {column: str(fields.get(column, "")) for column in COLUMNS}
    try:
        place = _place(row, has_polygon=False)
    except ValueError as error:
        raise InputError(f"{path}: {error}") from error
    if path.exists() and place in read_overlay(path).places.values():
        raise InputError(f"{path}: holds {place.name} as it is already")
    lines = (
        list(csv.reader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else [list(COLUMNS)]
    )
    lines.append([row.get(column, "") for column in lines[0]])
    write_whole(path, ("\n".join(_csv_line(line) for line in lines) + "\n").encode())
    return place


def _csv_line(values: list[str]) -> str:
    return ",".join(f'"{v.replace(chr(34), chr(34) * 2)}"' if set(v) & set(',"\n\r') else v for v in values)


def _place(fields: Mapping[str, Any], *, has_polygon: bool) -> Place:
    name = str(fields.get("name") or "").strip()
    if not name or not fold(name):
        raise ValueError("a place needs a name")
    lat, lon = (_number(fields, key, limit) for key, limit in (("lat", 90.0), ("lon", 180.0)))
    precision = str(fields.get("precision") or ("region" if has_polygon else "settlement"))
    if precision not in _PRECISIONS:
        raise ValueError(f"precision is {precision!r}, must be one of {', '.join(_PRECISIONS)}")
    country = str(fields.get("country") or "").strip().upper() or None
    if country and not (len(country) == 2 and country.isalpha()):  # noqa: PLR2004  ISO alpha-2
        raise ValueError(f"country is {country!r}, must be an ISO 3166-1 alpha-2 code")
    others = tuple(n.strip() for n in str(fields.get("other_names") or "").split(";") if n.strip())
    return Place(
        id=content_id("user", name, f"{lat:.5f}", f"{lon:.5f}").replace("-", ":", 1),
        name=name,
        other_names=others,
        kind=str(fields.get("kind") or ("AREA" if has_polygon else "PPL")),
        country=country,
        admin1=str(fields.get("admin1") or "") or None,
        lon=lon,
        lat=lat,
        radius_m=_number(fields, "radius_m", 20_000_000.0) if fields.get("radius_m") else _RADIUS_M,
        precision=cast("Precision", precision),
        has_polygon=has_polygon,
        valid_from=str(fields.get("valid_from") or "") or None,
        valid_to=str(fields.get("valid_to") or "") or None,
        source=str(fields.get("source") or "user"),
        licence=str(fields.get("licence") or "not stated"),
    )


def _number(fields: Mapping[str, Any], key: str, limit: float) -> float:
    try:
        value = float(fields.get(key) or "")
    except (TypeError, ValueError):
        raise ValueError(f"{key} is {fields.get(key)!r}, must be a number") from None
    if not -limit <= value <= limit:
        raise ValueError(f"{key} is {value}, must lie between {-limit:g} and {limit:g}")
    return value


_Rows = Iterator[tuple[int, Mapping[str, Any], Geometry | None]]


def _csv_rows(path: Path) -> _Rows:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {why(error)}") from error
    reader = csv.DictReader(text.splitlines(), delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
    missing = {"name", "lat", "lon"} - set(reader.fieldnames or ())
    if missing:
        raise InputError(f"{path}: no column {', '.join(sorted(missing))}")
    for row in reader:
        yield reader.line_num, row, None


def _geojson_rows(path: Path) -> _Rows:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        for number, feature in enumerate(features, 1):
            yield number, *_feature(feature["properties"] or {}, feature["geometry"])
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: not a GeoJSON FeatureCollection: {error!r}") from error


def _gpkg_rows(path: Path) -> _Rows:
    import pyogrio  # noqa: PLC0415  slow to import, needed for GeoPackage alone
    from shapely.geometry import mapping  # noqa: PLC0415

    try:
        frame = pyogrio.read_dataframe(path)
    except (OSError, pyogrio.errors.DataSourceError) as error:
        raise InputError(f"{path}: cannot be read: {why(error)}") from error
    if frame.crs is not None and not frame.crs.is_geographic:
        frame = frame.to_crs("OGC:CRS84")
    for number, row in enumerate(frame.itertuples(index=False), 1):
        fields = {key: value for key, value in row._asdict().items() if not _is_missing(value)}
        geometry = fields.pop("geometry", None)
        yield number, *_feature(fields, mapping(geometry) if geometry is not None else None)


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _feature(
    fields: Mapping[str, Any], geometry: Mapping[str, Any] | None
) -> tuple[Mapping[str, Any], Geometry | None]:
    """Fields with ``lat`` and ``lon`` from a Point, or from the middle of an outline, and the outline."""
    if geometry is None:
        return fields, None
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        return {**fields, "lon": coordinates[0], "lat": coordinates[1]}, None
    if kind == "Polygon":
        kind, coordinates = "MultiPolygon", [coordinates]
    if kind != "MultiPolygon":
        raise InputError(f"a place is a point or an area, not a {kind}")
    ring = max((polygon[0] for polygon in coordinates), key=len)
    lon, lat = (sum(point[axis] for point in ring) / len(ring) for axis in (0, 1))
    outline = Geometry(
        "MultiPolygon", [[[point[:2] for point in r] for r in polygon] for polygon in coordinates]
    )
    return {"lon": lon, "lat": lat, **fields}, outline
