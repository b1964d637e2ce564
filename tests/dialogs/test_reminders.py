"""What the clock says, in three languages; and the answers that forms about reminders and days take."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from bot.desk import Desk
from dialogs.caseturns import Answered, Began, CaseCard, Form, WroteAnswer
from dialogs.checklistturns import Attach, FetchRuns, Paper
from dialogs.engine import meant, step
from dialogs.forms import entries_of
from dialogs.reminderturns import (
    CalendarFilesMade,
    DatesMoved,
    DaysEntered,
    DaysPreviewed,
    Digest,
    DigestLine,
    EnterDays,
    FetchReminders,
    MakeCalendarFiles,
    MovedLine,
    NoReminder,
    NotSnoozed,
    Occasion,
    OnReminder,
    PreviewDays,
    Reminded,
    Reminder,
    ReminderLine,
    ReminderReply,
    RemindersFetched,
    RemindersPage,
    RemindersSet,
    ReminderTaken,
    SetCourtReminders,
    SetReminders,
    Snooze,
    Snoozed,
    Standing,
    TakeReminder,
    Verb,
    WantedCalendarFiles,
    WantedReminders,
    WantedSettings,
)
from dialogs.reminderwording import ANSWERS, MOST, ReminderWording
from dialogs.turns import Facts, Pressed, State
from dialogs.understand import answer_in
from dialogs.wording import Wording
from knowledge.languages import LANGUAGES, Language
from knowledge.law import Law
from knowledge.people import Person
from tests.dialogs.test_cases import CLERK, RECEIVED, choices, file_of, names
from tests.talk import TODAY

ADMINISTRATOR = Person(3, 1, "administrator", "Садыкова")
DUE = date(2026, 12, 21)


@pytest.fixture(scope="module")
def work(law: Law) -> Facts:
    """What a turn of a clerk may know."""
    return Facts(law, TODAY, CLERK)


def words(desk: Desk, reply: ReminderReply, language: Language) -> list[str]:
    """A reply in words, a block a line."""
    return [block.text for block in ReminderWording(Wording(desk.texts, desk.law, language)).blocks(reply)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", get_args(Occasion))
def test_every_occasion_names_the_case_the_limit_and_the_day(
    desk: Desk, language: Language, occasion: Occasion
) -> None:
    """In the first line; then the days left, and what ends it."""
    reminder = Reminder(file_of(desk.law, RECEIVED), (Reminded("execute_order", 5, occasion, "Айгуль"),), TODAY)
    said = words(desk, reminder, language)
    assert "12-3" in said[0]
    assert "11" in said[0]
    assert "21" in said[0]
    assert ("Айгуль" in said[0]) is (occasion in {"unseen", "failed"})
    assert len(said[0]) + len(said[1]) < 200
    assert len(said) > 4


def test_a_date_that_is_no_more_says_so(desk: Desk) -> None:
    """A reminder that was worded late is true all the same; what is late offers what is left to do."""
    gone = Reminder(file_of(desk.law, RECEIVED), (Reminded("execute_order", 99, "before"),), TODAY)
    assert words(desk, gone, "en")[0].endswith("does not run any more.")
    other = Reminder(file_of(desk.law, RECEIVED), (Reminded("present_foreign_act", 99, "before"),), TODAY)
    assert len(words(desk, other, "en")) == 1  # nothing ends what does not run in such a case
    late = Reminder(file_of(desk.law, RECEIVED), (Reminded("execute_order", 5, "overdue"),), date(2027, 1, 5))
    assert "OVERDUE" in words(desk, late, "en")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_overviews_count_what_they_do_not_list(desk: Desk, language: Language) -> None:
    """Ten lines of a part at most; nothing to say is said in one line; the week's is another."""
    lines = tuple(DigestLine(f"№ {number}", "execute_order", DUE) for number in range(MOST + 2))
    said = words(desk, Digest(TODAY, overdue=lines, today=lines[:1], soon=lines[:1], unseen=lines[:1]), language)
    assert sum("№" in line for line in said) >= MOST + 3
    assert any("2" in line and "/due" in line for line in said)
    assert len(words(desk, Digest(TODAY), language)) == 2
    assert words(desk, Digest(TODAY, is_weekly=True), language)[0] != words(desk, Digest(TODAY), language)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_moved_dates_name_what_was_and_what_is(desk: Desk, language: Language) -> None:
    """With the act where the calendar moved them; a date that ended says so."""
    lines = (MovedLine("12-3", "execute_order", DUE, date(2026, 12, 22)), MovedLine("7", "execute_order", DUE, None))
    wording = ReminderWording(Wording(desk.texts, desk.law, language))
    by_act, alone = DatesMoved(lines, "Приказ № 1"), DatesMoved(lines[:1])
    said = words(desk, by_act, language)
    assert "Приказ № 1" in said[1]
    assert "21" in said[2]
    assert "22" in said[2]
    assert wording.subject(by_act) == said[0]
    assert wording.subject(alone) == words(desk, alone, language)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_reminders_says_what_became_of_each(desk: Desk, language: Language) -> None:
    """Every standing has its words."""
    at = datetime(2026, 12, 7, 9, tzinfo=UTC)
    lines = tuple(ReminderLine("execute_order", "before-14", "Айгуль", at, one) for one in get_args(Standing))
    said = words(desk, RemindersPage(file_of(desk.law, RECEIVED), lines), language)
    assert len(set(said)) == 1 + len(lines)
    assert len(words(desk, RemindersPage(file_of(desk.law, RECEIVED), ()), language)) == 2


