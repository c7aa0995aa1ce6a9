"""Who speaks in a sentence: 'according to', 'said', 'X, the mayor, told', 'Quake kills two - police'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.events._bodies import MEASURES, OBSERVERS, OFFICIAL, PEOPLE, actor_in, seen_by
from geomap.events._names import speaker_name
from geomap.events._speech import SAY, spoken
from geomap.events._stance import SEEN

__all__ = ["Voice", "measures", "voice_of"]

# 'an official who asked not to be named said', 'a diplomat, speaking on condition of anonymity, told'
_UNNAMED = re.compile(
    r",?\s+(?:who|speaking|and) (?:asked|wished|wanted|did not want|declined|spoke|requested|on)\b"
    r"[^,;]{0,60}?(?:named|identified|anonymous\w*|anonymity|name|so)\b,?"
)
# 'a resident, who gave his name only as Ali, told us'
_FIRST_NAME = re.compile(
    r",?\s+who (?:\w+ )?(?:gave|used) (?:only |just )?(?:his|her|their) first name(?: only)?,? "
    r"(?P<name>[A-Z][\w’'-]*),?"
)
_NAMED_AS = re.compile(
    r",?\s+who (?:\w+ )?(?:gave|gives|asked to be|wished to be|wanted to be) (?:\w+ )?(?:name|named|"
    r"identified|called) "
    r"(?:only |just )?(?:as|by (?:his|her|their) first name,?) (?P<name>(?:[A-Z][\w’'-]*\s?){1,3}),?"
)
# 'A group calling itself Red Dawn claimed it'
_CALLED = re.compile(
    r"\b[Aa]n? (?:[\w-]+ ){0,2}(?:group|gang|militia|cell|movement|faction|channel|outfit) (?:that calls "
    r"itself|calling itself|known as|called) (?:the )?(?=[A-Z])"
)
# 'Ten officers appeared on television and announced', 'The mayor, Ann Lee, spoke of order, then told'
_AND_SAID = re.compile(
    r"(?P<who>(?:[Tt]he |An? )?[^,.;:“”\"]{2,50}?)(?:,\s+(?P<aside>[A-Z][^,.;“”\"]{2,40}),)?\s+"
    r"(?:appeared|spoke|met|visited|flew|went|came|stood|arrived|travel?led|toured|returned|gathered|read|"
    r"emerged|"
    r"denied|praised|thanked|called|condemned|acknowledged|inspected|addressed|sat|left)\b"
    r"[^;:“”\"]{0,120}?\b(?:and|but|then)\s+(?:later\s+|also\s+|then\s+|has\s+)?" + SAY + r"\b"
)
# 'WHO: eleven hospitals have been emptied' in a list of news
_BEFORE_COLON = re.compile(r"\W*(?P<who>[A-Z][\w’' -]{1,40}):\s+[\w”“\"]")
_SPOKE_FOR = re.compile(
    r"spokes(?:man|woman|person)|agency|ministry|company|airline|group|charity|organi[sz]ation"
)
_LEADS = re.compile(
    r"(?P<who>(?:[Tt]he )?(?:[A-Z][\w’'.-]*|of|for|and|the)(?: (?:[A-Z][\w’'.-]*|of|for|and|the))*)\b"
)
# 'The envoy Jan Holt saw grounds for hope, he said': the one whom the sentence begins with
_THEN_HE = re.compile(
    r"^(?P<who>(?:[\w’'-]+ ){0,6}?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}|[A-Z]{3,8}|[A-Z][a-z]+s)\s+"
    r"[a-z][^.;:“”]*,\s+(?:he|she|it|they)\s+" + SAY + r"\b"
)
_ASIDE = re.compile(r"\([^()]{0,80}\)|\s[—–]\s[^—–.]{3,90}\s[—–]\s|\s-\s[^-.]{3,90}\s-\s")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_SOURCE = re.compile(
    r"\b(?:contacted|spoke (?:to|with)|interviewed|told (?:us|reporters|journalists) by)\s+(?P<who>(?:an?|"
    r"the) [^,.;]{3,60}?)(?= who\b| near\b| by\b|[,.;]|$)"
)
# 'A Reuters reporter saw', 'journalists of the Gazette counted'
_REPORTER = re.compile(
    r"\b(?P<who>(?:[A-Z][\w&]+\s+){1,3})(?:news agency\s+)?(?:reporters?|journalists?|correspondents?|"
    r"photographers?|crews?|teams?)\b[^,.;]{0,40}?\b(?:saw|seen|counted|witnessed|heard|watched|found)\b"
)
_GIVEN_SOURCE = re.compile(r"\(sources?: (?P<who>[^)]{2,40})\)")
_SHOWN = re.compile(
    r"(?P<who>(?:[A-Z][\w-]*\s+|\w+\s+){0,3}(?:television|TV|broadcaster|channel|network|"
    r"Jazeera))\s+(?:has |have )?"
    r"(?:also |later )?(?:showed|shown|aired|broadcast|carried|is showing)\b"
)
# 'Satellite images taken on Sunday show', 'the same pictures show'
_PICTURES = re.compile(
    r"(?:^|,\s+|\bthe same )(?:[\w-]+ ){0,3}?(?:(?P<orbit>satellite |commercial )|aerial |drone )?"
    r"(?:images|imagery|pictures|photographs|photos)\b(?:,? [^,.;“”]{0,60}?(?:,[^,.;“”]{3,50},)?)?\s+"
    r"(?:show|shows|showed|reveal|reveals|revealed)\b",
    re.IGNORECASE,
)
_PICTURES_BY = re.compile(
    r"\b(?:released|taken|provided|shot|captured|supplied)\b[^,;]{0,30}?\bby "
    r"(?P<who>(?:the )?(?!an? )[^,;]{2,50}?)(?=,|\s+(?:on|in|show|reveal))"
)
_DATELINE = re.compile(
    r"^[A-Z][A-Z'’ .,-]{2,40}?,?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?)?\s*"
    r"(?:\([^)]{2,30}\))?\s*[-–—]+\s+"
)
_HEAD_TAIL = re.compile(
    r"(?:,\s+(?P<a>[A-Z][^,]{1,60}?)\s+(?:says?|said|claims?|warns?|reports?|confirms?)|"
    r"\s[-–—]\s(?P<b>[A-Z][\w’' .-]{1,40}))\s*$"
)
_HEAD_COLON = re.compile(r"^(?P<who>[A-Z][\w’' .-]{1,40}):\s")
_LABEL = re.compile(
    r"\b(?:reports?|update|live|analysis|watch|news|latest|breaking|explainer|map|video|in pictures|crisis|"
    r"war|situation|photos?|pictures?|"
    r"recap|summary|timeline|bulletin|background|context|correction|now|notes?|questions|answers|asked|diary|"
    r"agenda|calendar)\b|\d",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\b(St|Mt|Dr|Mr|Mrs|Ms|Gen|Col|Gov|Sen|Rep|Lt|Sgt|Capt|Prof|Maj|Brig|Adm)\.(?= )")
_UNCLAIMED = re.compile(r"\b(?:[Nn]o (?:one|group|party|side|\w+)|[Nn]obody) (?:\w+ ){0,3}claimed\b")
_MEASURED = re.compile(r"\b(?:report|record|measur|register|data|figures|recorded|registered)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a sentence (None: only the publisher); whether it was seen or measured.

    ``acts`` says that the sentence tells a body's own act and nobody speaks.
    """

    who: str | None
    seen: bool = False
    acts: bool = False


