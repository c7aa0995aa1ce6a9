"""A speaker's name out of the words around a verb of speech."""

from __future__ import annotations

import re

from geomap.events._bodies import NO_SPEAKER, PEOPLE

__all__ = ["speaker_name"]

_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_STOP = re.compile(
    r"\b(?:that|which|(?-i:who)|whom|what|where|when|while|because|as|if|but|so|than|whether|after|before|"
    r"since|"
    r"until|without(?! Borders)|about|despite|"
    r"amid|against|into|during|following|was|were|is|are|be|been|being|has|have|had|will|would|could|can|"
    r"may|might|should|did|does|do|"
    r"cannot|not|no|then|still|only|even|how|why|there|also|yet|meanwhile|however|although|though|instead|"
    r"separately|earlier|later|today|yesterday|"
    r"(?:on |late |early )?" + _DAYS + r"(?: (?:morning|afternoon|evening|night))?)(?:\s+|$)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s+(?:on|to|(?-i:now)|already|repeatedly|again|once|once again|"
    r"(?!family|daily|weekly|monthly|assembly)\w{3,}ly|went on|"
    r"overnight|"
    r"just))+$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?<!\bof)(?<!\bfor)(?<!\bto)(?<!\bin)(?<!\bat)(?<!\bfrom)(?<!\bwith)(?<!\band)"
    r"(?<!\bon)(?<!\bby)(?<!\bnear)(?<!\bSave)\s+(?=(?:the|a|an) )"
)
_PRONOUN = re.compile(
    r"(?:he|she|it|they|we|(?:the |this |that )?(?:official|officials|ministry|spokesman|spokeswoman|"
    r"spokesperson|president|minister|mayor|"
    r"governor|army|agency|mission|statement|group|department|embassy|secretary general|foreign secretary|"
    r"leader|source|resident|response|tweet|charity|centre|center|office|organi[sz]ation|body))",
    re.IGNORECASE,
)
_BARE_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "statement", "response", "tweet"})
_NOBODY = re.compile(r"(?:no|none|neither|nobody|any)\b", re.IGNORECASE)
_CUT = re.compile(r"\s(?:a|an|the|for|of|with|to|and|from|in|by|at|on|as|its|their|his|her)$", re.IGNORECASE)
_LEADING = re.compile(r"(?:[A-Z][\w.’'-]*|of|the|for|and)(?:\s+(?:[A-Z][\w.’'-]*|of|the|for|and))*")
_THING_BEFORE = re.compile(
    r"(?:[a-z][\w’'-]*\s+)*(?P<last>[a-z][\w-]*)\s+(?=[A-Z][a-z’'.]+\b)(?<!’s )(?<!'s )(?<!s’ )(?<!of "
    r")(?<!for )"
    r"(?<!in )(?<!at )(?<!from )(?<!and )(?<!the )(?<!de )(?<!al )(?<!or )(?<!\ba )"
)
_SPEAKING = re.compile(r"\s(?:said|says|told|wrote|counts?|goes on|goes|continues)\b")
_CLOSE_TO = re.compile(r"\b(?:close to|familiar with|at|in|involved in|present at)\s")


def speaker_name(words: str, last: str | None, *, forward: bool = False, known: bool = False) -> str | None:
    """A speaker's name in the words before a verb of speech (``forward``: after 'according to'), or None.

    ``known`` says that the words around them leave no doubt that they are a speaker's.
    """
    words = " ".join(words.split()).strip(" ’'\"“”‘-–—>•*|")
    definite = (
        re.match(r"(?:the|two|three|several|one|an?|some|her|his|their|its|our) [a-z]", words, re.IGNORECASE)
        and not forward
    )
    if forward:
        words = _STOP.split(words, maxsplit=1)[0]
    else:
        words = _TAIL.sub("", words)
        pieces = [piece for piece in _STOP.split(words) if piece.strip()]
        words = pieces[-1] if pieces else ""
        words = _ARTICLE.split(words)[-1]
    words = _TAIL.sub("", words.strip(" ,’'")).strip()
    if not forward and (match := re.search(r"\s(?P<it>it|they|he|she)$", words, re.IGNORECASE)) is not None:
        words = match["it"]
    words = re.sub(r"^(?:and|or|in|for|of|by|with|from|at|to|on)\s+", "", words, flags=re.IGNORECASE)
    bare = re.sub(r"^(?:the|a|an|some|both)\s+", "", words, flags=re.IGNORECASE)
    bare = _without_noun(_whole(_SPEAKING.split(bare, maxsplit=1)[0]))
    if len(bare) < 2 or bare == "The" or _no_speaker(bare) or _NOBODY.match(bare):  # noqa: PLR2004  one letter names nobody
        return None
    if _PRONOUN.fullmatch(bare) and re.match(r"an? ", words, re.IGNORECASE) is None:
        if bare.lower() in {"he", "she", "they"}:
            return last or "unnamed speaker"
        if bare.lower() in _BARE_PRONOUNS:
            return last
        return last if last is not None and bare.split()[-1].lower() in last.lower() else bare
    if not known and not PEOPLE.search(bare) and not re.search(r"(?:^|\s)[A-Z]", bare) and not definite:
        return None
    return bare[:80].strip()


def _no_speaker(words: str) -> bool:
    """Whether words name a thing, not who speaks; 'a source close to the talks' is one who speaks."""
    return NO_SPEAKER.search(words) is not None and not (
        _CLOSE_TO.search(words) is not None and PEOPLE.search(words) is not None
    )


def _without_noun(words: str) -> str:
    """A name without the thing before it: 'joint press conference Putin' is Putin; 'president Lula' stays."""
    match = _THING_BEFORE.match(words)
    if match is None or PEOPLE.search(match["last"]) or match["last"].endswith(("ed", "-born")):
        return words
    return words[match.end() :]


def _whole(words: str) -> str:
    """A name without what a cut-off clause left of it: 'Governor Ann Lee declared a' is the governor."""
    if not _CUT.search(words):
        return words
    match = _LEADING.match(words)
    name = "" if match is None else match[0]
    while (cut := _CUT.search(" " + name)) is not None:
        name = (" " + name)[: cut.start()].strip()
    return name if " " in name else ""
