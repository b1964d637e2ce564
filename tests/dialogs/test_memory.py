"""What a talk remembers comes back as it was; what an earlier release kept in another way is no crash."""

import json
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.caseturns import Began, Form, Outcome, WantedCases
from dialogs.checklistturns import ChecklistOutcome, Run
from dialogs.forms import FORMS
from dialogs.memory import _members, kept_form, kept_state, read_form, read_state
from dialogs.reminderturns import ReminderOutcome
from dialogs.turns import Event, Offer, Picked, State, WantedDate
from knowledge.limits import UNITS, Override

#: What came of a deed is told in the same turn and never stands among choices.
REMEMBERED = sorted(
    _members(Event) - _members(Outcome) - _members(ReminderOutcome) - _members(ChecklistOutcome),
    key=lambda kind: kind.__name__,
)

BASIS = st.text(min_size=1, max_size=20).map(lambda text: f"art. 5 {text}")
st.register_type_strategy(Override, st.builds(Override, st.integers(1, 10_000), st.sampled_from(UNITS), BASIS))

FILLED = st.builds(Form, answers=st.lists(st.tuples(st.text(), st.text()), max_size=3).map(tuple))
EVENTS = st.one_of([st.from_type(kind) for kind in REMEMBERED])
OPTIONS = st.lists(EVENTS, max_size=3).map(tuple)
STATES = st.builds(
    State,
    options=OPTIONS,
    earlier=st.lists(st.builds(Offer, options=OPTIONS), max_size=2).map(tuple),
    form=st.none() | FILLED,
    run=st.none() | st.builds(Run, st.text(), st.integers()),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.sampled_from(["_", "iso", "form", "x"]), one),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", REMEMBERED, ids=lambda kind: kind.__name__)
def test_every_event_among_the_choices_comes_back(kind: type) -> None:
    """Found through the closed union, so that a new class is held too."""

    @given(st.from_type(kind))
    def comes_back(event: Event) -> None:
        state = State(options=(event,), earlier=(Offer(1, (event,)),))
        assert read_state(kept_state(state)) == state

    comes_back()


@given(STATES)
def test_a_state_comes_back_with_its_types(state: State) -> None:
    """With dates, lengths, offers and the form; a tuple is a tuple again."""
    again = read_state(kept_state(state))
    assert again == state
    assert again is not None
    assert hash(again.options) == hash(state.options)


def test_the_answers_of_a_checklist_lie_elsewhere() -> None:
    """Nothing that says something of a person stands in the state of a talk."""
    run = Run("forward", 7, 3, (("recipient", "Müller"),), (("court", "x"),), 2, (("recipient", "Meier"),))
    assert read_state(kept_state(State(run=run, step="court"))) == State(run=Run("forward", 7), step="court")


def test_every_field_of_a_state_is_kept() -> None:
    """A field that is left out because it has its usual value is no other field."""
    usual = State()
    for name in get_type_hints(State):
        assert json.loads(kept_state(usual)) == {"_": "State"}
        changed = usual.but(**{name: OTHER[name]})
        assert read_state(kept_state(changed)) == changed != usual


OTHER: dict[str, object] = {
    "language": "kk", "is_language_fixed": True, "clause": "11", "wanted": WantedDate(is_original=False),
    "given": WantedDate("execute_order"), "options": (Picked(0), WantedCases(within=0)), "offer": 3,
    "earlier": (Offer(2, (Began("close", 5),)),), "form": Form("close", 5, (("reason", "«ок»"),)),
    "run": Run("forward", 7), "step": "court",
}  # fmt: skip


@given(FILLED)
def test_a_form_comes_back(form: Form) -> None:
    """Every answer that was given."""
    assert read_form(kept_form(form)) == form


@given(st.text() | JSON.map(json.dumps))
def test_no_text_is_read_as_something_else(text: str) -> None:
    """Garbage and foreign JSON are nothing, or what they say they are."""
    assert isinstance(read_state(text), State | None)
    assert isinstance(read_form(text), Form | None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"state": 1}',
        '{"_": "Gone"}',
        '{"_": ["State"]}',
        '{"_": "State", "mood": "glad"}',
        '{"_": "State", "options": [{"_": "Gone"}]}',
        '{"_": "State", "wanted": {"_": "date", "iso": "2026-02-30"}}',
        '{"_": "State", "wanted": {"_": "Override", "length": 0, "unit": "days", "basis": ""}}',
        '{"_": "State", "form": {"_": "Form", "name": "gone"}}',
        '{"_": "Form", "name": "gone"}',
        '{"_": "Opened"}',
        "[" * 100_000,
    ],
)
def test_what_an_earlier_release_kept_is_a_new_talk(text: str) -> None:
    """Nobody is locked out of the talk by a form, a field or a class that there is no more."""
    assert read_state(text) is None
    assert read_form(text) is None


def test_a_form_is_no_state_and_a_state_no_form() -> None:
    """They are kept in two places and never mixed up."""
    assert read_state(kept_form(Form("register"))) is None
    assert read_form(kept_state(State())) is None
    assert {kept_form(Form(name)) for name in FORMS} >= {'{"_":"Form","name":"close"}'}
