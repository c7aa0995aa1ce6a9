"""The patterns of speech: which words of a sentence name who says it."""

from __future__ import annotations

import re

from geomap.events._bodies import PEOPLE
from geomap.events._names import speaker_name

__all__ = ["SAY", "spoken"]

# Verbs of speech in lower case only: 'United States', 'Secretary of State' name no speech.
SAY = (
    r"(?:says?|said|tells?|told|adds?|added|announced?|announces|reported|reports(?! of\b)|claimed|"
    r"claims?(?! (?:of|from|by)\b)|report(?=\.?\s*$| (?:that|no|whole|many|several|dozens|hundreds|heavy|"
    r"some|more|at least|damage|\d|(?!published|released|"
    r"issued|made|given|seen)[a-z]+ (?:in|at|on|near|of|around)))|alleges?|"
    r"alleged|stated|states that|writes?|wrote|tweeted|posted|warns?|warned|noted|notes|insists?|insisted|"
    r"stressed|stresses|estimates?|estimated|"
    r"accused?|accuses|confirms?|confirmed|acknowledged|admitted|believes?|denie[sd]|deny|rejects?|"
    r"rejected|"
    r"dismiss(?:es|ed)|refuted|"
    r"disputes|disputed|recorded|counted|tallied|described|describes|observed|suggested|suggests|vowed|"
    r"(?:showed|found|heard)(?=\.?\s*$)|documented|documents|pledged|reiterated|remarked|"
    r"continued(?=[,.:]|$)|"
    r"explained|verified|measured|puts?(?= (?:the|"
    r"it|its|their) )|"
    r"recalled|concluded|urged|urges|maintains?|maintained|predicts?|predicted|retracted|spoke of|"
    r"have spoken of|assesses|assess|cautioned|blamed|blames|quipped|assured|expects(?! to )|decided|"
    r"ruled|recalls|doubts|found(?= that )|"
    r"laments?|lamented|boasts?|boasted|recounts?|recounted|describe|concede[sd]?|clarif(?:ies|ied)|radioed|"
    r"revealed|reveals|replied|replies|tracked|assessed|declared(?= that)|(?:learned|learnt)(?= "
    r"(?:that|on|late))|"
    r"understands(?= that)|quoted(?= [^.;]{3,60} as saying)|let it be known|holds?(?= [^.;]{2,40} "
    r"responsible)|clocked|forecast(?= (?:that|at|on|in a))|"
    r"called(?= it\b)|refused(?= to (?:confirm|comment|say))|declined(?= to (?:confirm|comment|say)))"
)
_VERB = re.compile(
    r"\b" + SAY + r"\b(?!\s+(?:by(?! (?:tele)?phone| radio| e-?mail| video| text| letter)|areas?|violations|"
    r"cases?|deaths?|infections?|incidents?|prayers|goodbye|farewell|on both))"
)
# 'was told', 'will believe'
_NOT_SAID = re.compile(
    r"\b(?:will|would|to|must|should|may|might)(?: \w+ly)? $|"
    r"\b(?:was|were|been|being|be|is|are|get|got)(?: (?:\w+ly|also|now|not|first|later|still|since|"
    r"then))? $"
)
_EDGE = re.compile(r"[,.;:“”\"\[\]]")
_LONGEST_NAME = 130
_ACCORDING = re.compile(
    r"(?:\b(?:according to|as reported by|as told by|in the words of|citing|cited by|quoted by|as per)|"
    r"(?:^|,\s)per(?=\s+(?:the|local|state|[A-Z])))\s+(?P<who>[^,.;:“”\"]{2,90})",
    re.IGNORECASE,
)
# 'X says, citing its own sources': X speaks
_SAID_CITING = re.compile(r"\b(?:says?|said|reported|reports|wrote|writes|added)\b[^,.;]{0,20},\s+$")
_APPOSED = re.compile(
    r"(?P<who>[A-Z][^,.;:“”\"]{2,60}),(?:\s+\d\d,)?(?P<aside>[^,.;“”\"]{3,70}),\s+(?:also\s+|has\s+|have\s+|later\s+)?"
    + SAY
    + r"\b"
)
_INVERTED = re.compile(
    r"[,”\"’'?!]\s*(?:said|says?|added|adds|announced|warns?|warned|wrote|writes?|claimed|"
    r"insisted|insists|reports?|reported|notes|noted|told|recalls|recalled|recounts|"
    r"recounted)\s+(?P<who>(?:the |"
    r"a |an )?[A-Za-z][^,.;:“”\"]{2,90})"
)
# ', the interior minister, Carolina Ruiz, said'; ', the charity that runs it said'
_NAMED_AFTER = re.compile(
    r"(?:^|[,”]\s+)(?P<role>[^,.;:“”\"]{3,60}),\s+(?P<who>(?:[A-Z][\w’'&-]*\.?(?:\s+|(?=,))){1,4}),\s+"
    r"(?:also\s+|has\s+|have\s+|later\s+)?" + SAY + r"\b"
)
# 'said the governor, Carolina Ruiz'
_HIS_NAME = re.compile(r",\s+(?P<name>[A-Z][\w’'-]+(?: (?:[a-z]{2,3} )?[A-Z][\w’'-]+){1,3})(?=[,.;]|$)")
_DESCRIBED = re.compile(
    r"(?:^|,\s+)(?P<who>(?:[Tt]he|[Aa]n?|One|Two|Three|Several|Some)\s+[^,.;:“”\"]{3,50}?)\s+(?:that|"
    r"which|who)\s+[^,.;:“”\"]{2,45}?\s" + SAY + r"\b"
)
# 'Interfax, citing a source in the ministry, reports': the agency speaks.
_RELAYING = re.compile(
    r"(?:^|[.;]\s+)(?P<who>(?:The )?[A-Z][^,.;:“”\"]{1,60}),\s+(?:citing|quoting|which cit\w+|which "
    r"quot\w+)\s+"
    r"[^,;“”\"]{3,90},\s+(?:also\s+|has\s+|have\s+)?" + SAY + r"\b"
)
# 'the mayor, still in his boots, told us'; 'By the prefect's count'
_ASIDE_FIRST = re.compile(
    r"(?:^|,\s+|”\s+|\band\s+)(?P<who>[Tt]he [a-z][a-z’' -]{2,40}),\s+[^,.;“”\"]{3,60},\s+" + SAY + r"\b"
)
_BY_THE_COUNT = re.compile(
    r"\b(?:[Bb]y|going by) (?P<who>(?:the |an? )?[^,.;“”\"]{3,50}?)[’']s? (?:own )?(?:count|estimate|"
    r"account|reckoning|"
    r"figures|tally|latest|bulletin)\b"
)
# 'Figures from the ministry show', 'a statement of the army read', 'the army's figures show'
_OWN_FIGURES = re.compile(
    r"\b(?:[Ff]igures|[Dd]ata|[Rr]ecords|[Ss]tatistics|[Nn]umbers|[Aa]n? (?:statement|bulletin|"
    r"advisory|note|message))"
    r"\s+(?:from|by|of|issued by|released by|published by|compiled by)\s+(?P<who>[^,;:“”\"]{2,60}?)\s+"
    r"(?:shows?|showed|points?|pointed|indicates?|suggests?|puts?|reads?|says?|said)\b"
)
_THEIR_FIGURES = re.compile(
    r"(?:^|,\s+)(?P<who>(?:[Tt]he )?[^,;:“”\"]{2,50}?)[’'](?:s )?\s?(?:own |latest |official |daily "
    r")?(?:figures|data|"
    r"records|statistics|numbers|tally|bulletin)\s+(?:shows?|showed|puts?|says?|said|suggests?|indicates?)\b"
)
_ESTIMATED_BY = re.compile(
    r"\bby the (?:count|estimate|reckoning|account|tally) of (?P<who>[^,;:“”\"]{3,60}?)(?=[,.;]|$)"
)
_AS_PUT = re.compile(r"\b[Aa]s (?P<who>[^,.;:“”\"]{2,50})(?:,[^,.;“”\"]{3,60},)? put it\b")
_QUOTED_AS = re.compile(
    r"(?:^|[,.;]\s+)(?P<who>[^,.;:“”\"]{2,60}?)\s+(?:was|were|is|has been|have been) (?:quoted|cited|"
    r"reported)\b"
    r"[^,.;]{0,40}? as saying\b"
)
_FOOTAGE_BY = re.compile(
    r"\b(?:[Ff]ootage|[Vv]ideos?|[Cc]lips?|[Pp]ictures|[Pp]hotos)\s+(?:posted|shared|published|"
    r"released|filmed|shot|"
    r"circulated)\b(?:(?!verified|checked|authenticated|geolocated)[^,;]){0,30}?\bby "
    r"(?P<who>[^,;]{2,50}?)\s+(?:shows?|showed|showing|appears?|appeared)\b"
)
# 'The union representing the drivers says': whose name goes on past an article.
_STANDING_FOR = re.compile(
    r"(?P<who>(?:[Tt]he |[Aa]n? )?[^,.;:“”\"]{3,40}?)\s+(?:representing|running|operating|leading|"
    r"treating|guarding|"
    r"organi[sz]ing|policing|covering)\s+[^,.;:“”\"]{3,60}?\s+(?:also |has |have )?" + SAY + r"\b"
)
# 'One of them, a teacher, said'
_ONE_OF = re.compile(r"(?:One|Another|A second|A third)(?: of (?:them|those|these))?")
_WHOM = re.compile(r"\b(?:by|with|from|to|for|and|told|met)\s+")
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|could|can|may|might|should|did|does|do|fell|fired|"
    r"hit|died|"
    r"fled)\b"
)
_NEXT_CLAUSE = re.compile(r"\b(?:and|but|as|that|while|when|because)\s+(?=[A-Z])")
_AT_THE_END = re.compile(r"(?:the|an?) [a-z][\w-]*(?: [a-z][\w-]*)?\.?$")
_ADVERBIAL = re.compile(
    r"(?:at|in|on|to|from|during|after|before|late|early|that|it|he|she|they|there|by|of|for|"
    r"this|these|those|earlier|later)\b",
    re.IGNORECASE,
)


