"""The sheet of a text's spatial claims: one page, each claim with its words, its map and its verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from geomap.model import Claim, Verdict
from geomap.places._claim_map import draw

__all__ = ["sheet"]

_ORDER: tuple[Verdict, ...] = ("wrong", "doubtful", "holds", "cannot tell")
_MEANING: dict[Verdict, str] = {
    "wrong": "the map says otherwise, beyond all doubt about where the places lie",
    "doubtful": "the figure lies outside what the map allows, not far outside",
    "holds": "the map agrees, within what is known of both places",
    "cannot tell": "the text does not say which place it means, or the map does not know it",
}
_CREDITS = (
    "Places: GeoNames (CC BY 4.0). Borders, coasts and waters: Natural Earth (public domain). Distances are "
    "geodesic, from the middle of a place or the nearest point of a line; the give or take counts how large "
    "the places are and how finely the line is drawn."
)
_STYLE = """
:root{color-scheme:light;--wrong:#b3261e;--doubtful:#9a6200;--holds:#1d6b38;--cannot:#5b6470}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1b1f24;background:#f6f7f9}
header,main,footer{max-width:1000px;margin:auto;padding:16px}h1{font-size:1.5rem;margin:.5rem 0}
.counts{display:flex;flex-wrap:wrap;gap:8px;padding:0;list-style:none}
.counts li{padding:2px 12px;border-radius:99px;background:#fff;border:1px solid #d5d9df}
article{background:#fff;border:1px solid #d5d9df;border-left:6px solid var(--v);border-radius:6px;
padding:14px;margin:0 0 16px;display:grid;grid-template-columns:minmax(0,1fr) minmax(0,460px);
gap:16px;break-inside:avoid}
article.plain{grid-template-columns:1fr}
.wrong{--v:var(--wrong)}.doubtful{--v:var(--doubtful)}.holds{--v:var(--holds)}.cannot{--v:var(--cannot)}
h2{margin:0 0 6px;font-size:1.05rem}
h2 b{color:var(--v);text-transform:uppercase;font-size:.8rem;letter-spacing:.05em}
blockquote{margin:8px 0;padding-left:12px;border-left:3px solid #d5d9df;color:#3c434c}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:8px 0}dt{color:#5b6470}dd{margin:0}
.source{color:#5b6470;font-size:.85rem}svg{width:100%;height:auto;border:1px solid #d5d9df;border-radius:4px}
.sea{fill:#dbe8f2}.land{fill:#fbf9f4;stroke:#9fb4c4;stroke-width:.8}.river{fill:none;stroke:#9dc3df}
.admin{fill:none;stroke:#d9d2c4;stroke-width:.7}.border{fill:none;stroke:#8d8577;stroke-width:1.3}
.disputed{fill:none;stroke:#8d8577;stroke-width:1.3;stroke-dasharray:4 3}
.reference{fill:none;stroke:#34568b;stroke-width:2.5}
.area{fill:rgba(60,90,150,.1)}
.claimed{fill:none;stroke:#c2410c;stroke-width:2;stroke-dasharray:6 4}
.within{fill:rgba(194,65,12,.1)}
.band{fill:none;stroke:rgba(194,65,12,.22)}.sector{fill:rgba(194,65,12,.16)}
.measured{stroke:#111;stroke-width:2}.spread{fill:rgba(20,20,20,.08);stroke:#555;stroke-dasharray:2 2}
circle.subject{fill:#c2410c;stroke:#fff;stroke-width:1.5}circle.place{fill:#34568b;stroke:#fff;stroke-width:1.5}
circle.town{fill:#7a7468}.scale{fill:none;stroke:#333}
text{font:12px system-ui,sans-serif;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
text.subject,text.place,text.line-name{font-weight:600;font-size:13px}text.subject{fill:#9a3412}
text.place,text.line-name{fill:#1e3a66}text.town-name{fill:#5e584c}text.scale-name{font-size:11px}
.key i{display:inline-block;width:22px;height:0;border-top:3px solid;vertical-align:middle;
margin:0 6px 0 14px}
@media (max-width:720px){article{grid-template-columns:1fr}}@media print{body{background:#fff}}
"""


def sheet(claims: Sequence[tuple[str, Claim]], title: str) -> bytes:
    """The page of ``claims``, each with the name of what it stands in: HTML that needs nothing else.

    The worst come first; those about which nothing can be told come last, without a map.
    """
    html = Element("html", {"lang": "en"})
    head = SubElement(html, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    SubElement(head, "title").text = _clean(title)
    SubElement(head, "style").text = _STYLE
    body = SubElement(html, "body")
    _header(SubElement(body, "header"), [claim for _, claim in claims], title)
    main = SubElement(body, "main")
    for source, claim in sorted(claims, key=lambda pair: _ORDER.index(pair[1].verdict)):
        _card(main, source, claim)
    SubElement(SubElement(body, "footer"), "p", {"class": "source"}).text = _CREDITS
    page: bytes = tostring(html, encoding="utf-8", method="html")
    return b"<!DOCTYPE html>\n" + page + b"\n"


def _header(header: Element, claims: Sequence[Claim], title: str) -> None:
    SubElement(header, "h1").text = _clean(title)
    counts = Counter(claim.verdict for claim in claims)
    row = SubElement(header, "ul", {"class": "counts"})
    for verdict in _ORDER:
        item = SubElement(row, "li", {"title": _MEANING[verdict]})
        item.text = f"{counts[verdict]} {verdict}"
    key = SubElement(header, "p", {"class": "source key"})
    key.text = "On the maps:"
    for colour, words in (
        ("#c2410c", "where the claim puts it"),
        ("#111", "the distance measured"),
        ("#34568b", "what it is measured from"),
    ):
        SubElement(key, "i", {"style": f"border-color:{colour}"}).tail = words


def _card(main: Element, source: str, claim: Claim) -> None:
    picture = draw(claim) if claim.verdict != "cannot tell" else None
    kind = claim.verdict.split()[0]
    card = SubElement(main, "article", {"class": f"{kind} plain" if picture is None else kind})
    words = SubElement(card, "div")
    head = SubElement(words, "h2")
    verdict = SubElement(head, "b", {"title": _MEANING[claim.verdict]})
    verdict.text = claim.verdict
    said = f"{claim.subject or 'Somewhere not named'}: {claim.relation} {claim.reference}"
    verdict.tail = f" {_clean(said)}"
    SubElement(words, "blockquote").text = _clean(claim.quote)
    facts = SubElement(words, "dl")
    for name, value in (
        ("claimed", _claimed(claim)),
        ("on the map", _measured(claim)),
        ("why", _why(claim)),
    ):
        if value:
            SubElement(facts, "dt").text = name
            SubElement(facts, "dd").text = _clean(value)
    SubElement(words, "p", {"class": "source"}).text = _clean(f"{source}, character {claim.char_start}")
    if picture is not None:
        card.append(picture)


def _why(claim: Claim) -> str:
    """The reason, without the figures that stand above it."""
    told, _, more = claim.reason.partition("; ")
    return more if claim.measured_m is not None and told.startswith("the map says") else claim.reason


def _claimed(claim: Claim) -> str:
    low, high = claim.claimed_min_m, claim.claimed_max_m
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"less than {_km(high)}" if high is not None else f"more than {_km(low)}"
    return _km(low) if round(low) == round(high) else f"{_km(low)} to {_km(high)}"


def _measured(claim: Claim) -> str:
    if claim.measured_m is None:
        return ""
    return _km(claim.measured_m) + (f", give or take {_km(claim.tolerance_m)}" if claim.tolerance_m else "")


def _km(metres: float | None) -> str:
    kilometres = (metres or 0.0) / 1000
    return f"{kilometres:.1f} km" if kilometres < 100 else f"{kilometres:,.0f} km"  # noqa: PLR2004  no false precision


def _clean(text: str) -> str:
    """``text`` without what XML and UTF-8 cannot carry, in one line."""
    kept = "".join(char if char >= " " and not "\ud800" <= char <= "\udfff" else " " for char in text)
    return " ".join(kept.split())
