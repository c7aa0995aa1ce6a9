"""Where the posts of a live page begin: its time stamps, in whichever of four shapes the newsroom uses."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from geomap.model import Block
from geomap.sources._blocks import BULLET, is_boilerplate, is_short
from geomap.sources._text import Line
from geomap.sources._times import Stamp, read_stamp, tail_stamp

__all__ = ["NUMBER", "Entry", "find_entries", "whole_stamp"]

NUMBER = re.compile(r"\(?(?P<number>\d{1,3})[.)]\s+(?=\S)")
_CLOCKS = re.compile(
    r"\d[:.hH][0-5]\d|\d[ \u00a0\u202f]?[apAP]\.?[mM]\b|\d{4} ?(?:[A-Z]{2,4}\b|hrs|hours)|\bago\b"
)
_LONG = 300
_STAMP_LINE = 120
_DATE_LINE = 60
_MIN_POSTS = 2
_IN_ORDER = 0.7
_HALF_DAY_MIN = 720
_MARKS = " \t\u00a0-–—|·•:,("
_BY = re.compile(r"(?:by|from|reporting by|posted by) [A-Z]", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w’'-]+(?: (?:[A-Z][\w’'.-]+|de|van|von|al)){1,3}")
_SENDER = re.compile(r"(?P<who>[^\s:][^:\n]{0,40}): (?=\S)")
_ROLE = re.compile(
    r"(?:reporting|reported|correspondent|editor|.{0,40}(?:correspondent|editor|reporter))\b", re.IGNORECASE
)
_UPDATE = re.compile(r"\(?(?:last )?updated?\b", re.IGNORECASE)


@dataclass
class Entry:
    """A post's first line (its index), its stamp, and the blocks known so far: heading, stamp, sender."""

    first: int
    stamp: Stamp
    blocks: list[Block] = field(default_factory=list)
    divider: dt.date | None = None

    @property
    def heading(self) -> Block | None:
        """The heading's block; None where the post has none."""
        return next((block for block in self.blocks if block.kind == "heading"), None)


def find_entries(text: str, lines: list[Line]) -> list[Entry] | None:
    """The posts' beginnings; None where fewer than two posts carry stamps in one shape and in order."""
    # Most texts are no live pages: two clocks or none tells it cheaply.
    clocks = _CLOCKS.finditer(text)
    if len(lines) < _MIN_POSTS or next(clocks, None) is None or next(clocks, None) is None:
        return None
    for shape in (_tails, _heads, _alone):
        entries = shape(lines)
        # Marked as headings by whoever wrote the text, even two clocks are posts.
        sure = all(lines[entry.first].level for entry in entries)
        if len(entries) >= _MIN_POSTS and _in_order([entry.stamp for entry in entries], sure=sure):
            return _senders(text, lines, _without_index(text, _without_names(text, lines, entries)))
    return None


def whole_stamp(line: Line) -> Stamp | None:
    """The stamp that ``line`` is, apart from 'Share' and the like; None where it is more or less."""
    if len(line.text) > _STAMP_LINE:
        return None
    bare = re.sub(r"\s*(?:share|updated?\b.*|copy link|link copied)$", "", line.text, flags=re.IGNORECASE)
    stamp = read_stamp(line.text, whole=True) or (read_stamp(bare, whole=True) if bare else None)
    return stamp if stamp and (stamp.clock is not None or stamp.ago is not None) else None


def _in_order(stamps: list[Stamp], *, sure: bool) -> bool:
    """Whether times run one way, as posts' do and video lengths do not."""
    if all(s.zone is None and s.date is None and not s.verb for s in stamps) and len(stamps) <= _MIN_POSTS:
        # Two bare clocks may be anything.
        return sure or any(s.half for s in stamps)
    steps = [_step(one, other) for one, other in pairwise(stamps)]
    told = [step for step in steps if step]
    return len(told) <= _MIN_POSTS or max(told.count(1), told.count(-1)) >= _IN_ORDER * len(told)


def _step(one: Stamp, other: Stamp) -> int:
    if one.date and other.date:
        first, second = one.date.within_years(other.date)
        if first != second:
            return 1 if second > first else -1
    if one.clock and other.clock and one.clock != other.clock:
        passed = (other.clock.hour - one.clock.hour) * 60 + other.clock.minute - one.clock.minute
        # More than half a day is a step the other way, over midnight.
        return 1 if 0 < passed < _HALF_DAY_MIN or passed <= -_HALF_DAY_MIN else -1
    return 0


