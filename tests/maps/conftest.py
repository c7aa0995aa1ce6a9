# ruff: noqa: E501  one event a line reads best
"""A small situation in a real region, made up from beginning to end: floods and fighting around Tbilisi."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import geopandas as gpd
import pytest
import shapely
from playwright.sync_api import Browser

from geomap.layerset import LAYER_NAMES, PROPERTIES, LayerSet, Source, Unplaced
from geomap.maps import build_map, save_map
from geomap.model import Geometry, Location, Report, Time
from tests.maps.browser import address, chromium

PLACES = {
    "Tbilisi": (44.79, 41.69),
    "Rustavi": (44.99, 41.55),
    "Gori": (44.11, 41.98),
    "Khashuri": (43.6, 41.99),
    "Kutaisi": (42.7, 42.25),
    "Zestaponi": (43.05, 42.11),
    "Marneuli": (44.81, 41.48),
    "Telavi": (45.48, 41.92),
    "Dusheti": (44.7, 42.09),
    "Mtskheta": (44.72, 41.85),
}
KARTLI = shapely.MultiPolygon(
    [shapely.Polygon([(43.4, 41.75), (44.3, 41.7), (44.55, 42.0), (44.3, 42.35), (43.6, 42.2)])]
)
KAKHETI = shapely.MultiPolygon(
    [shapely.Polygon([(45.0, 41.6), (46.2, 41.2), (46.6, 41.6), (45.7, 42.3), (45.1, 42.2)])]
)
ZONE_DAY = dt.datetime(2031, 5, 3, 20, 0, tzinfo=dt.UTC)
"""Midnight of 4 May in Tbilisi, the first day of the period."""
OPEN = "9999-12-31T00:00:00Z"


def moment(day: int, hour: float = 0.0) -> str:
    """ISO text of an hour of the period's day, counted from 0, in Tbilisi."""
    return (ZONE_DAY + dt.timedelta(days=day, hours=hour)).isoformat().replace("+00:00", "Z")


def event(number: int, category: str, day: int, hour: float, title: str, /, **given: Any) -> dict[str, Any]:
    """A flat feature with sensible values for all that ``given`` leaves out."""
    whole_day = hour < 0
    start = moment(day) if whole_day else moment(day, hour)
    row: dict[str, Any] = dict.fromkeys(PROPERTIES)
    row |= {
        "id": f"e-{number:012d}",
        "title": title,
        "category": category,
        "status": "claimed",
        "attribution_status": "unattributed",
        "start": start,
        "end": moment(day + 1) if whole_day else moment(day, hour + 1),
        "open_ended": False,
        "last_seen": None,
        "time_precision": "day" if whole_day else "hour",
        "background": False,
        "reported_first": moment(day, max(hour, 0) + 1),
        "reported_last": moment(day, max(hour, 0) + 3),
        "country": "Georgia",
        "precision": "settlement",
        "radius_m": 3000.0,
        "relation": "at",
        "reports": 1,
        "publisher": "Example Wire",
        "source_url": "https://wire.example/live",
        "post": f"Update {number}",
        "published": moment(day, max(hour, 0) + 1),
        "quote": f"{title}, officials told the agency.",
        "confidence": 0.8,
        "merged_ids": None,
    }
    row["status_log"] = f"{row['reported_first']} {given.get('status', 'claimed')}"
    return row | given


def at(place: str) -> dict[str, Any]:
    return {"place": place, "geometry": shapely.Point(*PLACES[place])}


