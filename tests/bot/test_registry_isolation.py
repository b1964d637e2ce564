"""Nothing of a court is seen or changed from another one, by a Department before its time, or after a removal."""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, get_args

import pytest

from bot.desk import Desk
from dialogs.caseturns import (
    Admit,
    Answered,
    AskedCaseWhy,
    Began,
    CaseFormName,
    Deed,
    Fetch,
    FetchList,
    Form,
    FormName,
    LetIn,
    ListFetched,
    NoSuchCase,
    OfPeople,
    OpenCase,
    SetClosed,
    SetPerson,
    SetTerm,
    Tell,
    TellAnew,
    UsedCode,
    WantedCase,
    WantedCases,
    WantedForm,
    WantedHistory,
    WroteAnswer,
)
from dialogs.casework import LISTS
from dialogs.forms import FORMS, NEVER
from dialogs.memory import kept_form, kept_state
from dialogs.reminderturns import (
    DaysEntered,
    DaysPreviewed,
    EnterDays,
    FetchReminders,
    MakeCalendarFiles,
    NoReminder,
    OfReminders,
    OnReminder,
    PreviewDays,
    ReminderDeed,
    RemindersSet,
    SetCourtReminders,
    SetReminders,
    Snooze,
    TakeReminder,
    Verb,
    WantedCalendarFiles,
    WantedReminders,
    WantedSettings,
)
from dialogs.reminderwording import ANSWERS as VERBS
from dialogs.staffturns import (
    FetchRecords,
    FetchStaff,
    Invite,
    InviteAgain,
    NotAllowed,
    RecordsFetched,
    Remove,
    SetRole,
    SetStandIn,
    StaffChanged,
    StaffFetched,
    StaffFormName,
    WantedCode,
    WantedColleague,
    WantedRecords,
    WantedStaff,
)
from dialogs.turns import Event, Picked, Pressed, State
from knowledge.calendar import Entry, Reason
from knowledge.limits import Override
from knowledge.people import ROLES
from tests.bot.test_registry import do, fill, person
from tests.court import NOW, Court, open_court
from tests.storage.scene import everything
from tests.talk import TODAY

NUMBER: Final = "Секрет-77"
#: What a reply would give the case away by: its number, state, basis, dates and people.
SECRETS: Final = (NUMBER.casefold(), "germany", "treaty of 1999", "20 november", "21 december", "айгуль", "бекова")
CASE: Final = 1
#: The numbers of all people of the tests, and of some that there are not.
PEOPLE: Final = range(10)
#: The numbers of the reminders that are planned for the case, and of some that there are not.
REMINDERS: Final = range(20)
#: A clerk and an administrator of another court, an officer and an administrator of the Department.
OTHERS: Final = ("stranger", "elsewhere", "department", "office")
OVERRIDE: Final = Override(2, "months", "Treaty X")

#: Answers that fill in every form for the guessed case.
ANSWERS: Final[Mapping[FormName, tuple[tuple[str, str], ...]]] = {
    "register": tuple({"kind": "outgoing-order", "day": "", "state": "", "number": "Own-1", "basis": ""}.items()),
    "event": (("event", "served"), ("day", "2026-11-23")),
    "correct": (("told", "1:order-received"), ("day", "2026-11-19"), ("reason", "guessed")),
    "term": (("limit", "execute_order"), ("term", "2 months: Treaty X")),
    "close": (("reason", "guessed"),),
    "reopen": (("reason", "guessed"),),
    "hand-over": (("person", "4"),),
    "deputy": (("person", "4"),),
    "judge": (("person", "4"),),
    "invite": (("name", "Подставной"), ("role", "administrator"), ("email", "")),
    "role": (("role", "administrator"),),
    "stand-in": (("person", "4"),),
    "remove": (("sure", "yes"),),
    "done": (("event", "served"), ("day", "2026-11-23")),
    "snooze": (("until", "day"),),
    "reminders": (("days", "7"), ("last", "deputy"), ("email", "x@sud.kz")),
    "court-reminders": (("days", "7"),),
    "days-moved": (("off", "2030-01-15"), ("worked", ""), ("act", "guessed"), ("sure", "yes")),
}
#: What a form that answers a reminder knows from the beginning.
GIVEN: Final[Mapping[FormName, tuple[tuple[str, str], ...]]] = {
    "done": (("limits", "execute_order"),),
    "snooze": (("reminder", "1"),),
}
#: Forms for the guessed case and its clerk as far as they could be filled in, had they ever been shown, and the
#: answer that comes next.
BEGUN: Final = [
    (Form(name, CASE, (*GIVEN.get(name, ()), *said[:count]), person=1), *said[count])
    for name, said in ANSWERS.items()
    for count in range(len(said))
]
#: A day off far from every date of the case: whoever moves days moves them for all courts.
MOVED: Final = (Entry(date(2030, 1, 15), Reason("entered-off", act="guessed")),)

