"""Settings: default < file < environment < flag, and clear words about what cannot be used."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.settings import Settings, load_settings


def test_later_ones_win(tmp_path: Path) -> None:
    """A flag beats the environment, the environment the file, the file the default."""
    file = tmp_path / "geomap.toml"
    file.write_text('quotes = "full"\nstale = 24\ntitle = "From the file"\nsince = 2022-02-14\n')
    settings = load_settings(
        {"title": "From a flag", "date": None},
        file=file,
        environ={"GEOMAP_STALE": "12", "GEOMAP_TITLE": "no"},
    )
    assert settings.quotes == "full"
    assert settings.stale == 12
    assert settings.title == "From a flag"
    assert settings.since == dt.date(2022, 2, 14)
    assert settings.worldview == Settings().worldview


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ({"quotes": "all"}, "quotes is 'all'"),
        ({"only": ("shelling", "shouting")}, "only names no category: shouting"),
        ({"since": dt.date(2022, 2, 18), "until": dt.date(2022, 2, 14)}, "is before since"),
        ({"map_timezone": "Kyiv time"}, "no IANA time zone"),
        ({"min_confidence": 2.0}, "between 0 and 1"),
        ({"stale": 0.0}, "above 0 hours"),
    ],
)
def test_what_cannot_be_used_is_named(flags: dict[str, object], words: str) -> None:
    """Each refusal names the setting and the value."""
    with pytest.raises(InputError, match=words):
        load_settings(flags)


def test_all_problems_are_told_at_once() -> None:
    """Two wrong values are two complaints in one line."""
    with pytest.raises(InputError, match=r"quotes.*; stale"):
        Settings(quotes="all", stale=-1.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 1", "no such setting: colour"),
        ("stale = 'soon'", "stale: 'soon' is no number"),
        ("stale =", "cannot be read"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    """The message begins with the file."""
    file = tmp_path / "geomap.toml"
    file.write_text(text)
    with pytest.raises(InputError, match=words) as caught:
        load_settings({}, file=file)
    assert str(caught.value).startswith(str(file))


def test_every_setting_says_what_it_means() -> None:
    """The table of settings is its own documentation."""
    for field in dataclasses.fields(Settings):
        assert field.metadata["help"].endswith("."), field.name
