"""``python -m geomap`` and the command ``geomap``: quiet also when they are stopped while they load."""

from __future__ import annotations

import gc
import os
import signal
from types import FrameType

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)
    # What a command makes it needs to the end: looking through it for cycles every 700 objects is a twentieth
    # of a build.
    gc.set_threshold(50_000, 20, 100)
    from geomap.cli import main as run  # noqa: PLC0415  loading is what may be stopped

    try:
        run()
    finally:
        gc.freeze()  # the system takes it all back at once: Python need not look through it twice before


def _leave(number: int, _frame: FrameType | None) -> None:
    """Nothing has begun: there is nothing to clean up, and no one to tell."""
    os.write(2, b"geomap: stopped before it began\n")
    os._exit(128 + number)


if __name__ == "__main__":
    main()
