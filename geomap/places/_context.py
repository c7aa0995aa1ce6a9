"""What the other names of a document say about where its places lie."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geomap.model import Place
from geomap.places._home import Home

__all__ = ["Context", "Reason"]


class Reason(NamedTuple):
    """What speaks for a place: a weight, the words for it, and whether it tells more than the country.

    The words are empty where a reader would learn nothing.
    """

    weight: float
    words: str = ""
    local: bool = False


_NEAR_KM = 120.0
_REACH_KM = 720.0
_KM_PER_DEGREE = 111.2
_MAX_ANCHORS = 60
_COUNTRY_SHARE, _COUNTRY_ANY, _REGION, _NEIGHBOUR = 2.2, 0.6, 1.2, 2.0
_MAX_REGION_VOTES = 1.5
_LEAST_SURE = 0.05
_SISTER = 1.0
_SISTERS = frozenset(("ADM1", "ADM2"))
_HOME_VOTES = 0.5
_LISTED = 1.5


class Context:
    """Countries and admin-1 areas a document speaks of, and the points of its places.

    Parameters
    ----------
    chosen
        For each name of the document the place chosen so far, how sure that is (0 to 1), how often it stands
        in the text, and whether it is a country.
    home
        Where the publisher is at home, which counts half a vote.

    A name of one place alone does not speak for itself by two senses ('Luden', 'the town of Luden').
    """

    def __init__(self, chosen: Iterable[tuple[Place, float, int, bool]], home: Home | None = None) -> None:
        self._countries: dict[str, float] = defaultdict(float)
        self._regions: dict[tuple[str, str], float] = defaultdict(float)
        self._own: list[tuple[str | None, str | None, str, str, float]] = []
        self._weights: list[float] = []
        self._votes: dict[str, tuple[float, float]] = {}
        self._siblings: dict[tuple[str, str], float] = defaultdict(float)
        self._anchors: list[tuple[int, str, float, float, float, str]] = []
        self._names: dict[str, str] = {}
        for number, (place, sure, count, country) in enumerate(chosen):
            weight = sure * (1.0 + math.log(count))
            self._own.append((place.country, place.admin1, place.kind, place.id, sure))
            self._weights.append(weight)
            before = self._votes.get(place.id, (0.0, 0.0))
            self._votes[place.id] = (before[0] + weight, before[1] + sure)
            if place.country:
                self._countries[place.country] += weight
                if place.admin1:
                    self._regions[place.country, place.admin1] += weight
                if place.kind in _SISTERS:
                    self._siblings[place.country, place.kind] += sure
                if country:
                    self._names[place.country] = place.name
            if not country and len(self._anchors) < _MAX_ANCHORS:
                anchor = (number, place.id, place.lon, place.lat, max(sure, _LEAST_SURE), place.name)
                self._anchors.append(anchor)
        self._total = sum(self._countries.values())
        self._top: dict[str, float] = defaultdict(float)
        for (nation, _), votes in self._regions.items():
            self._top[nation] = max(self._top[nation], votes)
        if home:
            self._countries[home.country] += _HOME_VOTES
            if home.admin1:
                self._regions[home.country, home.admin1] += _HOME_VOTES

    def reasons(
        self,
        number: int,
        place: Place,
        *,
        country: bool,
        shared: bool = False,
        rivals: bool = False,
        alone: bool = False,
        beside: Sequence[int] = (),
    ) -> list[Reason]:
        """What speaks for ``place`` as the meaning of name ``number``, the name's own vote left out.

        ``country`` tells that it is one; ``shared`` that it is a region whose seat bears the bare name too:
        other regions say nothing for it, nor do towns in it, for both speak of the seat. ``rivals``
        tells that the name may mean places in several areas of the country: then the one the text speaks of
        most says more.
        ``alone`` tells that it can mean nothing else. ``beside`` are the numbers of the names listed with it,
        which mostly lie in one area.
        """
        found: list[Reason] = []
        own_country, own_region, own_kind, own_id, _ = self._own[number]
        own_weight, own_sure = self._votes[own_id] if alone else (self._weights[number], self._own[number][4])
        if place.country:
            mine = own_weight if place.country == own_country else 0.0
            votes = self._countries.get(place.country, 0.0) - mine
            if votes > 0:
                share = min(1.0, votes / max(self._total - own_weight, 1.0))
                weight = _COUNTRY_SHARE * share + _COUNTRY_ANY * min(1.0, votes)
                named = self._names.get(place.country, place.country)
                found.append(Reason(weight, "" if country else f"the text speaks of {named}"))
            if place.kind in _SISTERS and not shared:
                sisters = self._siblings.get((place.country, place.kind), 0.0)
                sisters -= own_sure if (place.country, place.kind) == (own_country, own_kind) else 0.0
                if sisters > 1:
                    words = "others of its kind are named with it"
                    found.append(Reason(_SISTER * math.log(sisters), words))
            if place.admin1 and not country and not shared:
                mine = own_weight if mine and place.admin1 == own_region else 0.0
                votes = self._regions.get((place.country, place.admin1), 0.0) - mine
                if votes > 0:
                    weight = _REGION * min(_MAX_REGION_VOTES, votes)
                    if rivals:
                        weight *= math.sqrt(min(1.0, votes / max(self._top[place.country], _LEAST_SURE)))
                    found.append(Reason(weight, f"the text speaks of {place.admin1}", local=True))
        together = [] if country or not place.admin1 else self._listed(place, beside)
        if together:
            found.append(Reason(_LISTED * max(together), "a name listed with it lies there", local=True))
        near = self._nearest(number, own_id if alone else None, place)
        if near is not None:
            weight = _NEIGHBOUR * math.exp(-near[0] / _NEAR_KM)
            found.append(Reason(weight, f"{near[1]}, also named, is near", local=True))
        return found

    def _listed(self, place: Place, beside: Sequence[int]) -> list[float]:
        """How sure the names ``beside`` are that lie in the admin-1 area of ``place``, the areas left out."""
        area = (place.country, place.admin1)
        return [
            sure
            for nation, region, kind, _, sure in (self._own[number] for number in beside)
            if (nation, region) == area and kind != "ADM1"
        ]

    def _nearest(self, number: int, own: str | None, place: Place) -> tuple[float, str] | None:
        """The nearest other place, in kilometres that grow as that one is less sure; on a flat map."""
        best: tuple[float, str] | None = None
        lon, lat = place.lon, place.lat
        scale = _KM_PER_DEGREE * math.cos(math.radians(lat))
        reach = _REACH_KM
        for at, other_id, other_lon, other_lat, sure, name in self._anchors:
            north = (other_lat - lat) * _KM_PER_DEGREE
            if not -reach < north < reach or at == number or other_id == own:
                continue
            east = (other_lon - lon) * scale
            if -reach < east < reach:
                away = math.hypot(north, east) / sure
                if away < reach:
                    best, reach = (away, name), away
        return best
