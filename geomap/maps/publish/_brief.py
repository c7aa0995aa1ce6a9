"""Text for the article: what is new on a day, place by place, in the data's words and the sources'."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from geomap.errors import InputError
from geomap.layerset import LAYER_NAMES, LayerSet
from geomap.maps._rows import moment, records, text, yes
from geomap.maps.locale import Words

__all__ = ["Brief", "brief"]

_MOST = 4
"""Names told one by one."""


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
        place = words.country(text(row["place"]) or words("No place"))
        places.setdefault(place, []).append(_entry(row, change, layers, words, day))
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
    row: Mapping[str, Any], change: tuple[str, str | None], layers: LayerSet, words: Words, day: dt.date
) -> dict[str, Any]:
    claimants, deniers, blamed = (
        _names(row[column]) for column in ("claimants", "denied_by", "attributed_to")
    )
    told = layers.reports.get(str(row["id"]), ())
    publishers = list(dict.fromkeys(report.publisher for report in told if report.publisher))
    publishers = publishers or _names(row["publisher"])
    kind = words.name("category", row["category"])
    what = _capital(kind)
    if text(row["from_place"]) and text(row["to_place"]):
        what = words(
            "{kind} from {origin} to {goal}",
            kind=what,
            origin=words.country(row["from_place"]),
            goal=words.country(row["to_place"]),
        )
    when = _when(row, layers, words, day)
    if when:
        what = f"{what}, {when}"
    status = words.name("status", row["status"])
    sayers = claimants or publishers
    said = (
        words(
            "{what}: {status}, according to {names}.", what=what, status=status, names=_listed(sayers, words)
        )
        if sayers
        else words("{what}: {status}.", what=what, status=status)
    )
    sentences = [said]
    if deniers:
        sentences.append(words("Denied by {names}.", names=_listed(deniers, words)))
    if blamed:
        how = words.name("attribution", text(row["attribution_status"]) or "claimed")
        sentences.append(words("Attributed to {names} ({how}).", names=_listed(blamed, words), how=how))
    quote = text(row["quote"]) or ""
    if figures := [figure for figure in _names(row["quantities"]) if figure not in quote]:
        quoted = ", ".join(words("‘{words}’", words=figure) for figure in figures[:_MOST])
        sentences.append(words("Figures as reported: {figures}.", figures=quoted))
    if change[0] == "changed" and change[1]:
        sentences.append(words("Until then: {status}.", status=words.name("status", change[1])))
    url = text(row["source_url"])
    source = ", ".join(publishers) or words("source unknown")
    # A day may end in a point of its own: 'г.'
    line = " ".join(sentences).replace("..", ".")
    if quote:
        line = f"{line} {words('‘{words}’', words=quote)}"
    line += f" [{source}" + (f", {url}]" if url else "]")
    return {
        "id": row["id"],
        "line": line,
        "change": change[0],
        "category": row["category"],
        "status": row["status"],
        "status_before": change[1],
        "start": row["start"],
        "claimants": text(row["claimants"]),
        "denied_by": text(row["denied_by"]),
        "attributed_to": text(row["attributed_to"]),
        "publishers": publishers,
        "source_url": url,
        "quote": text(row["quote"]),
    }


def _names(joined: Any) -> list[str]:
    return [name for name in (text(joined) or "").split("; ") if name]


def _listed(names: Sequence[str], words: Words) -> str:
    """'A, B and C'; of many the first few and how many more there are."""
    if len(names) <= _MOST + 1:
        return words.listed(names)
    more = words.plural("{count} other", "{count} others", len(names) - _MOST)
    return words.listed([*names[:_MOST], more])


def _when(row: Mapping[str, Any], layers: LayerSet, words: Words, day: dt.date) -> str:
    """When it was, as exactly as the data says; nothing where that is the brief's own day."""
    start = moment(row["start"])
    if start is None:
        return words("date unknown")
    zone = ZoneInfo(layers.timezone)
    precision = row["time_precision"]
    first = start.astimezone(zone)
    clock = f"{first:%H:%M}"
    exact = words.time(start, layers.timezone) if first.date() != day else clock
    if yes(row["open_ended"]):
        shown = exact if precision in {"minute", "hour"} else words.short_day(first.date())
        return words("since {when}", when=shown)
    end = moment(row["end"])
    if precision == "minute" or end is None:
        return exact
    if precision in {"hour", "part_of_day"} and end - start < dt.timedelta(days=1):
        return f"{exact}\u2013{end.astimezone(zone):%H:%M}"
    last = (end - dt.timedelta(seconds=1)).astimezone(zone).date()
    if first.date() == last:
        return "" if last == day else words.short_day(last)
    return f"{words.short_day(first.date())} \u2013 {words.short_day(last)}"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
