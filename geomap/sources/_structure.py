"""Posts of a live page by the page's own structure: sibling containers that each hold a time of their own."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from geomap.sources._days import PageDay, dated
from geomap.sources._draft import Draft, DraftPost, TextBuilder
from geomap.sources._flow import Piece, add_pieces, inner_text, marked, pieces_of, text_lengths
from geomap.sources._times import Stamp, When, read_stamp, read_when

__all__ = ["read_structure"]

_TIMED = re.compile(
    r"(?:^|[\s_-])(?:time|timestamp|date|datetime|pub-?date|posted)(?:$|[\s_-])", re.IGNORECASE
)
_DATA = (
    "datetime data-datetime data-timestamp data-time data-date data-published data-sort-time data-utc"
    " data-epoch title content".split()
)
_SORTED_BY = ("data-sort-time", "data-timestamp", "data-published", "data-epoch")
"""What containers of posts carry for the scripts that sort them."""
_READERS = re.compile(
    r"(?:^|\s)(?:comments?|disqus|replies|discussion)(?:[_-](?:\w*list|area|section|thread|container|wrap\w*))?(?:$|\s)",
    re.IGNORECASE,
)
"""Where readers write, whose words carry times too."""
_MIN_POSTS = 3
_MIN_TEXT = 30
_STAMP_MAX = 80
_COVERED = 0.7
"""Of a day's text its posts hold this share at least."""
_MIN_SHARE = 0.4
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_SUMMARY = re.compile(
    r"(?:summary|key-?points?|key-?events?|highlights|pinned|at-a-glance|need-to-know)", re.IGNORECASE
)


@dataclass
class _Timed:
    """An element that tells a time: in full, or a clock that needs a day."""

    element: etree._Element
    when: When | None
    stamp: Stamp | None

    @property
    def rank(self) -> int:
        """How much it tells: a day 0, 'an hour ago' 1, a clock 2, all of it 3."""
        if self.when is not None:
            return 3 if self.when.precision == "minute" else 0
        return 2 if self.stamp and self.stamp.clock else 1


_Family = list[tuple[etree._Element, _Timed]]  # noqa: SLF001  the name lxml has for it
"""Containers of posts, each with its time."""


def _timed(element: etree._Element) -> _Timed | None:
    for name in _DATA:
        value = element.get(name)
        if value and (when := _read(value)) is not None:
            return _Timed(element, when, None)
    found = [told for text in _wordings(element) if (told := _worded(element, text)) is not None]
    return max(found, key=lambda told: told.rank, default=None)


def _wordings(element: etree._Element) -> list[str]:
    """The time as a reader sees it, and as each part has it: one is often for the eye, one for the ear."""
    told = (child for child in element if isinstance(child.tag, str))  # no comment
    parts = (" ".join("".join(map(str, child.itertext())).split()) for child in told)
    return list(dict.fromkeys([inner_text(element), *parts]))


def _worded(element: etree._Element, text: str) -> _Timed | None:
    if not text or len(text) > 120:  # noqa: PLR2004  no time is that long
        return None
    when = read_when(text)
    if when is not None and when.precision == "minute":
        return _Timed(element, when, None)
    stamp = read_stamp(text, whole=True)
    if stamp is None or (stamp.clock is None and stamp.ago is None):
        return _Timed(element, when, None) if when else None
    return _Timed(element, None, stamp)


def _read(value: str) -> When | None:
    value = value.strip()
    if _EPOCH.fullmatch(value):
        seconds = int(value[:10])
        return When(dt.datetime.fromtimestamp(seconds, tz=dt.UTC), "minute")
    return read_when(value)


