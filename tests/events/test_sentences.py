"""Sentences of many crises in our own words: which group of events each tells of, and who speaks in it."""

from __future__ import annotations

import csv
from pathlib import Path

from geomap.events import find_reports
from geomap.events._speakers import voice_of
from geomap.model import CATEGORY_GROUPS
from tests.events.gold_case import single

_HERE = Path(__file__).parent
_FLOOR = 0.96
_SPEAKERS_FLOOR = 0.97


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _groups(sentence: str) -> set[str]:
    document, mentions = single(sentence)
    placed = [report for report in find_reports(document, mentions) if report.location is not None]
    return {CATEGORY_GROUPS[report.category] for report in placed} or {"none"}


def test_sentences_tell_of_their_group() -> None:
    """The share of sentences read into their group of categories, 'none' among them, does not fall."""
    rows = _rows("sentences.tsv")
    wrong = [row for row in rows if row["group"] not in _groups(row["sentence"])]
    assert len(rows) >= 300
    assert {row["group"] for row in rows} >= {*CATEGORY_GROUPS.values(), "none"} - {"other"}
    told = "\n".join(f"{row['group']}: {row['sentence']}: {_groups(row['sentence'])}" for row in wrong)
    assert 1 - len(wrong) / len(rows) >= _FLOOR, told


def test_speakers_are_found() -> None:
    """The share of sentences whose speaker is named ('-': nobody speaks) does not fall."""
    rows = _rows("speakers.tsv")
    wrong = []
    for row in rows:
        who = voice_of(row["sentence"]).who
        if who is not None if row["speaker"] == "-" else row["speaker"].lower() not in (who or "").lower():
            wrong.append(f"{row['speaker']}: {who}: {row['sentence']}")
    assert 1 - len(wrong) / len(rows) >= _SPEAKERS_FLOOR, "\n".join(wrong)
