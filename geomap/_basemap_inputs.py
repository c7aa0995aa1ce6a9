"""Reads what the basemap is built from: the gazetteer build's layers, and Natural Earth's finer outlines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from geomap._antimeridian import unwrapped
from geomap._basemap_disputes import CRIMEA, DISPUTED_PARTS, HELD, SAHARA_HELD
from geomap._basemap_names import Water, read_waters
from geomap.errors import MissingDataError

__all__ = ["read_inputs"]

_CRS = "OGC:CRS84"
_LEAST_CITY = 2000
_SAHARA = (-18.0, 20.0, -8.7, 27.66114131)
"""What Natural Earth gives Morocco of Western Sahara: south of the corner both have on the old boundary."""


def read_inputs(root: Path) -> tuple[dict[str, gpd.GeoDataFrame], list[Water]]:
    """What `geomap._basemap_build.build_basemap` takes, from the source tree at ``root``.

    Raises
    ------
    MissingDataError
        The gazetteer was not built; the message names the file and the cure.
    """
    areas = _read(root / "build" / "areas.fgb")
    nations = areas[areas["kind"] != "ADM1"].reset_index(drop=True)
    cities = _read(root / "build" / "cities.fgb")
    frames = {
        "countries": _countries(
            root / "gazetteer" / "node_modules" / "world-atlas" / "countries-10m.json", nations
        ),
        "admin1": _admin1(areas),
        "lakes": _read(root / "build" / "lakes.fgb"),
        "rivers": _read(root / "build" / "rivers.fgb"),
        "cities": cities[(cities["population"] >= _LEAST_CITY) | cities["capital"]][
            ["name", "population", "capital", "geometry"]
        ],
    }
    return frames, read_waters(root / "gazetteer" / "waters.csv")


def _read(path: Path, **options: Any) -> gpd.GeoDataFrame:
    if not path.exists():
        raise MissingDataError(f"{path}: missing: run python -m geomap.gazetteer.build first")
    frame: gpd.GeoDataFrame = pyogrio.read_dataframe(path, **options)
    return frame


def _polygons(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Valid single polygons; what is left of an outline that crossed itself keeps only its areas."""
    shapes = shapely.make_valid(frame.geometry.to_numpy(), method="structure", keep_collapsed=False)
    parts = frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=_CRS), crs=_CRS)
    parts = parts.explode(index_parts=False)
    return parts[(parts.geometry.geom_type == "Polygon") & ~parts.geometry.is_empty].reset_index(drop=True)


def _countries(path: Path, nations: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Natural Earth's finest outlines, each part given to the nation that holds it in the gazetteer."""
    whole = _read(path, layer="countries").set_crs(_CRS, allow_override=True)
    cut = gpd.GeoSeries([unwrapped(outline) for outline in whole.geometry], index=whole.index, crs=_CRS)
    fine = _polygons(_sahara_parted(whole.set_geometry(cut)))
    points = fine.geometry.representative_point().to_numpy()
    tree = shapely.STRtree(nations.geometry.to_numpy())
    owners = np.full(len(fine), -1)
    inside = tree.query(points, predicate="within")
    owners[inside[0]] = inside[1]
    lost = np.flatnonzero(owners < 0)
    owners[lost] = tree.nearest(points[lost])
    fine["part"] = fine["name"].fillna("")
    fine["name"] = nations["name"].to_numpy()[owners]
    for part, holder in HELD.items():
        fine.loc[fine["part"] == part, "name"] = holder
    fine["disputed"] = [DISPUTED_PARTS.get(part, "") for part in fine["part"]]
    # Natural Earth draws the peninsula as held; the gazetteer gives it to Ukraine.
    fine.loc[(fine["part"] == "Russia") & (fine["name"] == "Ukraine"), "disputed"] = CRIMEA
    return fine[["name", "part", "disputed", "geometry"]]


def _sahara_parted(countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The countries with what Morocco holds of Western Sahara as a part by itself."""
    morocco = countries["name"] == "Morocco"
    held = countries[morocco].copy()
    whole = held.geometry.to_numpy()
    south = shapely.clip_by_rect(whole, *_SAHARA)
    held = held.set_geometry(gpd.GeoSeries(south, index=held.index, crs=_CRS)).assign(name=SAHARA_HELD)
    rest = countries.copy()
    rest.loc[morocco, rest.geometry.name] = shapely.difference(whole, shapely.box(*_SAHARA))
    return gpd.GeoDataFrame(pd.concat([rest, held], ignore_index=True), geometry="geometry", crs=_CRS)


def _admin1(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    admin1 = areas[areas["kind"] == "ADM1"].rename(columns={"country": "iso"})
    parts: gpd.GeoDataFrame = _polygons(admin1[["name", "iso", "geometry"]])
    parts["name"] = parts["name"].where(pd.notna(parts["name"]), "")
    return parts
