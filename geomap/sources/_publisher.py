"""Who published a page: from its address, its bylines, its own credits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from geomap.sources._zones import zones_of_countries

__all__ = ["home_zone", "publisher_of", "publisher_of_text", "publisher_of_url"]

# Hosts' registered part to the name the newsroom goes by; others are named by their host.
_HOSTS = {
    "bbc": "BBC News", "cnn": "CNN", "reuters": "Reuters", "apnews": "AP", "ap": "AP",
    "theguardian": "The Guardian",
    "guardian": "The Guardian", "aljazeera": "Al Jazeera", "nytimes": "The New York Times",
    "washingtonpost": "The Washington Post", "wsj": "The Wall Street Journal", "ft": "Financial Times",
    "sky": "Sky News", "independent": "The Independent", "telegraph": "The Telegraph", "dw": "Deutsche Welle",
    "france24": "France 24", "lemonde": "Le Monde", "spiegel": "Der Spiegel", "zeit": "Die Zeit",
    "tagesschau": "tagesschau", "elpais": "El País", "euronews": "Euronews", "politico": "Politico",
    "npr": "NPR", "nbcnews": "NBC News", "cbsnews": "CBS News", "abcnews": "ABC News", "foxnews": "Fox News",
    "bloomberg": "Bloomberg", "rferl": "RFE/RL", "kyivindependent": "The Kyiv Independent",
    "ukrinform": "Ukrinform", "pravda": "Ukrainska Pravda", "haaretz": "Haaretz",
    "timesofisrael": "The Times of Israel", "thehindu": "The Hindu", "scmp": "South China Morning Post",
    "osce": "OSCE", "reliefweb": "ReliefWeb", "unocha": "OCHA", "un": "United Nations", "who": "WHO",
    "rte": "RTÉ", "cbc": "CBC", "abc": "ABC", "nzherald": "NZ Herald", "straitstimes": "The Straits Times",
}  # fmt: skip
_NEWSROOM_ZONES: Mapping[str, str] = {
    name: zone
    for zone, names in {
        "Europe/London": "BBC News|Sky News|The Guardian|The Independent|Independent|The Telegraph"
        "|Financial Times",
        "America/New_York": "CNN|The New York Times|The Washington Post|The Wall Street Journal|NPR|NBC News"
        "|CBS News|ABC News|Fox News|AP|Bloomberg",
        "Europe/Paris": "France 24|Le Monde", "Europe/Berlin": "Der Spiegel|Die Zeit|tagesschau",
        "Europe/Madrid": "El País", "Europe/Kyiv": "The Kyiv Independent|Ukrinform|Ukrainska Pravda",
        "Asia/Jerusalem": "Haaretz|The Times of Israel", "Asia/Kolkata": "The Hindu",
        "Asia/Hong_Kong": "South China Morning Post", "Asia/Singapore": "The Straits Times",
        "Europe/Dublin": "RTÉ", "Pacific/Auckland": "NZ Herald", "UTC": "Al Jazeera|Deutsche Welle",
    }.items()
    for name in names.split("|")
}  # fmt: skip
"""The clock on the wall of newsrooms whose address does not tell their country."""
_EVERYONES = frozenset("ai cc cd co fm gg im io la ly me nu sh st to tv ws".split())
"""Endings of addresses that are a country's by name alone."""
_SECOND_LEVEL = frozenset("co com org net gov ac edu go or ne".split())
_SOURCE_LINE = re.compile(r"\d{1,2}:\d\d\s*[-–—|]\s*Source:\s*(?P<who>[A-Z][\w .&-]{1,30})$", re.MULTILINE)
_CONTRIBUTED = re.compile(
    r"(?P<who>[A-Z][\w&]{1,20}(?: [A-Z][\w&]+){0,2})[’']s? [A-Z][^.\n]{2,120}? contributed "
)
_DATELINE = re.compile(r"^[A-Z][A-Z]+[\w,. ]{0,40} \((?P<who>[A-Z][\w /&.]{1,20})\)\s*[-–—]", re.MULTILINE)
_ROLE = re.compile(
    r"(?:^|[,|] ?)(?P<who>[A-Z]{2,6}(?: (?:News|World|Radio|TV|Sport|Monitoring|Verify))?)\b"
    r"|(?:^|[,|] ?)(?P<long>[A-Z]\w+ (?:News|Times|Post|Herald|Tribune|Jazeera))\b"
)
_NO_NEWSROOM = frozenset("EU UN US UK NATO MP MEP UAE".split())


def publisher_of_url(url: str) -> str | None:
    """The newsroom an address belongs to, or its host; None where it has none."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    parts = host.split(".")
    if len(parts) < 2:  # noqa: PLR2004  no registered name
        return None
    own = parts[-3] if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else parts[-2]  # noqa: PLR2004
    return _HOSTS.get(own, host)


def home_zone(url: str | None, publisher: str | None) -> str | None:
    """The IANA zone a newsroom's clocks speak where they name none; None where nothing tells.

    That of the newsroom if it is known here, else of the country its address ends in, if that has one alone.
    """
    named = _NEWSROOM_ZONES.get(publisher or "") or _NEWSROOM_ZONES.get((url and publisher_of_url(url)) or "")
    if named or not url:
        return named
    try:
        ending = (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        return None
    return None if ending in _EVERYONES else zones_of_countries().get("gb" if ending == "uk" else ending)


def publisher_of(url: str | None, text: str, bylines: Iterable[str | None]) -> str | None:
    """The newsroom by its address, else by what the text shows; None where neither tells."""
    return publisher_of_url(url) if url else publisher_of_text(text, [line for line in bylines if line])


def publisher_of_text(text: str, bylines: Iterable[str] = ()) -> str | None:
    """The newsroom a page's own video credits, contributor lines or reporters' roles name; None if none."""
    votes: Counter[str] = Counter()
    for pattern in (_SOURCE_LINE, _CONTRIBUTED, _DATELINE):
        votes.update(match["who"].strip() for match in pattern.finditer(text))
    for byline in bylines:
        match = _ROLE.search(byline)
        who = match and (match["who"] or match["long"])
        if who and who not in _NO_NEWSROOM:
            votes[who.split()[0] if match and match["who"] else who] += 1
    if not votes:
        return None
    name, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
    known = _HOSTS.get(name.lower().replace(" ", ""))
    return known or (name if count > 1 else None)
