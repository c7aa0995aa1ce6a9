"""How a build joins the stages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import geomap


def test_what_a_build_wrote_is_not_read_by_the_next(tmp_path: Path) -> None:
    """A folder that holds its own map is built again from its reporting alone."""
    (tmp_path / "page.txt").write_text(
        "# Flood, live\n\n2023-06-06 09:00 UTC\n\nWater covered streets in Kherson, police said.\n",
        encoding="utf-8",
    )
    first = geomap.build([tmp_path], tmp_path, stills=False)
    again = geomap.build([tmp_path], tmp_path, stills=False)
    assert again.refused == ()
    assert again.layers.sources == first.layers.sources


def test_one_input_may_be_named_by_itself(tmp_path: Path) -> None:
    """A path as text is one input, not a row of letters; so is the folder to write."""
    path = tmp_path / "page.txt"
    path.write_text("Water covered streets in Kherson on 6 June 2023, police said.\n", encoding="utf-8")
    made = geomap.build(str(path), str(tmp_path / "out"), stills=False)
    assert [source.name for source in made.layers.sources] == ["page.txt"]
    assert made.page == tmp_path / "out" / "maps" / "index.html"


def test_a_build_says_when_most_of_it_lies_before_its_posts(tmp_path: Path) -> None:
    """A report that looks back leaves its marks folded away: the line names the day to begin with."""
    (tmp_path / "report.txt").write_text(
        "# Flood report\n\n30 June 2023\n\nOn 15 June 2023 shells hit a school in Kherson, police said.\n\n"
        "On 18 June 2023 two people were killed by shelling in Mykolaiv, the mayor said.\n",
        encoding="utf-8",
    )
    lines: list[str] = []
    geomap.build([tmp_path / "report.txt"], tmp_path / "a", stills=False, tell=lines.append)
    assert [line for line in lines if "--since 2023-06-15" in line]
    lines.clear()
    settings = geomap.Settings(since=dt.date(2023, 6, 15))
    geomap.build([tmp_path / "report.txt"], tmp_path / "b", settings, stills=False, tell=lines.append)
    assert not [line for line in lines if "--since" in line]
