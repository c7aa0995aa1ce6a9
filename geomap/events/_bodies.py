"""Who can speak: the words for people and bodies, and whose own act a sentence tells."""

from __future__ import annotations

import re

__all__ = ["MEASURES", "NO_SPEAKER", "OBSERVERS", "PEOPLE", "actor_in", "seen_by"]

# 'The Red Cross has handed out', 'Authorities ordered': whose own act it is.
_ACTS = re.compile(
    r"(?:(?:has|have|had)\s+(?:been\s+(?=\w+ing)|also\s+|now\s+|since\s+|already\s+)?|"
    r"(?:is|are|was|were)\s+(?=\w+ing)|"
    r"(?:(?:has |have )?(?:began|begun|started|continued|continues?|resumed)\s+(?:to\s+)?))?"
    r"(?:(?:plans?|planned|intends?|aims?|expects?|prepares|hopes) to(?= \w)|documented|ordered|issued|"
    r"declared|imposed|opened|closed|shut|reopened|distribut(?:ed|ing)|deliver(?:ed|ing|"
    r"s)|"
    r"hand(?:ed|ing) out|provid(?:ed|ing|es)|evacuated|rescued|recovered|treated|treating|admitted|lifted|"
    r"suspended|halted|resumed|launched|activated|raised|lowered|extended|set up|setting up|sent|sending|"
    r"dispatched|deployed|airlifted|pumped|run|runs|ran|running|arrested|detained|registered|verified|"
    r"appealed|allocated|cancelled|canceled|paused|stopped|withdrew|withdrawn|distribute|deliver|provide|"
    r"released|vaccinated|served|serving|feeding|reached|estimates|identified|listed|"
    r"lists|"
    r"appealing|called (?:on|for)|asked|told|advised|boarded|banned|barred|approved|moved|offered|"
    r"recalled|expelled)\b"
)

PEOPLE = re.compile(
    r"\b(?:armies|navies|sides|officials?|ministry|ministries|ministers?|police|authorities|government|"
    r"army|military|spokes\w+|"
    r"residents?|witness\w*|rebels|separatists|monitors?|"
    r"observers?|sources?|activists|doctors|rescuers|firefighters|agency|agencies|media|president|governor|"
    r"mayor|experts?|scientists|analysts|forecasters|"
    r"survivors|reports|office|service|services|department|company|operator|union|unions|hospital|"
    r"university|airline|court|prosecutors?|centre|center|"
    r"council|committee|institute|command|administration|embassy|watchdog|charity|charities|"
    r"organi[sz]ations?|groups?|workers|diplomats|lawyers?|"
    r"relatives|farmers|engineers|geologists|meteorologists|seismologists|researchers|partners|migrants|"
    r"villagers|locals|protesters|organi[sz]ers|"
    r"commanders?|generals?|soldiers?|fighters|mission|chiefs?|leaders?|director|secretary|envoy|"
    r"ambassador|"
    r"prefecture|municipality|forces|party|defen[cs]e|paramedics|medics|opposition|junta|militia|militants|"
    r"insurgents|jihadists|coalition|alliance|movement|front|faction|regime|parliament|assembly|lawmakers?|"
    r"deput(?:y|ies)|councillors?|sheriff|commissioner|prefect|premier|chancellor|king|volunteers|teams?|"
    r"staff|"
    r"nurses|teachers|students|traders|drivers|shopkeepers|fishermen|herders|elders|bishop|priest|pastor|"
    r"imam|"
    r"television|radio|station|newspaper|network|bureau|survey|programme|directorate|authority|board|"
    r"responders|responder|crews|marshal|regiment|brigade|navy|air force|foundation|federation|association|"
    r"cluster|task force|operators|utility|dispatchers|investigators|inspectors|negotiators|clerics?|"
    r"spokespeople|firm|team|campaigners|monitor|economists|families|survivor|farmer|doctor|driver|teacher|"
    r"surgeon|nurse|student|shopkeeper|villager|fisherman|elder|journalist|photographer|reporter|man|"
    r"woman|chair\w*|heads?|boss|captain|pilots?|guards?|coordinators?|managers?|owners?|principal|rector|"
    r"expert|scientist|"
    r"nurse|coroner|midwife|officers?|rescuer|imams?|priests?|guests?|passengers?|neighbou?rs?|people|"
    r"police\w+|outlets?|bloggers?|channels?|"
    r"prosecutor|judge|judges|historian|spy chief|intelligence|campaign|outlet|daily|weekly)\b",
    re.IGNORECASE,
)

