"""From inputs to layers and a map on disk."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geomap._files import check_folder
from geomap._progress import progress
from geomap._speech import counted
from geomap._turns import sole_writer
from geomap.errors import InputError
from geomap.layerset import LayerSet, Source, Unplaced
from geomap.pipeline._decisions import Decision, decide, decisions_beside, read_decisions, settle
from geomap.pipeline._online import learn_online, online_service
from geomap.pipeline._stages import locate, merge, open_gazetteer, read_reports
from geomap.settings import Settings

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.maps.still import Artist
    from geomap.model import Document, Report

__all__ = ["BuildResult", "build"]

_FEWEST_SHARED_WORDS = 2


@dataclass(frozen=True, kw_only=True)
class BuildResult:
    """What a build made.

    Attributes
    ----------
    layers
        The layers as written.
    refused
        Inputs that could not be read and decisions that could not be followed, each with its one-line reason.
    page
        The map's file.
    """

    layers: LayerSet
    refused: tuple[tuple[str, str], ...]
    page: Path


def _source(document: Document, noticed: Sequence[str]) -> Source:
    return Source(
        id=document.id,
        title=document.title,
        publisher=document.publisher,
        url=document.url,
        published=document.published,
        # The same files give the same manifest wherever they lie.
        name=document.source if "://" in document.source else Path(document.source).name,
        format=document.format,
        format_reason=document.format_reason,
        posts=len(document.posts),
        text_sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        notes=(*document.notes, *noticed),
    )


def _title(documents: Sequence[Document], settings: Settings) -> str:
    """The title asked for, else what most documents' titles begin with: 'Ukraine crisis', day by day."""
    if settings.title:
        return settings.title
    titles = [document.title.split() for document in documents if document.title]
    heads = Counter(tuple(words[:_FEWEST_SHARED_WORDS]) for words in titles)
    head, count = min(heads.items(), key=lambda pair: (-pair[1], pair[0]), default=((), 0))
    if 2 * count <= len(titles):
        return "Situation map"
    shared: list[str] = []
    for words in zip(*(words for words in titles if tuple(words[: len(head)]) == head), strict=False):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    return " ".join(shared).rstrip(",;:-\N{EN DASH} ")


def _focus(settings: Settings, gazetteer: Gazetteer) -> tuple[float, float, float, float] | None:
    if settings.focus == "auto":
        return None
    from shapely.geometry import shape  # noqa: PLC0415  heavy, and rarely asked for

    place = locate(settings.focus, gazetteer=gazetteer)
    west, south, east, north = shape(place.geometry).bounds
    margin = max(place.radius_m / 111_320 * 1.5, 0.1)
    return (west - margin, south - margin, east + margin, north + margin)


def _decisions(paths: Sequence[Path]) -> tuple[tuple[Decision, ...], tuple[tuple[str, str], ...]]:
    read = [read_decisions(path) for path in paths]
    return tuple(row for rows, _ in read for row in rows), tuple(
        fault for _, faults in read for fault in faults
    )


def build(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    settings: Settings | None = None,
    *,
    overlays: Sequence[Path] = (),
    decisions: Sequence[Path] | None = None,
    strict: bool = False,
    online: bool = False,
    stills: bool = True,
    tell: Callable[[str], None] = lambda _line: None,
) -> BuildResult:
    """Read ``inputs`` and write layers and map under ``out``.

    Parameters
    ----------
    inputs
        Files, folders or '-'; one or several.
    out
        Folder that gets ``layers/`` and ``maps/``.
    settings
        The defaults when None.
    overlays
        Gazetteer files of the user's own.
    decisions
        Files of what a person decided; those named ``decisions.csv`` beside the inputs when None.
    strict
        Refuse the whole build when one input cannot be read, or one decision not be followed.
    online
        Whether addresses among the inputs may be fetched (a copy of each is kept in ``out/fetched``) and
        names that the gazetteer lacks may be asked of Nominatim.
    stills
        Whether ``maps/index.png`` and ``index.svg`` are drawn beside the page.
    tell
        Called with a line for a person as the work goes on.

    Raises
    ------
    InputError
        No input could be read (one, when ``strict``), or none has a date.
    OutputError
        ``out`` cannot be written; what stood there is untouched.
    """
    from geomap.maps.still import Artist  # noqa: PLC0415

    with Artist() if stills else nullcontext() as artist:
        return _built(
            [inputs] if isinstance(inputs, str | Path) else inputs,
            Path(out),
            settings or Settings(),
            overlays,
            decisions,
            artist,
            tell,
            strict=strict,
            online=online,
        )


