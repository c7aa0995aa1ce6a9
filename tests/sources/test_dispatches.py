"""Files of several dispatches: each becomes a post with the day and the place of its own dateline."""

from pathlib import Path

import pytest

from geomap.model import Document, Post
from geomap.sources import read
from geomap.sources._dateline import read_dateline

DATA = Path(__file__).parent / "data"


def _read(name: str, date: str | None = None) -> Document:
    (document,) = read(DATA / f"{name}.txt", date=date)
    return document


def _days(document: Document) -> list[str]:
    return [post.published.date().isoformat() if post.published else "none" for post in document.posts]


def _blocks(document: Document, post: Post, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for b in post.blocks if b.kind == kind]


def test_every_dispatch_is_a_post_of_its_own() -> None:
    """Each begins with the headline that stands over its dateline."""
    document = _read("dispatches")
    assert document.format == "dispatches"
    assert [post.heading for post in document.posts] == [
        "Dam at Telva springs a leak", "Villagers go home", "Engineers praise the weir",
    ]  # fmt: skip


def test_a_dateline_without_year_takes_that_of_the_dispatch_beside_it() -> None:
    """After one of 30 December 2021 the one of 2 January is of 2022."""
    document = _read("dispatches")
    assert _days(document) == ["2021-12-30", "2022-01-02", "2022-01-04"]
    assert {post.published_precision for post in document.posts} == {"day"}
    assert "the year of datelines that tell none is from the dispatches beside them" in document.notes


def test_a_dateline_is_cut_off_the_first_sentence() -> None:
    """What the dispatch says begins behind the dash."""
    document = _read("dispatches")
    post = document.posts[1]
    assert _blocks(document, post, "dateline") == ["RUNA, Ostland, Jan. 2 (XBN) -"]
    assert _blocks(document, post, "paragraph") == ["The last families returned to Runa on Sunday."]


def test_a_dateline_tells_where_the_reporter_is() -> None:
    """The byline between headline and dateline tells who."""
    posts = _read("dispatches").posts
    assert [post.reporter_place for post in posts] == ["TELVA", "RUNA, Ostland", "Ormeno"]
    assert [post.byline for post in posts] == [None, "Ada Brandt", None]


def test_the_agency_is_the_publisher() -> None:
    """Its name stands in the datelines."""
    assert _read("dispatches").publisher == "XBN"


def test_the_year_of_datelines_may_stand_in_the_address() -> None:
    """No dispatch stays without a day where a year is known at all."""
    document = _read("dispatches_without_year")
    assert _days(document) == ["2019-03-17", "2019-03-19"]
    assert (
        "the year of datelines that tell none is from the year that the text tells of, 2019" in document.notes
    )


def test_the_date_given_tells_the_year_of_datelines() -> None:
    """It is not the day of dispatches that tell theirs."""
    assert _days(_read("dispatches_without_year", date="2021-03-20")) == ["2021-03-17", "2021-03-19"]


def test_a_date_line_over_a_dispatch_tells_its_time() -> None:
    """Where the dateline itself has no date."""
    posts = _read("dispatches_with_date_lines").posts
    assert [post.published.isoformat() for post in posts if post.published] == [
        "2021-03-17T14:30:00+00:00", "2021-03-18T09:10:00+00:00",
    ]  # fmt: skip


def test_nothing_is_guessed_where_no_year_is_known(tmp_path: Path) -> None:
    """The posts have no time then, and a note says so."""
    path = tmp_path / "a.txt"
    path.write_text(
        "TELVA, March 17 (XBN) - The dam holds.\n\nRUNA, March 18 (XBN) - The bridge holds.\n",
        encoding="utf-8",
    )
    (document,) = read(path)
    assert _days(document) == ["none", "none"]
    assert "nothing tells the year of the datelines" in document.notes


def test_one_dateline_makes_no_file_of_dispatches(tmp_path: Path) -> None:
    """It is an article, whose dateline takes its year from one that the text names."""
    path = tmp_path / "a.txt"
    path.write_text(
        "TELVA, March 17 (XBN) - The dam holds.\n\nIt was built in 1987 and mended in 2021.\n",
        encoding="utf-8",
    )
    (document,) = read(path)
    assert document.format == "text"
    assert _days(document) == ["2021-03-17"]


@pytest.mark.parametrize(
    ("text", "place", "agency", "month_and_day"),
    [
        ("TELVA, Ostland (XBN) — The dam", "TELVA, Ostland", "XBN", None),
        ("VIÑA DEL MAR, Chile, Feb 3 (XBN) - The", "VIÑA DEL MAR, Chile", "XBN", (2, 3)),
        (
            "PORT-AU-PRINCE, Haiti, Wednesday, 12 June 2024 (XBN) -- A",
            "PORT-AU-PRINCE, Haiti",
            "XBN",
            (6, 12),
        ),
        ("N'DJAMENA, 3 May -- The", "N'DJAMENA", None, (5, 3)),
        ("TELVA/RUNA, Oct 12 (XBN) - The", "TELVA/RUNA", "XBN", (10, 12)),
        ("TELVA, October 12. /XBN/. The", "TELVA", "XBN", (10, 12)),
        ("Telva, 12 October – The", "Telva", None, (10, 12)),
    ],
)
def test_datelines_of_many_agencies(
    text: str, place: str, agency: str | None, month_and_day: tuple[int, int] | None
) -> None:
    """Place, agency and date are told apart."""
    found = read_dateline(text)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert (found.date and (found.date.month, found.date.day)) == month_and_day


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, Oct. 12 - the day of the flood - nobody came.",
        "The minister, 12 March - said",
        "Telva - the town by the dam",
        "UPDATE: the dam holds",
        "Updated, 12 October - the dam",
    ],
)
def test_sentences_are_no_datelines(text: str) -> None:
    """A date and a dash alone make none."""
    assert read_dateline(text) is None


def test_datelines_in_a_page_of_headings_date_their_sections() -> None:
    """The other sections keep the page's day, and none is lost."""
    document = _read("sections_with_datelines")
    assert document.format == "live-undated"
    assert [post.heading for post in document.posts][:2] == ["Dam holds", "Bridge open"]
    assert _days(document)[:4] == ["2021-03-17", "2021-03-19", "2021-03-19", "2021-03-18"]
    assert document.posts[3].reporter_place == "RUNA"
