"""Lines that say of what, from where or in whose words the blocks beside them tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.events._speakers import Voice
from geomap.events._units import Sentence
from geomap.events._where import Choice
from geomap.model import Block, Mention

__all__ = ["RUN_IN", "names_only", "pictured", "reporting_from", "speaks_below"]

# 'Halm district.' before what is told of it: the place of all its paragraph.
RUN_IN = re.compile(
    r"\W*(?:district|region|province|county|state|city|town|municipality|governorate)?\W*", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\b(?:image|photo(?:graph)?|picture|video)s?\s*(?:source|credit)?s?\s*(?:by\b|[,:])?|\bsource:|"
    r"\d+:\d\d\s*-|"
    r"\bvia\b.*",
    re.IGNORECASE,
)
_HANDED_OUT = re.compile(
    r"\b(?:hand-?out|press service|ministry|army|military|courtesy|provided)\b", re.IGNORECASE
)
# A line that names a speaker and nothing else: what stands below it is his.
_SPEAKS_BELOW = re.compile(
    r"\b(?:Command|Ministry|ministry|General Staff|[Ss]pokes\w+|Presidency|Foreign Office|Kremlin|"
    r"Pentagon)\b"
)
# A head that names a statement and who made it, with its number and its translator: of whom the rest is.
_STATEMENT_BY = re.compile(
    r"\W*(?:(?:[IVX]+|\d+|[A-Z])[.)]\s+)?(?:From |Extracts from |Excerpts from )?(?:the |official |full |"
    r"joint )*"
    r"(?:statements?|remarks|briefing|communiqu\w+|declaration|claims|account|address)\s+(?:made |given |"
    r"issued )?"
    r"(?:by|from)\s+(?:the\s+)?(?P<who>[^();:]{3,90}?)(?:,\s+(?:carried|issued|made|given|as|on|at|"
    r"in)\b.*|[(;:].*|\.?$)",
    re.IGNORECASE,
)
_LONGEST_HEAD = 70
_TOLD = re.compile(r"\b(?:had|was|were|has|have|is|are) ", re.IGNORECASE)
_FROM_WHERE = {"site", "settlement", "near", "district"}


def names_only(text: str, block: Block | Sentence, mentions: Sequence[Mention]) -> list[Choice]:
    """The place that a block or a sentence names and nothing else: the head of what stands after it."""
    located = [mention for mention in mentions if mention.location is not None]
    if len(located) != 1:
        return []
    mention = located[0]
    assert mention.location is not None, "only located mentions are kept"
    if RUN_IN.fullmatch(text[block.start : mention.start] + text[mention.end : block.end]) is None:
        return []
    return [Choice(mention, mention.location, 0.7, f"'{mention.surface}' heads it", role="in")]


def reporting_from(mentions: Sequence[Mention]) -> Choice | None:
    """Where the reporter of a byline or a dateline is; None where it names no town."""
    for mention in mentions:
        if mention.location is not None and mention.location.precision in _FROM_WHERE:
            reason = f"the report is sent from '{mention.surface}'"
            return Choice(mention, mention.location, 0.5, reason, role="in")
    return None


def pictured(text: str, credit: Block | None) -> Voice | None:
    """Whose picture the caption before ``credit`` is of: seen, but for what a party to it hands out."""
    if credit is None or credit.kind != "credit":
        return None
    words = _CREDIT.sub("", text[credit.start : credit.end]).strip(" ()[]-,:;")
    return Voice(words[:60], seen=_HANDED_OUT.search(words) is None, acts=True) if words else None


def speaks_below(line: str) -> str | None:
    """The speaker that a line names and nothing else; what stands below it is his. None for other lines."""
    if (match := _STATEMENT_BY.match(line)) is not None:
        who = match["who"].strip(" .:,-–—")
        return who.title() if who.isupper() else who
    if len(line) > _LONGEST_HEAD or _SPEAKS_BELOW.search(line) is None or _TOLD.search(line) is not None:
        return None
    return line.strip(" .:")
