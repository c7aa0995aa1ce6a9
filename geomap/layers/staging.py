"""Many files as one: built aside, moved in together, put back together where that fails."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from geomap._turns import uninterrupted
from geomap.errors import GeomapError, OutputError

__all__ = ["staged"]


Filling = Mapping[Path, Callable[[Path], object]]
"""What else is to be moved in with the files: a folder, and what writes its new files into another."""


@contextmanager
def staged(target: Path, *, owned: Iterable[str], last: str, beside: Filling | None = None) -> Iterator[Path]:
    """A folder to write into; on leaving without an error its files replace those of ``target``.

    Parameters
    ----------
    target
        Folder that gets the files.
    owned
        Paths inside ``target`` that an earlier run wrote: what is not written again is removed.
    last
        The file that is moved in after all others: the list of what is owned.
    beside
        Other folders whose files are replaced in the same moment; None for none.

    Raises
    ------
    OutputError
        ``target`` cannot be written, the disk is full, or a file in the way is not ours. What stood there
        stands there still.
    """
    owned = set(owned)
    folder: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with uninterrupted():
            folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        new = folder / "new"
        new.mkdir()
        yield new
        moves = _moves(new, target, owned, last)
        for number, (place, fill) in enumerate((beside or {}).items()):
            side = folder / f"beside{number}"
            side.mkdir()
            _fill(fill, side, place)
            moves += [(side / name, place / name) for name in _names(side)]
        with uninterrupted():
            _move_in(moves, [target / name for name in sorted(owned)], folder / "old")
            _remove_empty(target, owned)
    except GeomapError:
        raise
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    except sqlite3.Error as error:
        # A GeoPackage says it in its own way that the disk is full.
        raise OutputError(f"{target}: cannot be written: {error}") from error
    finally:
        if folder is not None:
            with uninterrupted():
                shutil.rmtree(folder, ignore_errors=True)


def _fill(fill: Callable[[Path], object], side: Path, place: Path) -> None:
    try:
        fill(side)
    except OutputError as error:
        # A person knows the folder where the files were to stand, not the one where they were made.
        raise OutputError(str(error).replace(str(side), str(place))) from error


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _moves(new: Path, target: Path, owned: set[str], last: str) -> list[tuple[Path, Path]]:
    """From where to where each file goes; one that stands in the way and is not ours is an error."""
    files = _names(new)
    for name in files:
        if name not in owned and (target / name).exists():
            raise OutputError(
                f"{target / name}: stands in the way and was not written by geomap; move it away"
            )
    files.sort(key=lambda name: name == last)
    return [(new / name, target / name) for name in files]


def _move_in(moves: list[tuple[Path, Path]], gone: list[Path], old: Path) -> None:
    """Move what is ``gone`` or stands in the way to ``old``, and the new files in; or leave all as it was."""
    moved: list[tuple[Path, Path]] = []
    try:
        for place in dict.fromkeys([*gone, *(to for _, to in moves)]):
            if place.is_file():
                kept = old / str(len(moved))
                _move(place, kept)
                moved.append((kept, place))
        for path, to in moves:
            _move(path, to)
            moved.append((to, path))
    except OSError:
        for now, before in reversed(moved):
            _move(now, before)
        raise


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    path.replace(to)


def _remove_empty(target: Path, owned: Iterable[str]) -> None:
    """Remove folders that held nothing but owned files."""
    folders = {parent for name in owned for parent in Path(name).parents if parent != Path()}
    for folder in sorted(folders, key=lambda path: (-len(path.parts), path)):
        place = target / folder
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()
