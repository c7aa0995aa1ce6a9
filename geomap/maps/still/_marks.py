"""What a canvas holds: outlines and words in the order they were drawn, in pixels, y downwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matplotlib.path import Path as Outline

from geomap.maps.still._view import Box

__all__ = ["Anchor", "Colour", "Op", "Shape", "Text", "colour_of"]

Colour = tuple[float, float, float, float]
"""Red, green, blue, opacity: 0 to 1."""
Anchor = Literal["left", "center", "right"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """An outline, filled, stroked or both.

    Attributes
    ----------
    at
        Where the outline's own origin stands.
    shared
        Whether the same outline is drawn in many places.
    """

    path: Outline
    fill: Colour | None
    stroke: Colour | None
    width: float
    dash: tuple[float, ...]
    round_ends: bool
    clip: Box | None
    at: tuple[float, float] = (0.0, 0.0)
    shared: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Words on one line: ``x`` is where they are anchored, ``y`` their baseline."""

    x: float
    y: float
    text: str
    size: float
    colour: Colour
    bold: bool
    italic: bool
    anchor: Anchor
    halo: Colour | None
    halo_width: float
    clip: Box | None


Op = Shape | Text


def colour_of(colour: str | None, alpha: float) -> Colour | None:
    """A colour as CSS writes it (#rrggbb, rgba()), fainter by ``alpha``; None for none."""
    if colour is None or colour == "none" or alpha <= 0:
        return None
    if colour.startswith("rgba("):
        red, green, blue, opacity = (float(part) for part in colour[5:-1].split(","))
        return red / 255, green / 255, blue / 255, opacity * alpha
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue, alpha
