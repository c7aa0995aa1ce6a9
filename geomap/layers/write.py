"""Layers to a folder: GeoJSON for the period and each day, styles, schema, reports, manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import shapely

from geomap._files import sha256_of
from geomap._quotes import quoted
from geomap.errors import InputError
from geomap.layers.days import day_span, days_between
from geomap.layers.edits import keep_edits
from geomap.layers.feature import Row, instant
from geomap.layers.geojson import collection, encoded_features, rows_of
from geomap.layers.manifest import MANIFEST, manifest, owned_files, read_manifest
from geomap.layers.qgis.renderers import Contents
from geomap.layers.qgis.style import layer_qml
from geomap.layers.reports import reports_jsonl, unplaced_csv
from geomap.layers.situation import PROJECT, write_situation
from geomap.layers.staging import staged
from geomap.layerset import LAYER_NAMES, PROPERTIES, LayerName, LayerSet

__all__ = ["write_layers"]

_AT = {name: PROPERTIES.index(name) for name in ("category", "start", "end", "background", "quote")}


@dataclass(frozen=True)
class _Encoded:
    """A layer ready to be written, whole or the part of it that concerns a day."""

    rows: list[Row]
    features: list[bytes]
    bounds: Any
    start: Any
    end: Any
    background: Any

    def between(self, begin: str, finish: str) -> list[int]:
        """Numbers of what is so at any moment from ``begin`` to before ``finish``; background left out."""
        chosen = np.flatnonzero((self.start < finish) & (self.end > begin) & ~self.background)
        return [int(number) for number in chosen]

    def part(self, chosen: list[int]) -> bytes:
        return collection([self.features[number] for number in chosen], self.bounds[chosen])

    def categories(self, chosen: list[int]) -> set[str]:
        return {self.rows[number][_AT["category"]] for number in chosen}

    def whole(self) -> bytes:
        return collection(self.features, self.bounds)


def write_layers(
    layers: LayerSet,
    out: Path,
    *,
    quotes: str = "short",
    days: bool = True,
    texts: Mapping[str, str] | None = None,
    beside: Mapping[str, Callable[[Path], object]] | None = None,
    tell: Callable[[str], object] = lambda _line: None,
) -> Path:
    """Write ``layers`` to ``out/layers``, all of it or, where that fails, nothing.

    What somebody edited there since the last time is kept whole in ``out/layers/edited``.

    Parameters
    ----------
    quotes
        How much of the sources' sentences is kept: ``full``, ``short`` or ``none``.
    days
        Whether each day of the period gets its folder.
    texts
        Saved texts by document id, to be kept beside the layers; None for none.
    beside
        Other folders of ``out`` by name, and what writes their new files into the folder it is given: they
        replace the old ones together with the layers; None for none.
    tell
        Called with a line for a person where files had been edited.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        A feature breaks the schema, or an earlier manifest there is not ours.
    OutputError
        The folder cannot be written, or another program holds unsaved edits of the GeoPackage; what stood
        there is untouched.
    """
    target = out / "layers"
    encoded = {name: _encoded(layers, name, quotes) for name in LAYER_NAMES}
    contents = {name: Contents.of(layers.frames[name]) for name in LAYER_NAMES}
    styles = {name: layer_qml(name, contents[name], stale_h=layers.stale_h) for name in LAYER_NAMES}
    owned, before = owned_files(target), read_manifest(target)
    hashes: dict[str, str] = {}
    filling = {out / name: fill for name, fill in (beside or {}).items()}
    with staged(target, owned=owned, last=MANIFEST, beside=filling) as folder:
        whole = _whole(layers, encoded, styles, quotes=quotes, texts=texts or {})
        daily = _days(layers, encoded, contents) if days else ()
        for path, content in chain(whole, daily):
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            hashes[path] = hashlib.sha256(content).hexdigest()
        write_situation(
            layers, folder, rows={name: encoded[name].rows for name in LAYER_NAMES}, styles=styles
        )
        for path in (f"{PROJECT}.gpkg", f"{PROJECT}.qgz"):
            hashes[path] = sha256_of(folder / path)
        kept = keep_edits(target, folder, before=before, now=hashes)
        (folder / MANIFEST).write_bytes(manifest(layers, hashes, quotes=quotes, edited=kept.records))
    if line := kept.told(target):
        tell(line)
    return target


def _encoded(layers: LayerSet, name: LayerName, quotes: str) -> _Encoded:
    frame = layers.frames[name]
    rows = _with_quotes(rows_of(frame), quotes)
    geometries = frame.geometry.to_numpy()
    try:
        features = encoded_features(name, rows, geometries)
    except ValueError as error:
        raise InputError(f"layers break their schema: {error}") from error
    return _Encoded(
        rows=rows,
        features=features,
        bounds=shapely.bounds(geometries).reshape(-1, 4),
        start=_column(rows, "start"),
        end=_column(rows, "end"),
        background=np.array([row[_AT["background"]] for row in rows], dtype=bool),
    )


def _with_quotes(rows: list[Row], quotes: str) -> list[Row]:
    at = _AT["quote"]
    return [(*row[:at], quoted(row[at], quotes), *row[at + 1 :]) for row in rows]


def _column(rows: Sequence[Row], name: str) -> Any:
    return np.array([row[_AT[name]] for row in rows], dtype="U20")


def _whole(
    layers: LayerSet,
    encoded: Mapping[LayerName, _Encoded],
    styles: Mapping[LayerName, bytes],
    *,
    quotes: str,
    texts: Mapping[str, str],
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file that concerns the whole period."""
    for name in LAYER_NAMES:
        yield f"{name}.geojson", encoded[name].whole()
        yield f"{name}.qml", styles[name]
    yield "reports.jsonl", reports_jsonl(layers.reports, quotes)
    yield "unplaced.csv", unplaced_csv(layers.unplaced, quotes)
    yield "schema.json", files("geomap.layers").joinpath("schema.json").read_bytes()
    for document, text in sorted(texts.items()):
        yield f"texts/{_file_name(document)}.txt", text.encode()


def _days(
    layers: LayerSet, encoded: Mapping[LayerName, _Encoded], contents: Mapping[LayerName, Contents]
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each day's files; a style names only the kinds that the day has."""
    zone = ZoneInfo(layers.timezone)
    styles: dict[tuple[LayerName, Contents], bytes] = {}
    for day in days_between(layers.since, layers.until):
        begin, finish = (instant(moment) or "" for moment in day_span(day, zone))
        for name in LAYER_NAMES:
            chosen = encoded[name].between(begin, finish)
            held = contents[name].only(encoded[name].categories(chosen))
            if (name, held) not in styles:
                styles[name, held] = layer_qml(name, held, stale_h=None)
            yield f"{day}/{name}.geojson", encoded[name].part(chosen)
            yield f"{day}/{name}.qml", styles[name, held]


def _file_name(document: str) -> str:
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in document)
    return kept.lstrip("_") or "document"
