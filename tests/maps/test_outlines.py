"""The page's outlines: few enough points, and no coarser than they must be."""

from __future__ import annotations

import math

import shapely

from geomap.maps._outlines import _MOST_POINTS, _TOLERANCES, _lighter


def _coast(points: int, bays: int, depth: float) -> shapely.Polygon:
    """A round island of ten degrees with bays that have bays."""
    ring = []
    for step in range(points):
        turn = 2 * math.pi * step / points
        reach = 5 + depth * math.sin(bays * turn) + depth / 7 * math.sin(37 * bays * turn)
        ring.append((30 + reach * math.cos(turn), 10 + reach * math.sin(turn)))
    return shapely.Polygon(ring)


def test_the_finest_outline_that_a_page_can_bear() -> None:
    """What is passed over without a trial would have had too many points."""
    chosen = []
    for depth in (0.003, 0.03, 0.1, 0.4):
        island = _coast(4_000, 11, depth)
        shape = shapely.MultiPolygon([island, shapely.affinity.translate(island, 20, 0)])
        tried = [shapely.simplify(shape, tolerance, preserve_topology=True) for tolerance in _TOLERANCES]
        fits = [bool(shapely.get_num_coordinates(found) <= _MOST_POINTS) for found in tried]
        chosen.append(fits.index(True) if any(fits) else len(fits) - 1)
        assert shapely.to_wkb(_lighter(shape)) == shapely.to_wkb(tried[chosen[-1]])
    assert len(set(chosen)) > 2
