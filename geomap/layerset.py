"""The set of layers a build makes and a map is drawn from: plain data, GeoDataFrames inside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely import MultiPolygon

    from geomap.model import Report

__all__ = ["GEOMETRY_TYPES", "LAYER_NAMES", "PROPERTIES", "LayerName", "LayerSet", "Source", "Unplaced"]

LayerName = Literal["events", "event_areas", "deployments", "deployment_areas", "movements", "counts"]
LAYER_NAMES: tuple[LayerName, ...] = get_args(LayerName)

GEOMETRY_TYPES: Mapping[LayerName, str] = {
    "events": "Point",
    "event_areas": "MultiPolygon",
    "deployments": "Point",
    "deployment_areas": "MultiPolygon",
    "movements": "LineString",
    "counts": "MultiPolygon",
}

PROPERTIES: tuple[str, ...] = tuple(
    "id title category status attributed_to attribution_status start end open_ended last_seen "
    "time_precision local_date local_time background reported_first reported_last status_log place place_id "
    "country admin1 precision radius_m relation from_place from_place_id to_place to_place_id claimants "
    "denied_by force quantity quantity_max quantity_unit quantities reports publisher source_url post "
    "published document char_start char_end quote confidence merged_ids edited_by edited_at".split()
)
"""The flat properties of every feature, in order."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document the layers were made from, as page and manifest cite it."""

    id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: dt.datetime | None
    name: str
    format: str
    format_reason: str
    posts: int
    text_sha256: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """Something found but not mapped, and why; a row of ``unplaced.csv``."""

    kind: Literal["report", "mention", "record"]
    what: str
    why: str
    document: str
    char_start: int | None = None
    char_end: int | None = None
    quote: str | None = None


@dataclass(frozen=True, kw_only=True)
class LayerSet:
    """Dated layers and what a reader needs beside them.

    Attributes
    ----------
    frames
        One GeoDataFrame for each of `LAYER_NAMES`, in CRS84 (lon, lat), columns `PROPERTIES` and geometry.
    since, until
        First and last day of the period, both inclusive, in ``timezone``.
    timezone
        IANA name of the map's zone; days are cut at its midnight.
    stale_h
        Hours after ``last_seen`` from which a state is drawn faded.
    worldview
        Whose borders are drawn.
    reports
        Event id to its reports, first reported first.
    refused
        Inputs that could not be read: name and one-line reason.
    focus
        (west, south, east, north) in degrees of the first view; None to let the map find it.
    credits
        Whose data it is made from, a line each.
    areas
        (``place_id``, ``place``) of a feature to its full outline; frames carry the simplified one.
    """

    frames: Mapping[LayerName, gpd.GeoDataFrame]
    since: dt.date
    until: dt.date
    timezone: str
    title: str
    worldview: str
    stale_h: float = 72.0
    sources: tuple[Source, ...] = ()
    reports: Mapping[str, tuple[Report, ...]] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    focus: tuple[float, float, float, float] | None = None
    credits: tuple[str, ...] = ()
    areas: Mapping[tuple[str | None, str], MultiPolygon] = field(default_factory=dict)
