"""Cases: nobody sees those of another court, nothing told is lost, the lists are in order and quick."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.exc import CompileError, IntegrityError

from knowledge.cases import Case, CaseEvent
from knowledge.limits import Override
from knowledge.people import Person
from storage.cases import PAGE, Cases, Whose
from storage.tables import case_events, cases, deadlines
from storage.unit import Storage
from tests.storage.scene import CALENDAR, DAY, NOW, Scene, counted, draft, opened, rows

LATER = DAY + timedelta(days=1)


async def added_elsewhere(cases: Cases, case: Case) -> object:
    """What a stranger adds in the name of another court goes to the own court."""
    added = await cases.add(replace(case, number=""))
    return None if (added.id, added.court) != (case.id, case.court) else added


async def all_added_elsewhere(cases: Cases, case: Case) -> object:
    """What a stranger adds by the dozen in the name of another court goes to the own court too."""
    number = f"guessed by {cases._viewer.role} {cases._viewer.id}"
    (added,) = await cases.add_all((replace(case, number=number),), lambda _: ())
    found = await cases.get(added)
    return None if found and found.court != case.court else found


async def numbers_of(cases: Cases, case: Case) -> object:
    """The number that a court gave to a case."""
    return (await cases.numbers(frozenset({case.id}))).get(case.id)


#: Each public method of Cases with the number of a case that the viewer may not see.
GUESSES: dict[str, Callable[[Cases, Case], Awaitable[object]]] = {
    "get": lambda cases, case: cases.get(case.id, to_change=True),
    "numbered": lambda cases, case: cases.numbered(case.number),
    "add": added_elsewhere,
    "add_all": all_added_elsewhere,
    "tell": lambda cases, case: cases.tell(case.id, "served", DAY),
    "tell_anew": lambda cases, case: cases.tell_anew(case.id, case.events[0], LATER, "guessed"),
    "take_back": lambda cases, case: cases.take_back(case.id, case.events[0], "guessed"),
    "change": lambda cases, case: cases.change(case.id, basis="guessed"),
    "set_closed": lambda cases, case: cases.set_closed(case.id, DAY, "guessed", is_closed=True),
    "keep_dates": lambda cases, case: cases.keep_dates(case.id, (), None, "guessed"),
    "history": lambda cases, case: cases.history(case),
    "dates": lambda cases, case: cases.dates(case),
    "listed": lambda cases, case: cases.listed("court"),
    "numbers": numbers_of,
    "everything": lambda cases, case: cases.everything(),
}
STRANGERS = ["foreign_clerk", "foreign_chief", "foreign_officer", "foreign_office", "officer", "office"]


def test_every_public_method_is_tried_with_a_guessed_number() -> None:
    """A method that is added without a guess below would be a door that nobody tried."""
    public = {name for name, _ in inspect.getmembers(Cases, inspect.isfunction) if not name.startswith("_")}
    assert public == set(GUESSES)


@pytest.mark.parametrize("method", GUESSES)
async def test_a_guessed_number_opens_nothing(storage: Storage, scene: Scene, method: str) -> None:
    """Nobody of another court, nor of a Department that it was not sent to, sees or changes a case by any way."""
    case = await opened(storage, scene.clerk, "7-1")
    before = [await rows(storage, table) for table in (cases, case_events, deadlines)]
    for stranger in STRANGERS:
        async with storage.unit(NOW) as unit:
            try:
                seen = await GUESSES[method](unit.cases(getattr(scene, stranger)), case)
            except LookupError:
                seen = None
            assert seen in (None, (), ((), False)), stranger
    after = [await rows(storage, table) for table in (cases, case_events, deadlines)]
    kept = [[row for row in table if case.id in (row.get("case_id"), row["id"])] for table in after]
    assert kept == before


@pytest.mark.parametrize("role", ["clerk", "judge", "chief"])
async def test_the_own_court_sees_its_case(storage: Storage, scene: Scene, role: str) -> None:
    """The doors above are shut to strangers, not to everybody."""
    case = await opened(storage, scene.clerk, "7-1")
    async with storage.unit(NOW) as unit:
        own = unit.cases(getattr(scene, role))
        assert await own.get(case.id) == case == await own.numbered("7-1")
        assert len(await own.history(case)) == len(await own.dates(case)) == len(await own.everything()) == 1


@pytest.mark.parametrize("who", ["officer", "office"])
async def test_a_department_sees_what_was_sent_to_it(storage: Storage, scene: Scene, who: str) -> None:
    """All its people enter what it did with the papers it has, and see no other case of the same court."""
    viewer = getattr(scene, who)
    case = await opened(storage, scene.clerk, "7-1")
    await opened(storage, scene.clerk, "7-2")
    async with storage.unit(NOW) as unit:
        await unit.cases(scene.clerk).change(case.id, department=scene.officer.court)
        assert [one.id for one in await unit.cases(viewer).everything()] == [case.id]
        for other in (scene.foreign_officer, scene.foreign_office):
            assert await unit.cases(other).everything() == ()
        await unit.cases(viewer).tell(case.id, "originals-received", DAY)
        found = await unit.cases(scene.clerk).get(case.id)
        assert found
        assert [one.kind for one in found.events] == ["order-received", "originals-received"]


@pytest.mark.parametrize("who", ["officer", "office"])
async def test_a_department_opens_no_case(storage: Storage, scene: Scene, who: str) -> None:
    """What it would open it could not see."""
    viewer = getattr(scene, who)
    with pytest.raises(LookupError):
        async with storage.unit(NOW) as unit:
            await unit.cases(viewer).add(draft(viewer))
    assert await rows(storage, cases) == []


async def test_a_case_comes_back_as_it_was_given(storage: Storage, scene: Scene) -> None:
    """Nothing that a form or a workbook says of a case is dropped on the way."""
    more: dict[str, Any] = {
        "state": "DE", "basis": "Шарт, 5-бап", "deputy": scene.judge.id, "judge": scene.judge.id, "closed": LATER,
        "department": scene.officer.court, "terms": {"execute_order": Override(2, "months", "Шарт, 7-бап")},
    }  # fmt: skip
    given = draft(scene.clerk, "7-1", **more)
    async with storage.unit(NOW) as unit:
        added = await unit.cases(scene.clerk).add(given)
    async with storage.unit(NOW) as unit:
        assert await unit.cases(scene.clerk).get(added.id) == added
    assert replace(added, id=0, events=given.events) == given
    assert [(one.kind, one.day) for one in added.events] == [("order-received", DAY)]


async def test_what_is_changed_is_changed(storage: Storage, scene: Scene) -> None:
    """A case passes to a colleague, gets its treaty and its term; a word that a case does not know is a mistake."""
    case = await opened(storage, scene.clerk, "7-1")
    terms = {"execute_order": Override(2, "months", "Шарт, 7-бап")}
    changes: dict[str, Any] = {"owner": scene.judge.id, "state": "DE", "basis": "Шарт", "terms": terms}
    async with storage.unit(NOW) as unit:
        await unit.cases(scene.clerk).change(case.id, **changes)
        assert await unit.cases(scene.clerk).get(case.id) == replace(case, **changes)
        with pytest.raises(CompileError, match="colour"):
            await unit.cases(scene.clerk).change(case.id, colour="red")


async def test_cases_without_a_number_get_the_next(storage: Storage, scene: Scene) -> None:
    """Each court has its own row in each year, and goes on after numbers that people gave."""
    async with storage.unit(NOW) as unit:
        own, foreign = unit.cases(scene.clerk), unit.cases(scene.foreign_clerk)
        assert [(await own.add(draft(scene.clerk))).number for _ in "ab"] == ["K-2026-1", "K-2026-2"]
        assert (await foreign.add(draft(scene.foreign_clerk))).number == "K-2026-1"
        last_year = replace(draft(scene.clerk), opened=date(2025, 12, 31))
        assert (await own.add(last_year)).number == "K-2025-1"
        for given in ("K-2026-10", "K-2026-5", "K-2026-11/A", "K-2026-x", "K-2026-"):
            await own.add(draft(scene.clerk, given))
        assert (await own.add(draft(scene.clerk))).number == "K-2026-11"


async def test_two_who_open_a_case_at_once_get_two_numbers(storage: Storage, scene: Scene) -> None:
    """The registrar's two desks do not trip over each other."""

    async def open_one(_: int) -> str:
        async with storage.unit(NOW) as unit:
            return (await unit.cases(scene.clerk).add(draft(scene.clerk))).number

    assert set(await asyncio.gather(*map(open_one, range(5)))) == {f"K-2026-{n}" for n in range(1, 6)}


