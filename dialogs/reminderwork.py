"""The talk about reminders: what is answered to one, what is planned, and when one wants to be reminded."""

from typing import assert_never

from dialogs.caseturns import Began, CaseWhy, Form, WantedCase
from dialogs.filling import asked, offering
from dialogs.reminderturns import (
    FetchReminders,
    NoReminder,
    NotSnoozed,
    OfReminders,
    OnReminder,
    ReminderOutcome,
    RemindersFetched,
    RemindersPage,
    RemindersSet,
    ReminderTaken,
    SetReminders,
    Snoozed,
    TakeReminder,
    WantedReminders,
    WantedSettings,
)
from dialogs.turns import Choice, Choices, Facts, Say, State, Step


def at_reminder(state: State, event: OfReminders) -> Step:
    """What somebody wants of reminders."""
    match event:
        case OnReminder(reminder, verb):
            return Step(state, deed=TakeReminder(reminder, verb))
        case WantedReminders(case):
            return Step(state, deed=FetchReminders(case))
        case WantedSettings():
            return Step(state, deed=SetReminders(None))
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
            choices = (Choice(Say("choice-case"), WantedCase(file.case.id)),)
            return Step(offering(state, choices), (RemindersPage(file, lines), Choices(choices)))
        case RemindersSet():
            return _settings(state.but(form=None), outcome, facts)
        case _:
            assert_never(outcome)


def _taken(state: State, taken: ReminderTaken, facts: Facts) -> Step:
    """What was answered goes on: a date is asked for, a day chosen, the reasons shown."""
    case, number = taken.file.case.id, taken.file.case.number
    limits = ",".join(dict.fromkeys(limit for limit, _ in taken.limits))
    match taken.verb:
        case "seen":
            return Step(state, (Say("reminder-seen", {"number": number}),))
        case "done":
            return asked(state, Form("done", case, (("limits", limits),)), taken.file, facts)
        case "snooze":
            return asked(state, Form("snooze", case, (("reminder", str(taken.reminder)),)), taken.file, facts)
        case "why":
            return Step(state, (CaseWhy(taken.file),))
        case "hand-over":
            return asked(state, Form("hand-over", case), taken.file, facts)
        case _:
            assert_never(taken.verb)


def _settings(state: State, chosen: RemindersSet, facts: Facts) -> Step:
    """When one is reminded now, and what can be changed."""
    values = {
        "days": " ".join(map(str, chosen.days)) or "none",
        "last": "deputy" if chosen.last_to_deputy else "own",
        "email": chosen.email or "none",
    }
    choices = [Choice(Say("choice-reminders"), Began("reminders"))]
    if facts.person and facts.person.may("manage-people"):
        choices.append(Choice(Say("choice-court-reminders"), Began("court-reminders")))
    name = "reminders-of-court" if chosen.of_court else "reminders-own"
    return Step(offering(state, tuple(choices)), (Say(name, values), Choices(tuple(choices))))
