"""Build the held-out pages and score what is mapped against what an editor would draw.

    python tests/benchmarks/run_pages.py [DOC...] [--misses N] [--keep FOLDER]

Every page of tests/benchmarks/pages is built by itself, without any setting; DOC (101) takes only some of
them. First come the figures of all pages together, then those of each page. The pages are text of our own,
under the project's licence. Nothing is tuned on them: read their figures, not their sentences, while working.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
from pathlib import Path

import geomap

_HERE = Path(__file__).parent
_PAGES = _HERE / "pages"
_GOLD = _PAGES / "events_gold.tsv"


def build_pages(docs: list[str], out: Path) -> list[str]:
    """Build the pages of ``docs`` (all when empty) under ``out``; the documents built."""
    built = []
    for page in sorted(_PAGES.glob("*.txt")):
        doc = page.name.split("_")[0]
        if docs and doc not in docs:
            continue
        geomap.build([page], out / page.stem)
        built.append(doc)
    return built


def score(docs: list[str], out: Path, misses: int) -> str:
    """What the scorer prints of ``docs``."""
    with _GOLD.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    gold = out / "gold.tsv"
    wanted = [head, *(row for row in rows if row[0] in docs)]
    gold.write_text("".join("\t".join(row) + "\n" for row in wanted), encoding="utf-8")
    command = [sys.executable, str(_HERE / "score_events.py"), str(gold), str(out), "--misses", str(misses)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def run(docs: list[str], misses: int, out: Path) -> None:
    """Build ``docs`` under ``out`` and print the figures of all of them, then of each."""
    built = build_pages(docs, out)
    sys.stdout.write(f"all\n{score(built, out, 0)}")
    for doc in built:
        sys.stdout.write(f"\n{doc}\n{score([doc], out, misses)}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("docs", nargs="*", metavar="DOC")
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="print N misses of each kind and page"
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave what is built there")
    args = parser.parse_args()
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
        run(args.docs, args.misses, args.keep)
        return
    with tempfile.TemporaryDirectory() as folder:
        run(args.docs, args.misses, Path(folder))


if __name__ == "__main__":
    main()
