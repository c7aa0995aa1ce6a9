"""Asking over the network, against a real HTTP server on loopback."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import InputError, NetworkError
from geomap.gazetteer.online import OnlineGazetteer, OnlineSettings
from tests.loopback import MILL, Answer, Server, send


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.http.serve_forever, daemon=True)
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join()


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> OnlineSettings:
    return OnlineSettings(
        domain=server.domain, scheme="http", cache=tmp_path / "online.sqlite", interval_s=0.01,
        timeout_s=0.5, retries=1,
    )  # fmt: skip


def _with(settings: OnlineSettings, **changes: Any) -> OnlineSettings:
    fields = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    return OnlineSettings(**{**fields, **changes})


def test_an_answer_carries_provider_licence_and_day(server: Server, settings: OnlineSettings) -> None:
    """Where it comes from, under which licence, when it was asked."""
    now = dt.datetime(2022, 2, 17, 12, tzinfo=dt.UTC)
    place = OnlineGazetteer(settings, lambda: now).find("Old Mill")[0]
    assert (place.name, place.lat, place.lon, place.country) == ("Old Mill", 50.1, 30.2, "UA")
    assert place.source == "OpenStreetMap, by Nominatim, asked 2022-02-17"
    assert place.licence == "ODbL 1.0"
    assert place.id == "osm:node/7"
    assert "q=Old+Mill" in server.asked[0][0]


def test_the_user_agent_is_our_own(server: Server, settings: OnlineSettings) -> None:
    """Nominatim wants to know who asks."""
    OnlineGazetteer(settings).find("Old Mill")
    assert server.asked[0][1].startswith("geomap/")


def test_what_was_asked_once_is_not_asked_again(server: Server, settings: OnlineSettings) -> None:
    """Also by the next process, also for a name that nothing was found for, also in other letters."""
    first = OnlineGazetteer(settings).find("Old Mill")
    assert OnlineGazetteer(settings).find("old  MILL") == first
    server.answers = [lambda handler: send(handler, b"[]")]
    assert OnlineGazetteer(settings).find("Nowhere") == ()
    assert OnlineGazetteer(settings).find("Nowhere") == ()
    assert len(server.asked) == 2


def test_answers_grow_old(server: Server, settings: OnlineSettings) -> None:
    """After `keep_days` a name is asked for again; its absence sooner."""
    start = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
    OnlineGazetteer(settings, lambda: start).find("Old Mill")
    OnlineGazetteer(settings, lambda: start + dt.timedelta(days=179)).find("Old Mill")
    assert len(server.asked) == 1
    OnlineGazetteer(settings, lambda: start + dt.timedelta(days=181)).find("Old Mill")
    assert len(server.asked) == 2
    server.answers = [lambda handler: send(handler, b"[]")]
    OnlineGazetteer(settings, lambda: start).find("Nowhere")
    OnlineGazetteer(settings, lambda: start + dt.timedelta(days=15)).find("Nowhere")
    assert len(server.asked) == 4


def test_requests_keep_their_distance(server: Server, settings: OnlineSettings) -> None:
    """One limiter for the process, whoever asks, from whichever thread."""
    slow = _with(settings, interval_s=0.15)
    threads = [threading.Thread(target=OnlineGazetteer(slow).find, args=(f"Mill {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(at for _, _, at in server.asked)
    assert times[-1] - times[0] > 0.4


def test_a_failure_is_tried_again(server: Server, settings: OnlineSettings) -> None:
    """An error of the server, then an answer."""
    server.answers.insert(0, lambda handler: send(handler, b"broken", 503))
    assert OnlineGazetteer(settings).find("Old Mill")
    assert len(server.asked) == 2


def test_a_limit_is_waited_out(server: Server, settings: OnlineSettings) -> None:
    """Retry-After is heeded."""
    server.answers.insert(0, lambda handler: send(handler, b"slow down", 429, Retry_After="1"))
    assert OnlineGazetteer(settings).find("Old Mill")
    first, second = (at for _, _, at in server.asked)
    assert second - first >= 0.9


@pytest.mark.parametrize(
    "answer",
    [
        lambda handler: send(handler, b"broken", 500),
        lambda handler: send(handler, b"<html>", 200),
        lambda handler: time.sleep(1.2),
        lambda handler: handler.connection.close(),
    ],
    ids=["error", "no-json", "silence", "hang-up"],
)
def test_no_answer_is_an_error_that_names_the_service(
    server: Server, settings: OnlineSettings, answer: Answer
) -> None:
    """One line, after the tries that were allowed; nothing is cached."""
    server.answers = [answer]
    with pytest.raises(NetworkError, match=r"127\.0\.0\.1.*Old Mill"):
        OnlineGazetteer(settings).find("Old Mill")
    assert len(server.asked) == 2
    server.answers = [lambda handler: send(handler, json.dumps(MILL).encode())]
    assert OnlineGazetteer(settings).find("Old Mill")


@pytest.mark.parametrize(
    "body",
    [b'[{"lat": "950", "lon": "30"}]', b'[{"lat": "x", "lon": "y"}]', b'[{"nothing": 1}]', b'["a"]', b"7"],
)  # fmt: skip
def test_a_lie_is_refused(server: Server, settings: OnlineSettings, body: bytes) -> None:
    """A place off the globe or an answer of another shape is an error, not a place."""
    server.answers = [lambda handler: send(handler, body)]
    with pytest.raises(NetworkError, match=r"127\.0\.0\.1"):
        OnlineGazetteer(settings).find("Old Mill")


def test_a_refusal_is_not_tried_again(server: Server, settings: OnlineSettings) -> None:
    """Who is locked out stays away."""
    server.answers = [lambda handler: send(handler, b"no", 403)]
    with pytest.raises(NetworkError, match="refused"):
        OnlineGazetteer(settings).find("Old Mill")
    assert len(server.asked) == 1


def test_geonames_shares_our_ids_and_stays_apart(server: Server, settings: OnlineSettings) -> None:
    """Its rows are CC BY and lie in a table of their own."""
    row = {"lat": "50.45", "lng": "30.52", "name": "Kyiv", "geonameId": 703448}
    row |= {"countryCode": "UA", "fcode": "PPLC"}
    server.answers = [lambda handler: send(handler, json.dumps({"geonames": [row]}).encode())]
    place = OnlineGazetteer(_with(settings, provider="geonames", username="somebody")).find("Kyiv")[0]
    assert (place.id, place.kind, place.licence) == ("geonames:703448", "PPLC", "CC BY 4.0")
    OnlineGazetteer(_with(settings, provider="geonames", username="somebody")).find("Kyiv")
    connection = sqlite3.connect(settings.cache)
    assert connection.execute("SELECT name, licence FROM geonames").fetchall() == [("kyiv", "CC BY 4.0")]
    connection.close()
    assert len(server.asked) == 1


def test_geonames_wants_a_user_name(settings: OnlineSettings) -> None:
    """Said before anything is asked."""
    with pytest.raises(InputError, match="user name"):
        OnlineGazetteer(_with(settings, provider="geonames"))


def test_a_broken_cache_is_named(server: Server, settings: OnlineSettings) -> None:
    """Not deleted, not passed over."""
    settings.cache.write_bytes(b"this is no database, but it is long enough to be taken for one" * 40)
    with pytest.raises(InputError, match=r"online\.sqlite"):
        OnlineGazetteer(settings).find("Old Mill")
    assert server.asked == []


def test_an_empty_name_is_not_asked_for(server: Server, settings: OnlineSettings) -> None:
    """Nothing to ask, nothing found."""
    assert OnlineGazetteer(settings).find(" - ") == ()
    assert server.asked == []
