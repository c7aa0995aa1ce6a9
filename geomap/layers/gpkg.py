"""GeoPackage tables through SQLite alone: typed fields, spatial index, descriptions, fixed dates.

Identifiers pass `quoted_name`, values are bound: the one door into SQL.

Source: OGC 12-128r17 (GeoPackage 1.3).
"""

from __future__ import annotations

import re
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

__all__ = [
    "Column",
    "Table",
    "add_attributes",
    "add_features",
    "add_metadata",
    "geopackage",
    "quoted_name",
    "read_shapes",
]

FIXED_DATE = "1970-01-01T00:00:00.000Z"
"""Stands for every clock time a GeoPackage asks for, so that two runs give the same bytes."""

_MANY_ROWS = 5_000

_SCHEMA = """
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (
  reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
"""

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],'
    'AUTHORITY["EPSG","4326"]]'
)
_SYSTEMS = (
    (
        "Undefined cartesian SRS",
        -1,
        "NONE",
        -1,
        "undefined",
        "undefined cartesian coordinate reference system",
    ),
    (
        "Undefined geographic SRS",
        0,
        "NONE",
        0,
        "undefined",
        "undefined geographic coordinate reference system",
    ),
    ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude/latitude coordinates in decimal degrees"),
)
_EXTENSIONS = (
    (
        "gpkg_data_columns",
        None,
        "gpkg_schema",
        "http://www.geopackage.org/spec120/#extension_schema",
        "read-write",
    ),
    (
        "gpkg_data_column_constraints",
        None,
        "gpkg_schema",
        "http://www.geopackage.org/spec120/#extension_schema",
        "read-write",
    ),
    (
        "gpkg_metadata",
        None,
        "gpkg_metadata",
        "http://www.geopackage.org/spec120/#extension_metadata",
        "read-write",
    ),
    (
        "gpkg_metadata_reference",
        None,
        "gpkg_metadata",
        "http://www.geopackage.org/spec120/#extension_metadata",
        "read-write",
    ),
)
_RTREE = "http://www.geopackage.org/spec120/#extension_rtree"

# The triggers that keep the index right when somebody edits (GeoPackage 1.3, annex F.3).
_TRIGGERS = """
CREATE TRIGGER {insert} AFTER INSERT ON {t}
  WHEN (NEW."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN INSERT OR REPLACE INTO {r} VALUES (NEW."fid",
  ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER {update1} AFTER UPDATE OF "geom" ON {t}
  WHEN OLD."fid" = NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN INSERT OR REPLACE INTO {r} VALUES (NEW."fid",
  ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER {update2} AFTER UPDATE OF "geom" ON {t}
  WHEN OLD."fid" = NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
BEGIN DELETE FROM {r} WHERE id = OLD."fid"; END;
CREATE TRIGGER {update3} AFTER UPDATE ON {t}
  WHEN OLD."fid" != NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN DELETE FROM {r} WHERE id = OLD."fid"; INSERT OR REPLACE INTO {r} VALUES (NEW."fid",
  ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER {update4} AFTER UPDATE ON {t}
  WHEN OLD."fid" != NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
BEGIN DELETE FROM {r} WHERE id IN (OLD."fid", NEW."fid"); END;
CREATE TRIGGER {delete} AFTER DELETE ON {t}
  WHEN old."geom" NOT NULL
BEGIN DELETE FROM {r} WHERE id = OLD."fid"; END;
"""


@dataclass(frozen=True)
class Column:
    """A field: its name, its GeoPackage type, what it means, and the values it may take (None: any)."""

    name: str
    type: str = "TEXT"
    description: str = ""
    values: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Table:
    """A table to be added: name, fields, what it holds, geometry type (None for one without geometry)."""

    name: str
    columns: Sequence[Column]
    description: str = ""
    geometry: str | None = None


