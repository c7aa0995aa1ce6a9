"""The QGIS project: layers in reading order, time on, period and step, title and credits, a print layout."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from geomap.layers.qgis.basemap import BASEMAP_STYLES, add_basemap_style
from geomap.layers.qgis.layout import Entry, Sheet, add_layout
from geomap.layers.qgis.renderers import Contents, key_in_legend, shown_in_legend
from geomap.layers.qgis.style import add_style, add_temporal
from geomap.layers.qgis.xml import SymbolLayer, add_crs, child, document, name_literal, symbol
from geomap.layerset import GEOMETRY_TYPES, LAYER_NAMES, LayerName

__all__ = ["Facts", "project_xml", "zipped_project"]

_TITLES: Mapping[LayerName, str] = {
    "events": "Events",
    "movements": "Movements",
    "event_areas": "Events in an area",
    "deployments": "Forces and works",
    "deployment_areas": "Forces and works in an area",
    "counts": "Figures",
}
_GROUPS: Sequence[tuple[str, Sequence[LayerName]]] = (
    ("What happened", ("events", "movements", "event_areas")),
    ("What stands", ("deployments", "deployment_areas")),
    ("Figures for an area", ("counts",)),
)
_ORDER: Sequence[LayerName] = (
    "events",
    "deployments",
    "movements",
    "event_areas",
    "deployment_areas",
    "counts",
)
_KIND = {"Point": "Point", "LineString": "Line", "MultiPolygon": "Polygon"}
_RADIUS = 6_378_137.0
_MOST_LAT = 85.0


@dataclass(frozen=True)
class Facts:
    """What the project says and shows.

    Attributes
    ----------
    title, period, zone, abstract, credits
        Texts for metadata and layout; ``credits`` a line each.
    begin, end
        The period in ISO 8601, UTC: from the first day's midnight to the last day's end in the map's zone.
    view
        (west, south, east, north) in degrees of the first view.
    contents
        What each of the six layers holds.
    extents
        Bounds in degrees of each table; None where it is empty.
    basemap
        Names of the basemap's tables there are.
    disputed
        How disputed lines in sight are drawn: ``border``, ``line``, both or neither.
    stale_h
        Hours after which a state is drawn pale.
    """

    title: str
    period: str
    zone: str
    abstract: str
    credits: Sequence[str]
    begin: str
    end: str
    view: tuple[float, float, float, float]
    contents: Mapping[LayerName, Contents]
    extents: Mapping[str, Sequence[float] | None]
    basemap: Sequence[str]
    disputed: frozenset[str]
    stale_h: float


def project_xml(facts: Facts) -> bytes:
    """The project as QGIS' XML; its data stand in ``situation.gpkg`` beside it."""
    root = ET.Element("qgis", version="3.22.16", projectname="")
    child(root, "homePath", path="")
    child(root, "title", facts.title)
    child(root, "evaluateDefaultValues", active=0)
    add_crs(root, "projectCrs", "EPSG:3857")
    _tree(root, facts)
    layers = child(root, "projectlayers")
    for name in LAYER_NAMES:
        _event_layer(layers, name, facts)
    _outline_layer(layers, facts)
    for base in facts.basemap:
        _basemap_layer(layers, base, facts)
    _properties(root, facts)
    _metadata(root, facts)
    west, south, east, north = _mercator(facts.view)
    canvas = child(root, "mapcanvas", name="theMapCanvas", annotationsVisible=1)
    child(canvas, "units", "meters")
    extent = child(canvas, "extent")
    for tag, metres in (("xmin", west), ("ymin", south), ("xmax", east), ("ymax", north)):
        child(extent, tag, f"{metres:.1f}")
    child(canvas, "rotation", "0")
    add_crs(canvas, "destinationsrs", "EPSG:3857")
    add_layout(child(root, "Layouts"), _sheet(facts))
    _view(root, facts)
    _time(root, facts)
    return document(root)


def zipped_project(xml: bytes, name: str) -> bytes:
    """``xml`` as a .qgz with the fixed date that keeps two runs alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(f"{name}.qgs", date_time=(1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        archive.writestr(entry, xml)
    return out.getvalue()


def _mercator(box: Sequence[float]) -> tuple[float, float, float, float]:
    """Degrees to metres of EPSG:3857."""

    def y(lat: float) -> float:
        bound = max(-_MOST_LAT, min(_MOST_LAT, lat))
        return _RADIUS * math.log(math.tan(math.pi / 4 + math.radians(bound) / 2))

    west, south, east, north = box
    return _RADIUS * math.radians(west), y(south), _RADIUS * math.radians(east), y(north)


def _id(table: str) -> str:
    """The layer's id; QGIS makes up its own for short ones."""
    return f"geomap_{table}"


