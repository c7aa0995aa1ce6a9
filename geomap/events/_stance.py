"""How a sentence holds what it tells: told, seen, denied, doubted, planned, foretold; and whom it blames."""

from __future__ import annotations

import re
from typing import Literal

from geomap.model import Stance

__all__ = ["SEEN", "StanceKind", "blamed_in", "both_sides", "rejects_last", "stance_of"]

StanceKind = Literal["announced", "attack", "force"]

SEEN = re.compile(
    r"\b(?:satellite (?:images?|imagery|photos?)|video and images|footage verified|(?:images?|video|videos|"
    r"footage) (?:confirmed|verified|geolocated|authenticated)|"
    r"geolocated|verified by|independently (?:verified|confirmed)|(?:reporters?|journalists?|"
    r"correspondents?|"
    r"photographers?|a team|crew)(?: \w+){0,2} (?:saw|witnessed|heard|counted|watched|at the scene|"
    r"on the ground)|"
    r"has (?:confirmed|verified|established)|have (?:confirmed|verified)|confirmed by|we can confirm|"
    r"confirmed that|confirmed the|confirms)\b",
    re.IGNORECASE,
)
_DENY_BEFORE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:es?|ed)|dismiss(?:es|ed)?|no|not|never|n['’]t|"
    r"neither|nor|none|nobody|lack of|absence of|"
    r"rul(?:es?|ed) out|miss(?:es|ed)|halt(?:s|ed)?|cancel(?:s|led|ed)?|call(?:s|ed)? off|contrary to)\b"
    r"(?:(?!\b(?:accus|blam|but|because|instead|only|yet clear|clear who|knowing|said|says|and)\b)[^,;])*$",
    re.IGNORECASE,
)
# 'a call to end the siege': it goes on.
_ENDING = re.compile(
    r"\b(?:end|halt|lift|stop|break|ending|halting|lifting|stopping)(?: to)?(?: (?:the|its|their|"
    r"all))?(?: \w+)?\s*$",
    re.IGNORECASE,
)
_UNCONFIRMED = re.compile(
    r"\b(?:nobody|no one|none|neither|not?)\b[^,;]{0,40}\b(?:confirm\w*|verif\w+)\b[^,;]{0,20}$",
    re.IGNORECASE,
)
_DENY_AFTER = re.compile(
    r"\b(?:categorically false|not true|untrue|never happened|did not happen|did(?:n[’']t|"
    r" not) materiali[sz]e|(?:was|were|is|has been) (?:denied|rejected|dismissed|cancelled|canceled|"
    r"called off|averted|postponed|put off|scrapped))\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:doubts?|doubted|sceptic\w+|skeptic\w+|disput\w+|cannot (?:verify|corroborate|confirm)|"
    r"could not (?:be |)(?:independently )?(?:verif\w+|confirm\w*)|unable to (?:confirm|verify)|unverified|"
    r"unconfirmed|unclear whether|alleged(?:ly)?|"
    r"not clear whether|has not established|conflicting accounts|contradict\w+|false.flag|insists|insisted|"
    r"despite (?:claims|the claims|\w+[’']s claims)|proved false|so-called|supposed(?:ly)?)\b",
    re.IGNORECASE,
)
_RETRACT = re.compile(
    r"\b(?:correction:|an earlier version|retract(?:s|ed)|has withdrawn|withdrawn (?:its|the)|withdrew "
    r"(?:its|the|his|her) (?:claim|report|statement)|corrected (?:its|"
    r"the) (?:earlier )?(?:report|toll|figure))\b",
    re.IGNORECASE,
)
_MAYBE_BEFORE = re.compile(
    r"\b(?:could|(?-i:may)|might|would|if|unless|should (?:any|an?|the)|fear(?:s|ed|ing)?(?: of| that)?|"
    r"risks? (?:of|that)|threat(?:s|en|ens|ening|ened)?(?: of| to)?|possible|possibly|possibilit\w+|"
    r"potential|potentially|imminent|likely|unlikely|forecast\w*|expects?(?! to)|bracing for|brace for|"
    r"warn(?:s|ed|ing)? (?:of|against)|hypothetical|pretext\w*|scenario|in case of|in the event of|"
    r"capable of|able to|wants? to|invented|fabricated|staged|fake|justify|designed to|"
    r"meant to|intended to|averting|avert|prevent(?:ing)?|avoid(?:ing)?|deter(?:ring)?|whether|what if|"
    r"looming|in advance of)\b"
    r"(?:(?!\b(?:after|because|when|despite|following)\b)[^;])*$",
    re.IGNORECASE,
)
_INTENT_BEFORE = re.compile(
    r"\b(?:will|shall|[’']ll|won[’']t|going to|about to|plan(?:s|ning|ned)? (?:to|for|a|an)|prepar(?:ing|"
    r"ed?|es|ations?) (?:to|for)|ready to|expected to|set to|due to|ahead of|intends? to|"
    r"(?<!continue )(?<!continues )(?<!continued )to be|is to|are to|orders?|ordered|"
    r"(?:are|is) (?:preparing|due)|call(?:s|ed|ing)? (?:for|on)|urg(?:es?|ed|ing)|"
    r"asked(?! about)|demand(?:s|ed|ing)?|propos(?:ed?|ing|es))\b"
    r"(?:(?!\b(?:after|because|when|despite|following)\b)[^;])*$",
    re.IGNORECASE,
)
# 'the dam at X may burst': what a trigger itself leaves open; 'shots could be heard' were heard
_MAYBE_WITHIN = re.compile(
    r"\b(?<!that )(?<!which )(?<!who )(?:could|(?-i:may)|might|would)\b"
    r"(?! (?:\w+ )?be (?:seen|heard|felt|smel))",
    re.IGNORECASE,
)
# 'soldiers will be sent', 'troops are to leave': what a trigger itself puts in the future
_INTENT_WITHIN = re.compile(
    r"\b(?:will|shall|[’']ll|(?:is|are|was|were) (?:to|due to|set to|expected to|about to|going to|"
    r"preparing to)|(?<!continue )(?<!continues )(?<!continued )to be)\b",
    re.IGNORECASE,
)
# 'the ship should dock on Tuesday'
_SHOULD = re.compile(r"\bshould (?:dock|arrive|reach|land|begin|start|resume|reopen|open|depart)\b")
_PREDICT_AFTER = re.compile(
    r"^\W*(?:[\w’'-]+\W+){0,5}?(?:could|(?-i:may)|might|would|will|can|is likely|was likely|is possible|"
    r"is imminent|was imminent|imminent|likely|(?:was|were|is|are) (?:expected|forecast|"
    r"predicted)|(?:with)?in the (?:next|coming))\b(?!\s+(?:have been|be part|"
    r"not be (?:\w+ly )?(?:verif|confirm)|(?:\w+ )?be (?:seen|heard|felt|smel)))",
    re.IGNORECASE,
)
# 'A red alert', 'a flood warning': what is feared; nothing has come yet.
_FEARED = re.compile(
    r"(?:\b(?:red|orange|amber|yellow|weather|heat|surge)|(?:hurricane|storm|flood|typhoon|cyclone|tornado|"
    r"tsunami|fire|eruption|avalanche|landslide))[ -](?:alerts?|warnings?|watch|advisory|advisories)\b",
    re.IGNORECASE,
)
_A_WORD = 12
_PLAN_BEFORE = re.compile(
    r"\b(?:will|[’']ll|to be held|plan(?:s|ned|ning)?(?: to| an?| for)?|set to|due to|scheduled|is to|"
    r"are to|expect(?:ed|ing|s)? (?:to)?|intends? to|going to|propos(?:ed?|ing|es)|ahead of|before heading|"
    r"call(?:s|ed|ing)? (?:for|on)|prepar(?:e|es|ing) (?:to|for)|"
    r"(?:are|is) (?:travell?ing|heading|flying|preparing|due|sending|deploying)|"
    r"asked(?! about)|urg(?:es?|ed|ing)|"
    r"aims? to|aiming to|vow(?:s|ed|ing)? to|threaten(?:s|ed|ing)? to|pledg(?:es?|ed|ing) to|"
    r"promis(?:es?|ed|ing) to|"
    r"invited|announced (?:plans|a)|order(?:s|ed)|en route)\b[^;]*$",
    re.IGNORECASE,
)
_OFF_BEFORE = re.compile(
    r"\b(?:no|not|never|none|nobody|n[’']t|without|cancel\w*|call\w* off|postpon\w*|ruled out|"
    r"refus\w* to)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_MODAL_BEFORE = re.compile(r"\b(?:could|(?-i:may)|might|would|if)\b[^,;]{0,50}$", re.IGNORECASE)
# 'The chancellor flies to Moscow on Tuesday', 'calls a day of unity for Wednesday': what is yet to come.
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
_SCHEDULED = re.compile(
    r"[^,;.]{0,40}?\b(?:flies|travels?|heads?|visits?|goes|arrives?|meets?|hosts?|receives?|convenes?|"
    r"gathers?|votes?|"
    r"resumes?|reopens?)\b[^,;.]{0,50}? on " + _DAY + r"(?! that)|[^,;.]{0,60}?\bfor (?:the )?" + _DAY,
    re.IGNORECASE,
)
_UNVERIFIED = re.compile(
    r"\b(?:(?:could|can) ?not (?:be |immediately |independently )*(?:verif|confirm)|(?:was|were|is|are|"
    r"been) (?:not |un)(?:able to (?:independently )?(?:verify|confirm)|independently verified|verified|"
    r"confirmed)|"
    r"unable to (?:independently )?(?:verify|confirm)|no independent confirmation)",
    re.IGNORECASE,
)
_FALSE = re.compile(
    r"\b(?:claims?|allegations?|reports?|accusations?|statements?|it|that|this)(?: (?:was|is|were|"
    r"are))? (?:categorically |completely |totally |simply |entirely )?(?:false|untrue|baseless|fabricated|"
    r"a lie|lies)\b|"
    r"\b(?:call(?:s|ed)|describ(?:es|ed)|dismiss(?:es|ed)) (?:it|this|that|them|the (?:footage|claims?|"
    r"reports?|"
    r"video|pictures|images|number|figure|account)) (?:as )?(?:an? )?(?:[\w-]+ ){0,2}(?:propaganda|fakes?|"
    r"staged|lies?|"
    r"invented|inventions?|fabricat\w+|hoax|show|disinformation|nonsense|false|baseless|untrue)\b|"
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?) (?:it\b|(?:this|that)(?=[.,;]|$)|(?:the|"
    r"this|that|any|all|such|"
    r"these|those) "
    r"(?:\w+ )?(?:claims?|allegations?|accusations?|charges?|reports?|accounts?)\b)",
    re.IGNORECASE,
)
_DISPUTED = re.compile(
    r"\bdisput(?:e|es|ed) (?:the|this|that|it)\b|\b(?:a|an) (?:claim|account|charge|accusation|allegation|"
    r"version)"
    r"(?: that)? [^,.;]{3,40} (?:rejects?|rejected|denies|denied|disputes?|disputed)\b|"
    r"\bwhich [^,.;]{3,40} (?:denies|denied|deny|rejects?|rejected|disputes?|disputed)\b",
    re.IGNORECASE,
)
_PLAN_AFTER = re.compile(
    r"\b(?:tomorrow|next (?:week|month|mon|tues|wednes|thurs|fri|satur|sun)\w*|soon(?! after)|"
    r"shortly(?! (?:after|before))|later today|"
    r"is (?:planned|scheduled|due)|are (?:planned|"
    r"scheduled|due)|this weekend|(?:at|to be held|"
    r"starting) on (?:mon|tues|wednes|thurs|fri|satur|sun)day next)\b",
    re.IGNORECASE,
)
_WILL_BE = re.compile(
    r"^(?:\W+[\w’'-]+){0,6}?\W+"
    r"(?:will|is to|are to|(?:is|are|was) (?:expected|planned|scheduled|due)\b|(?:plan|aim|hope|intend|"
    r"promise|vow)(?:s|ned|ed)? to|(?:is|are) (?:expected|set|due|scheduled|planned|about) to)\b",
    re.IGNORECASE,
)
# 'No group has claimed responsibility for the bombing': the bombing is told, not denied.
_RESPONSIBLE = re.compile(r"\bclaim(?:s|ed|ing)? responsibility (?:for|over)\b", re.IGNORECASE)
_SO_CALLED = re.compile(r"^(?:what (?:it|they|he|she) calls? |so-called )", re.IGNORECASE)
_BLAME = (
    re.compile(r"\baccus(?:es?|ed|ing) (?P<who>[^,.;:“”\"]{2,60}?) of\b", re.IGNORECASE),
    re.compile(
        r"\b(?:say|says|said|claim|claims|claimed|alleges?|alleged|"
        r"insists?) (?:that )?(?P<who>(?:the )?[A-Z][\w’' -]{2,40}?) "
        r"(?:had |have |has )?(?:fired|shelled|opened fire|started it|attacked first|shot first)\b"
    ),
    re.compile(r"\bblam(?:es?|ed|ing) (?P<who>[^,.;:“”\"]{2,60}?)(?: for\b|[.,;]|$)", re.IGNORECASE),
    re.compile(r"\b(?:shelled|attacked|hit|fired on|bombed|struck|killed|carried out|claimed|committed|"
    r"launched) by (?P<who>(?:the |pro-)?[A-Z][^,.;:“”\"]{2,50}?)(?: (?:on|in|at|near|for|of|over|last|"
    r"early|late|by|since|to|using|with)\b|[,.;“”\"]|$)"),
    re.compile(r"(?P<who>(?:[A-Z][\w-]+ ){1,2}(?:occupation |backed |led |government )?(?:troops|forces|"
    r"soldiers|militants|rebels|separatists|military|army|warplanes|jets|invaders)) (?:have |"
    r"had )?(?:shelled|attacked|fired|bombed|struck|hit|opened fire|violated|stormed)"),
)  # fmt: skip
_BOTH = re.compile(
    r"\b(?:each (?:side )?(?:says|blames|accuses|claims)|both (?:sides )?(?:blame|accuse)|"
    r"both sides|each other|the two sides|the other of|traded (?:blame|accusations)|"
    r"conflicting accounts|who (?:fired|initiated)|where that fire had originated|origin of the fire|"
    r"not (?:clear|established|known) who|(?:den(?:y|ies|ied)|disclaim(?:s|ed)) (?:any )?(?:responsibility|"
    r"involvement|role|part)|denied (?:being behind|carrying out|targeting|attacking|firing|shelling|"
    r"bombing))\b",
    re.IGNORECASE,
)


def stance_of(  # noqa: PLR0911  one return for each stance
    before: str, trigger: str, after: str, *, kind: StanceKind, rest: str = ""
) -> Stance:
    """What a clause holds about the truth of its ``trigger``, by what stands before and after it.

    What ``kind`` of happening it is decides how 'will' and 'no' are read: meetings and marches are announced,
    an attack that 'will' come is foretold, forces that 'will' move are planned to. ``rest`` is the sentence
    after the clause, where others may dispute it.
    """
    if _RETRACT.search(before) or _RETRACT.search(after):
        return "retracts"
    if kind == "attack" and (_ENDING.search(before) or _RESPONSIBLE.search(before)):
        return "asserts"
    if kind == "announced":
        if _OFF_BEFORE.search(before) or _DENY_AFTER.search(after):
            return "denies"
        if _plans(before, trigger, after):
            return "plans"
        if _MODAL_BEFORE.search(before):
            return "predicts"
    else:
        unreal = _unreal(before, trigger, after, kind)
        if unreal is not None:
            return unreal
    if (
        _DOUBT.search(before)
        or _UNCONFIRMED.search(before)
        or _DOUBT.search(after)
        or _DISPUTED.search(after + rest)
        or trigger.lower().startswith("alleg")
    ):
        return "doubts"
    if SEEN.search(before) or SEEN.search(after):
        return "confirms"
    return "asserts"


def _unreal(before: str, trigger: str, after: str, kind: StanceKind) -> Stance | None:
    """How a clause tells of what did not happen, or not yet; None where it did."""
    if (_DENY_BEFORE.search(before) and not _UNCONFIRMED.search(before)) or _DENY_AFTER.search(after):
        return "denies"
    if kind == "force" and _SHOULD.search(before[-_A_WORD:] + trigger + after):
        return "plans"
    if (
        _MAYBE_BEFORE.search(before)
        or _MAYBE_WITHIN.search(trigger)
        or _PREDICT_AFTER.search(after)
        or _FEARED.search(before[-_A_WORD:] + trigger + after[:_A_WORD])
    ):
        return "predicts"
    if _INTENT_BEFORE.search(before) or _INTENT_WITHIN.search(trigger):
        return "predicts" if kind == "attack" else "plans"
    return None


def _plans(before: str, trigger: str, after: str) -> bool:
    """Whether what is announced is yet to come."""
    return bool(
        _SCHEDULED.match(trigger + after)
        or _INTENT_WITHIN.search(trigger)
        or _PLAN_BEFORE.search(before)
        or _PLAN_AFTER.search(after)
        or _WILL_BE.search(after)
    )


def rejects_last(sentence: str) -> Stance | None:
    """'It could not be verified', 'the claim is false': doubt or denial of what the sentence before tells."""
    if _UNVERIFIED.search(sentence):
        return "doubts"
    return "denies" if _FALSE.search(sentence) else None


def blamed_in(sentence: str) -> str | None:
    """Whom a sentence says did it; None where it blames nobody."""
    for pattern in _BLAME:
        if (match := pattern.search(sentence)) is not None:
            who = _SO_CALLED.sub("", " ".join(match["who"].split()).strip(" ’'\"“”"))
            if who.lower() not in {"each other", "the other", "it", "them", "him", "her"} and len(who) > 2:  # noqa: PLR2004
                return who[:60]
    return None


def both_sides(sentence: str) -> bool:
    """Whether a sentence leaves open who did it, or has both sides blame one another."""
    return bool(_BOTH.search(sentence))
