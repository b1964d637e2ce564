"""The walk: one question at a time, nothing is lost by going back or away, and what changes is said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.checklists.checklist import Question, load_checklists
from dialogs.checklists.findings import findings
from dialogs.checklists.position import applying, live, next_question
from dialogs.checklists.reading import option
from dialogs.checklists.walk import SHOWN
from dialogs.checklistturns import (
    BY_HAND,
    UNKNOWN,
    AnsweredStep,
    AskedStepWhy,
    AskedUnknown,
    BeganRun,
    Drafted,
    DroppedRun,
    EnteredRun,
    EnterRun,
    FetchRun,
    KeptStep,
    OpenRun,
    OpenRunEntry,
    Paper,
    PutRunOff,
    Run,
    RunFetched,
    RunsFetched,
    WantedChecklists,
    WantedPapers,
    WantedReview,
    WantedRun,
    WantedStep,
    WentBack,
    WroteStep,
)
from dialogs.engine import asks_day, step
from dialogs.memory import kept_state, read_state
from dialogs.replies import blocks
from dialogs.texts import Texts
from dialogs.turns import Choices, Facts, MonthPage, PickedDay, Quote, Say, State, TurnedMonth, Wrote
from dialogs.wording import Wording
from knowledge.languages import LANGUAGES
from knowledge.people import Person
from tests.dialogs.checklists.walker import Walker, begun, first_option, last_option
from tests.talk import TODAY

NAMES = tuple(load_checklists())
CLERK = Person(1, 1, "clerk", "Айгуль")


@pytest.fixture
def walker(facts: Facts, texts: Texts) -> Walker:
    """A walk through an order to be served, at its first question."""
    return begun("order-service", facts, texts)


@pytest.mark.parametrize("choose", [first_option, last_option])
@pytest.mark.parametrize("name", NAMES)
def test_every_checklist_is_walked_to_its_review(
    facts: Facts, texts: Texts, name: str, choose: Callable[[Question], str]
) -> None:
    """Everything that is said on the way has its words in each language."""
    walker = begun(name, facts, texts)
    said = list(walker.says)
    for _ in range(200):
        if walker.question is None:
            break
        walker.answer(choose)
        said += walker.says
    assert "review-head" in walker.names
    for language in LANGUAGES:
        assert all(block.text.strip() for block in blocks(said, Wording(texts, facts.law, language)))


@pytest.mark.parametrize("name", NAMES)
def test_a_walk_goes_on_after_every_answer_as_if_nothing_had_happened(facts: Facts, texts: Texts, name: str) -> None:
    """What a talk remembers is which walk it is; the answers lie elsewhere, and its place is derived from them."""
    walker = begun(name, facts, texts)
    while walker.question:
        asked = walker.question
        walker.state = State("ru", is_language_fixed=True)
        walker.do(WantedRun(walker.drafts.newest))
        assert walker.question == asked
        walker.answer(last_option)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_is_answered_the_next_question_applies_and_nothing_is_asked_twice(
    facts: Facts, texts: Texts, data: st.DataObject
) -> None:
    """Choices by chance, skipped and unknown ones among them; each question is asked once."""
    walker = begun(data.draw(st.sampled_from(NAMES)), facts, texts)
    asked = []
    while question := walker.question:
        asked.append(question.id)
        assert question in applying(load_checklists()[walker.run.checklist], walker.run)
        walker.do(AnsweredStep(question.id, data.draw(st.sampled_from([*question.values, UNKNOWN, BY_HAND]))))
    assert len(asked) == len(set(asked))
    assert dict(walker.run.answers).keys() == live(load_checklists()[walker.run.checklist], walker.run).keys()


# --- the words of a walk -------------------------------------------------------------------------------------


def test_progress_is_said(walker: Walker) -> None:
    """The number of the question among those that apply."""
    assert walker.names[:2] == ("run-begun", "run-step")
    before = next(said for said in walker.says if isinstance(said, Say) and said.name == "run-step")
    assert before.values["number"] == 1
    walker.answer(first_option)
    now = next(said for said in walker.says if isinstance(said, Say) and said.name == "run-step")
    assert now.values["number"] == 2


@pytest.mark.parametrize("words", ["why", "Почему?", "неге", "/why"])
def test_why_shows_the_clause_and_asks_again(walker: Walker, words: str) -> None:
    """Every question has one."""
    question = walker.question
    assert question
    walker.write(words)
    quoted = [said.clause for said in walker.says if isinstance(said, Quote)]
    assert quoted == [clause.partition("/")[0] for clause in question.clause]
    assert walker.question == question
    assert f"question-{question.id}" in walker.names


@pytest.mark.parametrize("words", ["back", "назад", "артқа"])
def test_back_asks_the_question_before_and_keeps_its_answer(walker: Walker, words: str) -> None:
    """Until it is answered anew; then the walk goes on where it was."""
    first = walker.question
    walker.answer(first_option)
    walker.answer(first_option)
    third = walker.question
    walker.write(words)
    walker.write(words)
    assert walker.question == first
    assert len(walker.run.answers) == 2
    assert any(
        choice.label.name == "run-keep" for said in walker.says if isinstance(said, Choices) for choice in said.options
    )
    walker.write(words)
    assert walker.names[0] == "run-first"
    walker.do(WantedStep(1))
    walker.answer(first_option)
    assert walker.question == third


def test_a_changed_answer_keeps_the_later_ones_but_those_that_depend_on_it(walker: Walker) -> None:
    """And those that are open again are named."""
    for text in ("15.09.2027", "Germany", "1", "Hague Convention of 1965, article 5"):
        walker.write(text)
    before = dict(walker.run.answers)
    assert before["treaty"]
    walker.write("change 2")
    walker.write("Turkey")
    assert dict(walker.run.answers) == {"hearing": "2027-09-15", "state": "TR"}
    assert "run-reopened" in walker.names
    walker.write("1")
    walker.write("Ankara treaty, article 3")
    walker.write("2 өзгерту")
    walker.write("Turkey")
    assert "run-reopened" not in walker.names


def test_an_answer_that_does_not_apply_any_more_rests(walker: Walker) -> None:
    """It counts again when its question applies again."""
    for text in ("15.09.2027", "Germany", "1", "Hague Convention of 1965, article 5"):
        walker.write(text)
    walker.write("изменить 3")
    walker.write("2")
    assert "treaty" not in live(load_checklists()["order-service"], walker.run)
    assert "run-reopened" in walker.names
    walker.write("изменить 3")
    walker.write("1")
    assert live(load_checklists()["order-service"], walker.run)["treaty"].startswith("Hague")


def test_a_number_that_there_is_not(walker: Walker) -> None:
    """It is said how many there are."""
    walker.write("change 99")
    assert walker.names == ("run-no-number",)


def test_the_review_shows_all_answers_and_what_is_missing(walker: Walker) -> None:
    """Long ones in short; one that is not known can be asked again."""
    walker.do(AnsweredStep("hearing", UNKNOWN))
    walker.write("review")
    assert walker.names[0] == "review-head"
    assert walker.question is None
    walker.do(AskedUnknown())
    assert walker.question
    assert walker.question.id == "hearing"
    walker.to_the_end(first_option)
    walker.write("change 4")
    walker.write("x" * 200)
    said = "\n".join(block.text for block in blocks(walker.says, Wording(walker.texts, walker.facts.law, "en")))
    assert "x" * SHOWN + "…" in said
    assert "x" * (SHOWN + 1) not in said
    walker.write("anything")
    assert walker.names[0] != "old-choice"


def test_a_question_about_a_clause_is_answered_and_the_walk_goes_on(walker: Walker) -> None:
    """The numbers of choices are those of the walk."""
    question = walker.question
    walker.write("what does para 12 say?")
    assert any(isinstance(said, Quote) and said.clause == "12" for said in walker.says)
    assert walker.question == question
    assert isinstance(walker.says[-1], Choices)
    walker.write("who signs the order?")
    assert walker.question == question


def test_what_is_left_open_is_asked_for_by_hand_or_later(walker: Walker) -> None:
    """What is skipped leaves a blank, what is not known is asked again; a choice has no blank."""
    walker.write("skip")
    assert dict(walker.run.answers)["hearing"] == BY_HAND
    walker.write("не знаю")
    assert dict(walker.run.answers)["state"] == UNKNOWN
    walker.write("пропустить")
    assert dict(walker.run.answers)["basis"] == UNKNOWN


def test_an_answer_is_taken_as_it_is(facts: Facts, texts: Texts) -> None:
    """What is a command or a case elsewhere is an answer here."""
    walker = begun("forward", facts, texts)
    while walker.question and walker.question.takes != "text":
        walker.answer(first_option)
    question = walker.question
    assert question
    walker.write("English")
    assert dict(walker.run.answers)[question.id] == "English"
    assert walker.state.language == "en"


def test_a_day_can_be_taken_from_the_month(walker: Walker) -> None:
    """And another month be shown, under the same question."""
    assert asks_day(walker.state)
    walker.do(TurnedMonth(date(2027, 9, 1)))
    assert [said.first for said in walker.says if isinstance(said, MonthPage)] == [date(2027, 9, 1)]
    walker.do(PickedDay(date(2027, 9, 15)))
    assert dict(walker.run.answers)["hearing"] == "2027-09-15"
    assert not asks_day(walker.state)


def test_what_is_near_is_offered(walker: Walker) -> None:
    """A state that was not clear; and what cannot be an answer says why."""
    walker.write("15.09.2027")
    walker.write("Korea")
    assert isinstance(walker.says[-1], Choices)
    walker.write("1")
    assert dict(walker.run.answers)["state"] in {"KR", "KP"}
    walker.write("reciprocity, I think")
    assert walker.names == ("form-take-choice",)


def test_late_choices_go_nowhere(walker: Walker) -> None:
    """A button of a question that was answered."""
    for event in (AnsweredStep("basis", "treaty"), KeptStep("basis")):
        walker.do(event)
        assert walker.names == ("old-choice",)
    assert walker.run.answers == ()


# --- away and back -------------------------------------------------------------------------------------------


def test_it_is_put_off_and_gone_on_with(walker: Walker) -> None:
    """By its number or as the one worked at last; several at once."""
    walker.write("15.09.2027")
    walker.write("later")
    assert "run-put-off" in walker.names
    assert walker.state.run is None
    walker.do(BeganRun("forward"))
    walker.write("/cancel")
    walker.write("продолжить 1")
    assert walker.run.checklist == "order-service"
    assert walker.run.answers == (("hearing", "2027-09-15"),)
    walker.do(PutRunOff())
    walker.write("/continue")
    assert "run-goes-on" in walker.names
    walker.do(WantedChecklists())
    assert "checklists" in walker.names
    walker.do(WantedRun(77))
    assert walker.names == ("no-run",)


def test_it_is_dropped_when_that_is_meant(walker: Walker) -> None:
    """Asked once more before."""
    walker.do(DroppedRun(1))
    assert walker.names == ("run-ask-drop",)
    walker.do(DroppedRun(1, is_sure=True))
    assert walker.names == ("run-dropped",)
    walker.do(WantedRun(1))
    assert walker.names == ("no-run",)


@pytest.mark.parametrize(
    "event", [WentBack(), WantedReview(), AskedStepWhy(), WroteStep("x"), WantedPapers("ru"), AnsweredStep("x", "y")]
)
def test_without_a_walk_there_is_nothing_to_do(facts: Facts, event: WantedReview) -> None:
    """Old buttons, and checklists of an earlier release."""
    work = replace(facts, person=CLERK)
    assert step(State(), event, work).says == (Say("no-run"),)
    assert step(State(run=Run("gone", 5)), event, work).says == (Say("no-run"),)
    assert step(State(), BeganRun("gone"), work).says == (Say("no-run"),)


def test_strangers_walk_nowhere(facts: Facts) -> None:
    """Where anything is kept, an invitation is needed."""
    done = step(State(run=Run("forward", 5), step="court"), Wrote("anything"), facts)
    assert done.says == (Say("invited-only"),)
    assert done.state.run is None
    assert step(State(), BeganRun("forward"), facts).says == (Say("invited-only"),)


def test_another_form_puts_it_off(facts: Facts) -> None:
    """What is written then is for that."""
    work = replace(facts, person=CLERK)
    run = Run("order-service", 5)
    done = step(State(run=run, step="hearing"), Wrote("/register"), work)
    assert done.state.run is None
    assert done.state.form
    assert step(State(), BeganRun("forward", 3), work).deed == OpenRun("forward", 3)
    assert step(State(), WantedRun(), work).deed == FetchRun(0)
    assert step(State(run=run), EnteredRun(), work).deed == EnterRun(run)


def test_what_the_court_knows_is_one_press(facts: Facts) -> None:
    """And nothing is taken over in silence."""
    work = replace(facts, person=CLERK)
    run = Run("order-service", 5, suggested=(("state", "DE"),), answers=(("hearing", "2027-09-15"),))
    done = step(State("en", is_language_fixed=True), RunFetched(run), work)
    choices = next(said for said in done.says if isinstance(said, Choices))
    assert choices.options[0].event == AnsweredStep("state", "DE")
    assert dict(run.answers) == {"hearing": "2027-09-15"}


# --- what says something of a person -------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_what_says_something_of_a_person_is_not_asked_in_a_chat(facts: Facts, texts: Texts, name: str) -> None:
    """The review says where it can be filled in; what was answered elsewhere is not shown."""
    walker = begun(name, facts, texts, is_private=False)
    while question := walker.question:
        assert not question.personal
        walker.answer(first_option)
    checklist = load_checklists()[name]
    personal = [each for each in applying(checklist, walker.run) if each.personal]
    assert all(each.id not in dict(walker.run.answers) for each in personal)
    if not personal:
        return
    assert "run-elsewhere" in walker.names
    number = applying(checklist, walker.run).index(personal[0]) + 1
    walker.do(WantedStep(number))
    assert walker.names == ("run-elsewhere",)
    walker.facts = replace(walker.facts, is_private=True)
    assert next_question(checklist, walker.run, is_private=True) == personal[0]
    walker.do(WantedRun(walker.run.id))
    walker.to_the_end(first_option)
    walker.facts = replace(walker.facts, is_private=False)
    walker.do(WantedReview())
    said = "\n".join(block.text for block in blocks(walker.says, Wording(texts, facts.law, "en")))
    assert "not shown in this chat" in said
    assert "Müller" not in said


# --- what the checks say -------------------------------------------------------------------------------------


def test_a_hearing_that_is_too_near_is_said_at_once(walker: Walker) -> None:
    """With the day on which it should have been sent, and the earliest that can be met."""
    walker.write("10.03.2027")
    said = next(one for one in walker.says if isinstance(one, Say) and one.name.startswith("finding-"))
    what = said.values["what"]
    assert isinstance(what, Say)
    assert what.values == {"sendBy": date(2026, 9, 10), "earliest": date(2027, 5, 24)}


@pytest.mark.parametrize("hearing", ["9999-12-31", "0001-02-03", UNKNOWN, BY_HAND])
def test_a_hearing_that_cannot_be_counted_says_nothing(facts: Facts, hearing: str) -> None:
    """It is no crash."""
    run = Run("order-service", answers=(("hearing", hearing),))
    assert all(one.weight != "note" for one in findings(load_checklists()["order-service"], run, facts))


def test_what_stops_a_paper_is_shown_in_its_place(facts: Facts, texts: Texts) -> None:
    """The review comes back, and drafting is not offered."""
    stopping = [
        (name, check)
        for name, checklist in load_checklists().items()
        for check in checklist.check
        if check.weight == "stops" and check.fails and not check.when
    ]
    assert stopping
    for name, check in stopping:
        walker = begun(name, facts, texts)
        questions = load_checklists()[name].by_id
        wanted = {question: values[0] for question, values in check.fails.items()}
        for question in check.fails:
            wanted |= {other: values[0] for other, values in questions[question].when.items() if other not in wanted}
        walker.to_the_end(lambda question, wanted=wanted: wanted.get(question.id) or first_option(question))  # type: ignore[misc]
        if not all(dict(walker.run.answers).get(other) in values for other, values in check.fails.items()):
            continue
        walker.do(WantedPapers("ru"))
        assert walker.names[0] == "review-head", check.id
        events = [choice.event for said in walker.says if isinstance(said, Choices) for choice in said.options]
        assert WantedPapers() not in events


def test_the_state_of_the_talk_holds_no_answer(walker: Walker) -> None:
    """Nor does it grow with them."""
    walker.to_the_end(first_option)
    kept = kept_state(walker.state.but(options=(), earlier=()))
    assert "Müller" not in kept
    assert len(kept) < 300
    assert read_state(kept)


def test_choices_are_worded_for_every_kind_of_answer() -> None:
    """Ours by name, those of the checklist by its question."""
    by_id = load_checklists()["order-service"].by_id
    assert option(by_id["basis"], "treaty") == Say("option-basis-treaty")
    assert date(2026, 11, 24) == TODAY


# --- at the review, and behind it ------------------------------------------------------------------------------


def test_at_the_review_there_is_no_question(walker: Walker) -> None:
    """What is written or asked there shows it again; back goes to the last that was answered."""
    walker.do(WantedReview())
    assert "review-found" not in walker.names
    walker.do(WantedRun(walker.run.id))
    walker.to_the_end(first_option)
    last = walker.run.answers[-1][0]
    for event in (WroteStep("x"), AskedStepWhy()):
        walker.do(event)
        assert "review-head" in walker.names
    walker.do(WantedReview())
    walker.do(WentBack())
    assert walker.question
    assert walker.question.id == last


def test_back_passes_over_what_is_not_asked_here(facts: Facts, texts: Texts) -> None:
    """The question before is one that was answered in this chat."""
    walker = begun("order-service", facts, texts, is_private=False)
    before = ""
    while walker.question and not any(
        each.personal for each in applying(load_checklists()["order-service"], walker.run) if each.id == before
    ):
        before = walker.question.id
        walker.answer(first_option)
        if len(walker.run.answers) > 12:
            break
    walker.do(WentBack())
    assert walker.question
    assert not walker.question.personal
    assert walker.question.id == before


def drafted_by(facts: Facts, person: Person, case: int = 0) -> list[str]:
    """What is offered to somebody whose papers are drafted."""
    run = Run("department-check" if person.role == "department" else "forward", 5, case, version=1)
    paper = Paper("forwarding-letter", "x.docx", b"x")
    done = step(State(run=replace(run, version=0)), Drafted(run, (paper,), "ru"), replace(facts, person=person))
    return [choice.label.name for said in done.says if isinstance(said, Choices) for choice in said.options]


def test_a_case_is_offered_to_whoever_may_open_one(facts: Facts) -> None:
    """Nobody is offered what would be refused."""
    officer = Person(2, 2, "department", "Ерлан")
    assert "run-open-case" in drafted_by(facts, CLERK)
    assert "run-enter-case" in drafted_by(facts, CLERK, case=3)
    assert not {"run-open-case", "run-enter-case"} & set(drafted_by(facts, officer))
    assert "run-enter-case" in drafted_by(facts, officer, case=3)


def test_the_checklists_are_those_of_the_case_and_the_office(facts: Facts) -> None:
    """A Department checks packets, a court does the rest; drafts that are open stand first."""
    officer = Person(2, 2, "department", "Ерлан")
    entry = OpenRunEntry(7, "forward", "12-3")
    for person, kind, wanted in (
        (CLERK, "outgoing-order", {"order-service", "order-action"}),
        (CLERK, "received-petition", {"received-petition"}),
        (CLERK, "", {*NAMES} - {"department-check"}),
        (officer, "", {"department-check"}),
    ):
        done = step(State(), RunsFetched((entry,), 3, kind), replace(facts, person=person))
        events = [choice.event for said in done.says if isinstance(said, Choices) for choice in said.options]
        assert events[0] == WantedRun(7)
        assert {event.checklist for event in events if isinstance(event, BeganRun)} == wanted