# What sees from above, not what carries a voice
_SATELLITES = r"satellites?(?! (?:tele)?phones?| tv| television| town)"
MEASURES = re.compile(
    r"\b(?:OSCE|SMM|USGS|EMSC|Maxar|Planet Labs|Copernicus|IAEA|(?i:monitors?|monitoring mission|"
    r"observers?|"
    r"geological survey|seismolog\w+|hurricane (?:cent(?:er|re))|" + _SATELLITES + r"|volcanolog\w+))\b|"
    r"(?:^|\b[Tt]he )Team$"
)

OBSERVERS = re.compile(
    r"\b(?:OSCE|SMM|UN|United Nations|OCHA|UNHCR|UNICEF|WHO|WFP|IOM|MSF|IFRC|ICRC|FAO|UNDP|NRC|Red Cross|"
    r"Red Crescent|USGS|EMSC|"
    r"Maxar|Planet Labs|Copernicus|IAEA|Met Office|"
    r"(?i:monitors?|monitoring mission|observers?|geological survey|seismolog\w+|meteorolog\w+|"
    r"weather (?:service|office|agency|bureau)|hurricane (?:cent(?:er|re))|"
    + _SATELLITES
    + r"|hydrolog\w+|fire (?:service|department|"
    r"brigade)|firefighters|civil (?:protection|"
    r"defence|"
    r"defense)|rescue services?|coast ?guard|hospital|coroner|"
    r"disaster (?:management|agency|response)\w*|volcanolog\w+|tsunami warning))\b"
)

OFFICIAL = re.compile(
    r"\b(?:authorit(?:y|ies)|government|ministry|agency|agencies|officials|council|municipality|police|"
    r"department|administration|service|services|Programme|Program|Organi[sz]ation|Fund|Committee|Crescent|"
    r"Cross|Unicef|Nema|charity|NGOs?|partners|teams|volunteers|utility|operator|company|airline|airport|"
    r"governor|mayor|president|minister|ministers|embassy|doctors|rescuers|firefighters|engineers|court|"
    r"hospital|navy|coast ?guard|commission|township|chief|premier|border guards?|prefecture|prosecutors?|"
    r"regulator|cabinet|junta|sheriff|commissioner)\b",
    re.IGNORECASE,
)

_SUBJECT = re.compile(
    r"(?P<who>(?:[Tt]he |An? |Its |Their |[A-Z])[^,.;:“”\"]{1,70}?)(?:, (?P<aside>[^,.;“”\"]{2,60}),)?\s+"
    + _ACTS.pattern
)

_AUXILIARY = re.compile(r"\b(?:been|was|were|is|are|be|has|have|had|going|which|who|that)\b")

NO_SPEAKER = re.compile(
    r"\b(?:these|those|this|fears?|concerns?|question|talks|meeting|conference|images?|videos?|maps?|"
    r"photos?|footage|pictures?|shelling|attacks?|"
    r"earthquake|storm|fire|flood|number|weeks|days|hours|months|years|text|the|toll|comments?|visit|trip|"
    r"nobody|one|you|i|claims?|allegations?|"
    r"signs?|rates?|prices|assertion|intelligence assessment|strikes|explosions|blasts|cases|deaths|"
    r"clashes|"
    r"damage|people|casualties|incidents|tremors|protests|fighting|arrests|injuries|"
    r"version(?: of this \w+)?|[ECP]D?S?T|GMT|BST|UTC|[ap]\.?m\.?)$"
)

