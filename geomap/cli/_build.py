"""Commands that make and explain layers and maps: build, map, explain."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from geomap._speech import counted
from geomap.cli._app import Date, Format, Inputs, JsonFlag, Overlays, app, show, show_json, tell

__all__ = ["build", "explain", "map_"]


Tiles = Annotated[
    str | None,
    typer.Option(help="Raster tiles under the page, loaded from their host: OpenStreetMap.Mapnik."),
]
Url = Annotated[
    str | None,
    typer.Option(help="Where the map will be on the web: its tags and oembed.json name it whole."),
]
Language = Annotated[
    str | None,
    typer.Option(help="Language of the map's words: en, uk, ru or de. Readers can ask for another."),
]


@app.command()
def build(
    inputs: Inputs,
    *,
    out: Annotated[Path, typer.Option("--out", help="Folder that gets layers/ and maps/.")] = Path(),
    date: Date = None,
    format_: Format = None,
    title: Annotated[str | None, typer.Option(help="Title of the map.")] = None,
    since: Annotated[str | None, typer.Option(help="First day of the period, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day of the period, YYYY-MM-DD.")] = None,
    map_timezone: Annotated[str | None, typer.Option(help="Zone in which days are cut: Europe/Kyiv.")] = None,
    gazetteer: Overlays = None,
    decisions: Annotated[
        list[Path] | None,
        typer.Option(help="CSV of what a person decided; decisions.csv beside an input when left out."),
    ] = None,
    worldview: Annotated[
        str | None, typer.Option(help="Whose borders are drawn: un (the default) or ne.")
    ] = None,
    quotes: Annotated[str | None, typer.Option(help="Sentences kept in files: full, short or none.")] = None,
    keep_text: Annotated[
        bool | None, typer.Option("--keep-text", help="Write the documents' saved text out.")
    ] = None,
    focus: Annotated[str | None, typer.Option(help="Place the first view shows, or auto.")] = None,
    tiles: Tiles = None,
    url: Url = None,
    language: Language = None,
    only: Annotated[list[str] | None, typer.Option(help="Keep only this category; may be repeated.")] = None,
    without: Annotated[
        list[str] | None, typer.Option(help="Leave this category out; may be repeated.")
    ] = None,
    stale: Annotated[
        float | None, typer.Option(help="Hours until an unreported state fades; 72 when left out.")
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(help="Places less sure than this (0 to 1) are left open; 0.35 when left out."),
    ] = None,
    settings_file: Annotated[
        Path | None, typer.Option("--settings", help="TOML file with these settings.")
    ] = None,
    online: Annotated[
        bool,
        typer.Option(
            "--online",
            help="Allow the network: fetch addresses among the inputs, ask Nominatim for unknown places.",
        ),
    ] = False,
    no_stills: Annotated[
        bool, typer.Option("--no-stills", help="Leave out maps/index.png and index.svg.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="A file that cannot be read fails the build.")
    ] = False,
) -> None:
    """Build layers and a map from reporting."""
    from geomap.pipeline import build as build_all  # noqa: PLC0415  heavy
    from geomap.settings import load_settings, parse_day  # noqa: PLC0415

    settings = load_settings(
        {
            "date": parse_day(date) if date else None,
            "format": format_,
            "title": title,
            "since": parse_day(since) if since else None,
            "until": parse_day(until) if until else None,
            "map_timezone": map_timezone,
            "worldview": worldview,
            "quotes": quotes,
            "keep_text": keep_text,
            "focus": focus,
            "tiles": tiles,
            "url": url,
            "language": language,
            "only": tuple(only) if only else None,
            "without": tuple(without) if without else None,
            "stale": stale,
            "min_confidence": min_confidence,
        },
        file=settings_file,
        environ=os.environ,
    )
    result = build_all(
        inputs,
        out,
        settings,
        overlays=gazetteer or (),
        decisions=decisions,
        strict=strict,
        online=online,
        stills=not no_stills,
        tell=tell,
    )
    for name, why in result.refused:
        tell(f"warning: {name}: {why}")
    drawn = sum(len(frame) for frame in result.layers.frames.values())
    left = len(result.layers.unplaced)
    tell(f"{counted(drawn, 'mark')}, {left} not placed; wrote {out / 'layers'} and {result.page}")


@app.command("map")
def map_(
    layers: Annotated[
        Path, typer.Argument(help="A layers folder, as built or edited, or the folder a build wrote.")
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder that gets index.html; maps/ beside the layers when left out."),
    ] = None,
    tiles: Tiles = None,
    url: Url = None,
    language: Language = None,
) -> None:
    """Draw the page from layers, also after someone edited them."""
    from geomap import layers as stage  # noqa: PLC0415
    from geomap import maps  # noqa: PLC0415
    from geomap.maps import publish  # noqa: PLC0415

    reading = stage.read_layers(layers)
    for problem in reading.problems:
        tell(f"warning: {problem}")
    target = (out or layers.resolve().parent / "maps") / "index.html"
    page = maps.build_map(reading.layers, tiles=tiles, url=url, language=language or "en")
    maps.save_map(page, target)
    if url is not None:
        publish.embed(target, url=url, language=language or "en")
    tell(f"wrote {target}")


@app.command()
def explain(
    out: Annotated[Path, typer.Argument(help="Folder a build wrote.")],
    event: Annotated[str, typer.Argument(metavar="ID", help="Id of an event or of a report.")],
    *,
    as_json: JsonFlag = False,
) -> None:
    """Tell how an event came about: its reports, place, time and status."""
    from geomap import layers as stage  # noqa: PLC0415

    if as_json:
        show_json(stage.explain_record(out, event))
        return
    for line in stage.explain(out, event):
        show(line)
