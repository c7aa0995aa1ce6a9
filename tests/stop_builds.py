"""Build again and again, each time stopped at a later moment: ``python stop_builds.py STEP ARGUMENTS...``.

A moment is an access to a file below the folder after ``--out``: a build is stopped by SIGINT at the first,
the next at the STEP-th after it, until one comes to its end. For each a line tells its exit code and a hash
of all that stands in the folder. The heavy modules are loaded once; every build is a process of its own.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from pathlib import Path

_EVENTS = frozenset({"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "sqlite3.connect"})


def state(folder: Path) -> str:
    """A hash of names and contents of all files below ``folder``, empty folders left out."""
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            told.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:16]


def stopped_at(moment: int, arguments: list[str], out: Path) -> int:
    """The exit code of a build that gets SIGINT at its ``moment``-th access to ``out``."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    seen = 0

    def listen(event: str, told: tuple[object, ...]) -> None:
        nonlocal seen
        if event in _EVENTS and str(out) in str(told[0]):
            seen += 1
            if seen == moment:
                os.kill(os.getpid(), signal.SIGINT)

    # Whoever started us may have it ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.addaudithook(listen)
    sys.argv = ["geomap", *arguments]
    from geomap.cli import main  # noqa: PLC0415  as the command does

    code = 0
    try:
        main()
    except SystemExit as left:
        code = int(left.code or 0)
    os._exit(code)


def main(step: int, arguments: list[str]) -> None:
    """Stop builds at later and later moments."""
    import geopandas  # noqa: F401, PLC0415  loaded once for all
    import matplotlib as mpl  # noqa: F401, PLC0415

    import geomap.pipeline  # noqa: F401, PLC0415

    out = Path(arguments[arguments.index("--out") + 1])
    moment = 1
    while True:
        code = stopped_at(moment, arguments, out)
        sys.stdout.write(f"{moment} {code} {state(out)}\n")
        sys.stdout.flush()
        if code == 0:
            return
        moment += step


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
