"""Whose words the sentences after a speaker's still are."""

from __future__ import annotations

import pytest

from geomap.events import find_reports
from geomap.model import BlockKind, Report
from tests.events.pages import page


def _last(paragraph: str) -> Report:
    reports = find_reports(*page([("paragraph", paragraph)]))
    return reports[-1]


@pytest.mark.parametrize(
    ("paragraph", "who"),
    [
        ("The mayor said that shells had hit Tarn. A man was killed near the mill.", "mayor"),
        ("The mayor said that shells had hit Tarn. They also fell on Halm, where a shop burned.", "mayor"),
        ("The mayor said that shells had hit Tarn. Shooting was heard in Halm until dawn.", None),
        ("Nine shells hit Tarn. Shooting was reported in Halm.", None),
        ("Nine shells hit Tarn. Shelling of Halm has reportedly begun.", "reports"),
    ],
)
def test_words_are_carried_on_within_a_paragraph(paragraph: str, who: str | None) -> None:
    """A sentence after a speaker's is still his, until one leaves for a place that he had not named."""
    assert _last(paragraph).claimant == who


@pytest.mark.parametrize(
    ("blocks", "who"),
    [
        (
            [("caption", "I. STATEMENT BY THE SPOKESMAN, COL. JAN HOLT"), ("paragraph", "Shells hit Tarn.")],
            "Spokesman, Col. Jan Holt",
        ),
        (
            [
                ("paragraph", "From statements by the Northern Front, carried by its radio."),
                ("bullet", "Claims to have overrun Tarn."),
            ],
            "Northern Front",
        ),
        (
            [
                ("paragraph", "From statements by the Northern Front, carried by its radio."),
                ("bullet", "Shells hit Tarn."),
            ],
            None,
        ),
    ],
)
def test_a_line_says_whose_words_stand_below_it(blocks: list[tuple[BlockKind, str]], who: str | None) -> None:
    """A statement's head speaks for its paragraphs, a list's for the items that name no speaker."""
    assert find_reports(*page(blocks))[-1].claimant == who
