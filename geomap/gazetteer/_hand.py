"""Build step: the hand-kept files in ``gazetteer/``; their fields are told in its README."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely

from geomap.errors import InputError
from geomap.gazetteer._outlines import as_polygons, reach_m
from geomap.gazetteer._rows import CREDITS, Row

__all__ = ["admin1_forms", "country_facts", "read_table", "region_rows"]

_GENERIC = (
    "Oblast oblast Region region Province province Governorate Kray Krai Republic Rayon District State "
    "Municipality Oblisi Voblasc’ City Prefecture Muhafazat"
).split()
_FORMS = ("{} region", "{} Region", "{} province", "{} Province", "{} oblast", "{} Oblast", "{} governorate")
_COUNTRY_FORMS: Mapping[str, tuple[str, ...]] = {
    "US": ("state of {}", "State of {}", "{} state"),
    "AU": ("state of {}",),
    "IN": ("{} state", "state of {}"),
    "BR": ("state of {}", "{} state"),
    "MX": ("state of {}", "{} state"),
    "NG": ("{} state", "{} State"),
    "MM": ("{} state", "{} State"),
    "SD": ("{} state", "{} State"),
    "SS": ("{} state", "{} State"),
    "VE": ("{} state",),
    "MY": ("{} state",),
    "DE": ("state of {}",),
    "AT": ("state of {}",),
    "JP": ("{} Prefecture", "{} prefecture"),
    "GR": ("{} prefecture",),
    "CO": ("{} department", "{} Department"),
    "PE": ("{} department",),
    "BO": ("{} department",),
    "HT": ("{} department",),
    "HN": ("{} department",),
    "SV": ("{} department",),
    "GT": ("{} department",),
    "NI": ("{} department",),
    "FR": ("{} department",),
    "CH": ("canton of {}", "{} canton"),
    "IE": ("County {}", "Co {}", "Co. {}"),
    "KE": ("{} County", "{} county"),
    "LR": ("{} County", "{} county"),
    "HR": ("{} County", "{} county"),
    "HU": ("{} County", "{} county"),
    "RO": ("{} County", "{} county"),
    "SE": ("{} County", "{} county"),
    "NO": ("{} County", "{} county"),
    "EE": ("{} County", "{} county"),
    "RU": ("Republic of {}", "{} Republic", "{} Krai", "{} Krai", "{} territory"),
}


def read_table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields of each row of a CSV file. Raises `InputError` for a row of another width."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            if None in row or None in row.values():
                raise InputError(f"{path.name}:{reader.line_num}: not {len(reader.fieldnames or ())} fields")
            yield reader.line_num, row


def listed(text: str) -> list[str]:
    """The items of a field that holds several, separated by semicolons."""
    return [item.strip() for item in text.split(";") if item.strip()]


def country_facts(folder: Path, nations: Sequence[Row]) -> None:
    """Give ``nations`` the point, forms, abbreviations and demonyms of ``countries.csv``."""
    facts = {fields["code"]: fields for _, fields in read_table(folder / "countries.csv")}
    for row in nations:
        if row.country not in facts:
            continue
        fields = facts[row.country]
        row.lat, row.lon = float(fields["lat"]), float(fields["lon"])
        row.names = listed(fields["names"])
        row.abbreviations = listed(fields["abbreviations"])
        row.demonyms = listed(fields["demonyms"])
        row.names += [f"Republic of {row.name}"] if " " not in row.name else []


def admin1_forms(folder: Path, regions: Sequence[Row]) -> None:
    """Give admin-1 areas the usual English forms ('Donetsk region') and what ``admin1.csv`` adds."""
    facts = {fields["code"]: fields for _, fields in read_table(folder / "admin1.csv")}
    for row in regions:
        fields = facts.get(row.id.removeprefix("geonames:"), {})
        own = listed(fields.get("names", ""))
        bases = list(dict.fromkeys([row.name, _base(row.name), *own]))
        row.names = bases[1:]
        for base in bases:
            if base.split()[-1] not in _GENERIC and len(base.split()) <= 3:  # noqa: PLR2004  'Donetsk People's Republic'
                row.names += [
                    form.format(base) for form in (*_FORMS, *_COUNTRY_FORMS.get(row.country or "", ()))
                ]
        row.names = list(dict.fromkeys(row.names))
        row.abbreviations = listed(fields.get("abbreviations", ""))
        row.demonyms = listed(fields.get("demonyms", ""))


def region_rows(folder: Path, outlines: Mapping[str, Any]) -> list[Row]:
    """Rows of ``regions.csv``; ``outlines`` by country code, admin-1 code, and 'XX-name'."""
    rows = []
    for line, fields in read_table(folder / "regions.csv"):
        shape = _union(
            fields["members"].split() if ":" not in fields["members"] else [fields["members"]], outlines, line
        )
        if fields["lat"]:
            lat, lon = float(fields["lat"]), float(fields["lon"])
        elif shape is not None:
            lon, lat = shape.centroid.x, shape.centroid.y
        else:
            raise InputError(f"regions.csv:{line}: neither a point nor members")
        codes = (
            {member[:2] for member in fields["members"].split()} if ":" not in fields["members"] else set()
        )
        rows.append(
            Row(
                id=f"geomap:{fields['id']}",
                name=fields["name"],
                names=listed(fields["names"]),
                abbreviations=listed(fields["abbreviations"]),
                demonyms=listed(fields["demonyms"]),
                kind=fields["kind"],
                country=codes.pop() if len(codes) == 1 else None,
                lon=lon,
                lat=lat,
                radius_m=reach_m(shape) if shape is not None else 100_000,
                precision="region",
                prominence=int(fields["prominence"]),
                shape=shape,
                source=CREDITS["hand"],
            )
        )
    return rows


def _union(members: Sequence[str], outlines: Mapping[str, Any], line: int) -> Any:
    parts = []
    for member in members:
        if member.startswith("box:"):
            _, code, *edges = member.split(":")
            parts.append(shapely.intersection(outlines[code], shapely.box(*map(float, edges))))
        elif member.startswith("ne:"):
            parts.append(outlines["XX-" + member.removeprefix("ne:")])
        elif member in outlines:
            parts.append(outlines[member])
        else:
            print(f"regions.csv:{line}: no outline for {member!r}")
    return as_polygons(shapely.union_all(parts)) if parts else None


def _base(name: str) -> str:
    """``name`` without its generic word: 'Belgorod Oblast' gives 'Belgorod'."""
    words = [
        w for w in name.replace("’", "'").split() if w.replace("'", "’") not in _GENERIC and w not in _GENERIC
    ]
    return " ".join(words) or name
