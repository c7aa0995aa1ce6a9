"""The answers to `lint`: make places coarser, hold back the newest, leave things out."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from geomap.errors import InputError
from geomap.layerset import GEOMETRY_TYPES, LAYER_NAMES, LayerSet
from geomap.maps._rows import moment, records
from geomap.model import CATEGORY_GROUPS

__all__ = ["cared", "latest_report"]

_DEFAULT_KM = 10.0
_DEGREE_KM = 111.32
_FORCES = "force"
# What would tell the place all the same.
_TELLING = (
    "place_id", "quote", "post", "char_start", "char_end", "from_place", "from_place_id", "to_place",
    "to_place_id",
)  # fmt: skip
# What may name the place in passing: the mayor of it, half of it.
_MAY_TELL = ("claimants", "denied_by", "attributed_to", "force", "quantities", "quantity_unit")


def cared(
    layers: LayerSet,
    *,
    coarsen: Sequence[str] = (),
    delay_h: float | None = None,
    hide: Sequence[str] = (),
) -> LayerSet:
    """``layers`` with a desk's decisions applied; the given ones stay as they are.

    Parameters
    ----------
    coarsen
        Events whose place is rounded: an id, a category or a place's name, with '=km' or without (10 km).
        Their sentences and reports go too, since they may name the place.
    delay_h
        Hours before the newest report: what was first reported later is left out, and forces seen later.
    hide
        Events left out: an id, a category or a place's name.

    Raises
    ------
    InputError
        A choice fits no event, or a distance is none.
    """
    rules = [_rule(text) for text in coarsen]
    for choice in [*hide, *(choice for choice, _ in rules)]:
        if not any(_chosen(frame, choice).any() for frame in layers.frames.values()):
            raise InputError(f"{choice!r}: is no event's id, category or place in these layers")
    newest = latest_report(layers)
    cutoff = None if delay_h is None or newest is None else newest - dt.timedelta(hours=delay_h)
    frames: dict[Any, Any] = {}
    dropped: set[str] = set()
    for name in LAYER_NAMES:
        frame: Any = layers.frames[name]
        keep = ~frame["id"].isna()
        for choice in hide:
            keep &= ~_chosen(frame, choice)
        if cutoff is not None and len(frame):
            keep &= ~np.array([_newer(row, cutoff) for row in records(frame)], dtype=bool)
        dropped |= set(frame["id"][~keep])
        frame = frame[keep].reset_index(drop=True)
        for choice, km in rules:
            mask = _chosen(frame, choice)
            dropped |= set(frame["id"][mask])
            frame = _coarser(frame, mask, km, point=GEOMETRY_TYPES[name] == "Point")
        frames[name] = frame
    reports = {event: told for event, told in layers.reports.items() if event not in dropped}
    return replace(layers, frames=frames, reports=reports)


def latest_report(layers: LayerSet) -> dt.datetime | None:
    """When the newest report of the layers was published; None where no row tells."""
    times = [
        value
        for frame in layers.frames.values()
        for value in frame["reported_last"]
        if isinstance(value, str)
    ]
    return max((dt.datetime.fromisoformat(value) for value in times), default=None)


def _rule(text: str) -> tuple[str, float]:
    choice, _, distance = text.partition("=")
    try:
        km = float(distance.removesuffix("km")) if distance else _DEFAULT_KM
    except ValueError:
        km = math.nan
    if not 1 <= km <= 500:  # noqa: PLR2004  a village to a country
        raise InputError(f"--coarsen {text}: {distance!r} is no distance of 1 to 500 km")
    return choice, km


def _chosen(frame: Any, choice: str) -> Any:
    return (frame["id"] == choice) | (frame["category"] == choice) | (frame["place"] == choice)


def _newer(row: Mapping[str, Any], cutoff: dt.datetime) -> bool:
    """Whether a row was first reported after ``cutoff``, or is a force seen after it."""
    first, seen = moment(row["reported_first"]), moment(row["last_seen"]) or moment(row["reported_last"])
    force = CATEGORY_GROUPS.get(row["category"], "other") == _FORCES
    return bool((first and first > cutoff) or (force and seen and seen > cutoff))


def _coarser(frame: Any, mask: Any, km: float, *, point: bool) -> Any:
    """The chosen points moved to the middle of a cell ``km`` wide, and what would tell them taken away."""
    frame = frame.copy()
    if not mask.any():
        return frame
    for number in mask.to_numpy().nonzero()[0]:
        for column in _MAY_TELL:
            told, place = frame.at[number, column], frame.at[number, "place"]
            if isinstance(told, str) and isinstance(place, str) and place.casefold() in told.casefold():
                frame.at[number, column] = None
    frame.loc[mask, list(_TELLING)] = None
    region = frame["admin1"].where(frame["admin1"].notna(), frame["country"])
    frame.loc[mask, "place"] = region[mask]
    kind = frame["category"].str.replace("_", " ").str.capitalize()
    frame.loc[mask, "title"] = kind[mask] + region[mask].map(
        lambda name: f": {name}" if isinstance(name, str) else ""
    )
    frame.loc[mask, "edited_by"] = "coarsened before publication"
    if point:
        shapes = frame.geometry.to_numpy().copy()
        for number in mask.to_numpy().nonzero()[0]:
            shapes[number] = _middle(shapes[number], km)
        frame = frame.set_geometry(shapes, crs=frame.crs)
        frame.loc[mask, "precision"] = "near"
        frame.loc[mask, "relation"] = "near"
        # From the middle of a cell to its corner.
        frame.loc[mask, "radius_m"] = (
            frame.loc[mask, "radius_m"].fillna(0).clip(lower=round(km * 1000 / math.sqrt(2)))
        )
    return frame


def _middle(point: Any, km: float) -> Any:
    step = km / _DEGREE_KM
    lat = (math.floor(point.y / step) + 0.5) * step
    wide = step / max(0.05, math.cos(math.radians(lat)))
    lon = (math.floor(point.x / wide) + 0.5) * wide
    return shapely.Point(round(max(-180.0, min(180.0, lon)), 3), round(max(-90.0, min(90.0, lat)), 3))
