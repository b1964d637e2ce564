"""One door for everything people do: `step(state, event, facts)`. It decides; channels carry, `wording` words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final, assert_never

from dialogs.answering import answered, clauses_shown, topic_shown
from dialogs.caseturns import (
    Admit,
    Answered,
    AskedCaseWhy,
    Began,
    CaseOutcome,
    LetIn,
    OfCases,
    OfPeople,
    UsedCode,
    WantedCase,
    WantedCases,
    WantedForm,
    WantedHistory,
)
from dialogs.casework import at_work, help_of, told
from dialogs.checklists.position import on_table
from dialogs.checklists.walk import asked_again, at_checklist, checklist_told
from dialogs.checklistturns import (
    AnsweredStep,
    BeganRun,
    ChecklistOutcome,
    KeptStep,
    OfChecklists,
    WantedChecklists,
    WantedRun,
)
from dialogs.dating import dated, overridden, several_dates, why, yes_or_no
from dialogs.filling import filling
from dialogs.forms import REMINDER_FORMS, STAFF_FORMS, next_question
from dialogs.months import picked
from dialogs.reminderturns import (
    OfReminders,
    OnReminder,
    ReminderOutcome,
)
from dialogs.reminderwording import ANSWERS
from dialogs.reminderwork import at_reminder, reminder_told
from dialogs.staffturns import (
    OfStaff,
    StaffOutcome,
    WantedColleague,
    WantedRecords,
    WantedStaff,
)
from dialogs.staffwork import at_staff, staff_told
from dialogs.turns import (
    AboutDate,
    AboutLaw,
    AnsweredYesNo,
    Asked,
    AskedHelp,
    AskedWhy,
    Cancelled,
    Choices,
    ChoseLanguage,
    Command,
    DoesNotKnow,
    Event,
    Facts,
    MonthPage,
    Offer,
    Opened,
    Picked,
    PickedDay,
    Pressed,
    Reply,
    Say,
    State,
    Step,
    TurnedMonth,
    UnknownCommand,
    WantedCalendar,
    WantedClauses,
    WantedDate,
    WantedTopic,
    Wrote,
    WroteNoDate,
    WroteOverride,
    WroteSeveralDates,
    YearPage,
)
from dialogs.understand import spoken_language, understood

#: Longer texts are not questions; nothing of them is kept.
LONGEST_TEXT: Final = 2_000

#: How many offers before the present one have buttons that still work.
REMEMBERED: Final = 5

#: What a button of an earlier offer may still do: it depends on nothing that was asked since.
LASTING: Final = (
    WantedClauses, WantedTopic, WantedCalendar, WantedCase, WantedCases, WantedHistory, AskedCaseWhy, Began,
    ChoseLanguage, WantedStaff, WantedColleague, WantedRecords, WantedChecklists, BeganRun, WantedRun,
)  # fmt: skip

#: What is shown in the place of the message whose button was pressed.
IN_PLACE: Final = (
    Answered,
    WantedForm,
    AnsweredStep,
    KeptStep,
    PickedDay,
    TurnedMonth,
    WantedCases,
    WantedStaff,
    WantedRecords,
)

#: Years whose days can be shown; a date of any other year can still be counted.
YEARS: Final = range(1991, 2101)


def step(state: State, event: Event, facts: Facts) -> Step:
    """
    What an event comes to.

    Pure: the same state, event and facts always give the same step; what cannot be understood or counted
    changes nothing but what is said.
    """
    if isinstance(event, Wrote):
        return _written(state, _readable(event.text), facts)
    if isinstance(event, AboutLaw):
        return _about_law(state, event, facts)
    if isinstance(event, AboutDate):
        return _dating(state, event, facts)
    if isinstance(event, OfPeople | OfReminders):
        return _of_people(state, event, facts)
    if isinstance(event, OfChecklists):
        return _of_checklists(state, event, facts)
    if isinstance(event, ChecklistOutcome):
        return checklist_told(state, event, facts)
    if isinstance(event, StaffOutcome):
        return staff_told(state, event, facts)
    if isinstance(event, ReminderOutcome):
        return reminder_told(state, event, facts)
    if isinstance(event, CaseOutcome | LetIn):
        return told(state, event, facts)
    return _commanded(state, event, facts)


def _about_law(state: State, event: AboutLaw, facts: Facts) -> Step:
    match event:
        case WantedClauses(named):
            return clauses_shown(state, named, facts)
        case WantedTopic(topic):
            return topic_shown(state, topic, facts)
        case Asked(question):
            return answered(state, question, facts)
        case _:
            assert_never(event)


def _of_people(state: State, event: OfPeople | OfReminders, facts: Facts) -> Step:
    """What only people of a court can want; strangers are told that they need an invitation."""
    if isinstance(event, UsedCode):
        return Step(state, deed=Admit(event.code))
    if facts.person is None:
        if facts.is_alone and event == WantedForm():
            return at_checklist(state, WantedRun(), facts)
        return Step(state.but(form=None), (Say("invited-only"),))
    if isinstance(event, OfReminders) or (isinstance(event, Began) and event.form in REMINDER_FORMS):
        return at_reminder(state, event, facts)
    if isinstance(event, OfStaff) or (isinstance(event, Began) and event.form in STAFF_FORMS):
        return at_staff(state, event, facts)
    if isinstance(event, OfCases | Began):
        return at_work(state, event, facts)
    return filling(state, event, facts)


def _of_checklists(state: State, event: OfChecklists, facts: Facts) -> Step:
    if facts.person is None and not facts.is_alone:
        return Step(state.but(run=None, step=""), (Say("invited-only"),))
    return at_checklist(state, event, facts)


def asks_day(state: State) -> bool:
    """Whether a day is the question on the table."""
    if state.run:
        step = on_table(state)
        return step is not None and step.takes in {"day", "coming-day"}
    if state.form:
        question = next_question(state.form)
        return question is not None and question.is_day
    return state.wanted is not None and bool(state.wanted.limit) and state.wanted.day is None


def offered(before: State, after: State) -> State:
    """The state with new choices numbered, so that a button tells which offer it belongs to."""
    asks = asks_day(after)
    is_new = after.options != before.options or (asks and after.wanted != before.wanted)
    if not is_new or not (after.options or asks):
        return after
    earlier = (Offer(before.offer, before.options), *before.earlier)[:REMEMBERED] if before.options else before.earlier
    return after.but(offer=before.offer + 1, earlier=earlier)


def meant(state: State, event: Event) -> Event | None:
    """What a button means; None for one whose question has passed. Other events mean themselves."""
    if isinstance(event, PickedDay | TurnedMonth):
        return event if asks_day(state) else None
    if not isinstance(event, Pressed):
        return event
    options = dict([*((one.number, one.options) for one in state.earlier), (state.offer, state.options)])
    if verb := ANSWERS.get(event.number):
        return OnReminder(event.offer, verb)
    if of_month := picked(event.number):
        return meant(state, of_month) if event.offer == state.offer else None
    found = options.get(event.offer, ())[event.number - 1 : event.number]
    is_old = event.offer != state.offer
    return found[0] if found and not (is_old and not isinstance(found[0], LASTING)) else None


def is_in_place(event: Event | None) -> bool:
    """Whether the answer to a button takes the place of what was asked: a form goes on, a list or month is turned."""
    return isinstance(event, IN_PLACE)


def _pressed(state: State, pressed: Pressed | PickedDay | TurnedMonth, facts: Facts) -> Step:
    event = meant(state, pressed)
    if isinstance(event, PickedDay | TurnedMonth):
        return _day_taken(state, event, facts)
    return step(state, event, facts) if event else Step(state, (Say("old-choice"),))


def _readable(text: str) -> str:
    """The text without what a screen would obey (escapes, directions) and halves of characters."""
    return "".join(c for c in text if c.isprintable() or c.isspace())


def _written(state: State, text: str, facts: Facts) -> Step:
    if len(text) > LONGEST_TEXT:
        return Step(state, (Say("too-long", {"longest": LONGEST_TEXT}),))
    if not text.strip():
        return Step(state, (Say("nothing-written"),))
    event = understood(text, state, facts)
    if not state.is_language_fixed:
        state = state.but(language=spoken_language(text, event, facts) or state.language)
    done = step(state, event, facts)
    goes_on = bool(state.form and done.state.form == state.form) or bool(state.step and done.state.step == state.step)
    if goes_on and isinstance(event, AboutLaw | AboutDate):
        # a question in the middle of a form or a walk is answered, and the form goes on
        again = asked_again(done.state, facts) if state.step else step(done.state, WantedForm(), facts)
        # the numbers of choices are those of the form
        answer = (reply for reply in done.says if not isinstance(reply, Choices))
        return Step(again.state, (*answer, *again.says), again.deed)
    return done


def _commanded(state: State, event: Command, facts: Facts) -> Step:
    if isinstance(event, DoesNotKnow) and state.form and (question := next_question(state.form)):
        return filling(state, Answered(question.id, ""), facts)
    if isinstance(event, Cancelled | DoesNotKnow):
        state = state.but(wanted=None, options=(), form=None)
    match event:
        case Pressed() | PickedDay() | TurnedMonth():
            return _pressed(state, event, facts)
        case Picked(number) if 1 <= number <= len(state.options):
            return step(state, state.options[number - 1], facts)
        case ChoseLanguage(language) if language is not None:
            return Step(state.but(language=language, is_language_fixed=True), (Say("language-chosen"),))
        case WantedCalendar(year):
            return Step(state, (_year(year),))
        case UnknownCommand(written):
            return Step(state, (Say("no-such-command", {"written": written}), Say("help")))
        case Picked():
            return Step(state, (Say("no-such-choice", {"last": len(state.options)}),))
        case AskedHelp() if facts.person:
            return Step(state, (*help_of(facts.person), Say("help")))
        case _:
            return Step(state, tuple(map(Say, _FIXED[type(event)])))


def _day_taken(state: State, event: PickedDay | TurnedMonth, facts: Facts) -> Step:
    """A day taken from a month is as good as written; another month is shown under the same question."""
    if isinstance(event, PickedDay):
        return step(state, understood(event.day.isoformat(), state, facts), facts)
    if state.step:
        again = asked_again(state, facts)
    elif state.form:
        again = filling(state, WantedForm(), facts)
    else:
        again = dated(state, state.wanted or WantedDate(), facts)
    return replace(again, says=tuple(_at(event.first, reply) for reply in again.says))


def _at(first: date, reply: Reply) -> Reply:
    return replace(reply, first=first) if isinstance(reply, MonthPage) else reply


#: What is always said in the same words.
_FIXED: Final[Mapping[type[Command], tuple[str, ...]]] = {
    Opened: ("welcome", "examples"),
    AskedHelp: ("help", "help-count", "examples"),
    Cancelled: ("cancelled",),
    DoesNotKnow: ("not-known-yet",),
    ChoseLanguage: ("which-language",),
}


def _year(year: int) -> Reply:
    if year in YEARS:
        return YearPage(year)
    return Say("no-such-year", {"first": str(YEARS[0]), "last": str(YEARS[-1])})


def _dating(state: State, event: AboutDate, facts: Facts) -> Step:
    match event:
        case WantedDate():
            return dated(state, event, facts)
        case WroteNoDate(written):
            return Step(state, (Say("no-such-day", {"written": written}),))
        case WroteSeveralDates(wanted):
            return several_dates(state, wanted)
        case WroteOverride(written):
            return overridden(state, written, facts)
        case AnsweredYesNo(is_yes):
            return yes_or_no(state, facts, is_yes=is_yes)
        case AskedWhy():
            return why(state, facts)
        case _:
            assert_never(event)
