"""Saved HTML: what the publisher describes, then the page's structure, then its main text."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from lxml import etree, html

from geomap.model import BlockKind
from geomap.sources import _jsonld
from geomap.sources._days import PageDay, address_date, find_page_day, settle_zone, zoned
from geomap.sources._draft import Draft, TextBuilder
from geomap.sources._flow import add_pieces, inner_text, pieces_of
from geomap.sources._live import read_live
from geomap.sources._plain import read_text
from geomap.sources._publisher import publisher_of_url
from geomap.sources._structure import read_structure
from geomap.sources._text import Line, clean, lines_of
from geomap.sources._times import When, day, read_when

__all__ = ["declared_charset", "parse_html", "read_html"]

_SAVED = re.compile(r"saved (?:date|on|at)\s*:?\s*(?P<when>[^\n]{6,60})", re.IGNORECASE)
_SAVED_URL = re.compile(r"(?:saved from url=\(\d+\)|url:\s*)(?P<url>https?://\S+)", re.IGNORECASE)
_DATES = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.created", "publish-date", "publisheddate", "publication_date",
    "parsely-pub-date", "sailthru.date", "publishdate", "pubdate", "cxenseparse:recs:publishtime",
)  # fmt: skip
_CHANGES = (
    "article:modified_time", "og:updated_time", "lastdate", "lastmod", "last-modified", "dcterms.modified",
)  # fmt: skip
_MIN_ENTRIES = 3
_LIVE = dt.timedelta(hours=48)
"""Longer no live page is written."""
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?(?P<name>[\w.:-]{2,40})""", re.IGNORECASE
)


def declared_charset(data: bytes) -> str | None:
    """The character set a page's own head declares; None where it does not."""
    match = _CHARSET.search(data[:4096])
    return match["name"].decode("ascii").lower() if match else None


def parse_html(text: str) -> etree._Element | None:
    """The tree of a page; None where there is none. Entities of its own and deep nesting are not followed."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(recover=True, huge_tree=False, no_network=True, remove_pis=True)
    try:
        tree: etree._Element = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    return tree


def read_html(
    text: str, date: dt.date | None, *, url: str | None = None, saved: dt.datetime | None = None
) -> Draft | None:
    """A draft of a saved page; None where it holds nothing to read.

    Parameters
    ----------
    url, saved
        Where the page was and when it was saved, where its file tells and the page itself does not.
    """
    tree = parse_html(text)
    if tree is None:
        return None
    metas = _metas(tree)
    found = _jsonld.records(tree)
    url = _url(tree, metas) or url
    told, changed = _times(metas, found)
    seen = clean("\n\n".join(piece.text for piece in pieces_of(_body(tree))))
    lines = list(lines_of(seen))
    page = _page_day(seen, lines, date, url=url, told=told, changed=changed)
    settle_zone(page, told=told.moment if told else None, language=_language(tree, metas))
    draft = (
        _jsonld.find_live(found)
        or _jsonld.microdata_live(tree)
        or read_structure(tree, page, _saved(text) or saved or changed)
        or _stamped(seen, lines, page)
        or _jsonld.find_live(found, bare=True)
        or _jsonld.find_article(found)
        or _main_text(tree, text, page)
    )
    if draft is None:
        return None
    _describe(draft, tree, metas, found, url)
    _date_posts(draft, told, page)
    return draft


def _page_day(
    seen: str,
    lines: list[Line],
    date: dt.date | None,
    *,
    url: str | None,
    told: When | None,
    changed: dt.datetime | None,
) -> PageDay:
    """The day of the page's first post: as given, as the page's data say, by its address, by what is read."""
    page = find_page_day(seen, lines, date)
    page.url = url
    address = address_date(url, page.date) if url and not date else None
    if date is None and told is not None:
        page.date, page.how = told.moment.date(), "the page's own data"
        # What stands on top was posted when the page was last changed, unless that was long after.
        if changed is not None and dt.timedelta() < changed - told.moment < _LIVE:
            page.date = changed.date()
    elif address is not None:
        page.date, page.how = address, "the address"
    return page


def _metas(tree: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _url(tree: etree._Element, metas: dict[str, str]) -> str | None:
    for link in tree.iter("link"):
        href = link.get("href") or ""
        if (link.get("rel") or "").lower() == "canonical" and href.startswith("http"):
            return href
    if metas.get("og:url", "").startswith("http"):
        return metas["og:url"]
    for comment in tree.itersiblings(etree.Comment, preceding=True):
        match = _SAVED_URL.search(comment.text or "")
        if match:
            return match["url"]
    return None


def _saved(text: str) -> dt.datetime | None:
    """When a browser saved the page, where it left a note of it."""
    match = _SAVED.search(text[:4000])
    if match is None:
        return None
    words = re.sub(r"\(.*?\)|^\w{3} |GMT(?=[+-])|-->.*", "", match["when"]).strip()
    words = re.sub(r"^(\w{3} \d{1,2} \d{4}) (\d\d:\d\d)", r"\1, \2", words)
    when = read_when(words)
    return when.moment if when and when.precision == "minute" else None


def _times(metas: dict[str, str], found: list[dict[str, Any]]) -> tuple[When | None, dt.datetime | None]:
    """When the page was published, and changed, by its head or else by what schema.org records of it say."""
    published, modified = _jsonld.page_times(found)
    told = next((when for name in _DATES if (when := read_when(metas.get(name, ""))) is not None), None)
    changed = next(
        (when for name in _CHANGES if (when := read_when(metas.get(name, ""))) is not None), modified
    )
    if told is not None and published is not None and told.moment == published.moment:
        # The same moment, and its offset may tell the newsroom's zone.
        told = published if published.moment.utcoffset() else told
    return told or published, changed.moment if changed and changed.precision == "minute" else None


def _body(tree: etree._Element) -> etree._Element:
    for name in ("main", "article", "body"):
        found = list(tree.iter(name))
        if len(found) == 1:
            return found[0]
    return tree


def _stamped(seen: str, lines: list[Line], page: PageDay) -> Draft | None:
    """Pages whose times are written as text alone: read as the same page saved as text would be."""
    draft = read_live(seen, lines, page)
    if draft is None or len(draft.posts) < _MIN_ENTRIES:
        return None
    # What stands first may be a menu: the page's head names it better.
    draft.title = None
    draft.format, draft.reason = "html", f"HTML: {draft.reason}"
    return draft


def _main_text(tree: etree._Element, text: str, page: PageDay) -> Draft | None:
    """The article's text as trafilatura finds it, else all that a reader sees; reports by their sections."""
    for pieces in (_extracted(text), [(p.kind, p.text) for p in pieces_of(_body(tree))]):
        report = _report(pieces, page)
        if report is not None:
            return report
        builder = TextBuilder()
        post = add_pieces(builder, None, pieces)
        if post is not None:
            return Draft(text=builder.text, posts=[post], format="html", reason="HTML: the page's main text")
    return None


