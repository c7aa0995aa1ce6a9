"""The command line: parses, calls the pipeline, prints.

Exit codes: 0 done (a bad file among good ones is a warning), 1 refused or failed, 2 wrong usage.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from geomap import __version__
from geomap.errors import GeomapError, InputError

__all__ = ["app", "main"]

app = typer.Typer(
    name="geomap",
    help="Reads reporting and draws a map that can be answered for.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
gazetteer_app = typer.Typer(
    help="Ask the gazetteer, or make it.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(gazetteer_app, name="gazetteer")

_JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
_Overlays = Annotated[
    list[Path] | None,
    typer.Option("--gazetteer", help="Places of your own (CSV, GeoJSON, GeoPackage); they win over ours."),
]
_Inputs = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")]
_Format = Annotated[str | None, typer.Option("--from", help="Read the inputs as this format.")]
_Date = Annotated[str | None, typer.Option("--date", help="Day of posts that carry no date, YYYY-MM-DD.")]


def main() -> None:
    """Run the command line; every error a user can cause ends as one line and exit code 1."""
    try:
        app(standalone_mode=True)
    except GeomapError as error:
        _fail(str(error))
    except BrokenPipeError:
        # The reader of a pipe went away: nothing is wrong with us. Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        _tell("stopped; nothing half-written is left behind")
        sys.exit(128 + signal.SIGINT)


def _fail(message: str) -> None:
    _tell("error: " + " ".join(message.split()))
    sys.exit(1)


def _tell(line: str) -> None:
    sys.stderr.write(f"geomap: {line}\n")


def _print(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def _print_json(value: Any) -> None:
    _print(json.dumps(value, ensure_ascii=False, indent=2))


def _show_version(*, value: bool) -> None:
    if value:
        _print(f"geomap {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda value: _show_version(value=value),
            is_eager=True,
            help="Print the version and stop.",
        ),
    ] = False,
) -> None:
    pass


@app.command()
def build(
    inputs: _Inputs,
    *,
    out: Annotated[Path, typer.Option("--out", help="Folder that gets layers/ and maps/.")] = Path(),
    date: _Date = None,
    format_: _Format = None,
    title: Annotated[str | None, typer.Option(help="Title of the map.")] = None,
    since: Annotated[str | None, typer.Option(help="First day of the period, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day of the period, YYYY-MM-DD.")] = None,
    map_timezone: Annotated[str | None, typer.Option(help="Zone in which days are cut: Europe/Kyiv.")] = None,
    gazetteer: _Overlays = None,
    worldview: Annotated[str | None, typer.Option(help="Whose borders are drawn.")] = None,
    quotes: Annotated[str | None, typer.Option(help="Sentences kept in files: full, short or none.")] = None,
    keep_text: Annotated[
        bool | None, typer.Option("--keep-text", help="Write the documents' saved text out.")
    ] = None,
    focus: Annotated[str | None, typer.Option(help="Place the first view shows, or auto.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Keep only this category.")] = None,
    without: Annotated[list[str] | None, typer.Option(help="Leave this category out.")] = None,
    stale: Annotated[float | None, typer.Option(help="Hours until an unreported state fades.")] = None,
    min_confidence: Annotated[
        float | None, typer.Option(help="Places less sure than this are left open.")
    ] = None,
    settings_file: Annotated[
        Path | None, typer.Option("--settings", help="TOML file with these settings.")
    ] = None,
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
            "only": tuple(only) if only else None,
            "without": tuple(without) if without else None,
            "stale": stale,
            "min_confidence": min_confidence,
        },
        file=settings_file,
        environ=os.environ,
    )
    result = build_all(inputs, out, settings, overlays=gazetteer or (), strict=strict, tell=_tell)
    for _, message in result.refused:
        _tell(f"warning: {message}")
    drawn = sum(len(frame) for frame in result.layers.frames.values())
    _tell(
        f"{drawn} marks, {len(result.layers.unplaced)} not placed; wrote {out / 'layers'} and {result.page}"
    )


@app.command()
def places(
    file: Annotated[str, typer.Argument(help="JSONL file, or - for standard input.")] = "-",
    *,
    gazetteer: _Overlays = None,
    min_confidence: Annotated[
        float | None, typer.Option(help="Places less sure than this get no coordinates.")
    ] = None,
) -> None:
    """Recognise and place names: JSONL in ({"id","text","published"?,"spans"?}), JSONL out."""
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
            _print(line)
    for problem in problems:
        _tell(f"warning: {problem}")
    if problems:
        raise typer.Exit(1)


def _lines(file: str) -> Any:
    import contextlib  # noqa: PLC0415

    if file == "-":
        return contextlib.nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error


@app.command()
def locate(
    text: Annotated[str, typer.Argument(help="A place expression.")],
    *,
    as_json: _JsonFlag = False,
    gazetteer: _Overlays = None,
) -> None:
    """Say where an expression lies, how sure that is, and why."""
    from geomap.pipeline import locate as locate_text  # noqa: PLC0415
    from geomap.pipeline import open_gazetteer  # noqa: PLC0415

    location = locate_text(text, gazetteer=open_gazetteer(overlays=gazetteer or ()))
    if as_json:
        from geomap.places import location_feature  # noqa: PLC0415

        _print_json(location_feature(location))
        return
    from geomap.places import describe  # noqa: PLC0415

    for line in describe(location):
        _print(line)


@app.command()
def check(
    inputs: _Inputs,
    *,
    as_json: _JsonFlag = False,
    date: _Date = None,
    format_: _Format = None,
    gazetteer: _Overlays = None,
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
        raise InputError("; ".join(message for _, message in reading.refused) or "no input holds a document")
    claims = [claim for document in reading.documents for claim in check_document(document, gazetteer=lookup)]
    if as_json:
        _print_json([stage.claim_record(claim) for claim in claims])
    else:
        for claim in claims:
            _print(stage.describe_claim(claim))
        _print(f"{len(claims)} spatial claims")
    for _, message in reading.refused:
        _tell(f"warning: {message}")


@app.command("map")
def map_(
    layers: Annotated[Path, typer.Argument(help="A layers folder, as built or edited.")],
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder that gets index.html; maps/ beside the layers when left out."),
    ] = None,
) -> None:
    """Draw the page from layers, also after someone edited them."""
    from geomap import layers as stage  # noqa: PLC0415
    from geomap import maps  # noqa: PLC0415

    reading = stage.read_layers(layers)
    for problem in reading.problems:
        _tell(f"warning: {problem}")
    target = (out or layers.resolve().parent / "maps") / "index.html"
    maps.save_map(maps.build_map(reading.layers), target)
    _tell(f"wrote {target}")


@app.command()
def explain(
    out: Annotated[Path, typer.Argument(help="Folder a build wrote.")],
    event: Annotated[str, typer.Argument(metavar="ID", help="Id of an event or of a report.")],
    *,
    as_json: _JsonFlag = False,
) -> None:
    """Tell how an event came about: its reports, place, time and status."""
    from geomap import layers as stage  # noqa: PLC0415

    if as_json:
        _print_json(stage.explain_record(out, event))
        return
    for line in stage.explain(out, event):
        _print(line)


@gazetteer_app.command("info")
def gazetteer_info(*, as_json: _JsonFlag = False) -> None:
    """Tell what the gazetteer holds, from where, under which licence."""
    from geomap.pipeline import open_gazetteer  # noqa: PLC0415

    info = open_gazetteer().info()
    if as_json:
        _print_json(info)
        return
    for name, value in info.items():
        _print(f"{name}: {value}")


if __name__ == "__main__":
    main()
