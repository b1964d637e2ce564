"""The commands of whoever runs the machine, driven as the program drives them, on databases of their own."""

import asyncio
import io
import logging
import re
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot import office as work
from bot.__main__ import main
from bot.errors import InputError
from knowledge.cases import Case
from storage.outbox import Message
from storage.people import Court
from storage.schema import REVISION
from storage.unit import Unit, open_storage

T = TypeVar("T")

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
COURT = "Медеуский районный суд"
DEPARTMENT = "Алматы қаласының Департаменті"
REGION = "Алматы қаласы"
NAME = "Айгүл Серікқызы"
MOVED = '[[moved]]\noff = 2027-03-19\nworked = 2027-03-20\nact = "Order 1"\n'


@dataclass(frozen=True)
class Run:
    """How a command ended and what it wrote."""

    status: int
    out: str
    err: str


Komek = Callable[..., Run]


@pytest.fixture(autouse=True)
def nothing_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever a command does, no name or code of anybody reaches a log."""
    caplog.set_level(logging.INFO)
    yield
    said = caplog.text
    assert NAME not in said
    assert "/start" not in said


@pytest.fixture
def komek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Komek:
    """The program in a folder of its own; `given` is what is typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def run(*arguments: object, given: str = "") -> Run:
        monkeypatch.setattr(sys, "argv", ["komek", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Run(ended.value.code, said.out, said.err)

    return run


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL server for these tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses XDG_RUNTIME_DIR when it is imported
        from tests.databases import postgresql  # noqa: PLC0415
    with postgresql() as url:
        yield url


@pytest.fixture
def postgres(server: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty PostgreSQL database, set as the installation's."""
    name = re.sub(r"\W", "_", request.node.name)[:50].lower()

    async def make() -> None:
        engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name}"))
        await engine.dispose()

    asyncio.run(make())
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def sqlite(folder: Path) -> str:
    """The address of the embedded database; tests.databases would load the server of PostgreSQL with it."""
    return f"sqlite+aiosqlite:///{folder / 'komek.db'}"


def done(url: str, work: Callable[[Unit], Awaitable[T]], now: datetime = NOW) -> T:
    """What is found or changed in a database behind the program's back."""

    async def run() -> T:
        async with open_storage(url) as storage, storage.unit(now) as unit:
            return await work(unit)

    return asyncio.run(run())


def code_of(run: Run) -> str:
    """The code that a command printed."""
    assert run.status == 0, run.err
    found = re.search(r"^ {4}/start (\S{20,})$", run.out, re.MULTILINE)
    assert found
    return found[1]


def refused(run: Run, *fault: str) -> None:
    """A command that was refused: status 2 and one line that says so."""
    assert run.status == 2
    assert run.out == ""
    (line,) = run.err.splitlines()
    assert line.startswith("komek: ")
    for words in fault:
        assert words in line


def with_a_court(komek: Komek) -> None:
    """One court, number 1."""
    assert komek("court", COURT, "--region", REGION).status == 0


def with_a_clerk(komek: Komek) -> str:
    """One court with a clerk, number 1; the code."""
    with_a_court(komek)
    return code_of(komek("invite", "--court", COURT, "--role", "clerk", "--name", NAME, "--email", "a@sud.kz"))


async def with_an_open_case(unit: Unit) -> None:
    """One case of the first person."""
    person = await unit.people.anyone(1)
    assert person
    await unit.cases(person.person).add(Case(0, 1, "", "received-service", owner=1, opened=date(2026, 11, 2)))


async def deeds(unit: Unit) -> list[tuple[str, str]]:
    """What was noted, the first first."""
    return [(one.deed, one.subject) for one in reversed(await unit.audit.newest(100))]


# --- the database ----------------------------------------------------------------------------------------------


def test_the_embedded_database_is_made_and_a_second_run_changes_nothing(komek: Komek) -> None:
    """`komek migrate` says the step, and a folder that is not there is made."""
    assert komek("migrate").out == f"the database was brought from step none to step {REVISION}\n"
    assert komek("migrate").out == f"the database stands at step {REVISION} already; nothing was to be done\n"


def test_a_postgresql_database_is_changed_by_migrate_alone(komek: Komek, postgres: str) -> None:
    """The other commands refuse the old shape and name the remedy, and invite works afterwards."""
    refused(komek("courts"), "run: komek migrate")
    assert f"to step {REVISION}" in komek("migrate").out
    assert "nothing was to be done" in komek("migrate").out
    code = with_a_clerk(komek)
    admitted = done(postgres, lambda unit: unit.people.admit(code, "telegram", "77"), datetime.now(UTC))  # noqa: TID251
    assert admitted
    assert admitted.name == NAME


@pytest.mark.parametrize("command", [("migrate",), ("restore", "copy.db")])
def test_a_database_of_a_newer_release_is_left_alone(komek: Komek, tmp_path: Path, command: tuple[str, ...]) -> None:
    """An older Komek says so and changes nothing."""
    komek("migrate")
    with closing(sqlite3.connect(tmp_path / "data" / "komek.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    refused(komek(*command), "step 9999", "newer release")


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("oracle://x", "is no database of Komek"),
        ("nonsense", "DATABASE_URL: not an address"),
        ("postgresql+asyncpg://u:secret@127.0.0.1:1/x", "the database cannot be used"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line_without_its_password(
    komek: Komek, monkeypatch: pytest.MonkeyPatch, address: str, fault: str
) -> None:
    """For migrate as for the rest."""
    monkeypatch.setenv("DATABASE_URL", address)
    for command in ("migrate", "courts"):
        run = komek(command)
        refused(run, fault)
        assert "secret" not in run.err


def test_a_data_folder_that_is_a_file_is_named(komek: Komek, tmp_path: Path) -> None:
    """One line, no traceback."""
    (tmp_path / "data").write_text("")
    refused(komek("migrate"), "the database cannot be used", "DATA_FOLDER")


# --- courts ----------------------------------------------------------------------------------------------------


def test_courts_and_their_department_are_added_and_listed(komek: Komek, tmp_path: Path) -> None:
    """White space means nothing, and a region is spelt as it was the first time."""
    assert komek("courts").out == 'no courts yet; komek court "NAME" --region R adds one\n'
    first = komek("court", f"  {COURT}\t", "--region", f" {REGION} ")
    assert first.status == 0
    assert f'court 1, "{COURT}"' in first.out
    assert "no Department of this region is there yet" in first.out
    added = komek("court", "Алматы  қаласының\u00a0Департаменті", "--region", REGION.upper(), "--department")
    assert added.out == f'department 2, "{DEPARTMENT}", of the region "{REGION}" was added\n'
    assert komek("court", "Ауэзовский районный суд", "--region", REGION).out.count("\n") == 1
    listed = komek("courts").out.splitlines()
    assert [line.split("  ")[0] for line in listed] == ["2", "3", "1"]
    assert listed[0].split() == ["2", *DEPARTMENT.split(), "department", *REGION.split()]
    url = sqlite(tmp_path / "data")
    assert done(url, lambda unit: unit.people.department_of(1)) == 2
    assert done(url, deeds) == [("court-added", f"court:{number}") for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ((COURT.upper(), "--region", REGION), "there is one of this name already"),
        (("", "--region", REGION), "NAME '': 0 characters; 1 to 200 are needed"),
        (("—", "--region", REGION), "a letter or digit"),
        (("х" * 201, "--region", REGION), "201 characters"),
        (("a\x1b[31mb", "--region", REGION), r"it holds '\x1b', which cannot be seen"),
        (("a\nb", "--region", REGION), r"it holds '\n'"),
        (("суд\udcff", "--region", REGION), "which cannot be seen"),
        (("Новый суд", "--region", "о" * 101), "--region 'оо"),
        (("Второй Департамент", "--region", REGION, "--department"), f"its Department already, '{DEPARTMENT}'"),
        (("Новый суд",), "--region"),
    ],
)
def test_a_court_that_cannot_be_added_is_refused(komek: Komek, arguments: tuple[str, ...], fault: str) -> None:
    """One line says why, and nothing is added."""
    with_a_court(komek)
    komek("court", DEPARTMENT, "--region", REGION, "--department")
    refused(komek("court", *arguments), fault)
    assert len(komek("courts").out.splitlines()) == 2


# --- people ----------------------------------------------------------------------------------------------------


def test_a_person_is_entered_and_comes_in_by_the_code(komek: Komek, tmp_path: Path) -> None:
    """The code is printed once, holds seven days and lets in once; the audit holds neither name nor code."""
    with_a_court(komek)
    run = komek("invite", "--court", COURT.lower(), "--role", "Clerk", "--name", NAME, "--email", "a@sud.kz")
    code = code_of(run)
    assert "It can be used once, within 7 days: until " in run.out
    url = sqlite(tmp_path / "data")
    now = datetime.now(UTC)  # noqa: TID251 - the program reads the clock itself
    assert done(url, lambda unit: unit.people.admit(code, "telegram", "77"), now + timedelta(days=7, hours=1)) is None
    assert "not yet talked" in komek("people").out
    admitted = done(url, lambda unit: unit.people.admit(code, "telegram", "77"), now)
    assert admitted
    assert (admitted.name, admitted.role, admitted.court) == (NAME, "clerk", 1)
    assert done(url, lambda unit: unit.people.admit(code, "telegram", "78"), now) is None
    assert komek("people").out == f"1  {NAME}  clerk  {COURT}  talks by telegram\n"
    assert done(url, deeds) == [("court-added", "court:1"), ("person-invited", "person:1")]


def test_a_further_code_lets_in_a_further_address(komek: Komek, tmp_path: Path) -> None:
    """`--again` for a new phone."""
    first = with_a_clerk(komek)
    second = code_of(komek("invite", "--again", "1"))
    assert first != second
    url = sqlite(tmp_path / "data")
    now = datetime.now(UTC)  # noqa: TID251
    done(url, lambda unit: unit.people.admit(first, "telegram", "77"), now)
    done(url, lambda unit: unit.people.admit(second, "email", "a@sud.kz"), now)
    assert "talks by telegram, email" in komek("people").out
    assert done(url, deeds)[-1] == ("person-invited-again", "person:1")


def test_roles_fit_what_they_work_for(komek: Komek) -> None:
    """A Department's people have its role, a court's have the others, an administrator may belong to either."""
    with_a_court(komek)
    komek("court", DEPARTMENT, "--region", REGION, "--department")
    for court, role in (("1", "judge"), ("1", "chief"), ("1", "administrator"), ("2", "administrator")):
        code_of(komek("invite", "--court", court, "--role", role, "--name", f"{role} {court}"))
    code_of(komek("invite", "--court", DEPARTMENT, "--role", "department", "--name", "Ә"))
    refused(komek("invite", "--court", "1", "--role", "department", "--name", "Б"), "is a court", "clerk, judge, chief")
    refused(komek("invite", "--court", "2", "--role", "clerk", "--name", "Б"), "is a department, its people are")
    assert len(komek("people").out.splitlines()) == 5
    assert len(komek("people", "--court", "2").out.splitlines()) == 2


def test_a_namesake_is_entered_with_a_word(komek: Komek) -> None:
    """Two of one name may work in one court; entered twice by mistake, it can be undone."""
    with_a_clerk(komek)
    run = komek("invite", "--court", "1", "--role", "clerk", "--name", NAME.upper())
    code_of(run)
    assert "the same name is there already as person 1; komek forget 2 undoes this one" in run.out


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ((), "--court is missing"),
        (("--court", COURT), "--role is missing"),
        (("--court", COURT, "--role", "clerk", "--name", " "), "--name is missing"),
        (("--court", COURT, "--role", "king", "--name", "Ә"), "--role 'king': one of clerk, judge, chief"),
        (("--court", COURT, "--role", "clerk", "--name", "\u202eevil"), "cannot be seen"),
        (("--court", "Медеуский райсуд", "--role", "clerk", "--name", "Ә"), f'near it: "{COURT}"'),
        (("--court", "Xyz", "--role", "clerk", "--name", "Ә"), "no such court; komek courts lists them, komek court"),
        (("--again", "2"), "PERSON '2': nobody has this number"),
        (("--again", "9" * 30), "is not a number"),
        (("--again", "٣"), "is not a number"),
        (("--again", NAME), "komek people lists them"),
        (("--again", "1", "--role", "chief"), "--again: it stands alone"),
    ],
)
def test_an_invitation_that_cannot_be_given_is_refused(komek: Komek, arguments: tuple[str, ...], fault: str) -> None:
    """One line says why, and nobody is entered."""
    with_a_clerk(komek)
    refused(komek("invite", *arguments), fault)
    assert len(komek("people").out.splitlines()) == 1


@pytest.mark.parametrize(
    "email", ["a", "a@", "@b", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "a@b,c@d", "<a@b>", "a@" + "b" * 253]
)
def test_an_address_that_is_none_is_refused(komek: Komek, email: str) -> None:
    """Above all one that would become two, or a header."""
    with_a_court(komek)
    given = ("invite", "--court", "1", "--role", "clerk", "--name", "Ә", "--email", email)
    refused(komek(*given), "--email", "name@sud.kz is the form")


def test_a_list_without_anybody_says_what_to_do(komek: Komek) -> None:
    """An empty screen would be a riddle."""
    assert "nobody yet; komek invite" in komek("people").out
    refused(komek("people", "--court", COURT), "no such court")


# --- forgetting ------------------------------------------------------------------------------------------------


async def with_traces(unit: Unit) -> None:
    """All that the first person leaves: an address, a talk, a form, a message, a case."""
    await with_an_open_case(unit)
    code = await unit.people.invitation(1)
    await unit.people.admit(code, "telegram", "77")
    for address in ("77", "78"):
        await unit.conversations.locked("telegram", address)
        await unit.conversations.keep("telegram", address, "what they wrote")
        await unit.outbox.put_claimed(Message(address, "reply", "telegram", address, "said"))
    await unit.conversations.keep_run(1, "open-case", "what they filled in")
    await unit.people.set_language(1, "kk")


async def rows(unit: Unit, query: str) -> list[tuple[object, ...]]:
    """What stands in the tables."""
    return [tuple(row) for row in await unit.connection.execute(text(query))]


@pytest.mark.parametrize("database", ["embedded", "postgresql"])
def test_a_person_is_forgotten_and_the_cases_stay(
    komek: Komek, tmp_path: Path, database: str, request: pytest.FixtureRequest
) -> None:
    """It asks first, says what stays, and leaves no name, address or word behind; other people's stay."""
    url = sqlite(tmp_path / "data") if database == "embedded" else request.getfixturevalue("postgres")
    komek("migrate")
    with_a_clerk(komek)
    done(url, with_traces)

    asked = komek("forget", "1", given="no\n")
    assert asked.status == 1
    assert NAME in asked.out
    assert "is removed for good" in asked.out
    assert "open cases that they own: 1; hand them over" in asked.out
    assert "nothing was changed" in asked.out
    assert NAME in komek("people").out
    assert komek("forget", "1").status == 1

    run = komek("forget", "1", given="Yes\n")
    assert run.status == 0
    assert "person 1 was forgotten\nopen cases that they own: 1; hand them over to a colleague" in run.out
    assert done(url, lambda unit: rows(unit, "SELECT name, email, language FROM people")) == [("—", None, None)]
    assert done(url, lambda unit: rows(unit, "SELECT address FROM channels")) == []
    assert done(url, lambda unit: rows(unit, "SELECT id FROM invitations")) == []
    assert done(url, lambda unit: rows(unit, "SELECT address FROM conversations")) == [("78",)]
    assert done(url, lambda unit: rows(unit, "SELECT address FROM outbox")) == [("78",)]
    assert done(url, lambda unit: rows(unit, "SELECT answers FROM runs WHERE ended_at IS NOT NULL")) == [("",)]
    assert done(url, lambda unit: rows(unit, "SELECT owner_id FROM cases")) == [(1,)]
    assert done(url, deeds)[-1] == ("person-forgotten", "person:1")
    assert komek("people").out == f"1  —  clerk  {COURT}  forgotten\n"
    refused(komek("forget", "1", "--yes"), "was forgotten already")


def test_whoever_was_removed_is_marked_let_in_no_more_and_can_be_forgotten(komek: Komek, tmp_path: Path) -> None:
    """Their talk went when they did, since afterwards nothing leads to it."""
    with_a_clerk(komek)
    url = sqlite(tmp_path / "data")
    done(url, with_traces)
    done(url, lambda unit: unit.people.remove(1))
    assert done(url, lambda unit: rows(unit, "SELECT address FROM conversations")) == [("78",)]
    assert "removed" in komek("people").out
    refused(komek("invite", "--again", "1"), "this person was removed; enter them anew")
    assert komek("forget", "1", "--yes").status == 0
    assert "forgotten" in komek("people").out
    refused(komek("forget", "2", "--yes"), "nobody has this number")


def test_whoever_owns_nothing_is_forgotten_without_a_word_on_cases(komek: Komek) -> None:
    """No handing over of nothing."""
    with_a_clerk(komek)
    assert komek("forget", "1", "--yes").out == "person 1 was forgotten\n"


# --- copies ----------------------------------------------------------------------------------------------------


def test_a_backup_fills_another_installation(komek: Komek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is said, and the numbers go on where they stood."""
    with_a_clerk(komek)
    done(sqlite(tmp_path / "data"), with_an_open_case)
    copy = tmp_path / "a ?#%20 б.db"
    run = komek("backup", copy)
    assert run.status == 0, run.err
    assert f"{copy}: cases: 1, people: 1; {copy.stat().st_size:,} bytes." in run.out
    assert copy.stat().st_mode & 0o077 == 0
    refused(komek("backup", copy), "is there already; name a new file")
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path / "new" / "folder"))
    assert komek("restore", copy).out == f"restored from {copy}: cases: 1, people: 1\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["data", "new", copy.name])
    assert NAME in komek("people").out
    assert komek("audit", "--verify").status == 0
    assert done(sqlite(tmp_path / "new" / "folder"), deeds)[-1] == ("restored", "database")
    assert done(sqlite(tmp_path / "data"), deeds)[-1] == ("backed-up", "database")
    refused(komek("restore", copy), "holds something already", "set DATA_FOLDER to a new folder")


def test_a_backup_goes_from_postgresql_to_the_embedded_database_and_back(
    komek: Komek, tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty PostgreSQL database is brought to its shape by the restoring, and the file stands for itself."""
    with_old = tmp_path / "old"
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("DATA_FOLDER", str(with_old))
    with_a_clerk(komek)
    done(sqlite(with_old), with_an_open_case)
    komek("backup", "first.db")
    monkeypatch.setenv("DATABASE_URL", postgres)
    assert komek("restore", "first.db").out == "restored from first.db: cases: 1, people: 1\n"
    code_of(komek("invite", "--court", COURT, "--role", "judge", "--name", "Ә"))
    assert "cases: 1, people: 2" in komek("backup", "second ?.db").out
    assert (tmp_path / "second ?.db").read_bytes()[18:20] == b"\x01\x01"  # no journal is needed beside it
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path / "third"))
    assert "cases: 1, people: 2" in komek("restore", "second ?.db").out
    assert komek("audit", "--verify").status == 0
    assert {path.name for path in tmp_path.iterdir()} == {"old", "third", "first.db", "second ?.db"}


def test_a_backup_that_cannot_be_written_leaves_nothing(komek: Komek, tmp_path: Path) -> None:
    """Neither for a folder that is not there nor for a name too long."""
    refused(komek("backup", "no-such-folder/copy.db"), "cannot be written", "No such file or directory")
    refused(komek("backup", "x" * 300), "cannot be written", "File name too long")
    assert {path.name for path in tmp_path.iterdir()} == {"data"}
    assert done(sqlite(tmp_path / "data"), deeds) == []


def test_a_full_disk_leaves_no_torn_copy(komek: Komek, tmp_path: Path) -> None:
    """A database that cannot be read to its end is not copied in part."""
    with_a_clerk(komek)
    database = tmp_path / "data" / "komek.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'deadlines'").fetchone()
    whole = database.read_bytes()
    database.write_bytes(whole[: (page - 1) * 4096] + b"\xff" * 4096 + whole[page * 4096 :])
    refused(komek("backup", "copy.db"), "copy.db: cannot be written")
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


