"""Walks through checklists with people and a database: kept at every answer, nobody else's, personal answers sealed."""

from base64 import b64decode
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import text

from bot.desk import Desk
from dialogs.checklists.checklist import Question, load_checklists
from dialogs.checklists.position import next_question
from dialogs.checklistturns import (
    AnsweredStep,
    BeganRun,
    EnteredRun,
    WantedChecklists,
    WantedPapers,
    WantedReview,
    WantedRun,
)
from dialogs.turns import Wrote
from knowledge.languages import LANGUAGES, Language
from knowledge.people import Person
from storage.runs import Answer, KeptRun
from storage.seal import Seal, new_key
from storage.unit import open_storage
from tests.court import NOW, SEAL, Court
from tests.databases import Kind
from tests.dialogs.checklists.walker import WRITTEN
from tests.dialogs.papers.reading import paragraphs
from tests.telegram import open_court_in

ADDRESS: Final = "Германия, 10115 Берлин, Инвалиденштрассе 1, у Мюллера"


@pytest.fixture(params=["sqlite", "postgresql"])
async def court(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> AsyncIterator[Court]:
    """A court whose people came in."""
    kind: Kind = request.param
    async with open_court_in(kind, desk, tmp_path) as opened:
        await opened.admit("clerk", "judge", "stranger", "department")
        yield opened


async def known(court: Court, address: str = "clerk") -> Person:
    """Who talks from an address."""
    async with court.storage.unit(NOW) as unit:
        person = await unit.people.known_by("terminal", address)
    assert person
    return person


async def kept(court: Court, run: int = 1, address: str = "clerk") -> KeptRun | None:
    """A walk as it is kept for somebody."""
    person = await known(court, address)
    async with court.storage.unit(NOW) as unit:
        return await unit.runs(person, SEAL).get(run)


async def answers(court: Court) -> dict[str, str]:
    """The answers of the first walk."""
    found = await kept(court)
    assert found
    return dict(found.answers)


async def everything(court: Court) -> str:
    """All that the tables of walks, talks and records hold, as text."""
    tables = ("checklist_runs", "run_answers", "court_answers", "conversations", "audit", "outbox", "inbox", "runs")
    async with court.storage.database.transaction() as connection:
        rows = [row for table in tables for row in await connection.execute(text(f"SELECT * FROM {table}"))]
    return "\n".join(map(str, rows))


async def begin(court: Court, *lines: str, checklist: str = "order-service", address: str = "clerk") -> None:
    """Begin a walk and write these answers."""
    await court.do(BeganRun(checklist), address)
    for line in lines:
        await court.write(line, address)


async def until(court: Court, question: str, address: str = "clerk") -> None:
    """Leave all questions open up to one."""
    for _ in range(60):
        words = court.registry.texts.words(f"question-{question}", "en")
        if words in court.said[address]:
            return
        await court.write("I don't know", address)
    raise AssertionError(court.said[address])


async def test_every_answer_is_kept_at_once(court: Court) -> None:
    """A question later it stands in the database, whatever becomes of the program."""
    await begin(court, "15.09.2027")
    assert await answers(court) == {"hearing": "2027-09-15"}
    await court.write("Germany")
    assert await answers(court) == {"hearing": "2027-09-15", "state": "DE"}
    await court.write("1")
    await court.write("Hague Convention, article 5")
    await court.write("change 2")
    await court.write("Turkey")
    assert await answers(court) == {"hearing": "2027-09-15", "state": "TR"}


async def test_begun_in_telegram_it_goes_on_in_the_terminal(court: Court) -> None:
    """It belongs to the person; what says something of somebody is asked where such things may be written."""
    clerk = await known(court)
    async with court.storage.unit(NOW) as unit:
        code = await unit.people.invitation(clerk.id)
    await court.registry.hear("telegram", "100", Wrote(f"/start {code}"))
    await court.registry.hear("telegram", "100", BeganRun("order-service"))
    said = await court.registry.hear("telegram", "100", Wrote("15.09.2027"))
    assert any("foreign state" in block.text for block in said)
    assert "foreign state" in await court.write("continue 1")
    await court.write("Germany")
    await until(court, "recipient-address")
    await court.write(ADDRESS)
    assert (await answers(court))["recipient-address"] == ADDRESS
    said = await court.registry.hear("telegram", "100", WantedRun(1))
    said += await court.registry.hear("telegram", "100", WantedReview())
    assert not any(ADDRESS in block.text for block in said)
    assert any("not shown in this chat" in block.text for block in said)


async def test_what_says_something_of_a_person_lies_sealed(court: Court) -> None:
    """Not in the answers, the talk, the records nor what goes out."""
    await begin(court)
    await until(court, "recipient-address")
    await court.write(ADDRESS)
    await court.do(WantedReview())
    assert ADDRESS in court.said["clerk"]
    assert ADDRESS not in await everything(court)
    # asked again, it can be kept: the choice does not hold it
    while "Keep: " + ADDRESS not in court.said["clerk"]:
        await court.write("back")
    assert ADDRESS not in await everything(court)
    await court.write(_number(court.said["clerk"], "Keep: "))
    assert (await answers(court))["recipient-address"] == ADDRESS
    assert "Инвалиденштрассе" not in await everything(court)


async def test_without_a_key_it_is_not_asked(court: Court) -> None:
    """Not in the terminal either; the place stays blank."""
    keyless = replace(court, registry=replace(court.registry, seal=None), said={})
    await begin(keyless)
    for _ in range(60):
        assert keyless.registry.texts.words("question-recipient-address", "en") not in keyless.said["clerk"]
        if "Review:" in keyless.said["clerk"]:
            break
        await keyless.write("I don't know")
    assert "Review:" in keyless.said["clerk"]
    person = await known(keyless)
    async with keyless.storage.unit(NOW) as unit:
        runs = unit.runs(person, None)
        with pytest.raises(ValueError, match="PERSONAL_KEY is not set"):
            await runs.answer(1, Answer("recipient-address", ADDRESS, is_personal=True))


async def test_nobody_else_gets_it(court: Court) -> None:
    """Neither a colleague nor another court: by its number, by going on, or by a list."""
    await begin(court, "15.09.2027")
    for address in ("judge", "stranger", "department"):
        assert "no such draft" in await court.do(WantedRun(1), address)
        assert "no such draft" in await court.write("continue 1", address)
        assert "No. 1" not in await court.do(WantedChecklists(), address)
        assert await kept(court, 1, address) is None
        person = await known(court, address)
        async with court.storage.unit(NOW) as unit:
            await unit.runs(person, SEAL).drop(1)
    assert await answers(court) == {"hearing": "2027-09-15"}
    assert "No. 1" in await court.do(WantedChecklists())


async def test_several_stand_side_by_side(court: Court) -> None:
    """The one worked at last goes on without a number."""
    await begin(court, "15.09.2027", "later")
    await begin(court, checklist="forward")
    await court.write("later")
    assert "Draft No. 2" in await court.write("/continue")
    assert "Order to serve" in await court.write("continue 1")
    court.registry = replace(court.registry, now=lambda: NOW + timedelta(minutes=1))
    await court.write("Germany")
    await court.write("later")
    assert "(No. 1)" in await court.write("/continue")


async def test_it_makes_a_case_with_its_events(court: Court) -> None:
    """And what is entered again tells only what is new."""
    await begin(court, "15.09.2027", "Germany")
    await until(court, "case-number")
    await court.write("77/2026")
    said = await court.do(EnteredRun())
    assert "77/2026" in said
    assert "12 March 2027" in said
    assert "77/2026" in await court.do(EnteredRun())
    found = await kept(court)
    assert found
    assert found.case == 1
    person = await known(court)
    async with court.storage.unit(NOW) as unit:
        case = await unit.cases(person).get(1)
    assert case
    assert [(event.kind, event.day) for event in case.events] == [("hearing", date(2027, 9, 15))]
    assert case.state == "DE"
    assert "(case 77/2026)" in await court.do(WantedChecklists(1))


async def test_a_case_of_that_number_is_taken(court: Court) -> None:
    """It is not opened twice; another court's is none."""
    await court.write("/register")
    for line in ("4", "15.09.2027", "DE", "77/2026", "reciprocity"):
        await court.write(line)
    await begin(court, "15.09.2027", "Germany")
    await until(court, "case-number")
    await court.write("77/2026")
    assert "77/2026" in await court.do(EnteredRun())
    found = await kept(court)
    assert found
    assert found.case == 1


async def test_a_department_enters_no_case_of_a_court(court: Court) -> None:
    """It may look through packets, and draft its letter."""
    await court.do(BeganRun("department-check"), "department")
    assert "no such case" in await court.do(EnteredRun(), "department")


async def test_the_case_hands_its_walks_over(court: Court) -> None:
    """To the new owner, with the answers."""
    await begin(court, "15.09.2027", "Germany")
    await until(court, "case-number")
    await court.write("77/2026")
    await court.do(EnteredRun())
    judge = await known(court, "judge")
    await court.write("/case 77/2026")
    await court.write(_number(court.said["clerk"], "Hand over"))
    await court.write(_number(court.said["clerk"], judge.name))
    assert await kept(court) is None
    assert await kept(court, 1, "judge")
    assert "no such draft" in await court.do(WantedRun(1))
    assert "no such draft" in await court.do(WantedReview())


def _number(said: str, label: str) -> str:
    return next(line.split()[0] for line in said.splitlines() if line[:1].isdigit() and f"  {label}" in line)


async def test_what_its_court_and_case_know_is_suggested(court: Court) -> None:
    """The court's own name and Department, what it answered before, what the case says."""
    await begin(court, "15.09.2027", "Germany")
    await until(court, "court")
    assert "  Суд № 1" in court.said["clerk"]
    await court.write("Специализированный суд")
    await court.do(BeganRun("forward"))
    for _ in range(20):
        if court.registry.texts.words("question-court", "en") in court.said["clerk"]:
            break
        await court.write("I don't know")
    assert "  Специализированный суд" in court.said["clerk"]
    await court.do(BeganRun("order-service"), "stranger")
    await court.write("I don't know", "stranger")
    await until(court, "court", "stranger")
    assert "  Суд № 2" in court.said["stranger"]


async def test_what_is_needed_no_longer_is_dropped(court: Court) -> None:
    """So long after its case was closed, or when nobody works at it any more; what says nothing of a person stays."""
    await begin(court, "15.09.2027")
    await until(court, "recipient-address")
    await court.write(ADDRESS)
    later = NOW + timedelta(days=29)
    async with court.storage.unit(later) as unit:
        assert await unit.personal_answers.drop(timedelta(days=30), later.date()) == 0
    later += timedelta(days=2)
    async with court.storage.unit(later) as unit:
        assert await unit.personal_answers.drop(timedelta(days=30), later.date()) == 1
    left = await answers(court)
    assert "recipient-address" not in left
    assert left["hearing"] == "2027-09-15"


async def test_a_closed_case_keeps_no_names(court: Court) -> None:
    """Counted from the day on which it was closed."""
    await begin(court, "15.09.2027", "Germany")
    await until(court, "case-number")
    await court.write("77/2026")
    await until(court, "recipient-address")
    await court.write(ADDRESS)
    await court.do(EnteredRun())
    later, clerk = NOW + timedelta(days=90), await known(court)
    async with court.storage.unit(later) as unit:
        assert await unit.personal_answers.drop(timedelta(days=30), later.date()) == 0
        await unit.cases(clerk).set_closed(1, NOW.date(), "done", is_closed=True)
        assert await unit.personal_answers.drop(timedelta(days=30), later.date()) == 1


async def test_the_key_is_changed(court: Court) -> None:
    """Old answers open under the new key; what no key opens is told, and is asked again."""
    await begin(court)
    await until(court, "recipient-address")
    await court.write(ADDRESS)
    person = await known(court)
    fresh = new_key()
    async with court.storage.unit(NOW) as unit:
        await unit.runs(person, SEAL).draft(1)
        both = Seal(fresh)
        both._fernet._fernets.extend(SEAL._fernet._fernets)
        assert await unit.personal_answers.renew(both) == (1, 0)
        found = await unit.runs(person, Seal(fresh)).get(1)
        assert found
        assert found.answers["recipient-address"] == found.drafted["recipient-address"] == ADDRESS
        assert await unit.personal_answers.renew(SEAL) == (0, 1)
        lost = await unit.runs(person, SEAL).get(1)
    assert lost
    assert "recipient-address" not in lost.answers


async def test_whoever_is_forgotten_leaves_none(court: Court) -> None:
    """Their answers go; the audit stays."""
    await begin(court, "15.09.2027")
    person = await known(court)
    async with court.storage.unit(NOW) as unit:
        await unit.people.forget(person.id)
        assert await unit.runs(person, SEAL).get(1) is None
    assert "2027-09-15" not in await everything(court)


def test_a_key_is_a_key() -> None:
    """Anything else is refused; several are separated by commas or spaces."""
    with pytest.raises(ValueError, match="Fernet key"):
        Seal("secret")
    one, two = new_key(), new_key()
    token = Seal(two).sealed("x")
    assert Seal(f"{one}, {two}").opened(token) == "x"
    assert Seal(one).opened(token) is None
    assert Seal(one).renewed(token) is None


@pytest.mark.parametrize("name", sorted(load_checklists()))
@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_answer_is_lost_whenever_the_program_is_killed(
    desk: Desk, tmp_path: Path, name: str, language: Language
) -> None:
    """
    At every question: what was answered is read by another connection, and a program started anew asks the next one.

    Then the papers hold what was typed, in the language of whoever types.
    """
    async with open_court_in("sqlite", desk, tmp_path, language) as court:
        who = "department" if load_checklists()[name].office == "department" else "clerk"
        await court.admit(who)
        person = await known(court, who)
        await court.do(BeganRun(name), who)
        given: dict[str, str] = {}
        async with open_storage(str(court.storage.database.engine.url)) as elsewhere:
            while question := await asked(court, who):
                said = question.values[0] if question.values else WRITTEN[question.takes]
                await court.do(AnsweredStep(question.id, said) if question.values else Wrote(said), who)
                async with elsewhere.unit(NOW) as unit:
                    there = await unit.runs(person, SEAL).get(1)
                assert there
                assert set(there.answers) == {*given, question.id}
                given = dict(there.answers)
        said = await court.do(WantedPapers("kk-ru"), who)
        blocks = await court.registry.hear("terminal", who, WantedPapers("kk-ru"))
        text = "\n".join(line for one in blocks if one.kind == "file" for line in paragraphs(b64decode(one.content)))
        assert WRITTEN["number"] in text
        assert court.registry.texts.words("papers-in-ru", language) in said


async def asked(court: Court, who: str) -> Question | None:
    """The question on the table of a program that was just started: derived from what is kept."""
    async with court.storage.unit(NOW) as unit:
        turn = await court.registry.turn(unit, NOW, "terminal", who)
        person = await unit.people.known_by("terminal", who)
        assert person
        run = await turn._paperwork(person).run(1)
        assert run
        return next_question(load_checklists()[run.checklist], run, is_private=True)


@pytest.mark.parametrize("name", sorted(load_checklists()))
async def test_nothing_that_is_written_holds_a_planted_name(
    desk: Desk, tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every answer that says something of a person is planted; then all that was written and logged is read."""
    planted, plain = "Zzplanted", dict(WRITTEN)
    plain |= {"text": planted, "long": planted, "name": f"{planted} Hans Peter", "address": f"Germany, {planted}"}
    async with open_court_in("sqlite", desk, tmp_path) as court:
        who = "department" if load_checklists()[name].office == "department" else "clerk"
        await court.admit(who)
        await court.do(BeganRun(name), who)
        said = []
        while question := await asked(court, who):
            if question.values:
                await court.do(AnsweredStep(question.id, question.values[0]), who)
            else:
                await court.write(plain[question.takes] if question.personal else WRITTEN[question.takes], who)
            if question.personal and not question.values and question.takes in {"text", "long", "name", "address"}:
                said.append(question.id)
                await court.write("back", who)
                await court.write(_number(court.said[who], "Keep: "), who)
        for event in (WantedReview(), WantedPapers("ru"), EnteredRun()):
            await court.do(event, who)
        found = await kept(court, 1, who)
        assert found
        assert all(planted in found.answers[one] for one in said)
        written = files_of(tmp_path)
    assert written
    assert all(planted.encode() not in content for content in written)
    out, logged = capfd.readouterr()
    assert planted not in out + logged


def files_of(folder: Path) -> list[bytes]:
    """All that lies in a folder, as bytes: the database and what it writes beside it."""
    return [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
