"""Live pages saved as text whose posts carry time stamps, in whatever words and order the newsroom uses."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from geomap.model import Block
from geomap.sources._blocks import BULLET, is_boilerplate, is_short, parse_body
from geomap.sources._days import PageDay, dated
from geomap.sources._draft import Draft, DraftPost
from geomap.sources._publisher import publisher_of
from geomap.sources._summary import read_top
from geomap.sources._text import Line
from geomap.sources._times import Stamp, read_stamp, tail_stamp

__all__ = ["read_live"]

_LONG = 300
_NUMBER = re.compile(r"(?P<number>\d{1,3})[.)]\s+(?=\S)")
_MIN_POSTS = 2

Place = Literal["tail", "head", "below", "above"]


@dataclass
class _Entry:
    """A post's first line, its heading's span and line, and where its body begins (line indices)."""

    first: int
    body: int
    stamp: Stamp
    heading: tuple[int, int] | None = None
    divider: dt.date | None = None


def read_live(text: str, lines: list[Line], page_day: PageDay) -> Draft | None:
    """A draft where at least two posts carry stamps in one shape; None where the text is no live page."""
    entries = _tails(lines) or _heads(lines) or _alone(lines)
    if entries is None:
        return None
    _dividers(lines, entries, page_day)
    notes: list[str] = []
    whens, zone = dated([(e.stamp, e.divider) for e in entries], page_day, notes)
    posts: list[DraftPost] = []
    for index, entry in enumerate(entries):
        stop = entries[index + 1].first if index + 1 < len(entries) else len(lines)
        post = _post(text, lines, entry, stop)
        post.when = whens[index]
        posts.append(post)
    top = read_top(lines[: entries[0].first])
    if top.summary is not None:
        posts.insert(0, top.summary)
        notes.append("a summary stands above the posts; it carries no time and may be younger than they are")
    url = top.url or page_day.url
    publisher = top.publisher or publisher_of(url, text, [post.byline for post in posts])
    return Draft(
        text=text, posts=posts, format="live", title=top.title, url=url, publisher=publisher, timezone=zone,
        reason=f"{len(entries)} posts with time stamps", notes=notes,
    )  # fmt: skip


def _tails(lines: list[Line]) -> list[_Entry] | None:
    """Stamps at the end of headings: 'Bridge closedpublished at 16:30 GMT 17 February 2022'."""
    short = [(i, line) for i, line in enumerate(lines) if len(line.text) <= _LONG]
    lead = _common_lead([line.text for _, line in short])
    entries = []
    for index, line in short:
        stamp = tail_stamp(line.text, lead)
        if stamp is None or stamp.start == 0:
            continue
        mark = _NUMBER.match(line.text) or BULLET.match(line.text)
        skip = mark.end() if mark else 0
        end = len(line.text[: stamp.start].rstrip(" \t-–—|·•:,("))
        if end <= skip:
            continue
        first = index
        # 'n. Analysis' above the heading's own line: the kicker belongs to the post.
        if not mark and index and _NUMBER.match(lines[index - 1].text) and is_short(lines[index - 1].text):
            first = index - 1
        heading = (line.start + skip, line.start + end)
        entries.append(_Entry(first=first, body=index + 1, stamp=stamp, heading=heading))
    return entries if len(entries) >= _MIN_POSTS else None


def _common_lead(rows: list[str]) -> str:
    """What stands before the clock at the end of most headings, where no word known here does."""
    cut = re.compile(r"^(?P<before>.{4,}?)(?:[01]?\d|2[0-3])[:.h][0-5]\d\D?.{0,50}$")
    before = [m["before"] for row in rows if (m := cut.match(row)) and re.search(r"[^\W\d_] ?$", m["before"])]
    if len(before) < 3:  # noqa: PLR2004  two may agree by chance
        return ""
    tails = Counter(b[-size:] for b in before for size in range(3, min(len(b), 30)))
    best = [tail for tail, count in tails.items() if count == len(before)]
    return max(best, key=len, default="").lstrip()


def _heads(lines: list[Line]) -> list[_Entry] | None:
    """Stamps that open a line: '14:32 GMT - Bridge closed', '12.45pm: Bridge closed'."""
    entries = []
    for index, line in enumerate(lines):
        mark = BULLET.match(line.text) or _NUMBER.match(line.text)
        skip = mark.end() if mark and not read_stamp(line.text) else 0
        stamp = read_stamp(line.text, skip)
        if stamp is None or stamp.clock is None or (line.text[stamp.start] in "([" and stamp.end < 4):  # noqa: PLR2004
            continue
        rest = re.match(r"[\s)\]]*[-–—:|•·,.]*\s*", line.text[stamp.end :])
        start = stamp.end + (rest.end() if rest else 0)
        if start >= len(line.text) or re.match(r"source:", line.text[start:], re.IGNORECASE):
            continue
        if not rest or not rest[0] or line.text[start].islower():
            continue
        heading = (line.start + start, line.end) if is_short(line.text[start:]) else None
        entries.append(
            _Entry(first=index, body=index + 1 if heading else index, stamp=stamp, heading=heading)
        )
    return entries if len(entries) >= _MIN_POSTS and len(entries) * 12 >= len(lines) else None


def _alone(lines: list[Line]) -> list[_Entry] | None:
    """Stamps on lines of their own, above or below the heading they belong to."""
    stamped = []
    for index, line in enumerate(lines):
        if len(line.text) > 120:  # noqa: PLR2004  no stamp is that long
            continue
        stamp = read_stamp(line.text, whole=True) or read_stamp(_bare(line.text), whole=True)
        if stamp is not None and (stamp.clock is not None or stamp.ago is not None):
            stamped.append((index, stamp))
    stamped = _without_updates(lines, stamped)
    if len(stamped) < _MIN_POSTS:
        return None
    below = sum(_heading_above(lines, index) for index, _ in stamped)
    above = sum(_heading_below(lines, index) for index, _ in stamped)
    if below > above or (below == above and stamped[0][0] > 0 and _heading_above(lines, stamped[0][0])):
        return [_below(lines, index, stamp) for index, stamp in stamped]
    return [_above(lines, index, stamp) for index, stamp in stamped]


def _bare(text: str) -> str:
    """A stamp's line without what else newsrooms put on it: 'Share', 'Updated at 13.01 GMT'."""
    return re.sub(r"\s*(?:share|updated?\b.*|copy link|link copied)$", "", text, flags=re.IGNORECASE)


