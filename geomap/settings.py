"""What a build can be told, in one table: default < settings file < environment < flag.

A settings file is TOML with the names below at its top level; an environment variable is ``GEOMAP_`` and
the name in capitals. Each setting's meaning stands in its field's ``help``, which the command line shows too.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from geomap._speech import why
from geomap.errors import InputError
from geomap.model import CATEGORIES

__all__ = ["LANGUAGES", "PROVIDERS", "QUOTES", "WORLDVIEWS", "Settings", "load_settings", "parse_day"]

PROVIDERS = ("nominatim", "geonames")
QUOTES = ("full", "short", "none")
WORLDVIEWS = ("un", "ne")
LANGUAGES = ("en", "uk", "ru", "de")
"""What a reader may choose; `geomap.maps.locale` has a catalogue for each."""


def _setting(default: Any, help: str) -> Any:  # noqa: A002  the word command lines use
    return dataclasses.field(default=default, metadata={"help": help})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of a build; `help` beside each says what it means."""

    date: dt.date | None = _setting(None, "Day of posts that carry no date (YYYY-MM-DD).")
    format: str | None = _setting(None, "Read the inputs as this format instead of recognising it.")
    title: str | None = _setting(None, "Title of the map; the documents' own when left out.")
    since: dt.date | None = _setting(None, "First day of the period; the first post's when left out.")
    until: dt.date | None = _setting(None, "Last day of the period; the last post's when left out.")
    map_timezone: str | None = _setting(None, "IANA zone of the map's days; from the places when left out.")
    worldview: str = _setting("un", "Whose borders are drawn: un or ne (Natural Earth, de facto).")
    quotes: str = _setting("short", "How much of the sources' sentences is kept: full, short or none.")
    keep_text: bool = _setting(False, "Write each document's saved text beside the layers.")  # noqa: FBT003
    focus: str = _setting("auto", "Place the first view shows; auto finds where most happened.")
    tiles: str | None = _setting(
        None, "Raster tiles under the page, by a name xyzservices knows; none when left out."
    )
    language: str = _setting(
        "en", "Language of the map's words until a reader asks for another: en, uk, ru or de."
    )
    url: str | None = _setting(None, "Where the map will be on the web, for those who link to it.")
    only: tuple[str, ...] = _setting((), "Keep only these categories.")
    without: tuple[str, ...] = _setting((), "Leave these categories out.")
    stale: float = _setting(72.0, "Hours after its last report from which a state is drawn faded.")
    min_confidence: float = _setting(0.35, "Places less sure than this (0 to 1) are left open.")

    online_provider: str = _setting("nominatim", "Who is asked for unknown places: nominatim or geonames.")
    online_domain: str | None = _setting(None, "Where that service is; its public address when left out.")
    online_username: str | None = _setting(None, "User name for it; GeoNames wants one.")
    online_cache: str | None = _setting(None, "SQLite file of its answers; in ~/.cache/geomap when left out.")

    def __post_init__(self) -> None:
        problems = [*self._unknown_words(), *self._problems()]
        if problems:
            raise InputError("settings: " + "; ".join(problems))

    def _unknown_words(self) -> Iterator[str]:
        for name, choices in (
            ("quotes", QUOTES), ("worldview", WORLDVIEWS), ("online_provider", PROVIDERS),
            ("language", LANGUAGES),
        ):  # fmt: skip
            if getattr(self, name) not in choices:
                yield f"{name} is {getattr(self, name)!r}, must be one of {', '.join(choices)}"
        for name in ("only", "without"):
            unknown = sorted(set(getattr(self, name)) - set(CATEGORIES))
            if unknown:
                yield f"{name} names no category: {', '.join(unknown)} (known: {', '.join(CATEGORIES)})"

    def _problems(self) -> Iterator[str]:
        if self.since and self.until and self.until < self.since:
            yield f"until {self.until} is before since {self.since}"
        if self.stale <= 0:
            yield f"stale is {self.stale}, must be above 0 hours"
        if not 0 <= self.min_confidence <= 1:
            yield f"min_confidence is {self.min_confidence}, must be between 0 and 1"
        if self.url is not None and not re.match(r"https?://[^/\s]+\S*$", self.url):
            yield f"url {self.url!r}: is no http or https address"
        if self.map_timezone is not None:
            try:
                ZoneInfo(self.map_timezone)
            except (KeyError, ValueError, OSError):
                yield f"map_timezone {self.map_timezone!r} is no IANA time zone (such as Europe/Kyiv)"


def parse_day(value: str) -> dt.date:
    """The day ``YYYY-MM-DD`` names.

    Raises
    ------
    InputError
        It names none.
    """
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"{value!r} is no day; write it as 2022-02-17") from error


def _flag(value: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if value.casefold() not in words:
        raise InputError(f"{value!r} is neither yes nor no")
    return words[value.casefold()]


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError as error:
        raise InputError(f"{value!r} is no number") from error


def _names(value: str) -> tuple[str, ...]:
    return tuple(part for part in value.replace(",", " ").split() if part)


_FROM_TEXT: Mapping[str, Callable[[str], Any]] = {
    "date": parse_day,
    "since": parse_day,
    "until": parse_day,
    "keep_text": _flag,
    "only": _names,
    "without": _names,
    "stale": _number,
    "min_confidence": _number,
}


def load_settings(
    flags: Mapping[str, Any],
    *,
    file: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Settings from a file, the environment and flags, the later winning.

    Parameters
    ----------
    flags
        Values by name; None means the flag was not given.
    file
        A TOML file; None for none.
    environ
        Where ``GEOMAP_...`` variables are looked up; None for none.

    Raises
    ------
    InputError
        A name is unknown or a value cannot be used; the message names the file or the variable.
    """
    known = {field.name for field in dataclasses.fields(Settings)}
    values: dict[str, Any] = {}
    if file is not None:
        values |= _from_file(file, known)
    for name in sorted(known):
        text = (environ or {}).get(f"GEOMAP_{name.upper()}")
        if text is not None:
            values[name] = _converted(name, text, f"GEOMAP_{name.upper()}")
    values |= {name: value for name, value in flags.items() if value is not None}
    return Settings(**values)


def _from_file(file: Path, known: set[str]) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{file}: cannot be read as settings: {why(error)}") from error
    unknown = sorted(set(table) - known)
    if unknown:
        raise InputError(f"{file}: no such setting: {', '.join(unknown)}")
    return {
        name: tuple(value) if isinstance(value, list) else _converted(name, str(value), str(file))
        for name, value in table.items()
    }


def _converted(name: str, text: str, where: str) -> Any:
    try:
        return _FROM_TEXT[name](text) if name in _FROM_TEXT else text
    except InputError as error:
        raise InputError(f"{where}: {name}: {error}") from error
