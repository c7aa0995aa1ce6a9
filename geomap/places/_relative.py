"""Relative places become geometry: '16km north-east of Luhansk', 'near Belgorod', 'eastern Ukraine'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.model import Geometry, Location, Place
from geomap.places._bearers import bearer_of
from geomap.places._borders import Border, Borders
from geomap.places._crossings import narrow_rivers
from geomap.places._distances import find_distances
from geomap.places._found import Found
from geomap.places._kinds import is_area
from geomap.places._measure import destination, quick_km
from geomap.places._offsets import Parts, locate_distance, pointed, read_reference, strip, water_off
from geomap.places._phrases import (
    AT_SEA,
    BETWEEN,
    COAST,
    COAST_AFTER,
    NEAR,
    PART_AFTER,
    PART_BEFORE,
    PART_OF,
    RELATING,
    RELATING_ENDS,
    ROAD,
    SIDE_OF,
    bearing_of,
)
from geomap.places._tokens import Tokens
from geomap.places._unreal import told_only

__all__ = ["is_part", "relate"]

_NEAR_MIN_M, _NEAR_MAX_M = 5000.0, 25_000.0
_SIDE_M = 20_000.0
_COAST_M = 50_000.0
_BETWEEN_MAX_KM, _BETWEEN_PLAIN_KM = 400.0, 120.0
_LOOK_BACK = 90
_MEASURES = 0.2
_OFF = re.compile(r"\boff\b")
_QUOTES = "\"“‘'"


def relate(found: list[Found], tokens: Tokens, parts: Parts, *, measured: bool = True) -> list[Border]:
    """Give the names in place expressions the expression's span and location; add 'the border' and the like.

    ``found`` stays in the order of the text. ``measured`` tells whether a distance from a border may tell
    which part of a river is meant. Returns the border expressions, for the claims about them.
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
        narrow_rivers(text, names, parts.locations, strips=measured)
    if added:
        found += added
        found.sort(key=lambda item: (item.start, item.end))
    return all_borders


def _apply_border(border: Border, text: str) -> list[Found]:
    unreal = told_only(text, border.start, border.end)
    for item in border.names:
        item.expression = (border.start, border.end)
        item.location = border.location
        if unreal is None:
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
            literal=unreal is None,
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
    measuring: list[Found] = []
    for distance in find_distances(text, start, end) if names or lines else ():
        item, border, match = read_reference(text, distance, names, lines)
        if item is None and border is None:
            continue
        direction = match["dir"] if match is not None else None
        if border is not None:
            location = strip(distance, border, names, borders, parts)
            targets = border.names or [new for new in added if new.start == border.start]
            stop = border.end
        else:
            assert item is not None
            if item.expression is not None or item.place is None:
                continue
            off = _OFF.search(text, distance.end, item.start) is not None
            location = locate_distance(distance, direction, item.place, parts, off=off)
            targets, stop = [item], item.end
        bearer = bearer_of(text, distance, names)
        if bearer is not None:
            _only_measures(targets, bearer, parts)
            measuring += targets
            continue
        if location is None:
            continue
        for target in targets:
            target.location = location
            target.expression = (distance.start, stop)
            target.reason = f"{location.how}; {target.reason}"
    for number, item in enumerate(names):
        if (
            item.expression is None
            and item.place is not None
            and item.form != "embedded"
            and item not in measuring
        ):
            _relate_one(text, start, item, names, number, parts)


def _only_measures(targets: Sequence[Found], bearer: Found, parts: Parts) -> None:
    """``targets`` say where ``bearer`` lies: that is a claim about it, nothing happened at them."""
    for target in targets:
        if target.place is not None and target.location is None:
            target.location = parts.locations.of(target.place)
        target.literal, target.literal_chance = False, min(target.literal_chance, _MEASURES)
        target.overruled = True
        target.reason = f"says how far {bearer.surface} lies from it; {target.reason}"


def _relate_one(  # noqa: PLR0917  passes on what `relate` gathered
    text: str, start: int, item: Found, names: Sequence[Found], number: int, parts: Parts
) -> None:
    place = item.place
    assert place is not None
    before = text[max(start, item.start - _LOOK_BACK) : item.start]
    after = text[item.end : item.end + 40]
    area = is_area(place)
    words = before[-24:].lower().split()
    if (
        not (words and words[-1].strip(_QUOTES).endswith(RELATING_ENDS) and RELATING.search(before[-16:]))
        and after[:1] not in "'’"
        and not (after[:5] == " and " or after[:4] == " to ")
    ):
        return
    if area and (match := PART_BEFORE.search(before) or PART_OF.search(before)) is not None:
        _set_part(item, match["part"], (item.start - len(before) + match.start(), item.end), place, parts)
    elif area and (match := PART_AFTER.match(after)) is not None:
        _set_part(item, match["part"], (item.start, item.end + match.end()), place, parts)
    elif (match := COAST.search(before)) is not None and (
        "coast" in match[0].lower() or COAST_AFTER.match(after) or AT_SEA.search(before)
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
                pointed(place, point, "near", _SIDE_M, name, f"{name}, no distance told"),
            )
    elif not area and (match := NEAR.search(before)) is not None:
        radius = min(max(2 * place.radius_m, _NEAR_MIN_M), _NEAR_MAX_M)
        name = f"near {place.name}"
        _set(
            item,
            (item.start - len(before) + match.start(), item.end),
            pointed(
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


def is_part(item: Found) -> bool:
    """Whether ``item`` was given a part of its place: 'northern Angola'."""
    location = item.location
    return (
        location is not None
        and location.relation == "at"
        and item.expression is not None
        and (item.place is not None and location.name.endswith(f" {item.place.name}"))
    )


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
    if item.form == "name" and not item.overruled:
        item.literal_chance = max(item.literal_chance, 0.5)
    item.literal = item.literal_chance >= 0.5  # noqa: PLR2004


def _set_coast(item: Found, expression: tuple[int, int], place: Place, parts: Parts) -> None:
    name = f"off the coast of {place.name}"
    how = f"{name}, within {_COAST_M / 1000:.0f} km"
    water = water_off(place, _COAST_M, name, how, parts) if is_area(place) else None
    _set(
        item,
        expression,
        water or pointed(place, (place.lon, place.lat), "near", _COAST_M / 2, name, name),
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
