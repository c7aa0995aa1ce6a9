"""Pages of print: text in two columns put one under the other, and the gaps between a table's cells kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["page_text"]

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_MIN_ROWS = 5
_MOST = 0.5
"""Of a page's lines this share stands in both columns where it has two."""
_OUTLIERS = 0.1
_WORDS = 3.0
"""Lines of prose hold more words than cells of tables."""


def page_text(plain: str, laid_out: str) -> str:
    """The text of a page in the order of reading.

    Parameters
    ----------
    plain
        The text in the order in which the file holds it.
    laid_out
        The same, each line of print a line, blanks standing for the distances on the page.
    """
    rows = [row.rstrip() for row in laid_out.split("\n")]
    gutter = _gutter(rows)
    if gutter is not None:
        return _unfolded(rows, gutter)
    gapped = {" ".join(row.split()): _GAP.sub("   ", row.strip()) for row in rows if _GAP.search(row)}
    return "\n".join(gapped.get(" ".join(line.split()), line) for line in plain.split("\n"))


def _gutter(rows: Sequence[str]) -> int | None:
    """Where the right column begins; None where the page has but one, or tables."""
    told = [row for row in rows if row.strip()]
    both = [(match[0].start(), match[0].end()) for row in told if len(match := list(_GAP.finditer(row))) == 1]
    if len(both) < max(_MIN_ROWS, _MOST * len(told)):
        return None
    skipped = int(_OUTLIERS * len(both))
    left = sorted(start for start, _ in both)[-1 - skipped]
    right = sorted(end for _, end in both)[skipped]
    if left >= right:
        return None
    sides = [side.split() for row in told for side in (row[:right], row[right:]) if side.strip()]
    return right if sum(map(len, sides)) >= _WORDS * len(sides) else None


def _unfolded(rows: Sequence[str], gutter: int) -> str:
    """The left column, then the right one, down to each line that runs over both."""
    out: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        gap = _GAP.search(row)
        if gap is not None and gap.start() <= gutter:
            left.append(row[: gap.start()].strip())
            right.append(row[gap.end() :].strip())
        elif len(row) - len(row.lstrip()) >= gutter - 2:
            right.append(row.strip())
        elif len(row) <= gutter:
            left.append(row.strip())
            right += [""] if not row.strip() else []
        else:
            out += [*left, "", *right, "", row.strip()]
            left, right = [], []
    return "\n".join([*out, *left, "", *right])
