"""Styles of the basemap's tables: quiet, under everything else; disputed lines dashed and named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from geomap.layers.qgis.labels import add_name_labels
from geomap.layers.qgis.xml import SymbolLayer, child, stable_uuid, symbol

__all__ = ["BASEMAP_STYLES", "BasemapStyle", "add_basemap_style"]


@dataclass(frozen=True)
class BasemapStyle:
    """How a table of the basemap is drawn.

    Attributes
    ----------
    title
        What the layer is called.
    kind
        ``marker``, ``line`` or ``fill``.
    rules
        (label, filter, symbol layers); a single one with an empty filter draws all.
    """

    title: str
    kind: str
    rules: Sequence[tuple[str, str, tuple[SymbolLayer, ...]]]


def _fill(colour: str, outline: str | None = None) -> tuple[SymbolLayer, ...]:
    values = {"color": colour, "style": "solid", "outline_style": "solid" if outline else "no"}
    return (SymbolLayer("SimpleFill", values | {"outline_color": outline or colour, "outline_width": "0.2"}),)


def _line(colour: str, width: float, dash: str | None = None) -> tuple[SymbolLayer, ...]:
    values = {"line_color": colour, "line_width": f"{width:g}", "line_width_unit": "MM", "capstyle": "round"}
    if dash:
        values |= {"use_custom_dash": "1", "customdash": dash, "customdash_unit": "MM", "capstyle": "flat"}
    return (SymbolLayer("SimpleLine", values),)


def _dot(size: float) -> tuple[SymbolLayer, ...]:
    values = {
        "name": "circle",
        "color": "91,89,83,255",
        "size": f"{size:g}",
        "outline_color": "255,255,255,255",
    }
    return (SymbolLayer("SimpleMarker", values | {"outline_width": "0.2"}),)


BASEMAP_STYLES: Mapping[str, BasemapStyle] = {
    "cities": BasemapStyle(
        "Cities",
        "marker",
        (
            ("Capital", '"capital"', _dot(1.8)),
            ("City over 300,000", 'NOT "capital" AND "population" > 300000', _dot(1.3)),
            (
                "Town",
                'NOT "capital" AND "population" <= 300000 AND "population" > @map_scale / 25',
                _dot(0.9),
            ),
        ),
    ),
    "borders": BasemapStyle(
        "Borders",
        "line",
        (
            ("Border", '"disputed" IS NULL', _line("141,133,121,255", 0.4)),
            ("Disputed border", "\"drawn_as\" = 'border'", _line("163,54,90,255", 0.6, "2;1.2")),
            ("Disputed line", "\"drawn_as\" = 'line'", _line("163,54,90,255", 0.35, "1;1.2")),
        ),
    ),
    "admin1_borders": BasemapStyle("Regional borders", "line", (("", "", _line("211,204,191,255", 0.2)),)),
    "rivers": BasemapStyle("Rivers", "line", (("", "", _line("169,200,220,255", 0.3)),)),
    "lakes": BasemapStyle("Lakes", "fill", (("", "", _fill("211,225,234,255", "157,182,198,255")),)),
    "coast": BasemapStyle("Coast", "line", (("", "", _line("157,182,198,255", 0.25)),)),
    "countries": BasemapStyle("Countries", "fill", (("", "", _fill("246,244,238,255")),)),
    "land": BasemapStyle("Land beyond", "fill", (("", "", _fill("246,244,238,255")),)),
}
"""The basemap's tables from top to bottom."""


def add_basemap_style(parent: ET.Element, table: str) -> None:
    """Renderer and names of a basemap table."""
    style = BASEMAP_STYLES[table]
    single = len(style.rules) == 1
    kind = "singleSymbol" if single else "RuleRenderer"
    renderer = child(parent, "renderer-v2", type=kind, symbollevels=0, enableorderby=0, forceraster=0)
    if not single:
        rules = child(renderer, "rules", key=stable_uuid("basemap", table))
        for number, (label, chosen, _) in enumerate(style.rules):
            child(
                rules,
                "rule",
                key=stable_uuid("basemap", table, label),
                symbol=number,
                label=label,
                filter=chosen,
            )
    drawn = child(renderer, "symbols")
    for number, (_, _, layers) in enumerate(style.rules):
        symbol(drawn, str(number), style.kind, layers)
    _names(parent, table)
    for tag, value in (("blendMode", "0"), ("featureBlendMode", "0"), ("layerOpacity", "1")):
        child(parent, tag, value)


def _names(parent: ET.Element, table: str) -> None:
    if table == "cities":
        size = (
            'CASE WHEN "capital" THEN 4 WHEN "population" > 1000000 THEN 3 '
            'WHEN "population" > 100000 THEN 2 ELSE 0 END'
        )
        large = '"capital" OR "population" > @map_scale / 25'
        add_name_labels(
            parent,
            '"name"',
            size=7,
            colour="59,58,55,255",
            where="around",
            priority=size,
            most=6_000_000,
            shown=large,
        )
    elif table == "countries":
        add_name_labels(
            parent, 'upper("name")', size=9, colour="109,103,94,255", where="inside", priority="3"
        )
    elif table == "borders":
        add_name_labels(parent, '"disputed"', size=7, colour="163,54,90,255", where="along", priority="9")
