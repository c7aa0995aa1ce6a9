"""An animated picture (GIF): the days of the period one after the other."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from PIL import Image

from geomap.errors import InputError
from geomap.layerset import LayerSet
from geomap.maps._look import Theme
from geomap.maps._payload import situation
from geomap.maps.still._chosen import rows_of, window_of
from geomap.maps.still._colours import Colours
from geomap.maps.still._marks import Op
from geomap.maps.still._raster import Raster, settings
from geomap.maps.still._still import draw

__all__ = ["animation"]

_MOST_DAYS = 62
_LAST_MS = 3000


def animation(
    layers: LayerSet,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    size: tuple[int, int] = (1200, 630),
    theme: Theme = "light",
    language: str = "en",
    predicted: bool = False,
    day_ms: int = 1200,
) -> bytes:
    """A GIF with a frame a day, of the same view each.

    Parameters
    ----------
    day_ms
        Milliseconds a day is shown; slower than three changes a second harms nobody.

    Raises
    ------
    InputError
        There are more than 62 days, none, or days would flash by.
    """
    window = window_of(layers, since, until)
    count = (window.until - window.since).days + 1
    if not 1 <= count <= _MOST_DAYS:
        raise InputError(
            f"animation {window.since} to {window.until}: holds 1 to {_MOST_DAYS} days, not {count}"
        )
    if day_ms < 350:  # noqa: PLR2004  WCAG 2.3.1: no more than three flashes a second
        raise InputError(f"animation: {day_ms} ms a day flashes; 350 at least")
    frames: list[Image.Image] = []
    raster: Raster | None = None
    ground: Sequence[Op] = ()
    rows, bounds = rows_of(layers), situation(layers)[0]
    with settings():
        for number in range(count):
            day = window.since + dt.timedelta(days=number)
            still = draw(
                layers, since=day, until=day, size=size, theme=theme, language=language, predicted=predicted,
                bounds=bounds, rows=rows,
            )  # fmt: skip
            ops = still.canvas.ops
            below = ops[: still.ground]
            if raster is None or below != ground:
                raster, ground = Raster(*size, 1.0), below
                raster.draw(ground)
                raster.keep()
            else:
                raster.again()
            raster.draw(ops[still.ground :])
            frames.append(raster.picture())
    # The same for all days, or the ground would flicker.
    colours = Colours(frames)
    frames = [colours.applied(frame) for frame in frames]
    buffer = io.BytesIO()
    durations = [day_ms] * (count - 1) + [_LAST_MS]
    frames[0].save(
        buffer, "gif", save_all=True, append_images=frames[1:], duration=durations, loop=0, optimize=False
    )
    return buffer.getvalue()
