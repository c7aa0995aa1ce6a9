"""Ends of recognised names put right: 'Washington, D.C.', 'Ashford, Va.', two names in a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geomap.places._features import FeatureMaker
from geomap.places._lexicon import DIRECTIONS
from geomap.places._tokens import Tokens

__all__ = ["Bounds", "mended", "with_states"]

Bounds = tuple[int, int, float]
"""First token, last token (exclusive), chance."""

_STATES = frozenset(
    "Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Kans. Ky. La. Mass. Md. Mich. "
    "Minn. Miss. Mo. Mont. Neb. Nev. Okla. Ore. Pa. Penn. Tenn. Tex. Va. Vt. Wash. Wis. Wyo. Ont. "
    "Que. Sask. Alta. N.Y. N.J. N.H. N.M. N.C. N.D. S.C. S.D. R.I. W.Va. B.C. N.B. N.S. N.S.W. "
    "P.E.I.".split()
)
"""Abbreviations that after a comma name the state or province of the place before it."""

_DISTRICT = frozenset(("D.C.", "DC"))
_WHOLE = frozenset("CAP")
_REACH, _LONG_REACH = 4, 7
_HYPHENS = frozenset("-–")
_APOSTROPHES = frozenset("'’")
_LINKS = frozenset(
    "la le les el los las il lo du de des del della da do dos di au aux en sur sous upon on under by the an "
    "am lès e i o ye yi ul ol al el ad as".split()
)
"""Small words within hyphenated names."""


def mended(tokens: Tokens, spans: Iterable[Bounds], features: FeatureMaker) -> list[Bounds]:
    """``spans`` with the end where the gazetteer puts it, where the model stopped short or went on too far.

    'South' is no place where 'South Sudan' stands; 'Norland Sudland State' is two.
    """
    kept: list[Bounds] = []
    for first, last, chance in (part for span in spans for part in _owners_apart(tokens, span)):
        if kept and first < kept[-1][1]:
            continue
        if _is_hyphened(tokens, last):
            last = _hyphened_end(tokens, first, last, features)  # noqa: PLW2901  the end as it should be
        length, tag = features.longest(tokens, first, min(first + _REACH, len(tokens.words)))
        if length > last - first and tag == "C" and "," not in tokens.words[last : first + length]:
            kept.append((first, first + length, chance))
            continue
        if _goes_on(tokens, first, last, tag, features):
            kept.append((first, last + 1, chance))
            continue
        cut = first + length
        if first < cut < last and _are_two(tokens, (first, cut, last), tag, features):
            kept += [(first, cut, chance), (cut, last, chance)]
        else:
            kept.append((first, last, chance))
    return kept


def _owners_apart(tokens: Tokens, span: Bounds) -> list[Bounds]:
    """'Ormels' Luden' is two names: the second one the first one's."""
    first, last, chance = span
    for at in range(first + 1, last - 1):
        ends_word = tokens.starts[at] == tokens.ends[at - 1] and tokens.starts[at + 1] > tokens.ends[at]
        if tokens.words[at] in _APOSTROPHES and ends_word and tokens.words[at - 1].endswith("s"):
            return [(first, at, chance), *_owners_apart(tokens, (at + 1, last, chance))]
    return [span]


def _is_hyphened(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen at token ``at`` holds two words together."""
    return (
        at + 1 < len(tokens.words)
        and tokens.words[at] in _HYPHENS
        and tokens.starts[at] == tokens.ends[at - 1]
        and tokens.starts[at + 1] == tokens.ends[at]
    )


def _hyphened_end(tokens: Tokens, first: int, last: int, features: FeatureMaker) -> int:
    """Where the name of tokens ``first`` to ``last`` ends, which goes on behind a hyphen.

    With the map where it knows the whole; else with the word after an article or preposition:
    'Castilla-La Mancha', 'Ormel-sur-Luden'. Two names side by side stay two.
    """
    length, _ = features.longest(tokens, first, min(first + _LONG_REACH, len(tokens.words)))
    if first + length > last:
        return first + length
    if tokens.lower[last + 1] not in _LINKS:
        return last
    after = last + 2
    if _is_hyphened(tokens, after):
        after += 1
    elif tokens.words[last + 1].islower() or after >= len(tokens.words):
        return last
    beside = tokens.starts[after] - tokens.ends[after - 1] <= 1
    return after + 1 if beside and tokens.words[after][0].isupper() else last


def _goes_on(tokens: Tokens, first: int, last: int, tag: str, features: FeatureMaker) -> bool:
    """Whether the word after a name makes one of a town that the map spells otherwise: 'Ain Issa'."""
    if (
        tag[:1] in ("C", "A", "D")
        or last >= len(tokens.words)
        or tokens.starts[last] != tokens.ends[last - 1] + 1
    ):
        return False
    word = tokens.words[last]
    return word.isalpha() and word.istitle() and features.is_sounding(tokens.span(first, last + 1))


def _are_two(tokens: Tokens, at: tuple[int, int, int], tag: str, features: FeatureMaker) -> bool:
    first, cut, last = at
    if tag[:1] not in _WHOLE or not tokens.words[cut][0].isupper() or tokens.lower[first] in DIRECTIONS:
        return False
    return features.tag(tokens.span(cut, last)) in ("C", "A") and not features.tag(tokens.span(first, last))


def with_states(tokens: Tokens, spans: Sequence[Bounds]) -> list[Bounds]:
    """``spans`` with 'Washington, D.C.' as one and the state of 'Ashford, Va.' among them."""
    words = tokens.words
    kept: list[Bounds] = []
    for number, (first, last, chance) in enumerate(spans):
        if kept and first < kept[-1][1]:
            continue
        if words[last : last + 1] != [","] or last + 1 >= len(words):
            kept.append((first, last, chance))
        elif words[last + 1] in _DISTRICT and words[last - 1].capitalize() == "Washington":
            kept.append((first, last + 2, chance))
        else:
            kept.append((first, last, chance))
            follower = spans[number + 1] if number + 1 < len(spans) else None
            if words[last + 1] in _STATES and (follower is None or follower[0] > last + 1):
                kept.append((last + 1, last + 2, chance))
    return kept
