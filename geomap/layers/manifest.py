"""``manifest.json``: what a build was made from, what it made, and what a rebuild may remove."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

import msgspec

import geomap
from geomap._speech import why
from geomap.errors import InputError
from geomap.layers.feature import instant
from geomap.layerset import LAYER_NAMES, LayerSet, Source

__all__ = ["MANIFEST", "manifest", "owned_files", "read_manifest"]

MANIFEST = "manifest.json"


def manifest(
    layers: LayerSet,
    files: Mapping[str, str],
    *,
    quotes: str,
    edited: Sequence[Mapping[str, str]] = (),
) -> bytes:
    """The manifest of ``layers`` written as ``files`` (path to SHA-256).

    Parameters
    ----------
    edited
        What had been edited in place and where it is kept; left out where nothing had.
    """
    import geopandas as gpd  # noqa: PLC0415  the caller has it loaded; its version is all we want
    import shapely  # noqa: PLC0415

    counts: dict[str, Any] = {name: len(layers.frames[name]) for name in LAYER_NAMES}
    counts["background"] = sum(int(layers.frames[name]["background"].sum()) for name in LAYER_NAMES)
    counts["reports"] = sum(map(len, layers.reports.values()))
    counts["unplaced"] = len(layers.unplaced)
    return _pretty(
        {
            "title": layers.title,
            "since": layers.since.isoformat(),
            "until": layers.until.isoformat(),
            "timezone": layers.timezone,
            "worldview": layers.worldview,
            "stale_h": layers.stale_h,
            "focus": layers.focus,
            "quotes": quotes,
            "credits": layers.credits,
            "inputs": [_source(source) for source in layers.sources],
            "refused": [{"name": _portable(name), "why": why} for name, why in layers.refused],
            "counts": counts,
            "versions": {
                "geomap": geomap.__version__,
                "geopandas": gpd.__version__,
                "shapely": shapely.__version__,
                "geos": shapely.geos_version_string,
            },
            **({"edited": list(edited)} if edited else {}),
            "files": dict(sorted(files.items())),
        }
    )


def _pretty(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "name": _portable(source.name),
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "published": instant(source.published),
        "format": source.format,
        "format_reason": source.format_reason,
        "posts": source.posts,
        "text_sha256": source.text_sha256,
        "notes": source.notes,
    }


def _portable(name: str) -> str:
    """``name`` without the folders of one person's machine."""
    path = PurePath(name)
    return path.name if path.is_absolute() or ".." in path.parts else path.as_posix()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest in ``folder``; None where there is none.

    Raises
    ------
    InputError
        It is no manifest of ours.
    """
    path = folder / MANIFEST
    try:
        value = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {why(error)}") from error
    if not isinstance(value, dict) or not isinstance(value.get("files"), dict):
        raise InputError(f"{path}: is no manifest of geomap's layers")
    return value


def owned_files(folder: Path) -> set[str]:
    """What an earlier run wrote into ``folder``, its manifest included; empty where it never did."""
    value = read_manifest(folder)
    if value is None:
        return set()
    names = {str(name) for name in value["files"]}
    for name in names:
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or PurePosixPath(name).is_absolute() or "\\" in name:
            raise InputError(f"{folder / MANIFEST}: lists a file outside its folder: {name!r}")
    return names | {MANIFEST}


def sources_of(value: Mapping[str, Any]) -> tuple[Source, ...]:
    """The inputs a manifest lists."""
    found = []
    for item in value.get("inputs", ()):
        published = item.get("published")
        found.append(
            Source(
                id=item["id"],
                title=item.get("title"),
                publisher=item.get("publisher"),
                url=item.get("url"),
                published=dt.datetime.fromisoformat(published) if published else None,
                name=item["name"],
                format=item["format"],
                format_reason=item["format_reason"],
                posts=item["posts"],
                text_sha256=item["text_sha256"],
                notes=tuple(item.get("notes", ())),
            )
        )
    return tuple(found)
