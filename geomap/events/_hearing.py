"""Who speaks in a post, sentence after sentence: the words carried on, the quotation, the caption."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geomap.events._heads import pictured, speaks_below
from geomap.events._same import centre, contains
from geomap.events._speakers import Voice, measures, voice_of
from geomap.events._units import Sentence, block_of, spoken_last
from geomap.events._where import MentionIndex
from geomap.model import Document, Location, Post

__all__ = ["Hearing"]

_DOCUMENT = re.compile(
    r"(?:The|This|That|Its|Their) (?:\w+ )?(?:tweet|map|statement|report|document|post|letter|bulletin|"
    r"assessment|release|message|notice|text)\b"
)
_RELAYED = re.compile(
    r"\b(?:reports? of|reports that|reported(?:ly)?|said to (?:be|have)|accounts of|allegations of|"
    r"alleged)\b",
    re.IGNORECASE,
)
# 'Cases were reported in Tarn', 'no damage was reported': how news is told, not whose it is.
_TOLD_OF = re.compile(
    r"\b(?:is|are|was|were|been|being) (?:\w+ )?reported(?=,? (?:in|on|at|near|across|along|around|among|"
    r"between|"
    r"throughout|over|today|yesterday|overnight)\b|[.,;]|$)|\bno (?:\w+ ){1,3}(?:is|are|was|were|been) "
    r"reported\b|"
    r"\breported (?:before|earlier|previously|last)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:\w+ ){0,2}(?:President|Minister|Governor|Mayor|Chancellor|King|Pope|Secretary|General|Chief)\b "
    r"[A-Z]"
)

# 'Claims to have taken the camp', in a list of what somebody says
_SUBJECTLESS = re.compile(
    r"(?:Claims?|Claimed|Says|Said|Denies|Denied|Announced|Announces|Reports|Admits|Confirms)\b"
)
_LETTERS = re.compile(r"(?P<who>[A-Z][A-Z-]{1,9}): \w")  # known by a name with them in brackets
_OWN_PLACE = frozenset({"site", "settlement", "near", "district"})
# 'They were taken to Tarn', 'Twenty more were hurt in Tarn': still of what was said before.
_TIED_BACK = re.compile(
    r"^\W*(?:(?:\d[\d,]*|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Dozens|Several) "
    r"(?:with|of (?:them|those|the)|(?:was|were|have|has|had)\b)|It|They|He|She|Its|Their|His|Her|These|"
    r"Those|This|That|Both|Others?|Another|All|Most|Some)\b|"
    r"\b(?:more|others|another|also|them|too) (?:\w+ ){0,2}(?:was|were|have|had|has|are)\b"
)


@dataclass(slots=True)
class Hearing:
    """The speakers of a post being read."""

    document: Document
    post: Post
    index: MentionIndex
    voice: str | None = None
    spoke: int = -9
    section: str | None = None
    listed: str | None = None
    labelled: int = -9

    def read_heading(self, span: tuple[int, int]) -> None:
        """Take in who speaks in the post's heading."""
        self.voice = voice_of(self.document.text[slice(*span)], heading=True).who or self.voice

    def head_section(self, sentence: Sentence) -> None:
        """Take in a line that may name whose words stand below it, or in the list below it."""
        block = block_of(self.post, sentence)
        who = speaks_below(self.document.text[block.start : block.end].partition("\n")[0])
        self.listed = None
        if sentence.kind == "caption":
            self.section = who
            self.voice = who or self.voice
        elif who is not None:
            self.listed = who

    def speaker(self, sentence: Sentence) -> Voice:
        """Who speaks in a sentence; inside a quotation, whoever is named after it or spoke before."""
        text = self.document.text
        quote = text[sentence.start : sentence.end]
        voice = self._heard(sentence, quote)
        if voice.who is None and self._quoted(sentence):
            voice = replace(voice, who=self._quoted_speaker(sentence) or self.voice)
        if voice.who is None and _DOCUMENT.match(quote):
            voice = replace(voice, who=self.voice)
        if (
            voice.who is None
            and not voice.seen
            and sentence.kind == "paragraph"
            and self.spoke == sentence.block
            and not self._moves_on(sentence, quote)
        ):
            voice = replace(voice, who=self.voice, seen=measures(self.voice))
        if voice.who is None and not voice.seen and text[sentence.end : sentence.end + 1] == ";":
            voice = replace(voice, who=spoken_last(text, sentence.end, block_of(self.post, sentence).end))
        if voice.who is None and sentence.kind == "caption":
            below = self.post.blocks[sentence.block + 1 : sentence.block + 2]
            voice = pictured(text, below[0] if below else None) or voice
        if voice.who is None and self.section is not None and sentence.kind in {"paragraph", "bullet"}:
            voice = replace(voice, who=self.section)
        if voice.who is None and sentence.kind == "bullet" and _SUBJECTLESS.match(quote):
            voice = replace(voice, who=self.listed or self.voice)
        if voice.who is None and _RELAYED.search(quote):
            near = self.voice is not None and 0 <= sentence.block - self.spoke <= 1
            relayed = "reports" if _RELAYED.search(_TOLD_OF.sub(" ", quote)) else None
            voice = replace(voice, who=self.voice if near else relayed)
        elif voice.who is not None:
            self._keep(voice, sentence)
        return voice

    def _moves_on(self, sentence: Sentence, quote: str) -> bool:
        """Whether a sentence leaves what was told for a place not named before: its speaker's no more."""
        if _TIED_BACK.search(quote) or measures(self.voice) or self.labelled == sentence.block:
            return False
        start = block_of(self.post, sentence).start
        before = [place.location for place in self.index.between(start, sentence.start) if place.location]
        fresh = [
            place.location
            for place in self.index.between(sentence.start, sentence.end)
            if place.literal and place.location is not None and place.location.precision in _OWN_PLACE
        ]
        moves = bool(fresh) and not any(_belongs(there, known) for there in fresh for known in before)
        if moves:
            self.spoke = -9
        return moves

    def _keep(self, voice: Voice, sentence: Sentence) -> None:
        """Keep who spoke, and who acted for a 'he'; in a bulletin the word then is no more another's."""
        if not voice.acts:
            if sentence.kind not in {"caption", "heading"}:
                self.voice, self.spoke = voice.who, sentence.block
            return
        if _PERSON.match(voice.who or ""):
            self.voice, self.spoke = voice.who, -9
        if self.document.format == "sitrep":
            self.spoke = -9

    def _heard(self, sentence: Sentence, quote: str) -> Voice:
        """Who speaks in the sentence itself; no place before a heading's colon: 'Syria: dead in Aleppo'."""
        voice = voice_of(quote, heading=sentence.kind == "heading", last=self.voice)
        letters = _LETTERS.match(quote)
        if letters is not None and f"({letters['who']})" in self.document.text:
            self.labelled = sentence.block
            return replace(voice, who=letters["who"], acts=False)
        if voice.who is None or not quote.startswith(f"{voice.who}:"):
            return voice
        named = self.index.between(sentence.start, sentence.start + len(voice.who))
        topic = any(
            place.surface == voice.who and (place.literal or place.location is None) for place in named
        )
        return replace(voice, who=None) if topic else voice

    def _quoted(self, sentence: Sentence) -> bool:
        """Whether a sentence begins inside a quotation of its block or opens one."""
        text, block = self.document.text, block_of(self.post, sentence)
        before = text[block.start : sentence.start]
        return (
            text[sentence.start] in '“"'
            or before.count("“") > before.count("”")
            or ("“" not in before and before.count('"') % 2 == 1)
        )

    def _quoted_speaker(self, sentence: Sentence) -> str | None:
        """Who is named after the quotation that a sentence stands in."""
        text, block = self.document.text, block_of(self.post, sentence)
        closing = max(text.rfind("”", sentence.start, block.end), text.rfind('"', sentence.start, block.end))
        return None if closing < 0 else voice_of(text[closing : block.end], last=self.voice).who


def _belongs(place: Location, known: Location) -> bool:
    """Whether a place is one that was named before, or lies in one or around one."""
    return (
        not set(place.place_ids).isdisjoint(known.place_ids)
        or (known.precision in {"region", "district"} and contains(known, centre(place)))
        or (place.precision == "district" and contains(place, centre(known)))
    )
