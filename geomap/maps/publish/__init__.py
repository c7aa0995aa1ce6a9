"""What a newsroom needs beside the map: snippet, tags, a brief, and what to think of before publishing.

The functions import what is heavy when they are called, so that importing this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.maps.publish._brief import Brief, brief
    from geomap.maps.publish._care import cared
    from geomap.maps.publish._embed import embed, oembed
    from geomap.maps.publish._lint import Finding, lint
    from geomap.maps.publish._tags import dataset, head_tags

__all__ = ["Brief", "Finding", "brief", "cared", "dataset", "embed", "head_tags", "lint", "oembed"]

_HOME = {
    "Brief": "_brief",
    "Finding": "_lint",
    "brief": "_brief",
    "cared": "_care",
    "dataset": "_tags",
    "embed": "_embed",
    "head_tags": "_tags",
    "lint": "_lint",
    "oembed": "_embed",
}


def __getattr__(name: str) -> Any:
    """The public name ``name``, from its module (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  lazy on purpose

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
