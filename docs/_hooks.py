"""What MkDocs puts into these pages from the program itself, so that it cannot go stale.

A line of a page asks for it: ``<!-- commands -->`` becomes every command's help, ``<!-- settings -->`` the
table of settings, ``<!-- fields -->`` the fields of a feature, ``<!-- categories -->`` the categories by
group, ``<!-- files -->`` what ``layers/README.md`` says of files and formats, and
``<!-- results: SECTION, N -->`` the N-th table of a section of the measured results. The examples' maps are
built into the site.
"""

# ruff: noqa: INP001  MkDocs loads this one file by its path

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer.main
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import geomap
from geomap.cli import app
from geomap.model import CATEGORY_GROUPS
from geomap.settings import Settings

__all__ = ["on_files", "on_page_markdown"]

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "tests" / "benchmarks" / "RESULTS.md"
SCHEMA = ROOT / "geomap" / "layers" / "schema.json"
SEARCH_WORKER = ROOT / "web" / "node_modules" / "iframe-worker" / "shim" / "index.js"
EXAMPLES = ("ukraine-2022", "earthquake-turkiye-2023", "flood-valencia-2024")

_MARK = re.compile(r"^<!-- (?P<what>[a-z]+)(?:: (?P<section>[^,>]+), (?P<number>\d+))? -->$", re.MULTILINE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the examples' maps, built now, and the script that lets search work from disk.

    Raises
    ------
    PluginError
        The script is not there: `make docs` installs it.
    """
    if not SEARCH_WORKER.exists():
        raise PluginError(f"{SEARCH_WORKER.relative_to(ROOT)} is missing; run `make docs`")
    files.append(_generated(config, "assets/iframe-worker.js", SEARCH_WORKER))
    built = ROOT / "build" / "examples"
    for name in EXAMPLES:
        out = built / name
        geomap.build([ROOT / "examples" / name], out, stills=False)
        files.append(_generated(config, f"maps/{name}.html", out / "maps" / "index.html"))
    return files


def _generated(config: MkDocsConfig, uri: str, source: Path) -> File:
    return File.generated(config, uri, abs_src_path=str(source))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  MkDocs passes all four by name
    """Fill in the lines that ask for something of the program's.

    Raises
    ------
    PluginError
        A line asks for what is not there.
    """

    def filled(mark: re.Match[str]) -> str:
        what, section = mark["what"], mark["section"]
        if what == "results" and section:
            return _table(section, int(mark["number"]))
        if what not in _PARTS:
            raise PluginError(f"{page.file.src_uri}: nothing is known that fills {mark[0]}")
        return "\n".join(_PARTS[what]())

    return _MARK.sub(filled, markdown)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _commands() -> Iterator[str]:
    root = typer.main.get_command(app)
    yield from _group(root, "geomap", 2)


def _group(command: Any, name: str, level: int) -> Iterator[str]:
    for child_name, child in command.commands.items():
        title = f"{name} {child_name}"
        yield from (f"{'#' * level} {title}", "", str(child.help), "")
        if getattr(child, "commands", None):
            yield from _group(child, title, level + 1)
        else:
            yield from _parameters(child, title)


def _parameters(command: Any, title: str) -> Iterator[str]:
    context = command.make_context(title, [], resilient_parsing=True)
    usage = " ".join(command.collect_usage_pieces(context))
    yield from ("```console", f"{title} {usage}", "```", "")
    yield from ("| argument or option | meaning | when left out |", "| --- | --- | --- |")
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is None:
            continue
        name, told = record
        default = re.search(r"\s*\[(?:default: (?P<default>[^\]]+)|required)\]\s*$", told)
        without = default["default"] if default and default["default"] else ""
        if default and not without:
            without = "must be given"
        yield _row(f"`{_cell(name)}`", _cell(told[: default.start()] if default else told), _cell(without))
    yield ""


def _settings() -> Iterator[str]:
    yield from ("| setting | meaning | default |", "| --- | --- | --- |")
    for field in dataclasses.fields(Settings):
        default = "" if field.default in (None, ()) else str(field.default).lower()
        yield _row(f"`{field.name}`", _cell(field.metadata["help"]), _cell(default))


def _fields() -> Iterator[str]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]["properties"]["properties"]
    yield from ("| field | type | meaning |", "| --- | --- | --- |")
    for name, told in schema.items():
        yield _row(f"`{name}`", _type(told), _cell(told.get("description", "")))


def _type(told: dict[str, Any]) -> str:
    """'text or null' of a property's schema."""
    if "anyOf" in told:
        return " or ".join(_type(one) for one in told["anyOf"])
    if "$ref" in told:
        return str(told["$ref"]).rpartition("/")[2]
    kinds = told.get("type", "text")
    return " or ".join(kinds if isinstance(kinds, list) else [kinds]).replace("string", "text")


def _categories() -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for category, group in CATEGORY_GROUPS.items():
        groups.setdefault(group, []).append(category)
    yield from ("| group | categories |", "| --- | --- |")
    for group, categories in groups.items():
        yield _row(group, ", ".join(f"`{category}`" for category in categories))


def _files() -> Iterator[str]:
    _, bar, rest = (ROOT / "layers" / "README.md").read_text(encoding="utf-8").partition("\n| ")
    yield bar.strip("\n") + rest.replace("\n## ", "\n### ")


_PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "commands": _commands,
    "settings": _settings,
    "fields": _fields,
    "categories": _categories,
    "files": _files,
}


def _table(section: str, number: int) -> str:
    text = RESULTS.read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(section)}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    tables = re.findall(r"(?:^\|.*\|$\n?)+", found[1], re.MULTILINE) if found else []
    if number > len(tables):
        raise PluginError(f"{RESULTS.name} has no table {number} under '{section}'")
    return str(tables[number - 1])
