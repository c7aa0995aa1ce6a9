"""Texts of live pages, digests and articles become documents with right times and exact offsets."""

import datetime as dt
from pathlib import Path

from geomap.model import Document
from geomap.sources import read


def _read(tmp_path: Path, text: str, name: str = "page.txt", date: str | None = None) -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (document,) = read(path, date=date)
    return document


def _blocks(document: Document, kind: str) -> list[str]:
    return [
        document.text[block.start : block.end]
        for post in document.posts
        for block in post.blocks
        if block.kind == kind
    ]


def test_the_text_of_a_page_is_kept_as_it_is(tmp_path: Path, numbered: str) -> None:
    """Offsets stay those of the file."""
    assert _read(tmp_path, numbered).text == numbered


def test_stamps_glued_to_headings_are_cut_off(tmp_path: Path, numbered: str) -> None:
    """A heading ends where its time stamp begins."""
    posts = _read(tmp_path, numbered).posts
    assert [post.heading for post in posts] == [
        "Summary", "Dam holds, says minister", "Villages told to leave", "How the dam was built",
    ]  # fmt: skip


def test_each_post_has_the_time_its_stamp_tells(tmp_path: Path, numbered: str) -> None:
    """Clock, zone and date of the stamp make the time, to the minute."""
    posts = _read(tmp_path, numbered).posts
    assert posts[1].published == dt.datetime(2021, 3, 17, 16, 30, tzinfo=dt.UTC)
    assert posts[3].published == dt.datetime(2021, 3, 17, 14, 50, tzinfo=dt.UTC)
    assert posts[1].published_precision == "minute"


def test_a_summary_is_pinned_and_without_time(tmp_path: Path, numbered: str) -> None:
    """What stands above the posts may be younger than they are."""
    summary = _read(tmp_path, numbered).posts[0]
    assert summary.pinned
    assert summary.published is None
    assert [block.kind for block in summary.blocks] == ["heading", "bullet", "bullet"]


def test_a_byline_of_two_lines_gives_reporter_and_place(tmp_path: Path, numbered: str) -> None:
    """The reporter's place is no event, so it is kept apart."""
    post = _read(tmp_path, numbered).posts[2]
    assert post.byline == "Ada Brandt, Rivers correspondent, XBN News in Ormeno"
    assert post.reporter_place == "Ormeno"


def test_a_credit_glued_to_a_caption_is_cut_off(tmp_path: Path, numbered: str) -> None:
    """The caption is mined, the agency's name is not."""
    document = _read(tmp_path, numbered)
    assert _blocks(document, "caption") == [
        "Sandbags piled along the quay in Ormeno",
        "Volunteers filled sandbags through the night",
        "Water over the weir",
    ]
    assert _blocks(document, "credit") == ["Image source, Reuters"]


def test_kickers_labels_and_pointers_are_boilerplate(tmp_path: Path, numbered: str) -> None:
    """Nothing is mined from 'Breaking', 'Image caption,' or 'read more here'."""
    assert _blocks(_read(tmp_path, numbered), "boilerplate") == [
        "Breaking", "Image caption,", "You can read more about the dam here.", "Analysis",
    ]  # fmt: skip


def test_bullets_inside_a_post_lose_their_mark(tmp_path: Path, numbered: str) -> None:
    """The block is the bullet's text alone."""
    assert _blocks(_read(tmp_path, numbered), "bullet")[2:] == ["Telva: 300 people", "Runa: 120 people"]


def test_the_newsroom_is_read_from_bylines(tmp_path: Path, numbered: str) -> None:
    """A newsroom that several reporters' roles name is the publisher."""
    assert _read(tmp_path, numbered).publisher == "XBN"


def test_headings_without_stamps_are_recognised(tmp_path: Path, headings: str) -> None:
    """Short lines without final stop, with paragraphs under them, begin posts."""
    document = _read(tmp_path, headings)
    assert [post.heading for post in document.posts] == [
        "What you need to know", 'Dam "will hold," minister says', "Villages evacuated below the dam",
        "Will the bridge be rebuilt?",
    ]  # fmt: skip
    assert document.title == "The latest on the Ormeno floods"


def test_the_day_of_posts_without_times_is_found_in_the_page(tmp_path: Path, headings: str) -> None:
    """A caption's date whose weekday the text speaks of is the posts' day, as noon UTC."""
    document = _read(tmp_path, headings)
    assert {post.published for post in document.posts} == {dt.datetime(2021, 3, 17, 12, tzinfo=dt.UTC)}
    assert {post.published_precision for post in document.posts} == {"day"}
    assert "the posts carry no times; their day, 2021-03-17, is from dates in the text" in document.notes


def test_a_page_s_own_clocks_tell_its_zone(tmp_path: Path, headings: str) -> None:
    """'9 a.m. ET' in the text makes the page's zone New York's."""
    assert _read(tmp_path, headings).timezone == "America/New_York"


def test_headlines_of_other_stories_are_boilerplate(tmp_path: Path, headings: str) -> None:
    """A list under 'Go Deeper' points elsewhere."""
    assert "How dams fail" in _blocks(_read(tmp_path, headings), "boilerplate")


def test_the_address_wins_over_a_wrong_date_line(tmp_path: Path, digest: str) -> None:
    """The note names both days."""
    document = _read(tmp_path, digest)
    assert document.posts[0].published == dt.datetime(2021, 3, 17, 12, tzinfo=dt.UTC)
    assert document.notes[0] == "the date line says 2021-03-10, the address 2021-03-17: the address is used"
    assert document.publisher == "news.example.com"
    assert document.text == digest


