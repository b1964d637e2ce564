"""What came of a deed, what can be done next, lists, and buttons that outlive their question."""

from dataclasses import replace
from datetime import date

import pytest

from dialogs.caseturns import (
    Answered,
    AskedCaseWhy,
    Began,
    CaseCard,
    CaseFile,
    CaseWhy,
    Changed,
    Fetch,
    Fetched,
    FetchList,
    Form,
    History,
    LetIn,
    Listed,
    ListFetched,
    Moved,
    NoSuchCase,
    NumberTaken,
    UsedCode,
    WantedCase,
    WantedCases,
    WantedForm,
    WantedHistory,
    WroteAnswer,
)
from dialogs.engine import REMEMBERED, is_in_place, meant, offered, step
from dialogs.filling import PAGE
from dialogs.forms import NEVER
from dialogs.turns import (
    Asked,
    AskedHelp,
    Choices,
    Event,
    Facts,
    Opened,
    Picked,
    Pressed,
    Say,
    State,
    WantedDate,
    Wrote,
)
from knowledge.cases import CaseEvent, Move
from knowledge.law import Law
from knowledge.limits import Override
from knowledge.people import Person, Role
from tests.dialogs.test_cases import CLERK, DONE, RECEIVED, choices, file_of, names
from tests.talk import TODAY


@pytest.fixture(scope="module")
def work(law: Law) -> Facts:
    """What a turn of a clerk may know."""
    return Facts(law, TODAY, CLERK)


# --- what came of it -----------------------------------------------------------------------------------------


def test_strangers_are_told_of_the_invitation(facts: Facts) -> None:
    """Whatever they want of cases, and no form stays; only a code is looked at."""
    for event in (Began("register"), WantedCase(1), WantedHistory(1), WantedCases(), WroteAnswer("x")):
        done = step(State(form=Form("close", 9)), event, facts)
        assert (names(done), done.state.form, done.deed) == (["invited-only"], None, None)
    assert step(State(), UsedCode("x"), facts).deed is not None
    assert names(step(State(), LetIn(None), facts)) == ["code-not-good"]
    assert names(step(State(), LetIn(CLERK), facts)) == [
        "let-in", "help-register", "help-cases", "help-papers", "help-reminders",
    ]  # fmt: skip


def test_a_case_that_is_not_there_ends_its_form_and_a_number_looked_up_none(work: Facts) -> None:
    """A mistyped number must not cost the answers given."""
    state = State(form=Form("close", 9))
    assert step(state, NoSuchCase(""), work).state.form is None
    assert step(state, NoSuchCase("12"), work).state.form == state.form


def test_a_taken_number_opens_that_question_again(work: Facts) -> None:
    """The other answers stay; without a form the registration begins."""
    full = Form("register", answers=tuple(DONE["register"][0].items()))
    done = step(State(form=full), NumberTaken("12-3"), work)
    assert names(done) == ["number-taken", "form-step", "ask-register-number"]
    assert done.state.form == full.without_answer("number")
    assert names(step(State(), NumberTaken("12-3"), work))[-1] == "ask-register-kind"


def test_a_case_is_fetched_for_what_was_wanted(work: Facts, law: Law) -> None:
    """Its card, its history, the way to its dates, a question; a form dropped meanwhile is the card."""
    file = file_of(law, RECEIVED)
    shown = {
        type(step(State(), Fetched(file, then), work).says[0])
        for then in (WantedCase(9), WantedHistory(9), AskedCaseWhy(9), WantedForm(), Began("event", 9))
    }
    assert shown == {CaseCard, History, CaseWhy, Say}
    form = State(form=Form("correct", 9))
    assert choices(step(form, Fetched(file, WantedForm()), work)) == ["told-on"]


def test_what_moved_is_said_but_not_of_a_new_case(work: Facts, law: Law) -> None:
    """Of a new case every date is new."""
    move = Move("execute_order", None, TODAY)
    kinds = [
        [type(reply) for reply in step(State(), Changed(file_of(law), what, (move,)), work).says]
        for what in ("opened", "told")
    ]
    assert [Moved in said for said in kinds] == [False, True]


