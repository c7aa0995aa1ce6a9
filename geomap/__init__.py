"""geomap reads reporting and draws a map that can be answered for.

The Python face, one function a stage; everything else is private or a stage's own. Names are imported
when first asked for, so that ``import geomap`` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.errors import GeomapError
    from geomap.gazetteer import Gazetteer
    from geomap.layerset import LayerSet
    from geomap.model import (
        Block,
        Candidate,
        Claim,
        Document,
        Event,
        Force,
        Geometry,
        Location,
        Mention,
        Place,
        Post,
        Quantity,
        Report,
        Time,
    )
    from geomap.pipeline import (
        build,
        build_map,
        check,
        find_events,
        find_places,
        locate,
        make_layers,
        read,
    )
    from geomap.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Block",
    "Candidate",
    "Claim",
    "Document",
    "Event",
    "Force",
    "Gazetteer",
    "GeomapError",
    "Geometry",
    "LayerSet",
    "Location",
    "Mention",
    "Place",
    "Post",
    "Quantity",
    "Report",
    "Settings",
    "Time",
    "build",
    "build_map",
    "check",
    "find_events",
    "find_places",
    "locate",
    "make_layers",
    "read",
]

_HOMES = {
    "GeomapError": "geomap.errors",
    "Gazetteer": "geomap.gazetteer",
    "LayerSet": "geomap.layerset",
    "Settings": "geomap.settings",
    **dict.fromkeys(
        ("build", "build_map", "check", "find_events", "find_places", "locate", "make_layers", "read"),
        "geomap.pipeline",
    ),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'geomap' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES.get(name, "geomap.model")), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