async def test_a_number_is_given_once_in_a_court(storage: Storage, scene: Scene) -> None:
    """Two cases of one number would be mistaken for each other; two courts may have it each."""
    await opened(storage, scene.clerk, "7-1")
    await opened(storage, scene.foreign_clerk, "7-1")
    with pytest.raises(IntegrityError):
        await opened(storage, scene.judge, "7-1")
    assert len(await rows(storage, cases)) == 2


async def test_a_number_is_found_in_capitals_and_small_letters(storage: Storage, scene: Scene) -> None:
    """People type Cyrillic numbers as it comes; the database's own folding knows Latin only."""
    case = await opened(storage, scene.clerk, "12/Аб-k")
    async with storage.unit(NOW) as unit:
        for asked in ("12/Аб-k", "12/аБ-K", "12/аб-k", "12/АБ-K"):
            assert await unit.cases(scene.judge).numbered(asked) == case
            assert await unit.cases(scene.judge).numbered(asked + "1") is None


async def test_numbers_that_differ_in_capitals_only_are_one(storage: Storage, scene: Scene) -> None:
    """Whoever asks for 7-А must not be shown another case."""
    await opened(storage, scene.clerk, "7-а")
    with pytest.raises(IntegrityError):
        await opened(storage, scene.judge, "7-А")


