"""Distances told of a place named just before."""

from __future__ import annotations

import pytest

from geomap.places import check, find_mentions
from tests.places.conftest import TinyLookup, document


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell on Luden, 33 km from Sudland.",
        "Shells fell on Luden, 33 km from the border with Sudland.",
        "Shells fell on Luden (33 km from Sudland).",
        "Shells fell on Luden, which lies 33 km from Sudland.",
    ],
)
def test_what_a_distance_is_measured_from_is_no_second_place(text: str, lookup: TinyLookup) -> None:
    """The event is at Luden; Sudland says where that is, and the claim is still checked."""
    page = document(text)
    mentions = find_mentions(page, lookup)
    assert [(m.surface, m.literal) for m in mentions] == [("Luden", True), ("Sudland", False)]
    assert [claim.verdict for claim in check(page, mentions, lookup)] == ["holds"]


def test_a_distance_of_no_place_stays_a_place(lookup: TinyLookup) -> None:
    """Troops are no place: where they stand is what lies within the distance."""
    (mention,) = find_mentions(document("Troops gathered within 40 km of Sudland."), lookup)
    assert mention.literal
    assert mention.location is not None
    assert mention.location.relation == "within"
