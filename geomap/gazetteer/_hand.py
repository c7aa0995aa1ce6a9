"""Build step: the hand-kept files in ``gazetteer/``; their fields are told in its README."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from geomap.errors import InputError
from geomap.gazetteer._display import plain
from geomap.gazetteer._geonames import countries
from geomap.gazetteer._outlines import as_lines, as_polygons, joined, reach_m
from geomap.gazetteer._rows import Row

__all__ = [
    "FORMATION",
    "Holders",
    "admin1_display",
    "admin1_forms",
    "correct_names",
    "country_facts",
    "credit",
    "formation_rows",
    "hand_row",
    "line_rows",
    "listed",
    "place_rows",
    "read_table",
    "region_rows",
    "worldviews",
]

FORMATION = "UNIT"
"""Kind of a formation's garrison: no GeoNames code, and never among a name's candidates."""

_REGION_RADIUS_M = 100_000.0
_REGION_FROM_M = 50_000
_DISTRICT_FROM_M = 12_000
_LINE_PROMINENCE = 175
# Degrees within which two outlines are neighbours: their shared edge was simplified apart.
_TOUCH = 0.02
_CONTINENT_STEP = 0.05
# Where a country on two continents is cut: the western one, the eastern one, the meridian.
_TWO_CONTINENTS: Mapping[str, tuple[str, str, float]] = {"RU": ("EU", "AS", 60.0), "TR": ("EU", "AS", 29.1)}
_TOO_SMALL = frozenset({"VA", "XK"})

_GENERIC = (
    "Oblast oblast Region region Province province Governorate Kray Krai Republic Rayon District State "
    "County county Department Parish Division Canton Voivodeship Municipality Oblisi Voblasc’ City "
    "Prefecture Muhafazat"
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


_SHORT = {"Northern": "North", "Southern": "South", "Eastern": "East", "Western": "West"}


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


def admin1_display(folder: Path, names: Mapping[str, str]) -> dict[str, str]:
    """``names`` (by code) as they are shown: what ``admin1.csv`` says, else GeoNames' without its marks."""
    chosen = {fields["code"]: fields["display"] for _, fields in read_table(folder / "admin1.csv")}
    return {code: chosen.get(code) or plain(name, code[:2]) for code, name in names.items()}


def admin1_forms(folder: Path, regions: Sequence[Row], written: Mapping[str, str]) -> None:
    """Give admin-1 areas the usual English forms ('Donetsk region') and what ``admin1.csv`` adds.

    Parameters
    ----------
    written
        Code to the name as GeoNames writes it.
    """
    facts = {fields["code"]: fields for _, fields in read_table(folder / "admin1.csv")}
    for row in regions:
        fields = facts.get(row.id.removeprefix("geonames:"), {})
        own = listed(fields.get("names", ""))
        raw = written[row.id.removeprefix("geonames:")]
        bases = list(dict.fromkeys([row.name, _base(row.name), *own, raw, _base(raw)]))
        bases += [
            f"{_SHORT[word]} {rest}" for word, _, rest in (b.partition(" ") for b in bases) if word in _SHORT
        ]
        row.names = bases[1:]
        for base in bases:
            if base.split()[-1] not in _GENERIC and len(base.split()) <= 3:  # noqa: PLR2004  'Donetsk People's Republic'
                row.names += [
                    form.format(base) for form in (*_FORMS, *_COUNTRY_FORMS.get(row.country or "", ()))
                ]
        row.names = list(dict.fromkeys(row.names))
        row.abbreviations = listed(fields.get("abbreviations", ""))
        row.demonyms = listed(fields.get("demonyms", ""))


def hand_row(fields: Mapping[str, str], **more: Any) -> Row:
    """The row of a hand-kept place; ``more`` is what its file says in its own way."""
    given = {
        "id": f"geomap:{fields['id']}",
        "name": fields["name"],
        "names": listed(fields["names"]),
        "equal_names": True,
        "abbreviations": listed(fields.get("abbreviations", "")),
        "demonyms": listed(fields.get("demonyms", "")),
        "kind": fields.get("kind", FORMATION),
        "valid_from": fields.get("valid_from", ""),
        "valid_to": fields.get("valid_to", ""),
        "prominence": int(fields.get("prominence", 0)),
        "source": credit(fields),
    }
    return Row(**{**given, **more})


