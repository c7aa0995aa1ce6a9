"""Rows to the files of the index; the same rows give the same bytes."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import marisa_trie
import msgspec
import numpy as np
import shapely

from geomap._files import write_whole
from geomap.gazetteer import _index, _shapes
from geomap.gazetteer._hand import FORMATION
from geomap.gazetteer._keys import fold, sound_key
from geomap.gazetteer._outlines import as_polygons
from geomap.gazetteer._rows import Row

__all__ = ["compile_index"]

_ALTERNATE = 18
_MIN_SOUND = 4
# Letters that sound keys are not made of (Armenian, Hebrew, Arabic, Thai, Georgian, kana, Han, Hangul).
_OTHER_SCRIPT = re.compile(
    "[\u0561-\u0586\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u0e01-\u0e2e\u10d0-\u10f0"
    "\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3]"
)
_RECORD = struct.Struct(_index.RECORD)
_PACKED_HARD = 7
_SEP, _ITEM = "\x1e", "\x1f"
_PRECISIONS = ("site", "settlement", "near", "district", "region", "country", "line")


class _Table:
    """Values in the order they were first seen, and their numbers; 0 is the empty one."""

    def __init__(self, empty: Any) -> None:
        self.values: list[Any] = [empty]
        self._numbers = {empty: 0}

    def number(self, value: Any) -> int:
        if value not in self._numbers:
            self._numbers[value] = len(self.values)
            self.values.append(value)
        return self._numbers[value]


class _Shapes:
    """The shapes file as it grows."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._ends: list[int] = []

    def add(self, geometry: Any) -> int:
        self._data += _packed(geometry)
        self._ends.append(len(self._data))
        return len(self._ends) - 1

    def bytes(self) -> bytes:
        """Number of shapes, where each ends, the shapes."""
        return struct.pack(f"<I{len(self._ends)}I", len(self._ends), *self._ends) + self._data


def compile_index(
    rows: Sequence[Row],
    borders: Mapping[str, tuple[Any, int]],
    inputs: Mapping[str, str],
    worldviews: Mapping[str, Mapping[str, Any]],
    folder: Path,
) -> dict[str, int]:
    """Write the index of ``rows`` into ``folder``; the sizes of its files in bytes.

    Parameters
    ----------
    borders
        'RU-UA' (codes in alphabetical order) to a shapely line and how exact it is, in metres.
    inputs
        Name and version, or hash, of what the rows were read from.
    worldviews
        Name to what differs in it: ``title``, and ``country`` (row id to country).
    """
    rows = sorted(rows, key=lambda r: (-r.prominence, r.id))
    # The two tries are most of the work: one is made in a process of its own meanwhile.
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    sounds = pool.submit(
        _sounds_trie,
        [() if r.kind == FORMATION else (r.prominence, r.name, *r.first_names, *r.names) for r in rows],
    )
    pool.shutdown(wait=False)
    shapes = _Shapes()
    tables = {"kinds": _Table(""), "countries": _Table(""), "admin1": _Table("\t"), "tz": _Table("")}
    sources = _Table(("", ""))
    packed, texts, at = bytearray(), bytearray(), 0
    variants: dict[str, dict[str, int]] = defaultdict(dict)
    for number, row in enumerate(rows):
        shape = _index.NO_SHAPE if row.shape is None else shapes.add(row.shape)
        for worldview, geometry in sorted(row.shapes.items()):
            variants[worldview][str(number)] = shapes.add(geometry)
        text = _text(row)
        packed += _index.ROW.pack(
            _geonames_number(row.id),
            round(row.lon * 1e5),
            round(row.lat * 1e5),
            row.population,
            round(row.radius_m),
            shape,
            at,
            tables["admin1"].number(f"{row.country}\t{row.admin1}") if row.admin1 else 0,
            tables["tz"].number(row.timezone or ""),
            tables["countries"].number(row.country or ""),
            tables["kinds"].number(row.kind),
            _PRECISIONS.index(row.precision),
            sources.number(row.source),
            0,
        )
        texts += text
        at += len(text)
    admin1_numbers = {
        row.id.removeprefix("geonames:"): tables["admin1"].number(f"{row.country}\t{row.admin1}")
        for row in rows
        if row.kind == "ADM1"
    }
    border_shapes = {pair: (shapes.add(line), exact) for pair, (line, exact) in sorted(borders.items())}
    line_shapes = {row.id: shapes.add(row.line) for row in rows if row.line is not None}
    files = {
        "places.bin": _index.HEADER.pack(_index.MAGIC, _index.FORMAT, len(rows)) + packed + texts,
        "shapes.bin": shapes.bytes(),
        "ids.bin": _ids(rows),
        "boxes.bin": _boxes(rows),
        "names.marisa": _names_trie(rows),
        "sounds.marisa": sounds.result(),
    }
    meta = _index.Meta(
        format=_index.FORMAT,
        kinds=tables["kinds"].values,
        countries=tables["countries"].values,
        admin1="\n".join(tables["admin1"].values),
        timezones="\n".join(tables["tz"].values),
        precisions=list(_PRECISIONS),
        sources=sources.values,
        borders=border_shapes,
        lines=line_shapes,
        worldviews={
            name: _view(view, dict(variants.get(name, {})), admin1_numbers)
            for name, view in sorted(worldviews.items())
        },
        counts=_counts(rows),
        inputs=dict(sorted(inputs.items())),
        files={name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in sorted(files.items())},
    )
    files["meta.json"] = msgspec.json.encode(meta)
    for name, data in files.items():
        write_whole(folder / name, data)
    return {name: len(data) for name, data in files.items()}


