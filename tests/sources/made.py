"""A small real file of every format, made afresh: what tests break, and what fuzzing starts from."""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

__all__ = ["MADE", "REPORT", "make_pdf"]

REPORT = (
    "Orlo Floods: Situation Report No. 4",
    "As of 17 March 2021, 18:00 UTC",
    "Water has reached the second floor of the school in Telva, and two boats carry",
    "people to the church. The road between Runa and Telva stays closed until noon.",
)
TABLE = (
    ("date", "time", "lat", "lon", "location", "event_type", "text", "fatalities"),
    ("2021-03-17", "16:30", "45.5", "25.25", "Telva", "Shelling", "Shells hit a school in Telva.", "3"),
    ("2021-03-18", "09:05", "45.6", "25.5", "Runa", "Protest", "Dockers marched in Runa.", "0"),
)
LIVE = """12:30 GMT 17 March 2021
Dam holds, says ministry

The dam above Ormeno is holding, the minister for works told reporters.

11:05 GMT 17 March 2021
Villages told to leave

Two villages below the dam have been told to leave. Buses left Telva at two.
"""
UPDATES = [
    {
        "@type": "BlogPosting", "headline": "Dam holds", "datePublished": "2021-03-17T16:30:00+01:00",
        "articleBody": "<p>The dam above <b>Ormeno</b> holds.</p><ul><li>Two gates are shut</li></ul>",
        "author": {"@type": "Person", "name": "Ada Brandt"},
    },
    {
        "@type": "BlogPosting", "headline": "Villages leave", "datePublished": "2021-03-17T14:05:00Z",
        "articleBody": "Two villages were told to leave.\nBuses took them to Telva.",
    },
]  # fmt: skip


def _rows(mark: str) -> bytes:
    return "\n".join(mark.join(row) for row in TABLE).encode()


def _html() -> bytes:
    blog = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Floods: live"}
    script = json.dumps({**blog, "liveBlogUpdate": UPDATES})
    posts = "".join(
        f"<article><time datetime='2021-03-17T1{n}:30:00Z'>1{n}:30</time><h3>Gate {n} shut</h3>"
        f"<p>Gate {n} of the dam was shut in the afternoon.</p></article>"
        for n in range(4)
    )
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>Floods</title><script type='application/ld+json'>"
        f"{script}</script></head><body><main>{posts}</main></body></html>"
    ).encode()


def _feed() -> bytes:
    items = "".join(
        f"<item><title>Gate {n} shut</title><link>https://news.example/{n}</link>"
        f"<pubDate>Wed, 17 Mar 2021 16:3{n}:00 +0100</pubDate>"
        f"<description>&lt;p&gt;Gate {n} of the dam was shut.&lt;/p&gt;</description></item>"
        for n in range(3)
    )
    return f"<rss version='2.0'><channel><title>River</title>{items}</channel></rss>".encode()


def _json() -> bytes:
    message = {"date": "2021-03-17T10:00:00", "date_unixtime": "1615998600", "from": "Ada"}
    said = ["The dam holds. ", {"type": "bold", "text": "Two gates are shut."}]
    return json.dumps({"name": "River watch", "messages": [{**message, "text": said}]}).encode()


def _jsonl() -> bytes:
    posts = [{"heading": "Dam holds", "published": "2021-03-17T10:00:00Z", "text": "It holds."}]
    records = ({"id": "1", "text": LIVE, "published": "2021-03-17"}, {"title": "Floods", "posts": posts})
    return b"\n".join(json.dumps(record).encode() for record in records) + b"\n"


def _geojson() -> bytes:
    features = [
        {
            "type": "Feature", "geometry": {"type": "Point", "coordinates": [25.25, 45.5]},
            "properties": {"date": "2021-03-17", "name": "Shells hit a school in Telva."},
        },
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [[[25, 45], [26, 45], [26, 46], [25, 45]]]},
            "properties": {"date": "2021-03-18", "name": "Flooded."},
        },
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def make_pdf(pages: list[list[str]], columns: tuple[int, ...] = (40,), *, across: bool = False) -> bytes:
    """A PDF with a text layer, its lines set one under the other in ``columns`` (their left edges).

    ``across``: the file holds them line by line over all columns, as some programs write it.
    """
    import pypdf  # noqa: PLC0415  heavy
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject  # noqa: PLC0415

    writer = pypdf.PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(width=612, height=792)
        kinds = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        font = DictionaryObject({NameObject(key): NameObject(value) for key, value in kinds.items()})
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        high = -(-len(lines) // len(columns))
        placed = [(columns[n // high], 740 - 14 * (n % high), line) for n, line in enumerate(lines)]
        if across:
            placed.sort(key=lambda told: (-told[1], told[0]))
        shown = "".join(f"BT /F1 9 Tf 1 0 0 1 {x} {y} Tm ({line}) Tj ET " for x, y, line in placed)
        stream.set_data(shown.encode("latin-1"))
        page[NameObject("/Contents")] = stream
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _docx() -> bytes:
    import docx  # noqa: PLC0415  heavy

    document = docx.Document()
    document.add_heading("Orlo floods", 1)
    document.add_paragraph("The dam above Ormeno holds.")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "Telva"
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _xlsx() -> bytes:
    import openpyxl  # noqa: PLC0415  heavy

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in TABLE:
        sheet.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _parquet() -> bytes:
    import pyarrow as pa  # noqa: PLC0415  heavy
    import pyarrow.parquet as pq  # noqa: PLC0415

    buffer = BytesIO()
    table = pa.table({"id": ["1", "2"], "text": [LIVE, "The dam holds."], "published": ["2021-03-17"] * 2})
    pq.write_table(table, buffer)
    return buffer.getvalue()


def _gpkg() -> bytes:
    import geopandas as gpd  # noqa: PLC0415  heavy

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.gpkg")
        gpd.GeoDataFrame.from_features(json.loads(_geojson()), crs="OGC:CRS84").iloc[:1].to_file(
            path, driver="GPKG"
        )
        with sqlite3.connect(path) as base:
            base.execute("PRAGMA page_size = 1024")
        base.execute("VACUUM")
        base.close()
        return path.read_bytes()


def _pdf() -> bytes:
    return make_pdf([list(REPORT)])


def _email() -> bytes:
    mail = EmailMessage()
    mail["From"] = "Orlo Disaster Office <press@orlo.example>"
    mail["Subject"] = "Floods"
    mail["Date"] = "Wed, 17 Mar 2021 18:15:00 +0200"
    mail["Message-ID"] = "<7@orlo.example>"
    mail.set_content("\n\n".join(REPORT), cte="quoted-printable")
    mail.add_alternative(_html().decode(), subtype="html")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="map.png")
    # The library draws lots for them.
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"part-{number}")
    return mail.as_bytes()


MADE: Mapping[str, Callable[[], bytes]] = {
    "text": LIVE.encode,
    "markdown": f"---\ntitle: Floods\ndate: 2021-03-17\n---\n# Floods\n\n{LIVE}".encode,
    "html": _html, "feed": _feed, "json": _json, "jsonl": _jsonl, "geojson": _geojson,
    "csv": lambda: _rows(","), "tsv": lambda: _rows("\t"), "xlsx": _xlsx, "docx": _docx,
    "pdf": _pdf, "parquet": _parquet, "gpkg": _gpkg, "email": _email,
}  # fmt: skip
"""What makes the bytes of a file of each format."""
