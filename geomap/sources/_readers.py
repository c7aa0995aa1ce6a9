"""Which reader reads which format; heavy ones are imported when a file needs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from geomap.errors import InputError
from geomap.sources._draft import Draft
from geomap.sources._formats import Guess
from geomap.sources._jsonl import read_jsonl
from geomap.sources._plain import read_text
from geomap.sources._text import decode

__all__ = ["STREAMED", "drafts_of", "drafts_of_file"]

STREAMED = frozenset({"jsonl", "parquet", "csv", "tsv", "gpkg"})
"""Formats read record by record, of any size."""

Drafts = Iterator[tuple[str, Draft | InputError]]
"""Pairs of the place in the input (':7', empty for the whole) and a draft, or what is wrong there."""


def drafts_of_file(path: Path, guess: Guess, date: dt.date | None) -> Drafts:
    """Drafts of a file of a format in `STREAMED`."""
    if guess.format == "jsonl":
        with path.open("rb") as rows:
            yield from _jsonl(rows, date)
        return
    from geomap.sources import _tables  # noqa: PLC0415  only tables need it

    if guess.format in ("csv", "tsv"):
        with path.open("rb") as file:
            yield from _tables.read_csv(file, str(path), date, guess.format)
        return
    if guess.format == "gpkg":
        yield from _tables.read_gpkg(path, date)
        return
    raise InputError(f"cannot read {guess.format} yet")


def drafts_of(data: bytes, name: str, guess: Guess, date: dt.date | None) -> Drafts:
    """Drafts of an input that is in memory.

    Raises
    ------
    InputError
        It cannot be used.
    """
    if guess.format is None:
        raise InputError(f"not a format known here: {guess.reason}")
    if guess.format == "jsonl":
        yield from _jsonl(data.splitlines(), date)
        return
    if guess.format == "html":
        yield "", _html(data, date, name)
        return
    if guess.format == "feed":
        from geomap.sources._feeds import read_feed  # noqa: PLC0415  lxml is slow to load

        yield "", read_feed(data)
        return
    if guess.format == "json":
        from geomap.sources._json import read_json  # noqa: PLC0415  rarely needed

        yield from read_json(data, date)
        return
    if guess.format in ("xlsx", "geojson", "csv", "tsv"):
        yield from _table(data, name, guess.format, date)
        return
    if guess.format in ("text", "markdown"):
        yield "", _text(data, date)
        return
    raise InputError(f"cannot read {guess.format} yet")


def _table(data: bytes, name: str, format_: str, date: dt.date | None) -> Drafts:
    from geomap.sources import _tables  # noqa: PLC0415  only tables need it

    if format_ == "xlsx":
        yield from _tables.read_xlsx(data, name, date)
    elif format_ == "geojson":
        yield from _tables.read_geojson(data, name, date)
    else:
        yield from _tables.read_csv(BytesIO(data), name, date, format_)


def _jsonl(rows: Iterable[bytes], date: dt.date | None) -> Drafts:
    for number, result in read_jsonl(rows, date):
        yield f":{number}", result


def _text(data: bytes, date: dt.date | None) -> Draft:
    text, note = decode(data)
    draft = read_text(text, date)
    if draft is None:
        raise InputError("empty: no text in it")
    return _noted(draft, note)


def _html(data: bytes, date: dt.date | None, name: str) -> Draft:
    from geomap.sources._html import declared_charset, read_html  # noqa: PLC0415  lxml is slow to load

    text, note = decode(data, declared_charset(data))
    draft = read_html(text, date)
    if draft is None:
        raise InputError("empty: no text in it")
    _ = name
    return _noted(draft, note)


def _noted(draft: Draft, note: str | None) -> Draft:
    if note:
        draft.notes.append(note)
    return draft