def _built(  # noqa: PLR0917  what `build` was told
    inputs: Sequence[str | Path],
    out: Path,
    settings: Settings,
    overlays: Sequence[Path],
    decisions: Sequence[Path] | None,
    artist: Artist | None,
    tell: Callable[[str], None],
    *,
    strict: bool,
    online: bool,
) -> BuildResult:
    from geomap import events, layers, maps, sources  # noqa: PLC0415

    check_folder(out)
    gazetteer = open_gazetteer(settings, overlays)
    focus = _focus(settings, gazetteer)
    reading = sources.read_all(
        inputs,
        date=settings.date,
        format=settings.format,
        online=online,
        keep=out / "fetched" if online else None,
        without=(out / "layers", out / "maps"),
    )
    if not reading.documents or (strict and reading.refused):
        raise InputError(
            "; ".join(f"{name}: {why}" for name, why in reading.refused) or "no input holds a document"
        )
    documents = reading.documents
    posts = sum(len(document.posts) for document in documents)
    tell(f"{counted(len(documents), 'document')}, {counted(posts, 'post')}")
    if online:
        gazetteer = learn_online(documents, gazetteer, service=online_service(settings), tell=tell)
    reports: list[Report] = []
    unplaced: list[Unplaced] = []
    for found in progress(read_reports(documents, gazetteer, settings), "documents", total=len(documents)):
        reports += found.reports
        unplaced += found.unplaced
    rows, ignored = _decisions(decisions_beside(inputs) if decisions is None else decisions)
    decided = decide(reports, rows, lambda words: locate(words, gazetteer=gazetteer))
    ignored += decided.refused
    if strict and ignored:
        raise InputError("; ".join(f"{where}: {why}" for where, why in ignored))
    reports, unplaced = list(decided.reports), [*unplaced, *decided.dropped]
    merged = merge(reports, documents, settings, together=decided.together)
    merged = replace(merged, events=settle(merged.events, rows))
    if rows:
        tell(f"{counted(len(rows), 'decision')} of a person's own followed")
    told = f"{counted(len(reports), 'report')} of {counted(len(merged.events), 'event')}"
    tell(f"{told}, {merged.since} to {merged.until}")
    noticed = events.notes_on(documents, merged.events)
    made = layers.make_layers(
        merged.events,
        since=merged.since,
        until=merged.until,
        timezone=merged.timezone,
        title=_title(documents, settings),
        worldview=settings.worldview,
        stale_h=settings.stale,
        sources=tuple(_source(document, noticed.get(document.id, ())) for document in documents),
        unplaced=tuple(unplaced),
        focus=focus,
        credits=gazetteer.info()["sources"],
    )
    _tell_of_background(made, settings, tell)
    refused = (*reading.refused, *ignored)
    made = replace(made, refused=refused)
    if artist is not None:
        artist.begin(made, settings.language)
    page = maps.build_map(made, tiles=settings.tiles, url=settings.url, language=settings.language)
    texts = {document.id: document.text for document in documents} if settings.keep_text else {}

    def draw(folder: Path) -> None:
        maps.save_map(page, folder / "index.html")
        if artist is not None:
            artist.write(folder)
        if settings.url is not None:
            from geomap.maps import publish  # noqa: PLC0415

            publish.embed(folder / "index.html", url=settings.url, language=settings.language)

    with sole_writer(out, lambda: tell(f"waiting for another build that is writing to {out}")):
        layers.write_layers(made, out, quotes=settings.quotes, texts=texts, beside={"maps": draw}, tell=tell)
    return BuildResult(layers=made, refused=refused, page=out / "maps" / "index.html")


def _tell_of_background(made: LayerSet, settings: Settings, tell: Callable[[str], None]) -> None:
    """Say so where most of a map lies folded away, before the days its posts were written on."""
    if settings.since is not None:
        return
    rows = [row for frame in made.frames.values() for row in frame[["background", "local_date"]].itertuples()]
    early = [str(row.local_date) for row in rows if row.background and row.local_date]
    if len(early) * 2 > len(rows):
        marks = counted(len(rows), "mark")
        tell(f"{len(early)} of {marks} tell of days before the posts; --since {min(early)} draws them too")
