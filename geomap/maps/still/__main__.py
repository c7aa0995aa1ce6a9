"""The other end of `geomap.maps.still._artist`: layers come in, pictures go out."""

from __future__ import annotations

import pickle
import sys

from geomap.maps.locale import Words
from geomap.maps.still._write import page_stills


def main() -> None:
    """Draw what standard input asks for; end quietly when the build ended without asking."""
    # Read while nobody waits.
    Words().number(0)
    try:
        layers, language = pickle.load(sys.stdin.buffer)  # noqa: S301  what our own process wrote
    except EOFError:
        return
    pickle.dump(page_stills(layers, language=language), sys.stdout.buffer)


if __name__ == "__main__":
    main()
