"""Live pages and chats saved as text, whose posts carry time stamps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from geomap.model import Block
from geomap.sources._blocks import BULLET, parse_body
from geomap.sources._days import PageDay, dated
from geomap.sources._draft import Draft, DraftPost, ordered
from geomap.sources._entries import NUMBER, Entry, find_entries, whole_stamp
from geomap.sources._publisher import publisher_of
from geomap.sources._summary import read_top
from geomap.sources._text import Line
from geomap.sources._times import read_stamp

__all__ = ["read_live"]

_DIVIDER = 60
_MARKS = " \t\u00a0-–—:|•·,.)]("


def read_live(text: str, lines: list[Line], page: PageDay) -> Draft | None:
    """A draft where at least two posts carry stamps in one shape; None where the text is no live page."""
    entries = find_entries(text, lines)
    if entries is None:
        return None
    _dividers(lines, entries, page)
    notes: list[str] = []
    whens, zone = dated([(entry.stamp, entry.divider) for entry in entries], page, notes)
    posts: list[DraftPost] = []
    for index, entry in enumerate(entries):
        stop = entries[index + 1].first if index + 1 < len(entries) else len(lines)
        post = _post(text, lines[entry.first : stop], entry)
        post.when = whens[index]
        posts.append(post)
    headings = {post.heading for post in posts}
    above = lines[: entries[0].first]
    # A list of key events repeats the posts' headings.
    top = read_top([line for line in above if line.start not in page.header and line.text not in headings])
    if top.summary is not None:
        posts.insert(0, top.summary)
        notes.append("a summary stands above the posts; it carries no time and may be younger than they are")
    url = page.url or top.url
    publisher = publisher_of(url, text, [post.byline for post in posts])
    return Draft(
        text=text, posts=posts, format="live", title=top.title, url=url, publisher=publisher, timezone=zone,
        reason=f"{len(entries)} posts with time stamps", notes=notes,
    )  # fmt: skip


def _dividers(lines: list[Line], entries: list[Entry], page: PageDay) -> None:
    """Lines that hold a date alone set the day of the posts under them, where there are several."""
    found: list[tuple[int, dt.date]] = []
    for line in lines:
        stamp = read_stamp(line.text, whole=True) if len(line.text) <= _DIVIDER else None
        if stamp is not None and stamp.date is not None and stamp.clock is None and not stamp.verb:
            date = stamp.date.on(page.date)
            if date is not None:
                found.append((line.start, date))
    first = lines[entries[0].first].start
    # One date above all posts is the page's own: its clocks may still pass midnight.
    if not any(start > first for start, _ in found):
        return
    for entry in entries:
        above = [date for start, date in found if start < lines[entry.first].start]
        entry.divider = above[-1] if above else None


def _post(text: str, lines: list[Line], entry: Entry) -> DraftPost:
    blocks = list(entry.blocks)
    heading = entry.heading
    body_lines: list[Line] = []
    for line in lines:
        if whole_stamp(line) is not None or _is_date(line):
            blocks.append(Block(kind="dateline", start=line.start, end=line.end))
            continue
        for piece in _pieces(line, entry.blocks, first=line is lines[0]):
            if heading is not None and piece.end <= heading.start:
                blocks.append(Block(kind="boilerplate", start=piece.start, end=piece.end))
            else:
                body_lines.append(piece)
    body = parse_body(body_lines)
    blocks = ordered([*blocks, *body.blocks])
    sender = next((block for block in entry.blocks if block.kind == "byline"), None)
    return DraftPost(
        start=blocks[0].start, end=blocks[-1].end, blocks=blocks, reporter_place=body.reporter_place,
        heading=text[heading.start : heading.end] if heading else None,
        byline=text[sender.start : sender.end] if sender else body.byline,
    )  # fmt: skip


def _is_date(line: Line) -> bool:
    return len(line.text) <= _DIVIDER and read_stamp(line.text, whole=True) is not None


def _pieces(line: Line, blocks: list[Block], *, first: bool) -> Iterator[Line]:
    """What is left of ``line`` beside the blocks already known in it; of the first its number too."""
    at = line.start
    mark = (NUMBER.match(line.text) or BULLET.match(line.text)) if first else None
    if mark and not any(block.start < line.start + mark.end() and block.end > line.start for block in blocks):
        at += mark.end()
    inside = sorted((b.start, b.end) for b in blocks if b.start < line.end and b.end > line.start)
    for start, end in [*inside, (line.end, line.end)]:
        raw = line.text[at - line.start : start - line.start]
        bare = raw.lstrip(_MARKS) if at > line.start and inside else raw.lstrip()
        begin = start - len(bare)
        bare = bare.rstrip(_MARKS) if start < line.end else bare.rstrip()
        if bare:
            yield line._replace(start=begin, end=begin + len(bare), text=bare)
        at = max(at, end)
