"""How a build joins the stages."""

from __future__ import annotations

from pathlib import Path

import geomap


def test_what_a_build_wrote_is_not_read_by_the_next(tmp_path: Path) -> None:
    """A folder that holds its own map is built again from its reporting alone."""
    (tmp_path / "page.txt").write_text(
        "# Flood, live\n\n2023-06-06 09:00 UTC\n\nWater covered streets in Kherson, police said.\n",
        encoding="utf-8",
    )
    first = geomap.build([tmp_path], tmp_path, stills=False)
    again = geomap.build([tmp_path], tmp_path, stills=False)
    assert again.refused == ()
    assert again.layers.sources == first.layers.sources
