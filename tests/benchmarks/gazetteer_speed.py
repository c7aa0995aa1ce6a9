"""Size, opening, look-up, memory and scan speed of the gazetteer, and what `find` says for thirty names.

python tests/benchmarks/gazetteer_speed.py [TEXT_FILE]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
import zlib
from pathlib import Path

from geomap.gazetteer import Gazetteer, _index

NAMES = (
    "Kyiv;Kiev;Valuyiki;Stanitsya Luhanska;Schastye;Yelnya;Homel;Gomel region;Donbass;Chornobyl;Pripyat;"
    "Otreshkovo;Novognativka;Granitne;Soloti;Pogonovo;Opuk;Osintorf;Ziabrauka;Perekop;Kerch Strait bridge;"
    "line of contact;Luhansk People's Republic;Georgia;Odessa;Marinka;NATO headquarters;Khan Younis;"
    "Kramatorsx;Springfield"
).split(";")

_PROGRAM = """
import time
import geomap.gazetteer as g
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4
before = resident()
start = time.perf_counter()
opened = g.Gazetteer.open()
middle = time.perf_counter()
opened.candidates("Kyiv")
print(middle - start, time.perf_counter() - start)
for name in ("Kyiv", "Springfield", "Donetsk region", "Stanitsya Luhanska") * 500:
    opened.candidates(name)
print(resident() - before)
"""


def _best(action: object, rounds: int, inner: int) -> float:
    best = 1e9
    for _ in range(rounds):
        start = time.perf_counter()
        action()  # type: ignore[operator]
        best = min(best, (time.perf_counter() - start) / inner)
    return best


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    """Print the figures as the lines of a table."""
    gazetteer = Gazetteer.open()
    _say("| name | first answer | how it matched | lat, lon | others |\n| --- | --- | --- | --- | --- |")
    for name in NAMES:
        found = gazetteer.candidates(name, close=True)
        if found:
            place = found[0].place
            where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
            point = f"{place.lat:.2f}, {place.lon:.2f}"
            _say(f"| {name} | {where} ({place.kind}) | {found[0].match} | {point} | {len(found) - 1} |")
        else:
            _say(f"| {name} | nothing | | | |")
    sizes = {path.name: path.read_bytes() for path in sorted(_index.DATA.iterdir())}
    packed = sum(len(zlib.compress(data, 6)) for data in sizes.values())
    _say(f"size: {sum(map(len, sizes.values())) / 1e6:.1f} MB, {packed / 1e6:.1f} MB compressed")
    runs = [subprocess.check_output([sys.executable, "-c", _PROGRAM], text=True).split() for _ in range(7)]
    opening, first = (min(float(run[at]) for run in runs) * 1e3 for at in (0, 1))
    _say(f"opening: {opening:.2f} ms; to the first answer {first:.2f} ms")
    _say(f"memory on top: {max(int(r[2]) for r in runs) / 1024:.0f} MB (resident, mapped pages counted)")
    for label, action in (
        ("candidates", lambda: [gazetteer.candidates(name) for name in NAMES * 100]),
        ("has_name", lambda: [gazetteer.has_name(name) for name in NAMES * 100]),
    ):
        _say(f"{label}: {_best(action, 7, len(NAMES) * 100) * 1e6:.1f} us a name")
    if len(sys.argv) > 1:
        text = Path(sys.argv[1]).read_text(encoding="utf-8")
        words = text.split()
        seconds = _best(lambda: [gazetteer.longest_match(words, at) for at in range(len(words))], 3, 1)
        _say(f"scan: {len(text.encode()) / seconds / 1e6:.2f} MB/s (longest match at every word)")
    _say(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
