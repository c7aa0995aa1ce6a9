"""Text for the article: what is new on a day, place by place, no more than the data says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from geomap.errors import InputError
from geomap.layerset import LAYER_NAMES, LayerSet
from geomap.maps._rows import moment, records, text, yes
from geomap.maps.locale import Words

__all__ = ["Brief", "brief"]


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What is new on a day.

    Attributes
    ----------
    text
        Plain text: a heading a place, a line an event.
    record
        The same for programs: day, zone and, by place, each event's parts.
    """

    text: str
    record: dict[str, Any]


def brief(layers: LayerSet, *, on: dt.date | None = None, language: str = "en") -> Brief:
    """Events first reported on a day, and those whose status changed on it.

    Parameters
    ----------
    on
        A day in the map's zone; None for the last.

    Raises
    ------
    InputError
        There are no words in that language, or the day lies outside the period.
    """
    words = Words(language)
    day = on or layers.until
    if not layers.since <= day <= layers.until:
        raise InputError(f"--on {day}: lies outside the period, {layers.since} to {layers.until}")
    rows = [row for name in LAYER_NAMES for row in records(layers.frames[name])]
    zone = ZoneInfo(layers.timezone)
    places: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: (str(row["start"]), str(row["id"]))):
        change = _change(row, day, zone)
        if change is None:
            continue
        place = text(row["place"]) or words("No place")
        places.setdefault(place, []).append(_entry(row, change, layers, words))
    ordered = sorted(places.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    heading = words("{title}: {day}", title=layers.title, day=words.day(day, weekday=True))
    zone_line = words(
        "times of {zone} ({offset})", zone=layers.timezone, offset=words.offset(day, layers.timezone)
    )
    lines = [heading, zone_line]
    if not ordered:
        lines += ["", words("Nothing new was reported.")]
    for place, entries in ordered:
        lines += ["", place, *(f"- {entry['line']}" for entry in entries)]
    record = {
        "day": day.isoformat(),
        "timezone": layers.timezone,
        "places": [{"place": place, "events": entries} for place, entries in ordered],
    }
    return Brief(text="\n".join(lines) + "\n", record=record)


def _change(row: Mapping[str, Any], day: dt.date, zone: ZoneInfo) -> tuple[str, str | None] | None:
    """('new', None) for an event first reported that day, ('changed', from) for a new status; None else."""
    log = _log(row["status_log"])
    first = moment(row["reported_first"])
    if first is not None and first.astimezone(zone).date() == day:
        return "new", None
    before: str | None = None
    for at, status in log:
        if at.astimezone(zone).date() == day and before is not None and status != before:
            return "changed", before
        if at.astimezone(zone).date() < day:
            before = status
    return None


def _log(log: Any) -> list[tuple[dt.datetime, str]]:
    """'claimed 2022-02-17T09:00Z; confirmed 2022-02-17T13:00Z', or each the other way round."""
    found = []
    for entry in (text(log) or "").split(";"):
        parts = entry.split()
        moments = [at for part in parts if (at := moment(part)) is not None]
        rest = [part for part in parts if moment(part) is None]
        if moments and rest:
            found.append((moments[0], rest[0]))
    return sorted(found)


def _entry(
    row: Mapping[str, Any], change: tuple[str, str | None], layers: LayerSet, words: Words
) -> dict[str, Any]:
    kind = words.name("category", row["category"])
    status = words.name("status", row["status"])
    claimants, deniers = text(row["claimants"]), text(row["denied_by"])
    blamed = text(row["attributed_to"])
    when = _when(row, layers, words)
    parts = [words("{kind}, {when}: {status}", kind=_capital(kind), when=when, status=status)]
    if text(row["from_place"]) and text(row["to_place"]):
        parts.append(words("from {origin} to {goal}", origin=row["from_place"], goal=row["to_place"]))
    if text(row["quantities"]):
        parts.append(str(row["quantities"]))
    if claimants:
        parts.append(words("according to {names}", names=claimants.replace("; ", ", ")))
    if deniers:
        parts.append(words("denied by {names}", names=deniers.replace("; ", ", ")))
    if blamed:
        how = words.name("attribution", text(row["attribution_status"]) or "claimed")
        parts.append(words("attributed to {names} ({how})", names=blamed.replace("; ", ", "), how=how))
    if change[0] == "changed" and change[1]:
        parts.append(words("until then {status}", status=words.name("status", change[1])))
    publishers = list(
        dict.fromkeys(
            report.publisher for report in layers.reports.get(str(row["id"]), ()) if report.publisher
        )
    ) or [found for found in (text(row["publisher"]),) if found]
    url = text(row["source_url"])
    source = ", ".join(publishers) or words("source unknown")
    line = "; ".join(parts) + f". [{source}" + (f", {url}]" if url else "]")
    return {
        "id": row["id"],
        "line": line,
        "change": change[0],
        "category": row["category"],
        "status": row["status"],
        "status_before": change[1],
        "start": row["start"],
        "claimants": claimants,
        "denied_by": deniers,
        "attributed_to": blamed,
        "publishers": publishers,
        "source_url": url,
        "quote": text(row["quote"]),
    }


def _when(row: Mapping[str, Any], layers: LayerSet, words: Words) -> str:
    start = moment(row["start"])
    if start is None:
        return words("date unknown")
    exact = row["time_precision"] in {"minute", "hour"}
    local = start.astimezone(ZoneInfo(layers.timezone)).date()
    shown = words.time(start, layers.timezone) if exact else words.short_day(local)
    if yes(row["open_ended"]):
        return words("since {when}", when=shown)
    end = moment(row["end"])
    if exact or end is None:
        return shown
    last = (end - dt.timedelta(seconds=1)).astimezone(ZoneInfo(layers.timezone)).date()
    return shown if last == local else f"{shown} \u2013 {words.short_day(last)}"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
