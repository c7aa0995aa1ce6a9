"""What was read: documents, their posts and the blocks of their text."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from geomap.model._base import Value
from geomap.model._event import Quantity
from geomap.model._geometry import Geometry
from geomap.model._vocabulary import BlockKind, Category, Precision, TimePrecision

__all__ = ["Block", "Document", "Given", "Post"]


class Block(Value, frozen=True, kw_only=True):
    """One run of a post's text and what it is; boilerplate, byline and credit are not mined for events."""

    kind: BlockKind
    start: int
    end: int


class Given(Value, frozen=True, kw_only=True):
    """What a table's row or a feature says outright: taken over as it is, never guessed anew.

    Whoever makes reports makes one of such a post, quoting its text, and takes from here each field that is
    not None; only what is missing is looked for in the text.

    Attributes
    ----------
    lon, lat
        Degrees, WGS 84; None where the row has no coordinates.
    geometry
        The feature's own geometry where it is no point.
    place, admin1, country
        Names as told.
    precision, radius_m
        How well the source says the place is known; None where it does not.
    category
        The category that the source's own word stands for; None where it stands for none.
    category_told
        The source's own word: 'Shelling/artillery/missile attack'.
    start, end, time_precision
        When it happened, half-open. With ``day`` or coarser the calendar days at midnight UTC stand for
        those days in whatever zone the map has.
    claimant, blamed
        Who says so; who is said to have done it.
    quantities
        Figures of columns of their own.
    source_id
        The row's id in its source.
    """

    lon: float | None = None
    lat: float | None = None
    geometry: Geometry | None = None
    place: str | None = None
    admin1: str | None = None
    country: str | None = None
    precision: Precision | None = None
    radius_m: float | None = None
    category: Category | None = None
    category_told: str | None = None
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    time_precision: TimePrecision | None = None
    claimant: str | None = None
    blamed: str | None = None
    quantities: tuple[Quantity, ...] = ()
    source_id: str | None = None


class Post(Value, frozen=True, kw_only=True):
    """One entry of a live page, one article, one item of a feed, one row of a table.

    Attributes
    ----------
    id
        Hash of the document's id with the post's time and heading: it survives edits of the text.
    published
        When it was posted, with its zone; None where the source does not say. Where it gives the day alone,
        noon UTC of that day, so that every zone from -12 to +11 reads the same calendar day.
    published_precision
        ``minute`` or ``day`` as the source gives it; None with no time.
    byline, reporter_place
        Who reports and from where; the reporter's place is no event.
    start, end
        The post's span in the document's text, heading included.
    blocks
        In order, not overlapping, within start and end.
    pinned
        A summary that stands above the posts and may be younger than they are.
    language
        ISO 639-1 code where the post's own words tell; None where they do not, for rows of a table, and for
        the only post of a document, which has the document's.
    given
        What a row of a table says outright; None for posts that are text.
    """

    id: str
    heading: str | None = None
    published: dt.datetime | None = None
    published_precision: Literal["minute", "day"] | None = None
    byline: str | None = None
    reporter_place: str | None = None
    start: int
    end: int
    blocks: tuple[Block, ...] = ()
    pinned: bool = False
    url: str | None = None
    language: str | None = None
    given: Given | None = None


class Document(Value, frozen=True, kw_only=True):
    """One page, file or record as read: its text and the posts in it.

    Attributes
    ----------
    id
        Hash of the canonical address, else of title, publisher and first post's time.
    published
        When the page says it was published, else its newest post's time; None where nothing tells.
    language
        ISO 639-1 code; None where it was not found out.
    text
        The saved text (NFC, line feeds) that all offsets count in.
    timezone
        IANA name of the zone the page's clocks speak, where the page or its newsroom tells it.
    source
        Name of the input as the user gave it.
    format, format_reason
        What the input was taken for and why.
    notes
        What a reader should know: a date line contradicted by the address, posts without times.
    """

    id: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: dt.datetime | None = None
    language: str | None = None
    timezone: str | None = None
    text: str
    posts: tuple[Post, ...]
    source: str
    format: str
    format_reason: str
    notes: tuple[str, ...] = ()
