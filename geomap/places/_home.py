"""Where a newsroom is at home: what its name and address say of the places it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from geomap.model import Place, PlaceLookup
from geomap.places._kinds import is_country

__all__ = ["Home", "home_of"]

_EVERYONES = frozenset("ai cc cd co fm gg im io la ly me nu sh st to tv ws eu".split())
"""Endings of addresses that are a country's by name alone."""

_OTHERWISE = {"uk": "GB"}
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_CODE = 2
_LONGEST = 4
_KNOWN_PEOPLE = 20_000
"""A newsroom's name may hold a surname or a word: only places of some size count."""


@dataclass(frozen=True, slots=True)
class Home:
    """Country (ISO 3166-1 alpha-2) and, where it is told, admin-1 area of a newsroom."""

    country: str
    admin1: str | None = None


def home_of(publisher: str | None, url: str | None, lookup: PlaceLookup) -> Home | None:
    """The home of ``publisher``, by a place in its name ('The Ormel Gazette') or the ending of its address.

    None where neither tells; the address overrules a name that is known in several countries.
    """
    ending = _ending(url) if url else None
    place = _named(publisher, lookup, ending) if publisher else None
    if place is not None and place.country:
        return Home(place.country, None if is_country(place) else place.admin1)
    return Home(ending) if ending else None


@lru_cache(maxsize=1000)
def _ending(url: str) -> str | None:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    last = host.rpartition(".")[2].lower()
    if len(last) != _CODE or last in _EVERYONES or not last.isalpha():
        return None
    return _OTHERWISE.get(last, last.upper())


def _named(publisher: str, lookup: PlaceLookup, country: str | None) -> Place | None:
    words = _WORDS.findall(publisher)
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            name = " ".join(words[start : start + size])
            if not name[0].isupper() or size == len(words) or not lookup.has_name(name):
                continue
            for candidate in lookup.candidates(name):
                place = candidate.place
                fits = country is None or place.country == country
                if fits and (place.population >= _KNOWN_PEOPLE or is_country(place)):
                    return place
    return None
