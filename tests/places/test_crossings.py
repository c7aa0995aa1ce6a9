"""Which part of a river a text means."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.places import check, find_mentions
from tests.places.conftest import document


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The gazetteer geomap ships."""
    return Gazetteer.open()


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
