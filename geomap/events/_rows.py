"""Rows of a report's lists and tables: 'Jaffna 31 (24)' below 'Violations by district'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.events._where import span_of
from geomap.model import Category, Mention, Quantity

__all__ = ["Header", "Row", "header_of", "names_columns", "row_of"]

_INCIDENTS = (
    "violations|incidents|complaints|explosions|attacks|breaches|shots|impacts|observations|patrols|arrests|"
    "detentions|protests"
)
# What a heading or a column counts, the most telling first: words, category, unit.
_KINDS: tuple[tuple[str, Category, str], ...] = (
    (r"deaths?|dead|killed|fatalities|killings", "casualties", "people killed"),
    (r"injur(?:ed|ies)|wounded", "casualties", "people injured"),
    (r"missing", "casualties", "people missing"),
    (
        r"displaced|IDPs?|evacuated|evacuees|camps?|shelters?|sheltered|arrivals|returnees",
        "evacuation",
        "people",
    ),
    (r"cases|confirmed|probable|suspected", "disaster", "cases"),
    (
        r"(?:houses|homes|buildings|shelters) (?:damaged|destroyed)|damaged|destroyed|affected",
        "disaster",
        "houses",
    ),
    (_INCIDENTS, "monitoring_count", "incidents"),
)
_COUNTED = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), category, unit) for words, category, unit in _KINDS
)
_ROW = re.compile(r"\W{0,3}(?P<cells>(?:\s*[:|]?\s*\(?-?\d[\d,.]*\)?%?\s*[|]?){1,8})\W{0,2}")
_NUMBER = re.compile(r"\(?\d[\d,]*\)?")
_COLUMNS = re.compile(r"\s{2,}|\t|\s*\|\s*")
_SAYS_WHAT = re.compile(r"\bby\b|:\s*$|\bper\b")
_TOTAL = re.compile(r"all|total|number|count|sum|overall", re.IGNORECASE)
_LONGEST = 160
_LEAST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Header:
    """What the figures below a line count: one kind a column; None for a column of no known kind."""

    columns: tuple[tuple[Category, str] | None, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A place's figure: the mention it stands beside, what it counts and how many."""

    mention: Mention
    category: Category
    quantity: Quantity


def header_of(line: str, above: Header | None = None) -> Header | None:
    """The header that a line is; None for one that tells of no counts or is too long to be a header.

    ``above`` is the header before it: a column of totals counts what that one counts first.

    Columns are parted by tabs, bars or two blanks and more, the first of them holding the names; a line
    without columns ('Complaints by district office:') tells what the only column counts.
    """
    if len(line) > _LONGEST:
        return None
    columns = _COLUMNS.split(line.strip().strip("|"))
    if len(columns) > _LEAST_COLUMNS:
        total = above.columns[0] if above is not None else None
        kinds = tuple(
            total if _TOTAL.fullmatch(column.strip()) else _counted(column) for column in columns[1:]
        )
        return Header(kinds) if any(kinds) else None
    if _SAYS_WHAT.search(line) is None:
        return None
    kind = _counted(line)
    return None if kind is None else Header((kind,))


def names_columns(line: str) -> bool:
    """Whether a line only names the columns of figures: 'Sector | All | Explosions'."""
    return "|" in line and not re.search(r"\d", line) and header_of(line) is not None


def row_of(text: str, start: int, end: int, mentions: Sequence[Mention], header: Header) -> Row | None:
    """The row that ``text[start:end]`` is below ``header``: a name, its figures, nothing else; or None."""
    located = [mention for mention in mentions if mention.location is not None]
    if len(located) != 1:
        return None
    mention = located[0]
    begin, finish = span_of(mention)
    if re.search(r"\w", text[start:begin]) or _ROW.fullmatch(text[finish:end]) is None:
        return None
    cells = text[finish:end].strip(" |").split("|") if "|" in text[finish:end] else []
    # '46 (1)' in one cell: the first is its figure
    figures = [first[0] for cell in cells if (first := _NUMBER.search(cell))] or _NUMBER.findall(
        text[finish:end]
    )
    for kind, figure in zip(header.columns, figures, strict=False):
        value = float(figure.strip("()").replace(",", ""))
        if kind is not None and value > 0:
            category, unit = kind
            return Row(mention, category, Quantity(minimum=value, maximum=value, unit=unit, words=figure))
    return None


def _counted(words: str) -> tuple[Category, str] | None:
    return next(((category, unit) for pattern, category, unit in _COUNTED if pattern.search(words)), None)