def frames(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[Any, gpd.GeoDataFrame]:
    """A frame for every layer, empty where ``rows`` has none."""
    return {
        name: gpd.GeoDataFrame(
            list(rows.get(name, ())) or None,
            columns=[*PROPERTIES, "geometry"],
            geometry="geometry",
            crs="OGC:CRS84",
        )
        for name in LAYER_NAMES
    }


def situation_rows() -> dict[str, list[dict[str, Any]]]:
    """Rows by layer: every category group, status, precision and kind of time that the page shows."""
    events = [
        event(1, "shelling", 0, 6, "Mortar rounds fall on the edge of Gori", **at("Gori"), status="confirmed"),
        event(2, "explosion", 0, 9, "A blast is heard in Gori", **at("Gori")),
        event(3, "clash", 0, 14, "Exchange of fire north of Gori", **at("Gori"), precision="near", radius_m=9000.0),
        event(4, "infrastructure", 0, 18, "Power fails in Khashuri", **at("Khashuri")),
        event(5, "disaster", 1, 2, "The Mtkvari floods streets of Rustavi", **at("Rustavi"), status="confirmed"),
        event(6, "evacuation", 1, 5, "Two hundred leave their homes in Rustavi", **at("Rustavi"), status="confirmed"),
        event(7, "protest", 1, 12, "Thousands rally outside parliament", **at("Tbilisi"), status="confirmed"),
        event(8, "diplomacy", 1, 15, "Envoys meet to speak about a truce", **at("Tbilisi"), status="planned"),
        event(9, "visit", 2, 8, "A foreign minister arrives", **at("Tbilisi"), status="confirmed"),
        event(10, "cyber", 2, 9, "Bank sites go dark", **at("Tbilisi")),
        event(11, "airspace", 2, 10, "Flights are rerouted", **at("Tbilisi"), status="confirmed"),
        event(12, "airstrike", 2, 11, "A depot is hit from the air", **at("Marneuli"), status="disputed",
              attribution_status="disputed", attributed_to="both sides"),
        event(13, "casualties", 2, 12, "Four are hurt in Marneuli", **at("Marneuli"), status="confirmed",
              quantity=4, quantity_unit="injured", quantities="4 injured"),
        event(14, "assault", 3, 4, "A column tries to enter Dusheti", **at("Dusheti"), status="denied",
              denied_by="Interior ministry"),
        event(15, "occupation", 3, 6, "Fighters raise a flag over a post office", **at("Dusheti"), status="retracted"),
        event(16, "explosion", 3, 7, "A bridge at Mtskheta is blown up", **at("Mtskheta"), status="confirmed",
              attribution_status="disputed", attributed_to="unknown men", precision="site", radius_m=200.0),
        event(17, "shelling", 3, 9, "Shells land near Khashuri station", **at("Khashuri"), precision="near", radius_m=6000.0),
        event(18, "other", 3, -1, "Schools stay shut", **at("Kutaisi"), status="confirmed"),
        event(19, "assault", 4, -1, "An attack on Zestaponi is expected", **at("Zestaponi"), status="predicted"),
        event(20, "protest", -9, 10, "An older rally", **at("Kutaisi"), background=True),
        event(21, "diplomacy", 3, 9, "A council abroad debates", place="Geneva", country="Switzerland",
              geometry=shapely.Point(6.14, 46.2)),
        *(
            event(60 + i, category, 2, 13 + i, f"Incident {i} reported from Tbilisi", **at("Tbilisi"))
            for i, category in enumerate(("protest", "clash", "explosion", "evacuation", "infrastructure"))
        ),
    ]  # fmt: skip
    areas = [
        event(30, "shelling", 1, -1, "Shelling across Shida Kartli", place="Shida Kartli", geometry=KARTLI,
              precision="region", radius_m=0.0),
        event(31, "disaster", 1, -1, "Hail ruins vineyards in Kakheti", place="Kakheti", geometry=KAKHETI,
              precision="region", radius_m=0.0, status="confirmed"),
    ]  # fmt: skip
    states = [
        event(40, "deployment", 0, -1, "An infantry battalion digs in near Khashuri", **at("Khashuri"), end=OPEN,
              open_ended=True, last_seen=moment(1, 8), force="army; infantry; battalion", status="confirmed"),
        event(41, "exercise", 1, -1, "Drills at the Telavi range", **at("Telavi"), end=OPEN, open_ended=True,
              last_seen=moment(4, 4)),
        event(42, "infrastructure", 0, 20, "The western line is cut", **at("Zestaponi"), end=moment(3, 10),
              last_seen=moment(3, 9)),
    ]  # fmt: skip
    state_areas = [
        event(45, "deployment", 2, -1, "Reserves gather in Kakheti", place="Kakheti", geometry=KAKHETI, end=OPEN,
              open_ended=True, precision="region", radius_m=0.0, last_seen=moment(3, 2)),
    ]  # fmt: skip
    moves = [
        event(50, "movement", 1, -1, "Trucks drive from Kutaisi to Khashuri", from_place="Kutaisi",
              to_place="Khashuri", precision="line", geometry=shapely.LineString([PLACES["Kutaisi"], PLACES["Khashuri"]])),
        event(51, "withdrawal", 3, -1, "A brigade pulls back from Gori to Tbilisi", from_place="Gori",
              to_place="Tbilisi", precision="line", status="confirmed",
              geometry=shapely.LineString([PLACES["Gori"], PLACES["Tbilisi"]])),
        event(52, "threat_axis", 4, -1, "A push from Telavi towards Tbilisi is feared", from_place="Telavi",
              to_place="Tbilisi", precision="line", geometry=shapely.LineString([PLACES["Telavi"], PLACES["Tbilisi"]])),
    ]  # fmt: skip
    counts = [
        event(55, "monitoring_count", day, -1, f"{number} violations in Shida Kartli", place="Shida Kartli",
              geometry=KARTLI, precision="region", quantity=number, quantity_unit="ceasefire violations")
        for day, number in ((0, 12), (1, 87), (2, 143))
    ]  # fmt: skip
    for i, row in enumerate(counts):
        row["id"] = f"e-55{i:010d}"
    return {
        "events": events,
        "event_areas": areas,
        "deployments": states,
        "deployment_areas": state_areas,
        "movements": moves,
        "counts": counts,
    }


def gori_reports() -> tuple[Report, ...]:
    """Two claims against each other about one event."""
    where = Location(
        geometry=Geometry.point(*PLACES["Gori"]),
        name="Gori",
        place_ids=("geomap:gori",),
        precision="settlement",
        how="The only town of that name near the other places of this page.",
    )
    start = ZONE_DAY + dt.timedelta(hours=6)
    when = Time(
        start=start, end=start + dt.timedelta(hours=1), precision="hour", words="at six in the morning"
    )

    def report(number: int, publisher: str, claimant: str, stance: Any, quote: str) -> Report:
        return Report(
            id=f"r-{number:012d}", document="d-1", post="p-1", publisher=publisher,
            source_url="https://wire.example/live#1", published=start + dt.timedelta(hours=number),
            heading="Fire on Gori", char_start=0, char_end=len(quote), quote=quote, category="shelling",
            location=where, time=when, claimant=claimant, stance=stance,
        )  # fmt: skip

    return (
        report(
            1,
            "Example Wire",
            "The mayor",
            "asserts",
            "Mortar rounds fell on the edge of Gori, the mayor said.",
        ),
        report(2, "Second Paper", "A resident", "confirms", "A resident showed our reporter the crater."),
        report(3, "Example Wire", "The rebels", "denies", "The rebels say they fired at nothing near Gori."),
    )


def layer_set(**changes: Any) -> LayerSet:
    """The situation as a layer set; ``changes`` replace its fields."""
    fields: dict[str, Any] = {
        "frames": frames(situation_rows()),
        "since": dt.date(2031, 5, 4),
        "until": dt.date(2031, 5, 8),
        "timezone": "Asia/Tbilisi",
        "title": "Floods and fighting around Tbilisi",
        "worldview": "international",
        "reports": {"e-000000000001": gori_reports()},
        "sources": (
            Source(
                id="d-1", title="Live: the week in Georgia", publisher="Example Wire",
                url="https://wire.example/live", published=ZONE_DAY, name="live.md", format="markdown",
                format_reason="made for the tests", posts=30, text_sha256="0" * 64,
            ),
        ),
        "unplaced": (
            Unplaced(kind="mention", what="Old Mill", why="no such place is known", document="d-1",
                     quote="Shots were heard at the Old Mill."),
        ),
        "credits": ("Places: GeoNames (CC BY 4.0)",),
    }  # fmt: skip
    return LayerSet(**(fields | changes))


@pytest.fixture(scope="session")
def layers() -> LayerSet:
    """The situation."""
    return layer_set()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all tests."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def site(layers: LayerSet, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the situation's page."""
    path = tmp_path_factory.mktemp("page") / "index.html"
    save_map(build_map(layers), path)
    return address(path)
