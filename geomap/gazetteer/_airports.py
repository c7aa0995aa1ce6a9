"""Build step: airports and air bases that have a name, from the package airportsdata."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Sequence
from importlib import metadata, resources

from geomap.gazetteer._rows import Row

__all__ = ["airport_rows", "version"]

_SOURCE = ("airportsdata", "MIT")
_IS_BASE = re.compile(
    r"\b(?:Air Base|Airbase|Air Force Base|AFB|Naval Air Station|Air Station)\b", re.IGNORECASE
)
_IS_AIRPORT = re.compile(r"\b(?:Airport|Airfield|Aerodrome|Airstrip|Intl)$", re.IGNORECASE)
_INTERNATIONAL = re.compile(r" (?:New )?(?:International|Intl|Regional|Domestic|Municipal)\b", re.IGNORECASE)
_KIND_WORD = re.compile(r" (?:Airport|Airfield|Aerodrome|Airstrip|Air Base|Airbase)$", re.IGNORECASE)
_LARGE, _SMALL = 100, 70
_RADIUS_M = 2500.0
_SAME_M = 6000.0
_DEGREE_M = 111_195.0


def version() -> str:
    """Version of airportsdata."""
    return metadata.version("airportsdata")


def airport_rows(known: Sequence[Row]) -> list[Row]:
    """Rows of airports with a passenger code and of air bases; those near an airport ``known`` are left out.

    A name is found with its kind only ('Boryspil airport'), never bare: bare, it is the town. 'Kharkiv
    airport' is a form where the city has one airport alone, or one that is international.
    """
    table = resources.files("airportsdata").joinpath("airports.csv").read_text(encoding="utf-8")
    taken = [(row.lon, row.lat) for row in known if row.kind in {"AIRP", "AIRB"}]
    wanted = [
        fields
        for fields in csv.DictReader(table.splitlines())
        if (_IS_BASE.search(fields["name"]) or (fields["iata"] and _IS_AIRPORT.search(fields["name"])))
        and not _near(float(fields["lon"]), float(fields["lat"]), taken)
    ]
    of_city = Counter((fields["country"], fields["city"]) for fields in wanted if fields["iata"])
    large = Counter(
        (fields["country"], fields["city"]) for fields in wanted if "International" in fields["name"]
    )
    rows = []
    for fields in wanted:
        name, city = fields["name"].strip(), (fields["country"], fields["city"])
        is_base = _IS_BASE.search(name) is not None
        is_large = "International" in name
        short = _INTERNATIONAL.sub("", name)
        forms = [short] if short != name else []
        base = _KIND_WORD.sub("", short)
        forms += [f"{base} air base", f"{base} airbase"] if is_base else [f"{base} airport"]
        if fields["city"] and not is_base and (of_city[city] == 1 or (is_large and large[city] == 1)):
            forms += [f"{fields['city']} airport", f"{fields['city']} international airport"]
        rows.append(
            Row(
                id=f"airportsdata:{fields['icao'].lower()}",
                name=name,
                names=[form for form in dict.fromkeys(forms) if form.lower() != name.lower()],
                equal_names=True,
                kind="AIRB" if is_base else "AIRP",
                country=fields["country"],
                timezone=fields["tz"] or None,
                lon=round(float(fields["lon"]), 4),
                lat=round(float(fields["lat"]), 4),
                radius_m=_RADIUS_M,
                precision="site",
                prominence=_LARGE if is_large or is_base else _SMALL,
                source=_SOURCE,
            )
        )
    return rows


def _near(lon: float, lat: float, taken: Sequence[tuple[float, float]]) -> bool:
    reach = _SAME_M / _DEGREE_M
    return any(abs(lat - y) < reach and abs(lon - x) * math.cos(math.radians(lat)) < reach for x, y in taken)
