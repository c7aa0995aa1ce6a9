"""The map's word on a spatial claim: what it measures, how well it can know, and what follows."""

from __future__ import annotations

import math
from dataclasses import dataclass

from msgspec.structs import replace

from geomap.model import Claim, Geometry, Location, Verdict
from geomap.places._distances import Distance
from geomap.places._measure import Point, area_range_m, bearing, distance_m, distance_range_m
from geomap.places._phrases import bearing_of

__all__ = ["Subject", "judge_distance", "judge_inside", "judge_near", "judge_side"]

_BORDER_ERROR_M = 4000.0
"""How far a border drawn from 1:50 million Natural Earth data may lie off the one on the ground."""

_HEDGED_SHARE, _PLAIN_SHARE = 0.1, 0.05
_DOUBTFUL_SHARE = 0.35
_MAX_ROUNDING_SHARE = 0.125
_NEAR_M, _NEAR_DOUBTFUL_M = 35_000.0, 70_000.0
_BEARING_HOLDS, _BEARING_DOUBTFUL = 35.0, 60.0
_SIDE_HOLDS, _SIDE_DOUBTFUL = 50.0, 75.0
_PART_EDGE_M = 30_000.0


@dataclass(slots=True)
class Subject:
    """What is said to lie somewhere: its words, point, how far it may reach, and outline if it is an area.

    ``guessed`` tells that the claim does not name it itself: a place named after it or sentences before.
    """

    words: str
    location: Location
    point: Point
    spread_m: float
    area: Geometry | None = None
    guessed: bool = False


def judge_distance(
    base: Claim, subject: Subject, reference: Location, distance: Distance, direction: str | None
) -> Claim:
    """Hold a claimed distance, and direction where one is told, against the map.

    The tolerance joins how far both places reach, the border's own error, the figure's rounding, and a share
    of the distance: a tenth where the text hedges, else a twentieth. Up to as much again, or 35 % of the
    distance, is doubtful.
    """
    if reference.precision == "line" and reference.geometry.type == "Point":
        return replace(base, reason=f"the course of the {reference.name} is not on the map")
    least, most, spread = _measure(subject, reference)
    rounding = min(distance.rounding, _MAX_ROUNDING_SHARE * distance.value)
    vague = (_HEDGED_SHARE if distance.hedged else _PLAIN_SHARE) * distance.value
    tolerance = math.sqrt(spread**2 + rounding**2 + vague**2)
    low = distance.minimum or 0.0
    high = distance.maximum if distance.maximum is not None else math.inf
    excess = max(0.0, low - tolerance - most, least - high - tolerance)
    limit = max(tolerance, _DOUBTFUL_SHARE * distance.value)
    verdict: Verdict = "holds" if excess == 0 else "doubtful" if excess <= limit else "wrong"
    if most > least:
        reason = f"it lies from {least / 1000:.0f} to {most / 1000:.0f} km off, as it is no point"
    else:
        reason = f"the map says {least / 1000:.1f} km, give or take {tolerance / 1000:.1f} km"
    if direction is not None and reference.geometry.type == "Point" and subject.area is None:
        verdict, told = _with_bearing(verdict, subject, reference, direction)
        reason = f"{reason}; {told}"
    return replace(
        base, measured_m=round(least), tolerance_m=round(tolerance), verdict=verdict, reason=reason
    )


def judge_near(base: Claim, subject: Subject, reference: Location) -> Claim:
    """Hold 'near' against the map: up to 35 km and what both places reach, doubtful up to 70."""
    least, _, spread = _measure(subject, reference)
    verdict: Verdict = (
        "holds"
        if least <= _NEAR_M + spread
        else "doubtful"
        if least <= _NEAR_DOUBTFUL_M + spread
        else "wrong"
    )
    reason = f"the map says {least / 1000:.0f} km; near is taken for up to {_NEAR_M / 1000:.0f} km"
    return replace(
        base, measured_m=round(least), tolerance_m=round(_NEAR_M + spread), verdict=verdict, reason=reason
    )


def judge_side(base: Claim, subject: Subject, reference: Location, direction: str) -> Claim:
    """Hold 'north of' against the map by the bearing between the two."""
    found = _off(subject, reference, direction)
    if found is None or subject.area is not None:
        return replace(base, reason="an area has no one direction")
    off, slack = found
    verdict: Verdict = (
        "holds" if off <= _SIDE_HOLDS + slack else "doubtful" if off <= _SIDE_DOUBTFUL + slack else "wrong"
    )
    return replace(base, verdict=verdict, reason=f"{off:.0f} degrees off due {direction}")


def judge_inside(base: Claim, subject: Subject, reference: Location) -> Claim:
    """Hold 'in the south-west of' against the map; where a part ends is nobody's to say to 30 km."""
    least, _ = distance_range_m(subject.point, reference.geometry)
    tolerance = math.hypot(subject.spread_m, _BORDER_ERROR_M) + _PART_EDGE_M
    verdict: Verdict = "holds" if least <= tolerance else "doubtful" if least <= 4 * tolerance else "wrong"
    where = "lies in it" if least == 0 else f"lies {least / 1000:.0f} km outside it"
    return replace(
        base,
        measured_m=round(least),
        tolerance_m=round(tolerance),
        verdict=verdict,
        reason=f"{subject.words} {where}",
    )


def _measure(subject: Subject, reference: Location) -> tuple[float, float, float]:
    """Least and greatest distance in metres between subject and reference, and how far off that may be."""
    if reference.geometry.type == "Point":
        lon, lat = reference.geometry.coordinates
        if subject.area is not None:
            least, most = distance_range_m((lon, lat), subject.area)
            if subject.area.type != "MultiPolygon":
                most = least
            return least, most, math.hypot(reference.radius_m, _BORDER_ERROR_M)
        measured = distance_m(subject.point, (lon, lat))
        return measured, measured, math.hypot(subject.spread_m, reference.radius_m)
    spread = math.hypot(subject.spread_m, reference.radius_m or _BORDER_ERROR_M)
    if subject.area is not None:
        least, most = area_range_m(subject.area, reference.geometry)
        return least, most, spread
    least, _ = distance_range_m(subject.point, reference.geometry)
    return least, least, spread


def _off(subject: Subject, reference: Location, direction: str) -> tuple[float, float] | None:
    """Degrees the subject's bearing is off the direction claimed, and the slack that both places leave."""
    angle = bearing_of(direction)
    if angle is None or reference.geometry.type != "Point":
        return None
    lon, lat = reference.geometry.coordinates
    measured = distance_m((lon, lat), subject.point)
    off = abs((bearing((lon, lat), subject.point) - angle + 180) % 360 - 180)
    reach = math.hypot(reference.radius_m, subject.spread_m)
    return off, math.degrees(math.atan2(reach, max(measured, 1.0)))


def _with_bearing(
    verdict: Verdict, subject: Subject, reference: Location, direction: str
) -> tuple[Verdict, str]:
    found = _off(subject, reference, direction)
    if found is None:
        return verdict, "the direction was not read"
    off, slack = found
    told = f"{off:.0f} degrees off due {direction}"
    if off <= _BEARING_HOLDS + slack:
        return verdict, told
    worse: Verdict = "doubtful" if off <= _BEARING_DOUBTFUL + slack and verdict != "wrong" else "wrong"
    return worse, told
