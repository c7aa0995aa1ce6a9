"""The gazetteer as it is asked: names to places, places to outlines."""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import marisa_trie

from geomap.errors import MissingDataError, PlaceNotFoundError
from geomap.gazetteer import _index, _shapes
from geomap.gazetteer._keys import fold, sound_key
from geomap.model import Candidate, Geometry, MatchKind, Place

__all__ = ["DEFAULT_WORLDVIEW", "Gazetteer"]

DEFAULT_WORLDVIEW = "un"
_LIMIT = 60
_UINT = struct.Struct("<I")
_DIGITS = 11
_CACHE = 20_000
_SHAPE_CACHE = 64
_LONGEST = 9
_ABBREVIATION_WORDS = 6
# A candidate's share of the score grows with the square root of the people behind its prominence.
_SHARE = tuple(10 ** (p / 56.0) for p in range(256))


class Gazetteer:
    """Places by name; made by `Gazetteer.open`.

    Parameters
    ----------
    folder
        Where the compiled index lies.
    worldview
        Whose borders hold: a name from `worldviews`.
    """

    def __init__(self, folder: Path, worldview: str) -> None:
        meta = _index.read_meta(folder)
        if worldview not in meta.worldviews:
            known = ", ".join(sorted(meta.worldviews))
            raise PlaceNotFoundError(f"no worldview {worldview!r}: known are {known}")
        self.worldview = worldview
        self._folder = folder
        self._meta = meta
        self._places = _index.map_file(folder / "places.bin")
        magic, _, self._count = _index.HEADER.unpack_from(self._places)
        if magic != _index.MAGIC:
            raise MissingDataError(f"{folder / 'places.bin'}: damaged: run `make` again")
        self._texts = _index.HEADER.size + self._count * _index.ROW.size
        self._names = _trie(folder / "names.marisa")
        self._sounds: Any = None
        self._shape_data: Any = None
        self._cache: dict[int, Place] = {}
        self._geometry: dict[int, Geometry] = {}
        self._direction_parts: dict[tuple[str, str], Geometry | None] = {}
        self._by_number: memoryview | None = None
        self._admin1: list[str] = meta.admin1.split("\n")
        self._timezones: list[str] = meta.timezones.split("\n")
        view: Mapping[str, Any] = meta.worldviews[worldview]
        self._view_shapes: dict[str, int] = view.get("shapes", {})
        self._view_admin1: dict[str, str] = view.get("admin1", {})

    @classmethod
    def open(
        cls,
        overlays: Sequence[Path] = (),  # noqa: ARG003
        worldview: str = DEFAULT_WORLDVIEW,
        folder: Path | None = None,
    ) -> Gazetteer:
        """The gazetteer in the package, mapped from disk: about a millisecond.

        Parameters
        ----------
        overlays
            Files of the user's own places, which win over ours; the last one first.
        worldview
            Whose borders hold.
        folder
            Another compiled index; None for the package's.

        Raises
        ------
        MissingDataError
            The index was not built or is damaged.
        """
        return cls(folder or _index.DATA, worldview)

    def candidates(self, name: str, *, close: bool = False, limit: int = _LIMIT) -> tuple[Candidate, ...]:
        """Places known by ``name``, the most prominent first; empty when none.

        The score is a place's share of prominence among all that match, before any context. With ``close``
        names one letter off are tried when nothing else matched, marked ``close``.
        """
        records = self._named(name)
        kind: MatchKind = "folded"
        if not records:
            records = self._sounding(name)
            kind = "transliterated"
        if not records:
            return ()
        records.sort(key=lambda record: (-record[1], record[0]))
        total = sum(_SHARE[p] for _, p in records)
        found = []
        for row, prominence in records[:limit]:
            place = self._row(row)
            match = kind
            if kind == "folded" and (name == place.name or name in place.other_names):
                match = "exact"
            found.append(Candidate(place=place, match=match, score=_SHARE[prominence] / total))
        return tuple(found)

    def has_name(self, name: str) -> bool:
        """Whether `candidates` would find ``name`` exactly or folded."""
        return fold(name) in self._names or "=" + name in self._names

    def longest_match(self, words: Sequence[str], start: int) -> int:
        """How many of ``words`` from ``start`` on form the longest known name; 0 for none."""
        joined, ends = "", {}
        for count, word in enumerate(words[start : start + _LONGEST], 1):
            key = fold(word)
            if key:
                joined = f"{joined} {key}" if joined else key
            ends[len(joined)] = ends.get(len(joined), count)
        best = (
            max((ends.get(len(key), 0) for key in self._names.prefixes(joined)), default=0) if joined else 0
        )
        abbreviation = ""
        for count, word in enumerate(words[start : start + _ABBREVIATION_WORDS], 1):
            abbreviation += word
            if count > best and "=" + abbreviation in self._names:
                best = count
        return best

    def place(self, place_id: str) -> Place:
        """The place of that id. Raises `PlaceNotFoundError`."""
        return self._row(self._number(place_id))

    def polygon(self, place_id: str) -> Geometry | None:
        """Outline as MultiPolygon in lon, lat; None where there is none. Raises `PlaceNotFoundError`."""
        row = self._number(place_id)
        shape = self._view_shapes.get(str(row), self._fields(row)[5])
        return None if shape == _index.NO_SHAPE else self._shape(shape)

    def border(self, country: str, other: str | None = None) -> Geometry | None:
        """Border line of a country (ISO alpha-2) with one neighbour or all: MultiLineString or None."""
        lines: list[Any] = []
        for pair, (shape, _) in self._meta.borders.items():
            a, b = pair.split("-")
            if country in (a, b) and other in (None, a, b):
                lines.extend(self._shape(shape).coordinates)
        return Geometry("MultiLineString", lines) if lines else None

    def direction_part(self, place_id: str, direction: str) -> Geometry | None:
        """The ``direction`` ('eastern', 'north-west', 'southern', 'central') part of a place's polygon."""
        key = (place_id, direction)
        if key not in self._direction_parts:
            from geomap.gazetteer._parts import direction_part  # noqa: PLC0415  shapely only where needed

            outline = self.polygon(place_id)
            self._direction_parts[key] = None if outline is None else direction_part(outline, direction)
        return self._direction_parts[key]

    def demonym(self, word: str) -> Place | None:
        """The country or region a demonym or adjective ('Russian', 'Syrians') belongs to."""
        records = self._names.get("@" + fold(word))
        return self._row(max(records, key=lambda record: record[1])[0]) if records else None

    def _named(self, name: str) -> list[tuple[int, int]]:
        records: list[tuple[int, int]] = list(self._names.get(fold(name), ()))
        records += self._names.get("=" + name, ())
        return records

    def _sounding(self, name: str) -> list[tuple[int, int]]:
        key = sound_key(name)
        if not key:
            return []
        if self._sounds is None:
            self._sounds = _trie(self._folder / "sounds.marisa")
        return list(self._sounds.get(key, ()))

    def _fields(self, row: int) -> tuple[int, ...]:
        return _index.ROW.unpack_from(self._places, _index.HEADER.size + row * _index.ROW.size)

    def _row(self, row: int) -> Place:
        place = self._cache.get(row)
        if place is None:
            if len(self._cache) >= _CACHE:
                self._cache.clear()
            place = self._cache[row] = self._read(row)
        return place

    def _read(self, row: int) -> Place:
        meta = self._meta
        fields = self._fields(row)
        (
            number,
            lon,
            lat,
            population,
            radius,
            shape,
            start,
            admin1,
            zone,
            country,
            kind,
            precision,
            source,
            _,
        ) = fields
        stop = self._fields(row + 1)[6] if row + 1 < self._count else len(self._places) - self._texts
        text = self._places[self._texts + start : self._texts + stop].decode()
        name, own, valid_from, valid_to, others = text.split("\x1e")
        credit, licence = meta.sources[source]
        return Place(
            id=own or f"geonames:{number}",
            name=name,
            other_names=tuple(others.split("\x1f")) if others else (),
            kind=meta.kinds[kind],
            country=self._view_admin1.get(str(admin1), meta.countries[country]) or None,
            admin1=self._admin1[admin1].partition("\t")[2] or None,
            timezone=self._timezones[zone] or None,
            lon=lon / 1e5,
            lat=lat / 1e5,
            population=population,
            radius_m=float(radius),
            precision=meta.precisions[precision],  # type: ignore[arg-type]  the table holds only these
            has_polygon=shape != _index.NO_SHAPE or str(row) in self._view_shapes,
            valid_from=valid_from or None,
            valid_to=valid_to or None,
            source=credit,
            licence=licence,
        )

    def _number(self, place_id: str) -> int:
        scheme, _, digits = place_id.partition(":")
        if scheme == "geonames" and digits.isdecimal() and len(digits) < _DIGITS:
            if self._by_number is None:
                self._by_number = memoryview(_index.map_file(self._folder / "ids.bin")).cast("I")
            ids = self._by_number
            half = len(ids) // 2
            at = bisect_left(ids, int(digits), 0, half)
            if at < half and ids[at] == int(digits):
                return ids[half + at]
        records = self._names.get("#" + place_id)
        if not records:
            raise PlaceNotFoundError(f"no place with the id {place_id!r}")
        return int(records[0][0])

    def _shape(self, shape: int) -> Geometry:
        geometry = self._geometry.get(shape)
        if geometry is None:
            if len(self._geometry) >= _SHAPE_CACHE:
                self._geometry.clear()
            if self._shape_data is None:
                self._shape_data = _index.map_file(self._folder / "shapes.bin")
            data = self._shape_data
            count = _UINT.unpack_from(data)[0]
            base = _UINT.size * (1 + count)
            start = _UINT.unpack_from(data, _UINT.size * shape)[0] if shape else 0
            stop = _UINT.unpack_from(data, _UINT.size * (1 + shape))[0]
            geometry = self._geometry[shape] = _shapes.decode(data[base + start : base + stop])
        return geometry


def _trie(path: Path) -> Any:
    trie = marisa_trie.RecordTrie(_index.RECORD)
    try:
        trie.mmap(str(path))
    except (RuntimeError, OSError) as error:
        raise MissingDataError(f"{path}: damaged ({error}): run `make` again") from error
    return trie
