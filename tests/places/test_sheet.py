"""The sheet of claims: a page that needs nothing else, with a picture where both places are known."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest

from geomap.gazetteer import Gazetteer
from geomap.model import Claim
from geomap.places import check, claim_sheet, find_mentions
from geomap.places._claim_map import draw
from tests.places.conftest import document

TEXT = (
    "The fire reached Paradise, California, 400 km from Sacramento. "
    "Shelling hit Stanytsia Luhanska, 16 km north-east of Luhansk. "
    "Troops camped in Belgorod, 35 km from the Ukrainian border."
)


@pytest.fixture(scope="module")
def claims(gazetteer: Gazetteer) -> tuple[Claim, ...]:
    """The claims of the text above."""
    page = document(TEXT)
    return check(page, find_mentions(page, gazetteer), gazetteer)


def test_worst_claim_comes_first(claims: tuple[Claim, ...]) -> None:
    """A reader sees what is wrong before what holds."""
    page = claim_sheet([("dispatch", claim) for claim in claims], "Claims").decode()
    assert re.findall(r'<article class="(\w+)', page) == ["wrong", "holds", "holds"]


def test_page_needs_nothing_else(claims: tuple[Claim, ...]) -> None:
    """No script, no link, no address: the file can be mailed and printed."""
    page = claim_sheet([("dispatch", claim) for claim in claims], "Claims").decode()
    assert not re.search(r"<script|https?:|src=|href=", page)
    assert page.count("<svg") == 3


def test_text_of_an_article_cannot_break_out() -> None:
    """Markup in a quote, a name or a title stands as text."""
    claim = Claim(
        quote="<img src=x> & \x00",
        char_start=0,
        char_end=5,
        subject="<b>",
        relation="near",
        reference="</style>",
        verdict="cannot tell",
    )
    page = claim_sheet([("<script>", claim)], "</title><script>").decode()
    assert "<img" not in page
    assert "<script" not in page
    assert "\x00" not in page
    assert page.count("</style>") == 1


def test_picture_shows_the_claimed_distance_and_direction(claims: tuple[Claim, ...]) -> None:
    """A circle at the distance told, and a wedge where a direction was told."""
    kinds = []
    for claim in claims:
        picture = draw(claim)
        assert picture is not None
        kinds.append({element.get("class") for element in picture.iter()})
    assert all("claimed" in found and "measured" in found for found in kinds)
    assert ["sector" in found for found in kinds] == [False, True, False]
    assert ["reference" in found for found in kinds] == [False, False, True]


def test_same_claims_give_the_same_bytes(claims: tuple[Claim, ...]) -> None:
    """Nothing in the page is left to chance, and its markup is whole."""
    pairs = [("dispatch", claim) for claim in claims]
    page = claim_sheet(pairs, "Claims")
    assert page == claim_sheet(pairs, "Claims")
    for picture in re.findall(rb"<svg.*?</svg>", page, re.DOTALL):
        assert fromstring(picture).tag == "svg"