def read_structure(tree: etree._Element, page: PageDay, saved: dt.datetime | None) -> Draft | None:
    """A draft of the largest family of sibling containers with times; None below three of them."""
    timed = [
        found for element in tree.iter() if _tells_time(element) and (found := _timed(element)) is not None
    ]
    timed = [told for told in timed if not _is_aside(told.element)]
    lengths = text_lengths(tree)
    family = _family(timed, lengths)
    if family is not None:
        family = _refined(family, timed, lengths)
    if family is None or _share(tree, family, lengths) < _MIN_SHARE:
        return None
    builder = TextBuilder()
    posts: list[DraftPost] = []
    stamps: list[Stamp | None] = []
    parent = family[0][0].getparent()
    summary = _summary(parent if parent is not None else tree, builder)
    for container, told in family:
        post = _post(container, builder)
        if post is None:
            continue
        post.when = told.when
        if told.stamp is not None and told.stamp.clock is None and told.stamp.ago and saved:
            post.when = When(saved - told.stamp.ago, "minute")
        posts.append(post)
        stamps.append(told.stamp)
    if len(posts) < _MIN_POSTS:
        return None
    notes: list[str] = []
    if page.date is None and saved is not None:
        page.date, page.how = saved.date(), "the time the page was saved or changed"
    zone = _fill(posts, stamps, page, notes)
    if summary is not None:
        posts.insert(0, summary)
    return Draft(
        text=builder.text, posts=posts, format="html", notes=notes, timezone=zone,
        reason=f"HTML: {len(posts)} posts, each with a time, in one container",
    )  # fmt: skip


def _is_aside(element: etree._Element) -> bool:
    """Whether ``element`` stands beside the page's text; a post has a margin and a foot of its own."""
    for above in element.iterancestors():
        if above.tag in ("div", "section", "ol", "ul") and _READERS.search(marked(above)):
            return True
        if above.tag in ("nav", "footer", "aside"):
            return not any(outer.tag in ("article", "li") for outer in above.iterancestors())
    return False


def _share(tree: etree._Element, family: _Family, lengths: Mapping[etree._Element, int]) -> float:
    """How much of the page's text the family holds: teasers under an article hold little."""
    return sum(lengths.get(container, 0) for container, _ in family) / max(lengths.get(tree, 0), 1)


