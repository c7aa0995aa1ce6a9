"""The pages the place recogniser is trained on, in the project's own words.

``GUIDELINE.md`` says what is marked and how. This is training input: no stage reads it
at run time.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final, TypedDict

from geomap.errors import InputError
from geomap.model import Form

__all__ = ["FORMS", "PAGES", "Mark", "Record", "load", "parse"]

PAGES: Final = Path(__file__).parent / "pages"
"""The folder of marked pages."""

FORMS: Final[dict[str, Form]] = {"name": "name", "demonym": "demonym", "embedded": "embedded"}
"""The forms a mark may have."""

_LITERAL: Final = {"loc": True, "act": False}
_BRACKETS: Final = re.compile(r"\[\[|\]\]")
_HEADER: Final = ("id", "style", "crisis", "date")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Mark(TypedDict):
    """One marked place: offsets are code points of the record's text, end exclusive."""

    start: int
    end: int
    surface: str
    form: Form
    literal: bool
    site: bool


class Record(TypedDict):
    """One page without its marks, and the marks in the order of the text."""

    id: str
    style: str
    crisis: str
    date: str
    text: str
    mentions: list[Mark]


def load(folder: Path = PAGES) -> list[Record]:
    """Every page of ``folder``, sorted by id.

    Raises
    ------
    InputError
        A header or a mark is broken; every problem is in the message, each with its file and line.
    """
    records: list[Record] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        try:
            records.append(parse(path.read_text(encoding="utf-8"), path.name))
        except UnicodeDecodeError as error:
            problems.append(f"{path.name}: is not UTF-8: {error.reason}")
        except InputError as error:
            problems.append(str(error))
    if problems:
        raise InputError("; ".join(problems))
    return records


def parse(page: str, filename: str) -> Record:
    """The record of one page: header lines, an empty line, the marked text.

    Raises
    ------
    InputError
        The header is not ``id``, ``style``, ``crisis``, ``date`` with the id of ``filename``, a mark is
        nested, unclosed or has an unknown form or literal value, or the text is not in NFC.
    """
    head, blank, body = page.partition("\n\n")
    header = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    if not blank or tuple(header) != _HEADER or len(head.splitlines()) != len(_HEADER):
        raise InputError(f"{filename}:1: the header wants the lines {', '.join(_HEADER)} and an empty line")
    if header["id"] != filename.removesuffix(".txt"):
        raise InputError(f"{filename}:1: id {header['id']!r} is not the file's name")
    if not _DATE.fullmatch(header["date"]):
        raise InputError(f"{filename}:4: date {header['date']!r} is not YYYY-MM-DD")
    if not unicodedata.is_normalized("NFC", body):
        raise InputError(f"{filename}: the text is not in NFC")
    text, mentions = _read_marks(body.rstrip("\n"), filename, first_line=len(_HEADER) + 2)
    return Record(
        id=header["id"],
        style=header["style"],
        crisis=header["crisis"],
        date=header["date"],
        text=text,
        mentions=mentions,
    )


def _read_marks(body: str, filename: str, first_line: int) -> tuple[str, list[Mark]]:
    """The text without its marks, and the marks."""
    parts: list[str] = []
    mentions: list[Mark] = []
    length = copied = 0
    opened: int | None = None
    for bracket in _BRACKETS.finditer(body):
        where = f"{filename}:{first_line + body.count(chr(10), 0, bracket.start())}"
        if bracket.group() == "[[":
            if opened is not None:
                raise InputError(f"{where}: a mark opens inside another")
            parts.append(body[copied : bracket.start()])
            length += bracket.start() - copied
            opened = bracket.end()
            continue
        if opened is None:
            raise InputError(f"{where}: a mark closes that never opened")
        mark = _read_mark(body[opened : bracket.start()], length, where)
        parts.append(mark["surface"])
        mentions.append(mark)
        length, copied, opened = mark["end"], bracket.end(), None
    if opened is not None:
        line = first_line + body.count("\n", 0, opened)
        raise InputError(f"{filename}:{line}: a mark opens and never closes")
    parts.append(body[copied:])
    return "".join(parts), mentions


def _read_mark(inside: str, start: int, where: str) -> Mark:
    """What stands between the brackets: ``surface|form|loc`` or ``surface|form|act|site``."""
    surface, *fields = inside.split("|")
    if not surface or surface != surface.strip() or "\n" in surface:
        raise InputError(f"{where}: the mark {inside!r} has no clean surface")
    if len(fields) not in {2, 3} or fields[2:] not in ([], ["site"]):
        raise InputError(
            f"{where}: the mark {inside!r} is not surface|form|literal or surface|form|literal|site"
        )
    if fields[0] not in FORMS or fields[1] not in _LITERAL:
        raise InputError(f"{where}: the mark {inside!r} wants {'/'.join(FORMS)} and {'/'.join(_LITERAL)}")
    return Mark(
        start=start,
        end=start + len(surface),
        surface=surface,
        form=FORMS[fields[0]],
        literal=_LITERAL[fields[1]],
        site=len(fields) == 3,  # noqa: PLR2004  surface aside: form, literal, site
    )
