"""The recogniser's conditional random field at work: labels of an island's words, and how sure they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from geomap.places._features import Group, Row

__all__ = ["LABELS", "Model", "Tagger"]

LABELS = ("O", "B", "I")
"""Outside any name, first word of one, further word of one: the order of all weights."""

Weights = tuple[float, float, float]
Model = dict[str, Any]
"""``weights``: for each feature a weight a label; ``transitions``: from label (row) to label (column)."""

_CACHE_LIMIT = 100_000
_NOTHING: Weights = (0.0, 0.0, 0.0)


class Tagger:
    """Labels words by a linear-chain conditional random field.

    The weights of features that words share are added up once for each key (`FeatureMaker.groups`), so a
    word costs a few look-ups. Gives what CRFsuite gives for the same weights.

    Parameters
    ----------
    groups
        What makes features of keys.
    model
        The weights.
    """

    def __init__(self, groups: Sequence[Group], model: Model) -> None:
        self._weights: dict[str, Weights] = model["weights"]
        self._steps: list[list[float]] = [list(row) for row in model["transitions"]]
        self._odds = [[math.exp(weight) for weight in row] for row in self._steps]
        known: list[dict[Any, Weights]] = [{} for _ in groups]
        self._groups = [(kept.get, kept, group) for kept, group in zip(known, groups, strict=True)]

    def tag(self, rows: Sequence[Row]) -> tuple[list[int], list[float]]:
        """For each of ``rows`` the label (an index of `LABELS`) and the chance that it is part of a name."""
        scores = [self._score(row) for row in rows]
        if len(scores) == 1:
            return _single(scores[0])
        return self._path(scores), self._chances(scores)

    def _score(self, row: Row) -> Weights:
        outside = begin = inside = 0.0
        # A row has a key for each group; `strict` would ask that of every word again.
        for (get, known, group), key in zip(self._groups, row):  # noqa: B905
            one, two, three = get(key) or self._learn(known, group, key)
            outside += one
            begin += two
            inside += three
        return outside, begin, inside

    def _learn(self, known: dict[Any, Weights], group: Group, key: object) -> Weights:
        if len(known) >= _CACHE_LIMIT:
            known.clear()
        rows = [self._weights.get(feature, _NOTHING) for feature in group(key)]
        known[key] = total = (sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows))
        return total

    def _path(self, scores: Sequence[Weights]) -> list[int]:
        """The likeliest labels together (Viterbi)."""
        (oo, ob, oi), (bo, bb, bi), (io, ib, ii) = self._steps
        o, b, i = scores[0]
        back: list[tuple[int, int, int]] = []
        for so, sb, si in scores[1:]:
            to_o, to_b, to_i = (o + oo, b + bo, i + io), (o + ob, b + bb, i + ib), (o + oi, b + bi, i + ii)
            o, b, i = max(to_o), max(to_b), max(to_i)
            back.append((to_o.index(o), to_b.index(b), to_i.index(i)))
            o, b, i = o + so, b + sb, i + si
        label = (o, b, i).index(max(o, b, i))
        labels = [label]
        for origins in reversed(back):
            label = origins[label]
            labels.append(label)
        return labels[::-1]

    def _chances(self, scores: Sequence[Weights]) -> list[float]:
        """The chance of each word that it is not outside (forward and backward sums)."""
        odds = self._odds
        (oo, ob, oi), (bo, bb, bi), (io, ib, ii) = odds
        emitted = []
        for score in scores:
            top = max(score)
            emitted.append([math.exp(value - top) for value in score])
        forward = []
        o, b, i = emitted[0]
        total = o + b + i
        o, b, i = o / total, b / total, i / total
        forward.append((o, b, i))
        for eo, eb, ei in emitted[1:]:
            o, b, i = (
                (o * oo + b * bo + i * io) * eo,
                (o * ob + b * bb + i * ib) * eb,
                (o * oi + b * bi + i * ii) * ei,
            )
            total = o + b + i
            o, b, i = o / total, b / total, i / total
            forward.append((o, b, i))
        chances = [0.0] * len(scores)
        o = b = i = 1.0
        for at in range(len(scores) - 1, -1, -1):
            fo, fb, fi = forward[at]
            outside, named = fo * o, fb * b + fi * i
            chances[at] = named / (outside + named)
            eo, eb, ei = emitted[at]
            o, b, i = o * eo, b * eb, i * ei
            o, b, i = (oo * o + ob * b + oi * i, bo * o + bb * b + bi * i, io * o + ib * b + ii * i)
            total = o + b + i
            o, b, i = o / total, b / total, i / total
        return chances


def _single(score: Weights) -> tuple[list[int], list[float]]:
    top = max(score)
    outside, begin, inside = (math.exp(value - top) for value in score)
    named = begin + inside
    return [score.index(top)], [named / (outside + named)]
