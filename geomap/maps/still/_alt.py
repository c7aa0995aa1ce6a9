"""What a still shows, in words: counted from the data, nothing added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geomap.layerset import LayerSet
from geomap.maps.locale import Words
from geomap.maps.still._chosen import Item, Window

__all__ = ["alt_text"]

_MOST = 4
_KNOWN = frozenset({"site", "settlement", "near"})


def alt_text(
    layers: LayerSet, window: Window, items: Sequence[Item], words: Words, *, outside: int = 0
) -> str:
    """A few sentences: title and days, how many events, of what kind, how sure, and where most are.

    Parameters
    ----------
    items
        What can be seen.
    outside
        How many more there are that lie outside the picture.
    """
    parts = [
        # A day may end in a point of its own: 'г.'
        words(
            "Map: {title}, {days}.", title=layers.title, days=words.days(window.since, window.until)
        ).replace("..", "."),
        words.plural("It shows {count} event.", "It shows {count} events.", len(items)),
    ]
    if outside:
        parts.append(words.plural("{count} more lies outside it.", "{count} more lie outside it.", outside))
    if not items:
        return " ".join(parts)
    kinds = Counter(item.category for item in items)
    parts.append(
        words(
            "Most frequent: {kinds}.",
            kinds=_listed([(words.name("category", kind), count) for kind, count in _most(kinds)], words),
        )
    )
    statuses = Counter(item.status for item in items)
    parts.append(
        words(
            "How sure: {statuses}.",
            statuses=_listed(
                [(words.name("status", status), count) for status, count in _most(statuses)], words
            ),
        )
    )
    places = Counter(item.place for item in items if item.place and item.precision in _KNOWN)
    if places:
        parts.append(words("Places named most: {places}.", places=_listed(_most(places), words)))
    return " ".join(parts)


def _most(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]


def _listed(pairs: Sequence[tuple[str, int]], words: Words) -> str:
    return ", ".join(f"{name} ({words.number(count)})" for name, count in pairs)
