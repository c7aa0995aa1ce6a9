"""geomap reads reporting and draws a map that can be answered for."""

__version__ = "0.1.0"
