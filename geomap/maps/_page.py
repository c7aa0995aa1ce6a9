"""The Folium map: our own figure, bundle and data, with stable ids and no remote file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, Figure
from jinja2 import Template

from geomap import _basemap
from geomap.errors import MissingDataError
from geomap.layerset import LayerSet
from geomap.maps._escape import html_text, json_block, json_text
from geomap.maps._payload import payload, situation
from geomap.maps._plain import plain_page
from geomap.maps._policy import tile_origins
from geomap.maps._tiles import tile_layer
from geomap.maps.locale import LANGUAGES, page_words
from geomap.maps.publish import head_tags

__all__ = ["SituationMap", "SituationPage"]

_ASSETS = Path(__file__).parent / "assets"


class SituationPage(Figure):
    """The HTML around the map: language, title, and no file from elsewhere."""

    _template = Template(
        "<!DOCTYPE html>\n"
        '<html lang="{{ this.language }}">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        "<title>{{ this.safe_title }}</title>\n"
        '<link rel="icon" href="data:,">\n'
        "{{ this.tags }}\n"
        "{{ this.header.render(**kwargs) }}\n"
        "</head>\n"
        "<body>\n"
        "{{ this.html.render(**kwargs) }}\n"
        "<script>\n"
        "{{ this.script.render(**kwargs) }}\n"
        "</script>\n"
        "</body>\n"
        "</html>\n"
    )

    def __init__(self, title: str, tags: str = "", language: str = "en") -> None:
        super().__init__()
        self._id = "page"
        self.header._children.clear()  # noqa: SLF001  its one element is a charset the template has already
        self.safe_title = html_text(title)
        self.tags = tags
        self.language = language


_BODY = """\
<div class="geomap" id="geomap"><h1>{title}</h1>
<noscript class="plain">{plain}</noscript></div>
<div class="folium-map" id="{name}"></div>
<script type="application/json" id="geomap-data">{drawn}</script>
{words}
<script>{first}</script>
<script type="application/json" id="geomap-basemap">{basemap}</script>
<script type="application/json" id="geomap-texts">{told}</script>
<script>{bundle}</script>"""


class _Verbatim(Element):
    """Text that goes into the page as it is: no template is made of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_: Any) -> str:
        return self._text


class SituationMap(folium.Map):
    """A `folium.Map` that draws itself with geomap's own page.

    Parameters
    ----------
    layers
        What it shows.
    tiles
        Name of raster tiles under it; None for none.
    url
        Where the page will be on the web; None leaves addresses relative.
    language
        What the page speaks until its address asks for another.
    """

    _template = Template("")
    default_js: list[tuple[str, str]] = []  # noqa: RUF012  folium reads it from the class
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(
        self, layers: LayerSet, *, tiles: str | None = None, url: str | None = None, language: str = "en"
    ) -> None:
        view, points = situation(layers)
        west, south, east, north = view
        super().__init__(location=[(south + north) / 2, (west + east) / 2], tiles=None)
        self._id = "geomap"
        self.layers = layers
        self.drawn, self.told = (json_block(json_text(half)) for half in payload(layers, view))
        self.basemap = json_block(_basemap.page_part(points, view, layers.worldview))
        self.style, self.first, self.bundle = (_asset(name) for name in ("page.css", "first.js", "page.js"))
        page = SituationPage(layers.title, head_tags(layers, url, language), language)
        self.language = language
        page.add_child(self, name=self.get_name())
        self.allowed: set[str] = set()
        if tiles is not None:
            layer = tile_layer(tiles)
            self.allowed.update(tile_origins(layer))
            layer.add_to(self)

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]  # as Folium's own elements have it
        """Put the map's style, elements and script into the figure, before those of its children.

        What an article says must not pass through Folium's templates: they compile what they have filled in
        once more, and would run an expression in curly braces.
        """
        figure: Any = self.get_root()
        name = self.get_name()
        figure.header.add_child(_Verbatim(f"<style>{self.style}</style>"), name=name)
        body = _BODY.format(
            title=html_text(self.layers.title),
            plain=plain_page(self.layers, self.language),
            words=_catalogues(),
            name=name,
            drawn=self.drawn,
            told=self.told,
            basemap=self.basemap,
            first=self.first,
            bundle=self.bundle,
        )
        figure.html.add_child(_Verbatim(body), name=name)
        # What a Folium user added needs the map at once; without it the marks come first.
        own = any(key != name for part in (figure.script, self) for key in part._children)  # noqa: SLF001
        start = f"var {name} = geomap.start();" if own else "geomap.soon();"
        figure.script.add_child(_Verbatim(start), name=name)
        super().render(**kwargs)  # type: ignore[no-untyped-call]  # folium's

    def save(self, outfile: Any, close_file: bool = True, **_: Any) -> None:  # noqa: FBT001, FBT002  folium's signature
        """Write the page as `geomap.maps.save_map` does, to a path or an open binary file."""
        from geomap.maps import save_map  # noqa: PLC0415  a cycle otherwise
        from geomap.maps._policy import sealed  # noqa: PLC0415

        if isinstance(outfile, str | Path):
            save_map(self, Path(outfile))
            return
        outfile.write(sealed(self).encode())
        if close_file:
            outfile.close()


@cache
def _catalogues() -> str:
    """The words of each language but English, which the scripts have."""
    return "\n".join(
        f'<script type="application/json" class="geomap-words" lang="{language}">'
        f"{json_block(json_text(page_words(language)))}</script>"
        for language in LANGUAGES
        if language != "en"
    )


@cache
def _asset(name: str) -> str:
    try:
        text = (_ASSETS / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MissingDataError(
            f"{error.filename}: the page's bundle is missing: run npm run build in web/"
        ) from error
    if name.endswith(".css"):
        return text.strip()
    return text.strip().replace("</script", "<\\/script").replace("<!--", "<\\!--")
