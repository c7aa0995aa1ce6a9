"""The picture of one spatial claim: both places, the distance that was claimed, and the one on the map.

SVG, drawn on an azimuthal equidistant projection around the claim, so that circles are circles. All text goes
through ElementTree, which escapes it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from geomap import _basemap
from geomap.model import Claim, Location
from geomap.places._measure import EARTH_RADIUS_M, project
from geomap.places._phrases import bearing_of
from geomap.places._points import point_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["HEIGHT", "WIDTH", "draw"]

WIDTH, HEIGHT = 460, 320
_MARGIN = 1.6
_LEAST_REACH_M, _MOST_REACH_M = 6_000.0, 2_500_000.0
_TOWNS = 7
_LABEL_PX, _LABEL_HALF, _LABEL_HEIGHT, _EDGE = 7.4, 30.0, 14.0, 14.0
_SECTOR = 22.5
_SCALES_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

Pixel = tuple[float, float]


def draw(claim: Claim) -> Element | None:
    """The picture of ``claim``; None where a place is not known, or the subject is an area."""
    if claim.subject_location is None or claim.reference_location is None:
        return None
    if claim.subject_location.geometry.type == "MultiPolygon":
        return None
    return _Picture(claim, claim.subject_location, claim.reference_location).svg()


class _Picture:
    def __init__(self, claim: Claim, subject: Location, reference: Location) -> None:
        from shapely.geometry import Point  # noqa: PLC0415  heavy
        from shapely.ops import nearest_points  # noqa: PLC0415  heavy

        self._claim = claim
        self._subject, self._reference = subject, reference
        self._origin = point_of(subject)
        self._here: Any = project(Point(*self._origin), self._origin)
        self._there = project(reference.geometry.shape, self._origin)
        self._near: Any = nearest_points(self._there, self._here)[0]
        self._is_point = reference.geometry.type == "Point"
        claimed = [value for value in (claim.claimed_min_m, claim.claimed_max_m) if value]
        self._claimed = (max(claimed), min(claimed)) if claimed else None
        self._round = (self._near.x, self._near.y) if self._is_point else (0.0, 0.0)
        corners = [(self._near.x, self._near.y), (0.0, 0.0)]
        reach = self._claimed[0] if self._claimed else 0.0
        corners += [(self._round[0] + reach * x, self._round[1] + reach * y) for x, y in _COMPASS]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        self._middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        wide = max((max(xs) - min(xs)) / WIDTH, (max(ys) - min(ys)) / HEIGHT) * _MARGIN
        self._scale = min(max(wide, _LEAST_REACH_M / HEIGHT), _MOST_REACH_M / HEIGHT)  # metres a pixel

    def svg(self) -> Element:
        claim = self._claim
        label = f"{claim.subject} and {claim.reference} on the map: {claim.reason}"
        root = Element("svg", {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": label})
        SubElement(root, "rect", {"class": "sea", "width": str(WIDTH), "height": str(HEIGHT)})
        self._ground(root)
        self._told(root)
        self._measured(root)
        taken = self._ends(root)
        self._towns(root, taken)
        self._scale_bar(root)
        return root

    def _pixel(self, x: float, y: float) -> Pixel:
        return (
            round(WIDTH / 2 + (x - self._middle[0]) / self._scale, 1),
            round(HEIGHT / 2 - (y - self._middle[1]) / self._scale, 1),
        )

    def _bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the picture and a little more, in degrees."""
        lon, lat = self._origin
        high = math.degrees((HEIGHT * self._scale + abs(self._middle[1])) / EARTH_RADIUS_M)
        south, north = max(-85.0, lat - high), min(85.0, lat + high)
        stretch = max(0.1, math.cos(math.radians(max(abs(south), abs(north)))))
        across = math.degrees((WIDTH * self._scale + abs(self._middle[0])) / EARTH_RADIUS_M) / stretch
        return max(-180.0, lon - across), south, min(180.0, lon + across), north

    def _features(self, layer: _basemap.BasemapLayer) -> Any:
        return _basemap.features(layer, self._bounds())

    def _path(self, shape: Any) -> str:
        """The path of a shape in degrees, cut to the picture."""
        import shapely  # noqa: PLC0415  heavy

        flat = project(shape, self._origin)
        return " ".join(self._strokes(shapely.simplify(flat, self._scale / 2)))

    def _strokes(self, flat: Any) -> Iterator[str]:
        parts = getattr(flat, "geoms", None)
        if parts is not None:
            for part in parts:
                yield from self._strokes(part)
            return
        if flat.is_empty or flat.geom_type == "Point":
            return
        rings = [flat.exterior, *flat.interiors] if flat.geom_type == "Polygon" else [flat]
        for ring in rings:
            pairs = [self._pixel(x, y) for x, y in ring.coords]
            end = "Z" if flat.geom_type == "Polygon" else ""
            yield "M" + "L".join(f"{x:g} {y:g}" for x, y in pairs) + end

    def _ground(self, root: Element) -> None:
        import shapely  # noqa: PLC0415  heavy

        for layer, name in _GROUND:
            frame = self._features(layer)
            if len(frame):
                path = self._path(shapely.geometrycollections(frame.geometry.to_numpy()))
                SubElement(root, "path", {"class": name, "d": path})
        borders = self._features("borders")
        for kind, frame in (
            ("border", borders[borders.disputed == ""]),
            ("disputed", borders[borders.disputed != ""]),
        ):
            if len(frame):
                path = self._path(shapely.geometrycollections(frame.geometry.to_numpy()))
                SubElement(root, "path", {"class": kind, "d": path})

    def _told(self, root: Element) -> None:
        """The reference, and the band where the claim puts the subject (or, around it, the border)."""
        if not self._is_point:
            kind = "reference area" if "Polygon" in self._reference.geometry.type else "reference"
            SubElement(root, "path", {"class": kind, "d": self._path(self._reference.geometry.shape)})
        if self._claimed is None:
            return
        most, least = self._claimed
        x, y = self._pixel(*self._round)
        at_most = self._claim.claimed_min_m is None
        if most == least or at_most:
            radius = most / self._scale
            name = "claimed within" if at_most else "claimed"
            SubElement(root, "circle", {"class": name, "cx": f"{x:g}", "cy": f"{y:g}", "r": f"{radius:.1f}"})
        else:
            width = (most - least) / self._scale
            ring = {
                "class": "band",
                "cx": f"{x:g}",
                "cy": f"{y:g}",
                "r": f"{(most + least) / 2 / self._scale:.1f}",
            }
            SubElement(root, "circle", {**ring, "stroke-width": f"{width:.1f}"})
        self._sector(root, (x, y), most / self._scale)

    def _sector(self, root: Element, centre: Pixel, radius: float) -> None:
        """The direction claimed, as a wedge of the eighth of the compass it means."""
        angle = next(
            (a for word in self._claim.relation.split() if (a := bearing_of(word)) is not None), None
        )
        if angle is None or not self._is_point:
            return
        x, y = centre
        ends = []
        for side in (angle - _SECTOR, angle + _SECTOR):
            turn = math.radians(side)
            ends.append((x + radius * math.sin(turn), y - radius * math.cos(turn)))
        (x1, y1), (x2, y2) = ends
        arc = f"A{radius:.1f} {radius:.1f} 0 0 1 {x2:.1f} {y2:.1f}"
        SubElement(root, "path", {"class": "sector", "d": f"M{x:g} {y:g}L{x1:.1f} {y1:.1f}{arc}Z"})

    def _measured(self, root: Element) -> None:
        (x1, y1), (x2, y2) = self._pixel(0.0, 0.0), self._pixel(self._near.x, self._near.y)
        ends = {"x1": f"{x1:g}", "y1": f"{y1:g}", "x2": f"{x2:g}", "y2": f"{y2:g}"}
        SubElement(root, "line", {"class": "measured", **ends})

    def _ends(self, root: Element) -> list[Pixel]:
        """Both places with their names; where their labels stand."""
        taken = []
        apart = self._near.x
        marks = [(self._subject.name, (0.0, 0.0), "subject", self._subject.radius_m)]
        if self._is_point:
            marks.append(
                (self._reference.name, (self._near.x, self._near.y), "place", self._reference.radius_m)
            )
        else:
            taken.append(
                _label(root, self._pixel(self._near.x, self._near.y), self._reference.name, "line-name")
            )
        for name, (x, y), kind, spread in marks:
            pixel = self._pixel(x, y)
            at = {"cx": f"{pixel[0]:g}", "cy": f"{pixel[1]:g}"}
            if spread / self._scale > 5:  # noqa: PLR2004  smaller than its dot
                SubElement(root, "circle", {"class": "spread", **at, "r": f"{spread / self._scale:.1f}"})
            SubElement(root, "circle", {"class": kind, **at, "r": "5"})
            # Away from the other end, so that the line between them strikes neither name.
            taken.append(_label(root, pixel, name, kind, left=(apart > 0) == (kind == "subject")))
        return taken

    def _towns(self, root: Element, taken: list[Pixel]) -> None:
        from shapely.geometry import Point  # noqa: PLC0415  heavy

        frame = self._features("cities")
        named = {self._subject.name, self._reference.name}
        shown = 0
        for name, _, shape in sorted(
            zip(frame.name, frame.population, frame.geometry, strict=True), key=lambda row: (-row[1], row[0])
        ):
            flat: Any = project(Point(shape.x, shape.y), self._origin)
            x, y = self._pixel(flat.x, flat.y)
            inside = _EDGE < x < WIDTH - _EDGE and _EDGE < y < HEIGHT - 2 * _EDGE
            if name in named or not inside or any(_overlaps((x, y), other) for other in taken):
                continue
            SubElement(root, "circle", {"class": "town", "cx": f"{x:g}", "cy": f"{y:g}", "r": "2"})
            taken.append(_label(root, (x, y), name, "town-name"))
            shown += 1
            if shown == _TOWNS:
                return

    def _scale_bar(self, root: Element) -> None:
        km = max((km for km in _SCALES_KM if km * 1000 / self._scale <= WIDTH / 4), default=_SCALES_KM[0])
        x, y = 12, HEIGHT - 12
        SubElement(
            root,
            "path",
            {"class": "scale", "d": f"M{x} {y - 5}V{y}H{x + km * 1000 / self._scale:.1f}V{y - 5}"},
        )
        SubElement(root, "text", {"class": "scale-name", "x": str(x + 4), "y": str(y - 6)}).text = f"{km} km"