def _source(table: str) -> str:
    return f"./situation.gpkg|layername={table}"


def _tree(root: ET.Element, facts: Facts) -> None:
    tree = child(root, "layer-tree-group")
    for title, members in _GROUPS:
        group = _group(tree, title)
        for name in members:
            _leaf(group, name, _TITLES[name])
    folded = _group(tree, "Outlines in full", shown=False)
    _leaf(folded, "areas", "Areas")
    base = _group(tree, "Basemap", expanded=False)
    for table in facts.basemap:
        _leaf(base, table, BASEMAP_STYLES[table].title, expanded=False)
    order = child(tree, "custom-order", enabled=1)
    for table in (*_ORDER, "areas", *facts.basemap):
        child(order, "item", _id(table))


def _group(parent: ET.Element, name: str, *, shown: bool = True, expanded: bool = True) -> ET.Element:
    state = "Qt::Checked" if shown else "Qt::Unchecked"
    return child(parent, "layer-tree-group", name=name, checked=state, expanded=int(shown and expanded))


def _leaf(parent: ET.Element, table: str, name: str, *, expanded: bool = True) -> None:
    child(
        parent,
        "layer-tree-layer",
        id=_id(table),
        name=name,
        source=_source(table),
        providerKey="ogr",
        checked="Qt::Checked",
        expanded=int(expanded),
        legend_exp="",
        legend_split_behavior=0,
        patch_size="-1,-1",
    )


def _layer(
    parent: ET.Element, table: str, facts: Facts, *, title: str, kind: str, abstract: str
) -> ET.Element:
    layer = child(
        parent,
        "maplayer",
        type="vector",
        geometry=kind,
        styleCategories="AllStyleCategories",
        labelsEnabled=1,
        hasScaleBasedVisibilityFlag=0,
        simplifyDrawingHints=0 if kind == "Point" else 1,
        simplifyDrawingTol=1,
        simplifyLocal=1,
        simplifyMaxScale=1,
        simplifyAlgorithm=0,
        readOnly=0,
    )
    bounds = facts.extents.get(table)
    if bounds is not None:
        extent = child(layer, "extent")
        for tag, value in zip(("xmin", "ymin", "xmax", "ymax"), bounds, strict=True):
            child(extent, tag, f"{value:.6f}")
    child(layer, "id", _id(table))
    child(layer, "datasource", _source(table))
    child(layer, "layername", title)
    add_crs(layer, "srs", "EPSG:4326")
    told = child(layer, "resourceMetadata")
    child(told, "type", "dataset")
    child(told, "title", title)
    child(told, "abstract", abstract)
    for line in facts.credits:
        child(told, "rights", line)
    child(layer, "provider", "ogr", encoding="UTF-8")
    flags = child(layer, "flags")
    for tag, value in (("Identifiable", 1), ("Removable", 1), ("Searchable", 1), ("Private", 0)):
        child(flags, tag, str(value))
    return layer


_ESCAPED = "replace(coalesce({0}, ''), map('&', '&amp;', '<', '&lt;', '>', '&gt;'))"
_TIP = (
    "<b>[% {title} %]</b><br>[% {status} %]"
    "<br>[% CASE WHEN \"quote\" IS NOT NULL THEN '“' || {quote} || '”' ELSE '' END %]"
    "<br>[% {publisher} %] [% coalesce(\"local_date\", '') %]"
).format(**{name: _ESCAPED.format(name_literal(name)) for name in ("title", "status", "quote", "publisher")})
"""What hovering shows: a little HTML, into which text from articles goes escaped."""


def _event_layer(parent: ET.Element, name: LayerName, facts: Facts) -> None:
    told = f"Times are UTC; days are those of {facts.zone}. Open-ended states have no end."
    kind = _KIND[GEOMETRY_TYPES[name]]
    layer = _layer(parent, name, facts, title=_TITLES[name], kind=kind, abstract=told)
    add_temporal(layer)
    add_style(layer, name, facts.contents[name], stale_h=facts.stale_h)
    child(layer, "previewExpression", '"title"')
    child(layer, "mapTip", _TIP)


