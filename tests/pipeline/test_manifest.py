"""The manifest tells what each file was taken for and why, and what could not be read."""

from __future__ import annotations

import json
from pathlib import Path

import geomap
from tests.sources.made import MADE


def test_every_file_says_what_it_was_taken_for(tmp_path: Path) -> None:
    """Format and reason of each that was read, the one-line reason of each that was not."""
    folder = tmp_path / "in"
    folder.mkdir()
    for kind in ("text", "html", "feed", "csv", "geojson", "pdf", "jsonl"):
        (folder / f"a.{kind}").write_bytes(MADE[kind]())
    (folder / "page.txt").write_text(
        "12:30 GMT 17 March 2021\nFlood\n\nWater covered streets in Kherson, police said.\n", "utf-8"
    )
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (folder / "empty.txt").write_bytes(b"")
    built = geomap.build([folder], tmp_path / "out", stills=False)
    manifest = json.loads((tmp_path / "out" / "layers" / "manifest.json").read_text("utf-8"))
    told = {entry["name"]: (entry["format"], entry["format_reason"]) for entry in manifest["inputs"]}
    assert told["a.html"] == ("html", "HTML: a schema.org live blog of 2 updates")
    assert told["a.feed"] == ("feed", "RSS or Atom: 3 items")
    assert told["a.pdf"] == ("pdf", "PDF of 1 pages: a situation report: an 'as of' line")
    assert told["a.text"] == ("live", "2 posts with time stamps")
    assert told["a.csv"][1].startswith("a table of events: lat=lat, lon=lon, date=date")
    assert told["a.geojson"][1].startswith("a table of events: coordinates=geometry")
    assert told["a.jsonl:1"] == ("jsonl", "JSONL: 2 posts with time stamps")
    refused = {Path(name).name: why for name, why in built.refused}
    assert refused == {
        "empty.txt": "empty: no text in it",
        "picture.txt": "not a format read here: a picture",
    }
    assert [entry for entry in manifest["refused"] if "picture.txt" in json.dumps(entry)]
