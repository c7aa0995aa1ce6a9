"""Texts without time stamps: pages of headings and paragraphs, digests, press releases, plain articles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from geomap.model import Block, BlockKind
from geomap.sources._blocks import BULLET, ends_sentence, is_boilerplate, is_byline, is_short, parse_body
from geomap.sources._dateline import read_dateline, told_midyear
from geomap.sources._days import PageDay
from geomap.sources._draft import Draft, DraftPost
from geomap.sources._publisher import publisher_of, publisher_of_text, publisher_of_url
from geomap.sources._summary import read_top
from geomap.sources._text import Line
from geomap.sources._times import day

__all__ = ["read_article", "read_sections"]

_MIN_SECTIONS = 3
_MIN_MARKED = 2
"""Headings that are marked as such need no third to be believed."""
_COUNT = re.compile(r"(?P<count>\d{1,4}) (?:posts?|updates?|entries)", re.IGNORECASE)
_RELEASE = re.compile(
    r"(?:for immediate release|(?:press|news|media) (?:release|statement|advisory))\b.{0,40}", re.IGNORECASE
)
_RELEASE_HEAD = 12
"""Lines in which a release names itself, its sender and its title."""
_CREDITED = re.compile(r"[\])]\s*$")


def read_sections(text: str, lines: Sequence[Line], page: PageDay) -> Draft | None:
    """A page of headings with paragraphs under them; None where it has fewer than three headings."""
    first = _end_of_top(lines)
    spaced = any(line.gap for line in lines[1:])
    headings = [i for i in range(first, len(lines)) if _is_heading(lines, i, spaced=spaced)]
    if headings and first == 0 and headings[0] == 0:
        headings = headings[1:]
    marked = sum(lines[at].level > 0 for at in headings)
    if len(headings) < (_MIN_MARKED if marked == len(headings) else _MIN_SECTIONS):
        return None
    posts = []
    for index, at in enumerate(headings):
        stop = headings[index + 1] if index + 1 < len(headings) else len(lines)
        posts.append(_section(text, lines[at], lines[at + 1 : stop], page))
    told = _carried(posts) if page.date is None else None
    top = read_top([line for line in lines[: headings[0]] if line.start not in page.header])
    notes = _count_notes(lines, len(posts))
    if top.summary is not None:
        top.summary.when = day(page.date) if page.date else None
        posts.insert(0, top.summary)
    date, how = (page.date, page.how) if told is None else (told, "the dateline")
    notes.append(
        f"the posts carry no times; their day, {date}, is from {how}" if date
        else "the posts carry no times and nothing tells their day"
    )  # fmt: skip
    url = page.url or top.url
    return Draft(
        text=text, posts=posts, format="live-undated", title=top.title, url=url, notes=notes,
        publisher=publisher_of(url, text, [post.byline for post in posts]),
        when=day(date) if date else None, timezone=page.zone.name if page.zone else None,
        reason=f"{len(headings)} headings with paragraphs under them, no time stamps",
    )  # fmt: skip


def _carried(posts: Sequence[DraftPost]) -> dt.date | None:
    """Date the sections of an article by its one dateline; that day, None where there is none or several."""
    dated = [post for post in posts if post.when is not None]
    if len(dated) != 1 or dated[0] is not posts[0] or dated[0].when is None:
        return None
    for post in posts:
        post.when = dated[0].when
    return dated[0].when.moment.date()


def _end_of_top(lines: Sequence[Line]) -> int:
    """The line after the summary's bullets, or after the line that counts the posts; 0 without either."""
    for index, line in enumerate(lines[:80]):
        if _COUNT.fullmatch(line.text):
            return index + 1
    bullets = [i for i, line in enumerate(lines[:40]) if BULLET.match(line.text)]
    # Bullets that stand below paragraphs belong to a post; a summary's stand right below its label.
    labelled = bool(bullets) and (bullets[0] == 0 or is_short(lines[bullets[0] - 1].text))
    if labelled and sum(len(line.text) > 160 for line in lines[: bullets[0]]) <= 1:  # noqa: PLR2004
        last = bullets[0]
        while last + 1 < len(lines) and BULLET.match(lines[last + 1].text):
            last += 1
        return last + 1
    return 0


def _is_heading(lines: Sequence[Line], at: int, *, spaced: bool) -> bool:
    line = lines[at]
    if line.level:
        return True
    if line.row:
        return False
    alone = not spaced or (line.gap and (at + 1 >= len(lines) or lines[at + 1].gap))
    return alone and _title_like(line) and at + 1 < len(lines) and _text_like(lines[at + 1])


def _title_like(line: Line) -> bool:
    text = line.text
    return (
        is_short(text) and text[0] not in "([" and not text[0].islower() and not BULLET.match(text)
        and not is_boilerplate(text) and not _CREDITED.search(text) and len(text.split()) > 1
    )  # fmt: skip


def _text_like(line: Line) -> bool:
    return line.row or ends_sentence(line.text) or len(line.text) > 160 or bool(BULLET.match(line.text))  # noqa: PLR2004


