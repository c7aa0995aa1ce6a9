"""Train the models of `geomap.places`: ``python -m geomap.places.train --geovirus FILE``.

Reads our own marked pages (`geomap.places.corpus`) and, where its path is given, the text of GeoVirus
(Gritta, Pilehvar and Collier 2018; Wikinews text, CC BY 2.5) as JSON lines of ``{"id", "text", "mentions":
[{"start", "end"}]}``. Writes ``names.json``, ``small_words.txt`` and ``literal.json`` into ``model/``.
Nothing is random: folds go by position, the learners start from zero.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import msgspec

from geomap._files import write_whole
from geomap.errors import GeomapError, MissingDataError
from geomap.model import Form, PlaceLookup
from geomap.places._features import FeatureMaker, Row, collect_evidence
from geomap.places._literal import literal_features
from geomap.places._recognise import Span
from geomap.places._tagger import LABELS, Model, Tagger
from geomap.places._tokens import Tokens, clean_name, tokenise
from geomap.places.corpus import load

__all__ = ["Page", "main"]

_MODEL = Path(__file__).parent / "model"
_CRF = {"c1": 0.1, "c2": 1.0, "max_iterations": 100, "feature.possible_transitions": True}
_FOLDS = 5
_MIN_WORD_COUNT = 1


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    form: Form = "name"
    literal: bool | None = None


@dataclass(slots=True)
class Page:
    """A marked page, ours or another's."""

    id: str
    text: str
    marks: list[_Mark]
    ours: bool
    keys: list[list[Row]] = field(default_factory=list)
    labels: list[list[str]] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, cross-validate, write; the exit code: 1 where the library that trains is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--geovirus", type=Path, help="GeoVirus as JSON lines")
    parser.add_argument(
        "--lookup", default="geomap.gazetteer:Gazetteer", help="module:class of the gazetteer"
    )
    parser.add_argument("--out", type=Path, default=_MODEL, help="folder to write to")
    parser.add_argument("--folds", type=int, default=_FOLDS, help="folds of the cross-validation; 0 for none")
    args = parser.parse_args(arguments)
    try:
        _crfsuite()
    except GeomapError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    module, _, name = args.lookup.partition(":")
    lookup = cast("PlaceLookup", getattr(importlib.import_module(module), name).open())
    pages = [
        Page(
            record["id"],
            record["text"],
            [_Mark(m["start"], m["end"], m["form"], m["literal"]) for m in record["mentions"]],
            ours=True,
        )
        for record in load()
    ]
    if args.geovirus:
        pages += _geovirus(args.geovirus, lookup)
    small = _small_words(pages)
    maker = FeatureMaker(lookup, frozenset(small))
    for page in pages:
        _prepare(page, maker)
    report: dict[str, Any] = {"pages": len(pages), "ours": sum(page.ours for page in pages)}
    if args.folds:
        report["names"] = _validate_names(pages, maker, args.folds, args.out)
        report["literal"] = _validate_literal([p for p in pages if p.ours], maker, args.folds)
    write_whole(args.out / "names.json", msgspec.json.encode(_train_names(pages, maker, args.out)))
    write_whole(args.out / "small_words.txt", ("\n".join(sorted(small)) + "\n").encode())
    weights = _train_literal([pair for p in pages if p.ours for pair in _literal_rows(p, maker)])
    document = {"weights": {k: round(v, 3) for k, v in sorted(weights.items()) if abs(v) >= 0.02}}  # noqa: PLR2004
    write_whole(args.out / "literal.json", json.dumps(document, ensure_ascii=False, indent=0).encode())
    sys.stdout.write(json.dumps(report, indent=1) + "\n")
    return 0


def _geovirus(path: Path, lookup: PlaceLookup) -> list[Page]:
    """The pages of GeoVirus, with the demonyms it leaves out marked by lexicon."""
    pages = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        marks = [_Mark(m["start"], m["end"]) for m in record["mentions"]]
        taken = {at for mark in marks for at in range(mark.start, mark.end)}
        tokens = tokenise(text, [(0, len(text))])
        for island in tokens.islands:
            for index in range(island.first, island.last):
                start, end = tokens.starts[index], tokens.ends[index]
                if start in taken or not tokens.words[index][0].isupper():
                    continue
                if lookup.demonym(clean_name(tokens.words[index])) is not None:
                    marks.append(_Mark(start, end, "demonym"))
        pages.append(Page(record["id"], text, sorted(marks, key=lambda m: m.start), ours=False))
    return pages


