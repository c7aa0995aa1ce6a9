"""Who says it, how they say it, and whom they blame."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.model import Stance

__all__ = ["Voice", "blamed_in", "both_sides", "stance_of", "voice_of"]

_SAY = (
    r"(?:says?|said|tells?|told|adds?|added|announced?|announces|reports?|reported|claims?|claimed|alleges?|alleged|states?|stated|"
    r"writes?|wrote|tweeted|warns?|warned|notes?|noted|insists?|insisted|stressed|stresses|estimates?|estimated|accused?|accuses|"
    r"confirms?|confirmed|acknowledged|admitted|believes?|denie[sd]|deny|rejects?|rejected|dismiss(?:es|ed)|refuted|disputes?|disputed|"
    r"recorded|counted|tallied|describes?|described|observed|shows?|showed|suggests?|suggested|vowed|pledged|reiterated|remarked|"
    r"continued|explained|recalled|concluded|urged|maintains?|maintained|indicates?|indicated|predicts?|predicted|retracted|withdrew its claim)"
)
_TRIM = re.compile(
    r"^(?:(?:but|and|while|meanwhile|however|earlier|later|also|so|as|although|though|despite that|still|instead|then|after|"
    r"when|that|which|who|because|in a (?:separate )?statement|in a tweet|separately)\b[,\s]*|(?:earlier |late |early |on )*(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?: (?:morning|afternoon|evening|night))?[,\s]+|today[,\s]+|yesterday[,\s]+|earlier today[,\s]+|this (?:morning|afternoon|evening)[,\s]+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s+(?:has|have|had|also|then|later|again|earlier|is|was|are|were|be|being|been|on|to|not|now|already|repeatedly|still|"
    r"(?:late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening))?|yesterday|today|went on))+$"
)
_ACCORDING = re.compile(
    r"\b(?:according to|as reported by|as told by|in the words of|citing|cited by)\s+(?P<who>[^,.;:“”\"()—]{2,90})",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"(?P<who>[^,.;:“”\"()—–]{2,110}?)\s+(?:(?:has|have|had|also|later|then|again|earlier|repeatedly|previously|publicly|"
    + r"(?:on |late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s+){0,3}(?P<verb>"
    + _SAY
    + r")\b(?!\s+(?:by|to have|as|areas?|violations))",
    re.IGNORECASE,
)
_APPOSED = re.compile(
    r"(?P<who>[A-Z][^,.;:“”\"()—]{2,60}),[^,.;“”\"]{3,60},\s+(?:also\s+)?(?P<verb>" + _SAY + r")\b"
)
_INVERTED = re.compile(
    r"[,”\"’']\s*(?P<verb>said|says|added|adds|announced|warned|wrote|claimed|insisted|told)\s+(?P<who>(?:the |a )?[A-Z][^,.;:“”\"()]{2,80})"
)
_HEAD_TAIL = re.compile(
    r"(?:,\s+(?P<a>[A-Z][^,]{1,60}?)\s+(?:says?|said|claims?|warns?|reports?)|\s[-–—]\s(?P<b>[A-Z][\w’' .-]{1,40}))\s*$"
)
_HEAD_COLON = re.compile(r"^(?P<who>[A-Z][\w’' .-]{1,40}):\s")
_PRONOUN = re.compile(
    r"^(?:he|she|it|they|the (?:official|officials|ministry|spokesman|spokeswoman|spokesperson|president|minister|mayor|governor|army|agency|mission|statement|group|department))$",
    re.IGNORECASE,
)
_NO_VOICE = re.compile(
    r"\b(?:there|which|that|what|this|these|those|who|fears|concerns|question|talks|meeting|conference|images?|video|videos|map|photo|photos|footage|"
    r"picture|pictures|shelling|attack|attacks|earthquake|storm|fire|flood|number|toll|reports?|comments?|visit|trip|tweet|nobody|no one|it)$",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\b(?:satellite (?:images?|imagery|photos?)|video and images|footage verified|(?:images?|video|videos|footage) (?:confirmed|verified|geolocated|authenticated)|"
    r"geolocated|verified by|independently (?:verified|confirmed)|(?:reporters|journalists|correspondents?|a team|crew) (?:saw|witnessed|heard|at the scene|on the ground)|"
    r"has (?:confirmed|verified|established)|have (?:confirmed|verified)|confirmed by|we can confirm|confirmed that|confirmed the|confirms)\b",
    re.IGNORECASE,
)
_OBSERVERS = re.compile(
    r"\b(?:OSCE|SMM|UN|United Nations|OCHA|UNHCR|UNICEF|WHO|WFP|IOM|MSF|Red Cross|Red Crescent|monitors?|monitoring mission|observers?|geological survey|USGS|EMSC|"
    r"seismolog\w+|meteorolog\w+|weather (?:service|office|agency)|hurricane (?:cent(?:er|re))|satellite|Maxar|Planet Labs|Copernicus|IAEA|hydrolog\w+|Met Office|"
    r"fire (?:service|department|brigade)|firefighters|civil (?:protection|defence|defense)|rescue services?|coast ?guard|hospital|coroner|disaster (?:management|agency|response)\w*)\b"
)
_DENY = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?|refut(?:es?|ed)|dismiss(?:es|ed)?|rebuff(?:s|ed)?|categorically false|not true|untrue|fabricated|no evidence|never happened|did not happen|"
    r"(?:no|not (?:seen|seeing|see) any|n['’]t (?:been|seen|see)(?: any)?|any|without) (?:(?:meaningful|real|significant|visible|kind of|sign of|signs of) ?)*(?:signs?|evidence|indication|pullback|withdrawal|de-?escalation)|is not (?:withdrawing|pulling)|"
    r"has not (?:withdrawn|attacked|invaded)|are not (?:withdrawing|leaving)|did not (?:attack|fire|shell|strike)|had not (?:attacked|fired))\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:doubts?|doubted|sceptic\w+|skeptic\w+|disputed?|disputes|cannot (?:verify|corroborate|confirm)|could not (?:be |)(?:independently )?(?:verif\w+|confirm\w*)|unable to (?:confirm|verify)|unverified|unconfirmed|unclear whether|alleged(?:ly)? (?:reports?|violations)|"
    r"not clear whether|has not established|conflicting accounts|contradict\w+|false.flag|insists|despite (?:claims|russia|the claims)|proved false)\b",
    re.IGNORECASE,
)
_RETRACT = re.compile(
    r"\b(?:retract(?:s|ed)|withdrew (?:its|the|his|her) (?:claim|report|statement)|corrected (?:its|the) (?:earlier )?(?:report|toll|figure))\b",
    re.IGNORECASE,
)
_PREDICT = re.compile(
    r"\b(?:could|may|might|would|if|should (?:any|a|an|russia|it)|fear(?:s|ed)?|risk of|threat of|possible|possibly|potential|potentially|imminent|likely|forecast|expect(?:s|ed)? to see|warn(?:s|ed|ing)? (?:that|of)|"
    r"plan(?:s|ning)? to (?:attack|invade|stage|fabricate|manufacture)|prepar(?:ing|ed|es) to (?:attack|invade|launch|go)|believes?|hypothetical|pretext|scenario|will (?:likely|probably|attack|invade|launch|begin|advance|strike|hit)|in case of|in the event of|capable of|ready to)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:will|to be held|plans? to|planned|planning to|set to|due to (?:meet|visit|arrive|hold|give|begin|start|speak|attend|travel|take)|scheduled|is to|are to|expected to|expecting|intends? to|is going to|are going to|proposed?|proposing|ahead of|tomorrow|next week|upcoming|(?:visit|travel|talks|meeting|meet)\w* (?:on \w+day )?soon|shortly)\b",
    re.IGNORECASE,
)
_BLAME = (
    re.compile(r"\baccus(?:es?|ed|ing) (?P<who>[^,.;:“”\"]{2,60}?) of\b", re.IGNORECASE),
    re.compile(r"\bblam(?:es?|ed|ing) (?P<who>[^,.;:“”\"]{2,60}?)(?: for\b|[.,;]|$)", re.IGNORECASE),
    re.compile(r"\b(?:shelled|attacked|hit|fired on|bombed|struck|killed|carried out|claimed|committed|launched) by (?P<who>(?:the |pro-)?[A-Z][^,.;:“”\"]{2,50}?)(?: (?:on|in|at|near|for|of|over|last|early|late|by|since|to|using|with)\b|[,.;“”\"]|$)"),
    re.compile(r"(?P<who>(?:[A-Z][\w-]+ ){1,2}(?:occupation |backed |led |government )?(?:troops|forces|soldiers|militants|rebels|separatists|military|army|warplanes|jets|invaders)) (?:have |had )?(?:shelled|attacked|fired|bombed|struck|hit|opened fire|violated|stormed)"),
)  # fmt: skip
_BOTH = re.compile(
    r"\b(?:both sides|each other|the two sides|the other of|traded (?:blame|accusations)|conflicting accounts|who (?:fired|initiated)|where that fire had originated|origin of the fire|not (?:clear|established|known) who)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a sentence (None: only the publisher) and whether they saw it for themselves."""

    who: str | None
    seen: bool = False
    inner: str | None = None


