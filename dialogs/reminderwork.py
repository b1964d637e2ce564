"""The talk about reminders: what is answered to one, what is planned, and when one wants to be reminded."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, assert_never

from dialogs.caseturns import Began, CaseCard, CaseFile, CaseWhy, Form, FormName, WantedCase
from dialogs.checklistturns import Attach, FetchRuns
from dialogs.filling import asked, offering
from dialogs.forms import entries_of
from dialogs.reminderturns import (
    CalendarFilesMade,
    DaysEntered,
    DaysPreviewed,
    FetchReminders,
    MakeCalendarFiles,
    NoReminder,
    NotSnoozed,
    OfReminders,
    OnReminder,
    ReminderLine,
    ReminderOutcome,
    RemindersFetched,
    RemindersPage,
    RemindersSet,
    ReminderTaken,
    SetReminders,
    Snoozed,
    TakeReminder,
    WantedCalendarFiles,
    WantedReminders,
    WantedSettings,
)
from dialogs.turns import Choice, Choices, Facts, Say, State, Step
from knowledge.people import Right

#: What has to be allowed to begin a form.
_NEEDED: Final[Mapping[FormName, Right]] = {
    "reminders": "see-cases", "court-reminders": "manage-people", "days-moved": "move-days",
}  # fmt: skip


def at_reminder(state: State, event: OfReminders | Began, facts: Facts) -> Step:
    """What somebody wants of reminders, or of the calendar that they follow."""
    match event:
        case Began(form):
            may = facts.person is not None and form in _NEEDED and facts.person.may(_NEEDED[form])
            if not may:
                return Step(state.but(form=None), (Say("may-not-do"),))
            return asked(state, Form(form), None, facts)
        case OnReminder(reminder, verb):
            return Step(state, deed=TakeReminder(reminder, verb))
        case WantedReminders(case):
            return Step(state, deed=FetchReminders(case))
        case WantedCalendarFiles(case):
            return Step(state, deed=MakeCalendarFiles(case))
        case WantedSettings():
            return Step(state, deed=SetReminders())
        case _:
            assert_never(event)


def reminder_told(state: State, outcome: ReminderOutcome, facts: Facts) -> Step:
    """What is said of what was done or found."""
    match outcome:
        case ReminderTaken():
            return _taken(state, outcome, facts)
        case NoReminder():
            return Step(state, (Say("old-choice"),))
        case Snoozed(number, at):
            return Step(state.but(form=None), (Say("snoozed", {"number": number, "at": at}),))
        case NotSnoozed(number, due):
            return Step(state.but(form=None), (Say("not-snoozed", {"number": number, "day": due}),))
        case RemindersFetched(file, lines):
            return _page(state, file, lines)
        case CalendarFilesMade(case, files):
            choices = (Choice(Say("choice-case"), WantedCase(case)),)
            said = Say("calendar-files" if files else "case-nothing-runs")
            return Step(offering(state, choices), (said, *map(Attach, files), Choices(choices)))
        case RemindersSet():
            return _settings(state.but(form=None), outcome, facts)
        case DaysPreviewed():
            return _previewed(state, outcome, facts)
        case DaysEntered():
            return Step(state.but(form=None), (Say("days-entered"),))
        case _:
            assert_never(outcome)


def _page(state: State, file: CaseFile, lines: tuple[ReminderLine, ...]) -> Step:
    choices = (
        Choice(Say("choice-calendar-files"), WantedCalendarFiles(file.case.id)),
        Choice(Say("choice-case"), WantedCase(file.case.id)),
    )
    return Step(offering(state, choices), (RemindersPage(file, lines), Choices(choices)))


def _taken(state: State, taken: ReminderTaken, facts: Facts) -> Step:
    """What was answered goes on: a date is asked for, a day chosen, the reasons shown."""
    case, number = taken.file.case.id, taken.file.case.number
    limits = ",".join(dict.fromkeys(limit for limit, _ in taken.limits))
    if taken.file.case.closed:
        return Step(state, (CaseCard(taken.file, facts.today),))
    match taken.verb:
        case "seen":
            return Step(state, (Say("reminder-seen", {"number": number}),))
        case "done":
            return asked(state, Form("done", case, (("limits", limits),)), taken.file, facts)
        case "snooze":
            return asked(state, Form("snooze", case, (("reminder", str(taken.reminder)),)), taken.file, facts)
        case "why":
            return Step(state, (CaseWhy(taken.file),))
        case "papers":
            return Step(state, deed=FetchRuns(case))
        case "hand-over":
            return asked(state, Form("hand-over", case), taken.file, facts)
        case _:
            assert_never(taken.verb)


def _previewed(state: State, preview: DaysPreviewed, facts: Facts) -> Step:
    """What days would do, before they are entered; without any day there is nothing to enter."""
    if state.form is None or not entries_of(state.form):
        return Step(state.but(form=None), (Say("days-none"),))
    again = asked(state, state.form, preview, facts)
    done = Say("days-preview", {"dates": preview.dates, "cases": preview.cases})
    return replace(again, says=(done, *again.says))


def _settings(state: State, chosen: RemindersSet, facts: Facts) -> Step:
    """When one is reminded now, and what can be changed."""
    values = {
        "days": " ".join(map(str, chosen.days)) or "none",
        "court": " ".join(map(str, chosen.court_days)) or "none",
        "last": "deputy" if chosen.last_to_deputy else "own",
        "email": chosen.email or "none",
    }
    choices = [Choice(Say("choice-reminders"), Began("reminders"))]
    if facts.person and facts.person.may("manage-people"):
        choices.append(Choice(Say("choice-court-reminders"), Began("court-reminders")))
    return Step(offering(state, tuple(choices)), (Say("reminders-chosen", values), Choices(tuple(choices))))
