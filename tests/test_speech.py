"""How geomap speaks to people."""

import errno

import pytest

from geomap._speech import counted, why


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 posts"), (1, "1 post"), (2, "2 posts"), (20_000, "20,000 posts")]
)
def test_one_thing_is_no_many(number: int, told: str) -> None:
    """The noun agrees with its number."""
    assert counted(number, "post") == told


def test_why_says_no_number_and_no_path() -> None:
    """What Python adds to a system's reason is left out; other errors say what they say."""
    assert (
        why(FileNotFoundError(errno.ENOENT, "No such file or directory", "a.csv"))
        == "No such file or directory"
    )
    assert why(ValueError("line 3: no colon")) == "line 3: no colon"
