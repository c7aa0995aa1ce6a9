"""Mails and pages saved in one file."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.model import Document
from geomap.sources import read
from tests.sources.sound import check_document

WORDS = (
    "The river Orm rose by a metre at Telva.\n\nTwo people drowned in Runa, the authority said on Tuesday.\n"
)


def _mail(words: str = WORDS) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Orlo Disaster Office <press@orlo.example>"
    mail["To"] = "desk@paper.example"
    mail["Subject"] = "Flood update: Telva and Runa"
    mail["Date"] = "Tue, 16 Mar 2021 18:15:00 +0500"
    mail["Message-ID"] = "<7@orlo.example>"
    mail.set_content(words, cte="quoted-printable")
    return mail


def _one(tmp_path: Path, data: bytes, name: str = "update.eml") -> Document:
    path = tmp_path / name
    path.write_bytes(data)
    (document,) = read(path)
    check_document(document)
    return document


def test_a_mail_is_its_words(tmp_path: Path) -> None:
    """Whole sentences without the head; subject, sender and time are known from it."""
    document = _one(tmp_path, _mail().as_bytes(), "update.txt")
    assert document.text.split() == WORDS.split()
    assert (document.title, document.publisher) == ("Flood update: Telva and Runa", "Orlo Disaster Office")
    (post,) = document.posts
    assert post.published is not None
    assert post.published.isoformat() == "2021-03-16T18:15:00+05:00"
    assert (document.format, document.format_reason.partition(":")[0]) == ("email", "a mail")


def test_attachments_are_named(tmp_path: Path) -> None:
    """Nobody thinks that they were read."""
    mail = _mail()
    for number in range(4):
        mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename=f"{number}.pdf")
    notes = _one(tmp_path, mail.as_bytes()).notes
    assert "attachments are not read: 0.pdf, 1.pdf, 2.pdf and 1 more" in notes


def test_a_mail_of_html_alone_is_read(tmp_path: Path) -> None:
    """A stub of plain text ('view this in a browser') does not stand for the mail."""
    mail = _mail("See it in your browser.")
    mail.add_alternative("<p>Water covers the market of Telva.</p><script>x()</script>", subtype="html")
    assert _one(tmp_path, mail.as_bytes()).text.strip() == "Water covers the market of Telva."


def _saved(posts: str) -> bytes:
    page = EmailMessage()
    page["From"] = "<Saved by Blink>"
    page["Snapshot-Content-Location"] = "https://www.riverpost.example/live/7"
    page["Subject"] = "Floods: live"
    page["Date"] = "Tue, 16 Mar 2021 18:00:00 -0000"
    page.set_content(f"<html><body><main>{posts}</main></body></html>", subtype="html")
    page.add_related(b"picture", "image", "png", cid="<x>")
    return page.as_bytes()


def test_a_page_saved_in_one_file_is_read_as_the_page(tmp_path: Path) -> None:
    """Its posts, its address, and ages counted from when it was saved."""
    posts = "".join(
        f"<article><time>{hours} hours ago</time><h2>Update {hours}</h2>"
        f"<p>Water rose by {hours} metres in the town of Telva.</p></article>"
        for hours in (1, 2, 3)
    )
    document = _one(tmp_path, _saved(posts), "page.mhtml")
    assert document.url == "https://www.riverpost.example/live/7"
    assert [post.published.hour for post in document.posts if post.published] == [17, 16, 15]
    assert document.format_reason.startswith("a page saved in one file: HTML: 3 posts")


@pytest.mark.parametrize(
    "data", [b"MIME-Version: 1.0\n\n", b"Received: x\nContent-Type: multipart/mixed\n\nx"]
)
def test_a_mail_without_text_is_refused(tmp_path: Path, data: bytes) -> None:
    """One line that says so."""
    (tmp_path / "a.eml").write_bytes(data)
    with pytest.raises(InputError, match=r"a\.eml: (?:a mail without text|empty)"):
        read(tmp_path / "a.eml")


def test_a_text_with_labels_is_no_mail(tmp_path: Path) -> None:
    """'Publisher:' and 'Date:' above a text do not make a mail of it."""
    words = b"Publisher: River Post\nDate: 16 March 2021\n\nWater rose in Telva.\n"
    assert _one(tmp_path, words, "a.txt").format != "email"


def test_a_broken_head_costs_no_words(tmp_path: Path) -> None:
    """What makes no sense is left out; the text is read."""
    head = b"From: Office: a@b.example;, x\nDate: Mon, 99 Foo 99999 25:61:61\nMIME-Version: 1.0\n\n"
    document = _one(tmp_path, head + WORDS.encode())
    assert document.text.split() == WORDS.split()
    assert [post.published for post in document.posts] == [None]
