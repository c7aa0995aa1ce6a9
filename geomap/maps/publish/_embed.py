"""The snippet for an article and oembed.json: the page in a frame that fits."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geomap._files import write_whole
from geomap._speech import why
from geomap.errors import InputError
from geomap.maps._escape import html_text
from geomap.maps.locale import Words
from geomap.maps.publish._tags import web_address

__all__ = ["LISTENER", "embed", "oembed"]

_SIZE = (1200, 630)
_PICTURE = "index.png"
"""The still that a build writes beside its page."""
_SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"

LISTENER = (
    '<script>addEventListener("message",function(e){var d=e.data,h=d&&d.geomap==="height"?Math.ceil('
    "d.height):0;if(!(h>=200&&h<=4000))return;"
    'document.querySelectorAll("iframe[data-geomap]").forEach(function(f){'
    'if(f.contentWindow===e.source){f.style.aspectRatio="auto";f.style.minHeight=0;f.style.height=h+"px"}})})</script>'
)
"""Fits the height of geomap's frames, and of no other, to what their page tells; under a kilobyte."""


class _Head(HTMLParser):
    """What the page says of itself: the text of its first title, and its tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: str | None = None
        self.ours = False
        self.tags: dict[str, str] = {}
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and self.text is None:
            self.text, self._inside = "", True
        given = dict(attrs)
        self.ours = self.ours or given.get("id") == "geomap-data"
        if tag == "meta" and (name := given.get("property")):
            self.tags.setdefault(name, given.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside and self.text is not None:
            self.text += data


def _head_of(page: Path) -> _Head:
    try:
        text = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{page}: cannot be read as a page: {why(error)}") from error
    found = _Head()
    found.feed(text)
    if not found.ours:
        raise InputError(f"{page}: is no page that geomap made")
    return found


def embed(
    page: Path, *, url: str | None = None, height: int = 640, script: bool = False, language: str = "en"
) -> str:
    """The snippet to paste into an article; writes oembed.json beside the page.

    Parameters
    ----------
    page
        The page's file, or the folder that holds its index.html (or maps/index.html).
    url
        Where the page will be on the web; None: where it was built for, or else beside the article.
    height
        Pixels of the frame until the page has told its height, at least.
    script
        Whether to add `LISTENER`, for sites without a helper of their own.

    Raises
    ------
    InputError
        The file is no page of ours, or the address is none.
    """
    if page.is_dir():
        places = (page / "index.html", page / "maps" / "index.html")
        page = next((found for found in places if found.is_file()), places[0])
    head = _head_of(page)
    title = " ".join((head.text or "").split()) or "Map"
    url = url or head.tags.get("og:url")
    address = quote(page.name) if url is None else web_address(url)
    told = head.tags.get("og:image:alt") or title
    pictured = (page.parent / _PICTURE).is_file()
    snippet = _snippet(title, address, height, Words(language), told if pictured else None, script=script)
    value = oembed(title, address, height, snippet, pictured=pictured)
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    write_whole(page.parent / "oembed.json", text.encode())
    return snippet


def _picture(address: str) -> str:
    """Where the page's still is: beside it."""
    path = address.split("#", 1)[0].split("?", 1)[0]
    return path.rsplit("/", 1)[0] + f"/{_PICTURE}" if "/" in path else _PICTURE


def _snippet(title: str, address: str, height: int, words: Words, told: str | None, *, script: bool) -> str:
    style = f"display:block;width:100%;height:auto;aspect-ratio:16/10;min-height:{height}px;border:0"
    caption = html_text(words("Open the map: {title}", title=title))
    safe, source, picture = html_text(title), html_text(address), html_text(_picture(address))
    size = f'width="{_SIZE[0]}" height="{_SIZE[1]}"'
    still = (
        f'<noscript><a href="{source}"><img src="{picture}" alt="{html_text(told or "")}" {size}',
        ' style="max-width:100%;height:auto"></a></noscript>',
    )
    lines = [
        f'<figure class="geomap" style="margin:0" lang="{words.language}">',
        f'<iframe data-geomap src="{source}" title="{safe}" loading="lazy" width="100%" height="{height}"',
        f' sandbox="{_SANDBOX}" referrerpolicy="no-referrer" allow="clipboard-write; fullscreen"',
        f' style="{style}"></iframe>',
        *(still if told is not None else ()),
        f'<figcaption><a href="{source}">{caption}</a></figcaption>',
        "</figure>",
    ]
    return "\n".join(lines) + ("\n" + LISTENER if script else "")


def oembed(title: str, url: str, height: int, html: str, *, pictured: bool = True) -> dict[str, Any]:
    """The oEmbed answer (rich, version 1.0) for a page; its still is the thumbnail where it is ``pictured``.

    Source: https://oembed.com/, section 2.3.4.
    """
    wide, high = _SIZE
    thumbnail = {
        "thumbnail_url": _picture(url),
        "thumbnail_width": wide,
        "thumbnail_height": high,
    }
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "geomap",
        "html": html,
        "width": wide,
        "height": height,
        **(thumbnail if pictured else {}),
    }