EVENTS: Final[Mapping[type, list[OfPeople | OfReminders]]] = {
    Began: [Began(form, CASE, person=1) for form in FORMS],
    Answered: [Answered(name, value) for said in ANSWERS.values() for name, value in (*said, ("day", NEVER))],
    WroteAnswer: [WroteAnswer(value) for said in ANSWERS.values() for _, value in said],
    WantedForm: [WantedForm()],
    WantedCase: [WantedCase(CASE), WantedCase(number=NUMBER), WantedCase(number=NUMBER.upper()), WantedCase()],
    WantedHistory: [WantedHistory(CASE)],
    AskedCaseWhy: [AskedCaseWhy(CASE)],
    WantedCases: [
        WantedCases(whose, within, page, is_closed)
        for whose in ("mine", "court")
        for within in {wanted.within for _, wanted in LISTS}
        for page in (0, 1)
        for is_closed in (False, True)
    ],
    UsedCode: [UsedCode(str(CASE)), UsedCode(NUMBER)],
    WantedStaff: [WantedStaff(page) for page in (0, 1)],
    WantedColleague: [WantedColleague(number) for number in PEOPLE],
    WantedCode: [WantedCode(number) for number in PEOPLE],
    WantedRecords: [WantedRecords(before) for before in (0, 1, 1_000_000)],
    OnReminder: [OnReminder(number, verb) for number in REMINDERS for verb in get_args(Verb)],
    WantedReminders: [WantedReminders(CASE)],
    WantedCalendarFiles: [WantedCalendarFiles(CASE)],
    WantedSettings: [WantedSettings()],
}
#: What can stand on buttons for the case and its court.
BUTTONS: Final = tuple(
    event
    for each in EVENTS.values()
    for event in each
    if not isinstance(event, Answered | WroteAnswer | WantedForm | UsedCode | WantedCases | OnReminder)
)
DEEDS: Final[Mapping[type, list[Deed | ReminderDeed]]] = {
    Fetch: [
        Fetch(wanted, then)
        for wanted in (WantedCase(CASE), WantedCase(number=NUMBER))
        for kind in (Began, WantedForm, WantedHistory, AskedCaseWhy, WantedCase)
        for then in EVENTS[kind]
        if isinstance(then, Began | WantedForm | WantedHistory | AskedCaseWhy | WantedCase)
    ],
    FetchList: [FetchList(wanted) for wanted in EVENTS[WantedCases] if isinstance(wanted, WantedCases)],
    Admit: [Admit(NUMBER)],
    OpenCase: [OpenCase("outgoing-order", None, "", NUMBER, "")],
    Tell: [Tell(CASE, "served", TODAY), Tell(CASE, "papers-sent", TODAY)],
    TellAnew: [TellAnew(CASE, event, day, "guessed") for event in (0, 1, 2) for day in (TODAY, None)],
    SetTerm: [SetTerm(CASE, "execute_order", OVERRIDE)],
    SetClosed: [SetClosed(CASE, is_closed=is_closed, reason="guessed") for is_closed in (True, False)],
    SetPerson: [SetPerson(CASE, part, one) for part in ("owner", "deputy", "judge") for one in PEOPLE],
    FetchStaff: [
        FetchStaff(then) for kind in (WantedStaff, WantedColleague, Began, WantedForm) for then in EVENTS[kind]
    ],
    FetchRecords: [FetchRecords(wanted) for wanted in EVENTS[WantedRecords] if isinstance(wanted, WantedRecords)],
    Invite: [Invite("Подставной", role, "") for role in ROLES],
    InviteAgain: [InviteAgain(number) for number in PEOPLE],
    SetRole: [SetRole(number, role) for number in PEOPLE for role in ROLES],
    SetStandIn: [SetStandIn(number, deputy) for number in PEOPLE for deputy in (None, 1, 4)],
    Remove: [Remove(number) for number in PEOPLE],
    TakeReminder: [TakeReminder(number, verb) for number in REMINDERS for verb in get_args(Verb)],
    FetchReminders: [FetchReminders(CASE)],
    MakeCalendarFiles: [MakeCalendarFiles(CASE)],
    Snooze: [Snooze(number, day) for number in REMINDERS for day in (None, TODAY)],
    SetReminders: [SetReminders(), SetReminders((7,), last_to_deputy=True, email="x@sud.kz")],
    SetCourtReminders: [SetCourtReminders(()), SetCourtReminders((7,))],
    PreviewDays: [PreviewDays(()), PreviewDays(MOVED)],
    EnterDays: [EnterDays(MOVED)],
}


