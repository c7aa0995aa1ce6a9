"""What the readers make before ids are given: drafts of documents and posts, and a builder for made text."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from geomap._ids import content_id, normalised
from geomap.model import Block, BlockKind, Document, Given, Post
from geomap.sources._language import code_of, language_of
from geomap.sources._text import clean
from geomap.sources._times import When

__all__ = ["Draft", "DraftPost", "NotATableError", "TextBuilder", "finish", "ordered"]

_OPENING = 200
"""How much of a text tells it apart where nothing else does, in characters."""


class NotATableError(Exception):
    """A table that holds no events: beside other inputs it is a note on them."""


@dataclass(kw_only=True)
class DraftPost:
    """A post before it has an id; see `geomap.model.Post`."""

    start: int
    end: int
    heading: str | None = None
    when: When | None = None
    byline: str | None = None
    reporter_place: str | None = None
    blocks: list[Block] = field(default_factory=list)
    pinned: bool = False
    url: str | None = None
    given: Given | None = None


@dataclass(kw_only=True)
class Draft:
    """A document before it has an id; see `geomap.model.Document`. ``key`` is an id the input gives."""

    text: str
    posts: list[DraftPost]
    format: str
    reason: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    when: When | None = None
    language: str | None = None
    timezone: str | None = None
    notes: list[str] = field(default_factory=list)
    key: str | None = None


def ordered(blocks: Iterable[Block]) -> list[Block]:
    """Blocks by their place, each once, none over another."""
    found: list[Block] = []
    for block in sorted(blocks, key=lambda b: (b.start, b.end)):
        if block.end > block.start and (not found or block.start >= found[-1].end):
            found.append(block)
    return found


class TextBuilder:
    """Builds the saved text of formats that have none of their own, and the blocks in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    @property
    def length(self) -> int:
        """Code points so far."""
        return self._length

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(self._parts)

    def add(self, kind: BlockKind, text: str) -> Block | None:
        """Append a block on a paragraph of its own; None where ``text`` is blank."""
        text = clean(text).strip()
        if not text:
            return None
        if self._length:
            self._append("\n\n")
        start = self._length
        self._append(text)
        return Block(kind=kind, start=start, end=self._length)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def finish(draft: Draft, source: str) -> Document:
    """``draft`` as a `Document`, ids from its content; posts that repeat one word for word are left out."""
    times = [post.when for post in draft.posts if post.when and not post.pinned]
    doc_id = _document_id(draft, min(times, default=None))
    posts: list[Post] = []
    seen: set[tuple[str, str, Given | None]] = set()
    counts: Counter[str] = Counter()
    repeated = 0
    for post in draft.posts:
        body = normalised(draft.text[post.start : post.end])
        key = _post_key(doc_id, post, body)
        if (key, body, post.given) in seen:
            repeated += 1
            continue
        seen.add((key, body, post.given))
        # Posts of the same time and heading are told apart by their text, then by their order.
        counts[key] += 1
        post_id = key
        if counts[key] > 1:
            counts[key + body] += 1
            post_id = content_id("post", key, body, str(counts[key + body]))
        # A single post is in the language of its document.
        asked = len(draft.posts) > 1 and post.given is None
        told = language_of(draft.text[post.start : post.end]) if asked else None
        posts.append(_post(post, post_id, told))
    if repeated:
        draft.notes.append(f"{repeated} posts left out: they repeat another word for word")
    # Templates say 'en' of whatever stands in them: the words go first.
    language = language_of(draft.text) or code_of(draft.language)
    draft.notes += _language_notes(language, posts)
    latest = draft.when or max(times, default=None)
    return Document(
        id=doc_id, title=draft.title, publisher=draft.publisher, url=draft.url,
        published=latest.moment if latest else None,
        language=language, timezone=draft.timezone, text=draft.text, posts=tuple(posts), source=source,
        format=draft.format, format_reason=draft.reason, notes=tuple(draft.notes),
    )  # fmt: skip


def _language_notes(language: str | None, posts: list[Post]) -> list[str]:
    """What is not mined for its language, of a whole text or of some of its posts."""
    if language not in (None, "en"):
        english = sum(post.language == "en" for post in posts)
        but = f", but for {english} of its posts in English" if english else ""
        return [f"the text is in another language ({language}): read and kept, not yet mined{but}"]
    others = [post.language for post in posts if post.language not in (None, "en")]
    if not others:
        return []
    codes = ", ".join(sorted({str(code) for code in others}))
    return [
        f"posts in another language ({codes}), {len(others)} of {len(posts)}: read and kept, not yet mined"
    ]


def _document_id(draft: Draft, first: When | None) -> str:
    if draft.key is not None:
        return content_id("doc", "key", draft.key, draft.publisher)
    if draft.url is not None:
        return content_id("doc", "url", draft.url)
    opening = None
    # Neither a title nor a day alone tells one text from another.
    if first is None or (draft.title is None and first.precision == "day"):
        opening = normalised(draft.text[:_OPENING])
    return content_id("doc", draft.title, draft.publisher, _iso(first), opening)


def _post_key(doc_id: str, post: DraftPost, body: str) -> str:
    """The id of a post by its time and heading, of a row by its own id where it has one."""
    if post.given is not None and post.given.source_id is not None:
        return content_id("post", doc_id, "row", post.given.source_id)
    heading = normalised(post.heading) if post.heading else body[:_OPENING]
    return content_id("post", doc_id, _iso(post.when), heading)


def _iso(when: When | None) -> str | None:
    return when.moment.astimezone(dt.UTC).isoformat() if when else None


def _post(post: DraftPost, post_id: str, language: str | None) -> Post:
    return Post(
        id=post_id, heading=post.heading, published=post.when.moment if post.when else None,
        published_precision=post.when.precision if post.when else None, byline=post.byline,
        reporter_place=post.reporter_place, start=post.start, end=post.end,
        blocks=tuple(ordered(post.blocks)),
        pinned=post.pinned, url=post.url, language=language, given=post.given,
    )  # fmt: skip
