"""Saved pages in the shapes that live pages and reports have on the web, in our own words."""

from pathlib import Path

import pytest

from geomap.sources import read
from tests.sources.sound import check_document

PAGES = Path(__file__).parent / "data" / "pages"
CASES: dict[str, list[tuple[str | None, str]]] = {
    "ages_and_clocks": [
        ("That is all", "2023-06-06T18:08:00+00:00"),
        ("Dozens hurt", "2023-06-06T15:02:00+00:00"),
        ("Minister leaves", "2023-06-06T11:15:00+00:00"),
    ],
    "time_for_eye_and_ear": [
        ("Border town under water", "2023-06-06T16:42:00+01:00"),
        ("Dam bursts above Runa", "2023-06-06T13:05:00+01:00"),
        ("Four found dead", "2023-06-06T08:11:00+01:00"),
    ],
    "amp_live_list": [
        ("Sandbags run out", "2023-06-06T14:10:00+00:00"),
        ("Ferry tied up", "2023-06-06T12:10:00+00:00"),
        ("Rain goes on", "2023-06-06T09:00:00+00:00"),
    ],
    "blocks_with_key_events": [
        ("Bridge at Runa closed after pier cracks", "2023-06-06T12:10:41+00:00"),
        ("Two villages below the dam emptied", "2023-06-06T10:44:02+00:00"),
        (None, "2023-06-06T06:02:11+00:00"),
    ],
    "bold_clocks": [
        (None, "2023-06-06T16:02:00-07:00"),
        (None, "2023-06-06T14:45:00-07:00"),
        (None, "2023-06-06T12:10:00-07:00"),
        (None, "2023-06-06T11:15:00-07:00"),
    ],
    "bulletin_table": [
        ("Telva", "2023-06-06T15:40:00+03:00"),
        ("Runa", "2023-06-06T14:20:00+03:00"),
        ("Ormeno", "2023-06-06T11:05:00+03:00"),
        ("Telva", "2023-06-06T09:30:00+03:00"),
    ],
    "dates_and_clocks_apart": [
        ("Pumps land in Telva", "2023-06-07T00:15:00+00:00"),
        ("Prime minister visits Runa", "2023-06-06T21:40:00+00:00"),
        ("Trains stop", "2023-06-06T17:05:00+00:00"),
    ],
    "bulletin_hours": [
        ("Flood emergency in the Runa valley", "2023-06-06T18:30:00+02:00"),
        (None, "2023-06-06T14:00:00+02:00"),
        (None, "2023-06-06T09:15:00+02:00"),
    ],
    "plugin_entries_with_days": [
        ("Navy unloads tanker", "2023-06-06T20:58:00+03:00"),
        (None, "2023-06-06T17:30:00+03:00"),
        (None, "2023-06-06T12:20:00+03:00"),
    ],
    "two_languages": [
        (None, "2023-06-06T17:30:00+09:00"),
        (None, "2023-06-06T10:05:00+09:00"),
        (None, "2023-06-05T20:00:00+09:00"),
    ],
    "days_of_posts": [
        ("Water falls in Runa", "2023-06-07T07:50:00+00:00"),
        ("First train runs", "2023-06-07T06:10:00+00:00"),
        ("Dam gates opened", "2023-06-06T20:15:00+00:00"),
        ("Bakery gives bread away", "2023-06-06T16:40:00+00:00"),
        ("Runa cut off", "2023-06-06T09:00:00+00:00"),
        ("Villages leave", "2023-06-05T22:30:00+00:00"),
    ],
    "embedded_messages": [
        ("Army takes over at the dam", "2023-06-06T15:00:00+00:00"),
        ("Power back in Runa", "2023-06-06T13:30:00+00:00"),
        (None, "2023-06-06T11:10:00+00:00"),
    ],
    "flat_with_rules": [
        ("Town hall under water", "2023-06-06T18:45:00+00:00"),
        ("Helicopter lands", "2023-06-06T16:20:00+00:00"),
        ("Lorry in the river", "2023-06-06T14:05:00+00:00"),
    ],
    "definition_list": [
        (None, "2023-06-07T00:40:00+00:00"),
        (None, "2023-06-07T00:05:00+00:00"),
        (None, "2023-06-06T23:10:00+00:00"),
        (None, "2023-06-06T18:30:00+00:00"),
    ],
    "library_report": [
        ("HIGHLIGHTS", "2023-06-06T12:00:00+00:00"),
        ("SITUATION OVERVIEW", "2023-06-06T12:00:00+00:00"),
    ],
    "microdata_blog": [
        ("Hospital moves patients", "2023-06-06T15:20:00+02:00"),
        ("Looters arrested", "2023-06-06T11:00:00+02:00"),
    ],
    "plugin_entries": [
        ("Highway cut at Runa", "2023-06-06T14:05:00+10:00"),
        ("School to close early", "2023-06-06T12:40:00+10:00"),
        (None, "2023-06-06T09:15:00+10:00"),
    ],
    "reporters_notes": [
        (None, "2023-06-06T16:40:33+00:00"),
        ("The dam will hold, Orlo’s government insists.", "2023-06-06T14:02:00+00:00"),
        ("Here is the latest.", "2023-06-06T09:00:13+00:00"),
    ],
    "sitrep_page": [
        ("Highlights", "2023-06-06T18:00:00+03:00"),
        ("Situation overview", "2023-06-06T18:00:00+03:00"),
        ("People in shelters", "2023-06-06T18:00:00+03:00"),
        ("Humanitarian response", "2023-06-06T18:00:00+03:00"),
    ],
    "stream_posts": [
        ("Army called to Runa", "2023-06-07T00:20:00+01:00"),
        ("Dam holding, says minister", "2023-06-06T22:15:00+01:00"),
        ("Shops shut in Telva", "2023-06-06T19:02:00+01:00"),
    ],
    "testid_list": [
        ("Engineers reinforce Ormeno dam", "2023-06-06T15:10:00+03:00"),
        ("Grain terminal at Telva stops loading", "2023-06-06T13:45:00+03:00"),
        ("Power cut in Runa", "2023-06-06T09:05:00+03:00"),
    ],
    "ticker_divs": [
        ("Station flooded", "2023-06-06T16:00:00+02:00"),
        ("Boats from the lake", "2023-06-06T14:25:00+02:00"),
        ("Warning for Ormeno", "2023-06-06T11:50:00+02:00"),
    ],
    "timeline_ago": [
        ("Army engineers reach the dam", "2023-06-06T14:20:00+00:00"),
        ("Runa bridge shut", "2023-06-06T12:05:00+00:00"),
        ("Villages leave", "2023-06-06T08:30:00+00:00"),
    ],
}
FURNITURE = (
    "Most viewed", "A guide to rivers", "Opinion", "©", "Share", "Copyright", "cookies", "Recent Posts",
    "Fair", "Subscribe", "newsletter", "Sign up", "Related Content", "Flash Update #2", "Proudly", "Imprint",
    "Privacy", "quotes delayed", "Where we work",
    "Top story", "Follow us", "Reporting by", "ago", "Photograph",
    "aunt", "Comments", "stay safe",
)  # fmt: skip
"""What stands on the pages beside the reporting."""


