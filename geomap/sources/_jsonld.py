"""schema.org in JSON-LD and microdata: live blogs and news articles as their publishers describe them.

Source: https://schema.org/LiveBlogPosting, https://schema.org/NewsArticle
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import msgspec
from lxml import etree

from geomap.sources._draft import Draft, TextBuilder
from geomap.sources._flow import add_pieces, fragment_pieces, inner_text
from geomap.sources._times import When, read_when

__all__ = ["described", "find_article", "find_live", "first_text", "microdata_live", "page_times", "records"]

_ARTICLES = frozenset(
    "NewsArticle Article ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle BlogPosting"
    " Report".split()
)
_PAGES = _ARTICLES | {"LiveBlogPosting", "WebPage"}
_PUBLISHED = ("datePublished", "coverageStartTime", "dateCreated")
_MAX_DEPTH = 60
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")


def records(tree: etree._Element) -> list[dict[str, Any]]:
    """Every typed object in the page's JSON-LD; broken scripts are passed over."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            source = _WRAPPING.sub("", script.text or "")
            try:
                value = msgspec.json.decode(re.sub(r"[\x00-\x1f]", " ", source))
            except (msgspec.MsgspecError, RecursionError):
                continue
            found += _objects(value)
    return found


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [(value, 0)]
    while waiting:
        item, depth = waiting.pop(0)
        if depth > _MAX_DEPTH:
            continue
        if isinstance(item, dict):
            if "@type" in item:
                yield item
            waiting += [(inner, depth + 1) for inner in item.values() if isinstance(inner, dict | list)]
        elif isinstance(item, list):
            waiting += [(inner, depth + 1) for inner in item if isinstance(inner, dict | list)]


def _types(record: dict[str, Any]) -> list[str]:
    told = record.get("@type")
    return [str(name).rpartition("/")[2] for name in (told if isinstance(told, list) else [told])]


def first_text(value: Any) -> str | None:
    """The text of a field that may hold a string, an object with a name, or a list of either."""
    if isinstance(value, list):
        return next((text for item in value if (text := first_text(item))), None)
    if isinstance(value, dict):
        return first_text(value.get("name") or value.get("@id") or value.get("url"))
    text = " ".join(unescape(str(value)).split()) if isinstance(value, str | int | float) else ""
    return text or None


def _when(record: dict[str, Any], *names: str) -> When | None:
    for name in names:
        when = read_when(first_text(record.get(name)) or "")
        if when is not None:
            return when
    return None


def page_times(found: list[dict[str, Any]]) -> tuple[When | None, When | None]:
    """When the page was published and last changed, as its article's or else its own record tells."""
    pages = [record for record in found if _PAGES & set(_types(record))]
    pages.sort(key=lambda record: "WebPage" in _types(record))
    published = next((when for record in pages if (when := _when(record, *_PUBLISHED))), None)
    return published, next((when for record in pages if (when := _when(record, "dateModified"))), None)


def find_live(found: list[dict[str, Any]], *, bare: bool = False) -> Draft | None:
    """A draft of the live blog with most updates that carry text; None where there is none.

    ``bare``: headlines alone will do.
    """
    best: Draft | None = None
    for record in found:
        if "LiveBlogPosting" not in _types(record):
            continue
        updates = record.get("liveBlogUpdate")
        draft = _live(record, updates if isinstance(updates, list) else [updates], bare=bare)
        if draft is not None and (best is None or len(draft.posts) > len(best.posts)):
            best = draft
    return best


