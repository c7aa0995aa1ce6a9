"""Admin-1 areas and time zones of rows whose source gives none."""

from __future__ import annotations

import shapely

from geomap.gazetteer import Gazetteer
from geomap.gazetteer._ground import give_admin1, give_timezones
from geomap.gazetteer._outlines import joined
from geomap.gazetteer._rows import Row

_WEST = Row(
    id="geonames:AA.1",
    name="West",
    kind="ADM1",
    lon=0.5,
    lat=0.5,
    country="AA",
    shape=shapely.box(0, 0, 1, 1),
)
_EAST = Row(
    id="geonames:AA.2",
    name="East",
    kind="ADM1",
    lon=1.5,
    lat=0.5,
    country="AA",
    shape=shapely.box(1, 0, 2, 1),
)


def _site(lon: float, lat: float, country: str | None = "AA") -> Row:
    return Row(
        id=f"geomap:{lon}-{lat}",
        name="Site",
        kind="AIRB",
        lon=lon,
        lat=lat,
        country=country,
        precision="site",
    )


def _city(lon: float, population: int, timezone: str) -> Row:
    return Row(
        id=f"geonames:{population}",
        name="City",
        kind="PPL",
        lon=lon,
        lat=0.5,
        country="AA",
        population=population,
        timezone=timezone,
    )


def test_a_point_takes_the_area_it_lies_in_or_just_off() -> None:
    """A site in the east is the east's, one in the sea close by the nearest area's, one far off nobody's."""
    inside, off_shore, far = _site(1.2, 0.5), _site(0.5, -0.05), _site(0.5, -0.5)
    give_admin1([inside, off_shore, far], [_WEST, _EAST])
    assert [inside.admin1, off_shore.admin1, far.admin1] == ["East", "West", None]


def test_a_point_takes_no_area_of_another_country() -> None:
    """What stands as another country's, or nobody's, takes no area of the country around it."""
    foreign, open_to_doubt = _site(0.5, 0.5, "BB"), _site(0.6, 0.5, None)
    give_admin1([foreign, open_to_doubt], [_WEST])
    assert (foreign.admin1, open_to_doubt.admin1) == (None, None)


def test_a_point_takes_the_zone_of_the_nearest_settlement_of_its_country() -> None:
    """The nearer of two settlements tells; who has neither a country nor people around has no zone."""
    row, nobodys = _site(0.4, 0.5), _site(0.4, 0.6, None)
    give_timezones([row, nobodys], [_city(0.1, 9, "Etc/GMT-1"), _city(1.9, 900, "Etc/GMT-2")])
    assert (row.timezone, nobodys.timezone) == ("Etc/GMT-1", None)


def test_a_wide_area_takes_the_zone_of_most_of_its_people_or_none() -> None:
    """Half of the people in one zone make it the area's; three equal zones leave it open."""
    cities = [_city(0.1, 100, "Etc/GMT-1"), _city(0.5, 101, "Etc/GMT-2"), _city(1.5, 102, "Etc/GMT-3")]
    split = Row(id="geomap:all", name="All", kind="RGN", lon=1, lat=0.5, shape=shapely.box(0, 0, 2, 1))
    east = Row(id="geomap:e", name="East", kind="RGN", lon=1, lat=0.5, shape=shapely.box(0.8, 0, 2, 1))
    give_timezones([split, east], cities)
    assert (split.timezone, east.timezone) == (None, "Etc/GMT-3")


def test_a_region_without_outline_and_country_asks_the_people_within_its_radius() -> None:
    """A settlement 10 km off tells the zone of a region that reaches 50 km."""
    region = Row(
        id="geomap:r", name="Basin", kind="RGN", lon=0.0, lat=0.5, radius_m=50_000, precision="region"
    )
    give_timezones([region], [_city(0.1, 9, "Etc/GMT-1"), _city(1.9, 900, "Etc/GMT-2")])
    assert region.timezone == "Etc/GMT-1"


def test_neighbours_and_overlapping_outlines_both_join() -> None:
    """The quick way is for exact neighbours only: outlines that overlap are joined all the same."""
    neighbours = joined([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    overlapping = joined([shapely.box(0, 0, 1.5, 1), shapely.box(1, 0, 2, 1)])
    assert neighbours.equals(shapely.box(0, 0, 2, 1))
    assert overlapping.equals(shapely.box(0, 0, 2, 1))


def test_hand_kept_points_know_their_area_and_zone(gazetteer: Gazetteer) -> None:
    """A village the sources lack stands in its oblast, with the clock of the town beside it."""
    place = gazetteer.candidates("Soloti")[0].place
    assert (place.admin1, place.timezone) == ("Belgorod Oblast", "Europe/Moscow")


def test_hand_kept_regions_have_a_zone_where_most_people_share_one(gazetteer: Gazetteer) -> None:
    """The Donbas has Kyiv's clock, Africa has none."""
    donbas, africa = (gazetteer.candidates(name)[0].place for name in ("Donbas", "Africa"))
    assert (donbas.timezone, africa.timezone) == ("Europe/Kyiv", None)
