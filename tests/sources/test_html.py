"""Saved pages: what the publisher describes, the page's own structure, the main text."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from geomap.model import Document
from geomap.sources import read

UPDATES: list[dict[str, Any]] = [
    {
        "@type": "BlogPosting",
        "headline": "Dam holds",
        "datePublished": "2021-03-17T16:30:00+01:00",
        "articleBody": "<p>The dam above <b>Ormeno</b> holds.</p><ul><li>Two gates are shut</li></ul>",
        "author": {"@type": "Person", "name": "Ada Brandt"},
    },
    {
        "@type": "BlogPosting",
        "headline": "Villages leave",
        "datePublished": "2021-03-17T14:05:00Z",
        "articleBody": "Two villages were told to leave.\nBuses took them to Telva.",
    },
]
LIVE = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": "Elsewhere"},
        {
            "@type": "LiveBlogPosting",
            "headline": "Floods: live",
            "datePublished": "2021-03-17T06:00:00Z",
            "publisher": {"@type": "Organization", "name": "River News"},
            "liveBlogUpdate": UPDATES,
        },
    ],
}
POST = """
<article class="entry" id="e{number}">
<header><time datetime="{time}">{clock}</time><h3>{heading}</h3></header>
<div class="byline">By Ada Brandt in Telva</div><p>{body}</p>
<div class="share-bar"><span>Share on X</span></div></article>"""


def _page(tmp_path: Path, body: str, head: str = "", lang: str = "en") -> Document:
    path = tmp_path / "page.html"
    path.write_text(
        f"<!DOCTYPE html><html lang='{lang}'><head>{head}</head><body>{body}</body></html>", "utf-8"
    )
    (document,) = read(path)
    return document


def _script(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def _posts(count: int = 3) -> str:
    return "".join(
        POST.format(
            number=n, time=f"2021-03-17T{16 - n}:30:00Z", clock=f"{16 - n}:30",
            heading=f"Gate {n} shut", body=f"Gate {n} of the dam was shut in the afternoon.",
        )
        for n in range(1, count + 1)
    )  # fmt: skip


def _texts(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for p in document.posts for b in p.blocks if b.kind == kind]


def test_a_live_blog_in_json_ld_gives_its_updates(tmp_path: Path) -> None:
    """Headline, time with zone, and body of each update; title and publisher of the blog."""
    document = _page(tmp_path, "<p>Please enable scripts.</p>", _script(LIVE))
    assert [post.heading for post in document.posts] == ["Dam holds", "Villages leave"]
    assert document.posts[0].published == dt.datetime(2021, 3, 17, 15, 30, tzinfo=dt.UTC)
    assert document.posts[0].byline == "Ada Brandt"
    assert (document.title, document.publisher) == ("Floods: live", "River News")


def test_html_inside_a_json_ld_body_is_read_as_html(tmp_path: Path) -> None:
    """Tags are gone, list items are bullets."""
    document = _page(tmp_path, "", _script(LIVE))
    assert _texts(document, "paragraph")[0] == "The dam above Ormeno holds."
    assert _texts(document, "bullet") == ["Two gates are shut"]


def test_an_article_in_json_ld_is_one_post(tmp_path: Path) -> None:
    """Its time is the page's."""
    article = {
        "@type": "NewsArticle", "headline": "Dam holds", "datePublished": "2021-03-17T16:30:00Z",
        "articleBody": "The dam holds. Rain has stopped.",
    }  # fmt: skip
    document = _page(tmp_path, "", _script(article))
    assert document.posts[0].published == dt.datetime(2021, 3, 17, 16, 30, tzinfo=dt.UTC)
    assert _texts(document, "paragraph") == ["The dam holds. Rain has stopped."]


def test_broken_json_ld_is_passed_over(tmp_path: Path) -> None:
    """The page's structure is read instead."""
    document = _page(
        tmp_path, f"<main>{_posts()}</main>", '<script type="application/ld+json">{"@type": </script>'
    )
    assert len(document.posts) == 3


