"""What somebody edited in place since it was built: told by its hash, kept whole when a build replaces it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from geomap._files import sha256_of
from geomap.errors import OutputError

__all__ = ["EDITED", "Kept", "keep_edits", "was_edited"]

EDITED = "edited"
"""The folder beside the layers that holds what was edited; no build writes over what stands in it."""

_MOST_NAMED = 4


@dataclass(frozen=True)
class Kept:
    """Edited files and where they are kept.

    Attributes
    ----------
    records
        ``name``, ``kept`` and ``sha256`` of each, those that earlier builds kept first.
    found
        Where this build keeps those it found.
    """

    records: Sequence[Mapping[str, str]] = ()
    found: Sequence[str] = ()

    def told(self, target: Path) -> str | None:
        """The line for a person about what was found in ``target``; None where nothing was."""
        if not self.found:
            return None
        more = len(self.found) - _MOST_NAMED
        named = ", ".join(str(target / kept) for kept in self.found[:_MOST_NAMED])
        named += f" and {more} more" if more > 0 else ""
        return f"edited since the last build and kept whole: {named}; the new layers lack these edits"


def keep_edits(target: Path, new: Path, *, before: Mapping[str, Any] | None, now: Mapping[str, str]) -> Kept:
    """Copy into ``new`` what of ``target`` is no longer as it was built, under names still free there.

    Parameters
    ----------
    target
        The folder of an earlier build.
    new
        The folder whose files will replace those of ``target``.
    before
        The earlier build's manifest; None where there was none.
    now
        Path to SHA-256 of what the new build writes: an edit that it makes itself needs no copy.

    Raises
    ------
    OutputError
        The GeoPackage is open elsewhere, and part of it not yet in the file.
    """
    if before is None:
        return Kept()
    _refuse_unsaved(target)
    records = [dict(record) for record in _earlier(before) if (target / record["kept"]).is_file()]
    fresh = []
    for name, recorded in sorted(before["files"].items()):
        place = target / name
        if not place.is_file():
            continue
        found = sha256_of(place)
        if found in {recorded, now.get(name)}:
            continue
        kept, is_new = _free_name(target, name, found)
        if is_new:
            copy = new / kept
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(place, copy)
        record = {"name": name, "kept": kept, "sha256": found}
        if record not in records:
            records.append(record)
        fresh.append(kept)
    return Kept(records, fresh)


def was_edited(folder: Path, manifest: Mapping[str, Any], name: str) -> bool:
    """Whether the file ``name`` in ``folder`` is no longer as ``manifest`` recorded it."""
    recorded = manifest.get("files", {}).get(name)
    return recorded is not None and (folder / name).is_file() and sha256_of(folder / name) != recorded


def _earlier(before: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The records of an earlier manifest that point into the folder of edited files."""
    listed = before.get("edited")
    for record in listed if isinstance(listed, list) else ():
        parts = PurePosixPath(str(record.get("kept") or "")).parts if isinstance(record, dict) else ()
        if parts[:1] == (EDITED,) and ".." not in parts:
            yield record


def _free_name(target: Path, name: str, found: str) -> tuple[str, bool]:
    """Where under `EDITED` a file with hash ``found`` goes, and whether it is not there yet."""
    path = PurePosixPath(name)
    number = 1
    while True:
        stem = path.stem if number == 1 else f"{path.stem}-{number}"
        kept = PurePosixPath(EDITED) / path.with_name(f"{stem}{path.suffix}")
        if not (target / kept).exists():
            return str(kept), True
        if sha256_of(target / kept) == found:
            return str(kept), False
        number += 1


def _refuse_unsaved(target: Path) -> None:
    log = target / "situation.gpkg-wal"
    if log.is_file() and log.stat().st_size:
        raise OutputError(
            f"{target / 'situation.gpkg'}: is open in another program that has edits not yet in the file; "
            "close it there, then build again"
        )
