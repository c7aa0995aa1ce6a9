"""Which column of a table holds what: known shapes, guessed headers, a person's own TOML.

Source: ACLED codebook, UCDP GED codebook, TimeMap (Forensic Architecture), HXL 1.1 hashtags.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.sources._text import one_line

__all__ = ["FIELDS", "Columns", "guess_columns", "read_overrides"]

_NAMES: Mapping[str, str] = {
    "lat": "latitude lat y decimallatitude lat_dd ycoord y_coord latitude_wgs84 gps_lat breitengrad"
    " breite latitud latitudine actiongeo_lat",
    "lon": "longitude lon lng long x decimallongitude lon_dd xcoord x_coord longitude_wgs84 gps_lon"
    " laengengrad längengrad laenge länge longitud longitudine actiongeo_long",
    "coordinates": "coordinates coords latlong latlon lat_long lat_lon geo position geolocation gps"
    " location_wkt wkt geom_wkt geometry geom the_geom coordenadas coordonnées koordinaten coordinate",
    "date": "date event_date date_start start_date startdate incident_date date_of_incident date_of_event"
    " day when datum fecha datetime date_time occurred occurred_at timestamp event_datetime start begin tag"
    " giorno jour día dia acq_date sqldate data",
    "end": "date_end end_date enddate end until fecha_fin date_fin data_fine",
    "time": "time hour event_time time_of_day uhrzeit heure hora ora acq_time",
    "place": "location place city town settlement locality municipality village where place_name site "
    "location_name address where_coordinates ort gemeinde stadt commune ville lieu lugar municipio ciudad"
    " localidad comune luogo località plaats gemeente localité ubicación actiongeo_fullname",
    "admin1": "admin1 region oblast province state governorate adm_1 adm1 adm1_name admin_1"
    " bundesland provincia provincie departamento département région estado",
    "country": "country country_name adm0 adm0_name nation pays país pais paese",
    "text": "notes description desc text details summary comments comment narrative event_description body"
    " message what what_happened remarks observations info source_headline content beschreibung descripción"
    " descripcion descrizione descrição texte texto testo meldung remarques observaciones bemerkung"
    " commentaire",
    "heading": "title headline name event_name event incident subject titel titre título titulo titolo",
    "category": "sub_event_type event_type category type type_of_violence disorder_type incident_type"
    " kind category_full hazard art kategorie typ tipo categoría categoria catégorie",
    "claimant": "source source_name sources reported_by claimant source_article source_original"
    " quelle fuente fonte",
    "blamed": "actor1 perpetrator blamed side_a",
    "id": "event_id_cnty event_id id uid objectid relid incident_id key globaleventid",
    "url": "url link source_url source_link permalink sourceurl",
    "killed": "fatalities deaths killed dead best deaths_total fatal tote todesopfer morts décès"
    " muertos fallecidos morti mortos",
    "injured": "injured wounded injuries verletzte blessés heridos feriti feridos",
    "magnitude": "magnitude mag",
    "time_precision": "time_precision date_prec",
    "geo_precision": "geo_precision where_prec",
    "published": "published published_at reported date_reported report_date posted",
}
FIELDS: tuple[str, ...] = tuple(_NAMES)
_HXL = {
    "#geo+lat": "lat", "#geo+lon": "lon", "#date+start": "date", "#date+occurred": "date", "#date": "date",
    "#date+end": "end", "#loc+name": "place", "#loc": "place", "#adm1+name": "admin1", "#adm1": "admin1",
    "#country+name": "country", "#country": "country", "#description": "text", "#event+type": "category",
    "#crisis+type": "category", "#meta+source": "claimant", "#event+id": "id", "#meta+url": "url",
    "#affected+killed": "killed", "#affected+injured": "injured", "#date+reported": "published",
}  # fmt: skip
_FILE = "file"
"""Where the name of a person's TOML stands among what it says."""
_SHAPES = (
    ("ACLED", {"event_id_cnty", "event_date", "sub_event_type"}),
    ("UCDP GED", {"date_start", "date_prec", "where_prec", "best"}),
    ("TimeMap", {"description", "date", "location", "latitude", "longitude", "associations"}),
    ("TimeMap", {"description", "date", "location", "latitude", "longitude", "category_full"}),
)


