"""The basemap of a project, whatever window it is seen in."""

from __future__ import annotations

import shapely

from geomap.layers.ground import basemap_frames

VALENCIA = (-3.0, 38.0, 0.5, 40.0)
"""A view of 3.5 by 2 degrees."""


def test_the_basemap_fills_a_window_of_any_usual_shape() -> None:
    """Land does not end where the view does: a wide window and a square sheet are both filled."""
    west, south, east, north = basemap_frames(VALENCIA, "un")["countries"].total_bounds
    assert west < -3.7
    assert south < 37.6
    assert north > 40.4
    assert east > 1.2


def test_a_country_is_one_row() -> None:
    """The mainland and its islands bear the name once; no two rows overlap."""
    countries = basemap_frames(VALENCIA, "un")["countries"]
    assert countries["name"].is_unique
    assert len(countries.set_index("name").geometry["Spain"].geoms) > 2


def test_the_quarters_of_a_city_are_no_towns() -> None:
    """Madrid stands without them, and with the towns around it."""
    cities = set(basemap_frames(VALENCIA, "un")["cities"]["name"])
    assert {"Madrid", "Valencia", "Alcobendas", "Torrejón de Ardoz", "Sagunto"} <= cities
    assert not cities & {"Ciudad Lineal", "Carabanchel", "Usera"}


def test_the_land_beyond_leaves_room_for_the_basemap() -> None:
    """It covers other continents, but nothing where the basemap tells it better."""
    frames = basemap_frames(VALENCIA, "un")
    assert frames["land"].is_valid.all()
    land = frames["land"].union_all()
    assert land.intersection(frames["countries"].union_all()).area == 0
    for lon, lat in ((25.0, 0.0), (100.0, 60.0), (-100.0, 40.0), (135.0, -25.0)):
        assert land.contains(shapely.Point(lon, lat))
    for lon, lat in ((-40.0, 30.0), (51.0, 42.0)):
        assert not land.contains(shapely.Point(lon, lat))
