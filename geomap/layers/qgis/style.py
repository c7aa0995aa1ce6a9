"""A layer's style as a QML file: renderer, labels, and the fields that tell time."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geomap.layers.qgis.labels import add_labels
from geomap.layers.qgis.renderers import Contents, add_renderer
from geomap.layers.qgis.xml import child, document
from geomap.layerset import GEOMETRY_TYPES, LayerName

__all__ = ["add_style", "add_temporal", "layer_qml"]

_GEOMETRY = {"Point": 0, "LineString": 1, "MultiPolygon": 2}


def layer_qml(name: LayerName, contents: Contents, *, stale_h: float | None) -> bytes:
    """The style of layer ``name`` with these contents, as a QML file.

    QGIS takes the symbols and labels from a file like this of its own accord; the fields of time are in it
    for whoever loads the style by hand, as QGIS leaves time itself switched off.
    """
    root = ET.Element(
        "qgis", version="3.22.16", styleCategories="Symbology|Labeling|Temporal|Rendering", labelsEnabled="1"
    )
    add_temporal(root)
    add_style(root, name, contents, stale_h=stale_h)
    child(root, "layerGeometryType", str(_GEOMETRY[GEOMETRY_TYPES[name]]))
    return document(root)


def add_style(parent: ET.Element, name: LayerName, contents: Contents, *, stale_h: float | None) -> None:
    """Renderer and labels of a layer."""
    add_renderer(parent, name, contents, stale_h=stale_h)
    add_labels(parent, name)
    child(parent, "blendMode", "0")
    child(parent, "featureBlendMode", "0")
    child(parent, "layerOpacity", "1")


def add_temporal(parent: ET.Element) -> None:
    """Time from the fields ``start`` and ``end``, half-open at the end."""
    temporal = child(
        parent,
        "temporal",
        enabled=1,
        mode=2,
        startField="start",
        endField="end",
        limitMode=0,
        accumulate=0,
        durationField="",
        durationUnit="min",
        fixedDuration=0,
        startExpression="",
        endExpression="",
    )
    fixed = child(temporal, "fixedRange")
    child(fixed, "start", "")
    child(fixed, "end", "")
