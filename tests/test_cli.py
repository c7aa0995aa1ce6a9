"""The command line as a person meets it: help, exit codes, one-line errors."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

DISPATCH = """\
Quarry road closed

The regional police said shelling hit the village of Hranitne on Thursday morning, damaging two houses.

Nobody was hurt, the mayor told reporters.
"""


def geomap(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "geomap.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        check=False,
    )


def test_help_answers_at_once() -> None:
    """Help costs 0.3 s of processor time at the very most, best of three (others may load the machine)."""
    took = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert geomap("--help").returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(took) < 0.3


def test_a_build_from_standard_input(tmp_path: Path) -> None:
    """Text through a pipe becomes layers and a page."""
    done = geomap("build", "-", "--date", "2022-02-17", "--out", tmp_path, stdin=DISPATCH)
    assert done.returncode == 0, done.stderr
    events = json.loads((tmp_path / "layers" / "events.geojson").read_text(encoding="utf-8"))
    assert [f["properties"]["place"] for f in events["features"]] == ["Hranitne"]
    assert (tmp_path / "maps" / "index.html").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("build", "nowhere.txt"), "nowhere.txt"),
        (("build", "nowhere.txt", "--date", "30 February"), "30 February"),
        (("map", "nowhere"), "nowhere"),
        (("explain", "nowhere", "r-1"), "nowhere"),
        (("locate", "Qwxyzzy"), "Qwxyzzy"),
        (("places", "nowhere.jsonl"), "nowhere.jsonl"),
        (("check", "nowhere.txt"), "nowhere.txt"),
        (
            ("build", "-", "--settings", "nowhere.toml"),
            "nowhere.toml: cannot be read as settings: No such file",
        ),
        (("build", "-", "--date", "2022-02-17", "--out", __file__), "test_cli.py is a file"),
        (("embed", "nowhere"), "nowhere: cannot be read as a page: No such file"),
    ],
)
def test_an_error_is_one_line(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    """Exit code 1, one line on standard error that names the thing, no traceback."""
    out = () if "--out" in arguments or arguments[0] != "build" else ("--out", tmp_path)
    done = geomap(*arguments, *out)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("geomap: error: ")
    assert words in done.stderr
    assert "Errno" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_wrong_usage_is_two() -> None:
    """An unknown command is the caller's mistake: exit code 2."""
    assert geomap("draw").returncode == 2


def test_a_bad_file_among_good_ones_is_a_warning(tmp_path: Path) -> None:
    """The good one is built, the bad one named; --strict refuses and writes nothing."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(DISPATCH, encoding="utf-8")
    (tmp_path / "in" / "bad.txt").write_bytes(b"\x00\x01\x02" * 400)
    arguments = ("build", tmp_path / "in", "--date", "2022-02-17", "--out", tmp_path / "out")
    strict = geomap(*arguments, "--strict")
    assert strict.returncode == 1
    assert "bad.txt" in strict.stderr
    assert not (tmp_path / "out").exists()
    done = geomap(*arguments)
    assert done.returncode == 0, done.stderr
    assert "warning: " in done.stderr
    assert "bad.txt" in done.stderr
    manifest = json.loads((tmp_path / "out" / "layers" / "manifest.json").read_text(encoding="utf-8"))
    assert "bad.txt" in json.dumps(manifest)


def test_places_streams_jsonl() -> None:
    """One line in, one line out, offsets in the text given."""
    line = json.dumps({"id": "a", "text": "Floods reached Kharkiv."})
    done = geomap("places", "-", stdin=line + "\n")
    assert done.returncode == 0, done.stderr
    (record,) = [json.loads(row) for row in done.stdout.splitlines()]
    assert record["id"] == "a"
    (mention,) = record["mentions"]
    assert (mention["start"], mention["end"], mention["surface"]) == (15, 22, "Kharkiv")
    assert abs(mention["lat"] - 49.98) < 0.1


def test_a_bad_line_is_named_and_the_others_answered() -> None:
    """A line that is no JSON is told by its number; exit code 1 says the output is not whole."""
    good = json.dumps({"id": "b", "text": "Rain in Lviv."})
    done = geomap("places", "-", stdin="{oops\n" + good + "\n")
    assert done.returncode == 1
    assert [json.loads(row)["id"] for row in done.stdout.splitlines()] == ["b"]
    assert "-:1:" in done.stderr


def test_explain_leads_back_to_the_sentence(tmp_path: Path) -> None:
    """An event's explanation quotes its report and says how the place was found."""
    geomap("build", "-", "--date", "2022-02-17", "--out", tmp_path, stdin=DISPATCH)
    events = json.loads((tmp_path / "layers" / "events.geojson").read_text(encoding="utf-8"))
    done = geomap("explain", tmp_path, events["features"][0]["properties"]["id"])
    assert done.returncode == 0, done.stderr
    assert "shelling hit the village of Hranitne" in done.stdout
    assert "police" in done.stdout


def test_an_edited_layer_is_drawn_again_and_survives_a_rebuild(tmp_path: Path) -> None:
    """`geomap map` takes what a person changed in a layer; `geomap build` keeps it beside the new ones."""
    geomap("build", "-", "--date", "2022-02-17", "--out", tmp_path, stdin=DISPATCH)
    path = tmp_path / "layers" / "events.geojson"
    layer = json.loads(path.read_text(encoding="utf-8"))
    layer["features"][0]["properties"]["title"] = "Two houses damaged, as the editor has it"
    path.write_text(json.dumps(layer), encoding="utf-8")
    done = geomap("map", tmp_path / "layers", "--out", tmp_path / "again")
    assert done.returncode == 0, done.stderr
    assert "as the editor has it" in (tmp_path / "again" / "index.html").read_text(encoding="utf-8")
    edited = path.read_bytes()
    done = geomap("build", "-", "--date", "2022-02-17", "--out", tmp_path, stdin=DISPATCH)
    (line,) = (line for line in done.stderr.splitlines() if "kept whole" in line)
    assert str(path.parent / "edited" / "events.geojson") in line
    assert (path.parent / "edited" / "events.geojson").read_bytes() == edited