def test_the_next_steps_are_those_that_can_be_done(work: Facts, law: Law) -> None:
    """Nothing told: nothing to correct. Nobody else there: nobody to name. Closed: to be read, or opened again."""

    def offered_for(file: CaseFile) -> set[str]:
        """The names of the next steps of a case."""
        return set(choices(step(State(), Fetched(file, WantedCase(9)), work)))

    told, empty = file_of(law, RECEIVED), file_of(law)
    assert offered_for(told) - offered_for(empty) == {"choice-correct", "choice-why"}
    alone = replace(told, colleagues=(CLERK,))
    assert offered_for(told) - offered_for(alone) == {"choice-hand-over", "choice-deputy"}
    assert "choice-judge" not in offered_for(replace(told, colleagues=()))
    assert offered_for(file_of(law, RECEIVED, closed=TODAY)) == {"choice-history", "choice-reopen"}


def test_a_list_has_its_title_its_pages_and_the_other_lists(work: Facts) -> None:
    """A list that has no name of its own is one of the court's."""
    entries = (Listed(1, "1", "received-service", "", TODAY), Listed(2, "2", "outgoing-order", "", None))
    done = step(State(), ListFetched(WantedCases("court", 3, page=1), entries, has_more=True), work)
    assert names(done) == ["list-court"]
    assert choices(done)[:4] == ["entry", "entry-waiting", "choice-next-page", "choice-page-before"]
    assert names(step(State(), ListFetched(WantedCases(), (), has_more=False), work)) == ["list-mine", "list-empty"]


def test_a_list_offers_to_register_to_those_who_may(work: Facts) -> None:
    """A Department registers nothing; a date can be counted by all."""
    officer = replace(work, person=Person(3, 2, "department", "Ерлан"))
    shown = [choices(step(State(), ListFetched(WantedCases(), (), has_more=False), who)) for who in (work, officer)]
    assert ["choice-register" in one for one in shown] == [True, False]
    assert {one[-1] for one in shown} == {"choice-count"}


# --- what the dates assume -----------------------------------------------------------------------------------

ANOTHER_DAY = Began("correct", 9, given=(("told", "5:order-received"),))
REGISTERED = Began("event", 9, given=(("event", "registered"),))
ORIGINALS = CaseEvent(6, "originals-received", TODAY)
COPIES = Began("correct", 9, given=(("told", "6:originals-received"), ("day", NEVER)))


def assumed(file: CaseFile, facts: Facts) -> list[Event]:
    """What is offered beside the next steps of a case whose dates are new."""
    new, seen = (
        [option.event for reply in step(State(), outcome, facts).says if isinstance(reply, Choices)
         for option in reply.options]
        for outcome in (Changed(file, "told"), Fetched(file, WantedCase(9)))
    )  # fmt: skip
    return [event for event in new if event not in seen]


def test_what_new_dates_assume_can_be_contradicted(work: Facts, law: Law) -> None:
    """The receipt was on another day, the registration before it, what came were copies; a button for each."""
    assert assumed(file_of(law, RECEIVED), work) == [ANOTHER_DAY, REGISTERED]
    registered = CaseEvent(7, "registered", date(2026, 11, 19))
    told = Began("correct", 9, given=(("told", "7:registered"),))
    assert assumed(file_of(law, RECEIVED, registered), work) == [told]
    assert assumed(file_of(law, RECEIVED, ORIGINALS), work) == [ANOTHER_DAY, REGISTERED, COPIES]
    done = step(State(), COPIES, work)
    assert done.deed == Fetch(WantedCase(9), COPIES)
    assert names(step(State(), Fetched(file_of(law, ORIGINALS), COPIES), work)) == ["ask-correct-reason"]


def test_what_is_done_waits_or_assumes_nothing_needs_no_button(work: Facts, law: Law) -> None:
    """A limit that was ended, one whose start is not told, one that the act leaves nothing to assume in."""
    served = CaseEvent(6, "served", TODAY)
    assert assumed(file_of(law, RECEIVED, served), work) == []
    assert assumed(file_of(law), work) == []
    accepted = file_of(law, CaseEvent(5, "petition-accepted", TODAY), kind="received-petition", terms={
        "consider_petition": Override(1, "months", "Code, art. 1"),
    })  # fmt: skip
    assert [one.is_open for one in accepted.deadlines] == [True]
    assert assumed(accepted, work) == []


def test_the_registration_stands_beside_the_own_receipt_only(work: Facts, law: Law) -> None:
    """The month of the other court is counted from its receipt: to tell of a registration would move nothing."""
    events = (RECEIVED, CaseEvent(6, "order-forwarded", TODAY), CaseEvent(7, "second-court-received", TODAY))
    offered_ones = assumed(file_of(law, *events), work)
    assert Began("correct", 9, given=(("told", "7:second-court-received"),)) in offered_ones
    assert REGISTERED not in offered_ones


