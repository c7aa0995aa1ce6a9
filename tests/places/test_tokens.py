from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geomap.places._tokens import clean_name, tokenise


def _islands(text: str) -> list[str]:
    tokens = tokenise(text, [(0, len(text))])
    return [tokens.span(island.first, island.last) for island in tokens.islands]


def test_islands_take_the_small_words_inside_names() -> None:
    """'Rostov-on-Don' and 'Bank of England' are one island, a comma parts two."""
    assert _islands("from Rostov-on-Don, the Bank of England said") == ["Rostov-on-Don", "Bank of England"]


def test_hyphened_particles_of_any_language_stay_inside() -> None:
    """'Port-au-Prince' is one name; a small word with one hyphen joins nothing."""
    assert _islands("to Port-au-Prince, then Rostov-na-Donu") == ["Port-au-Prince", "Rostov-na-Donu"]
    assert _islands("London -based Harrow") == ["London", "Harrow"]


def test_a_sentence_end_ends_an_island() -> None:
    """A name at the end of a sentence does not run into the next one."""
    assert _islands("They left Kyiv. Moscow waited.") == ["They", "Kyiv", "Moscow"]


def test_abbreviations_stay_whole() -> None:
    """'U.S.' and 'St. Louis' keep their full stops."""
    assert _islands("in the U.S. city of St. Louis") == ["U.S.", "St. Louis"]


@given(st.text(max_size=200))
def test_every_token_is_where_it_says(text: str) -> None:
    """Whatever the text, each token's offsets give its word, in order."""
    tokens = tokenise(text, [(0, len(text))])
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert all(a <= b for a, b in zip(tokens.ends, tokens.starts[1:], strict=False))


def test_clean_name_drops_what_nobody_sees() -> None:
    """Zero-width signs and an article do not hide a name from the gazetteer."""
    assert clean_name("the Lu\u200bden") == "Luden"
