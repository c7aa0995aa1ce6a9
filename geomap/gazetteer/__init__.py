"""Names to places, places to outlines: one compiled index, mapped from disk."""

from geomap.gazetteer._overlay import add_place
from geomap.gazetteer.gazetteer import DEFAULT_WORLDVIEW, Gazetteer

__all__ = ["DEFAULT_WORLDVIEW", "Gazetteer", "add_place"]
