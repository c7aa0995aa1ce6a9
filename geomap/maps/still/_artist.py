"""Draws the stills of a build in a process of its own, on another core, while the build goes on."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from geomap._files import write_whole
from geomap.layerset import LayerSet

__all__ = ["Artist"]

_COMMAND = ("-P", "-m", "geomap.maps.still")
"""Of Python: what lies in the folder it is started in is not imported."""


class Artist:
    """A process that gets ready to draw as soon as it is there; a context, at whose end it is gone.

    Where no process can be had, or it fails, `write` draws here: the bytes are the same.
    """

    def __init__(self) -> None:
        self._process = _started()
        self._threads = ThreadPoolExecutor(1)
        self._answer: Future[tuple[bytes, bytes]] | None = None
        self._asked: tuple[LayerSet, str] | None = None

    def __enter__(self) -> Self:
        """The artist, getting ready."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            if self._answer is None:
                self._process.communicate()
        self._threads.shutdown()

    def begin(self, layers: LayerSet, language: str = "en") -> None:
        """Draw ``layers`` from now on."""
        self._asked = (layers, language)
        if self._process is not None:
            # What no still shows need not be handed over.
            shown = replace(layers, reports={}, unplaced=(), areas={})
            data = pickle.dumps((shown, language), protocol=pickle.HIGHEST_PROTOCOL)
            self._answer = self._threads.submit(self._process.communicate, data)

    def write(self, folder: Path) -> None:
        """Write index.png and index.svg of what was begun into ``folder``."""
        assert self._asked is not None, "begin comes first"
        for name, data in (self._told() or _drawn(*self._asked)).items():
            write_whole(folder / name, data)

    def _told(self) -> dict[str, bytes] | None:
        """What the process drew; None where it failed."""
        if self._answer is None or self._process is None:
            return None
        try:
            answer, _ = self._answer.result()
            found: dict[str, bytes] = pickle.loads(answer)  # noqa: S301  what our own process wrote
        except (OSError, EOFError, pickle.UnpicklingError):
            return None
        return found if self._process.returncode == 0 else None


def _started() -> subprocess.Popen[bytes] | None:
    # Inside another program, such as QGIS, the executable is not Python's; on one core two take longer.
    python = Path(sys.executable or "").stem.startswith("python")
    if not python or (os.cpu_count() or 1) < 2:  # noqa: PLR2004
        return None
    try:
        return subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, *_COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None


def _drawn(layers: LayerSet, language: str) -> dict[str, bytes]:
    from geomap.maps.still._write import page_stills  # noqa: PLC0415  heavy

    return page_stills(layers, language=language)
