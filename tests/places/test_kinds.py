"""What kind of place the words beside a name say it is; the names are made up."""

from __future__ import annotations

import re

import pytest

from geomap.places._kinds import Name
from geomap.places._lists import kind_hints


def _names(text: str) -> list[Name]:
    return [
        Name(m.start(), m.end(), m[0], before=text[: m.start()], after=text[m.end() :])
        for m in re.finditer(r"Luden|Ormel|Kestrel", text)
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("in the Luden, Ormel and Kestrel regions", ["A", "A", "A"]),
        ("in Luden and Ormel districts, near Kestrel", ["A2", "A2", ""]),
        ("in Luden, Ormel and Kestrel region", ["", "", "A"]),
        ("in Luden, Ormel and Kestrel", ["", "", ""]),
        ("the regions of Luden and Ormel", ["A", "A"]),
        ("the cities of Luden, Ormel and Kestrel", ["P", "P", "P"]),
        ("the city of Luden and Ormel", ["P", ""]),
        ("the towns of Luden, Ormel", ["P", ""]),
        ("Luden and Kestrel counties and Ormel", ["A2", "A2", ""]),
        ("Luden counties, and Ormel", ["A2", ""]),
    ],
)
def test_a_noun_after_a_list_speaks_of_all_its_names(text: str, kinds: list[str]) -> None:
    """A plural after or before a list makes each name of it one of the kind; a singular only its own."""
    assert kind_hints(_names(text)) == kinds
