"""Geometry as the model carries it: light to import, shared with shapely without copying."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Geometry"]


class Geometry:
    """A GeoJSON geometry: frozen, comparable, hashable.

    It is made from coordinates or from a shapely geometry and turns into the other form when that is
    first asked for, so an outline that goes from the gazetteer to a layer is converted once at the most.

    Parameters
    ----------
    type
        Point, MultiPoint, LineString, MultiLineString, Polygon or MultiPolygon.
    coordinates
        Nested sequences of (lon, lat) in degrees, as GeoJSON nests them; kept as tuples.
    """

    __slots__ = ("_coordinates", "_shape", "type")

    type: str
    _coordinates: tuple[Any, ...] | None
    _shape: BaseGeometry | None

    def __init__(self, type: str, coordinates: Sequence[Any]) -> None:  # noqa: A002  the word GeoJSON uses
        object.__setattr__(self, "type", type)
        object.__setattr__(self, "_coordinates", _tuples(coordinates))
        object.__setattr__(self, "_shape", None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Geometry is frozen: cannot set {name}")

    @classmethod
    def from_geo(cls, value: Any) -> Geometry:
        """From a GeoJSON mapping or ``__geo_interface__``; a shapely geometry is kept as it is."""
        if hasattr(value, "geom_type"):
            made = cls.__new__(cls)
            object.__setattr__(made, "type", value.geom_type)
            object.__setattr__(made, "_coordinates", None)
            object.__setattr__(made, "_shape", value)
            return made
        mapping = getattr(value, "__geo_interface__", value)
        return cls(mapping["type"], mapping["coordinates"])

    @classmethod
    def point(cls, lon: float, lat: float) -> Geometry:
        """A Point at ``lon``, ``lat`` (degrees)."""
        return cls("Point", (float(lon), float(lat)))

    @property
    def coordinates(self) -> tuple[Any, ...]:
        """Nested tuples of (lon, lat) in degrees."""
        if self._coordinates is None:
            object.__setattr__(self, "_coordinates", _tuples(self.shape.__geo_interface__["coordinates"]))
        assert self._coordinates is not None
        return self._coordinates

    @property
    def shape(self) -> BaseGeometry:
        """The shapely geometry; importing shapely waits until this is first asked for."""
        if self._shape is None:
            from shapely.geometry import shape  # noqa: PLC0415  heavy, and many callers never need it

            object.__setattr__(self, "_shape", shape({"type": self.type, "coordinates": self._coordinates}))
        assert self._shape is not None
        return self._shape

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees, NaN where there is no point; of the form that is there."""
        if self._shape is not None:
            west, south, east, north = self._shape.bounds
            return west, south, east, north
        flat = list(_positions(self._coordinates)) or [(math.nan, math.nan)]
        lons, lats = [position[0] for position in flat], [position[1] for position in flat]
        return min(lons), min(lats), max(lons), max(lats)

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """The GeoJSON mapping, as the geo interface protocol wants it."""
        return {"type": self.type, "coordinates": self.coordinates}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Geometry):
            return NotImplemented
        return self.type == other.type and self.coordinates == other.coordinates

    def __hash__(self) -> int:
        return hash((self.type, self.coordinates))

    def __reduce__(self) -> tuple[Any, ...]:
        return Geometry, (self.type, self.coordinates)

    def __repr__(self) -> str:
        text = repr(self.coordinates)
        return f"Geometry({self.type!r}, {text if len(text) < 60 else text[:57] + '...'})"  # noqa: PLR2004


def _positions(value: Any) -> Iterator[tuple[float, ...]]:
    if value and isinstance(value[0], float):
        yield value
        return
    for part in value:
        yield from _positions(part)


def _tuples(value: Any) -> Any:
    if value and isinstance(value[0], int | float):
        return tuple(map(float, value))
    return tuple(_tuples(part) for part in value)
