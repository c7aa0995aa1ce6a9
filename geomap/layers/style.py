"""QGIS styles (QML) of the layers, built as XML trees: the one door into QML escapes by construction."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from geomap.layerset import GEOMETRY_TYPES, LayerName
from geomap.model import CATEGORIES, CATEGORY_GROUPS

__all__ = ["layer_qml"]

_GROUP_COLOURS: Mapping[str, str] = {
    "attack": "200,30,40,255",
    "force": "35,80,160,255",
    "infrastructure": "120,80,160,255",
    "civil": "220,130,20,255",
    "politics": "40,130,110,255",
    "count": "150,60,90,255",
    "other": "110,110,110,255",
}


def layer_qml(name: LayerName) -> bytes:
    """The style of a layer as a QML file."""
    root = ET.Element("qgis", version="3.22.0", styleCategories="Symbology")
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr="category")
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for number, category in enumerate(CATEGORIES):
        ET.SubElement(
            categories,
            "category",
            value=category,
            label=category.replace("_", " "),
            symbol=str(number),
            render="true",
        )
        _symbol(symbols, number, GEOMETRY_TYPES[name], _GROUP_COLOURS[CATEGORY_GROUPS[category]])
    return b"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(root) + b"\n"


def _symbol(parent: ET.Element, number: int, kind: str, colour: str) -> None:
    what, symbol_layer, options = {
        "Point": ("marker", "SimpleMarker", {"name": "circle", "color": colour, "size": "3"}),
        "LineString": ("line", "SimpleLine", {"line_color": colour, "line_width": "0.6"}),
        "MultiPolygon": (
            "fill",
            "SimpleFill",
            {"color": colour, "outline_color": colour, "style": "b_diagonal"},
        ),
    }[kind]
    symbol = ET.SubElement(parent, "symbol", type=what, name=str(number), alpha="1")
    layer = ET.SubElement(
        symbol, "layer", {"class": symbol_layer, "enabled": "1", "locked": "0", "pass": "0"}
    )
    table = ET.SubElement(layer, "Option", type="Map")
    for key, value in options.items():
        ET.SubElement(table, "Option", name=key, value=value, type="QString")