def test_sibling_containers_with_times_are_posts(tmp_path: Path) -> None:
    """No class or tag name of any newsroom is needed."""
    document = _page(tmp_path, f"<nav><time datetime='2020-01-01'>x</time></nav><main>{_posts()}</main>")
    assert [post.heading for post in document.posts] == ["Gate 1 shut", "Gate 2 shut", "Gate 3 shut"]
    assert document.posts[2].published == dt.datetime(2021, 3, 17, 13, 30, tzinfo=dt.UTC)
    assert document.posts[0].byline == "By Ada Brandt in Telva"


def test_share_bars_are_boilerplate(tmp_path: Path) -> None:
    """They stand in the text, and are not mined."""
    assert _texts(_page(tmp_path, _posts()), "boilerplate") == ["Share on X"] * 3


def test_a_comment_beside_a_time_is_no_part_of_it(tmp_path: Path) -> None:
    """Templates leave comments anywhere."""
    body = "".join(
        f"<article><time><!-- age --><span>1{n}:30 GMT</span> 17 March 2021</time><h2>Gate {n} shut</h2>"
        f"<p>Gate {n} of the dam was shut in the afternoon.</p></article>"
        for n in (3, 2, 1)
    )
    posts = _page(tmp_path, f"<main>{body}</main>").posts
    assert [post.published and post.published.hour for post in posts] == [13, 12, 11]


def test_hidden_text_is_left_out(tmp_path: Path) -> None:
    """What no reader sees is no reporting."""
    body = _posts() + "<div style='display: none'>Bomb in Telva</div><script>var a = 'Bomb';</script>"
    assert "Bomb" not in _page(tmp_path, body).text


def test_key_points_above_the_posts_are_pinned(tmp_path: Path) -> None:
    """A summary carries no time."""
    body = f"<section class='key-points'><ul><li>The dam holds</li></ul></section><main>{_posts()}</main>"
    first = _page(tmp_path, body).posts[0]
    assert first.pinned
    assert first.published is None


def test_microdata_gives_posts(tmp_path: Path) -> None:
    """``liveBlogUpdate`` items carry headline, time and body."""
    item = (
        "<div itemprop='liveBlogUpdate' itemscope itemtype='https://schema.org/BlogPosting'>"
        "<h2 itemprop='headline'>Gate {0}</h2>"
        "<meta itemprop='datePublished' content='2021-03-17T1{0}:00:00Z'>"
        "<div itemprop='articleBody'><p>Gate {0} is shut.</p></div></div>"
    )
    document = _page(tmp_path, item.format(1) + item.format(2))
    assert [post.heading for post in document.posts] == ["Gate 1", "Gate 2"]
    assert document.posts[1].published == dt.datetime(2021, 3, 17, 12, tzinfo=dt.UTC)


def test_an_amp_live_list_is_read_by_its_sort_times(tmp_path: Path) -> None:
    """Seconds since 1970 are times too."""
    items = "".join(
        f"<div id='p{n}' data-sort-time='{1615996800 - n * 600}'><h2>Gate {n}</h2>"
        f"<p>Gate {n} of the dam is shut now.</p><time datetime='2021-03-17T16:{n}0:00Z'>x</time></div>"
        for n in range(3)
    )
    document = _page(tmp_path, f"<amp-live-list id='l'><div items>{items}</div></amp-live-list>")
    assert [post.heading for post in document.posts] == ["Gate 0", "Gate 1", "Gate 2"]


def test_relative_times_count_from_when_the_page_was_saved(tmp_path: Path) -> None:
    """'2h ago' needs the note that the browser left."""
    items = "".join(
        f"<li class='u'><span class='timestamp'>{n}h ago</span>"
        f"<p>Gate {n} of the dam was shut by now.</p></li>"
        for n in (1, 2, 3)
    )
    path = tmp_path / "page.html"
    note = "<!-- Page saved with SingleFile \n saved date: Wed Mar 17 2021 18:00:00 GMT+0200 (EET) -->"
    path.write_text(f"<!DOCTYPE html>{note}<html><body><ul>{items}</ul></body></html>", "utf-8")
    (document,) = read(path)
    assert document.posts[1].published == dt.datetime(2021, 3, 17, 14, 0, tzinfo=dt.UTC)


