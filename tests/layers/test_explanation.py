"""How an event came about, told again from a build's own files."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import msgspec
import pytest

from geomap import layers as stage
from geomap.errors import InputError
from geomap.layerset import LayerSet, Unplaced
from tests.layers.conftest import event, toy_layers


@pytest.fixture(scope="module")
def out(layer_set: LayerSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the sample."""
    folder = tmp_path_factory.mktemp("explained")
    stage.write_layers(layer_set, folder, days=False)
    return folder


def test_an_event_is_told_with_its_reports(out: Path) -> None:
    """Status, place, time, who says so, the sentence and where it stands."""
    text = "\n".join(stage.explain(out, "r-0001"))
    for piece in (
        "shelling 1 (r-0001, in events.geojson)",
        "claimed (claimed 2031-05-04T09:00Z)",
        "2031-05-04 13:00 in Europe/Kyiv",
        "Milltown, Westmark, TY: settlement, within 3000 m (toy:1)",
        "said by      army; mayor",
        "denied by    rebels",
        "“Guns were heard, says report 1.”",
        "place: Milltown (the only place of that name)",
        "characters 10 to 41 of d-1 (https://example.org/live)",
    ):
        assert piece in text


def test_the_record_is_plain_data(out: Path) -> None:
    """Properties, reports and the sources they stand in."""
    record = stage.explain_record(out / "layers", "r-0010")
    assert (record["layer"], record["event"]["quantity"]) == ("counts", 189)
    assert [report["id"] for report in record["reports"]] == ["r-0010"]
    assert record["sources"][0]["publisher"] == "The Toy Courier"


def test_an_event_that_is_not_on_the_map_is_told_too(out: Path) -> None:
    """Its reports are kept, and why it has no place."""
    text = "\n".join(stage.explain(out, "r-0012"))
    assert "r-0012: not on the map" in text
    assert "place: none (none is named)" in text


def test_a_merged_id_leads_to_the_event(tmp_path: Path) -> None:
    """Old links keep working."""
    stage.write_layers(toy_layers([event(1, merged_ids=("r-0008", "r-0009"))]), tmp_path, days=False)
    assert stage.explain_record(tmp_path, "r-0009")["id"] == "r-0001"


def test_an_unknown_id_is_refused_with_a_hint(out: Path) -> None:
    """The nearest ids are named."""
    with pytest.raises(InputError, match="no event or report 'r-00001'; did you mean r-0001"):
        stage.explain(out, "r-00001")


def test_a_report_of_a_day_is_told_without_an_hour(tmp_path: Path) -> None:
    """Noon stands for the day in the files; nobody said noon."""
    told = toy_layers([event(1)])
    reports = tuple(
        msgspec.structs.replace(report, published_precision="day") for report in told.reports["r-0001"]
    )
    stage.write_layers(dataclasses.replace(told, reports={"r-0001": reports}), tmp_path, days=False)
    (line,) = (line for line in stage.explain(tmp_path, "r-0001") if line.startswith("  report "))
    assert line.endswith("The Toy Courier, 2031-05-04")


def test_a_report_that_was_left_out_is_told_with_the_reason(tmp_path: Path) -> None:
    """What a person dropped is not unknown."""
    left = Unplaced(
        kind="report", what="r-0404", why="dropped by Anna (decisions.csv: line 2)", document="d-1"
    )
    stage.write_layers(toy_layers([event(1)], unplaced=(left,)), tmp_path, days=False)
    with pytest.raises(InputError, match=r"report r-0404 is in no event: dropped by Anna \(decisions\.csv"):
        stage.explain_record(tmp_path, "r-0404")
    with pytest.raises(InputError, match=r"no event or report 'r-001'; did you mean r-0001\?"):
        stage.explain_record(tmp_path, "r-001")
