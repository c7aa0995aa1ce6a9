"""Files, folders and standard input are read; what is broken is refused and stops nothing."""

import io
import json
import sys
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.sources import read, read_all


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    """Files come in the order of their names, those of inner folders too."""
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text("The dam holds.")
    (tmp_path / "b" / "c.md").write_text("The bridge fell.")
    names = [Path(document.source).name for document in read(tmp_path)]
    assert names == ["a.txt", "c.md"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """It is named with the reason."""
    (tmp_path / "a.txt").write_text("The dam holds.")
    (tmp_path / "empty.txt").write_text("\n \n")
    reading = read_all([tmp_path])
    assert len(reading.documents) == 1
    assert reading.refused == ((str(tmp_path / "empty.txt"), "empty: no text in it"),)


def test_read_raises_for_a_missing_file(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(InputError, match=r"gone\.txt: no such file"):
        read(tmp_path / "gone.txt")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash means standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The dam holds.")))
    (document,) = read("-")
    assert (document.source, document.text) == ("-", "The dam holds.")


def test_jsonl_gives_a_document_a_line(tmp_path: Path) -> None:
    """A record's own fields are kept."""
    path = tmp_path / "a.jsonl"
    rows = [
        {
            "id": "a",
            "title": "T",
            "publisher": "P",
            "published": "2021-03-17T10:00:00+01:00",
            "text": "It holds.",
        },
        {"posts": [{"heading": "H", "published": "2021-03-17T10:05Z", "text": "One.\nTwo."}]},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows))
    first, second = read(path)
    assert (first.title, first.publisher, first.text) == ("T", "P", "It holds.")
    assert str(first.posts[0].published) == "2021-03-17 10:00:00+01:00"
    assert [second.text[b.start : b.end] for b in second.posts[0].blocks] == ["H", "One.", "Two."]


def test_bad_lines_of_jsonl_are_refused_by_number(tmp_path: Path) -> None:
    """The good lines are read."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "It holds."}\n{"text": \n{"text": 5}\n{}\n')
    reading = read_all([path])
    assert len(reading.documents) == 1
    assert [message.split(":")[0] for _, message in reading.refused] == ["line 2", "line 3", "line 4"]


def test_an_unknown_day_is_refused() -> None:
    """A date that is none is the caller's mistake."""
    with pytest.raises(InputError, match="no day"):
        read("-", date="17 March")
