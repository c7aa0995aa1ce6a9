"""Every error geomap raises on purpose.

::

    GeomapError
    ├── InputError          (ValueError)        a file, a row or a value that cannot be used
    ├── MissingDataError    (FileNotFoundError) package data that was not built, or is damaged
    ├── OutputError         (OSError)           an output that cannot be written
    ├── NetworkError        (ConnectionError)   a page or service that cannot be asked
    └── PlaceNotFoundError  (LookupError)       an expression that names no known place

The message is one line that names the file and the place in it, ready to be shown to a person.
"""

__all__ = [
    "GeomapError",
    "InputError",
    "MissingDataError",
    "NetworkError",
    "OutputError",
    "PlaceNotFoundError",
]


class GeomapError(Exception):
    """Root of all errors that geomap raises on purpose."""


class InputError(GeomapError, ValueError):
    """A file, a row or a value that cannot be used; the message names which."""


class MissingDataError(GeomapError, FileNotFoundError):
    """Package data that was not built, or is damaged; the message names the cure."""


class OutputError(GeomapError, OSError):
    """An output that cannot be written."""


class NetworkError(GeomapError, ConnectionError):
    """A page or a service that cannot be asked, or answered with an error."""


class PlaceNotFoundError(GeomapError, LookupError):
    """An expression that names no place the gazetteer knows."""
