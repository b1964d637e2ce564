"""The talk about cases, pure: forms, refused answers, next steps, buttons, and cases in words."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.desk import Desk
from dialogs.caseturns import (
    Answered,
    CaseFile,
    CaseReply,
    Deed,
    Fetch,
    FetchList,
    Form,
    FormName,
    OpenCase,
    SetClosed,
    SetPerson,
    SetTerm,
    Tell,
    TellAnew,
    WantedForm,
    WroteAnswer,
)
from dialogs.checklistturns import FetchRun
from dialogs.engine import step
from dialogs.forms import FORMS, NEVER, STAFF_FORMS, Question, next_question
from dialogs.memory import kept_state, read_state
from dialogs.reminderturns import EnterDays, PreviewDays, ReminderDeed, SetCourtReminders, SetReminders, Snooze
from dialogs.replies import blocks
from dialogs.staffturns import FetchRecords, FetchStaff, Invite, Remove, SetRole, SetStandIn
from dialogs.turns import (
    Cancelled,
    Choices,
    DoesNotKnow,
    Event,
    Facts,
    Picked,
    Say,
    State,
    Step,
    WantedTopic,
    Wrote,
)
from dialogs.wording import Wording
from knowledge.calendar import Entry, Reason
from knowledge.cases import Case, CaseEvent, CaseKind, deadlines_of
from knowledge.law import Law
from knowledge.limits import Override
from knowledge.people import Person
from tests.talk import TODAY

CLERK = Person(1, 1, "clerk", "Айгуль")
JUDGE = Person(2, 1, "judge", "Бекова")
RECEIVED = CaseEvent(5, "order-received", date(2026, 11, 20))
TREATY = Override(2, "months", "Treaty X, art. 5")

#: Every form answered to its end, and what it asks to be done.
DONE: dict[FormName, tuple[dict[str, str], Deed | ReminderDeed]] = {
    "register": (
        {"kind": "received-service", "day": "20.11.2026", "state": "Germany", "number": "12-3", "basis": " a\n b "},
        OpenCase("received-service", date(2026, 11, 20), "DE", "12-3", "a b"),
    ),
    "event": ({"event": "served", "day": "yesterday"}, Tell(9, "served", date(2026, 11, 23))),
    "correct": (
        {"told": "5:order-received", "day": "18 November", "reason": "misread"},
        TellAnew(9, 5, date(2026, 11, 18), "misread"),
    ),
    "term": ({"limit": "execute_order", "term": "2 months: Treaty X, art. 5"}, SetTerm(9, "execute_order", TREATY)),
    "close": ({"reason": "done"}, SetClosed(9, is_closed=True, reason="done")),
    "reopen": ({"reason": "not done"}, SetClosed(9, is_closed=False, reason="not done")),
    "hand-over": ({"person": "2"}, SetPerson(9, "owner", 2)),
    "deputy": ({"person": "2"}, SetPerson(9, "deputy", 2)),
    "judge": ({"person": "2"}, SetPerson(9, "judge", 2)),
    "invite": (
        {"name": " Нурлан \n Сериков ", "role": "clerk", "email": "serikov@sud.kz"},
        Invite("Нурлан Сериков", "clerk", "serikov@sud.kz"),
    ),
    "role": ({"role": "judge"}, SetRole(2, "judge")),
    "stand-in": ({"person": "3"}, SetStandIn(2, 3)),
    "remove": ({"sure": "yes"}, Remove(2)),
    "done": ({"event": "served", "day": "yesterday"}, Tell(9, "served", date(2026, 11, 23))),
    "snooze": ({"until": "27 November"}, Snooze(4, date(2026, 11, 27))),
    "reminders": (
        {"days": "10, 5", "last": "deputy", "email": "aigul@sud.kz"},
        SetReminders((10, 5, 1), last_to_deputy=True, email="aigul@sud.kz"),
    ),
    "court-reminders": ({"days": "usual"}, SetCourtReminders(())),
    "days-moved": (
        {"off": "26.02.2027", "worked": "27.02.2027", "act": "Order 1", "sure": "yes"},
        EnterDays(
            (
                Entry(date(2027, 2, 26), Reason("moved-off", other=date(2027, 2, 27), act="Order 1")),
                Entry(date(2027, 2, 27), Reason("worked", other=date(2027, 2, 26), act="Order 1")),
            )
        ),
    ),
}
#: What a form that answers a reminder knows from the beginning.
GIVEN: dict[FormName, tuple[tuple[str, str], ...]] = {
    "done": (("limits", "execute_order"),),
    "snooze": (("reminder", "4"),),
}
#: What is looked up in the middle of a form, without an end to it.
LOOKS = Fetch | FetchList | FetchStaff | FetchRecords | PreviewDays
QUESTIONS = [(form, question) for form, questions in FORMS.items() for question in questions]
HOSTILE = [
    one["text"] if "text" in one else one["repeat"] * one["times"]
    for one in map(json.loads, Path(__file__).with_name("hostile.jsonl").read_text(encoding="utf-8").splitlines())
]


@pytest.fixture(scope="module")
def work(law: Law) -> Facts:
    """What a turn of a clerk may know."""
    return Facts(law, TODAY, CLERK)


def file_of(law: Law, *events: CaseEvent, kind: CaseKind = "received-service", **more: object) -> CaseFile:
    """A case on the desk, with two people in its court."""
    case = replace(Case(9, 1, "12-3", kind, 1, TODAY, events=events), **more)  # type: ignore[arg-type]
    found = deadlines_of(case, law.kinds, law.limits, law.calendar)
    return CaseFile(case, found, (), {1: "Айгуль", 2: "Бекова"}, (CLERK, JUDGE))


def names(done: Step) -> list[str]:
    """The names of the fixed texts of a step."""
    return [reply.name for reply in done.says if isinstance(reply, Say)]


def choices(done: Step) -> list[str]:
    """The names of the choices of a step."""
    return [one.label.name for reply in done.says if isinstance(reply, Choices) for one in reply.options]


def worded(desk: Desk, reply: CaseReply) -> str:
    """A reply in English, a block a line."""
    return "\n".join(block.text for block in blocks([reply], Wording(desk.texts, desk.law, "en")))


def begun(form: FormName) -> Form:
    """A form without an answer, about a case or a colleague unless it makes a new one."""
    if form in STAFF_FORMS:
        return Form(form, person=0 if form == "invite" else 2)
    return Form(form, 0 if form == "register" else 9, GIVEN.get(form, ()))


def open_at(form: FormName, question: Question, facts: Facts) -> State:
    """A talk in which a question of a form stands open, the ones before it answered."""
    state = State("en", form=begun(form))
    for name, text in DONE[form][0].items():
        if name == question.id:
            break
        state = step(state, answer(form, name, text), facts).state
    assert state.form
    assert next_question(state.form) == question
    return state


def answer(form: FormName, name: str, text: str) -> Event:
    """An answer as it is given: taken or written."""
    question = next(one for one in FORMS[form] if one.id == name)
    return Answered(name, text) if question.is_chosen or text == "usual" else WroteAnswer(text)


# --- forms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_form_answered_to_its_end_is_one_deed(work: Facts, form: FormName) -> None:
    """One question a turn, and nothing is done before the last is answered."""
    answers, deed = DONE[form]
    state, deeds = State("en", form=begun(form)), []
    for name, text in answers.items():
        done = step(state, answer(form, name, text), work)
        state = done.state
        deeds.append(done.deed)
    assert deeds[-1] == deed
    assert all(isinstance(one, Fetch | FetchStaff | PreviewDays | None) for one in deeds[:-1])


def test_an_event_that_did_not_happen_is_told_anew_without_a_day(work: Facts) -> None:
    """A stand-in can be nobody, too: what is chosen in the place of a name or a day is none."""
    state = open_at("correct", FORMS["correct"][1], work)
    asked = step(state, Answered("day", NEVER), work)
    assert names(asked) == ["ask-correct-reason"]
    assert step(asked.state, WroteAnswer("entered by mistake"), work).deed == TellAnew(9, 5, None, "entered by mistake")
    nobody = Form("stand-in", person=2)
    assert step(State(form=nobody), Answered("person", "0"), work).deed == SetStandIn(2, None)


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_what_nothing_depends_on_can_be_left_open(work: Facts, form: FormName, question: Question) -> None:
    """Anything else is asked again; "I don't know" is no way to drop a form."""
    state = open_at(form, question, work)
    for event in (DoesNotKnow(), Answered(question.id, "")):
        done = step(state, event, work)
        if question.can_wait:
            assert done.state.form != state.form or done.deed
        else:
            assert names(done) == ["form-needed"]
            assert done.state.form == state.form


@pytest.mark.parametrize(
    ("kind", "question", "text", "said"),
    [
        ("received-service", "kind", "service", "form-take-choice"),
        ("received-service", "day", "soon", "form-no-date"),
        ("received-service", "day", "not 20.11.2026", "form-no-date"),
        ("received-service", "day", "a week after 5 November", "form-no-date"),
        ("received-service", "day", "20.11.2026 or 21.11.2026", "several-dates"),
        ("received-service", "day", "31.02.2026", "no-such-day"),
        ("received-service", "day", "25.11.2026", "fault-event-ahead"),
        ("received-service", "state", "Atlantis", "form-no-state"),
        ("received-service", "state", "Kazakhstan", "form-own-state"),
        ("received-service", "state", "Congo", "form-which-state"),
        ("received-service", "number", "1" * 61, "too-long"),
        ("received-service", "basis", "x" * 301, "too-long"),
    ],
)
def test_what_is_no_answer_is_said_and_asked_again(work: Facts, kind: str, question: str, text: str, said: str) -> None:
    """The form stays as it was, word for word."""
    given = {**DONE["register"][0], "kind": kind}
    before = tuple((name, value) for name, value in given.items() if [*given].index(name) < [*given].index(question))
    state = State("en", form=Form("register", answers=before))
    done = step(state, WroteAnswer(text), work)
    assert names(done)[0] == said
    assert done.state.form == state.form
    assert done.deed is None


def test_a_hearing_may_lie_ahead_and_without_a_year_it_does(work: Facts) -> None:
    """Nothing else does: a receipt on 5 March was this year's."""
    days = {
        kind: step(State(form=Form("register", answers=(("kind", kind),))), WroteAnswer("5 March"), work).state.form
        for kind in ("outgoing-order", "received-service")
    }
    assert [form.answer("day") for form in days.values() if form] == ["2027-03-05", "2026-03-05"]


