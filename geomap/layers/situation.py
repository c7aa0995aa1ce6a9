"""``situation.gpkg`` and ``situation.qgz``: all layers with types, styles, outlines, basemap, project."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import shapely

from geomap.layers.days import day_span
from geomap.layers.feature import OPEN_END, Row, instant
from geomap.layers.gpkg import FIXED_DATE, Column, Table, add_features, add_metadata, geopackage
from geomap.layers.ground import basemap_frames
from geomap.layers.qgis.basemap import BASEMAP_STYLES
from geomap.layers.qgis.project import Facts, project_xml, zipped_project
from geomap.layers.qgis.renderers import Contents
from geomap.layers.view import first_view
from geomap.layerset import GEOMETRY_TYPES, LAYER_NAMES, PROPERTIES, LayerName, LayerSet

__all__ = ["PROJECT", "write_situation"]

PROJECT = "situation"

_DATES = frozenset({"start", "end", "last_seen", "reported_first", "reported_last", "published", "edited_at"})
_TYPES: Mapping[str, str] = {
    **dict.fromkeys(_DATES, "DATETIME"),
    "local_date": "DATE",
    "open_ended": "BOOLEAN",
    "background": "BOOLEAN",
    "reports": "MEDIUMINT",
    "char_start": "MEDIUMINT",
    "char_end": "MEDIUMINT",
    "radius_m": "REAL",
    "quantity": "REAL",
    "quantity_max": "REAL",
    "confidence": "REAL",
}
_SAYS: Mapping[str, str] = {"end": "The last millisecond of it, UTC; NULL while nothing has ended it."}
"""Where a field of the GeoPackage means something else than in GeoJSON."""

_ABOUT: Mapping[LayerName, str] = {
    "events": "What happened at a place known to site, settlement or near",
    "event_areas": "What happened somewhere in a district, region or country, or along a line",
    "deployments": "Forces, exercises and works that stand until something ends them",
    "deployment_areas": "The same, known only to an area",
    "movements": "From a place to a place; axes of threat",
    "counts": "Figures for an area",
}
_STYLES = """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"""
_PROJECTS = "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)"


def write_situation(
    layers: LayerSet,
    folder: Path,
    *,
    rows: Mapping[LayerName, Sequence[Row]],
    styles: Mapping[LayerName, bytes],
) -> None:
    """Write the GeoPackage and the project into ``folder``.

    Parameters
    ----------
    rows
        Each layer's rows, with quotes as they may be passed on.
    styles
        Each layer's style as QML.

    Raises
    ------
    MissingDataError
        The basemap was not built.
    """
    view = layers.focus or first_view(layers)
    basemap = basemap_frames(view, layers.worldview)
    facts = _facts(layers, view, basemap)
    project = zipped_project(project_xml(facts), PROJECT)
    with geopackage(folder / f"{PROJECT}.gpkg", rows=sum(map(len, rows.values()))) as base:
        for name in LAYER_NAMES:
            _add_layer(base, name, rows[name], layers.frames[name].geometry.to_numpy())
        _add_areas(base, layers)
        for table, frame in basemap.items():
            _add_basemap(base, table, frame)
        _add_styles(base, styles)
        _add_project(base, project)
        add_metadata(base, _metadata(layers, facts))
    (folder / f"{PROJECT}.qgz").write_bytes(project)


@cache
def columns() -> tuple[Column, ...]:
    """The fields of a feature with types, meanings and values, as ``schema.json`` tells them."""
    schema = json.loads(files("geomap.layers").joinpath("schema.json").read_bytes())
    told = schema["$defs"]["properties"]["properties"]
    return tuple(
        Column(
            name,
            _TYPES.get(name, "TEXT"),
            _SAYS.get(name, told[name]["description"]),
            tuple(told[name]["enum"]) if "enum" in told[name] and None not in told[name]["enum"] else None,
        )
        for name in PROPERTIES
    )


def typed(rows: Iterable[Row]) -> Iterator[list[Any]]:
    """``rows`` as a GeoPackage keeps them: milliseconds in every date, NULL where nothing has ended.

    ``end`` is the last millisecond rather than the first moment after: QGIS 3.22 compares dates in a
    GeoPackage as text, by which '21:00:00.000Z' is later than '21:00:00', and a day would show the day after.
    """
    dates = [PROPERTIES.index(name) for name in sorted(_DATES)]
    end = PROPERTIES.index("end")
    for row in rows:
        cells = list(row)
        until = cells[end]
        cells[end] = None
        for at in dates:
            if cells[at] is not None:
                cells[at] = f"{cells[at][:-1]}.000Z"
        cells[end] = None if until == OPEN_END else last_millisecond(until)
        yield cells


@lru_cache(maxsize=4096)
def last_millisecond(end: str) -> str:
    """The last millisecond before ``end`` (ISO 8601, UTC)."""
    last = dt.datetime.fromisoformat(end) - dt.timedelta(milliseconds=1)
    return last.isoformat(timespec="milliseconds")[:23] + "Z"


def _add_layer(base: sqlite3.Connection, name: LayerName, rows: Sequence[Row], shapes: Any) -> None:
    table = Table(name, columns(), _ABOUT[name], GEOMETRY_TYPES[name])
    add_features(base, table, typed(rows), shapes)


def _add_areas(base: sqlite3.Connection, layers: LayerSet) -> None:
    keys = sorted(layers.areas, key=lambda key: (key[0] or "", key[1]))
    fields = (
        Column("place_id", "TEXT", "The gazetteer's id of the place."),
        Column("place", "TEXT", "Name of the place, as in the layers."),
    )
    shapes = np.empty(len(keys), dtype=object)
    shapes[:] = [layers.areas[key] for key in keys]
    if len(shapes):
        west, south, east, north = shapely.bounds(shapes).T
        fine = np.maximum(_FINE, np.hypot(east - west, north - south) / _FINE_PARTS)
        shapes = _as_multi(shapely.simplify(shapes, fine), "MultiPolygon")
    add_features(base, Table("areas", fields, "Each area's full outline, once", "MultiPolygon"), keys, shapes)


_FINE_PARTS = 4_000
"""No outline is kept finer than this part of its own diagonal: no map of it shows more."""

_FINE = 0.002
"""Degrees, some 200 m, to which the full outlines are kept: Natural Earth knows borders no better."""

_MULTI: Mapping[str, str] = {"marker": "Point", "line": "MultiLineString", "fill": "MultiPolygon"}
_FIELDS: Mapping[str, str] = {"population": "INTEGER", "capital": "BOOLEAN"}


def _add_basemap(base: sqlite3.Connection, table: str, frame: Any) -> None:
    kind = _MULTI[BASEMAP_STYLES[table].kind]
    shapes = frame.geometry.to_numpy()
    if kind != "Point":
        shapes = _as_multi(shapes, kind)
    kept = ~shapely.is_empty(shapes)
    names = [name for name in frame.columns if name != "geometry"]
    fields = [Column(name, _FIELDS.get(name, "TEXT")) for name in names]
    rows = (
        zip(*(map(_cell, frame[name].tolist()) for name in names), strict=True)
        if names
        else (() for _ in shapes)
    )
    chosen = [row for row, keep in zip(rows, kept.tolist(), strict=True) if keep]
    add_features(
        base, Table(table, fields, f"Basemap: {BASEMAP_STYLES[table].title}", kind), chosen, shapes[kept]
    )


_MAKERS: Mapping[str, tuple[shapely.GeometryType, Any, Any]] = {
    "MultiLineString": (
        shapely.GeometryType.LINESTRING,
        shapely.multilinestrings,
        shapely.MultiLineString(),
    ),
    "MultiPolygon": (shapely.GeometryType.POLYGON, shapely.multipolygons, shapely.MultiPolygon()),
}


def _as_multi(shapes: Any, kind: str) -> Any:
    """Each shape as one of ``kind``, what clipping left of lower dimension dropped."""
    wanted, make, empty = _MAKERS[kind]
    made = np.full(len(shapes), empty, dtype=object)
    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    parts, of_part = shapely.get_parts(parts, return_index=True)
    kept = shapely.get_type_id(parts) == wanted
    return make(parts[kept], indices=of_shape[of_part][kept], out=made)


def _cell(value: Any) -> Any:
    if value is None or value == "" or value != value:  # noqa: PLR0124  NaN
        return None
    return value


def _add_styles(base: sqlite3.Connection, styles: Mapping[LayerName, bytes]) -> None:
    base.execute(_STYLES)
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
        (FIXED_DATE,),
    )
    for name in LAYER_NAMES:
        base.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
            "styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) "
            "VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', NULL, ?)",
            (name, name, styles[name].decode(), _ABOUT[name], FIXED_DATE),
        )


def _add_project(base: sqlite3.Connection, project: bytes) -> None:
    base.execute(_PROJECTS)
    told = json.dumps({"last_modified_time": FIXED_DATE[:19], "last_modified_user": "geomap"})
    base.execute("INSERT INTO qgis_projects VALUES (?, ?, ?)", (PROJECT, told, project.hex()))


def _facts(layers: LayerSet, view: tuple[float, float, float, float], basemap: Mapping[str, Any]) -> Facts:
    zone = ZoneInfo(layers.timezone)
    begin, end = day_span(layers.since, zone)[0], day_span(layers.until, zone)[1]
    bounds: dict[str, list[float] | None] = {
        name: _bounds(layers.frames[name].geometry.to_numpy()) for name in LAYER_NAMES
    }
    bounds |= {table: _bounds(frame.geometry.to_numpy()) for table, frame in basemap.items()}
    bounds["areas"] = _bounds(np.array(list(layers.areas.values()), dtype=object))
    return Facts(
        title=layers.title,
        period=_period(layers),
        zone=layers.timezone,
        abstract=_abstract(layers, _disputed_names(basemap)),
        credits=list(_credits(layers, _disputed_names(basemap))),
        begin=instant(begin) or "",
        end=instant(end) or "",
        view=view,
        contents={name: Contents.of(layers.frames[name]) for name in LAYER_NAMES},
        extents=bounds,
        basemap=tuple(basemap),
        disputed=frozenset(basemap["borders"]["drawn_as"].dropna()),
        stale_h=layers.stale_h,
    )


def _bounds(shapes: Any) -> list[float] | None:
    return shapely.total_bounds(shapes).tolist() if len(shapes) else None


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"


def _period(layers: LayerSet) -> str:
    if layers.since == layers.until:
        return f"{_day(layers.since)} ({layers.timezone})"
    return f"{_day(layers.since)} to {_day(layers.until)} ({layers.timezone})"


_WORLDVIEWS = {"un": "as the United Nations draw them", "ne": "as Natural Earth draws them, de facto"}


def _disputed_names(basemap: Mapping[str, Any]) -> list[str]:
    return sorted({name for name in basemap["borders"]["disputed"] if name})


def _credits(layers: LayerSet, disputed: Sequence[str]) -> Iterator[str]:
    publishers = sorted({source.publisher for source in layers.sources if source.publisher})
    if publishers:
        yield "Reporting: " + ", ".join(publishers)
    named = f" ({'; '.join(disputed)})" if disputed else ""
    yield f"Borders {_WORLDVIEWS.get(layers.worldview, layers.worldview)}; disputed lines are dashed{named}."
    yield from layers.credits


def _abstract(layers: LayerSet, disputed: Sequence[str]) -> str:
    return "\n".join(_told(layers, disputed))


def _told(layers: LayerSet, disputed: Sequence[str]) -> Iterator[str]:
    yield f"Period: {_period(layers)}. Times are UTC; days are cut at midnight in {layers.timezone}."
    yield f"Worldview: {layers.worldview}."
    yield from _credits(layers, disputed)
    for source in layers.sources:
        yield "Source: " + ", ".join(part for part in (source.title, source.publisher, source.url) if part)


def _metadata(layers: LayerSet, facts: Facts) -> str:
    told = {
        "title": layers.title,
        "since": layers.since.isoformat(),
        "until": layers.until.isoformat(),
        "timezone": layers.timezone,
        "worldview": layers.worldview,
        "stale_h": layers.stale_h,
        "credits": list(facts.credits),
        "sources": [
            {"id": s.id, "title": s.title, "publisher": s.publisher, "url": s.url} for s in layers.sources
        ],
    }
    return json.dumps(told, ensure_ascii=False)
