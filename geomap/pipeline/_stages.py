"""One function a stage, each after the ones before it.

Each function opens the packaged gazetteer when it is given none, and imports a stage when it is called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from geomap.errors import InputError, MissingDataError
from geomap.layerset import LayerSet, Unplaced
from geomap.settings import Settings

if TYPE_CHECKING:
    import folium

    from geomap.gazetteer import Gazetteer
    from geomap.model import Claim, Document, Event, Location, Mention, PlaceLookup, Report

__all__ = [
    "Found",
    "Merged",
    "build_gazetteer",
    "build_map",
    "check",
    "find_events",
    "find_places",
    "locate",
    "make_layers",
    "merge",
    "open_gazetteer",
    "read",
    "read_reports",
]


def open_gazetteer(settings: Settings | None = None, overlays: Sequence[Path] = ()) -> Gazetteer:
    """The packaged gazetteer under the settings' worldview, rows of ``overlays`` winning over its own.

    Raises
    ------
    MissingDataError
        The index was not built or is damaged.
    InputError
        An overlay cannot be used.
    """
    from geomap.gazetteer import Gazetteer  # noqa: PLC0415  stages are imported when used

    settings = settings or Settings()
    return Gazetteer.open(overlays=tuple(overlays), worldview=settings.worldview)


def build_gazetteer(out: Path | None = None) -> Mapping[str, int]:
    """Compile the gazetteer's index from its inputs into ``out`` (the package when None): bytes by file.

    Raises
    ------
    MissingDataError
        The inputs are not there: only a source tree that `make` has set up holds them.
    """
    try:
        from geomap.gazetteer.build import build as compile_all  # noqa: PLC0415  heavy
    except ModuleNotFoundError as error:
        raise MissingDataError(
            f"the gazetteer is built in a source tree only: {error.name} is missing; run `make setup` there"
        ) from error
    return compile_all() if out is None else compile_all(out=out)


def read(path: str | Path, *, date: dt.date | None = None, format: str | None = None) -> tuple[Document, ...]:  # noqa: A002
    """The documents in a file, a folder or ('-') standard input.

    Parameters
    ----------
    path
        What to read.
    date
        Day of posts that carry no date; None leaves them without.
    format
        Read as this format instead of recognising it.

    Raises
    ------
    InputError
        It cannot be read; the message names file and place.
    """
    from geomap import sources  # noqa: PLC0415

    return sources.read(path, date=date, format=format)


def find_places(text: str, *, gazetteer: PlaceLookup | None = None) -> tuple[Mention, ...]:
    """Places named in ``text``, in order; offsets count in that very text. Empty when none is named."""
    from geomap import places  # noqa: PLC0415

    return places.find_places(text, gazetteer or open_gazetteer())


def locate(text: str, *, gazetteer: PlaceLookup | None = None) -> Location:
    """Where one expression lies: 'Valuyki', '16 km north-east of Luhansk', '50.2N 38.1E'.

    Raises
    ------
    PlaceNotFoundError
        It names no known place.
    """
    from geomap import places  # noqa: PLC0415

    return places.locate(text, gazetteer or open_gazetteer())


def check(document: Document, *, gazetteer: PlaceLookup | None = None) -> tuple[Claim, ...]:
    """Every spatial claim of a document held against the map; empty when it makes none."""
    from geomap import places  # noqa: PLC0415

    lookup = gazetteer or open_gazetteer()
    return places.check(document, places.find_mentions(document, lookup), lookup)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a document tells: its reports, and the places named in it that nobody could place."""

    reports: tuple[Report, ...]
    unplaced: tuple[Unplaced, ...]


