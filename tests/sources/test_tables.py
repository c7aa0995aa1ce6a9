"""Tables: columns are recognised, and what a row says outright is kept."""

import datetime as dt
import json
import zipfile
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
from shapely.geometry import Point

from geomap.errors import InputError
from geomap.model import Given, Quantity
from geomap.sources import read, read_all

HEADER = (
    "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,country,admin1,location,"
    "latitude,longitude,geo_precision,source,notes,fatalities"
)
SHELLING = (
    "ORL1,2021-03-17,2021,1,Explosions/Remote violence,Shelling/artillery/missile attack,Blue Army,Orlo,"
    "Orlo North,Telva,45.5,25.25,1,River News,Shells hit a school in Telva.,3"
)
MARCH = (
    "ORL2,2021-03-15,2021,2,Protests,Peaceful protest,Dockers,Orlo,Orlo North,Runa,45.6,25.5,3,River News,"
    "Dockers marched.,0"
)
ACLED = f"{HEADER}\n{SHELLING}\n{MARCH}\n"


def _givens(path: Path) -> list[Given]:
    return [post.given for document in read(path) for post in document.posts if post.given]


def _write(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_acled_table_keeps_what_it_says(tmp_path: Path) -> None:
    """Coordinates, category, day, source, actor and figures are taken over."""
    first, second = _givens(_write(tmp_path, "a.csv", ACLED))
    assert (first.lon, first.lat, first.place, first.precision) == (25.25, 45.5, "Telva", "settlement")
    assert (first.category, first.category_told) == ("shelling", "Shelling/artillery/missile attack")
    assert (first.claimant, first.blamed, first.source_id) == ("River News", "Blue Army", "ORL1")
    assert first.quantities == (Quantity(minimum=3, maximum=3, unit="people killed", words="3"),)
    assert (first.start, first.end) == (
        dt.datetime(2021, 3, 17, tzinfo=dt.UTC), dt.datetime(2021, 3, 18, tzinfo=dt.UTC),
    )  # fmt: skip
    assert (second.time_precision, second.precision, second.category) == ("week", "region", "protest")


def test_the_mapping_is_shown(tmp_path: Path) -> None:
    """The manifest tells which column was taken for what."""
    (document,) = read(_write(tmp_path, "a.csv", ACLED))
    assert document.format_reason.startswith("ACLED table: lat=latitude, lon=longitude, date=event_date")


def test_a_row_s_text_is_its_notes(tmp_path: Path) -> None:
    """What the row tells in words is quoted."""
    (document,) = read(_write(tmp_path, "a.csv", ACLED))
    assert document.text == "Shells hit a school in Telva.\n\nDockers marched."


def test_timemap_columns_with_a_clock(tmp_path: Path) -> None:
    """Date and time columns make the minute; German semicolons are found out."""
    header = "id;description;date;time;location;latitude;longitude;associations"
    text = f"{header}\n1;Smoke.;17/03/2021;16:30;Telva;45,5;25,25;\n"
    (given,) = _givens(_write(tmp_path, "events.csv", text))
    assert given.start == dt.datetime(2021, 3, 17, 16, 30, tzinfo=dt.UTC)
    assert (given.time_precision, given.lon) == ("minute", 25.25)


def test_hxl_tags_name_the_columns(tmp_path: Path) -> None:
    """The row of hashtags goes before guesses from the header."""
    text = "Fecha\tSitio\tA\tB\n#date+start\t#loc+name\t#geo+lat\t#geo+lon\n2021-03-17\tTelva\t45.5\t25.25\n"
    (given,) = _givens(_write(tmp_path, "a.tsv", text))
    assert (given.place, given.lat, given.lon) == ("Telva", 45.5, 25.25)


def test_a_toml_beside_the_table_goes_first(tmp_path: Path) -> None:
    """Columns, words for categories, zone and order of dates as a person tells them."""
    _write(
        tmp_path, "a.toml",
        'publisher = "River News"\ntimezone = "Europe/Kyiv"\ndate_order = "mdy"\n'
        '[columns]\nlat = "N"\nlon = "E"\ncategory = "Soort"\n[categories]\n"luchtaanval" = "airstrike"\n',
    )  # fmt: skip
    path = _write(tmp_path, "a.csv", "date,time,N,E,Soort\n03/04/2021,16:30,45.5,25.25,Luchtaanval\n")
    (document,) = read(path)
    given = document.posts[0].given
    assert given
    assert given.category == "airstrike"
    assert given.start == dt.datetime(2021, 3, 4, 14, 30, tzinfo=dt.UTC)
    assert document.publisher == "River News"


def test_bad_rows_are_refused_by_number(tmp_path: Path) -> None:
    """The good rows are read."""
    path = _write(
        tmp_path, "a.csv",
        "date,lat,lon,text\n2021-03-17,45,25,One.\nsoon,45,25,Two.\n2021-03-17,95,25,Three.\n2021-13-40,1,1,Four.\n",
    )  # fmt: skip
    reading = read_all([path])
    assert [len(document.posts) for document in reading.documents] == [1]
    assert [message for _, message in reading.refused] == [
        "row 3: no date: 'soon'", "row 4: latitude out of range: 95", "row 5: no date: '2021-13-40'",
    ]  # fmt: skip


def test_a_table_of_something_else_is_refused_but_passed_over_in_a_folder(tmp_path: Path) -> None:
    """Named outright it is an error, found beside other inputs it is a note on them."""
    path = _write(tmp_path, "prices.csv", "fruit,price\napple,3\n")
    with pytest.raises(InputError, match=r"prices\.csv: a table without columns for a place"):
        read(path)
    assert read_all([tmp_path]).refused == ()


def test_xlsx_rows_are_read_with_their_dates(tmp_path: Path) -> None:
    """Cells that hold dates are dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Date", "Location", "Latitude", "Longitude", "Description"])
    sheet.append([dt.datetime(2021, 3, 17), "Telva", 45.5, 25.25, "The dam holds."])  # noqa: DTZ001  as Excel has it
    path = tmp_path / "a.xlsx"
    book.save(path)
    (given,) = _givens(path)
    assert (given.start, given.time_precision) == (dt.datetime(2021, 3, 17, tzinfo=dt.UTC), "day")


def test_geojson_features_keep_their_geometry(tmp_path: Path) -> None:
    """Points give coordinates, areas stay areas."""
    square = [[[25, 45], [26, 45], [26, 46], [25, 45]]]
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [25.25, 45.5]},
         "properties": {"date": "2021-03-17", "name": "Shelling"}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": square},
         "properties": {"date": "2021-03-17", "name": "Flood"}},
    ]  # fmt: skip
    collection = {"type": "FeatureCollection", "features": features}
    first, second = _givens(_write(tmp_path, "a.geojson", json.dumps(collection)))
    assert (first.lon, first.lat, first.geometry) == (25.25, 45.5, None)
    assert second.geometry is not None
    assert second.geometry.type == "Polygon"


def test_a_geopackage_in_another_crs_is_brought_to_degrees(tmp_path: Path) -> None:
    """Web Mercator metres become lon and lat."""
    frame = gpd.GeoDataFrame(
        {"date": ["2021-03-17"], "title": ["Dam holds"]}, geometry=[Point(25.25, 45.5)], crs="OGC:CRS84"
    ).to_crs(3857)
    path = tmp_path / "a.gpkg"
    frame.to_file(path, driver="GPKG")
    (given,) = _givens(path)
    assert (round(given.lon or 0, 6), round(given.lat or 0, 6)) == (25.25, 45.5)


def test_a_long_table_is_read_in_pieces(tmp_path: Path) -> None:
    """Each piece is a document named by its rows."""
    rows = "".join(f"2021-03-17,45,25,Gate {n} shut.\n" for n in range(6000))
    documents = read(_write(tmp_path, "a.csv", "date,lat,lon,text\n" + rows))
    assert [len(document.posts) for document in documents] == [5000, 1000]
    assert documents[1].source.endswith("a.csv:5002-6001")


def test_a_zip_bomb_in_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    """It is never unfolded."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
    with pytest.raises(InputError, match=r"bomb\.xlsx: a zip bomb, which unfolds to 47 MB, is refused"):
        read(path)


def test_a_damaged_spreadsheet_is_refused(tmp_path: Path) -> None:
    """A zip cut short is named as such."""
    buffer = BytesIO()
    openpyxl.Workbook().save(buffer)
    path = tmp_path / "a.xlsx"
    path.write_bytes(buffer.getvalue()[:2000])
    with pytest.raises(InputError, match=r"a\.xlsx: .*damaged zip"):
        read(path)


def test_rows_with_the_same_words_are_all_kept(tmp_path: Path) -> None:
    """Two rows that differ in place alone are two events."""
    text = "id,date,lat,lon,text\n1,2021-03-17,45,25,Shelling.\n2,2021-03-17,46,25,Shelling.\n"
    assert len(_givens(_write(tmp_path, "a.csv", text))) == 2


def test_cells_in_far_corners_make_no_table_of_billions(tmp_path: Path) -> None:
    """Two cells are a small file; the table between them would fill any memory."""
    path = tmp_path / "far.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "date", "x"
    book.save(path)
    assert read_all([path]).refused == ((str(path), "a sheet of 1048576 rows by 16384 columns is refused"),)


def test_a_tall_sheet_with_little_in_it_is_read_row_by_row(tmp_path: Path) -> None:
    """A stray cell at the bottom costs no more than the rows above it."""
    path = tmp_path / "tall.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for column, name, cell in (
        (2, "date", "2021-03-17"),
        (3, "lat", "45"),
        (4, "lon", "25"),
        (5, "text", "Dam"),
    ):
        sheet.cell(3, column, name)
        sheet.cell(4, column, cell)
    sheet.cell(1_000_000, 5, "stray")
    book.save(path)
    (document,) = read(path)
    assert document.posts[0].given is not None
    assert document.posts[0].given.lat == 45


