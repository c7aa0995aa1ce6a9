"""A service on loopback that says what a test wants it to say, as slowly or falsely as wanted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["MILL", "Answer", "Server", "send"]

MILL: list[dict[str, Any]] = [
    {
        "lat": "50.1", "lon": "30.2", "name": "Old Mill", "display_name": "Old Mill, Ukraine",
        "type": "hamlet",
        "osm_type": "node", "osm_id": 7, "address": {"country_code": "ua"},
        "boundingbox": ["50.09", "50.11", "30.19", "30.21"],
    }
]  # fmt: skip

Answer = Callable[[BaseHTTPRequestHandler], None]


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """Answer with ``body`` as JSON."""
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


class Server:
    """Answers each request with the next of ``answers``, the last one for ever; keeps what was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = [lambda handler: send(handler, json.dumps(MILL).encode())]
        self.asked: list[tuple[str, str, float]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                agent = self.headers.get("User-Agent", "")
                outer.asked.append((self.path, agent, time.monotonic()))
                answer = outer.answers.pop(0) if len(outer.answers) > 1 else outer.answers[0]
                answer(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class calls it so
                """Keep quiet."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.domain = f"127.0.0.1:{self.http.server_address[1]}"
