"""Places named where nothing is said to have happened: forgeries, analogies, lists of members."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

__all__ = ["told_only"]

_REACH = 320

_HYPOTHETICAL = re.compile(
    r"\b(?:it\s+could\s+be|could\s+be\s+an?|might\s+be\s+an?|possibilities\s+include|what\s+if|imagine\b|suppose\b|"
    r"there\s+(?:are\s+|is\s+)?no\s+\w+\s+of\s+ours|hypothetical(?:ly)?|in\s+the\s+event\s+of|would\s+be\s+like|"
    r"you['’]ll\s+see\s+(?:false|fake)|fabricat\w+|fictitious|imaginary|made-up|"
    r"fake[ds]?\s+\w+|false\s+(?:stor(?:y|ies)|reports?|flags?|news|narratives?|pretexts?)|"
    r"staged\s+(?:videos?|attacks?|bombings?|provocations?|incidents?|pretexts?|explosions?|massacres?))\b",
    re.IGNORECASE,
)
_FORGED_REACH = 140
_ANALOGY = re.compile(
    r"\b(?:echo(?:es|ed|ing)?|reminiscent|parallels?|precedents?|playbook|analog(?:y|ies|ous)|comparisons?|"
    r"(?:comparable|similar|likened|compared)\s+(?:to|with)|a\s+repeat\s+of|"
    r"(?:distant|different|removed)\b[^.;]{0,70}?\bfrom\s+an?)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:in|of|since|from|during)\s+(?:[A-Z][a-z]+\s+)?(?:1[89]|20)\d\d\b")
_SAME_CASE = re.compile(
    r"\s*(?:During|In|After|Throughout)\s+that\s+(?:\w+\s+)?(?:war|conflict|invasion|campaign|operation|crisis|episode)\b"
)
_MEMBERS = re.compile(
    r"\b(?:members?|membership|\d+-member|organi[sz]ation|alliance|bloc|pact|body|signator(?:y|ies)|grouping)\b[^.;\n]{0,40}?"
    r"\b(?:includ(?:es?|ing)|such\s+as|compris(?:es?|ing)|among\s+them)\s+"
    r"(?P<list>(?:(?:the|and|or|both|also)\s+|[A-Z][\w.’'-]*,?\s+)*)$"
)
_SUBJUNCTIVE = re.compile(
    r"\s*(?:[-•*]\s*)?That\s(?:(?!\b(?:would|will|could|may|might|should|must|can|to|not)\s+be\b)[^.!?\n])*?"
    r"\bbe\s+\w+(?:ed|en|ld|wn)\b"
)
_POLICY = re.compile(
    r"\b(?:agreements?|treat(?:y|ies)|limit\w*|curb\w*|halt\w*|ceas\w+|demand\w*|want(?:s|ed)?\s+\w+\s+to|"
    r"(?:biggest|largest|greatest|gravest|worst|most\s+\w+)\b[^.;]{0,60}|security\s+(?:order|architecture)|doctrine)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?]['\"”’)]*\s")
_HINTS = (
    "could", "might", "possib", "hat if", "magin", "uppos", "There ", "there ", "hypothet",
    "in the event", "would", "you'll", "you’ll", "abricat", "fict", "made-up", "ake", "alse ", "staged",
    "echo", "reminisc", "parallel", "precedent", "playbook", "nalog", "ompar", "imilar", "iken",
    "repeat of", "distant", "different", "removed", "ember", "rgani", "lliance", "bloc", "pact", "body",
    "ignator", "grouping", "That ", "that ",
)  # fmt: skip
"""What the patterns below cannot do without."""


def told_only(text: str, start: int, end: int, *, vast: bool = False) -> str | None:  # noqa: PLR0911  one return a use
    """Why nothing is said to have happened at the name at ``start`` to ``end``; None where nothing says so.

    ``vast`` tells that it is a continent, which demands, treaties and superlatives speak of as a whole.
    """
    opening = text.rfind("\n", max(0, start - _REACH), start) + 1 or max(0, start - _REACH)
    if not vast and not _hinted(text, opening, start):
        return None
    ends = [match.end() for match in _END.finditer(text, opening, start)]
    first = ends[-1] if ends else opening
    sentence = text[first:start]
    if vast and _POLICY.search(sentence):
        return "a policy or a comparison, not where it happened"
    if _HYPOTHETICAL.search(sentence[-_FORGED_REACH:]):
        return "nothing is said to have happened there"
    if _MEMBERS.search(sentence):
        return "a member, not where it happened"
    if _SUBJUNCTIVE.match(sentence):
        return "a clause that is asked for, not what happened"
    if _compares(sentence, text[first : end + _FORGED_REACH]):
        return "an earlier case, told for comparison"
    before = text[ends[-2] if len(ends) > 1 else opening : first] if ends else ""
    if _SAME_CASE.match(sentence) and _compares(before, before):
        return "an earlier case, told for comparison"
    return None


@lru_cache(maxsize=4)
def _hints(text: str) -> list[int]:
    """Where the hints of ``text`` start: looked for once, not for each of its names."""
    starts = []
    for hint in _HINTS:
        at = text.find(hint)
        while at >= 0:
            starts.append(at)
            at = text.find(hint, at + 1)
    return sorted(starts)


def _hinted(text: str, start: int, end: int) -> bool:
    starts = _hints(text)
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _compares(words: str, with_year: str) -> bool:
    """Whether ``words`` liken something to a case that is dated by its year."""
    match = _ANALOGY.search(words)
    return match is not None and _YEAR.search(with_year, match.end()) is not None
