"""Layers: dated GeoDataFrames of events, written as GeoJSON with styles, read back, explained.

The functions import geopandas when they are called, so that importing this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.layers.explanation import explain, explain_record
    from geomap.layers.interchange import Converted, convert
    from geomap.layers.make import make_layers
    from geomap.layers.read import Reading, read_layers
    from geomap.layers.write import write_layers

__all__ = [
    "Converted",
    "Reading",
    "convert",
    "explain",
    "explain_record",
    "make_layers",
    "read_layers",
    "write_layers",
]

_HOME = {
    "Converted": "interchange",
    "convert": "interchange",
    "Reading": "read",
    "explain": "explanation",
    "explain_record": "explanation",
    "make_layers": "make",
    "read_layers": "read",
    "write_layers": "write",
}


def __getattr__(name: str) -> Any:
    """The public name ``name``, from its module (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  lazy on purpose

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
