"""Nothing of a case is seen or changed from another court, by a Department before its time, or after a removal."""

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, get_args

import pytest

from bot.desk import Desk
from bot.registrar import Registrar
from dialogs.caseturns import (
    Admit,
    Answered,
    AskedCaseWhy,
    Began,
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
from dialogs.forms import FORMS
from dialogs.memory import kept_form, kept_state
from dialogs.turns import Event, Picked, Pressed, State
from knowledge.limits import Override
from tests.bot.test_registry import do, fill, person
from tests.court import NOW, Court, open_court
from tests.storage.scene import everything
from tests.talk import TODAY

NUMBER: Final = "Секрет-77"
#: What a reply would give the case away by: its number, state, basis, dates and people.
SECRETS: Final = (NUMBER.casefold(), "germany", "treaty of 1999", "20 november", "21 december", "айгуль", "бекова")
CASE: Final = 1
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
}
#: Forms for the guessed case as far as they could be filled in, had they ever been shown.
BEGUN: Final = [Form(name, CASE, said[:count]) for name, said in ANSWERS.items() for count in range(len(said))]

EVENTS: Final[Mapping[type, list[OfPeople]]] = {
    Began: [Began(form, CASE) for form in FORMS],
    Answered: [Answered(name, value) for said in ANSWERS.values() for name, value in said],
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
}
DEEDS: Final[Mapping[type, list[Deed]]] = {
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
    TellAnew: [TellAnew(CASE, event, TODAY, "guessed") for event in (0, 1, 2)],
    SetTerm: [SetTerm(CASE, "execute_order", OVERRIDE)],
    SetClosed: [SetClosed(CASE, is_closed=is_closed, reason="guessed") for is_closed in (True, False)],
    SetPerson: [SetPerson(CASE, part, one) for part in ("owner", "deputy", "judge") for one in range(6)],
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
        yield opened


async def of_the_case(court: Court) -> dict[str, Any]:
    """Everything that stands of the case in the database, the looks at it too."""
    tables = await everything(court.storage)
    (case,) = [row for row in tables["cases"] if row["id"] == CASE]
    events, dates = ([row for row in tables[t] if row["case_id"] == CASE] for t in ("case_events", "deadlines"))
    return {
        "case": case,
        "events": events,
        "dates": dates,
        "records": [r for r in tables["audit"] if r["subject"] == f"case:{CASE}"],
    }


def given_away(said: str) -> list[str]:
    """What of the case is in a reply."""
    return [secret for secret in SECRETS if secret in said.casefold()]


async def plant(court: Court, address: str, form: Form | None) -> None:
    """Leave a talk in a state that it could not reach: with a form, and with buttons, for the case."""
    buttons = (*EVENTS[Began], *EVENTS[WantedCase], *EVENTS[WantedHistory], *EVENTS[AskedCaseWhy])
    who = await person(court, address)
    async with court.storage.unit(NOW) as unit:
        await unit.conversations.keep("terminal", address, kept_state(State("en", True, options=buttons, form=form)))
        if form:
            await unit.conversations.keep_run(who.id, form.name, kept_form(form))


def named(events: Mapping[type, list[OfPeople]]) -> Iterator[OfPeople]:
    """Every event; a number that was not found is repeated to whoever wrote it, which is held on its own."""
    for each in events.values():
        yield from (event for event in each if not (isinstance(event, WantedCase) and event.number))


def test_every_event_and_deed_there_is_is_tried() -> None:
    """A class added to the closed unions has to be tried here before anything else passes."""
    assert set(EVENTS) == set(get_args(OfPeople))
    assert set(DEEDS) == set(get_args(Deed))
    for tried in (EVENTS, DEEDS):
        assert all(each and {type(one) for one in each} == {kind} for kind, each in tried.items())
    assert set(ANSWERS) == set(FORMS) == set(get_args(FormName))
    assert all([name for name, _ in said] == [one.id for one in FORMS[form]] for form, said in ANSWERS.items())


@pytest.mark.parametrize("address", ["stranger", "department", "nobody"])
async def test_no_event_shows_or_changes_a_case_of_others(court: Court, address: str) -> None:
    """For a clerk of another court, the Department before papers were sent to it, and a person not let in at all."""
    before = await of_the_case(court)
    for event in named(EVENTS):
        assert given_away(await court.do(event, address)) == [], event
    assert await of_the_case(court) == before


@pytest.mark.parametrize("address", ["stranger", "department", "nobody"])
async def test_the_number_of_a_case_of_others_is_as_one_that_there_is_not(court: Court, address: str) -> None:
    """Nobody finds out by guessing which numbers another court has."""
    before = await of_the_case(court)
    for number in (NUMBER, NUMBER.upper()):
        said = [await court.do(WantedCase(number=tried), address) for tried in (number, "None-1")]
        said += [await court.write(f"/case {tried}", address) for tried in (number, "None-1")]
        assert {one.replace(number, "None-1") for one in said} == {said[1]}
    assert await of_the_case(court) == before


@pytest.mark.parametrize("address", ["stranger", "department"])
async def test_a_form_left_open_for_a_case_of_others_comes_to_nothing(court: Court, address: str) -> None:
    """Even where the talk thinks that the form was begun, with every answer but the last few given."""
    before = await of_the_case(court)
    for form in BEGUN:
        question, value = ANSWERS[form.name][len(form.answers)]
        for event in (Answered(question, value), WroteAnswer(value), WantedForm()):
            await plant(court, address, form)
            said = await court.do(event, address)
            # their own answers may be repeated to them, nothing that only the case has
            assert given_away(said) == [], (form, event)
    assert await of_the_case(court) == before


@pytest.mark.parametrize("address", ["stranger", "department"])
async def test_buttons_and_numbers_of_choices_show_nothing_of_others(court: Court, address: str) -> None:
    """A choice does what it names with the rights of whoever takes it, not of whoever was offered it."""
    before = await of_the_case(court)
    events: list[Event] = [event for number in range(1, 15) for event in (Picked(number), Pressed(0, number))]
    for event in events:
        await plant(court, address, None)
        said = await court.do(event, address)
        assert given_away(said.replace(NUMBER, "").replace(NUMBER.upper(), "")) == [], event
    assert await of_the_case(court) == before


@pytest.mark.parametrize("address", ["stranger", "department"])
async def test_no_deed_shows_or_changes_a_case_of_others(court: Court, address: str) -> None:
    """Handed straight to the registrar: the rights do not depend on what the talk lets through."""
    before = await of_the_case(court)
    for deed in (deed for each in DEEDS.values() for deed in each):
        outcome = await do(court, deed, address)
        match outcome:
            case ListFetched(_, entries, has_more):
                assert [one for one in entries if one.id == CASE] == []
                assert not has_more
            case LetIn(who):
                assert who is None
            case NoSuchCase(written):
                assert written in {"", NUMBER}
            case _:  # an own case may have any number, another court's too
                assert isinstance(deed, OpenCase)
                assert address == "stranger"
                assert given_away(repr(outcome).replace(NUMBER, "")) == []
    assert await of_the_case(court) == before


async def test_no_deed_is_done_for_somebody_who_was_not_let_in(court: Court) -> None:
    """Without a person there is no right at all, only an invitation to use."""
    before = await everything(court.storage)
    async with court.storage.unit(NOW) as unit:
        registrar = Registrar(unit, court.registry.law, TODAY, "terminal", "nobody")
        for deed in (deed for kind, each in DEEDS.items() for deed in each if kind is not Admit):
            assert await registrar.done(deed, None) == NoSuchCase("")
    assert await everything(court.storage) == before


async def test_a_department_sees_a_case_once_papers_were_sent_to_it(court: Court) -> None:
    """From that event on, and not by any other; another court still sees nothing."""
    assert await fill(court, "event", [Answered("event", "served"), "23.11.2026"], CASE)
    assert given_away(await court.do(WantedCase(CASE), "department")) == []
    assert await fill(court, "event", [Answered("event", "papers-sent"), "24.11.2026"], CASE)
    assert NUMBER in await court.do(WantedCase(CASE), "department")
    assert NUMBER in await court.do(WantedCases("court"), "department")
    assert NUMBER in await court.write(f"case {NUMBER}", "department")
    told = await fill_as_department(court)
    assert f"Noted in case {NUMBER}." in told
    # the people of the court are the court's
    assert "айгуль" not in (await court.do(WantedHistory(CASE), "department")).casefold()
    assert given_away(await court.do(WantedCase(CASE), "stranger")) == []


async def fill_as_department(court: Court) -> str:
    """What the Department is told when it enters that the originals came."""
    await court.do(Began("event", CASE), "department")
    await court.do(Answered("event", "originals-received"), "department")
    return await court.write("24.11.2026", "department")


async def test_whoever_was_removed_is_a_stranger_on_the_next_message(court: Court) -> None:
    """In the middle of a form and of a list: nothing that was open answers any more."""
    await court.do(WantedCase(CASE))
    await court.do(Began("event", CASE))
    clerk = await person(court, "clerk")
    async with court.storage.unit(NOW) as unit:
        await unit.people.remove(clerk.id)
    before = await of_the_case(court)
    events: list[Event] = [Picked(1), Pressed(1, 1), *named(EVENTS)]
    for event in events:
        assert given_away(await court.do(event)) == [], event
    assert "invited" in await court.do(WantedCase(CASE))
    assert await of_the_case(court) == before
