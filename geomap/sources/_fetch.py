"""Fetching addresses politely: robots.txt, one request at a time, limits, no private addresses.

Source: RFC 9309 (robots.txt); redirects and addresses are checked before every connection, and the connection
goes to the very address that was checked, so that a name cannot answer differently the second time.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import http.client
import ipaddress
import json
import socket
import ssl
import time
import urllib.robotparser
import zlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

from geomap._files import write_whole
from geomap.errors import NetworkError

__all__ = ["Fetched", "Fetcher"]

_AGENT = "geomap"
_SIZE_LIMIT = 32 * 1024 * 1024
_ROBOTS_LIMIT = 512 * 1024
_TIMEOUT_S = 20.0
_TOTAL_S = 60.0
_PAUSE_S = 1.0
_MAX_REDIRECTS = 5
_CHUNK = 65536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A page as it came: its last address, bytes, the character set of its header, when and what hash."""

    url: str
    data: bytes
    charset: str | None
    fetched: dt.datetime
    sha256: str


class Fetcher:
    """Fetches pages one after the other.

    Parameters
    ----------
    keep
        Folder where each page is kept as it came, with a JSON of address, time and hash; None keeps none.
    allow_private
        Whether loopback and private addresses may be asked: for tests alone.
    pause_s
        Seconds between two requests to one host.
    """

    def __init__(
        self, *, keep: Path | None = None, allow_private: bool = False, pause_s: float = _PAUSE_S
    ) -> None:
        self._keep = keep
        self._allow_private = allow_private
        self._pause_s = pause_s
        self._last: dict[str, float] = {}
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}

    def fetch(self, url: str) -> Fetched:
        """The page at ``url``.

        Raises
        ------
        NetworkError
            It may not be asked (robots.txt, a private address, another scheme), or did not answer well.
        """
        at = url
        deadline = time.monotonic() + _TOTAL_S
        for _ in range(_MAX_REDIRECTS + 1):
            parts = _checked(at)
            if not self._robot(parts, deadline).can_fetch(_AGENT, at):
                raise NetworkError(f"{url}: robots.txt does not allow it")
            status, headers, data = self._get(parts, _SIZE_LIMIT, deadline)
            if status in _REDIRECTS and headers.get("location"):
                target = urljoin(at, headers["location"])
                if parts.scheme == "https" and urlsplit(target).scheme != "https":
                    raise NetworkError(f"{url}: leads from https to {target}")
                at = target
                continue
            if status != http.client.OK:
                raise NetworkError(f"{url}: answered {status}")
            return self._kept(at, data, headers)
        raise NetworkError(f"{url}: more than {_MAX_REDIRECTS} redirects")

    def _kept(self, url: str, data: bytes, headers: dict[str, str]) -> Fetched:
        charset = headers.get("content-type", "").lower().partition("charset=")[2].strip("\"' ;") or None
        page = Fetched(
            url=url, data=data, charset=charset, fetched=dt.datetime.now(tz=dt.UTC).replace(microsecond=0),
            sha256=hashlib.sha256(data).hexdigest(),
        )  # fmt: skip
        if self._keep is not None:
            write_whole(self._keep / f"{page.sha256[:16]}.page", data)
            told = {
                "url": url,
                "fetched": page.fetched.isoformat(),
                "sha256": page.sha256,
                "bytes": len(data),
            }
            write_whole(self._keep / f"{page.sha256[:16]}.json", (json.dumps(told, indent=1) + "\n").encode())
        return page

    def _robot(self, parts: SplitResult, deadline: float) -> urllib.robotparser.RobotFileParser:
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin in self._robots:
            return self._robots[origin]
        robot = urllib.robotparser.RobotFileParser()
        status, _, data = self._get(_checked(f"{origin}/robots.txt"), _ROBOTS_LIMIT, deadline)
        if status == http.client.OK:
            robot.parse(data.decode("utf-8", errors="replace").splitlines())
        elif status >= http.client.INTERNAL_SERVER_ERROR:
            raise NetworkError(f"{origin}: robots.txt answered {status}")
        else:
            # No rules, or rules that moved away: everything is allowed.
            robot.parse([])
        self._robots[origin] = robot
        return robot

    def _get(self, parts: SplitResult, limit: int, deadline: float) -> tuple[int, dict[str, str], bytes]:
        host = parts.hostname or ""
        address = self._address(host, parts.port or (443 if parts.scheme == "https" else 80))
        wait = self._last.get(host, 0.0) + self._pause_s - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        connection = _connection(parts, address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request(
                "GET", path, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity, gzip"}
            )
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return response.status, headers, _body(response, headers, limit, deadline, parts.geturl())
        except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
            raise NetworkError(f"{parts.geturl()}: {str(error)[:120] or type(error).__name__}") from None
        finally:
            connection.close()
            self._last[host] = time.monotonic()

    def _address(self, host: str, port: int) -> tuple[str, int]:
        """An address of ``host`` that may be asked.

        All addresses of a name must be public: one private among them is the mark of an attack.
        """
        try:
            found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        except (OSError, UnicodeError) as error:
            raise NetworkError(f"{host}: no such host: {error}") from None
        for address in found:
            if not self._allow_private and not ipaddress.ip_address(address.partition("%")[0]).is_global:
                raise NetworkError(f"{host}: {address} is a private address")
        return min(found), port


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise NetworkError(f"{url[:80]}: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NetworkError(f"{url[:80]}: no web address")
    if parts.username or parts.password:
        raise NetworkError(f"{parts.hostname}: addresses with a password are refused")
    # Path and query as they may be sent: no blanks, no line breaks.
    if any(ord(c) <= 0x20 or ord(c) == 0x7F for c in parts.path + parts.query):  # noqa: PLR2004  controls
        raise NetworkError(f"{parts.hostname}: an address with blanks or control characters")
    return parts


def _connection(parts: SplitResult, address: tuple[str, int]) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "http":
        connection = http.client.HTTPConnection(host, address[1], timeout=_TIMEOUT_S)
    else:
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, address[1], timeout=_TIMEOUT_S, context=context)

    def connect(_: object, timeout: float | None = None, source: object = None) -> socket.socket:
        del source
        return socket.create_connection(address, timeout or _TIMEOUT_S)

    # The connection goes to the address that was checked; TLS still asks for the name.
    connection._create_connection = connect  # type: ignore[attr-defined]  # noqa: SLF001
    return connection


def _body(
    response: http.client.HTTPResponse, headers: dict[str, str], limit: int, deadline: float, url: str
) -> bytes:
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16) if headers.get("content-encoding") == "gzip" else None
    parts: list[bytes] = []
    size = 0
    while chunk := response.read(_CHUNK):
        if time.monotonic() > deadline:
            raise NetworkError(f"{url}: took longer than {_TOTAL_S:.0f} s")
        data = unzip.decompress(chunk, limit + 1) if unzip else chunk
        size += len(data)
        if size > limit:
            raise NetworkError(f"{url}: larger than {limit // 2**20} MB")
        parts.append(data)
    return b"".join(parts)
