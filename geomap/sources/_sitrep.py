"""Situation reports: 'as of' lines, numbered paragraphs, sections under capital headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.model import Block
from geomap.sources._blocks import BULLET, is_short, parse_body
from geomap.sources._days import PageDay
from geomap.sources._draft import Draft, DraftPost
from geomap.sources._publisher import publisher_of
from geomap.sources._text import Line
from geomap.sources._times import Stamp, When, day, find_dates, instant, read_stamp

__all__ = ["read_sitrep"]

_HEAD_LINES = 14
_AS_OF = re.compile(
    r"(?:.{0,60}\b)?(?:as (?:of|at|on)|status|stand|situation (?:of|at|on))\b[:,]?\s*(?=\S*\d|\w+ \d)",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:situation (?:report|update|overview)|sit-?rep|(?:emergency|information) bulletin"
    r"|(?:daily|weekly|spot|interim|flash|status|field|operational|humanitarian)"
    r" (?:report|update|bulletin))\b",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"\b(?:issued|published|released|dated)(?: on| at)?:?\s+", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d{1,3}[.)]|\(\d{1,3}\)|\d{1,2}\.\d{1,2}\.?)\s+(?=\S)")
_TAIL = re.compile(r"\s*[)\].;]*\s*(?:[(\[].*|all times.*)?$", re.IGNORECASE)


def read_sitrep(text: str, lines: Sequence[Line], page: PageDay) -> Draft | None:
    """A draft of a report that names its kind or states what time it speaks of; None for other texts."""
    head = lines[:_HEAD_LINES]
    as_of = next((found for line in head if (found := _as_of(line, page))), None)
    named = next((line for line in head[:6] if _KIND.search(line.text) and len(line.text) < 160), None)  # noqa: PLR2004
    if as_of is None and (named is None or page.date is None):
        return None
    when = as_of[1] if as_of else day(page.date) if page.date else None
    issued = _issued(head, page)
    header = {line.start for line in head if line.start in page.header or (as_of and line is as_of[0])}
    posts = _posts(text, lines, header, when)
    title = lines[0].text if is_short(lines[0].text) else None
    notes = [f"the report speaks of the situation as of {as_of[0].text!r}"[:160]] if as_of else []
    return Draft(
        text=text, posts=posts, format="sitrep", title=title, url=page.url, when=issued or when, notes=notes,
        publisher=publisher_of(page.url, text, []), timezone=page.zone.name if page.zone else None,
        reason="a situation report: " + ("an 'as of' line" if as_of else "it calls itself one"),
    )  # fmt: skip


def _as_of(line: Line, page: PageDay) -> tuple[Line, When] | None:
    """``line`` with its time where it is an 'as of' line and nothing more."""
    match = _AS_OF.match(line.text) if len(line.text) < 160 else None  # noqa: PLR2004  longer ones tell more
    if match is None:
        return None
    stamp = read_stamp(line.text, match.end())
    if stamp is None or stamp.date is None or not _TAIL.fullmatch(line.text[stamp.end :]):
        return None
    when = _when(stamp, page)
    return (line, when) if when else None


def _when(stamp: Stamp, page: PageDay) -> When | None:
    date = stamp.date.on(page.date) if stamp.date else None
    if date is None:
        return None
    return instant(date, stamp.clock, stamp.zone or page.zone) if stamp.clock else day(date)


def _issued(head: Sequence[Line], page: PageDay) -> When | None:
    for line in head:
        for match in _ISSUED.finditer(line.text):
            stamp = read_stamp(line.text, match.end())
            if stamp is not None and stamp.date is not None:
                return _when(stamp, page)
    dates = [date for line in head[:4] for found in find_dates(line.text) if (date := found.on(page.date))]
    return day(max(dates)) if dates else None


def _posts(text: str, lines: Sequence[Line], header: set[int], when: When | None) -> list[DraftPost]:
    """A post for each section; what stands before the first section's heading is a post too."""
    starts = [i for i in range(len(lines)) if i == 0 or _is_section(lines, i)]
    posts = []
    for index, at in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else len(lines)
        post = _section(text, lines[at:stop], header)
        if any(block.kind in ("paragraph", "bullet", "caption") for block in post.blocks) or len(starts) == 1:
            post.when = when
            posts.append(post)
    return posts


def _is_section(lines: Sequence[Line], at: int) -> bool:
    """A Markdown heading, a line in capitals, or a short line of its own over a paragraph."""
    line = lines[at]
    text = _NUMBER.sub("", line.text, count=1)
    if line.level:
        return True
    if not is_short(line.text) or len(line.text) > 90 or BULLET.match(line.text) or at + 1 >= len(lines):  # noqa: PLR2004
        return False
    following = lines[at + 1]
    capitals = text.isupper() and len(text) > 3  # noqa: PLR2004  an abbreviation is no heading
    if capitals:
        return not following.text.isupper()
    spaced = line.gap and (following.gap or len(following.text) > 90)  # noqa: PLR2004  a paragraph
    return spaced and not is_short(following.text) and text[0].isupper()


def _section(text: str, lines: Sequence[Line], header: set[int]) -> DraftPost:
    heading = lines[0] if is_short(lines[0].text) and len(lines) > 1 else None
    blocks = [
        Block(kind="dateline", start=line.start, end=line.end) for line in lines if line.start in header
    ]  # fmt: skip
    if heading is not None and heading.start not in header:
        blocks.append(Block(kind="heading", start=heading.start, end=heading.end))
    else:
        heading = None
    rest = [_without_number(line) for line in lines if line is not heading and line.start not in header]
    body = parse_body(rest, opening=False)
    blocks = sorted([*blocks, *body.blocks], key=lambda block: block.start)
    return DraftPost(
        start=blocks[0].start, end=blocks[-1].end, blocks=blocks,
        heading=text[heading.start : heading.end] if heading else None,
    )  # fmt: skip


def _without_number(line: Line) -> Line:
    """``line`` without the number of its paragraph."""
    match = _NUMBER.match(line.text)
    if match is None:
        return line
    at = match.end()
    return Line(line.start + at, line.end, line.text[at:], line.indent, line.gap)
