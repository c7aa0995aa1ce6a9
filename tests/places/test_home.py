"""What a newsroom's name and address, and the day, say of the places it means."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from geomap.places import find_places
from geomap.places._home import Home, home_of
from tests.places.conftest import HARROW, KESTREL_N, KESTREL_S, NORLAND, SUDLAND, TinyLookup


@pytest.mark.parametrize(
    ("publisher", "url", "home"),
    [
        ("The Kestrel Gazette", None, Home("NO", "Upper")),
        ("Sudland Daily", None, Home("SU")),
        (None, "https://www.gazette.co.uk/news", Home("GB")),
        ("Gazette", "https://gazette.com.au/a", Home("AU")),
        ("Gazette", "https://gazette.io/a", None),
        ("Gazette", None, None),
        (None, "http://[broken", None),
    ],
)
def test_name_or_address_tells_the_home(
    lookup: TinyLookup, publisher: str | None, url: str | None, home: Home | None
) -> None:
    """A place in the name, else the country the address ends in, unless everybody uses that ending."""
    assert home_of(publisher, url, lookup) == home


def test_home_decides_where_the_text_does_not(lookup: TinyLookup) -> None:
    """A paper of one country means its own town of the name."""
    text = "A shed burned down in Kestrel on Friday."
    (plain,) = find_places(text, lookup)
    (local,) = find_places(text, lookup, publisher="Sudland Daily")
    assert plain.candidates[0].place == KESTREL_N
    assert local.candidates[0].place == KESTREL_S


def test_place_of_another_time_weighs_little() -> None:
    """A town that was given up before the text was written is not what it means."""
    gone = replace(KESTREL_N, valid_to="1990-01-01")
    lookup = TinyLookup(places=(NORLAND, SUDLAND, HARROW, gone, KESTREL_S))
    text = "A shed burned down in Kestrel on Friday."
    (then,) = find_places(text, lookup, published=dt.datetime(1980, 5, 1, tzinfo=dt.UTC))
    (now,) = find_places(text, lookup, published=dt.datetime(2020, 5, 1, tzinfo=dt.UTC))
    assert then.candidates[0].place == gone
    assert now.candidates[0].place == KESTREL_S