def spoken(sentence: str, last: str | None) -> str | None:
    """The speaker that a sentence names by a verb of speech or what stands for one; None without."""
    for pattern in (
        _RELAYING,
        _ACCORDING,
        _OWN_FIGURES,
        _THEIR_FIGURES,
        _FOOTAGE_BY,
        _QUOTED_AS,
        _ESTIMATED_BY,
        _AS_PUT,
        _BY_THE_COUNT,
        _NAMED_AFTER,
        _DESCRIBED,
        _STANDING_FOR,
        _APPOSED,
        _ASIDE_FIRST,
        _INVERTED,
    ):
        match = pattern.search(sentence)
        who = None if match is None else _in_match(match, last)
        if who is not None:
            return who
    for match in _VERB.finditer(sentence):
        if _NOT_SAID.search(sentence, max(0, match.start() - 30), match.start()):
            continue
        before = sentence[max(0, match.start() - _LONGEST_NAME) : match.start()]
        edges = [0, *(edge.end() for edge in _EDGE.finditer(before))]
        who = speaker_name(before[edges[-1] :], last)
        if who is None and before[edges[-1] :].strip() == "who" and len(edges) > 1:
            whom = _WHOM.split(before[edges[-2] : edges[-1] - 1])[-1]  # 'by fighters of X, who said'
            who = speaker_name(whom, last, forward=True) if PEOPLE.search(whom) else None
        if who is not None:
            return who
    return None