def quoted_name(name: str) -> str:
    """``name`` as an SQL identifier.

    Raises
    ------
    ValueError
        It holds anything but letters, digits and underscores.
    """
    if not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
        raise ValueError(f"no name for a table or a field: {name!r}")
    return f'"{name}"'


@contextmanager
def geopackage(path: Path, *, rows: int = 0) -> Iterator[sqlite3.Connection]:
    """A new GeoPackage at ``path``, committed on leaving without an error.

    Parameters
    ----------
    rows
        About how many rows it will hold: with few of them its sixty tables and indices would be half-empty
        pages, so that small pages make the file a seventh smaller; with many they only cost time.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute(f"PRAGMA page_size = {1024 if rows < _MANY_ROWS else 4096}")
        # The file is built aside and moved in whole: a journal would only cost time.
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute("PRAGMA cache_size = -65536")
        base.executescript(_SCHEMA)
        base.execute("BEGIN")
        base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", _SYSTEMS)
        base.executemany("INSERT INTO gpkg_extensions VALUES (?,?,?,?,?)", _EXTENSIONS)
        yield base
        base.execute("COMMIT")


def add_features(
    base: sqlite3.Connection, table: Table, rows: Iterable[Sequence[Any]], geometries: Any
) -> None:
    """Add a table of features with its spatial index; coordinates are lon, lat, WGS 84."""
    assert table.geometry is not None
    bounds = shapely.bounds(geometries).reshape(-1, 4)
    extent = (
        (*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist())
        if len(bounds)
        else (None,) * 4
    )
    _create(base, table, extent)
    marks = ",".join("?" * (len(table.columns) + 1))
    names = ",".join(quoted_name(name) for name in ("geom", *(column.name for column in table.columns)))
    base.executemany(
        f"INSERT INTO {quoted_name(table.name)} ({names}) VALUES ({marks})",  # noqa: S608  names are quoted
        ((blob, *row) for blob, row in zip(_blobs(geometries, bounds), rows, strict=True)),
    )
    _add_index(base, table.name, bounds)


def add_attributes(base: sqlite3.Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Add a table without geometry."""
    _create(base, table, (None,) * 4)
    marks = ",".join("?" * len(table.columns))
    names = ",".join(quoted_name(column.name) for column in table.columns)
    base.executemany(f"INSERT INTO {quoted_name(table.name)} ({names}) VALUES ({marks})", rows)  # noqa: S608  quoted


def _create(base: sqlite3.Connection, table: Table, extent: Sequence[float | None]) -> None:
    fields = ['"fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL']
    if table.geometry:
        fields.append(f'"geom" {table.geometry.upper()}')
    fields += [f"{quoted_name(column.name)} {column.type}" for column in table.columns]
    base.execute(f"CREATE TABLE {quoted_name(table.name)} ({', '.join(fields)})")
    srs = 4326 if table.geometry else None
    kind = "features" if table.geometry else "attributes"
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?,?,?,?,?,?,?,?,?,?)",
        (table.name, kind, table.name, table.description, FIXED_DATE, *extent, srs),
    )
    if table.geometry:
        base.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?,?,?,?,0,0)",
            (table.name, "geom", table.geometry.upper(), srs),
        )
    for column in table.columns:
        _describe(base, table.name, column)


def _describe(base: sqlite3.Connection, table: str, column: Column) -> None:
    if column.values is not None:
        base.executemany(
            "INSERT OR IGNORE INTO gpkg_data_column_constraints VALUES (?,'enum',?,NULL,NULL,NULL,NULL,?)",
            ((column.name, value, value.replace("_", " ")) for value in column.values),
        )
    if column.description:
        base.execute(
            "INSERT INTO gpkg_data_columns VALUES (?,?,?,?,?,NULL,?)",
            (
                table,
                column.name,
                column.name,
                column.name.replace("_", " "),
                column.description,
                column.name if column.values is not None else None,
            ),
        )


