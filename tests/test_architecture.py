"""The walls between stages, and the public face, as the design draws them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import geomap

PACKAGE = Path(geomap.__file__).parent
STAGES = {"sources", "gazetteer", "places", "events", "layers", "maps"}
TOP = ("geomap.pipeline", "geomap.cli")


def _modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _stage(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "geomap" and parts[1] in STAGES else None


@pytest.mark.parametrize(("module", "path"), list(_modules()), ids=lambda v: v if isinstance(v, str) else "")
def test_data_flows_one_way(module: str, path: Path) -> None:
    """No stage imports its sibling or what stands above it; no helper imports a stage."""
    # The package and the command itself lead to everything.
    if module in {"geomap", "geomap.__main__"} or module.startswith(TOP):
        return
    for imported in _imports(path):
        assert not imported.startswith(TOP), f"{module} imports {imported}"
        if _stage(imported) is not None:
            assert _stage(imported) == _stage(module), f"{module} imports {imported}"


def test_the_command_line_reads_no_stage_at_start() -> None:
    """Heavy libraries wait until a command needs them, so that help answers at once."""
    code = "import sys, geomap.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"folium", "geopandas", "geopy", "numpy", "pandas", "pyogrio", "shapely"}
    assert heavy.isdisjoint(loaded)
    assert not [name for name in loaded if _stage(name)]


def test_public_names() -> None:
    """The Python face is this list and nothing else; a change of it is a decision."""
    assert geomap.__all__ == sorted(geomap.__all__)
    assert set(geomap.__all__) == {
        *(
            "Block",
            "Candidate",
            "Claim",
            "Document",
            "Event",
            "Force",
            "Gazetteer",
            "GeomapError",
            "Geometry",
        ),
        *("LayerSet", "Location", "Mention", "Place", "Post", "Quantity", "Report", "Settings", "Time"),
        *("build", "build_map", "check", "find_events", "find_places", "locate", "make_layers", "read"),
    }


@pytest.mark.parametrize("name", geomap.__all__)
def test_public_names_are_there_and_documented(name: str) -> None:
    """Every public name can be had from the package and says what it is for."""
    value = getattr(geomap, name)
    assert value.__doc__
    assert len(value.__doc__.split()) > 3


def test_unknown_names_are_refused() -> None:
    """A misspelt name is an AttributeError as everywhere in Python."""
    with pytest.raises(AttributeError, match="no attribute 'find_place'"):
        geomap.find_place  # noqa: B018


@pytest.mark.parametrize(("module", "path"), list(_modules()), ids=lambda v: v if isinstance(v, str) else "")
def test_every_module_says_what_it_is_for(module: str, path: Path) -> None:
    """The first line of each module's docstring tells its one job, and its length keeps to one."""
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, module
    assert len(docstring.splitlines()[0]) > 20, module
    assert text.count("\n") <= 420, f"{module} has grown past 400 lines: look for its second job"
