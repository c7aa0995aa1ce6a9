"""Uses of a place name that are no location whatever the preposition says: 'signs from Moscow', a byline."""

from __future__ import annotations

import re

from geomap.places._unreal import told_only

__all__ = ["never_literal", "stands_for_government"]

_GOVERNMENT = (
    r"government|authorities|officials?|administration|leadership|regime|governments|ministers?|ministry|leaders?|"
    r"rulers|cabinet|parliament"
)
_SAID = (
    r"signs?|claims?|statements?|assurances?|word|words|response|reply|messages?|demands?|denials?|pressure|rhetoric|threats?|"
    r"warnings?|signals?|orders?|reactions?|condemnation|criticism|support|backing|accusations?|guarantees?|concessions?|"
    r"instructions|permission|approval|independence"
)
_ABSTRACT = (
    r"guarantees|interests|dignity|dreams|future|laws|constitution|security|sovereignty|integrity|independence|policy|policies|role|membership|view|position|stance|behalf|"
    r"government|presidents?|kings?|queens?|princes?|rulers?|emirs?|sultans?|(?:arch)?dukes?|ministers?|chancellors?|leaders?|people|citizens|enemy|enemies|ally|allies|"
    r"invasion\s+plans|intentions|ambitions|recognition|expulsion\s+of"
)
_BEFORE = re.compile(
    rf"(?:\b(?:{_GOVERNMENT})\s+in"
    rf"|\b(?:{_SAID})\s+from"
    rf"|\b(?:{_ABSTRACT})\s+of"
    r"|\b(?:ambassadors?|envoys?|mission|diplomats?|emissary|adviser|representative|delegate)(?:\s+\([^()\n]{1,12}\))?\s+to"
    r"|\b(?:republican|democrat|senator|congress(?:wo)?man|lawmaker|delegate|mp)s?\s+from"
    r"|\b(?:recogni[sz]e|recogni[sz]ing|accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|urg(?:e|es|ed|ing)|warn(?:s|ed|ing)?|"
    r"sanction(?:s|ed|ing)?|pressur(?:e|ed|ing)|deter(?:s|red|ring)?|provok(?:e|es|ed|ing)|persuad(?:e|es|ed|ing)|ask(?:s|ed|ing)?|"
    r"by|despite|thank(?:s|ed)?|appease|isolate|expelled\s+by|negotiat(?:e|ed|ing)\s+with|talks\s+with|sanctions\s+(?:on|against))"
    r"|\b(?:sanctions|tariffs|embargo|pressure)\s+(?:on|against)"
    r"|\b(?:relations?|relationship|disputes?|tensions?|cooperation|differences|agreement|treaty|alliance|rivalry)\s+"
    r"(?:\w+\s+){0,3}?between(?:\s+(?:the\s+)?[a-z][\w.'’]*(?:\s+[a-z][\w.'’]*){0,3}\s+and)?"
    r"|\b(?:officials?|diplomats?|spokes\w+|employees?|staff(?:er)?s?)\s+at"
    r"(?:\s+(?:the\s+)?[\w.]+\s+(?:embassy|consulate))?"
    r"|\b(?:accounts?|spokes\w+|statements?|websites?|posts?|staff)\s+(?:of|for|at|by|from)\s+(?:the\s+)?(?:\w+\s+)?"
    r"(?:embassy|consulate|mission)\s+in"
    r"|\b(?:guarantees|security|protection|threats?)\s+from"
    r"|\b(?:victory|loss|win|defeat|draw|series|triumph)\s+(?:over|to|against|with)"
    r")\s+(?:the\s+)?$"
)
"""What stands before an actor, in lower case."""

