"""What is read one by one: sentences, and main clauses of one, 'A was shelled; the army says B was taken'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap._sentences import sentence_spans
from geomap.events._speakers import voice_of
from geomap.events._stance import both_sides
from geomap.model import Block, BlockKind, Post

__all__ = ["Sentence", "block_of", "sentences_of", "spoken_last"]

_MINED: frozenset[BlockKind] = frozenset({"heading", "paragraph", "bullet", "caption"})


_SHORTEST = 25
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|could|said|says|say|went|came|took|fell|died|dies|"
    r"burst|met|shot|broke|began|"
    r"ran|rose|"
    r"left|lost|found|held|put|hit|shut|cut|told|gave|sent|met|made|stood|\w{3,}(?:ed|[^s]s))\b"
)
_SAID_LAST = re.compile(
    r",\s+[^,;]{2,90}\b(?:said|says|say|reported|reports|told \w+)\b[^,;]{0,30}\.?\s*$|\baccording to\b"
)


@dataclass(slots=True)
class Sentence:
    """One sentence of a mined block."""

    start: int
    end: int
    kind: BlockKind
    block: int


def sentences_of(text: str, post: Post) -> list[Sentence]:
    """The sentences of a post's mined blocks, the heading's last: it sums up what the others tell."""
    blocks = post.blocks or (Block(kind="paragraph", start=post.start, end=post.end),)
    found = [
        Sentence(start, end, block.kind, number)
        for number, block in enumerate(blocks)
        if block.kind in _MINED
        for first, last in sentence_spans(text, block.start, block.end)
        for start, end in _main_clauses(text, first, last)
    ]
    return sorted(found, key=lambda sentence: (sentence.kind == "heading", sentence.start))


def block_of(post: Post, sentence: Sentence) -> Block:
    """The block that a sentence stands in; the whole post where it has none."""
    blocks = post.blocks
    return blocks[sentence.block] if blocks else Block(kind="paragraph", start=post.start, end=post.end)


def _main_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Main clauses of ``text[start:end]`` that semicolons part; the whole where one is no clause."""
    spans: list[tuple[int, int]] = []
    begin = start
    at = text.find("; ", start, end)
    while at >= 0:
        before = text[start:at]
        if before.count("“") == before.count("”") and before.count("(") == before.count(")"):
            spans.append((begin, at))
            begin = at + 2
        at = text.find("; ", at + 1, end)
    spans.append((begin, end))
    if len(spans) == 1 or any(
        last - first < _SHORTEST or _VERB.search(text, first, last) is None or both_sides(text[first:last])
        for first, last in spans
    ):
        return [(start, end)]
    return spans


def spoken_last(text: str, start: int, end: int) -> str | None:
    """Who is named where the sentence that goes on at ``start`` ends: 'A was hit; B burned, police said'."""
    rest = next(iter(sentence_spans(text, start + 1, end)), None)
    if rest is None:
        return None
    clause = text[slice(*rest)].rpartition("; ")[2]
    return voice_of(clause).who if _SAID_LAST.search(clause) else None
