"""The stage's face: reads inputs of any kind; one that is broken never stops the others."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geomap.errors import InputError
from geomap.model import Document
from geomap.sources._draft import Draft, finish
from geomap.sources._jsonl import read_jsonl
from geomap.sources._plain import read_text
from geomap.sources._text import decode

__all__ = ["Reading", "Refusal", "read", "read_all", "stream"]

FORMATS = ("text", "markdown", "jsonl")
_SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".jsonlines": "jsonl",
}  # fmt: skip
_SIZE_LIMIT = 512 * 1024 * 1024
"""Bytes; a text larger than that is refused, JSONL is read as a stream."""
_HEAD = 4096


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """An input, or a record in one, that could not be used; ``message`` names the place in it."""

    name: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What came of several inputs: documents in the inputs' order, and what was refused: (name, message)."""

    documents: tuple[Document, ...]
    refused: tuple[tuple[str, str], ...]


def read(
    path: str | os.PathLike[str],
    *,
    date: dt.date | str | None = None,
    format: str | None = None,  # noqa: A002
) -> tuple[Document, ...]:
    """The documents of one input.

    Parameters
    ----------
    path
        A file, a folder, or ``-`` for standard input.
    date
        The day (ISO 8601) of posts that carry none; of a page whose posts carry clocks alone, the day of
        its first post. It goes before what an address or a date line says, never before a post's own date.
    format
        What to take the input for (``text markdown jsonl``); None recognises it from its content.

    Raises
    ------
    InputError
        The input cannot be used, or a record in it; the message names the file and the place.
    """
    documents = []
    for item in stream([path], date=date, format=format):
        if isinstance(item, Refusal):
            raise InputError(f"{item.name}: {item.message}")
        documents.append(item)
    return tuple(documents)


def read_all(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    date: dt.date | str | None = None,
    format: str | None = None,  # noqa: A002  the word the command line uses
) -> Reading:
    """The documents of several inputs, and what was refused; see `read`.

    Raises
    ------
    InputError
        ``date`` is no day or ``format`` is unknown.
    """
    documents: list[Document] = []
    refused: list[tuple[str, str]] = []
    for item in stream(inputs, date=date, format=format):
        if isinstance(item, Refusal):
            refused.append((item.name, item.message))
        else:
            documents.append(item)
    return Reading(documents=tuple(documents), refused=tuple(refused))


def stream(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    date: dt.date | str | None = None,
    format: str | None = None,  # noqa: A002  the word the command line uses
) -> Iterator[Document | Refusal]:
    """Yield documents and refusals one by one: of a large corpus only one record is in memory."""
    day = _day(date)
    if format is not None and format not in FORMATS:
        raise InputError(f"unknown format {format!r}: one of {' '.join(FORMATS)}")
    for given in inputs:
        name = os.fspath(given)
        if name == "-":
            yield from _bytes(sys.stdin.buffer.read(), "-", day, format)
        elif Path(name).is_dir():
            for path in _files(Path(name)):
                yield from _file(path, day, format)
        else:
            yield from _file(Path(name), day, format)


def _day(date: dt.date | str | None) -> dt.date | None:
    if not isinstance(date, str):
        return date
    try:
        return dt.date.fromisoformat(date)
    except ValueError:
        raise InputError(f"no day: {date!r} (write it as 2022-02-17)") from None


def _files(folder: Path) -> list[Path]:
    """The files of a folder and its folders, by name; links to folders not followed.

    Left out: hidden files, and what tells of the inputs rather than being one (README, decisions, tables).
    """
    found: list[Path] = []
    for root, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += [Path(root, f) for f in sorted(files) if not f.startswith(".") and not _is_about(Path(f))]
    return found


def _is_about(name: Path) -> bool:
    return name.stem.upper() == "README" or name.suffix.lower() in (".csv", ".tsv")


def _file(path: Path, date: dt.date | None, format_: str | None) -> Iterator[Document | Refusal]:
    name = str(path)
    try:
        if not path.is_file():
            yield Refusal(name=name, message="no such file" if not path.exists() else "no regular file")
            return
        kind = format_ or _SUFFIXES.get(path.suffix.lower())
        if kind == "jsonl":
            with path.open("rb") as rows:
                yield from _jsonl(rows, name, date)
            return
        if path.stat().st_size > _SIZE_LIMIT:
            yield Refusal(name=name, message=f"larger than {_SIZE_LIMIT // 1024 // 1024} MB")
            return
        data = path.read_bytes()
    except OSError as error:
        yield Refusal(name=name, message=f"cannot be read: {error.strerror or error}")
        return
    yield from _bytes(data, name, date, format_)


def _bytes(data: bytes, name: str, date: dt.date | None, format_: str | None) -> Iterator[Document | Refusal]:
    if format_ == "jsonl" or (format_ is None and _looks_jsonl(data)):
        yield from _jsonl(data.splitlines(), name, date)
        return
    try:
        text, note = decode(data)
        draft = read_text(text, date)
    except ValueError as error:
        yield Refusal(name=name, message=str(error))
        return
    if draft is None:
        yield Refusal(name=name, message="empty: no text in it")
        return
    if note:
        draft.notes.append(note)
    yield finish(draft, name)


def _looks_jsonl(data: bytes) -> bool:
    head = data[:_HEAD].lstrip()
    return head.startswith(b'{"') and (b'"text"' in head or b'"posts"' in head)


def _jsonl(rows: Iterable[bytes], name: str, date: dt.date | None) -> Iterator[Document | Refusal]:
    for number, result in read_jsonl(rows, date):
        if isinstance(result, Draft):
            yield finish(result, f"{name}:{number}")
        else:
            yield Refusal(name=name, message=str(result))
