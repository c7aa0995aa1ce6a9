"""What stands above a live page's posts: title, address, summary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.model import Block
from geomap.sources._blocks import BULLET, is_short, parse_body
from geomap.sources._draft import DraftPost
from geomap.sources._text import Line
from geomap.sources._times import read_stamp

__all__ = ["Top", "read_top"]

_LABEL_WORDS = 5
_URL = re.compile(r"https?://\S+")


@dataclass
class Top:
    """``summary`` holds what a reader is told before the first post; None where nothing is."""

    title: str | None = None
    url: str | None = None
    summary: DraftPost | None = None


def read_top(lines: Sequence[Line]) -> Top:
    """Read the lines above the first post."""
    top = Top()
    rest: list[Line] = []
    heading: Line | None = None
    for index, line in enumerate(lines):
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if _URL.fullmatch(line.text):
            top.url = top.url or line.text
        elif _is_header(line.text):
            continue
        elif top.title is None and not rest and _is_title(line.text, following):
            top.title = line.text
        elif (
            heading is None
            and is_short(line.text.rstrip(":"))
            and BULLET.match(following)
            and not BULLET.match(line.text)
        ):
            heading = line
            rest.append(line)
        else:
            rest.append(line)
    if rest:
        top.summary = _summary(rest, heading)
    return top


def _is_header(text: str) -> bool:
    """A line with a date or a time alone."""
    text = re.sub(r"(?<=\b(?:19|20)\d\d)(?=\d)", " ", text)
    return len(text) < 80 and read_stamp(text, whole=True) is not None  # noqa: PLR2004  longer ones say more


def _is_title(text: str, following: str) -> bool:
    if BULLET.match(text) or not is_short(text):
        return False
    return not BULLET.match(following) or len(text.split()) > _LABEL_WORDS


def _summary(lines: Sequence[Line], heading: Line | None) -> DraftPost | None:
    above = [line for line in lines if heading is None or line.start < heading.start]
    below = [line for line in lines if heading is not None and line.start > heading.start]
    blocks = [*parse_body(above, opening=False).blocks]
    if heading is not None:
        blocks.append(Block(kind="heading", start=heading.start, end=heading.end))
        blocks += parse_body(below, opening=False).blocks
    if not any(block.kind in ("paragraph", "bullet", "caption") for block in blocks):
        return None
    return DraftPost(
        start=blocks[0].start, end=blocks[-1].end, heading=heading.text if heading else None,
        blocks=blocks, pinned=True,
    )  # fmt: skip
