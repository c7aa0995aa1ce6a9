"""What a reader sees of an HTML tree: its text piece by piece, each with what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from lxml import etree

from geomap.model import Block, BlockKind
from geomap.sources._blocks import is_boilerplate, parse_body, split_byline_place, split_credit
from geomap.sources._draft import DraftPost, TextBuilder
from geomap.sources._text import lines_of

__all__ = ["Piece", "add_pieces", "fragment_pieces", "inner_text", "marked", "pieces_of", "text_lengths"]

_SKIPPED = frozenset(
    "script style noscript template nav footer form button select option input textarea svg canvas iframe"
    " object embed video audio map head meta link dialog menu amp-ad amp-analytics amp-social-share"
    " amp-sidebar".split()
)
_BLOCKS = frozenset(
    "p div section article header main ul ol li dl dt dd blockquote figure figcaption table tr td th caption"
    " h1 h2 h3 h4 h5 h6 pre address aside time body html amp-live-list br hr details summary hgroup center"
    " fieldset".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_KINDS: dict[str, BlockKind] = {
    "li": "bullet", "dd": "paragraph", "figcaption": "caption", "caption": "caption", "time": "dateline",
    "address": "byline",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
}  # fmt: skip
_CLASSES: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r"(?:^|[\s_-])(?:by-?line|authors?|contributor|writer)", re.IGNORECASE), "byline"),
    (re.compile(r"(?:^|[\s_-])(?:\w+[_-])?(?:credits?|copyright)(?:$|[\s_-])", re.IGNORECASE), "credit"),
    (re.compile(r"(?:^|[\s_-])caption", re.IGNORECASE), "caption"),
    (re.compile(r"(?:^|[\s_-])(?:share|social|related|promo|newsletter|advert|cookie|consent|comments?|tags?"
                r"|breadcrumb)(?:$|[\s_-])", re.IGNORECASE), "boilerplate"),
    (re.compile(r"(?:^|[\s_-])(?:headline|heading|title)(?:$|\s)", re.IGNORECASE), "heading"),
    (re.compile(r"(?:^|[\s_-])(?:timestamp|dateline|pub-?date|post-?time)", re.IGNORECASE), "dateline"),
)  # fmt: skip


_HEADING_MAX = 250
"""Characters; what is longer is no heading, whatever it calls itself."""


class Piece(NamedTuple):
    """A run of text as it stands on the page."""

    kind: BlockKind
    text: str
    element: etree._Element


def marked(element: etree._Element) -> str:
    """The class, id and role of ``element`` in one string."""
    return " ".join(str(element.get(name) or "") for name in ("class", "id", "itemprop", "data-testid"))


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.get("hidden") is not None or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )  # fmt: skip


def pieces_of(root: etree._Element) -> list[Piece]:
    """The text under ``root``, in order; navigation, scripts, forms and what is hidden are left out."""
    return list(_walk(root))


def _walk(root: etree._Element) -> Iterator[Piece]:
    walker = etree.iterwalk(root, events=("start", "end"))
    kinds: list[tuple[BlockKind, etree._Element]] = [("paragraph", root)]
    buffer: list[str] = []
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS or (tag == "span" and _kind_of_class(element) is not None)
        if event == "start":
            if not tag or tag in _SKIPPED or (element is not root and _is_hidden(element)):
                walker.skip_subtree()
                continue
            if block and element is not root:
                yield from _flush(buffer, kinds[-1])
                kinds.append((_kind(element, tag, kinds[-1][0]), element))
            buffer.append(element.text or "")
            continue
        if block and len(kinds) > 1 and kinds[-1][1] is element:
            yield from _flush(buffer, kinds.pop())
        if element is not root:
            buffer.append(element.tail or "")
    yield from _flush(buffer, kinds[0])


def _kind(element: etree._Element, tag: str, outer: BlockKind) -> BlockKind:
    # What lies in a byline, a caption or a share bar stays that.
    if outer in ("byline", "credit", "boilerplate", "heading"):
        return outer
    kind = _kind_of_class(element)
    if kind is not None:
        return kind
    if tag in ("p", "div", "section", "td", "th", "br") and outer in ("caption", "bullet", "dateline"):
        return outer
    return _KINDS.get(tag, "paragraph")


def _kind_of_class(element: etree._Element) -> BlockKind | None:
    names = marked(element)
    if names.strip():
        for pattern, kind in _CLASSES:
            if pattern.search(names) and (kind != "heading" or not _holds_blocks(element)):
                return kind
    return None


def _holds_blocks(element: etree._Element) -> bool:
    """Whether more than a line may stand in ``element``."""
    return any(child.tag in ("p", "div", "ul", "ol", "section", "article", "table") for child in element)


def _flush(buffer: list[str], kind: tuple[BlockKind, etree._Element]) -> Iterator[Piece]:
    text = " ".join("".join(buffer).split())
    buffer.clear()
    if not text:
        return
    cut = split_credit(text) if kind[0] == "caption" else len(text)
    if text[:cut].strip():
        yield Piece(_seen(text[:cut].strip(), kind[0]), text[:cut].strip(), kind[1])
    if cut < len(text):
        yield Piece("credit", text[cut:], kind[1])


def _seen(text: str, kind: BlockKind) -> BlockKind:
    if is_boilerplate(text):
        return "boilerplate"
    return "paragraph" if kind == "heading" and len(text) > _HEADING_MAX else kind


def inner_text(element: etree._Element) -> str:
    """All text under ``element``, in one line."""
    return " ".join(piece.text for piece in pieces_of(element))


def text_lengths(root: etree._Element) -> Mapping[etree._Element, int]:
    """How many characters a reader sees under each element of ``root``; nothing of those left out."""
    lengths: dict[etree._Element, int] = {}
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            tag = element.tag if isinstance(element.tag, str) else ""
            if not tag or tag in _SKIPPED or (element is not root and _is_hidden(element)):
                walker.skip_subtree()
                continue
            lengths[element] = len((element.text or "").strip())
        elif element in lengths:
            above = element.getparent()
            if above is not None and above in lengths:
                lengths[above] += lengths[element] + len((element.tail or "").strip())
    return lengths


def fragment_pieces(source: str) -> list[tuple[BlockKind, str]]:
    """Kinds and texts of a field that holds HTML, or plain paragraphs by lines."""
    if not re.search(r"<[a-zA-Z/!]", source):
        # Fields of text are often written as if they stood in HTML.
        return _plain(unescape(source).replace("\u00a0", " "))
    from lxml import html  # noqa: PLC0415  the parser is needed here alone

    try:
        root = html.fragment_fromstring(source, create_parent="div")
    except (etree.LxmlError, ValueError):
        return _plain(re.sub(r"<[^>]*>", " ", source))
    return [(piece.kind, piece.text) for piece in pieces_of(root)]


def _plain(source: str) -> list[tuple[BlockKind, str]]:
    body = parse_body(list(lines_of(source)), opening=False)
    return [(block.kind, source[block.start : block.end]) for block in body.blocks]


def add_pieces(
    builder: TextBuilder, heading: str | None, pieces: list[tuple[BlockKind, str]]
) -> DraftPost | None:
    """A post of ``heading`` and ``pieces``, added to ``builder``'s text; None where nothing is to read."""
    blocks: list[Block | None] = [builder.add("heading", heading)] if heading else []
    byline: list[str] = []
    for kind, text in pieces:
        blocks.append(builder.add(kind, text))
        if kind == "byline":
            byline.append(text)
    told = [block for block in blocks if block is not None]
    if not told:
        return None
    who = ", ".join(byline)[:200] or None
    return DraftPost(
        start=told[0].start, end=told[-1].end, heading=heading, blocks=told, byline=who,
        reporter_place=split_byline_place(who) if who else None,
    )  # fmt: skip
