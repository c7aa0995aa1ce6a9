"""README opens with what counts: a picture that the project made, two commands, links that lead somewhere."""

import filecmp
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_two_commands() -> None:
    """The first commands of README are those of a fresh clone."""
    first = re.search(r"```shell\n(.*?)```", README, re.DOTALL)
    assert first is not None
    assert first[1].split() == ["make", "map", "make", "test"]


def test_links_lead_somewhere() -> None:
    """Every relative link in README names a file that is there."""
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    for target in targets:
        assert (ROOT / target).exists(), target


@pytest.mark.slow
def test_the_picture_is_of_the_layers(tmp_path: Path) -> None:
    """README's picture is what the program draws of the committed layers, and small."""
    out = tmp_path / "map.png"
    command = ["-m", "geomap.cli", "still", "layers", "--on", "2022-02-17", "--predicted"]
    subprocess.run([sys.executable, *command, "--out", str(out)], cwd=ROOT, check=True, capture_output=True)
    assert filecmp.cmp(out, ROOT / "docs" / "map.png", shallow=False), "make picture draws it again"
    assert out.stat().st_size < 150_000
