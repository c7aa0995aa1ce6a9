"""The command line: parses, calls the pipeline, prints.

Exit codes: 0 done (a bad file among good ones is a warning), 1 refused or failed, 2 wrong usage.
"""

from __future__ import annotations

import os
import signal
import sys

from geomap.cli import _build, _convert, _gazetteer, _places, _publish
from geomap.cli._app import app, tell
from geomap.errors import GeomapError

__all__ = ["app", "main"]


COMMANDS = (_build, _convert, _gazetteer, _places, _publish)
"""The modules whose commands the application has; importing them is what hangs them on it."""


def main() -> None:
    """Run the command line; every error a user can cause ends as one line and exit code 1."""
    try:
        app(standalone_mode=True)
    except GeomapError as error:
        _fail(str(error))
    except BrokenPipeError:
        # The reader of a pipe went away: nothing is wrong with us. Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        tell("stopped; nothing half-written is left behind")
        sys.exit(128 + signal.SIGINT)


def _fail(message: str) -> None:
    tell("error: " + " ".join(message.split()))
    sys.exit(1)
