from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.model import Block, Mention
from geomap.places import find_mentions, find_places, resolve_spans
from tests.places.conftest import KESTREL_N, KESTREL_S, NORLAND, TinyLookup, document


def _by_surface(mentions: tuple[Mention, ...]) -> dict[str, Mention]:
    return {mention.surface: mention for mention in mentions}


def test_finds_a_name_with_exact_offsets(lookup: TinyLookup) -> None:
    """The span gives the name in the text as it stands."""
    text = "A shell hit a school in Luden on Friday."
    (mention,) = find_places(text, lookup)
    assert text[mention.start : mention.end] == mention.surface == "Luden"
    assert mention.literal
    assert mention.location is not None
    assert mention.location.place_ids == ("test:4",)


def test_a_person_is_no_place(lookup: TinyLookup) -> None:
    """A surname that is also a town stays a person, in its second mention too."""
    text = "Mr. James Luden spoke first. Luden said he would not resign."
    assert find_places(text, lookup) == ()


def test_the_text_decides_between_two_of_a_name(lookup: TinyLookup) -> None:
    """A smaller place wins where the country named beside it says so."""
    assert (
        _by_surface(find_places("Fighting reached Kestrel, Sudland, at noon.", lookup))["Kestrel"]
        .candidates[0]
        .place
        == KESTREL_S
    )
    assert (
        _by_surface(find_places("Fighting reached Kestrel at noon.", lookup))["Kestrel"].candidates[0].place
        == KESTREL_N
    )


def test_an_actor_is_no_location(lookup: TinyLookup) -> None:
    """'Harrowgate said' speaks of a government, 'in Harrowgate' of a place; both are resolved."""
    text = "Harrowgate said it would respond. Thousands marched in Harrowgate on Sunday."
    actor, place = find_places(text, lookup)
    assert not actor.literal
    assert place.literal
    assert actor.location == place.location


def test_a_demonym_leads_to_its_country(lookup: TinyLookup) -> None:
    """An adjective is told as a demonym and never literal before people."""
    (mention,) = find_places("The Norlandic soldiers withdrew.", lookup)
    assert mention.form == "demonym"
    assert not mention.literal
    assert mention.candidates[0].place == NORLAND


def test_an_unknown_name_changes_nothing_for_the_others(lookup: TinyLookup) -> None:
    """A village no gazetteer has is kept open, with the reason; its neighbour is placed."""
    found = _by_surface(find_places("Shells fell on Qvarnby and on Luden in Norland.", lookup))
    assert found["Luden"].location is not None
    if "Qvarnby" in found:
        assert found["Qvarnby"].location is None
        assert "gazetteer" in found["Qvarnby"].reason


def test_given_spans_always_get_a_guess(lookup: TinyLookup) -> None:
    """A given span that is not in the gazetteer is taken to lie where its neighbour does, and says so."""
    text = "A fire broke out at Qvarnby House near Luden."
    spans = [(20, 33), (39, 44)]
    house, town = resolve_spans(text, spans, lookup)
    assert house.location is not None
    assert town.location is not None
    assert house.candidates[0].place == town.candidates[0].place
    assert house.confidence < town.confidence


def test_spans_come_back_in_the_order_given(lookup: TinyLookup) -> None:
    """The answer follows the question, not the text."""
    text = "From Luden to Tambur."
    assert [m.surface for m in resolve_spans(text, [(14, 20), (5, 10)], lookup)] == ["Tambur", "Luden"]


def test_boilerplate_is_passed_over_and_a_byline_is_no_event(lookup: TinyLookup) -> None:
    """Nothing is read in boilerplate; a reporter's place is told but not literal."""
    text = "Share Luden\nBy Ann Ash in Tambur\nA bridge fell in Luden."
    blocks = (
        Block(kind="boilerplate", start=0, end=11),
        Block(kind="byline", start=12, end=32),
        Block(kind="paragraph", start=33, end=len(text)),
    )
    found = find_mentions(document(text, blocks), lookup)
    assert [(m.surface, m.literal) for m in found] == [("Tambur", False), ("Luden", True)]


def test_doubt_leaves_a_place_open(lookup: TinyLookup) -> None:
    """Below the confidence asked for there is a mention without a location."""
    (mention,) = find_places("A shell hit a school in Kestrel on Friday.", lookup, min_confidence=0.99)
    assert mention.location is None
    assert "not sure enough" in mention.reason


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "Luden " * 400,
        "В Лудене взорвался снаряд. القصف مستمر 喀布尔爆炸",
        "Lu\u0301den and L\u200bu\u200bden &amp; &lt;b&gt;Luden&lt;/b&gt;",
        "A" * 20_000,
        "((((" * 500,
    ],
)
def test_hostile_text_is_read_without_harm(text: str, lookup: TinyLookup) -> None:
    """Whatever comes, offsets stay exact and nothing breaks."""
    for mention in find_places(text, lookup):
        assert text[mention.start : mention.end] == mention.surface


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Luden", "near", "Sudland's", "border", ",", ".", "16 km", "north of", "the", "\n", "Öl", "of"]
        )
    )
)
def test_any_order_of_words_keeps_offsets(words: list[str]) -> None:
    """Mentions come in order, within the text, and say their own words."""
    text = " ".join(words)
    found = find_mentions(document(text), TinyLookup())
    assert [m.start for m in found] == sorted(m.start for m in found)
    assert all(text[m.start : m.end] == m.surface for m in found)
