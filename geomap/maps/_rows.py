"""Rows of a layer as plain values, however the frame's columns hold them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

__all__ = ["moment", "number", "records", "text", "yes"]


def records(frame: Any) -> list[dict[str, Any]]:
    """The rows of a GeoDataFrame without their geometry."""
    # A plain frame gives its columns several times as fast.
    plain = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    columns = list(plain.columns)
    values = zip(*(plain[column].tolist() for column in columns), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in values]


def yes(value: Any) -> bool:
    """Whether a flag is set."""
    return value is not None and value == 1


def number(value: Any) -> float | None:
    """A number; None for none and for NaN."""
    if not isinstance(value, int | float) or value != value:  # noqa: PLR0124  NaN differs from itself
        return None
    return float(value)


def text(value: Any) -> str | None:
    """Text that says something, on one line; None for none."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def moment(value: Any) -> dt.datetime | None:
    """An ISO 8601 text as an instant, UTC where it names no zone; None for none and for what is no date."""
    if not isinstance(value, str) or not value[:1].isdigit():
        return None
    try:
        found = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
