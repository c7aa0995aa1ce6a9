"""Build step: outlines of American counties, the Census Bureau's by way of the npm package us-atlas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyogrio
import shapely

from geomap.gazetteer._outlines import as_polygons, reach_m
from geomap.gazetteer._rows import Row

__all__ = ["county_outlines", "county_units", "give_county_outlines"]

_SIMPLIFY = 0.01
_STATE_DIGITS = 2


def county_units(folder: Path, states: Mapping[str, str]) -> dict[str, bytes]:
    """County ('US.FL.123') to outline (WKB); read in a process of its own, for it takes long.

    Parameters
    ----------
    states
        'US.FL' to 'Florida', as GeoNames has it; the Census numbers states otherwise.
    """
    path = folder / "us-atlas" / "counties-10m.json"
    named = pyogrio.read_dataframe(path, layer="states", columns=["id", "name"])
    by_name = {name: code for code, name in states.items() if code.startswith("US.")}
    code_of = {row.id: by_name[row.name] for row in named.itertuples() if row.name in by_name}
    counties = pyogrio.read_dataframe(path, layer="counties", columns=["id"])
    counties = counties[[number[:_STATE_DIGITS] in code_of for number in counties["id"]]].sort_values("id")
    whole = [as_polygons(outline) for outline in counties.geometry]
    simple = shapely.coverage_simplify(whole, _SIMPLIFY)
    return {
        f"{code_of[number[:_STATE_DIGITS]]}.{number[_STATE_DIGITS:]}": bytes(shapely.to_wkb(outline))
        for number, outline in zip(counties["id"], simple, strict=True)
    }


def county_outlines(units: Mapping[str, bytes]) -> dict[str, Any]:
    """The outlines of `county_units` in order; those that vanish when simplified are left out."""
    outlines = {code: as_polygons(shapely.from_wkb(unit)) for code, unit in units.items()}
    return {code: outline for code, outline in outlines.items() if not outline.is_empty}


def give_county_outlines(districts: Sequence[Row], outlines: Mapping[str, Any]) -> None:
    """Give those of ``districts`` that are American counties their outline."""
    for row in districts:
        outline = outlines.get(row.id.removeprefix("geonames:"))
        if outline is not None:
            row.shape, row.radius_m = outline, reach_m(outline)
            row.source = ("GeoNames; outline: US Census Bureau", "CC BY 4.0; public domain")
