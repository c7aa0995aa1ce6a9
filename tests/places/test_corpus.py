"""The training corpus: every page is well marked, and the reader refuses pages that are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.places import corpus

RECORDS = corpus.load()
HEADER = "id: flood-01\nstyle: wire\ncrisis: flood\ndate: 2021-07-15\n\n"


def test_there_are_enough_pages() -> None:
    """The corpus has at least a hundred pages."""
    assert len(RECORDS) >= 100


def test_crises_vary() -> None:
    """The pages speak of at least twenty-five crises or topics."""
    assert len({record["crisis"] for record in RECORDS}) >= 25


def test_styles_vary() -> None:
    """The pages are written in at least a dozen styles."""
    assert len({record["style"] for record in RECORDS}) >= 12


def test_every_file_is_a_page() -> None:
    """No file in the folder of pages is passed over."""
    assert sorted(path.stem for path in corpus.PAGES.iterdir()) == sorted(r["id"] for r in RECORDS)


def test_no_text_stands_twice() -> None:
    """Each page has a text of its own."""
    assert len({record["text"] for record in RECORDS}) == len(RECORDS)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_page_is_well_marked(record: corpus.Record) -> None:
    """Offsets cut out the surfaces, marks stand in order, forms are known, the text is left clean."""
    text, last = record["text"], 0
    assert len(text.split()) >= 80
    assert not re.search(r"\[\[|\]\]|\|(name|demonym|embedded)|[{}]", text)
    for mark in record["mentions"]:
        assert text[mark["start"] : mark["end"]] == mark["surface"]
        assert mark["start"] >= last
        assert mark["form"] in corpus.FORMS
        assert not re.search(r"['’]s$|^the ", mark["surface"])
        last = mark["end"]


def test_few_pages_name_no_place() -> None:
    """A page without any place is welcome as a counter-example, but the exception."""
    assert sum(not record["mentions"] for record in RECORDS) <= len(RECORDS) // 20


def test_forms_and_literal_values_are_all_used() -> None:
    """Each form occurs, and names and demonyms occur as locations and as actors."""
    used = {(mark["form"], mark["literal"]) for record in RECORDS for mark in record["mentions"]}
    assert used == {(form, literal) for form in corpus.FORMS for literal in (True, False)}


def test_marks_are_cut_out_of_the_text() -> None:
    """A page reads as plain text, its marks as exact spans."""
    record = corpus.parse(
        HEADER + "Rain fell on [[Liège|name|loc]].\nThe [[Belgian|demonym|act]] army came "
        "to [[Hotel Meuse|name|loc|site]].\n",
        "flood-01.txt",
    )
    assert record["text"] == "Rain fell on Liège.\nThe Belgian army came to Hotel Meuse."
    assert [(m["surface"], m["form"], m["literal"], m["site"]) for m in record["mentions"]] == [
        ("Liège", "name", True, False),
        ("Belgian", "demonym", False, False),
        ("Hotel Meuse", "name", True, True),
    ]
    assert all(record["text"][m["start"] : m["end"]] == m["surface"] for m in record["mentions"])


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("Dry.\nIn [[Li[[è|name|loc]]ge|name|loc]].", r"flood-01\.txt:7: .*inside another"),
        ("In Liège|name|loc]].", r"flood-01\.txt:6: .*never opened"),
        ("In [[Liège|name|loc.", r"flood-01\.txt:6: .*never closes"),
        ("In [[Liège|town|loc]].", r"flood-01\.txt:6: .*wants name"),
        ("In [[Liège|name|here]].", r"flood-01\.txt:6: .*loc/act"),
        ("In [[Liège|name]].", r"flood-01\.txt:6: .*surface\|form\|literal"),
        ("In [[Liège|name|loc|big]].", r"flood-01\.txt:6: .*surface\|form\|literal"),
        ("In [[Liège |name|loc]].", r"flood-01\.txt:6: .*clean surface"),
        ("In [[Lie\u0300ge|name|loc]].", r"flood-01\.txt: .*NFC"),
    ],
)
def test_broken_mark_is_refused(body: str, complaint: str) -> None:
    """A broken mark is refused with its file and line."""
    with pytest.raises(InputError, match=complaint):
        corpus.parse(HEADER + body, "flood-01.txt")


@pytest.mark.parametrize(
    "page",
    [
        "Rain fell on [[Liège|name|loc]].",
        HEADER.replace("style: wire\n", "") + "Rain.",
        HEADER.replace("flood-01", "flood-02") + "Rain.",
        HEADER.replace("2021-07-15", "July") + "Rain.",
    ],
)
def test_broken_header_is_refused(page: str) -> None:
    """A header that is missing, short, of another file or undated is refused."""
    with pytest.raises(InputError, match=r"flood-01\.txt:\d"):
        corpus.parse(page, "flood-01.txt")


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    """Loading a folder reports each broken page, not the first alone."""
    for name in ("a-01", "b-01"):
        (tmp_path / f"{name}.txt").write_text(
            HEADER.replace("flood-01", name) + "In [[Liège.", encoding="utf-8"
        )
    with pytest.raises(InputError, match=r"a-01\.txt:6: .*; b-01\.txt:6: "):
        corpus.load(tmp_path)