def voice_of(sentence: str, *, heading: bool = False, last: str | None = None) -> Voice:
    """The outermost speaker of a sentence; a pronoun stands for ``last``, whoever spoke before."""
    seen = bool(SEEN.search(sentence))
    plain = _SHORT.sub(r"\1", _DATELINE.sub("", sentence))
    plain = _CALLED.sub("", _UNNAMED.sub("", _ASIDE.sub(" ", _unquoted(plain))))
    plain = _NAMED_AS.sub(r" \g<name>", _FIRST_NAME.sub(r" \g<name>", plain))
    if (match := _GIVEN_SOURCE.search(sentence)) is not None:
        return Voice(match["who"].strip(), seen or bool(MEASURES.search(match["who"])))
    if _UNCLAIMED.search(plain) is not None:
        return Voice(None, seen)
    if (match := _REPORTER.search(plain)) is not None:
        return Voice(re.sub(r"^(?:An?|The|Our) ", "", match["who"]).strip() or None, seen=True)
    who = _named(plain, last, heading=heading)
    if who is not None:
        return Voice(_with_letters(who, sentence), seen or bool(MEASURES.search(who)))
    return Voice(None, seen) if heading else _unspoken(plain, sentence, seen=seen)


def _named(plain: str, last: str | None, *, heading: bool) -> str | None:
    """The speaker that a sentence without its quotations names."""
    if (match := _THEN_HE.match(plain)) is not None and (
        match["who"].isupper() or PEOPLE.search(match["who"].lower())
    ):
        last = speaker_name(match["who"], last, forward=True)
    who = spoken(plain, None if heading else last) or (_in_heading(plain, last) if heading else None)
    if who is None and (match := _SOURCE.search(plain)) is not None:
        who = speaker_name(match["who"], last)
    if who is not None and _SPOKE_FOR.fullmatch(who) and who != last:
        who = _for_whom(who, plain)
    return _told_after(plain, last) if who is None else who


