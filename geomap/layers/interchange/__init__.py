"""Between geomap's layers and other tools' formats; `LOSSES` says what each cannot carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import InputError

if TYPE_CHECKING:
    from geomap.layers.read import Reading
    from geomap.layerset import LayerSet

__all__ = ["LOSSES", "Converted", "convert", "format_of", "read_any", "write_any"]

LOSSES: Mapping[str, str] = {
    "layers": "nothing",
    "csv": "which reports stand behind an event; outlines are the simplified ones",
    "kml": "which reports stand behind an event, and types: all is text; outlines are the simplified ones",
    "parquet": "which reports stand behind an event",
    "flatgeobuf": "which reports stand behind an event; an open end is the year 9999",
    "jsonfg": "which reports stand behind an event",
    "acled": "areas and lines become points, hours become days; status, attribution and claimants",
    "ucdp": "read only; weapons, dyads and conflicts are not kept",
    "timemap": "ends of events, areas and lines, precision, status over time",
}
"""Format to what it loses."""

_SUFFIXES = {
    ".csv": "csv",
    ".kml": "kml",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
    ".fgb": "flatgeobuf",
    ".jsonfg": "jsonfg",
}
_HELD = frozenset({".geojson", ".json", ".gpkg", ".qgz"})
"""Endings of files that a layers folder holds."""


@dataclass(frozen=True, kw_only=True)
class Converted:
    """What a conversion did.

    Attributes
    ----------
    files
        What was written.
    rows, lost
        How many features or rows were read, and how many of them could not be used.
    problems
        A line for each row that could not be used, and for what else was found.
    loses
        What the target format cannot carry.
    """

    files: tuple[Path, ...]
    rows: int
    lost: int
    problems: tuple[str, ...]
    loses: str


def format_of(target: Path, wanted: str | None = None) -> str:
    """The format of ``target``: ``wanted``, else by its suffix; a name without one is a layers folder.

    Raises
    ------
    InputError
        Neither tells; the message lists the formats.
    """
    name = wanted or (_SUFFIXES.get(target.suffix.lower()) if target.suffix else "layers")
    if name is None or name not in LOSSES:
        held = "; layers hold GeoJSON and a GeoPackage: name a folder" if target.suffix in _HELD else ""
        told = f"unknown format {wanted or target.suffix!r}; known: {', '.join(LOSSES)}"
        raise InputError(f"{target}: {told}{held}")
    return name


def convert(
    source: Path,
    target: Path,
    *,
    to: str | None = None,
    quotes: str = "short",
    timezone: str = "UTC",
    tell: Callable[[str], object] = lambda _line: None,
) -> Converted:
    """Read ``source``, write ``target``.

    Parameters
    ----------
    source
        A layers folder, a CSV of geomap's, ACLED's or UCDP's columns, or a folder of TimeMap's three files.
    target
        A file, or a folder for layers and TimeMap; formats that hold one geometry type get a file a layer.
    to
        One of `LOSSES`; None goes by the suffix.
    quotes
        How much of the sources' sentences is passed on: ``full``, ``short`` or ``none``.
    timezone
        IANA zone in which the days of a table without one are cut.
    tell
        Called with a line for a person where layers in ``target`` had been edited.

    Raises
    ------
    InputError
        ``source`` cannot be read, or the format is unknown.
    OutputError
        ``target`` cannot be written.
    """
    name = format_of(target, to)
    reading = read_any(source, timezone=timezone)
    files = write_any(reading.layers, target, name, quotes=quotes, tell=tell)
    return Converted(
        files=files,
        rows=sum(map(len, reading.layers.frames.values())) + reading.lost,
        lost=reading.lost,
        problems=reading.problems,
        loses=LOSSES[name],
    )


def read_any(source: Path, *, timezone: str = "UTC") -> Reading:
    """Layers from ``source``, whatever of the known formats it is; bad rows are named, good ones kept.

    Raises
    ------
    InputError
        It is none of them.
    """
    if source.is_dir():
        from geomap.layers.interchange.timemap import is_timemap, read_timemap  # noqa: PLC0415  only when asked
        from geomap.layers.read import read_layers  # noqa: PLC0415

        return read_timemap(source, timezone=timezone) if is_timemap(source) else read_layers(source)
    if source.suffix.lower() == ".csv":
        from geomap.layers.interchange.tables import read_table  # noqa: PLC0415

        return read_table(source, timezone=timezone)
    if not source.exists():
        raise InputError(f"{source}: no such file or folder")
    raise InputError(f"{source}: is no layers folder, no CSV and no TimeMap folder")


def write_any(
    layers: LayerSet,
    target: Path,
    name: str,
    *,
    quotes: str = "short",
    tell: Callable[[str], object] = lambda _line: None,
) -> tuple[Path, ...]:
    """Write ``layers`` as format ``name``; the files written.

    Raises
    ------
    InputError
        The format can only be read, or needs a library that is not installed.
    OutputError
        ``target`` cannot be written.
    """
    if name == "layers":
        from geomap.layers.write import write_layers  # noqa: PLC0415

        return (write_layers(layers, target, quotes=quotes, tell=tell),)
    from geomap.layers.interchange import acled, columnar, documents, tables, timemap  # noqa: PLC0415

    writers: Mapping[str, Callable[[LayerSet, Path, str], tuple[Path, ...]]] = {
        "csv": tables.write_csv,
        "kml": documents.write_kml,
        "jsonfg": documents.write_jsonfg,
        "parquet": columnar.write_parquet,
        "flatgeobuf": columnar.write_flatgeobuf,
        "acled": acled.write_acled,
        "timemap": timemap.write_timemap,
    }
    if name not in writers:
        raise InputError(f"{target}: {name} can only be read")
    return writers[name](layers, target, quotes)
