"""How things look: colour by kind, outline by status, hatching and rings by precision, frames for forces."""

from __future__ import annotations

from collections.abc import Mapping

from geomap.layers.qgis.xml import SymbolLayer, literal
from geomap.model import CATEGORY_GROUPS, Category

__all__ = [
    "COUNT_SHADES",
    "GROUP_COLOURS",
    "area",
    "arrow",
    "counted",
    "fading",
    "force",
    "mark",
    "ring",
    "status_key",
]

GROUP_COLOURS: Mapping[str, str] = {
    "attack": "200,71,10",
    "force": "0,103,165",
    "infrastructure": "138,90,0",
    "civil": "0,121,90",
    "politics": "168,70,127",
    "count": "106,79,163",
    "other": "92,96,102",
}
"""One hue a group; they stay apart for colour-blind eyes and in grey."""

COUNT_SHADES = ("230,224,242", "203,191,229", "171,151,211", "138,112,191", "102,74,163")

_SHAPES: Mapping[str, str] = {
    "shelling": "circle",
    "explosion": "star",
    "airstrike": "triangle",
    "clash": "cross_fill",
    "assault": "filled_arrowhead",
    "occupation": "square",
    "casualties": "hexagon",
    "deployment": "square",
    "withdrawal": "half_square",
    "movement": "arrow",
    "exercise": "diamond",
    "threat_axis": "arrow",
    "infrastructure": "pentagon",
    "cyber": "octagon",
    "airspace": "semi_circle",
    "evacuation": "equilateral_triangle",
    "disaster": "diamond",
    "protest": "pentagon",
    "diplomacy": "circle",
    "visit": "square",
    "monitoring_count": "hexagon",
    "other": "circle",
}

_INK = "28,33,38,255"
_STATUS_STYLE = (
    "CASE WHEN status='confirmed' THEN 'solid' WHEN status IN ('planned','predicted') THEN 'dot' "
    "WHEN status='disputed' THEN 'dash dot' ELSE 'dash' END"
)
_STATUS_WIDTH = "if(status='confirmed',0.5,0.35)"
_STALE = (
    '"open_ended" AND "last_seen" IS NOT NULL AND @map_start_time IS NOT NULL '
    "AND @map_start_time > to_datetime(\"last_seen\") + to_interval('{hours:g} hours')"
)


def fading(stale_h: float | None) -> str:
    """Opacity in percent: low for what was denied or withdrawn, and for states nobody spoke of any more.

    Parameters
    ----------
    stale_h
        Hours after the last report from which a state counts as stale; None for layers of a single day,
        where time does not move.
    """
    if stale_h is None:
        return "if(status IN ('denied','retracted'),35,100)"
    stale = _STALE.format(hours=stale_h)
    return f"CASE WHEN \"status\" IN ('denied', 'retracted') THEN 35 WHEN {stale} THEN 40 ELSE 100 END"


def _colour(category: Category, alpha: int = 255) -> str:
    return f"{GROUP_COLOURS[CATEGORY_GROUPS[category]]},{alpha}"


def _marker(shape: str, colour: str, size: float, outline: str = _INK) -> dict[str, str]:
    return {
        "name": shape,
        "color": colour,
        "size": f"{size:g}",
        "outline_color": outline,
        "outline_width": "0.35",
        "joinstyle": "miter",
    }


def mark(category: Category, status: str | None = None) -> tuple[SymbolLayer, ...]:
    """An event at a point: a mark with the status in its outline.

    Parameters
    ----------
    status
        Draw the outline of this status whatever the feature says (for the key); None: the feature's own.
    """
    return (_outlined(_marker(_SHAPES[category], _colour(category), 3.6), status),)


def ring() -> tuple[SymbolLayer, ...]:
    """What 'near' may mean, in metres on the ground."""
    drawn = _marker("circle", "28,33,38,22", 4, "28,33,38,170")
    ground = {"size_unit": "RenderMetersInMapUnits", "outline_width": "0.25", "outline_style": "dot"}
    return (SymbolLayer("SimpleMarker", drawn | ground, {"size": '2 * "radius_m"'}),)


def _outlined(values: dict[str, str], status: str | None) -> SymbolLayer:
    if status is None:
        return SymbolLayer(
            "SimpleMarker", values, {"outlineStyle": _STATUS_STYLE, "outlineWidth": _STATUS_WIDTH}
        )
    style = {"confirmed": "solid", "claimed": "dash", "disputed": "dash dot", "planned": "dot"}[status]
    return SymbolLayer(
        "SimpleMarker", values | {"outline_style": style, "outline_width": "0.5", "size": "4.5"}
    )


def status_key() -> tuple[tuple[str, tuple[SymbolLayer, ...], float], ...]:
    """Label, symbol and opacity of each line of the key to outlines and rings."""
    ring_sign = _marker("circle", "28,33,38,22", 4, "28,33,38,170") | {"outline_style": "dot"}
    plain = _marker("circle", "255,255,255,255", 4)
    return (
        ("Solid outline: confirmed", (_outlined(plain, "confirmed"),), 1.0),
        ("Dashed: claimed", (_outlined(plain, "claimed"),), 1.0),
        ("Dash and dot: disputed", (_outlined(plain, "disputed"),), 1.0),
        ("Dotted: planned, predicted", (_outlined(plain, "planned"),), 1.0),
        ("Ring: somewhere within it", (SymbolLayer("SimpleMarker", ring_sign),), 1.0),
        ("Pale: denied, retracted, stale", (_outlined(plain, "claimed"),), 0.35),
    )


