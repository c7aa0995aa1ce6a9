"""What a person decided is followed, marked, and outlives a rebuild."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import geomap
from geomap.errors import InputError
from geomap.layerset import LAYER_NAMES

_PAGE = """# River crisis, live

2022-02-17 09:00 UTC

Shells hit a school in Kharkiv on Thursday, the mayor said.

2022-02-17 11:00 UTC

The army deployed tanks near Belgorod, the ministry said.

2022-02-17 12:00 UTC

Protesters gathered in Odesa on Thursday, police said.
"""


def _build(folder: Path, rows: str = "", **options: Any) -> geomap.BuildResult:
    folder.mkdir(exist_ok=True)
    (folder / "page.txt").write_text(_PAGE, encoding="utf-8")
    if rows:
        (folder / "decisions.csv").write_text(f"report,decision,value,by,at,note\n{rows}\n", encoding="utf-8")
    return geomap.build([folder], folder / "out", stills=False, **options)


def _marks(folder: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name in LAYER_NAMES:
        layer = json.loads((folder / "out" / "layers" / f"{name}.geojson").read_text(encoding="utf-8"))
        found |= {feature["properties"]["category"]: feature for feature in layer["features"]}
    return found


@pytest.fixture
def ids(tmp_path: Path) -> dict[str, str]:
    """Report ids by category, as a first build gives them."""
    _build(tmp_path / "first")
    return {category: feature["properties"]["id"] for category, feature in _marks(tmp_path / "first").items()}


def test_a_decided_place_is_where_the_event_is_drawn(tmp_path: Path, ids: dict[str, str]) -> None:
    """`place` moves the report; the feature says who decided."""
    _build(tmp_path / "again", f"{ids['protest']},place,Mykolaiv,desk,2022-02-18T09:00Z,wrong city")
    mark = _marks(tmp_path / "again")["protest"]["properties"]
    assert mark["place"] == "Mykolaiv"
    assert (mark["edited_by"], mark["edited_at"]) == ("desk", "2022-02-18T09:00:00Z")


def test_a_dropped_report_is_listed_and_not_drawn(tmp_path: Path, ids: dict[str, str]) -> None:
    """`drop` takes the mark off the map and says so in unplaced.csv."""
    _build(tmp_path / "again", f"{ids['protest']},drop,,desk,,")
    assert "protest" not in _marks(tmp_path / "again")
    listed = (tmp_path / "again" / "out" / "layers" / "unplaced.csv").read_text(encoding="utf-8")
    assert "dropped by desk (decisions.csv: line 2)" in listed


def test_merged_reports_are_one_event(tmp_path: Path, ids: dict[str, str]) -> None:
    """`merge` makes one event of two that the rules keep apart; the earlier id is kept."""
    result = _build(tmp_path / "again", f"{ids['protest']},merge,{ids['deployment']},desk,,")
    marks = _marks(tmp_path / "again")
    assert sum(len(frame) for frame in result.layers.frames.values()) == len(ids) - 1
    assert {feature["properties"]["id"] for feature in marks.values()} <= set(ids.values())
    merged = next(f["properties"] for f in marks.values() if f["properties"]["merged_ids"])
    assert merged["id"] == ids["deployment"]
    assert merged["merged_ids"] == ids["protest"]


def test_a_decided_status_holds_and_is_logged(tmp_path: Path, ids: dict[str, str]) -> None:
    """`status` sets the event's status from when it was decided."""
    _build(tmp_path / "again", f"{ids['deployment']},status,retracted,desk,2022-02-18T09:00Z,")
    mark = _marks(tmp_path / "again")["deployment"]["properties"]
    assert mark["status"] == "retracted"
    assert mark["status_log"].endswith("retracted 2022-02-18T09:00Z")


def test_rows_that_cannot_be_followed_are_named_and_the_rest_kept(
    tmp_path: Path, ids: dict[str, str]
) -> None:
    """A bad row is refused with its line; good rows hold; --strict refuses the build."""
    rows = f"r-000000000000,drop,,,,\n{ids['protest']},fly,,,,\n{ids['protest']},drop,,,,"
    result = _build(tmp_path / "again", rows)
    assert [name for name, _ in result.refused] == ["decisions.csv: line 3", "decisions.csv: line 2"]
    assert "no report has the id" in result.refused[1][1]
    assert "protest" not in _marks(tmp_path / "again")
    with pytest.raises(InputError, match=r"decisions\.csv: line 2: no report"):
        _build(tmp_path / "again", strict=True)


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    """One line names the file and the column."""
    (tmp_path / "mine.csv").write_text("id,what\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.csv: no column report, decision"):
        _build(tmp_path / "again", decisions=[tmp_path / "mine.csv"])
