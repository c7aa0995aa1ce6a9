"""Names the gazetteer lacks, asked of a real HTTP server on loopback and used in the same run."""

from __future__ import annotations

import csv
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from geomap.errors import PlaceNotFoundError
from geomap.pipeline import build, locate_online, online_service, open_gazetteer
from geomap.settings import Settings
from tests.loopback import Answer, Server, send

pytestmark = pytest.mark.slow

_PAGE = """Ukraine: the day's reports

17 February 2022 - 09:15 GMT

A shell hit a house in the village of Zorvenkivtsi, the regional police said. Two people were wounded.

17 February 2022 - 11:40 GMT

Shelling was also heard in Zorvenkivtsi and near Mariupol in the afternoon, residents said.
"""
_FOUND = [
    {
        "lat": "47.61", "lon": "37.52", "name": "Zorvenkivtsi", "display_name": "Zorvenkivtsi, Ukraine",
        "type": "village", "osm_type": "node", "osm_id": 11, "address": {"country_code": "ua"},
        "boundingbox": ["47.60", "47.62", "37.50", "37.54"],
    }
]  # fmt: skip


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    server.answers = [_knows]
    thread = threading.Thread(target=server.http.serve_forever, daemon=True)
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join()


def _knows(handler: object) -> None:
    """Answer for the one village; anything else is not found."""
    found = _FOUND if "Zorvenkivtsi" in handler.path else []  # type: ignore[attr-defined]
    send(handler, json.dumps(found).encode())  # type: ignore[arg-type]


def _settings(server: Server, folder: Path) -> Settings:
    return Settings(online_domain=f"http://{server.domain}", online_cache=str(folder / "online.sqlite"))


def _built(server: Server, folder: Path, told: list[str]) -> tuple[list[dict[str, object]], str]:
    """The events' properties and unplaced.csv of a build that may ask."""
    page = folder / "page.txt"
    page.write_text(_PAGE, encoding="utf-8")
    build([page], folder / "out", _settings(server, folder), online=True, stills=False, tell=told.append)
    layers = folder / "out" / "layers"
    features = json.loads((layers / "events.geojson").read_text(encoding="utf-8"))["features"]
    return [f["properties"] for f in features], (layers / "unplaced.csv").read_text(encoding="utf-8")


def test_a_name_found_online_is_placed_in_the_same_run(server: Server, tmp_path: Path) -> None:
    """Its event is drawn, credited, and nothing the gazetteer knows was asked for."""
    told: list[str] = []
    events, unplaced = _built(server, tmp_path, told)
    assert any(event["place"] == "Zorvenkivtsi" and event["place_id"] == "osm:node/11" for event in events)
    assert "Zorvenkivtsi" not in unplaced
    assert any("1 found" in line for line in told)
    assert not any("Mariupol" in path for path, _, _ in server.asked)
    page = (tmp_path / "out" / "maps" / "index.html").read_text(encoding="utf-8")
    assert "OpenStreetMap" in page


def test_a_name_is_asked_for_once(server: Server, tmp_path: Path) -> None:
    """Also when the build is run again: the cache keeps the row with its licence."""
    _built(server, tmp_path, [])
    _built(server, tmp_path, [])
    assert sum("Zorvenkivtsi" in path for path, _, _ in server.asked) == 1
    connection = sqlite3.connect(tmp_path / "online.sqlite")
    licences = {row[0] for row in connection.execute("SELECT licence FROM nominatim")}
    connection.close()
    assert licences == {"ODbL 1.0"}


@pytest.mark.parametrize(
    "answer",
    [
        lambda handler: send(handler, b"broken", 500),
        lambda handler: send(handler, b"slow down", 429, Retry_After="1"),
        lambda handler: send(handler, b'[{"lat": "950", "lon": "30"}]'),
        lambda handler: send(handler, b"no", 403),
    ],
    ids=["errs", "limits", "lies", "refuses"],
)
def test_a_failing_service_leaves_the_name_unplaced(server: Server, tmp_path: Path, answer: Answer) -> None:
    """The build goes on, says so once, and asks no more."""
    server.answers = [answer]
    told: list[str] = []
    _, unplaced = _built(server, tmp_path, told)
    assert "Zorvenkivtsi" in {row["what"] for row in csv.DictReader(unplaced.splitlines())}
    assert len([line for line in told if line.startswith("warning: 127.0.0.1")]) == 1
    assert len({path for path, _, _ in server.asked}) == 1


def test_a_slow_service_is_waited_for(server: Server, tmp_path: Path) -> None:
    """Half a second is no failure."""

    def slowly(handler: object) -> None:
        time.sleep(0.5)
        _knows(handler)

    server.answers = [slowly]
    events, _ = _built(server, tmp_path, [])
    assert any(event["place"] == "Zorvenkivtsi" for event in events)


def test_one_place_is_located_online(server: Server, tmp_path: Path) -> None:
    """`locate` asks only for what the gazetteer lacks; what nobody knows is an error."""
    service = online_service(_settings(server, tmp_path))
    gazetteer = open_gazetteer()
    assert locate_online("Mariupol", gazetteer, service=service).name == "Mariupol"
    assert server.asked == []
    assert locate_online("Zorvenkivtsi", gazetteer, service=service).place_ids == ("osm:node/11",)
    with pytest.raises(PlaceNotFoundError):
        locate_online("Zzqqx Nowhere", gazetteer, service=service)
