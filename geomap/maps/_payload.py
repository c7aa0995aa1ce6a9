"""What the page knows: a layer set as columns of JSON, small to send and quick to read."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, get_args
from zoneinfo import ZoneInfo

import shapely

from geomap._vlq import encode_lines
from geomap.layerset import GEOMETRY_TYPES, LAYER_NAMES, LayerSet
from geomap.maps._focus import Bounds, Weighted, first_view
from geomap.maps._outlines import AREA_SCALE, Outlines, looseness
from geomap.model import CATEGORIES, CATEGORY_GROUPS, Status

if TYPE_CHECKING:
    import geopandas as gpd

    from geomap.model import Report

__all__ = ["Payload", "minutes_of", "payload", "situation"]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_POINT_DECIMALS = 4
_ON_THE_GROUND = {"attack", "force", "infrastructure", "civil", "count"}
_PRECISION_WEIGHT = {"site": 1.0, "settlement": 1.0, "near": 1.0, "line": 0.6, "district": 0.6, "region": 0.3}
_TEXTS = ("title", "quote")
_SHORT = "attribution_status time_precision precision relation force".split()
_POOLED = (
    "attributed_to place country admin1 from_place to_place claimants denied_by quantity_unit quantities "
    "status_log edited_by"
).split()
_READ = {"id", "title", "confidence", "quantity_max", *_POOLED}
"""Columns that only a reader needs: the rest draws the first picture."""
_CATEGORY_NUMBERS = {category: number for number, category in enumerate(CATEGORIES)}
_OTHER = _CATEGORY_NUMBERS["other"]
_STATUS_NUMBERS: dict[str, int] = {status: number for number, status in enumerate(get_args(Status))}
_TIMES = ("start", "end", "last_seen", "reported_first")


class _Pool:
    """Texts told once, referred to by number; 0 is none."""

    def __init__(self) -> None:
        self.texts: list[str | None] = [None]
        self._numbers: dict[str, int] = {}

    def number(self, value: Any) -> int:
        if value is None or value != value or value == "":  # noqa: PLR0124  NaN is the one that differs from itself
            return 0
        text = str(value)
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return number


def situation(layers: LayerSet) -> tuple[Bounds, list[tuple[float, float]]]:
    """Bounds of the first view, and (lon, lat) of all that is on the map."""
    weighted: list[Weighted] = []
    for name in LAYER_NAMES:
        frame = layers.frames[name]
        if not len(frame):
            continue
        bounds = shapely.bounds(frame.geometry.to_numpy())
        columns = zip(
            bounds.tolist(), frame["category"], frame["precision"], frame["background"], strict=True
        )
        for (west, south, east, north), category, precision, background in columns:
            if math.isnan(west):
                continue
            ground = CATEGORY_GROUPS.get(category, "other") in _ON_THE_GROUND and background is not True
            weight = _PRECISION_WEIGHT.get(precision, 0.05) * (1.0 if ground else 0.02)
            weighted.append(((west + east) / 2, (south + north) / 2, weight))
    return layers.focus or first_view(weighted), [(lon, lat) for lon, lat, _ in weighted]


class Payload(NamedTuple):
    """The page's data as plain values, ready for JSON.

    Attributes
    ----------
    drawn
        What the first picture needs.
    told
        What is read when someone reads: most of the page, which the browser may still load while it draws.
    """

    drawn: dict[str, Any]
    told: dict[str, Any]


def payload(layers: LayerSet, view: Bounds) -> Payload:
    """What the page knows of ``layers``; its map opens on ``view``."""
    pool, words = _Pool(), _Pool()
    base = _whole_minutes(dt.datetime.combine(layers.since, dt.time(), ZoneInfo(layers.timezone)))
    items = _Columns()
    outlines = Outlines(layers.areas)
    for number, name in enumerate(LAYER_NAMES):
        _add_layer(number, layers.frames[name], items, outlines, pool, words)
    items.sort(_newest_first(items.columns))
    reports = _Reports(pool, ZoneInfo(layers.timezone))
    _add_reports(items, layers.reports, reports)
    columns = items.packed(base, _TIMES)
    drawn = {
        "title": layers.title,
        "timezone": layers.timezone,
        "since": layers.since.isoformat(),
        "until": layers.until.isoformat(),
        "days": _midnights(layers),
        "stale": round(layers.stale_h * 60),
        "worldview": layers.worldview,
        "credits": list(layers.credits),
        "view": view,
        "layers": list(LAYER_NAMES),
        "categories": {category: CATEGORY_GROUPS[category] for category in CATEGORIES},
        "scale": AREA_SCALE,
        "count": len(items.columns.get("id", ())),
        "base": base,
        "items": {name: column for name, column in columns.items() if name not in _READ},
        "words": words.texts,
        "outlines": outlines.streams,
    }
    told = {
        "items": {name: column for name, column in columns.items() if name in _READ},
        "reports": reports.packed(base, ("published",)),
        "unplaced": [[row.kind, row.what, row.why, row.quote] for row in layers.unplaced],
        "sources": [
            [row.publisher, row.title, row.url, minutes_of(row.published), list(row.notes)]
            for row in layers.sources
        ],
        "texts": pool.texts,
    }
    return Payload(drawn, told)


class _Columns:
    def __init__(self) -> None:
        self.columns: dict[str, list[Any]] = {}

    def extend(self, name: str, values: Iterable[Any]) -> None:
        self.columns.setdefault(name, []).extend(values)

    def sort(self, order: Sequence[int]) -> None:
        for name, values in self.columns.items():
            self.columns[name] = [values[row] for row in order]

    def packed(self, base: int, times: Collection[str]) -> dict[str, Any]:
        """The columns: one value where all rows say the same, times counted from ``base``."""
        for name in times:
            self.columns[name] = [
                None if value is None else value - base for value in self.columns.get(name, ())
            ]
        return {
            name: {"all": values[0]} if len(values) > 1 and values.count(values[0]) == len(values) else values
            for name, values in self.columns.items()
        }


class _Reports(_Columns):
    """One row a report; rows of an event stand together."""

    def __init__(self, pool: _Pool, zone: ZoneInfo) -> None:
        super().__init__()
        self._pool = pool
        self._zone = zone
        self.columns = {
            name: []
            for name in (
                "quote publisher url published day heading claimant stance blamed place how time".split()
            )
        }

    def add(self, rows: Sequence[Report]) -> int:
        pool, columns = self._pool.number, self.columns
        for row in rows:
            columns["quote"].append(row.quote)
            columns["publisher"].append(pool(row.publisher))
            columns["url"].append(pool(_safe_url(row.source_url)))
            day = row.published_precision == "day"
            columns["published"].append(self._noon(row.published) if day else minutes_of(row.published))
            columns["day"].append(1 if day else 0)
            columns["heading"].append(pool(row.heading))
            columns["claimant"].append(pool(row.claimant))
            columns["stance"].append(pool(row.stance))
            columns["blamed"].append(pool(row.blamed))
            columns["place"].append(pool(row.location.name if row.location else None))
            columns["how"].append(pool(row.location.how if row.location else row.unplaced_reason))
            columns["time"].append(pool(row.time.words if row.time else None))
        return len(rows)

    def _noon(self, published: dt.datetime | None) -> int | None:
        """Noon in the map's zone of the day that is all the source gave."""
        if published is None:
            return None
        return _whole_minutes(dt.datetime.combine(published.date(), dt.time(12), self._zone))

    def add_flat(self, row: Mapping[str, Any]) -> int:
        pool, columns = self._pool.number, self.columns
        columns["quote"].append(_text(row.get("quote")) or "")
        columns["publisher"].append(pool(row.get("publisher")))
        columns["url"].append(pool(_safe_url(_text(row.get("source_url")))))
        columns["published"].append(minutes_of(row.get("published")))
        columns["day"].append(0)
        columns["heading"].append(pool(row.get("post")))
        for name in "claimant stance blamed place how time".split():
            columns[name].append(0)
        return 1


