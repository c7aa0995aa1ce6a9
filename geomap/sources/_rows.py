"""Rows of a table as posts that say outright where, when and what."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geomap.errors import InputError
from geomap.model import Category, Given, Precision, Quantity, TimePrecision
from geomap.sources._categories import category_of
from geomap.sources._cells import DateOrder, count_of, degrees_of, iso_date, order_of
from geomap.sources._columns import Columns
from geomap.sources._draft import Draft, DraftPost, NotATableError, TextBuilder
from geomap.sources._publisher import publisher_of_url
from geomap.sources._times import UNZONED, When, day, read_stamp, read_when
from geomap.sources._zones import Zone, zone_named

__all__ = ["Row", "drafts_of_rows"]

Row = tuple[int, Mapping[str, Any]]
"""A row's number in its file and its cells by column; ``geometry`` may hold a GeoJSON geometry's Given."""

_CHUNK = 5000
"""Rows a document: a table of any length is read in pieces of this size."""
_MAX_BAD = 20
_GEO_PRECISION: Mapping[str, Mapping[str, tuple[Precision, float | None]]] = {
    "ACLED": {"1": ("settlement", None), "2": ("near", 25_000.0), "3": ("region", None)},
    "UCDP GED": {
        "1": ("settlement", None), "2": ("near", 25_000.0), "3": ("district", None), "4": ("region", None),
        "5": ("near", 50_000.0), "6": ("country", None),
    },
}  # fmt: skip
_TIME_PRECISION: Mapping[str, Mapping[str, TimePrecision]] = {
    "ACLED": {"1": "day", "2": "week", "3": "month"},
    "UCDP GED": {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"},
}
_DAYS: Mapping[TimePrecision, int] = {"day": 1, "week": 7, "month": 30, "year": 365}
_UNSURE = (
    "dates such as 03/04/2021 were read day first: no date tells; date_order in the table's TOML decides"
)
_UNZONED = "clocks were read as UTC: nothing tells their zone; timezone in the table's TOML does"
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_NUMBER = r"-?\d{1,3}(?:[.,]\d+)?"
_ACTORS = ("ACLED", "UCDP GED")
"""Shapes whose first actor is a side, not always the one that did it."""
_MUTUAL = frozenset({"clash", "protest", "diplomacy"})
_DATED = ("date", "end", "published")
_PAIR = re.compile(rf"\(?\s*({_NUMBER})\s*[,;\s]\s*({_NUMBER})\s*\)?")
_WKT = re.compile(rf"POINT\s*Z?\s*\(\s*({_NUMBER})\s+({_NUMBER})", re.IGNORECASE)


def drafts_of_rows(
    rows: Iterable[Row], columns: Columns, date: dt.date | None, title: str, format_: str
) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield a draft for every few thousand rows, and the rows that cannot be used, up to twenty.

    Raises
    ------
    NotATableError
        No column tells where anything was, or what: this is no table of events.
    """
    if not columns.usable:
        known = columns.told() or "none"
        raise NotATableError(
            f"a table without columns for a place and for a date or a text: known of its columns are {known}"
            "; a TOML beside it can name the others"
        )
    reader = _Reader(columns, date)
    chunk: list[tuple[int, Mapping[str, Any]]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield from reader.draft(chunk, title, format_)
            chunk = []
    if chunk:
        yield from reader.draft(chunk, title, format_)
    what = "feature" if format_ in ("geojson", "gpkg") else "row"
    for number, why in reader.refused[:_MAX_BAD]:
        yield "", InputError(f"{what} {number}: {why}")
    if len(reader.refused) > _MAX_BAD:
        yield "", InputError(f"{len(reader.refused) - _MAX_BAD} more {what}s that cannot be used")
    if reader.read == 0 and not reader.refused:
        raise InputError("a table without rows")


class _Reader:
    """Reads rows of one table."""

    def __init__(self, columns: Columns, date: dt.date | None) -> None:
        self._columns = columns
        self._date = date
        zone = columns.settings.get("timezone")
        self._zone = (zone_named(zone) or Zone(zone)) if zone else None
        told = columns.settings.get("date_order")
        self._order: DateOrder | None = "mdy" if told == "mdy" else "dmy" if told == "dmy" else None
        self._unsure = self._unzoned = False
        self.refused: list[tuple[int, str]] = []
        self.read = 0

    def draft(self, chunk: list[Row], title: str, format_: str) -> Iterator[tuple[str, Draft]]:
        builder = TextBuilder()
        posts = []
        self._order = self._order or order_of(self._cell(row, name) for _, row in chunk for name in _DATED)
        for number, cells in chunk:
            try:
                post = self._post(builder, cells)
            except ValueError as error:
                self.refused.append((number, str(error)))
                continue
            if post is not None:
                posts.append(post)
        self.read += len(posts)
        if not posts:
            return
        first, last = chunk[0][0], chunk[-1][0]
        whole = len(chunk) < _CHUNK and self.read == len(posts)
        url = self._columns.settings.get("url")
        shape = f"{self._columns.shape} table" if self._columns.shape else "a table of events"
        draft = Draft(
            text=builder.text, posts=posts, format=format_, url=url if whole else None,
            title=title if whole else f"{title}, rows {first} to {last}",
            publisher=self._columns.settings.get("publisher") or (publisher_of_url(url) if url else None),
            timezone=self._zone.name if self._zone else None,
            reason=f"{shape}: {self._columns.told()}"[:400], notes=self._notes(),
        )  # fmt: skip
        yield "" if whole else f":{first}-{last}", draft

    def _notes(self) -> list[str]:
        """What a person should know of how the rows were read so far."""
        return [note for note, so in ((_UNSURE, self._unsure), (_UNZONED, self._unzoned)) if so]

    def _cell(self, cells: Mapping[str, Any], name: str) -> str:
        column = self._columns.by_field.get(name)
        value = cells.get(column) if column else None
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return ""
        if isinstance(value, dt.datetime | dt.date):
            return value.isoformat()
        return " ".join(str(value).split())

    def _post(self, builder: TextBuilder, cells: Mapping[str, Any]) -> DraftPost | None:
        given = self._given(cells)
        heading = self._cell(cells, "heading") or None
        text = self._cell(cells, "text") or (None if heading else self._summary(given))
        if text is None and heading is None:
            return None
        blocks = [builder.add("heading", heading) if heading else None, builder.add("paragraph", text or "")]
        told = [block for block in blocks if block is not None]
        url = self._cell(cells, "url")
        published = self._published(cells, given)
        return DraftPost(
            start=told[0].start, end=told[-1].end, heading=heading, blocks=told, when=published,
            # Rows of texts with a time say nothing outright: they are mined as any post.
            given=given if self._columns.placed else None,
            url=url if url.startswith(("http://", "https://")) else None,
        )  # fmt: skip

    def _summary(self, given: Given) -> str | None:
        """A sentence for a row that has none of its own."""
        words = [given.category_told, given.place, given.admin1, given.country]
        if not any(words) and given.lat is not None and given.lon is not None:
            words = [f"{given.lat:g}", f"{given.lon:g}"]
        return ", ".join(word for word in words if word) or None

    def _published(self, cells: Mapping[str, Any], given: Given) -> When | None:
        when = self._time(self._cell(cells, "published"))
        if when is not None:
            return when
        if given.start is None:
            return day(self._date) if self._date else None
        return When(given.start, "minute") if given.time_precision == "minute" else day(given.start.date())

    def _given(self, cells: Mapping[str, Any]) -> Given:
        lon, lat = self._point(cells)
        start, end, precision = self._span(cells)
        shape = self._columns.shape or ""
        where = _GEO_PRECISION.get(shape, {}).get(self._cell(cells, "geo_precision"), (None, None))
        told = self._cell(cells, "category") or None
        category = category_of(told, self._columns.categories) if told else None
        own = cells.get("geometry")
        if isinstance(own, ValueError):
            raise own
        return Given(
            lon=lon, lat=lat, geometry=own.geometry if isinstance(own, Given) else None,
            place=self._cell(cells, "place") or None, admin1=self._cell(cells, "admin1") or None,
            country=self._cell(cells, "country") or None, precision=where[0], radius_m=where[1],
            category=category, category_told=told,
            start=start, end=end, time_precision=precision, claimant=self._cell(cells, "claimant") or None,
            blamed=self._blamed(cells, category), quantities=self._quantities(cells),
            source_id=self._cell(cells, "id") or None,
        )  # fmt: skip

    def _blamed(self, cells: Mapping[str, Any], category: Category | None) -> str | None:
        """Who did it: of a table's two actors neither alone clashed, and marchers are not to blame."""
        if self._columns.shape in _ACTORS and category in _MUTUAL:
            return None
        return self._cell(cells, "blamed") or None

    def _quantities(self, cells: Mapping[str, Any]) -> tuple[Quantity, ...]:
        found = []
        for name, unit in (("killed", "people killed"), ("injured", "people injured")):
            words = self._cell(cells, name)
            told = count_of(words)
            if told is not None and told[1] != 0:
                found.append(Quantity(minimum=told[0], maximum=told[1], unit=unit, words=words))
        words = self._cell(cells, "magnitude")
        if re.fullmatch(r"\d{1,2}(?:[.,]\d+)?", words):
            size = float(words.replace(",", "."))
            found.append(Quantity(minimum=size, maximum=size, unit="magnitude", words=words))
        return tuple(found)

    def _point(self, cells: Mapping[str, Any]) -> tuple[float | None, float | None]:
        own = cells.get("geometry")
        if isinstance(own, Given) and own.lon is not None:
            return own.lon, own.lat
        lat, lon = self._cell(cells, "lat"), self._cell(cells, "lon")
        pair = self._cell(cells, "coordinates")
        if not (lat and lon) and pair:
            wkt, match = _WKT.search(pair), _PAIR.fullmatch(pair)
            if wkt:
                lon, lat = wkt[1], wkt[2]
            elif match:
                lat, lon = match[1], match[2]
        if not lat or not lon:
            return None, None
        return degrees_of(lon, 180, "longitude"), degrees_of(lat, 90, "latitude")

    def _span(
        self, cells: Mapping[str, Any]
    ) -> tuple[dt.datetime | None, dt.datetime | None, TimePrecision | None]:
        words, clock = self._cell(cells, "date"), self._cell(cells, "time")
        if not words and self._time(clock) is not None:
            # A column 'time' that tells the day, too.
            words, clock = clock, ""
        start = self._time(words)
        if words and start is None:
            raise ValueError(f"no date: {words[:40]!r}")
        if start is None:
            return None, None, None
        if clock and start.precision == "day":
            start = self._clocked(start, clock) or start
        if start.precision == "minute":
            begin = start.moment.astimezone(dt.UTC)
            return begin, begin + dt.timedelta(minutes=1), "minute"
        told = self._cell(cells, "time_precision")
        precision = _TIME_PRECISION.get(self._columns.shape or "", {}).get(told, "day")
        return self._days(cells, start, precision)

    def _days(
        self, cells: Mapping[str, Any], start: When, precision: TimePrecision
    ) -> tuple[dt.datetime, dt.datetime, TimePrecision]:
        begin = dt.datetime.combine(start.moment.date(), dt.time(), tzinfo=dt.UTC)
        last = self._time(self._cell(cells, "end"))
        try:
            end = begin + dt.timedelta(days=_DAYS[precision])
            if last is not None and last.moment >= begin:
                final = dt.datetime.combine(last.moment.date(), dt.time(), tzinfo=dt.UTC)
                end = final + dt.timedelta(days=1)
        except OverflowError:
            raise ValueError(f"a date beyond all calendars: {begin.date()}") from None
        return begin, end, precision

    def _clocked(self, date: When, clock: str) -> When | None:
        clock = re.sub(r"^(\d{1,2})(\d\d)$", r"\1:\2", clock)
        stamp = read_stamp(clock, whole=True)
        if stamp is None or stamp.clock is None:
            return None
        zone = stamp.zone or self._zone or Zone(None)
        self._unzoned = self._unzoned or (zone.name is None and zone.offset is None)
        return When(zone.at(date.moment.date(), stamp.clock), "minute")

    def _time(self, words: str) -> When | None:
        """A cell's time: ISO, written, Excel's day number, or day and month in the order told."""
        if not words:
            return None
        if re.fullmatch(r"[3-6]\d{4}(?:\.\d+)?", words):
            return day(_EXCEL_EPOCH + dt.timedelta(days=int(float(words))))
        words, unsure = iso_date(words, self._order or "dmy")
        self._unsure = self._unsure or (unsure and self._order is None)
        when = read_when(re.sub(r"(?<=\d) 00:00:00$|T00:00:00$", "", words))
        bare = when is not None and when.precision == "minute" and when.moment.tzinfo is UNZONED
        self._unzoned = self._unzoned or (bare and self._zone is None)
        if (
            when is None
            or self._zone is None
            or when.precision == "day"
            or re.search(r"[zZ]$|[+-]\d\d:?\d\d$", words)
        ):
            return when
        return When(self._zone.at(when.moment.date(), when.moment.time()), "minute")