_VERB_BEFORE = re.compile(r"\b(?:by|despite|ask(?:s|ed|ing)?)\s+(?:the\s+)?$", re.IGNORECASE)
_EXAMPLE = re.compile(r"\b(?:an?|another|a\s+(?:second|new))\s+$")
_ONCE_PART = re.compile(r"\b(?:formerly|once|previously)\s+(?:a\s+)?parts?\s+of\s+(?:the\s+)?$")
_ANOTHER = frozenset(("a", "an", "another", "second", "new"))
_NOT_YET = ("controversial", "proposed", "planned", "so-called", "would-be", "contested")
_DECIDES = re.compile(
    r"\s+(?:(?:could|would|will|must|should|may|might|has|have|had)\s+(?!be\b|been\b|seen\b|become\b|suffered\b|witnessed\b)"
    r"|is\s+(?:ready|willing|prepared|determined|committed|waging|seeking|trying|planning|considering)\b)"
)
_BLOCS = frozenset(("West", "EU", "European Union", "Global South"))
_HAS_VERB = re.compile(r"\s+(?:is|was|has|had|will|would|must|should|can|could|may|might|does|did)\b")
_PLACED = (" in", " at", " near", " outside", " around", " across", " of")
_OPENS_FOR = re.compile(r"(?:^|[.!?\n•]\s*)For\s+$")
_AFTER = re.compile(
    rf"(?:\s+(?:{_GOVERNMENT}|capitals|embassy|consulate)\b"
    r"|[-‑](?:led|backed|owned|made|brokered|sponsored|funded|style|trained|supplied|allied|mediated|born)\b"
    r"|\s+and\s+its\s+(?:allies|partners|proxies|neighbou?rs|friends)\b"
    r"|,?\s+in\s+turn,|,?\s+(?:though|however|meanwhile|for\s+its\s+part),\s"
    r"|['’]?s?\s+(?:claims?|response|action|actions|demands?|allies|ally|decision|intentions|ambitions|aggression|stance|position|"
    r"plans?|denials?|proposals?|leaders?|government|threats?|allegations?|reaction|foreign\s+minist|president\b)"
    r"|\s+(?:respond(?:ed|ing)?|retaliat\w+|insist\w*|denie[sd]|accus\w+|claim(?:s|ed)|want(?:s|ed)|warn(?:s|ed)|say(?:s)?|said|vow\w*|"
    r"believes?|demands|rejects|agreed|refus\w+)\b"
    r"|\s+(?:county|province|city|state|town|region|district)\s+(?:has\s+|have\s+)?(?:says?|said|confirm(?:s|ed)|"
    r"announc(?:es|ed)|report(?:s|ed)|told|tells|declar(?:es|ed)|warn(?:s|ed)|order(?:s|ed)|denie[sd])\b"
    r"|['’”]?\s+(?:formula|format|agreements?|accords?|protocols?|process|declaration|package|treaty|convention)\b)",
)
_TITLE = re.compile(
    r"(?:['’]s)?(?:\s+(?:[A-Z][\w’'-]*|\([A-Z]{2,}\)|and|of|for)){0,5}?\s+"
    r"(?:Act|Bill|Treaty|Pact|Initiative|Tribunal|Championships?|Cup|Board|Committee|Pipeline|Project)\b"
)
_PROPOSED = re.compile(
    r"\b(?:controversial|proposed|planned|so-called|would-be|contested)\s+$", re.IGNORECASE
)
_SCHEME = re.compile(
    r"(?:\s+[A-Z0-9]\w*){0,3}\s+(?:pipelines?|projects?|deals?|plans?|bills?|laws?|agreements?|mergers?|schemes?)\b"
)
_NUMBERED = re.compile(
    r"(?:\s+(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[A-Z][a-z]+){1,2}\s+\d{1,2}\b(?!\s*(?:[,:.]?\d|(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b))(?:\s+(?:pipelines?|projects?|programmes?|programs?)\b|(?=[\s.,;]))"
)
"""'Nord Stream 2': what has a number after further words of its name is no place."""

