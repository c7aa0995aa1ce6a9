"""Stills as files: one named by its ending, and the pair that stands beside a page."""

from __future__ import annotations

from pathlib import Path

from geomap._files import write_whole
from geomap.errors import InputError
from geomap.layerset import LayerSet
from geomap.maps.still._canvas import FORMATS
from geomap.maps.still._still import Still, draw

__all__ = ["PAGE_SIZE", "page_stills", "write_still"]

PAGE_SIZE = (1200, 630)
"""Pixels of the picture that other sites show for a link to the page (OpenGraph)."""


def write_still(still: Still, path: Path, *, ratio: float = 1.0) -> bytes:
    """Write ``still`` in the format of the path's ending: .svg, .png or .pdf; gives the bytes.

    Parameters
    ----------
    ratio
        Dots a pixel of a PNG: 2 for fine screens.

    Raises
    ------
    InputError
        The ending names no format.
    OutputError
        The file cannot be written; an older one is untouched.
    """
    kind = path.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise InputError(f"{path}: a still ends in .{', .'.join(FORMATS)}, or .gif for an animation")
    data = still.saved(kind, ratio=ratio)
    write_whole(path, data)
    return data


def page_stills(layers: LayerSet, *, language: str = "en") -> dict[str, bytes]:
    """The pictures that stand beside a page, of the whole period: index.png (1200 by 630) and index.svg."""
    still = draw(layers, size=PAGE_SIZE, language=language)
    return {"index.png": still.saved("png"), "index.svg": still.saved("svg")}
