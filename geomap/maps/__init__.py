"""The maps stage: layers in, one HTML page out that makes no request.

`build_map` gives a `folium.Map` that a Folium user can add layers to; `save_map` writes it as one file.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import folium

    from geomap.layerset import LayerSet

__all__ = ["build_map", "save_map"]


def build_map(
    layers: LayerSet, *, tiles: str | None = None, url: str | None = None, language: str = "en"
) -> folium.Map:
    """The situation map of ``layers`` as a `folium.Map`: add layers to it, then save it with `save_map`.

    The same layers give the same page, byte for byte.

    Parameters
    ----------
    layers
        What it shows.
    tiles
        Raster tiles under it, by any name xyzservices knows ('OpenStreetMap.Mapnik'): the one thing that
        makes the page ask the network, and of their host alone. None for none.
    url
        Where the page will be on the web, for those who link to it; None leaves addresses relative.
    language
        'en', 'uk', 'ru' or 'de': what the page speaks until its address asks for another ('#lang=de').

    Raises
    ------
    InputError
        There are no tiles of that name, or they need a key; no such language; an address that is none.
    MissingDataError
        The page's scripts or the basemap were not built.
    """
    from geomap.maps._page import SituationMap  # noqa: PLC0415  folium is heavy

    return SituationMap(layers, tiles=tiles, url=url, language=language)


def save_map(page: folium.Map, path: Path, *, allow: Collection[str] = ()) -> bytes:
    """Write ``page`` to ``path`` as one HTML file and return its bytes.

    The file carries a Content-Security-Policy over all that is on the map: its scripts and styles by hash,
    no other source, no connection.

    Parameters
    ----------
    page
        What `build_map` gave, with whatever was added to it.
    allow
        Origins, such as 'https://tile.example.org', that elements on the map may load from, besides those
        of the tiles that `build_map` was asked for. Tile layers may load pictures from theirs, nothing else.

    Raises
    ------
    InputError
        An element on the map would load something from elsewhere; the message names it.
    OutputError
        The file cannot be written; an older one is untouched.
    """
    from geomap._files import write_whole  # noqa: PLC0415  keeps the import of the stage light
    from geomap.maps._policy import sealed  # noqa: PLC0415

    data = sealed(page, allow).encode()
    write_whole(Path(path), data)
    return data
