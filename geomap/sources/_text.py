"""Text as it is saved: decoded, NFC, line feeds; and its lines with their offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.errors import InputError

__all__ = ["Line", "clean", "decode", "lines_of", "one_line", "unwrap", "unwrap_ragged", "with_rows"]

_CONTROLS = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
_CONTROLS |= {ord(c): "\n" for c in "\v\f\x85\u2028\u2029"}
_BINARY_SHARE = 0.02
_WIDE_SHARE = 0.7
_SAMPLE = 65536
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WRAP_MIN = 40
_WRAP_MAX = 110
_WRAP_SHARE = 0.75
_FULL_LINE = 0.8
_AS_OF = re.compile(r"\s*(?:situation )?as (?:of|at|on)\b.*\d", re.IGNORECASE)
"""The line of a report's day stands alone."""
_CELL_GAP = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*\t\s*|\s+\|\s+")
_CELL_MAX = 60
_RULE = re.compile(r"[-=_*~+|. ]{3,}")
_SENTENCE = re.compile(r"[a-z]{3}[.!?…]$|[.!?] [A-Z]\w* \w")
_ERROR_MAX = 120
_FIGURE = re.compile(r"[-–—+<>~≈(]*\d[\d.,  %/)–-]*\w{0,3}|[-–—]|n/?a|nil|none", re.IGNORECASE)


class Line(NamedTuple):
    """A line that is not blank, white space around it left out.

    ``gap`` when a blank line stands before; ``level`` is that of a Markdown heading, 0 for none; ``row`` when
    it is a row of a table aligned with blanks or tabs.
    """

    start: int
    end: int
    text: str
    indent: int
    gap: bool
    level: int = 0
    row: bool = False


def one_line(error: object) -> str:
    """What ``error`` says, in one line that is not too long; its kind where it says nothing."""
    return " ".join(str(error).split())[:_ERROR_MAX] or type(error).__name__


def clean(text: str) -> str:
    """``text`` as geomap saves it: NFC, line feeds, control characters blanked one for one."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.translate(_CONTROLS)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text in ``data`` and a note where its character set had to be guessed.

    Parameters
    ----------
    declared
        The character set the input itself names; it is believed where the bytes allow it.

    Raises
    ------
    InputError
        It is no text.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data.decode(charset, errors="replace"), None
    wide = _wide(data)
    if wide is not None:
        return data.decode(wide, errors="replace"), f"no mark of its character set: read as {wide}"
    if _looks_binary(data):
        raise InputError("not text: it holds binary data")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return _declared(data, declared) or _guess(data, error)


def _wide(data: bytes) -> str | None:
    """UTF-16 that lacks its mark: in Latin letters every second byte is nought."""
    head = data[:1024]
    half = max(len(head) // 2, 1)
    low, high = head[1::2].count(0), head[0::2].count(0)
    if max(low, high) < _WIDE_SHARE * half or min(low, high) > (1 - _WIDE_SHARE) * half:
        return None
    return "utf-16-le" if low > high else "utf-16-be"


def _looks_binary(data: bytes) -> bool:
    head = data[:65536]
    odd = sum(head.count(code) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return odd > _BINARY_SHARE * max(len(head), 1)


def _declared(data: bytes, declared: str | None) -> tuple[str, str | None] | None:
    """``data`` as the page says; what is called Latin-1 is windows-1252, as browsers read it."""
    if declared is None or declared in ("utf-8", "utf8"):
        return None
    charset = "cp1252" if declared in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else declared
    try:
        return data.decode(charset, errors="replace"), None
    except (LookupError, ValueError):
        return None


def _guess(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """Broken UTF-8, or the character set its letters suggest."""
    text = data.decode("utf-8", errors="replace")
    high = sum(byte > 0x7F for byte in data)  # noqa: PLR2004  above ASCII
    lost = text.count("\ufffd")
    if lost * 4 <= high:
        return text, f"broken UTF-8 from byte {error.start} on: {lost} characters lost"
    from charset_normalizer import from_bytes  # noqa: PLC0415  needed by odd files alone

    best = from_bytes(data[:_SAMPLE]).best()
    charset = best.encoding if best is not None else "cp1252"
    return data.decode(charset, errors="replace"), f"not UTF-8: read as {charset.replace('cp', 'windows-')}"


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines of ``text[start:end]`` that are not blank."""
    end = len(text) if end is None else end
    gap = True
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        bare = text[at:stop].strip()
        if bare:
            first = text.index(bare, at, stop)
            yield Line(first, first + len(bare), bare, first - at, gap)
            gap = False
        else:
            gap = True
        at = stop + 1


