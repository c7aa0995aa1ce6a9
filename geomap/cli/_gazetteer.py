"""Commands about the gazetteer: find, info, build, add."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli._app import JsonFlag, Overlays, gazetteer_app, show, show_json, tell
from geomap.errors import PlaceNotFoundError

if TYPE_CHECKING:
    from geomap.model import Candidate

__all__: list[str] = []


@gazetteer_app.command()
def find(
    name: Annotated[str, typer.Argument(help="A place's name, in any spelling.")],
    *,
    near: Annotated[str | None, typer.Option(help="A place's name: the nearest come first.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO code or name: only places in it.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="GeoNames feature code, or how one begins: PPL, ADM.")
    ] = None,
    online: Annotated[
        bool, typer.Option("--online", help="Ask Nominatim for a name the gazetteer lacks.")
    ] = False,
    as_json: JsonFlag = False,
    gazetteer: Overlays = None,
) -> None:
    """List the places a name may mean, and how it matched."""
    from geomap.pipeline import find_online, online_service, open_gazetteer  # noqa: PLC0415  heavy
    from geomap.settings import load_settings  # noqa: PLC0415

    lookup = open_gazetteer(overlays=gazetteer or ())
    found = lookup.find(name, near=near, country=country, kind=kind)
    if not found and online:
        found = find_online(name, service=online_service(load_settings({}, environ=os.environ)))
    if not found:
        raise PlaceNotFoundError(f"{name!r} names no place the gazetteer knows")
    if as_json:
        show_json([_record(candidate) for candidate in found])
        return
    for candidate in found:
        place = candidate.place
        where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
        show(
            f"{where}  {place.lat:.4f}, {place.lon:.4f}  {place.kind}"
            f"{f'  {place.population:,} people' if place.population else ''}"
            f"  {candidate.match}  {place.id}  ({place.source}, {place.licence})"
        )


def _record(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "place_id": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "radius_m": place.radius_m,
        "population": place.population,
        "match": candidate.match,
        "score": candidate.score,
        "source": place.source,
        "licence": place.licence,
    }


@gazetteer_app.command()
def info(*, as_json: JsonFlag = False) -> None:
    """Tell what the gazetteer holds, from where, under which licence."""
    from geomap.pipeline import open_gazetteer  # noqa: PLC0415

    told = open_gazetteer().info()
    if as_json:
        show_json(told)
        return
    for key, value in told.items():
        show(f"{key.replace('_', ' ')}:{_listed(value)}")


def _listed(value: Any) -> str:
    """A value after its name: short ones on the line, tables and lists a line each."""
    if isinstance(value, dict):
        return "".join(f"\n  {name}: {part}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return "".join(f"\n  {part}" for part in value)
    return f" {value:,}" if isinstance(value, int) else f" {value}"


@gazetteer_app.command()
def build(
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder of the index; the package's own when left out.")
    ] = None,
) -> None:
    """Compile the index from its inputs; needs a source tree that `make` has set up."""
    from geomap.pipeline import build_gazetteer  # noqa: PLC0415

    for name, size in build_gazetteer(out).items():
        tell(f"{name}: {size / 1e6:.1f} MB")


@gazetteer_app.command()
def add(
    file: Annotated[Path, typer.Argument(help="CSV file of your own places, made if need be.")],
    *,
    name: Annotated[str, typer.Option(help="The place's name.")],
    lat: Annotated[float, typer.Option(help="Latitude, degrees north.")],
    lon: Annotated[float, typer.Option(help="Longitude, degrees east.")],
    other_names: Annotated[str, typer.Option(help="Other spellings, ';' between them.")] = "",
    kind: Annotated[str, typer.Option(help="GeoNames feature code.")] = "PPL",
    country: Annotated[str, typer.Option(help="ISO 3166-1 alpha-2 code.")] = "",
    precision: Annotated[str, typer.Option(help="How well the point is known.")] = "settlement",
    source: Annotated[str, typer.Option(help="Where the coordinates come from.")] = "",
) -> None:
    """Add a checked row to a file that `--gazetteer` takes."""
    from geomap.gazetteer import add_place  # noqa: PLC0415

    place = add_place(
        file,
        name=name,
        lat=lat,
        lon=lon,
        other_names=other_names,
        kind=kind,
        country=country,
        precision=precision,
        source=source,
    )
    tell(f"added {place.name} ({place.id}) to {file}")
