"""Relative places become geometry: '16km north-east of Luhansk', 'near Belgorod', 'eastern Ukraine'."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Protocol

from geomap.model import Geometry, Location, Place, Relation
from geomap.places._borders import Border, Borders
from geomap.places._cache import RememberingLookup
from geomap.places._distances import Distance, find_distances
from geomap.places._found import Found, Locations
from geomap.places._kinds import is_area, is_country
from geomap.places._measure import destination, quick_km
from geomap.places._phrases import (
    AFTER_DISTANCE,
    BETWEEN,
    COAST,
    COAST_AFTER,
    NEAR,
    PART_AFTER,
    PART_BEFORE,
    PART_OF,
    RELATING,
    ROAD,
    SIDE_OF,
    bearing_of,
)
from geomap.places._tokens import Tokens

__all__ = ["Parts", "locate_distance", "read_reference", "relate"]

_SECTOR = math.tan(math.radians(22.5))
_MIN_OFFSET_RADIUS_M = 1000.0
_NEAR_MIN_M, _NEAR_MAX_M = 5000.0, 25_000.0
_SIDE_M = 20_000.0
_COAST_M = 50_000.0
_BETWEEN_MAX_KM, _BETWEEN_PLAIN_KM = 400.0, 120.0
_LOOK_BACK = 90
_WIDEN = 1.1


class Parts(Protocol):
    """What relating needs of the engine."""

    lookup: RememberingLookup
    locations: Locations


def relate(found: list[Found], tokens: Tokens, parts: Parts) -> list[Border]:
    """Give the names in place expressions the expression's span and location; add 'the border' and the like.

    ``found`` stays in the order of the text. Returns the border expressions, for the claims about them.
    """
    text = tokens.text
    borders = Borders(parts.lookup, text, found)
    added: list[Found] = []
    all_borders: list[Border] = []
    at = 0
    for start, end in tokens.sentences:
        while at < len(found) and found[at].start < start:
            at += 1
        stop = at
        while stop < len(found) and found[stop].start < end:
            stop += 1
        names = found[at:stop]
        lines = borders.in_sentence(start, end, names)
        all_borders += lines
        for border in lines:
            added += _apply_border(border, text)
        _sentence(text, (start, end), names, lines, borders, parts, added)
    if added:
        found += added
        found.sort(key=lambda item: (item.start, item.end))
    return all_borders


def _apply_border(border: Border, text: str) -> list[Found]:
    for item in border.names:
        item.expression = (border.start, border.end)
        item.location = border.location
        item.literal, item.literal_chance = True, max(item.literal_chance, 0.7)
        item.reason = f"{border.location.how}; {item.reason}"
    if border.names:
        return []
    return [
        Found(
            border.start,
            border.end,
            text[border.start : border.end],
            location=border.location,
            expression=(border.start, border.end),
            confidence=0.9 if border.explicit else 0.6,
            reason=border.location.how if border.explicit else f"{border.location.name}, spoken of before",
        )
    ]


def _sentence(  # noqa: PLR0917  passes on what `relate` gathered
    text: str,
    span: tuple[int, int],
    names: Sequence[Found],
    lines: Sequence[Border],
    borders: Borders,
    parts: Parts,
    added: Sequence[Found],
) -> None:
    start, end = span
    for distance in find_distances(text, start, end) if names or lines else ():
        item, border, match = read_reference(text, distance, names, lines)
        if item is None and border is None:
            continue
        direction = match["dir"] if match is not None else None
        if border is not None:
            location = _strip(distance, border, names, borders, parts)
            targets = border.names or [new for new in added if new.start == border.start]
            stop = border.end
        else:
            assert item is not None
            if item.expression is not None or item.place is None:
                continue
            location = locate_distance(distance, direction, item.place, parts)
            targets, stop = [item], item.end
        if location is None:
            continue
        for target in targets:
            target.location = location
            target.expression = (distance.start, stop)
            target.reason = f"{location.how}; {target.reason}"
    for number, item in enumerate(names):
        if item.expression is None and item.place is not None and item.form != "embedded":
            _relate_one(text, start, item, names, number, parts)


def read_reference(
    text: str, distance: Distance, names: Sequence[Found], lines: Sequence[Border]
) -> tuple[Found | None, Border | None, re.Match[str] | None]:
    """What a distance is measured from: a name or a border that follows it."""
    for border in lines:
        if border.start >= distance.end:
            match = AFTER_DISTANCE.fullmatch(
                text[distance.end : border.start] + ("" if text[border.start - 1].isspace() else " ")
            )
            if match is not None:
                return None, border, match
            break
    for item in names:
        if item.start >= distance.end:
            match = AFTER_DISTANCE.fullmatch(text[distance.end : item.start])
            return (item, None, match) if match is not None else (None, None, None)
    return None, None, None


def locate_distance(distance: Distance, direction: str | None, place: Place, parts: Parts) -> Location | None:
    """The location of 'N km [direction] of place': a point with a radius, or a strip around an area."""
    value = distance.value
    label = _label(distance)
    if is_area(place):
        outline = parts.lookup.polygon(place.id) if place.has_polygon else None
        if outline is None:
            return None
        return (
            None
            if direction
            else Location(
                geometry=parts.lookup.strip(place.id, outline, value, None) or outline,
                name=f"within {label} of {place.name}",
                place_ids=(place.id,),
                relation="within",
                precision="region",
                country=place.country if not is_country(place) else None,
                timezone=place.timezone,
                how=f"what lies within {label} of {place.name}",
            )
        )
    centre = (place.lon, place.lat)
    if direction is not None:
        angle = bearing_of(direction)
        if angle is None:
            return None
        lon, lat = destination(centre, angle, value)
        radius = max(_MIN_OFFSET_RADIUS_M, value * _SECTOR * 0.6, distance.rounding) + place.radius_m / 2
        return _pointed(
            place,
            (lon, lat),
            "offset",
            radius,
            f"{label} {direction} of {place.name}",
            f"{label} {direction} of {place.name}, measured from its centre",
        )
    radius = value * _WIDEN + place.radius_m
    return _pointed(
        place, centre, "near", radius, f"{label} from {place.name}", f"somewhere {label} from {place.name}"
    )


def _pointed(  # noqa: PLR0917  all of a location that differs
    place: Place, point: tuple[float, float], relation: Relation, radius: float, name: str, how: str
) -> Location:
    return Location(
        geometry=Geometry.point(round(point[0], 5), round(point[1], 5)),
        name=name,
        place_ids=(place.id,),
        relation=relation,
        precision="near",
        radius_m=round(radius),
        country=place.country,
        admin1=place.admin1,
        timezone=place.timezone,
        how=how,
    )


def _strip(
    distance: Distance, border: Border, names: Sequence[Found], borders: Borders, parts: Parts
) -> Location | None:
    """What lies within a distance of a border, on the side the sentence speaks of."""
    reach = (distance.maximum or distance.value) * (1.0 if distance.minimum is None else _WIDEN)
    side = _side(border, names)
    place = borders.countries.get(side) if side else None
    inside = place.id if place and place.has_polygon else None
    area = parts.lookup.strip(border.location.name, border.location.geometry, reach, inside)
    if area is None:
        return None
    label = _label(distance)
    where = f" in {place.name}" if place and inside else ""
    return Location(
        geometry=area,
        name=f"within {label} of the {border.location.name}{where}",
        place_ids=border.location.place_ids,
        relation="within",
        precision="region",
        country=place.country if place else None,
        timezone=place.timezone if place else border.location.timezone,
        how=f"what lies within {label} of the {border.location.name}{where}",
    )


def _side(border: Border, names: Sequence[Found]) -> str | None:
    """The country a strip lies in: the one of the pair that the sentence names apart from the border."""
    apart = {
        item.place.country
        for item in names
        if item not in border.names and item.place is not None and item.place.country in border.codes
    }
    if len(apart) == 1:
        return apart.pop()
    own = {item.place.country for item in border.names if item.place is not None}
    others = [code for code in border.codes if code not in own]
    return others[0] if len(others) == 1 and len(border.codes) > 1 else None


def _relate_one(  # noqa: PLR0917  passes on what `relate` gathered
    text: str, start: int, item: Found, names: Sequence[Found], number: int, parts: Parts
) -> None:
    place = item.place
    assert place is not None
    before = text[max(start, item.start - _LOOK_BACK) : item.start]
    after = text[item.end : item.end + 40]
    area = is_area(place)
    if (
        not RELATING.search(before[-16:])
        and after[:1] not in "'’"
        and not (after[:5] == " and " or after[:4] == " to ")
    ):
        return
    if area and (match := PART_BEFORE.search(before) or PART_OF.search(before)) is not None:
        _set_part(item, match["part"], (item.start - len(before) + match.start(), item.end), place, parts)
    elif area and (match := PART_AFTER.match(after)) is not None:
        _set_part(item, match["part"], (item.start, item.end + match.end()), place, parts)
    elif (match := COAST.search(before)) is not None and (
        "coast" in match[0].lower() or COAST_AFTER.match(after)
    ):
        _set_coast(item, (item.start - len(before) + match.start(), item.end), place, parts)
    elif not area and (match := SIDE_OF.search(before)) is not None:
        angle = bearing_of(match["dir"])
        if angle is not None:
            point = destination((place.lon, place.lat), angle, place.radius_m + _SIDE_M / 2)
            name = f"{match['dir']} of {place.name}"
            _set(
                item,
                (item.start - len(before) + match.start(), item.end),
                _pointed(place, point, "near", _SIDE_M, name, f"{name}, no distance told"),
            )
    elif not area and (match := NEAR.search(before)) is not None:
        radius = min(max(2 * place.radius_m, _NEAR_MIN_M), _NEAR_MAX_M)
        name = f"near {place.name}"
        _set(
            item,
            (item.start - len(before) + match.start(), item.end),
            _pointed(
                place,
                (place.lon, place.lat),
                "near",
                radius,
                name,
                f"{name}, within about {radius / 1000:.0f} km",
            ),
        )
    elif number + 1 < len(names):
        _pair(text, item, names[number + 1], before)


def _set(item: Found, expression: tuple[int, int], location: Location) -> None:
    item.expression = expression
    item.location = location
    item.reason = f"{location.how}; {item.reason}"


def _set_part(item: Found, word: str, expression: tuple[int, int], place: Place, parts: Parts) -> None:
    direction = word.lower().replace(" ", "-")
    outline = parts.lookup.direction_part(place.id, direction) if place.has_polygon else None
    if outline is None:
        return
    label = f"{word.lower()} {place.name}"
    _set(
        item,
        expression,
        Location(
            geometry=outline,
            name=label,
            place_ids=(place.id,),
            precision="region",
            country=place.country,
            admin1=place.admin1,
            timezone=place.timezone,
            how=f"the {word.lower()} part of {place.name}",
        ),
    )
    item.literal_chance = max(item.literal_chance, 0.5) if item.form == "name" else item.literal_chance
    item.literal = item.literal_chance >= 0.5  # noqa: PLR2004


def _set_coast(item: Found, expression: tuple[int, int], place: Place, parts: Parts) -> None:
    name = f"off the coast of {place.name}"
    area = parts.lookup.offshore(place, _COAST_M) if place.has_polygon and is_area(place) else None
    if area is None:
        _set(item, expression, _pointed(place, (place.lon, place.lat), "near", _COAST_M / 2, name, name))
        return
    _set(
        item,
        expression,
        Location(
            geometry=area,
            name=name,
            place_ids=(place.id,),
            relation="near",
            precision="region",
            country=place.country,
            timezone=place.timezone,
            how=f"{name}, within {_COAST_M / 1000:.0f} km",
        ),
    )


def _pair(text: str, item: Found, other: Found, before: str) -> None:
    """'Between A and B' and 'the road from A to B'."""
    if other.place is None or item.place is None or is_area(item.place) or is_area(other.place):
        return
    gap = text[item.end : other.start]
    first, second = (item.place.lon, item.place.lat), (other.place.lon, other.place.lat)
    apart = quick_km(first, second)
    if apart > _BETWEEN_MAX_KM or item.place.id == other.place.id:
        return
    between = BETWEEN.search(before)
    road = ROAD.search(before)
    if between is not None and not between["cue"] and apart > _BETWEEN_PLAIN_KM:
        return
    joined = re.fullmatch(r"\s+(?:and|to)\s+(?:the\s+)?(?:[a-z]+\s+of\s+)?", gap)
    if (
        joined is None
        or (between is None and road is None)
        or (between is not None and road is None and not item.literal)
    ):
        return
    match = between or road
    assert match is not None
    along = road is not None or (match["cue"] or "").lower() in (
        "road",
        "highway",
        "motorway",
        "route",
        "railway",
        "line",
        "stretch",
    )
    name = f"between {item.place.name} and {other.place.name}"
    ids = (item.place.id, other.place.id)
    if along:
        location = Location(
            geometry=Geometry("LineString", [first, second]),
            name=name,
            place_ids=ids,
            relation="between",
            precision="line",
            country=item.place.country,
            admin1=item.place.admin1,
            timezone=item.place.timezone,
            how=f"the straight line {name}",
        )
    else:
        middle = Geometry.point(round((first[0] + second[0]) / 2, 5), round((first[1] + second[1]) / 2, 5))
        location = Location(
            geometry=middle,
            name=name,
            place_ids=ids,
            relation="between",
            precision="near",
            radius_m=round(apart * 500),
            country=item.place.country,
            admin1=item.place.admin1,
            timezone=item.place.timezone,
            how=f"half way {name}",
        )
    span = (item.start - len(before) + match.start(), other.end)
    _set(item, span, location)
    _set(other, span, location)


def _label(distance: Distance) -> str:
    if distance.minimum is None and distance.maximum is not None:
        return f"{distance.maximum / 1000:.3g} km"
    if distance.maximum is None and distance.minimum is not None:
        return f"more than {distance.minimum / 1000:.3g} km"
    if distance.minimum != distance.maximum:
        return f"{(distance.minimum or 0) / 1000:.3g} to {(distance.maximum or 0) / 1000:.3g} km"
    return f"{distance.value / 1000:.3g} km"
