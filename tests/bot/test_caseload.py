"""Cases as rows of a table: read, refused, written, and back again."""

import asyncio
import csv
import os
import sys
import tempfile
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.caseload import Caseload, Fault, Receiver
from bot.sheets import read_table
from bot.workbooks import write_workbook
from dialogs.texts import load_texts
from knowledge.cases import Case, CaseEvent, CaseKind, next_due
from knowledge.languages import LANGUAGES, Language
from knowledge.law import Law
from knowledge.limits import UNITS, Override
from knowledge.people import Person
from storage.schema import migrate
from storage.tables import case_events, cases, deadlines
from storage.unit import Storage, open_storage
from tests.databases import Databases, Kind, sqlite
from tests.storage.scene import DAY, NOW, everything, furnished, rows

TODAY = date(2026, 11, 24)
PEOPLE = {1: "Айгүл Серікқызы", 2: "Бекова", 3: "Виктор", 4: "виктор"}
RECEIVER = Receiver(7, 8, PEOPLE, frozenset({"1-25a"}), TODAY)


@pytest.fixture(scope="module")
def caseload(law: Law) -> Caseload:
    """The columns, by the law as it is held."""
    return Caseload(law, load_texts())


def read(caseload: Caseload, folder: Path, *rows: Iterable[str]) -> tuple[tuple[Case, ...], tuple[Fault, ...]]:
    """What comes of a table in CSV."""
    path = folder / "cases.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return caseload.cases(read_table(path, caseload.columns), RECEIVER)


def one(caseload: Caseload, folder: Path, fields: Mapping[str, str]) -> tuple[Case | None, list[str]]:
    """What comes of a row: a case of service that says this too, or what is wrong with it."""
    row = {"number": "1-26", "kind": "received-service", "owner": "Бекова", **fields}
    found, faults = read(caseload, folder, row, row.values())
    return found[0] if found else None, list(map(str, faults))


# --- columns -------------------------------------------------------------------------------------------------