def _add_layer(  # noqa: PLR0917  what a layer's rows refer to
    number: int, frame: gpd.GeoDataFrame, items: _Columns, outlines: Outlines, pool: _Pool, words: _Pool
) -> None:
    """Add the rows of one layer to ``items``; what they refer to goes to the others."""
    count = len(frame)
    if not count:
        return
    columns = {name: frame[name].tolist() for name in frame.columns if name != frame.geometry.name}
    columns["status_log"] = [
        log
        if isinstance(log, str) and ";" in log
        else None  # one entry says no more than first report and status
        for log in columns["status_log"]
    ]
    items.extend("layer", [number] * count)
    items.extend("id", columns["id"])
    items.extend("category", [_CATEGORY_NUMBERS.get(value, _OTHER) for value in columns["category"]])
    items.extend("status", [_STATUS_NUMBERS.get(value, 0) for value in columns["status"]])
    for name in _SHORT:
        items.extend(name, [words.number(value) for value in columns[name]])
    for name in _POOLED:
        items.extend(name, [pool.number(value) for value in columns[name]])
    open_ended = [value is True or value == 1 for value in columns["open_ended"]]
    for name in _TIMES:
        values = [minutes_of(value) for value in columns[name]]
        if name == "end":
            values = [None if still else value for value, still in zip(values, open_ended, strict=True)]
        items.extend(name, values)
    items.extend("background", [1 if value is True or value == 1 else 0 for value in columns["background"]])
    items.extend("confidence", [_number(value, 2) for value in columns["confidence"]])
    items.extend("radius_m", [_number(value, 0) for value in columns["radius_m"]])
    items.extend("quantity", [_number(value, 2) for value in columns["quantity"]])
    items.extend("quantity_max", [_number(value, 2) for value in columns["quantity_max"]])
    flat = ("quote", "publisher", "source_url", "published", "post", "title")
    rows = zip(*(columns[name] for name in flat), strict=True)
    items.extend("own", [dict(zip(flat, row, strict=True)) for row in rows])
    _add_shapes(GEOMETRY_TYPES[LAYER_NAMES[number]], frame, items, outlines)


