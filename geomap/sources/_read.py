"""The stage's face: reads inputs of any kind; one that is broken never stops the others."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from geomap.errors import InputError, NetworkError
from geomap.model import Document
from geomap.sources._draft import Draft, NotATableError, finish
from geomap.sources._formats import FORMATS, Guess, recognise
from geomap.sources._readers import STREAMED, drafts_of, drafts_of_file
from geomap.sources._text import one_line
from geomap.sources._times import read_when

if TYPE_CHECKING:
    from geomap.sources._fetch import Fetcher

__all__ = ["Reading", "Refusal", "read", "read_all", "stream"]

_SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes; what is not read as a stream is refused above that, so that memory stays bounded."""
_HEAD = 65536
_TOLD = "as told"
_ABOUT = frozenset(f".{end}" for end in "qml toml css js png jpg jpeg gif svg webp ico woff2".split())
"""Endings of files that in a folder belong to an input or a saved page, and are none themselves."""


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
    format: str | None = None,  # noqa: A002  the word the command line uses
    online: bool = False,
    keep: Path | None = None,
) -> tuple[Document, ...]:
    """The documents of one input.

    Parameters
    ----------
    path
        A file, a folder, ``-`` for standard input, or with ``online`` an address.
    date
        The day (ISO 8601) of posts that carry none; of a page whose posts carry clocks alone, the day of
        its first post. It goes before what an address or a date line says, never before a post's own date.
    format
        What to take the input for, one of `FORMATS`; None recognises it from its content.
    online
        Whether addresses may be fetched. Without it they are refused.
    keep
        Folder where fetched pages are kept as they came, with time and hash; None keeps none.

    Raises
    ------
    InputError
        The input cannot be used, or a record in it; the message names the file and the place.
    """
    documents = []
    for item in stream([path], date=date, format=format, online=online, keep=keep):
        if isinstance(item, Refusal):
            raise InputError(f"{item.name}: {item.message}")
        documents.append(item)
    return tuple(documents)


def read_all(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    date: dt.date | str | None = None,
    format: str | None = None,  # noqa: A002  the word the command line uses
    online: bool = False,
    keep: Path | None = None,
    without: Sequence[Path] = (),
) -> Reading:
    """The documents of several inputs, and what was refused; see `read`.

    Parameters
    ----------
    without
        Folders passed over inside input folders: what a build wrote there is no reporting.

    Raises
    ------
    InputError
        ``date`` is no day or ``format`` is unknown.
    """
    documents: list[Document] = []
    refused: list[tuple[str, str]] = []
    for item in stream(inputs, date=date, format=format, online=online, keep=keep, without=without):
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
    online: bool = False,
    keep: Path | None = None,
    without: Sequence[Path] = (),
) -> Iterator[Document | Refusal]:
    """Yield documents and refusals one by one: of a large corpus only one record is in memory.

    ``without`` names folders passed over inside input folders.

    Raises
    ------
    InputError
        ``date`` is no day or ``format`` is unknown.
    """
    day = _day(date)
    if format is not None and format not in FORMATS:
        raise InputError(f"unknown format {format!r}: one of {' '.join(FORMATS)}")
    fetcher = _fetcher(keep) if online else None
    for given in inputs:
        name = os.fspath(given)
        if name.startswith(("http://", "https://")):
            yield from _address(name, day, format, fetcher)
        elif name == "-":
            yield from _data(sys.stdin.buffer.read(_SIZE_LIMIT + 1), "-", day, format)
        elif Path(name).is_dir():
            yield from _folder(Path(name), {folder.resolve() for folder in without}, day, format)
        else:
            yield from _file(Path(name), day, format, listed=False)


def _fetcher(keep: Path | None) -> Fetcher:
    from geomap.sources._fetch import Fetcher  # noqa: PLC0415  most builds fetch nothing

    return Fetcher(keep=keep)


def _day(date: dt.date | str | None) -> dt.date | None:
    if date is None:
        return None
    when = read_when(str(date))
    if when is None or when.precision != "day":
        raise InputError(f"no day: {str(date)!r} (write it as 2022-02-17)")
    return when.moment.date()


def _folder(
    folder: Path, without: Collection[Path], date: dt.date | None, format_: str | None
) -> Iterator[Document | Refusal]:
    """What the files of a folder hold; folders in it that cannot be looked into are refused."""
    closed: list[OSError] = []
    files = _files(folder, without, closed)
    for path in files:
        yield from _file(path, date, format_, listed=True)
    for error in closed:
        yield Refusal(name=str(error.filename), message=f"cannot be read: {error.strerror or error}")
    if not files and not closed:
        yield Refusal(name=str(folder), message="a folder without a file to read")


