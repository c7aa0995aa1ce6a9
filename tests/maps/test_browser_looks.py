"""The page against pictures of it that were looked at."""

from __future__ import annotations

import io
import itertools
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser

from tests.maps.browser import REST, opened

pytestmark = pytest.mark.browser


SCREENS = Path(__file__).parent / "screens"


SMALL = (96, 60)
MOST = 3
"""Of 255: the likest two of the six states are 6 apart."""


def difference(first: bytes, second: bytes) -> float:
    """How far two pictures are apart, of 255: made small, so that fonts and single pixels count little."""
    small = [
        Image.open(io.BytesIO(data)).convert("RGB").resize(SMALL, Image.Resampling.BOX)
        for data in (first, second)
    ]
    return sum(ImageStat.Stat(ImageChops.difference(*small)).mean) / 3


@pytest.mark.parametrize(
    ("name", "fragment", "context"),
    [
        ("desktop", "", {}),
        ("dark", "event=e-000000000001", {"color_scheme": "dark"}),
        ("table", "tab=table", {}),
        ("counts", "show=1&at=2031-05-04T20:00Z", {}),
        ("movements", "without=monitoring_count&map=9/41.9/44.2", {}),
        ("phone", "", {"viewport": {"width": 360, "height": 740}}),
    ],
)
def test_it_looks_as_it_was_last_looked_at(
    browser: Browser, site: str, name: str, fragment: str, context: dict[str, Any]
) -> None:
    """Six states against kept pictures, small and averaged: fonts may differ, the page may not."""
    with opened(browser, f"{site}#{fragment}", settle=False, **context) as (page, _):
        page.wait_for_selector(".leaflet-geomap-names-pane canvas", state="attached")
        page.evaluate(REST)
        picture = page.screenshot()
    kept = SCREENS / f"{name}.png"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(picture)
        pytest.fail(f"{kept} was missing: look at it, then keep it")
    assert difference(kept.read_bytes(), picture) < MOST


def test_another_picture_is_told_apart() -> None:
    """The test above would notice: no kept picture passes for another."""
    kept = [path.read_bytes() for path in sorted(SCREENS.glob("*.png"))]
    assert len(kept) == 6
    assert all(difference(a, b) > 2 * MOST for a, b in itertools.combinations(kept, 2))
