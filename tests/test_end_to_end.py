"""The whole way, on the worked example: what is committed is what a build makes, byte for byte."""

from __future__ import annotations

import filecmp
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import geomap
from geomap.layerset import GEOMETRY_TYPES, LAYER_NAMES, PROPERTIES

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "ukraine-2022"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, built afresh."""
    out = tmp_path_factory.mktemp("example")
    geomap.build([EXAMPLE], out, stills=False)
    return out


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def _features(folder: Path) -> Iterator[dict[str, dict[str, object]]]:
    for name in LAYER_NAMES:
        yield from json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


def _same(one: Path, other: Path) -> None:
    assert _files(one) == _files(other) - {"README.md"}  # what layers/ holds is told beside them, by hand
    _, different, errors = filecmp.cmpfiles(one, other, sorted(_files(one)), shallow=False)
    assert not different
    assert not errors


@pytest.mark.parametrize("folder", ["layers", "maps"])
def test_what_is_committed_is_what_a_build_makes(built: Path, folder: str) -> None:
    """layers/ and maps/ are rebuilt byte for byte from the example's dispatches."""
    _same(built / folder, ROOT / folder)


def test_a_second_build_into_the_same_folder_changes_nothing(built: Path, tmp_path: Path) -> None:
    """The same input gives the same bytes, and no file of an earlier build is lost or left over."""
    shutil.copytree(built, tmp_path / "out")
    geomap.build([EXAMPLE], tmp_path / "out", stills=False)
    _same(built, tmp_path / "out")


def test_the_example_stays_small(built: Path) -> None:
    """What is committed of it is 5 MB at most."""
    assert sum((built / name).stat().st_size for name in _files(built)) < 5_000_000


def test_all_six_layers_stand_for_the_period_and_each_day(built: Path) -> None:
    """Eleven days, six files each, every one a feature collection of one geometry type."""
    folders = [built / "layers", *sorted(p for p in (built / "layers").iterdir() if p.is_dir())]
    assert [p.name for p in folders[1:]] == [f"2022-02-{day}" for day in range(14, 25)]
    for folder in folders:
        for name in LAYER_NAMES:
            collection = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))
            assert collection["type"] == "FeatureCollection"
            assert {f["geometry"]["type"] for f in collection["features"]} <= {GEOMETRY_TYPES[name]}


def test_every_mark_leads_back_to_its_sentence(built: Path) -> None:
    """Properties are those of the design, in order, and the quote stands in the dispatches' own text."""
    text = " ".join(" ".join(p.read_text(encoding="utf-8").split()) for p in sorted(EXAMPLE.glob("*.txt")))
    features = list(_features(built / "layers"))
    assert len(features) >= 25
    for feature in features:
        assert tuple(feature["properties"]) == PROPERTIES
        quote = str(feature["properties"]["quote"]).removesuffix("…").strip()
        assert " ".join(quote.split()) in text


def test_publisher_is_the_example_itself(built: Path) -> None:
    """Our own wording is never passed off as a newsroom's."""
    publishers = {str(f["properties"]["publisher"]) for f in _features(built / "layers")}
    assert len(publishers) == 1
    assert "example" in publishers.pop().casefold()


def test_the_case_is_on_the_map(built: Path) -> None:
    """The shelled town, the camps and the crossing that the case is known for are drawn."""
    places = {str(f["properties"]["place"]) for f in _features(built / "layers")}
    for name in ("Stanytsia Luhanska", "Valuyki", "Belgorod", "Prip", "Mariupol", "Chornobyl"):
        assert any(name in place for place in places), name


def test_manifest_tells_no_time_and_no_machine(built: Path) -> None:
    """Nothing in the manifest differs between two machines: no clock, no absolute path."""
    text = (built / "layers" / "manifest.json").read_text(encoding="utf-8")
    assert str(Path.home()) not in text
    assert str(built) not in text
    assert json.loads(text)["timezone"] == "Europe/Kyiv"
