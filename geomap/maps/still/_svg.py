"""A canvas as SVG: words as words, outlines in tenths of a pixel, what is drawn often written once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

import numpy as np
from matplotlib.path import Path as Outline

from geomap.maps.still._fonts import FAMILY
from geomap.maps.still._marks import Colour, Op, Shape, Text
from geomap.maps.still._view import Box

__all__ = ["svg_of"]

_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_LETTERS = {
    int(Outline.MOVETO): ("m", 1),
    int(Outline.LINETO): ("l", 1),
    int(Outline.CURVE3): ("q", 2),
    int(Outline.CURVE4): ("c", 3),
}


def svg_of(ops: Sequence[Op], width: int, height: int, title: str, description: str) -> bytes:
    """The bytes of an SVG file.

    Parameters
    ----------
    title, description
        What is told to who cannot see it.
    """
    writer = _Writer()
    body = [writer.group(clip, list(found)) for clip, found in groupby(ops, key=lambda op: op.clip)]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" font-family="{FAMILY}" '
        'fill="none" stroke-linejoin="round">\n'
        f'<title id="title">{escape(title)}</title>\n'
        f'<desc id="desc">{escape(description)}</desc>\n'
        + (f"<defs>{''.join(writer.defs)}</defs>\n" if writer.defs else "")
        + "\n".join(body)
        + "\n</svg>\n"
    ).encode()


class _Writer:
    """Writes elements; what they share is kept in ``defs``."""

    def __init__(self) -> None:
        self.defs: list[str] = []
        self._clips: dict[Box, str] = {}
        self._paths: dict[str, str] = {}

    def group(self, clip: Box | None, ops: Sequence[Op]) -> str:
        """Elements that end at the same box."""
        body = "\n".join(self._element(op) for op in ops)
        return body if clip is None else f'<g clip-path="url(#{self._clip(clip)})">\n{body}\n</g>'

    def _clip(self, box: Box) -> str:
        if box not in self._clips:
            self._clips[box] = f"clip{len(self._clips)}"
            left, top, right, bottom = box
            rectangle = f'x="{_number(left)}" y="{_number(top)}"'
            rectangle += f' width="{_number(right - left)}" height="{_number(bottom - top)}"'
            self.defs.append(f'<clipPath id="{self._clips[box]}"><rect {rectangle}/></clipPath>')
        return self._clips[box]

    def _element(self, op: Op) -> str:
        if isinstance(op, Text):
            return _text(op)
        style = _paint("fill", op.fill) + _stroke(op)
        if not op.shared:
            return f'<path d="{_data(op.path, op.at)}"{style}/>'
        data = _data(op.path, (0.0, 0.0))
        if data not in self._paths:
            self._paths[data] = f"p{len(self._paths)}"
            self.defs.append(f'<path id="{self._paths[data]}" d="{data}"/>')
        x, y = op.at
        return f'<use href="#{self._paths[data]}" x="{_number(x)}" y="{_number(y)}"{style}/>'


def _stroke(op: Shape) -> str:
    if op.stroke is None:
        return ""
    found = _paint("stroke", op.stroke) + (f' stroke-width="{op.width:.3g}"' if op.width != 1 else "")
    if op.dash:
        found += f' stroke-dasharray="{" ".join(_number(part) for part in op.dash)}"'
    return found + (' stroke-linecap="round"' if op.round_ends else "")


def _text(op: Text) -> str:
    style = f'x="{_number(op.x)}" y="{_number(op.y)}" font-size="{op.size:.4g}"{_ANCHORS[op.anchor]}'
    style += (' font-weight="bold"' if op.bold else "") + (' font-style="italic"' if op.italic else "")
    style += _paint("fill", op.colour)
    if op.halo is not None:
        style += _paint("stroke", op.halo) + f' stroke-width="{op.halo_width:.3g}" paint-order="stroke"'
    return f"<text {style}>{escape(op.text, quote=False)}</text>"


def _paint(name: str, colour: Colour | None) -> str:
    if colour is None:
        return ""
    red, green, blue = (round(part * 255) for part in colour[:3])
    opacity = f' {name}-opacity="{colour[3]:.2g}"' if colour[3] < 1 else ""
    return f' {name}="#{red:02x}{green:02x}{blue:02x}"{opacity}'


def _number(value: float) -> str:
    return _tenths(round(value * 10))


def _tenths(value: int) -> str:
    """A number of tenths, as short as SVG allows: 12 for 120, -.5 for -5."""
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest}"


def _data(path: Outline, at: tuple[float, float]) -> str:
    """Path data in steps from point to point; points nearer than a tenth of a pixel are one."""
    vertices = np.rint((np.asarray(path.vertices, dtype=float) + at) * 10).astype(int).tolist()
    codes = (
        [int(Outline.MOVETO)] + [int(Outline.LINETO)] * (len(vertices) - 1)
        if path.codes is None
        else np.asarray(path.codes).tolist()
    )
    parts: list[str] = []
    x = y = begin_x = begin_y = 0
    letter = ""
    number = 0
    while number < len(vertices):
        code = codes[number]
        if code == Outline.CLOSEPOLY:
            if letter != "z":
                parts.append("z")
            x, y, letter = begin_x, begin_y, "z"
            number += 1
            continue
        name, count = _LETTERS[code]
        steps = [part for px, py in vertices[number : number + count] for part in (px - x, py - y)]
        number += count
        if name == "l" and not any(steps):
            continue
        x, y = x + steps[-2], y + steps[-1]
        if name == "m":
            begin_x, begin_y = x, y
        # Lines go on from a move without a letter of their own.
        silent = name == letter or (name == "l" and letter == "m")
        parts.append(("" if silent and name != "m" else name) + _joined(steps, silent=silent and name != "m"))
        letter = "m" if name == "m" else "l" if silent and letter == "m" else name
    return "".join(parts)


def _joined(steps: Iterable[int], *, silent: bool) -> str:
    """Numbers with a gap only where a sign or a point does not tell them apart."""
    found = ""
    last = "0" if silent else ""
    for step in steps:
        text = _tenths(step)
        apart = last and not text.startswith("-") and not (text.startswith(".") and "." in last)
        found += (" " if apart else "") + text
        last = text
    return found