def _tails(lines: list[Line]) -> list[Entry]:
    """Stamps at the end of headings: 'Bridge closedpublished at 16:30 GMT 17 February 2022'."""
    short = [(i, line) for i, line in enumerate(lines) if len(line.text) <= _LONG and not whole_stamp(line)]
    lead = _common_lead([line.text for _, line in short])
    entries = []
    for index, line in short:
        stamp = tail_stamp(line.text, lead)
        if stamp is None or stamp.start == 0:
            continue
        mark = NUMBER.match(line.text) or BULLET.match(line.text)
        skip = mark.end() if mark else 0
        end = len(line.text[: stamp.start].rstrip(_MARKS))
        if end <= skip:
            continue
        # 'n. Analysis' above the heading's own line: the kicker belongs to the post.
        kicker = (
            not mark and index > 0 and NUMBER.match(lines[index - 1].text) and is_short(lines[index - 1].text)
        )
        begin = end + len(line.text[end:]) - len(line.text[end:].lstrip(_MARKS))
        blocks = [
            Block(kind="heading", start=line.start + skip, end=line.start + end),
            Block(kind="dateline", start=line.start + begin, end=line.end),
        ]
        entries.append(Entry(index - 1 if kicker else index, stamp, blocks))
    return entries


def _common_lead(rows: list[str]) -> str:
    """What stands before the clock at the end of most headings, where no word known here does."""
    cut = re.compile(r"^(?P<before>.{4,}?)(?:[01]?\d|2[0-3])[:.h][0-5]\d\D?.{0,50}$")
    before = [m["before"] for row in rows if (m := cut.match(row)) and re.search(r"[^\W\d_] ?$", m["before"])]
    if len(before) < 3:  # noqa: PLR2004  two may agree by chance
        return ""
    tails = Counter(b[-size:] for b in before for size in range(3, min(len(b), 30)))
    best = [tail for tail, count in tails.items() if count == len(before)]
    return max(best, key=len, default="").lstrip()


def _heads(lines: list[Line]) -> list[Entry]:
    """Stamps that open a line: '14:32 GMT - Bridge closed', '12.45pm: Bridge closed'."""
    entries = []
    for index, line in enumerate(lines):
        mark = BULLET.match(line.text) or NUMBER.match(line.text)
        skip = mark.end() if mark and not read_stamp(line.text) else 0
        stamp = read_stamp(line.text, skip)
        if stamp is None or stamp.clock is None:
            continue
        rest = re.match(r"[\s)\]]*[-–—:|•·,.]*\s*", line.text[stamp.end :])
        start = stamp.end + (rest.end() if rest else 0)
        told = line.text[start:]
        if start == stamp.end or not told or told[0].islower() or told.lower().startswith("source:"):
            continue
        begin = skip + len(line.text[skip:]) - len(line.text[skip:].lstrip("•*-–— ([|"))
        blocks = [Block(kind="dateline", start=line.start + begin, end=line.start + stamp.end)]
        if is_short(told):
            blocks.append(Block(kind="heading", start=line.start + start, end=line.end))
        entries.append(Entry(index, stamp, blocks))
    return entries if len(entries) * 12 >= len(lines) else []


def _alone(lines: list[Line]) -> list[Entry]:
    """Stamps on lines of their own, above or below the heading they belong to."""
    stamped = [(i, stamp) for i, line in enumerate(lines) if (stamp := whole_stamp(line)) is not None]
    stamped = _merged(lines, stamped)
    below = sum(_heading_above(lines, index) is not None for index, _ in stamped)
    above = sum(_headline_at(lines, _after(lines, index)) for index, _ in stamped)
    if below == above and stamped:
        below += _heading_above(lines, stamped[0][0]) is not None
    under = below > above
    return [(_below if under else _above)(lines, index, stamp) for index, stamp in stamped]


def _merged(lines: list[Line], stamped: list[tuple[int, Stamp]]) -> list[tuple[int, Stamp]]:
    """One stamp a post: of '1h ago' and '14.10 BST' that with a clock; 'Updated at' below a text is none."""
    kept: list[tuple[int, Stamp]] = []
    for index, stamp in stamped:
        if kept and index - kept[-1][0] == 1 + (kept[-1][1].clock is None and kept[-1][1].ago is None):
            if kept[-1][1].clock is None and stamp.clock is not None:
                kept[-1] = (kept[-1][0], stamp)
            continue
        update = _UPDATE.match(lines[index].text) and kept and not _headline_at(lines, index - 1)
        if not update:
            kept.append((index, stamp))
    return kept


def _after(lines: list[Line], index: int) -> int:
    """The first line from ``index`` on that is no stamp."""
    while index < len(lines) and whole_stamp(lines[index]):
        index += 1
    return index


def _heading_above(lines: list[Line], index: int) -> int | None:
    """The line of the heading that a stamp at ``index`` stands under, a byline between allowed."""
    at = index - 1
    if at > 0 and _BY.match(lines[at].text) and _headline_at(lines, at - 1):
        at -= 1
    if not _headline_at(lines, at) or (at > 0 and _headline_at(lines, at - 1) and not lines[at].gap):
        return None
    return at


