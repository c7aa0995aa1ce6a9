"""Geometry without a geometry library, so that the model stays light to import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["Geometry"]


class Geometry:
    """A GeoJSON geometry without a geometry library: hashable, ready for ``shapely.geometry.shape``.

    Parameters
    ----------
    type
        Point, MultiPoint, LineString, MultiLineString, Polygon or MultiPolygon.
    coordinates
        Nested sequences of (lon, lat) in degrees, as GeoJSON nests them; kept as tuples.
    """

    __slots__ = ("coordinates", "type")

    type: str
    coordinates: tuple[Any, ...]

    def __init__(self, type: str, coordinates: Sequence[Any]) -> None:  # noqa: A002  the word GeoJSON uses
        object.__setattr__(self, "type", type)
        object.__setattr__(self, "coordinates", _tuples(coordinates))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Geometry is frozen: cannot set {name}")

    @classmethod
    def from_geo(cls, value: Any) -> Geometry:
        """From a GeoJSON mapping or anything with ``__geo_interface__`` (a shapely geometry)."""
        mapping = getattr(value, "__geo_interface__", value)
        return cls(mapping["type"], mapping["coordinates"])

    @classmethod
    def point(cls, lon: float, lat: float) -> Geometry:
        """A Point at ``lon``, ``lat`` (degrees)."""
        return cls("Point", (float(lon), float(lat)))

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

    def __repr__(self) -> str:
        text = repr(self.coordinates)
        return f"Geometry({self.type!r}, {text if len(text) < 60 else text[:57] + '...'})"  # noqa: PLR2004


def _tuples(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_tuples(v) for v in value)
    return float(value)
