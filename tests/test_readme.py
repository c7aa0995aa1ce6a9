"""README is true: every command shown runs, every command there is, is shown."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from geomap.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


SHELL = [line for block in _blocks("shell") for line in block.splitlines() if line]
COMMANDS = [line for line in SHELL if not line.startswith("make ")]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples beside it, where README's lines are run in order."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "examples").symlink_to(ROOT / "examples")
    return folder


@pytest.mark.slow
def test_every_command_shown_runs(workplace: Path) -> None:
    """Each line works as written, one after the other."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for line in COMMANDS:
        command = line
        if "EVENT" in line:
            layer = json.loads((workplace / "out/layers/events.geojson").read_text(encoding="utf-8"))
            command = line.replace("EVENT", layer["features"][0]["properties"]["id"])
        done = subprocess.run(
            command, shell=True, cwd=workplace, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"


@pytest.mark.slow
def test_every_snippet_runs(workplace: Path) -> None:
    """The Python shown works as written."""
    snippets = _blocks("python")
    assert snippets
    for snippet in snippets:
        done = subprocess.run(
            [sys.executable, "-c", snippet], cwd=workplace, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


def test_every_command_there_is_is_shown() -> None:
    """A command nobody reads of does not exist."""
    root = typer.main.get_command(app)
    names = []
    for name, command in root.commands.items():  # type: ignore[attr-defined]  # a group, as the app has commands
        inner = getattr(command, "commands", None)
        names += [f"geomap {name} {sub}" for sub in inner] if inner else [f"geomap {name}"]
    assert len(names) > 5
    missing = [name for name in names if not any(name in line for line in SHELL)]
    assert not missing


def test_make_targets_shown_exist() -> None:
    """The two commands of README are targets of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = [line.split()[1] for line in SHELL if line.startswith("make ")]
    assert shown == ["map", "test"]
    assert set(shown) <= targets


def test_links_lead_somewhere() -> None:
    """Every relative link in README names a file that is there."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