def test_what_is_no_backup_fills_nothing(komek: Komek, tmp_path: Path) -> None:
    """Not there, not a database, another program's database, a newer release's."""
    refused(komek("restore", "none.db"), "none.db: no such file; name one that komek backup made")
    (tmp_path / "text.db").write_text("no database\n" * 100)
    refused(komek("restore", "text.db"), "is no backup that komek backup made")
    with closing(sqlite3.connect("other.db")) as connection, connection:
        connection.execute("CREATE TABLE notes (id INTEGER)")
    refused(komek("restore", "other.db"), "is no backup that komek backup made")
    komek("backup", "newer.db")
    with closing(sqlite3.connect("newer.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    refused(komek("restore", "newer.db"), "newer release")


# --- cases in and out ------------------------------------------------------------------------------------------

TABLE = (
    "Номер;Вид;Ответственный;Судья;Государство;поручение поступило в суд;hearing;"
    "иной срок: направление поручения за рубеж, за 6 месяцев до заседания (п. 25)\n"
    f"1-26;received-action;{NAME};;DE;31.01.2026;;\n"
    f"=2;исходящее поручение;{NAME.upper()};Ә;Қытай;;03.05.2027;6 months: Treaty X, art. 5\n"
)


def with_a_table(komek: Komek, folder: Path, table: str = TABLE) -> None:
    """A court with a clerk and a judge, and a table of two cases."""
    with_a_clerk(komek)
    code_of(komek("invite", "--court", COURT, "--role", "judge", "--name", "Ә"))
    (folder / "cases.csv").write_text(table, encoding="utf-8")


@pytest.mark.parametrize("database", ["embedded", "postgresql"])
def test_what_was_written_is_loaded_elsewhere(
    komek: Komek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str, request: pytest.FixtureRequest
) -> None:
    """From the embedded database into another installation with the same people, and out again: the same table."""
    if database == "postgresql":
        elsewhere = ("DATABASE_URL", request.getfixturevalue("postgres"))
        monkeypatch.delenv("DATABASE_URL")
    else:
        elsewhere = ("DATA_FOLDER", str(tmp_path / "elsewhere"))
    with_a_table(komek, tmp_path)
    said = komek("import", "cases.csv", "--court", COURT)
    assert said == Run(0, f'were loaded into "{COURT}": 2\nreceived-action  1\noutgoing-order   1\n', "")
    run = komek("export", "one.xlsx", "--court", COURT)
    assert run.out == f'one.xlsx: cases of "{COURT}": 2. It holds names: keep it as safe as the database\n'
    assert done(sqlite(tmp_path / "data"), deeds)[-2:] == [
        ("cases-imported", "cases:1-2"),
        ("cases-exported", "court:1"),
    ]

    monkeypatch.setenv(*elsewhere)
    komek("migrate")
    with_a_table(komek, tmp_path)
    assert komek("import", "one.xlsx", "--court", COURT) == said
    assert komek("export", "two.xlsx", "--court", COURT).status == 0
    one, two = (
        [[c.value for c in row] for row in openpyxl.load_workbook(name).active] for name in ("one.xlsx", "two.xlsx")
    )
    assert one == two
    assert [row[:2] for row in one] == [
        ["номер", "вид"],
        ["1-26", "полученное поручение, иное процессуальное действие"],
        ["=2", "исходящее поручение"],
    ]
    assert openpyxl.load_workbook("two.xlsx").active["A3"].data_type == "s"
    assert one[2][9].date() == date(2026, 11, 3)  # six months of the treaty before the hearing
    refused(komek("export", "two.xlsx", "--court", COURT), "two.xlsx: there is a file of this name")
    again = komek("import", "two.xlsx", "--court", COURT)
    assert (again.status, again.out.count("the court has a case of this one already\n")) == (2, 2)


def test_bad_rows_are_listed_and_nothing_is_loaded(komek: Komek, tmp_path: Path) -> None:
    """On a dry run and without it: the whole rows beside them are not loaded either."""
    with_a_table(komek, tmp_path, TABLE + f"1-26;?;{NAME};;;31.02.2026;;\n")
    for arguments in (("--dry-run",), ()):
        run = komek("import", "cases.csv", "--court", COURT, *arguments)
        assert run.status == 2
        assert [line.split(": ")[:2] for line in run.out.splitlines()] == [
            ["line 4, Номер", "'1-26'"],
            ["line 4, Вид", "'?'"],
            ["line 4, поручение поступило в суд", "'31.02.2026'"],
        ]
        assert run.err == "komek: cases.csv: 1 of 3 rows cannot be used, so nothing is loaded; correct them\n"
    assert done(sqlite(tmp_path / "data"), lambda unit: rows(unit, "SELECT id FROM cases")) == []


def test_a_dry_run_loads_nothing(komek: Komek, tmp_path: Path) -> None:
    """It says what would be loaded, again and again."""
    with_a_table(komek, tmp_path)
    for _ in range(2):
        run = komek("import", "cases.csv", "--court", "1", "--dry-run")
        assert run.out == f'would be loaded into "{COURT}": 2\nreceived-action  1\noutgoing-order   1\n'
    url = sqlite(tmp_path / "data")
    assert done(url, lambda unit: rows(unit, "SELECT id FROM cases")) == []
    assert done(url, deeds)[-1] == ("person-invited", "person:2")


def test_a_case_that_is_entered_meanwhile_keeps_all_out(komek: Komek, tmp_path: Path) -> None:
    """Between the look at the table and the loading somebody was quicker with a number."""
    with_a_table(komek, tmp_path)
    url = sqlite(tmp_path / "data")
    done(url, with_an_open_case)
    office = Court(1, COURT, "court", REGION)
    late = Case(0, 1, "k-2026-1", "received-action", owner=1, opened=date(2026, 11, 2))
    with pytest.raises(InputError, match="meanwhile, so nothing is loaded; try again"):
        asyncio.run(work._load((replace(late, number="9"), late), office, work._caseload()))
    assert done(url, lambda unit: rows(unit, "SELECT number FROM cases")) == [("K-2026-1",)]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("import", "none.csv", "--court", COURT), "none.csv: no such file"),
        (("import", "cases.csv", "--court", "x"), "--court 'x': no such court"),
        (("import", "cases.csv", "--court", DEPARTMENT), "is a Department; the court is needed whose cases they are"),
        (("import", "cases.csv"), "--court"),
        (("import", "strange.csv", "--court", COURT), "unknown column 'foo'; accepted are number, kind, state,"),
        (("import", "doubled.csv", "--court", COURT), "column 'kind' stands there more than once"),
        (
            ("import", "short.csv", "--court", COURT),
            "a header with number, kind, owner and a row for each case is needed",
        ),
        (
            ("import", "empty.csv", "--court", COURT),
            "a header with number, kind, owner and a row for each case is needed",
        ),
        (("export", "out.csv", "--court", COURT), "out.csv: a name that ends in .xlsx is needed"),
        (("export", "none/out.xlsx", "--court", COURT), "cannot be written: No such file or directory"),
        (("export", "out.xlsx", "--court", DEPARTMENT), "is a Department"),
        (("export", "out.xlsx"), "--court"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(
    komek: Komek, tmp_path: Path, arguments: tuple[str, ...], fault: str
) -> None:
    """One line says why, and nothing is loaded or written."""
    with_a_table(komek, tmp_path)
    komek("court", DEPARTMENT, "--region", REGION, "--department")
    for name, head in (("strange", "number;foo"), ("doubled", "kind;вид"), ("short", "number;kind"), ("empty", "")):
        content = f"{head}\n1;2\n" if head else "number;kind;owner\n"
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    there = sorted(tmp_path.iterdir())
    refused(komek(*arguments), fault)
    assert sorted(tmp_path.iterdir()) == there


# --- the audit -------------------------------------------------------------------------------------------------


def test_the_newest_records_are_shown(komek: Komek, tmp_path: Path) -> None:
    """With the time in Kazakhstan, whoever did it, and what it was done to."""
    assert komek("audit").out == "no records yet\n"
    with_a_clerk(komek)

    async def noted(unit: Unit) -> None:
        person = await unit.people.anyone(1)
        assert person
        await unit.audit.note("case-seen", "case:7", person.person)

    done(sqlite(tmp_path / "data"), noted)
    komek("court", "Другой суд", "--region", "Абай")
    lines = komek("audit").out.splitlines()
    assert [line.split()[0] for line in lines] == ["4", "3", "2", "1"]
    assert re.fullmatch(rf"3  2026-11-24 10:00:00  1 {NAME} +case-seen +case:7", lines[1])
    assert "on the machine" in lines[0]
    shown = komek("audit", "--last", "2").out.splitlines()
    assert [line.split() for line in shown] == [line.split() for line in lines[:2]]
    assert "court:2" not in komek("audit", "--court", COURT).out
    assert len(komek("audit", "--court", COURT).out.splitlines()) == 3
    refused(komek("audit", "--last", "0"), "--last")
    refused(komek("audit", "--court", "x"), "no such court")


def test_the_chain_is_verified(komek: Komek, tmp_path: Path) -> None:
    """Status 0 with the newest hash; status 1 with the first record that was touched."""
    assert (
        f"records: 0; the chain holds\nnewest hash, to be noted elsewhere: {'0' * 64}" in komek("audit", "--verify").out
    )
    with_a_clerk(komek)
    komek("court", "Другой суд", "--region", "Абай")
    good = komek("audit", "--verify")
    assert good.status == 0
    url = sqlite(tmp_path / "data")
    ((newest,),) = done(url, lambda unit: rows(unit, "SELECT hash FROM audit ORDER BY id DESC LIMIT 1"))
    assert good.out == f"records: 3; the chain holds\nnewest hash, to be noted elsewhere: {newest}\n"
    refused(komek("audit", "--verify", "--court", COURT), "leave --court and --last out")
    refused(komek("audit", "--verify", "--last", "3"), "leave --court and --last out")

    with closing(sqlite3.connect(tmp_path / "data" / "komek.db")) as connection, connection:
        connection.execute("UPDATE audit SET subject = 'person:9' WHERE id = 2")
    bad = komek("audit", "--verify")
    assert bad.status == 1
    assert "records: 3; the chain is broken at record 2" in bad.out
    assert done(url, lambda unit: unit.audit.first_broken()) == 2


# --- days that were moved --------------------------------------------------------------------------------------


def test_days_are_entered_once(komek: Komek, tmp_path: Path) -> None:
    """Those that stand there already are said to, and the rest of the file is entered."""
    assert "no days are entered; komek entries FILE enters them" in komek("entries").out
    (tmp_path / "дни.toml").write_text(MOVED, encoding="utf-8")
    pair = (
        "2027-03-19 off (the other day: 2027-03-20): Order 1",
        "2027-03-20 worked (the other day: 2027-03-19): Order 1",
    )
    assert komek("entries", "дни.toml").out.splitlines() == list(pair)
    assert komek("entries", "дни.toml").out.splitlines() == [f"{line}; already entered" for line in pair]
    single = '[[day_off]]\nday = 2027-05-10\nact = "Order 2"\n[[worked]]\nday = 2027-05-15\nact = "Order 2"\n'
    (tmp_path / "дни.toml").write_text(MOVED + single, encoding="utf-8")
    days = ("2027-05-10 off: Order 2", "2027-05-15 worked: Order 2")
    assert komek("entries", "дни.toml").out.splitlines() == [*days, *(f"{line}; already entered" for line in pair)]
    assert komek("entries").out.splitlines() == [*pair, *days]
    url = sqlite(tmp_path / "data")
    assert done(url, lambda unit: unit.calendar.version()) == 3
    assert done(url, deeds) == [("calendar-entered", "calendar:1"), ("calendar-entered", "calendar:3")]


def test_a_day_left_behind_by_a_newer_entry_is_named(komek: Komek, tmp_path: Path) -> None:
    """The day off was moved to another Saturday: the first Saturday stays worked until it is entered itself."""
    (tmp_path / "a.toml").write_text(MOVED, encoding="utf-8")
    komek("entries", "a.toml")
    (tmp_path / "b.toml").write_text(MOVED.replace("03-20", "03-27"), encoding="utf-8")
    said = komek("entries", "b.toml").out
    assert "look again: 2027-03-20 was moved together with a day that has another entry now" in said
    assert "look again: 2027-03-20" in komek("entries").out
    (tmp_path / "c.toml").write_text('[[day_off]]\nday = 2027-03-20\nact = "Order 3"\n', encoding="utf-8")
    assert komek("entries", "c.toml").out == "2027-03-20 off: Order 3\n"
    # the first pair again is news: both its days have other entries by now
    assert "already entered" not in komek("entries", "a.toml").out


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "names no days; komek calendar --help shows the form"),
        ("[[moved]]\noff = 2027-03-19\n", "worked"),
        (MOVED + '[[day_off]]\nday = 2027-03-19\nact = "x"\n', "is entered twice"),
        (f'[[day_off]]\nday = 2027-03-19\nact = "{"x" * 501}"\n', "the act has 501 characters"),
    ],
)
def test_a_file_that_cannot_be_used_enters_nothing(komek: Komek, tmp_path: Path, content: str, fault: str) -> None:
    """Whole or not at all."""
    (tmp_path / "days.toml").write_text(content, encoding="utf-8")
    refused(komek("entries", "days.toml"), "days.toml", fault)
    refused(komek("entries", "no-such.toml"), "no such file")
    assert "no days are entered" in komek("entries").out