@pytest.mark.parametrize(
    ("dates", "days", "noted"),
    [
        (("03/04/2021", "03/17/2021"), ("2021-03-04", "2021-03-17"), False),
        (("03/04/2021", "17/03/2021"), ("2021-04-03", "2021-03-17"), False),
        (("03/04/2021", "05/04/2021"), ("2021-04-03", "2021-04-05"), True),
        (("3/4/21 16:30", "3/17/21 09:15"), ("2021-03-04", "2021-03-17"), False),
        (("03.04.2021", "05.04.2021"), ("2021-04-03", "2021-04-05"), False),
    ],
)
def test_one_date_tells_the_order_of_all(
    tmp_path: Path, dates: tuple[str, str], days: tuple[str, str], *, noted: bool
) -> None:
    """Day and month of a column stand in one order; where no date tells which, that is said."""
    rows = "".join(f"{date},Telva,Shells fell.\n" for date in dates)
    (document,) = read(_write(tmp_path, "a.csv", f"date,place,notes\n{rows}"))
    starts = [post.given.start for post in document.posts if post.given and post.given.start]
    assert tuple(start.date().isoformat() for start in starts) == days
    assert any("day first" in note for note in document.notes) == noted


def test_figures_are_read_as_people_write_them(tmp_path: Path) -> None:
    """Groups of digits, ranges and 'or more' are figures; what is none is left out."""
    cells = {"1,200": (1200, 1200), "4.300": (4300, 4300), "10-15": (10, 15), "40+": (40, None), "some": None}
    rows = "".join(f'2021-03-17,Telva,"{cell}",Flood in Telva.\n' for cell in cells)
    givens = _givens(_write(tmp_path, "a.csv", f"date,place,deaths,notes\n{rows}"))
    told = [(q.minimum, q.maximum) for given in givens for q in given.quantities]
    assert told == [figures for figures in cells.values() if figures]


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("12°06'30\"N", "15°03'00\"E"), ("N12 06.5", "E15 03"), ("12.10833 N", "15,05° E"),
        ("12° 6′ 30″", "15° 3′"),
    ],
)  # fmt: skip
def test_degrees_are_read_as_people_write_them(tmp_path: Path, lat: str, lon: str) -> None:
    """Minutes and seconds, letters, signs of degrees."""
    row = ";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in ("2021-03-17", lat, lon, "Smoke."))
    (given,) = _givens(_write(tmp_path, "a.csv", f"date;lat;lon;notes\n{row}\n"))
    assert given.lon == pytest.approx(15.05, abs=1e-4)
    assert given.lat == pytest.approx(12.10833, abs=1e-4)


