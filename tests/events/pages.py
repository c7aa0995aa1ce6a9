"""Sentences and pages of our own words, and what is read from them."""

from __future__ import annotations

import datetime as dt

from geomap.events import find_reports
from geomap.model import Block, BlockKind, Document, Mention, Post, Report
from tests.events.gold_case import PAIR_PLACES, single

__all__ = ["by_place", "page", "reports_of"]


def reports_of(sentence: str, published: str = "2030-05-15T12:00:00+00:00") -> tuple[Report, ...]:
    """What a page of one sentence tells; ``[[names]]`` in it are mentions."""
    document, mentions = single(sentence, published=published)
    return find_reports(document, mentions)


def by_place(sentence: str) -> dict[str, Report]:
    """What a sentence tells that has a place, by the place's name."""
    return {report.location.name: report for report in reports_of(sentence) if report.location is not None}


def page(
    blocks: list[tuple[BlockKind, str]],
    *,
    shape: str = "test",
    heading: str | None = None,
) -> tuple[Document, tuple[Mention, ...]]:
    """A document of one post with these blocks; the names of the pairs' places in them are mentions."""
    text = ""
    found: list[Block] = []
    for kind, line in blocks:
        found.append(Block(kind=kind, start=len(text), end=len(text) + len(line)))
        text += line + "\n"
    mentions: list[Mention] = []
    for name, location in PAIR_PLACES.items():
        at = text.find(name)
        while at >= 0:
            mentions.append(
                Mention(start=at, end=at + len(name), surface=name, location=location, confidence=0.9)
            )
            at = text.find(name, at + 1)
    moment = dt.datetime(2030, 5, 15, 12, tzinfo=dt.UTC)
    post = Post(
        id="p",
        heading=heading,
        published=moment,
        published_precision="minute",
        start=0,
        end=len(text),
        blocks=tuple(found),
    )
    document = Document(
        id="d",
        publisher="Daily Test",
        text=text,
        posts=(post,),
        source="test",
        format=shape,
        format_reason="test",
    )
    return document, tuple(sorted(mentions, key=lambda mention: mention.start))