# --- the program -----------------------------------------------------------------------------------------------


def test_every_command_has_a_page_of_help_that_waits_for_no_database(tmp_path: Path) -> None:
    """A court's administrator reads what it does without the libraries of the database being loaded."""
    script = (
        "import sys; sys.argv = ['komek', sys.argv[1], '--help']\n"
        "from bot.__main__ import main\n"
        "try: main()\n"
        "finally: assert not {'sqlalchemy', 'alembic', 'numpy', 'openpyxl'} & set(sys.modules)"
    )
    root = Path(__file__).parents[2]
    commands = (
        "migrate",
        "court",
        "courts",
        "invite",
        "people",
        "forget",
        "backup",
        "restore",
        "audit",
        "entries",
        "import",
        "export",
    )
    for command in commands:
        run = subprocess.run([sys.executable, "-c", script, command], capture_output=True, cwd=root, check=False)
        assert run.returncode == 0, run.stderr
        assert f"Usage: komek {command}" in run.stdout.decode()


def test_a_reader_that_has_gone_away_undoes_nothing(tmp_path: Path) -> None:
    """What a command did is done before it is said."""
    root = Path(__file__).parents[2]
    program = f"{sys.executable} -c 'import sys; sys.path.insert(0, \"{root}\"); from bot.__main__ import main; main()'"
    given = f"DATA_FOLDER={tmp_path}/data {program} court A --region B | true"
    subprocess.run(["/bin/bash", "-c", given], check=True, cwd=tmp_path)
    courts = done(sqlite(tmp_path / "data"), lambda unit: unit.people.courts())
    assert [court.name for court in courts] == ["A"]


