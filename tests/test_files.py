"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap._files import check_folder, write_whole
from geomap.errors import OutputError


def test_a_new_file_stands_with_its_folder(tmp_path: Path) -> None:
    """Missing folders are made, the bytes are exactly those given."""
    write_whole(tmp_path / "a" / "b.bin", b"\x00\xff")
    assert (tmp_path / "a" / "b.bin").read_bytes() == b"\x00\xff"


def test_no_temporary_file_stays(tmp_path: Path) -> None:
    """After writing, the folder holds the file alone."""
    write_whole(tmp_path / "a.txt", b"one")
    write_whole(tmp_path / "a.txt", b"two")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_target_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder in the file's place is refused with the path, and nothing else is left."""
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OutputError, match=r"a\.txt: cannot be written"):
        write_whole(tmp_path / "a.txt", b"one")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_parent_that_is_a_file_is_named(tmp_path: Path) -> None:
    """A path through a file is an output error, not a traceback."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        write_whole(tmp_path / "file" / "a.txt", b"one")


def test_a_folder_that_cannot_be_is_refused_before_the_work(tmp_path: Path) -> None:
    """A file in its place, or in that of a parent, is named; a folder yet to be made is fine."""
    (tmp_path / "file").write_text("x")
    check_folder(tmp_path / "new" / "deeper")
    for folder in (tmp_path / "file", tmp_path / "file" / "deeper"):
        with pytest.raises(OutputError, match=r"cannot be written: .*file is a file"):
            check_folder(folder)
