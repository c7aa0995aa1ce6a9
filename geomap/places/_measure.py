"""Distances, bearings and strips on the globe, in metres and degrees.

Points are (lon, lat). Distances between points are geodesic (GeographicLib, WGS 84). Lines and areas are
measured in an azimuthal equidistant projection about the point asked for, where distances from it are exact
on the sphere (Snyder, Map Projections: A Working Manual, USGS 1987, p. 195).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from geomap._sphere import EARTH_RADIUS_M, sphere_m
from geomap.model import Geometry

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "EARTH_RADIUS_M",
    "Point",
    "area_range_m",
    "bearing",
    "buffer",
    "destination",
    "distance_m",
    "distance_range_m",
    "joined",
    "project",
    "quick_km",
    "ring",
    "to_geometry",
    "to_shape",
]

Point = tuple[float, float]


def quick_km(first: Point, second: Point) -> float:
    """Great-circle distance in kilometres; good to half a percent."""
    return sphere_m(*first, *second) / 1000


def distance_m(first: Point, second: Point) -> float:
    """Geodesic distance in metres."""
    from geographiclib.geodesic import Geodesic  # noqa: PLC0415  only where something is measured

    return float(Geodesic.WGS84.Inverse(first[1], first[0], second[1], second[0], Geodesic.DISTANCE)["s12"])


def destination(point: Point, bearing_deg: float, distance: float) -> Point:
    """The point ``distance`` metres from ``point`` at ``bearing_deg`` degrees from north, clockwise."""
    from geographiclib.geodesic import Geodesic  # noqa: PLC0415  only where something is measured

    end = Geodesic.WGS84.Direct(point[1], point[0], bearing_deg, distance)
    return float(end["lon2"]), float(end["lat2"])


def bearing(first: Point, second: Point) -> float:
    """Initial bearing from ``first`` to ``second``: degrees from north, clockwise, 0 to 360."""
    lon1, lat1, lon2, lat2 = map(math.radians, (*first, *second))
    east = math.sin(lon2 - lon1) * math.cos(lat2)
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(lon2 - lon1)
    return math.degrees(math.atan2(east, north)) % 360


def to_shape(geometry: Geometry) -> BaseGeometry:
    """The shapely geometry of ``geometry``."""
    return geometry.shape


def to_geometry(value: BaseGeometry) -> Geometry | None:
    """``value`` as the model has it: areas as MultiPolygon, lines as LineString or MultiLineString."""
    if value.is_empty:
        return None
    import shapely  # noqa: PLC0415  heavy

    if value.geom_type == "Polygon":
        return Geometry.from_geo(shapely.multipolygons([value]))
    if value.geom_type == "GeometryCollection":
        parts = [part for part in shapely.get_parts(value) if part.geom_type in ("Polygon", "MultiPolygon")]
        return to_geometry(shapely.union_all(parts)) if parts else None
    return Geometry.from_geo(value)


def joined(line: Geometry) -> Geometry:
    """``line`` with its pieces joined where they meet."""
    from shapely import line_merge  # noqa: PLC0415  heavy

    return to_geometry(line_merge(to_shape(line))) or line


def distance_range_m(point: Point, target: Geometry) -> tuple[float, float]:
    """Least and greatest distance in metres from ``point`` to ``target``; least is 0 inside an area."""
    flat = project(to_shape(target), point)
    from shapely import get_coordinates  # noqa: PLC0415  heavy
    from shapely.geometry import Point as FlatPoint  # noqa: PLC0415  heavy

    here = FlatPoint(0.0, 0.0)
    coordinates = get_coordinates(flat)
    farthest = float((coordinates**2).sum(axis=1).max()) ** 0.5
    return float(flat.distance(here)), farthest


def buffer(line: Geometry, distance: float, inside: Sequence[Geometry] = ()) -> Geometry | None:
    """What lies within ``distance`` metres of ``line``, cut to the areas ``inside`` if any are given."""
    import shapely  # noqa: PLC0415  heavy

    shape = to_shape(line)
    centre = shape.envelope.centroid
    origin = (float(centre.x), float(centre.y))
    strip = _unproject(project(shape, origin).simplify(distance / 50).buffer(distance, quad_segs=6), origin)
    strip = shapely.make_valid(strip)
    if inside:
        areas = [shapely.make_valid(to_shape(area)) for area in inside]
        west, south, east, north = strip.bounds
        near = [shapely.clip_by_rect(area, west, south, east, north) for area in areas]
        strip = strip.intersection(near[0] if len(near) == 1 else shapely.union_all(near))
    return to_geometry(strip)


def project(shape: BaseGeometry, origin: Point) -> BaseGeometry:
    """``shape`` in metres east and north of ``origin``, with true distances from there."""
    import numpy as np  # noqa: PLC0415  heavy
    import shapely  # noqa: PLC0415  heavy

    lon0, lat0 = math.radians(origin[0]), math.radians(origin[1])

    def forward(coordinates: Any) -> Any:
        lon, lat = np.radians(coordinates[:, 0]) - lon0, np.radians(coordinates[:, 1])
        cosine = math.sin(lat0) * np.sin(lat) + math.cos(lat0) * np.cos(lat) * np.cos(lon)
        angle = np.arccos(np.clip(cosine, -1.0, 1.0))
        sine = np.sin(angle)
        scale = np.where(sine > 1e-12, angle / np.where(sine > 1e-12, sine, 1.0), 1.0) * EARTH_RADIUS_M  # noqa: PLR2004
        x = scale * np.cos(lat) * np.sin(lon)
        y = scale * (math.cos(lat0) * np.sin(lat) - math.sin(lat0) * np.cos(lat) * np.cos(lon))
        return np.column_stack((x, y))

    return shapely.transform(shape, forward)


def _unproject(shape: BaseGeometry, origin: Point) -> BaseGeometry:
    import numpy as np  # noqa: PLC0415  heavy
    import shapely  # noqa: PLC0415  heavy

    lon0, lat0 = math.radians(origin[0]), math.radians(origin[1])

    def inverse(coordinates: Any) -> Any:
        x, y = coordinates[:, 0], coordinates[:, 1]
        rho = np.hypot(x, y)
        angle = rho / EARTH_RADIUS_M
        safe = np.where(rho > 0, rho, 1.0)
        lat = np.arcsin(
            np.clip(np.cos(angle) * math.sin(lat0) + y * np.sin(angle) * math.cos(lat0) / safe, -1.0, 1.0)
        )
        lon = lon0 + np.arctan2(
            x * np.sin(angle), rho * math.cos(lat0) * np.cos(angle) - y * math.sin(lat0) * np.sin(angle)
        )
        lon = (np.degrees(lon) + 180.0) % 360.0 - 180.0
        return np.column_stack((lon, np.degrees(lat)))

    return shapely.transform(shape, inverse)


def ring(area: Geometry, distance: float, without: Geometry | None = None) -> Geometry | None:
    """What lies outside ``area`` and within ``distance`` metres of it, but not that near to ``without``."""
    import shapely  # noqa: PLC0415  heavy

    whole = buffer(area, distance)
    if whole is None:
        return None
    outside = shapely.make_valid(to_shape(whole)).difference(shapely.make_valid(to_shape(area)))
    land = buffer(without, distance) if without is not None else None
    return to_geometry(outside.difference(shapely.make_valid(to_shape(land))) if land else outside)


def area_range_m(area: Geometry, target: Geometry) -> tuple[float, float]:
    """Least and greatest distance in metres from the points of ``area`` to ``target``, to a few percent."""
    from shapely import get_coordinates  # noqa: PLC0415  heavy
    from shapely.geometry import Point as FlatPoint  # noqa: PLC0415  heavy

    shape = to_shape(area)
    centre = shape.representative_point()
    origin = (float(centre.x), float(centre.y))
    flat, line = project(shape, origin), project(to_shape(target), origin)
    corners = get_coordinates(flat)[:: max(1, len(get_coordinates(flat)) // 200)]
    most = max(float(line.distance(FlatPoint(x, y))) for x, y in corners)
    return float(flat.distance(line)), most