def _view(view: Mapping[str, Any], shapes: Mapping[str, int], numbers: Mapping[str, int]) -> dict[str, Any]:
    """A worldview as it stands in ``meta.json``: shapes by row, country by number of the admin-1 area."""
    held = {str(numbers[code]): country for code, country in view["admin1"].items() if code in numbers}
    return {**view, "shapes": shapes, "admin1": held}


def _text(row: Row) -> bytes:
    own = "" if _geonames_number(row.id) else row.id
    others = dict.fromkeys(n for n in (*row.first_names, *row.names, *row.abbreviations) if n != row.name)
    return _SEP.join((row.name, own, row.valid_from, row.valid_to, _ITEM.join(others))).encode()


def _geonames_number(place_id: str) -> int:
    scheme, _, number = place_id.partition(":")
    return int(number) if scheme == "geonames" and number.isdecimal() else 0


def _ids(rows: Sequence[Row]) -> bytes:
    pairs = sorted((number, at) for at, row in enumerate(rows) if (number := _geonames_number(row.id)))
    return np.array(pairs, dtype="<u4").T.tobytes()


def _boxes(rows: Sequence[Row]) -> bytes:
    """Row and bounding box (1e-5 degrees) of each country and admin-1 area."""
    packed = bytearray()
    for at, row in enumerate(rows):
        if row.kind in {"PCLI", "ADM1"} and row.shape is not None:
            packed += struct.pack("<Iiiii", at, *(round(edge * 1e5) for edge in row.shape.bounds))
    return bytes(packed)


def _names_trie(rows: Iterable[Row]) -> bytes:
    items: list[bytes] = []
    for number, row in enumerate(rows):
        keys: dict[str, int] = {}
        for key, prominence in _keys_of(row):
            keys[key] = max(0, prominence, keys.get(key, 0))
        items += [_item(key, number, best) for key, best in keys.items() if key]
    return _trie(items)


def _keys_of(row: Row) -> Iterator[tuple[str, int]]:
    """The keys under which a row is found, and how prominent it is by each."""
    if not _geonames_number(row.id):
        yield "#" + row.id, row.prominence
    if row.kind == FORMATION:
        for name in (row.name, *row.names):
            yield "!" + fold(name), row.prominence
        return
    for name in (row.name, *row.first_names):
        yield fold(name), row.prominence
    for name in row.names:
        yield fold(name), row.prominence - (0 if row.equal_names else _ALTERNATE)
    for name in row.abbreviations:
        yield "=" + name, row.prominence
    for word in row.demonyms:
        yield "@" + fold(word), row.prominence


def _sounds_trie(rows: Iterable[tuple[Any, ...]]) -> bytes:
    """The trie of sound keys; a row is its prominence and its names, or empty."""
    items: list[bytes] = []
    for number, (prominence, *names) in ((n, row) for n, row in enumerate(rows) if row):
        keys = {sound_key(name) for name in names if not _OTHER_SCRIPT.search(name)}
        items += [_item(key, number, prominence) for key in keys if len(key) >= _MIN_SOUND]
    return _trie(items)


def _item(key: str, number: int, prominence: int) -> bytes:
    """A key and its record as `marisa_trie.RecordTrie` writes them."""
    return key.encode() + b"\xff" + _RECORD.pack(number, prominence)


def _trie(items: list[bytes]) -> bytes:
    items.sort()
    return bytes(marisa_trie.BinaryTrie(items).tobytes())


def _counts(rows: Iterable[Row]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.kind] += 1
    return dict(sorted(counts.items()))


def _packed(geometry: Any) -> bytes:
    """A shapely polygon or line as `geomap.gazetteer._shapes` tells; polygons stay valid on its grid."""
    is_line = geometry.geom_type.endswith("LineString")
    if not is_line:
        snapped = as_polygons(_on_grid(geometry))
        geometry = geometry if snapped.is_empty else snapped
    parts = shapely.get_parts(geometry)
    rings = parts if is_line else shapely.get_rings(parts)
    per_part = [1] * len(parts) if is_line else [1 + int(n) for n in shapely.get_num_interior_rings(parts)]
    sizes = shapely.get_num_coordinates(rings)
    whole = np.rint(shapely.get_coordinates(rings) / _shapes.STEP).astype(np.int64)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    steps = np.diff(whole, axis=0, prepend=0)
    steps[starts] = whole[starts]
    head = np.array([int(is_line), len(parts), *per_part, *sizes], dtype=np.int64)
    return zlib.compress(
        np.concatenate([head, steps[:, 0], steps[:, 1]]).astype("<i4").tobytes(), _PACKED_HARD
    )


def _on_grid(geometry: Any) -> Any:
    """``geometry`` on the grid of the file; what plain rounding breaks goes GEOS's slower way."""
    parts = shapely.get_parts(geometry)
    rounded = shapely.transform(parts, lambda points: np.rint(points / _shapes.STEP) * _shapes.STEP)
    broken = ~shapely.is_valid(rounded)
    rounded[~broken] = shapely.remove_repeated_points(rounded[~broken])
    rounded[broken] = shapely.set_precision(parts[broken], _shapes.STEP)
    pieces = shapely.get_parts(rounded)
    whole = shapely.MultiPolygon(list(pieces[~shapely.is_empty(pieces)]))
    return whole if shapely.is_valid(whole) else shapely.set_precision(geometry, _shapes.STEP)
