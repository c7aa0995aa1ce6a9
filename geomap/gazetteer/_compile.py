"""Rows to the files of the index; the same rows give the same bytes."""

from __future__ import annotations

import hashlib
import re
import struct
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
from geomap.gazetteer import _index
from geomap.gazetteer._hand import FORMATION
from geomap.gazetteer._keys import fold, sound_key
from geomap.gazetteer._pack import pack_shapes
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
    """Geometries in the order they were first asked for; `geomap.gazetteer._pack` writes them."""

    def __init__(self) -> None:
        self._geometries: list[Any] = []

    def add(self, geometry: Any) -> int:
        self._geometries.append(geometry)
        return len(self._geometries) - 1

    def wkb(self) -> list[bytes]:
        """All of them, to be handed to another process."""
        return [bytes(data) for data in shapely.to_wkb(np.array(self._geometries, dtype=object))]


def compile_index(
    rows: Sequence[Row],
    borders: Mapping[str, Mapping[str, tuple[Any, int]]],
    inputs: Mapping[str, str],
    worldviews: Mapping[str, Mapping[str, Any]],
    folder: Path,
    *,
    pool: ProcessPoolExecutor | None = None,
) -> dict[str, int]:
    """Write the index of ``rows`` into ``folder``; the sizes of its files in bytes.

    Parameters
    ----------
    borders
        By worldview, the default first: 'RU-UA' (codes in alphabetical order) to a shapely line and how exact
        it is, in metres.
    inputs
        Name and version, or hash, of what the rows were read from.
    worldviews
        Name to what differs in it: ``title``, and ``country`` (row id to country).
    pool
        Another process, with nothing to do after this; one of its own when None.
    """
    rows = sorted(rows, key=lambda r: (-r.prominence, r.id))
    # The two tries are most of the work: one is made in a process of its own meanwhile.
    pool = pool or ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    sounds = pool.submit(
        _sounds_trie,
        [() if r.kind == FORMATION else (r.prominence, r.name, *r.first_names, *r.names) for r in rows],
    )
    shapes = _Shapes()
    tables = {"kinds": _Table(""), "countries": _Table(""), "admin1": _Table("\t"), "tz": _Table("")}
    sources = _Table(("", ""))
    packed, texts, at = bytearray(), bytearray(), 0
    variants: dict[str, dict[str, int]] = defaultdict(dict)
    geonames = [_geonames_number(row.id) for row in rows]
    for number, row in enumerate(rows):
        shape = _index.NO_SHAPE if row.shape is None else shapes.add(row.shape)
        for worldview, geometry in sorted(row.shapes.items()):
            variants[worldview][str(number)] = shapes.add(geometry)
        text = _text(row, "" if geonames[number] else row.id)
        packed += _index.ROW.pack(
            geonames[number],
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
    usual, *_ = borders.values()
    border_shapes = {pair: (shapes.add(line), exact) for pair, (line, exact) in sorted(usual.items())}
    moved = {view: _moved(usual, lines, shapes) for view, lines in sorted(borders.items())}
    line_shapes = {row.id: shapes.add(row.line) for row in rows if row.line is not None}
    packed_shapes = pool.submit(pack_shapes, shapes.wkb())
    pool.shutdown(wait=False)
    files = {
        "places.bin": _index.HEADER.pack(_index.MAGIC, _index.FORMAT, len(rows)) + packed + texts,
        "shapes.bin": b"",
        "ids.bin": _ids(geonames),
        "boxes.bin": _boxes(rows),
        "names.marisa": _names_trie(rows),
        "sounds.marisa": sounds.result(),
    }
    files["shapes.bin"] = packed_shapes.result()
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
            name: {
                **_view(view, dict(variants.get(name, {})), admin1_numbers),
                "borders": moved.get(name, {}),
            }
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


def _moved(
    usual: Mapping[str, tuple[Any, int]], lines: Mapping[str, tuple[Any, int]], shapes: _Shapes
) -> dict[str, tuple[int, int] | None]:
    """Borders that a worldview draws elsewhere, and those it does not draw (None)."""
    changed: dict[str, tuple[int, int] | None] = dict.fromkeys(sorted(set(usual) - set(lines)))
    for pair, (line, exact) in sorted(lines.items()):
        if pair not in usual or not usual[pair][0].equals_exact(line, 0.0):
            changed[pair] = (shapes.add(line), exact)
    return changed


def _view(view: Mapping[str, Any], shapes: Mapping[str, int], numbers: Mapping[str, int]) -> dict[str, Any]:
    """A worldview as it stands in ``meta.json``: shapes by row, country by number of the admin-1 area."""
    held = {str(numbers[code]): country for code, country in view["admin1"].items() if code in numbers}
    return {**view, "shapes": shapes, "admin1": held}


def _text(row: Row, own: str) -> bytes:
    others = dict.fromkeys(n for n in (*row.first_names, *row.names, *row.abbreviations) if n != row.name)
    return _SEP.join((row.name, own, row.valid_from, row.valid_to, _ITEM.join(others))).encode()


def _geonames_number(place_id: str) -> int:
    scheme, _, number = place_id.partition(":")
    return int(number) if scheme == "geonames" and number.isdecimal() else 0


def _ids(geonames: Sequence[int]) -> bytes:
    pairs = sorted((number, at) for at, number in enumerate(geonames) if number)
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
