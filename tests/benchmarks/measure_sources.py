"""What the sources stage makes of each input, its processor time and memory: a row of a table each.

    python tests/benchmarks/measure_sources.py INPUT...

Every input is read in a process of its own, so that one's memory is not another's.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path


def main(inputs: list[str]) -> None:
    """Print a Markdown table for ``inputs``."""
    head = "input|taken for|documents|posts|posts with time|refused|CPU s|peak MB".split("|")
    sys.stdout.write(f"| {' | '.join(head)} |\n|{' --- |' * len(head)}\n")
    for name in inputs:
        done = subprocess.run(
            [sys.executable, __file__, "--one", name], capture_output=True, text=True, check=True
        )
        sys.stdout.write(done.stdout)


def one(name: str) -> None:
    """Read ``name`` and print its row; start-up is counted."""
    from geomap.sources import stream  # noqa: PLC0415  its loading is part of the time

    documents = posts = timed = refused = 0
    formats: dict[str, None] = {}
    for item in stream([name]):
        if hasattr(item, "message"):
            refused += 1
            continue
        documents += 1
        formats[item.format] = None
        posts += len(item.posts)
        timed += sum(post.published is not None for post in item.posts)
    seconds = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    row = [Path(name).name, ", ".join(formats), documents, posts, timed, refused, f"{seconds:.2f}", peak]
    sys.stdout.write(f"| {' | '.join(map(str, row))} |\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
    else:
        main(sys.argv[1:])
