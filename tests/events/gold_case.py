"""Reads the gold dispatches and scores what the events stage makes of them."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from geomap.events import find_reports, map_timezone, merge_reports, period
from geomap.model import (
    CATEGORY_GROUPS,
    Block,
    Category,
    Document,
    Event,
    Geometry,
    Location,
    Mention,
    Post,
    Precision,
)

__all__ = ["GOLD", "PAIR_PLACES", "Score", "events_of", "read_case", "score", "single"]

GOLD = Path(__file__).parent / "gold"
_MARK = re.compile(r"\[\[(?P<place>[^\]]+)\]\]|\(\((?P<actor>[^)]+)\)\)")


@dataclass
class Score:
    """Sums over cases: rows found, features right, and what matched rows got right."""

    rows: int = 0
    found: int = 0
    events: int = 0
    right: int = 0
    status: int = 0
    claimant: int = 0
    with_claimant: int = 0

    @property
    def f1(self) -> float:
        """F1 of place, day and group."""
        precision, recall = self.right / max(1, self.events), self.found / max(1, self.rows)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _location(name: str, row: dict[str, Any]) -> Location:
    lon, lat = float(row["lon"]), float(row["lat"])
    precision: Precision = row["precision"]
    if precision == "line":
        geometry = Geometry("LineString", [(lon - 0.3, lat - 0.3), (lon + 0.3, lat + 0.3)])
    elif precision in {"district", "region", "country"}:
        size = {"district": 0.3, "region": 1.0, "country": 4.0}[precision]
        west, south, east, north = lon - size, lat - size, lon + size, lat + size
        ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        geometry = Geometry("MultiPolygon", [[ring]])
    else:
        geometry = Geometry.point(lon, lat)
    return Location(
        geometry=geometry,
        name=name,
        place_ids=(f"gold:{name}",),
        precision=precision,
        radius_m=0.0 if geometry.type != "Point" else 3000.0,
        timezone=row["zone"],
    )


def read_case(path: Path) -> tuple[Document, tuple[Mention, ...], list[dict[str, str]]]:
    """The document, its mentions and the expected events of a gold file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    places = {name: _location(name, row) for name, row in data["places"].items()}
    text = ""
    posts: list[Post] = []
    mentions: list[Mention] = []
    for number, row in enumerate(data["posts"]):
        start = len(text)
        blocks: list[Block] = []
        lines = [("heading", row["heading"])] + [
            ("paragraph", line) for line in row["text"].strip().splitlines()
        ]
        for kind, line in lines:
            begin = len(text)
            shown, marked = _marked(line, places, begin)
            text += shown
            mentions.extend(marked)
            blocks.append(
                Block(kind="heading" if kind == "heading" else "paragraph", start=begin, end=len(text))
            )
            text += "\n"
        posts.append(
            Post(
                id=f"post-{number}",
                heading=text[blocks[0].start : blocks[0].end],
                published=dt.datetime.fromisoformat(row["published"]),
                published_precision="minute",
                start=start,
                end=len(text),
                blocks=tuple(blocks),
            )
        )
    document = Document(
        id=path.stem,
        publisher=data["publisher"],
        text=text,
        posts=tuple(posts),
        source=path.name,
        format="test",
        format_reason="gold",
    )
    return document, tuple(mentions), data["event"]


def events_of(path: Path) -> tuple[tuple[Event, ...], str]:
    """Events the stage finds in a gold file, and the zone their days are cut in."""
    document, mentions, _ = read_case(path)
    reports = find_reports(document, mentions)
    timezone = map_timezone(reports)
    first, _ = period([document], timezone)
    return merge_reports(
        reports, timezone=timezone, since=first - dt.timedelta(days=7) if first else None
    ), timezone


def _day(event: Event, row: dict[str, str]) -> bool:
    if event.time is None:
        return False
    start = event.time.start.date()
    return abs((start - dt.date.fromisoformat(row["day"])).days) <= 1


def _matches(event: Event, row: dict[str, str]) -> bool:
    at = {
        location.name
        for location in (event.location, event.destination, event.origin)
        if location is not None
    }
    groups = CATEGORY_GROUPS
    alike = groups[event.category] == groups[cast("Category", row["category"])]
    return row["place"] in at and _day(event, row) and alike


