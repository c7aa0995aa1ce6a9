"""What is odd is kept and named: impossible days, posts from the future, pages read twice, clashing facts."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.events import find_reports, merge_reports, notes_on
from geomap.model import Block, Document, Mention, Post, Report
from tests.events.gold_case import PAIR_PLACES, single


def _page(*posts: tuple[str, str], publisher: str = "Gazette") -> tuple[Document, tuple[Mention, ...]]:
    """A document of posts, each a time and a paragraph with ``[[places]]``."""
    text, mentions, made = "", list[Mention](), list[Post]()
    for number, (moment, sentence) in enumerate(posts):
        part, found = single(sentence, places=PAIR_PLACES)
        start = len(text)
        text += part.text + "\n"
        end = start + len(part.text)
        mentions.extend(
            msgspec.structs.replace(mention, start=mention.start + start, end=mention.end + start)
            for mention in found
        )
        made.append(
            Post(
                id=f"p{number}", heading=f"Post {number}", published=dt.datetime.fromisoformat(moment),
                published_precision="minute", start=start, end=end,
                blocks=(Block(kind="paragraph", start=start, end=end),),
            )
        )  # fmt: skip
    document = Document(
        id=f"d-{publisher}", publisher=publisher, text=text, posts=tuple(made),
        source="test", format="test", format_reason="test",
    )  # fmt: skip
    return document, tuple(mentions)


_THREE = (
    ("2030-05-15T12:00:00+00:00", "Artillery shelled [[Orlava]], the army said."),
    ("2030-05-15T10:00:00+00:00", "A blast killed two people in [[Tarn]]."),
    ("2030-05-15T08:00:00+00:00", "Troops are massed along [[the border]]."),
)


def _ids(reports: tuple[Report, ...]) -> set[str]:
    return {report.id for report in reports}


def test_a_day_that_does_not_exist_is_named_and_dates_nothing() -> None:
    """30 February: the report stays, on its post's day, and the note says so."""
    document, mentions = _page(("2030-05-15T12:00:00+00:00", "Artillery shelled [[Orlava]] on 30 February."))
    (report,) = find_reports(document, mentions)
    assert report.time is not None
    assert report.time.start.date() in {dt.date(2030, 5, 14), dt.date(2030, 5, 15)}
    assert notes_on([document], ())[document.id] == ("no calendar has a 30 February: read as no date",)


def test_a_post_from_the_future_is_kept_and_named() -> None:
    """A post years after the others keeps its report; the note names it."""
    document, mentions = _page(*_THREE, ("2061-05-15T12:00:00+00:00", "Artillery shelled [[Halm]]."))
    assert any(report.time and report.time.start.year == 2061 for report in find_reports(document, mentions))
    (note,) = notes_on([document], ())[document.id]
    assert "2061-05-15" in note


def test_posts_out_of_order_are_named() -> None:
    """Neither the oldest first nor the newest first: said, and read all the same."""
    document, mentions = _page(_THREE[1], _THREE[0], _THREE[2])
    assert len(find_reports(document, mentions)) >= 3
    assert notes_on([document], ()) == {document.id: ("its posts do not stand in the order of their times",)}


def test_the_same_page_twice_is_named() -> None:
    """A document that comes twice is noted once; in order and whole, nothing else is."""
    document, _ = _page(*_THREE)
    assert notes_on([document, document], ()) == {document.id: ("read 2 times; each report counts once",)}
    assert notes_on([document], ()) == {}


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("An explosion killed nine people in [[Tarn]].", "against"),
        ("The mayor denied that there was an explosion in [[Tarn]].", "denies"),
    ],
)
def test_clashing_publishers_are_kept_and_named(other: str, words: str) -> None:
    """Two publishers that contradict one another: both reports in the event, the clash in a note."""
    first, places = _page(("2030-05-15T10:00:00+00:00", "An explosion killed two people in [[Tarn]]."))
    second, more = _page(("2030-05-15T11:00:00+00:00", other), publisher="Courier")
    reports = (*find_reports(first, places), *find_reports(second, more))
    events = merge_reports(reports, timezone="UTC")
    assert {report.id for event in events for report in event.reports} == _ids(reports)
    (note,) = notes_on([first, second], events)[second.id]
    assert words in note


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(3)), extra=st.booleans())
def test_ids_survive_reordered_and_new_posts(*, order: list[int], extra: bool) -> None:
    """However a page's posts are ordered, and with a new one among them, old reports keep their ids."""
    known = _ids(find_reports(*_page(*_THREE)))
    posts = [_THREE[number] for number in order]
    if extra:
        posts.insert(1, ("2030-05-15T13:00:00+00:00", "Protesters marched through [[Halm]]."))
    assert known <= _ids(find_reports(*_page(*posts)))
