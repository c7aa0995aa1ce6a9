"""Parquet: a corpus of texts or a table of events, read batch by batch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.sources._columns import guess_columns, read_overrides
from geomap.sources._draft import Draft
from geomap.sources._jsonl import draft_of_record
from geomap.sources._rows import drafts_of_rows
from geomap.sources._text import one_line

__all__ = ["read_parquet"]

_BATCH = 500


def read_parquet(path: Path, date: dt.date | None) -> Iterator[tuple[str, Draft | InputError]]:
    """Yield a draft a row where rows hold ``text``, drafts of a table otherwise.

    Raises
    ------
    InputError
        The file is damaged, or pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415  an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise InputError("Parquet needs pyarrow: pip install 'geomap[parquet]'") from None
    try:
        file = pq.ParquetFile(path)
        names = [str(name) for name in file.schema_arrow.names]
        own = read_overrides(path)
        columns = guess_columns(names, (), own)
        placed = columns.usable and bool({"lat", "coordinates"} & columns.by_field.keys())
        if placed or not {"text", "posts"} & set(names):
            yield from drafts_of_rows(_rows(file), columns, date, path.stem, "parquet")
            return
        for number, record in _rows(file):
            yield f":{number}", _drafted(number, record, date)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError(f"damaged Parquet: {one_line(error)}") from None


def _drafted(number: int, record: dict[str, Any], date: dt.date | None) -> Draft | InputError:
    try:
        draft = draft_of_record(_plain(record), date)
    except InputError as error:
        return InputError(f"row {number}: {error}")
    draft.format, draft.reason = "parquet", draft.reason.replace("JSONL", "Parquet")
    return draft


def _rows(file: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH):
        for record in batch.to_pylist():
            number += 1
            yield number, record


def _plain(value: Any) -> Any:
    """Times as ISO 8601, as in JSON."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.datetime | dt.date) else value
