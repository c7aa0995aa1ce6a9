"""Labels that do not collide: what happened by its title, figures by their number, places by their name."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geomap.layers.qgis.xml import child, options, properties, text_style
from geomap.layerset import LayerName

__all__ = ["add_labels", "add_name_labels"]

_TITLE = 'CASE WHEN length("title") > 48 THEN left("title", 46) || \'…\' ELSE "title" END'
_FIGURE = (
    'CASE WHEN "quantity" IS NULL THEN "title" '
    "ELSE format_number(\"quantity\", 0) || ' ' || coalesce(\"quantity_unit\", '') END"
)
_PRIORITY = (
    "CASE WHEN \"status\" = 'confirmed' THEN 8 WHEN \"status\" IN ('denied', 'retracted') THEN 1 ELSE 5 END"
)
_INK = "28,33,38,255"

_LINE, _HORIZONTAL, _ORDERED = 2, 4, 6


def add_labels(parent: ET.Element, name: LayerName) -> None:
    """Labels of one of the six layers; the background has none, what is surest comes first."""
    expression = _FIGURE if name == "counts" else _TITLE
    placement = {"events": _ORDERED, "deployments": _ORDERED, "movements": _LINE}.get(name, _HORIZONTAL)
    _labels(
        parent,
        expression,
        placement=placement,
        size=7.5,
        colour=_INK,
        shown={"Show": 'NOT "background"', "Priority": _PRIORITY},
        wrap=24,
    )


def add_name_labels(
    parent: ET.Element,
    field: str,
    *,
    size: float,
    colour: str,
    over_point: bool,
    italic: bool = False,
    priority: str = "2",
    most: float | None = None,
    shown: str = "true",
) -> None:
    """Names of places on the basemap, giving way to all else.

    Parameters
    ----------
    over_point
        Around a point rather than inside an area.
    priority
        Expression from 0 to 10.
    most
        Scale denominator from which on the names are left out; None for never.
    shown
        Expression that tells which are shown.
    """
    _labels(
        parent,
        field,
        placement=_ORDERED if over_point else _HORIZONTAL,
        size=size,
        colour=colour,
        shown={"Priority": priority, "Show": shown},
        wrap=0,
        italic=italic,
        most=most,
        obstacle=False,
    )


def _labels(
    parent: ET.Element,
    expression: str,
    *,
    placement: int,
    size: float,
    colour: str,
    shown: dict[str, str],
    wrap: int,
    italic: bool = False,
    most: float | None = None,
    obstacle: bool = True,
) -> None:
    labeling = child(parent, "labeling", type="simple")
    settings = child(labeling, "settings", calloutType="simple")
    text_style(settings, size=size, colour=colour, italic=italic, fieldName=expression, isExpression=1)
    child(
        settings,
        "text-format",
        autoWrapLength=wrap,
        useMaxLineLengthForAutoWrap=1,
        multilineAlign=3,
        wrapChar="",
        decimals=3,
        formatNumbers=0,
        plussign=0,
        addDirectionSymbol=0,
    )
    child(
        settings,
        "placement",
        placement=placement,
        dist="0.6",
        distUnits="MM",
        offsetType=1,
        predefinedPositionOrder="R,L,TR,BR,TL,BL,TSR,BSR",
        quadOffset=4,
        centroidInside=1,
        centroidWhole=0,
        fitInPolygonOnly=0,
        priority=5,
        placementFlags=9,
        polygonPlacementFlags=2,
        maxCurvedCharAngleIn=25,
        maxCurvedCharAngleOut=-25,
        repeatDistance=0,
        overrunDistance=0,
        xOffset=0,
        yOffset=0,
        rotationAngle=0,
        preserveRotation=1,
    )
    child(
        settings,
        "rendering",
        drawLabels=1,
        obstacle=int(obstacle),
        obstacleFactor=1,
        obstacleType=1,
        displayAll=0,
        labelPerPart=0,
        mergeLines=0,
        limitNumLabels=0,
        maxNumLabels=2000,
        minFeatureSize=0,
        scaleVisibility=int(most is not None),
        scaleMin=0,
        scaleMax=f"{most or 0:g}",
        upsidedownLabels=0,
        unplacedVisibility=0,
        zIndex=0,
        fontLimitPixelSize=0,
        fontMinPixelSize=3,
        fontMaxPixelSize=10000,
    )
    properties(settings, "dd_properties", shown)
    options(child(settings, "callout", type="simple"), {"enabled": "0"})
