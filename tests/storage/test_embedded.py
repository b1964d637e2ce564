"""Statements of the embedded database are executed where they are sent; what waits does so elsewhere."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import embedded
from storage.schema import migrate
from storage.unit import Storage, open_storage
from tests.databases import sqlite
from tests.storage.scene import NOW


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """A storage in a file, with nothing in it."""
    async with open_storage(sqlite(tmp_path)) as opened:
        await migrate(opened.database)
        yield opened


async def test_a_statement_is_executed_in_place(storage: Storage) -> None:
    """Four ways to a thread and back for each would be most of what a turn takes."""
    async with storage.unit(NOW) as unit:
        driver = (await unit.connection.get_raw_connection()).driver_connection
        assert isinstance(driver, embedded.Connection)
        await driver.create_function("place", 0, threading.get_ident)
        assert await unit.connection.scalar(text("SELECT place()")) == threading.get_ident()


async def test_nothing_stands_still_while_somebody_else_writes(storage: Storage, tmp_path: Path) -> None:
    """To begin waits for another program: in a thread, not in the way of all else."""
    with closing(sqlite3.connect(tmp_path / "komek.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(_added(storage, "a"))
        for _ in range(1000):
            await asyncio.sleep(0)
        assert not waiting.done()
        other.execute("COMMIT")
    await waiting
    assert await _names(storage) == ["a"]


async def test_a_long_transaction_lets_others_go_on(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many statements in a row, none of which waits: in between the loop has its turn."""
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    monkeypatch.setattr(embedded, "LONGEST", 0)
    async with storage.unit(NOW) as unit:
        beside = asyncio.create_task(others())
        before = turns
        for number in range(50):
            await unit.people.add_court(str(number), "court", "x")
        assert turns - before >= 50
        beside.cancel()


async def test_whoever_gives_up_leaves_nothing_held(storage: Storage, tmp_path: Path) -> None:
    """Cancelled while it waits for another program, then in the middle of a transaction: the next one can write."""
    with closing(sqlite3.connect(tmp_path / "komek.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(_added(storage, "waited"))
        for _ in range(100):
            await asyncio.sleep(0)
        waiting.cancel()
        other.execute("COMMIT")
    with suppress(asyncio.CancelledError):
        await waiting
    begun = asyncio.Event()

    async def half() -> None:
        async with storage.unit(NOW) as unit:
            await unit.people.add_court("half", "court", "x")
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(half())
    await begun.wait()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await _added(storage, "next")
    assert await _names(storage) == ["next"]
    with closing(sqlite3.connect(tmp_path / "komek.db", isolation_level=None, timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")


async def test_a_commit_that_is_cancelled_is_whole(storage: Storage) -> None:
    """Whenever it is given up: all of a transaction is there, or nothing, and the next one goes on."""
    for turns in range(12):
        adding = asyncio.create_task(_added(storage, f"{turns} a", f"{turns} b"))
        for _ in range(turns):
            await asyncio.sleep(0)
        adding.cancel()
        with suppress(asyncio.CancelledError):
            await adding
    await _added(storage, "last")
    names = await _names(storage)
    assert names[-1] == "last"
    assert {name[:-2] for name in names if name.endswith(" a")} == {n[:-2] for n in names if n.endswith(" b")}


async def _added(storage: Storage, *names: str) -> None:
    async with storage.unit(NOW) as unit:
        for name in names:
            await unit.people.add_court(name, "court", "x")


async def _names(storage: Storage) -> list[str]:
    async with storage.unit(NOW) as unit:
        return [court.name for court in await unit.people.courts()]