def _outline_layer(parent: ET.Element, facts: Facts) -> None:
    told = "Each area's full outline, once."
    layer = _layer(parent, "areas", facts, title="Areas", kind="Polygon", abstract=told)
    line = {"color": "0,0,0,0", "style": "no", "outline_color": "28,33,38,255", "outline_width": "0.3"}
    renderer = child(
        layer, "renderer-v2", type="singleSymbol", symbollevels=0, enableorderby=0, forceraster=0
    )
    symbol(child(renderer, "symbols"), "0", "fill", (SymbolLayer("SimpleFill", line),))


def _basemap_layer(parent: ET.Element, table: str, facts: Facts) -> None:
    kind = {"marker": "Point", "line": "Line", "fill": "Polygon"}[BASEMAP_STYLES[table].kind]
    layer = _layer(parent, table, facts, title=BASEMAP_STYLES[table].title, kind=kind, abstract="Basemap.")
    add_basemap_style(layer, table)
    flags = layer.find("flags/Identifiable")
    assert flags is not None
    flags.text = "0"


def _properties(root: ET.Element, facts: Facts) -> None:
    table = child(root, "properties")
    paths = child(table, "Paths")
    child(paths, "Absolute", "false", type="bool")
    child(child(table, "SpatialRefSys"), "ProjectionsEnabled", "1", type="int")
    gui = child(table, "Gui")
    for part, share in (("Red", 211), ("Green", 225), ("Blue", 234)):
        child(gui, f"CanvasColor{part}Part", str(share), type="int")
    # 1 is 'animated': the panel opens at the first day with time switched on.
    panel = child(table, "TemporalControllerWidget")
    child(panel, "NavigationMode", "1", type="int")
    child(panel, "StartDateTime", facts.begin, type="QString")
    child(panel, "EndDateTime", facts.end, type="QString")
    named = {"map_timezone": facts.zone, "map_period": facts.period}
    variables = child(table, "Variables")
    names = child(variables, "variableNames", type="QStringList")
    values = child(variables, "variableValues", type="QStringList")
    for name, value in named.items():
        child(names, "value", name)
        child(values, "value", value)


def _metadata(root: ET.Element, facts: Facts) -> None:
    told = child(root, "projectMetadata")
    child(told, "type", "dataset")
    child(told, "title", facts.title)
    child(told, "abstract", facts.abstract)
    child(told, "author", "geomap")


def _view(root: ET.Element, facts: Facts) -> None:
    settings = child(root, "ProjectViewSettings", UseProjectScales=0, rotation=0)
    west, south, east, north = _mercator(facts.view)
    extent = child(
        settings,
        "DefaultViewExtent",
        xmin=f"{west:.1f}",
        ymin=f"{south:.1f}",
        xmax=f"{east:.1f}",
        ymax=f"{north:.1f}",
    )
    add_crs(extent, None, "EPSG:3857")


def _time(root: ET.Element, facts: Facts) -> None:
    settings = child(
        root, "ProjectTimeSettings", timeStep=1, timeStepUnit="d", frameRate=1, cumulativeTemporalRange=0
    )
    span = child(settings, "TemporalRange")
    child(span, "start", facts.begin)
    child(span, "end", facts.end)


def _legend(facts: Facts) -> Iterator[tuple[str, list[Entry]]]:
    for title, members in _GROUPS:
        shown = [
            Entry(_id(name), _TITLES[name], shown_in_legend(name, facts.contents[name]))
            for name in members
            if facts.contents[name].categories
        ]
        if shown:
            yield title, shown
    key = key_in_legend("events", facts.contents["events"])
    yield "How to read", [Entry(_id("events"), "Outline and ring", key)]
    if facts.extents.get("borders") is not None:
        drawn = [0, *(number for number, kind in enumerate(("border", "line"), 1) if kind in facts.disputed)]
        yield "Basemap", [Entry(_id("borders"), BASEMAP_STYLES["borders"].title, drawn)]


def _sheet(facts: Facts) -> Sheet:
    return Sheet(
        title=facts.title,
        period=facts.period,
        sources=" · ".join(facts.credits),
        extent=_mercator(facts.view),
        begin=facts.begin,
        end=facts.end,
        legend=list(_legend(facts)),
    )
