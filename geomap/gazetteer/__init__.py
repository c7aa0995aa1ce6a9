"""Names to places, places to outlines: one compiled index, mapped from disk."""

from geomap.gazetteer.gazetteer import DEFAULT_WORLDVIEW, Gazetteer

__all__ = ["DEFAULT_WORLDVIEW", "Gazetteer"]
