"""Time and memory of reading tables with bad rows, made up by rule.

Usage: python tests/benchmarks/layers_tables.py [COUNT ...]; each count and kind runs in a process of its own.
Every tenth row is bad, in ten ways that take turns. Seconds are the processor's, so that what else runs on
the machine does not count.
A row: table, rows, seconds, rows kept, rows named, and the most memory the process held.
"""

from __future__ import annotations

import csv
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from geomap.layers.interchange import read_any

_BAD: tuple[Mapping[str, str], ...] = (
    {"lat": "130.5", "lon": "50.5"},
    {"lat": "999", "lon": "20.5"},
    {"lat": ""},
    {"lon": "nan"},
    {"date": "soon"},
    {"date": ""},
    {"date": "2031-02-30"},
    {"date": "04/05/2031"},
    {"id": "e1"},
    {"lon": "31,4"},
)
_NAMES = {
    "acled": {"id": "event_id_cnty", "date": "event_date", "lat": "latitude", "lon": "longitude"},
    "geomap": {"id": "id", "date": "start", "lat": "lat", "lon": "lon"},
}


def rows(count: int, kind: str) -> Iterator[dict[str, str]]:
    """``count`` rows of a table of ``kind``: 'acled' or 'geomap'."""
    for number in range(count):
        day = f"2031-05-{1 + number % 28:02}"
        row = {
            "id": f"e{number}",
            "date": day if kind == "acled" else f"{day}T{number % 24:02}:00:00Z",
            "lat": f"{40 + number % 1000 / 100:.2f}",
            "lon": f"{20 + number % 777 / 100:.2f}",
        }
        if number % 10 == 9:
            row |= _BAD[number // 10 % len(_BAD)]
        more = {"event_type": "Battles", "sub_event_type": "Armed clash", "location": f"Place {number % 500}"}
        more |= {"time_precision": "1", "geo_precision": "1", "actor1": "Toy army", "fatalities": "1"}
        named = {_NAMES[kind][name]: cell for name, cell in row.items()}
        yield named | (more if kind == "acled" else {"title": f"Something at place {number % 500}"})


def measure(count: int, kind: str) -> str:
    """One line of the table, and a line for each way in which rows were bad."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(next(rows(1, kind))))
            writer.writeheader()
            writer.writerows(rows(count, kind))
        begin = time.process_time()
        reading = read_any(path)
        seconds = time.process_time() - begin
    kept = sum(map(len, reading.layers.frames.values()))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = f"| {kind} | {count:,} | {seconds:.2f} | {kept:,} | {len(reading.problems):,} | {most:.0f} |\n"
    ways = Counter(re.sub(r"^.*?line \d+: |\(first in line \d+\)", "", told) for told in reading.problems)
    return line + "".join(f"    {number:,} x {way}\n" for way, number in sorted(ways.items()))


def main(arguments: list[str]) -> None:
    """Print the table; with ``--one KIND COUNT`` a single line."""
    if arguments[:1] == ["--one"]:
        sys.stdout.write(measure(int(arguments[2]), arguments[1]))
        return
    sys.stdout.write("| table | rows | s | kept | named | MB at most |\n|" + "---|" * 6 + "\n")
    for kind in _NAMES:
        for count in arguments or ["5000", "50000", "500000"]:
            sys.stdout.flush()
            subprocess.run([sys.executable, __file__, "--one", kind, count], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
