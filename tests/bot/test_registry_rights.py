"""What people may do with cases, and what stays of it: rights, records, dates and their history."""

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.desk import Desk
from dialogs.caseturns import (
    Answered,
    Began,
    Changed,
    Deed,
    NoSuchCase,
    SetClosed,
    SetPerson,
    SetTerm,
    Tell,
    TellAnew,
    WantedCase,
    WantedHistory,
)
from dialogs.forms import NEVER
from dialogs.turns import Event
from knowledge.cases import Case, deadlines_of, next_due
from knowledge.limits import Override
from storage.cases import Kept
from tests.bot.test_registry import REGISTRATION, case_of, do, fill, opened, person, received
from tests.court import NOW, Court, open_court
from tests.storage.scene import everything
from tests.talk import TODAY

#: An officer of the Department, and its administrator.
OF_DEPARTMENT = ("department", "office")


@pytest.fixture
async def court(desk: Desk, tmp_path: Path) -> AsyncIterator[Court]:
    """A court whose people were all let in, each at an address of the same name."""
    async with open_court(desk, tmp_path) as opened_court:
        await opened_court.admit("clerk", "judge", "department", "stranger")
        async with opened_court.storage.unit(NOW) as unit:
            office = await unit.people.court("Департамент")
            assert office
            _, code = await unit.people.invite(office.id, "administrator", "Садыкова", None)
            assert await unit.people.admit(code, "terminal", "office")
        yield opened_court


# --- rights --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", OF_DEPARTMENT)
async def test_a_department_registers_nothing(court: Court, address: str) -> None:
    """Not by the talk and not past it; a form that was open is dropped."""
    assert "Your role does not open cases." in await court.write("/register", address)
    assert await do(court, received(), address) == NoSuchCase("")
    assert (await everything(court.storage))["cases"] == []


async def test_nobody_of_another_court_is_named_for_a_case(court: Court) -> None:
    """Not by a guessed number in the talk, not past it, and not by the Department for one of its own people."""
    case = await opened(court, received())
    await do(court, Tell(case.id, "papers-sent", TODAY))
    stranger, officer = await person(court, "stranger"), await person(court, "department")
    for form in ("hand-over", "deputy", "judge"):
        assert "There is no such case" in await fill(court, form, [Answered("person", str(stranger.id))], case.id)
        for part in ("owner", "deputy", "judge"):
            assert await do(court, SetPerson(case.id, part, stranger.id)) == NoSuchCase("")
            assert await do(court, SetPerson(case.id, part, officer.id), "department") == NoSuchCase("")
    assert "Hand over" not in await court.do(WantedCase(case.id), "department")
    now = await case_of(court)
    assert (now.owner, now.deputy, now.judge) == (case.owner, None, None)


async def test_what_does_not_belong_to_the_case_is_refused(court: Court) -> None:
    """Events and limits of another kind, events of another case, closing what is closed, opening what is open."""
    case, other = await opened(court, received("1")), await opened(court, received("2"))
    refused: list[Deed] = [
        Tell(case.id, "hearing", TODAY),
        TellAnew(case.id, other.events[0].id, TODAY, "x"),
        SetTerm(case.id, "send_order_before_hearing", Override(1, "months", "Treaty X")),
        SetPerson(case.id, "owner", 99),
        SetClosed(case.id, is_closed=False, reason="x"),
    ]
    before = await everything(court.storage)
    assert {await do(court, deed) for deed in refused} == {NoSuchCase("")}
    assert await everything(court.storage) == before
    assert isinstance(await do(court, SetClosed(case.id, is_closed=True, reason="x")), Changed)
    assert await do(court, SetClosed(case.id, is_closed=True, reason="x")) == NoSuchCase("")


# --- what is noted and kept ----------------------------------------------------------------------------------


async def test_every_look_and_change_is_noted_with_numbers_only(court: Court) -> None:
    """What was done with which number by whom; no name, number of a court or word of anybody; the chain holds."""
    await fill(court, "register", [said for _, said in REGISTRATION])
    judge = await person(court, "judge")
    await court.do(WantedCase(1))
    await court.do(WantedHistory(1))
    told = (await case_of(court)).events[0]
    for deed in (
        Tell(1, "registered", TODAY),
        TellAnew(1, told.id, date(2026, 11, 18), "misread"),
        SetTerm(1, "execute_order", Override(2, "months", "Treaty X")),
        SetPerson(1, "owner", judge.id),
        SetClosed(1, is_closed=True, reason="done"),
        SetClosed(1, is_closed=False, reason="not done"),
    ):
        assert isinstance(await do(court, deed), Changed)
    async with court.storage.unit(NOW) as unit:
        records = (await unit.audit.newest(100))[::-1]
        assert await unit.audit.first_broken() is None
    assert [record.deed for record in records] == [
        *["person-admitted"] * 4, "case-opened", "case-seen", "case-seen", "case-told", "case-corrected", "case-term",
        "case-person", "case-closed", "case-reopened",
    ]  # fmt: skip
    assert {record.subject for record in records[4:]} == {"case:1"}
    assert all(re.fullmatch(r"(case|person):\d+", record.subject) for record in records)
    assert all(isinstance(record.person, int) for record in records)


async def kept_dates(court: Court, case: Case) -> tuple[Kept, ...]:
    """Every date that a case has or had."""
    who = await person(court, "clerk")
    async with court.storage.unit(NOW) as unit:
        return await unit.cases(who).dates(case)