async def test_what_was_told_before_stays_in_the_history(storage: Storage, scene: Scene) -> None:
    """A corrected day replaces the wrong one for counting, and hides it from nobody."""
    case = await opened(storage, scene.clerk, "7-1")
    async with storage.unit(NOW) as unit:
        own = unit.cases(scene.judge)
        served = await own.tell(case.id, "served", LATER)
        await own.tell_anew(case.id, case.events[0], LATER, "stamp misread")
        await own.tell_anew(case.id, CaseEvent(served, "served", LATER), DAY, "other case")
        history = [(one.event.kind, one.event.day, one.reason, one.is_current) for one in await own.history(case)]
        now = await own.get(case.id)
    assert history == [
        ("order-received", DAY, "", False), ("served", LATER, "", False),
        ("order-received", LATER, "stamp misread", True), ("served", DAY, "other case", True),
    ]  # fmt: skip
    assert now
    assert set(now.events) == {CaseEvent(case.events[0].id, "order-received", LATER), CaseEvent(served, "served", DAY)}


async def test_an_event_that_was_taken_back_counts_no_more(storage: Storage, scene: Scene) -> None:
    """Who took it back and why stands in the history, beside what was told before."""
    case = await opened(storage, scene.clerk, "7-1")
    async with storage.unit(NOW) as unit:
        own = unit.cases(scene.judge)
        await own.tell_anew(case.id, case.events[0], LATER, "stamp misread")
        await own.take_back(case.id, replace(case.events[0], day=LATER), "other case")
        found = await own.get(case.id)
        history = [(one.event, one.by, one.reason, one.is_current) for one in await own.history(case)]
    assert found == replace(case, events=())
    (event,) = case.events
    assert history == [
        (event, scene.clerk.id, "", False),
        (replace(event, day=LATER), scene.judge.id, "stamp misread", False),
        (replace(event, day=LATER), scene.judge.id, "other case", False),
    ]