def _unspoken(plain: str, sentence: str, *, seen: bool) -> Voice:
    """What shows or does a thing where nobody speaks: pictures, a body by its own act, instruments."""
    if (match := _PICTURES.search(plain)) is not None:
        by = _PICTURES_BY.search(match[0])
        who = None if by is None else speaker_name(by["who"], None, forward=True, known=True)
        if match["orbit"]:
            who = "satellite images" if who is None else f"{who} satellite images"
        return Voice(who or "images", seen=True)
    if seen:
        return Voice(None, seen)
    actor = _actor(plain)
    if actor is not None:
        return Voice(_with_letters(actor, sentence), seen=True, acts=True)
    return Voice(None, bool(OBSERVERS.search(plain) and _MEASURED.search(plain)))


def measures(who: str | None) -> bool:
    """Whether a speaker is one that sees or measures what it tells: monitors, satellites, seismologists."""
    return who is not None and MEASURES.search(who) is not None


def _actor(sentence: str) -> str | None:
    """The body whose own act a sentence begins with, by its name: 'Red Cross volunteers have handed out'."""
    found = actor_in(sentence)
    if found is None:
        return None
    who, aside = speaker_name(found[0], None, known=True), found[1]
    return f"{who} {aside}" if who is not None and aside is not None and aside[0].isupper() else who


def _for_whom(who: str, sentence: str) -> str:
    """'The Food Programme has stopped its flights, a spokesman said': the Food Programme's spokesman."""
    found = actor_in(sentence)
    subject = found[0] if found is not None else None
    if subject is None and (match := _LEADS.match(sentence)) is not None:
        subject = match["who"] if OFFICIAL.search(match["who"]) or OBSERVERS.search(match["who"]) else None
    name = None if subject is None else speaker_name(subject, None, known=True)
    if name is None:
        return who
    return f"{name} {who}" if who.startswith("spokes") else name


def _told_after(sentence: str, last: str | None) -> str | None:
    """Who speaks though no verb of speech stands beside him: after another verb, before a colon, 'by X'."""
    if (match := _AND_SAID.match(sentence)) is not None and PEOPLE.search(match["who"]):
        who = speaker_name(match["who"], last)
        return f"{who} {match['aside']}" if who is not None and match["aside"] is not None else who
    match = _BEFORE_COLON.match(sentence)
    if match is not None and not _LABEL.search(match["who"]):
        who = match["who"]
        if (
            OBSERVERS.search(who)
            or re.fullmatch(r"[A-Z]{3,8}", who)
            or (PEOPLE.search(who) and not who[0].islower())
        ):
            return speaker_name(who, last, forward=True)
    if (match := _SHOWN.search(sentence)) is not None:
        return speaker_name(match["who"], last, forward=True, known=True)
    found = seen_by(sentence)
    return None if found is None else speaker_name(found, last, forward=True)


def _with_letters(who: str, sentence: str) -> str:
    """A body's name with the letters it is known by: 'Disaster Management Authority (NDMA)'."""
    match = re.search(re.escape(who) + r"\s+\((?P<letters>[A-Z][A-Za-z-]{1,9})\)", sentence)
    return who if match is None else f"{who} ({match['letters']})"


def _unquoted(sentence: str) -> str:
    """A sentence without what it quotes; a quotation mark stays where one was."""
    without = _QUOTED.sub(" ” ", sentence)
    if "”" in sentence and sentence.find("”") < (sentence.find("“") if "“" in sentence else len(sentence)):
        without = "” " + _QUOTED.sub(" ” ", sentence[sentence.find("”") + 1 :])
    return without if re.search(r"\w", without) else sentence


def _in_heading(sentence: str, last: str | None) -> str | None:
    if (match := _HEAD_TAIL.search(sentence)) is not None:
        words = match["a"] or match["b"]
        return None if words.lower() in {"reports", "report"} else speaker_name(words, last, forward=True)
    if (match := _HEAD_COLON.match(sentence)) is not None and not _LABEL.search(match["who"]):
        return speaker_name(match["who"], last, forward=True)
    return None
