"""The rows of a spreadsheet, after a look at how large it makes itself out to be."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from geomap.errors import InputError
from geomap.sources._office import check_zip
from geomap.sources._text import one_line

__all__ = ["sheets_of"]

_MOST_CELLS = 20_000_000
"""Rows times columns; two cells in far corners would otherwise make a table of billions."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_PLACE = re.compile(rb"""\br\s*=\s*["'](?P<column>[A-Za-z]{0,9})(?P<row>\d{1,9})["']""")
_CHUNK = 1 << 20
_OVERLAP = 64


def sheets_of(data: bytes) -> Iterator[tuple[str, Iterator[tuple[int, list[Any]]]]]:
    """Yield the name and the rows of each sheet of a workbook: a row's number and its cells, None for empty.

    Raises
    ------
    InputError
        It is damaged, a zip bomb, or a table of billions of cells.
    """
    check_zip(data)
    _check_extent(data)
    import python_calamine  # noqa: PLC0415  needed by spreadsheets alone

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        names = list(book.sheet_names)
    except BaseException as error:  # noqa: BLE001  a panic of the library is no Exception
        raise _damaged(error) from None
    for name in names:
        yield name, _rows(book, name)


def _rows(book: Any, name: str) -> Iterator[tuple[int, list[Any]]]:
    try:
        sheet = book.get_sheet_by_name(name)
        for number, row in enumerate(sheet.iter_rows(), 1):
            if any(cell != "" for cell in row):
                yield number, [_plain(cell) for cell in row]
    except GeneratorExit:
        raise
    except BaseException as error:  # noqa: BLE001  a panic of the library is no Exception
        raise _damaged(error) from None


def _plain(cell: Any) -> Any:
    """A cell's value: whole numbers as such, which the format does not tell from others; None where empty."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return None if cell == "" else cell


def _check_extent(data: bytes) -> None:
    """Refuse sheets whose cells lie so far apart that the table between them would fill the memory."""
    sizes = [(1, 1)]
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for info in archive.infolist():
                if _SHEET.fullmatch(info.filename):
                    with archive.open(info) as file:
                        sizes.append(_extent(file))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, zlib.error) as error:
        raise _damaged(error) from None
    rows, columns = max(sizes, key=lambda size: size[0] * size[1])
    if rows * columns > _MOST_CELLS:
        raise InputError(f"a sheet of {rows} rows by {columns} columns is refused")


def _extent(file: Any) -> tuple[int, int]:
    rows = columns = 1
    rest = b""
    while chunk := file.read(_CHUNK):
        if b"\0" in chunk:
            raise ValueError("a sheet in another encoding than UTF-8")
        part = rest + chunk
        for match in _PLACE.finditer(part):
            rows = max(rows, int(match["row"]))
            columns = max(columns, _column(match["column"]))
        rest = part[-_OVERLAP:]
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _damaged(error: BaseException) -> InputError:
    """What a library's error says; one that is no error of the file goes on."""
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error
    return InputError(f"a damaged spreadsheet: {one_line(error)}")