async def test_numbers_are_found_for_many_cases_at_once(storage: Storage, scene: Scene) -> None:
    """Of those that may be seen; a list of records names its cases by them."""
    own = await opened(storage, scene.clerk, "7-1")
    foreign = await opened(storage, scene.foreign_clerk, "7-2")
    async with storage.unit(NOW) as unit:
        assert await unit.cases(scene.judge).numbers(frozenset({own.id, foreign.id, 10_000})) == {own.id: "7-1"}
        assert await unit.cases(scene.judge).numbers(frozenset()) == {}


async def test_an_event_corrected_twice_is_counted_once(storage: Storage, scene: Scene) -> None:
    """The number of an event lives through corrections; one day of it is current."""
    case = await opened(storage, scene.clerk, "7-1")
    async with storage.unit(NOW) as unit:
        own = unit.cases(scene.clerk)
        for days in (1, 2):
            await own.tell_anew(case.id, case.events[0], DAY + timedelta(days=days), "again")
        found = await own.get(case.id)
    assert found
    assert found.events == (CaseEvent(case.events[0].id, "order-received", DAY + timedelta(days=2)),)


async def test_closing_and_opening_again_stand_in_the_history(storage: Storage, scene: Scene) -> None:
    """A case that vanished from the lists says who closed it and why; no deadline is counted from that."""
    case = await opened(storage, scene.clerk, "7-1")
    async with storage.unit(NOW) as unit:
        own = unit.cases(scene.clerk)
        await own.set_closed(case.id, LATER, "done", is_closed=True)
        closed = await own.get(case.id)
        assert closed == replace(case, closed=LATER)
        assert ((await own.listed("court"))[0], (await own.listed("court", is_closed=True))[0][0].id) == ((), case.id)
        await own.set_closed(case.id, LATER, "not done", is_closed=False)
        assert await own.get(case.id) == case
        told = [(one.event.kind, one.reason) for one in await own.history(case)]
    assert told == [("order-received", ""), ("closed", "done"), ("reopened", "not done")]


async def test_a_date_that_moved_stays_with_its_reason(storage: Storage, scene: Scene) -> None:
    """A judge can see what the date was, why it moved, and by which calendar each was counted."""
    case = await opened(storage, scene.clerk, "7-1")
    async with storage.unit(NOW) as unit:
        own = unit.cases(scene.clerk)
        await own.tell_anew(case.id, case.events[0], DAY + timedelta(days=8), "stamp misread")
        moved = await own.get(case.id)
        assert moved
        await counted(unit, scene.clerk, moved, "stamp misread")
        await counted(unit, scene.clerk, moved, "nothing moved")
        dates = [(one.limit, one.due, one.reason, one.is_current) for one in await own.dates(case)]
        assert {one.calendar_version for one in await own.dates(case)} == {CALENDAR.version}
        assert (await own.listed("court"))[0][0].next_due == date(2026, 4, 10)
    assert dates == [
        ("execute_order", date(2026, 4, 2), "", False),
        ("execute_order", date(2026, 4, 10), "stamp misread", True),
    ]


async def test_a_date_that_is_none_any_more_stays_too(storage: Storage, scene: Scene) -> None:
    """A deadline whose event was taken back is not current, and not forgotten."""
    case = await opened(storage, scene.clerk, "7-1")
    async with storage.unit(NOW) as unit:
        own = unit.cases(scene.clerk)
        await counted(unit, scene.clerk, replace(case, events=()), "another case's")
        assert [one.is_current for one in await own.dates(case)] == [False]
        assert (await own.listed("court"))[0][0].next_due is None