def _blobs(geometries: Any, bounds: Any) -> Iterator[bytes | None]:
    """GeoPackage geometry: magic, version, flags, SRS and, but for points, the envelope; then WKB."""
    point = struct.pack("<2sBBi", b"GP", 0, 0b001, 4326)
    other = struct.Struct("<2sBBi4d")
    types = shapely.get_type_id(geometries)
    for wkb, kind, (west, south, east, north) in zip(
        shapely.to_wkb(geometries, byte_order=1), types, bounds.tolist(), strict=True
    ):
        if kind == 0:
            yield point + wkb
        elif kind < 0:
            yield None
        else:
            yield other.pack(b"GP", 0, 0b011, 4326, west, east, south, north) + wkb


def _add_index(base: sqlite3.Connection, table: str, bounds: Any) -> None:
    index = f"rtree_{table}_geom"
    base.execute(f"CREATE VIRTUAL TABLE {quoted_name(index)} USING rtree(id, minx, maxx, miny, maxy)")
    west, south, east, north = bounds.T
    numbered = np.column_stack([np.arange(1, len(bounds) + 1), west, east, south, north])
    base.executemany(
        f"INSERT INTO {quoted_name(index)} VALUES (?,?,?,?,?)",  # noqa: S608  the name is quoted
        ((int(row[0]), *row[1:]) for row in numbered.tolist() if row[1] == row[1]),
    )
    names: Mapping[str, str] = {
        part: quoted_name(f"{index}_{part}")
        for part in ("insert", "update1", "update2", "update3", "update4", "delete")
    }
    for statement in _statements(_TRIGGERS.format(t=quoted_name(table), r=quoted_name(index), **names)):
        base.execute(statement)
    base.execute(
        "INSERT INTO gpkg_extensions VALUES (?,?,?,?,?)",
        (table, "geom", "gpkg_rtree_index", _RTREE, "write-only"),
    )


def _statements(script: str) -> Iterator[str]:
    """Each statement of ``script``, whole: a trigger has semicolons inside."""
    statement = ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def add_metadata(base: sqlite3.Connection, text: str) -> None:
    """Say of the whole file what ``text`` (JSON) says."""
    standard = "http://www.iana.org/assignments/media-types/application/json"
    base.execute(
        "INSERT INTO gpkg_metadata VALUES (1, 'dataset', ?, 'application/json', ?)", (standard, text)
    )
    base.execute(
        "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, 1, NULL)",
        (FIXED_DATE,),
    )


def read_shapes(path: Path, table: str, fields: Sequence[str]) -> list[tuple[Any, ...]]:
    """Rows of ``table``: ``fields``, then the geometry; empty where the file or the table is not there.

    None stands for a field that the table lacks, and for a geometry that the row lacks.

    Raises
    ------
    ValueError
        The file is no GeoPackage, or a geometry is broken.
    """
    if not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
        try:
            if not base.execute("SELECT 1 FROM gpkg_contents WHERE table_name = ?", (table,)).fetchone():
                return []
            have = {name for (name,) in base.execute("SELECT name FROM pragma_table_info(?)", (table,))}
            names = ",".join(quoted_name(name) if name in have else "NULL" for name in (*fields, "geom"))
            rows = base.execute(f"SELECT {names} FROM {quoted_name(table)} ORDER BY fid").fetchall()  # noqa: S608  quoted
        except sqlite3.Error as error:
            raise ValueError(f"is no GeoPackage: {error}") from error
    try:
        return [
            (*row[:-1], shapely.from_wkb(row[-1][_header(row[-1]) :]) if row[-1] else None) for row in rows
        ]
    except (shapely.errors.ShapelyError, IndexError) as error:
        raise ValueError(f"{table} holds a broken geometry: {error}") from error


def _header(blob: bytes) -> int:
    """How many bytes stand before the WKB: eight, and those of the envelope."""
    return 8 + (0, 32, 48, 48, 64)[(blob[3] >> 1) & 0b111]