async def test_the_dates_kept_are_those_counted(court: Court) -> None:
    """After every change; the nearest is the one that lists sort by."""
    case, law = await opened(court, received()), court.registry.law
    first = case.events[0].id
    for deed in (
        Tell(case.id, "no-jurisdiction", date(2026, 11, 20)),
        TellAnew(case.id, first, date(2026, 11, 18), "misread"),
        SetTerm(case.id, "execute_order", Override(2, "months", "Treaty X")),
        Tell(case.id, "order-forwarded", date(2026, 11, 23)),
    ):
        outcome = await do(court, deed)
        assert isinstance(outcome, Changed)
        found = deadlines_of(await case_of(court), law.kinds, law.limits, law.calendar)
        standing = [(one.limit, one.due) for one in await kept_dates(court, case) if one.is_current]
        assert sorted(standing) == sorted((one.key, one.due) for one in found if one.due)
        (row,) = (await everything(court.storage))["cases"]
        assert row["next_due"] == next_due(found)


async def test_a_correction_keeps_the_old_date_with_the_reason(court: Court) -> None:
    """Told in the talk: what moved, by how much, and in the history why."""
    case = await opened(court, received())
    event = case.events[0]
    answers: list[str | Event] = [Answered("told", f"{event.id}:{event.kind}"), "18.11.2026", "misread the stamp"]
    assert "was Monday, 21 December 2026, now Friday, 18 December 2026" in await fill(court, "correct", answers, 1)
    was, now = await kept_dates(court, case)
    assert (was.due, was.is_current) == (date(2026, 12, 21), False)
    assert (now.due, now.is_current, now.reason) == (date(2026, 12, 18), True, "misread the stamp")
    assert "Reason: misread the stamp" in await court.do(WantedHistory(case.id))


async def test_an_event_that_did_not_happen_takes_its_dates_along(court: Court) -> None:
    """The date stays with the reason, the event in the history; nobody corrects or takes back what does not count."""
    case = await opened(court, received())
    event = case.events[0]
    answers: list[str | Event] = [
        Answered("told", f"{event.id}:{event.kind}"),
        Answered("day", NEVER),
        "another case's",
    ]
    said = await fill(court, "correct", answers, 1)
    assert "No longer counted: executing a foreign order, one month (para 11) — was Monday, 21 December 2026." in said
    assert "Correct a date" not in said
    assert (await case_of(court)).events == ()
    assert [one.is_current for one in await kept_dates(court, case)] == [False]
    assert "Reason: another case's" in await court.do(WantedHistory(case.id))
    for day in (None, TODAY):
        assert await do(court, TellAnew(case.id, event.id, day, "again")) == NoSuchCase("")
    # the true receipt counts as a new one
    assert isinstance(await do(court, Tell(case.id, event.kind, TODAY)), Changed)
    assert [one.is_current for one in await kept_dates(court, case)] == [False, True]


async def test_whoever_left_is_still_named_in_the_history(court: Court) -> None:
    """A case outlives the people who entered it."""
    case = await opened(court, received())
    clerk = await person(court, "clerk")
    async with court.storage.unit(NOW) as unit:
        await unit.people.remove(clerk.id)
    assert "order received by the court (Айгуль)" in await court.do(WantedHistory(case.id), "judge")


async def test_a_hearing_that_cannot_be_met_is_said_at_once(court: Court) -> None:
    """Less than six months away: late today, and from which day on a hearing could be met; nothing to plan."""
    said = await fill(court, "register", [Answered("kind", "outgoing-order"), "01.12.2026", "skip", "skip", "skip"])
    assert "LATE:" in said
    assert "the earliest hearing it can meet is Monday, 24 May 2027" in said
    assert "Planning advice" not in said


@pytest.mark.parametrize("address", OF_DEPARTMENT)
async def test_a_department_enters_what_happened_at_it_and_nothing_else(court: Court, address: str) -> None:
    """The case stays the court's: its own events, terms, people and its end are not the Department's to say."""
    case = await opened(court, received())
    await do(court, Tell(case.id, "papers-sent", TODAY))
    await do(court, Tell(case.id, "originals-received", TODAY), address)
    foreign: tuple[Deed, ...] = (
        Tell(case.id, "served", TODAY),
        TellAnew(case.id, case.events[0].id, TODAY, "no"),
        TellAnew(case.id, case.events[0].id, None, "no"),
        SetTerm(case.id, "execute_order", Override(2, "months", "Treaty, art. 1")),
        SetClosed(case.id, is_closed=True, reason="no"),
    )
    before = await everything(court.storage)
    for deed in foreign:
        assert await do(court, deed, address) == NoSuchCase(""), deed
    assert await everything(court.storage) == before
    said = await court.do(WantedCase(case.id), address)
    assert "Something happened" in said
    assert "Close the case" not in said
    assert "documents served" not in await court.write("1", address)


async def test_a_closed_case_is_opened_before_it_is_changed(court: Court) -> None:
    """A button from before it was closed changes nothing, nor does a deed past the talk."""
    case = await opened(court, received())
    await do(court, SetClosed(case.id, is_closed=True, reason="executed"))
    before = (await everything(court.storage))["case_events"]
    assert "Open again" in await court.do(Began("event", case.id))
    assert await do(court, Tell(case.id, "served", TODAY)) == NoSuchCase("")
    assert (await everything(court.storage))["case_events"] == before


async def test_looking_at_a_list_is_noted(court: Court) -> None:
    """Who saw which cases is asked after a leak; a list shows them too."""
    await court.write("/cases")
    async with court.storage.unit(NOW) as unit:
        (newest, *_) = await unit.audit.page(await unit.people.known_by("terminal", "clerk"))  # type: ignore[arg-type]
    assert (newest.deed, newest.subject) == ("cases-listed", "cases:mine")
