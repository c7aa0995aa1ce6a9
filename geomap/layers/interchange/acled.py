"""ACLED's columns, out and in; its terms forbid passing its data on, so none stands here.

Source: the codebook's column names and values of 2024.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from geomap._files import write_whole
from geomap.layers.interchange.rows import Record, day, number, point, rows_out, span
from geomap.layers.reports import csv_cell
from geomap.layerset import LayerSet
from geomap.model import Category, Precision, Quantity, TimePrecision

__all__ = ["COLUMNS", "read_row", "write_acled"]

COLUMNS = tuple(
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type "
    "actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting "
    "iso region country admin1 admin2 admin3 location latitude longitude geo_precision "
    "source source_scale notes fatalities tags timestamp".split()
)
NEEDED = ("event_id_cnty", "event_date", "event_type", "latitude", "longitude")
"""Without these it is no table of ACLED's."""

_IN: Mapping[tuple[str, str], Category] = {
    ("battles", "government regains territory"): "occupation",
    ("battles", "non-state actor overtakes territory"): "occupation",
    ("battles", ""): "clash",
    ("protests", ""): "protest",
    ("riots", ""): "protest",
    ("riots", "mob violence"): "assault",
    ("explosions/remote violence", "air/drone strike"): "airstrike",
    ("explosions/remote violence", "shelling/artillery/missile attack"): "shelling",
    ("explosions/remote violence", ""): "explosion",
    ("violence against civilians", ""): "assault",
    ("strategic developments", "agreement"): "diplomacy",
    ("strategic developments", "headquarters or base established"): "deployment",
    ("strategic developments", "non-violent transfer of territory"): "occupation",
    ("strategic developments", ""): "other",
}
_OUT: Mapping[str, tuple[str, str, str]] = {
    "shelling": ("Political violence", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    "airstrike": ("Political violence", "Explosions/Remote violence", "Air/drone strike"),
    "explosion": ("Political violence", "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "clash": ("Political violence", "Battles", "Armed clash"),
    "assault": ("Political violence", "Violence against civilians", "Attack"),
    "occupation": ("Political violence", "Battles", "Non-state actor overtakes territory"),
    "protest": ("Demonstrations", "Protests", "Peaceful protest"),
    "diplomacy": ("Strategic developments", "Strategic developments", "Agreement"),
    "deployment": ("Strategic developments", "Strategic developments", "Headquarters or base established"),
}
_REST = ("Strategic developments", "Strategic developments", "Other")
_TIMES: Mapping[int, tuple[TimePrecision, int]] = {1: ("day", 0), 2: ("week", 6), 3: ("month", 29)}
_PLACES: Mapping[int, tuple[Precision, float]] = {
    1: ("settlement", 0),
    2: ("near", 20_000),
    3: ("region", 60_000),
}
_WEEK_LIKE, _MONTH_LIKE = frozenset({"week"}), frozenset({"month", "year"})


def read_row(row: Mapping[str, Any], zone: ZoneInfo) -> Record:
    """A row of ACLED's as a record; days are cut in ``zone``.

    Raises
    ------
    ValueError
        What is wrong with it.
    """
    if not row.get("event_id_cnty"):
        raise ValueError("event_id_cnty is empty")
    kind, sub = str(row.get("event_type") or "").lower(), str(row.get("sub_event_type") or "").lower()
    category = _IN.get((kind, sub)) or _IN.get((kind, "")) or "other"
    lon, lat = point(row)
    first = day(row.get("event_date"), "event_date")
    precision, more = _TIMES[_code(row, "time_precision")]
    where, radius = _PLACES[_code(row, "geo_precision")]
    deaths = number(row, "fatalities") if str(row.get("fatalities") or "").strip() else 0
    place = str(row.get("location") or row.get("admin1") or row.get("country") or "unnamed place")
    return Record(
        id=str(row["event_id_cnty"]),
        title=f"{row.get('sub_event_type') or row.get('event_type') or 'Event'}, {place}",
        category=category,
        lon=lon,
        lat=lat,
        place=place,
        precision=where,
        radius_m=radius,
        admin1=row.get("admin1") or None,
        time=span(first, first + dt.timedelta(days=more), zone, precision),
        actor=row.get("actor1") or None,
        publisher=row.get("source") or None,
        text=str(row.get("notes") or ""),
        figure=Quantity(minimum=deaths, unit="killed") if deaths else None,
    )


def _code(row: Mapping[str, Any], name: str) -> int:
    """1, 2 or 3; 1 where the field is empty."""
    text = str(row.get(name) or "1").strip()
    if text not in {"1", "2", "3"}:
        raise ValueError(f"{name} is {text!r}, must be 1, 2 or 3")
    return int(text)


def write_acled(layers: LayerSet, target: Path, quotes: str) -> tuple[Path, ...]:
    """All features as rows of ACLED's shape; areas and lines stand at a point inside them."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for _, row, shape in rows_out(layers, quotes):
        writer.writerow({name: csv_cell(value) for name, value in _row(row, shape).items()})
    write_whole(target, out.getvalue().encode())
    return (target,)


def _row(row: Mapping[str, Any], shape: Any) -> dict[str, Any]:
    disorder, kind, sub = _OUT.get(row["category"], _REST)
    inside = shape if shape.geom_type == "Point" else shape.representative_point()
    when = 2 if row["time_precision"] in _WEEK_LIKE else 3 if row["time_precision"] in _MONTH_LIKE else 1
    where = {"site": 1, "settlement": 1, "near": 2, "district": 2}.get(row["precision"], 3)
    deaths = row["quantity"] if row["quantity_unit"] in {"killed", "dead", "deaths", "fatalities"} else None
    return {
        "event_id_cnty": row["id"],
        "event_date": row["local_date"],
        "year": row["local_date"][:4],
        "time_precision": when,
        "disorder_type": disorder,
        "event_type": kind,
        "sub_event_type": sub,
        "actor1": row["attributed_to"],
        "country": row["country"],
        "admin1": row["admin1"],
        "location": row["place"],
        "latitude": round(inside.y, 5),
        "longitude": round(inside.x, 5),
        "geo_precision": where,
        "source": row["publisher"],
        "notes": row["quote"] or row["title"],
        "fatalities": f"{deaths:g}" if deaths is not None else 0,
        "tags": f"status={row['status']}",
    }