async def test_a_date_that_ended_is_the_same_date(storage: Storage, scene: Scene) -> None:
    """What is done leaves the lists of what is due without a second date in the history."""
    case = await opened(storage, scene.clerk, "7-1")
    async with storage.unit(NOW) as unit:
        own = unit.cases(scene.clerk)
        await own.tell(case.id, "served", LATER)
        served = await own.get(case.id)
        assert served
        await counted(unit, scene.clerk, served)
        assert (await own.listed("court"))[0][0].next_due is None
    assert [(row["ended"], row["replaced_at"]) for row in await rows(storage, deadlines)] == [(LATER, None)]


async def filled(storage: Storage, scene: Scene, number: int) -> None:
    """Cases by number, due day after day; each third waits for an event; all belong to the clerk."""
    values = {
        "court_id": scene.clerk.court, "kind": "received-service", "state": "", "basis": "", "opened": DAY,
        "owner_id": scene.clerk.id, "terms": "{}",
    }  # fmt: skip
    some = [
        {
            **values,
            "number": str(n),
            "number_key": str(n),
            "next_due": None if n % 3 == 0 else DAY + timedelta(days=(n * 7) % 300),
        }
        for n in range(number)
    ]
    async with storage.database.transaction() as connection:
        await connection.execute(cases.insert(), some)


async def test_every_case_stands_on_one_page(storage: Storage, scene: Scene) -> None:
    """Turning pages shows each case once, the nearest date first, those that wait last."""
    await filled(storage, scene, 3 * PAGE)
    async with storage.unit(NOW) as unit:
        pages = [await unit.cases(scene.clerk).listed("court", page=number) for number in range(4)]
    assert [(len(found), more) for found, more in pages] == [(PAGE, True), (PAGE, True), (PAGE, False), (0, False)]
    entries = [one for found, _ in pages for one in found]
    assert len({one.id for one in entries}) == 3 * PAGE
    assert entries == sorted(entries, key=lambda one: (one.next_due or date.max, one.id))
    assert [one.next_due for one in entries][-PAGE:] == [None] * PAGE


async def test_what_is_due_until_a_day(storage: Storage, scene: Scene) -> None:
    """A list of the week holds its last day and what is overdue, and nothing that waits."""
    await filled(storage, scene, 9)
    async with storage.unit(NOW) as unit:
        found, more = await unit.cases(scene.clerk).listed("court", until=DAY + timedelta(days=14))
    assert [(one.number, one.next_due) for one in found] == [
        ("1", DAY + timedelta(days=7)),
        ("2", DAY + timedelta(days=14)),
    ]
    assert not more


async def test_mine_are_those_i_own_stand_in_for_or_judge(storage: Storage, scene: Scene) -> None:
    """A deputy finds the colleague's case among the own; the chief sees the court's and owns none."""
    numbers = [
        (await opened(storage, scene.clerk, "1", judge=scene.judge.id)).number,
        (await opened(storage, scene.clerk, "2", deputy=scene.judge.id)).number,
        (await opened(storage, scene.clerk, "3")).number,
        (await opened(storage, scene.judge, "4")).number,
    ]
    async with storage.unit(NOW) as unit:
        mine = {p: (await unit.cases(p).listed("mine"))[0] for p in (scene.clerk, scene.judge, scene.chief)}
        court, _ = await unit.cases(scene.chief).listed("court")
    assert {person.name: [one.number for one in found] for person, found in mine.items()} == {
        scene.clerk.name: numbers[:3], scene.judge.name: ["1", "2", "4"], scene.chief.name: [],
    }  # fmt: skip
    assert [one.number for one in court] == numbers


