"""CSV, TSV, XLSX, GeoJSON and GeoPackage: their rows, one by one."""

from __future__ import annotations

import csv
import datetime as dt
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from geomap.errors import InputError
from geomap.model import Geometry, Given
from geomap.sources._columns import Columns, guess_columns, read_overrides
from geomap.sources._draft import Draft, NotATableError
from geomap.sources._rows import Row, drafts_of_rows
from geomap.sources._sheets import sheets_of
from geomap.sources._text import decode, one_line

__all__ = ["read_csv", "read_geojson", "read_gpkg", "read_xlsx"]

Drafts = Iterator[tuple[str, Draft | InputError]]

_HEAD = 65536
_FIELD_LIMIT = 1024 * 1024
_TOP_ROWS = 8
"""Rows among which the header stands."""
_MAX_FEATURES = 200_000


def read_csv(file: BinaryIO, name: str, date: dt.date | None, format_: str) -> Drafts:
    """Drafts of a table of separated values, read as a stream."""
    head = file.read(_HEAD)
    text, note = decode(head[: head.rfind(b"\n") + 1] or head)
    charset = _charset(head, note)
    file.seek(0)
    csv.field_size_limit(_FIELD_LIMIT)
    lines = TextIOWrapper(file, charset, errors="replace", newline="")
    rows = csv.reader((line.replace("\0", "") for line in lines), delimiter=_delimiter(text, format_))
    try:
        yield from _titled(_counted(rows), name, date, format_)
    except csv.Error as error:
        yield "", InputError(f"line {rows.line_num}: {error}")
    finally:
        lines.detach()


def _charset(head: bytes, note: str | None) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if note and "read as " in note:
        return note.rpartition("read as ")[2].replace("windows-", "cp")
    return "utf-8-sig"


def _delimiter(text: str, format_: str) -> str:
    """Tab for TSV; else what the header row holds most of."""
    header = text.split("\n", 1)[0]
    if format_ == "tsv":
        return "\t"
    return max(",;\t|", key=header.count)


def _counted(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[Any]]]:
    for number, row in enumerate(rows, 1):
        if any(cell.strip() for cell in row):
            yield number, list(row)


def _titled(rows: Iterator[tuple[int, list[Any]]], name: str, date: dt.date | None, format_: str) -> Drafts:
    """Drafts of rows below their header: the first row that names columns, for a title may stand above it."""
    top = list(islice(rows, _TOP_ROWS))
    if not top:
        raise InputError("empty: no text in it")
    headers = [[str(cell or "").strip().removeprefix("\ufeff") for cell in cells] for _, cells in top]
    at = next((at for at, header in enumerate(headers) if guess_columns(header).usable), 0)
    header, rows = headers[at], chain(top[at + 1 :], rows)
    second = next(rows, None)
    tags = [str(cell or "").strip() for cell in second[1]] if second else []
    hxl = (
        bool(tags)
        and any(tag.startswith("#") for tag in tags)
        and all(t.startswith("#") or not t for t in tags)
    )
    columns = _columns(header, tags if hxl else (), name)

    def cells() -> Iterator[Row]:
        if second is not None and not hxl:
            yield second[0], dict(zip(header, second[1], strict=False))
        for number, row in rows:
            yield number, dict(zip(header, row, strict=False))

    yield from drafts_of_rows(cells(), columns, date, Path(name).stem, format_)


def _columns(header: Sequence[str], tags: Sequence[str], name: str) -> Columns:
    own = read_overrides(Path(name)) if name != "-" else {}
    return guess_columns(header, tags, own)


def read_xlsx(data: bytes, name: str, date: dt.date | None) -> Drafts:
    """Drafts of a workbook's sheets that hold events; a zip bomb is refused before it unfolds."""
    found = False
    problem: NotATableError | InputError | None = None
    sheets = list(sheets_of(data))
    for title, rows in sheets:
        try:
            first = next(rows, None)
            if first is None:
                continue
            for place, draft in _titled(chain([first], rows), name, date, "xlsx"):
                found = True
                yield f"#{title}{place}" if len(sheets) > 1 else place, draft
        except NotATableError as error:
            problem = problem or error
        except InputError as error:
            problem = InputError(f"sheet {title}: {error}")
            yield "", problem
    if not found and not isinstance(problem, InputError):
        raise problem or InputError("empty: no text in it")