def test_stamps_written_as_text_are_read(tmp_path: Path) -> None:
    """Without any time element the page is read as its text would be."""
    body = "".join(
        f"<p>1{n}:05 GMT</p><h2>Gate {n} shut</h2><p>Gate {n} was shut by the guards.</p>" for n in (6, 5, 4)
    )
    head = "<meta property='article:published_time' content='2021-03-17T10:00:00Z'>"
    document = _page(tmp_path, f"<main>{body}</main>", head)
    assert document.posts[0].published == dt.datetime(2021, 3, 17, 16, 5, tzinfo=dt.UTC)
    assert len(document.posts) == 3


def test_other_pages_give_their_main_text(tmp_path: Path) -> None:
    """Navigation and footers stay out, the canonical address names the publisher."""
    sentence = "<p>The dam above Ormeno has been holding for {} days, officials said.</p>"
    text = "<h1>Dam holds</h1>" + "".join(sentence.format(n) for n in range(9))
    body = f"<nav><a href='/'>Home</a></nav><article>{text}</article><footer>Contact us</footer>"
    head = "<link rel='canonical' href='https://www.example.org/2021/03/17/dam'><title>Dam holds</title>"
    document = _page(tmp_path, body, head)
    assert (document.title, document.publisher) == ("Dam holds", "example.org")
    assert len(_texts(document, "paragraph")) == 9
    assert "Contact" not in document.text
    assert document.posts[0].published
    assert document.posts[0].published.date() == dt.date(2021, 3, 17)


def test_teasers_with_times_under_an_article_are_no_posts(tmp_path: Path) -> None:
    """An article stays one, however many dated links stand under it."""
    sentence = "<p>The dam has been holding for {} days now, officials in Telva said.</p>"
    text = "".join(sentence.format(n) for n in range(20))
    teaser = (
        "<li><time datetime='2021-03-1{0}T10:00:00Z'>x</time>"
        "<a href='/{0}'>How gate {0} was built long ago</a></li>"
    )
    links = "".join(teaser.format(n) for n in range(1, 6))
    head = "<meta property='article:published_time' content='2021-03-17T16:30:00Z'>"
    document = _page(tmp_path, f"<article><h1>Dam holds</h1>{text}</article><ul>{links}</ul>", head)
    (post,) = document.posts
    assert post.published == dt.datetime(2021, 3, 17, 16, 30, tzinfo=dt.UTC)


def test_the_charset_a_page_declares_is_believed(tmp_path: Path) -> None:
    """Windows-1251 is read where the head says so."""
    path = tmp_path / "page.html"
    head = "<head><meta charset='windows-1251'></head>"
    page = f"<html lang='uk'>{head}<body><p>Дамба в Ормені тримається.</p></body></html>"
    path.write_bytes(page.encode("cp1251"))
    (document,) = read(path)
    assert "Дамба в Ормені тримається." in document.text
    assert document.language == "uk"


def test_deep_nesting_ends_in_a_document_or_a_word(tmp_path: Path) -> None:
    """A hundred thousand open tags neither crash nor hang."""
    path = tmp_path / "page.html"
    path.write_text("<html><body>" + "<div>" * 100_000 + "<p>The dam holds.</p>", "utf-8")
    try:
        documents = read(path)
    except ValueError as error:
        assert "page.html" in str(error)  # noqa: PT017  either end is right
    else:
        assert "The dam holds." in documents[0].text or documents[0].posts