def _live(record: dict[str, Any], updates: list[Any], *, bare: bool) -> Draft | None:
    builder = TextBuilder()
    posts = []
    summary = first_text(record.get("description"))
    pinned = add_pieces(builder, None, fragment_pieces(summary)) if summary else None
    for update in updates:
        if not isinstance(update, dict):
            continue
        heading = _heading(update)
        body = update.get("articleBody") or update.get("text") or update.get("description")
        pieces = fragment_pieces(body) if isinstance(body, str) else []
        # Some publishers repeat the headline as the body's beginning.
        if pieces and heading and pieces[0][1] == heading:
            pieces = pieces[1:]
        post = add_pieces(builder, heading, pieces)
        if post is None:
            continue
        post.when = _when(update, "datePublished", "dateCreated", "dateModified")
        post.byline = post.byline or first_text(update.get("author"))
        post.url = _url(update)
        posts.append(post)
    if not posts or (not bare and not any(len(post.blocks) > 1 for post in posts)):
        return None
    if pinned is not None:
        pinned.pinned = True
        posts.insert(0, pinned)
    draft = Draft(
        text=builder.text,
        posts=posts,
        format="html",
        reason=f"HTML: a schema.org live blog of {len(posts)} updates",
    )
    return described(draft, record)


def _heading(record: dict[str, Any]) -> str | None:
    heading = first_text(record.get("headline")) or first_text(record.get("name"))
    if heading and "<" in heading:
        heading = " ".join(text for _, text in fragment_pieces(heading)) or None
    return heading


def _url(record: dict[str, Any]) -> str | None:
    for name in ("url", "mainEntityOfPage", "@id"):
        value = record.get(name)
        value = value.get("@id") if isinstance(value, dict) else value
        if isinstance(value, str) and value.startswith("http"):
            return value
    return None


def find_article(found: list[dict[str, Any]]) -> Draft | None:
    """A draft of the article whose body the page describes; None where none has one."""
    for record in found:
        body = record.get("articleBody")
        if not _ARTICLES & set(_types(record)) or not isinstance(body, str) or not body.strip():
            continue
        builder = TextBuilder()
        post = add_pieces(builder, _heading(record), fragment_pieces(body))
        if post is None:
            continue
        post.when = _when(record, "datePublished", "dateCreated")
        post.byline = first_text(record.get("author"))
        draft = Draft(
            text=builder.text, posts=[post], format="html", reason="HTML: a schema.org news article"
        )
        return described(draft, record)
    return None


def described(draft: Draft, record: dict[str, Any]) -> Draft:
    """``draft`` with what a schema.org record tells of the page, where nothing is known yet."""
    draft.title = draft.title or _heading(record)
    draft.publisher = draft.publisher or first_text(record.get("publisher"))
    draft.url = draft.url or _url(record)
    draft.when = draft.when or _when(record, "datePublished", "coverageStartTime", "dateModified")
    language = first_text(record.get("inLanguage"))
    draft.language = draft.language or (language[:2].lower() if language else None)
    return draft


def microdata_live(tree: etree._Element) -> Draft | None:
    """A draft of posts marked up as ``liveBlogUpdate`` or ``BlogPosting`` items; None below two."""
    items = [
        item
        for item in tree.iter()
        if isinstance(item.tag, str)
        and (
            item.get("itemprop") == "liveBlogUpdate" or (item.get("itemtype") or "").endswith("/BlogPosting")
        )
    ]
    builder = TextBuilder()
    posts = []
    for item in items:
        props = {
            name: el
            for el in item.iter()
            if isinstance(el.tag, str)
            for name in (el.get("itemprop") or "").split()
        }
        body, heading = props.get("articleBody"), props.get("headline")
        if body is None:
            continue
        source = etree.tostring(body, encoding="unicode", with_tail=False)
        told = inner_text(heading) if heading is not None else None
        post = add_pieces(builder, told or None, fragment_pieces(source))
        if post is None:
            continue
        date = props.get("datePublished")
        post.when = read_when(_value(date)) if date is not None else None
        author = props.get("author")
        post.byline = post.byline or (inner_text(author) or None if author is not None else None)
        posts.append(post)
    if len(posts) < 2:  # noqa: PLR2004  one item is an article
        return None
    return Draft(
        text=builder.text, posts=posts, format="html", reason=f"HTML: {len(posts)} posts in microdata"
    )


def _value(element: etree._Element) -> str:
    return element.get("datetime") or element.get("content") or inner_text(element)
