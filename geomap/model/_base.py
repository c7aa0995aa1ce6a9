"""What all model types share, and their way to JSON and back."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from geomap.errors import InputError
from geomap.model._geometry import Geometry

__all__ = ["Value", "from_json", "to_json"]


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all model types share: frozen, unknown fields refused when read."""


_T = TypeVar("_T")


def to_json(value: Any) -> bytes:
    """A model value, or a list or mapping of them, as JSON in UTF-8; keys in the order of the fields."""
    return msgspec.json.encode(value, enc_hook=_encode)


def from_json(data: bytes | str, type: type[_T]) -> _T:  # noqa: A002  says what the caller asks for
    """The model value of ``type`` that `to_json` wrote.

    Raises
    ------
    InputError
        The JSON is broken or breaks the model; the message says where.
    """
    try:
        return msgspec.json.decode(data, type=type, dec_hook=_decode)
    except msgspec.MsgspecError as error:
        raise InputError(f"not a {getattr(type, '__name__', type)}: {error}") from error


def _encode(value: Any) -> Any:
    if isinstance(value, Geometry):
        return {"type": value.type, "coordinates": value.coordinates}
    raise NotImplementedError(f"cannot write {value.__class__.__name__} as JSON")


def _decode(wanted: type, value: Any) -> Any:
    if wanted is Geometry:
        return Geometry(value["type"], value["coordinates"])
    raise NotImplementedError(f"cannot read {wanted.__name__} from JSON")
