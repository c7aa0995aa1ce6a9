"""Feeds and JSON: items, messages and records become posts."""

import datetime as dt
import json
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.model import Document
from geomap.sources import read

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>River News</title><link>https://www.rivernews.example/</link><language>en-gb</language>
<item><title>Dam holds</title><link>https://www.rivernews.example/dam</link>
<pubDate>Wed, 17 Mar 2021 16:30:00 +0100</pubDate><description>It holds.</description>
<content:encoded><![CDATA[<p>The dam above <b>Ormeno</b> holds.</p><p>Rain has stopped.</p>]]>
</content:encoded></item>
<item><title>Villages leave</title><description>&lt;p&gt;Two villages left.&lt;/p&gt;</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>River News</title>
<entry><title>Dam holds</title><link href="https://rivernews.example/dam"/>
<published>2021-03-17T15:30:00Z</published><updated>2021-03-18T09:00:00Z</updated>
<summary>The dam holds.</summary></entry></feed>"""


def _read(tmp_path: Path, name: str, text: str) -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (document,) = read(path)
    return document


def test_rss_items_are_posts_with_their_full_content(tmp_path: Path) -> None:
    """The content goes before the summary; an item without a date has none."""
    document = _read(tmp_path, "a.rss", RSS)
    first, second = document.posts
    assert first.published == dt.datetime(2021, 3, 17, 15, 30, tzinfo=dt.UTC)
    assert [document.text[b.start : b.end] for b in first.blocks] == [
        "Dam holds", "The dam above Ormeno holds.", "Rain has stopped.",
    ]  # fmt: skip
    assert second.published is None
    assert document.notes == ("1 items carry no time that can be read",)
    assert (document.publisher, document.language) == ("rivernews.example", "en")


def test_atom_published_goes_before_updated(tmp_path: Path) -> None:
    """A correction the day after does not move the post."""
    document = _read(tmp_path, "feed.xml", ATOM)
    assert document.posts[0].published == dt.datetime(2021, 3, 17, 15, 30, tzinfo=dt.UTC)
    assert document.format == "feed"


def test_json_feed(tmp_path: Path) -> None:
    """Text and HTML content are read."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "River News",
        "items": [{"id": "1", "title": "Dam holds", "content_html": "<p>It holds.</p>",
                   "date_published": "2021-03-17T16:30:00+01:00", "authors": [{"name": "Ada Brandt"}]}],
    }  # fmt: skip
    document = _read(tmp_path, "feed.json", json.dumps(feed, indent=1))
    assert document.posts[0].byline == "Ada Brandt"
    assert document.posts[0].published == dt.datetime(2021, 3, 17, 15, 30, tzinfo=dt.UTC)


def test_a_chat_export_gives_a_post_a_message(tmp_path: Path) -> None:
    """Parts of a message are joined; the seconds since 1970 tell the time."""
    export = {
        "name": "Orlo Civil Protection", "type": "public_channel",
        "messages": [
            {"id": 1, "type": "service", "date": "2021-03-17T10:00:00", "text": ""},
            {"id": 2, "type": "message", "date": "2021-03-17T18:30:00", "date_unixtime": "1615998600",
             "from": "Orlo Civil Protection", "text": ["Leave ", {"type": "bold", "text": "Telva"}, " now."]},
        ],
    }  # fmt: skip
    document = _read(tmp_path, "result.json", json.dumps(export, indent=1))
    (post,) = document.posts
    assert document.text == "Leave Telva now."
    assert post.published == dt.datetime(2021, 3, 17, 16, 30, tzinfo=dt.UTC)
    assert document.publisher == "Orlo Civil Protection"


def test_an_xml_bomb_is_refused(tmp_path: Path) -> None:
    """Entities of its own are never expanded."""
    path = tmp_path / "bomb.rss"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>'
    )
    with pytest.raises(InputError, match=r"bomb\.rss: XML that declares entities"):
        read(path)


def test_a_truncated_feed_gives_what_it_holds(tmp_path: Path) -> None:
    """The items before the break are read, and the note says so."""
    document = _read(tmp_path, "a.rss", RSS[: RSS.index("<item><title>Villages") + 40])
    assert document.posts[0].heading == "Dam holds"
    assert any(note.startswith("broken XML") for note in document.notes)


def test_json_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    """The message says what is missing."""
    path = tmp_path / "a.json"
    path.write_text('{\n "a": 1\n}')
    with pytest.raises(InputError, match="neither text nor posts"):
        read(path)
