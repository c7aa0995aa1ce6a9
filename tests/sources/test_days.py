"""The day of reports and pages: what a report covers, dates of photos, zones of clocks; tables in text."""

import datetime as dt
import time
from pathlib import Path

import pytest

from geomap.model import Document
from geomap.sources import read
from geomap.sources._telling import without_next
from geomap.sources._zones import country_zone

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(("head", "told"), [("Time (WITA)", "+08:00"), ("Time (approx.)", "+00:00")])
def test_the_head_of_a_column_tells_the_zone(tmp_path: Path, head: str, told: str) -> None:
    """'Time (WITA)' says once what all clocks below it speak; 'Time (approx.)' says nothing."""
    text = (
        f"{head}\n\n30 April 2024, 01:15\n\nAsh rose above Telva.\n\n30 April 2024, 08:30\n\nThe airport of "
        "Runa was closed.\n\n30 April 2024, 17:45\n\nPeople are being moved from Telva to Runa.\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (document,) = read(tmp_path / "a.txt")
    times = [post.published.isoformat() for post in document.posts if post.published]
    assert times[0] == f"2024-04-30T01:15:00{told}"


def _read(name: str) -> Document:
    (document,) = read(DATA / f"{name}.txt")
    return document


def _text(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    (document,) = read(path)
    return document


def _blocks(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for post in document.posts for b in post.blocks if b.kind == kind]


@pytest.mark.parametrize(
    ("name", "day", "published"),
    [
        ("next_report", "2021-03-14", "2021-03-14"),
        ("covered_days", "2021-08-13", "2021-08-15"),
        ("covered_clocks", "2021-08-12", "2021-08-13"),
        ("report_for_day", "2021-08-12", "2021-08-12"),
    ],
)
def test_a_report_s_day_is_the_last_it_covers(name: str, day: str, published: str) -> None:
    """Neither the day of the next report nor that of its issue is the day of what it tells."""
    document = _read(name)
    assert document.format == "sitrep"
    assert {post.published.date().isoformat() for post in document.posts if post.published} == {day}
    assert all(post.published_precision == "day" for post in document.posts)
    assert document.published is not None
    assert document.published.date().isoformat() == published


def test_a_figure_as_of_a_day_is_no_as_of_line() -> None:
    """A bullet that ends with one stays text."""
    assert "3,200 people are in camps as of 12 March." in _blocks(_read("next_report"), "bullet")


def test_only_the_sentence_on_the_next_report_is_left_out() -> None:
    """Offsets stay as they are."""
    text = "Issued on 3 May. The next report is due on 10 May. Call 12."
    bare = without_next(text)
    assert len(bare) == len(text)
    assert bare.split() == "Issued on 3 May. . Call 12.".split()


def test_a_line_without_end_is_searched_in_time() -> None:
    """Hostile text takes no longer than other text."""
    begin = time.process_time()
    without_next("next " * 200_000)
    without_next("to be issued " * 50_000)
    assert time.process_time() - begin < 10  # seconds; quadratic takes minutes


def test_rows_of_a_table_aligned_with_blanks_are_paragraphs() -> None:
    """Each is a line of its own; the heading over them begins a section."""
    document = _read("next_report")
    post = next(post for post in document.posts if post.heading == "People in camps by district")
    rows = [document.text[b.start : b.end].split() for b in post.blocks if b.kind == "paragraph"]
    assert rows == [
        ["District", "Camps", "People"], ["TELVA", "4", "1,900"],
        ["Runa", "East", "3", "1,300"], ["Ormeno", "0", "-"],
    ]  # fmt: skip


def test_rows_of_a_table_with_tabs_are_paragraphs() -> None:
    """They are no captions, though they end without a stop."""
    document = _read("tabbed_table")
    assert _blocks(document, "caption") == []
    assert "Telva\t40\t1" in _blocks(document, "paragraph")


def test_two_blanks_in_a_sentence_make_no_table(tmp_path: Path) -> None:
    """A heading with a slip in it stays one."""
    document = _text(tmp_path, "Dam  holds\n\nThe dam holds.  It was  mended in May 2021.\n")
    assert document.posts[0].heading == "Dam  holds"


def test_a_clock_s_zone_may_be_shown_elsewhere() -> None:
    """One clock in the text that tells its zone speaks for all."""
    document = _read("zone_elsewhere")
    assert document.posts[0].published == dt.datetime(
        2021, 2, 3, 19, 10, tzinfo=dt.timezone(dt.timedelta(hours=-3))
    )
    assert "clocks without a zone were read as UTC-03:00, which the page shows elsewhere" in document.notes


def test_clocks_without_any_zone_are_noted() -> None:
    """They are read as UTC."""
    note = "clocks without a zone were read as UTC: nothing tells theirs, so they may be hours off"
    assert note in _read("zone_nowhere").notes


def test_a_photo_of_the_day_before_does_not_date_the_page() -> None:
    """Of two captions the later counts, and the weekday of the text after it."""
    document = _read("photo_of_the_day_before")
    assert {post.published for post in document.posts} == {dt.datetime(2021, 3, 18, 12, tzinfo=dt.UTC)}
    assert (
        "captions tell 2021-03-17, but the text speaks of Thursday: 2021-03-18 is taken for its day"
        in document.notes
    )


def test_the_latest_caption_dates_a_page_that_names_no_weekday(tmp_path: Path) -> None:
    """It was taken no later than the page was written."""
    captions = "A boat on May 3, 2021. (XBN/AFP)\n\nA quay on May 5, 2021. (XBN/AFP)\n\n"
    document = _text(tmp_path, f"{captions}The quay of Telva is gone, and so is the boat.\n")
    assert document.posts[0].published == dt.datetime(2021, 5, 5, 12, tzinfo=dt.UTC)


def test_a_weekday_before_the_photo_s_leaves_its_day(tmp_path: Path) -> None:
    """On Sunday a page still speaks of Saturday's flood; of what is to come it tells nothing."""
    caption = "A boat on Sunday, May 9, 2021. (XBN/AFP)\n\n"
    text = "The quay broke on Saturday.\n\nBoats sank on Saturday. New ones will come on Tuesday.\n"
    document = _text(tmp_path, caption + text)
    assert document.posts[0].published == dt.datetime(2021, 5, 9, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("line", "byline", "place"),
    [
        ("By Ada Brandt in Viña del Mar", "Ada Brandt in Viña del Mar", "Viña del Mar"),
        ("By Ada Brandt in Telva, Ostland", "Ada Brandt in Telva, Ostland", "Telva, Ostland"),
        ("By Ada Brandt, reporting from Port-au-Prince", "Ada Brandt, reporting from Port-au-Prince",
         "Port-au-Prince"),
        ("By Ada Brandt in Telva and Carl Moe in Runa", "Ada Brandt in Telva and Carl Moe in Runa", None),
        ("Ada Brandt, in Telva, writes:", "Ada Brandt", "Telva"),
    ],
)  # fmt: skip
def test_a_byline_tells_where_its_reporter_is(
    tmp_path: Path, line: str, byline: str, place: str | None
) -> None:
    """Two reporters in two places are in neither."""
    stamped = f"14:30 GMT 3 May 2021\n\nDam holds\n\n{line}\n\nThe dam here is holding.\n\n"
    document = _text(tmp_path, stamped + "13:10 GMT 3 May 2021\n\nRain\n\nIt has been raining.\n")
    assert (document.posts[0].byline, document.posts[0].reporter_place) == (byline, place)


def test_a_story_on_a_report_is_no_report(tmp_path: Path) -> None:
    """What time another's report covers does not date the story."""
    first = (
        "The report covers the period to 3 May 2021 and speaks of Telva, Runa and Ormeno, its authors said.\n"
    )
    document = _text(tmp_path, f"{first}\nIt was read out in Ormeno on 9 May 2021.\n")
    assert document.format == "text"


def test_figures_as_of_a_day_tell_the_posts_day(tmp_path: Path) -> None:
    """Also where a sentence of a longer line says so."""
    told = "This report was written in Ormeno. All figures are as of 11 August 2021 unless told otherwise."
    document = _text(
        tmp_path, f"Flash Update 3\n13 August 2021\n\n{told}\n\nTelva\n\nThe dam above Telva broke.\n"
    )
    assert {post.published for post in document.posts} == {dt.datetime(2021, 8, 11, 12, tzinfo=dt.UTC)}


def test_a_byline_inside_a_post_is_no_caption(tmp_path: Path) -> None:
    """It tells reporter and place there too."""
    told = "The dam here is holding.\n\nBy Ada Brandt in Telva\n\nIt was mended on 3 May 2021.\n"
    document = _text(tmp_path, told)
    assert _blocks(document, "byline") == ["By Ada Brandt in Telva"]
    assert (document.posts[0].byline, document.posts[0].reporter_place) == ("Ada Brandt in Telva", "Telva")


def test_the_head_of_two_columns_is_a_row(tmp_path: Path) -> None:
    """It holds no figure, but those below it do."""
    document = _text(
        tmp_path, "The water has gone.\n\nTown     Bridges\nTelva    2\nRuna     4\n\nSo has rain.\n"
    )
    assert "Town     Bridges" in _blocks(document, "paragraph")


LIVE = """{top}

17 March 2021

14:30 Dam holds
The dam is holding, officials in {country} said.

13:10 Rain falls
Rain goes on over {country} until night.

09:05 Gates opened
Two gates were opened at dawn.
"""


@pytest.mark.parametrize(
    ("top", "first", "how"),
    [
        ("Floods, live\nhttps://www.news.co.ke/floods-live", "+03:00", "the newsroom's own"),
        ("Floods, live\nPublisher: The Guardian", "+00:00", "the newsroom's own"),
        (
            "Floods, live\nAll times are local time",
            "+05:45",
            "the local time of the country it speaks of most",
        ),
        ("Floods, live\nAll times are in Tbilisi", "+04:00", "which the page shows elsewhere"),
    ],
)
def test_clocks_speak_the_zone_that_is_told_best(tmp_path: Path, top: str, first: str, how: str) -> None:
    """By the page, else by its newsroom; 'local time' is that of the country the page is about."""
    path = tmp_path / "a.txt"
    path.write_text(LIVE.format(top=top, country="Nepal"))
    (document,) = read(path)
    published = next(post.published for post in document.posts if not post.pinned)
    assert published is not None
    assert published.isoformat() == f"2021-03-17T14:30:00{first}"
    assert any(
        note.startswith("clocks without a zone were read as") and how in note for note in document.notes
    )


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("NEPAL: floods near the border with India", None),
        ("NEPAL: floods. Nepal asked India for help.", "Asia/Kathmandu"),
        ("Chile fires. " * 3, "America/Santiago"),
        ("Storms over Canada", None),
        ("Floods in the valley", None),
    ],
)
def test_a_country_tells_its_zone_where_it_has_one(text: str, zone: str | None) -> None:
    """Two countries named as often, or one of many zones, tell nothing."""
    found = country_zone(text)
    assert (found.name if found else None) == zone


