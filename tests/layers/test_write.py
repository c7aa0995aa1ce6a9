"""What `write_layers` leaves on disk."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest

from geomap import layers as stage
from geomap.errors import InputError, OutputError
from geomap.layerset import LAYER_NAMES, LayerSet
from geomap.model import Time
from tests.layers.conftest import event, toy_layers


@pytest.fixture(scope="module")
def folder(layer_set: LayerSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The layers folder of the sample, written once."""
    return stage.write_layers(layer_set, tmp_path_factory.mktemp("built"))


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def _ids(path: Path) -> list[str]:
    return [feature["properties"]["id"] for feature in json.loads(path.read_bytes())["features"]]


def test_six_files_with_a_style_each_for_the_period_and_every_day(folder: Path) -> None:
    """A file with no feature is still written."""
    for place in (folder, *(folder / f"2031-05-0{day}" for day in (4, 5, 6, 7))):
        for name in LAYER_NAMES:
            assert (place / f"{name}.geojson").is_file()
            assert (place / f"{name}.qml").is_file()


def test_a_day_holds_what_stood_or_happened_on_it_in_the_maps_zone(folder: Path) -> None:
    """20:59 UTC on the 6th lasts until half past midnight on the 7th in Kyiv: it stands in both days."""
    assert _ids(folder / "2031-05-04/events.geojson") == ["r-0001", "r-0002"]
    assert _ids(folder / "2031-05-05/events.geojson") == ["r-0003"]
    assert _ids(folder / "2031-05-06/events.geojson") == ["r-0015"]
    assert _ids(folder / "2031-05-07/events.geojson") == ["r-0015"]


def test_a_state_stands_on_every_day_until_it_ends(folder: Path) -> None:
    """The deployment of the 4th is in each later day."""
    assert all(_ids(folder / f"2031-05-0{day}/deployments.geojson") == ["r-0006"] for day in (4, 5, 6, 7))


def test_background_is_in_the_whole_period_and_in_no_day(folder: Path) -> None:
    """The event of 1 May is kept, folded away."""
    assert "r-0014" in _ids(folder / "events.geojson")
    assert not any("r-0014" in path.read_text() for path in folder.glob("2031-*/events.geojson"))