# 'Save the Children has halted its work', 'Qantas has cancelled all flights': a name acts as only bodies do.
_NAMED_BODY = re.compile(
    r"(?P<who>[A-Z][\w&.’'-]*(?: (?:the |of |for |and |without )*[A-Z][\w&.’'-]*){0,5})\s+"
    r"(?:(?:has|have|had)\s+(?:also\s+|now\s+|since\s+)?)?(?:suspended|halted|paused|resumed|cancelled|"
    r"canceled|stopped|"
    r"grounded|diverted|rerouted|evacuated|withdrawn|closed|scaled back|restarted)\s+"
    r"(?:(?:all|its|their|most|some|passenger|cargo|domestic|international|humanitarian|commercial|"
    r"the)\s+)*"
    r"(?:flights?|services?|operations?|work|production|deliveries|trains|sailings|shipments|staff|"
    r"activities|programmes?|"
    r"programs?|clinics?|offices?|stores|shops|branches)\b|"
    # 'Phivolcs has raised the alert': an office by its name alone
    r"(?P<warns>[A-Z][\w&.’'-]*(?: (?:of |for |and )*[A-Z][\w&.’'-]*){0,5})\s+(?:has\s+|have\s+|"
    r"had\s+)?(?:also\s+)?"
    r"(?:issued|raised|lowered|lifted|extended|activated|upgraded|downgraded|posted|hoisted)\s+"
    r"(?:[\w-]+\s+){0,4}?(?:warnings?|alerts?|signals?|advisory|advisories|watch)\b"
)
_LOOKED_ON = re.compile(
    r"\b(?:reported|seen|spotted|heard|sighted|announced|recorded|observed|filmed|photographed|counted|"
    r"described|noted|"
    r"claimed|relayed|received)"
    r"(?:\s+(?:in|near|at|on|around|from|outside|off|over|along|across|late|"
    r"early)\s+[^,;.]{2,40}?)?(?:,\s+[^,;.]{3,40},)?\s+by\s+"
    r"(?P<who>(?:the |an? |two |three |several |many |local |our )?[^,;.“”\"]{2,60}?)"
    r"(?=\s+(?:who|which|that|in|near|at|on|from|as|during|to|late|early|yesterday|today)\b|[,;.“”\"]|$)"
)
_UNNAMED = re.compile(r"(?:Another|Other|Some|Several|Many|Most|Both|All|Such|These|Those)\b")
# What monitors write of themselves.
_OWN_EYES = re.compile(
    r"(?:The )?(?:\w+ )?(?P<who>SMM|Mission|EUMM|monitors|observers)\s+(?:also\s+|again\s+)?(?:saw|heard|"
    r"noted|found|observed|counted|followed up)\b"
)


def actor_in(sentence: str) -> tuple[str, str | None] | None:
    """The body whose own act a sentence begins with, and what stands beside its name; None without one.

    'Volunteers have handed out', 'The agency, Aral, plans to move', 'Qantas has grounded all flights'.
    """
    if _UNNAMED.match(sentence):
        return None
    if (match := _OWN_EYES.match(sentence)) is not None:
        return match["who"], None
    match = _SUBJECT.match(sentence)
    if (
        match is not None
        and not _AUXILIARY.search(match["who"])
        and (OFFICIAL.search(match["who"]) or OBSERVERS.search(match["who"]))
    ):
        return match["who"], match["aside"]
    match = _NAMED_BODY.match(sentence)
    return None if match is None else (match["who"] or match["warns"], None)


def seen_by(sentence: str) -> str | None:
    """Who is said to have seen or told what a sentence tells: 'was reported near Tarn by the rebels'."""
    for match in _LOOKED_ON.finditer(sentence):
        if PEOPLE.search(match["who"]) or re.match(r"(?:the )?[A-Z]", match["who"]):
            return match["who"]
    return None
