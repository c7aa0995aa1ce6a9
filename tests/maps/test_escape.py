"""The one door for data."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from geomap.maps._escape import html_text, json_block, json_text

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_a_block_reads_back_as_what_was_put_in(value: object) -> None:
    """Escaping loses nothing."""
    assert json.loads(json_block(json_text(value))) == value


@given(st.text())
def test_no_character_of_a_block_means_anything_to_html_or_javascript(text: str) -> None:
    """Neither a tag nor an entity nor a line end of JavaScript's."""
    assert not set(json_block(json_text([text]))) & set("<>&\u2028\u2029")


@given(st.text(st.characters(categories=["Cs", "Ll", "Po"])))
def test_lone_surrogates_become_the_replacement_character(text: str) -> None:
    """UTF-8 has no place for them."""
    json_text({text: [text]}).encode()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_html_text_opens_and_ends_nothing(text: str) -> None:
    """Safe as text and inside quotes."""
    assert not set(html_text(text)) & set("<>\"'")
