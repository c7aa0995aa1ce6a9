"""FlatGeobuf and GeoParquet: a file a layer, typed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from geomap._files import write_whole
from geomap._quotes import quoted
from geomap.errors import InputError
from geomap.layerset import GEOMETRY_TYPES, LAYER_NAMES, LayerSet

__all__ = ["typed_frame", "write_flatgeobuf", "write_parquet"]

_DATES = ("start", "end", "last_seen", "reported_first", "reported_last", "published", "edited_at")
_REALS = ("radius_m", "quantity", "quantity_max", "confidence")
_COUNTS = ("reports", "char_start", "char_end")


def typed_frame(frame: Any, quotes: str) -> Any:
    """``frame`` with dates (UTC), numbers and booleans as such; text stays text, unknown is missing."""
    out = frame.copy()
    out["quote"] = [quoted(value, quotes) for value in out["quote"]]
    for name in _DATES:
        out[name] = pd.to_datetime(out[name], utc=True).astype("datetime64[ms, UTC]")
    for name in _REALS:
        out[name] = out[name].astype("Float64")
    for name in _COUNTS:
        out[name] = out[name].astype("Int64")
    for name in ("open_ended", "background"):
        out[name] = out[name].astype(bool)
    rest = set(out.columns) - {*_DATES, *_REALS, *_COUNTS, "open_ended", "background", "geometry"}
    for name in sorted(rest):
        out[name] = out[name].astype("str")
    return out


def write_flatgeobuf(layers: LayerSet, target: Path, quotes: str) -> tuple[Path, ...]:
    """A FlatGeobuf for each layer: ``map.fgb`` gives ``map_events.fgb`` and so on."""
    import pyogrio  # noqa: PLC0415  only when asked

    def write(frame: Any, path: Path, kind: str) -> None:
        pyogrio.write_dataframe(frame, path, driver="FlatGeobuf", geometry_type=kind)

    return _each(layers, target, quotes, write)


def write_parquet(layers: LayerSet, target: Path, quotes: str) -> tuple[Path, ...]:
    """A GeoParquet for each layer: ``map.parquet`` gives ``map_events.parquet`` and so on.

    Raises
    ------
    InputError
        pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401, ICN001, PLC0415  asked for before anything is written
    except ImportError as error:
        raise InputError("GeoParquet needs pyarrow: pip install 'geomap[parquet]'") from error

    def write(frame: Any, path: Path, _kind: str) -> None:
        frame.to_parquet(path, index=False, compression="zstd")

    return _each(layers, target, quotes, write)


def _each(
    layers: LayerSet, target: Path, quotes: str, write: Callable[[Any, Path, str], None]
) -> tuple[Path, ...]:
    """A file a layer, drafted as .fgb, as that driver makes a folder of any other name."""
    made: list[tuple[Path, bytes]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in LAYER_NAMES:
            path = target.with_name(f"{target.stem}_{name}{target.suffix}")
            draft = Path(scratch) / f"{name}.fgb"
            write(typed_frame(layers.frames[name], quotes), draft, GEOMETRY_TYPES[name])
            made.append((path, draft.read_bytes()))
    for path, content in made:
        write_whole(path, content)
    return tuple(path for path, _ in made)
