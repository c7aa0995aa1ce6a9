"""Parts of an outline by direction: 'eastern Ukraine', 'north-west Syria', 'central Mali'.

The rule, the same for any polygon. Ask how far each point lies along the direction (on a plane that is true
at the polygon's middle), and keep the third of the area that lies farthest: 'eastern' is the easternmost
third by area, 'north-western' the third farthest towards the north-west. 'Central' is what lies within the
circle around the middle that holds a third of the area. 'Far' or 'extreme' keeps an eighth.
"""

from __future__ import annotations

import math
import re
from typing import Any

from geomap.model import Geometry

__all__ = ["AXES", "direction_part", "split_direction"]

_HALF = math.sqrt(0.5)
AXES: dict[str, tuple[float, float]] = {
    "north": (0.0, 1.0), "south": (0.0, -1.0), "east": (1.0, 0.0), "west": (-1.0, 0.0),
    "northeast": (_HALF, _HALF), "northwest": (-_HALF, _HALF),
    "southeast": (_HALF, -_HALF), "southwest": (-_HALF, -_HALF), "central": (0.0, 0.0),
}  # fmt: skip
"""Unit vectors (east, north) of the directions; central has none."""

_SHARE = 1 / 3
_FAR_SHARE = 1 / 8
_STEPS = 14
_COARSE = 1e-3


_DIRECTION = (
    r"((?:(?:far|extreme|deep)[ -])?(?:north|south|east|west|central|middle|cent(?:re|er))(?:ern)?"
    r"(?:[ -]?(?:east|west)(?:ern)?)?)"
)
# 'The north of Mali' is a part of Mali; 'north of Mali' is not.
_LEADING = re.compile(
    rf"(?:the )?{_DIRECTION}[ -](?:parts? of |half of )?(?!of )(?:the )?(?=\S)"
    rf"|the {_DIRECTION} of (?:the )?(?=\S)",
    re.IGNORECASE,
)


def split_direction(name: str) -> tuple[str, str]:
    """'north-west Syria' in two, the direction in small letters; ('', name) where it begins with none."""
    found = _LEADING.match(name.strip())
    return ((found[1] or found[2]).lower(), name.strip()[found.end() :]) if found else ("", name)


def direction_part(outline: Geometry, direction: str) -> Geometry | None:
    """The part of ``outline`` (MultiPolygon, lon and lat) towards ``direction``; None for no direction."""
    words = re.sub(r"[\s-]|ern\b|the\b", "", direction.casefold())
    far = re.match(r"far|extreme|deep", words)
    axis = AXES.get({"middle": "central", "centre": "central", "center": "central"}.get(words, words))
    if far:
        axis = AXES.get(words[far.end() :])
    if axis is None:
        return None
    import shapely  # noqa: PLC0415  slow to import, needed only here

    polygon = outline.shape
    middle = polygon.centroid
    scale = max(0.05, math.cos(math.radians(middle.y)))
    flat = shapely.transform(polygon, lambda c: (c - (middle.x, middle.y)) * (scale, 1.0))
    if not flat.is_valid:
        flat = flat.buffer(0)
    part = _cut(flat, axis, flat.area * (_FAR_SHARE if far else _SHARE))
    back = shapely.transform(part, lambda c: c / (scale, 1.0) + (middle.x, middle.y))
    polygons = [p for p in getattr(back, "geoms", [back]) if p.geom_type == "Polygon"]
    return Geometry.from_geo(shapely.MultiPolygon(polygons))


def _cut(flat: Any, axis: tuple[float, float], wanted: float) -> Any:
    """The part of ``flat`` farthest along ``axis`` that has the area ``wanted``, by bisection."""
    reach = 2 * max(math.hypot(x, y) for x in flat.bounds[::2] for y in flat.bounds[1::2]) + 1e-9
    low, high = -reach, reach
    if axis == (0.0, 0.0):
        low = 0.0
    # The cut is sought on a coarse outline, whose area differs by less than anyone means by 'eastern'.
    coarse = flat.simplify(reach * _COARSE).buffer(0)
    grows = axis == (0.0, 0.0)
    for _ in range(_STEPS):
        cut = (low + high) / 2
        part = coarse.intersection(_circle(cut) if grows else _half_plane(axis, cut, reach))
        if (part.area > wanted) == grows:
            high = cut
        else:
            low = cut
    return flat.intersection(_circle(high) if grows else _half_plane(axis, low, reach))


def _half_plane(axis: tuple[float, float], cut: float, reach: float) -> Any:
    from shapely.geometry import Polygon  # noqa: PLC0415

    east, north = axis
    corners = ((cut, -reach), (2 * reach, -reach), (2 * reach, reach), (cut, reach))
    return Polygon([(a * east - b * north, a * north + b * east) for a, b in corners])


def _circle(radius: float) -> Any:
    from shapely.geometry import Point  # noqa: PLC0415

    return Point(0, 0).buffer(radius, quad_segs=32)