def _headline_at(lines: list[Line], index: int) -> bool:
    if not 0 <= index < len(lines):
        return False
    line = lines[index]
    return (
        is_short(line.text) and not BULLET.match(line.text) and not is_boilerplate(line.text)
        and not whole_stamp(line) and not _is_date(line)
    )  # fmt: skip


def _is_date(line: Line) -> bool:
    """Whether the line is a day's divider: a date alone."""
    return len(line.text) <= _DATE_LINE and read_stamp(line.text, whole=True) is not None


def _below(lines: list[Line], index: int, stamp: Stamp) -> Entry:
    """The stamp stands under its heading."""
    at = _heading_above(lines, index)
    if at is None:
        return Entry(index, stamp)
    line = lines[at]
    mark = NUMBER.match(line.text)
    return Entry(
        at, stamp, [Block(kind="heading", start=line.start + (mark.end() if mark else 0), end=line.end)]
    )


def _above(lines: list[Line], index: int, stamp: Stamp) -> Entry:
    """The stamp stands over its heading, or over the text where there is no heading."""
    at = _after(lines, index)
    if not _headline_at(lines, at):
        return Entry(index, stamp)
    return Entry(index, stamp, [Block(kind="heading", start=lines[at].start, end=lines[at].end)])


def _told(text: str, entry: Entry) -> str:
    """The entry's heading, empty where it has none."""
    heading = entry.heading
    return text[heading.start : heading.end] if heading else ""


def _without_names(text: str, lines: list[Line], entries: list[Entry]) -> list[Entry]:
    """Take reporters' names under stamps for bylines, on pages whose headings are written as sentences."""
    told = [heading for entry in entries if (heading := _told(text, entry))]
    others = [heading for heading in told if not _NAME.fullmatch(heading)]
    sentences = sum(bool(re.search(r"\s[a-z]{4,}", heading)) for heading in others)
    for entry in entries:
        block = entry.heading
        if block is None or not _NAME.fullmatch(_told(text, entry)):
            continue
        below = range(entry.first, min(entry.first + 8, len(lines)))
        following = next((lines[at] for at in below if lines[at].start > block.start), None)
        if following is not None and not following.gap and _ROLE.match(following.text):
            entry.blocks.remove(block)
        elif not others or sentences * 2 >= len(others):
            entry.blocks[entry.blocks.index(block)] = Block(kind="byline", start=block.start, end=block.end)
    return entries


def _without_index(text: str, entries: list[Entry]) -> list[Entry]:
    """Drop the list of key events above the posts, whose times and headings stand there once more."""
    keys = [(_told(text, entry), entry.stamp.clock) for entry in entries]
    last = {key: index for index, key in enumerate(keys) if key[0]}
    kept = [index for index, key in enumerate(keys) if last.get(key, index) == index]
    if len(kept) < _MIN_POSTS:
        return entries
    for entry, key in zip(entries, keys, strict=True):
        twin = entries[last.get(key, 0)]
        if twin is not entry and key in last and entry.stamp.date and twin.stamp.date is None:
            twin.stamp = twin.stamp.dated(entry.stamp.date)
    return [entries[index] for index in kept]


def _senders(text: str, lines: list[Line], entries: list[Entry]) -> list[Entry]:
    """In chats the name before each message is no heading but who sent it."""
    told = [_told(text, entry) for entry in entries]
    if all(told) and len(set(told)) * 2 <= len(told) + 1:
        for entry in entries:
            entry.blocks = [_as_byline(block) if block.kind == "heading" else block for block in entry.blocks]
    else:
        _chat(lines, entries)
    return entries


def _as_byline(block: Block) -> Block:
    return Block(kind="byline", start=block.start, end=block.end)


def _chat(lines: list[Line], entries: list[Entry]) -> None:
    """'17/06/2023, 16:45 - Ada: The bridge is closed': what stands before the colon is the sender."""
    found = []
    for entry in entries:
        line = lines[entry.first]
        at = max((block.end for block in entry.blocks if block.kind == "dateline"), default=line.start)
        rest = line.text[at - line.start :]
        begin = at + len(rest) - len(rest.lstrip(_MARKS + ")]"))
        found.append((begin, _SENDER.match(line.text[begin - line.start :])))
    names = [match["who"] for _, match in found if match]
    if len(names) < len(entries) or len(set(names)) * 2 > len(names) + 1:
        return
    for entry, (begin, match) in zip(entries, found, strict=True):
        if match:
            sender = Block(kind="byline", start=begin, end=begin + len(match["who"]))
            entry.blocks = [*(b for b in entry.blocks if b.kind != "heading"), sender]