def _without_updates(lines: list[Line], stamped: list[tuple[int, Stamp]]) -> list[tuple[int, Stamp]]:
    """Drop 'Updated at ...' lines where other lines carry the posts' own times."""
    updates = {i for i, _ in stamped if re.match(r"\(?(?:last )?updated?\b", lines[i].text, re.IGNORECASE)}
    own = [item for item in stamped if item[0] not in updates]
    return own if len(own) >= _MIN_POSTS else stamped


def _heading_above(lines: list[Line], index: int) -> bool:
    return (
        index > 0
        and _headline(lines[index - 1])
        and (index == 1 or not _headline(lines[index - 2]) or lines[index - 1].gap)
    )


def _heading_below(lines: list[Line], index: int) -> bool:
    return index + 1 < len(lines) and _headline(lines[index + 1])


def _headline(line: Line) -> bool:
    return is_short(line.text) and not BULLET.match(line.text) and not is_boilerplate(line.text)


def _below(lines: list[Line], index: int, stamp: Stamp) -> _Entry:
    """The stamp stands under its heading."""
    if index > 0 and _headline(lines[index - 1]):
        line = lines[index - 1]
        mark = _NUMBER.match(line.text)
        heading = (line.start + (mark.end() if mark else 0), line.end)
        return _Entry(first=index - 1, body=index, stamp=stamp, heading=heading)
    return _Entry(first=index, body=index, stamp=stamp)