def test_a_given_date_wins_over_address_and_date_line(tmp_path: Path, digest: str) -> None:
    """Who gives a date knows better, and is told of the difference."""
    document = _read(tmp_path, digest, date="2021-03-18")
    assert document.posts[0].published == dt.datetime(2021, 3, 18, 12, tzinfo=dt.UTC)
    assert "the address says 2021-03-17; the date given, 2021-03-18, is used" in document.notes


def test_a_given_date_never_changes_a_post_s_own(tmp_path: Path, numbered: str) -> None:
    """Full stamps stay as they are."""
    assert _read(tmp_path, numbered, date="2020-01-01").posts[1].published == dt.datetime(
        2021, 3, 17, 16, 30, tzinfo=dt.UTC
    )


def test_front_matter_tells_title_day_and_publisher(tmp_path: Path) -> None:
    """Markdown's fields go before what was found in the text."""
    text = (
        "---\ntitle: Floods\ndate: 2021-03-17\npublisher: River Desk\n---\n\nThe dam holds. Telva is empty.\n"
    )
    document = _read(tmp_path, text, "note.md")
    assert (document.title, document.publisher) == ("Floods", "River Desk")
    assert document.posts[0].published == dt.datetime(2021, 3, 17, 12, tzinfo=dt.UTC)


def test_markdown_headings_begin_posts(tmp_path: Path) -> None:
    """The heading's block leaves the mark out."""
    text = (
        "# Floods\n\n## Dam holds\n\nIt holds.\n\n## Villages leave\n\nThey left.\n\n## Rain\n\nIt rains.\n"
    )
    document = _read(tmp_path, text, "note.md", date="2021-03-17")
    assert _blocks(document, "heading") == ["Dam holds", "Villages leave", "Rain"]


def test_plain_text_without_a_day_says_so(tmp_path: Path) -> None:
    """No date is an answer."""
    document = _read(tmp_path, "The dam above the town holds.\n")
    assert document.posts[0].published is None
    assert document.notes == ("nothing tells the day of this text",)


def test_hard_wrapped_lines_are_joined_in_place(tmp_path: Path) -> None:
    """A wrapped sentence is one block, and no offset moves."""
    text = (
        "The dam above the town of Ormeno has been holding since noon, the minister\n"
        "for works has told reporters at the site, and the gates are shut for now.\n"
        "\nA second paragraph follows.\n"
    )
    document = _read(tmp_path, text)
    assert len(document.text) == len(text)
    assert len(_blocks(document, "paragraph")) == 2


def test_blocks_are_ordered_and_inside_their_post(tmp_path: Path, numbered: str, headings: str) -> None:
    """Blocks never overlap and never leave the post's span."""
    for text in (numbered, headings):
        for post in _read(tmp_path, text).posts:
            edges = [post.start, *(e for b in post.blocks for e in (b.start, b.end)), post.end]
            assert edges == sorted(edges)


def test_a_page_that_grows_keeps_the_ids_of_its_posts(tmp_path: Path, numbered: str) -> None:
    """A newer post on top changes neither the document's id nor the older posts'."""
    before = _read(tmp_path, numbered)
    newer = (
        "  1. Rain stopspublished at 17:00 Greenwich Mean Time 17 March 2021\n\n    It stopped.\n\n  1. Dam"
    )
    after = _read(tmp_path, numbered.replace("  1. Dam", newer))
    assert after.id == before.id
    assert {post.id for post in before.posts} < {post.id for post in after.posts}


def test_words_run_together_are_kept_and_told(tmp_path: Path) -> None:
    """The text stays that of the file; the note warns whoever looks for names in it."""
    text = "Trains betweenTelva and Runa stopped.\nThe mayor ofOrmeno spoke.\nWater reached theOrlo valley.\n"
    document = _read(tmp_path, text)
    assert document.text == text
    assert "words run together in places ('betweenTelva'): they stand as the input has them" in document.notes


def test_a_release_is_called_by_its_title(tmp_path: Path) -> None:
    """Labels and the sender above the title of a press release are not mined."""
    text = (
        "FOR IMMEDIATE RELEASE\nOffice of the Governor of Orlo\nContact: press@orlo.example\n\n"
        "DAM UPDATE NO. 6\n\nTELVA, March 17, 2021 – Water rose by a metre at the dam above Telva.\n"
    )
    document = _read(tmp_path, text)
    assert document.title == "DAM UPDATE NO. 6"
    assert _blocks(document, "byline") == []
    assert _blocks(document, "boilerplate")[:2] == ["FOR IMMEDIATE RELEASE", "Office of the Governor of Orlo"]


def test_sections_below_one_dateline_have_its_day(tmp_path: Path) -> None:
    """An explainer tells its day once, above its questions; who wrote it is no heading."""
    text = (Path(__file__).parent / "data" / "questions.txt").read_text(encoding="utf-8")
    document = _read(tmp_path, text)
    assert [post.published and post.published.date().isoformat() for post in document.posts] == [
        "2021-03-16"
    ] * 4
    assert [post.heading for post in document.posts] == [
        None, "WHAT HAS BEEN SEEN?", "AND ON THE OTHER BANK?", "WHAT NEXT?",
    ]  # fmt: skip
    assert document.posts[0].byline == "By Ada Brandt and Carl Moe"
    assert any("tells no year: 2021 fits" in note for note in document.notes)


def test_weekdays_settle_a_year_that_none_tells(tmp_path: Path) -> None:
    """The latest year named, unless its calendar contradicts the weekdays and a later one's does not."""
    story = "HALM, March 6 (Wire) - Boats came up the river on {}. A treaty was signed in 2023.\n"
    told = [_read(tmp_path, story.format(day)) for day in ("Saturday, March 1", "Wednesday, March 1")]
    assert [document.posts[0].published.year for document in told] == [2025, 2023]  # type: ignore[union-attr]  # dated