@dataclass(frozen=True, kw_only=True)
class Columns:
    """A table's columns by field, the shape it was recognised as, and what a person told of it."""

    by_field: Mapping[str, str]
    shape: str | None = None
    categories: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        """Whether rows can be placed, or are texts with a day."""
        has = self.by_field.keys()
        if self.placed:
            return bool(has & {"date", "text", "heading", "category", "published"})
        return "text" in has and bool(has & {"date", "published"})

    @property
    def placed(self) -> bool:
        """Whether columns tell where something was."""
        has = self.by_field.keys()
        return {"lat", "lon"} <= has or "coordinates" in has or "place" in has

    def told(self) -> str:
        """The mapping for people: 'lat=latitude, date=event_date'."""
        return ", ".join(f"{name}={column}" for name, column in self.by_field.items())


def guess_columns(
    header: Sequence[str], tags: Sequence[str] = (), own: Mapping[str, Any] | None = None
) -> Columns:
    """The columns of a table with this ``header``.

    Parameters
    ----------
    tags
        The row below the header where it is one of HXL hashtags, else empty.
    own
        What a person's TOML says; it goes first.

    Raises
    ------
    InputError
        ``own`` names a column or a field that there is not.
    """
    keys = {_key(name): name for name in reversed(header) if name}
    found: dict[str, str] = {}
    for tag, column in zip(tags, header, strict=False):
        told = _HXL.get(re.sub(r"\s+", "", tag.lower()))
        if told:
            found.setdefault(told, column)
    taken = set(found.values())
    for name, words in _NAMES.items():
        if name in found:
            continue
        free = [keys[word] for word in words.split() if word in keys and keys[word] not in taken]
        if free:
            found[name] = free[0]
            taken.add(free[0])
    shape = next((name for name, needs in _SHAPES if needs <= keys.keys()), "HXL" if tags else None)
    own = own or {}
    for name, column in _table(own, "columns").items():
        if name not in FIELDS:
            raise InputError(f"{own.get(_FILE, 'columns')}: no field {name!r}: one of {' '.join(FIELDS)}")
        if column not in header:
            raise InputError(f"{own.get(_FILE, 'columns')}: no column {column!r} for {name}")
        found[name] = column
    categories = {key.lower(): value for key, value in _table(own, "categories").items()}
    settings = {key: value for key, value in own.items() if isinstance(value, str)}
    return Columns(by_field=found, shape=shape, categories=categories, settings=settings)


def _key(name: str) -> str:
    return re.sub(r"[^\w]+", "_", name.strip().lower()).strip("_")


def _table(own: Mapping[str, Any], name: str) -> dict[str, str]:
    table = own.get(name, {})
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise InputError(f"{own.get(_FILE, 'mapping')}: {name}: not a table of texts")
    return table


def read_overrides(path: Path) -> Mapping[str, Any]:
    """What the TOML beside a table says: ``data.toml`` for ``data.csv``, else ``columns.toml``; else empty.

    ``[columns]`` maps fields to columns, ``[categories]`` the table's words to categories; ``publisher``,
    ``timezone`` and ``date_order`` (``dmy`` or ``mdy``) stand above them.

    Raises
    ------
    InputError
        It is broken.
    """
    for beside in (path.with_suffix(".toml"), path.with_name("columns.toml")):
        if beside.is_file():
            try:
                return {_FILE: beside.name, **tomllib.loads(beside.read_text("utf-8"))}
            except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
                raise InputError(f"{beside.name}: {one_line(error)}") from None
    return {}
