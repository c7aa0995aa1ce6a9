"""Few colours for many dots: a map has few, and a picture of 256 takes a third of the room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

__all__ = ["Colours"]

_BLENDED = 128


class Colours:
    """256 colours for all of ``pictures``: those of areas exactly, those at the edges of words about.

    They are counted in every third dot each way of many pictures, in every other of one.
    """

    def __init__(self, pictures: Sequence[Image.Image]) -> None:
        step = 3 if len(pictures) > 1 else 2
        wide, high = (-(-side // step) for side in pictures[0].size)
        sheet = Image.new("RGB", (wide, high * len(pictures)))
        for number, picture in enumerate(pictures):
            sheet.paste(picture.resize((wide, high), Image.Resampling.NEAREST), (0, number * high))
        counted: Any = sheet.getcolors(sheet.width * sheet.height)
        exact = [colour for _, colour in sorted(counted, reverse=True)[: 256 - _BLENDED]]
        self._blended = sheet.quantize(_BLENDED, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        blended = (self._blended.getpalette() or [])[: 3 * _BLENDED]
        self._palette = (
            blended + [0] * (3 * _BLENDED - len(blended)) + [part for colour in exact for part in colour]
        )
        # By red, green and blue in one number: which of the exact colours it is; 0 for none.
        self._exact = np.zeros(1 << 24, dtype=np.uint8)
        for number, (red, green, blue) in enumerate(exact):
            self._exact[red << 16 | green << 8 | blue] = _BLENDED + number

    def applied(self, picture: Image.Image) -> Image.Image:
        """``picture`` in these colours."""
        about = np.asarray(picture.quantize(palette=self._blended, dither=Image.Dither.NONE))
        dots = np.asarray(picture).astype(np.uint32)
        exact = self._exact[dots[:, :, 0] << 16 | dots[:, :, 1] << 8 | dots[:, :, 2]]
        found = Image.fromarray(np.where(exact > 0, exact, about))
        found.putpalette(self._palette)
        return found