def _report(pieces: list[tuple[BlockKind, str]], page: PageDay) -> Draft | None:
    """A situation report, read as the same report saved as text would be; None for other texts."""
    marks: dict[BlockKind, str] = {"heading": "## ", "bullet": "• "}
    text = "\n\n".join(marks.get(kind, "") + words for kind, words in pieces)
    # The rows of a table stand together.
    draft = read_text(re.sub(r"(?<= \| )([^|\n]*)\n\n(?=[^\n]* \| )", r"\1\n", text), page.date)
    if draft is None or "situation report" not in draft.reason:
        return None
    draft.format, draft.reason = "html", f"HTML: {draft.reason.removeprefix('Markdown: ')}"
    return draft


def _extracted(text: str) -> list[tuple[BlockKind, str]]:
    import trafilatura  # noqa: PLC0415  half a second, for pages that nothing else reads

    try:
        source = trafilatura.extract(text, output_format="xml", include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001  on broken pages the library fails in many ways; all text is taken then
        return []
    if not source:
        return []
    try:
        root = etree.fromstring(source.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.LxmlError:
        return []
    kinds: dict[str, BlockKind] = {
        "head": "heading", "p": "paragraph", "item": "bullet", "quote": "paragraph", "row": "paragraph",
    }  # fmt: skip
    pieces: list[tuple[BlockKind, str]] = []
    for element in root.iter(*kinds):
        parts = [" ".join("".join(map(str, cell.itertext())).split()) for cell in element.iter("cell")]
        words = " | ".join(part for part in parts if part) or " ".join(
            "".join(map(str, element.itertext())).split()
        )
        if words and not any(parent.tag in kinds for parent in element.iterancestors()):
            pieces.append((kinds[str(element.tag)], words))
    return pieces


def _describe(
    draft: Draft, tree: etree._Element, metas: dict[str, str], found: list[dict[str, Any]], url: str | None
) -> None:
    draft.url = url or draft.url
    for record in found:
        if any(name in str(record.get("@type")) for name in ("Article", "BlogPosting", "Report")):
            _jsonld.described(draft, record)
            break
    draft.publisher = draft.publisher or _labelled_source(tree)
    draft.title = draft.title or metas.get("og:title") or _first_words(tree, "h1", "title")
    draft.publisher = draft.publisher or metas.get("og:site_name") or _newsroom(draft.url, tree)
    draft.language = draft.language or _language(tree, metas)


def _language(tree: etree._Element, metas: dict[str, str]) -> str | None:
    """The page's language as its head tells it, in two letters."""
    lang = tree.get("lang") or metas.get("og:locale") or ""
    return lang[:2].lower() if re.match(r"[A-Za-z]{2}(?![A-Za-z])", lang) else None


def _labelled_source(tree: etree._Element) -> str | None:
    """Whom a library of reports names as the source of this one."""
    for label in tree.iter("dt"):
        if inner_text(label).rstrip(":").lower() in ("source", "sources", "publisher"):
            told = label.getnext()
            first = next(told.iter("li", "a"), told) if told is not None and told.tag == "dd" else None
            return (inner_text(first) or None) if first is not None else None
    return None


def _newsroom(url: str | None, tree: etree._Element) -> str | None:
    """The newsroom an address belongs to, as the end of the page's title writes it where it is that name."""
    host = publisher_of_url(url) if url else None
    ending = re.split(r" [|–—·-] ", _first_words(tree, "title") or "")[-1]
    name = re.sub(r"\W", "", ending).lower()
    return ending if host and {name, name.removeprefix("the")} & set(host.split(".")[:-1]) else host


def _first_words(tree: etree._Element, *tags: str) -> str | None:
    for element in (element for tag in tags for element in tree.iter(tag)):
        if words := inner_text(element):
            return words
    return None


def _date_posts(draft: Draft, told: When | None, page: PageDay) -> None:
    """Posts without a time take the page's, where it is one article; else its day."""
    whens = zoned([told or draft.when, *(post.when for post in draft.posts)], page, draft.notes)
    draft.when = whens[0]
    for post, when in zip(draft.posts, whens[1:], strict=True):
        post.when = when
    single = len(draft.posts) == 1
    fallback = draft.when if single else None
    for post in draft.posts:
        if post.when is None and not post.pinned and not any(p.when for p in draft.posts if p is not post):
            post.when = fallback or (day(page.date) if page.date else None)
    if page.date is None and not any(post.when for post in draft.posts):
        draft.notes.append("nothing tells the day of this page")