def test_a_button_under_a_reminder_is_an_answer_to_it(work: Facts) -> None:
    """Whatever was offered since; strangers are told that they need an invitation."""
    for number, verb in ANSWERS.items():
        assert meant(State(), Pressed(77, number)) == OnReminder(77, verb)
        assert step(State(), Pressed(77, number), work).deed == TakeReminder(77, verb)
    assert names(step(State(), Pressed(77, min(ANSWERS)), replace(work, person=None))) == ["invited-only"]
    assert step(State(), WantedReminders(9), work).deed == FetchReminders(9)
    assert step(State(), WantedSettings(), work).deed == SetReminders()


@pytest.mark.parametrize("verb", get_args(Verb))
def test_a_closed_case_only_shows_itself(work: Facts, verb: Verb) -> None:
    """Nothing can be done about it any more."""
    closed = file_of(work.law, RECEIVED, closed=TODAY)
    done = step(State(), ReminderTaken(closed, 7, (("execute_order", 5),), verb), work)
    assert [type(reply) for reply in done.says] == [CaseCard]


def test_what_came_of_an_answer_is_said(work: Facts) -> None:
    """One line each; a case's reminders lead back to the case."""
    file, at = file_of(work.law, RECEIVED), datetime(2026, 12, 7, 9, tzinfo=UTC)
    for outcome, name in (
        (NoReminder(), "old-choice"),
        (Snoozed("12-3", at), "snoozed"),
        (NotSnoozed("12-3", DUE), "not-snoozed"),
        (DaysEntered(), "days-entered"),
        (DaysPreviewed(1, 1), "days-none"),
        (ReminderTaken(file, 7, (("execute_order", 5),), "seen"), "reminder-seen"),
    ):
        assert names(step(State(), outcome, work)) == [name]
    assert choices(step(State(), RemindersFetched(file, ()), work)) == ["choice-calendar-files", "choice-case"]
    day = Paper("", "2026-12-21 execute_order.ics", b"BEGIN:VCALENDAR")
    made = step(State(), CalendarFilesMade(9, (day,)), work)
    assert (names(made)[0], made.says[1], choices(made)) == ("calendar-files", Attach(day), ["choice-case"])
    assert names(step(State(), CalendarFilesMade(9, ()), work))[0] == "case-nothing-runs"
    assert step(State(), WantedCalendarFiles(9), work).deed == MakeCalendarFiles(9)
    papers = ReminderTaken(file, 7, (("execute_order", 5),), "papers")
    assert step(State(), papers, work).deed == FetchRuns(file.case.id)
    chosen = RemindersSet((14, 1), (), last_to_deputy=True, email="a@b")
    assert choices(step(State(), chosen, work)) == ["choice-reminders"]
    both = ["choice-reminders", "choice-court-reminders"]
    assert choices(step(State(), chosen, replace(work, person=ADMINISTRATOR))) == both