def _files(folder: Path, without: Collection[Path], closed: list[OSError]) -> list[Path]:
    """The files of a folder and its folders, by name; links to folders not followed.

    Left out: hidden files, and what tells of the inputs rather than being one (README, decisions, mappings).
    Folders that cannot be looked into are added to ``closed``.
    """
    found: list[Path] = []
    for root, folders, files in os.walk(folder, followlinks=False, onerror=closed.append):
        folders[:] = sorted(
            f
            for f in folders
            if not f.startswith(".") and not f.endswith("_files") and Path(root, f).resolve() not in without
        )
        found += [Path(root, f) for f in sorted(files) if not f.startswith(".") and not _is_about(Path(f))]
    return found


def _is_about(name: Path) -> bool:
    return name.stem.upper() == "README" or name.name == "decisions.csv" or name.suffix.lower() in _ABOUT


def _file(
    path: Path, date: dt.date | None, format_: str | None, *, listed: bool
) -> Iterator[Document | Refusal]:
    """Read a file; ``listed``: it was found in a folder, where a table of something else is passed over."""
    name = str(path)
    try:
        if not path.is_file():
            yield Refusal(name=name, message="no such file" if not path.exists() else "no regular file")
            return
        with path.open("rb") as file:
            head = file.read(_HEAD)
        guess = Guess(format_, _TOLD) if format_ else recognise(head, name)
        if guess.format in STREAMED:
            yield from _finished(drafts_of_file(path, guess, date), name, guess, passing=listed)
            return
        if path.stat().st_size > _SIZE_LIMIT:
            yield Refusal(name=name, message=f"larger than {_SIZE_LIMIT // 1024 // 1024} MB")
            return
        data = path.read_bytes()
    except OSError as error:
        yield Refusal(name=name, message=f"cannot be read: {error.strerror or error}")
        return
    yield from _data(data, name, date, format_, passing=listed)


def _data(
    data: bytes, name: str, date: dt.date | None, format_: str | None, *, passing: bool = False
) -> Iterator[Document | Refusal]:
    if len(data) > _SIZE_LIMIT:
        yield Refusal(name=name, message=f"larger than {_SIZE_LIMIT // 1024 // 1024} MB")
        return
    if not data.strip():
        yield Refusal(name=name, message="empty: no text in it")
        return
    guess = Guess(format_, _TOLD) if format_ else recognise(data, name)
    yield from _finished(drafts_of(data, name, guess, date), name, guess, passing=passing)


def _finished(
    drafts: Iterator[tuple[str, Draft | InputError]], name: str, guess: Guess, *, passing: bool = False
) -> Iterator[Document | Refusal]:
    """Documents of drafts, each named by its place in the input; what is wrong becomes a refusal."""
    try:
        for place, draft in drafts:
            if isinstance(draft, Draft):
                if guess.reason == _TOLD:
                    draft.notes.append(f"read as {guess.format}, {_TOLD}")
                yield finish(draft, f"{name}{place}")
            else:
                yield Refusal(name=name, message=str(draft))
    except NotATableError as error:
        # A table without places or text: in a folder it is a note on the inputs, not one of them.
        if not passing:
            yield Refusal(name=name, message=str(error))
    except (InputError, OSError) as error:
        yield Refusal(name=name, message=str(error))
    except (ValueError, RecursionError, MemoryError) as error:
        yield Refusal(name=name, message=f"cannot be read: {one_line(error)}")


def _address(
    url: str, date: dt.date | None, format_: str | None, fetcher: Fetcher | None
) -> Iterator[Document | Refusal]:
    if fetcher is None:
        yield Refusal(name=url, message="an address is fetched only with --online")
        return
    try:
        page = fetcher.fetch(url)
    except NetworkError as error:
        yield Refusal(name=url, message=str(error).removeprefix(f"{url}: "))
        return
    data = page.data
    if page.charset not in (None, "utf-8", "utf8"):
        # The header goes before what the page itself says.
        with contextlib.suppress(LookupError, ValueError):
            data = data.decode(page.charset, errors="replace").encode("utf-8-sig")
    note = f"fetched {page.fetched.isoformat()} from {page.url}, sha256 {page.sha256}"
    for item in _data(data, url, date, format_):
        if isinstance(item, Refusal):
            yield item
        else:
            yield msgspec.structs.replace(item, url=item.url or page.url, notes=(*item.notes, note))
