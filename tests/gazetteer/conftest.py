"""One open gazetteer for all tests."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()
