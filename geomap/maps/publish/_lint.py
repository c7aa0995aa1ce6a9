"""What a desk should think of before it publishes: people in danger, and claims that stand on little."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from geomap.layerset import LAYER_NAMES, LayerSet
from geomap.maps._rows import moment, number, records, text, yes
from geomap.maps.publish._care import latest_report
from geomap.model import CATEGORY_GROUPS

__all__ = ["Finding", "lint"]

Rule = Literal[
    "sheltered-people", "single-witness", "forces-now", "expected-as-fact", "one-source", "no-link"
]

_EXACT_M = 1500.0
_RECENT_H = 24.0
_MOST_NAMED = 5
_SHELTERS = re.compile(
    r"\b(?:homes?|houses?|apartments?|flats?|shelters?|bunkers?|basements?|hospitals?|clinics?|maternity|"
    r"schools?|kindergartens?|orphanages?|refuges?|camps? for|safe houses?|hostels?|dormitor(?:y|ies))\b",
    re.IGNORECASE,
)
_WITNESS = re.compile(
    r"\b(?:an? |one |local )?(?:resident|witness|eyewitness|neighbour|neighbor|survivor|villager|"
    r"mother|father|doctor|nurse|teacher|driver|farmer|refugee|pensioner)\b",
    re.IGNORECASE,
)
# 'A Reuters witness' is a reporter, named by the agency.
_REPORTER = re.compile(r"\b[A-Z]\w+ (?:eye)?witness\b")
_EXPECTING = re.compile(
    r"\b(?:may|might|could|would|is expected to|are expected to|is likely to|are likely to|plans? to|fears?|"
    r"warns? (?:of|that)|warned (?:of|that)|threatens? to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to think of.

    Attributes
    ----------
    events
        Ids of the events it is about.
    advice
        What to do about it.
    """

    rule: Rule
    events: tuple[str, ...]
    what: str
    advice: str

    @property
    def line(self) -> str:
        """For a person."""
        named = ", ".join(self.events[:_MOST_NAMED]) + (", …" if len(self.events) > _MOST_NAMED else "")
        return f"{self.rule}: {self.what} ({named}): {self.advice}"

    @property
    def record(self) -> dict[str, Any]:
        """For programs."""
        return {"rule": self.rule, "events": list(self.events), "what": self.what, "advice": self.advice}


def lint(layers: LayerSet) -> list[Finding]:
    """Findings, those that could harm people first; empty where there is nothing to think of."""
    rows = [
        {**row, "layer": name}
        for name in LAYER_NAMES
        for row in records(layers.frames[name])
        if not yes(row["background"])
    ]
    newest = latest_report(layers)
    found: list[Finding] = []
    for row in rows:
        found += _about_people(row, newest)
    found += [finding for row in rows for finding in _about_facts(row)]
    single = [row for row in rows if _is_single(row, layers)]
    if single:
        found.append(
            Finding(
                rule="one-source",
                events=tuple(row["id"] for row in single),
                what=f"{len(single)} of {len(rows)} marks rest on one report",
                advice="look for a second source, or say whose word it is",
            )
        )
    unlinked = [row for row in rows if not text(row["source_url"])]
    if unlinked:
        found.append(
            Finding(
                rule="no-link",
                events=tuple(row["id"] for row in unlinked),
                what=f"{len(unlinked)} of {len(rows)} marks lead to no page",
                advice="give the documents' addresses, so that readers can check",
            )
        )
    order = ("sheltered-people", "single-witness", "forces-now", "expected-as-fact", "one-source", "no-link")
    return sorted(found, key=lambda finding: order.index(finding.rule))


def _about_people(row: Mapping[str, Any], newest: dt.datetime | None) -> Iterator[Finding]:
    way = " to ".join(name for name in (text(row["from_place"]), text(row["to_place"])) if name)
    where = text(row["place"]) or way or "an unnamed place"
    told = f"{text(row['quote'])} {text(row['title'])} {where}"
    exact = row["layer"] in {"events", "deployments"} and (
        (number(row["radius_m"]) or 0.0) <= _EXACT_M or row["precision"] == "site"
    )
    finding = _finding(row)
    if exact and (word := _shelter(told)):
        yield finding(
            "sheltered-people",
            f"'{word}' at an exact place, {where}",
            f"are people still there? --coarsen {row['id']}=5",
        )
    claimants = [name for name in (text(row["claimants"]) or "").split("; ") if name]
    alone = len(claimants) == 1 and _WITNESS.search(claimants[0]) and not _REPORTER.search(claimants[0])
    if alone and row["precision"] in {"site", "settlement"}:
        yield finding(
            "single-witness",
            f"one person speaks, {claimants[0]} in {where}",
            f"could they be found by this? --coarsen {row['id']}",
        )
    seen = moment(row["last_seen"]) or moment(row["reported_last"])
    force = CATEGORY_GROUPS.get(row["category"], "other") == "force"
    if (
        force
        and newest
        and seen
        and newest - seen <= dt.timedelta(hours=_RECENT_H)
        and row["layer"] in {"events", "deployments", "movements"}
        and (number(row["radius_m"]) or 0.0) <= _EXACT_M * 4
        and row["precision"] not in {"region", "country"}
        and (not text(row["place"]) or row["place"] not in {row["country"], row["admin1"]})
    ):
        yield finding(
            "forces-now",
            f"{row['category'].replace('_', ' ')} at {where}, last reported {seen:%d %b %H:%M} UTC",
            f"does the law or safety ask for a delay? --delay 24 or --hide {row['id']}",
        )


def _shelter(told: str) -> str | None:
    """The word of a home or shelter; a name such as White House or House of Lords is none."""
    for word in _SHELTERS.finditer(told):
        before, after = told[: word.start()].split()[-1:], told[word.end() :].split()[:2]
        named = word[0][0].isupper() and (
            (before and before[0][0].isupper() and before[0][-1].isalnum()) or after[:1] == ["of"]
        )
        if not named:
            return word[0].lower()
    return None


def _about_facts(row: Mapping[str, Any]) -> Iterator[Finding]:
    word = _EXPECTING.search(text(row["quote"]) or "")
    if word and row["status"] in {"claimed", "confirmed"}:
        yield _finding(row)(
            "expected-as-fact",
            f"drawn as {row['status']}, its sentence says '{word[0].lower()}'",
            f"read the sentence; decide in decisions.csv or --hide {row['id']}",
        )


def _finding(row: Mapping[str, Any]) -> Callable[[Rule, str, str], Finding]:
    def make(rule: Rule, what: str, advice: str) -> Finding:
        return Finding(rule=rule, events=(str(row["id"]),), what=what, advice=advice)

    return make


def _is_single(row: Mapping[str, Any], layers: LayerSet) -> bool:
    told = layers.reports.get(str(row["id"]), ())
    if told:
        return len({(report.publisher, report.claimant) for report in told}) == 1
    return row["reports"] in {1, None}
