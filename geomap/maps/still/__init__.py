"""Still pictures of the situation: SVG, PNG and PDF, without a browser.

The functions import matplotlib when they are called, so that importing this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.maps.still._animation import animation
    from geomap.maps.still._artist import Artist
    from geomap.maps.still._still import Still, draw
    from geomap.maps.still._strip import day_strip
    from geomap.maps.still._write import write_still

__all__ = ["Artist", "Still", "animation", "day_strip", "draw", "write_still"]

_HOME = {
    "Artist": "_artist",
    "Still": "_still",
    "animation": "_animation",
    "day_strip": "_strip",
    "draw": "_still",
    "write_still": "_write",
}


def __getattr__(name: str) -> Any:
    """The public name ``name``, from its module (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  lazy on purpose

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
