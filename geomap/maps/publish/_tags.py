"""What other sites learn of a page: OpenGraph, Twitter and oEmbed tags, its data set as JSON-LD."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from geomap.errors import InputError
from geomap.layerset import LayerSet
from geomap.maps._escape import html_text, json_block, json_text
from geomap.maps._payload import situation
from geomap.maps.locale import Words

__all__ = ["dataset", "description", "head_tags", "web_address"]

_FILES = {
    "layers/situation.gpkg": "application/geopackage+sqlite3",
    "layers/events.geojson": "application/geo+json",
    "layers/reports.jsonl": "application/jsonl",
}


def description(layers: LayerSet, words: Words) -> str:
    """One sentence: how many events, from when to when, from how many sources."""
    count = sum(len(frame) for frame in layers.frames.values())
    return " · ".join(
        (
            words.days(layers.since, layers.until),
            words.plural("{count} report of an event", "{count} events reported", count),
            words.plural("{count} source", "{count} sources", len(layers.sources)),
        )
    )


def dataset(layers: LayerSet, url: str | None = None) -> dict[str, Any]:
    """The layers as a schema.org Dataset.

    Parameters
    ----------
    url
        Where the page is; None leaves addresses relative to it.

    Source: https://schema.org/Dataset
    """
    west, south, east, north = situation(layers)[0]
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": layers.title,
        "description": description(layers, Words("en")),
        "temporalCoverage": f"{layers.since.isoformat()}/{layers.until.isoformat()}",
        # schema.org writes a box as 'south west north east'.
        "spatialCoverage": {
            "@type": "Place",
            "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
        },
        "variableMeasured": ["category", "status", "place", "time", "claimant"],
        "isBasedOn": [
            {
                key: text
                for key, text in (
                    ("@type", "CreativeWork"),
                    ("name", source.title),
                    ("publisher", source.publisher),
                    ("url", _safe(source.url)),
                )
                if text
            }
            for source in layers.sources
        ],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": _joined(url, f"../{name}")}
            for name, kind in _FILES.items()
        ],
    }
    if url is not None:
        value["url"] = url
    return value


def head_tags(layers: LayerSet, url: str | None = None, language: str = "en") -> str:
    """HTML for the page's head: OpenGraph and Twitter tags, the link to oembed.json, the data set.

    Parameters
    ----------
    url
        Where the page will be; None leaves out oEmbed, and the picture's address relative, which some
        sites do not follow.

    Raises
    ------
    InputError
        The address is none, or there are no words in that language.
    """
    if url is not None:
        url = web_address(url)
    words = Words(language)
    text = description(layers, words)
    picture = _joined(url, "index.png")
    tags = {
        "og:type": "article",
        "og:title": layers.title,
        "og:description": text,
        "og:locale": {"en": "en_GB", "uk": "uk_UA", "ru": "ru_RU", "de": "de_DE"}.get(language, "en_GB"),
        "og:image": picture,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": f"{layers.title}: {text}",
        **({"og:url": url} if url else {}),
    }
    named = {
        "description": text,
        "twitter:card": "summary_large_image",
        "twitter:title": layers.title,
        "twitter:description": text,
        "twitter:image": picture,
    }
    lines = [f'<meta property="{name}" content="{html_text(value)}">' for name, value in tags.items()]
    lines += [f'<meta name="{name}" content="{html_text(value)}">' for name, value in named.items()]
    if url is not None:
        # Who asks for oEmbed needs the whole address.
        answer = html_text(_joined(url, "oembed.json"))
        lines.append(
            f'<link rel="alternate" type="application/json+oembed" href="{answer}" '
            f'title="{html_text(layers.title)}">'
        )
    data = json_block(json_text(dataset(layers, url)))
    lines.append(f'<script type="application/ld+json">{data}</script>')
    return "\n".join(lines)


def web_address(url: str) -> str:
    """``url``, the page's address on the web; of a folder with the '/' that its files stand behind.

    Raises
    ------
    InputError
        It is no http or https address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or any(letter <= " " for letter in url):
        raise InputError(f"url {url!r}: is no http or https address")
    last = parts.path.rsplit("/", 1)[-1]
    return url if parts.query or parts.fragment or "." in last or not last else url + "/"


def _joined(url: str | None, name: str) -> str:
    return urljoin(url, name) if url else name


def _safe(url: str | None) -> str | None:
    return url if url is not None and url.lower().startswith(("http://", "https://")) else None
