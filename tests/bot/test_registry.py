"""Turns with people of a court: forms survive channels and restarts, rights hold, looks and changes are noted."""

import json
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest

from bot.desk import Desk
from dialogs.caseturns import (
    Answered,
    Began,
    Changed,
    Deed,
    FormName,
    OpenCase,
    Outcome,
    SetClosed,
    UsedCode,
    WantedCase,
    WantedCases,
    WantedForm,
)
from dialogs.checklistturns import ChecklistOutcome
from dialogs.reminderturns import ReminderDeed, ReminderOutcome
from dialogs.turns import Cancelled, Event, Picked, Wrote
from knowledge.calendar import Entry, Reason
from knowledge.cases import Case
from knowledge.people import Person
from storage.cases import PAGE
from storage.unit import open_storage
from tests.court import NOW, Court, open_court
from tests.databases import sqlite
from tests.storage.scene import everything
from tests.talk import TODAY

#: A registration told to its end: what is asked, and what is answered.
REGISTRATION: tuple[tuple[str, str | Event], ...] = (
    ("What are you registering?", Answered("kind", "received-service")),
    ("On what day did your court receive the order?", "20.11.2026"),
    ("Which foreign state is it?", "Germany"),
    ("What number does the case have", "12-3"),
    ("On what basis", "Treaty of 1999"),
)


@pytest.fixture
async def court(desk: Desk, tmp_path: Path) -> AsyncIterator[Court]:
    """A court whose people were all let in, each at an address of the same name."""
    async with open_court(desk, tmp_path) as opened:
        await opened.admit("clerk", "judge", "department", "stranger")
        yield opened


async def person(court: Court, address: str) -> Person:
    """Who talks from an address."""
    async with court.storage.unit(NOW) as unit:
        found = await unit.people.known_by("terminal", address)
    assert found
    return found


async def do(court: Court, deed: Deed | ReminderDeed, address: str = "clerk") -> Outcome | ReminderOutcome:
    """What comes of a deed handed straight to the registrar, past everything the talk would let through."""
    who = await person(court, address)
    async with court.storage.unit(NOW) as unit:
        registrar = (await court.registry.turn(unit, NOW, "terminal", address)).registrar
        outcome = await registrar.done(deed, who)
    assert not isinstance(outcome, ChecklistOutcome)
    return outcome


async def opened(court: Court, deed: OpenCase) -> Case:
    """A case that the clerk opened."""
    outcome = await do(court, deed)
    assert isinstance(outcome, Changed)
    return outcome.file.case


def received(number: str = "12-3", day: date | None = date(2026, 11, 20)) -> OpenCase:
    """A received order that is to be registered."""
    return OpenCase("received-service", day, "DE", number, "")


async def answer(court: Court, said: str | Event, address: str = "clerk") -> str:
    """What is said to an answer, written or chosen."""
    return await (court.write(said, address) if isinstance(said, str) else court.do(said, address))


async def fill(court: Court, form: FormName, answers: Sequence[str | Event], case: int = 0) -> str:
    """What is said once a form is filled in by the clerk."""
    await court.do(Began(form, case))
    return [await answer(court, one) for one in answers][-1]


async def case_of(court: Court, number: int = 1) -> Case:
    """A case as it is kept."""
    who = await person(court, "clerk")
    async with court.storage.unit(NOW) as unit:
        found = await unit.cases(who).get(number)
    assert found
    return found


# --- forms ---------------------------------------------------------------------------------------------------


async def second_address(court: Court) -> None:
    """The clerk, known from a phone too."""
    clerk = await person(court, "clerk")
    async with court.storage.unit(NOW) as unit:
        code = await unit.people.invitation(clerk.id)
    assert "Welcome, Айгуль" in await court.do(UsedCode(code), "phone")


