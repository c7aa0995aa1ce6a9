"""Borders and lines of contact named in a text: 'Ukraine's borders', 'the Belarus-Ukraine border'."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from geomap.model import Geometry, Location, Place
from geomap.places._cache import RememberingLookup
from geomap.places._found import Found
from geomap.places._kinds import is_country

__all__ = ["Border", "Borders", "country_votes"]

_BORDER = re.compile(
    r"(?<![-\w])(?:border(?:lands?|lines?)?|borders|frontiers?)\b"
    r"(?!\s+(?:guards?|patrols?|police|agency|agencies|force|service|agents?|controls?|collie|checks?|wall)\b)(?!-)",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\b(?:the\s+)?(?P<line>line\s+of\s+contact|contact\s+line|front[\s-]?lines?|line\s+of\s+control|"
    r"demarcation\s+line|line\s+of\s+separation|separation\s+line|ceasefire\s+line)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:['’]s?)?\s+(?:[a-z][a-z-]+\s+){0,2}$")
_PLAIN = re.compile(r"\s+(?:(?:land|sea|state|national|international|shared|common)\s+)?$")
_JOINED = re.compile(r"\s*(?:[-–—/]|\s+and\s+(?:the\s+)?)\s*$|^\s+and\s+(?:the\s+)?$")
_WITH = re.compile(
    r"(?:\s+\w+)?\s+(?:with|of|between|to|from|into|and|facing|shared\s+with)\s+(?:the\s+)?(?:northern|southern|eastern|western)?\s*$"
)
_AND = re.compile(r",?\s+(?:and|or|&)\s+(?:the\s+)?$|\s*[-–]\s*$")
_ARTICLE = re.compile(r"\b(?:the|its|their|his|our|both|that)\s+(?:[a-z]+\s+)?$", re.IGNORECASE)
_MIN_VOTES = 2
_FAR_MORE = 5
"""How many times as often a text must speak of a country to outweigh one named in the line before."""
_LOOK_BACK, _LOOK_AHEAD, _BESIDE = 1500, 60, 120


@dataclass(slots=True)
class Border:
    """A border expression: its span, the names in it, its location."""

    start: int
    end: int
    codes: tuple[str, ...]
    location: Location
    names: list[Found] = field(default_factory=list)
    explicit: bool = True


def country_votes(found: Sequence[Found]) -> Counter[str]:
    """How often a text speaks of each country, places in it counted too."""
    votes: Counter[str] = Counter()
    for item in found:
        if item.place is not None and item.place.country:
            votes[item.place.country] += 1
    return votes


class Borders:
    """The borders of one document."""

    def __init__(self, lookup: RememberingLookup, text: str, found: Sequence[Found]) -> None:
        self._lookup = lookup
        self._text = text
        self._found = found
        self._votes = country_votes(found)
        self.countries: dict[str, Place] = {}
        for item in found:
            place = item.place
            if place is not None and place.country and is_country(place):
                self.countries.setdefault(place.country, place)
        self._last: Border | None = None

    def in_sentence(self, start: int, end: int, names: Sequence[Found]) -> list[Border]:
        """The border expressions of the sentence ``start`` to ``end`` whose names are ``names``."""
        words = self._text[start:end].lower()
        borders = list(self._borders(start, end, names)) if "border" in words or "frontier" in words else []
        if "line" in words:
            borders += self._contact_lines(start, end)
        return sorted(borders, key=lambda border: border.start)

    def _borders(self, start: int, end: int, names: Sequence[Found]) -> Iterator[Border]:
        for match in _BORDER.finditer(self._text, start, end):
            border = self._read(match, names, start)
            if border is not None:
                if border.explicit:
                    self._last = border
                yield border

    def _read(self, match: re.Match[str], names: Sequence[Found], start: int) -> Border | None:
        text = self._text
        left, right = _neighbours(text, match, names)
        members = [*left, *right]
        codes = list(dict.fromkeys(_code(item) for item in members if _code(item)))
        begin = min([match.start(), *(item.start for item in members)])
        stop = max([match.end(), *(item.end for item in members)])
        article = _ARTICLE.search(text, max(start, begin - 24), begin)
        if article is not None and article.end() == begin:
            begin = article.start()
        if not codes:
            if article is None and not match[0].lower().startswith("border"):
                return None
            return self._anaphor(begin, stop)
        if len(codes) == 1 and not match[0].lower().endswith("s"):
            partner = self._partner(codes[0], members, match.start())
            if partner is not None:
                codes.append(partner)
        location = self._location(tuple(codes))
        if location is None:
            return None
        return Border(begin, stop, tuple(codes), location, members)

    def _anaphor(self, begin: int, stop: int) -> Border | None:
        """'The border': the one named last, else of neighbours named beside it, else of those named most."""
        if self._last is not None:
            return Border(begin, stop, self._last.codes, self._last.location, explicit=False)
        ranked = [*self._countries_beside(begin), *(code for code, _ in self._votes.most_common(6))]
        for at, first in enumerate(ranked):
            for second in ranked[:at]:
                location = self._location((second, first))
                if location is not None:
                    return Border(begin, stop, (second, first), location, explicit=False)
        return None

    def _countries_beside(self, at: int) -> list[str]:
        """The countries of the names in the words around ``at``, the nearest first."""
        near = [
            item
            for item in self._found
            if item.place
            and abs(item.start - at) < _BESIDE
            and self._in_one_line(at, item.start)
            and (item.form != "demonym" or is_country(item.place))  # 'Kurdish' tells of no one country
        ]
        near.sort(key=lambda item: abs(item.start - at))
        return list(dict.fromkeys(item.place.country for item in near if item.place and item.place.country))

    def _partner(self, code: str, members: Sequence[Found], at: int) -> str | None:
        """The neighbour meant by 'the Ukrainian border': where the last name lies, else who is named."""
        ids = {id(item) for item in members}
        near = [
            item
            for item in self._found
            if at - _LOOK_BACK < item.start < at + _LOOK_AHEAD
            and item.literal
            and id(item) not in ids
            and item.place is not None
        ]
        most = next(
            (
                other
                for other, count in self._votes.most_common(5)
                if other != code and count >= _MIN_VOTES and self._lookup.border(code, other) is not None
            ),
            None,
        )
        for item in sorted(near, key=lambda item: (item.start > at, abs(item.start - at))):
            other = item.place.country if item.place else None
            if other and other != code and self._lookup.border(code, other) is not None:
                passing = most is not None and self._votes[most] >= _FAR_MORE * self._votes[other]
                return most if passing and not self._in_one_line(at, item.start) else other
        return most

    def _in_one_line(self, one: int, other: int) -> bool:
        return "\n" not in self._text[min(one, other) : max(one, other)]

    def _location(self, codes: tuple[str, ...]) -> Location | None:
        if len(codes) == 1:
            line = self._lookup.border(codes[0])
            label = self._name(codes[0])
            name = f"border of {label}"
        else:
            line = self._lookup.border(codes[0], codes[1])
            name = f"{self._name(codes[0])}–{self._name(codes[1])} border"
        if line is None:
            return None
        places = tuple(self.countries[code].id for code in codes if code in self.countries)
        first = self.countries.get(codes[0])
        return Location(
            geometry=self._lookup.merged(line),
            name=name,
            place_ids=places,
            precision="line",
            country=codes[0] if len(codes) == 1 else None,
            timezone=first.timezone if first else None,
            how=f"the {name} on the map",
        )

    def _name(self, code: str) -> str:
        place = self.countries.get(code)
        if place is None:
            inside = (item.place for item in self._found if item.place is not None)
            spot = next((p for p in inside if p.country == code), None)
            place = self._lookup.country_at(spot.lon, spot.lat) if spot is not None else None
            if place is None or place.country != code:
                found = (c.place for c in self._lookup.candidates(code))
                place = next((p for p in found if is_country(p) and p.country == code), None)
        return place.name if place else code

    def _contact_lines(self, start: int, end: int) -> Iterator[Border]:
        for match in _CONTACT.finditer(self._text, start, end):
            words = " ".join(match["line"].lower().replace("-", " ").split())
            for candidate in self._lookup.candidates(words) or self._lookup.candidates("line of contact"):
                place = candidate.place
                if place.precision != "line" or not self._votes.get(place.country or "", 0):
                    continue
                course = self._lookup.line(place.id)
                geometry = self._lookup.merged(course) if course else Geometry.point(place.lon, place.lat)
                location = Location(
                    geometry=geometry,
                    name=place.name,
                    place_ids=(place.id,),
                    precision="line",
                    radius_m=place.radius_m,
                    country=place.country,
                    admin1=place.admin1,
                    timezone=place.timezone,
                    how=f"{place.name} in the gazetteer ({place.source})",
                )
                yield Border(match.start(), match.end(), (), location)
                break


def _code(item: Found) -> str:
    place = item.place
    return (place.country or "") if place is not None and is_country(place) else ""


def _neighbours(text: str, match: re.Match[str], names: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """The names that belong to a border word: to its left ('the Belarus-Ukraine border') and right."""
    left: list[Found] = []
    before = [item for item in names if item.end <= match.start()]
    if before:
        last = before[-1]
        gap = text[last.end : match.start()]
        owned = gap[:1] in "'’" or last.form == "demonym"
        if (_OWNED if owned else _PLAIN).fullmatch(gap) or (not owned and _PLAIN.fullmatch(gap)):
            left.append(last)
            if len(before) > 1 and re.fullmatch(r"\s*[-–—/]\s*|\s+and\s+", text[before[-2].end : last.start]):
                left.insert(0, before[-2])
    right: list[Found] = []
    after = [item for item in names if item.start >= match.end()]
    if after and _WITH.fullmatch(text[match.end() : after[0].start]):
        right.append(after[0])
        if len(after) > 1 and _AND.fullmatch(text[after[0].end : after[1].start]):
            right.append(after[1])
    return left, right
