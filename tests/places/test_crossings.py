"""Which part of a river a text means."""

from __future__ import annotations

from geomap.gazetteer import Gazetteer
from geomap.places import check, find_mentions
from tests.places.conftest import document


def test_bridge_over_a_name_is_over_the_river(gazetteer: Gazetteer) -> None:
    """'The Pripyat' under a bridge is the river, not the town, and only its part in the area told."""
    page = document("A bridge was built over the Pripyat in southern Belarus on Friday.")
    mention = next(m for m in find_mentions(page, gazetteer) if m.surface == "Pripyat")
    assert mention.location is not None
    assert mention.location.name == "Pripyat River"
    belarus = next(m for m in find_mentions(page, gazetteer) if m.surface == "Belarus").location
    assert belarus is not None
    whole = gazetteer.line(mention.location.place_ids[0])
    assert whole is not None
    cut = mention.location.geometry.shape
    assert 0 < cut.length < whole.shape.length
    assert cut.distance(belarus.geometry.shape) == 0


def test_claim_about_a_river_is_measured_along_it(gazetteer: Gazetteer) -> None:
    """The distance from a border is that of the river, not of the country it runs through."""
    text = "A bridge over the Pripyat in southern Belarus, less than four miles from the Ukrainian border."
    page = document(text)
    claims = check(page, find_mentions(page, gazetteer), gazetteer)
    claim = next(c for c in claims if c.claimed_max_m)
    assert (claim.subject, claim.verdict) == ("Pripyat", "holds")


def test_a_river_at_a_town_is_told_by_the_town(gazetteer: Gazetteer) -> None:
    """'The Dnieper at Nova Kakhovka' is no place in the middle of the river's course."""
    page = document("On Thursday the column reached the Dnieper at Nova Kakhovka.")
    river, town = find_mentions(page, gazetteer)
    assert river.location is not None
    assert river.location == town.location


def test_a_distance_off_a_port_lies_at_sea(gazetteer: Gazetteer) -> None:
    """Half the circle round a port is land: a ship that far off it is in the water."""
    (mention,) = find_mentions(document("A freighter burned 80 km off Odesa on Friday."), gazetteer)
    assert mention.location is not None
    lon, lat = mention.location.geometry.coordinates
    assert gazetteer.country_at(lon, lat) is None
    assert mention.location.relation == "offset"


def test_a_distance_off_an_inland_town_is_around_it(gazetteer: Gazetteer) -> None:
    """Where there is no sea nothing can be off it."""
    (mention,) = find_mentions(document("A balloon came down 30 km off Madrid."), gazetteer)
    assert mention.location is not None
    assert mention.location.relation == "near"
