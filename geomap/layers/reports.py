"""``reports.jsonl`` and ``unplaced.csv``: what the marks rest on, and what became no mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from geomap._quotes import quoted
from geomap.errors import InputError
from geomap.layers.shapes import middle
from geomap.layerset import Unplaced
from geomap.model import Geometry, Location, Report, from_json, to_json

__all__ = ["csv_cell", "read_reports", "read_unplaced", "reports_jsonl", "unplaced_csv"]

_COLUMNS = ("kind", "what", "why", "document", "char_start", "char_end", "quote")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def reports_jsonl(reports: Mapping[str, tuple[Report, ...]], quotes: str) -> bytes:
    """Every report, one a line, with the id of its event; an area stands as a point inside it.

    What is unknown is left out.

    Parameters
    ----------
    quotes
        ``full``, ``short`` or ``none``.
    """
    points: dict[int, Geometry] = {}
    lines = []
    for event, told in sorted(reports.items()):
        for report in told:
            thin = msgspec.structs.replace(
                report,
                quote=quoted(report.quote, quotes) or "",
                location=_thin(report.location, points),
                origin=_thin(report.origin, points),
                destination=_thin(report.destination, points),
            )
            row = {"event": event} | msgspec.json.decode(to_json(thin))
            lines.append(msgspec.json.encode(_told(row)) + b"\n")
    return b"".join(lines)


def _told(value: dict[str, Any]) -> dict[str, Any]:
    """``value`` without the members that say nothing: a reader takes their absence for null."""
    return {
        key: _told(part) if type(part) is dict else _each_told(part) if type(part) is list else part
        for key, part in value.items()
        if part is not None
    }


def _each_told(value: list[Any]) -> list[Any]:
    return [_told(part) if type(part) is dict else part for part in value]


def _thin(place: Location | None, points: dict[int, Geometry]) -> Location | None:
    if place is None or place.geometry.type == "Point":
        return place
    key = id(place.geometry)
    if key not in points:
        lon, lat = middle(place.geometry)
        points[key] = Geometry.point(round(lon, 4), round(lat, 4))
    return msgspec.structs.replace(place, geometry=points[key])


def read_reports(path: Path) -> tuple[dict[str, tuple[Report, ...]], list[str]]:
    """Reports by event id from ``path``, and a line for each row that cannot be read; empty for no file."""
    found: dict[str, list[Report]] = {}
    problems = []
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return {}, []
    for number, line in enumerate(lines, 1):
        try:
            value = msgspec.json.decode(line)
            event = value.pop("event")
            found.setdefault(str(event), []).append(from_json(msgspec.json.encode(value), Report))
        except (
            msgspec.MsgspecError,
            InputError,
            AttributeError,
            KeyError,
            TypeError,
            UnicodeDecodeError,
        ) as error:
            problems.append(f"{path.name}: line {number}: is no report: {error}")
    return {event: tuple(reports) for event, reports in found.items()}, problems


def csv_cell(value: Any) -> Any:
    """``value`` as a cell that no spreadsheet takes for a formula: the one door into CSV.

    Source: OWASP, CSV Injection: a leading apostrophe before ``= + - @``, tab and carriage return.
    """
    if isinstance(value, str):
        value = value.replace("\x00", "")
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value is None else value


def unplaced_csv(unplaced: Iterable[Unplaced], quotes: str) -> bytes:
    """What was found but not mapped, as CSV in UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for item in unplaced:
        cells = (item.kind, item.what, item.why, item.document, item.char_start, item.char_end)
        writer.writerow([csv_cell(cell) for cell in (*cells, quoted(item.quote, quotes))])
    return out.getvalue().encode()


def read_unplaced(path: Path) -> tuple[Unplaced, ...]:
    """The rows of ``unplaced.csv``; empty for no file."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (FileNotFoundError, UnicodeDecodeError, csv.Error):
        return ()
    return tuple(_unplaced(row) for row in rows if row.get("kind") in {"report", "mention", "record"})


def _unplaced(row: Mapping[str, str]) -> Unplaced:
    def number(name: str) -> int | None:
        text = row.get(name) or ""
        return int(text) if text.isdigit() else None

    def text(name: str) -> str:
        cell = row.get(name) or ""
        return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell

    kind: Any = row["kind"]
    return Unplaced(
        kind=kind,
        what=text("what"),
        why=text("why"),
        document=text("document"),
        char_start=number("char_start"),
        char_end=number("char_end"),
        quote=text("quote") or None,
    )
