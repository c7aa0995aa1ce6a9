"""KML with time spans, and OGC Features and Geometries JSON (JSON-FG)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import msgspec

from geomap._files import write_whole
from geomap.layers.interchange.rows import rows_out
from geomap.layerset import LAYER_NAMES, LayerSet
from geomap.model import CATEGORY_GROUPS

__all__ = ["write_jsonfg", "write_kml"]

_KML = "http://www.opengis.net/kml/2.2"
_COLOURS = {
    "attack": "ff0a47c8",
    "force": "ffa56700",
    "infrastructure": "ff005a8a",
    "civil": "ff5a7900",
    "politics": "ff7f46a8",
    "count": "ffa34f6a",
    "other": "ff66605c",
}
"""KML writes alpha, blue, green, red."""

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONFORMS = (
    "http://www.opengis.net/spec/json-fg-1/0.2/conf/core",
    "http://www.opengis.net/spec/json-fg-1/0.2/conf/types-schemas",
)


def write_kml(layers: LayerSet, target: Path, quotes: str) -> tuple[Path, ...]:
    """All features as placemarks in a folder a layer; what nothing has ended has no end."""
    root = ET.Element("kml", xmlns=_KML)
    document = ET.SubElement(root, "Document")
    _text(document, "name", layers.title)
    for group, colour in _COLOURS.items():
        _style(document, group, colour)
    folders: dict[str, ET.Element] = {}
    for layer in LAYER_NAMES:
        folders[layer] = ET.SubElement(document, "Folder")
        _text(folders[layer], "name", layer.replace("_", " "))
    for name, row, shape in rows_out(layers, quotes):
        _placemark(folders[name], row, shape)
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    write_whole(target, body + b"\n")
    return (target,)


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    made = ET.SubElement(parent, tag)
    made.text = _ILLEGAL.sub("\ufffd", text)
    return made


def _style(document: ET.Element, group: str, colour: str) -> None:
    style = ET.SubElement(document, "Style", id=group)
    _text(ET.SubElement(style, "IconStyle"), "color", colour)
    line = ET.SubElement(style, "LineStyle")
    _text(line, "color", colour)
    _text(line, "width", "2")
    _text(ET.SubElement(style, "PolyStyle"), "color", "40" + colour[2:])


def _placemark(folder: ET.Element, row: dict[str, Any], shape: Any) -> None:
    mark = ET.SubElement(folder, "Placemark")
    _text(mark, "name", row["title"])
    if row["quote"]:
        # Google Earth shows a description as HTML: the text is escaped once more than XML asks.
        _text(mark, "description", row["quote"].replace("&", "&amp;").replace("<", "&lt;"))
    span = ET.SubElement(mark, "TimeSpan")
    _text(span, "begin", row["start"])
    if not row["open_ended"]:
        _text(span, "end", row["end"])
    _text(mark, "styleUrl", f"#{CATEGORY_GROUPS.get(row['category'], 'other')}")
    data = ET.SubElement(mark, "ExtendedData")
    for name, value in row.items():
        if value is not None:
            written = str(value).lower() if isinstance(value, bool) else str(value)
            _text(ET.SubElement(data, "Data", name=name), "value", written)
    _geometry(mark, shape)


def _geometry(mark: ET.Element, shape: Any) -> None:
    if shape.geom_type == "MultiPolygon":
        many = ET.SubElement(mark, "MultiGeometry")
        for polygon in shape.geoms:
            made = ET.SubElement(many, "Polygon")
            _ring(ET.SubElement(made, "outerBoundaryIs"), "LinearRing", polygon.exterior)
            for hole in polygon.interiors:
                _ring(ET.SubElement(made, "innerBoundaryIs"), "LinearRing", hole)
    else:
        _ring(mark, shape.geom_type, shape)


def _ring(parent: ET.Element, tag: str, shape: Any) -> None:
    _text(ET.SubElement(parent, tag), "coordinates", " ".join(f"{x!r},{y!r}" for x, y in shape.coords))


def write_jsonfg(layers: LayerSet, target: Path, quotes: str) -> tuple[Path, ...]:
    """All features in one collection, each with its type (the layer) and its time as an interval.

    Source: OGC 21-045r1; '..' stands for an open end, the interval's end is inclusive there.
    """
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "featureType": name,
            "time": {"interval": [row["start"], ".." if row["open_ended"] else row["end"]]},
            "geometry": json.loads(json.dumps(shape.__geo_interface__)),
            "place": None,
            "properties": row,
        }
        for name, row, shape in rows_out(layers, quotes)
    ]
    head = {"type": "FeatureCollection", "conformsTo": _CONFORMS}
    lines = b",\n".join(map(msgspec.json.encode, features))
    write_whole(target, msgspec.json.encode(head)[:-1] + b',"features":[\n' + lines + b"\n]}\n")
    return (target,)
