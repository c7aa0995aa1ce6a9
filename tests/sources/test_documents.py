"""PDF, DOCX and Parquet; languages."""

import datetime as dt
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geomap.errors import InputError
from geomap.model import Document
from geomap.sources import read, read_all
from tests.sources.made import REPORT, make_pdf


def _one(path: Path) -> Document:
    (document,) = read(path)
    return document


def test_a_pdf_report_is_read_as_its_text(tmp_path: Path) -> None:
    """The 'as of' line gives the time, wrapped lines make sentences."""
    path = tmp_path / "report.pdf"
    path.write_bytes(make_pdf([list(REPORT)]))
    document = _one(path)
    assert document.format_reason.startswith("PDF of 1 pages: a situation report")
    assert document.posts[-1].published == dt.datetime(2021, 3, 17, 18, tzinfo=dt.UTC)
    assert "two boats carry people to the church." in document.text


def test_running_heads_of_a_pdf_are_left_out(tmp_path: Path) -> None:
    """A line that opens most pages is no text."""
    path = tmp_path / "report.pdf"
    pages = [[f"Orlo Civil Protection - page {n}", f"Gate {n} of the dam was shut."] for n in range(1, 6)]
    path.write_bytes(make_pdf(pages))
    assert "Civil Protection" not in _one(path).text


def test_the_head_of_a_report_is_kept_where_it_runs_over_all_pages(tmp_path: Path) -> None:
    """It stands once, and its day is the report's."""
    path = tmp_path / "report.pdf"
    lines = [f"Gate {n} of the dam was shut by noon." for n in range(4)]
    path.write_bytes(make_pdf([[*REPORT[:2], *lines]] * 5))
    document = _one(path)
    assert document.text.count(REPORT[0]) == 1
    assert document.posts[0].published == dt.datetime(2021, 3, 17, 18, tzinfo=dt.UTC)


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    """One line names it."""
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"junk" * 100)
    with pytest.raises(InputError, match=r"report\.pdf: a damaged PDF"):
        read(path)


def test_a_pdf_of_pictures_is_refused(tmp_path: Path) -> None:
    """Without a text layer there is nothing to read."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(make_pdf([[]]))
    with pytest.raises(InputError, match="without a text layer"):
        read(path)


def test_docx_headings_begin_posts(tmp_path: Path) -> None:
    """Styles tell headings, lists and tables apart."""
    document = docx.Document()
    document.add_heading("Orlo floods", 0)
    document.add_paragraph("17 March 2021")
    for name in ("Telva", "Runa", "Ormeno"):
        document.add_heading(name, 1)
        document.add_paragraph(f"The bridge of {name} is closed.")
        document.add_paragraph("Boats are on their way", style="List Bullet")
    path = tmp_path / "report.docx"
    document.save(str(path))
    read_back = _one(path)
    assert [post.heading for post in read_back.posts if not post.pinned] == ["Telva", "Runa", "Ormeno"]
    assert [block.kind for block in read_back.posts[-1].blocks] == ["heading", "paragraph", "bullet"]


def test_parquet_texts_are_documents(tmp_path: Path) -> None:
    """A row a document, bad rows refused by number."""
    path = tmp_path / "corpus.parquet"
    table = pa.table(
        {
            "id": ["a", "b"],
            "text": ["The dam holds.", None],
            "published": [dt.datetime(2021, 3, 17, 16, tzinfo=dt.UTC)] * 2,
        }
    )
    pq.write_table(table, path)
    reading = read_all([path])
    assert [document.posts[0].published for document in reading.documents] == [
        dt.datetime(2021, 3, 17, 16, tzinfo=dt.UTC)
    ]
    assert reading.refused == ((str(path), "row 2: neither text nor posts"),)


def test_parquet_events_keep_their_coordinates(tmp_path: Path) -> None:
    """A table of events is one, whatever file it is in."""
    path = tmp_path / "events.parquet"
    pq.write_table(pa.table({"date": ["2021-03-17"], "lat": [45.5], "lon": [25.25], "title": ["Dam"]}), path)
    given = _one(path).posts[0].given
    assert given
    assert (given.lon, given.lat) == (25.25, 45.5)


LEFT = [
    "Rain has fallen for three days on the",
    "upper valley. Two villages were emptied",
    "on Monday night by soldiers.",
    "The bridge at Runa is closed to lorries",
    "until its pier has been mended.",
    "Trains stop short of the bridge.",
]
RIGHT = [
    "Some 300 people sleep in the sports",
    "hall in Telva, where the Red Cross",
    "hands out blankets and soup.",
    "Schools stay closed in both towns; a",
    "decision for next week is to be taken",
    "on Friday, the governor said.",
]


@pytest.mark.parametrize("across", [False, True])
def test_two_columns_of_a_pdf_are_read_one_after_the_other(tmp_path: Path, across: bool) -> None:  # noqa: FBT001
    """No sentence is made of halves of two lines, however the file holds them."""
    path = tmp_path / "report.pdf"
    path.write_bytes(make_pdf([LEFT + RIGHT], (40, 320), across=across))
    document = _one(path)
    told = [document.text[b.start : b.end] for post in document.posts for b in post.blocks]
    assert (
        "Rain has fallen for three days on the upper valley. Two villages were emptied on Monday night by"
        " soldiers." in told
    )
    assert "The bridge at Runa is closed to lorries until its pier has been mended." in told
    assert any(text.endswith("is to be taken on Friday, the governor said.") for text in told)


def test_a_table_in_a_pdf_keeps_its_rows(tmp_path: Path) -> None:
    """Cells of one row stay in one block."""
    path = tmp_path / "report.pdf"
    cells = ["District", "Telva", "Runa", "Ormeno", "People", "1,200", "310", "45"]
    path.write_bytes(make_pdf([[*REPORT], cells], (40, 200), across=True))
    document = _one(path)
    told = [document.text[b.start : b.end].split() for post in document.posts for b in post.blocks]
    assert ["Telva", "1,200"] in told
    assert ["Ormeno", "45"] in told


def test_damaged_parquet_is_refused(tmp_path: Path) -> None:
    """One line names it."""
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + b"\0" * 50)
    with pytest.raises(InputError, match=r"a\.parquet: damaged Parquet"):
        read(path)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The dam above the town has been holding since noon, the minister said.", "en"),
        ("Дамба вище міста тримається від полудня, сказав міністр журналістам у середу.", "uk"),
        ("Der Damm oberhalb der Stadt hält seit Mittag, sagte der Minister am Mittwoch.", "de"),
        ("Dam holds.", None),
    ],
)
def test_languages_are_told(tmp_path: Path, text: str, language: str | None) -> None:
    """Text that is not English is read and named as not yet mined; too little text tells nothing."""
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    document = _one(path)
    assert document.language == language
    assert any("not yet mined" in note for note in document.notes) == (language not in ("en", None))


def test_docx_tables_are_rows_that_stand_together(tmp_path: Path) -> None:
    """Cells are parted by bars, equal figures both kept, a merged cell told once."""
    document = docx.Document()
    document.add_paragraph("Losses on 17 March 2021:")
    table = document.add_table(rows=0, cols=3)
    for cells in (("Village", "Houses", "Barns"), ("Telva", "12", "12"), ("Runa", "none", "")):
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    last = table.rows[2].cells
    last[1].merge(last[2])
    path = tmp_path / "losses.docx"
    document.save(str(path))
    assert "Village | Houses | Barns\nTelva | 12 | 12\nRuna | none" in _one(path).text
