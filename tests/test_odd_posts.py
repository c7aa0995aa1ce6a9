"""What is odd about an input is kept, named in the manifest, and does not bend the map."""

from __future__ import annotations

import json
from pathlib import Path

import geomap

POSTS = (
    ("Lviv", "2022-02-17T10:00:00Z"),
    ("Uzhhorod", "2022-02-17T09:00:00Z"),
    ("Ternopil", "2052-02-17T08:00:00Z"),
)


def test_a_post_from_the_future_stretches_no_period(tmp_path: Path) -> None:
    """Two posts of one day and one of thirty years later: the map covers the one day, and says why."""
    page = tmp_path / "page.jsonl"
    posts = [
        {"heading": f"Water in {town}", "published": at, "text": f"Flooding hit {town}, the mayor said."}
        for town, at in POSTS
    ]
    record = {"id": "a", "title": "Floods", "publisher": "Valley Post", "posts": posts}
    page.write_text(json.dumps(record) + "\n", encoding="utf-8")
    geomap.build([page], tmp_path, stills=False)
    manifest = json.loads((tmp_path / "layers" / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(p.name for p in (tmp_path / "layers").iterdir() if p.is_dir()) == ["2022-02-17"]
    assert "2052" in json.dumps(manifest)
