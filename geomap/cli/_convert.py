"""The command between layers and other tools' formats: convert."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli._app import app, tell

__all__: list[str] = []


@app.command()
def convert(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="Layers, a CSV of ACLED's or UCDP's shape, a TimeMap folder.")
    ],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="File or folder to write.")],
    *,
    to: Annotated[str | None, typer.Option(help="Format; by the suffix of OUT when left out.")] = None,
    quotes: Annotated[str, typer.Option(help="Sentences passed on: full, short or none.")] = "short",
    map_timezone: Annotated[str, typer.Option(help="Zone of days in a table that names none.")] = "UTC",
) -> None:
    """Convert between layers and other tools' formats."""
    from geomap.layers import convert as convert_layers  # noqa: PLC0415  heavy

    done = convert_layers(source, target, to=to, quotes=quotes, timezone=map_timezone, tell=tell)
    for problem in done.problems:
        tell(f"warning: {problem}")
    tell(f"{done.rows - done.lost} of {done.rows} rows to {', '.join(map(str, done.files))}")
    if done.loses:
        tell(f"this format loses: {done.loses}")