def test_every_field_has_a_name_of_its_own_in_each_language(caseload: Caseload) -> None:
    """No name stands for two fields, in whichever languages; keys are names too."""
    labels = {label.casefold() for language in LANGUAGES for label in caseload.header(language)}
    assert len(caseload.columns) == len(caseload.fields) + len(labels - set(caseload.fields))
    for language in LANGUAGES:
        names = [caseload.columns[label] for label in caseload.header(language)]
        assert tuple(names) == caseload.fields
    assert len(caseload.fields) < 100
    assert {"number", "hearing", "papers-sent", "next-due", "execute_order"} <= set(caseload.fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_in_any_language_is_the_same_case(caseload: Caseload, tmp_path: Path, language: Language) -> None:
    """In any order of the columns, with whatever capitals and spaces."""
    label = dict(zip(caseload.fields, caseload.header(language), strict=True))
    row = {
        "served": "2026-03-02",
        "papers-sent": "5.3.2026; 01.04.2026",
        "execute_order": "2 месяца: Договор, ст. 5",
        "judge": "  БЕКОВА ",
        "number": "№ 7",
        "kind": caseload.texts.words("kind-received-service", language).upper(),
        "state": caseload.law.states.name("DE", language),
        "basis": "Шарт,  5-бап",
        "opened": "01.02.2026",
        "closed": "10.04.2026",
        "next-due": "whatever",
        "owner": "айгүл серікқызы",
        "deputy": "2",
        "order-received": "31.01.2026",
    }
    found, faults = read(caseload, tmp_path, (label[key].upper() for key in row), row.values())
    assert faults == ()
    days = (("order-received", (1, 31)), ("served", (3, 2)), ("papers-sent", (3, 5)), ("papers-sent", (4, 1)))
    events = tuple(CaseEvent(0, event, date(2026, *day)) for event, day in days)
    terms = {"execute_order": Override(2, "months", "Договор, ст. 5")}
    expected = Case(
        0, 7, "№ 7", "received-service", 1, date(2026, 2, 1), "DE", "Шарт, 5-бап", 2, 2, 8, date(2026, 4, 10), events,
        terms,
    )  # fmt: skip
    assert found == (expected,)


def test_days_of_a_workbook_are_days(caseload: Caseload, tmp_path: Path) -> None:
    """Whatever the sheet shows them as."""
    write_workbook(
        tmp_path / "in.xlsx",
        ("number", "kind", "owner", "hearing"),
        [("1", "outgoing-order", "Бекова", date(2027, 5, 3)), ("2", "outgoing-order", "Бекова", "03.05.2027")],
    )
    found, faults = caseload.cases(read_table(tmp_path / "in.xlsx", caseload.columns), RECEIVER)
    assert faults == ()
    assert [case.events for case in found] == [(CaseEvent(0, "hearing", date(2027, 5, 3)),)] * 2


# --- rows ----------------------------------------------------------------------------------------------------


def test_what_is_left_out_is_as_with_a_case_that_is_opened_in_the_talk(caseload: Caseload, tmp_path: Path) -> None:
    """Opened today, sent to no Department, nothing known."""
    case, faults = one(caseload, tmp_path, {})
    assert (case, faults) == (Case(0, 7, "1-26", "received-service", 2, TODAY), [])


def test_what_happens_on_one_day_is_in_the_order_of_the_procedure(caseload: Caseload, tmp_path: Path) -> None:
    """The order of the columns means nothing."""
    day = "01.04.2026"
    case, _ = one(caseload, tmp_path, {"served": day, "registered": day, "order-received": f"{day};31.03.2026"})
    assert case
    assert [event.kind for event in case.events] == ["order-received", "order-received", "registered", "served"]


@pytest.mark.parametrize(
    ("column", "given", "needed"),
    [
        ("number", "", "it cannot be empty"),
        ("number", "1-25A", "the court has a case of this one already"),
        ("number", "x" * 61, "at most 60 characters"),
        ("kind", "", "it cannot be empty"),
        ("kind", "received", "received-service, received-action,"),
        ("owner", "", "it cannot be empty"),
        ("owner", "Нет Такого", "somebody who works in the court"),
        ("owner", "Виктор", "the number of one person is needed, 3, 4 have this name"),
        ("judge", "5", "somebody who works in the court"),
        ("deputy", "—", "somebody who works in the court"),
        ("state", "Нарния", "one foreign state is needed"),
        ("state", "Казахстан", "one foreign state is needed"),
        ("state", "no", "one foreign state is needed"),
        ("state", "Корея", "this may be KR, KP"),
        ("basis", "x" * 301, "at most 300 characters"),
        ("opened", "25.11.2026", "a day up to today, 24.11.2026"),
        ("closed", "2026-11-25", "a day up to today"),
        ("order-received", "31.02.2026", "a day of the calendar"),
        ("order-received", "03/04/2026", "a day of the calendar"),
        ("order-received", "01.02.26", "a day of the calendar"),
        ("order-received", "вчера", "a day of the calendar"),
        ("order-received", "46053", "a day of the calendar"),
        ("order-received", "01.02.2026;", "a day of the calendar"),
        ("order-received", "01.02.2026; 25.11.2026", "a day up to today"),
        ("hearing", "01.02.2027", "leave it empty, this does not happen in a case of this kind"),
        ("consider_petition", "2 months: CPC, art. 1", "leave it empty, a case of this kind has no such limit"),
        ("execute_order", "2 months", "cite the treaty"),
        ("execute_order", "soon", "write a length with its unit"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(
    caseload: Caseload, tmp_path: Path, column: str, given: str, needed: str
) -> None:
    """Its line, its column, what stands there and what is needed, on one line; no case comes of the row."""
    case, faults = one(caseload, tmp_path, {column: given})
    assert case is None
    (fault,) = faults
    assert fault.startswith(f"line 2, {column}: {given!r:.80}: ")
    assert needed in fault
    assert fault.isprintable()


def test_a_case_is_not_closed_before_it_is_opened(caseload: Caseload, tmp_path: Path) -> None:
    """On the same day it may be."""
    _, faults = one(caseload, tmp_path, {"opened": "02.02.2026", "closed": "01.02.2026"})
    assert "a day from 02.02.2026 on is needed" in faults[0]
    assert one(caseload, tmp_path, {"opened": "02.02.2026", "closed": "02.02.2026"})[1] == []


def test_a_number_that_became_a_day_is_refused(caseload: Caseload, tmp_path: Path) -> None:
    """A spreadsheet program takes 2-26 for a day of February."""
    path = tmp_path / "in.xlsx"
    write_workbook(path, ("number", "kind", "owner"), [(date(2026, 2, 2), "received-action", "Бекова")])
    _, (fault,) = caseload.cases(read_table(path, caseload.columns), RECEIVER)
    assert str(fault).startswith("line 2, number: 02.02.2026: text is needed and not a day")


def test_every_fault_of_every_row_is_listed(caseload: Caseload, tmp_path: Path) -> None:
    """With the columns as the file names them, and whole rows beside them."""
    found, faults = read(
        caseload,
        tmp_path,
        ("Номер", "вид", "ответственный", "Государство", "поручение\nпоступило в суд"),
        ("1", "received-action", "Бекова", "DE", "01.02.2026"),
        (),
        ("2", "?", "Никто", "", "32.01.2026"),
        ("1", "received-action", "Бекова", "Гер\nмания", ""),
        ("1", "received-action", "Бекова", "DE", ""),
    )
    assert [case.number for case in found] == ["1"]
    assert [(fault.line, fault.column) for fault in faults] == [
        (5, "вид"),
        (5, "ответственный"),
        (5, "поручение поступило в суд"),
        (6, "Номер"),
        (8, "Номер"),
    ]
    assert "line 3 has this one" in str(faults[3])


# --- written -------------------------------------------------------------------------------------------------


def test_what_begins_like_a_formula_is_text(caseload: Caseload, tmp_path: Path) -> None:
    """In every field that people fill in."""
    names = {1: '=HYPERLINK("http://example.kz")', 2: "@SUM(A1)", 3: "+7"}
    case = Case(1, 7, "-1+1", "received-action", 1, TODAY, basis="=1+1", deputy=2, judge=3)
    write_workbook(tmp_path / "out.xlsx", caseload.header("ru"), [caseload.row(case, names, "ru")])
    cells = openpyxl.load_workbook(tmp_path / "out.xlsx").active[2]
    for place, text in ((0, "-1+1"), (3, "=1+1"), (4, names[1]), (5, names[2]), (6, names[3])):
        assert (cells[place].value, cells[place].data_type) == (text, "s")
        assert cells[place].quotePrefix


def test_the_next_due_day_of_an_open_case_is_written(caseload: Caseload) -> None:
    """A closed one has nothing that is due; what may mean two states is written as its code."""
    case = Case(1, 7, "1", "received-action", 1, TODAY, "CD", events=(CaseEvent(1, "order-received", TODAY),))
    due = dict(zip(caseload.fields, caseload.row(case, PEOPLE, "kk"), strict=True))
    assert due["next-due"] == next_due(caseload.deadlines(case)) == date(2026, 12, 24)
    assert due["state"] == "CD"
    assert due["kind"] == caseload.texts.words("kind-received-action", "kk")
    assert caseload.row(replace(case, closed=TODAY), PEOPLE, "ru")[9] is None


lines = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60).map(
    lambda text: " ".join(text.split())
)
days = st.dates(date(1, 1, 1), TODAY)


@st.composite
def any_case(draw: st.DrawFn, law: Law) -> Case:
    """A case as one may be kept."""
    key: CaseKind = draw(st.sampled_from(list(law.kinds)))
    kind = law.kinds[key]
    told = draw(st.lists(st.tuples(days, st.integers(0, len(kind.events) - 1)), max_size=6))
    terms = draw(st.dictionaries(st.sampled_from([limit.key for limit in kind.limit]), st.none(), max_size=2))
    length = st.integers(1, 99)
    basis = st.sampled_from(["Договор, ст. 5", "Treaty X: art. 1; Protocol", "5-бап"])
    opened = draw(days)
    sent = any(kind.events[place] == "papers-sent" for _, place in told)
    return Case(
        0, 7, draw(lines.filter(bool)), key, draw(st.sampled_from([1, 2])), opened,
        state=draw(st.sampled_from(["", *law.states.codes])), basis=draw(lines),
        deputy=draw(st.sampled_from([None, 1])), judge=draw(st.sampled_from([None, 2])),
        department=8 if sent else None, closed=draw(st.none() | st.dates(opened, TODAY)),
        events=tuple(CaseEvent(0, kind.events[place], day) for day, place in sorted(told)),
        terms={limit: Override(draw(length), draw(st.sampled_from(UNITS)), draw(basis)) for limit in terms},
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_what_is_written_is_read(caseload: Caseload, law: Law, data: st.DataObject, language: Language) -> None:
    """Every case comes back as it was, in whichever language it was written."""
    kept = data.draw(st.lists(any_case(law), min_size=1, max_size=4, unique_by=lambda case: case.number.casefold()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.xlsx"
        write_workbook(path, caseload.header(language), [caseload.row(case, PEOPLE, language) for case in kept])
        found, faults = caseload.cases(read_table(path, caseload.columns), replace(RECEIVER, taken=frozenset()))
    assert faults == ()
    assert found == tuple(kept)


# --- loaded --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where fresh databases come from."""
    with ExitStack() as closing:
        yield Databases(tmp_path_factory.mktemp("databases"), closing)


@pytest.fixture(params=["sqlite", "postgresql"])
async def storage(databases: Databases, request: pytest.FixtureRequest) -> AsyncIterator[Storage]:
    """A storage with nothing in it, on either database."""
    kind: Kind = request.param
    address = await databases.migrated(kind)
    async with open_storage(address) as opened:
        yield opened
    await databases.drop(address)


def drafts(owner: Person) -> tuple[Case, ...]:
    """Cases of several kinds: open, closed, with several runs of one limit, with nothing told."""
    told = ("originals-received", "papers-returned", "originals-received", "papers-passed")
    events = tuple(CaseEvent(0, event, DAY + timedelta(days=3 * number)) for number, event in enumerate(told))
    received = CaseEvent(0, "order-received", DAY)
    case = Case(0, owner.court, "1", "received-service", owner.id, DAY, "DE", "Шарт", events=(received,))
    sent = replace(case, number="Ә-2", kind="received-action", events=(received, *events))
    term = {"present_act_abroad": Override(2, "months", "Treaty X, art. 5")}
    abroad = (CaseEvent(0, "act-in-force", DAY),)
    return (
        case,
        sent,
        replace(case, number="3", kind="outgoing-order", events=()),
        replace(case, number="K-2026-5", kind="outgoing-petition", events=abroad, terms=term),
        replace(case, number="5", events=(*case.events, CaseEvent(0, "served", DAY)), closed=DAY),
    )


async def kept(storage: Storage, court: int) -> list[tuple[Any, ...]]:
    """All that is kept of a court's cases, but for the numbers that the database gives."""
    own = "id court_id owner_id case_id event_id entered_by".split()
    found = []
    for case in [row for row in await rows(storage, cases) if row["court_id"] == court]:
        told = [row for row in await rows(storage, case_events) if row["case_id"] == case["id"]]
        dates = [row for row in await rows(storage, deadlines) if row["case_id"] == case["id"]]
        assert all(row["event_id"] == row["id"] and row["entered_by"] == case["owner_id"] for row in told)
        starts = [next(row["kind"] for row in told if row["id"] == one["event_id"]) for one in dates]
        plain = [[{k: v for k, v in row.items() if k not in own} for row in some] for some in ([case], told, dates)]
        found.append((*plain, starts))
    return found


async def test_many_cases_are_kept_as_each_for_itself_would_be(storage: Storage, caseload: Caseload) -> None:
    """With the dates that the registrar would count; what happened was entered by the owner, whoever loads."""
    scene = await furnished(storage)
    async with storage.unit(NOW) as unit:
        for case in drafts(scene.clerk):
            added = await unit.cases(scene.clerk).add(case)
            dates = caseload.deadlines(added)
            await unit.cases(scene.clerk).keep_dates(added.id, dates, next_due(dates), "")
        elsewhere = unit.cases(replace(scene.foreign_clerk, id=0))
        numbers = await elsewhere.add_all(drafts(scene.foreign_clerk), caseload.deadlines)
        assert [case.id for case in await elsewhere.everything()] == list(numbers)
        assert await elsewhere.add_all((), caseload.deadlines) == ()
        assert [await elsewhere.get(number) for number in numbers] == list(await elsewhere.everything())
    loaded = await kept(storage, scene.foreign_clerk.court)
    assert loaded == await kept(storage, scene.clerk.court)
    assert len(loaded) == 5
    assert [case["next_due"] is None for ((case,), *_) in loaded] == [False, False, True, False, True]
    async with storage.unit(NOW) as unit:
        further = await unit.cases(scene.foreign_clerk).add(replace(drafts(scene.foreign_clerk)[0], number=""))
        assert further.number == "K-2026-6"


async def test_a_number_that_is_there_keeps_all_out(storage: Storage, caseload: Caseload) -> None:
    """The database has the last word, whatever was looked up before."""
    scene = await furnished(storage)
    new = drafts(scene.clerk)
    async with storage.unit(NOW) as unit:
        await unit.cases(scene.clerk).add(replace(new[1], number="ә-2"))
    before = await everything(storage)
    with pytest.raises(IntegrityError):
        async with storage.unit(NOW) as unit:
            await unit.cases(scene.clerk).add_all(new, caseload.deadlines)
    assert await everything(storage) == before


async def test_a_department_loads_no_cases(storage: Storage, caseload: Caseload) -> None:
    """What it would add it could not see."""
    scene = await furnished(storage)
    with pytest.raises(LookupError):
        async with storage.unit(NOW) as unit:
            await unit.cases(scene.officer).add_all(drafts(scene.officer), caseload.deadlines)
    assert await rows(storage, cases) == []


# --- the program ---------------------------------------------------------------------------------------------


async def test_the_program_loads_a_table_and_writes_it(tmp_path: Path) -> None:
    """Processes of their own, as an administrator starts them."""
    url = sqlite(tmp_path)
    async with open_storage(url) as opened:
        await migrate(opened.database)
        await furnished(opened)

    async def komek(*arguments: str) -> str:
        surroundings = {**os.environ, "DATA_FOLDER": str(tmp_path), "DATABASE_URL": "", "DEFAULT_LANGUAGE": "en"}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments), env=surroundings, stdout=PIPE, stderr=PIPE
        )
        said, faults = await process.communicate()
        assert (process.returncode, faults) == (0, b"")
        return said.decode()

    table = tmp_path / "cases.csv"
    table.write_text(
        "number,kind,owner,order received by the court\n1,received-action,Әсел,02.03.2026\n", encoding="utf-8"
    )
    counted = 'loaded into "Алматы қалалық соты": 1\nreceived-action  1\n'
    assert await komek("import", str(table), "--court", "1", "--dry-run") == f"would be {counted}"
    assert await komek("import", str(table), "--court", "1") == f"were {counted}"
    assert "cases of" in await komek("export", str(tmp_path / "out.xlsx"), "--court", "1")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    row = {head.value: cell.value for head, cell in zip(sheet[1], sheet[2], strict=True) if cell.value}
    assert row["number"] == "1"
    assert row["kind"] == "received order, other procedural action"
    assert row["responsible"] == "Әсел"
    assert row["next due day"].date() == date(2026, 4, 2)