@pytest.mark.parametrize("go_on", [WantedForm(), Wrote("/continue")])
async def test_a_form_is_continued_at_another_address_with_its_answers(court: Court, go_on: Event) -> None:
    """Begun at the desk, filled in on the phone; at the desk it is then no longer open."""
    await second_address(court)
    await fill(court, "register", [said for _, said in REGISTRATION[:3]])
    assert "What number does the case have" in await court.do(go_on, "phone")
    await court.write("12-3", "phone")
    assert "On what basis" in await court.do(WantedForm())
    await court.write("skip", "phone")
    assert (await case_of(court)).state == "DE"
    assert "Nothing is being filled in" in await court.do(Answered("basis", "late"))
    assert "Nothing is being filled in" in await court.do(WantedForm(), "phone")


async def test_a_choice_is_not_for_a_form_begun_for_another_case_elsewhere(court: Court) -> None:
    """The events offered at the desk are those of one case; on the phone the same form was begun for another."""
    await second_address(court)
    for number in ("1", "2"):
        await opened(court, received(number))
    await court.do(Began("event", 1))
    await court.do(Began("event", 2), "phone")
    assert "Nothing is being filled in" in await court.do(Picked(3))
    assert "On what day" in await court.do(Picked(3), "phone")
    await court.write("23.11.2026", "phone")
    assert [len((await case_of(court, number)).events) for number in (1, 2)] == [1, 2]


async def test_a_restart_loses_no_answer(court: Court, tmp_path: Path) -> None:
    """Before every answer everything is opened anew over the same file; the question is the one that was asked."""
    await court.do(Began("register"))
    for question, said in REGISTRATION:
        async with open_storage(sqlite(tmp_path)) as storage:
            again = Court(replace(court.registry, storage=storage), court.codes)
            assert question in await again.do(WantedForm())
            await answer(again, said)
    case = await case_of(court)
    assert (case.kind, case.state, case.number, case.basis) == ("received-service", "DE", "12-3", "Treaty of 1999")
    assert [event.day for event in case.events] == [date(2026, 11, 20)]


async def test_cancelling_ends_the_form_everywhere(court: Court) -> None:
    """What was answered is kept no longer, and no other address finds it."""
    await second_address(court)
    await fill(court, "register", [said for _, said in REGISTRATION[:4]])
    assert "Dropped" in await court.do(Cancelled())
    assert "Nothing is being filled in" in await court.do(WantedForm(), "phone")
    assert "Nothing is being filled in" in await court.do(WantedForm())
    (run,) = (await everything(court.storage))["runs"]
    assert (run["answers"], run["ended_at"] is None) == ("", False)


async def test_another_form_takes_the_place_of_the_open_one(court: Court) -> None:
    """One thing at a time: the answers of the form before are not kept for later."""
    case = await opened(court, received())
    await court.do(Began("register"))
    await court.do(Began("close", case.id))
    await court.do(Cancelled())
    assert "Nothing is being filled in" in await court.do(WantedForm())


async def test_a_number_that_is_looked_up_ends_no_form(court: Court) -> None:
    """Asked for the number, people write "case 12-3": the three answers before are not lost by that."""
    await fill(court, "register", [said for _, said in REGISTRATION[:3]])
    assert "There is no case 12-3" in await court.write("case 12-3")
    assert "On what basis" in await court.write("12-3")


async def test_hostile_answers_are_kept_as_words_or_refused(court: Court) -> None:
    """A few of each sort, through the database: no crash, and a case has its answers or there is none."""
    lines = (Path(__file__).parents[1] / "dialogs" / "hostile.jsonl").read_text(encoding="utf-8").splitlines()
    sorts: dict[str, list[str]] = {}
    for one in map(json.loads, lines):
        sorts.setdefault(one["group"], []).append(one["text"] if "text" in one else one["repeat"] * one["times"])
    await opened(court, received("0"))
    for text in chain(*(texts[:3] for texts in sorts.values())):
        before = (await everything(court.storage))["cases"]
        await fill(court, "register", [said for _, said in REGISTRATION[:3]])
        for _ in ("number", "basis"):
            assert await court.do(Wrote(text))
        await court.do(Began("close", 1))
        assert await court.do(Wrote(text))
        await court.do(Cancelled())
        after = (await everything(court.storage))["cases"]
        assert after[1 : len(before)] == before[1:]
        assert all(len(row["number"]) <= 60 and len(row["basis"]) <= 300 for row in after)
        await do(court, SetClosed(1, is_closed=False, reason=""))
    async with court.storage.unit(NOW) as unit:
        assert await unit.audit.first_broken() is None


