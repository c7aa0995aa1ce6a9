"""The page against pictures of it that were looked at."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.maps.browser import opened

pytestmark = pytest.mark.browser


SCREENS = Path(__file__).parent / "screens"


DIFFERENCE = """async ([first, second]) => {
    const pixels = async (data) => {
        const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
        const canvas = new OffscreenCanvas(96, 60);
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0, 96, 60);
        return context.getImageData(0, 0, 96, 60).data;
    };
    const [a, b] = [await pixels(first), await pixels(second)];
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
    return sum / a.length;
}"""


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
        page.wait_for_timeout(500)
        picture = page.screenshot()
    kept = SCREENS / f"{name}.png"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(picture)
        pytest.fail(f"{kept} was missing: look at it, then keep it")
    with opened(browser, "about:blank", settle=False) as (blank, _):
        both = [base64.b64encode(data).decode() for data in (kept.read_bytes(), picture)]
        assert blank.evaluate(DIFFERENCE, both) < 6
