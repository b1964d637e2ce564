"""The connection to a SQLite file: what may wait does so in a thread, the statements in between need none."""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any, Final

import aiosqlite

#: Seconds that a transaction keeps everything else in the program from going on.
LONGEST: Final = 0.005


class Connection(aiosqlite.Connection):
    """
    A connection whose statements are executed at once while it holds the file.

    To begin waits for other programs, and to commit for the disk; both are left to aiosqlite's thread. In between
    nothing waits, and a statement takes less time than the four ways to the thread and back that aiosqlite makes of it.
    """

    _yielded = 0.0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as there
        connection = self._conn
        if connection.in_transaction:
            waits = fn in (connection.commit, connection.rollback)
        else:
            waits = fn not in (connection.cursor, connection.rollback)
        if waits:
            done = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
            self._yielded = asyncio.get_running_loop().time()
            return done
        if asyncio.get_running_loop().time() - self._yielded > LONGEST:
            await asyncio.sleep(0)
            self._yielded = asyncio.get_running_loop().time()
        return fn(*args, **kwargs)


def connect(file: str, **options: Any) -> Connection:  # noqa: ANN401 - those of sqlite3
    """A connection to a file, as SQLAlchemy wants it made; transactions begin when they are told to."""
    # one thread at a time uses it; the driver's own transactions are deferred, and fail when they turn to writing
    kept = {**options, "isolation_level": None, "check_same_thread": False}
    connection = Connection(lambda: sqlite3.connect(file, **kept), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: it must not keep the program up
    return connection
