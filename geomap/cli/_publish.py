"""Commands for the article: embed, still, brief, lint."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli._app import JsonFlag, app, show, show_json, tell
from geomap.errors import InputError

if TYPE_CHECKING:
    from geomap.layerset import LayerSet

__all__ = ["brief", "embed", "lint", "still"]

Layers = Annotated[Path, typer.Argument(help="A layers folder, or the folder a build wrote.")]
On = Annotated[str | None, typer.Option("--on", help="A day of the map, YYYY-MM-DD.")]
Language = Annotated[str, typer.Option("--language", help="en, uk, ru or de.")]


def _read(folder: Path) -> LayerSet:
    from geomap import layers as stage  # noqa: PLC0415  heavy

    reading = stage.read_layers(folder)
    for problem in reading.problems:
        tell(f"warning: {problem}")
    return reading.layers


def _day(text: str | None) -> dt.date | None:
    from geomap.settings import parse_day  # noqa: PLC0415

    return parse_day(text) if text else None


def _size(text: str) -> tuple[int, int]:
    parts = text.replace("x", ",").split(",")
    if len(parts) != 2 or not all(part.strip().isdigit() for part in parts):  # noqa: PLR2004  width and height
        raise InputError(f"size {text!r}: is no WIDTH,HEIGHT in pixels")
    return int(parts[0]), int(parts[1])


@app.command()
def still(
    layers: Layers,
    *,
    out: Annotated[Path, typer.Option("--out", help="File to write: .svg, .png, .pdf or .gif.")] = Path(
        "still.svg"
    ),
    on: On = None,
    since: Annotated[str | None, typer.Option(help="First day shown.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day shown.")] = None,
    size: Annotated[str, typer.Option(help="Width,height in pixels.")] = "1200,630",
    ratio: Annotated[float, typer.Option(help="Dots a pixel of a PNG.", min=0.5, max=4)] = 1.0,
    theme: Annotated[str, typer.Option(help="light, dark or print.")] = "light",
    language: Language = "en",
    predicted: Annotated[
        bool, typer.Option("--predicted", help="Draw what someone only expects, too.")
    ] = False,
    strip: Annotated[bool, typer.Option("--strip", help="A small map for each day, side by side.")] = False,
) -> None:
    """Draw a picture of a day or window; a text for people who cannot see it goes to standard output."""
    from geomap._files import write_whole  # noqa: PLC0415
    from geomap.maps import still as stills  # noqa: PLC0415  heavy

    if on is not None and (since is not None or until is not None):
        raise InputError("--on: names one day; leave --since and --until out")
    options = {
        "since": _day(on or since),
        "until": _day(on or until),
        "size": _size(size),
        "theme": theme,
        "language": language,
        "predicted": predicted,
    }
    read = _read(layers)
    if out.suffix.lower() == ".gif":
        write_whole(out, stills.animation(read, **options))  # type: ignore[arg-type]  # checked where they are used
        drawn = stills.draw(read, **options)  # type: ignore[arg-type]
    else:
        drawn = (stills.day_strip if strip else stills.draw)(read, **options)  # type: ignore[arg-type]
        stills.write_still(drawn, out, ratio=ratio)
    show(drawn.alt)
    if drawn.unshown and out.suffix.lower() != ".svg":
        tell(f"warning: {out}: has '…' for letters that its font lacks: {drawn.unshown}; an SVG keeps them")
    tell(f"wrote {out}")


@app.command()
def embed(
    page: Annotated[Path, typer.Argument(metavar="MAP", help="The page a build wrote, or its folder.")],
    *,
    url: Annotated[
        str | None, typer.Option(help="Where the page will be on the web; relative when left out.")
    ] = None,
    height: Annotated[int, typer.Option(help="Pixels until the page has told its height.", min=240)] = 640,
    script: Annotated[
        bool, typer.Option("--script", help="Add a listener that fits the frame's height.")
    ] = False,
    language: Language = "en",
) -> None:
    """Print the snippet for an article, and write oembed.json beside the page."""
    from geomap.maps import publish  # noqa: PLC0415

    snippet = publish.embed(page, url=url, height=height, script=script, language=language)
    show(snippet)
    if "<img" not in snippet:
        tell("warning: no index.png stands beside the page, so readers without scripts get a link alone")


@app.command()
def brief(layers: Layers, *, on: On = None, language: Language = "en", as_json: JsonFlag = False) -> None:
    """Tell what is new on a day, place by place, each line with who says so and where it stands."""
    from geomap.maps import publish  # noqa: PLC0415

    told = publish.brief(_read(layers), on=_day(on), language=language)
    if as_json:
        show_json(told.record)
    else:
        show(told.text)


@app.command()
def lint(
    layers: Layers,
    *,
    coarsen: Annotated[
        list[str] | None,
        typer.Option("--coarsen", help="Round places: an event's id or a category, =km to set how far."),
    ] = None,
    delay: Annotated[
        float | None, typer.Option(help="Leave out what was reported in the last hours.", min=0)
    ] = None,
    hide: Annotated[
        list[str] | None, typer.Option("--hide", help="Leave out an event's id or a category.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder that gets the layers with this applied.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Say what a desk should think of before it publishes; apply the answers into another folder."""
    from geomap.maps import publish  # noqa: PLC0415

    changed = bool(coarsen or hide or delay is not None)
    if changed and out is None:
        raise InputError("--out: name the folder for the changed layers; those read stay as they are")
    read = publish.cared(_read(layers), coarsen=coarsen or (), delay_h=delay, hide=hide or ())
    findings = publish.lint(read)
    if as_json:
        show_json([finding.record for finding in findings])
    else:
        for finding in findings:
            show(finding.line)
    if out is not None:
        from geomap import layers as stage  # noqa: PLC0415

        stage.write_layers(read, out, tell=tell)
        tell(f"wrote {out}")
    tell(f"{len(findings)} to think of")
