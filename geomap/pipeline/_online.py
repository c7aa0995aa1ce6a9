"""Names that documents speak of and the gazetteer lacks, asked of an online service if the user allows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import NetworkError, PlaceNotFoundError
from geomap.settings import Settings

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.online import OnlineGazetteer
    from geomap.model import Candidate, Document, Location, Place

__all__ = ["find_online", "learn_online", "locate_online", "online_service"]

_MOST_NAMES = 60
_LONGEST = 60


def online_service(settings: Settings | None = None) -> OnlineGazetteer:
    """The service that ``settings`` name, Nominatim's public one when None.

    ``online_domain`` may begin with ``http://``, for a service of one's own; others are asked over HTTPS.

    Raises
    ------
    InputError
        GeoNames is wanted and no user name is given.
    """
    from geomap.gazetteer.online import OnlineGazetteer, OnlineSettings  # noqa: PLC0415  the network

    settings = settings or Settings()
    scheme, _, domain = (settings.online_domain or "").rpartition("://")
    asked = OnlineSettings(
        provider="geonames" if settings.online_provider == "geonames" else "nominatim",
        domain=domain or None,
        scheme=scheme or "https",
        username=settings.online_username,
    )
    return OnlineGazetteer(
        replace(asked, cache=Path(settings.online_cache)) if settings.online_cache else asked
    )


def find_online(name: str, *, service: OnlineGazetteer | None = None) -> tuple[Candidate, ...]:
    """Places the service knows by ``name``, its best first: one polite request, answers kept for next time.

    Raises
    ------
    NetworkError
        The service cannot be reached, refuses, or answers with nonsense.
    """
    from geomap.model import Candidate  # noqa: PLC0415

    return tuple(Candidate(place=place, match="exact") for place in (service or online_service()).find(name))


def learn_online(
    documents: Iterable[Document],
    gazetteer: Gazetteer,
    *,
    service: OnlineGazetteer | None = None,
    tell: Callable[[str], None] = lambda _line: None,
) -> Gazetteer:
    """``gazetteer`` and what the service knows of the places that ``documents`` name and it lacks.

    Asked one by one, most often named first, 60 at most in a run; answers and their absence are kept for
    next time. A service that fails is told of once and asked no more: the names stay unplaced.

    Parameters
    ----------
    service
        Nominatim with its usual settings when None.
    """
    from geomap import places  # noqa: PLC0415  stages are imported when used

    counts: dict[str, int] = {}
    for document in documents:
        for mention in places.find_mentions(document, gazetteer):
            name = " ".join(mention.surface.split())
            if mention.literal and mention.location is None and len(name) <= _LONGEST:
                counts[name] = counts.get(name, 0) + 1
    wanted = [
        name for name in sorted(counts, key=lambda n: (-counts[n], n)) if not gazetteer.candidates(name)
    ]
    if not wanted:
        return gazetteer
    answers = _ask(wanted[:_MOST_NAMES], service or online_service(), tell)
    found = sum(bool(places) for places in answers.values())
    tell(f"{len(wanted)} names the gazetteer lacks, {len(answers)} asked online, {found} found")
    return gazetteer.learn(answers) if found else gazetteer


def locate_online(text: str, gazetteer: Gazetteer, *, service: OnlineGazetteer | None = None) -> Location:
    """Where ``text`` lies, asking the service for the whole of it when the gazetteer knows no such place.

    Raises
    ------
    NetworkError
        The service cannot be reached, refuses, or answers with nonsense.
    PlaceNotFoundError
        It knows no such place either.
    """
    from geomap import places  # noqa: PLC0415

    try:
        return places.locate(text, gazetteer)
    except PlaceNotFoundError:
        answer = (service or online_service()).find(text)
        if not answer:
            raise
        return places.locate(text, gazetteer.learn({text: answer}))


def _ask(
    names: Iterable[str], service: OnlineGazetteer, tell: Callable[[str], None]
) -> dict[str, tuple[Place, ...]]:
    answers = {}
    for name in names:
        try:
            answers[name] = service.find(name)
        except NetworkError as error:
            tell(f"warning: {error}: nothing more is asked online")
            break
    return answers
