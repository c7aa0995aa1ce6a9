"""How an event came about: its reports, place, time and status, as text and as JSON."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.layers.manifest import MANIFEST, read_manifest
from geomap.layers.reports import read_unplaced
from geomap.layerset import LAYER_NAMES

__all__ = ["explain", "explain_record", "layers_folder"]


def layers_folder(out: Path) -> Path:
    """The layers folder in ``out``, or ``out`` itself where it is one.

    Raises
    ------
    InputError
        Neither is.
    """
    for folder in (out / "layers", out):
        if (folder / MANIFEST).is_file() or (folder / f"{LAYER_NAMES[0]}.geojson").is_file():
            return folder
    raise InputError(f"{out}: holds no layers (no layers/{MANIFEST}); build first")


def explain_record(out: Path, wanted: str) -> dict[str, Any]:
    """Everything known of an event: its ``layer``, ``event`` (properties; None where unplaced), ``reports``.

    Parameters
    ----------
    out
        Folder a build wrote, or its layers folder.
    wanted
        Id of an event, of one merged into it, or of one of its reports.

    Raises
    ------
    InputError
        No such id; the message names the nearest ones.
    """
    folder = layers_folder(out)
    manifest = read_manifest(folder) or {}
    reports = _reports(folder)
    events = {item["id"]: (name, item) for name in LAYER_NAMES for item in _properties(folder, name)}
    number = _event_of(wanted, events, reports)
    if number is None:
        left = next((row.why for row in read_unplaced(folder / "unplaced.csv") if row.what == wanted), None)
        if left is not None:
            raise InputError(f"{folder}: report {wanted} is in no event: {left}")
        near = difflib.get_close_matches(wanted, sorted({*events, *reports}), n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise InputError(f"{folder}: no event or report {wanted!r}{hint}")
    layer, properties = events.get(number, (None, None))
    cited = {item["id"]: item for item in manifest.get("inputs", ())}
    told = reports.get(number, [])
    return {
        "id": number,
        "layer": layer,
        "timezone": manifest.get("timezone"),
        "event": properties,
        "reports": told,
        "sources": [cited[i] for i in dict.fromkeys(report["document"] for report in told) if i in cited],
    }


def _properties(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    path = folder / f"{name}.geojson"
    try:
        for feature in json.loads(path.read_bytes())["features"]:
            yield {"id": None, **feature["properties"]}
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: is no layer: {error}") from error


def _reports(folder: Path) -> dict[str, list[dict[str, Any]]]:
    path = folder / "reports.jsonl"
    found: dict[str, list[dict[str, Any]]] = {}
    try:
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                report = json.loads(line)
                found.setdefault(report.pop("event"), []).append(report)
            except (ValueError, KeyError, AttributeError) as error:
                raise InputError(f"{path}: line {number}: is no report: {error}") from error
    except FileNotFoundError:
        return {}
    return found


def _event_of(
    wanted: str,
    events: Mapping[str, tuple[str, dict[str, Any]]],
    reports: Mapping[str, list[dict[str, Any]]],
) -> str | None:
    if wanted in events or wanted in reports:
        return wanted
    for number, (_, properties) in events.items():
        if wanted in (properties.get("merged_ids") or "").split("; "):
            return number
    for number, told in reports.items():
        if any(report["id"] == wanted for report in told):
            return number
    return None


def explain(out: Path, wanted: str) -> list[str]:
    """The same as `explain_record`, as lines for a person.

    Raises
    ------
    InputError
        No such id.
    """
    return list(_lines(explain_record(out, wanted)))


def _lines(record: Mapping[str, Any]) -> Iterator[str]:
    event = record["event"]
    if event is None:
        yield f"{record['id']}: not on the map (see unplaced.csv)"
    else:
        yield f"{event['title']} ({record['id']}, in {record['layer']}.geojson)"
        yield from _event_lines(event, record["timezone"])
    for number, report in enumerate(record["reports"], 1):
        yield ""
        yield from _report_lines(number, report, record["sources"])


def _event_lines(event: Mapping[str, Any], timezone: str | None) -> Iterator[str]:
    yield f"  category     {event['category']}"
    yield f"  status       {event['status']}" + _aside(event["status_log"])
    if event["attributed_to"]:
        yield f"  attribution  {event['attributed_to']} ({event['attribution_status']})"
    end = "no end known" if event["open_ended"] else event["end"]
    precision = event["time_precision"].replace("_", " ")
    yield f"  time         {event['start']} to {end}, known to the {precision}"
    local = f"{event['local_date']} {event['local_time'] or ''}".strip()
    yield f"               {local} in {timezone or 'the zone of the map'}"
    place = ", ".join(filter(None, [event["place"], event["admin1"], event["country"]]))
    radius = f", within {event['radius_m']:g} m" if event["radius_m"] else ""
    yield f"  place        {place or 'unnamed'}: {event['precision']}{radius}" + _aside(event["place_id"])
    if event["from_place"] or event["to_place"]:
        yield f"  movement     {event['from_place'] or '?'} to {event['to_place'] or '?'}"
    if event["quantities"]:
        yield f"  figures      {event['quantities']}"
    if event["claimants"]:
        yield f"  said by      {event['claimants']}"
    if event["denied_by"]:
        yield f"  denied by    {event['denied_by']}"
    if event["confidence"] is not None:
        yield f"  confidence   {event['confidence']:g}"
    if event["edited_by"]:
        yield f"  decided by   {event['edited_by']}" + _aside(event["edited_at"])


def _report_lines(number: int, report: Mapping[str, Any], sources: list[Any]) -> Iterator[str]:
    cited: Mapping[str, Any] = next((item for item in sources if item["id"] == report["document"]), {})
    source = report.get("publisher") or cited.get("publisher") or cited.get("name") or report["document"]
    when = str(report.get("published") or "no time")
    # Where the source told the day alone, the hour is ours.
    when = when[:10] if report.get("published_precision") == "day" else when
    yield f"  report {number}: {report['id']}, {source}, {when}"
    if report.get("quote"):
        yield f"    “{report['quote']}”"
    else:
        yield "    (the sentence is not kept; build with --quotes full)"
    yield f"    {report['stance']}, {report['category']}" + (
        f", by {report['claimant']}" if report.get("claimant") else ""
    )
    place = report.get("location")
    if place:
        yield f"    place: {place['name']}" + _aside(place.get("how"))
    else:
        yield f"    place: none ({report.get('unplaced_reason') or 'none is named'})"
    if report.get("time") and report["time"].get("words"):
        yield f"    time: from the words “{report['time']['words']}”"
    if report.get("reason"):
        yield f"    why: {report['reason']}"
    yield f"    characters {report['char_start']} to {report['char_end']} of {report['document']}" + _aside(
        report.get("source_url")
    )


def _aside(text: str | None) -> str:
    return f" ({text})" if text else ""