def _section(text: str, heading: Line, below: Sequence[Line], page: PageDay) -> DraftPost:
    dateline, below, _, place, date = _dateline(text, list(below), page, sure=True)
    body = parse_body(below)
    blocks = [Block(kind="heading", start=heading.start, end=heading.end), *dateline, *body.blocks]
    blocks = sorted(blocks, key=lambda block: block.start)
    named = text[heading.start : heading.end]
    if is_byline(named):
        blocks[0] = Block(kind="byline", start=heading.start, end=heading.end)
        body.byline, named = body.byline or named, ""
    return DraftPost(
        start=heading.start, end=blocks[-1].end, heading=named or None,
        byline=body.byline, reporter_place=body.reporter_place or place, blocks=blocks,
        when=day(date) if date else None,
    )  # fmt: skip


def _count_notes(lines: Sequence[Line], found: int) -> list[str]:
    for line in lines[:80]:
        match = _COUNT.fullmatch(line.text)
        if match and int(match["count"]) != found:
            return [f"the page counts {match['count']} posts, {found} were recognised"]
    return []


def read_article(text: str, lines: Sequence[Line], page: PageDay) -> Draft:
    """One post: an article, a press release, a digest of loose sentences."""
    rest = [line for line in lines if line.start not in page.header]
    heading = rest[0] if len(rest) > 1 and _is_article_title(rest) else None
    opening: list[Line] = []
    body_lines = rest[1:] if heading else rest
    if heading is None and rest and _RELEASE.fullmatch(rest[0].text):
        opening, heading, body_lines = _release(rest)
    dateline, body_lines, agency, place, date = _dateline(text, body_lines, page)
    body = parse_body(body_lines)
    above = [Block(kind="boilerplate", start=line.start, end=line.end) for line in opening]
    blocks = [*_header_blocks(lines, page), *above, *dateline, *body.blocks]
    blocks = sorted(blocks, key=lambda block: block.start)
    if heading is not None:
        blocks = sorted(
            [*blocks, Block(kind="heading", start=heading.start, end=heading.end)], key=lambda b: b.start
        )
    when = day(date) if date else None
    title = text[heading.start : heading.end] if heading else None
    post = DraftPost(
        start=blocks[0].start, end=blocks[-1].end, heading=title, byline=body.byline, when=when,
        reporter_place=body.reporter_place or place, blocks=blocks,
    )  # fmt: skip
    publisher = (
        publisher_of_url(page.url) if page.url else agency or publisher_of_text(text, [body.byline or ""])
    )
    kind = "digest" if page.header - page.said_by else "text"
    notes = [f"the day, {date}, is from {'the dateline' if date != page.date else page.how}"] if date else []
    return Draft(
        text=text, posts=[post], format=kind, title=title, url=page.url, publisher=publisher, when=when,
        timezone=page.zone.name if page.zone else None, notes=notes or ["nothing tells the day of this text"],
        reason="a date or an address at the top, then paragraphs" if kind == "digest" else "paragraphs",
    )  # fmt: skip


def _release(lines: list[Line]) -> tuple[list[Line], Line | None, list[Line]]:
    """What stands above a release's title, the title right above its first sentences, and the rest."""
    begin = next((at for at, line in enumerate(lines[:_RELEASE_HEAD]) if _text_like(line)), 0)
    if begin < 2 or not _title_like(lines[begin - 1]):  # noqa: PLR2004  a label and a title
        return [], None, lines
    return lines[: begin - 1], lines[begin - 1], lines[begin:]


def _is_article_title(lines: Sequence[Line]) -> bool:
    return bool(lines[0].level) or (
        _title_like(lines[0]) and (len(lines[1].text) > len(lines[0].text) or lines[1].gap)
    )


def _header_blocks(lines: Sequence[Line], page: PageDay) -> list[Block]:
    header = [line for line in lines if line.start in page.header]
    kinds: list[BlockKind] = [
        "boilerplate" if line.text.startswith("http") or line.start in page.said_by else "dateline"
        for line in header
    ]
    return [
        Block(kind=kind, start=line.start, end=line.end) for kind, line in zip(kinds, header, strict=True)
    ]


def _dateline(
    text: str, lines: list[Line], page: PageDay, *, sure: bool = False
) -> tuple[list[Block], list[Line], str | None, str | None, dt.date | None]:
    """Cut 'KYIV, Feb 17 (Reuters) -' off the first paragraph that has one; ``sure``: not 'KYIV -' alone."""
    for index, line in enumerate(lines[:4]):
        found = read_dateline(line.text)
        if found is None or (sure and not found.sure):
            continue
        rest = line._replace(start=line.start + found.end, text=line.text[found.end :])
        near = page.date
        guessed = near is None and found.date is not None and found.date.year is None
        if guessed:
            near = told_midyear(text)
        date = (found.date.on(near) if found.date else None) or page.date
        if guessed and date is not None:
            guess = f"the dateline tells no year: {date.year} fits what the text names; date gives it"
            page.notes.extend([guess] if guess not in page.notes else [])
        block = Block(
            kind="dateline", start=line.start, end=line.start + len(line.text[: found.end].rstrip())
        )
        told = [*lines[:index], *([rest] if rest.text else []), *lines[index + 1 :]]
        return [block], told, found.agency, found.place, date
    return [], lines, None, None, page.date