def _line(colour: str, width: float, expressions: Mapping[str, str]) -> SymbolLayer:
    values = {"line_color": colour, "line_width": f"{width:g}", "joinstyle": "round", "capstyle": "flat"}
    return SymbolLayer("SimpleLine", values, expressions)


def area(category: Category) -> tuple[SymbolLayer, ...]:
    """An event known to an area: hatched the wider the coarser it is known, outline by status.

    Nothing is filled, as a dozen events in one region would bury the map. A whole country has a sparse
    hatching and no outline: its border stands in the basemap, truer than eighty vertices tell it.
    """
    hatching = {
        "angle": "45",
        "color": _colour(category),
        "distance": "3",
        "line_width": "0.26",
    }
    distance = "coalesce(map_get(map('line',1,'district',2,'region',3.5),precision),14)"
    angle = "if(precision='country',135,45)"
    outline = {
        "outlineStyle": f"if(precision='country','no',{_STATUS_STYLE})",
        "outlineWidth": _STATUS_WIDTH,
    }
    return (
        SymbolLayer(
            "LinePatternFill",
            hatching,
            {"lineDistance": distance, "lineAngle": angle},
            ("line", (_line(_colour(category, 110), 0.18, {}),)),
        ),
        _line(_colour(category), 0.35, outline),
    )


def counted(shade: str) -> tuple[SymbolLayer, ...]:
    """A figure for an area, in one of `COUNT_SHADES`."""
    fill = {"color": f"{shade},130", "style": "solid", "outline_style": "no"}
    outline = _line(f"{GROUP_COLOURS['count']},255", 0.35, {"outlineStyle": _STATUS_STYLE})
    return (SymbolLayer("SimpleFill", fill), outline)


def arrow(category: Category) -> tuple[SymbolLayer, ...]:
    """A movement: a line with its status in the dashes and an arrowhead at the destination."""
    head = SymbolLayer("SimpleMarker", _marker("filled_arrowhead", _colour(category), 4, _colour(category)))
    halo = _line("255,255,255,180", 1.8, {})
    placing = {"placement": "lastvertex", "rotate": "1", "offset_along_line": "0"}
    return (
        halo,
        _line(_colour(category), 0.9, {"outlineStyle": _STATUS_STYLE}),
        SymbolLayer("MarkerLine", placing, {}, ("marker", (head,))),
    )


_LIFT = "CASE WHEN \"id\" IS NULL THEN '0,0' ELSE '0,-4' END"
"""Millimetres by which a force stands above its point, so that an event there does not cover it.

A legend has no feature and so no id: there it stands in its line.
"""

_FORCE_SIGNS: Mapping[str, str] = {
    "tank|armou?r|vehicle": "circle",
    "artillery|missile|rocket": "octagon",
    "air|jet|helicopter|plane": "semi_circle",
    "ship|vessel|fleet|navy|naval|submarine": "half_arc",
    "troop|soldier|infantry|marine|paratroop|battle|battalion|brigade|peacekeeper|guard": "cross2",
}
"""What stands inside the frame, by the type of force told."""


def force(category: Category, sides: Mapping[str, str]) -> tuple[SymbolLayer, ...]:
    """A state at a point: a frame as military symbols have, in its side's colour, with a sign for the type.

    Parameters
    ----------
    sides
        Name of each side to its colour ('r,g,b').
    """
    if CATEGORY_GROUPS[category] != "force":
        return mark(category)
    frame = {
        "symbol_name": "rectangle",
        "symbol_width": "5.4",
        "symbol_width_unit": "MM",
        "symbol_height": "3.8",
        "symbol_height_unit": "MM",
        "color": _colour(category),
        "outline_color": _INK,
        "outline_style": "solid",
        "outline_width": "0.4",
        "outline_width_unit": "MM",
        "offset_unit": "MM",
    }
    shown = {"offset": _LIFT, "outlineStyle": _STATUS_STYLE}
    if sides:
        colours = ",".join(f"{literal(side)},{literal(colour)}" for side, colour in sorted(sides.items()))
        side = "regexp_substr(force,'side: ([^;]+)')"
        shown["fillColor"] = f"coalesce(map_get(map({colours}),{side}),{literal(_colour(category))})"
    signs = " ".join(
        f"WHEN regexp_match(lower(force),'type: [^;]*({words})') THEN {literal(sign)}"
        for words, sign in _FORCE_SIGNS.items()
    )
    known = "|".join(_FORCE_SIGNS)
    sign = _marker("cross2", "255,255,255,0", 2.4, "255,255,255,255")
    return (
        SymbolLayer("EllipseMarker", frame, shown),
        SymbolLayer(
            "SimpleMarker",
            sign | {"outline_width": "0.45", "offset_unit": "MM"},
            {
                "offset": _LIFT,
                "name": f"CASE {signs} ELSE 'line' END",
                "enabled": f"coalesce(regexp_match(lower(force),'type: [^;]*({known})'),0)",
            },
        ),
    )
