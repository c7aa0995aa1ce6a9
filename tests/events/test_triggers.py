"""Each trigger finds what its data says it must, and leaves alone what it must not find."""

from __future__ import annotations

import pytest

from geomap.events import find_reports
from geomap.events._lexicon import Trigger, expand, lexicon, tokens
from tests.events.gold_case import single

_TRIGGERS = [trigger for trigger in lexicon().triggers if trigger.category is not None]
_FOR = [(trigger, sentence) for trigger in _TRIGGERS for sentence in trigger.examples]
_AGAINST = [(trigger, sentence) for trigger in _TRIGGERS for sentence in trigger.counter_examples]


def _categories(sentence: str) -> set[str]:
    document, mentions = single(sentence)
    return {report.category for report in find_reports(document, mentions) if report.location is not None}


@pytest.mark.parametrize(("trigger", "sentence"), _FOR, ids=[sentence for _, sentence in _FOR])
def test_example_is_found(trigger: Trigger, sentence: str) -> None:
    """A sentence that the data gives as an example becomes a placed report of the trigger's category."""
    assert trigger.category in _categories(sentence)


@pytest.mark.parametrize(("trigger", "sentence"), _AGAINST, ids=[sentence for _, sentence in _AGAINST])
def test_counter_example_is_left_alone(trigger: Trigger, sentence: str) -> None:
    """A sentence that only looks like the trigger becomes no report of its category."""
    assert trigger.category not in _categories(sentence)


def test_every_trigger_has_examples_for_and_against() -> None:
    """No trigger is added without a sentence it must find and one it must not."""
    assert [trigger for trigger in _TRIGGERS if not trigger.examples or not trigger.counter_examples] == []


def test_verb_forms_and_alternatives_are_written_out() -> None:
    """'~' stands for any form of a verb, brackets for alternatives."""
    assert set(expand("~fire (shells|rockets)", {})) >= {"fired shells", "firing rockets", "fires shells"}
    assert "struck .. school" in expand("~strike .. (school|)", {"strike": "struck"})


def test_a_guard_hides_a_trigger_inside_it() -> None:
    """'~strike a deal' is no strike."""
    sentence = "the raids on the port may strike a deal"
    found = {hit.trigger.category for hit in lexicon().hits(tokens(sentence, 0, len(sentence)), {})}
    assert "airstrike" in found
    quiet = "they may strike a deal"
    assert lexicon().hits(tokens(quiet, 0, len(quiet)), {}) == []
