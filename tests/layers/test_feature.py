"""The check that the writer makes, held against the JSON Schema it stands for."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.layers.feature import OPEN_END, row_problem
from geomap.layers.geojson import rows_of
from geomap.layerset import PROPERTIES
from geomap.model import CATEGORIES, Attribution, Precision, Relation, Status, TimePrecision
from tests.layers.conftest import event, toy_layers

SCHEMA = json.loads(files("geomap.layers").joinpath("schema.json").read_bytes())
CHECK = jsonschema.Draft202012Validator({**SCHEMA["$defs"]["properties"], "$defs": SCHEMA["$defs"]})
GOOD = dict(zip(PROPERTIES, rows_of(toy_layers([event(1)]).frames["events"])[0], strict=True))

_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(-2, 2, allow_nan=False),
    st.sampled_from(
        ["", "x", "shelling", "claimed", "minute", "site", "at", "unattributed", "2031-05-04", "10:00"]
    ),
    st.sampled_from(["2031-05-04T10:00:00Z", "2031-05-04T10:00:00+02:00", "2031-05-04", OPEN_END]),
)


def test_the_schema_names_the_properties_in_order() -> None:
    """Exactly the designed ones, each with a description, all required."""
    properties = SCHEMA["$defs"]["properties"]
    assert tuple(properties["properties"]) == PROPERTIES
    assert properties["required"] == list(PROPERTIES)
    assert all(value["description"] for value in properties["properties"].values())


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("category", CATEGORIES),
        ("status", get_args(Status)),
        ("attribution_status", get_args(Attribution)),
        ("time_precision", get_args(TimePrecision)),
        ("precision", get_args(Precision)),
        ("relation", (*get_args(Relation), None)),
    ],
)
def test_the_schema_knows_the_models_words(name: str, values: tuple[str | None, ...]) -> None:
    """A word added to the model is added to the schema."""
    assert SCHEMA["$defs"]["properties"]["properties"][name]["enum"] == list(values)


@given(name=st.sampled_from(PROPERTIES), value=_VALUES)
@settings(max_examples=400, deadline=None)
def test_the_fast_check_agrees_with_the_schema(name: str, value: Any) -> None:
    """What one refuses, the other refuses; only that the end follows the start is beyond the schema."""
    changed = GOOD | {name: value}
    problem = row_problem(tuple(changed.values()))
    ours = problem is None or "is not after start" in problem
    # JSON Schema counts 1.0 among the integers; a GeoPackage and the model do not.
    if isinstance(value, float) and value.is_integer():
        return
    assert ours == CHECK.is_valid(changed), problem


def test_a_date_that_is_none_is_refused() -> None:
    """The pattern alone would let the 31st of February through."""
    changed = GOOD | {"start": "2031-02-31T10:00:00Z"}
    assert row_problem(tuple(changed.values())) == "start is no date: 2031-02-31T10:00:00Z"
