from __future__ import annotations

import pytest

from geomap.places._distances import find_distances


@pytest.mark.parametrize(
    ("words", "minimum", "maximum"),
    [
        ("16km", 16_000, 16_000),
        ("less than four miles", None, 6437.376),
        ("25 kilometers (about 15.5 miles)", 25_000, 25_000),
        ("within 50 km", None, 50_000),
        ("more than 1,200 metres", 1200, None),
        ("five to ten miles", 8046.72, 16_093.44),
        ("half a mile", 804.672, 804.672),
        ("twenty-five kilometres", 25_000, 25_000),
        ("200 nautical miles", 370_400, 370_400),
        ("5-10 km", 5000, 10_000),
        ("a dozen kilometres", 12_000, 12_000),
        ("two hundred miles", 321_868.8, 321_868.8),
    ],
)
def test_reads_figures_and_words_in_any_unit(
    words: str, minimum: float | None, maximum: float | None
) -> None:
    """A distance is read to its bounds in metres, a bracketed second unit within the same distance."""
    (found,) = find_distances(f"It lies {words} from the town.")
    assert found.minimum == pytest.approx(minimum)
    assert found.maximum == pytest.approx(maximum)


@pytest.mark.parametrize("words", ["$5 m from donors", "at 80 km per hour", "5 million people", "Unit 7"])
def test_leaves_money_speed_and_crowds_alone(words: str) -> None:
    """What only looks like a distance is none."""
    assert list(find_distances(f"There were {words} that day.")) == []


def test_marks_a_hedged_figure() -> None:
    """'Some' widens what the claim may mean; 'just' does not."""
    some, just = find_distances("some 40 km away and just 30 km away")
    assert some.hedged
    assert not just.hedged


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("six and a half kilometres", 6500.0),
        ("12 and a half km", 12_500.0),
        ("two and three quarters miles", 2.75 * 1609.344),
        ("a kilometre and a half", 1500.0),
        ("half a kilometre", 500.0),
    ],
)
def test_parts_after_and_are_added(text: str, metres: float) -> None:
    """A half or a quarter belongs to the number before it, whole words of it included."""
    (distance,) = find_distances(text)
    assert distance.value == pytest.approx(metres)
    assert (distance.start, distance.end) == (0, len(text))
