"""README and docs/ are true: what they show runs, and they build into a site that loads nothing."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import warnings
from pathlib import Path
from typing import NamedTuple

import pytest
import typer.main
from typer.testing import CliRunner

from geomap.cli import app
from tests.maps.browser import chromium, watched

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(
    r'^```(?P<language>\w+)(?: title="(?P<file>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)
REMOTE = re.compile(
    r'<(?:script|link|img|iframe|source)[^>]+(?:src|href)="?(?:https?:)?//[^">]+|url\(["\']?(?:https?:)?//'
)


class Block(NamedTuple):
    """A block of a page: its language, the file it stands for or empty, what is in it."""

    language: str
    file: str
    text: str


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [Block(b["language"], b["file"] or "", b["text"]) for b in BLOCK.finditer(text)]


def shell_lines(page: Path) -> list[str]:
    return [line for block in blocks(page) if block.language == "shell" for line in block.text.splitlines()]


BY_MAKE = ("make ", "geomap gazetteer build")
"""Lines that have run before any test does: these commands set the tests up, the index among them."""
SHELL = [line for page in PAGES for line in shell_lines(page)]


def with_event(text: str) -> str:
    """``text`` with the id of an event in the place of EVENT, from what the page's first build made."""
    if "EVENT" not in text:
        return text
    layer = next(Path(folder, "layers/events.geojson") for folder in ("day", "out") if Path(folder).is_dir())
    return text.replace("EVENT", json.loads(layer.read_text("utf-8"))["features"][0]["properties"]["id"])


def run_line(line: str) -> None:
    """Run a line in the current folder, in this process where no shell is needed: starting costs a second."""
    if set(line) & set("|<>&;$*"):
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        done = subprocess.run(
            line, shell=True, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        return
    program, *words = shlex.split(line)
    assert program == "geomap", line
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, f"{line}\n{result.output}\n{result.exception!r}"


def run_snippet(text: str) -> None:
    """Run Python as a script of its own would be run: it prints something, and warns of nothing."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(text, "snippet", "exec"), {"__name__": "__main__"})
    assert printed.getvalue().strip() or ".save(" in text


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_shows_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every shell line and Python snippet of a page works as written, one after the other."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for block in blocks(page):
        if block.file:
            Path(block.file).write_text(with_event(block.text), encoding="utf-8")
        elif block.language == "python":
            run_snippet(block.text)
        elif block.language == "shell":
            for line in block.text.splitlines():
                if not line.startswith(BY_MAKE):
                    run_line(with_event(line))


def test_every_block_is_run_or_a_file() -> None:
    """No page shows code that the test above would pass over."""
    shown = {(block.language, bool(block.file)) for page in PAGES for block in blocks(page)}
    assert shown <= {("shell", False), ("python", False), ("text", True), ("toml", True)}


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
    """What the pages tell to make is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    shown = set(re.findall(r"`make ([a-z-]+)`", text)) | {
        x.split()[1] for x in SHELL if x.startswith("make ")
    }
    assert {"map", "test", "docs", "picture"} <= shown
    assert shown <= targets


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as built, with warnings as errors."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.slow
class TestSite:
    """What holds for the documentation as built."""

    def test_every_page_is_there(self, site: Path) -> None:
        """Each page of docs/ and each example's map is in the site."""
        names = {f"{page.stem}.html" for page in PAGES[1:]} | {
            f"maps/{name}.html" for name in ("ukraine-2022", "earthquake-turkiye-2023", "flood-valencia-2024")
        }
        assert {name for name in names if (site / name).is_file()} == names

    def test_nothing_is_loaded_from_elsewhere(self, site: Path) -> None:
        """No page, script tag, picture or style of the site names another machine."""
        for path in [*site.rglob("*.html"), *site.rglob("*.css")]:
            assert not REMOTE.findall(path.read_text(encoding="utf-8")), path

    def test_every_option_is_told(self, site: Path) -> None:
        """The page of commands holds each command's options and their help."""
        text = re.sub(r"<[^>]+>", "", (site / "commands.html").read_text(encoding="utf-8"))
        for words in ("geomap gazetteer find", "--map-timezone", "Folder that gets layers/ and maps/."):
            assert words in text
        assert "<!--" not in (site / "analysts.html").read_text(encoding="utf-8").split("<article")[1]


@pytest.mark.browser
@pytest.mark.slow
def test_search_works_from_disk(site: Path) -> None:
    """Opened as a file, the site finds a page by a word in it and asks no other machine."""
    with chromium() as browser, browser.new_context() as context:
        page = context.new_page()
        seen = watched(page)
        page.goto((site / "index.html").as_uri())
        # Typed as a reader types: the search listens to keys let go, not to a value put in whole.
        page.locator("input[name=query]").press_sequentially("worldview")
        page.wait_for_selector(".md-search-result__item a", timeout=20_000)
        assert any(
            "analysts.html" in str(a.get_attribute("href"))
            for a in page.query_selector_all(".md-search-result__item a")
        )
        assert all(request.startswith("file:") for request in seen.requests)
        assert not seen.errors
