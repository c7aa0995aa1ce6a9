"""How relative places are worded: patterns of the words before and after a name, and compass directions."""

from __future__ import annotations

import re

__all__ = [
    "AFTER_DISTANCE",
    "AT_SEA",
    "BEARINGS",
    "BETWEEN",
    "COAST",
    "COAST_AFTER",
    "NEAR",
    "PART_AFTER",
    "PART_BEFORE",
    "PART_OF",
    "RELATING",
    "RELATING_ENDS",
    "ROAD",
    "SAID_BESIDE",
    "SAID_NEAR",
    "SIDE_OF",
    "bearing_of",
]

BEARINGS: dict[str, float] = {
    "north": 0.0, "northnortheast": 22.5, "northeast": 45.0, "eastnortheast": 67.5, "east": 90.0,
    "eastsoutheast": 112.5, "southeast": 135.0, "southsoutheast": 157.5, "south": 180.0,
    "southsouthwest": 202.5, "southwest": 225.0, "westsouthwest": 247.5, "west": 270.0,
    "westnorthwest": 292.5, "northwest": 315.0, "northnorthwest": 337.5,
    "n": 0.0, "nne": 22.5, "ne": 45.0, "ene": 67.5, "e": 90.0, "ese": 112.5, "se": 135.0, "sse": 157.5,
    "s": 180.0, "ssw": 202.5, "sw": 225.0, "wsw": 247.5, "w": 270.0, "wnw": 292.5, "nw": 315.0, "nnw": 337.5,
}  # fmt: skip
"""Degrees from north, clockwise, of a direction without its hyphens and '-ern'."""

_COMPASS = r"(?:north|south|east|west)(?:[\s-]?(?:north|south|east|west)){0,2}"
_DIRECTION = rf"(?P<dir>{_COMPASS}|[NSEW]{{1,3}})"
AFTER_DISTANCE = re.compile(
    rf"[\s,]*(?:\(?(?:away|inland|deep|outside|downstream|upstream|by\s+road|drive)\)?\s+)?"
    rf"(?:(?:(?:to|in)\s+the\s+)?(?:due\s+)?{_DIRECTION}\s+(?:of|from)|from|of|off|outside|inside|beyond|short\s+of|to)"
    r"\s+(?:what\s+(?:is|are)\s+(?:known\s+as|called)\s+)?(?:the\s+|its\s+)?(?:(?:nearest|closest|main|central|eastern|western|northern|southern)\s+)?"
    r"(?:[a-z-]+\s+){0,3}?(?:of\s+)?(?:the\s+)?[\"“‘']?$"
)
_CLOSE = (
    r"close\s+to|just\s+outside|on\s+the\s+outskirts\s+of|not\s+far\s+from|next\s+to|a\s+short\s+drive\s+from"
)
NEAR = re.compile(
    rf"\b(?:near(?:by)?(?:\s+to)?|{_CLOSE}|outside|on\s+the\s+(?:edge|fringes)\s+of|outskirts\s+of|"
    r"around|in\s+the\s+vicinity\s+of|the\s+(?:area|surroundings)\s+(?:of|around)|a\s+suburb\s+of|suburbs\s+of|"
    r"adjacent\s+to)"
    r"\s+(?:the\s+)?(?:(?:[a-z-]+\s+){0,3}(?:city|town|village|port|settlement|capital|hamlet|airport|base)\s+(?:of\s+)?)?[\"“‘']?$",
    re.IGNORECASE,
)
SAID_NEAR = re.compile(rf"\b(near|{_CLOSE})\s+(?:the\s+)?(?:[a-z-]+\s+){{0,3}}$", re.IGNORECASE)
"""What says of a subject that it is near the name after it; 'around' and 'outside' say less."""

SIDE_OF = re.compile(
    rf"(?:(?:to|in|on)\s+the\s+)?\b(?:just\s+|due\s+)?{_DIRECTION}\s+of\s+(?:the\s+)?"
    r"(?:(?:[a-z-]+\s+){0,2}(?:city|town|village|port|capital)\s+(?:of\s+)?)?$",
)
SAID_BESIDE = re.compile(rf"\b({_COMPASS})\s+of\s+(?:the\s+)?(?:[a-z-]+\s+){{0,3}}$", re.IGNORECASE)
"""What says on which side of the name after it a subject lies."""

PART_BEFORE = re.compile(
    rf"\b(?P<far>far[\s-])?(?P<part>{_COMPASS}(?:ern)?|central|northern|southern|eastern|western)(?:[-\s]central)?\s+$",
    re.IGNORECASE,
)
PART_OF = re.compile(
    rf"\b(?:the\s+)?(?:far\s+)?(?P<part>{_COMPASS}(?:ern)?|centre|center)(?:\s+(?:part|parts|half|end|areas?|regions?|corner|tip|side|coast))?\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
PART_AFTER = re.compile(
    rf"['’]s?\s+(?:far\s+)?(?P<part>{_COMPASS}(?:ern)?|centre|center)\b(?!\s+[A-Z])(?:\s+(?:part|regions?|areas?))?"
)
COAST = re.compile(r"\boff\s+(?:(?:the\s+)?(?:[a-z]+\s+)?coasts?\s+(?:of\s+)?(?:the\s+)?)?$", re.IGNORECASE)
AT_SEA = re.compile(
    r"\b(?:sea|waters|sank|sunk|capsized|drowned|anchored|adrift|drifting|ships?|boats?|vessels?|tankers?|trawlers?|"
    r"hijacked|intercepted|boarded|rescued|quake|earthquake)\s+(?:just\s+)?off\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What tells that 'off Norland' is at sea: 'cut off', 'took off' and 'set off' are none of it."""

COAST_AFTER = re.compile(r"(?:['’]s?)?\s+(?:[a-z]+\s+)?(?:coast|coastline|shores?)\b", re.IGNORECASE)
BETWEEN = re.compile(
    r"\b(?:(?P<cue>road|highway|motorway|route|railway|line|stretch|border|halfway|midway|somewhere|area|strip|corridor|fields?|villages?)\s+(?:[a-z]+\s+)?)?"
    r"between\s+(?:the\s+)?(?:(?:cities|towns|villages|regional\s+capitals)\s+of\s+)?$",
    re.IGNORECASE,
)
ROAD = re.compile(
    r"\b(?:road|highway|motorway|route|railway|rail\s+line|path|march|column)\s+(?:[a-z]+\s+)?from\s+(?:the\s+)?$",
    re.IGNORECASE,
)
RELATING = re.compile(
    r"(?:\b(?:of|near|to|from|outside|around|off|between|coast)|(?:north|south|east|west|central)(?:ern)?)"
    r"\s+(?:(?:the|city|town|village|port)\s+)?[\"“‘']?$|\b(?:city|town|village|port|settlement|capital|hamlet|airport|base)\s+$",
    re.IGNORECASE,
)
"""What the words before a name must end in for any of the patterns above to have a chance."""

RELATING_ENDS = (
    "of", "near", "to", "from", "outside", "around", "off", "between", "coast", "north", "south", "east",
    "west", "central", "ern", "the", "city", "town", "village", "port", "settlement", "capital",
    "hamlet", "airport", "base",
)  # fmt: skip
"""What the last of those words ends in: a quicker question to ask first."""


def bearing_of(direction: str) -> float | None:
    """Degrees from north, clockwise, of 'north-east', 'NNW' or 'south-western'; None for no direction."""
    words = direction.lower().replace("-", "").replace(" ", "")
    return BEARINGS.get(words.removesuffix("ern"))