def score(path: Path, total: Score, misses: list[str] | None = None) -> None:
    """Add a gold file's figures to ``total``, and what was missed or wrong to ``misses``."""
    _, _, rows = read_case(path)
    events = [event for event in events_of(path)[0] if event.location is not None and not event.background]
    total.rows += len(rows)
    total.events += len(events)
    for row in rows:
        hits = [event for event in events if _matches(event, row)]
        if hits:
            total.found += 1
            total.status += any(event.status == row["status"] for event in hits)
            if row["claimant"]:
                total.with_claimant += 1
                wanted = set(row["claimant"].lower().split())
                total.claimant += any(
                    wanted & set(" ".join(event.claimants + event.denied_by).lower().split())
                    for event in hits
                )
            if misses is not None and not any(event.status == row["status"] for event in hits):
                misses.append(
                    f"status {path.stem}: {row['place']} {row['category']} {row['status']}: "
                    f"{[event.status for event in hits]}"
                )
        elif misses is not None:
            misses.append(f"missing {path.stem}: {row['place']} {row['day']} {row['category']}")
    for event in events:
        good = any(_matches(event, row) for row in rows)
        total.right += good
        if not good and misses is not None:
            name = event.location.name if event.location is not None else "-"
            misses.append(
                f"wrong {path.stem}: {event.category} {name} {event.time and event.time.start} "
                f"{event.reports[0].quote[:90]!r}"
            )


def single(
    sentence: str,
    *,
    published: str = "2030-05-15T12:00:00+00:00",
    publisher: str = "Daily Test",
    places: dict[str, Location] | None = None,
) -> tuple[Document, tuple[Mention, ...]]:
    """A document of one paragraph with ``[[places]]`` and ``((actors))`` marked."""
    text, mentions = _marked(sentence, places or {}, 0)
    moment = dt.datetime.fromisoformat(published)
    block = Block(kind="paragraph", start=0, end=len(text))
    post = Post(
        id="p", published=moment, published_precision="minute", start=0, end=len(text), blocks=(block,)
    )
    document = Document(
        id="d",
        publisher=publisher,
        text=text,
        posts=(post,),
        source="test",
        format="test",
        format_reason="test",
    )
    return document, tuple(mentions)


def _marked(line: str, places: dict[str, Location], offset: int) -> tuple[str, list[Mention]]:
    """A line without its marks, and the mentions that the marks say."""
    text = ""
    mentions: list[Mention] = []
    at = 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        shown, _, name = (match["place"] or match["actor"]).partition("|")
        mentions.append(
            Mention(
                start=offset + len(text),
                end=offset + len(text) + len(shown),
                surface=shown,
                literal=match["place"] is not None,
                location=places.get(name or shown) if places else _anywhere(name or shown),
                confidence=0.9,
            )
        )
        text += shown
        at = match.end()
    return text + line[at:], mentions


def _anywhere(name: str) -> Location:
    """A place for a test that minds only the name."""
    precision: Precision = "line" if "border" in name else "region" if name == "Gruvia" else "settlement"
    number = int.from_bytes(name.encode()[:4].ljust(4, b"."), "big")
    row = {"lon": number % 300 - 150, "lat": number % 120 - 60, "precision": precision, "zone": "Europe/Kyiv"}
    return _location(name, row)


PAIR_PLACES = {
    name: _location(name, {"lon": lon, "lat": lat, "precision": precision, "zone": "Europe/Kyiv"})
    for name, lon, lat, precision in (
        ("Orlava", 38.2, 48.3, "settlement"),
        ("Tarn", 38.6, 48.6, "settlement"),
        ("Gruvia region", 38.5, 48.5, "region"),
        ("Gruvia", 36.0, 48.0, "country"),
        ("Halm", 30.0, 52.0, "settlement"),
        ("Marsa", 32.0, 46.0, "settlement"),
        ("Doha", 51.5, 25.3, "settlement"),
        ("the border", 38.9, 50.0, "line"),
    )
}
"""Where the pairs happen: two towns in one region, others far away."""
