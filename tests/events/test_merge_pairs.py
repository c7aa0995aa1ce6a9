"""Whether two reports become one event, scored over pairs in our own words."""

from __future__ import annotations

import csv
from pathlib import Path

from geomap.events import find_reports, merge_reports
from geomap.model import Report
from tests.events.gold_case import PAIR_PLACES, single

_FLOOR = 0.93


def _pairs() -> list[dict[str, str]]:
    path = Path(__file__).parent / "merge_pairs.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _reports(sentence: str, day: str, publisher: str) -> tuple[Report, ...]:
    document, mentions = single(
        sentence, published=f"2030-05-{day}T12:00:00+00:00", publisher=publisher, places=PAIR_PLACES
    )
    return find_reports(document, mentions)


def _one_event(row: dict[str, str]) -> bool:
    first, second = _reports(row["a"], row["day_a"], "Gazette"), _reports(row["b"], row["day_b"], "Courier")
    events = merge_reports((*first, *second), timezone="Europe/Kyiv")
    mine, theirs = {report.id for report in first}, {report.id for report in second}
    return any(
        mine & {report.id for report in event.reports} and theirs & {report.id for report in event.reports}
        for event in events
    )


def test_there_are_enough_pairs() -> None:
    """At least sixty pairs, both kinds, every sentence with a report in it."""
    pairs = _pairs()
    assert len(pairs) >= 60
    assert {row["same"] for row in pairs} == {"yes", "no"}
    silent = [text for row in pairs for text in (row["a"], row["b"]) if not _reports(text, "15", "Gazette")]
    assert silent == []


def test_pairs_merge_as_people_would() -> None:
    """The share of pairs judged as people judge them does not fall."""
    wrong = [row for row in _pairs() if _one_event(row) != (row["same"] == "yes")]
    share = 1 - len(wrong) / len(_pairs())
    assert share >= _FLOOR, "\n".join(f"{row['same']}: {row['a']} | {row['b']}" for row in wrong)
