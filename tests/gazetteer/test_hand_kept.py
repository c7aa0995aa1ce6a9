"""Every row of every hand-kept file: fields, ranges, source, licence, date, and lying where it says."""

from __future__ import annotations

import csv
import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest
import shapely

from geomap.gazetteer import Gazetteer
from geomap.gazetteer._keys import fold

_FOLDER = Path(__file__).parents[2] / "gazetteer"
_FILES = ("admin1", "boundaries", "countries", "formations", "lines", "names", "places", "regions", "waters")
_LICENCES = {"CC BY 4.0", "CC BY 3.0", "CC BY 3.0 IGO", "public domain", "MIT", "ISC"}
_KIND = re.compile(r"[A-Z][A-Z0-9]{1,5}")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Degrees beyond its country's outline that a place may lie: islets and harbours that the outline lacks.
_BEYOND = 0.35
# Bases on another country's ground, and islets that the outline leaves out.
_ABROAD = {"guantanamo", "akrotiri", "snake-island", "matsu", "white-island", "hunga-tonga", "pratas"} | {
    "futuna-vanuatu",
    "kastellorizo",
}


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _all(*names: str) -> list[object]:
    return [
        pytest.param(
            name,
            row,
            id=f"{name}-{row.get('id') or row.get('code') or row.get('place') or row.get('country')}",
        )
        for name in names
        for row in _rows(name)
    ]


@pytest.mark.parametrize(("name", "row"), _all(*_FILES))
def test_each_row_has_its_fields_source_licence_and_date(name: str, row: dict[str, str]) -> None:
    """No field too many or too few; where it comes from, under what licence, when it was checked."""
    assert None not in row
    assert None not in row.values()
    assert row["source"]
    assert row["licence"] in _LICENCES
    assert dt.date(2022, 1, 1) <= dt.date.fromisoformat(row["checked"])
    for value in row.values():
        assert value == value.strip()
        assert "\n" not in value


@pytest.mark.parametrize(("name", "row"), _all("formations", "places", "regions", "waters"))
def test_each_place_has_a_name_a_kind_and_a_point_on_earth(name: str, row: dict[str, str]) -> None:
    """Ids are short words, kinds look like GeoNames', coordinates and radii are in range."""
    assert _ID.fullmatch(row["id"])
    assert fold(row["name"])
    assert _KIND.fullmatch(row.get("kind", "PPL"))
    if row["lat"] or name != "regions":
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
    else:
        assert row["members"]
    if "radius_m" in row:
        assert 100 <= float(row["radius_m"]) <= 2_000_000
    if "radius_km" in row:
        assert 5 <= float(row["radius_km"]) <= 6000
    if "prominence" in row:
        assert 0 < int(row["prominence"]) <= 255


@pytest.mark.parametrize(("name", "row"), _all("places", "formations"))
def test_each_place_lies_in_its_country(gazetteer: Gazetteer, name: str, row: dict[str, str]) -> None:
    """The point is in the country the row names, or at its coast."""
    if not row["country"] or row["id"] in _ABROAD:
        return
    country = gazetteer.find(row["country"], country=row["country"], kind="PCLI") or gazetteer.find(
        _country_name(gazetteer, row["country"]), country=row["country"], kind="PCLI"
    )
    outline = gazetteer.polygon(country[0].place.id)
    if outline is None:
        return
    reach = max(_BEYOND, float(row["radius_m"]) / 111_195)
    assert outline.shape.distance(shapely.Point(float(row["lon"]), float(row["lat"]))) <= reach


@cache
def _names_by_code(gazetteer: Gazetteer) -> dict[str, str]:
    reader = gazetteer._reader
    places = [reader.place(row) for row in range(400)]
    return {place.country: place.name for place in places if place.kind == "PCLI" and place.country}


def _country_name(gazetteer: Gazetteer, code: str) -> str:
    return _names_by_code(gazetteer)[code]


@pytest.mark.parametrize(("name", "row"), _all("places", "regions", "waters", "lines"))
def test_each_row_is_found_by_each_of_its_names(gazetteer: Gazetteer, name: str, row: dict[str, str]) -> None:
    """What is kept by hand is in the index, under every name."""
    place = gazetteer.place(f"geomap:{row['id']}")
    assert place.name == row["name"]
    assert place.licence == row["licence"]
    others = [
        other for field in ("names", "abbreviations") for other in row.get(field, "").split(";") if other
    ]
    for other in (row["name"], *others):
        assert place.id in [c.place.id for c in gazetteer.candidates(other, limit=400)], other


