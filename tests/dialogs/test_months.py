"""The month to press: every day once and in its column, days off marked, what cannot be chosen dead, old months old."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final

import pytest

from bot.desk import Desk
from bot.pages import page, plain_lines
from bot.telegram.buttons import Seal
from dialogs.caseturns import Answered, Began, Form, FormName
from dialogs.engine import asks_day, is_in_place, meant, offered, step
from dialogs.forms import Question
from dialogs.months import FIRST, LAST, NOTHING, month_blocks, picked
from dialogs.replies import blocks
from dialogs.turns import (
    Cancelled,
    Event,
    Facts,
    MonthPage,
    PickedDay,
    Pressed,
    State,
    Step,
    TurnedMonth,
    WantedDate,
    Wrote,
)
from dialogs.wording import Block, Wording
from knowledge.calendar import Entry, Reason
from knowledge.languages import LANGUAGES, Language
from knowledge.law import Law
from tests.dialogs.test_cases import CLERK, QUESTIONS, names, open_at
from tests.talk import TODAY

YEARS: Final = range(1991, 2101)
RECEIPT: Final = Form("register", answers=(("kind", "received-service"),))
HEARING: Final = Form("register", answers=(("kind", "outgoing-order"),))


@pytest.fixture(scope="module")
def work(law: Law) -> Facts:
    """What a turn of a clerk may know."""
    return Facts(law, TODAY, CLERK)


def shown(desk: Desk, month: MonthPage, language: Language = "en") -> list[Block]:
    """The buttons of a month."""
    return list(month_blocks(month, Wording(desk.texts, desk.law, language)))


def weeks(of_month: list[Block]) -> list[list[Block]]:
    """The days of a month in their rows of seven, without the names of the weekdays."""
    days = [block for block in of_month if block.kind == "day"][7:]
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def pages(done: Step) -> list[MonthPage]:
    """The months that a step shows."""
    return [reply for reply in done.says if isinstance(reply, MonthPage)]


def months(year: int) -> Iterator[date]:
    """The first days of the months of a year."""
    return (date(year, month, 1) for month in range(1, 13))


def month_of(day: date, **more: date | bool) -> MonthPage:
    """The month of a day, as it is shown on that day unless more is said."""
    return MonthPage(day.replace(day=1), **{"today": day, **more})  # type: ignore[arg-type]


# --- what is shown -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_every_day_stands_once_in_its_column_and_days_off_are_marked(desk: Desk, year: int) -> None:
    """By a sign, exactly those that the calendar knows; places before and after the month are dead."""
    for first in months(year):
        found = []
        for week in weeks(shown(desk, MonthPage(first, LAST))):
            assert len(week) == 7
            for column, block in enumerate(week):
                if block.number == NOTHING:
                    assert block.text == "·"
                    continue
                event = picked(block.number)
                assert isinstance(event, PickedDay)
                assert event.day.weekday() == column
                is_working = desk.law.calendar.is_working(event.day)
                assert block.text == (str(event.day.day) if is_working else f"{event.day.day}*")
                found.append(event.day)
        count = monthrange(year, first.month)[1]
        assert found == [first + timedelta(days=number) for number in range(count)]


@pytest.mark.parametrize(
    ("language", "title", "weekdays"),
    [
        ("en", "November 2026", "Mo Tu We Th Fr Sa Su"),
        ("ru", "Ноябрь 2026", "пн вт ср чт пт сб вс"),
        ("kk", "Қараша 2026", "дс сс ср бс жм сб жс"),
    ],
)
def test_a_month_is_named_in_the_language(desk: Desk, language: Language, title: str, weekdays: str) -> None:
    """The month with its year, the weekdays from Monday, and what the sign means."""
    of_month = shown(desk, month_of(TODAY), language)
    assert [(block.text, block.number) for block in of_month[1:2]] == [(title, NOTHING)]
    days = [block for block in of_month if block.kind == "day"][:7]
    assert " ".join(block.text for block in days) == weekdays
    assert {block.number for block in days} == {NOTHING}
    assert (of_month[-1].text[:2], of_month[-1].number) == ("* ", NOTHING)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rows_are_those_that_a_keyboard_has(desk: Desk, language: Language) -> None:
    """Three to turn, weeks of seven under their names, one line below; a label for every button."""
    for first in (*months(2026), *months(2027)):
        of_month = shown(desk, MonthPage(first, TODAY), language)
        rows = [(kind, len(list(group))) for kind, group in groupby(of_month, key=lambda block: block.kind)]
        assert [kind for kind, _ in rows] == ["turn", "day", "turn"]
        assert [count for _, count in rows] in ([3, 7 * (1 + number), 1] for number in (4, 5, 6))
        assert all(block.text.strip() for block in of_month)


def test_a_day_that_was_entered_is_marked(desk: Desk) -> None:
    """As the calendar has it now, not as it was when the program started."""
    off = Entry(date(2026, 11, 25), Reason("entered-off", act="Order 1"))
    law = replace(desk.law, calendar=desk.law.calendar.with_entries([off]))
    of_month = shown(replace(desk, law=law), MonthPage(date(2026, 11, 1), LAST))
    assert [block.text for week in weeks(of_month) for block in week if block.text.startswith("25")] == ["25*"]


def test_a_day_after_today_is_dead_unless_a_hearing_is_asked_for(desk: Desk) -> None:
    """Today can be taken; what cannot is told apart by more than a colour."""
    for ahead in (False, True):
        labels = {}
        for block in (block for week in weeks(shown(desk, month_of(TODAY, ahead=ahead))) for block in week):
            if block.text != "·":
                labels[block.text.strip("()*")] = (block.text, block.number != NOTHING)
        assert labels["24"] == ("24", True)
        assert labels["25"] == ("25" if ahead else "(25)", ahead)
        assert labels["28"] == ("28*" if ahead else "(28*)", ahead)
        assert [int(day) for day, (_, is_open) in labels.items() if is_open] == list(range(1, 31 if ahead else 25))


@pytest.mark.parametrize(
    ("first", "today", "ahead", "turns"),
    [
        (FIRST, TODAY, False, (None, date(1991, 2, 1))),
        (date(1991, 2, 1), TODAY, False, (FIRST, date(1991, 3, 1))),
        (date(2026, 10, 1), TODAY, False, (date(2026, 9, 1), date(2026, 11, 1))),
        (date(2026, 11, 1), TODAY, False, (date(2026, 10, 1), None)),
        (date(2026, 11, 1), TODAY, True, (date(2026, 10, 1), date(2026, 12, 1))),
        (date(2026, 11, 1), date(2026, 12, 1), False, (date(2026, 10, 1), date(2026, 12, 1))),
        (date(2100, 12, 1), TODAY, True, (date(2100, 11, 1), None)),
        (date(2100, 12, 1), date(2101, 1, 5), False, (date(2100, 11, 1), None)),
    ],
)
def test_turning_stops_at_the_ends(
    desk: Desk, first: date, today: date, ahead: bool, turns: tuple[date | None, date | None]
) -> None:
    """At those of the years whose calendar can be shown, and at this month where nothing later can be chosen."""
    before, _, after = shown(desk, MonthPage(first, today, ahead))[:3]
    for block, to in zip((before, after), turns, strict=True):
        assert picked(block.number) == (TurnedMonth(to) if to else None)
        assert (block.text == "·") is (to is None)


def test_every_button_has_a_number_of_its_own(desk: Desk) -> None:
    """Of all days and months that can be shown; choices, which have small numbers, are none of them."""
    shown_months = [MonthPage(first, LAST, ahead=True) for year in YEARS for first in months(year)]
    taken = {block.number: picked(block.number) for one in shown_months for block in shown(desk, one) if block.number}
    assert len(taken) == len(set(taken.values())) == (LAST - FIRST).days + 1 + len(shown_months)
    assert [picked(number) for number in (NOTHING, 1, 99)] == [None] * 3


def test_buttons_have_data_that_fit(desk: Desk) -> None:
    """64 bytes, in the chat of the longest number after a million offers."""
    for first in (FIRST, date(2026, 11, 1), date(2100, 12, 1)):
        for block in shown(desk, MonthPage(first, LAST, ahead=True)):
            data = Seal.of("12345:TEST").data(-(10**15), 10**15, Pressed(10**6, block.number))
            assert len(data.encode()) < 64


def test_a_screen_and_a_pipe_show_no_month(desk: Desk, work: Facts) -> None:
    """There a day is written; the question and its choices stand as before."""
    asked = step(State("en", form=RECEIPT), Wrote("/continue"), work)
    assert pages(asked)
    said = blocks(asked.says, Wording(desk.texts, desk.law, "en"))
    plain = [
        "Question 2 of 5", "On what day did your court receive the order?",
        "1  Today: Tuesday, 24 November 2026", "2  I don't know yet",
    ]  # fmt: skip
    assert list(plain_lines(said)) == plain
    assert "Mo" not in page(said)


# --- what a day or a month taken comes to --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "ahead"),
    [
        (State(form=RECEIPT), False),
        (State(form=HEARING), True),
        (State(form=Form("event", 9, (("event", "served"),))), False),
        (State(form=Form("event", 9, (("event", "hearing"),))), True),
        (State(form=Form("correct", 9, (("told", "5:hearing"),))), True),
        (State(form=Form("snooze", 9, (("reminder", "4"),))), True),
        (State(form=Form("days-moved")), True),
        (State(form=Form("days-moved", answers=(("off", "2027-02-26"),))), True),
        (State(wanted=WantedDate("execute_order")), False),
        (State(wanted=WantedDate("send_order_before_hearing")), True),
    ],
)
def test_a_month_stands_under_every_question_for_a_day(work: Facts, state: State, ahead: bool) -> None:
    """The present one; days ahead where a hearing is asked for, and turned it stays the same question."""
    assert asks_day(state)
    turned = step(state, TurnedMonth(date(2026, 9, 1)), work)
    assert pages(turned) == [MonthPage(date(2026, 9, 1), TODAY, ahead)]
    again = step(turned.state, TurnedMonth(TODAY.replace(day=1)), work)
    assert pages(again) == [month_of(TODAY, ahead=ahead)]
    assert (turned.state.form, turned.state.wanted) == (state.form, state.wanted)
    assert names(turned) == names(again)


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_a_month_stands_under_no_other_question(work: Facts, form: FormName, question: Question) -> None:
    """What is asked besides days is written, or one of the choices; a day is no answer to it."""
    state = open_at(form, question, work)
    assert asks_day(state) is question.is_day
    assert meant(state, PickedDay(TODAY)) == (PickedDay(TODAY) if question.is_day else None)


def test_a_day_taken_is_as_good_as_written(work: Facts) -> None:
    """For a form and for a date that is counted; nothing else of the talk changes."""
    for state in (
        State("en", form=RECEIPT),
        State("en", form=HEARING),
        State("en", wanted=WantedDate("execute_order")),
        State("en", wanted=WantedDate("department_review")),
    ):
        assert step(state, PickedDay(date(2026, 11, 20)), work) == step(state, Wrote("20.11.2026"), work)


def test_a_day_that_lies_ahead_is_refused_all_the_same(work: Facts) -> None:
    """A month shown before midnight is pressed after it, or a phone makes a button up: what is written counts."""
    done = step(State(form=RECEIPT), PickedDay(TODAY + timedelta(days=1)), work)
    assert (names(done), done.state.form) == (["fault-event-ahead"], RECEIPT)


@pytest.mark.parametrize(
    "state", [State(), State(wanted=WantedDate()), State(form=Form("close", 9)), State(form=Form("register"))]
)
@pytest.mark.parametrize("event", [PickedDay(TODAY), TurnedMonth(TODAY.replace(day=1))])
def test_a_day_for_a_question_that_passed_says_so(work: Facts, state: State, event: Event) -> None:
    """Nothing asked, a limit asked for, a reason or a kind: no day answers that."""
    done = step(state, event, work)
    assert (names(done), done.state) == (["old-choice"], state)


def test_the_buttons_of_a_month_belong_to_its_question(desk: Desk, work: Facts) -> None:
    """Turned they still do; once it is answered, dropped or asked anew, what stands further up is old."""

    def after(state: State, event: Event) -> State:
        """The state after a turn, as the channels keep it."""
        return offered(state, step(state, event, work).state)

    numbers = {picked(block.number): block.number for block in shown(desk, month_of(TODAY)) if block.number}
    asked = after(after(State("en"), Began("register")), Answered("kind", "received-service"))
    button = Pressed(asked.offer, numbers[PickedDay(TODAY)])
    turn = Pressed(asked.offer, numbers[TurnedMonth(date(2026, 10, 1))])
    assert meant(asked, button) == PickedDay(TODAY)
    assert is_in_place(meant(asked, button))
    turned = after(asked, turn)
    assert meant(turned, button) == PickedDay(TODAY)
    answered, dropped = after(turned, button), after(turned, Cancelled())
    anew = after(after(dropped, Began("register")), Answered("kind", "outgoing-order"))
    for state in (answered, dropped, anew):
        assert meant(state, button) is None
        assert names(step(state, button, work)) == names(step(state, turn, work)) == ["old-choice"]
    assert answered.form == RECEIPT.with_answer("day", TODAY.isoformat())