def test_clocks_count_from_the_day_the_page_was_last_changed(tmp_path: Path) -> None:
    """It was begun the day before: what stands on top was posted after midnight."""
    head = (
        '<meta property="article:published_time" content="2021-03-17T18:00:00Z">'
        '<meta property="article:modified_time" content="2021-03-18T00:20:00Z">'
    )
    post = (
        "<div class='e'><span class='time'>{} GMT</span><h3>Gate {} shut</h3>"
        "<p>A gate of the dam was shut.</p></div>"
    )
    posts = "".join(post.format(clock, n) for n, clock in enumerate(("00:15", "23:40", "19:05")))
    document = _page(tmp_path, f"<main>{posts}</main>", head)
    assert [p.published.isoformat()[:16] for p in document.posts if p.published] == [
        "2021-03-18T00:15", "2021-03-17T23:40", "2021-03-17T19:05"
    ]  # fmt: skip


def test_times_in_attributes_without_a_zone_are_the_newsrooms(tmp_path: Path) -> None:
    """``datetime="2021-03-17T16:30"`` on a page from Kenya is Nairobi's clock."""
    head = '<link rel="canonical" href="https://www.news.co.ke/floods">'
    post = (
        "<article><time datetime='2021-03-17T1{0}:30:00'>x</time><h3>Gate {0}</h3>"
        "<p>It was shut by noon, the operator said.</p></article>"
    )
    document = _page(tmp_path, "<main>" + "".join(post.format(n) for n in (6, 5, 4)) + "</main>", head)
    assert document.posts[0].published == dt.datetime(2021, 3, 17, 13, 30, tzinfo=dt.UTC)
    assert "clocks without a zone were read as Africa/Nairobi, the newsroom's own" in document.notes


def test_a_post_of_few_words_stands_among_longer_ones(tmp_path: Path) -> None:
    """It is of the same make."""
    posts = _posts() + POST.format(
        number=9, time="2021-03-17T10:00:00Z", clock="10:00", heading="Rain", body="Again."
    )
    document = _page(tmp_path, f"<main>{posts}</main>")
    assert [post.heading for post in document.posts][-1] == "Rain"


def test_fields_written_as_if_in_html_are_read_as_text(tmp_path: Path) -> None:
    """Many publishers escape what they put in JSON-LD."""
    update = {
        **UPDATES[1],
        "headline": "Villages &amp; farms leave",
        "articleBody": "It&#8217;s over.&nbsp;Yes.",
    }
    blog = {"@type": "LiveBlogPosting", "headline": "A &quot;flood&quot;", "liveBlogUpdate": [update]}
    document = _page(tmp_path, "", _script(blog))
    assert document.title == 'A "flood"'
    assert document.posts[0].heading == "Villages & farms leave"
    assert _texts(document, "paragraph") == ["It’s over. Yes."]


def test_headlines_alone_are_posts_where_the_page_holds_no_more(tmp_path: Path) -> None:
    """The page's own structure goes first."""
    updates = [{**update, "articleBody": None} for update in UPDATES]
    script = _script({"@type": "LiveBlogPosting", "headline": "Floods", "liveBlogUpdate": updates})
    document = _page(tmp_path, "<div>Loading</div>", script)
    assert [post.heading for post in document.posts] == ["Dam holds", "Villages leave"]
    assert "3 posts" in _page(tmp_path, f"<main>{_posts()}</main>", script).format_reason


@pytest.mark.parametrize(
    ("url", "title", "publisher"),
    [
        (
            "https://www.riverpost.example/live/7",
            "Floods: live | World news | The River Post",
            "The River Post",
        ),
        ("https://riverpost.example/live/7", "Floods: live – What we know", "riverpost.example"),
        ("https://www.theguardian.com/live/7", "Floods: live | The Guardian", "The Guardian"),
    ],
)
def test_a_newsroom_is_called_as_its_titles_end(tmp_path: Path, url: str, title: str, publisher: str) -> None:
    """The name in a page's title stands for its host where the two are the same name, and only there."""
    head = f'<title>{title}</title><link rel="canonical" href="{url}">'
    assert _page(tmp_path, f"<main>{_posts()}</main>", head).publisher == publisher


def test_a_broken_title_keeps_its_words_apart(tmp_path: Path) -> None:
    """A line break in a heading is a blank."""
    page = _page(tmp_path, f"<main><h1>Floods<br>Latest</h1>{_posts()}</main>")
    assert page.title == "Floods Latest"