@pytest.mark.parametrize(("name", "row"), _all("countries"))
def test_each_country_has_its_point_and_forms(gazetteer: Gazetteer, name: str, row: dict[str, str]) -> None:
    """The point of `countries.csv` is the country's, and its forms and demonyms lead to it."""
    found = gazetteer.find(
        row["names"].split(";")[0] or _country_name(gazetteer, row["code"]), kind="PCLI", limit=9
    )
    place = next(c.place for c in found if c.place.country == row["code"])
    assert (place.lat, place.lon) == pytest.approx((float(row["lat"]), float(row["lon"])), abs=1e-4)
    for form in [form for field in ("names", "abbreviations") for form in row[field].split(";") if form]:
        assert place.id in [c.place.id for c in gazetteer.candidates(form, limit=400)], form
    for word in row["demonyms"].split(";"):
        assert not word or gazetteer.demonym(word) is not None


@pytest.mark.parametrize(("name", "row"), _all("admin1"))
def test_each_admin1_row_belongs_to_an_area(gazetteer: Gazetteer, name: str, row: dict[str, str]) -> None:
    """The code is a known area's; its forms and abbreviations lead to it."""
    place = gazetteer.place(f"geonames:{row['code']}")
    assert place.kind == "ADM1"
    for form in [form for field in ("names", "abbreviations") for form in row[field].split(";") if form]:
        assert place.id in [c.place.id for c in gazetteer.candidates(form, limit=400)], form


@pytest.mark.parametrize(("name", "row"), _all("names"))
def test_each_corrected_name_leads_to_its_place(gazetteer: Gazetteer, name: str, row: dict[str, str]) -> None:
    """Added names find the place, dropped ones do not."""
    for form in [form for field in ("add", "abbreviations") for form in row[field].split(";") if form]:
        assert row["country"] in {c.place.country for c in gazetteer.candidates(form)}, form
    for form in filter(None, row["drop"].split(";")):
        assert row["place"] not in {c.place.name for c in gazetteer.candidates(form)}


@pytest.mark.parametrize(("name", "row"), _all("lines"))
def test_each_line_has_a_course_on_earth(gazetteer: Gazetteer, name: str, row: dict[str, str]) -> None:
    """Its exactness is told, its course lies in range and is no point."""
    line = gazetteer.line(f"geomap:{row['id']}")
    assert line is not None
    assert 0.1 < line.shape.length < 60
    west, south, east, north = line.shape.bounds
    assert -180 <= west <= east <= 180
    assert -60 <= south <= north <= 80
    assert 1000 <= float(row["exact_m"]) <= 50_000


@pytest.mark.parametrize("name", _FILES)
def test_no_id_stands_twice(name: str) -> None:
    """One row a place; ids stay for good."""
    ids = [row.get("id") or row.get("code") or row.get("layer") for row in _rows(name) if "place" not in row]
    assert len(ids) == len(set(ids))


def test_no_two_files_share_an_id() -> None:
    """All ids live in one space: geomap:id."""
    ids = [
        row["id"] for name in ("formations", "lines", "places", "regions", "waters") for row in _rows(name)
    ]
    assert len(ids) == len(set(ids))


def test_each_worldview_says_who_holds_each_territory() -> None:
    """A holder is an ISO code or nobody; every territory has a note or an obvious one."""
    rows = _rows("worldviews")
    assert rows[0]["territory"] == "title"
    for row in rows[1:]:
        assert row["kind"] in {"unit", "admin1"}
        assert re.fullmatch(r"[A-Z]{2}", row["un"])
        assert re.fullmatch(r"[A-Z]{2}|", row["ne"])


def test_the_readme_tells_of_each_file() -> None:
    """Fields, origin and refresh command stand beside the data."""
    text = (_FOLDER / "README.md").read_text(encoding="utf-8")
    for path in sorted(_FOLDER.glob("*.csv")):
        assert f"`{path.name}`" in text
        with path.open(encoding="utf-8") as file:
            for field in file.readline().strip().split(","):
                assert f"`{field}`" in text, (path.name, field)
