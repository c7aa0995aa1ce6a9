"""The model's promises: JSON there and back, frozen values, times that make sense."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.errors import InputError
from geomap.model import (
    CATEGORIES,
    CATEGORY_GROUPS,
    STATE_CATEGORIES,
    Claim,
    Document,
    Event,
    Geometry,
    Location,
    Mention,
    Place,
    Report,
    Time,
    from_json,
    to_json,
)

_LON = st.floats(-180, 180, allow_nan=False)
_LAT = st.floats(-90, 90, allow_nan=False)
_POINTS = st.tuples(_LON, _LAT)
_RINGS = st.lists(_POINTS, min_size=3, max_size=5).map(lambda ring: [*ring, ring[0]])
_UTC = st.datetimes(
    min_value=dt.datetime(1900, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
    max_value=dt.datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)
_GEOMETRIES = st.one_of(
    _POINTS.map(lambda p: Geometry("Point", p)),
    st.lists(_POINTS, min_size=2, max_size=4).map(lambda ps: Geometry("LineString", ps)),
    st.lists(st.lists(_RINGS, min_size=1, max_size=2), min_size=1, max_size=2).map(
        lambda polygons: Geometry("MultiPolygon", polygons)
    ),
)


def _times() -> st.SearchStrategy[Time]:
    return st.builds(
        lambda start, length, **rest: Time(start=start, end=start + length, **rest),
        start=_UTC,
        length=st.timedeltas(min_value=dt.timedelta(seconds=1), max_value=dt.timedelta(days=900)),
        precision=st.sampled_from(["minute", "day", "month"]),
        open_ended=st.booleans(),
        words=st.text(max_size=20),
    )


st.register_type_strategy(Geometry, _GEOMETRIES)
st.register_type_strategy(Time, _times())
st.register_type_strategy(dt.datetime, _UTC)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(int, st.integers(-(2**60), 2**60))


@pytest.mark.parametrize("kind", [Claim, Document, Event, Location, Mention, Place, Report, Time])
def test_json_round_trip(kind: type[Any]) -> None:
    """Any value of a model type comes back equal from its own JSON."""

    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None, derandomize=True)
    @given(st.from_type(kind))
    def holds(value: Any) -> None:
        assert from_json(to_json(value), kind) == value

    holds()


@given(_GEOMETRIES)
def test_geometry_speaks_the_geo_interface(geometry: Geometry) -> None:
    """What shapely reads from a geometry is the geometry."""
    assert Geometry.from_geo(geometry.__geo_interface__) == geometry
    assert hash(Geometry.from_geo(geometry)) == hash(geometry)


def test_bounds_are_the_same_of_either_form() -> None:
    """An outline from the gazetteer and one read from JSON span the same; nothing spans nothing."""
    drawn = Geometry(
        "MultiPolygon", [[[(1, 2), (3, 2), (3, 5), (1, 2)]], [[(-7, 0), (-6, 0), (-6, 1), (-7, 0)]]]
    )
    assert drawn.bounds == Geometry.from_geo(drawn.shape).bounds == (-7, 0, 3, 5)
    assert Geometry.point(38.1, 50.2).bounds == (38.1, 50.2, 38.1, 50.2)
    assert all(math.isnan(side) for side in Geometry("MultiPolygon", []).bounds)


def test_geometry_is_frozen() -> None:
    """A geometry that others hold cannot be changed under them."""
    point = Geometry.point(38.1, 50.2)
    with pytest.raises(AttributeError, match="frozen"):
        point.type = "Polygon"


def test_time_ends_after_it_starts() -> None:
    """An interval without length would vanish from a map's frames."""
    noon = dt.datetime(2022, 2, 17, 12, tzinfo=dt.UTC)
    with pytest.raises(ValueError, match="end after"):
        Time(start=noon, end=noon, precision="minute")


def test_time_is_utc() -> None:
    """A time in another zone is refused: files hold UTC alone."""
    kyiv = dt.timezone(dt.timedelta(hours=2))
    noon = dt.datetime(2022, 2, 17, 12, tzinfo=kyiv)
    with pytest.raises(ValueError, match="UTC"):
        Time(start=noon, end=noon + dt.timedelta(hours=1), precision="hour")


def test_unknown_members_are_refused() -> None:
    """JSON with a member the model lacks says so instead of losing it."""
    with pytest.raises(InputError, match=r"not a Time.*colour"):
        from_json(
            '{"start":"2022-02-17T12:00:00Z","end":"2022-02-17T13:00:00Z","precision":"hour","colour":"red"}',
            Time,
        )


def test_every_category_has_a_group() -> None:
    """Groups decide what may merge, so no category is without one."""
    assert set(CATEGORY_GROUPS) == set(CATEGORIES)
    assert set(CATEGORIES) >= STATE_CATEGORIES
