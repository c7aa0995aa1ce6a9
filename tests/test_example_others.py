"""The two small examples, an earthquake and a flood: what they are known for is on their maps."""

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

import pytest

import geomap
from geomap.layerset import LAYER_NAMES, LayerSet

EXAMPLES = Path(__file__).parent.parent / "examples"

pytestmark = pytest.mark.slow


class Item(NamedTuple):
    """A mark to be found: a category, a place, the day it happened, words of its sentence or none."""

    category: str
    place: str
    day: str
    quote: str = ""


QUAKE = [
    Item("disaster", "Nurda", "2023-02-06", "depth of 18 kilometres"),
    Item("disaster", "Pazarc", "2023-02-06", "AFAD"),
    Item("disaster", "Elbistan|Ekin", "2023-02-06", "epicentre"),
    Item("disaster", "Malatya", "2023-02-06"),
    Item("disaster", "Ad.yaman", "2023-02-06"),
    Item("casualties", "Aleppo", "2023-02-06"),
    Item("airspace", "Hatay", "2023-02-06", "runway"),
    Item("casualties", "Turkey", "2023-02-07", "3,549"),
    Item("disaster", ".skenderun", "2023-02-15", "sea"),
    Item("disaster", "Hatay", "2023-02-20"),
]
FLOOD = [
    Item("disaster", "Utiel", "2024-10-29"),
    Item("disaster", "Chiva", "2024-10-29"),
    Item("disaster", "Letur", "2024-10-29"),
    Item("infrastructure", "Sagunto", "2024-10-29", "ports"),
    Item("casualties", "Valencia", "2024-10-30", "51 dead"),
    Item("casualties", "Valencia", "2024-10-31", "158"),
    Item("disaster", "Aldaia", "2024-11-02"),
    Item("disaster|airspace", "Barcelona", "2024-11-04"),
    Item("disaster", "M.laga", "2024-11-13"),
]
ALL = {"earthquake-turkiye-2023": QUAKE, "flood-valencia-2024": FLOOD}


@pytest.fixture(scope="module", params=ALL)
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, LayerSet]:
    """An example's name, and the layers of its build."""
    name = str(request.param)
    out = tmp_path_factory.mktemp(name)
    built = geomap.build([EXAMPLES / name], out, stills=False)
    assert built.page.stat().st_size < 1_000_000
    return name, built.layers


def test_what_it_is_known_for_is_drawn(example: tuple[str, LayerSet]) -> None:
    """Each item is a mark of the right kind, place and day."""
    name, layers = example
    rows = [row for layer in LAYER_NAMES for row in layers.frames[layer].to_dict("records")]
    missing = [
        item
        for item in ALL[name]
        if not any(
            re.fullmatch(item.category, row["category"])
            and re.search(item.place, row["place"] or "")
            and row["local_date"] == item.day
            and any(item.quote in report.quote for report in layers.reports[row["id"]])
            for row in rows
        )
    ]
    assert not missing


def test_its_period_is_that_of_its_posts(example: tuple[str, LayerSet]) -> None:
    """The map runs from the first post's day to the last's, in the zone of the place."""
    name, layers = example
    zones = {"earthquake-turkiye-2023": "Europe/Istanbul", "flood-valencia-2024": "Europe/Madrid"}
    days = {
        "earthquake-turkiye-2023": (dt.date(2023, 2, 6), dt.date(2023, 2, 20)),
        "flood-valencia-2024": (dt.date(2024, 10, 29), dt.date(2024, 11, 13)),
    }
    assert layers.timezone == zones[name]
    assert (layers.since, layers.until) == days[name]