def with_rows(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with the rows of tables marked: neighbours of several cells, set apart by blanks or tabs.

    Of two columns the second must hold figures: blanks alone may be a slip, or a name and its role.
    """
    # A rule of dashes between rows keeps none apart.
    kept = [line for line in lines if not _RULE.fullmatch(line.text)]
    counts = [_cells(line.text) for line in kept]
    rows: set[int] = set()
    for index, line in enumerate(kept):
        count = counts[index]
        beside = [counts[i] for i in (index - 1, index + 1) if 0 <= i < len(kept)]
        row = count > 1 and any(other > 1 and abs(other - count) <= 1 for other in beside)
        # The head of two columns holds no figures.
        under = counts[index + 1] if index + 1 < len(kept) and not kept[index + 1].gap else 1
        if row or (under > 1 and len(_CELL_GAP.split(line.text)) == under and len(line.text) <= _CELL_MAX):
            rows.add(line.start)
    return [line._replace(row=True) if line.start in rows else line for line in lines]


def _cells(text: str) -> int:
    """How many cells of a table ``text`` holds; 1 where it is no row."""
    cells = _CELL_GAP.split(text)
    # Two blanks after a full stop are typists' habit; cells are short.
    if len(cells) == 1 or any(len(cell) > _CELL_MAX or _SENTENCE.search(cell) for cell in cells):
        return 1
    return len(cells) if len(cells) > 2 or _FIGURE.fullmatch(cells[1]) else 1  # noqa: PLR2004  two columns


def unwrap(text: str) -> str:
    """``text`` with the line breaks inside hard-wrapped paragraphs turned into spaces, one for one.

    A break is a wrap where the next line's first word would not have fitted any more; only texts whose
    widest line is 40 to 110 characters long, and most of whose breaks are wraps, are taken for wrapped.
    """
    rows = text.split("\n")
    if len(rows) == 1:
        return text
    width = max((len(row.rstrip()) for row in rows), default=0)
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return text
    after = [*rows[1:], ""]
    wraps = [_wraps(row, below, width) for row, below in zip(rows, after, strict=True)]
    pairs = sum(bool(row.strip() and below.strip()) for row, below in zip(rows, after, strict=True))
    if sum(wraps) < _WRAP_SHARE * pairs:
        return text
    joined = (row + (" " if wrap else "\n") for row, wrap in zip(rows, wraps, strict=True))
    return "".join(joined)[:-1]


def unwrap_ragged(text: str) -> str:
    """``text`` of a page set in proportional type, each line a line of print, with paragraphs joined.

    A line runs on where the next begins small, or where it reaches most of the column's width.
    """
    rows = text.split("\n")
    widths = sorted(len(row) for row in rows if row.strip())
    if not widths:
        return text
    width = _FULL_LINE * widths[len(widths) * 95 // 100]
    out: list[str] = []
    for row, after in zip(rows, [*rows[1:], ""], strict=True):
        joins = _may_join(row, after) and (after.lstrip()[0].islower() or len(row) >= width)
        joins = joins and not (_AS_OF.match(row) or _AS_OF.match(after))
        out.extend((row, " " if joins else "\n"))
    return "".join(out[:-1])


def _may_join(row: str, after: str) -> bool:
    """Whether ``after`` can be the next line of the sentence in ``row``: no list item, no stamp."""
    if _CELL_GAP.search(row.strip()) and _CELL_GAP.search(after.strip()):
        return False
    if not row.strip() or not after.strip() or not re.match(r"\s*[\w\"'“‘(«„]", after):
        return False
    return not re.match(r"\s*(?:[\[(]?\d{1,4}[:./-]\d|(?:\d{1,3}|[a-z])[.)]\s)", after)


def _wraps(row: str, after: str, width: int) -> bool:
    return _may_join(row, after) and len(row.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > width
