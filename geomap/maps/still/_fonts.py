"""The fonts of the stills, which come with matplotlib: how wide words are, and which letters can be shown."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

__all__ = ["FAMILY", "clean", "font", "shown", "text_width", "unshown"]

FAMILY = "DejaVu Sans, Verdana, sans-serif"
"""Verdana has the widths of DejaVu, so that words stay clear of each other where a viewer lacks the first."""

_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_MISSING = "\N{HORIZONTAL ELLIPSIS}"


def clean(text: str) -> str:
    """``text`` on one line, without characters that SVG cannot carry."""
    return " ".join(_CONTROL.sub(" ", text).split())


@cache
def _face(path: str) -> FT2Font:
    return FT2Font(path)


@cache
def _letters(path: str) -> frozenset[int]:
    return frozenset(_face(path).get_charmap())


def _path(*, bold: bool, italic: bool) -> str:
    style = ("Bold" if bold else "") + ("Oblique" if italic else "")
    return str(_FONTS / f"DejaVuSans{'-' + style if style else ''}.ttf")


@cache
def _file(text: str, *, bold: bool, italic: bool) -> str:
    """The face of a text: one without the slant, or the weight, where only that has its letters."""
    faces = [_path(bold=bold, italic=italic), _path(bold=bold, italic=False), _path(bold=False, italic=False)]
    return min(faces, key=lambda path: sum(ord(letter) not in _letters(path) for letter in text))


def font(text: str, size: float, *, bold: bool = False, italic: bool = False) -> FontProperties:
    """What ``text`` is written in at ``size`` pixels."""
    return FontProperties(fname=_file(text, bold=bold, italic=italic), size=size)


@cache
def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Pixels that ``text`` takes at ``size`` pixels; a letter that no face has is taken for a square."""
    missing = unshown(text)
    squares = sum(letter in missing for letter in text)
    known = "".join(letter for letter in text if letter not in missing) if missing else text
    face = _face(_file(known, bold=bold, italic=italic))
    face.set_size(100, 72)
    face.set_text(known, 0.0, flags=LoadFlags.NO_HINTING)
    return (float(face.get_width_height()[0]) / 64 / 100 + squares) * size


def unshown(text: str) -> str:
    """The letters of ``text`` that no face has (Chinese, Korean, Thai), each once, in their order."""
    known = _letters(_path(bold=False, italic=False))
    return "".join(
        dict.fromkeys(
            letter
            for letter in text
            if ord(letter) not in known and not unicodedata.category(letter).startswith(("C", "Z"))
        )
    )


def shown(text: str) -> str:
    """``text`` as a picture without fonts of its own can show it: an ellipsis for letters it has none for."""
    missing = unshown(text)
    if not missing:
        return text
    return re.sub(f"[{re.escape(missing)}]+", _MISSING, text)
