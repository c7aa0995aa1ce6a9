"""Addresses are fetched only when asked for, and politely; tried on a server of our own on loopback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geomap.errors import InputError, NetworkError
from geomap.sources import read
from geomap.sources._fetch import Fetcher

PAGE = "<html><body><p>Гребля тримається.</p></body></html>".encode("cp1251")


class _Handler(BaseHTTPRequestHandler):
    """A small site with each kind of trouble at an address of its own."""

    def do_GET(self) -> None:
        """Answer as the path says."""
        if self.path == "/robots.txt":
            self._answer(200, b"User-agent: *\nDisallow: /private\n", "text/plain")
        elif self.path == "/moved":
            self._redirect("/page")
        elif self.path == "/loop":
            self._redirect("/loop")
        elif self.path == "/elsewhere":
            self._redirect("file:///etc/passwd")
        elif self.path == "/large":
            self._answer(200, b"x" * (33 * 2**20), "text/html")
        elif self.path == "/broken":
            self._answer(500, b"", "text/html")
        else:
            self._answer(200, PAGE, "text/html; charset=windows-1251")

    def _redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(allow_private=True, pause_s=0.0)


def test_addresses_need_online() -> None:
    """Nothing is asked of the network unless a person says so."""
    with pytest.raises(InputError, match=r"https://example\.org/: an address is fetched only with --online"):
        read("https://example.org/")


def test_private_addresses_are_refused(site: str) -> None:
    """Loopback is no newsroom."""
    with pytest.raises(InputError, match=r"127\.0\.0\.1 is a private address"):
        read(f"{site}/page", online=True)


def test_a_page_is_fetched_and_kept(site: str, tmp_path: Path) -> None:
    """The copy is the very bytes, with address, time and hash beside it."""
    page = Fetcher(allow_private=True, pause_s=0.0, keep=tmp_path).fetch(f"{site}/moved")
    assert (page.url, page.charset, page.data) == (f"{site}/page", "windows-1251", PAGE)
    told = json.loads((tmp_path / f"{page.sha256[:16]}.json").read_text())
    assert told["sha256"] == page.sha256
    assert (tmp_path / f"{page.sha256[:16]}.page").read_bytes() == PAGE


def test_robots_txt_is_obeyed(site: str, fetcher: Fetcher) -> None:
    """What a site keeps from robots is not fetched."""
    with pytest.raises(NetworkError, match=r"robots\.txt does not allow it"):
        fetcher.fetch(f"{site}/private/page")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/loop", "more than 5 redirects"), ("/elsewhere", "no web address"), ("/large", "larger than 32 MB"),
        ("/broken", "answered 500"), ("/a b", "blanks or control characters"),
    ],
)  # fmt: skip
def test_trouble_is_told_in_one_line(site: str, fetcher: Fetcher, path: str, message: str) -> None:
    """Each kind of trouble has its own words."""
    with pytest.raises(NetworkError, match=message):
        fetcher.fetch(site + path)
