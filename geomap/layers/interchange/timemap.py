"""TimeMap's three files (events, associations, sources), out and in.

Source: the data model of Forensic Architecture's TimeMap: every value is text, an event has no end.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from geomap._files import write_whole
from geomap._ids import content_id
from geomap._speech import why
from geomap.errors import InputError
from geomap.layers.interchange.rows import Record, day, point, reading_of, rows_out, span
from geomap.layers.read import Reading
from geomap.layerset import LayerSet
from geomap.model import CATEGORIES, CATEGORY_GROUPS, Category, Time

__all__ = ["is_timemap", "read_timemap", "write_timemap"]

_FILES = ("events.json", "associations.json", "sources.json")


def is_timemap(folder: Path) -> bool:
    """Whether ``folder`` holds TimeMap's files and no layers."""
    return (folder / "events.json").is_file() and not (folder / "events.geojson").exists()


def write_timemap(layers: LayerSet, target: Path, quotes: str) -> tuple[Path, ...]:
    """The three files in folder ``target``; categories are filters, publishers' pages are sources."""
    zone = ZoneInfo(layers.timezone)
    events: list[dict[str, Any]] = []
    sources: dict[str, dict[str, Any]] = {}
    used: set[str] = set()
    for _, row, shape in rows_out(layers, quotes):
        inside = shape if shape.geom_type == "Point" else shape.representative_point()
        source = content_id("s", row["publisher"], row["source_url"])
        sources[source] = {
            "id": source,
            "title": row["publisher"] or "",
            "paths": [],
            "type": "Text",
            "url": row["source_url"] or "",
            "description": "",
            "date": (row["published"] or "")[:10],
        }
        used.add(row["category"])
        begin = dt.datetime.fromisoformat(row["start"]).astimezone(zone)
        events.append(
            {
                "id": row["id"],
                "description": row["quote"] or row["title"],
                "date": f"{begin:%Y-%m-%d}",
                "time": f"{begin:%H:%M}" if row["local_time"] else "",
                "location": row["place"] or "",
                "latitude": f"{inside.y:.5f}",
                "longitude": f"{inside.x:.5f}",
                "type": row["status"],
                "category": CATEGORY_GROUPS.get(row["category"], "other"),
                "category_full": row["category"],
                "associations": [row["category"]],
                "sources": [source],
                "comments": row["title"],
            }
        )
    associations = [
        {"id": name, "title": name, "mode": "FILTER", "filter_paths": [CATEGORY_GROUPS[name], name]}
        for name in CATEGORIES
        if name in used
    ]
    contents: tuple[Any, ...] = (events, associations, sources)
    for name, content in zip(_FILES, contents, strict=True):
        text = json.dumps(content, ensure_ascii=False, indent=1)
        write_whole(target / name, (text + "\n").encode())
    return tuple(target / name for name in _FILES)


def read_timemap(folder: Path, *, timezone: str) -> Reading:
    """Layers of a folder of TimeMap's files; bad rows are named by their number, good ones kept.

    Raises
    ------
    InputError
        A file is no JSON of TimeMap's.
    """
    events = _load(folder / "events.json", list)
    sources = _load(folder / "sources.json", dict) if (folder / "sources.json").exists() else {}
    read = partial(_record, sources=sources, zone=ZoneInfo(timezone))
    return reading_of(events, read, name="events.json", timezone=timezone)


def _load(path: Path, wanted: type) -> Any:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {why(error)}") from error
    if isinstance(value, wanted):
        return value
    raise InputError(f"{path}: is no {wanted.__name__} of TimeMap's")


def _record(row: Mapping[str, Any], *, sources: Mapping[str, Any], zone: ZoneInfo) -> Record:
    if not isinstance(row, Mapping):
        raise ValueError("is no event")  # noqa: TRY004  a bad row like any other
    if not row.get("id"):
        raise ValueError("id is empty")
    lon, lat = point(row)
    told = str(row.get("category_full") or row.get("category") or "").lower().replace(" ", "_")
    category: Category = next((name for name in CATEGORIES if name == told), "other")
    place = str(row.get("location") or "unnamed place")
    cited = [sources[number] for number in row.get("sources") or () if number in sources]
    return Record(
        id=str(row["id"]),
        title=str(row.get("comments") or "") or f"{category.replace('_', ' ')}, {place}",
        category=category,
        lon=lon,
        lat=lat,
        place=place,
        precision="settlement",
        time=_time(row, zone),
        publisher=(cited[0].get("title") or None) if cited else None,
        text=str(row.get("description") or ""),
    )


def _time(row: Mapping[str, Any], zone: ZoneInfo) -> Time:
    """The minute told, as TimeMap knows no end; the whole day where no clock time is told."""
    date = day(row.get("date"), "date")
    clock = str(row.get("time") or "").strip()
    if not clock:
        return span(date, date, zone, "day")
    try:
        at = dt.datetime.combine(date, dt.time.fromisoformat(clock), zone).astimezone(dt.UTC)
    except ValueError:
        raise ValueError(f"time is no clock time: {clock!r}") from None
    return Time(start=at, end=at + dt.timedelta(minutes=1), precision="minute")
