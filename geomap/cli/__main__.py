"""``python -m geomap.cli`` is ``geomap``."""

from geomap.cli import main

main()
