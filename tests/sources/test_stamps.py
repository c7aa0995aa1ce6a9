"""Stamped pages and chats of many newsrooms' habits: where posts begin, their headings, their times."""

from pathlib import Path

import pytest

from geomap.sources import read

DATA = Path(__file__).parent / "data"

CASES = {
    "relative_and_clock": [
        ("Death toll rises", "2021-03-17T15:02:00+01:00"),
        ("Road open again", "2021-03-17T14:10:00+01:00"),
    ],
    "two_clocks": [
        ("Death toll rises to 14", "2023-06-20T16:45:00+00:00"),
        ("Aid trucks blocked near Runa", "2023-06-20T15:30:00+00:00"),
        ("Quake felt in capital", "2023-06-20T15:02:00+00:00"),
    ],
    "stamp_below_heading": [
        ("Army sends helicopters", "2022-02-17T12:45:00-05:00"),
        ("Mayor pleads for tents", "2022-02-17T12:20:00-05:00"),
        ("Schools closed", "2022-02-17T11:02:00-05:00"),
    ],
    "stamp_above_heading": [
        ("Rescuers pull boy from school", "2023-06-20T17:20:00-04:00"),
        ("Bridge gone", "2023-06-20T16:48:00-04:00"),
    ],
    "stamp_after_bar": [
        ("Dam holds", "2021-03-17T16:30:00+02:00"),
        ("Villages leave", "2021-03-17T15:05:00+02:00"),
        ("Rain", "2021-03-17T14:50:00+02:00"),
    ],
    "german_clocks": [
        ("Damm hält", "2021-03-17T16:45:00+00:00"),
        ("Zwei Dörfer evakuiert", "2021-03-17T16:20:00+00:00"),
        ("Regen lässt nach", "2021-03-17T15:58:00+00:00"),
    ],
    "key_events_above": [
        ("Closing summary", "2023-06-21T00:12:00+01:00"),
        ("Power restored in Telva", "2023-06-20T23:40:00+01:00"),
        (None, "2023-06-20T23:05:00+01:00"),
    ],
    "clock_before_heading": [
        ("Harbour closed", "2021-03-17T00:20:00+00:00"),
        ("Power cut in Nazaré", "2021-03-16T23:50:00+00:00"),
        ("Storm makes landfall", "2021-03-16T22:15:00+00:00"),
    ],
    "clock_before_sentence": [
        (None, "2021-03-17T12:45:00+00:00"),
        (None, "2021-03-17T12:10:00+00:00"),
        (None, "2021-03-17T11:58:00+00:00"),
    ],
    "names_for_headings": [
        (None, "2023-06-20T16:12:00-04:00"),
        (None, "2023-06-20T15:55:00-04:00"),
        (None, "2023-06-20T11:40:00-04:00"),
    ],
    "seconds": [
        ("Death toll rises", "2021-03-17T16:45:00+00:00"),
        ("Aid blocked", "2021-03-17T16:30:00+00:00"),
        ("That's all for now", "2021-03-17T15:59:00+00:00"),
    ],
    "channel_export": [
        (None, "2023-06-20T16:45:00+00:00"),
        (None, "2023-06-20T17:10:00+00:00"),
        (None, "2023-06-20T18:02:00+00:00"),
    ],
    "chat_export": [
        (None, "2023-06-20T16:45:00+00:00"),
        (None, "2023-06-20T16:47:00+00:00"),
        (None, "2023-06-20T17:02:00+00:00"),
    ],
    "numbered_in_brackets": [
        ("Rail services suspended", "2021-09-14T21:42:00+02:00"),
        ("Old town under water", "2021-09-14T21:05:00+02:00"),
        ("Dam gates open", "2021-09-14T20:30:00+02:00"),
    ],
    "label_with_colon": [
        ("Evacuation order for two more villages", "2021-03-17T12:00:00+00:00"),
        ("Fire service: wind will turn overnight", "2021-03-17T12:00:00+00:00"),
        ("Hospital moves patients", "2021-03-17T12:00:00+00:00"),
    ],
    "bulleted_clocks": [
        (None, "2021-03-17T06:15:00+00:00"),
        (None, "2021-03-17T07:40:00+00:00"),
        (None, "2021-03-17T09:05:00+00:00"),
    ],
    "past_midnight": [
        ("Shelling reported near Runa", "2021-03-17T01:15:00+00:00"),
        ("Talks end", "2021-03-17T00:40:00+00:00"),
        ("Talks go on", "2021-03-16T23:50:00+00:00"),
        ("Talks begin", "2021-03-16T22:10:00+00:00"),
    ],
    "rules_between": [
        (None, "2021-03-17T18:10:00+00:00"),
        (None, "2021-03-17T16:45:00+00:00"),
        (None, "2021-03-17T13:20:00+00:00"),
    ],
    "day_dividers": [
        ("Shelling near Runa", "2022-02-17T16:30:00+00:00"),
        ("Convoy seen", "2022-02-17T09:10:00+00:00"),
        ("Talks fail", "2022-02-16T20:05:00+00:00"),
    ],
    "hours_alone": [
        ("Power lines down in Cairns", "2021-03-17T11:50:00+11:00"),
        ("Ships told to leave port", "2021-03-17T10:15:00+11:00"),
        ("Good morning", "2021-03-17T09:00:00+11:00"),
    ],
    "no_blank_lines": [
        ("Police close bridge", "2021-03-17T14:20:00+00:00"),
        ("March sets off", "2021-03-17T14:05:00+00:00"),
        ("Crowd gathers", "2021-03-17T13:30:00+00:00"),
    ],
    "as_of_sentence": [
        ("Summary", "2022-02-17T19:30:00+02:00"),
        ("Ceasefire violations", "2022-02-17T19:30:00+02:00"),
    ],
    "numbered_paragraphs": [
        ("Daily Report 40/2023 issued on 20 June 2023", "2023-06-19T19:30:00+03:00"),
        (None, "2023-06-19T19:30:00+03:00"),
    ],
    "sections_in_capitals": [
        ("ORLO: Floods", "2021-03-17T18:00:00+03:00"),
        ("HIGHLIGHTS", "2021-03-17T18:00:00+03:00"),
        ("SITUATION OVERVIEW", "2021-03-17T18:00:00+03:00"),
        ("HUMANITARIAN RESPONSE", "2021-03-17T18:00:00+03:00"),
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_posts_begin_where_the_page_says(name: str) -> None:
    """Headings and times are those a reader sees; clocks without a day take the day given for the first."""
    (document,) = read(DATA / f"{name}.txt", date="2021-03-17")
    posts = [post for post in document.posts if not post.pinned]
    assert [(p.heading, p.published.isoformat() if p.published else None) for p in posts] == CASES[name]


def test_the_sender_of_a_chat_message_is_a_byline() -> None:
    """Who sent it is no text of the message."""
    (document,) = read(DATA / "chat_export.txt")
    assert [post.byline for post in document.posts] == ["Ada", "Carl", "Ada"]


def test_clocks_without_a_day_stay_without_time() -> None:
    """No date is an answer, and the note asks for one."""
    (document,) = read(DATA / "seconds.txt")
    assert [post.published for post in document.posts] == [None, None, None]
    assert "3 posts have a time but no day: give the day of the page's first post as date" in document.notes


def test_numbers_of_paragraphs_are_left_out() -> None:
    """A report's paragraph begins after its number."""
    (document,) = read(DATA / "numbered_paragraphs.txt")
    block = document.posts[1].blocks[1]
    assert document.text[block.start : block.end].startswith("In Telva (")


def test_a_report_s_zone_is_that_of_its_times() -> None:
    """'All times are in Eastern European Time' is Kyiv's zone, with summer time."""
    (document,) = read(DATA / "numbered_paragraphs.txt")
    assert document.timezone == "Europe/Kyiv"


def test_a_dateline_gives_agency_and_place() -> None:
    """'TELVA, March 17 (XBN) -' is no sentence of the release."""
    (document,) = read(DATA / "dateline.txt")
    post = document.posts[0]
    assert (document.publisher, post.reporter_place) == ("XBN", "TELVA")
    assert document.text[post.blocks[0].start : post.blocks[0].end] == "TELVA, March 17 (XBN) -"


def test_a_dateline_s_day_takes_its_year_from_the_date_given() -> None:
    """Of the years it could be, the nearest."""
    (document,) = read(DATA / "dateline.txt", date="2021-03-20")
    assert document.posts[0].published
    assert document.posts[0].published.date().isoformat() == "2021-03-17"


def test_clocks_in_markdown_headings_speak_the_zone_of_the_front_matter() -> None:
    """Two headings with clocks are posts where they are marked as headings."""
    (document,) = read(DATA / "markdown_clocks.md")
    assert [post.published.isoformat() for post in document.posts if post.published] == [
        "2022-02-17T16:30:00+02:00", "2022-02-17T09:10:00+02:00",
    ]  # fmt: skip


def test_a_quote_that_lost_its_stop_is_text() -> None:
    """It is no image's description."""
    (document,) = read(DATA / "label_with_colon.txt")
    block = document.posts[2].blocks[-1]
    assert (block.kind, document.text[block.start : block.end]) == (
        "paragraph",
        '"That is our chance," he said',
    )


def test_a_digest_of_another_newsroom() -> None:
    """The path of its address holds the right date."""
    (document,) = read(DATA / "digest.txt")
    assert document.notes[0] == "the date line says 2021-09-10, the address 2021-09-14: the address is used"
    assert document.publisher == "example-tribune.com"
