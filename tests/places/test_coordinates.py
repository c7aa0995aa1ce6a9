from __future__ import annotations

import pytest

from geomap.places._coordinates import find_coordinates, read_coordinates


@pytest.mark.parametrize(
    ("words", "lon", "lat"),
    [
        ("50.2N 38.1E", 38.1, 50.2),
        ("50.2°S, 38.1°W", -38.1, -50.2),
        ("50°12'30\"N 38°06'00\"E", 38.1, 50.20833),
        ("50°12.5'N 38°06'E", 38.1, 50.20833),
        ("-33.8688, 151.2093", 151.2093, -33.8688),
        ("N48.8584 E2.2945", 2.2945, 48.8584),
        ("37U DQ 12345 67890", 37.79287, 49.35738),
        ("36N 500000 5500000", 33.0, 49.65247),
    ],
)
def test_reads_every_system_to_lon_lat(words: str, lon: float, lat: float) -> None:
    """Degrees in each notation, MGRS and UTM come back as longitude, latitude."""
    found = read_coordinates(words)
    assert found is not None
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=1e-4)


@pytest.mark.parametrize("words", ["95.0N 38.1E", "10.5.2021", "3, 4, 5", "Luden"])
def test_refuses_what_is_no_coordinate(words: str) -> None:
    """A latitude past the pole, a date, a list and a name are no coordinates."""
    assert read_coordinates(words) is None


def test_finds_them_in_running_text_with_their_span() -> None:
    """Offsets point at the very words."""
    text = "The vessel sank at 36.55N 14.21E, the coastguard said."
    (found,) = find_coordinates(text)
    assert text[found.start : found.end] == "36.55N 14.21E"


def test_radius_follows_the_decimals_written() -> None:
    """One decimal is known to about 5 km, four to a few metres."""
    coarse, fine = read_coordinates("50.2N 38.1E"), read_coordinates("50.2000N 38.1000E")
    assert coarse is not None
    assert fine is not None
    assert coarse.radius_m > 5000
    assert fine.radius_m < 100