def test_a_department_contradicts_what_happened_at_it(law: Law) -> None:
    """The receipt by the court is the court's to correct."""
    officer = Facts(law, TODAY, Person(3, 2, "department", "Ерлан"))
    assert assumed(file_of(law, RECEIVED, ORIGINALS), officer) == [COPIES]


# --- help ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("clerk", ["register", "cases", "papers", "reminders"]),
        ("judge", ["register", "cases", "papers", "reminders"]),
        ("chief", ["register", "cases", "papers", "reminders", "people"]),
        ("department", ["cases", "papers", "reminders"]),
        ("administrator", ["register", "cases", "papers", "reminders", "people", "days", "audit"]),
    ],
)
def test_help_speaks_of_what_a_role_can_do(law: Law, role: Role, said: list[str]) -> None:
    """Of nothing that would be refused."""
    shown = names(step(State(), AskedHelp(), Facts(law, TODAY, Person(1, 1, role, "Айгуль"))))
    assert shown == [*(f"help-{name}" for name in said), "help"]


def test_many_answers_have_pages(law: Law, work: Facts) -> None:
    """A court may have more people than a chat has buttons."""
    people = tuple(Person(number, 1, "clerk", f"Clerk {number}") for number in range(2, 62))
    file = replace(file_of(law, RECEIVED), colleagues=people)
    for page, more in ((0, ["choice-next-page"]), (1, ["choice-next-page", "choice-page-before"])):
        done = step(State(form=Form("hand-over", file.case.id)), Fetched(file, WantedForm(page)), work)
        offered = [choice.label.name for said in done.says if isinstance(said, Choices) for choice in said.options]
        assert offered == ["colleague"] * PAGE + more
        assert step(done.state, Picked(PAGE + 1), work).deed == Fetch(WantedCase(file.case.id), WantedForm(page + 1))


def test_what_is_due_is_a_list_for_people_and_a_date_for_strangers(work: Facts, facts: Facts) -> None:
    """With a day beside it, and by the choice under the list, it counts a date for people too."""
    assert step(State("en"), Wrote("/due"), work).deed == FetchList(WantedCases("mine", 14))
    assert names(step(State("en"), Wrote("/due"), facts)) == ["ask-limit"]
    assert names(step(State("en"), Wrote("/due 02.11.2026"), work)) == ["ask-limit"]
    shown = step(State("en"), ListFetched(WantedCases("mine", 14), (), has_more=False), work)
    assert names(shown) == ["list-due", "list-empty"]
    assert WantedDate() in shown.state.options


# --- buttons -------------------------------------------------------------------------------------------------


def test_the_buttons_of_an_earlier_offer_do_what_lasts(work: Facts) -> None:
    """A case is shown from an old button; an old answer is none."""
    before = State(options=(WantedCase(9), Answered("day", "")), offer=1)
    now = offered(before, before.but(options=(WantedCases(),)))
    assert (now.offer, len(now.earlier)) == (2, 1)
    assert meant(now, Pressed(2, 1)) == WantedCases()
    assert meant(now, Pressed(1, 1)) == WantedCase(9)
    assert [meant(now, Pressed(*which)) for which in ((1, 2), (1, 3), (7, 1))] == [None, None, None]
    assert step(now, Pressed(1, 1), work).deed == Fetch(WantedCase(9), WantedCase(9))
    assert names(step(now, Pressed(1, 2), work)) == ["old-choice"]
    assert [is_in_place(event) for event in (Answered("day", ""), WantedCases(), Opened(), None)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_few_offers_are_remembered() -> None:
    """The same choices again are the same offer; without choices there is none."""
    state = State()
    for number in range(2 * REMEMBERED):
        state = offered(state, state.but(options=(Picked(number),)))
    assert (state.offer, len(state.earlier)) == (2 * REMEMBERED, REMEMBERED)
    assert offered(state, state.but(clause="11")) == state.but(clause="11")
    assert offered(state, state.but(options=())).offer == state.offer


def test_a_question_of_a_stranger_is_no_saying_about_cases(facts: Facts, work: Facts) -> None:
    """`cases` is one word of a question for whoever has none."""
    assert isinstance(step(State("en"), Wrote("my cases"), work).deed, FetchList)
    assert step(State("en"), Wrote("my cases"), facts).deed is None
    assert step(State("en"), Wrote("my cases"), facts) == step(State("en"), Asked("my cases"), facts)
    assert step(State(), Wrote("/case 7"), work).deed == Fetch(WantedCase(number="7"), WantedCase(number="7"))
    assert step(State(), Wrote("/case"), work).deed == FetchList(WantedCases())
