"""Many files as one: built aside, moved in together, put back together where that fails."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import GeomapError, OutputError

__all__ = ["staged"]


@contextmanager
def staged(target: Path, *, owned: Iterable[str], last: str) -> Iterator[Path]:
    """A folder to write into; on leaving without an error its files replace those of ``target``.

    Parameters
    ----------
    target
        Folder that gets the files.
    owned
        Paths inside ``target`` that an earlier run wrote: what is not written again is removed.
    last
        The file that is moved in after all others: the list of what is owned.

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
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        new = folder / "new"
        new.mkdir()
        yield new
        _move_in(new, target, folder / "old", owned, last)
    except GeomapError:
        raise
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _move_in(new: Path, target: Path, old: Path, owned: set[str], last: str) -> None:
    files = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
    for name in files:
        if name not in owned and (target / name).exists():
            raise OutputError(
                f"{target / name}: stands in the way and was not written by geomap; move it away"
            )
    files.sort(key=lambda name: name == last)
    moved: list[tuple[Path, Path]] = []
    try:
        for name in sorted(owned):
            if (target / name).is_file():
                _move(target / name, old / name)
                moved.append((old / name, target / name))
        for name in files:
            _move(new / name, target / name)
            moved.append((target / name, new / name))
    except OSError:
        for now, before in reversed(moved):
            _move(now, before)
        raise
    _remove_empty(target, owned)


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
