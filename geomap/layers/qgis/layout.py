"""The print layout 'Situation': A4 landscape with title, period, map, legend, scale and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from geomap.layers.qgis.xml import SymbolLayer, child, options, stable_uuid, symbol, text_style

__all__ = ["Entry", "Sheet", "add_layout"]

_PAGE, _MAP, _LABEL, _LEGEND, _SCALE_BAR = 65638, 65639, 65641, 65642, 65646
_MAP_X, _MAP_Y, _MAP_WIDTH, _MAP_HEIGHT = 10.0, 26.0, 190.0, 162.0
_FONT = "Open Sans"
_TITLE_AT_18, _LONGEST_TITLE = 70, 150
"""Letters of a title that fit a line at 18 points, and at the smallest size it is set in."""

_MOST_TOLD = 950
"""Letters of the sources that fit under the map; all of them stand in the project's metadata."""


@dataclass(frozen=True)
class Entry:
    """A layer in the legend: its id, its title, the numbers of the symbols shown (None: all)."""

    layer: str
    title: str
    symbols: Sequence[int] | None = None


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet.

    Attributes
    ----------
    title, period, sources
        Texts for its head and foot.
    extent
        (west, south, east, north) in the project's CRS, metres.
    begin, end
        The period in ISO 8601, UTC.
    legend
        (group, its entries) in reading order.
    """

    title: str
    period: str
    sources: str
    extent: tuple[float, float, float, float]
    begin: str
    end: str
    legend: Sequence[tuple[str, Sequence[Entry]]]


def add_layout(parent: ET.Element, sheet: Sheet) -> None:
    """Add the layout to a project's ``Layouts``."""
    layout = child(parent, "Layout", name="Situation", units="mm", printResolution=300, worldFileMap="")
    _pages(layout)
    _map(layout, sheet)
    title = sheet.title if len(sheet.title) <= _LONGEST_TITLE else f"{sheet.title[: _LONGEST_TITLE - 1]}…"
    size = min(18.0, round(18 * _TITLE_AT_18 / max(len(title), 1), 1))
    _label(layout, "title", title, (10, 7, 277, 11), size=size, bold=True)
    _label(layout, "period", sheet.period, (10, 17, 207, 8), size=10)
    told = sheet.sources
    if len(told) > _MOST_TOLD:
        told = told[:_MOST_TOLD].rsplit(" ", 1)[0] + " … (all: in the project's metadata)"
    _label(layout, "sources", told, (10, 190, 277, 15), size=6.5)
    _legend(layout, sheet)
    _scale_bar(layout)
    options(child(layout, "customproperties"), {"singleFile": True})
    child(layout, "Atlas", enabled=0, coverageLayer="", hideCoverage=0, sortFeatures=0, filterFeatures=0)


def _item(
    parent: ET.Element,
    kind: int,
    name: str,
    box: tuple[float, float, float, float],
    *,
    frame: bool = False,
    **more: Any,
) -> ET.Element:
    """A layout item; ``box`` is x, y, width and height in millimetres from the top left corner."""
    x, y, width, height = box
    number = stable_uuid("layout", name)
    item = child(
        parent,
        "LayoutItem",
        type=kind,
        id=name,
        uuid=number,
        templateUuid=number,
        position=f"{x:g},{y:g},mm",
        positionOnPage=f"{x:g},{y:g},mm",
        size=f"{width:g},{height:g},mm",
        referencePoint=0,
        itemRotation=0,
        visibility=1,
        excludeFromExports=0,
        opacity=1,
        blendMode=0,
        frame=str(frame).lower(),
        frameJoinStyle="miter",
        outlineWidthM="0.2,mm",
        groupUuid="",
        positionLock="false",
        **more,
    )
    child(item, "FrameColor", red=120, green=120, blue=120, alpha=255)
    child(item, "BackgroundColor", red=255, green=255, blue=255, alpha=255)
    return item


def _pages(layout: ET.Element) -> None:
    pages = child(layout, "PageCollection")
    paper = SymbolLayer("SimpleFill", {"color": "255,255,255,255", "style": "solid", "outline_style": "no"})
    symbol(pages, "", "fill", (paper,))
    page = _item(pages, _PAGE, "page", (0, 0, 297, 210), background="true", zValue=0)
    symbol(page, "", "fill", (paper,))


def _map(layout: ET.Element, sheet: Sheet) -> None:
    item = _item(
        layout,
        _MAP,
        "map",
        (_MAP_X, _MAP_Y, _MAP_WIDTH, _MAP_HEIGHT),
        frame=True,
        background="true",
        zValue=1,
        mapRotation=0,
        keepLayerSet="false",
        followPreset="false",
        followPresetName="",
        drawCanvasItems="true",
        labelMargin="1,mm",
        mapFlags=0,
        isTemporal=1,
        temporalRangeBegin=sheet.begin,
        temporalRangeEnd=sheet.end,
    )
    sea = item.find("BackgroundColor")
    assert sea is not None
    for name, value in (("red", "211"), ("green", "225"), ("blue", "234")):
        sea.set(name, value)
    west, south, east, north = _fitted(sheet.extent)
    child(item, "Extent", xmin=f"{west:.1f}", ymin=f"{south:.1f}", xmax=f"{east:.1f}", ymax=f"{north:.1f}")
    child(item, "LayerSet")
    child(item, "AtlasMap", atlasDriven=0, scalingMode=2, margin="0.1")


