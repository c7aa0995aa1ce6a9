"""Whatever comes in: offsets are right, blocks are in order, the model's JSON gives the same document."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.sources._formats import FORMATS, recognise
from geomap.sources._text import clean, unwrap
from tests.sources.sound import read_soundly

PIECES = st.sampled_from(
    [
        "12:30", "00:10 GMT", "4.30pm ET", "published at ", "Updated ", "3h ago", " 17 February 2022",
        "31.12.2099", "\n", "\n\n", "\r\n", "  ", "• ", "1. ", "# ", "Image source, Reuters",
        "Image caption,", "By Ada Brandt", "The dam above Ormeno holds.", "Dam holds",
        "Villages leave after rain", "(Photo by A / AFP)", "Share", "Read more here.",
        "As of 18:00 17 March 2021", "TELVA, March 17 (XBN) - ", "https://a.example/2022/02/17/x",
        "3 Posts", "Go Deeper", "\u0301", "\u2028", "\x00", "é", "Ω", "…", "“", "”", "20220210",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("".join)
DAYS = st.none() | st.dates(dt.date(1900, 1, 2), dt.date(2100, 12, 30))
CSV_HEAD = "date,time,lat,lon,text,category,location,fatalities\n"
CELLS = st.sampled_from(
    ["2021-03-17", "17/03/2021", "16:30", "45.5", "-181", "x", "", '"', "Shelling", "44000", "9"]
)


@given(TEXTS, DAYS)
@settings(deadline=None, derandomize=True, max_examples=300)
def test_any_text_gives_a_sound_document(text: str, date: dt.date | None) -> None:
    """Or a word why not."""
    read_soundly("text", text.encode("utf-8", errors="surrogatepass"), date)


@given(st.lists(st.lists(CELLS, max_size=9).map(",".join), max_size=12).map("\n".join), DAYS)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_any_table_gives_sound_documents(rows: str, date: dt.date | None) -> None:
    """Rows that cannot be used are named, the others read."""
    read_soundly("csv", (CSV_HEAD + rows).encode(), date)


@pytest.mark.parametrize(
    "kind", ["json", "jsonl", "geojson", "feed", "xlsx", "docx", "pdf", "parquet", "email"]
)
@given(data=st.binary(max_size=200))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_any_bytes_end_in_a_document_or_a_word(kind: str, data: bytes) -> None:
    """No reader lets another error through."""
    read_soundly(kind, data, None)


@settings(derandomize=True)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.csv", "a", "a.xlsx"]))
def test_any_bytes_are_recognised_as_something(data: bytes, name: str) -> None:
    """A format there is, or none."""
    assert recognise(data, name).format in (*FORMATS, None)


@settings(derandomize=True)
@given(TEXTS)
def test_unwrapping_moves_no_offset(text: str) -> None:
    """Line breaks become blanks, one for one."""
    cleaned = clean(text)
    assert len(unwrap(cleaned)) == len(cleaned)
    assert clean(cleaned) == cleaned