@pytest.fixture
async def court(desk: Desk, tmp_path: Path) -> AsyncIterator[Court]:
    """A court whose clerk has a case with a deadline, a basis and a judge."""
    async with open_court(desk, tmp_path) as opened:
        await opened.admit("clerk", "judge", "department", "stranger")
        answers: list[str | Event] = [
            Answered("kind", "received-service"),
            "20.11.2026",
            "Germany",
            NUMBER,
            "Treaty of 1999",
        ]
        shown = await fill(opened, "register", answers)
        judge = await person(opened, "judge")
        shown += await fill(opened, "judge", [Answered("person", str(judge.id))], CASE)
        shown += await opened.do(WantedHistory(CASE))
        assert given_away(shown) == list(SECRETS)  # whoever may see the case reads them all
        for address, name in (("elsewhere", "Суд № 2"), ("office", "Департамент")):
            await let_in_administrator(opened, address, name)
        planned = {row["id"] for row in (await of_the_court(opened))["reminders"]}
        assert planned
        assert planned <= set(REMINDERS)
        yield opened


async def let_in_administrator(court: Court, address: str, office: str) -> None:
    """An administrator of another court or of a Department, who has come in."""
    async with court.storage.unit(NOW) as unit:
        found = await unit.people.court(office)
        assert found
        _, code = await unit.people.invite(found.id, "administrator", address, None)
        assert await unit.people.admit(code, "terminal", address)


async def of_the_court(court: Court) -> dict[str, Any]:
    """Everything that stands of the case and the people of its court in the database, the looks at them too."""
    tables = await everything(court.storage)
    (case,) = [row for row in tables["cases"] if row["id"] == CASE]
    events, dates = ([row for row in tables[t] if row["case_id"] == CASE] for t in ("case_events", "deadlines"))
    people = {row["id"]: row for row in tables["people"] if row["court_id"] == case["court_id"]}
    return {
        "case": case,
        "events": events,
        "dates": dates,
        "reminders": [row for row in tables["reminders"] if row["case_id"] == CASE],
        "people": people,
        "doors": [row for table in ("channels", "invitations") for row in tables[table] if row["person_id"] in people],
        "records": [
            row for row in tables["audit"] if row["court_id"] == case["court_id"] or row["subject"] == f"case:{CASE}"
        ],
    }


def given_away(said: str) -> list[str]:
    """What of the case is in a reply."""
    return [secret for secret in SECRETS if secret in said.casefold()]


async def plant(court: Court, address: str, form: Form | None) -> None:
    """Leave a talk in a state that it could not reach: with a form, and with buttons, for the case."""
    who = await person(court, address)
    async with court.storage.unit(NOW) as unit:
        await unit.conversations.keep("terminal", address, kept_state(State("en", True, options=BUTTONS, form=form)))
        if form:
            await unit.conversations.keep_run(who.id, form.name, kept_form(form))