def region_rows(folder: Path, outlines: Mapping[str, Any]) -> list[Row]:
    """Rows of ``regions.csv``; ``outlines`` by country code, admin-1 code, and 'XX-name'."""
    rows = []
    for line, fields in read_table(folder / "regions.csv"):
        members = fields["members"]
        shape = _union([members] if ":" in members else members.split(), outlines, f"regions.csv:{line}")
        if fields["lat"]:
            lat, lon = float(fields["lat"]), float(fields["lon"])
        elif shape is not None:
            lon, lat = shape.centroid.x, shape.centroid.y
        else:
            raise InputError(f"regions.csv:{line}: neither a point nor members")
        codes = {member[:2] for member in members.split()} if ":" not in members else set()
        rows.append(
            hand_row(
                fields,
                country=codes.pop() if len(codes) == 1 else None,
                lon=lon,
                lat=lat,
                radius_m=reach_m(shape) if shape is not None else _REGION_RADIUS_M,
                precision="region",
                shape=shape,
            )
        )
    return rows


def place_rows(folder: Path) -> list[Row]:
    """Rows of ``places.csv``: villages and sites that GeoNames' 500 lacks."""
    return [
        hand_row(
            fields,
            country=fields["country"] or None,
            lon=float(fields["lon"]),
            lat=float(fields["lat"]),
            radius_m=float(fields["radius_m"]),
            precision=_site_precision(fields["kind"], float(fields["radius_m"])),
        )
        for _, fields in read_table(folder / "places.csv")
    ]


def line_rows(folder: Path, outlines: Mapping[str, Any], borders: Mapping[str, Any]) -> list[Row]:
    """Rows of ``lines.csv``: fronts, ceasefire lines and borders that go by a name."""
    rows = []
    for line, fields in read_table(folder / "lines.csv"):
        shape = _line(fields["path"], outlines, borders, f"lines.csv:{line}")
        middle = shape.interpolate(0.5, normalized=True)
        countries = fields["countries"].split()
        rows.append(
            hand_row(
                fields,
                country=countries[0] if len(countries) == 1 else None,
                lon=middle.x,
                lat=middle.y,
                radius_m=float(fields["exact_m"]),
                precision="line",
                prominence=_LINE_PROMINENCE,
                line=shape,
            )
        )
    return rows


def formation_rows(folder: Path) -> list[Row]:
    """Rows of ``formations.csv``: a formation stands where its garrison is; it is not found as a place."""
    return [
        hand_row(
            fields,
            country=fields["country"],
            lon=float(fields["lon"]),
            lat=float(fields["lat"]),
            radius_m=float(fields["radius_m"]),
            precision="near",
        )
        for _, fields in read_table(folder / "formations.csv")
    ]


def correct_names(folder: Path, cities: Sequence[Row]) -> set[str]:
    """Add, drop and choose names of GeoNames' places as ``names.csv`` says; the ids of those it names.

    Raises
    ------
    InputError
        There is no such place.
    """
    table = list(read_table(folder / "names.csv"))
    named: set[str] = set()
    wanted = {fields["place"] for _, fields in table}
    best: dict[tuple[str | None, str], Row] = {}
    by_population = sorted(cities, key=lambda c: c.population)
    for city in by_population:
        for name in wanted.intersection(city.names):
            best[city.country, name] = city
    for city in by_population:
        if city.name in wanted:
            best[city.country, city.name] = city
    for line, fields in table:
        if (fields["country"], fields["place"]) not in best:
            raise InputError(f"names.csv:{line}: no place {fields['place']!r} in {fields['country']}")
        city = best[fields["country"], fields["place"]]
        city.first_names += listed(fields["add"])
        dropped = set(listed(fields["drop"]))
        city.names = [name for name in city.names if name not in dropped]
        city.abbreviations += listed(fields["abbreviations"])
        if fields["display"]:
            city.names.insert(0, city.name)
            city.name = fields["display"]
            named.add(city.id)
    return named


def credit(fields: Mapping[str, str]) -> tuple[str, str]:
    """Source and licence of a hand-kept row, as the index gives them."""
    return "geomap" if fields["source"] == "hand" else fields["source"], fields["licence"]