def _tells_time(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("meta", "script", "html", "body"):
        return False
    if any(element.get(name) for name in _SORTED_BY):
        return True
    if element.tag in ("time", "relative-time", "time-ago", "amp-timeago"):
        return True
    return len(element) <= 2 and bool(_TIMED.search(marked(element)))  # noqa: PLR2004  a time holds little


def _family(timed: list[_Timed], lengths: Mapping[etree._Element, int]) -> _Family | None:
    """Children of one element that each hold a time and text, with the fullest time in each."""
    votes: Counter[etree._Element] = Counter()
    members: dict[etree._Element, dict[etree._Element, _Timed]] = {}
    for told in timed:
        child = told.element
        parent = child.getparent()
        while parent is not None:
            group = members.setdefault(parent, {})
            if child not in group:
                votes[parent] += 1
            if child not in group or told.rank > group[child].rank:
                group[child] = told
            child, parent = parent, parent.getparent()
    best: _Family = []
    for parent, count in votes.most_common():
        if count < max(_MIN_POSTS, len(best)):
            break
        group = members[parent]
        rich = {child for child in group if lengths.get(child, 0) >= _MIN_TEXT}
        if len(rich) > len(best):
            # A post of few words stands among others of its make.
            makes = {_make(child) for child in rich}
            best = [(child, told) for child, told in group.items() if child in rich or _make(child) in makes]
    return best if len(best) >= _MIN_POSTS else None


def _make(element: etree._Element) -> tuple[str, str]:
    return str(element.tag), element.get("class") or ""


def _refined(family: _Family, timed: list[_Timed], lengths: Mapping[etree._Element, int]) -> _Family:
    """The posts inside the containers where these are days, each with posts of one make; else as they are."""
    members = {child: lengths.get(child, 0) for child, _ in family}
    found: dict[tuple[str, str], dict[etree._Element, _Timed]] = {}
    covered: dict[tuple[str, str], Counter[etree._Element]] = {}
    for told in timed:
        above: etree._Element | None = told.element
        inner: list[etree._Element] = []
        while above is not None and above not in members:
            inner.append(above)
            above = above.getparent()
        if above is None:
            continue
        for element in inner:
            make = _make(element)
            group = found.setdefault(make, {})
            if element not in group:
                covered.setdefault(make, Counter())[above] += lengths.get(element, 0)
            if element not in group or told.rank > group[element].rank:
                group[element] = told
    best = family
    for make, group in found.items():
        whole = all(covered[make][child] >= _COVERED * size for child, size in members.items())
        nested = any(outer in group for element in group for outer in element.iterancestors())
        if whole and not nested and len(group) > len(best):
            best = list(group.items())
    return best


def _post(container: etree._Element, builder: TextBuilder) -> DraftPost | None:
    pieces = [p for p in pieces_of(container) if p.kind != "dateline" and not _is_stamp(p.text)]
    heading = next((piece for piece in pieces if piece.kind == "heading"), None) or _strong(pieces)
    before = pieces[: pieces.index(heading)] if heading else []
    after = pieces[pieces.index(heading) + 1 :] if heading else pieces
    # A kicker or the writer's name may stand above the heading.
    told = [(piece.kind if piece.kind == "byline" else "boilerplate", piece.text) for piece in before]
    post = add_pieces(builder, heading.text if heading else None, [(p.kind, p.text) for p in after])
    if post is None:
        return None
    names = [text for kind, text in told if kind == "byline"]
    post.byline = post.byline or ", ".join(names)[:200] or None
    link = container.find(".//a[@href]")
    href = str(link.get("href")) if link is not None else ""
    post.url = href if heading is not None and href.startswith("http") else None
    return post


def _is_stamp(text: str) -> bool:
    """Whether ``text`` is a time and nothing more."""
    if len(text) > _STAMP_MAX:
        return False
    stamp = read_stamp(text, whole=True)
    return stamp is not None and (stamp.clock is not None or stamp.ago is not None)


def _strong(pieces: list[Piece]) -> Piece | None:
    """A first paragraph wholly in bold stands for a heading."""
    first = next((piece for piece in pieces if piece.kind == "paragraph"), None)
    if first is None or len(pieces) < 2:  # noqa: PLR2004  a heading stands over something
        return None
    bold = first.element.find("./strong") if first.element.tag == "p" else None
    bold = bold if bold is not None else first.element.find("./b")
    return first if bold is not None and inner_text(bold) == first.text else None


def _summary(parent: etree._Element, builder: TextBuilder) -> DraftPost | None:
    """The key points that stand above the posts, pinned."""
    for above in (parent, *parent.iterancestors()):
        for sibling in above.itersiblings(preceding=True):
            for element in sibling.iter("ul", "ol", "section", "div"):
                names = f"{marked(element)} {element.get('aria-label') or ''}"
                if _SUMMARY.search(names) and element.find(".//li") is not None and not _is_index(element):
                    post = add_pieces(
                        builder, None, [(p.kind, p.text) for p in pieces_of(element) if p.kind != "dateline"]
                    )
                    if post is not None:
                        post.pinned = True
                        return post
    return None


def _is_index(element: etree._Element) -> bool:
    """Whether a list does no more than lead to posts of the same page, whose headings it repeats."""
    for item in element.iter("li"):
        link = item.find(".//a[@href]")
        if link is None or "#" not in str(link.get("href")):
            return False
        beside = inner_text(item).replace(inner_text(link), "", 1).strip()
        if beside and not _is_stamp(beside):
            return False
    return True


def _fill(posts: list[DraftPost], stamps: list[Stamp | None], page: PageDay, notes: list[str]) -> str | None:
    """Give clocks their days."""
    bare = [(post, stamp) for post, stamp in zip(posts, stamps, strict=True) if stamp and not post.when]
    if not bare:
        return None
    whens, zone = dated([(stamp, None) for _, stamp in bare], page, notes)
    for (post, _), when in zip(bare, whens, strict=True):
        post.when = when
    return zone