def named(events: Mapping[type, list[OfPeople | OfReminders]]) -> Iterator[OfPeople | OfReminders]:
    """Every event; a number that was not found is repeated to whoever wrote it, which is held on its own."""
    for each in events.values():
        yield from (event for event in each if not (isinstance(event, WantedCase) and event.number))


def test_every_event_and_deed_there_is_is_tried() -> None:
    """A class added to the closed unions has to be tried here before anything else passes."""
    assert set(EVENTS) == {*get_args(OfPeople), *get_args(OfReminders)}
    assert set(DEEDS) == {*get_args(Deed), *get_args(ReminderDeed)}
    for tried in (EVENTS, DEEDS):
        assert all(each and {type(one) for one in each} == {kind} for kind, each in tried.items())
    assert set(ANSWERS) == set(FORMS) == {*get_args(CaseFormName), *get_args(StaffFormName)}
    assert set(get_args(FormName)) == {CaseFormName, StaffFormName}
    assert all([name for name, _ in said] == [one.id for one in FORMS[form]] for form, said in ANSWERS.items())


@pytest.mark.parametrize("address", [*OTHERS, "nobody"])
async def test_no_event_shows_or_changes_a_case_of_others(court: Court, address: str) -> None:
    """For people of another court, the Department before papers were sent to it, and a person not let in at all."""
    before = await of_the_court(court)
    for event in named(EVENTS):
        assert given_away(await court.do(event, address)) == [], event
    assert await of_the_court(court) == before


@pytest.mark.parametrize("address", [*OTHERS, "nobody"])
async def test_the_number_of_a_case_of_others_is_as_one_that_there_is_not(court: Court, address: str) -> None:
    """Nobody finds out by guessing which numbers another court has."""
    before = await of_the_court(court)
    for number in (NUMBER, NUMBER.upper()):
        said = [await court.do(WantedCase(number=tried), address) for tried in (number, "None-1")]
        said += [await court.write(f"/case {tried}", address) for tried in (number, "None-1")]
        assert {one.replace(number, "None-1") for one in said} == {said[1]}
    assert await of_the_court(court) == before


@pytest.mark.parametrize("address", OTHERS)
async def test_a_form_left_open_for_a_case_of_others_comes_to_nothing(court: Court, address: str) -> None:
    """Even where the talk thinks that the form was begun, with every answer but the last few given."""
    before = await of_the_court(court)
    for form, question, value in BEGUN:
        for event in (Answered(question, value), WroteAnswer(value), WantedForm()):
            await plant(court, address, form)
            said = await court.do(event, address)
            # their own answers may be repeated to them, nothing that only the case has
            assert given_away(said) == [], (form, event)
    assert await of_the_court(court) == before


@pytest.mark.parametrize("address", OTHERS)
async def test_buttons_and_numbers_of_choices_show_nothing_of_others(court: Court, address: str) -> None:
    """A choice does what it names with the rights of whoever takes it, not of whoever was offered it."""
    before = await of_the_court(court)
    numbers = range(1, len(BUTTONS) + 2)
    events: list[Event] = [event for number in numbers for event in (Picked(number), Pressed(0, number))]
    events += [Pressed(reminder, number) for reminder in REMINDERS for number in VERBS]
    for event in events:
        await plant(court, address, None)
        said = await court.do(event, address)
        assert given_away(said.replace(NUMBER, "").replace(NUMBER.upper(), "")) == [], event
    assert await of_the_court(court) == before


