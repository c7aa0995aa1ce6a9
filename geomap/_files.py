"""The one door through which files are written: whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from geomap.errors import OutputError

__all__ = ["check_folder", "sha256_of", "write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that a reader sees the old file or the new one, never half of it.

    Raises
    ------
    OutputError
        The folder cannot be written, or the disk is full; the old file is untouched.
    """
    handle = -1
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    except BaseException:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise


def check_folder(folder: Path) -> None:
    """Refuse a folder that can not be made or written, before any work is done for it.

    Raises
    ------
    OutputError
        A file stands in its place, or its nearest existing parent lets nobody write.
    """
    place = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not place.is_dir():
        raise OutputError(f"{folder}: cannot be written: {place} is a file")
    if not os.access(place, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: cannot be written: Permission denied")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file as hexadecimal digits, however long it is."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
