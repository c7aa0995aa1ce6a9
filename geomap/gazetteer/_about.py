"""What a gazetteer holds and from where, for whoever asks about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geomap.gazetteer._overlay import Overlay
from geomap.gazetteer._reader import Reader

__all__ = ["about"]


def about(reader: Reader, overlays: Sequence[Overlay], worldview: str, folder: Path) -> dict[str, Any]:
    """Counts by kind, inputs, sources, worldviews, overlays, bytes; ``overlays`` as the reader asks them."""
    meta = reader.meta
    return {
        "folder": str(folder),
        "places": sum(meta.counts.values()),
        "by_kind": dict(meta.counts),
        "borders": len(reader.borders),
        "lines": len(meta.lines),
        "inputs": dict(meta.inputs),
        "sources": _credits(reader, overlays),
        "worldview": worldview,
        "worldviews": {name: view["title"] for name, view in meta.worldviews.items()},
        "overlays": [str(overlay.path) for overlay in reversed(overlays) if overlay.path],
        "bytes": {name: size for name, (size, _) in meta.files.items()},
    }


def _credits(reader: Reader, overlays: Sequence[Overlay]) -> list[str]:
    """Whose data these are, under what licence; 'geoBoundaries: OCHA Iraq' is geoBoundaries'."""
    learnt = [p for overlay in overlays if overlay.path is None for p in overlay.places.values()]
    rows = [*reader.meta.sources, *sorted({(p.source, p.licence) for p in learnt})]
    licences: dict[str, list[str]] = {}
    for source, licence in rows:
        work = re.split(r"[:;]|, asked", source)[0]
        licences.setdefault(work, []).append(licence.split(";")[0])
    return [f"{work} ({', '.join(sorted(set(found)))})" for work, found in licences.items() if work]
