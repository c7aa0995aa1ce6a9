"""How geomap speaks to people in English: counted things, and what a machine has to say in plain words."""

from __future__ import annotations

__all__ = ["counted", "why"]


def counted(number: int, noun: str) -> str:
    """'1 post', '2 posts', '20,000 posts': ``noun`` is one whose plural takes an s."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def why(error: Exception) -> str:
    """What went wrong, without the number and the path that Python adds: messages name the file anyway."""
    return (isinstance(error, OSError) and error.strerror) or str(error)
