"""What stands beside or above an input: a folder's notes and tables, a line that names the publisher."""

from pathlib import Path

from geomap.sources import read

PAGE = """\
Harbour strike, day two
Publisher: Bay Courier

Summary

  • Dockers walk out

  1. Ferries stoppublished at 12:10 Greenwich Mean Time 3 May 2021

    No ferry left Port Ellen on Monday.

  2. Dockers walk outpublished at 09:40 Greenwich Mean Time 3 May 2021

    Dockers in Port Ellen walked out on Monday morning.
"""


def test_publisher_line(tmp_path: Path) -> None:
    """A line 'Publisher: ...' above the posts names the publisher and is no part of the summary."""
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    (document,) = read(page)
    assert document.publisher == "Bay Courier"
    assert document.title == "Harbour strike, day two"
    assert not any(
        "Publisher" in document.text[b.start : b.end] for post in document.posts for b in post.blocks
    )


def test_folder_leaves_notes_out(tmp_path: Path) -> None:
    """In a folder the README and tables tell of the inputs and are none themselves."""
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    (tmp_path / "README.md").write_text("# About\n\nOn 3 May 2021 we wrote this.\n", "utf-8")
    (tmp_path / "sources.tsv").write_text("file\tnote\npage.txt\tseen\n", "utf-8")
    assert [document.title for document in read(tmp_path)] == ["Harbour strike, day two"]
