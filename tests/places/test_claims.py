from __future__ import annotations

import pytest

from geomap.model import Claim
from geomap.places import check, claim_record, describe_claim, find_mentions
from tests.places.conftest import TinyLookup, document


def _claims(text: str, lookup: TinyLookup) -> tuple[Claim, ...]:
    page = document(text)
    return check(page, find_mentions(page, lookup), lookup)


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        ("33 km", "holds"),
        ("about 35 km", "holds"),
        ("less than 40 km", "holds"),
        ("45 km", "doubtful"),
        ("90 km", "wrong"),
        ("less than 5 km", "wrong"),
        ("more than 100 km", "wrong"),
    ],
)
def test_a_distance_from_a_border_is_measured(figure: str, verdict: str, lookup: TinyLookup) -> None:
    """Luden lies 33 km from the border: the verdict follows the figure claimed."""
    (claim,) = _claims(f"Shells fell on Luden, {figure} from the border with Sudland.", lookup)
    assert claim.subject == "Luden"
    assert claim.measured_m == pytest.approx(33_300, rel=0.02)
    assert claim.verdict == verdict


def test_direction_counts_as_well_as_distance(lookup: TinyLookup) -> None:
    """The right distance on the wrong side is wrong."""
    text = "Fires burned in Luden, 300 km {} of Harrowgate."
    (right,) = _claims(text.format("south"), lookup)
    (wrong,) = _claims(text.format("north"), lookup)
    assert (right.verdict, wrong.verdict) == ("holds", "wrong")


def test_a_bracketed_second_unit_is_the_same_claim(lookup: TinyLookup) -> None:
    """'33 km (20 miles)' is one claim, not two."""
    assert len(_claims("Troops entered Luden, 33 km (20 miles) from the border with Sudland.", lookup)) == 1


def test_what_cannot_be_measured_says_so(lookup: TinyLookup) -> None:
    """A march between places that are not named is listed, with its figure, and not judged."""
    (claim,) = _claims("The brigade completed a 900-kilometre march.", lookup)
    assert claim.claimed_max_m == 900_000
    assert claim.verdict == "cannot tell"


def test_a_claim_quotes_its_sentence(lookup: TinyLookup) -> None:
    """Quote and offsets are those of the sentence in the text."""
    text = "It rained. Shells fell on Luden, 33 km from the border with Sudland. It stopped."
    (claim,) = _claims(text, lookup)
    assert text[claim.char_start : claim.char_end] == claim.quote
    assert claim.quote.startswith("Shells")


def test_records_and_lines_tell_the_verdict(lookup: TinyLookup) -> None:
    """The JSON record and the line for people say the same."""
    (claim,) = _claims("Shells fell on Luden, 33 km from the border with Sudland.", lookup)
    assert claim_record(claim)["verdict"] == "holds"
    assert "holds" in describe_claim(claim)
    assert "Luden" in describe_claim(claim)


def test_a_subject_nobody_knows_is_not_replaced_by_another_place(lookup: TinyLookup) -> None:
    """A claim about an unknown village is not held against the place named before it or after it."""
    text = "Harrowgate said shells fell at Quillstead, 2 km from the border with Sudland."
    (claim,) = _claims(text, lookup)
    assert claim.verdict == "cannot tell"


def test_it_leads_back_to_the_place_of_the_sentence_before(lookup: TinyLookup) -> None:
    """A pronoun's place is the one just named, and judged as if it were named again."""
    text = "Troops trained near Luden. It all happened 200 km from the border with Sudland."
    assert [claim.verdict for claim in _claims(text, lookup)] == ["wrong"]


@pytest.mark.parametrize(
    "text",
    [
        "A train from Luden to Harrowgate left the rails near Tambur.",
        "Prayers were held in Luden, Harrowgate and near Tambur.",
    ],
)
def test_what_happened_near_a_place_says_nothing_of_the_place_before(text: str, lookup: TinyLookup) -> None:
    """A verb or an 'and' between two names parts them."""
    assert not _claims(text, lookup)
