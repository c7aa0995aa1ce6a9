"""Sources: turns files, folders and standard input into `Document`s with right times and exact offsets."""

from geomap.sources._read import Reading, read, read_all, stream

__all__ = ["Reading", "read", "read_all", "stream"]
