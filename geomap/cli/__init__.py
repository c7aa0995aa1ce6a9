"""The command line: parses, calls the pipeline, prints.

Exit codes: 0 done (a bad file among good ones is a warning), 1 refused or failed, 2 wrong usage, 130 stopped
by Ctrl-C (143 by a request to end).
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from geomap.cli import _build, _convert, _gazetteer, _places, _publish
from geomap.cli._app import app, tell
from geomap.errors import GeomapError

__all__ = ["app", "main"]


_SIGNALS = (signal.SIGINT, signal.SIGTERM)
COMMANDS = (_build, _convert, _gazetteer, _places, _publish)
"""The modules whose commands the application has; importing them is what hangs them on it."""


class _StoppedError(BaseException):
    """Someone asked the program to stop; a `KeyboardInterrupt` Typer would answer with exit code 1."""


def main() -> None:
    """Run the command line; every error a user can cause ends as one line and exit code 1."""
    asked = _listen()
    try:
        _run()
    except BaseException as error:
        # Whatever a library made of a request to end on its way, it is that request.
        if not asked or getattr(error, "code", 1) == 0:
            raise
        tell("stopped; nothing half-written is left behind")
        sys.exit(128 + asked[-1])
    finally:
        # What was asked for is done or undone: leaving may take its time.
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)


def _run() -> None:
    try:
        try:
            app(standalone_mode=True)
        finally:
            # What a full disk or a closed pipe says is heard here, not while Python ends.
            sys.stdout.flush()
    except GeomapError as error:
        _fail(str(error))
    except BrokenPipeError:
        # The reader of a pipe went away: nothing is wrong with us. Python must not complain at exit either.
        _drop_output()
        sys.exit(1)
    except OSError as error:
        _drop_output()
        _fail(f"{error.filename or 'standard output'}: {error.strerror or error}")


def _listen() -> list[int]:
    """Take Ctrl-C and requests to end for `_StoppedError`, save where whoever started us has them ignored.

    Returns the signals that came, none yet.
    """
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        raise _StoppedError

    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)
    return asked


def _drop_output() -> None:
    """Nobody takes what is still to be printed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str) -> None:
    tell("error: " + " ".join(message.split()))
    sys.exit(1)