def _small_words(pages: Sequence[Page]) -> list[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        tokens = tokenise(page.text, [(0, len(page.text))])
        counts.update({word for word in tokens.words if word.islower() and word.isalpha() and len(word) > 1})
    return [word for word, count in counts.items() if count >= _MIN_WORD_COUNT]


def _prepare(page: Page, maker: FeatureMaker) -> None:
    tokens = tokenise(page.text, [(0, len(page.text))])
    labels = _labels(tokens, page.marks)
    seen = collect_evidence(tokens)
    page.keys, page.labels = [], []
    for island in tokens.islands:
        page.keys.append(maker.keys(tokens, island, seen))
        page.labels.append(labels[island.first : island.last])


def _labels(tokens: Tokens, marks: Sequence[_Mark]) -> list[str]:
    labels = ["O"] * len(tokens.words)
    at = 0
    for mark in marks:
        while at < len(labels) and tokens.ends[at] <= mark.start:
            at += 1
        first = True
        while at < len(labels) and tokens.starts[at] < mark.end:
            labels[at] = "B" if first else "I"
            first = False
            at += 1
    return labels


def _crfsuite() -> Any:
    """The library that trains: reading does without it."""
    try:
        return importlib.import_module("pycrfsuite")
    except ImportError as error:
        raise MissingDataError(
            "training needs python-crfsuite: pip install 'python-crfsuite>=0.9.11'"
        ) from error


def _train_names(pages: Sequence[Page], maker: FeatureMaker, folder: Path) -> Model:
    pycrfsuite = _crfsuite()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_CRF, verbose=False)
    for page in pages:
        for keys, labels in zip(page.keys, page.labels, strict=True):
            trainer.append(maker.features(keys), labels)
    path = folder / ".names.training"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        learned = tagger.info()
        tagger.close()
    finally:
        path.unlink(missing_ok=True)
    weights: dict[str, list[float]] = {}
    for (feature, label), weight in learned.state_features.items():
        weights.setdefault(feature, [0.0] * len(LABELS))[LABELS.index(label)] = weight
    steps = [[learned.transitions.get((one, other), 0.0) for other in LABELS] for one in LABELS]
    return {"transitions": steps, "weights": dict(sorted(weights.items()))}


def _chunks(labels: Sequence[str]) -> set[tuple[int, int]]:
    found, start = set(), -1
    for at, label in enumerate([*labels, "O"]):
        if label != "I" and start >= 0:
            found.add((start, at))
            start = -1
        if label == "B" or (label == "I" and start < 0):
            start = at
    return found


def _validate_names(
    pages: Sequence[Page], maker: FeatureMaker, folds: int, folder: Path
) -> dict[str, dict[str, float]]:
    """Exact span precision, recall and F1 by cross-validation over pages, within the islands."""
    scores: dict[str, list[int]] = {"ours": [0, 0, 0], "geovirus": [0, 0, 0]}
    for fold in range(folds):
        others = [page for at, page in enumerate(pages) if at % folds != fold]
        tagger = Tagger(maker.groups, _train_names(others, maker, folder))
        for at, page in enumerate(pages):
            if at % folds != fold:
                continue
            tally = scores["ours" if page.ours else "geovirus"]
            for keys, labels in zip(page.keys, page.labels, strict=True):
                got, gold = _chunks([LABELS[label] for label in tagger.tag(keys)[0]]), _chunks(labels)
                tally[0] += len(got & gold)
                tally[1] += len(got)
            tally[2] += len(page.marks)
    return {name: _prf(*tally) for name, tally in scores.items() if tally[2]}


def _prf(hits: int, found: int, gold: int) -> dict[str, float]:
    precision, recall = hits / max(found, 1), hits / max(gold, 1)
    total = precision + recall
    return {
        "p": round(precision, 3),
        "r": round(recall, 3),
        "f1": round(2 * precision * recall / total if total else 0.0, 3),
    }


def _literal_rows(page: Page, maker: FeatureMaker) -> list[tuple[list[str], bool]]:
    tokens = tokenise(page.text, [(0, len(page.text))])
    at = {start: index for index, start in enumerate(tokens.starts)}
    rows = []
    for mark in page.marks:
        first = at.get(mark.start)
        if first is None or mark.literal is None:
            continue
        last = first + 1
        while last < len(tokens.words) and tokens.starts[last] < mark.end:
            last += 1
        surface = page.text[mark.start : mark.end]
        span = Span(first, last, mark.start, mark.end, surface, mark.form, 1.0)
        rows.append((literal_features(tokens, span, maker.tag(surface)), mark.literal))
    return rows


def _train_literal(
    rows: Sequence[tuple[list[str], bool]], epochs: int = 12, l2: float = 2e-4
) -> dict[str, float]:
    """Logistic regression by AdaGrad, in the order of the rows."""
    weights: dict[str, float] = {}
    squares: dict[str, float] = {}
    for _ in range(epochs):
        for features, literal in rows:
            total = sum(weights.get(name, 0.0) for name in features)
            error = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))) - literal
            for name in features:
                weight = weights.get(name, 0.0)
                gradient = error + l2 * weight * 50
                squares[name] = squares.get(name, 0.0) + gradient * gradient
                weights[name] = weight - 0.15 * gradient / math.sqrt(squares[name] + 1e-2)
    return weights


def _validate_literal(pages: Sequence[Page], maker: FeatureMaker, folds: int) -> dict[str, float]:
    rows = [_literal_rows(page, maker) for page in pages]
    table = Counter[tuple[bool, bool]]()
    for fold in range(folds):
        weights = _train_literal(
            [pair for at, page in enumerate(rows) if at % folds != fold for pair in page]
        )
        for at, page in enumerate(rows):
            if at % folds == fold:
                for features, literal in page:
                    table[literal, sum(weights.get(name, 0.0) for name in features) > 0] += 1
    both = []
    for value in (True, False):
        found = table[True, value] + table[False, value]
        both.append(_prf(table[value, value], found, table[value, True] + table[value, False])["f1"])
    return {"macro_f1": round(sum(both) / 2, 3), "n": sum(table.values())}


if __name__ == "__main__":
    sys.exit(main())
