"""The gazetteer as it is asked: names to places, places to outlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from geomap._files import sha256_of
from geomap._sphere import sphere_m
from geomap.errors import MissingDataError, PlaceNotFoundError
from geomap.gazetteer import _index
from geomap.gazetteer._about import about
from geomap.gazetteer._keys import fold
from geomap.gazetteer._matching import Matcher, Record
from geomap.gazetteer._overlay import Overlay, read_overlay
from geomap.gazetteer._reader import Reader
from geomap.model import Candidate, Geometry, MatchKind, Place

__all__ = ["DEFAULT_WORLDVIEW", "Gazetteer"]

DEFAULT_WORLDVIEW = "un"
_LIMIT = 60
# A candidate's share of the score grows with the square root of the people behind its prominence.
_SHARE = tuple(10 ** (p / 56.0) for p in range(256))
_GUESS = 0.5


class Gazetteer:
    """Places by name; made by `Gazetteer.open`.

    Attributes
    ----------
    worldview
        Whose borders hold: ``un`` (the default, as the United Nations' bodies speak of them) or ``ne``
        (who holds the ground, as Natural Earth draws it).
    """

    def __init__(self, reader: Reader, overlays: Sequence[Overlay], worldview: str, folder: Path) -> None:
        self.worldview = worldview
        self._reader = reader
        self._overlays = tuple(reversed(overlays))
        self._folder = folder
        self._matcher = Matcher(reader, self._overlays)
        self._direction_parts: dict[tuple[str, str], Geometry | None] = {}

    @classmethod
    def open(
        cls,
        overlays: Sequence[str | Path] = (),
        worldview: str = DEFAULT_WORLDVIEW,
        folder: Path | None = None,
    ) -> Gazetteer:
        """The gazetteer in the package, mapped from disk: about a millisecond.

        Parameters
        ----------
        overlays
            Files of the user's own places (CSV, GeoJSON, GeoPackage), which win over ours; of two that name
            the same place the later one wins.
        worldview
            Whose borders hold: ``un`` or ``ne``.
        folder
            Another compiled index; None for the package's.

        Raises
        ------
        MissingDataError
            The index was not built or is damaged; the message names the cure.
        InputError
            An overlay cannot be used, or there is no such worldview.
        """
        folder = folder or _index.DATA
        return cls(Reader(folder, worldview), [read_overlay(Path(p)) for p in overlays], worldview, folder)

    # What stages ask (PlaceLookup)

    def candidates(self, name: str, *, close: bool = False, limit: int = _LIMIT) -> tuple[Candidate, ...]:
        """Places known by ``name``, the likeliest first; empty when none.

        Tried in turn until something matches: the user's overlays, the name and its folded form (case,
        accents, apostrophes and hyphens forgotten), the way it sounds across habits of transliteration, and,
        with ``close``, names a letter or two off, or one sound off. The score is a place's share of
        prominence among those that match, before any context; a close match has half of it.
        """
        own = self._own(name)
        records: list[Record] = self._matcher.named(name)
        kind: MatchKind = "folded"
        if not records and not own:
            records, kind = self._matcher.sounding(name), "transliterated"
        if not records and not own and close:
            records, kind = self._matcher.close(name), "close"
        if not records:
            return tuple(Candidate(place=p, match=m, score=1 / len(own)) for p, m in own)
        records.sort(key=lambda record: (-record[1], record[0]))
        total = sum(_SHARE[p] for _, p in records) * (1 / _GUESS if kind == "close" else 1)
        found = [Candidate(place=p, match=m, score=1 / len(own)) for p, m in own]
        for row, prominence in records[:limit]:
            place = self._reader.place(row)
            match = kind
            if kind == "folded" and (name == place.name or name in place.other_names):
                match = "exact"
            score = _SHARE[prominence] / total
            found.append(Candidate(place=place, match=match, score=0.0 if own else score))
        return tuple(found)

    def has_name(self, name: str) -> bool:
        """Whether `candidates` would find ``name`` exactly or folded: cheap, for scanning text."""
        return self._matcher.has_name(name)

    def longest_match(self, words: Sequence[str], start: int) -> int:
        """How many of ``words`` from ``start`` on form the longest known name; 0 for none."""
        return self._matcher.longest_match(words, start)

    def place(self, place_id: str) -> Place:
        """The place of that id. Raises `PlaceNotFoundError`."""
        for overlay in self._overlays:
            if place_id in overlay.places:
                return overlay.places[place_id]
        return self._reader.place(self._reader.number(place_id))

    def polygon(self, place_id: str) -> Geometry | None:
        """Outline as MultiPolygon in lon, lat; None where there is none. Raises `PlaceNotFoundError`.

        The id of a part that `find` gave ('geonames:690791#eastern') stands for that part.
        """
        whole, _, direction = place_id.partition("#")
        if direction:
            return self.direction_part(whole, direction)
        for overlay in self._overlays:
            if place_id in overlay.places:
                return overlay.polygons.get(place_id)
        return self._reader.outline(self._reader.number(place_id))

    def line(self, place_id: str) -> Geometry | None:
        """The MultiLineString of a named line ('line of contact'); None for a place that is no line."""
        shape = self._reader.meta.lines.get(place_id)
        return None if shape is None else self._reader.shape(shape)

    def border(self, country: str, other: str | None = None) -> Geometry | None:
        """Border line of a country (ISO alpha-2) with one neighbour or all: MultiLineString or None.

        Derived from the outlines under the worldview; `border_exactness_m` tells how exact.
        """
        lines: list[Any] = []
        for pair, (shape, _) in self._reader.borders.items():
            a, b = pair.split("-")
            if country in (a, b) and (other is None or other in (a, b)) and country != other:
                lines.extend(self._reader.shape(shape).coordinates)
        return Geometry("MultiLineString", lines) if lines else None

    def border_exactness_m(self, country: str, other: str) -> float | None:
        """How far, in metres, a drawn border may lie from the true one; None where there is no border."""
        found = self._reader.borders.get("-".join(sorted((country, other))))
        return None if found is None else float(found[1])

    def direction_part(self, place_id: str, direction: str) -> Geometry | None:
        """The ``direction`` ('eastern', 'north-west', 'central') part of a place's polygon."""
        key = (place_id, direction)
        if key not in self._direction_parts:
            from geomap.gazetteer._parts import direction_part  # noqa: PLC0415  shapely

            outline = self.polygon(place_id)
            self._direction_parts[key] = None if outline is None else direction_part(outline, direction)
        return self._direction_parts[key]

    def demonym(self, word: str) -> Place | None:
        """The country or region a demonym or adjective ('Russian', 'Syrians') belongs to."""
        records = self._reader.names.get("@" + fold(word))
        return self._reader.place(max(records, key=lambda record: record[1])[0]) if records else None

    # What people ask

    def find(
        self,
        name: str,
        *,
        near: str | tuple[float, float] | None = None,
        country: str | None = None,
        kind: str | None = None,
        limit: int = 10,
    ) -> tuple[Candidate, ...]:
        """Places known by ``name`` under every way of matching, the likeliest first.

        'Eastern Ukraine', where it is no name of its own, is that part of Ukraine's outline, with an id that
        `polygon` knows.

        Parameters
        ----------
        near
            A place's name, or (lon, lat) in degrees: the nearest come first.
        country
            ISO alpha-2 code or a country's name: only places in it.
        kind
            A GeoNames feature code, or how one begins ('PPL', 'ADM').

        Raises
        ------
        PlaceNotFoundError
            ``near`` or ``country`` names nothing known.
        """
        code = self._country_code(country) if country else None
        found = [
            candidate
            for candidate in self._found(name)
            if (code is None or candidate.place.country == code)
            and (kind is None or candidate.place.kind.startswith(kind.upper()))
        ]
        if near is not None:
            lon, lat = self._point(near)
            found.sort(key=lambda c: (sphere_m(lon, lat, c.place.lon, c.place.lat), c.place.id))
        return tuple(found[:limit])

    def _found(self, name: str) -> tuple[Candidate, ...]:
        """What `find` chooses from: sure matches, else parts of areas, else guesses."""
        sure = self.candidates(name, limit=_LIMIT * 10)
        if any(candidate.match != "transliterated" for candidate in sure):
            return sure
        return self._parts(name) or sure or self.candidates(name, close=True, limit=_LIMIT * 10)

    def _parts(self, name: str) -> tuple[Candidate, ...]:
        from geomap.gazetteer._parts import split_direction  # noqa: PLC0415  rarely asked for

        direction, whole = split_direction(name)
        found = []
        for candidate in self.candidates(whole) if direction else ():
            place = candidate.place
            outline = self.direction_part(place.id, direction) if place.has_polygon else None
            if outline is not None:
                middle = outline.shape.representative_point()
                part = replace(
                    place,
                    id=f"{place.id}#{direction}",
                    name=f"{direction} {place.name}",
                    other_names=(),
                    kind="RGN",
                    precision="region",
                    population=0,
                    lon=round(middle.x, 5),
                    lat=round(middle.y, 5),
                    radius_m=place.radius_m * (outline.shape.area / self._shape_area(place.id)) ** 0.5,
                )
                found.append(Candidate(place=part, match=candidate.match, score=candidate.score))
        return tuple(found)

    def _shape_area(self, place_id: str) -> float:
        outline = self.polygon(place_id)
        return float(outline.shape.area) if outline is not None else 1.0

    def country_at(self, lon: float, lat: float) -> Place | None:
        """The country whose outline holds the point (degrees); None at sea."""
        return self._area_at(lon, lat, "PCLI")

    def admin1_at(self, lon: float, lat: float) -> Place | None:
        """The admin-1 area whose outline holds the point (degrees); None at sea."""
        return self._area_at(lon, lat, "ADM1")

    def formation(self, name: str) -> Place | None:
        """Where a formation ('1st Guards Tank Army') has its garrison in peace; None for an unknown one."""
        records = self._reader.names.get("!" + fold(name))
        return self._reader.place(records[0][0]) if records else None

    def info(self) -> dict[str, Any]:
        """What the gazetteer holds, from where: counts by kind, inputs, worldviews, overlays, bytes."""
        return about(self._reader, self._overlays, self.worldview, self._folder)

    def learn(self, answers: Mapping[str, Sequence[Place]]) -> Gazetteer:
        """A gazetteer that also knows what a service answered for names this one lacks: places by name asked.

        They stay apart from the index and from the user's own, each with its provider, licence and day, and
        the names that the index or an overlay knows stay what they are.
        """
        known = {place.id: place for places in answers.values() for place in places}
        names = {
            fold(name): tuple(place.id for place in places)
            for name, places in answers.items()
            if places and not self.candidates(name)
        }
        learnt = Overlay(None, known, names, {}, "exact")
        return Gazetteer(self._reader, (learnt, *reversed(self._overlays)), self.worldview, self._folder)

    def verify(self) -> None:
        """Compare every file with the hash it was built with. Raises `MissingDataError`."""
        for name, (_, wanted) in self._reader.meta.files.items():
            if sha256_of(self._folder / name) != wanted:
                raise MissingDataError(f"{self._folder / name}: damaged: run `make` again")

    def _own(self, name: str) -> list[tuple[Place, MatchKind]]:
        key = fold(name)
        for overlay in self._overlays:
            if key in overlay.names:
                return [(overlay.places[place_id], overlay.match) for place_id in overlay.names[key]]
        return []

    def _area_at(self, lon: float, lat: float, kind: str) -> Place | None:
        for row in self._reader.rows_around(lon, lat, kind):
            outline = self._reader.outline(row)
            if outline is not None and _contains(outline, lon, lat):
                return self._reader.place(row)
        return None

    def _country_code(self, country: str) -> str:
        if len(country) == 2 and country.upper() in self._reader.meta.countries:  # noqa: PLR2004  ISO alpha-2
            return country.upper()
        for candidate in self.candidates(country):
            if candidate.place.kind == "PCLI" and candidate.place.country:
                return candidate.place.country
        raise PlaceNotFoundError(f"no country {country!r}")

    def _point(self, near: str | tuple[float, float]) -> tuple[float, float]:
        if not isinstance(near, str):
            return near
        found = self.candidates(near)
        if not found:
            raise PlaceNotFoundError(f"no place {near!r}")
        return found[0].place.lon, found[0].place.lat


def _contains(outline: Geometry, lon: float, lat: float) -> bool:
    from shapely import contains_xy  # noqa: PLC0415  shapely only where an outline is wanted

    return bool(contains_xy(outline.shape, lon, lat))
