"""JSONL: a document a line, with its text or its posts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from geomap.errors import InputError
from geomap.model import Block
from geomap.sources._draft import Draft, DraftPost, TextBuilder
from geomap.sources._plain import read_text
from geomap.sources._publisher import publisher_of_url
from geomap.sources._times import When, day, read_when

__all__ = ["bounded_lines", "draft_of_record", "read_jsonl"]

_LINE_LIMIT = 16 * 1024 * 1024
"""Bytes; a longer line is no record but a broken file."""


def bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of ``file``; of one that is no record any more, no more than shows it."""
    while line := file.readline(_LINE_LIMIT + 2):
        yield line
        while len(line) > _LINE_LIMIT and not line.endswith(b"\n"):
            line = file.readline(_LINE_LIMIT + 2)


def read_jsonl(rows: Iterable[bytes], date: dt.date | None) -> Iterator[tuple[int, Draft | InputError]]:
    """Yield the number of each line that is not blank with its draft, or with what is wrong with it."""
    decoder = msgspec.json.Decoder(dict[str, Any])
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        try:
            yield number, _record(decoder, row, date)
        except (ValueError, RecursionError) as error:
            yield number, InputError(f"line {number}: {_plainly(error)}")


def _record(decoder: msgspec.json.Decoder[dict[str, Any]], row: bytes, date: dt.date | None) -> Draft:
    if len(row) > _LINE_LIMIT:
        raise InputError(f"longer than {_LINE_LIMIT // 1024 // 1024} MB")
    return draft_of_record(decoder.decode(row.removeprefix(b"\xef\xbb\xbf")), date)


def _plainly(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    return str(error)


def draft_of_record(record: dict[str, Any], date: dt.date | None) -> Draft:
    """The draft of one record: ``text``, or ``posts`` with ``heading``, ``published`` and ``text``.

    Raises
    ------
    InputError
        It has neither, or a field is of the wrong type.
    """
    told = {
        name: _string(record, name) for name in ("title", "publisher", "url", "published", "text", "language")
    }
    when = _when(told["published"], "published")
    if told["text"] is not None:
        draft = _of_text(told["text"], when, date, told["title"])
    elif isinstance(record.get("posts"), list):
        draft = _of_posts(record["posts"], when, date)
    else:
        raise InputError("neither text nor posts")
    url = told["url"]
    draft.title = told["title"] or draft.title
    draft.publisher = told["publisher"] or (publisher_of_url(url) if url else None) or draft.publisher
    draft.url = url or draft.url
    draft.when = when or draft.when
    draft.language = told["language"] or draft.language
    key = record.get("id")
    draft.key = str(key) if isinstance(key, str | int) and not url else None
    return draft


def _string(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InputError(f"{name} is no text but {type(value).__name__}")
    return value


def _when(value: str | None, name: str) -> When | None:
    if value is None:
        return None
    when = read_when(value)
    if when is None:
        raise InputError(f"{name} is no time: {value[:40]!r}")
    return when


def _of_text(text: str, when: When | None, date: dt.date | None, title: str | None) -> Draft:
    draft = read_text(text, when.moment.date() if when else date)
    if draft is None:
        raise InputError("text is empty")
    draft.reason = f"JSONL: {draft.reason}"
    if len(draft.posts) == 1 and draft.format in ("text", "digest"):
        post = draft.posts[0]
        post.when = when or post.when
        post.heading = post.heading or title
        draft.notes = [] if when else draft.notes
    draft.format = "jsonl"
    return draft


def _of_posts(records: list[Any], when: When | None, date: dt.date | None) -> Draft:
    builder = TextBuilder()
    posts = []
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict):
            raise InputError(f"post {number} is no object")
        heading = _string(record, "heading") or _string(record, "title")
        told = (
            _when(_string(record, "published"), f"published of post {number}")
            or when
            or (day(date) if date else None)
        )
        post = _post(builder, heading, _string(record, "text") or "", told)
        if post is not None:
            post.url = _string(record, "url")
            posts.append(post)
    if not posts:
        raise InputError("posts are empty")
    return Draft(text=builder.text, posts=posts, format="jsonl", reason="JSONL: a record with posts")


def _post(builder: TextBuilder, heading: str | None, text: str, when: When | None) -> DraftPost | None:
    blocks: list[Block | None] = [builder.add("heading", heading)] if heading else []
    blocks += [builder.add("paragraph", paragraph) for paragraph in text.split("\n")]
    told = [block for block in blocks if block is not None]
    if not told:
        return None
    return DraftPost(start=told[0].start, end=told[-1].end, heading=heading, blocks=told, when=when)