async def test_the_own_cases_stand_once_on_their_pages(storage: Storage, scene: Scene) -> None:
    """Somebody who owns, judges and stands in for the same cases and for others, page by page, open and closed."""
    await filled(storage, scene, 4 * PAGE)
    clerk, judge = scene.clerk.id, scene.judge.id
    shares = [{}, {"deputy_id": clerk}, {"judge_id": clerk, "owner_id": judge}, {"owner_id": judge}]
    async with storage.database.transaction() as connection:
        for number, share in enumerate(shares):
            if share:
                await connection.execute(update(cases).where(cases.c.id % 4 == number).values(share))
        await connection.execute(update(cases).where(cases.c.id > 3 * PAGE).values(closed=DAY))
    async with storage.unit(NOW) as unit:
        own = unit.cases(scene.clerk)
        pages = [await own.listed("mine", page=number) for number in range(4)]
        closed, _ = await own.listed("mine", is_closed=True)
        soon, _ = await own.listed("mine", until=DAY + timedelta(days=60))
    entries = [one for found, _ in pages for one in found]
    mine = [number for number in range(1, 4 * PAGE + 1) if number % 4 != 3]
    assert sorted(one.id for one in entries) == [number for number in mine if number <= 3 * PAGE]
    assert entries == sorted(entries, key=lambda one: (one.next_due or date.max, one.id))
    assert [more for _, more in pages] == [True, True, False, False]
    assert {one.id for one in closed} == {number for number in mine if number > 3 * PAGE}
    assert soon == tuple(one for one in entries if one.next_due and one.next_due <= DAY + timedelta(days=60))[:PAGE]


async def plan(storage: Storage, viewer: Person, whose: Whose, until: date | None) -> str:
    """How the database goes about a list, by the very statement that the list sends."""
    sent: list[tuple[str, Any]] = []
    engine = storage.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *given: sent.append((given[2], given[3])))
    async with storage.unit(NOW) as unit:
        await unit.cases(viewer).listed(whose, until)
        words = "EXPLAIN QUERY PLAN " if storage.database.is_sqlite else "EXPLAIN "
        statement, values = next((said, values) for said, values in sent if "next_due" in said)
        found = await unit.connection.exec_driver_sql(words + statement, values)
        return " ".join(str(row) for row in found)


@pytest.mark.parametrize("number", [1_000, 3_000])
async def test_a_list_is_found_by_an_index(storage: Storage, scene: Scene, number: int) -> None:
    """A court with 3,000 cases waits no longer than one with 1,000: no list reads the whole table."""
    await filled(storage, scene, number)
    if not storage.database.is_sqlite:  # there it happens by itself, here never
        async with storage.database.transaction() as connection:
            await connection.execute(text("ANALYZE"))
    lists: list[tuple[Person, Whose]] = [(scene.clerk, "court"), (scene.officer, "court"), (scene.office, "court")]
    for viewer, whose in (*lists, (scene.clerk, "mine"), (scene.chief, "mine")):
        for until in (None, DAY + timedelta(days=30)):
            found = await plan(storage, viewer, whose, until)
            assert "ix_cases_" in found
            assert "SCAN cases" not in found
            assert "Seq Scan" not in found
            if viewer == scene.chief:  # who has no case of his own, and would wait longest
                assert all(f"ix_cases_{part}_id" in found for part in ("owner", "deputy", "judge"))
                assert "ix_cases_court_id" not in found


async def test_a_case_to_be_changed_is_held(storage: Storage, scene: Scene) -> None:
    """Two who change one case at once see each other's change: neither counts its dates from half of the events."""
    case = await opened(storage, scene.clerk, "7-1")

    async def tell_one(kind: str) -> int:
        async with storage.unit(NOW) as unit:
            found = await unit.cases(scene.clerk).get(case.id, to_change=True)
            assert found
            await asyncio.sleep(0.05)
            await unit.cases(scene.clerk).tell(case.id, kind, DAY)
            return len(found.events)

    assert sorted(await asyncio.gather(tell_one("served"), tell_one("papers-sent"))) == [1, 2]
