"""A build that is stopped, runs out of disk or meets another one: what stands is whole, old or new."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from geomap._turns import sole_writer, uninterrupted
from geomap.errors import OutputError
from tests.stop_builds import state

PAGE = """Floods, live

12:30 GMT 17 June 2023
Water in the streets of {town}

Water covered streets in {town}, police said. Two people were taken to hospital.

11:05 GMT 17 June 2023
Villages told to leave

People in two villages near {town} were told to leave overnight, the regional governor said.
"""
STOPPED = "geomap: stopped; nothing half-written is left behind"
ARGUMENTS = [sys.executable, "-m", "geomap", "build", "--no-stills"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two pages about different towns."""
    folder = tmp_path_factory.mktemp("pages")
    made = []
    for town in ("Kherson", "Poltava"):
        path = folder / f"{town}.txt"
        path.write_text(PAGE.format(town=town), encoding="utf-8")
        made.append(path)
    return made[0], made[1]


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory, pages: tuple[Path, Path]) -> Path:
    """What a build makes of the first page; tests write into copies of it."""
    out = tmp_path_factory.mktemp("standing") / "out"
    assert _build(pages[0], out)[0] == 0
    return out


def _hear() -> None:
    """Let Ctrl-C be heard even where whoever started the tests has it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _build(page: Path, out: Path, before: Callable[[], None] | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [*ARGUMENTS, page, "--out", out], capture_output=True, text=True, check=False, preexec_fn=before
    )
    return done.returncode, done.stderr.strip().splitlines()[-1]


@pytest.mark.slow
def test_a_build_stopped_at_any_access_leaves_the_old_or_the_new(
    tmp_path: Path, pages: tuple[Path, Path], standing: Path
) -> None:
    """SIGINT at every so-many-th file that is touched: exit code 130 until a build comes to its end."""
    out = tmp_path / "out"
    shutil.copytree(standing, out)
    old = state(out)
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("stop_builds.py"), "31", "build", pages[1], "--out", out],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = [line.split() for line in done.stdout.splitlines()]
    codes, states = [row[1] for row in rows], [row[2] for row in rows]
    assert len(rows) > 8
    assert codes == ["130"] * (len(rows) - 1) + ["0"]
    assert done.stderr.splitlines().count(STOPPED) == len(rows) - 1
    assert "Traceback" not in done.stderr
    new = states[-1]
    assert old not in (states[-1], states[-2])
    assert states == [old] * states.index(new) + [new] * (len(rows) - states.index(new))
    assert sorted(path.name for path in out.iterdir()) == ["layers", "maps"]


@pytest.mark.slow
def test_a_build_stopped_at_any_time_leaves_nothing_half_written(
    tmp_path: Path, pages: tuple[Path, Path], standing: Path
) -> None:
    """Ctrl-C on the command itself, sooner and later.

    Before Python listens the system ends it; until our ``main`` has begun Python does, with 1 or the signal.
    """
    began = time.monotonic()
    assert _build(pages[0], tmp_path / "timed")[0] == 0
    took = time.monotonic() - began
    for share in (0.002, 0.01, 0.02, 0.05, 0.1, 0.4, 0.7, 0.9):
        out = tmp_path / f"out-{share}"
        process = subprocess.Popen(
            [*ARGUMENTS, pages[0], "--out", out],
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_hear,  # noqa: PLW1509  no other thread runs
        )
        time.sleep(took * share)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
        if process.returncode == 0:
            assert state(out) == state(standing)
        else:
            assert not out.exists()
            if "KeyboardInterrupt" in told:
                assert process.returncode in (1, -signal.SIGINT)
                assert re.search(r'__main__\.py", line \d+, in main\n', told) is None
            else:
                assert process.returncode in (130, -signal.SIGINT)
                assert "Traceback" not in told


@pytest.mark.slow
def test_two_builds_into_one_folder_at_once_leave_one_whole(
    tmp_path: Path, pages: tuple[Path, Path], standing: Path
) -> None:
    """Both end well; layers and map are those of one of them."""
    alone = [standing, tmp_path / "second"]
    assert _build(pages[1], alone[1])[0] == 0
    out = tmp_path / "out"
    both = [subprocess.Popen([*ARGUMENTS, page, "--out", out], stderr=subprocess.DEVNULL) for page in pages]
    assert [process.wait() for process in both] == [0, 0]
    assert state(out) in {state(folder) for folder in alone}


@pytest.mark.slow
def test_a_build_waits_for_the_one_that_is_writing(tmp_path: Path, pages: tuple[Path, Path]) -> None:
    """It says so, and goes on when its turn comes."""
    out = tmp_path / "out"
    with subprocess.Popen(
        [*ARGUMENTS, pages[0], "--out", out], stderr=subprocess.PIPE, text=True
    ) as process:  # fmt: skip
        assert process.stderr is not None
        with sole_writer(out):
            waiting = f"geomap: waiting for another build that is writing to {out}\n"
            assert waiting in iter(process.stderr.readline, "")
            assert process.poll() is None
            assert not any(out.iterdir())
        assert "wrote" in process.stderr.read()
    assert process.returncode == 0
    assert (out / "maps" / "index.html").exists()


@contextmanager
def _small_disk(folder: Path, kilobytes: int) -> Iterator[bool]:
    """A real file system of so many kilobytes at ``folder``, where this user may mount one."""
    folder.mkdir()
    told = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(told, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.03, 0.5, 0.95])
def test_a_full_disk_is_one_line_and_nothing_is_left(
    tmp_path: Path, pages: tuple[Path, Path], standing: Path, share: float
) -> None:
    """It fills up among the layers, in the GeoPackage, at the map; a limit on files stands in for a mount."""
    kilobytes = int(share * sum(path.stat().st_size for path in standing.rglob("*")) / 1024)
    with _small_disk(tmp_path / "disk", kilobytes) as mounted:
        size = kilobytes * 512

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        out = tmp_path / "disk" / "out"
        code, told = _build(pages[0], out, None if mounted else limit)
        assert code == 1
        assert told.startswith(f"geomap: error: {out}/")
        assert "cannot be written: " in told
        assert not any((tmp_path / "disk").iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["layers/events.geojson", "layers/situation.gpkg", "maps/index.html"])
def test_files_that_cannot_grow_leave_the_old_build(
    tmp_path: Path, pages: tuple[Path, Path], standing: Path, name: str
) -> None:
    """The limit is met by one of the files; what stood there stands there still."""
    out = tmp_path / "out"
    shutil.copytree(standing, out)
    old = state(out)
    size = (out / name).stat().st_size // 2
    code, told = _build(pages[1], out, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    assert code == 1
    assert "cannot be written: " in told
    assert state(out) == old


@pytest.mark.slow
@pytest.mark.parametrize("place", ["/proc/out", "page.txt/out", "page.txt"])
def test_a_place_that_cannot_be_written_is_one_line(
    tmp_path: Path, pages: tuple[Path, Path], place: str
) -> None:
    """Where no folder can be made, or a file stands; the file stays as it was."""
    (tmp_path / "page.txt").write_text("mine")
    out = tmp_path / place
    code, told = _build(pages[0], out)
    assert code == 1
    assert told.startswith(f"geomap: error: {out}: cannot be written: ")
    assert (tmp_path / "page.txt").read_text() == "mine"


@pytest.mark.parametrize("command", [["locate", "50.2N 38.1E"], ["--help"]])
def test_a_full_standard_output_is_one_line(command: list[str]) -> None:
    """/dev/full takes nothing; exit code 1."""
    with Path("/dev/full").open("w") as full:
        told = [sys.executable, "-m", "geomap", *command]
        done = subprocess.run(told, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "geomap: error: standard output: No space left on device\n"


def test_a_folder_made_for_nothing_is_removed(tmp_path: Path) -> None:
    """What fails while it holds a new folder leaves none."""
    with pytest.raises(OutputError, match="disk"), sole_writer(tmp_path / "out"):
        raise OutputError("disk")
    assert not (tmp_path / "out").exists()


def test_an_interrupt_is_held_back_and_then_heard() -> None:
    """All that stands in the block is done before."""
    done = []
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def work() -> None:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            done.append("all")

    try:
        with pytest.raises(KeyboardInterrupt):
            work()
    finally:
        after = signal.signal(signal.SIGINT, before)
    assert done == ["all"]
    assert after is signal.default_int_handler


def test_other_threads_are_never_interrupted() -> None:
    """There is nothing to hold back."""
    done: list[bool] = []

    def work() -> None:
        with uninterrupted():
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_a_library_that_turns_a_stop_into_its_own_error_is_stopped_all_the_same() -> None:
    """Extension modules that are loaded when Ctrl-C comes may say that they could not be imported."""
    script = """
import os, signal
from geomap import cli

def app(**_):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException:
        raise ImportError("could not be loaded")

cli.app = app
cli.main()
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, preexec_fn=_hear
    )
    assert (done.returncode, done.stderr.strip()) == (130, STOPPED)
