"""Cells of tables: degrees, counts and numeric dates in the ways people write them."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from typing import Literal

__all__ = ["DateOrder", "count_of", "degrees_of", "iso_date", "order_of"]

DateOrder = Literal["dmy", "mdy"]

_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/.-])(?=$|[ T,])")
_MONTHS = 12
_CENTURY = 70
"""Two figures below this are a year of this century."""
_EXACT = re.compile(r"(\d{1,9})(?:[.,]0+)?")
_GROUPED = re.compile(r"\d{1,3}(?:([ ,.'’\u00a0\u202f])\d{3})(?:\1\d{3})*")
_RANGE = re.compile(r"(\d{1,9}) ?[-–] ?(\d{1,9})")
_AT_LEAST = re.compile(r"(?:(?:>=?|≥|over|more than|at least) ?(\d{1,9})|(\d{1,9}) ?\+)", re.IGNORECASE)
_FIGURE = r"\d{1,3}(?:[.,]\d+)?"
_DECIMAL = re.compile(rf"([NSEW])? ?([+-]?{_FIGURE}) ?°? ?([NSEW])?", re.IGNORECASE)
_SECONDS = rf"(?:['’′:m ] ?(?:({_FIGURE}) ?(?:[\"”″s]|'')?)?)?"
_SEXAGESIMAL = re.compile(
    rf"([NSEW])? ?(-?\d{{1,3}}) ?[°º:d ] ?({_FIGURE}) ?{_SECONDS} ?([NSEW])?", re.IGNORECASE
)


def order_of(cells: Iterable[str]) -> DateOrder | None:
    """Whether day or month comes first in a column's numeric dates; None where none tells, or they disagree.

    17/03/2021 can only be day first. Where one date of a column tells, it tells for all: 03/04/2021 beside
    it is the third of April.
    """
    days = months = 0
    for cell in cells:
        match = _DATE.match(cell)
        if match:
            first, second = int(match[1]), int(match[3])
            days += second <= _MONTHS < first
            months += first <= _MONTHS < second
    if bool(days) == bool(months):
        return None
    return "dmy" if days else "mdy"


def iso_date(cell: str, order: DateOrder) -> tuple[str, bool]:
    """``cell`` with a numeric date at its beginning as ISO writes it, and whether ``order`` decided.

    A date that can be read one way only is read so, whatever ``order`` says. Other cells come back as is.
    """
    match = _DATE.match(cell)
    if match is None:
        return cell, False
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) if len(match[4]) > 2 else _whole_year(int(match[4]))  # noqa: PLR2004  two figures
    # With stops the day goes first wherever people write so.
    either = first <= _MONTHS and second <= _MONTHS and match[2] != "."
    if second > _MONTHS or (either and order == "mdy"):
        first, second = second, first
    try:
        date = dt.date(year, second, first)
    except ValueError:
        return cell, False
    return f"{date.isoformat()}{cell[match.end() :]}", either and first != second


def _whole_year(two: int) -> int:
    return two + (2000 if two < _CENTURY else 1900)


def count_of(cell: str) -> tuple[float, float | None] | None:
    """How many a cell tells, least and most: '1,200', '10-15', '40+' (no most). None where it tells none."""
    cell = cell.strip()
    grouped = _GROUPED.fullmatch(cell)
    if grouped:
        cell = cell.replace(grouped[1], "")
    if (match := _EXACT.fullmatch(cell)) is not None:
        return float(match[1]), float(match[1])
    if (match := _RANGE.fullmatch(cell)) is not None and int(match[1]) <= int(match[2]):
        return float(match[1]), float(match[2])
    if (match := _AT_LEAST.fullmatch(cell)) is not None:
        return float(match[1] or match[2]), None
    return None


def degrees_of(cell: str, limit: Literal[90, 180], name: str) -> float:
    """Degrees north or east: '-33.9', '33,9 S', '12°06′30″N'.

    Raises
    ------
    ValueError
        It is no number, or beyond ``limit``.
    """
    value = _degrees(cell, "NS" if limit == 90 else "EW")  # noqa: PLR2004  degrees of latitude
    if value is None:
        raise ValueError(f"{name} is no number: {cell[:40]!r}")
    if not -limit <= value <= limit:
        raise ValueError(f"{name} out of range: {cell[:40]}")
    return value


def _degrees(cell: str, letters: str) -> float | None:
    if (match := _DECIMAL.fullmatch(cell.strip())) is not None:
        parts, letter = [match[2]], match[1] or match[3]
        if match[1] and match[3]:
            return None
    elif (match := _SEXAGESIMAL.fullmatch(cell.strip())) is not None:
        parts, letter = [match[2], match[3], match[4] or "0"], match[1] or match[5]
        # '12 06' alone may be anything: its degree sign or its letter says what it is.
        if (match[1] and match[5]) or not (letter or re.search("[°º]", cell)):
            return None
    else:
        return _plain(cell)
    if letter and letter.upper() not in letters:
        return None
    figures = [float(part.replace(",", ".")) for part in parts]
    if any(part >= 60 for part in figures[1:]):  # noqa: PLR2004  minutes and seconds
        return None
    value = math.fsum(abs(part) / 60.0**power for power, part in enumerate(figures))
    south = parts[0].startswith("-") or (letter or "").upper() in {"S", "W"}
    return -value if south else value


def _plain(cell: str) -> float | None:
    """A number as programs write it: '1.2e1', or too large for degrees."""
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return None
