"""Who says it, how they say it, and whom they blame."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from geomap.model import Stance

__all__ = ["StanceKind", "Voice", "blamed_in", "both_sides", "doubts_last", "stance_of", "voice_of"]

StanceKind = Literal["announced", "attack", "force"]

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
_VERB = re.compile(r"\b(?P<verb>" + _SAY + r")\b(?!\s+(?:by|to have|as|areas?|violations))", re.IGNORECASE)
_EDGE = re.compile(r"[,.;:“”\"()—–\[\]]")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)(?: \w+ly)? $")
_LONGEST_NAME = 110
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
_LABEL = re.compile(
    r"\b(?:reports?|update|live|analysis|watch|news|latest|breaking|explainer|map|video|in pictures|crisis|war|day \d+|situation|recap|summary|timeline|bulletin)\b|\d",
    re.IGNORECASE,
)
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
    r"\b(?:OSCE|SMM|UN|United Nations|OCHA|UNHCR|UNICEF|WHO|WFP|IOM|MSF|Red Cross|Red Crescent|(?i:monitors?|monitoring mission|observers?)|geological survey|USGS|EMSC|"
    r"seismolog\w+|meteorolog\w+|weather (?:service|office|agency)|hurricane (?:cent(?:er|re))|satellite|Maxar|Planet Labs|Copernicus|IAEA|hydrolog\w+|Met Office|"
    r"fire (?:service|department|brigade)|firefighters|civil (?:protection|defence|defense)|rescue services?|coast ?guard|hospital|coroner|disaster (?:management|agency|response)\w*)\b"
)
_DENY_BEFORE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:es?|ed)|dismiss(?:es|ed)?|no|not|never|n['’]t|neither|nor|lack of|absence of|"
    r"rul(?:es?|ed) out|halt(?:s|ed)?|cancel(?:s|led|ed)?|call(?:s|ed)? off|contrary to)\b"
    r"(?:(?!\b(?:accus|blam|but|because|instead|only|yet clear|clear who|knowing|said|says|and)\b)[^,;])*$",
    re.IGNORECASE,
)
_DENY_AFTER = re.compile(
    r"\b(?:categorically false|not true|untrue|never happened|did not happen|did(?:n[’']t| not) materiali[sz]e|(?:was|were|is|has been) (?:denied|rejected|dismissed|cancelled|canceled|called off|averted))\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:doubts?|doubted|sceptic\w+|skeptic\w+|disputed?|disputes|cannot (?:verify|corroborate|confirm)|could not (?:be |)(?:independently )?(?:verif\w+|confirm\w*)|unable to (?:confirm|verify)|unverified|unconfirmed|unclear whether|alleged(?:ly)?|"
    r"not clear whether|has not established|conflicting accounts|contradict\w+|false.flag|insists|insisted|despite (?:claims|russia|the claims)|proved false|so-called|supposed(?:ly)?)\b",
    re.IGNORECASE,
)
_RETRACT = re.compile(
    r"\b(?:retract(?:s|ed)|withdrew (?:its|the|his|her) (?:claim|report|statement)|corrected (?:its|the) (?:earlier )?(?:report|toll|figure))\b",
    re.IGNORECASE,
)
_MAYBE_BEFORE = re.compile(
    r"\b(?:could|may|might|would|if|unless|should (?:any|an?|the)|fear(?:s|ed|ing)?(?: of| that)?|risks? (?:of|that)|threat(?:s|en|ens|ening|ened)?(?: of| to)?|possible|possibly|possibilit\w+|potential|potentially|imminent|likely|unlikely|forecast\w*|bracing for|brace for|"
    r"warn(?:s|ed|ing)? (?:of|against)|hypothetical|pretext\w*|scenario|in case of|in the event of|capable of|able to|wants? to|invented|fabricated|staged|fake|justify|designed to|"
    r"averting|avert|prevent(?:ing)?|avoid(?:ing)?|deter(?:ring)?|whether|what if|looming|in advance of)\b"
    r"(?:(?!\b(?:after|because|when|despite|following)\b)[^;])*$",
    re.IGNORECASE,
)
_INTENT_BEFORE = re.compile(
    r"\b(?:will|shall|[’']ll|won[’']t|going to|about to|plan(?:s|ning|ned)? (?:to|for|a|an)|prepar(?:ing|ed?|es|ations?) (?:to|for)|ready to|expected to|set to|due to|ahead of|intends? to|to be|is to|are to|orders?|ordered|"
    r"(?:are|is) (?:preparing|due)|call(?:s|ed|ing)? (?:for|on)|urg(?:es?|ed|ing)|asked|demand(?:s|ed|ing)?|propos(?:ed?|ing|es))\b(?:(?!\b(?:after|because|when|despite|following)\b)[^;])*$",
    re.IGNORECASE,
)
_PREDICT_AFTER = re.compile(
    r"^\W*(?:[\w’'-]+\W+){0,5}?(?:could|may|might|would|will|can|is likely|was likely|is possible|is imminent|was imminent|imminent|likely|was expected|is expected)\b(?!\s+(?:have been|be part))",
    re.IGNORECASE,
)
_PLAN_BEFORE = re.compile(
    r"\b(?:will|[’']ll|to be held|plan(?:s|ned|ning)? (?:to|a|an|for)?|set to|due to|scheduled|is to|are to|expect(?:ed|ing|s)? (?:to)?|intends? to|going to|propos(?:ed?|ing|es)|ahead of|before heading|call(?:s|ed|ing)? (?:for|on)|prepar(?:e|es|ing) (?:to|for)|"
    r"(?:are|is) (?:travell?ing|heading|flying|preparing|due|sending|deploying)|asked|urg(?:es?|ed|ing)|invited|announced (?:plans|a)|order(?:s|ed)|en route)\b[^;]*$",
    re.IGNORECASE,
)
_OFF_BEFORE = re.compile(
    r"\b(?:no|not|never|n[’']t|without|cancel\w*|call\w* off|postpon\w*|ruled out|refus\w* to)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_MODAL_BEFORE = re.compile(r"\b(?:could|may|might|would|if)\b[^,;]{0,50}$", re.IGNORECASE)
_UNVERIFIED = re.compile(
    r"\b(?:(?:could|can) ?not (?:be |immediately |independently )*(?:verif|confirm)|(?:was|were|is|are|been) (?:not |un)(?:able to (?:independently )?(?:verify|confirm)|independently verified|verified|confirmed)|"
    r"unable to (?:independently )?(?:verify|confirm)|no independent confirmation)",
    re.IGNORECASE,
)
_PLAN_AFTER = re.compile(
    r"\b(?:tomorrow|next (?:week|month|mon|tues|wednes|thurs|fri|satur|sun)\w*|soon|shortly|later today|is (?:planned|scheduled|due)|are (?:planned|scheduled|due)|this weekend|(?:at|to be held|starting) on (?:mon|tues|wednes|thurs|fri|satur|sun)day next)\b",
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
        if (match := _HEAD_COLON.match(sentence)) is not None and not _LABEL.search(match["who"]):
            return Voice(_name(match["who"], last), seen)
    for match in _VERB.finditer(sentence):
        if _PASSIVE.search(sentence, 0, match.start()):
            continue
        before = sentence[max(0, match.start() - _LONGEST_NAME) : match.start()]
        edges = [edge.end() for edge in _EDGE.finditer(before)]
        words = before[edges[-1] :] if edges else before
        who = _name(words, last) if words.strip() else None
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
        r"monitors|observers|sources?|activists|doctors|rescuers|firefighters|agency|media|president|governor|mayor|experts?|scientists|analysts|forecasters|survivors|reports|office|service|department|company|operator|union|hospital|university|airline|court|prosecutor\w*|centre|center|council|committee|institute|command|administration|embassy|watchdog|charity|charities|organi[sz]ations?|group|workers|diplomats|rescuers|lawyers?|relatives|farmers|engineers|geologists|meteorologists|seismologists|researchers|agencies|partners|migrants|villagers|locals|protesters|organi[sz]ers|commanders?|generals?|soldiers?|fighters|mission|chief|leaders?|director|secretary|envoy|ambassador|governor|prefecture|municipality)\b",
        words,
    ):
        return None
    return words


def stance_of(before: str, trigger: str, after: str, *, kind: StanceKind) -> Stance:
    """What a clause holds about the truth of its ``trigger``, by what stands before and after it.

    What ``kind`` of happening it is decides how 'will' and 'no' are read: meetings and marches are announced, an
    attack that 'will' come is foretold, forces that 'will' move are planned to.
    """
    if _RETRACT.search(before) or _RETRACT.search(after):
        return "retracts"
    if kind == "announced":
        if _OFF_BEFORE.search(before) or _DENY_AFTER.search(after):
            return "denies"
        if _PLAN_BEFORE.search(before) or _PLAN_AFTER.search(after):
            return "plans"
        if _MODAL_BEFORE.search(before):
            return "predicts"
    else:
        if _DENY_BEFORE.search(before) or _DENY_AFTER.search(after):
            return "denies"
        if _MAYBE_BEFORE.search(before) or _PREDICT_AFTER.search(after):
            return "predicts"
        if _INTENT_BEFORE.search(before):
            return "predicts" if kind == "attack" else "plans"
    if _DOUBT.search(before) or _DOUBT.search(after) or trigger.lower().startswith("alleg"):
        return "doubts"
    if _SEEN.search(before) or _SEEN.search(after):
        return "confirms"
    return "asserts"


def doubts_last(sentence: str) -> bool:
    """Whether a sentence only says that what was told before it could not be verified."""
    return bool(_UNVERIFIED.search(sentence))


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