def _in_match(match: re.Match[str], last: str | None) -> str | None:
    """The speaker in what one of the patterns of speech found; None where it found none after all."""
    pattern, words = match.re, match["who"]
    if pattern is _NAMED_AFTER:
        if not PEOPLE.search(match["role"]):
            return None
        role = speaker_name(match["role"], last)
        return words.strip() if role is None or role == last else f"{role} {words.strip()}"
    if pattern is _INVERTED:
        return _in_inverted(match, last)
    if (pattern is _ACCORDING and _SAID_CITING.search(match.string, 0, match.start())) or (
        pattern in {_STANDING_FOR, _ASIDE_FIRST, _BY_THE_COUNT} and PEOPLE.search(words) is None
    ):
        return None
    if pattern is _APPOSED and _ONE_OF.fullmatch(words):
        words = match["aside"]
    if pattern is _APPOSED and _FINITE.search(words):
        words = _NEXT_CLAUSE.split(words)[-1]
        if _FINITE.search(words):
            return None
    return speaker_name(words, last, forward=True, known=True)


def _in_inverted(match: re.Match[str], last: str | None) -> str | None:
    """Who ', said' whom: with his name where it follows, 'said the governor, Carolina Ruiz'."""
    if not _is_name(match["who"]):
        return None
    sure = _AT_THE_END.match(match["who"]) is not None
    who = speaker_name(match["who"], last, forward=True, known=sure)
    name = _HIS_NAME.match(match.string, match.end())
    return f"{who} {name['name']}" if who is not None and who.islower() and name is not None else who


def _is_name(words: str) -> bool:
    """Whether what follows ', says' names a speaker: not 'four soldiers were hurt', not 'at a meeting'."""
    return _FINITE.search(words) is None and _ADVERBIAL.match(words) is None