async def test_a_taken_number_is_asked_for_again(court: Court) -> None:
    """Upper and lower case are one; left out it is given, after the highest of the year."""
    await opened(court, received("А-1"))
    await opened(court, received(f"K-{TODAY.year}-7"))
    answers = [*(said for _, said in REGISTRATION[:3]), "а-1"]
    said = await fill(court, "register", [*answers, "skip"])
    assert said.startswith("Your court has a case а-1 already.")
    assert "Registered: case K-2026-8." in await court.write("skip")


async def test_a_chosen_language_is_the_persons_at_every_address(court: Court) -> None:
    """Chosen at the desk, spoken on the phone."""
    await second_address(court)
    await court.write("/lang ru")
    assert (await person(court, "phone")).language == "ru"
    assert "Вопрос 1 из 5" in await court.write("/register", "phone")


# --- lists ---------------------------------------------------------------------------------------------------


async def test_a_long_list_is_paged_there_and_back(court: Court) -> None:
    """Every case stands on one page and on no other, the nearest first."""
    numbers = [f"N-{number:02}" for number in range(21)]
    for back, number in enumerate(numbers):
        await opened(court, received(number, TODAY - timedelta(weeks=back)))
    pages = [re.findall(r"N-\d\d", await court.do(WantedCases(page=page))) for page in range(3)]
    assert [len(page) for page in pages] == [PAGE, PAGE, 21 - 2 * PAGE]
    assert [*chain(*pages)] == numbers[::-1]
    await court.do(WantedCases())
    assert re.findall(r"N-\d\d", await court.do(Picked(PAGE + 1))) == pages[1]
    assert re.findall(r"N-\d\d", await court.do(Picked(PAGE + 2))) == pages[0]


async def test_lists_by_what_is_due_by_whose_it_is_and_by_what_is_closed(court: Court) -> None:
    """Overdue is what was due before today: on its last day a case is still in time."""
    days = {"late": date(2026, 10, 23), "today": date(2026, 10, 24), "week": date(2026, 10, 30)}
    for number, day in {**days, "later": TODAY, "waits": None}.items():
        await opened(court, received(number, day))
    closed = await opened(court, received("closed", days["late"]))
    await do(court, SetClosed(closed.id, is_closed=True, reason="done"))

    async def listed(wanted: WantedCases, address: str = "clerk") -> list[str]:
        """The numbers of the cases in a list."""
        return re.findall(r"(late|today|week|waits|closed): ", await court.do(wanted, address))

    assert "Overdue" in await court.write("overdue")
    assert await listed(WantedCases("court", 0)) == ["late"]
    assert await listed(WantedCases("court", 7)) == ["late", "today", "week"]
    assert await listed(WantedCases()) == ["late", "today", "week", "waits"]
    assert await listed(WantedCases("court"), "judge") == ["late", "today", "week", "waits"]
    assert await listed(WantedCases("court", is_closed=True)) == ["closed"]
    assert "None." in await court.do(WantedCases(), "judge")


async def test_a_day_that_was_entered_counts_from_the_next_turn(court: Court) -> None:
    """The labour authority moves a day off, an administrator enters it: the date of an open case follows."""
    case = await opened(court, received(day=date(2026, 11, 20)))
    assert "Monday, 21 December 2026" in await court.do(WantedCase(case.id))
    off = Entry(date(2026, 12, 21), Reason("entered-off", act="Order No. 1"))
    async with court.storage.unit(NOW) as unit:
        await unit.calendar.add((off,))
    assert "Tuesday, 22 December 2026" in await court.do(WantedCase(case.id))


async def test_help_speaks_of_cases_to_those_who_have_some(court: Court) -> None:
    """A stranger is not told of commands that do nothing for him."""
    assert "/register" in await court.write("/help")
    assert "/register" not in await court.write("/help", "nobody")