def test_every_file_keeps_the_schema(folder: Path) -> None:
    """The schema beside the layers is JSON Schema and holds for each of them."""
    schema = json.loads((folder / "schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    for path in folder.rglob("*.geojson"):
        check.validate(json.loads(path.read_bytes()))


def test_bbox_holds_every_coordinate_west_to_east(folder: Path) -> None:
    """RFC 7946, section 5."""
    box = json.loads((folder / "events.geojson").read_bytes())["bbox"]
    assert box == [30.1235, 50.1235, 30.98765, 50.45679]


def test_outer_rings_run_counter_clockwise(folder: Path) -> None:
    """RFC 7946, section 3.1.6, by the shoelace formula."""

    def area(ring: list[list[float]]) -> float:
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2

    for path in folder.glob("*_areas.geojson"):
        for feature in json.loads(path.read_bytes())["features"]:
            for outer, *holes in feature["geometry"]["coordinates"]:
                assert outer[0] == outer[-1]
                assert area(outer) > 0
                assert all(area(hole) < 0 for hole in holes)


def test_two_runs_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """No clock, no random id, no order that depends on the run."""
    again = stage.write_layers(toy_layers(), tmp_path)
    assert _tree(again) == _tree(folder)


def test_the_manifest_lists_every_file_with_its_hash_and_no_folder_of_this_machine(folder: Path) -> None:
    """It says what went in and what came out."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    tree = _tree(folder)
    del tree["manifest.json"]
    assert manifest["files"] == {name: hashlib.sha256(tree[name]).hexdigest() for name in sorted(tree)}
    assert manifest["inputs"][0]["name"] == "toyland.txt"
    assert (manifest["timezone"], manifest["since"], manifest["until"]) == (
        "Europe/Kyiv",
        "2031-05-04",
        "2031-05-07",
    )
    assert manifest["counts"] == {
        "events": 5, "event_areas": 2, "deployments": 1, "deployment_areas": 1, "movements": 2, "counts": 2,
        "background": 1, "reports": 15, "unplaced": 3,
    }  # fmt: skip


def test_a_rebuild_removes_only_what_its_manifest_lists(tmp_path: Path, layer_set: LayerSet) -> None:
    """Days that fell out go, a person's own file stays."""
    folder = stage.write_layers(layer_set, tmp_path)
    own = folder / "2031-05-07" / "notes.txt"
    own.write_text("mine")
    stage.write_layers(toy_layers(until=layer_set.since), tmp_path)
    assert own.read_text() == "mine"
    assert [path.name for path in own.parent.iterdir()] == ["notes.txt"]
    assert not (folder / "2031-05-06").exists()


def test_a_file_of_somebody_else_in_the_way_is_refused(tmp_path: Path, layer_set: LayerSet) -> None:
    """A person's own events.geojson is not overwritten."""
    other = tmp_path / "layers" / "events.geojson"
    other.parent.mkdir()
    other.write_text("{}")
    with pytest.raises(OutputError, match=r"events\.geojson: stands in the way"):
        stage.write_layers(layer_set, tmp_path)
    assert other.read_text() == "{}"
    assert [path.name for path in tmp_path.rglob("*")] == ["layers", "events.geojson"]


def test_a_failure_half_way_leaves_the_old_result(
    tmp_path: Path, layer_set: LayerSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up while files are moved in: all old files stand, nothing else."""
    folder = stage.write_layers(layer_set, tmp_path)
    before = _tree(folder)
    replace, calls = Path.replace, []

    def fails_late(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == len(before) + 10:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails_late)
    with pytest.raises(OutputError, match="No space left"):
        stage.write_layers(toy_layers([]), tmp_path)
    monkeypatch.undo()
    assert _tree(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["layers"]


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path, layer_set: LayerSet) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        stage.write_layers(layer_set, tmp_path / "taken")


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/hosts", "a/../../b"])
def test_a_manifest_that_points_outside_is_refused(tmp_path: Path, layer_set: LayerSet, path: str) -> None:
    """Nobody can make a rebuild delete files elsewhere."""
    folder = tmp_path / "layers"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"files": {path: ""}}))
    with pytest.raises(InputError, match="outside its folder"):
        stage.write_layers(layer_set, tmp_path)


def test_a_feature_that_breaks_the_schema_is_refused(tmp_path: Path) -> None:
    """The message names layer, row, id and field; nothing is written."""
    layers = toy_layers([event(1), event(2)])
    layers.frames["events"].loc[1, "status"] = "rumoured"
    with pytest.raises(InputError, match=r"events: feature 2 \(r-0002\): status is 'rumoured'"):
        stage.write_layers(layers, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("length", "expected"),
    [("full", "Guns " * 39 + "Guns"), ("short", "Guns " * 24 + "Guns …"), ("none", None)],
)
def test_quotes_are_kept_as_far_as_allowed(tmp_path: Path, length: str, expected: str | None) -> None:
    """In the layers and in reports.jsonl alike."""
    told = toy_layers([event(1)]).reports["r-0001"][0]
    long = type(told)(
        **({name: getattr(told, name) for name in told.__struct_fields__} | {"quote": "Guns " * 39 + "Guns"})
    )
    folder = stage.write_layers(toy_layers([event(1, reports=(long,))]), tmp_path, quotes=length)
    feature = json.loads((folder / "events.geojson").read_bytes())["features"][0]
    line = json.loads((folder / "reports.jsonl").read_text().splitlines()[0])
    assert feature["properties"]["quote"] == expected
    assert line["quote"] == (expected or "")


def test_unplaced_csv_holds_no_formula(folder: Path) -> None:
    """A cell that begins with '=' gets an apostrophe."""
    assert "mention,'=Nowhere,no such name,d-1,,,\n" in (folder / "unplaced.csv").read_text()


def test_a_day_of_23_hours_is_cut_at_its_midnights(tmp_path: Path) -> None:
    """When clocks go forward on 28 March 2027 in Kyiv, the day ends an hour early."""
    import datetime as dt  # noqa: PLC0415

    def at(hour: int) -> Time:
        start = dt.datetime(2027, 3, 28, hour, 0, tzinfo=dt.UTC)
        return Time(start=start, end=start + dt.timedelta(minutes=1), precision="minute")

    layers = toy_layers(
        [event(1, time=at(20)), event(2, time=at(21))], since=dt.date(2027, 3, 28), until=dt.date(2027, 3, 29)
    )
    folder = stage.write_layers(layers, tmp_path)
    assert _ids(folder / "2027-03-28/events.geojson") == ["r-0001"]
    assert _ids(folder / "2027-03-29/events.geojson") == ["r-0002"]


def test_saved_texts_are_kept_when_asked(tmp_path: Path, layer_set: LayerSet) -> None:
    """Under a name that cannot leave the folder."""
    folder = stage.write_layers(layer_set, tmp_path, texts={"../d-1": "The saved text."})
    assert [(path.name, path.read_text()) for path in (folder / "texts").iterdir()] == [
        ("d-1.txt", "The saved text.")
    ]
