"""The compiled index as it lies on disk, read by mapping: rows, keys, shapes. No judgement here."""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import marisa_trie

from geomap.errors import InputError, MissingDataError, PlaceNotFoundError
from geomap.gazetteer import _index, _shapes
from geomap.model import Geometry, Place, Precision

__all__ = ["Reader"]

_UINT = struct.Struct("<I")
_BOX = struct.Struct("<Iiiii")
_DIGITS = 11
_CACHE = 20_000
_SHAPE_CACHE = 64
_DEGREE = 1e5


class Reader:
    """Rows by number, record lists by key, shapes by number; see `geomap.gazetteer._index` for the files.

    Raises
    ------
    MissingDataError
        The index is not there or damaged.
    InputError
        There is no such worldview.
    """

    def __init__(self, folder: Path, worldview: str) -> None:
        meta = _index.read_meta(folder)
        if worldview not in meta.worldviews:
            raise InputError(f"no worldview {worldview!r}: there are {', '.join(sorted(meta.worldviews))}")
        self.meta = meta
        self._folder = folder
        self._places = _index.map_file(folder / "places.bin")
        magic, version, self._count = _index.HEADER.unpack_from(self._places)
        if (magic, version) != (_index.MAGIC, _index.FORMAT):
            raise MissingDataError(f"{folder / 'places.bin'}: damaged: run `make` again")
        self._texts = _index.HEADER.size + self._count * _index.ROW.size
        self.names = _trie(folder / "names.marisa")
        self._sounds: Any = None
        self._shape_data: Any = None
        self._cache: dict[int, Place] = {}
        self._geometry: dict[int, Geometry] = {}
        self._by_number: memoryview | None = None
        self._boxes: dict[str, list[tuple[int, ...]]] | None = None
        self._admin1: list[str] = meta.admin1.split("\n")
        self._timezones: list[str] = meta.timezones.split("\n")
        view = meta.worldviews[worldview]
        self._view_shapes: dict[str, int] = view.get("shapes", {})
        self._view_admin1: dict[str, str] = view.get("admin1", {})
        moved = {**meta.borders, **view.get("borders", {})}
        self.borders: dict[str, tuple[int, int]] = {pair: found for pair, found in moved.items() if found}

    @property
    def sounds(self) -> Any:
        """The trie of sound keys, mapped when first asked for."""
        if self._sounds is None:
            self._sounds = _trie(self._folder / "sounds.marisa")
        return self._sounds

    def place(self, row: int) -> Place:
        """The place in ``row``."""
        place = self._cache.get(row)
        if place is None:
            if len(self._cache) >= _CACHE:
                self._cache.clear()
            place = self._cache[row] = self._read(row)
        return place

    def number(self, place_id: str) -> int:
        """The row of ``place_id``. Raises `PlaceNotFoundError`."""
        scheme, _, digits = place_id.partition(":")
        if scheme == "geonames" and digits.isdecimal() and len(digits) < _DIGITS:
            if self._by_number is None:
                self._by_number = memoryview(_index.map_file(self._folder / "ids.bin")).cast("I")
            ids = self._by_number
            half = len(ids) // 2
            at = bisect_left(ids, int(digits), 0, half)
            if at < half and ids[at] == int(digits):
                return ids[half + at]
        records = self.names.get("#" + place_id)
        if not records:
            raise PlaceNotFoundError(f"no place with the id {place_id!r}")
        return int(records[0][0])

    def outline(self, row: int) -> Geometry | None:
        """The polygon of ``row`` under the worldview; None where there is none."""
        shape = self._view_shapes.get(str(row), self._fields(row)[5])
        return None if shape == _index.NO_SHAPE else self.shape(shape)

    def shape(self, shape: int) -> Geometry:
        """Shape number ``shape``; the last few are kept."""
        geometry = self._geometry.get(shape)
        if geometry is None:
            if len(self._geometry) >= _SHAPE_CACHE:
                self._geometry.clear()
            if self._shape_data is None:
                self._shape_data = _index.map_file(self._folder / "shapes.bin")
            data = self._shape_data
            base = _UINT.size * (1 + _UINT.unpack_from(data)[0])
            start = _UINT.unpack_from(data, _UINT.size * shape)[0] if shape else 0
            stop = _UINT.unpack_from(data, _UINT.size * (1 + shape))[0]
            geometry = self._geometry[shape] = _shapes.decode(data[base + start : base + stop])
        return geometry

    def rows_around(self, lon: float, lat: float, kind: str) -> Iterator[int]:
        """Rows of areas of ``kind`` (PCLI, ADM1) whose bounding box holds the point, smallest box first."""
        if self._boxes is None:
            self._boxes = {}
            for row, *box in _BOX.iter_unpack((self._folder / "boxes.bin").read_bytes()):
                self._boxes.setdefault(self.meta.kinds[self._fields(row)[10]], []).append((row, *box))
        x, y = round(lon * _DEGREE), round(lat * _DEGREE)
        found = []
        for row, west, south, east, north in self._boxes.get(kind, ()):
            if west <= x <= east and south <= y <= north:
                found.append(((east - west) * (north - south), row))
        for _, row in sorted(found):
            yield row

    def _fields(self, row: int) -> tuple[int, ...]:
        return _index.ROW.unpack_from(self._places, _index.HEADER.size + row * _index.ROW.size)

    def _read(self, row: int) -> Place:
        meta = self.meta
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
        ) = self._fields(row)
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
            lon=lon / _DEGREE,
            lat=lat / _DEGREE,
            population=population,
            radius_m=float(radius),
            precision=cast("Precision", meta.precisions[precision]),
            has_polygon=shape != _index.NO_SHAPE or str(row) in self._view_shapes,
            valid_from=valid_from or None,
            valid_to=valid_to or None,
            source=credit,
            licence=licence,
        )


def _trie(path: Path) -> Any:
    trie = marisa_trie.RecordTrie(_index.RECORD)
    try:
        trie.mmap(str(path))
    except (RuntimeError, OSError) as error:
        raise MissingDataError(f"{path}: damaged ({error}): run `make` again") from error
    return trie
