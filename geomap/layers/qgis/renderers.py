"""Renderers of the six layers: a rule for each kind present, one for the rest, one for the background."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree import ElementTree as ET

from geomap.layers.qgis import symbols
from geomap.layers.qgis.xml import SymbolLayer, child, literal, stable_uuid, symbol
from geomap.layerset import GEOMETRY_TYPES, LayerName
from geomap.model import CATEGORIES, CATEGORY_GROUPS, Category

__all__ = ["Contents", "add_renderer", "key_in_legend", "shown_in_legend"]

_KINDS = {"Point": "marker", "LineString": "line", "MultiPolygon": "fill"}
_SIDES = ("0,103,165", "164,38,44", "84,110,40", "120,94,160", "150,105,20", "70,80,90")
_CLASSES = len(symbols.COUNT_SHADES)
_GROUP_LABELS = {
    "attack": "Attacks and casualties",
    "force": "Forces",
    "infrastructure": "Infrastructure",
    "civil": "Civil",
    "politics": "Politics",
}
_MOST_NAMED = 3
"""Kinds that look alike are named up to here; more of them go by their group."""


@dataclass(frozen=True)
class Contents:
    """What a layer holds, as far as its style depends on it.

    Attributes
    ----------
    categories
        Those present, in the model's order.
    sides
        Sides of forces present, sorted.
    quantities
        The first figures of a layer of figures.
    """

    categories: tuple[Category, ...] = ()
    sides: tuple[str, ...] = ()
    quantities: tuple[float, ...] = field(default=())

    @classmethod
    def of(cls, frame: Any) -> Contents:
        """The contents of a layer's frame."""
        present = set(frame["category"])
        forces = {value for value in frame["force"] if value}
        sides = {part[6:] for value in forces for part in value.split("; ") if part.startswith("side: ")}
        figures = frame["quantity"][~frame["background"].astype(bool)]
        return cls(
            categories=tuple(category for category in CATEGORIES if category in present),
            sides=tuple(sorted(sides)),
            quantities=tuple(sorted({float(value) for value in figures if value is not None})),
        )

    def only(self, categories: Collection[str]) -> Contents:
        """The same with only these ``categories``; sides and classes keep their colours."""
        kept = tuple(category for category in self.categories if category in categories)
        return replace(self, categories=kept) if kept else Contents()


@dataclass(frozen=True)
class _Rule:
    label: str
    filter: str
    layers: tuple[SymbolLayer, ...]
    active: bool = True
    opacity: float = 1.0
    is_key: bool = False
    is_spare: bool = False
    is_background: bool = False


def add_renderer(parent: ET.Element, name: LayerName, contents: Contents, *, stale_h: float | None) -> None:
    """Add the renderer of layer ``name``; ``stale_h`` hours make a state pale.

    Parameters
    ----------
    stale_h
        None for a layer of a single day: nothing grows pale there, and it holds no background.
    """
    kind = _KINDS[GEOMETRY_TYPES[name]]
    renderer = child(
        parent, "renderer-v2", type="RuleRenderer", symbollevels=0, enableorderby=0, forceraster=0
    )
    rules = child(renderer, "rules", key=stable_uuid(name, "rules"))
    drawn = child(renderer, "symbols")
    for number, rule in enumerate(_rules(name, contents)):
        if rule.is_background and stale_h is None:
            continue
        made = child(
            rules,
            "rule",
            key=stable_uuid(name, rule.label),
            symbol=number,
            label=rule.label,
            filter=rule.filter,
        )
        if not rule.active:
            made.set("checkstate", "0")
        alpha = None if rule.is_key else symbols.fading(stale_h)
        symbol(drawn, str(number), kind, rule.layers, alpha=alpha, opacity=rule.opacity)


def shown_in_legend(name: LayerName, contents: Contents) -> tuple[int, ...]:
    """The numbers of the rules a printed legend shows: what is there, not what may be added."""
    rules = enumerate(_rules(name, contents))
    return tuple(number for number, rule in rules if not rule.is_spare and not rule.is_key)


def key_in_legend(name: LayerName, contents: Contents) -> tuple[int, ...]:
    """The numbers of the rules that draw nothing but tell how to read outlines and rings."""
    return tuple(number for number, rule in enumerate(_rules(name, contents)) if rule.is_key)


