"""Commands about places: places, locate, check."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from geomap._speech import counted
from geomap.cli._app import Date, Format, Inputs, JsonFlag, Overlays, app, show, show_json, tell
from geomap.errors import InputError

__all__ = ["check", "locate", "places"]


@app.command()
def places(
    file: Annotated[str, typer.Argument(help="JSONL file, or - for standard input.")] = "-",
    *,
    gazetteer: Overlays = None,
    min_confidence: Annotated[
        float | None, typer.Option(help="Places less sure than this get no coordinates.")
    ] = None,
) -> None:
    """Recognise and place names: JSONL in and out.

    In: {"id","text","published"?,"publisher"?,"url"?,"spans"?}. Out: {"id","mentions":[...]}.
    """
    from geomap import places as stage  # noqa: PLC0415
    from geomap.pipeline import open_gazetteer  # noqa: PLC0415
    from geomap.settings import load_settings  # noqa: PLC0415

    settings = load_settings({"min_confidence": min_confidence}, environ=os.environ)
    lookup = open_gazetteer(settings, gazetteer or ())
    problems: list[str] = []
    with _lines(file) as lines:
        for line in stage.stream(
            lines, lookup, name=file, min_confidence=settings.min_confidence, problems=problems
        ):
            show(line)
    for problem in problems:
        tell(f"warning: {problem}")
    if problems:
        raise typer.Exit(1)


def _lines(file: str) -> Any:
    if file == "-":
        return contextlib.nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error


@app.command()
def locate(
    text: Annotated[
        str, typer.Argument(help="A place expression; put -- before one that begins with a minus.")
    ],
    *,
    online: Annotated[
        bool, typer.Option("--online", help="Ask Nominatim for a place the gazetteer lacks.")
    ] = False,
    as_json: JsonFlag = False,
    gazetteer: Overlays = None,
) -> None:
    """Say where an expression lies, how sure that is, and why."""
    from geomap.pipeline import locate as locate_text  # noqa: PLC0415
    from geomap.pipeline import locate_online, online_service, open_gazetteer  # noqa: PLC0415
    from geomap.settings import load_settings  # noqa: PLC0415

    lookup = open_gazetteer(overlays=gazetteer or ())
    if online:
        service = online_service(load_settings({}, environ=os.environ))
        location = locate_online(text, lookup, service=service)
    else:
        location = locate_text(text, gazetteer=lookup)
    if as_json:
        from geomap.places import location_feature  # noqa: PLC0415

        show_json(location_feature(location))
        return
    from geomap.places import describe  # noqa: PLC0415

    for line in describe(location):
        show(line)


@app.command()
def check(
    inputs: Inputs,
    *,
    as_json: JsonFlag = False,
    date: Date = None,
    format_: Format = None,
    gazetteer: Overlays = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for claims.html, with a map of each claim, and claims.json.")
    ] = None,
) -> None:
    """Hold every spatial claim of the inputs against the map."""
    from geomap import places as stage  # noqa: PLC0415
    from geomap import sources  # noqa: PLC0415
    from geomap.pipeline import check as check_document  # noqa: PLC0415
    from geomap.pipeline import open_gazetteer  # noqa: PLC0415
    from geomap.settings import parse_day  # noqa: PLC0415

    lookup = open_gazetteer(overlays=gazetteer or ())
    reading = sources.read_all(inputs, date=parse_day(date) if date else None, format=format_)
    if not reading.documents:
        raise InputError(
            "; ".join(f"{name}: {why}" for name, why in reading.refused) or "no input holds a document"
        )
    found = [
        (document.title or Path(document.source).name, claim)
        for document in reading.documents
        for claim in check_document(document, gazetteer=lookup)
    ]
    claims = [claim for _, claim in found]
    if out is not None:
        _write_sheet(out, found, stage)
    if as_json:
        show_json([stage.claim_record(claim) for claim in claims])
    else:
        for claim in claims:
            show(stage.describe_claim(claim))
        show(counted(len(claims), "spatial claim"))
    for name, why in reading.refused:
        tell(f"warning: {name}: {why}")


def _write_sheet(out: Path, found: list[tuple[str, Any]], stage: Any) -> None:
    from geomap._files import write_whole  # noqa: PLC0415  beside its only use

    page = stage.claim_sheet(found, "Spatial claims held against the map")
    records = [{"document": name, **stage.claim_record(claim)} for name, claim in found]
    write_whole(out / "claims.json", (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode())
    write_whole(out / "claims.html", page)
    tell(f"{out / 'claims.html'}: {counted(len(found), 'claim')}, each with its map")
