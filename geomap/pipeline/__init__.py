"""The order of the stages: the only package that knows them all and hands things from one to the next."""

from geomap.pipeline._build import BuildResult, build
from geomap.pipeline._online import find_online, learn_online, locate_online, online_service
from geomap.pipeline._stages import (
    build_gazetteer,
    build_map,
    check,
    find_events,
    find_places,
    locate,
    make_layers,
    open_gazetteer,
    read,
)

__all__ = [
    "BuildResult",
    "build",
    "build_gazetteer",
    "build_map",
    "check",
    "find_events",
    "find_online",
    "find_places",
    "learn_online",
    "locate",
    "locate_online",
    "make_layers",
    "online_service",
    "open_gazetteer",
    "read",
]
