"""UCDP GED's columns, in.

Source: the columns and precision codes of the UCDP Georeferenced Event Dataset's codebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from geomap.layers.interchange.rows import Record, day, number, point, span
from geomap.model import Precision, Quantity, TimePrecision

__all__ = ["NEEDED", "read_row"]

NEEDED = ("id", "date_start", "date_end", "latitude", "longitude", "where_prec")
"""Without these it is no table of UCDP's."""

_TIMES: Mapping[str, TimePrecision] = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}
_PLACES: Mapping[str, tuple[Precision, float]] = {
    "1": ("settlement", 0.0),
    "2": ("near", 25_000.0),
    "3": ("district", 20_000.0),
    "4": ("region", 80_000.0),
    "5": ("region", 80_000.0),
    "6": ("country", 250_000.0),
    "7": ("region", 80_000.0),
}


def read_row(row: Mapping[str, Any], zone: ZoneInfo) -> Record:
    """A row of UCDP's as a record; days are cut in ``zone``.

    Raises
    ------
    ValueError
        What is wrong with it.
    """
    if not str(row.get("id") or "").strip():
        raise ValueError("id is empty")
    lon, lat = point(row)
    where = str(row.get("where_prec") or "").strip()
    when = str(row.get("date_prec") or "1").strip()
    if where not in _PLACES:
        raise ValueError(f"where_prec is {where!r}, must be 1 to 7")
    if when not in _TIMES:
        raise ValueError(f"date_prec is {when!r}, must be 1 to 5")
    precision, radius = _PLACES[where]
    sides = [str(row[name]) for name in ("side_a", "side_b") if row.get(name)]
    place = str(row.get("where_coordinates") or row.get("adm_1") or row.get("country") or "unnamed place")
    return Record(
        id=f"ucdp-{row['id']}",
        title=f"{' against '.join(sides) or 'Violence'}, {place}",
        category="assault" if str(row.get("type_of_violence")) == "3" else "clash",
        lon=lon,
        lat=lat,
        place=place,
        precision=precision,
        radius_m=radius,
        admin1=row.get("adm_1") or None,
        time=span(
            day(row.get("date_start"), "date_start"), day(row.get("date_end"), "date_end"), zone, _TIMES[when]
        ),
        actor=sides[0] if sides else None,
        publisher=row.get("source_office") or None,
        text=str(row.get("source_headline") or ""),
        figure=_deaths(row),
    )


def _deaths(row: Mapping[str, Any]) -> Quantity | None:
    """The best estimate where low and high agree with it, else the range."""
    told = {name: number(row, name) for name in ("low", "best", "high") if str(row.get(name) or "").strip()}
    if not told or not max(told.values()):
        return None
    return Quantity(minimum=min(told.values()), maximum=max(told.values()), unit="killed")