def test_a_length_that_cannot_be_read_is_asked_for_again(work: Facts) -> None:
    """With what is wrong with it: no unit, no basis, no length."""
    state = State(form=Form("term", 9, (("limit", "execute_order"),)))
    said = [names(step(state, WroteAnswer(text), work)) for text in ("forty", "2 months", "0 days: x")]
    assert said == [["fault-override-form"], ["fault-override-basis"], ["fault-override-length"]]


def test_one_of_several_states_is_taken(work: Facts) -> None:
    """Both states of the name are offered; the choice is the answer."""
    state = open_at("register", FORMS["register"][2], work)
    asked = step(state, WroteAnswer("Congo"), work).state
    form = step(asked, Picked(1), work).state.form
    assert form
    assert form.answer("state") in {"CG", "CD"}


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_a_hostile_answer_is_refused_or_taken_and_never_breaks_the_form(
    desk: Desk, work: Facts, form: FormName, question: Question
) -> None:
    """Whatever is written: words come back, the state can be kept, and a refused answer leaves no trace."""
    state = open_at(form, question, work)
    for text in HOSTILE:
        done = step(state, Wrote(text), work)
        assert all(block.text.encode() is not None for block in blocks(done.says, Wording(desk.texts, desk.law, "en")))
        assert read_state(kept_state(done.state)) == done.state
        before, after = state.form, done.state.form
        assert before
        if after not in {None, before}:
            assert after is not None
            assert after.answers[:-1] == before.answers
            assert after.answers[-1][0] == question.id
        elif after == before:
            assert done.says or isinstance(done.deed, LOOKS)
            assert done.deed is None or isinstance(done.deed, LOOKS)


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(work: Facts) -> None:
    """A choice taken from the answer is none of the form."""
    state = open_at("register", FORMS["register"][1], work)
    done = step(state, Wrote("what is the time limit for executing an order?"), work)
    assert names(done)[-2:] == ["form-step", "ask-day-order-received"]
    assert done.state.form == state.form
    assert step(state, WantedTopic(next(iter(work.law.topics.data))), work).state.form == state.form
    assert names(step(state, Answered("basis", "x"), work)) == ["old-choice"]


@pytest.mark.parametrize("event", [Answered("day", ""), WroteAnswer("x")])
def test_without_a_form_there_is_nothing_to_answer(work: Facts, event: Event) -> None:
    """Late answers go nowhere; a form that went with its last answer is none; whoever goes on may mean a checklist."""
    assert step(State(), WantedForm(), work).deed == FetchRun()
    assert names(step(State(), event, work)) == ["no-form"]
    assert names(step(State(form=Form("close", 9, (("reason", "x"),))), event, work)) == ["no-form"]


def test_cancelling_drops_the_form(work: Facts) -> None:
    """With its choices."""
    assert step(open_at("term", FORMS["term"][1], work), Cancelled(), work).state == State("en")