def _site_precision(kind: str, radius_m: float) -> str:
    if radius_m >= _REGION_FROM_M:
        return "region"
    if radius_m >= _DISTRICT_FROM_M:
        return "district"
    return "settlement" if kind in {"PPL", "PPLX", "PPLW", "CMPRF", "ISL"} else "site"


def _line(path: str, outlines: Mapping[str, Any], borders: Mapping[str, Any], where: str) -> Any:
    how, _, rest = path.partition(":")
    if how == "border":
        return borders[rest]
    if how == "unit":
        return as_lines(outlines["XX-" + rest].boundary)
    if how in {"between", "units"}:
        a, b = (("XX-" + name if how == "units" else name) for name in rest.split(":"))
        near = shapely.intersection(outlines[a].boundary, shapely.buffer(outlines[b], _TOUCH))
        return as_lines(near)
    points = [tuple(map(float, pair.split())) for pair in path.split(";")]
    if len(points) < 2:  # noqa: PLR2004  a line has two ends
        raise InputError(f"{where}: not a line: {path!r}")
    return shapely.MultiLineString([points])


def _union(members: Sequence[str], outlines: Mapping[str, Any], where: str) -> Any:
    parts = []
    for member in members:
        if member.startswith("continent:"):
            parts.append(_continent(member.removeprefix("continent:"), outlines))
        elif member.startswith("box:"):
            _, code, *edges = member.split(":")
            west, south, east, north = map(float, edges)
            parts.append(shapely.intersection(outlines[code], shapely.box(west, south, east, north)))
        elif member.startswith("ne:"):
            parts.append(outlines["XX-" + member.removeprefix("ne:")])
        elif member in outlines:
            parts.append(outlines[member])
        elif member in _TOO_SMALL:
            continue
        else:
            raise InputError(f"{where}: no outline for {member!r}")
    return as_polygons(joined(parts)) if parts else None


def _continent(codes: str, outlines: Mapping[str, Any]) -> Any:
    """The countries of one continent or more ('NA+SA'), coarsely: a hundredth of the corners will do."""
    wanted = set(codes.split("+"))
    parts: list[Any] = []
    cut_off: list[Any] = []
    for iso, fact in sorted(countries().items()):
        outline = outlines.get(iso)
        if outline is None:
            continue
        if iso in _TWO_CONTINENTS:
            west, east, cut = _TWO_CONTINENTS[iso]
            for code, edges in ((west, (-180, -90, cut, 90)), (east, (cut, -90, 180, 90))):
                if code in wanted:
                    cut_off.append(shapely.intersection(outline, shapely.box(*edges)))
        elif fact["continentcode"] in wanted:
            parts.append(outline)
    whole = joined(parts) if parts else shapely.MultiPolygon()
    return shapely.simplify(shapely.union_all([whole, *cut_off]), _CONTINENT_STEP)


def _base(name: str) -> str:
    """``name`` without its generic word: 'Belgorod Oblast' gives 'Belgorod'."""
    words = [
        w for w in name.replace("’", "'").split() if w.replace("'", "’") not in _GENERIC and w not in _GENERIC
    ]
    return " ".join(words) or name


@dataclass(frozen=True)
class Holders:
    """A worldview: who holds which unit (`units`) and which admin-1 area (`admin1`), by its name."""

    title: str
    units: dict[str, str]
    admin1: dict[str, str]

    def meta(self) -> dict[str, Any]:
        """As it stands in the index; the build adds the shapes, and the rows of the admin-1 areas."""
        return {"title": self.title, "admin1": self.admin1}


def worldviews(folder: Path) -> dict[str, Holders]:
    """Worldview to its `Holders`, from ``worldviews.csv``; columns after ``kind`` are the worldviews."""
    rows = list(read_table(folder / "worldviews.csv"))
    views = [name for name in rows[0][1] if name not in {"territory", "kind", "note"}]
    found = {}
    for view in views:
        by_kind: dict[str, dict[str, str]] = {"title": {}, "unit": {}, "admin1": {}}
        for line, fields in rows:
            if fields["kind"] not in by_kind:
                raise InputError(f"worldviews.csv:{line}: kind is {fields['kind']!r}")
            by_kind[fields["kind"]][fields["territory"]] = fields[view]
        units = {"XX-" + name: holder for name, holder in by_kind["unit"].items()}
        found[view] = Holders(by_kind["title"]["title"], units, by_kind["admin1"])
    return found
