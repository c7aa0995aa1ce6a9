"""The words other people's tables use for what happened, and the categories they stand for.

Source: ACLED codebook (event and sub-event types), UCDP GED codebook (types of violence).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from geomap.model import CATEGORIES, Category

__all__ = ["category_of"]

_ACLED: Mapping[str, Category] = {
    "government regains territory": "occupation",
    "non-state actor overtakes territory": "occupation",
    "non-violent transfer of territory": "occupation",
    "armed clash": "clash",
    "excessive force against protesters": "protest",
    "protest with intervention": "protest",
    "peaceful protest": "protest",
    "violent demonstration": "protest",
    "mob violence": "protest",
    "chemical weapon": "other",
    "air/drone strike": "airstrike",
    "suicide bomb": "explosion",
    "shelling/artillery/missile attack": "shelling",
    "remote explosive/landmine/ied": "explosion",
    "grenade": "explosion",
    "sexual violence": "other",
    "attack": "casualties",
    "abduction/forced disappearance": "other",
    "agreement": "diplomacy",
    "arrests": "other",
    "change to group/activity": "other",
    "disrupted weapons use": "other",
    "headquarters or base established": "deployment",
    "looting/property destruction": "infrastructure",
    "battles": "clash",
    "protests": "protest",
    "riots": "protest",
    "explosions/remote violence": "explosion",
    "violence against civilians": "casualties",
    "strategic developments": "other",
    "state-based conflict": "clash",
    "non-state conflict": "clash",
    "one-sided violence": "casualties",
}
_STEMS: tuple[tuple[str, Category], ...] = (
    (r"shell|artiller|missile|rocket|mortar|beschuss|bombardement|cañone", "shelling"),
    (r"air ?-?strike|air raid|drone|bombardment|bombing", "airstrike"),
    (r"explo|blast|\bied\b|landmine|detonat", "explosion"),
    (r"clash|battle|fight|skirmish|gefecht|kämpfe|affrontement|combat|enfrentamiento|scontr", "clash"),
    (r"assault|offensive", "assault"),
    (r"occup|captur|seiz|territor", "occupation"),
    (r"casualt|killed|fatalit|massacre|death", "casualties"),
    (r"deploy|base established", "deployment"),
    (r"withdraw|pullback|retreat", "withdrawal"),
    (r"movement|convoy", "movement"),
    (r"exercise|drill", "exercise"),
    (r"cyber|hack", "cyber"),
    (r"airspace|no-fly", "airspace"),
    (r"evacu|evaku|displac|déplac|desplaz|sfollat", "evacuation"),
    (
        (r"flood|quake|storm|cyclone|hurricane|tornado|fire\b|landslide|erupt|tsunami|drought|disaster"
        r"|überschwemm|hochwasser|erdbeben|erdrutsch|waldbrand|sturm|inond|\bcrue|séisme|incend|tempête"
        r"|cyclon|inund|terremot|sism|deslizam|tormenta|alluvion|frana|brand\b"),
        "disaster",
    ),
    (r"protest|demonstrat|riot|strike|rally|march|manifest|grève|huelga|sciopero|unruhen|émeute", "protest"),
    (r"infrastructure|damage|destr|power|bridge|outage", "infrastructure"),
    (r"diplom|talk|summit|agreement|negotiat|ceasefire", "diplomacy"),
    (r"visit", "visit"),
)  # fmt: skip


def category_of(words: str, own: Mapping[str, str] | None = None) -> Category | None:
    """The category that ``words`` stand for; ``own`` is the user's table and goes first. None if none."""
    key = " ".join(words.lower().replace("_", " ").split())
    told = (own or {}).get(key, key).replace(" ", "_")
    if told in CATEGORIES:
        return told
    if key in _ACLED:
        return _ACLED[key]
    return next((category for stem, category in _STEMS if re.search(stem, key)), None)