@pytest.mark.parametrize("cell", ["12 06", "12°75'N", "12.1E", "north", "N12N", "95°S"])
def test_what_are_no_degrees_is_refused(tmp_path: Path, cell: str) -> None:
    """A latitude is not guessed."""
    path = _write(tmp_path, "a.csv", f"date,lat,lon,notes\n2021-03-17,{cell},15,Smoke.\n")
    with pytest.raises(InputError, match=r"row 2: latitude"):
        read(path)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Datum;Ort;Breite;Länge;Beschreibung;Tote", "17.03.2021;Telva;45,5;25,25;Hochwasser;3"),
        (
            "Fecha;Municipio;Latitud;Longitud;Descripción;Fallecidos",
            "17/03/2021;Telva;45,5;25,25;Inundación;3",
        ),
        ("Jour;Commune;Latitude;Longitude;Texte;Morts", "17/03/2021;Telva;45.5;25.25;Crue;3"),
        ("Date of incident;City;Coordinates;Incident;Deaths", "17 Mar 2021;Telva;45.5, 25.25;Flood;3"),
        ("date;place;the_geom;notes;deaths", "2021-03-17;Telva;POINT (25.25 45.5);Flood;3"),
    ],
)
def test_columns_are_known_in_other_languages(tmp_path: Path, header: str, row: str) -> None:
    """Tables of authorities are rarely in English; figures and places are taken over all the same."""
    (given,) = _givens(_write(tmp_path, "a.csv", f"{header}\n{row}\n"))
    assert (given.place, given.lon, given.lat) == ("Telva", 25.25, 45.5)
    assert given.start == dt.datetime(2021, 3, 17, tzinfo=dt.UTC)
    assert [quantity.minimum for quantity in given.quantities] == [3]


