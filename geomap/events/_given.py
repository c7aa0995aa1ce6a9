"""Reports of rows that say outright what happened: taken over as told, never guessed anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from geomap._ids import content_id, normalised
from geomap.model import Document, Given, Location, Post, Report, Time

__all__ = ["given_report"]

_SHORTEST = dt.timedelta(minutes=1)
_CALENDAR = frozenset({"day", "week", "month", "year"})


def given_report(
    document: Document, post: Post, given: Given, location: Location | None, read: Sequence[Report]
) -> Report:
    """The one report of ``post``.

    Parameters
    ----------
    given
        What the row says; each field of it that is not None stands.
    location
        Where the row was placed; None where its place is unknown.
    read
        What the sentences of the row tell by themselves, for what the row leaves open; may be empty.
    """
    told = read[0] if read else None
    block = next((b for b in post.blocks if b.kind != "heading"), None) or next(iter(post.blocks), None)
    start, end = (block.start, block.end) if block is not None else (post.start, post.end)
    quote = document.text[start:end]
    where = location or (told.location if told is not None and given.place is None else None)
    named = given.place or given.admin1 or given.country
    return Report(
        id=content_id("r", document.publisher, given.source_id or post.id, normalised(quote)),
        document=document.id,
        post=post.id,
        publisher=document.publisher,
        source_url=post.url or document.url,
        published=post.published,
        published_precision="day" if post.published_precision == "day" else None,
        heading=post.heading,
        char_start=start,
        char_end=end,
        quote=quote,
        category=given.category or (told.category if told is not None else "other"),
        location=where,
        unplaced_reason=None
        if where
        else f"no place of that name is known: {named}"
        if named
        else "no place told",
        time=_time(given, where) or (told.time if told is not None else None),
        claimant=given.claimant or (told.claimant if told is not None else None),
        stance=told.stance if told is not None else "asserts",
        change=told.change if told is not None else "happens",
        blamed=given.blamed or (told.blamed if told is not None else None),
        quantities=given.quantities or (told.quantities if told is not None else ()),
        force=told.force if told is not None else None,
        confidence=0.95 if given.lon is not None or given.geometry is not None else 0.8,
        reason=f"the row says so: {given.category_told or given.category or 'no category told'}",
    )


def _time(given: Given, location: Location | None) -> Time | None:
    if given.start is None:
        return None
    precision = given.time_precision or "day"
    start, end = given.start, given.end or given.start + _SHORTEST
    if precision in _CALENDAR:
        zone = ZoneInfo(location.timezone) if location is not None and location.timezone else dt.UTC
        start, end = (dt.datetime.combine(day.date(), dt.time(), zone) for day in (start, end))
    start, end = start.astimezone(dt.UTC), end.astimezone(dt.UTC)
    return Time(start=start, end=max(end, start + _SHORTEST), precision=precision)
