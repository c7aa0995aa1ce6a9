"""Files of several dispatches, each of which begins with a dateline of its own."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.model import Block
from geomap.sources._blocks import BULLET, is_boilerplate, is_short, parse_body
from geomap.sources._dateline import Dateline, read_dateline, told_midyear
from geomap.sources._days import PageDay, zone_of
from geomap.sources._draft import Draft, DraftPost, ordered
from geomap.sources._entries import find_entries
from geomap.sources._prose import read_sections
from geomap.sources._publisher import publisher_of
from geomap.sources._summary import read_top
from geomap.sources._text import Line
from geomap.sources._times import Stamp, When, day, instant, read_stamp

__all__ = ["read_dispatches"]

_MIN_DISPATCHES = 2
_SECTIONS_PER_DISPATCH = 3
"""Headings inside a dispatch are few."""
_BY = re.compile(r"(?:by|from|reporting by|posted by) [A-Z]", re.IGNORECASE)
_DATE_LINE = 60


@dataclass
class _Dispatch:
    """A dispatch: its dateline on line ``at``, its first line, what stands above the dateline."""

    at: int
    dateline: Dateline
    first: int
    heading: Line | None = None
    stamp: Stamp | None = None
    stamp_lines: list[Line] = field(default_factory=list)
    when: When | None = None


def read_dispatches(text: str, lines: list[Line], page: PageDay) -> Draft | None:
    """A draft with a post for each dispatch; None below two lines that begin with a dateline."""
    found = [(at, dateline) for at, line in enumerate(lines) if (dateline := _dateline(line))]
    # A live page whose posts carry stamps goes by these, though some of them quote an agency's dispatch.
    if len(found) < _MIN_DISPATCHES or len(find_entries(text, lines) or ()) > len(found):
        return None
    # Neither is a page of headings whose sections but now and then open with a dateline.
    sections = read_sections(text, lines, page)
    if sections is not None and len(sections.posts) > _SECTIONS_PER_DISPATCH * len(found):
        return None
    dispatches = [_dispatch(lines, at, dateline, page) for at, dateline in found]
    notes = _date(text, dispatches, page)
    stops = [dispatch.first for dispatch in dispatches[1:]] + [len(lines)]
    posts = [
        _post(text, lines[one.first : stop], one, lines[one.at])
        for one, stop in zip(dispatches, stops, strict=True)
    ]
    top = read_top([line for line in lines[: dispatches[0].first] if line.start not in page.header])
    if top.summary is not None:
        posts.insert(0, top.summary)
        notes.append("what stands above the first dispatch carries no time")
    url = page.url or top.url
    agencies = Counter(dateline.agency for _, dateline in found if dateline.agency)
    agency = agencies.most_common(1)[0][0] if agencies else None
    whens = [dispatch.when for dispatch in dispatches if dispatch.when]
    return Draft(
        text=text, posts=posts, format="dispatches", title=top.title, url=url, notes=notes,
        publisher=publisher_of(url, text, []) or agency,
        when=max(whens, key=lambda when: when.moment, default=None),
        timezone=page.zone.name if page.zone else None,
        reason=f"{len(dispatches)} dispatches, each with a dateline",
    )  # fmt: skip


def _dateline(line: Line) -> Dateline | None:
    found = read_dateline(line.text) if not line.row else None
    return found if found is not None and found.sure else None


def _dispatch(lines: list[Line], at: int, dateline: Dateline, page: PageDay) -> _Dispatch:
    """The dispatch of the dateline on line ``at``, with the byline, heading and date lines right above it."""
    one = _Dispatch(at, dateline, at)
    above = at - 1
    while above >= 0:
        line = lines[above]
        stamp = read_stamp(line.text, whole=True) if len(line.text) <= _DATE_LINE else None
        if stamp is not None and stamp.date is not None:
            one.stamp = one.stamp or stamp
            one.stamp_lines.append(line)
        elif line.start in page.header:
            break
        elif one.heading is None and _BY.match(line.text) and is_short(line.text):
            pass
        elif _is_headline(line) and (one.heading is None or not lines[above + 1].gap):
            # Of two lines that stand together the upper is the heading, the lower its second line.
            one.heading = line
        else:
            break
        one.first = above
        above -= 1
    return one


def _is_headline(line: Line) -> bool:
    return bool(line.level) or (
        is_short(line.text) and not line.row and not BULLET.match(line.text)
        and not is_boilerplate(line.text) and not line.text[0].islower() and line.text[-1] not in "])"
        and len(line.text.split()) > 1
    )  # fmt: skip


def _date(text: str, dispatches: Sequence[_Dispatch], page: PageDay) -> list[str]:
    """Give every dispatch its day; a missing year is that of the nearest dispatch, or of the page."""
    full: dict[int, dt.date] = {}
    for index, one in enumerate(dispatches):
        told = [one.dateline.date, one.stamp.date if one.stamp else None]
        dates = (date.on(None) for date in told if date)
        if (whole := next((date for date in dates if date), None)) is not None:
            full[index] = whole
    known = sorted(full)
    notes: list[str] = []
    near, how = _near(text, page)
    lacking = [one for i, one in enumerate(dispatches) if i not in full and one.dateline.date]
    if full and lacking:
        how = "the dispatches beside them"
    if lacking:
        notes.append(
            f"the year of datelines that tell none is from {how}" if full or near
            else "nothing tells the year of the datelines"
        )  # fmt: skip
    for index, one in enumerate(dispatches):
        beside = full[_nearest(index, known)] if known else near
        own = one.dateline.date.on(beside) if one.dateline.date else None
        above = one.stamp.date.on(beside) if one.stamp and one.stamp.date else None
        date = own or above or page.date
        if date is None:
            continue
        # A date line's clock is that of its own day.
        if one.stamp and one.stamp.clock and date == above:
            one.when = instant(date, one.stamp.clock, zone_of(one.stamp, page.zone))
        else:
            one.when = day(date)
    bare = sum(one.dateline.date is None and one.stamp is None for one in dispatches)
    if bare:
        notes.append(
            f"{bare} dispatches tell no day; theirs, {page.date}, is from {page.how}" if page.date
            else f"nothing tells the day of {bare} dispatches"
        )  # fmt: skip
    return notes


def _nearest(index: int, known: Sequence[int]) -> int:
    """The one of ``known``, which are in order, nearest to ``index``; of two as near the earlier."""
    at = bisect.bisect_left(known, index)
    return min(known[max(0, at - 1) : at + 1], key=lambda other: (abs(other - index), other))


def _near(text: str, page: PageDay) -> tuple[dt.date | None, str]:
    """A day in or near the year of dates that lack theirs, and what told it."""
    if page.date is not None:
        return page.date, page.how
    near = told_midyear(text)
    return near, "" if near is None else f"the year that the text tells of, {near.year}"


def _post(text: str, lines: Sequence[Line], one: _Dispatch, opening: Line) -> DraftPost:
    blocks = [Block(kind="dateline", start=line.start, end=line.end) for line in one.stamp_lines]
    above = [line for line in lines if line.start < opening.start and line not in one.stamp_lines]
    if one.heading is not None:
        blocks.append(Block(kind="heading", start=one.heading.start, end=one.heading.end))
        above = [line for line in above if line is not one.heading]
    dateline = opening.text[: one.dateline.end].rstrip()
    blocks.append(Block(kind="dateline", start=opening.start, end=opening.start + len(dateline)))
    told = opening.text[one.dateline.end :]
    rest = opening._replace(start=opening.start + one.dateline.end, text=told)
    top = parse_body(above)
    body = parse_body([*([rest] if told else []), *(line for line in lines if line.start > opening.start)])
    blocks = ordered([*blocks, *top.blocks, *body.blocks])
    return DraftPost(
        start=blocks[0].start, end=blocks[-1].end, blocks=blocks, when=one.when,
        heading=text[one.heading.start : one.heading.end] if one.heading else None,
        byline=top.byline or body.byline,
        reporter_place=top.reporter_place or body.reporter_place or one.dateline.place,
    )  # fmt: skip
