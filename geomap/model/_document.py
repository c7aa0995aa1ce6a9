"""What was read: documents, their posts and the blocks of their text."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from geomap.model._base import Value
from geomap.model._vocabulary import BlockKind

__all__ = ["Block", "Document", "Post"]


class Block(Value, frozen=True, kw_only=True):
    """One run of a post's text and what it is; boilerplate, byline and credit are not mined for events."""

    kind: BlockKind
    start: int
    end: int


class Post(Value, frozen=True, kw_only=True):
    """One entry of a live page, one article, one item of a feed, one row of a table.

    Attributes
    ----------
    id
        Hash of the document's id with the post's time and heading: it survives edits of the text.
    published
        When it was posted, with its zone; None where the source does not say.
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
        IANA name of the zone the page's clocks speak, where the page shows it.
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
