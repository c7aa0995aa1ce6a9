"""CSV: geomap's own, and which other tool's table a file is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import shapely

from geomap._files import write_whole
from geomap._speech import why
from geomap.errors import InputError
from geomap.layers.feature import Row, completed, row_problem
from geomap.layers.interchange import acled, ucdp
from geomap.layers.interchange.rows import point, reading_of, rows_out
from geomap.layers.make import frame_of
from geomap.layers.read import Reading, check_shape, defaults_of, period_of
from geomap.layers.reports import csv_cell
from geomap.layerset import GEOMETRY_TYPES, LAYER_NAMES, PROPERTIES, LayerName, LayerSet, Unplaced

__all__ = ["read_table", "write_csv"]

_NUMBERS = frozenset(
    {"radius_m", "quantity", "quantity_max", "confidence", "reports", "char_start", "char_end"}
)
_KNOWN = frozenset(PROPERTIES)
_DEFAULTS = {layer: defaults_of(layer) for layer in LAYER_NAMES}
_MOST = 131_072 * 8


def write_csv(layers: LayerSet, target: Path, quotes: str) -> tuple[Path, ...]:
    """One row a feature: its layer, its properties, a point (lon, lat) and the geometry as WKT."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["layer", *PROPERTIES, "lon", "lat", "wkt"])
    for name, row, shape in rows_out(layers, quotes):
        inside = shape if shape.geom_type == "Point" else shape.representative_point()
        cells = [_cell(row[field]) for field in PROPERTIES]
        wkt = shapely.to_wkt(shape, rounding_precision=7, trim=True)
        writer.writerow([name, *cells, round(inside.x, 7), round(inside.y, 7), wkt])
    write_whole(target, out.getvalue().encode())
    return (target,)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return csv_cell(value)


def read_table(path: Path, *, timezone: str) -> Reading:
    """Layers of a CSV with geomap's columns, ACLED's or UCDP's; bad rows are named, good ones kept.

    Raises
    ------
    InputError
        It is none of them; the message names the columns that are missing.
    """
    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:
        raise InputError(f"{timezone!r} is no IANA time zone") from error
    csv.field_size_limit(_MOST)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=_delimiter(file.readline()))
            file.seek(0)
            names = [name.strip().lower() for name in reader.fieldnames or ()]
            reader.fieldnames = names
            return _read(reader, names, path.name, timezone)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read as CSV: {why(error)}") from error


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count)


def _read(rows: Any, names: list[str], name: str, timezone: str) -> Reading:
    zone = ZoneInfo(timezone)
    have = set(names)
    if have >= set(acled.NEEDED):
        return reading_of(rows, partial(acled.read_row, zone=zone), name=name, timezone=timezone)
    if have >= set(ucdp.NEEDED):
        return reading_of(rows, partial(ucdp.read_row, zone=zone), name=name, timezone=timezone)
    if "start" in have and (have >= {"lon", "lat"} or "wkt" in have):
        return _own(rows, name, timezone)
    known = {"ACLED": acled.NEEDED, "UCDP": ucdp.NEEDED, "geomap": ("start", "lon", "lat")}
    tool, needed = max(known.items(), key=lambda item: len(have & set(item[1])) / len(item[1]))
    missing = ", ".join(field for field in needed if field not in have)
    raise InputError(
        f"{name}: is no table of {', '.join(known)}; nearest is {tool}'s, but it has no {missing}; "
        "`geomap build` reads tables of any columns"
    )


def _own(rows: Iterator[Mapping[str, Any]], name: str, timezone: str) -> Reading:
    found: dict[LayerName, list[tuple[Row, Any]]] = {layer: [] for layer in LAYER_NAMES}
    problems: list[str] = []
    seen: dict[str, int] = {}
    for line, row in enumerate(rows, 2):
        try:
            layer, cells, shape = _feature(row)
            problem = row_problem(cells)
        except (ValueError, shapely.errors.ShapelyError) as error:
            problem = str(error)
        else:
            if problem is None and cells[0] in seen:
                problem = f"the id {cells[0]} is used twice (first in line {seen[cells[0]]})"
        if problem is not None:
            problems.append(f"{name}: line {line}: {problem}")
            continue
        seen[cells[0]] = line
        found[layer].append((cells, shape))
    if not any(found.values()):
        raise InputError(
            f"{name}: no row can be used" + (f"; {problems[0]}" if problems else ": it is empty")
        )
    frames = {}
    for layer, features in found.items():
        frames[layer] = frame_of([cells for cells, _ in features], _shapes([shape for _, shape in features]))
    since, until = period_of(frames)
    layers = LayerSet(
        frames=frames,
        since=since,
        until=until,
        timezone=timezone,
        title=name,
        worldview="un",
        unplaced=tuple(
            Unplaced(kind="record", what=told, why="could not be read", document=name) for told in problems
        ),
    )
    return Reading(layers=layers, problems=tuple(problems), lost=len(problems))


def _shapes(given: list[Any]) -> Any:
    """Shapes and (lon, lat) as one array of shapes."""
    made = np.empty(len(given), dtype=object)
    bare = [number for number, shape in enumerate(given) if isinstance(shape, tuple)]
    made[:] = [None if isinstance(shape, tuple) else shape for shape in given]
    if bare:
        made[bare] = shapely.points(np.array([given[number] for number in bare]))
    return made


def _feature(row: Mapping[str, Any]) -> tuple[LayerName, Row, Any]:
    """A row's layer, properties and geometry: a shape, or (lon, lat) which is so much cheaper to keep."""
    wkt = str(row.get("wkt") or "").strip()
    shape: Any = shapely.from_wkt(wkt) if wkt else point(row, "lon", "lat")
    layer: Any = row.get("layer") or _layer_of(shape)
    if layer not in LAYER_NAMES:
        raise ValueError(f"layer is {layer!r}, must be one of {', '.join(LAYER_NAMES)}")
    if not wkt and GEOMETRY_TYPES[layer] != "Point":
        raise ValueError(f"a row of {layer} needs a wkt")
    values = {field: _value(field, cell) for field, cell in row.items() if cell and field in _KNOWN}
    if wkt:
        shape = check_shape(shape, GEOMETRY_TYPES[layer])
    return layer, completed(values, _DEFAULTS[layer]), shape


def _layer_of(shape: Any) -> str:
    kind = "Point" if isinstance(shape, tuple) else shape.geom_type
    return {"Point": "events", "LineString": "movements"}.get(kind, "event_areas")


def _value(field: str, cell: Any) -> Any:
    text = str(cell or "").strip()
    if not text:
        return None
    if field in _NUMBERS:
        try:
            return float(text)
        except ValueError:
            raise ValueError(f"{field} is no number: {text!r}") from None
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text
