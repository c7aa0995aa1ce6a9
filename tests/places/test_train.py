"""Training without the library it needs."""

from __future__ import annotations

import sys

import pytest

from geomap.places.train import main


def test_training_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line with the command, exit 1; a module set to None is one that is not installed."""
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    assert main(["--folds", "0"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "pip install 'python-crfsuite" in line
