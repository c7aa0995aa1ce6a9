"""What a person decided about reports: ``decisions.csv``, applied between reading and merging.

A row names a report by its id (``geomap explain`` and ``reports.jsonl`` give it; an event's id is that of its
first report) and says one thing of it. Ids are made from publisher, time and sentence alone, so decisions
outlive rebuilds, new posts and better code.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec

from geomap._speech import why
from geomap.errors import GeomapError, InputError
from geomap.layerset import Unplaced
from geomap.model import Event, Location, Report, Status, StatusChange

__all__ = [
    "DECISIONS_FILE",
    "Decided",
    "Decision",
    "Doing",
    "decide",
    "decisions_beside",
    "read_decisions",
    "settle",
]

DECISIONS_FILE = "decisions.csv"
"""Name under which decisions are found beside an input or in an input folder."""

Doing = Literal["place", "drop", "merge", "status"]
_NEEDS = ("report", "decision")


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One row.

    Attributes
    ----------
    where
        File and line, for messages.
    report
        Id of the report it speaks of.
    doing
        ``place``: it happened at ``value``, an expression `locate` understands; ``drop``: it is no event;
        ``merge``: it is of one event with report ``value``; ``status``: the event's status is ``value``.
    by
        Who decided; 'a person' where the row does not say.
    at
        When (UTC); None where the row does not say.
    """

    where: str
    report: str
    doing: Doing
    value: str
    by: str
    at: dt.datetime | None


@dataclass(frozen=True, kw_only=True)
class Decided:
    """Reports as decided, those dropped, and the rows that could not be followed, each with its reason."""

    reports: tuple[Report, ...]
    dropped: tuple[Unplaced, ...]
    together: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, str], ...]


def decisions_beside(inputs: Sequence[str | os.PathLike[str]]) -> tuple[Path, ...]:
    """The ``decisions.csv`` in each input folder and beside each input file, once each."""
    found: dict[Path, None] = {}
    for given in inputs:
        name = os.fspath(given)
        if name == "-" or "://" in name:
            continue
        path = Path(name)
        beside = (path if path.is_dir() else path.parent) / DECISIONS_FILE
        if beside.is_file():
            found[beside] = None
    return tuple(found)


def read_decisions(path: Path) -> tuple[tuple[Decision, ...], tuple[tuple[str, str], ...]]:
    """The rows of a file (CSV with a heading: ``report, decision, value, by, at, note``), and those refused.

    Raises
    ------
    InputError
        The file cannot be read or lacks a column.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = [name for name in _NEEDS if name not in (rows.fieldnames or ())]
        if missing:
            raise InputError(f"{path}: no column {', '.join(missing)}")
        return _read_rows(path, rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read: {why(error)}") from error


def _read_rows(
    path: Path, rows: csv.DictReader[str]
) -> tuple[tuple[Decision, ...], tuple[tuple[str, str], ...]]:
    decisions, refused = [], []
    for row in rows:
        where = f"{path.name}: line {rows.line_num}"
        try:
            fields = {name: (value or "").strip() for name, value in row.items() if name is not None}
            decisions.append(_decision(where, fields))
        except ValueError as error:
            refused.append((where, str(error)))
    return tuple(decisions), tuple(refused)


def _decision(where: str, row: dict[str, str]) -> Decision:
    doing, value = row["decision"].lower(), row.get("value", "")
    if doing not in get_args(Doing):
        raise ValueError(f"unknown decision {doing!r}: one of {' '.join(get_args(Doing))}")
    if not row["report"]:
        raise ValueError("names no report")
    if doing != "drop" and not value:
        raise ValueError(f"{doing} needs a value")
    if doing == "status" and value not in get_args(Status):
        raise ValueError(f"unknown status {value!r}: one of {' '.join(get_args(Status))}")
    return Decision(
        where=where,
        report=row["report"],
        doing=cast("Doing", doing),
        value=value,
        by=row.get("by") or "a person",
        at=_moment(row.get("at", "")),
    )


def _moment(text: str) -> dt.datetime | None:
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"no time: {text!r} (write it as 2022-02-17T14:00Z)") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def decide(
    reports: Sequence[Report], decisions: Sequence[Decision], locate: Callable[[str], Location]
) -> Decided:
    """``reports`` after ``decisions``, in their order; of two rows on one report the later holds.

    Parameters
    ----------
    locate
        Finds what a ``place`` row names.
    """
    known = {report.id: report for report in reports}
    dropped: dict[str, Decision] = {}
    together: list[tuple[str, str]] = []
    refused: list[tuple[str, str]] = []
    for decision in decisions:
        try:
            for number in (decision.report, decision.value if decision.doing == "merge" else decision.report):
                if number not in known:
                    raise InputError(f"no report has the id {number!r}")
            if decision.doing == "drop":
                dropped[decision.report] = decision
            elif decision.doing == "merge":
                together.append((decision.report, decision.value))
            elif decision.doing == "place":
                known[decision.report] = _placed(known[decision.report], decision, locate(decision.value))
        except GeomapError as error:
            refused.append((decision.where, str(error)))
    return Decided(
        reports=tuple(known[report.id] for report in reports if report.id not in dropped),
        dropped=tuple(_dropped(known[number], decision) for number, decision in dropped.items()),
        together=tuple(together),
        refused=tuple(refused),
    )


def _placed(report: Report, decision: Decision, location: Location) -> Report:
    return msgspec.structs.replace(
        report,
        location=msgspec.structs.replace(
            location, how=f"{location.how}; placed by {decision.by}".lstrip("; ")
        ),
        unplaced_reason=None,
        confidence=1.0,
    )


def _dropped(report: Report, decision: Decision) -> Unplaced:
    return Unplaced(
        kind="report",
        what=report.id,
        why=f"dropped by {decision.by} ({decision.where})",
        document=report.document,
        char_start=report.char_start,
        char_end=report.char_end,
        quote=report.quote,
    )


def settle(events: Sequence[Event], decisions: Sequence[Decision]) -> tuple[Event, ...]:
    """``events`` with decided statuses, and each that a decision touched marked with who and when."""
    by_report: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_report.setdefault(decision.report, []).append(decision)
    return tuple(_settled(event, list(_of(event, by_report))) for event in events)


def _of(event: Event, by_report: dict[str, list[Decision]]) -> Iterator[Decision]:
    for report in event.reports:
        yield from by_report.get(report.id, ())


def _settled(event: Event, decisions: Sequence[Decision]) -> Event:
    if not decisions:
        return event
    last = decisions[-1]
    edited = msgspec.structs.replace(event, edited_by=last.by, edited_at=last.at)
    for decision in decisions:
        if decision.doing == "status":
            status = cast("Status", decision.value)
            at = decision.at or event.last_reported
            known = () if at is None else (StatusChange(at=at.astimezone(dt.UTC), status=status),)
            edited = msgspec.structs.replace(edited, status=status, status_log=(*edited.status_log, *known))
    return edited