def test_a_table_of_unknown_columns_says_what_helps(tmp_path: Path) -> None:
    """What was recognised is named, and how to name the rest."""
    path = _write(tmp_path, "a.csv", "date,qwe,rty\n2021-03-17,1,2\n")
    with pytest.raises(InputError, match=r"known of its columns are date=date; a TOML beside it"):
        read(path)


def test_of_two_actors_neither_is_blamed_for_a_clash(tmp_path: Path) -> None:
    """ACLED's first actor is one side of a battle, the marchers of a march, and who attacked in an attack."""
    clash = SHELLING.replace(
        "Explosions/Remote violence,Shelling/artillery/missile attack", "Battles,Armed clash"
    )
    assert [given.blamed for given in _givens(_write(tmp_path, "a.csv", f"{ACLED}{clash}\n"))] == [
        "Blue Army", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "category"),
    [
        ("Überschwemmung", "disaster"), ("Hochwasser", "disaster"), ("Séisme", "disaster"),
        ("Incendio forestal", "disaster"), ("Manifestation", "protest"), ("Evacuación", "evacuation"),
        ("Affrontements", "clash"),
    ],
)  # fmt: skip
def test_kinds_are_known_in_other_languages(tmp_path: Path, told: str, category: str) -> None:
    """Words of what happened stand for a category of ours."""
    (given,) = _givens(_write(tmp_path, "a.csv", f"date,place,type\n2021-03-17,Telva,{told}\n"))
    assert (given.category, given.category_told) == (category, told)


def test_a_row_of_no_words_is_kept(tmp_path: Path) -> None:
    """When and where are told outright: nothing is dropped because nobody said what."""
    (document,) = read(_write(tmp_path, "a.csv", "date,lat,lon\n2021-03-17,45.5,25.25\n"))
    assert document.text == "45.5, 25.25"
    assert [post.given.lat for post in document.posts if post.given] == [45.5]


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    """Offices write what a table is, and from when, above it; rows keep their numbers."""
    bad = "ORL3,2021-03-18,2021,1,x,y,z,Orlo,N,Telva,99,1,1,R,Fire.,0"
    text = f"Incidents in Orlo North,,\n\nUpdated 19 March 2021,,\n{ACLED}{bad}\n"
    reading = read_all([_write(tmp_path, "a.csv", text)])
    assert [post.given.source_id for post in reading.documents[0].posts if post.given] == ["ORL1", "ORL2"]
    assert [why for _, why in reading.refused] == ["row 7: latitude out of range: 99"]


@pytest.mark.parametrize(
    ("clock", "toml", "noted"),
    [
        ("16:30", "", True),
        ("16:30 GMT", "", False),
        ("", "", False),
        ("16:30", 'timezone = "Europe/Kyiv"\n', False),
    ],
)
def test_a_table_of_clocks_without_a_zone_says_so(
    tmp_path: Path, clock: str, toml: str, *, noted: bool
) -> None:
    """They are taken for UTC, and may be hours off."""
    if toml:
        _write(tmp_path, "a.toml", toml)
    (document,) = read(_write(tmp_path, "a.csv", f"date,time,place,notes\n2021-03-17,{clock},Telva,Smoke.\n"))
    assert any("read as UTC" in note for note in document.notes) == noted


def test_a_catalogue_of_earthquakes_is_read(tmp_path: Path) -> None:
    """Its only time tells day and clock; the magnitude is a figure."""
    text = (
        "time,latitude,longitude,depth,mag,magType,place,type\n"
        '2021-03-17T07:10:09.476Z,45.5,25.25,10,7.5,mww,"42 km NE of Telva, Orlo",earthquake\n'
    )
    (given,) = _givens(_write(tmp_path, "a.csv", text))
    assert (given.start, given.time_precision) == (
        dt.datetime(2021, 3, 17, 7, 10, 9, tzinfo=dt.UTC),
        "minute",
    )
    assert given.category == "disaster"
    assert given.quantities == (Quantity(minimum=7.5, maximum=7.5, unit="magnitude", words="7.5"),)


def test_a_clock_of_four_figures_is_read(tmp_path: Path) -> None:
    """As satellites' tables of fires have it."""
    (given,) = _givens(
        _write(tmp_path, "a.csv", "latitude,longitude,acq_date,acq_time\n45.5,25.25,2021-03-17,0518\n")
    )
    assert given.start == dt.datetime(2021, 3, 17, 5, 18, tzinfo=dt.UTC)
