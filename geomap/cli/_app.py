"""The application all commands hang on, the options they share, and how they speak to people."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from geomap import __version__

__all__ = [
    "Date",
    "Format",
    "Inputs",
    "JsonFlag",
    "Overlays",
    "app",
    "gazetteer_app",
    "show",
    "show_json",
    "tell",
]

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

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Overlays = Annotated[
    list[Path] | None,
    typer.Option("--gazetteer", help="Places of your own (CSV, GeoJSON, GeoPackage); they win over ours."),
]
Inputs = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")]
Format = Annotated[
    str | None,
    typer.Option(
        "--from",
        help="Read the inputs as this format: text, markdown, html, feed, json, jsonl, csv, tsv, xlsx, "
        "geojson, gpkg, parquet, pdf, docx or email.",
    ),
]
Date = Annotated[str | None, typer.Option("--date", help="Day of posts that carry no date, YYYY-MM-DD.")]


def tell(line: str) -> None:
    """A line for a person, on standard error."""
    sys.stderr.write(f"geomap: {line}\n")


def show(text: str) -> None:
    """A line of the answer, on standard output."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def show_json(value: Any) -> None:
    """The answer as JSON, on standard output."""
    show(json.dumps(value, ensure_ascii=False, indent=2))


def _show_version(*, value: bool) -> None:
    if value:
        show(f"geomap {__version__}")
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
