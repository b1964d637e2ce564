"""The connection to the database: SQLite in a file by default, PostgreSQL for several replicas."""

import asyncio
import math
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, nullcontext, suppress
from typing import Any, Final, Protocol

from sqlalchemy import Connection, event
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.embedded import connect

#: Seconds that a connection waits for another process to finish writing.
BUSY: Final = 20
#: Seconds after which a connection to PostgreSQL that nobody used is asked whether it still is one.
RESTED: Final = 1.0

_PRAGMAS: Final = (
    f"PRAGMA busy_timeout={BUSY * 1000}",
    "PRAGMA synchronous=FULL",  # NORMAL may lose the last commits when the power goes
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # FAST leaves what was long, and stood on pages of its own, in the pages that are free
    "PRAGMA journal_size_limit=16777216",
)

#: How often a connection to a new file waits for whoever writes in it first.
_TRIES: Final = 20


class _Cursor(Protocol):
    def execute(self, statement: str, /) -> object: ...
    def close(self) -> object: ...


class _DBAPI(Protocol):
    def cursor(self) -> _Cursor: ...


class Database:
    """One database, and transactions on it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        # SQLite has one writer; waiting in line here is fair and wakes at once, its busy handler sleeps and guesses
        self._in_line: AbstractAsyncContextManager[object] = asyncio.Lock() if self.is_sqlite else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write: committed at the end, rolled back by any error."""
        async with self._in_line, self.engine.begin() as connection:
            yield connection

    async def checkpoint(self) -> None:
        """Bring SQLite's log into its file and empty it, unless somebody reads: what was dropped is in neither then."""
        if self.is_sqlite:
            async with self._in_line:
                await asyncio.to_thread(_empty_log, str(self.engine.url.database))


def _empty_log(file: str) -> None:
    with closing(sqlite3.connect(file, timeout=0)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """
    The database at an SQLAlchemy address.

    Raises:
        ValueError: The address is none that Komek can use; the message holds no password.
    """
    engine = _engine(url)
    try:
        yield Database(engine)
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: what stands for the port, maybe the half of a password
        msg = "DATABASE_URL: not an address; write postgresql+asyncpg://user:password@host/database, or leave it out"
        raise ValueError(msg) from None
    if address.drivername == "sqlite+aiosqlite":
        # an error must not quote what people wrote
        engine = create_async_engine(address, connect_args={"async_creator_fn": connect}, hide_parameters=True)
        event.listen(engine.sync_engine, "connect", _prepare)
        event.listen(engine.sync_engine, "begin", _begin)
        return engine
    if address.drivername == "postgresql+asyncpg":
        engine = create_async_engine(address, pool_size=10, hide_parameters=True)
        event.listen(engine.sync_engine, "checkin", _rested)
        event.listen(engine.sync_engine, "checkout", _is_alive(engine.sync_engine.dialect))
        return engine
    msg = (
        f"DATABASE_URL: {address.drivername!r} is no database of Komek; "
        "write postgresql+asyncpg://user:password@host/database, or leave it out"
    )
    raise ValueError(msg)


def _rested(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["rested"] = time.monotonic()


def _is_alive(dialect: Dialect) -> Callable[[Any, ConnectionPoolEntry, object], None]:
    def checked(connection: Any, record: ConnectionPoolEntry, _: object) -> None:  # noqa: ANN401 - the driver's
        # to ask each time (`pool_pre_ping`) would be three ways to the server in each transaction; one that breaks
        # between two transactions fails the second of them, as it would in the middle of one
        if time.monotonic() - record.info.get("rested", math.inf) > RESTED:
            try:
                dialect.do_ping(connection)
            except dialect.loaded_dbapi.Error as fault:
                raise DisconnectionError from fault

    return checked


def _prepare(connection: _DBAPI, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    _write_ahead(cursor)
    cursor.close()


def _write_ahead(cursor: _Cursor) -> None:
    # while another process makes the first tables of a new file this fails at once, whatever the busy timeout
    for _ in range(_TRIES):
        with suppress(sqlite3.OperationalError):
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        cursor.execute("BEGIN IMMEDIATE")  # this waits for it
        cursor.execute("COMMIT")
    cursor.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
