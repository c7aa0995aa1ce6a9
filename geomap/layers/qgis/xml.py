"""The small XML vocabulary that QGIS files are made of: options, properties, symbols, ids, fonts."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

__all__ = [
    "SymbolLayer",
    "add_crs",
    "child",
    "document",
    "literal",
    "name_literal",
    "options",
    "properties",
    "stable_uuid",
    "symbol",
    "text_style",
]

_DOCTYPE = b"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FONT = "Open Sans"


def child(parent: ET.Element, tag: str, text: str | None = None, **attributes: Any) -> ET.Element:
    """A new last child of ``parent``; a trailing ``_`` is dropped: ``class_`` makes 'class'."""
    made = ET.SubElement(
        parent,
        tag,
        {key.rstrip("_"): _clean(str(value)) for key, value in attributes.items()},
    )
    if text is not None:
        made.text = _clean(text)
    return made


def _clean(text: str) -> str:
    """``text`` without the characters XML cannot hold."""
    # Nearly all text is printable, and what is printable XML can hold: a project has thousands of values.
    return text if text.isprintable() else _ILLEGAL.sub("\ufffd", text)


def document(root: ET.Element) -> bytes:
    """``root`` as a file that QGIS takes for its own."""
    text: bytes = ET.tostring(root, encoding="utf-8")
    return _DOCTYPE + text + b"\n"


def literal(text: str) -> str:
    """``text`` as a string in a QGIS expression."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def name_literal(text: str) -> str:
    """``text`` as the name of a field in a QGIS expression."""
    return '"' + text.replace('"', '""') + '"'


def stable_uuid(*parts: str) -> str:
    """A braced UUID that the same ``parts`` always give."""
    return (
        "{" + str(uuid.UUID(bytes=hashlib.sha256("\x1f".join(parts).encode()).digest()[:16], version=4)) + "}"
    )


def options(parent: ET.Element, values: Mapping[str, Any]) -> ET.Element:
    """A map of values, typed as QGIS wants them."""
    table = child(parent, "Option", type="Map")
    for key, value in values.items():
        _option(table, key, value)
    return table


def _option(parent: ET.Element, name: str, value: Any) -> None:
    if isinstance(value, Mapping):
        made = options(parent, value)
        made.set("name", name)
    elif isinstance(value, bool):
        child(parent, "Option", name=name, type="bool", value=str(value).lower())
    elif isinstance(value, int):
        child(parent, "Option", name=name, type="int", value=value)
    else:
        child(parent, "Option", name=name, type="QString", value=value)


def properties(parent: ET.Element, tag: str, expressions: Mapping[str, str]) -> None:
    """Data-defined properties: each name with the expression that gives its value."""
    table = {
        name: {"active": True, "expression": expression, "type": 3}
        for name, expression in expressions.items()
    }
    options(child(parent, tag), {"properties": table})


@dataclass(frozen=True)
class SymbolLayer:
    """One layer of a symbol: QGIS' class name, its options, data-defined properties, a symbol inside."""

    kind: str
    options: Mapping[str, Any]
    expressions: Mapping[str, str] = field(default_factory=dict)
    inside: tuple[str, tuple[SymbolLayer, ...]] | None = None


def symbol(
    parent: ET.Element,
    name: str,
    kind: str,
    layers: tuple[SymbolLayer, ...],
    *,
    alpha: str | None = None,
    opacity: float = 1.0,
) -> ET.Element:
    """A symbol of ``layers``, bottom first.

    Parameters
    ----------
    kind
        ``marker``, ``line`` or ``fill``.
    alpha
        Expression for the opacity in percent; None for none.
    opacity
        0 to 1, where no expression says otherwise.
    """
    made = child(parent, "symbol", name=name, type=kind, alpha=f"{opacity:g}")
    if alpha:
        properties(made, "data_defined_properties", {"alpha": alpha})
    for number, layer in enumerate(layers):
        part = child(made, "layer", class_=layer.kind, enabled=1)
        options(part, layer.options)
        if layer.expressions:
            properties(part, "data_defined_properties", layer.expressions)
        if layer.inside:
            symbol(part, f"@{name}@{number}", *layer.inside)
    return made


_WEB_MERCATOR = (
    "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 "
    "+k=1 +units=m +nadgrids=@null +wktext +no_defs"
)
_SYSTEMS = {
    "EPSG:4326": ("+proj=longlat +datum=WGS84 +no_defs", "3452", "4326", "WGS 84", "longlat", "true"),
    "EPSG:3857": (_WEB_MERCATOR, "3857", "3857", "WGS 84 / Pseudo-Mercator", "merc", "false"),
}


def add_crs(parent: ET.Element, tag: str | None, authority: str) -> None:
    """The CRS ``authority`` ('EPSG:4326' or 'EPSG:3857') under ``tag``, or right in ``parent`` for None."""
    system = child(parent if tag is None else child(parent, tag), "spatialrefsys")
    proj, number, code, name, projection, geographic = _SYSTEMS[authority]
    for key, value in (
        ("proj4", proj),
        ("srsid", number),
        ("srid", code),
        ("authid", authority),
        ("description", name),
        ("projectionacronym", projection),
        ("ellipsoidacronym", "EPSG:7030"),
        ("geographicflag", geographic),
    ):
        child(system, key, value)


def text_style(
    parent: ET.Element,
    *,
    size: float,
    colour: str,
    bold: bool = False,
    italic: bool = False,
    buffer: bool = True,
    **more: Any,
) -> ET.Element:
    """How a text looks; ``size`` in points, ``colour`` as 'r,g,b,a', ``more`` as further attributes."""
    style = child(
        parent,
        "text-style",
        fontFamily=_FONT,
        fontSize=f"{size:g}",
        fontSizeUnit="Point",
        textColor=colour,
        textOpacity=1,
        fontWeight=75 if bold else 50,
        fontItalic=int(italic),
        namedStyle="Bold" if bold else "Regular",
        multilineHeight=1,
        **more,
    )
    families = child(style, "families")
    for name in (_FONT, "Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial"):
        child(families, "family", name=name)
    child(
        style,
        "text-buffer",
        bufferDraw=int(buffer),
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor="255,255,255,230",
        bufferOpacity=1,
        bufferNoFill=1,
        bufferJoinStyle=128,
    )
    return style
