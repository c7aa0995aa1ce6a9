"""A tiny made-up country: two regions that share a border, a town, a village, a bridge."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from geomap import layers as stage
from geomap.layerset import LayerSet, Source, Unplaced
from geomap.model import Event, Force, Geometry, Location, Quantity, Report, StatusChange, Time

SINCE, UNTIL, ZONE = dt.date(2031, 5, 4), dt.date(2031, 5, 7), "Europe/Kyiv"


def utc(day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    return dt.datetime(2031, 5, day, hour, minute, tzinfo=dt.UTC)


def _wavy(lon: float, south: float, north: float) -> list[tuple[float, float]]:
    """A line with 400 vertices, so that there is something to simplify."""
    return [(lon + 0.02 * ((n * 7) % 5 - 2), south + (north - south) * n / 400) for n in range(401)]


BORDER = _wavy(31.0, 49.0, 51.0)
WESTMARK = Geometry("MultiPolygon", [[[*BORDER, (29.0, 51.0), (29.0, 49.0), BORDER[0]]]])
EASTMARK = Geometry("MultiPolygon", [[[*reversed(BORDER), (33.0, 49.0), (33.0, 51.0), BORDER[-1]]]])

MILLTOWN = Location(
    geometry=Geometry.point(30.123456, 50.123456),
    name="Milltown",
    place_ids=("toy:1",),
    precision="settlement",
    radius_m=3000.4,
    country="TY",
    admin1="Westmark",
    how="the only place of that name",
)
BRIDGE = Location(
    geometry=Geometry.point(30.987654, 50.456789), name="Long Bridge", place_ids=("toy:2",), precision="site"
)
NEAR_MILLTOWN = Location(
    geometry=Geometry.point(30.2, 50.2),
    name="near Milltown",
    place_ids=("toy:1",),
    relation="near",
    precision="near",
    radius_m=8000,
)
WEST = Location(
    geometry=WESTMARK,
    name="Westmark",
    place_ids=("toy:w",),
    relation="within",
    precision="region",
    country="TY",
)
EAST = Location(
    geometry=EASTMARK,
    name="Eastmark",
    place_ids=("toy:e",),
    relation="within",
    precision="region",
    country="TY",
)
BORDER_LINE = Location(
    geometry=Geometry("MultiLineString", [BORDER]), name="the border", place_ids=(), precision="line"
)


def report(number: int, quote: str, **more: Any) -> Report:
    values: dict[str, Any] = {
        "id": f"r-{number:04}",
        "document": "d-1",
        "post": f"p-{number}",
        "publisher": "The Toy Courier",
        "source_url": "https://example.org/live",
        "published": utc(4, 9, number % 60),
        "char_start": 10 * number,
        "char_end": 10 * number + len(quote),
        "quote": quote,
        "category": "shelling",
        "confidence": 0.8,
    }
    return Report(**(values | more))


def event(
    number: int, category: str = "shelling", location: Location | None = MILLTOWN, **more: Any
) -> Event:
    """An event of 4 May 2031, 10:00 UTC, unless ``more`` says otherwise."""
    told = report(number, f"Guns were heard, says report {number}.", category=category, location=location)
    values: dict[str, Any] = {
        "id": told.id,
        "title": f"{category} {number}",
        "category": category,
        "location": location,
        "time": Time(start=utc(4, 10), end=utc(4, 11), precision="hour"),
        "status": "claimed",
        "first_reported": told.published,
        "last_reported": told.published,
        "status_log": (StatusChange(at=utc(4, 9), status="claimed"),),
        "confidence": 0.8,
        "reports": (told,),
    }
    return Event(**(values | more))


def sample_events() -> list[Event]:
    """One event of each kind that goes to a different place in the layers."""
    standing = Time(start=utc(4, 6), end=utc(5, 6), open_ended=True, precision="day")
    whole_day = Time(start=utc(4, 21), end=utc(5, 21), precision="day")
    return [
        event(1, claimants=("army", "mayor"), denied_by=("rebels",), attributed_to="rebels"),
        event(2, "explosion", BRIDGE, status="confirmed"),
        event(3, "clash", NEAR_MILLTOWN, status="disputed", time=whole_day),
        event(4, "evacuation", WEST, time=whole_day),
        event(5, "clash", BORDER_LINE),
        event(
            6,
            "deployment",
            MILLTOWN,
            time=standing,
            last_seen=utc(5, 6),
            force=Force(side="Toyland", type="armour"),
        ),
        event(7, "exercise", EAST, time=standing, last_seen=utc(5, 6)),
        event(8, "movement", None, origin=BRIDGE, destination=MILLTOWN),
        event(9, "threat_axis", WEST, origin=EAST, destination=WEST, status="predicted"),
        event(
            10,
            "monitoring_count",
            EAST,
            time=whole_day,
            quantities=(
                Quantity(minimum=189, unit="ceasefire violations"),
                Quantity(minimum=2, maximum=5, unit="dead"),
            ),
        ),
        event(
            11,
            "monitoring_count",
            WEST,
            time=whole_day,
            quantities=(Quantity(minimum=12, unit="violations"),),
        ),
        event(12, "shelling", None),
        event(13, "shelling", MILLTOWN, time=None),
        event(14, "shelling", MILLTOWN, time=Time(start=utc(1, 8), end=utc(1, 9), precision="hour")),
        event(
            15, "shelling", MILLTOWN, time=Time(start=utc(6, 20, 59), end=utc(6, 21, 30), precision="minute")
        ),
    ]


SOURCE = Source(
    id="d-1",
    title="Toyland live",
    publisher="The Toy Courier",
    url="https://example.org/live",
    published=utc(4, 9),
    name="/home/someone/toyland.txt",
    format="text",
    format_reason="plain text",
    posts=15,
    text_sha256="0" * 64,
)


def toy_layers(events: list[Event] | None = None, **more: Any) -> LayerSet:
    values: dict[str, Any] = {
        "since": SINCE,
        "until": UNTIL,
        "timezone": ZONE,
        "title": "Toyland",
        "sources": (SOURCE,),
        "unplaced": (Unplaced(kind="mention", what="=Nowhere", why="no such name", document="d-1"),),
        "credits": ("Outlines: made up for tests",),
    }
    return stage.make_layers(sample_events() if events is None else events, **(values | more))


@pytest.fixture(scope="session")
def layer_set() -> LayerSet:
    """The layers of `sample_events`."""
    return toy_layers()