@pytest.mark.parametrize("address", OTHERS)
async def test_no_deed_shows_or_changes_a_case_of_others(court: Court, address: str) -> None:
    """Handed straight to the registrar: the rights do not depend on what the talk lets through."""
    before, who = await of_the_court(court), await person(court, address)
    for deed in (deed for each in DEEDS.values() for deed in each):
        outcome = await do(court, deed, address)
        match outcome:
            case ListFetched(_, entries, has_more):
                assert [one for one in entries if one.id == CASE] == []
                assert not has_more
            case LetIn(admitted):
                assert admitted is None
            case NoSuchCase(written):
                assert written in {"", NUMBER}
            case StaffFetched(staff) | StaffChanged(_, staff):
                assert {one.person.court for one in staff.people} == {who.court}
                assert who.may("manage-people")
            case RecordsFetched(records):
                # their own case may have any number, another court's too
                assert given_away(repr(records).replace(NUMBER, "")) == []
                assert who.may("read-audit")
            case NotAllowed() | NoReminder() | RemindersSet():
                pass
            case DaysPreviewed() | DaysEntered():
                assert who.may("move-days")
            case _:
                assert isinstance(deed, OpenCase)
                assert who.may("open-cases")
                assert not who.is_of_department
                assert given_away(repr(outcome).replace(NUMBER, "")) == []
    assert await of_the_court(court) == before


async def test_no_deed_is_done_for_somebody_who_was_not_let_in(court: Court) -> None:
    """Without a person there is no right at all, only an invitation to use."""
    before = await everything(court.storage)
    async with court.storage.unit(NOW) as unit:
        registrar = (await court.registry.turn(unit, NOW, "terminal", "nobody")).registrar
        for deed in (deed for kind, each in DEEDS.items() for deed in each if kind is not Admit):
            assert await registrar.done(deed, None) == NoSuchCase("")
    assert await everything(court.storage) == before


async def test_a_department_sees_a_case_once_papers_were_sent_to_it(court: Court) -> None:
    """From that event on, and not by any other; another court still sees nothing."""
    assert await fill(court, "event", [Answered("event", "served"), "23.11.2026"], CASE)
    assert given_away(await court.do(WantedCase(CASE), "department")) == []
    assert await fill(court, "event", [Answered("event", "papers-sent"), "24.11.2026"], CASE)
    for address in ("department", "office"):  # its administrator is one of its people
        assert NUMBER in await court.do(WantedCase(CASE), address)
        assert NUMBER in await court.do(WantedCases("court"), address)
        assert NUMBER in await court.write(f"case {NUMBER}", address)
        assert f"Noted in case {NUMBER}." in await fill_at_department(court, address)
        # the people of the court are the court's
        assert "айгуль" not in (await court.do(WantedHistory(CASE), address)).casefold()
    for address in ("stranger", "elsewhere"):
        assert given_away(await court.do(WantedCase(CASE), address)) == []


async def test_nobody_of_another_department_sees_a_case_that_was_sent(court: Court) -> None:
    """Not its administrator either: a court sends its papers to the Department of its own region."""
    async with court.storage.unit(NOW) as unit:
        await unit.people.add_court("Департамент 2", "department", "Астана")
    await let_in_administrator(court, "far", "Департамент 2")
    assert await fill(court, "event", [Answered("event", "papers-sent"), "24.11.2026"], CASE)
    for event in (WantedCase(CASE), WantedCases("court"), WantedHistory(CASE), Began("event", CASE)):
        assert given_away(await court.do(event, "far")) == [], event


async def fill_at_department(court: Court, address: str) -> str:
    """What somebody of the Department is told who enters that the originals came."""
    await court.do(Began("event", CASE), address)
    await court.do(Answered("event", "originals-received"), address)
    return await court.write("24.11.2026", address)


@pytest.mark.parametrize(
    ("address", "begun"), [("clerk", Began("event", CASE)), ("administrator", Began("remove", person=2))]
)
async def test_whoever_was_removed_is_a_stranger_on_the_next_message(court: Court, address: str, begun: Began) -> None:
    """In the middle of a form and of a list: nothing that was open answers any more."""
    if address != "clerk":
        await court.admit(address)
    await court.do(WantedCase(CASE), address)
    await court.do(begun, address)
    removed = await person(court, address)
    async with court.storage.unit(NOW) as unit:
        await unit.people.remove(removed.id)
    before = await of_the_court(court)
    events: list[Event] = [Picked(1), Pressed(1, 1), *named(EVENTS)]
    for event in events:
        assert given_away(await court.do(event, address)) == [], event
    assert "invited" in await court.do(WantedCase(CASE), address)
    assert await of_the_court(court) == before
