from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

import pytest

from geomap.errors import InputError, PlaceNotFoundError
from geomap.places import describe, find_places, locate, location_feature, mention_record, stream
from tests.places.conftest import TinyLookup


def test_a_mention_record_has_the_fields_of_the_format(lookup: TinyLookup) -> None:
    """Names, order and number of the fields are fixed."""
    (mention,) = find_places("A school in Luden was hit.", lookup)
    assert list(mention_record(mention)) == (
        "start end surface form literal place_id name lat lon precision radius_m confidence reason".split()
    )


def test_an_open_mention_has_no_coordinates(lookup: TinyLookup) -> None:
    """Where nothing was decided lat and lon are absent, not null."""
    (mention,) = find_places("A school in Luden was hit.", lookup, min_confidence=1.0)
    assert "lat" not in mention_record(mention)


def test_the_stream_answers_line_by_line(lookup: TinyLookup) -> None:
    """An answer comes before the next question is read: memory does not grow."""
    read: list[int] = []

    def lines() -> Iterator[bytes]:
        for number in itertools.count():
            read.append(number)
            yield json.dumps({"id": number, "text": "Rain fell in Luden."}).encode()

    answers = stream(lines(), lookup)
    first = json.loads(next(answers))
    assert first["id"] == 0
    assert len(read) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{", "not JSON"),
        (b'{"id": 1}', "text"),
        (b'{"id": 1, "text": 5}', "text"),
        (b'{"id": 1, "text": "ab", "spans": [[0, 9]]}', "spans"),
        (b'{"id": 1, "text": "ab", "spans": [[true, 1]]}', "spans"),
        (b'{"id": 1, "text": "ab", "published": "soon"}', "published"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 5000, "JSON|nested"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: bytes, words: str, lookup: TinyLookup) -> None:
    """The message gives the input's name, the line and what it wants."""
    problems: list[str] = []
    good = b'{"id": 2, "text": "Rain fell in Luden."}'
    answers = list(stream([line, b"", good], lookup, name="in.jsonl", problems=problems))
    assert [json.loads(answer)["id"] for answer in answers] == [2]
    assert len(problems) == 1
    assert problems[0].startswith("in.jsonl:1: ")
    with pytest.raises(InputError, match=words):
        list(stream([line], lookup))


def test_given_spans_are_placed_whatever_the_confidence(lookup: TinyLookup) -> None:
    """Abstaining is for free text."""
    line = json.dumps({"id": "a", "text": "In Kestrel.", "spans": [[3, 10]]})
    (answer,) = stream([line], lookup, min_confidence=1.0)
    assert "lat" in json.loads(answer)["mentions"][0]


def test_locate_tells_where_how_well_and_why(lookup: TinyLookup) -> None:
    """The lines for people and the feature give name, point, precision, reason and runner-up."""
    location = locate("Kestrel", lookup)
    lines = "\n".join(describe(location))
    assert "Kestrel" in lines
    assert "next: Kestrel, Lower, SU" in lines
    feature = location_feature(location)
    assert feature["geometry"]["coordinates"] == (2.0, 8.0)
    assert feature["properties"]["place_id"] == "test:5"


@pytest.mark.parametrize("text", ["", "   ", "Qvarnby", "x" * 5000, "16 km north of Qvarnby"])
def test_locate_says_in_one_line_what_it_does_not_know(text: str, lookup: TinyLookup) -> None:
    """An unknown expression is an error of one short line."""
    with pytest.raises(PlaceNotFoundError) as caught:
        locate(text, lookup)
    assert len(str(caught.value)) < 200
    assert "\n" not in str(caught.value)