def _rules(name: LayerName, contents: Contents) -> Iterator[_Rule]:
    if GEOMETRY_TYPES[name] == "Point":
        near = "precision = 'near' AND radius_m > 0 AND NOT background"
        yield _Rule("Rings of what is near", near, symbols.ring(), is_spare=True)
    if name == "counts":
        yield from _graded(contents.quantities)
    else:
        for alike in _alike(name, contents.categories):
            kinds = ", ".join(map(literal, alike))
            yield _Rule(
                _joint_label(alike),
                f"category IN ({kinds}) AND NOT background",
                _look(name, alike[0], contents),
            )
    yield from _rest(name, contents)
    if name == "events":
        for label, layers, opacity in symbols.status_key():
            yield _Rule(label, "FALSE", layers, opacity=opacity, is_key=True)


def _rest(name: LayerName, contents: Contents) -> Iterator[_Rule]:
    """What the rules above leave: kinds somebody adds by hand, and the background, switched off."""
    if name != "counts":
        known = ", ".join(literal(category) for category in contents.categories) or "''"
        others = f"coalesce(category, '') NOT IN ({known}) AND NOT background"
        yield _Rule("Other", others, _look(name, "other", contents), is_spare=True)
    first = contents.categories[0] if contents.categories else "other"
    look = symbols.counted(symbols.COUNT_SHADES[0]) if name == "counts" else _look(name, first, contents)
    yield _Rule(
        "Before the period",
        "background",
        look,
        active=False,
        opacity=0.5,
        is_spare=True,
        is_background=True,
    )


def _alike(name: LayerName, categories: Sequence[Category]) -> Iterator[tuple[Category, ...]]:
    """``categories`` in lots that look alike: a mark has a shape of its own, all else its group's colour."""
    lots: dict[str, list[Category]] = {}
    for category in categories:
        group = CATEGORY_GROUPS[category]
        has_shape = name == "events" or (name == "deployments" and group != "force")
        lots.setdefault(category if has_shape else group, []).append(category)
    return map(tuple, lots.values())


def _joint_label(alike: Sequence[Category]) -> str:
    if len(alike) > _MOST_NAMED:
        return _GROUP_LABELS[CATEGORY_GROUPS[alike[0]]]
    first, *others = (_label(category) for category in alike)
    return ", ".join([first, *(label[0].lower() + label[1:] for label in others)])


def _look(name: LayerName, category: Category, contents: Contents) -> tuple[SymbolLayer, ...]:
    if name == "events":
        return symbols.mark(category)
    if name == "deployments":
        colours = dict(zip(contents.sides, _SIDES, strict=False))
        return symbols.force(category, colours)
    if name == "movements":
        return symbols.arrow(category)
    return symbols.area(category)


def _label(category: Category) -> str:
    return {"other": "Other events", "threat_axis": "Axis of threat"}.get(
        category, category.replace("_", " ").capitalize()
    )


def _graded(quantities: Sequence[float]) -> Iterator[_Rule]:
    """Up to five shades with round limits, each holding about as many different figures as the next."""
    limits = _limits(quantities)
    lower = None
    shades = symbols.COUNT_SHADES[-len(limits) - 1 :]
    for upper, shade in zip([*limits, None], shades, strict=True):
        parts = ["quantity IS NOT NULL AND NOT background"]
        if lower is not None:
            parts.append(f"quantity >= {lower:g}")
        if upper is not None:
            parts.append(f"quantity < {upper:g}")
        yield _Rule(_span(lower, upper), " AND ".join(parts), symbols.counted(shade))
        lower = upper
    yield _Rule(
        "No figure", "quantity IS NULL AND NOT background", symbols.counted("240,240,240"), is_spare=True
    )


def _span(lower: float | None, upper: float | None) -> str:
    if lower is None and upper is None:
        return "Any figure"
    if lower is None:
        return f"Under {upper:g}"
    return f"{lower:g} and more" if upper is None else f"{lower:g} to under {upper:g}"


def _limits(quantities: Sequence[float]) -> list[float]:
    """Round numbers that split ``quantities`` (sorted, each once) into up to five classes."""
    classes = min(_CLASSES, len(quantities))
    found = (_round(quantities[len(quantities) * number // classes]) for number in range(1, classes))
    return sorted({limit for limit in found if limit > quantities[0]})


def _round(value: float) -> float:
    """``value`` rounded down to two figures, so that the legend reads."""
    if value <= 0:
        return value
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    return math.floor(value / step) * step
