"""Where a place of the globe stands in a picture: Web Mercator, as on the page, at any scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

__all__ = ["Box", "View", "fitted"]

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels, y downwards."""

_LIMIT = 85.0511287798
_EARTH_M = 40_075_016.7
_TILE = 256.0
_LARGEST = _TILE * 2**14


@dataclass(frozen=True, kw_only=True)
class View:
    """A part of the map in a box of the picture.

    Attributes
    ----------
    box
        Where in the picture it stands.
    size
        Pixels around the equator.
    left, top
        Pixels from the world's corner (180 W, 85 N) to the picture's.
    """

    box: Box
    size: float
    left: float
    top: float

    @property
    def zoom(self) -> float:
        """The zoom level a web map would call this, for pixels of a web map's size."""
        return math.log2(self.size / _TILE)

    def pixels(self, lonlat: Any) -> Any:
        """Degrees (n by 2: lon, lat) as pixels of the picture."""
        values = np.asarray(lonlat, dtype=float)
        sine = np.sin(np.radians(np.clip(values[:, 1], -_LIMIT, _LIMIT)))
        x = (values[:, 0] / 360 + 0.5) * self.size - self.left
        y = (0.5 - np.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * self.size - self.top
        return np.column_stack([x, y])

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """One place (degrees) as pixels."""
        x, y = self.pixels([(lon, lat)])[0]
        return float(x), float(y)

    def shapes(self, geometries: Any, tolerance: float = 0.5) -> Any:
        """Geometries in degrees as geometries in pixels; an outline may move by ``tolerance`` pixels."""
        moved = shapely.transform(np.asarray(geometries, dtype=object), self.pixels)
        return shapely.simplify(moved, tolerance, preserve_topology=False)

    def drawn(self, geometries: Any, tolerance: float = 0.5) -> Any:
        """As `shapes`, not row for row: pieces of lines joined, and gone what no eye could see."""
        parts = shapely.get_parts(shapely.transform(np.asarray(geometries, dtype=object), self.pixels))
        if len(parts) and (shapely.get_dimensions(parts) <= 1).all():
            # Lines come in many short pieces, whose ends would all stay.
            parts = shapely.get_parts(shapely.line_merge(shapely.union_all(parts)))
            parts = parts[shapely.length(parts) > tolerance]
        return shapely.simplify(parts, tolerance, preserve_topology=False)

    def pixels_per_metre(self, lat: float) -> float:
        """Pixels that a metre on the ground takes at a latitude."""
        return self.size / (_EARTH_M * math.cos(math.radians(lat)))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(west, south, east, north) in degrees of what the box shows."""
        left, top, right, bottom = self.box
        west = ((left + self.left) / self.size - 0.5) * 360
        east = ((right + self.left) / self.size - 0.5) * 360
        return max(west, -180.0), self._lat(bottom), min(east, 180.0), self._lat(top)

    def _lat(self, y: float) -> float:
        turned = (0.5 - (y + self.top) / self.size) * 2 * math.pi
        return math.degrees(2 * math.atan(math.exp(max(-math.pi, min(math.pi, turned)))) - math.pi / 2)


def fitted(bounds: tuple[float, float, float, float], box: Box) -> View:
    """The view that shows all of ``bounds`` (west, south, east, north in degrees) in ``box``."""
    west, south, east, north = bounds
    unit = View(box=box, size=1.0, left=0.0, top=0.0)
    (x0, y1), (x1, y0) = unit.point(west, south), unit.point(east, north)
    wide, high = box[2] - box[0], box[3] - box[1]
    size = min(wide / max(x1 - x0, 1e-9), high / max(y1 - y0, 1e-9), _LARGEST)
    return View(
        box=box,
        size=size,
        left=(x0 + x1) / 2 * size - (box[0] + box[2]) / 2,
        top=(y0 + y1) / 2 * size - (box[1] + box[3]) / 2,
    )
