"""The one door through which data reaches the page: JSON in a data block, inert wherever HTML puts it."""

from __future__ import annotations

from html import escape
from typing import Any

import msgspec

__all__ = ["html_text", "json_block", "json_text"]

_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def json_text(value: Any) -> str:
    """``value`` as compact JSON; lone surrogates, which UTF-8 cannot carry, become U+FFFD."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(_without_surrogates(value)).decode()


def json_block(text: str) -> str:
    """JSON ``text`` made safe inside a script element: no character of it can end or open a tag."""
    return text.translate(_ESCAPES)


def html_text(text: str) -> str:
    """``text`` for an HTML text node or a quoted attribute."""
    return escape(text.encode("utf-8", "replace").decode(), quote=True)


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(item) for item in value]
    return value