def voice_of(sentence: str, *, heading: bool = False, last: str | None = None) -> Voice:
    """The outermost speaker of a sentence; a pronoun stands for ``last``, whoever spoke before."""
    seen = bool(_SEEN.search(sentence))
    for pattern in (_ACCORDING, _INVERTED, _APPOSED):
        if (match := pattern.search(sentence)) is not None and (who := _name(match["who"], last)) is not None:
            return Voice(who, seen or bool(_OBSERVERS.search(who)))
    if heading:
        if (match := _HEAD_TAIL.search(sentence)) is not None and (match["a"] or match["b"]).lower() not in {
            "reports",
            "report",
        }:
            return Voice(_name(match["a"] or match["b"], last), seen)
        if (match := _HEAD_COLON.match(sentence)) is not None:
            return Voice(_name(match["who"], last), seen)
    for match in _ACTIVE.finditer(sentence):
        who = _name(match["who"], last)
        if who is not None:
            return Voice(who, seen or bool(_OBSERVERS.search(who)))
    return Voice(
        None,
        seen
        or bool(
            _OBSERVERS.search(sentence)
            and re.search(r"\b(?:report|record|measur|register|data|figures)", sentence)
        ),
    )


def _name(words: str, last: str | None) -> str | None:
    """A speaker's name cleaned of what surrounds it; None when it is no speaker."""
    words = _TAIL.sub("", _TRIM.sub("", words.strip(" ’'\"“”‘-–—\t\n")).strip())
    for marker in (
        " that ",
        " and ",
        " as ",
        " while ",
        " but ",
        " which ",
        " where ",
        " when ",
        " of what ",
    ):
        head, _, tail = words.rpartition(marker)
        if (
            tail
            and marker not in {" and "}
            and (
                tail[0].isupper() or tail.split()[0].lower() in {"the", "a", "officials", "he", "she", "they"}
            )
        ):
            words = tail
        elif marker == " and " and tail and re.match(r"(?:he|she|it|they)\b", tail):
            words = tail
        del head
    words = re.sub(r"\s+(?:on|late|early) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day.*$", "", words)
    words = re.sub(r"^(?:a |an |the )", "", words) if len(words) > 4 else words  # noqa: PLR2004
    words = " ".join(words.split())[:80].strip()
    if not words or len(words) < 2:  # noqa: PLR2004
        return None
    if _PRONOUN.match(words) or _PRONOUN.match("the " + words):
        return last or (None if words.lower() in {"he", "she", "it", "they"} else words)
    if _NO_VOICE.search(words):
        return None
    if not any(c.isupper() for c in words) and not re.search(
        r"\b(?:officials?|ministry|ministers?|police|authorities|government|army|military|spokes\w+|residents?|witness\w*|rebels|separatists|"
        r"monitors|observers|sources?|activists|doctors|rescuers|firefighters|agency|media|president|governor|mayor|experts?|scientists|analysts|forecasters|survivors|reports)\b",
        words,
    ):
        return None
    return words