def _above(lines: list[Line], index: int, stamp: Stamp) -> _Entry:
    """The stamp stands over its heading, or over the text where there is no heading."""
    if _heading_below(lines, index):
        line = lines[index + 1]
        return _Entry(first=index, body=index + 2, stamp=stamp, heading=(line.start, line.end))
    return _Entry(first=index, body=index + 1, stamp=stamp)


def _dividers(lines: list[Line], entries: list[_Entry], page_day: PageDay) -> None:
    """Lines that hold a date alone set the day of the posts under them."""
    entry = iter(entries)
    upcoming = next(entry, None)
    current: dt.date | None = None
    for index, line in enumerate(lines):
        if upcoming is not None and index >= upcoming.first:
            upcoming.divider = current
            upcoming = next(entry, None)
        if len(line.text) <= 60:  # noqa: PLR2004  a day's line is short
            stamp = read_stamp(line.text, whole=True)
            if stamp is not None and stamp.date is not None and stamp.clock is None and not stamp.verb:
                current = stamp.date.on(page_day.date) or current


def _post(text: str, lines: list[Line], entry: _Entry, stop: int) -> DraftPost:
    first = lines[entry.first]
    mark = _NUMBER.match(first.text) or BULLET.match(first.text)
    start = first.start + (mark.end() if mark else 0)
    blocks: list[Block] = []
    heading = None
    body_lines = lines[entry.body : stop]
    if entry.heading is not None:
        begin, end = entry.heading
        heading = text[begin:end]
        blocks = _around(lines, entry, start, begin, end)
        if body_lines and entry.body > 0 and body_lines[0].start < end:
            body_lines = body_lines[1:]
    else:
        stamp_line = lines[entry.first]
        at = stamp_line.start + entry.stamp.end
        blocks = [Block(kind="dateline", start=start if start < at else stamp_line.start, end=at)]
        body_lines = [_cut(line, at) for line in body_lines if line.end > at]
    # A line that holds the stamp alone is no text of the post.
    rest = []
    for line in body_lines:
        stamp = read_stamp(line.text, whole=True) if len(line.text) <= 120 else None  # noqa: PLR2004
        if stamp is not None:
            blocks.append(Block(kind="dateline", start=line.start, end=line.end))
        else:
            rest.append(line)
    body = parse_body(rest)
    blocks = sorted([*blocks, *body.blocks], key=lambda b: b.start)
    end = max(lines[stop - 1].end, blocks[-1].end)
    return DraftPost(
        start=min(start, blocks[0].start), end=end, heading=heading, byline=body.byline,
        reporter_place=body.reporter_place, blocks=blocks,
    )  # fmt: skip


def _around(lines: list[Line], entry: _Entry, start: int, begin: int, end: int) -> list[Block]:
    """The heading's block, with what stands before it (a kicker, a stamp) and after it (a stamp)."""
    blocks = [Block(kind="heading", start=begin, end=end)]
    for line in lines[entry.first : max(entry.body, entry.first + 1)]:
        if line.end <= begin:
            from_ = max(start, line.start)
            kind: Literal["dateline", "boilerplate"] = "dateline" if read_stamp(line.text) else "boilerplate"
            blocks.append(Block(kind=kind, start=from_, end=line.end))
        elif (
            line.start < begin
            and begin - max(start, line.start) > 1
            and entry.stamp.start < begin - line.start
        ):
            stamped = line.start + entry.stamp.end
            if max(start, line.start) < stamped <= begin:
                blocks.append(Block(kind="dateline", start=max(start, line.start), end=stamped))
        if line.start <= begin and line.end > end:
            after = (
                end
                + len(line.text[end - line.start :])
                - len(line.text[end - line.start :].lstrip(" \t-–—|·•:,("))
            )
            blocks.append(Block(kind="dateline", start=after, end=line.end))
    return blocks


def _cut(line: Line, at: int) -> Line:
    """``line`` from offset ``at`` on, where it begins before."""
    if line.start >= at:
        return line
    rest = line.text[at - line.start :]
    bare = rest.lstrip(" \t\u00a0-–—:|•·,.)]")
    return Line(line.end - len(bare), line.end, bare, line.indent, line.gap)
