"""The Content-Security-Policy of a saved page: hashes of all it holds, and nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import folium
from branca.element import Element

from geomap.errors import InputError

__all__ = ["sealed", "tile_origins"]

_RUNS = {"", "text/javascript", "application/javascript", "module"}
_REMOTE = re.compile(r"^\s*(?:https?:)?//[^/\s]", re.IGNORECASE)


def sealed(page: folium.Map, allow: Collection[str] = ()) -> str:
    """The page's HTML with its policy in place.

    Raises
    ------
    InputError
        Something on the map would be loaded from an origin that ``allow`` does not list.
    """
    figure: Any = page.get_root()
    html = str(figure.render()).replace("\r\n", "\n")
    allowed = {*allow, *getattr(page, "allowed", ())}
    remote: set[str] = set()
    pictures: set[str] = set()
    for element, url in _remote(figure, page):
        into = pictures if isinstance(element, folium.TileLayer) else remote
        into.update(_checked(element, url, allowed))
    policy = _policy(html, sorted(remote), sorted(pictures | remote), page)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace("<head>", f"<head>\n{policy}", 1)


def _policy(html: str, remote: list[str], pictures: list[str], page: folium.Map) -> str:
    found = _Blocks()
    found.feed(html)
    found.close()
    elsewhere = "".join(f" {origin}" for origin in remote)
    parts = {
        "default-src": "'none'",
        "script-src": " ".join(found.scripts) + elsewhere,
        "style-src": " ".join(found.styles) + elsewhere,
        "img-src": " ".join(["data:", *pictures]),
        "font-src": f"data:{elsewhere}" if remote else "'none'",
        "connect-src": elsewhere.strip() or "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if page._children:  # noqa: SLF001  Folium's own elements write style attributes
        parts["style-src-attr"] = "'unsafe-inline'"
    return "; ".join(f"{name} {value}" for name, value in parts.items())


class _Blocks(HTMLParser):
    """Hashes of the scripts that run and of the styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._into: list[str] | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and (given.get("type") or "") in _RUNS:
            self._into = self.scripts
        elif tag == "style":
            self._into = self.styles
        self._text = ""

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._into is None or tag not in {"script", "style"}:
            return
        digest = base64.b64encode(hashlib.sha256(self._text.encode()).digest()).decode()
        source = f"'sha256-{digest}'"
        if source not in self._into:
            self._into.append(source)
        self._into = None


def _remote(figure: Any, page: folium.Map) -> Iterator[tuple[Element, str]]:
    """Every element that names something elsewhere, with its address."""
    yield from _below(figure.header)
    yield from _below(figure.html, skip=page)
    yield from _below(figure.script, skip=page)
    for child in page._children.values():  # noqa: SLF001  Folium keeps the tree there
        yield from _below(child)


def _below(element: Element, skip: Element | None = None) -> Iterator[tuple[Element, str]]:
    if element is skip:
        return
    for value in vars(element).values():
        if isinstance(value, str) and _REMOTE.match(value):
            yield element, value.strip()
    for child in element._children.values():  # noqa: SLF001
        yield from _below(child, skip)


def tile_origins(layer: folium.TileLayer) -> list[str]:
    """Where a tile layer's pictures come from: each of its subdomains by name."""
    return _origins(layer, layer.tiles)


def _origins(element: Element, url: str) -> list[str]:
    parts = urlsplit(url if ":" in url.split("/", 1)[0] else f"https:{url}")
    origin = f"{parts.scheme}://{parts.netloc}"
    if "{s}" not in origin:
        return [origin]
    return [origin.replace("{s}", part) for part in getattr(element, "options", {}).get("subdomains", "abc")]


def _checked(element: Element, url: str, allowed: Collection[str]) -> list[str]:
    origins = _origins(element, url)
    for origin in origins:
        if origin not in allowed:
            raise InputError(
                f"{type(element).__name__}: would load {url}: "
                f"a page makes no request unless {origin} is allowed"
            )
    return origins
