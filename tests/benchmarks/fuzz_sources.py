"""Break inputs of every format on purpose: every reader must end in a sound document or in one line.

    python tests/benchmarks/fuzz_sources.py hypothesis SECONDS [--only FORMAT]... [--seed N] [TEXT...]
    python tests/benchmarks/fuzz_sources.py atheris SECONDS [--only FORMAT]... [--seed N]

The first edits real files of each format (and the TEXT files given), as hypothesis chooses; the second lets
coverage lead (`pip install atheris`). Every kind of failure is printed once, with the input that showed it
written to ``--keep``. What must hold of a document is in `tests.sources.sound`.
"""

from __future__ import annotations

import argparse
import atexit
import datetime as dt
import importlib
import logging
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

SLOW_S = 5.0
TOKENS = (
    b"12:30", b"24:00", b"00:00", b"published at ", b"updated ", b"3h ago", b" GMT", b" ET", b" local time",
    b"(UTC+14)", b"31 December 9999", b"1 January 0001", b"29 Feb 2021", b"17/02/2022", b"2022-02-17", b"\n",
    b"\n\n", b"\r\n", b"\t", b"    ", "• ".encode(), b"1. ", b"# ", b"Image source, ", b"Image caption,\n",
    b"By Ada Brandt", b"\x00", b"\xff", b"\xcc\x81", "\u2028".encode(), b'"', b"<", b">", b"&", b"{", b"[",
    b"]", b"}", b",", b"As of ", b"https://a.example/2022/02/17/x", b"(Photo by A)", b"KYIV, Feb 17 (X) - ",
    b"<time datetime='2021-01-01T00:00:00Z'>x</time>", b"<table><tr><td>", b"</article>", b"1e400", b"NaN",
    b"-1", b"9" * 30, "İ".encode(), "ß".encode(), "ﬁ".encode(), "가".encode(), b"Publisher: x",
)  # fmt: skip
DAYS = (None, dt.date(2021, 3, 17), dt.date(2100, 12, 31), dt.date(1900, 1, 1))


class Fuzz:
    """Runs readers on bytes and keeps count of what went wrong."""

    def __init__(self, kinds: list[str], keep: Path) -> None:
        self.kinds = kinds
        self.keep = keep
        self.runs: Counter[str] = Counter()
        self.found: Counter[tuple[str, ...]] = Counter()

    def run(self, kind: str, data: bytes, date: dt.date | None) -> None:
        """Read ``data`` as ``kind``; a failure is told once."""
        from tests.sources.sound import read_soundly  # noqa: PLC0415  after instrumentation

        self.runs[kind] += 1
        began = time.monotonic()
        try:
            read_soundly(kind, data, date)
        except Exception as error:  # noqa: BLE001  any is a finding
            at = traceback.extract_tb(error.__traceback__)[-1]
            text = "".join(traceback.format_exception(error)[-5:])
            self._tell((kind, type(error).__name__, Path(at.filename).name, str(at.lineno)), data, text)
        took = time.monotonic() - began
        if took > SLOW_S:
            self._tell((kind, "slow"), data, f"{took:.1f} s\n")

    def _tell(self, key: tuple[str, ...], data: bytes, text: str) -> None:
        self.found[key] += 1
        if self.found[key] == 1:
            self.keep.mkdir(parents=True, exist_ok=True)
            path = self.keep / f"{'-'.join(key)}"
            path.write_bytes(data)
            sys.stdout.write(f"== {' '.join(key)} -> {path}\n{text}")
            sys.stdout.flush()

    def sum_up(self, seconds: float) -> None:
        """Print what was run and found."""
        sys.stdout.write(
            f"{sum(self.runs.values())} runs in {seconds:.0f} s: {dict(self.runs)}\n"
            f"{len(self.found)} kinds of failure: {dict(self.found)}\n"
        )