def _fitted(extent: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """``extent`` grown to the sides of the map on the sheet."""
    west, south, east, north = extent
    width, height = east - west, north - south
    wanted = _MAP_WIDTH / _MAP_HEIGHT
    if width / height < wanted:
        extra = (height * wanted - width) / 2
        return west - extra, south, east + extra, north
    extra = (width / wanted - height) / 2
    return west, south - extra, east, north + extra


def _font(parent: ET.Element, tag: str, size: float, *, bold: bool = False) -> None:
    weight = 75 if bold else 50
    child(parent, tag, description=f"{_FONT},{size:g},-1,5,{weight},0,0,0,0,0", style="Bold" if bold else "")


def _label(
    layout: ET.Element,
    name: str,
    text: str,
    box: tuple[float, float, float, float],
    *,
    size: float,
    bold: bool = False,
) -> None:
    # A label reads '[% ... %]' as an expression: text that came from outside must not start one.
    safe = text.replace("[%", "[\u200b%")
    item = _item(
        layout,
        _LABEL,
        name,
        box,
        background="false",
        zValue=2,
        labelText=safe,
        htmlState=0,
        halign=1,
        valign=32,
        marginX=0,
        marginY=0,
    )
    _font(item, "LabelFont", size, bold=bold)
    child(item, "FontColor", red=28, green=33, blue=38, alpha=255)
    text_style(item, size=size, colour="28,33,38,255", bold=bold, buffer=False)


def _legend(layout: ET.Element, sheet: Sheet) -> None:
    item = _item(
        layout,
        _LEGEND,
        "legend",
        (203, 24, 90, 154),
        background="true",
        zValue=3,
        title="",
        titleAlignment=1,
        columnCount=2,
        splitLayer=0,
        equalColumnWidth=0,
        resizeToContents=0,
        map_uuid=stable_uuid("layout", "map"),
        legendFilterByMap=0,
        legendFilterByAtlas=0,
        symbolWidth=5,
        symbolHeight=2.6,
        boxSpace=1,
        lineSpacing=0.5,
        columnSpace=2,
        wmsLegendWidth=50,
        wmsLegendHeight=25,
        wrapChar="",
        fontColor="#1c2126",
    )
    styles = child(item, "styles")
    for name, size, bold, margin in (
        ("title", 11, True, 1.5),
        ("group", 8, True, 2.0),
        ("subgroup", 7, True, 1.2),
        ("symbol", 6.5, False, 0.7),
        ("symbolLabel", 6.5, False, 0.7),
    ):
        style = child(styles, "style", name=name, alignment=1, indent=0, marginTop=margin, marginLeft=1)
        _font(style, "styleFont", size, bold=bold)
        text_style(style, size=size, colour="28,33,38,255", bold=bold, buffer=False)
    tree = child(item, "layer-tree-group", name="", checked="Qt::Checked", expanded=1)
    for group, members in sheet.legend:
        node = child(tree, "layer-tree-group", name=group, checked="Qt::Checked", expanded=1)
        for entry in members:
            leaf = child(
                node,
                "layer-tree-layer",
                id=entry.layer,
                name=entry.title,
                checked="Qt::Checked",
                expanded=1,
                providerKey="ogr",
                legend_exp="",
                legend_split_behavior=0,
                patch_size="-1,-1",
            )
            # A layer may stand in the legend twice; without this label both would bear its own name.
            told = {"legend/title-label": entry.title}
            if entry.symbols is not None:
                told["legend/node-order"] = ",".join(map(str, entry.symbols))
            options(child(leaf, "customproperties"), told)


def _scale_bar(layout: ET.Element) -> None:
    item = _item(
        layout,
        _SCALE_BAR,
        "scale",
        (203, 180, 60, 9),
        background="false",
        zValue=4,
        style="Line Ticks Up",
        unitType="km",
        unitLabel="km",
        numUnitsPerSegment=50,
        numMapUnitsPerScaleBarUnit=1,
        numSegments=2,
        numSegmentsLeft=0,
        numSubdivisions=1,
        segmentSizeMode=1,
        minBarWidth=20,
        maxBarWidth=45,
        height=2,
        boxContentSpace=1,
        labelBarSpace=1,
        labelVerticalPlacement=0,
        labelHorizontalPlacement=0,
        alignment=0,
        outlineWidth="0.3",
        mapUuid=stable_uuid("layout", "map"),
        lineJoinStyle="miter",
        lineCapStyle="square",
    )
    text_style(item, size=7, colour="28,33,38,255")
    line = {"line_color": "28,33,38,255", "line_width": "0.3", "line_width_unit": "MM", "line_style": "solid"}
    for tag in ("lineSymbol", "divisionLineSymbol", "subdivisionLineSymbol"):
        symbol(child(item, tag), "", "line", (SymbolLayer("SimpleLine", line),))
