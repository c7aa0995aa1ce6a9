"""Where the page looks first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geomap.maps._focus import Weighted, first_view

places = st.lists(
    st.tuples(st.floats(-180, 180), st.floats(-85, 85), st.floats(0, 5)), min_size=1, max_size=40
)


def test_the_densest_region_is_shown_and_distant_meetings_are_not() -> None:
    """One cluster of fighting, a few capitals far away."""
    cluster: list[Weighted] = [(37 + i / 10, 48 + i / 20, 1.0) for i in range(20)]
    west, south, east, north = first_view([*cluster, (6.1, 46.2, 0.02), (-77, 38.9, 0.02), (2.3, 48.8, 0.02)])
    assert 36 < west < 37.3
    assert 38.7 < east < 40
    assert 47.5 < south < 48.1
    assert 48.8 < north < 49.5


def test_one_place_gets_its_surroundings() -> None:
    """A single town is not shown as one street."""
    west, south, east, north = first_view([(44.8, 41.7, 1.0)])
    assert east - west >= 0.5
    assert north - south >= 0.5


def test_nothing_on_the_map_shows_the_world() -> None:
    """No event, no focus."""
    west, _, east, _ = first_view([])
    assert east - west > 300


@given(places)
def test_a_view_is_always_a_box_on_the_globe(points: list[Weighted]) -> None:
    """West of east, south of north, inside Mercator."""
    west, south, east, north = first_view(points)
    assert west < east
    assert -86 < south < north < 86