def read_reports(documents: Iterable[Document], lookup: PlaceLookup, settings: Settings) -> Iterator[Found]:
    """Yield what each document tells, in order, as it is read."""
    from geomap import events, places  # noqa: PLC0415

    for document in map(_minable, documents):
        mentions = places.find_mentions(document, lookup, min_confidence=settings.min_confidence)
        yield Found(
            reports=events.find_reports(
                document,
                mentions,
                placed=places.row_locations(document, lookup),
                since=settings.since,
                until=settings.until,
            ),
            unplaced=tuple(
                Unplaced(
                    kind="mention",
                    what=mention.surface,
                    why=mention.reason,
                    document=document.id,
                    char_start=mention.start,
                    char_end=mention.end,
                    quote=None,
                )
                for mention in mentions
                if mention.literal and mention.location is None
            ),
        )


def _minable(document: Document) -> Document:
    """``document`` without the posts that would have to be understood in another language than English.

    Rows of a table that say outright where and when are taken over in any language.
    """
    posts = tuple(
        post
        for post in document.posts
        if post.given is not None or (post.language or document.language) in (None, "en")
    )
    return document if len(posts) == len(document.posts) else msgspec.structs.replace(document, posts=posts)


def find_events(
    documents: Sequence[Document],
    *,
    settings: Settings | None = None,
    gazetteer: PlaceLookup | None = None,
) -> tuple[Event, ...]:
    """What the documents report, told together: reports of the same thing become one event."""
    settings = settings or Settings()
    lookup = gazetteer or open_gazetteer(settings)
    reports = [r for found in read_reports(documents, lookup, settings) for r in found.reports]
    return merge(reports, documents, settings).events


@dataclass(frozen=True, kw_only=True)
class Merged:
    """Events with the map's zone and the first and last day of its period, both inclusive."""

    events: tuple[Event, ...]
    timezone: str
    since: dt.date
    until: dt.date


def merge(
    reports: Sequence[Report],
    documents: Sequence[Document],
    settings: Settings,
    *,
    together: Sequence[tuple[str, str]] = (),
) -> Merged:
    """The events of ``reports``, those of categories left out not among them.

    Parameters
    ----------
    together
        Pairs of report ids that a person holds to be of one event.

    Raises
    ------
    InputError
        No post carries a date, or the period would end before it begins.
    """
    from geomap import events  # noqa: PLC0415

    timezone = settings.map_timezone or events.map_timezone(reports)
    first, last = events.period(documents, timezone, reports)
    since, until = settings.since or first, settings.until or last
    if since is None or until is None:
        names = ", ".join(sorted({document.source for document in documents})) or "no input"
        raise InputError(f"{names}: no post carries a date; give one with --date YYYY-MM-DD")
    if until < since:
        raise InputError(
            f"the period would end on {until}, before it begins on {since}; check --since and --until"
        )
    kept = [
        report
        for report in reports
        if (not settings.only or report.category in settings.only) and report.category not in settings.without
    ]
    merged = events.merge_reports(
        kept, timezone=timezone, since=since, until=until, stale_h=settings.stale, together=together
    )
    return Merged(events=merged, timezone=timezone, since=since, until=until)


def make_layers(
    events: Sequence[Event],
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    timezone: str | None = None,
    title: str = "Situation map",
) -> LayerSet:
    """Dated layers of ``events``.

    Parameters
    ----------
    events
        As `find_events` gives them.
    since, until
        First and last day, both inclusive; the events' own reports' days when None.
    timezone
        IANA zone in which days are cut; UTC when None.
    title
        Title of the map drawn from them.

    Raises
    ------
    InputError
        No event has a report with a time, and no period is given.
    """
    from geomap import layers  # noqa: PLC0415

    days = sorted(
        report.published.astimezone(dt.UTC).date()
        for event in events
        for report in event.reports
        if report.published is not None
    )
    since, until = since or (days[0] if days else None), until or (days[-1] if days else None)
    if since is None or until is None:
        raise InputError("no event has a dated report: give since and until")
    return layers.make_layers(
        events,
        since=since,
        until=until,
        timezone=timezone or "UTC",
        title=title,
        worldview=Settings().worldview,
    )


def build_map(layers: LayerSet) -> folium.Map:
    """The page of ``layers`` as a Folium map, to add to and to save."""
    from geomap import maps  # noqa: PLC0415

    return maps.build_map(layers)
