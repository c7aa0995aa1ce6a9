"""The compiled gazetteer on disk: what the build writes and the reader maps.

``places.bin``   header, one fixed row a place (`ROW`), then the texts (name, id, years, other names)
``names.marisa``  trie from search key to (row, prominence); see `geomap.gazetteer._keys`
``sounds.marisa`` the same for sound keys
``shapes.bin``   number of shapes, where each ends (uint32), then the shapes; see `geomap.gazetteer._shapes`
``ids.bin``      GeoNames ids in order (uint32), then the row of each
``boxes.bin``    row and bounding box of each country and admin-1 area
``meta.json``    tables that rows point into, borders, worldviews, sizes and hashes of the other files

Keys of ``names.marisa`` that are not folded names start with a sign: ``=US`` an abbreviation, letter by
letter; ``#geomap:donbas`` an id; ``@russian`` a demonym.
"""

from __future__ import annotations

import mmap
import struct
from pathlib import Path
from typing import Any

import msgspec

from geomap.errors import MissingDataError

__all__ = ["DATA", "FORMAT", "HEADER", "MAGIC", "NO_SHAPE", "RECORD", "ROW", "Meta", "map_file", "read_meta"]

DATA = Path(__file__).parent / "data"
FORMAT = 2
MAGIC = b"GEOMAPGZ"
HEADER = struct.Struct("<8sII")
"""Magic, format, number of rows."""

ROW = struct.Struct("<IiiIIIIHHHBBBB")
"""GeoNames id (0: none), lon and lat in 1e-5 degrees, population, radius in m, shape, offset of the text,
admin-1, time zone, country, kind, precision, source, flags."""

RECORD = "<IB"
"""Row and prominence of the name for that place, 0 to 255."""

NO_SHAPE = 0xFFFFFFFF
_CURE = "run `make` (or `python -m geomap.gazetteer.build`) in a source tree, or reinstall geomap"


class Meta(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What ``meta.json`` holds."""

    format: int
    kinds: list[str]
    countries: list[str]
    admin1: str
    timezones: str
    precisions: list[str]
    sources: list[tuple[str, str]]
    borders: dict[str, tuple[int, int]]
    lines: dict[str, int]
    worldviews: dict[str, dict[str, Any]]
    counts: dict[str, int]
    inputs: dict[str, str]
    files: dict[str, tuple[int, str]]


def read_meta(folder: Path) -> Meta:
    """``meta.json`` of ``folder``, after a look at the sizes of the files beside it.

    Raises
    ------
    MissingDataError
        A file is not there, has another size than was written, or is of another format.
    """
    path = folder / "meta.json"
    try:
        meta = msgspec.json.decode(path.read_bytes(), type=Meta)
    except OSError as error:
        raise MissingDataError(f"{path}: the gazetteer was not built: {_CURE}") from error
    except msgspec.MsgspecError as error:
        raise MissingDataError(f"{path}: the gazetteer is damaged or of another version: {_CURE}") from error
    if meta.format != FORMAT:
        raise MissingDataError(f"{path}: format {meta.format}, not {FORMAT}: {_CURE}")
    for name, (size, _) in meta.files.items():
        file = folder / name
        if not file.is_file() or file.stat().st_size != size:
            raise MissingDataError(f"{file}: missing or cut short: {_CURE}")
    return meta


def map_file(path: Path) -> mmap.mmap:
    """``path`` mapped for reading. Raises `MissingDataError`."""
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise MissingDataError(f"{path}: cannot be read ({error}): {_CURE}") from error
