"""Which reader reads which format; heavy ones are imported when a file needs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path

from geomap.errors import InputError
from geomap.sources._draft import Draft
from geomap.sources._formats import Guess
from geomap.sources._jsonl import bounded_lines, read_jsonl
from geomap.sources._plain import read_text
from geomap.sources._text import decode

# Imports inside functions are what this module is for: plain text must not pay for what it does not need.
# ruff: noqa: PLC0415

__all__ = ["STREAMED", "Drafts", "drafts_of", "drafts_of_file"]

Drafts = Iterator[tuple[str, Draft | InputError]]
"""Pairs of the place in the input (':7', empty for the whole) and a draft, or what is wrong there."""

STREAMED = frozenset({"jsonl", "parquet", "csv", "tsv", "gpkg"})
"""Formats read record by record, of any size."""


def drafts_of_file(path: Path, guess: Guess, date: dt.date | None) -> Drafts:
    """Drafts of a file of a format in `STREAMED`.

    Raises
    ------
    InputError
        It cannot be used.
    NotATableError
        It is a table, but not of events.
    """
    if guess.format == "jsonl":
        with path.open("rb") as rows:
            yield from _jsonl(bounded_lines(rows), date)
    elif guess.format == "parquet":
        from geomap.sources._parquet import read_parquet

        yield from read_parquet(path, date)
    elif guess.format == "gpkg":
        from geomap.sources._tables import read_gpkg

        yield from read_gpkg(path, date)
    else:
        from geomap.sources._tables import read_csv

        with path.open("rb") as file:
            yield from read_csv(file, str(path), date, guess.format or "csv")


def drafts_of(data: bytes, name: str, guess: Guess, date: dt.date | None) -> Drafts:
    """Drafts of an input that is in memory.

    Raises
    ------
    InputError
        It cannot be used.
    NotATableError
        It is a table, but not of events.
    """
    if guess.format is None:
        raise InputError(f"not a format read here: {guess.reason}")
    reader = _WHOLE.get(guess.format)
    if reader is None:
        raise InputError(f"{guess.format} is read from a file, not from here")
    yield from reader(data, name, date)


def _jsonl(rows: Iterable[bytes], date: dt.date | None) -> Drafts:
    for number, result in read_jsonl(rows, date):
        yield f":{number}", result


def _jsonl_whole(data: bytes, _: str, date: dt.date | None) -> Drafts:
    yield from _jsonl(data.splitlines(), date)


def _text(data: bytes, _: str, date: dt.date | None) -> Drafts:
    text, note = decode(data)
    yield "", _noted(read_text(text, date), note)


def _html(data: bytes, _: str, date: dt.date | None) -> Drafts:
    from geomap.sources._html import declared_charset, read_html

    text, note = decode(data, declared_charset(data))
    yield "", _noted(read_html(text, date), note)


def _noted(draft: Draft | None, note: str | None) -> Draft:
    if draft is None:
        raise InputError("empty: no text in it")
    if note:
        draft.notes.append(note)
    return draft


def _feed(data: bytes, _: str, __: dt.date | None) -> Drafts:
    from geomap.sources._feeds import read_feed

    yield "", read_feed(data)


def _json(data: bytes, _: str, date: dt.date | None) -> Drafts:
    from geomap.sources._json import read_json

    yield from read_json(data, date)


def _csv(data: bytes, name: str, date: dt.date | None) -> Drafts:
    from geomap.sources._tables import read_csv

    yield from read_csv(BytesIO(data), name, date, "csv")


def _tsv(data: bytes, name: str, date: dt.date | None) -> Drafts:
    from geomap.sources._tables import read_csv

    yield from read_csv(BytesIO(data), name, date, "tsv")


def _xlsx(data: bytes, name: str, date: dt.date | None) -> Drafts:
    from geomap.sources._tables import read_xlsx

    yield from read_xlsx(data, name, date)


def _geojson(data: bytes, name: str, date: dt.date | None) -> Drafts:
    from geomap.sources._tables import read_geojson

    yield from read_geojson(data, name, date)


def _pdf(data: bytes, _: str, date: dt.date | None) -> Drafts:
    from geomap.sources._office import read_pdf

    yield "", read_pdf(data, date)


def _docx(data: bytes, _: str, date: dt.date | None) -> Drafts:
    from geomap.sources._office import read_docx

    yield "", read_docx(data, date)


def _email(data: bytes, _: str, date: dt.date | None) -> Drafts:
    from geomap.sources._mail import read_mail

    yield "", read_mail(data, date)


_WHOLE: dict[str, Callable[[bytes, str, dt.date | None], Drafts]] = {
    "text": _text, "markdown": _text, "html": _html, "jsonl": _jsonl_whole, "json": _json, "feed": _feed,
    "csv": _csv, "tsv": _tsv, "xlsx": _xlsx, "geojson": _geojson, "pdf": _pdf, "docx": _docx, "email": _email,
}  # fmt: skip
