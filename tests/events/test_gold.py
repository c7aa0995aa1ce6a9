"""The project's own gold: six crises, scored together; the figures must not fall."""

from __future__ import annotations

from tests.events.gold_case import GOLD, Score, score

_F1_FLOOR = 0.95
_STATUS_FLOOR = 0.90
_CLAIMANT_FLOOR = 0.80


def test_own_gold_does_not_fall() -> None:
    """Place, day and group F1, status and claimant stay at least where they were."""
    total, misses = Score(), list[str]()
    paths = sorted(GOLD.glob("*.toml"))
    for path in paths:
        score(path, total, misses)
    assert len(paths) >= 6
    told = "\n".join(misses)
    assert total.f1 >= _F1_FLOOR, told
    assert total.status / total.found >= _STATUS_FLOOR, told
    assert total.claimant / total.with_claimant >= _CLAIMANT_FLOOR, told
