"""Stills drawn beside a build: the same bytes, whether the process that should draw them lives or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.layerset import LayerSet
from geomap.maps.still import Artist, _artist
from geomap.maps.still._write import page_stills


@pytest.fixture(scope="module")
def drawn(layers: LayerSet) -> dict[str, bytes]:
    return page_stills(layers, language="de")


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_another_process_draws_the_same(layers: LayerSet, drawn: dict[str, bytes], tmp_path: Path) -> None:
    """What it answers is what would be drawn here, and it is gone afterwards."""
    with Artist() as artist:
        artist.begin(layers, "de")
        assert artist._told() == drawn
        artist.write(tmp_path)
    assert written(tmp_path) == drawn
    assert artist._process is not None
    assert artist._process.returncode == 0


@pytest.mark.parametrize("command", [("-c", "raise SystemExit(3)"), ("-c", "print('no picture')")])
def test_a_process_that_fails_is_done_without(
    layers: LayerSet,
    drawn: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    """The stills are drawn here, and are the same."""
    monkeypatch.setattr(_artist, "_COMMAND", command)
    with Artist() as artist:
        artist.begin(layers, "de")
        artist.write(tmp_path)
    assert written(tmp_path) == drawn


def test_a_build_that_ends_early_leaves_no_process() -> None:
    """Nothing was asked of it: it is ended and waited for."""
    with Artist() as artist:
        process = artist._process
    assert process is not None
    assert process.poll() is not None
