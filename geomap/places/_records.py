"""Mentions, locations and claims as JSON records and as lines for people; the stream of `geomap places`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from geomap.errors import InputError
from geomap.model import Claim, Location, Mention, PlaceLookup
from geomap.places._plain import find_in_text, resolve_spans
from geomap.places._points import point_of

__all__ = [
    "claim_record",
    "describe",
    "describe_claim",
    "location_feature",
    "mention_record",
    "stream",
]

_DECIMALS = 5


def mention_record(mention: Mention) -> dict[str, Any]:
    """The JSONL record of a mention; ``lat`` and ``lon`` are absent where it was left open."""
    location = mention.location
    record: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "form": mention.form,
        "literal": mention.literal,
        "place_id": location.place_ids[0] if location and location.place_ids else None,
        "name": location.name if location else None,
    }
    if location is not None:
        place = mention.candidates[0].place if mention.candidates else None
        lon, lat = point_of(location, place)
        record["lat"], record["lon"] = round(lat, _DECIMALS), round(lon, _DECIMALS)
    record["precision"] = location.precision if location else None
    record["radius_m"] = location.radius_m if location else None
    record["confidence"] = mention.confidence
    record["reason"] = mention.reason
    return record


def location_feature(location: Location) -> dict[str, Any]:
    """A location as a GeoJSON feature (lon, lat)."""
    return {
        "type": "Feature",
        "geometry": {"type": location.geometry.type, "coordinates": location.geometry.coordinates},
        "properties": {
            "name": location.name,
            "place_id": location.place_ids[0] if location.place_ids else None,
            "country": location.country,
            "admin1": location.admin1,
            "precision": location.precision,
            "relation": location.relation,
            "radius_m": location.radius_m,
            "reason": location.how,
        },
    }


def describe(location: Location) -> list[str]:
    """A location as lines for people: name, where, how well known, why."""
    lon, lat = point_of(location)
    area = ", ".join(part for part in (location.admin1, location.country) if part)
    lines = [location.name + (f" ({area})" if area and area != location.name else "")]
    about = f"lat {lat:.4f}, lon {lon:.4f}"
    if location.geometry.type == "Point":
        known = f", give or take {location.radius_m / 1000:.3g} km" if location.radius_m else ""
        lines.append(f"  {about}{known}; {location.precision}")
    else:
        lines.append(f"  {location.precision}, drawn as {location.geometry.type}; middle {about}")
    if location.place_ids:
        lines.append(f"  from {', '.join(location.place_ids)}")
    lines.append(f"  {location.how}")
    return lines


def claim_record(claim: Claim) -> dict[str, Any]:
    """The JSON record of a claim."""
    return {
        "quote": claim.quote,
        "char_start": claim.char_start,
        "char_end": claim.char_end,
        "subject": claim.subject,
        "relation": claim.relation,
        "reference": claim.reference,
        "claimed_min_m": _whole(claim.claimed_min_m),
        "claimed_max_m": _whole(claim.claimed_max_m),
        "measured_m": _whole(claim.measured_m),
        "tolerance_m": _whole(claim.tolerance_m),
        "verdict": claim.verdict,
        "reason": claim.reason,
    }


def describe_claim(claim: Claim) -> str:
    """A claim as one line for people."""
    subject = claim.subject or "somewhere not named"
    return f"{claim.verdict:>11}  {subject}: {claim.relation} {claim.reference}. {claim.reason}"


def _whole(value: float | None) -> float | None:
    return None if value is None else round(value)


def stream(
    lines: Iterable[bytes | str],
    lookup: PlaceLookup,
    *,
    name: str = "-",
    min_confidence: float = 0.0,
    problems: list[str] | None = None,
) -> Iterator[str]:
    """JSONL in, JSONL out, one record at a time: memory does not grow with the input.

    Parameters
    ----------
    lines
        Records ``{"id", "text", "published"?, "publisher"?, "url"?, "spans"?}``.
    name
        What to call the input in messages.
    min_confidence
        Mentions found in free text that are less sure are left open; given spans are always placed.
    problems
        Where messages about lines that cannot be used are put; such lines are passed over.

    Raises
    ------
    InputError
        A line cannot be used and ``problems`` is None.
    """
    for number, line in enumerate(lines, start=1):
        try:
            text = line.decode("utf-8") if isinstance(line, bytes) else line
            if not text.strip():
                continue
            yield _answer(text, lookup, min_confidence)
        except (InputError, UnicodeDecodeError, RecursionError) as error:
            problem = f"{name}:{number}: {_clean(error)}"
            if problems is None:
                raise InputError(problem) from error
            problems.append(problem)


def _clean(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"is not UTF-8 at byte {error.start}"
    return "is nested too deep" if isinstance(error, RecursionError) else str(error)


def _answer(line: str, lookup: PlaceLookup, min_confidence: float) -> str:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON: {error.msg} at column {error.colno}") from error
    except ValueError as error:
        raise InputError(f"is not JSON: {error}") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise InputError('wants an object with a "text" that is a string')
    text = record["text"]
    published = _published(record.get("published"))
    publisher, url = _text(record, "publisher"), _text(record, "url")
    if record.get("spans") is not None:
        spans = _spans(record["spans"], len(text))
        mentions = resolve_spans(text, spans, lookup, published=published, publisher=publisher, url=url)
    else:
        mentions = find_in_text(
            text,
            lookup,
            published=published,
            publisher=publisher,
            url=url,
            min_confidence=min_confidence,
        )
    answer = {"id": record.get("id"), "mentions": [mention_record(mention) for mention in mentions]}
    return json.dumps(answer, ensure_ascii=False)


def _text(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f'"{key}" wants a string')
    return value


def _published(value: object) -> dt.datetime | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError('"published" wants a date as a string')
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError as error:
        raise InputError(f'"published" {value!r} is no ISO 8601 date') from error


def _spans(value: object, length: int) -> list[tuple[int, int]]:
    spans = []
    for item in value if isinstance(value, list) else [value]:
        if (
            not isinstance(item, list)
            or len(item) != 2  # noqa: PLR2004  start and end
            or not all(isinstance(bound, int) and not isinstance(bound, bool) for bound in item)
            or not 0 <= item[0] < item[1] <= length
        ):
            raise InputError(
                f'"spans" wants pairs [start, end] within the text of {length} characters, not {item!r}'
            )
        spans.append((item[0], item[1]))
    return spans