def by_hypothesis(fuzz: Fuzz, seconds: float, seed: int, texts: list[Path]) -> None:
    """Edit real files until the time is over."""
    import hypothesis as hy  # noqa: PLC0415  each engine loads what it needs
    from hypothesis import strategies as st  # noqa: PLC0415

    from tests.sources.made import MADE  # noqa: PLC0415

    files = {kind: [MADE[kind]()] for kind in fuzz.kinds}
    data = Path(__file__).parents[1] / "sources" / "data"
    if "text" in files:
        files["text"] += [path.read_bytes()[:6000] for path in [*sorted(data.glob("*.*")), *texts]]
    if "html" in files:
        files["html"] += [path.read_bytes() for path in sorted((data / "pages").glob("*.html"))]
    edit = st.tuples(
        st.sampled_from("insert token cut repeat byte end".split()),
        st.integers(0, 2**20),
        st.integers(1, 200),
        st.sampled_from(TOKENS) | st.binary(max_size=8),
    )
    case = st.sampled_from(sorted(files)).flatmap(
        lambda kind: st.tuples(st.just(kind), st.sampled_from(files[kind]), st.lists(edit, max_size=10))
    )
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        seed += 1

        @hy.seed(seed)
        @hy.settings(
            max_examples=400,
            deadline=None,
            database=None,
            phases=[hy.Phase.generate],
            suppress_health_check=list(hy.HealthCheck),
        )
        @hy.given(case, st.sampled_from(DAYS))
        def one(told: tuple[str, bytes, list[tuple[str, int, int, bytes]]], date: dt.date | None) -> None:
            if time.monotonic() < stop:
                fuzz.run(told[0], edited(told[1], told[2]), date)

        one()


def edited(data: bytes, edits: list[tuple[str, int, int, bytes]]) -> bytes:
    """``data`` after each edit: what, where, how much, and the bytes put in."""
    made = bytearray(data)
    for what, where, size, token in edits:
        at = where % (len(made) + 1)
        if what in ("insert", "token"):
            made[at:at] = token
        elif what == "cut":
            del made[at : at + size]
        elif what == "repeat":
            made[at:at] = made[at : at + size] * (1 + size % 5)
        elif what == "byte" and at < len(made):
            made[at] = size % 256
        elif what == "end" and size % 7 == 0:
            del made[at:]
    return bytes(made)


def by_atheris(fuzz: Fuzz, seconds: float, seed: int, corpus: Path) -> None:
    """Let coverage lead; the first byte of an input chooses the reader."""
    # A tool of whoever fuzzes, not a dependency.
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["geomap.sources"]):
        for name in ("feeds", "html", "json", "mail", "office", "tables"):
            importlib.import_module(f"geomap.sources._{name}")
    from tests.sources.made import MADE  # noqa: PLC0415

    corpus.mkdir(parents=True, exist_ok=True)
    for at, kind in enumerate(fuzz.kinds):
        (corpus / f"made-{kind}").write_bytes(bytes([at]) + MADE[kind]())

    def run(data: bytes) -> None:
        if len(data) > 1:
            fuzz.run(fuzz.kinds[data[0] % len(fuzz.kinds)], data[1:], DAYS[data[0] // 64])

    flags = [f"-max_total_time={seconds:.0f}", f"-seed={seed + 1}", "-timeout=60", "-rss_limit_mb=4096"]
    began = time.monotonic()
    # The engine ends the process itself.
    atexit.register(lambda: fuzz.sum_up(time.monotonic() - began))
    atheris.Setup([sys.argv[0], "-max_len=60000", *flags, str(corpus)], run)
    atheris.Fuzz()


def main() -> None:
    """Fuzz as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("engine", choices=["hypothesis", "atheris"])
    parser.add_argument("seconds", type=float)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--only", action="append")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir(), "geomap-fuzz"))
    told = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    kinds = "text markdown html feed json jsonl geojson csv tsv xlsx docx pdf parquet gpkg email".split()
    if told.engine == "atheris":
        # What GDAL and Arrow read is not ours to lead through.
        kinds = [kind for kind in kinds if kind not in ("parquet", "gpkg")]
    fuzz = Fuzz([kind for kind in kinds if not told.only or kind in told.only], told.keep)
    if told.engine == "atheris":
        by_atheris(fuzz, told.seconds, told.seed, told.keep / "corpus")
    else:
        began = time.monotonic()
        by_hypothesis(fuzz, told.seconds, told.seed, told.texts)
        fuzz.sum_up(time.monotonic() - began)


if __name__ == "__main__":
    main()
