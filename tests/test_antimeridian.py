"""Outlines cut at the antimeridian."""

from __future__ import annotations

import shapely

from geomap._antimeridian import unwrapped


def test_an_outline_across_the_antimeridian_is_cut_there() -> None:
    """A ring that jumps from 179 to -179 becomes two narrow parts, one on each side."""
    ring = [(179.0, 0.0), (-179.0, 0.0), (-179.0, 1.0), (179.0, 1.0), (179.0, 0.0)]
    cut = unwrapped(shapely.Polygon(ring))
    assert cut.equals(shapely.union(shapely.box(179, 0, 180, 1), shapely.box(-180, 0, -179, 1)))


def test_other_outlines_stay_as_they_are() -> None:
    """What does not cross it comes back unchanged."""
    outline = shapely.box(170, 0, 179, 1)
    assert unwrapped(outline) is outline


def test_what_lies_beyond_comes_in_on_the_other_side() -> None:
    """A circle drawn around a point near 180 degrees reaches past it."""
    cut = unwrapped(shapely.box(178, 0, 182, 1))
    assert cut.equals(shapely.union(shapely.box(178, 0, 180, 1), shapely.box(-180, 0, -178, 1)))
