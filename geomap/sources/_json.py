"""JSON files: records as in JSONL, alone or in a list, and exports of chats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec

from geomap.errors import InputError
from geomap.model import Block
from geomap.sources._draft import Draft, DraftPost, TextBuilder
from geomap.sources._jsonl import draft_of_record
from geomap.sources._times import When, read_when

__all__ = ["read_json"]


def read_json(data: bytes, date: dt.date | None) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield the place and draft of each record, or what is wrong with it.

    Raises
    ------
    InputError
        It is no JSON, or holds nothing that is known here.
    """
    try:
        value = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise InputError(f"broken JSON: {error}") from None
    if isinstance(value, dict) and isinstance(value.get("messages"), list):
        yield "", _chat(value)
        return
    records = value if isinstance(value, list) else [value]
    for number, record in enumerate(records, 1):
        place = f":{number}" if isinstance(value, list) else ""
        if not isinstance(record, dict):
            yield place, InputError(f"record {number}: no object")
            continue
        try:
            yield place, draft_of_record(record, date)
        except InputError as error:
            yield place, InputError(f"record {number}: {error}" if place else str(error))


def _chat(export: dict[str, Any]) -> Draft:
    """A channel's or group's history as messengers export it: messages with date, sender and text."""
    builder = TextBuilder()
    posts = []
    senders = set()
    for message in export["messages"]:
        if not isinstance(message, dict):
            continue
        blocks = [builder.add("paragraph", line) for line in _said(message.get("text")).split("\n")]
        told = [block for block in blocks if block is not None]
        if not told:
            continue
        sender = message.get("from") or message.get("sender") or message.get("author")
        sender = sender if isinstance(sender, str) else None
        senders.add(sender)
        posts.append(_post(told, _when(message), sender))
    if not posts:
        raise InputError("a chat export without messages that can be read")
    name = export.get("name")
    publisher = next(iter(senders)) if len(senders) == 1 else None
    return Draft(
        text=builder.text, posts=posts, format="json", title=name if isinstance(name, str) else None,
        publisher=publisher, reason=f"a chat export of {len(posts)} messages",
    )  # fmt: skip


def _post(blocks: list[Block], when: When | None, sender: str | None) -> DraftPost:
    return DraftPost(start=blocks[0].start, end=blocks[-1].end, blocks=blocks, when=when, byline=sender)


def _when(message: dict[str, Any]) -> When | None:
    seconds = message.get("date_unixtime")
    if isinstance(seconds, str | int) and str(seconds).isdigit() and len(str(seconds)) <= 10:  # noqa: PLR2004
        # The export's own clock text has no zone; the seconds since 1970 need none.
        return When(dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC), "minute")
    date = message.get("date")
    return read_when(date) if isinstance(date, str) else None


def _said(text: Any) -> str:
    """The text of a message; links and bold runs come as a list of parts."""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(_said(part) for part in text)
    return _said(text.get("text")) if isinstance(text, dict) else ""