_GROUND: Sequence[tuple[_basemap.BasemapLayer, str]] = (
    ("countries", "land"),
    ("lakes", "sea"),
    ("rivers", "river"),
    ("admin1_borders", "admin"),
)
_COMPASS: Sequence[tuple[float, float]] = ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))


def _label(root: Element, pixel: Pixel, words: str, kind: str, *, left: bool = False) -> Pixel:
    """Write ``words`` beside ``pixel``, inside the picture; where they stand."""
    x, y = pixel
    wide = len(words) * _LABEL_PX
    left = (left and x - 8 - wide > 0) or x + 8 + wide > WIDTH
    y = min(max(y, 14.0), HEIGHT - 24.0)
    at = {"x": f"{max(4.0, x - 8) if left else max(4.0, x + 8):g}", "y": f"{y + 4:g}"}
    element = SubElement(root, "text", {"class": kind, **at, "text-anchor": "end" if left else "start"})
    element.text = words
    return (x - wide / 2 if left else x + 8 + wide / 2, y)


def _overlaps(pixel: Pixel, other: Pixel) -> bool:
    return (
        abs(pixel[0] + _LABEL_HALF - other[0]) < 3 * _LABEL_HALF and abs(pixel[1] - other[1]) < _LABEL_HEIGHT
    )
