"""Build step: the admin-1 area and the time zone of rows whose source gives none.

A point takes the admin-1 area of its own country that it lies in, or that is nearest within `_COAST`, and the
zone of the nearest settlement there. A wide area takes the zone in which at least half of its people live:
the Donbas has one, Siberia and Africa have none; so does what has neither outline nor country, within its
radius. A line takes the zone of the settlement nearest to its middle, in its country where it has but one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from geomap.gazetteer._keys import fold
from geomap.gazetteer._rows import Row

__all__ = ["give_admin1", "give_national_timezones", "give_timezones", "settle_strays"]

# Degrees that a site may lie off its simplified shore.
_COAST = 0.1
# Degrees off its area beyond which a settlement's record contradicts itself.
_STRAY = 0.7
_HALF = 0.5
_THIRD = 1 / 3
_DEGREE_M = 111_195.0
_LEAST_COSINE = 0.05


def give_admin1(points: Sequence[Row], regions: Sequence[Row]) -> None:
    """Set ``admin1`` of ``points``, from ``regions``' outlines; wide places have no one area and get none."""
    wanted = [row for row in points if row.country and row.admin1 is None and row.precision != "region"]
    areas = [region for region in regions if region.shape is not None]
    tree = shapely.STRtree([area.shape for area in areas])
    spots = shapely.points([(row.lon, row.lat) for row in wanted])
    near: dict[int, list[tuple[float, str, str]]] = defaultdict(list)
    for at, area in tree.query(spots, predicate="dwithin", distance=_COAST).T.tolist():
        if areas[area].country == wanted[at].country:
            away = float(shapely.distance(spots[at], areas[area].shape))
            near[at].append((away, areas[area].id, areas[area].name))
    for at, found in near.items():
        wanted[at].admin1 = min(found)[2]


def settle_strays(
    cities: Sequence[Row], codes: Mapping[str, str], regions: Sequence[Row], districts: Iterable[Row]
) -> None:
    """Mend settlements that lie far from the admin-1 area they are said to be in.

    Where that area has a district of the settlement's name the point was wrong, and the district's stands for
    it; else the area was, and the ground decides. ``codes`` maps a settlement's id to 'UA.05'.
    """
    by_code = {region.id.removeprefix("geonames:"): region for region in regions if region.shape is not None}
    named = {(district.country, district.admin1, fold(district.name)): district for district in districts}
    lost = []
    for city in cities:
        region = by_code.get(codes[city.id])
        if region is None or _is_beside(region.shape, city):
            continue
        district = named.get((city.country, city.admin1, fold(city.name)))
        if district is None:
            city.admin1 = None
            lost.append(city)
        else:
            city.lon, city.lat = district.lon, district.lat
            city.radius_m = max(city.radius_m, district.radius_m)
    give_admin1(lost, regions)


def _is_beside(shape: Any, city: Row) -> bool:
    west, south, east, north = shape.bounds
    if west <= city.lon <= east and south <= city.lat <= north:
        return True
    return bool(shapely.dwithin(shape, shapely.Point(city.lon, city.lat), _STRAY))


def give_timezones(rows: Iterable[Row], cities: Sequence[Row]) -> None:
    """Set ``timezone`` of ``rows`` that have none, from ``cities``."""
    without = [row for row in rows if row.timezone is None]
    wide = [row for row in without if row.line is None and (row.shape is not None or not row.country)]
    peopled = _of_most_people(wide, cities)
    nearest = _Nearest(cities)
    for row in without:
        if row.id not in peopled and (row.country or row.line is not None):
            row.timezone = nearest.zone(row)


def give_national_timezones(nations: Sequence[Row], cities: Sequence[Row]) -> None:
    """Set ``timezone`` of countries: the zone of most people, where it has a third of them or more."""
    people: dict[str | None, Counter[str]] = defaultdict(Counter)
    for city in cities:
        if city.timezone:
            people[city.country][city.timezone] += max(1, city.population)
    for nation in nations:
        counted = people[nation.country]
        zone = min(counted, key=lambda name: (-counted[name], name), default=None)
        if zone is not None and counted[zone] >= _THIRD * counted.total():
            nation.timezone = zone


def _of_most_people(wide: Sequence[Row], cities: Sequence[Row]) -> set[str]:
    """Set the zones of ``wide`` by the people inside; the ids of those where somebody lives."""
    tree = shapely.STRtree(shapely.points([(c.lon, c.lat) for c in cities]))
    people: dict[int, Counter[str]] = defaultdict(Counter)
    shapes = np.array([row.shape or _disc(row) for row in wide], dtype=object)
    for at, inside in tree.query(shapes, predicate="contains").T.tolist():
        city = cities[inside]
        if city.timezone:
            people[at][city.timezone] += max(1, city.population)
    for at, counted in people.items():
        zone = min(counted, key=lambda name: (-counted[name], name))
        if counted[zone] >= _HALF * counted.total():
            wide[at].timezone = zone
    return {wide[at].id for at in people}


def _disc(row: Row) -> shapely.Geometry:
    reach = row.radius_m / _DEGREE_M
    east = reach / max(_LEAST_COSINE, math.cos(math.radians(row.lat)))
    return shapely.transform(
        shapely.Point(0, 0).buffer(1), lambda xy: xy * (east, reach) + (row.lon, row.lat)
    )


class _Nearest:
    """The settlement nearest to a point, in its admin-1 area or else in its country."""

    def __init__(self, cities: Sequence[Row]) -> None:
        groups: dict[tuple[str | None, str | None], list[Row]] = defaultdict(list)
        for city in cities:
            if city.timezone:
                groups[None, None].append(city)
                groups[city.country, None].append(city)
                if city.admin1:
                    groups[city.country, city.admin1].append(city)
        self._groups = groups
        self._spots: dict[tuple[str | None, str | None], np.ndarray] = {}

    def zone(self, row: Row) -> str | None:
        group = (row.country, row.admin1)
        if group not in self._groups:
            group = (row.country, None)
        if group not in self._groups:
            return None
        members = self._groups[group]
        if group not in self._spots:
            self._spots[group] = np.array([(c.lon, c.lat) for c in members])
        away = self._spots[group] - (row.lon, row.lat)
        away[:, 0] = (away[:, 0] + 180) % 360 - 180
        away[:, 0] *= math.cos(math.radians(row.lat))
        return members[int(np.argmin((away**2).sum(axis=1)))].timezone
