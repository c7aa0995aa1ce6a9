"""What the lines of a post are: paragraphs, bullets, captions, credits, bylines, boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.model import Block, BlockKind
from geomap.sources._text import Line

__all__ = [
    "BULLET",
    "Body",
    "ends_sentence",
    "is_boilerplate",
    "is_byline",
    "is_caption",
    "is_short",
    "parse_body",
    "split_byline_place",
    "split_credit",
]

BULLET = re.compile(r"(?:[•●▪■◦‣►▶∙·*➤✅🔴🔹]|[-–—](?=\s))\ufe0f?\s*(?=\S)")
_SHORT = 160
_KICKERS = re.compile(
    r"(?:breaking|analysis|watch|listen|live|exclusive|explainer|opinion|update[d]?|new|developing|video"
    r"|in pictures|at the scene|eyewitness|key (?:point|event)s?|recap|pinned|latest|reality check"
    r"|breaking news|just in|fact check|on the ground|report)[:!]?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:image|media|video|photo|picture|audio)s? (?P<what>caption|source|credit|copyright)s?\b[,:]?[ ]*",
    re.IGNORECASE,
)
_GLUED_LABEL = re.compile(
    r"(?:Image|Media|Video|Photo|Picture|Audio) (?:source|caption|credit|copyright)s?[,:]?"
    r"|(?:Photograph|Photo|Credit|Foto|Crédit|Source|Pic)s?: ?(?=[A-Z])"
)
_CREDIT = re.compile(
    r"[\[(](?:[^\[\]()]*\b(?:AFP|AP|Reuters|REUTERS|Getty|EPA|Anadolu|Shutterstock|Photo(?:graph)?|Handout"
    r"|Alamy|Xinhua|dpa|UPI|Bloomberg|Maxar|Planet Labs|File|TASS|Sputnik)\b[^\[\]()]*)[\])]\.?$"
    r"|(?:©|\(c\)|Photo by|Photograph:|Photo:|Credit:)\s?[^.\n]{2,80}$"
)
_PICTURED = re.compile(
    r"^(?:in this|a file|file|this)\b[^.,]{0,30}\b(?:photo(?:graph)?|image|picture|still|frame)\b",
    re.IGNORECASE,
)
_VIDEO_CREDIT = re.compile(r"\d{1,2}:\d\d(?::\d\d)?\s*[-–—|]\s*Source:.*", re.IGNORECASE)
_BOILERPLATE = re.compile(
    r"""(?:
    (?:read|see|view|watch|find|click|you\ can\ (?:read|follow|watch|see|find)|follow|catch\ up|hear|listen)
        \b.{0,90}\b(?:here|below|more|full\ (?:story|report|article|piece|analysis)|tweets?|post|coverage|live
        |story)
        \b[^.]{0,24}[.:]?
    | (?:related|recommended|read\ (?:more|also|next|this)|see\ also|also\ read|more\ on\ this
        |further\ reading|live\ updates?|go\ deeper|most\ (?:read|viewed)|trending|sponsored|advertisement
        |don.t\ miss|editors?.\ picks?)
        (?:\ (?:articles?|stories|story|topics?|links?|content|news|videos?))?\b.{0,160}
    | (?:share|tweet|facebook|twitter|whatsapp|email|e-mail|copy\ link|link\ copied|print|save|comments?
        |sign\ in
        |sign\ up|log\ in|subscribe|register|newsletter|menu|search|skip\ to\ (?:main\ )?content|back\ to\ top
        |load\ more|show\ more|more|previous|next|home|about\ us|contact(?:\ us)?|donate|advertise.*|cookies?)
        (?::?\ (?:this|on|via|with|now|to|page|article|post|story|link|facebook|twitter|whatsapp|email
        |updates?|x)){0,4}
        [.:!]?
    | .{0,60}\b(?:uses?|accept)\ (?:all\ )?cookies\b.*
    | (?:this|our|the)\ (?:post|story|article|live\ (?:coverage|blog|page))\ (?:has|was|is)\b.{0,40}
        \b(?:updated|ended|closed|corrected|now\ over|paused)\b.*
    | .{0,80}\bcontributed\ (?:to\ (?:this|the)\ |reporting|additional).*
    | (?:reporting|editing|writing|additional\ reporting|compiled|edited)\ by\b.*
    | \d{1,4}\ (?:posts?|updates?|entries|comments?|shares?|min(?:ute)?s?\ read)
    | ©.* | copyright\b.* | all\ rights\ reserved.* | \(?c\)?\ ?(?:19|20)\d\d\b.{0,80}
    | list\ \d+\ of\ \d+ | list\ of\ \d+\ items | end\ of\ list | all\ times\b.{0,60}
    | key\ (?:events|points|developments)
    | for\ immediate\ release | (?:press|media)\ contacts?\b.* | contacts?:.*
    | to\ use\ this\ (?:content|site|feature).* | this\ (?:video|content)\ (?:can|is)\ not\b.*
    | allow\ \w+\ content\?.* | end\ of\ (?:twitter|x|instagram|facebook|youtube)\b.*
    | (?:view|see|watch)\b.{0,60}\bon\ (?:twitter|x|instagram|facebook|youtube|tiktok)[.:]?
    | \#{1,6}|[-=_*~]{3,}
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_LIST_LABEL = re.compile(
    r"(?:go deeper|related(?: (?:articles?|stories|topics?|links?|content|news))?|more on this(?: story)?"
    r"|read (?:more|also|next)|recommended(?: stories)?|most (?:read|viewed)|trending|see also|top stories"
    r"|more stories|further reading|you may also like|editors?.s? picks?|latest news|also in the news):?",
    re.IGNORECASE,
)
_STOP = re.compile(r"""[.!?…:;]["'”’)\]»]*$""")
_INNER_STOP = re.compile(r"""[.!?…]["'”’)]*\s+["'“‘(]?[A-Z0-9]""")
_SAID = re.compile(r"""["“‘'«][^"”»]{3,}[,.!?]["”’'»]\s[a-z]""")
"""'"That is our chance," he said': running text that lost its stop."""
_NAME_WORD = r"(?:[A-Z][\w’'.-]+|[A-Z]{1,4}|de|van|von|der|al|bin|el|and|&)"
_NAME = re.compile(rf"[A-Z][\w’'.-]+(?: {_NAME_WORD}){{0,5}}")
_BY = re.compile(
    r"(?:by|from|reporting by|posted by|reported by|written by) (?P<who>[A-Z].{2,100})", re.IGNORECASE
)
_PLACE = (
    r"(?:the )?[^\W\d_a-z][\w’'-]+"
    r"(?:(?:,? | (?:d[aeiou]l?|della|las?|los?|les?|el|al|au|aux|sur|of|the|and) )[^\W\d_a-z][\w’'-]+){0,3}"
)
_IN_PLACE = re.compile(
    r"(?:(?:,| )\s?(?:(?:is |was |reports |reporting )?in|from)|^[Rr]eporting (?:from|in)) "
    rf"(?P<place>{_PLACE})$"
)
_WRITES = re.compile(
    rf"(?P<who>[^\W\d_a-z][\w’'.-]+(?: (?:[^\W\d_a-z][\w’'.-]+|d[aeiou]|van|von|al|bin)){{1,4}}"
    rf"(?:, [\w’' -]{{3,40}})?),? (?:is |reporting )?(?:in|from) (?P<place>{_PLACE}),? "
    r"(?:writes|reports)\b[^.:]{0,40}[:.]"
)
"""'Jane Roe, in Brussels, writes:' above what she tells."""
_BY_NAME = re.compile(
    r"[Bb]y (?P<who>(?!\w+day\b)[^\W\d_a-z][\w’'.-]+"
    r"(?: (?:[^\W\d_a-z][\w’'.-]*|d[aeiou]|van|von|al|bin|and)){1,5}"
    rf"(?:,? (?:in|from) {_PLACE})?)"
)
"""A byline on a line of its own that does not stand right below the heading."""
_BYLINE_MAX = 90


@dataclass
class Body:
    """The blocks of a post below its heading, and who reports from where."""

    blocks: list[Block] = field(default_factory=list)
    byline: str | None = None
    reporter_place: str | None = None


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence or a lead-in to what follows does."""
    return bool(_STOP.search(text))


def is_short(text: str) -> bool:
    """Whether ``text`` has the shape of a heading or an image's description: short, no final stop."""
    if len(text) > _SHORT or re.search(r"[.;:,…][\"'”’)\]»]*$", text):
        return False
    return not (_INNER_STOP.search(text) and text[0] in "\"'“‘«")


def is_boilerplate(text: str) -> bool:
    """Whether ``text`` is navigation, a share line, a pointer elsewhere: nothing to mine."""
    return len(text) < 400 and bool(_BOILERPLATE.match(text))  # noqa: PLR2004  longer ones are text


def is_caption(text: str, above: str = "") -> bool:
    """Whether ``text`` shows that it describes a picture, by its credit or the label in or ``above`` it."""
    if _CREDIT.search(text) or _GLUED_LABEL.search(text) or _PICTURED.search(text):
        return True
    label = _LABEL.fullmatch(above)
    return bool(_LABEL.match(text)) or (label is not None and label["what"].lower() == "caption")


def split_byline_place(text: str) -> str | None:
    """The place in 'Jane Roe, defence correspondent, in Brussels'; None where there is none."""
    match = _IN_PLACE.search(text)
    # Of 'Jane Roe in Kyiv and Carl Moe in Lviv' neither is where 'here' is.
    if match is None or re.search(r"\bin [A-Z]", text[: match.start()]):
        return None
    return match["place"]


def is_byline(text: str) -> bool:
    """Whether ``text`` says by whom something is, and nothing else."""
    return len(text) <= _BYLINE_MAX and _BY_NAME.fullmatch(text) is not None


def parse_body(lines: Sequence[Line], *, opening: bool = True) -> Body:
    """Blocks of ``lines``; with ``opening`` they stand right below a heading, where bylines may stand."""
    body = Body()
    at = _opening(lines, body) if opening else 0
    caption_next = listing = False
    while at < len(lines):
        line = lines[at]
        label = _LABEL.match(line.text)
        # Under 'Go deeper' and the like stand other stories' headlines, until a sentence comes.
        listing = (
            not ends_sentence(line.text)
            and not line.row
            and (listing or bool(_LIST_LABEL.fullmatch(line.text)))
        )
        if listing:
            _add(body, "boilerplate", line.start, line.end)
        elif label is not None:
            rest = line.text[label.end() :]
            _add(
                body,
                "credit" if rest or label["what"].lower() != "caption" else "boilerplate",
                line.start,
                line.end,
            )
            caption_next = not rest and label["what"].lower() == "caption"
        elif caption_next and not BULLET.match(line.text):
            _caption(body, line)
            caption_next = False
        else:
            _plain(body, line)
        at += 1
    return body


def _add(body: Body, kind: BlockKind, start: int, end: int) -> None:
    if end > start:
        body.blocks.append(Block(kind=kind, start=start, end=end))


def _opening(lines: Sequence[Line], body: Body) -> int:
    """Read kickers and bylines at the top; how many lines they took."""
    at = 0
    while at < len(lines) and _KICKERS.fullmatch(lines[at].text):
        _add(body, "boilerplate", lines[at].start, lines[at].end)
        at += 1
    if at < len(lines) and (count := _byline_lines(lines[at:])):
        last = lines[at + count - 1]
        told = ", ".join(line.text for line in lines[at : at + count])
        by = _BY.fullmatch(told)
        body.byline = by["who"] if by else told
        body.reporter_place = split_byline_place(last.text) or split_byline_place(lines[at].text)
        for line in lines[at : at + count]:
            _add(body, "byline", line.start, line.end)
        at += count
    return at


def _byline_lines(lines: Sequence[Line]) -> int:
    """0 for no byline; 1 for 'By Jane Roe in Kyiv'; 2 where a name's line is followed by a role's."""
    first = lines[0].text
    if lines[0].row or len(first) > _BYLINE_MAX or ends_sentence(first) or _GLUED_LABEL.search(first):
        return 0
    pair = (
        len(lines) > 1 and not lines[1].gap and len(lines[1].text) <= _BYLINE_MAX
        and not ends_sentence(lines[1].text) and not _LABEL.match(lines[1].text)
        and not _GLUED_LABEL.search(lines[1].text) and not BULLET.match(lines[1].text)
    )  # fmt: skip
    if _BY.fullmatch(first):
        return 2 if pair else 1
    return 2 if pair and _NAME.fullmatch(first) else 0


def _plain(body: Body, line: Line) -> None:
    text = line.text
    bullet = BULLET.match(text)
    writes = _WRITES.fullmatch(text)
    if line.row:
        _add(body, "paragraph", line.start, line.end)
    elif len(text) <= _BYLINE_MAX and (by := _BY_NAME.fullmatch(text)) is not None:
        _add(body, "byline", line.start, line.end)
        body.byline = body.byline or by["who"]
        body.reporter_place = body.reporter_place or split_byline_place(text)
    elif writes is not None:
        _add(body, "byline", line.start, line.end)
        body.byline = body.byline or writes["who"]
        body.reporter_place = body.reporter_place or writes["place"]
    elif _VIDEO_CREDIT.fullmatch(text):
        _add(body, "credit", line.start, line.end)
    elif is_boilerplate(text) or _KICKERS.fullmatch(text):
        _add(body, "boilerplate", line.start, line.end)
    elif bullet:
        _add(body, "bullet", line.start + bullet.end(), line.end)
    elif _GLUED_LABEL.search(text) or _CREDIT.search(text):
        _caption(body, line)
    elif not ends_sentence(text) and is_short(text) and not _SAID.match(text):
        _add(body, "caption", line.start, line.end)
    else:
        _add(body, "paragraph", line.start, line.end)


def _caption(body: Body, line: Line) -> None:
    """A caption, cut off its credit where that is glued to it."""
    cut = split_credit(line.text)
    _add(body, "caption", line.start, line.start + len(line.text[:cut].rstrip()))
    if cut < len(line.text):
        _add(body, "credit", line.start + cut, line.end)


def split_credit(text: str) -> int:
    """Where the credit of a caption begins in ``text``; its length where it has none."""
    match = _GLUED_LABEL.search(text) or _CREDIT.search(text)
    cut = match.start() if match else len(text)
    # Of '(Photo by X / AFP) (Photo by X/AFP via Getty Images)' both are credit.
    while (earlier := _CREDIT.search(text[:cut].rstrip())) is not None and match is not None:
        cut = earlier.start()
    return cut
