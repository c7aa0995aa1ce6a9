"""Text and Markdown: recognises which shape a text has and hands it to the reader of that shape."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo

from geomap.sources._days import find_page_day, settle_zone
from geomap.sources._dispatches import read_dispatches
from geomap.sources._draft import Draft
from geomap.sources._live import read_live
from geomap.sources._prose import read_article, read_sections
from geomap.sources._publisher import publisher_of_url
from geomap.sources._sitrep import read_sitrep
from geomap.sources._text import Line, clean, lines_of, unwrap, with_rows
from geomap.sources._times import When, read_when
from geomap.sources._zones import Zone, zone_named

__all__ = ["read_text"]

_FRONT = re.compile(r"\A(?P<mark>---|\+\+\+)[ \t]*\n(?P<body>.*?)\n(?P=mark)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?P<key>[A-Za-z_][\w -]*?)\s*[:=]\s*(?P<value>.*)")
_MARK = re.compile(r"(?P<mark>#{1,6})\s+(?=\S)")
_JOINT = re.compile(r"\b[a-z]{2,}[A-Z][a-z]{2,}\w*")
_MANY_JOINTS = 3
_FIELDS = {
    "title": "title", "headline": "title", "date": "date", "published": "date", "pubdate": "date",
    "publisher": "publisher", "source": "publisher", "site": "publisher", "url": "url", "link": "url",
    "canonical": "url", "author": "author", "byline": "author", "lang": "language", "language": "language",
    "timezone": "timezone",
}  # fmt: skip


def read_text(text: str, date: dt.date | None) -> Draft | None:
    """A draft of ``text``, its offsets those of the file; None where it holds no text at all."""
    text = unwrap(clean(text))
    front = _FRONT.match(text)
    fields = _front_matter(front["body"]) if front else {}
    lines = with_rows([_levelled(line) for line in lines_of(text, front.end() if front else 0)])
    if not lines:
        return None
    when = read_when(fields.get("date", ""))
    page = find_page_day(text, lines, date or (when.moment.date() if when else None))
    zone = _zone(fields.get("timezone"))
    page.zone = zone or page.zone
    settle_zone(page, publisher=fields.get("publisher") or page.publisher, told=when and when.moment)
    if when is not None and date is None:
        page.how = "the front matter"
    draft = (
        read_dispatches(text, lines, page)
        or read_sitrep(text, lines, page)
        or read_live(text, lines, page)
        or read_sections(text, lines, page)
        or read_article(text, lines, page)
    )
    draft.notes[:0] = page.notes
    draft.publisher = page.publisher or draft.publisher
    told = (block for post in draft.posts for block in post.blocks if block.kind in ("paragraph", "bullet"))
    joints = [joint for block in told for joint in _JOINT.findall(text, block.start, block.end)]
    if len(joints) >= _MANY_JOINTS:
        draft.notes.append(f"words run together in places ({joints[0]!r}): they stand as the input has them")
    if front or any(line.level for line in lines):
        _told(draft, fields, when)
    return draft


def _zone(name: str | None) -> Zone | None:
    """The zone front matter names, by IANA name, city or abbreviation; None where there is none such."""
    if not name:
        return None
    return Zone(name) if name in zoneinfo.available_timezones() else zone_named(name)


def _front_matter(body: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for row in body.split("\n"):
        match = _FIELD.fullmatch(row.strip())
        name = _FIELDS.get(match["key"].lower()) if match else None
        if match and name and match["value"]:
            fields.setdefault(name, match["value"].strip().strip("\"'"))
    return fields


def _levelled(line: Line) -> Line:
    """``line`` without its Markdown heading mark, and of that mark's level."""
    match = _MARK.match(line.text)
    if match is None:
        return line
    end = len(line.text.rstrip("# "))
    if end <= match.end():
        return line
    return Line(
        line.start + match.end(), line.start + end, line.text[match.end() : end], line.indent, line.gap,
        len(match["mark"]),
    )  # fmt: skip


def _told(draft: Draft, fields: dict[str, str], when: When | None) -> None:
    """What front matter says goes before what was found."""
    draft.title = fields.get("title", draft.title)
    draft.url = fields.get("url", draft.url)
    draft.language = fields.get("language", draft.language)
    found = publisher_of_url(draft.url) if draft.url else None
    draft.publisher = fields.get("publisher") or found or draft.publisher
    draft.when = when or draft.when
    draft.reason = f"Markdown: {draft.reason}"
    if len(draft.posts) == 1:
        post = draft.posts[0]
        post.when = when or post.when
        post.byline = post.byline or fields.get("author")
