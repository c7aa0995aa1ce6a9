"""Labels that do not collide: what happened by its title, figures by their number, places by their name."""

from __future__ import annotations

from typing import Any, Literal
from xml.etree import ElementTree as ET

from geomap.layers.qgis.xml import child, options, properties, text_style
from geomap.layerset import LayerName

__all__ = ["add_labels", "add_name_labels"]

_TITLE = "CASE WHEN length(title) > 48 THEN left(title, 46) || '…' ELSE title END"
_FIGURE = (
    "CASE WHEN quantity IS NULL THEN title "
    "ELSE format_number(quantity, 0) || ' ' || coalesce(quantity_unit, '') END"
)
_PRIORITY = "CASE WHEN status='confirmed' THEN 8 WHEN status IN ('denied','retracted') THEN 1 ELSE 5 END"
_SHOWN = "NOT background"
_SHOWN_IN_AREA = (
    f"{_SHOWN} AND (coalesce(precision,'') NOT IN ('country','region') OR coalesce(day(@map_interval),0)<=3)"
)
"""What happened somewhere in a region is named in a frame of a few days; many days of it bury the map."""
_INK = "28,33,38,255"

_LINE, _HORIZONTAL, _ORDERED = 2, 4, 6


def add_labels(parent: ET.Element, name: LayerName) -> None:
    """Labels of one of the six layers; the background has none, what is surest comes first."""
    expression = _FIGURE if name == "counts" else _TITLE
    shown = _SHOWN_IN_AREA if name in {"event_areas", "deployment_areas"} else _SHOWN
    placement = {"events": _ORDERED, "deployments": _ORDERED, "movements": _LINE}.get(name, _HORIZONTAL)
    _labels(
        parent,
        expression,
        placement=placement,
        size=7.5,
        colour=_INK,
        shown={"Show": shown, "Priority": _PRIORITY},
        wrap=24,
    )


def add_name_labels(
    parent: ET.Element,
    field: str,
    *,
    size: float,
    colour: str,
    where: Literal["around", "inside", "along"],
    italic: bool = False,
    priority: str = "2",
    most: float | None = None,
    shown: str = "true",
) -> None:
    """Names of places on the basemap, giving way to all else.

    Parameters
    ----------
    where
        Around a point, inside an area or along a line.
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
        placement={"around": _ORDERED, "inside": _HORIZONTAL, "along": _LINE}[where],
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
    # What QGIS takes anyway is not said: there are six labels a day.
    wrapping: dict[str, Any] = {"autoWrapLength": wrap} if wrap else {}
    child(settings, "text-format", multilineAlign=3, **wrapping)
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
        priority=5,
        placementFlags=9,
    )
    scales: dict[str, Any] = {"scaleVisibility": 1, "scaleMin": 0, "scaleMax": f"{most:g}"} if most else {}
    child(settings, "rendering", obstacle=int(obstacle), obstacleType=1, fontMinPixelSize=3, **scales)
    properties(settings, "dd_properties", shown)
    options(child(settings, "callout", type="simple"), {"enabled": "0"})