def read_geojson(data: bytes, name: str, date: dt.date | None) -> Drafts:
    """Drafts of a feature collection; features keep their geometry."""
    try:
        value = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise InputError(f"broken JSON: {error}") from None
    features = value.get("features") if isinstance(value, dict) else None
    features = features if isinstance(features, list) else [value]
    rows: list[Row] = []
    for number, feature in enumerate(features, 1):
        if isinstance(feature, dict) and isinstance(feature.get("properties"), dict | None):
            rows.append(_row(number, feature.get("properties") or {}, feature.get("geometry")))
    yield from _features(rows, name, date, "geojson")


def _geometry(value: Any) -> Given | None:
    """The geometry as a row carries it: a point as lon and lat, others whole; None where there is none.

    Raises
    ------
    ValueError
        It is broken, or lies off the globe.
    """
    if value is None:
        return None
    try:
        geometry = Geometry.from_geo(value)
        if geometry.type != "Point":
            return Given(geometry=geometry)
        lon, lat = (float(degrees) for degrees in geometry.coordinates[:2])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise ValueError("its geometry is broken") from None
    if not (abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004  degrees
        raise ValueError(f"its geometry lies off the globe: {lon}, {lat}")
    return Given(lon=lon, lat=lat)


def _row(number: int, properties: dict[str, Any], geometry: Any) -> Row:
    """A feature's properties with its geometry, or with what is wrong with that."""
    try:
        return number, {**properties, "geometry": _geometry(geometry)}
    except ValueError as error:
        return number, {**properties, "geometry": error}


def _features(rows: list[Row], name: str, date: dt.date | None, format_: str) -> Drafts:
    header = list(dict.fromkeys(key for _, row in rows for key in row if key != "geometry"))
    columns = _columns(header, (), name)
    if any(isinstance(row.get("geometry"), Given | ValueError) for _, row in rows):
        placed: Mapping[str, str] = {"coordinates": "geometry", **columns.by_field}
        columns = replace(columns, by_field=placed)
    yield from drafts_of_rows(rows, columns, date, Path(name).stem, format_)


def read_gpkg(path: Path, date: dt.date | None) -> Drafts:
    """Drafts of a GeoPackage's layers that hold events."""
    import pyogrio  # noqa: PLC0415  GDAL is slow to load

    found = False
    problem: NotATableError | InputError | None = None
    try:
        # What GDAL has to say of a file's name is of no use to a reader.
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
            layers = [str(layer) for layer, _ in pyogrio.list_layers(path)]
    except Exception as error:
        raise InputError("no GeoPackage, or a damaged one") from error
    for layer in layers:
        try:
            for place, draft in _features(_layer_rows(path, layer), str(path), date, "gpkg"):
                found = True
                yield f"#{layer}{place}", draft
        except NotATableError as error:
            problem = problem or error
        except InputError as error:
            problem = InputError(f"layer {layer}: {error}")
            yield "", problem
    if not found and not isinstance(problem, InputError):
        raise problem or InputError("a GeoPackage without layers of events")


def _layer_rows(path: Path, layer: str) -> list[Row]:
    import pyogrio  # noqa: PLC0415  GDAL is slow to load

    try:
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning):
            frame = pyogrio.read_dataframe(path, layer=layer, max_features=_MAX_FEATURES)
        if "geometry" in frame.columns and frame.crs is not None and not frame.crs.equals("OGC:CRS84"):
            frame = frame.to_crs("OGC:CRS84")
        records = frame.to_dict("records")
    except Exception as error:  # noqa: BLE001  on broken files the library fails in many ways
        raise InputError(f"cannot be read: {one_line(error)}") from None
    return [_row(number, record, record.get("geometry")) for number, record in enumerate(records, 1)]
