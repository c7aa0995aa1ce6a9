"""What a person edited in place is never lost to a rebuild."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from geomap import layers as stage
from geomap.errors import OutputError
from geomap.layerset import LayerSet
from tests.layers.conftest import event, toy_layers

DAY = "2031-05-04/events.geojson"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Layers of one event, as built."""
    return stage.write_layers(_layers(1), tmp_path)


def _layers(number: int) -> LayerSet:
    return toy_layers([event(number)])


def _edit(path: Path, title: str) -> bytes:
    """Rename the first feature, as a person would; the bytes as saved."""
    value = json.loads(path.read_bytes())
    value["features"][0]["properties"]["title"] = title
    path.write_text(json.dumps(value, indent=2))
    return path.read_bytes()


def _manifest(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return value


def _rebuild(folder: Path, number: int = 2) -> list[str]:
    """Build again into the same folder; the lines told."""
    told: list[str] = []
    stage.write_layers(_layers(number), folder.parent, tell=told.append)
    return told


def test_an_edited_layer_is_kept_whole_and_named(folder: Path) -> None:
    """Layer and day file stand byte for byte beside the new ones; one line and the manifest say so."""
    whole = _edit(folder / "events.geojson", "Seen by hand")
    day = _edit(folder / DAY, "Seen on the day")
    (line,) = _rebuild(folder)
    assert (folder / "edited/events.geojson").read_bytes() == whole
    assert (folder / "edited" / DAY).read_bytes() == day
    assert b"Seen by hand" not in (folder / "events.geojson").read_bytes()
    assert str(folder / "edited/events.geojson") in line
    assert "\n" not in line
    assert [(record["name"], record["kept"]) for record in _manifest(folder)["edited"]] == [
        (DAY, f"edited/{DAY}"), ("events.geojson", "edited/events.geojson"),
    ]  # fmt: skip


def test_an_unedited_rebuild_keeps_nothing_and_says_nothing(folder: Path) -> None:
    """The manifest does not even mention it."""
    assert _rebuild(folder) == []
    assert not (folder / "edited").exists()
    assert "edited" not in _manifest(folder)


def test_a_second_edit_does_not_replace_the_first(folder: Path) -> None:
    """It gets a name of its own; both stay listed through further builds, which say nothing of them."""
    first = _edit(folder / "events.geojson", "First")
    _rebuild(folder)
    second = _edit(folder / "events.geojson", "Second")
    (line,) = _rebuild(folder, 3)
    assert "events-2.geojson" in line
    assert _rebuild(folder, 4) == []
    assert (folder / "edited/events.geojson").read_bytes() == first
    assert (folder / "edited/events-2.geojson").read_bytes() == second
    assert [record["kept"] for record in _manifest(folder)["edited"]] == [
        "edited/events.geojson", "edited/events-2.geojson",
    ]  # fmt: skip


def test_the_same_edit_is_kept_once(folder: Path) -> None:
    """Made again after a rebuild, it is found beside the layers already, and told of again."""
    _edit(folder / "events.geojson", "Seen by hand")
    _rebuild(folder)
    _rebuild(folder, 1)
    _edit(folder / "events.geojson", "Seen by hand")
    assert len(_rebuild(folder)) == 1
    assert [path.name for path in (folder / "edited").iterdir()] == ["events.geojson"]


def test_an_edit_of_a_day_that_is_no_longer_built_is_kept(folder: Path) -> None:
    """The period moves on, the day's folder goes, the edit stays."""
    edited = _edit(folder / DAY, "Seen on the day")
    stage.write_layers(_layers(1), folder.parent, days=False)
    assert not (folder / DAY).exists()
    assert (folder / "edited" / DAY).read_bytes() == edited


def test_a_failed_rebuild_leaves_the_edit_where_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edited file is not moved, nothing is put beside it."""
    edited = _edit(folder / "events.geojson", "Seen by hand")

    def fails(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OutputError, match="No space left"):
        _rebuild(folder)
    assert (folder / "events.geojson").read_bytes() == edited
    assert not (folder / "edited").exists()


def test_edits_still_on_their_way_into_the_geopackage_stop_the_build(folder: Path) -> None:
    """QGIS has it open: replacing the file under its log would lose the edits and spoil the new file."""
    (folder / "situation.gpkg-wal").write_bytes(b"frames")
    before = (folder / "events.geojson").read_bytes()
    with pytest.raises(OutputError, match="open in another program"):
        _rebuild(folder)
    assert (folder / "events.geojson").read_bytes() == before


@pytest.mark.parametrize("kept", ["../outside", "/etc/hosts", "events.geojson", None, 7])
def test_a_manifest_cannot_name_edits_elsewhere(folder: Path, kept: object) -> None:
    """Only what stands in the folder of edited files is listed again."""
    value = _manifest(folder) | {"edited": [{"name": "events.geojson", "kept": kept, "sha256": "0"}, "odd"]}
    (folder / "manifest.json").write_text(json.dumps(value))
    _rebuild(folder)
    assert "edited" not in _manifest(folder)