@pytest.mark.parametrize("name", CASES)
def test_posts_of_a_page_have_their_headings_and_times(name: str) -> None:
    """As a reader sees them; zones by the page's own data where its clocks name none."""
    (document,) = read(PAGES / f"{name}.html")
    check_document(document)
    posts = [post for post in document.posts if not post.pinned]
    assert [(p.heading, p.published.isoformat() if p.published else None) for p in posts] == CASES[name]


@pytest.mark.parametrize("name", CASES)
def test_what_stands_beside_the_reporting_is_not_mined(name: str) -> None:
    """Menus, share bars, related stories, credits, cookie and copyright lines."""
    (document,) = read(PAGES / f"{name}.html")
    mined = [
        document.text[block.start : block.end]
        for post in document.posts
        for block in post.blocks
        if block.kind in ("paragraph", "bullet", "heading")
    ]
    assert [text for text in mined if any(words in text for words in FURNITURE)] == []


def test_a_caption_is_kept_without_its_credit() -> None:
    """What the picture shows may be mined, the photographer not."""
    (document,) = read(PAGES / "blocks_with_key_events.html")
    kinds = {b.kind: document.text[b.start : b.end] for p in document.posts for b in p.blocks}
    assert kinds["caption"] == "Cars queue at the closed bridge."
    assert kinds["credit"] == "Photograph: Ada Brandt/River Post"


def test_a_reporter_on_a_page_says_from_where() -> None:
    """The line under the name gives the place."""
    (document,) = read(PAGES / "reporters_notes.html")
    assert document.posts[0].byline == "Ada Brandt, Reporting from Telva, Orlo"
    assert document.posts[0].reporter_place == "Telva, Orlo"


def test_a_library_of_reports_names_whose_report_it_is() -> None:
    """The library is not who speaks."""
    assert read(PAGES / "library_report.html")[0].publisher == "OCHA"


def test_the_newsroom_tells_the_zone_of_clocks_that_name_none() -> None:
    """An address that ends in a country with one zone; the note says so."""
    (document,) = read(PAGES / "stream_posts.html")
    assert "clocks without a zone were read as Europe/London, the newsroom's own" in document.notes


def test_an_offset_in_the_pages_data_tells_the_zone() -> None:
    """'2:45 p.m.' is that of the time the page says it was published at."""
    (document,) = read(PAGES / "bold_clocks.html")
    assert "clocks without a zone were read as UTC-07:00, the offset in the page's own data" in document.notes


def test_a_link_list_to_the_posts_is_no_summary() -> None:
    """Key events that only lead to posts of the page would tell them twice."""
    (document,) = read(PAGES / "blocks_with_key_events.html")
    assert not any(post.pinned for post in document.posts)
