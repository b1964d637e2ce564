"""What was committed is there, for everybody and after a crash; what was not is nowhere."""

import asyncio
import json
import sqlite3
import sys
import traceback
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage import engine
from storage.engine import open_database
from storage.inbox import Arrival
from storage.outbox import Message
from storage.schema import migrate, revision
from storage.tables import courts
from storage.unit import Storage, Unit, open_storage
from tests.databases import sqlite
from tests.storage.scene import NOW, rows

ROOT = Path(__file__).parents[2]

#: Commits units, then ends in the middle of one as if it were killed.
KILLED = """
import asyncio, os, sys
from tests.storage.scene import NOW
from storage.unit import open_storage

async def work(address, number):
    async with open_storage(address) as storage:
        for n in range(number):
            async with storage.unit(NOW) as unit:
                await unit.people.add_court(f"{n} a", "court", "x")
                await unit.people.add_court(f"{n} b", "court", "x")
        async with storage.unit(NOW) as unit:
            await unit.people.add_court("half", "court", "x")
            os._exit(9)

asyncio.run(work(sys.argv[1], int(sys.argv[2])))
"""


async def seen_by_another(address: str) -> int:
    """How many courts a connection sees that shares neither the engine with the product nor, on SQLite, the driver."""
    url = make_url(address)
    if url.drivername.startswith("sqlite"):
        with closing(sqlite3.connect(str(url.database))) as connection:
            return int(connection.execute("SELECT count(*) FROM courts").fetchone()[0])
    async with open_storage(address) as other:
        return len(await rows(other, courts))


async def test_a_unit_is_seen_when_it_is_committed_and_not_before(storage: Storage, address: str) -> None:
    """A driver that commits each statement, or none, would show here."""
    async with storage.unit(NOW) as unit:
        await unit.people.add_court("a", "court", "x")
        await unit.people.add_court("b", "court", "x")
        assert await seen_by_another(address) == 0
    assert await seen_by_another(address) == 2


async def broken_off(storage: Storage, fault: BaseException) -> None:
    """A unit that raises after it wrote."""
    async with storage.unit(NOW) as unit:
        await unit.people.add_court("a", "court", "x")
        raise fault


@pytest.mark.parametrize("fault", [ValueError("x"), asyncio.CancelledError()], ids=["error", "cancelled"])
async def test_a_unit_that_raises_leaves_nothing(storage: Storage, address: str, fault: BaseException) -> None:
    """Half a turn is worse than none; the next one works as if nothing had been."""
    with pytest.raises(type(fault)):
        await broken_off(storage, fault)
    assert await seen_by_another(address) == 0
    async with storage.unit(NOW) as unit:
        await unit.people.add_court("b", "court", "x")
    assert await seen_by_another(address) == 1


async def test_a_statement_that_fails_takes_its_unit_along(storage: Storage, address: str) -> None:
    """A double name after a good one keeps neither."""

    async def twice() -> None:
        async with storage.unit(NOW) as unit:
            for _ in "ab":
                await unit.people.add_court("a", "court", "x")

    with pytest.raises(IntegrityError):
        await twice()
    assert await seen_by_another(address) == 0


@pytest.mark.parametrize("number", [0, 7])
async def test_a_killed_process_leaves_what_it_committed(address: str, number: int) -> None:
    """A crash in the middle of a turn loses that turn, whole, and none before it."""
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, address, str(number), cwd=ROOT)
    assert await killed.wait() == 9
    assert await seen_by_another(address) == 2 * number
    async with open_storage(address) as storage:
        names = [row["name"] for row in await rows(storage, courts)]
    assert names == [f"{n} {half}" for n in range(number) for half in "ab"]