def test_forms_about_reminders_become_deeds(work: Facts) -> None:
    """Each answered in words or by a choice."""
    snooze = Form("snooze", 9, (("reminder", "7"),))
    monday = date(2026, 11, 30)
    for value, day in (("day", None), ("morning", date(2026, 11, 25)), ("2026-11-30", monday)):
        assert step(State(form=snooze), Answered("until", value), work).deed == Snooze(7, day)
    assert step(State(form=snooze), WroteAnswer("30.11.2026"), work).deed == Snooze(7, monday)
    court = State(form=Form("court-reminders"))
    assert step(court, WroteAnswer("5 3"), work).deed == SetCourtReminders((5, 3, 1))
    assert step(court, Answered("days", "usual"), work).deed == SetCourtReminders(())
    own = Form("reminders", answers=(("days", "usual"), ("last", "deputy")))
    assert step(State(form=own), Answered("email", ""), work).deed == SetReminders((), last_to_deputy=True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("24.11.2026", "form-not-ahead"),
        ("1.12.2026 or 2.12.2026", "several-dates"),
        ("31.02.2027", "no-such-day"),
        ("soon", "form-no-date"),
    ],
)
def test_what_is_no_day_to_come_is_said(work: Facts, text: str, name: str) -> None:
    """The question stays open."""
    done = step(State(form=Form("snooze", 9, (("reminder", "7"),))), WroteAnswer(text), work)
    assert (names(done), done.deed) == ([name], None)


def test_days_are_entered_after_a_preview(work: Facts) -> None:
    """A pair, a day off or a worked day; who may not, begins nothing; no day is nothing to enter."""
    for form in ("days-moved", "court-reminders"):
        assert names(step(State(), Began(form), work)) == ["may-not-do"]
    assert names(step(State(), Began("reminders"), work)) == ["ask-reminders-days"]
    for off, worked, kinds in (
        ("2026-12-21", "2026-12-26", ["moved-off", "worked"]),
        ("2026-12-21", "", ["entered-off"]),
        ("", "2026-12-26", ["entered-work"]),
        ("", "", []),
    ):
        form_ = Form("days-moved", answers=(("off", off), ("worked", worked)))
        entries = entries_of(form_.with_answer("act", "Order"))
        assert [entry.reason.kind for entry in entries] == kinds
        asked = step(State(form=form_), WroteAnswer("Order"), work)
        assert asked.deed == PreviewDays(entries)
        if entries:
            shown = step(asked.state, DaysPreviewed(2, 1), work)
            assert names(shown) == ["days-preview", "ask-days-moved-sure"]
            assert step(shown.state, Answered("sure", "yes"), work).deed == EnterDays(entries)


def test_a_preview_without_a_form_is_nothing(work: Facts) -> None:
    """The form was dropped on another channel meanwhile."""
    assert names(step(State(), DaysPreviewed(2, 1), work)) == ["days-none"]


@pytest.mark.parametrize(
    ("text", "verb", "day"),
    [
        ("seen", "seen", None),
        ("  \n\nПОЛУЧЕНО, спасибо!\nАйгуль", "seen", None),
        ("Көрдім.", "seen", None),
        ("done 12.11.2026", "done", date(2026, 11, 12)),
        ("Готово: 12 ноября", "done", date(2026, 11, 12)),
        ("12.11.2026 исполнено", "done", date(2026, 11, 12)),
        ("орындалды 2026-11-12", "done", date(2026, 11, 12)),
        ("готово вчера", "done", date(2026, 11, 23)),
        ("дайын", "done", None),
        ("done 12.12.2026", "done", None),
        ("done 31.02.2026", "done", None),
        ("Later, please", "snooze", None),
        ("напомнить позже", "snooze", None),
        ("кейінге қалдыру", "snooze", None),
        ("почему?", "why", None),
        ("Неге бұл күн?", "why", None),
        ("hand over", "hand-over", None),
        ("істі тапсыру", "hand-over", None),
    ],
)
def test_a_word_answers_a_reminder(text: str, verb: Verb, day: date | None) -> None:
    """Where there are no buttons; a day that lies ahead is asked for, as is one that no calendar has."""
    assert answer_in(text, TODAY) == (verb, day)


@pytest.mark.parametrize(
    "text",
    ["", " \n", "готово ли дело 5?", "исполнено судом Германии", "seen 12.11.2026", "позже 12.11.2026", "why not? no",
     "что такое готово", "done 11.11.2026 or 12.11.2026", "когда срок", "почему? потому"],
)  # fmt: skip
def test_what_only_begins_like_an_answer_is_none(text: str) -> None:
    """It is heard as what it is."""
    assert answer_in(text, TODAY) is None
