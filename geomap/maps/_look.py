"""How marks look: the one definition of colours, shapes and glyphs that page and stills both draw from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

__all__ = ["THEMES", "Palette", "Symbols", "Theme", "symbols"]

Theme = Literal["light", "dark", "print"]
THEMES: tuple[Theme, ...] = get_args(Theme)


class Palette(msgspec.Struct, frozen=True, rename="camel"):
    """Colours of one theme, as CSS writes them."""

    dark: bool
    sea: str
    land: str
    coast: str
    border: str
    admin: str
    river: str
    country_name: str
    admin_name: str
    water_name: str
    city_name: str
    city_dot: str
    halo: str
    disputed: str
    paper: str
    ink: str
    faint: str
    focus: str
    groups: Mapping[str, str]
    counts: tuple[str, ...]


class Symbols(msgspec.Struct, frozen=True):
    """Outlines (20 by 20 pixels around 0,0, y downwards, SVG path data), glyphs and palettes."""

    shapes: Mapping[str, str]
    glyphs: Mapping[str, str]
    palettes: Mapping[Theme, Palette]


@cache
def symbols() -> Symbols:
    """What `symbols.json` beside this module says."""
    return msgspec.json.decode((Path(__file__).parent / "symbols.json").read_bytes(), type=Symbols)
