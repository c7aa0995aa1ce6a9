"""Situation reports: 'as of' lines, numbered paragraphs, sections under capital headings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from geomap.model import Block
from geomap.sources._blocks import BULLET, is_short, parse_body
from geomap.sources._dateline import told_midyear
from geomap.sources._days import PageDay, without_next, zone_of
from geomap.sources._draft import Draft, DraftPost
from geomap.sources._entries import find_entries
from geomap.sources._publisher import publisher_of
from geomap.sources._text import Line
from geomap.sources._times import Stamp, When, day, find_dates, instant, read_stamp

__all__ = ["read_sitrep"]

_HEAD_LINES = 14
_MIN_ENTRIES = 3
_HEADING_MAX = 90
_AS_OF_MAX = 160
"""Longer lines tell more than the time."""
_AS_OF = re.compile(
    r"(?:.{0,60}\b)?(?:as (?:of|at|on)|status|stand|situation (?:of|at|on))\b[:,]?\s*(?=\S*\d|\w+ \d)",
    re.IGNORECASE,
)
_AS_OF_WORD = re.compile(r"\b(?:as (?:of|at|on)|status|stand|situation (?:of|at|on))\b", re.IGNORECASE)
_KIND = re.compile(
    r"\b(?:situation (?:report|update|overview)|sit-?rep|(?:emergency|information) bulletin"
    r"|(?:daily|weekly|spot|interim|flash|status|field|operational|humanitarian)"
    r" (?:report|update|bulletin))\b",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"\b(?:issued|published|released|dated)(?: on| at)?:?\s+", re.IGNORECASE)
_SPAN = (
    r"(?=(?:the )?(?:(?:\w+ )?(?:period|week|day|month)s?\b|\d|from\b|events\b|developments\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
)
_COVERED = re.compile(
    rf"\b(?:(?:report|update|bulletin|summary|overview|sit-?rep|it) covers |covering {_SPAN}"
    r"|reporting period\b|period (?:covered|under review|of report)\b|for the period\b"
    rf"|(?:report|update|bulletin|summary|sit-?rep)\b[^.]{{0,30}}? for {_SPAN}"
    r"|(?:\d\d|\w+-\w+|twelve) hours (?:to|until|till|up to|ending|before)\b|week (?:to|ending|ended)\b"
    r"|(?:current|correct|valid|information|figures|data)\b[^.]{0,40}? as (?:of|at)\b)",
    re.IGNORECASE,
)
_OPENS_REPORT = re.compile(
    r"(?:this (?:report|update|bulletin|summary|overview|sit-?rep)|(?:the )?reporting period)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[a-z\d)][.!?])\s+(?=[A-Z])")
_PERIOD_LAG = dt.timedelta(days=62)
_NUMBER = re.compile(r"(?:\d{1,3}[.)]|\(\d{1,3}\)|\d{1,2}\.\d{1,2}\.?)\s+(?=\S)")
_TAIL = re.compile(r"\s*[)\].;]*\s*(?:[(\[].*|all times.*)?$", re.IGNORECASE)


def read_sitrep(text: str, lines: Sequence[Line], page: PageDay) -> Draft | None:
    """A draft of a report that names its kind or states what time it speaks of; None for other texts."""
    head = lines[:_HEAD_LINES]
    top = text[head[0].start : head[-1].end]
    # Most texts are none: what is looked for below must stand somewhere near the top.
    if not (_AS_OF_WORD.search(top) or _KIND.search(top) or _COVERED.search(top)):
        return None
    as_of = next((found for line in head if (found := _as_of(line, page))), None)
    issued = _issued(head, page)
    covered = _covered(head, issued.moment.date() if issued else page.date or told_midyear(text))
    named = next((line for line in head[:6] if _KIND.search(line.text) and len(line.text) < 160), None)  # noqa: PLR2004
    opens = covered is not None and (is_short(covered[0]) or bool(_OPENS_REPORT.match(covered[0])))
    if as_of is None and not opens and (named is None or (page.date is None and covered is None)):
        return None
    # A live page may call itself an update: its posts carry times of their own.
    if as_of is None and len(find_entries(text, list(lines)) or ()) >= _MIN_ENTRIES:
        return None
    when = as_of[1] if as_of else day(covered[1]) if covered else day(page.date) if page.date else None
    header = {line.start for line in head if line.start in page.header or (as_of and line is as_of[0])}
    posts = _posts(text, lines, header, when)
    title = lines[0].text if is_short(lines[0].text) else None
    notes = [f"the report speaks of the situation as of {as_of[0].text!r}"[:160]] if as_of else []
    if covered is not None and as_of is None:
        notes.append(f"the posts' day, {covered[1]}, is the last that the report covers")
    return Draft(
        text=text, posts=posts, format="sitrep", title=title, url=page.url, when=issued or when, notes=notes,
        publisher=publisher_of(page.url, text, []), timezone=page.zone.name if page.zone else None,
        reason="a situation report: "
        + ("an 'as of' line" if as_of else "it calls itself one" if named else "it says what time it covers"),
    )  # fmt: skip


def _as_of(line: Line, page: PageDay) -> tuple[Line, When] | None:
    """``line`` with its time where it is an 'as of' line and nothing more."""
    if BULLET.match(line.text) or line.text[0].isdigit() or len(line.text) >= _AS_OF_MAX:
        return None
    match = _AS_OF.match(line.text)
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
    return instant(date, stamp.clock, zone_of(stamp, page.zone)) if stamp.clock else day(date)


def _issued(head: Sequence[Line], page: PageDay) -> When | None:
    """When the report was published: said outright, else the latest date at its top; never the next one's."""
    for line in head:
        for match in _ISSUED.finditer(without_next(line.text)):
            stamp = read_stamp(line.text, match.end())
            if stamp is not None and stamp.date is not None:
                return _when(stamp, page)
    told = [found for line in head[:4] for found in find_dates(without_next(line.text))]
    dates = [date for found in told if (date := found.on(page.date))]
    return day(max(dates)) if dates else None


def _covered(head: Sequence[Line], near: dt.date | None) -> tuple[str, dt.date] | None:
    """The sentence that says what time the report covers, and the last day of it; None where none does."""
    for line in head:
        if BULLET.match(line.text) or line.row:
            continue
        for sentence in _SENTENCE.split(without_next(line.text)):
            cue = _COVERED.search(sentence)
            told = _ISSUED.split(sentence[cue.end() :])[0] if cue else ""
            found = find_dates(told)
            years = [date for one in found if (date := one.on(None))]
            dates = [date for one in found if (date := one.on(max(years, default=near)))]
            # 'for the period since 2014' and the like reach back; what is covered ends near the issue.
            if dates and (near is None or abs(max(dates) - near) <= _PERIOD_LAG):
                return sentence, max(dates)
    return None


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
    if line.row or BULLET.match(line.text) or at + 1 >= len(lines):
        return False
    if not is_short(line.text) or len(line.text) > _HEADING_MAX:
        return False
    following = lines[at + 1]
    capitals = text.isupper() and len(text) > 3  # noqa: PLR2004  an abbreviation is no heading
    if following.row:
        return capitals or line.gap
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
    return line._replace(start=line.start + match.end(), text=line.text[match.end() :])