async def test_two_processes_write_in_turn(storage: Storage, address: str) -> None:
    """A command run beside the bot waits for its turn instead of failing."""

    async def write(one: Storage, name: str) -> None:
        for number in range(10):
            async with one.unit(NOW) as unit:
                assert isinstance(unit, Unit)
                await unit.people.court("nobody")
                await unit.people.add_court(f"{name}{number}", "court", "x")

    async with open_storage(address) as other:
        await asyncio.gather(write(storage, "a"), write(other, "b"))
    assert await seen_by_another(address) == 20


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_a_connection_that_was_cut_while_nobody_used_it_is_replaced(
    storage: Storage, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server was started anew in the night, or a firewall forgot: the first turn of the morning succeeds."""
    monkeypatch.setattr(engine, "RESTED", 0)
    async with storage.unit(NOW) as unit, storage.unit(NOW) as another:
        await unit.people.courts()
        await another.people.courts()
    cut = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    async with open_storage(address) as other, other.unit(NOW) as unit:
        assert len((await unit.connection.execute(cut)).all()) >= 2
    for name in "ab":
        async with storage.unit(NOW) as unit:
            await unit.people.add_court(name, "court", "x")
    assert await seen_by_another(address) == 2


async def test_a_new_file_that_another_process_writes_in_is_waited_for(tmp_path: Path) -> None:
    """The bot and a command that start together on a new installation: neither finds the file locked."""
    file = tmp_path / "komek.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as first:
        first.execute("BEGIN IMMEDIATE")
        first.execute("CREATE TABLE begun (id INTEGER)")
        async with open_database(f"sqlite+aiosqlite:///{file}") as database:
            second = asyncio.create_task(revision(database))
            await asyncio.sleep(0.05)
            first.execute("COMMIT")
            assert await second == ""


async def test_a_reference_to_nobody_is_refused(storage: Storage) -> None:
    """SQLite checks references only when it is told to on each connection."""
    with pytest.raises(IntegrityError):
        async with storage.unit(NOW) as unit:
            await unit.people.invite(99, "clerk", "x", None)


async def test_the_embedded_database_waits_for_the_disk(tmp_path: Path) -> None:
    """The last commit survives a power cut, readers do not wait for the writer."""
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'komek.db'}") as database:
        assert database.is_sqlite
        async with database.transaction() as connection:
            names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            found = [(await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in names]
    assert found == ["wal", 2, 1, 1]


async def test_what_was_dropped_is_in_no_file(tmp_path: Path) -> None:
    """A message that was handled and a reply that was sent: short ones, and long ones that fill pages of their own."""
    words = [f"secret {number} " * 4**number for number in range(8)]
    async with open_storage(sqlite(tmp_path)) as storage:
        await migrate(storage.database)
        async with storage.unit(NOW) as unit:
            await unit.inbox.put("bot", [Arrival(text, "1", json.dumps(text)) for text in map(str, range(8))])
            await unit.inbox.put("bot", [Arrival(text[:10], "1", json.dumps(text)) for text in words])
            replies = [await unit.outbox.put_claimed(Message(text[:10], "reply", "x", "1", text)) for text in words]
        await storage.database.checkpoint()
        assert files_with(tmp_path, b"secret 7") == ["komek.db"]
        async with storage.unit(NOW) as unit:
            while arrival := await unit.inbox.oldest("bot", "1"):
                await unit.inbox.mark_handled(arrival.id)
            for reply in replies:
                await unit.outbox.mark(reply, "sent")
        await storage.database.checkpoint()
        assert files_with(tmp_path, b"secret 7 secret") == []


async def test_a_checkpoint_waits_for_nobody(tmp_path: Path) -> None:
    """A backup that reads for long does not hold up the talks; the log is emptied another day."""
    async with open_storage(sqlite(tmp_path)) as storage:
        await migrate(storage.database)
        with closing(sqlite3.connect(tmp_path / "komek.db", isolation_level=None)) as reading:
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM courts").fetchone()
            async with storage.unit(NOW) as unit:
                await unit.people.add_court("a", "court", "x")
            await storage.database.checkpoint()
            assert (tmp_path / "komek.db-wal").stat().st_size > 0
            reading.execute("COMMIT")
        await storage.database.checkpoint()
        assert (tmp_path / "komek.db-wal").stat().st_size == 0


def files_with(folder: Path, words: bytes) -> list[str]:
    """The files of a folder in which some words stand."""
    return [file.name for file in folder.iterdir() if words in file.read_bytes()]


async def test_an_error_does_not_quote_what_was_to_be_kept(storage: Storage) -> None:
    """It may end in a log."""
    with pytest.raises(DBAPIError) as fault:
        async with storage.unit(NOW) as unit:
            await unit.connection.execute(courts.insert().values(name="s3cret", kind=None, region=None))
    assert "s3cret" not in str(fault.value).splitlines()[0]
    assert "[SQL parameters hidden" in str(fault.value)


@pytest.mark.parametrize(
    "address",
    [
        "", "s3cret", "postgresql://u:s3cret@h/d", "postgres://u:s3cret@h/d", "mysql+aiomysql://u:s3cret@h/d",
        "sqlite:///komek.db", "postgresql+asyncpg://u:s3cret@h:port/d", "postgresql+asyncpg://u:half@s:s3cret@h/d",
        "postgresql+psycopg://u:s3cret@h/d", "//u:s3cret@h/d", "nodatabase+nodriver://u:s3cret@h/d",
    ],
)  # fmt: skip
async def test_an_address_that_cannot_be_used_is_refused(address: str) -> None:
    """The words say what to write instead, and a log that holds them holds no password."""
    with pytest.raises(ValueError, match=r"DATABASE_URL: .*; write postgresql\+asyncpg://user:password@host") as fault:
        async with open_database(address):
            raise AssertionError
    assert "s3cret" not in "".join(traceback.format_exception(fault.value))