def stance_of(clause: str, *, planned_kind: bool) -> Stance:
    """What a clause holds about the truth of what it tells.

    ``planned_kind`` marks happenings that are announced (meetings, visits, protests): 'will' then is a plan,
    elsewhere a prediction.
    """
    if _RETRACT.search(clause):
        return "retracts"
    if _DENY.search(clause):
        return "denies"
    if planned_kind:
        if _PLAN.search(clause):
            return "plans"
    elif _PREDICT.search(clause):
        return "predicts"
    elif re.search(
        r"\b(?:will|to be|plans? to|set to|due to|going to|orders?|ordered) (?:be |begin |start |send |deploy |withdraw |hold |pull |move |evacuat)",
        clause,
    ):
        return "plans"
    if _DOUBT.search(clause):
        return "doubts"
    if _SEEN.search(clause):
        return "confirms"
    return "asserts"


def blamed_in(sentence: str) -> str | None:
    """Whom a sentence says did it; None where it blames nobody."""
    for pattern in _BLAME:
        if (match := pattern.search(sentence)) is not None:
            who = " ".join(match["who"].split()).strip(" ’'\"“”")
            if who.lower() not in {"each other", "the other", "it", "them", "him", "her"} and len(who) > 2:  # noqa: PLR2004
                return who[:60]
    return None


def both_sides(sentence: str) -> bool:
    """Whether a sentence leaves open who did it, or has both sides blame one another."""
    return bool(_BOTH.search(sentence))