def _newest_first(columns: Mapping[str, Sequence[Any]]) -> list[int]:
    """Rows by start, the latest first, then by first report; those without a date last, else as they came."""
    starts, firsts = columns.get("start", ()), columns.get("reported_first", ())

    def late(row: int) -> tuple[float, float]:
        start, first = starts[row], firsts[row]
        return (math.inf if start is None else -start, math.inf if first is None else -first)

    return sorted(range(len(starts)), key=late)


def _add_reports(items: _Columns, told: Mapping[str, tuple[Report, ...]], reports: _Reports) -> None:
    """Add what each row of ``items`` was told in (its own quote where no report is known) and its title."""
    counts: list[int] = []
    titles: list[str | int] = []
    columns = items.columns
    for event, flat in zip(columns.get("id", ()), columns.pop("own", ()), strict=True):
        first = len(reports.columns["quote"])
        rows = told.get(event)
        counts.append(reports.add(rows) if rows else reports.add_flat(flat))
        titles.append(_title(_text(flat["title"]) or "", reports.columns["quote"][first]))
    columns["reports"] = counts
    columns["title"] = titles


def _add_shapes(kind: str, frame: gpd.GeoDataFrame, items: _Columns, outlines: Outlines) -> None:
    shapes = frame.geometry.to_numpy()
    if kind == "MultiPolygon":
        names = zip(frame["place_id"], frame["place"], strict=True)
        numbers = [outlines.number(*pair) for pair in zip(shapes, names, strict=True)]
        items.extend("lon", [outlines.spots[number][0] for number in numbers])
        items.extend("lat", [outlines.spots[number][1] for number in numbers])
        items.extend("outline", numbers)
        items.extend("line", [0] * len(shapes))
        rows = zip(shapes, frame["relation"], frame["radius_m"], frame["admin1"], strict=True)
        items.extend("loose", [looseness(*row) for row in rows])
        return
    items.extend("loose", [0] * len(shapes))
    if kind == "LineString":
        middles = shapely.line_interpolate_point(shapes, 0.5, normalized=True)
        items.extend("line", [encode_lines([list(shape.coords)], 1000) for shape in shapes])
    else:
        middles = shapes
        items.extend("line", [0] * len(shapes))
    items.extend("lon", [round(x, _POINT_DECIMALS) for x in shapely.get_x(middles).tolist()])
    items.extend("lat", [round(y, _POINT_DECIMALS) for y in shapely.get_y(middles).tolist()])
    items.extend("outline", [-1] * len(shapes))


def _midnights(layers: LayerSet) -> list[int]:
    """UTC minutes of each midnight of the period in the map's zone, the one after its last day included."""
    zone = ZoneInfo(layers.timezone)
    days = (layers.until - layers.since).days + 1
    return [
        _whole_minutes(dt.datetime.combine(layers.since + dt.timedelta(days=day), dt.time(), zone))
        for day in range(days + 1)
    ]


def minutes_of(value: Any) -> int | None:
    """Minutes since 1970 of a datetime or an ISO 8601 text with its zone; None where there is none."""
    if value is None or value == "" or value != value:  # noqa: PLR0124  NaN and NaT differ from themselves
        return None
    moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return _whole_minutes(moment)


def _whole_minutes(moment: dt.datetime) -> int:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return int((moment - _EPOCH).total_seconds() // 60)


def _number(value: Any, decimals: int) -> float | int | None:
    if value is None or value != value:  # noqa: PLR0124  NaN
        return None
    rounded = round(float(value), decimals)
    return int(rounded) if rounded == int(rounded) else rounded


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _title(title: str, quote: str) -> str | int:
    """The title, or how many UTF-16 units of its first report's quote it is."""
    return len(title.encode("utf-16-le", "replace")) // 2 if title and quote.startswith(title) else title


def _safe_url(url: str | None) -> str | None:
    """``url`` if a reader may follow it: http or https, nothing else."""
    return url if url is not None and url.lower().startswith(("http://", "https://")) else None