_ROLE_WORDS = frozenset(
    "in at and embassy consulate between over from of to on against with by despite recognise recognize "
    "recognising recognizing recognised recognized accuse accuses accused accusing blame blames blamed "
    "blaming urge urges urged urging "
    "warn warns warned warning sanction sanctions sanctioned sanctioning pressure pressured "
    "pressuring deter deters deterred deterring provoke provokes provoked provoking persuade "
    "persuades persuaded persuading ask asks asked asking thank thanks thanked appease isolate".split()
)
_BYLINE = re.compile(
    r"\b(?:correspondents?|reporters?|editor|BBC|CNN|Reuters|AFP|Associated\s+Press|Al\s+Jazeera|Guardian|Sky\s+News|NPR|"
    r"[A-Z]\w+\s+News|Monitoring|Bureau)\b|^\s*By\s+[A-Z]|^\s*[Rr]eporting\s+(?:from|by)\b|^\s*(?:Written|Edited|Additional)\b"
)
_SENTENCE_END = re.compile(r"[.!?;:]['\"”’)]*\s*$")
_AT_BUILDING = re.compile(
    r"\b(?:in|at|inside|outside|near|around|left|leaving|entered|visit(?:ed|ing)?|toured?|behind|stormed|evacuated)"
    r"\s+(?:the\s+(?:[\w-]+\s+)?(?:gardens?|grounds|lawn|gates?|steps|walls|courtyard|halls?|entrance|roof|basement)"
    r"\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_MAX_BYLINE_WORDS = 9
_REACH = 60
_LONG_REACH = 160


def never_literal(  # noqa: C901, PLR0911  one return a use
    text: str, start: int, end: int, *, governs: bool = False, vast: bool = False
) -> str | None:
    """Why the name at ``start`` to ``end`` is no location here; None where nothing says so.

    ``governs`` tells that it is a country or a capital, which decide and demand; ``vast``
    that it is a continent.
    """
    before = text[max(0, start - _REACH) : start]
    line_start = text.rfind("\n", max(0, start - _LONG_REACH), start) + 1
    before_line = before[-(start - line_start) :] if start - line_start < _REACH else before
    if start == line_start:
        before_line = ""
    after = text[end : end + _REACH]
    if _is_byline(text, start):
        return "the reporter's place"
    if _ONCE_PART.search(before_line):
        return "a state of the past"
    if (
        text[start:end] in _BLOCS
        and _HAS_VERB.match(after)
        and not before_line.rstrip().lower().endswith(_PLACED)
    ):
        return "spoken of as an actor"
    if governs and _DECIDES.match(after) and not before_line.rstrip().lower().endswith(_PLACED):
        return "spoken of as an actor"
    said = before_line.split()[-2:]
    last = said[-1] if said else ""
    if last in _ANOTHER and _EXAMPLE.search(before_line) and not after[1:2].isalpha():
        return "an example, not where it happened"
    if last == "For" and after[:1] == "," and _OPENS_FOR.search(before_line):
        return "spoken of as an actor"
    if (
        _last_word(said) in _ROLE_WORDS
        and _BEFORE.search(before_line.lower())
        and not (_VERB_BEFORE.search(before_line) and not _acts(after))
    ):
        return "spoken of as an actor"
    if _AFTER.match(after):
        return "spoken of as an actor"
    if (
        _TITLE.match(after)
        or _NUMBERED.match(after)
        or (last.lower().endswith(_NOT_YET) and _PROPOSED.search(before_line) and _SCHEME.match(after))
    ):
        return "part of a title"
    return told_only(text, start, end, vast=vast)


def stands_for_government(text: str, start: int) -> bool:
    """Whether a seat of government ('the Kremlin') is named without anyone being in, at or near it."""
    return _AT_BUILDING.search(text, max(0, start - _REACH), start) is None


def _last_word(last: list[str]) -> str:
    """The last of two words or fewer that is no article, bare and small."""
    if not last:
        return ""
    return (last[0] if last[-1].lower() == "the" else last[-1]).lower().strip("“\"'‘(")


def _acts(after: str) -> bool:
    """After 'by' and the like a name acts unless a noun of place follows it."""
    return re.match(r"\s+(?:river|station|airport|road|bridge|border|region|coast)\b", after) is None


def _is_byline(text: str, start: int) -> bool:
    """Whether the line is a reporter's: short, no sentence, with an outlet or a post in it."""
    first = text.rfind("\n", max(0, start - _LONG_REACH), start) + 1
    last = text.find("\n", start, first + _LONG_REACH + 1)
    line = text[first : last if last >= 0 else first + _LONG_REACH + 1]
    if len(line) > _LONG_REACH or len(line.split()) > _MAX_BYLINE_WORDS or _SENTENCE_END.search(line):
        return False
    return _BYLINE.search(line) is not None
