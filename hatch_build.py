"""Refuses to pack geomap before `make` has built what belongs into the package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves the config's type open
    """Checks that the gazetteer index and the page's bundle are there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  the hook's signature
        """Stop a standard build that would leave the package without its data; an editable one may go on."""
        if version == "editable":
            return
        package = Path(self.root) / "geomap"
        empty = [
            folder
            for folder in ("gazetteer/data", "maps/assets")
            if not (package / folder).is_dir() or not any((package / folder).iterdir())
        ]
        if empty:
            raise RuntimeError(f"geomap/{', geomap/'.join(empty)} not built: run `make setup` first")
