"""The wheel carries all it needs: no Node, no network, no source tree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LARGEST_WHEEL = 60_000_000

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sdist and wheel as `make wheel` packs them."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


def _one(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def test_wheel_holds_index_and_bundle(dist: Path) -> None:
    """The gazetteer, the basemap and the page's scripts are inside; training text and tests are not."""
    wheel = _one(dist, "*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "geomap/gazetteer/data/",
        "geomap/maps/assets/first.js",
        "geomap/maps/assets/page.js",
        "geomap/maps/assets/page.css",
    ):
        assert any(name.startswith(needed) for name in names), needed
    assert not [
        name for name in names if "/corpus/" in name or name.startswith(("tests/", "web/", "gazetteer/"))
    ]
    assert wheel.stat().st_size < LARGEST_WHEEL


def test_sdist_packs_into_the_same_wheel(dist: Path, tmp_path: Path) -> None:
    """From the sdist alone, without Node, comes a wheel with the same files."""
    subprocess.run(["tar", "-xzf", str(_one(dist, "*.tar.gz")), "-C", str(tmp_path)], check=True)
    source = _one(tmp_path, "geomap-*")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "again")],
        cwd=source,
        check=True,
        capture_output=True,
    )
    again, first = (zipfile.ZipFile(_one(folder, "*.whl")) for folder in (tmp_path / "again", dist))
    assert sorted(again.namelist()) == sorted(first.namelist())


def test_the_installed_wheel_builds_a_map(dist: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere, with its libraries but without the source tree, it goes from text to a page."""
    site = tmp_path / "site"
    zipfile.ZipFile(_one(dist, "*.whl")).extractall(site)
    text = tmp_path / "note.txt"
    text.write_text("River rises\n\nA flood hit Kharkiv on Thursday, the mayor said.\n", encoding="utf-8")
    code = "import geomap; print(geomap.__file__); from geomap.cli import main; main()"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            code,
            "build",
            str(text),
            "--date",
            "2022-02-17",
            "--out",
            str(tmp_path / "out"),
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(site) in done.stdout
    layer = json.loads((tmp_path / "out/layers/events.geojson").read_text(encoding="utf-8"))
    assert [f["properties"]["place"] for f in layer["features"]] == ["Kharkiv"]
    assert (tmp_path / "out/maps/index.html").exists()
