"""RSS, Atom and JSON Feed: each item a post.

Source: https://www.rssboard.org/rss-specification, RFC 4287, https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

import msgspec

from geomap.errors import InputError
from geomap.sources._draft import Draft, DraftPost, TextBuilder
from geomap.sources._flow import add_pieces, fragment_pieces
from geomap.sources._publisher import publisher_of_url
from geomap.sources._text import one_line
from geomap.sources._times import When, read_when

__all__ = ["read_feed"]

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def read_feed(data: bytes) -> Draft:
    """A draft of a feed.

    Raises
    ------
    InputError
        It is no feed, holds no item that can be read, or declares entities of its own.
    """
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return _json_feed(data)
    if _ENTITY.search(data):
        raise InputError("XML that declares entities of its own is refused")
    import feedparser  # noqa: PLC0415  slow to load, needed by feeds alone

    try:
        feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # noqa: BLE001  the library raises whatever a broken file makes it trip over
        raise InputError(f"a damaged feed: {one_line(error)}") from None
    items = [_xml_item(entry) for entry in feed.entries]
    broken = f"broken XML: {one_line(feed.get('bozo_exception'))}" if feed.get("bozo") else None
    head = feed.feed
    if not items and broken:
        raise InputError(broken)
    draft = _draft(items, "RSS or Atom")
    draft.title = head.get("title") or None
    draft.url = _http(head.get("link"))
    draft.publisher = (
        head.get("publisher") or (publisher_of_url(draft.url) if draft.url else None) or draft.title
    )
    draft.language = (head.get("language") or "")[:2].lower() or None
    draft.when = read_when(head.get("published") or head.get("updated") or "")
    if broken:
        draft.notes.append(broken)
    return draft


def _xml_item(entry: Any) -> dict[str, Any]:
    contents = [part.get("value") or "" for part in entry.get("content", [])]
    # The full content where the feed carries it, else the summary.
    body = max([*contents, entry.get("summary") or ""], key=len)
    return {
        "heading": _plain(entry.get("title")), "body": body, "url": _http(entry.get("link")),
        "when": read_when(entry.get("published") or "") or read_when(entry.get("updated") or ""),
        "byline": entry.get("author"),
    }  # fmt: skip


def _plain(value: str | None) -> str | None:
    if not value:
        return None
    return (
        " ".join(text for _, text in fragment_pieces(value))
        if "<" in value
        else " ".join(unescape(value).split())
    )


def _http(value: Any) -> str | None:
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _draft(items: Iterable[dict[str, Any]], name: str) -> Draft:
    builder = TextBuilder()
    posts: list[DraftPost] = []
    for item in items:
        post = add_pieces(builder, item["heading"], fragment_pieces(item["body"]))
        if post is None:
            continue
        when: When | None = item["when"]
        post.when, post.url, post.byline = when, item["url"], item["byline"] or post.byline
        posts.append(post)
    if not posts:
        raise InputError("a feed without items that can be read")
    draft = Draft(text=builder.text, posts=posts, format="feed", reason=f"{name}: {len(posts)} items")
    undated = sum(post.when is None for post in posts)
    if undated:
        draft.notes.append(f"{undated} items carry no time that can be read")
    return draft


def _json_feed(data: bytes) -> Draft:
    try:
        feed = msgspec.json.decode(data, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise InputError(f"broken JSON: {error}") from None
    items = feed.get("items")
    if not isinstance(items, list):
        raise InputError("a JSON Feed without items")
    draft = _draft((_json_item(item) for item in items if isinstance(item, dict)), "JSON Feed")
    draft.title = _text(feed, "title")
    draft.url = _http(feed.get("home_page_url"))
    draft.publisher = (publisher_of_url(draft.url) if draft.url else None) or draft.title
    draft.language = (_text(feed, "language") or "")[:2].lower() or None
    return draft


def _json_item(item: dict[str, Any]) -> dict[str, Any]:
    authors = item.get("authors") or [item.get("author")]
    first = authors[0] if isinstance(authors, list) and authors else None
    return {
        "heading": _plain(_text(item, "title")),
        "body": _text(item, "content_html") or _text(item, "content_text") or _text(item, "summary") or "",
        "url": _http(item.get("url")),
        "when": read_when(_text(item, "date_published") or "")
        or read_when(_text(item, "date_modified") or ""),
        "byline": first.get("name")
        if isinstance(first, dict) and isinstance(first.get("name"), str)
        else None,
    }


def _text(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value.strip() else None
