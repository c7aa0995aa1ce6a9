"""Raw text to places, in megabytes a second on one core, beside other finders where they are installed.

    python tests/benchmarks/places_speed.py FOLDER [--megabytes N] [--profile]

FOLDER holds text files, which are repeated to N megabytes (10) of JSON lines. geotext and flashgeotext find
names and place none; they are timed in the same run where `pip install geotext flashgeotext` was done.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from geomap.gazetteer import Gazetteer
from geomap.places import stream


def main() -> int:
    """Time and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=10.0)
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(args.folder.glob("*.txt"))]
    once = sum(len(text.encode()) for text in texts)
    rounds = max(1, round(args.megabytes * 1e6 / once))
    size = rounds * once / 1e6
    lookup = Gazetteer.open()

    def lines() -> Iterator[str]:
        for number in range(rounds):
            for at, text in enumerate(texts):
                yield json.dumps({"id": f"{number}-{at}", "text": text})

    def places() -> None:
        for _ in stream(lines(), lookup):
            pass

    if args.profile:
        profile = cProfile.Profile()
        profile.runcall(places)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return 0
    _tell("geomap", places, size)
    for name, find in _others():
        _tell(name, lambda find=find: [find(text) for _ in range(rounds) for text in texts], size)  # type: ignore[misc]
    return 0


def _tell(name: str, run: Callable[[], object], size: float) -> None:
    start = time.process_time()
    run()
    spent = time.process_time() - start
    sys.stdout.write(
        f"{name:14} {size / spent:.2f} MB/s of processor time ({size:.1f} MB in {spent:.1f} s)\n"
    )


def _others() -> Iterator[tuple[str, Callable[[str], object]]]:
    try:
        from geotext import GeoText  # type: ignore[import-not-found]  # noqa: PLC0415  may not be there

        yield "geotext", GeoText
    except ImportError:
        sys.stdout.write("geotext is not installed\n")
    try:
        from flashgeotext.geotext import GeoText as Flash  # type: ignore[import-not-found]  # noqa: PLC0415  ditto

        yield "flashgeotext", Flash().extract
    except ImportError:
        sys.stdout.write("flashgeotext is not installed\n")


if __name__ == "__main__":
    sys.exit(main())
