"""Outlines, borders, parts and lines."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer import Gazetteer
from geomap.gazetteer._parts import direction_part
from geomap.model import Geometry


def _id(gazetteer: Gazetteer, name: str, kind: str = "") -> str:
    return next(c.place.id for c in gazetteer.candidates(name) if c.place.kind.startswith(kind))


@pytest.mark.parametrize(
    ("name", "kind", "inside", "outside"),
    [
        ("Ukraine", "PCLI", (30.52, 50.45), (37.6, 55.75)),
        ("Donbas", "RGN", (37.8, 48.0), (36.2, 50.0)),
        ("Crimea", "PEN", (34.1, 45.0), (33.4, 46.6)),
        ("Donetsk region", "ADM1", (37.54, 47.1), (39.3, 48.57)),
        ("Gaza Strip", "ADM1", (34.45, 31.5), (34.78, 32.08)),
        ("Darfur", "RGN", (25.35, 13.63), (32.5, 15.6)),
        ("Tigray", "ADM1", (39.47, 13.5), (38.75, 9.0)),
        ("Kosovo", "PCLI", (21.16, 42.66), (20.46, 44.8)),
        ("Middle East", "RGN", (44.4, 33.3), (12.5, 41.9)),
        ("Western Sahara", "PCLI", (-13.2, 27.1), (-6.8, 34.0)),
        ("Taiwan", "PCLI", (121.5, 25.0), (119.3, 26.1)),
        ("Abkhazia", "RGN", (41.0, 43.0), (44.8, 41.7)),
        ("Nagorno-Karabakh", "RGN", (46.75, 39.8), (49.9, 40.4)),
        ("Russia", "PCLI", (33.08, 68.9), (25.5, 66.5)),
        ("Russia", "PCLI", (-173.0, 66.0), (-165.4, 64.5)),
    ],
)
def test_an_outline_holds_what_lies_in_it(
    gazetteer: Gazetteer, name: str, kind: str, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    """A city in the area lies in its polygon, one beside it does not."""
    outline = gazetteer.polygon(_id(gazetteer, name, kind))
    assert outline is not None
    assert outline.type == "MultiPolygon"
    assert shapely.contains_xy(outline.shape, *inside)
    assert not shapely.contains_xy(outline.shape, *outside)


def test_every_outline_is_valid_and_wound_as_geojson_wants(gazetteer: Gazetteer) -> None:
    """Outer rings run counter-clockwise; no outline crosses itself."""
    for name in ("Ukraine", "Russia", "Canada", "Indonesia", "Donbas", "Europe", "Crimea", "Kerala"):
        outline = gazetteer.polygon(gazetteer.candidates(name)[0].place.id)
        assert outline is not None
        assert shapely.is_valid(outline.shape)
        assert all(part.exterior.is_ccw for part in shapely.get_parts(outline.shape))


def test_nearly_every_admin1_area_has_an_outline(gazetteer: Gazetteer) -> None:
    """Of the areas with places in them, 95 in 100 have a polygon."""
    reader = gazetteer._reader
    numbers = [reader.place(row) for row in range(len(reader._admin1) + 300)]
    areas = [place for place in numbers if place.kind == "ADM1"]
    assert len(areas) > 500
    assert sum(place.has_polygon for place in areas) / len(areas) > 0.95


def test_a_town_has_no_outline(gazetteer: Gazetteer) -> None:
    """None, not an empty polygon."""
    assert gazetteer.polygon(_id(gazetteer, "Mariupol", "PPL")) is None


@pytest.mark.parametrize(
    ("direction", "inside", "outside"),
    [
        ("eastern", (38.0, 48.5), (24.0, 49.8)),
        ("western", (24.0, 49.8), (38.0, 48.5)),
        ("northern", (31.3, 51.5), (34.1, 45.0)),
        ("southern", (34.1, 45.0), (31.3, 51.5)),
        ("south-eastern", (37.5, 47.2), (24.0, 49.8)),
        ("central", (32.0, 49.0), (38.0, 48.5)),
    ],
)
def test_direction_parts_lie_where_they_say(
    gazetteer: Gazetteer, direction: str, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    """'Eastern Ukraine' holds Luhansk region and not Lviv."""
    part = gazetteer.direction_part(_id(gazetteer, "Ukraine", "PCLI"), direction)
    assert part is not None
    assert shapely.contains_xy(part.shape, *inside)
    assert not shapely.contains_xy(part.shape, *outside)


@pytest.mark.parametrize("direction", ["north", "far east", "north-west", "southeastern", "central"])
def test_direction_parts_have_the_documented_share(gazetteer: Gazetteer, direction: str) -> None:
    """A third of the area, an eighth for 'far'."""
    place_id = _id(gazetteer, "Syria", "PCLI")
    whole, part = gazetteer.polygon(place_id), gazetteer.direction_part(place_id, direction)
    assert whole is not None
    assert part is not None
    wanted = 1 / 8 if "far" in direction else 1 / 3
    assert part.shape.area / whole.shape.area == pytest.approx(wanted, abs=0.02)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-20, 20), st.floats(-20, 20)), min_size=3, max_size=8),
    st.sampled_from(["north", "eastern", "south-west", "central"]),
)
def test_the_rule_holds_for_any_polygon(corners: list[tuple[float, float]], direction: str) -> None:
    """The part lies within the whole and is a third of it."""
    hull = shapely.MultiPoint(corners).convex_hull
    if hull.geom_type != "Polygon" or hull.area < 1e-2 or hull.minimum_clearance < 1e-2:
        return
    part = direction_part(Geometry.from_geo(shapely.multipolygons([hull])), direction)
    assert part is not None
    assert part.shape.difference(hull.buffer(1e-6)).area < 1e-6
    assert part.shape.area / hull.area == pytest.approx(1 / 3, abs=0.03)


def test_a_word_that_is_no_direction_gives_no_part(gazetteer: Gazetteer) -> None:
    """None for 'purple Ukraine' and for a place without outline."""
    assert gazetteer.direction_part(_id(gazetteer, "Ukraine", "PCLI"), "purple") is None
    assert gazetteer.direction_part(_id(gazetteer, "Mariupol", "PPL"), "eastern") is None


@pytest.mark.parametrize(
    ("one", "other", "km"), [("UA", "RU", 1974), ("US", "CA", 8893), ("FR", "ES", 623), ("IN", "PK", 3190)]
)
def test_borders_are_as_long_as_they_are(gazetteer: Gazetteer, one: str, other: str, km: float) -> None:
    """Within a third of the length in the World Factbook (coastlines and rivers have no one length)."""
    line = gazetteer.border(one, other)
    assert line is not None
    assert line == gazetteer.border(other, one)
    length = sum(_km(a, b) for part in line.coordinates for a, b in pairwise(part))
    assert length == pytest.approx(km, rel=0.34)
    exact = gazetteer.border_exactness_m(one, other)
    assert exact is not None
    assert exact >= 1000


def test_countries_that_do_not_touch_have_no_border(gazetteer: Gazetteer) -> None:
    """None, not an empty line."""
    assert gazetteer.border("UA", "FR") is None
    assert gazetteer.border("AU") is None
    assert gazetteer.border("UA", "UA") is None


def test_all_borders_of_a_country_come_together(gazetteer: Gazetteer) -> None:
    """Without a neighbour named, all of them."""
    whole, one = gazetteer.border("UA"), gazetteer.border("UA", "MD")
    assert whole is not None
    assert one is not None
    assert len(whole.coordinates) > len(one.coordinates)


def test_a_named_line_has_its_course(gazetteer: Gazetteer) -> None:
    """The line of contact of Donbas runs between Luhansk and Shyrokyne; a town is no line."""
    place = gazetteer.candidates("Donbas line of contact")[0].place
    line = gazetteer.line(place.id)
    assert line is not None
    assert place.precision == "line"
    assert line.shape.distance(shapely.Point(37.85, 47.1)) < 0.1
    assert gazetteer.line(_id(gazetteer, "Kyiv", "PPL")) is None


@pytest.mark.parametrize(
    ("lon", "lat", "country", "admin1"),
    [
        (37.54, 47.1, "Ukraine", "Donetsk"),
        (-0.1, 51.5, "United Kingdom", "England"),
        (30.3, 59.9, "Russia", "St.-Petersburg"),
    ],
)
def test_a_point_lies_in_its_country_and_area(
    gazetteer: Gazetteer, lon: float, lat: float, country: str, admin1: str
) -> None:
    """Which country, which area: by outline."""
    found, area = gazetteer.country_at(lon, lat), gazetteer.admin1_at(lon, lat)
    assert found is not None
    assert area is not None
    assert (found.name, area.name) == (country, admin1)


def test_a_point_at_sea_lies_in_no_country(gazetteer: Gazetteer) -> None:
    """None in the middle of the Black Sea."""
    assert gazetteer.country_at(34.0, 43.2) is None


def test_the_worldview_says_whose_crimea_is() -> None:
    """Under 'un' Crimea is in Ukraine, under 'ne' in Russia; it is found under both."""
    for worldview, holder, other in (("un", "UA", "RU"), ("ne", "RU", "UA")):
        gazetteer = Gazetteer.open(worldview=worldview)
        assert gazetteer.candidates("Simferopol")[0].place.country == holder
        assert gazetteer.candidates("Crimea")
        outlines = {}
        for name in ("Ukraine", "Russia"):
            place = gazetteer.candidates(name)[0].place
            outlines[place.country] = gazetteer.polygon(place.id)
        assert shapely.contains_xy(outlines[holder].shape, 34.1, 45.0)  # type: ignore[union-attr]
        assert not shapely.contains_xy(outlines[other].shape, 34.1, 45.0)  # type: ignore[union-attr]


@pytest.mark.parametrize("worldview", ["un", "ne"])
@pytest.mark.parametrize(
    "name",
    [
        "Crimea",
        "Donbas",
        "Gaza Strip",
        "Kashmir",
        "Western Sahara",
        "Taiwan",
        "Kosovo",
        "Abkhazia",
        "Nagorno-Karabakh",
    ],
)
def test_disputed_places_are_found_under_each_worldview(worldview: str, name: str) -> None:
    """A worldview moves borders; it hides no place."""
    assert Gazetteer.open(worldview=worldview).candidates(name)[0].place.has_polygon


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    middle = math.cos(math.radians((a[1] + b[1]) / 2))
    return 111.195 * math.hypot((a[0] - b[0]) * middle, a[1] - b[1])


def test_borders_follow_the_worldview() -> None:
    """Under `ne` the line of Russia and Ukraine runs north of Crimea too; under `un` it does not."""
    perekop = shapely.box(33.3, 45.9, 34.2, 46.3)
    lines = {view: Gazetteer.open(worldview=view).border("RU", "UA") for view in ("un", "ne")}
    crossing = {view: line is not None and line.shape.intersects(perekop) for view, line in lines.items()}
    assert crossing == {"un": False, "ne": True}


@pytest.mark.parametrize("worldview", ["un", "ne"])
@pytest.mark.parametrize(
    "name", ["line of contact", "Line of Control", "Green Line", "administrative border with Crimea"]
)
def test_named_lines_stand_under_each_worldview(worldview: str, name: str) -> None:
    """A ceasefire line is no claim."""
    gazetteer = Gazetteer.open(worldview=worldview)
    assert any(gazetteer.line(candidate.place.id) for candidate in gazetteer.candidates(name))
