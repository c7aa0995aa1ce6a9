"""PDF and DOCX: their text, paragraph by paragraph, read as the same report saved as text would be."""

from __future__ import annotations

import datetime as dt
import logging
import zipfile
from collections import Counter
from io import BytesIO
from typing import Any

from geomap.errors import InputError
from geomap.sources._blocks import ends_sentence
from geomap.sources._draft import Draft
from geomap.sources._plain import read_text
from geomap.sources._print import page_text
from geomap.sources._text import one_line, unwrap_ragged

__all__ = ["check_zip", "read_docx", "read_pdf"]

_MAX_PAGES = 1000
_MAX_TEXT = 20_000_000
_UNZIPPED_LIMIT = 512 * 2**20
"""Bytes a zipped document may unfold to; a zip bomb goes far beyond."""
_RATIO_LIMIT = 400
_EDGE = 2
"""Lines at the top and at the foot of a page where running heads and numbers stand."""
_MISSING = "needs an extra: pip install 'geomap[documents]'"


def check_zip(data: bytes) -> None:
    """Refuse a zipped document that would fill the memory.

    Raises
    ------
    InputError
        It is damaged, or a zip bomb.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sizes = [(info.file_size, info.compress_size) for info in archive.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise InputError("a damaged zip file") from None
    total = sum(size for size, _ in sizes)
    packed_far = any(size > 2**20 and size > _RATIO_LIMIT * max(packed, 1) for size, packed in sizes)
    if total > _UNZIPPED_LIMIT or packed_far:
        raise InputError(f"a zip bomb, which unfolds to {total // 2**20} MB, is refused")


def read_pdf(data: bytes, date: dt.date | None) -> Draft:
    """A draft of a PDF's text layer.

    Raises
    ------
    InputError
        It is damaged, locked, or holds pictures of pages alone.
    """
    try:
        import pypdf  # noqa: PLC0415  an extra
    except ImportError:
        raise InputError(f"PDF {_MISSING}") from None
    # What it finds wrong is told in one line, or mended; its log is no one's business.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        locked = bool(reader.is_encrypted) and not reader.decrypt("")
        pages = [] if locked else [_page(page) for page in reader.pages[:_MAX_PAGES]]
        title = None if locked or not reader.metadata else reader.metadata.title
    except Exception as error:  # noqa: BLE001  the library raises whatever a broken file makes it trip over
        raise InputError(f"a damaged PDF: {one_line(error)}") from None
    if locked:
        raise InputError("a locked PDF")
    draft = read_text(unwrap_ragged(_joined(pages)[:_MAX_TEXT]), date)
    if draft is None:
        raise InputError("a PDF without a text layer: pictures of pages are not read")
    draft.title = draft.title or (title.strip() if title and title.strip() else None)
    draft.format, draft.reason = "pdf", f"PDF of {len(pages)} pages: {draft.reason}"
    return draft


def _page(page: Any) -> str:
    """A page's text in the order of reading."""
    plain = str(page.extract_text() or "")
    try:
        laid_out = str(page.extract_text(extraction_mode="layout") or "")
    except Exception:  # noqa: BLE001  the library fails on pages that it reads well in the other way
        return plain
    return page_text(plain, laid_out)


def _joined(pages: list[str]) -> str:
    """The pages' text in a row; lines that open or close most pages (running heads, numbers) are left out."""
    rows = [[row.strip() for row in page.split("\n") if row.strip()] for page in pages]
    edges = Counter(_shape(row) for page in rows for row in {*page[:_EDGE], *page[-_EDGE:]})
    often = {shape for shape, count in edges.items() if count > max(2, len(pages) // 2)}
    return "\n".join(
        row
        for number, page in enumerate(rows)
        for at, row in enumerate(page)
        # What opens the first page is the report's own head.
        if (number == 0 and at < len(page) - _EDGE) or not _is_running(row, at, page, often)
    )


def _is_running(row: str, at: int, page: list[str], often: set[str]) -> bool:
    """Whether a row near a page's edge stands there on most pages."""
    return not ends_sentence(row) and _shape(row) in often and (at < _EDGE or at >= len(page) - _EDGE)


def _shape(row: str) -> str:
    return "".join("0" if c.isdigit() else c for c in row)


def read_docx(data: bytes, date: dt.date | None) -> Draft:
    """A draft of a Word document: headings, paragraphs, lists, rows of tables, in their order.

    Raises
    ------
    InputError
        It is damaged or empty.
    """
    try:
        import docx  # noqa: PLC0415  an extra
    except ImportError:
        raise InputError(f"DOCX {_MISSING}") from None
    check_zip(data)
    try:
        document = docx.Document(BytesIO(data))
        parts = [_part(item) for item in document.iter_inner_content()]
        title = document.core_properties.title
    except Exception as error:  # noqa: BLE001  the library raises whatever a broken file makes it trip over
        raise InputError(f"a damaged DOCX: {one_line(error)}") from None
    draft = read_text("\n\n".join(part for part in parts if part), date)
    if draft is None:
        raise InputError("empty: no text in it")
    draft.title = draft.title or title or None
    draft.format, draft.reason = "docx", f"DOCX: {draft.reason.removeprefix('Markdown: ')}"
    return draft


def _row(row: Any) -> str:
    """A table's row as one line, its cells parted by bars; a merged cell stands once."""
    # The library gives a merged cell once for each column it covers, the same element every time.
    cells = {id(cell._tc): " ".join(cell.text.split()) for cell in row.cells}  # noqa: SLF001
    return " | ".join(text for text in cells.values() if text)


def _part(item: object) -> str:
    """A paragraph as a line, its heading level or list mark before it; a table's rows as lines."""
    rows = getattr(item, "rows", None)
    if rows is not None:
        return "\n".join(filter(None, (_row(row) for row in rows)))
    text = " ".join(str(getattr(item, "text", "")).split())
    style = str(getattr(getattr(item, "style", None), "name", "") or "")
    if not text:
        return ""
    if style == "Title" or style.startswith("Heading"):
        level = 1 if style == "Title" else min(6, int(style[-1]) + 1 if style[-1].isdigit() else 2)
        return f"{'#' * level} {text}"
    return f"• {text}" if style.startswith("List") else text
