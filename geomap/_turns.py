"""Turns at writing: one build at a time in a folder, and no interrupt between the first and the last move."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from geomap.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows has no such locks: there two builds into one folder are the user's to avoid
    fcntl = None  # type: ignore[assignment]

__all__ = ["sole_writer", "uninterrupted"]

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextlib.contextmanager
def sole_writer(folder: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold ``folder``, made where it is missing, against other processes that write into it this way.

    The folder itself carries the lock, which ends with the process: nothing is left behind. Where another
    holds it, ``waiting`` is called and the turn waited for. A folder made for nothing is removed again.

    Raises
    ------
    OutputError
        The folder cannot be made or opened.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY) if fcntl else -1
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    try:
        if fcntl:
            _take(handle, waiting)
        yield
    except BaseException:
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    finally:
        if handle >= 0:
            os.close(handle)


def _take(handle: int, waiting: Callable[[], None]) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        waiting()
        # File systems without locks refuse the second call too; one build is better than none.
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C and a request to end until the block is left; then they do what they would have done.

    Only the main thread hears signals; in another the block runs as it is.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        heard.append(number)

    before = {number: signal.signal(number, note) for number in _SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        for number in heard[:1]:
            signal.raise_signal(number)
