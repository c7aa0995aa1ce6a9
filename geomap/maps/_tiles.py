"""Raster tiles below the page's own map: only when asked for by name, and from that host alone."""

from __future__ import annotations

import difflib
from typing import Any

import folium
import xyzservices  # type: ignore[import-untyped]  # it has no types

from geomap.errors import InputError

__all__ = ["tile_layer"]


def tile_layer(name: str) -> folium.TileLayer:
    """The tiles that xyzservices knows as ``name``, such as 'OpenStreetMap.Mapnik', as a Folium layer.

    Their attribution comes with them and stands on the map. The image requests carry the page's origin and
    nothing else of its address: some servers refuse requests that do not say where they come from.

    Raises
    ------
    InputError
        There are none of that name, or they need a key of the user's own.
    """
    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError as error:
        known = sorted(xyzservices.providers.flatten())
        close = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        hint = f"; did you mean {', '.join(close)}?" if close else ""
        raise InputError(f"tiles {name!r}: no such provider in xyzservices{hint}") from error
    if provider.requires_token():
        raise InputError(f"tiles {provider.name!r}: need an access key: choose a provider that needs none")
    options: dict[str, Any] = {"referrer_policy": "origin"}
    layer = folium.TileLayer(provider, overlay=True, control=False, **options)
    layer._id = "tiles"  # noqa: SLF001  the same page gets the same bytes
    return layer