def test_a_line_says_who_published_an_article(tmp_path: Path) -> None:
    """It is whom the article's claims are ascribed to, and no text of it."""
    path = tmp_path / "a.txt"
    path.write_text(
        "Dam holds\nPublisher: River News\n\nThe dam above Telva held overnight, the mayor said.\n"
    )
    (document,) = read(path)
    assert document.publisher == "River News"
    assert document.format == "text"
    assert [b.kind for post in document.posts for b in post.blocks] == ["heading", "boilerplate", "paragraph"]


def test_rules_between_rows_keep_a_table_whole(tmp_path: Path) -> None:
    """Head and total of a table drawn with dashes are rows of it."""
    path = tmp_path / "a.txt"
    path.write_text(
        "Situation Report 7\nAs of 17 March 2021\n\n1. Situation\n\nRain has flooded two districts.\n\n"
        "District   Dead   Injured\n-------------------------\nTelva         3        12\n"
        "Runa          -         4\n-------------------------\nTotal         3        16\n"
    )
    (document,) = read(path)
    told = [
        document.text[b.start : b.end].split() for b in document.posts[-1].blocks if b.kind == "paragraph"
    ]
    assert told[1:] == [
        ["District", "Dead", "Injured"], ["Telva", "3", "12"], ["Runa", "-", "4"], ["Total", "3", "16"]
    ]  # fmt: skip


def test_a_live_page_that_calls_itself_an_update_keeps_its_times(tmp_path: Path) -> None:
    """Posts with clocks are posts, whatever the title says."""
    path = tmp_path / "a.txt"
    path.write_text(
        "Telva region: situation update\n17 March 2021\n\n18:15 Gate shut\nA gate was shut, police said.\n\n"
        "16:02 Buses halted\nBuses to the dam were halted.\n\n09:30 School shut\nA school was shut.\n"
    )
    (document,) = read(path)
    assert [post.heading for post in document.posts] == ["Gate shut", "Buses halted", "School shut"]
    assert document.format == "live"
