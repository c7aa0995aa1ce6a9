"""Time and memory of the layers stage beside geopandas' own writers, on rows made up by rule.

Usage: python tests/benchmarks/layers_speed.py [COUNT ...]; each count runs in a process of its own.
Seconds are the processor's, so that what else runs on the machine does not count.
A row: events, seconds to make, to write all, of which GeoJSON and GeoPackage, geopandas' seconds for the same
rows to GeoJSON and GeoPackage, the ratio, and the most memory the process held before and with the layers.
"""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from geomap.layers import make_layers, write_layers
from geomap.model import Category, Event, Geometry, Location, Report, StatusChange, Time

_CATEGORIES: tuple[Category, ...] = ("shelling", "explosion", "deployment", "protest", "visit", "evacuation")
_DAY = dt.datetime(2031, 5, 4, tzinfo=dt.UTC)
_PLACES = 500


def _places() -> list[Location]:
    """Towns on a grid, and every tenth a region of 200 vertices."""
    found = []
    for number in range(_PLACES):
        lon, lat = 22.0 + (number % 25) * 0.7, 44.0 + (number // 25) * 0.45
        if number % 10:
            geometry, precision = Geometry.point(lon, lat), "settlement"
        else:
            side = [(lon + 0.7 * step / 50, lat + 0.05 * (step % 2)) for step in range(50)]
            ring = [*side, (lon + 0.7, lat + 0.4), (lon, lat + 0.4), side[0]]
            geometry, precision = Geometry("MultiPolygon", [[ring]]), "region"
        found.append(
            Location(
                geometry=geometry,
                name=f"Place {number}",
                place_ids=(f"toy:{number}",),
                precision=precision,  # type: ignore[arg-type]
                country="TY",
            )
        )
    return found


def events(count: int) -> Iterator[Event]:
    """``count`` events, one report each, over ten days."""
    places = _places()
    for number in range(count):
        start = _DAY + dt.timedelta(seconds=number % 864_000)
        category = _CATEGORIES[number % len(_CATEGORIES)]
        place = places[number % _PLACES]
        report = Report(
            id=f"r-{number:012x}",
            document="d-0",
            post=f"p-{number // 5}",
            publisher="The Toy Courier",
            published=start,
            char_start=number * 80,
            char_end=number * 80 + 70,
            quote=f"Report {number} says that something happened near place {number % _PLACES} that day.",
            category=category,
            location=place,
            confidence=0.7,
        )
        yield Event(
            id=report.id,
            title=f"{category} at {place.name}",
            category=category,
            location=place,
            time=Time(start=start, end=start + dt.timedelta(hours=1), precision="hour"),
            status="claimed",
            first_reported=start,
            last_reported=start,
            status_log=(StatusChange(at=start, status="claimed"),),
            confidence=0.7,
            reports=(report,),
        )


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _yardstick(frames: Any, folder: Path, driver: str) -> float:
    """Seconds of geopandas' own writer for the same rows, with the columns typed as it wants them."""
    typed = {name: frame.convert_dtypes() for name, frame in frames.items() if len(frame)}
    begin = time.process_time()
    for name, frame in typed.items():
        if driver == "GeoJSON":
            frame.to_file(folder / f"{name}.geojson", driver=driver)
        else:
            frame.to_file(folder / "all.gpkg", layer=name, driver=driver)
    return time.process_time() - begin


def measure(count: int) -> str:
    """One line of the table."""
    writer: Any = import_module("geomap.layers.write")
    import_module("pyogrio")  # both sides need it: whoever comes first must not pay for both
    given = list(events(count))
    before = _memory_mb()
    begin = time.process_time()
    layers = make_layers(
        given, since=_DAY.date(), until=dt.date(2031, 5, 13), timezone="Europe/Kyiv", title="Speed"
    )
    made = time.process_time()
    with tempfile.TemporaryDirectory() as scratch:
        gpkg_seconds = 0.0
        situation = writer.write_situation

        def timed(*arguments: Any, **more: Any) -> None:
            nonlocal gpkg_seconds
            started = time.process_time()
            situation(*arguments, **more)
            gpkg_seconds = time.process_time() - started

        writer.write_situation = timed
        write_layers(layers, Path(scratch), days=False)
        written = time.process_time()
        peak = _memory_mb()
        json_seconds = written - made - gpkg_seconds
        theirs_json = _yardstick(layers.frames, Path(scratch), "GeoJSON")
        theirs_gpkg = _yardstick(layers.frames, Path(scratch), "GPKG")
    ours, theirs = written - made, theirs_json + theirs_gpkg
    return (
        f"| {count:,} | {made - begin:.2f} | {ours:.2f} | {json_seconds:.2f} | {gpkg_seconds:.2f} | "
        f"{theirs_json:.2f} | {theirs_gpkg:.2f} | {ours / theirs:.2f} | {before:.0f} | {peak:.0f} |"
    )


def main(arguments: list[str]) -> None:
    """Print the table; with ``--one COUNT`` a single line."""
    if arguments[:1] == ["--one"]:
        sys.stdout.write(measure(int(arguments[1])) + "\n")
        return
    sys.stdout.write(
        "| events | make s | write s | of it GeoJSON, reports, styles | of it GeoPackage, project "
        "| geopandas GeoJSON | geopandas GeoPackage | ratio | MB before | MB at most |\n|"
        + "---|" * 10
        + "\n"
    )
    for count in arguments or ["1000", "10000", "100000"]:
        sys.stdout.flush()
        subprocess.run([sys.executable, __file__, "--one", count], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