# --- what goes out ---------------------------------------------------------------------------------------------


def test_what_was_not_delivered_is_listed_and_tried_again(komek: Komek, tmp_path: Path) -> None:
    """By numbers, without its words; what is no such message is refused."""
    with_a_clerk(komek)
    assert komek("outbox").out == "nothing is late and nothing failed\n"
    address = f"sqlite+aiosqlite:///{tmp_path / 'data' / 'komek.db'}"

    async def refused_once(unit: Unit) -> None:
        message = Message("1", "reminder", "email", "a@sud.kz", "{}", person=1, case=1, reminder=1)
        await unit.outbox.mark(await unit.outbox.put_claimed(message), "refused")

    done(address, refused_once, NOW)
    listed = komek("outbox").out
    assert re.fullmatch(r"1  email  person 1  case 1  refused at 2026-11-24 10:00\n", listed)
    assert komek("outbox", "--retry", "1").out == "message 1 is tried again\n"
    assert komek("outbox").out == "nothing is late and nothing failed\n"
    for number in ("2", "x", "9" * 30):
        refused(komek("outbox", "--retry", number), "no message of this number")


def test_reminders_that_nobody_says_are_counted(komek: Komek, tmp_path: Path) -> None:
    """Where no run is up they wait, and whoever looks is told."""
    with_a_clerk(komek)
    table = tmp_path / "cases.csv"
    table.write_text(f"number,kind,owner,order received by the court\n1,received-action,{NAME},02.03.2026\n", "utf-8")
    assert komek("import", str(table), "--court", "1").status == 0
    address = f"sqlite+aiosqlite:///{tmp_path / 'data' / 'komek.db'}"

    async def long_ago(unit: Unit) -> None:
        await unit.connection.execute(text("UPDATE reminders SET next_at = 0"))

    done(address, long_ago, NOW)
    assert "are not said: 1; is komek run up?" in komek("outbox").out
