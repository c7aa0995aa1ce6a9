"""Commands about the gazetteer."""

from __future__ import annotations

from geomap.cli._app import JsonFlag, gazetteer_app, show, show_json

__all__ = ["gazetteer_info"]


@gazetteer_app.command("info")
def gazetteer_info(*, as_json: JsonFlag = False) -> None:
    """Tell what the gazetteer holds, from where, under which licence."""
    from geomap.pipeline import open_gazetteer  # noqa: PLC0415

    info = open_gazetteer().info()
    if as_json:
        show_json(info)
        return
    for name, value in info.items():
        show(f"{name}: {value}")
