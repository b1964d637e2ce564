"""Backups: one SQLite file, whichever database it was made from, and back into whichever."""

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database, open_database
from storage.schema import REVISION, make, migrate, revision
from storage.tables import cases, metadata, people

_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Held:
    """How much a copy holds: cases, and people with those who left."""

    cases: int
    people: int


async def backup(database: Database, file: Path) -> Held:
    """
    Copy the whole database into a new file, as it stands at one moment; whoever works goes on working.

    Raises:
        FileExistsError: The file is there already.
    """
    part = await asyncio.to_thread(_part, file)
    try:
        if database.is_sqlite:
            await asyncio.to_thread(_vacuumed, str(database.engine.url.database), part)
        else:
            await _copied_out(database, part)
        held = await asyncio.to_thread(_finished, part)
        await asyncio.to_thread(part.rename, file)
    finally:
        # names of people must not lie about in what a full disk cut off
        await asyncio.to_thread(part.unlink, missing_ok=True)
    return held


def _part(file: Path) -> Path:
    if file.exists():
        raise FileExistsError(file)
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)  # left by a backup that was killed
    part.touch(mode=0o600)  # it holds names and cases: for nobody but whoever made it
    return part


def _finished(file: Path) -> Held:
    """The file is one for itself, which can be read where nothing can be written beside it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        counts = [connection.execute(f"SELECT count(*) FROM {table}") for table in (cases, people)]  # noqa: S608
        return Held(*(int(one.fetchone()[0]) for one in counts))


def _vacuumed(source: str, file: Path) -> None:
    # reads one snapshot and blocks no writer
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(file),))


async def _copied_out(database: Database, file: Path) -> None:
    async with _file(file) as target:
        await make(target)
        async with database.transaction() as reading, target.transaction() as writing:
            await reading.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            await _copy(reading, writing)
            await writing.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
            await writing.execute(text("INSERT INTO alembic_version VALUES (:step)"), {"step": REVISION})


async def restore(database: Database, file: Path) -> Held:
    """
    Fill an empty database from a backup; backups of earlier releases are brought to the present shape first.

    Raises:
        FileExistsError: The database holds something.
        ValueError: The file is no backup of Komek, or was made by a newer release.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "backup.db")
        await asyncio.to_thread(_copied_file, file, copy)
        async with _file(copy) as source:
            await _to_present(source, file)
            await migrate(database)
            async with source.transaction() as reading, database.transaction() as writing:
                if await _holds_something(writing):
                    msg = "the database holds something already"
                    raise FileExistsError(msg)
                await _copy(reading, writing)
                if not database.is_sqlite:
                    await _set_sequences(writing)
                return Held(await _count(writing, cases), await _count(writing, people))


def _copied_file(file: Path, copy: Path) -> None:
    """The backup as another file, so that the original is never written to."""
    if not file.is_file():
        raise FileNotFoundError(file)
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
    except sqlite3.DatabaseError as broken:
        msg = f"{file}: is no backup that komek backup made ({broken})"
        raise ValueError(msg) from broken


async def _to_present(source: Database, file: Path) -> None:
    step = await revision(source)
    if not step:
        msg = f"{file}: is no backup that komek backup made"
        raise ValueError(msg)
    if step > REVISION:
        msg = f"{file}: was made by a newer release of Komek (step {step}, here {REVISION}); install that release"
        raise ValueError(msg)
    await migrate(source)


@asynccontextmanager
async def _file(file: Path) -> AsyncIterator[Database]:
    # a file's name may hold signs that mean something in an address
    url = URL.create("sqlite+aiosqlite", database=str(file))
    async with open_database(url.render_as_string()) as database:
        yield database


async def _copy(reading: AsyncConnection, writing: AsyncConnection) -> None:
    for table in metadata.sorted_tables:
        rows = await reading.stream(select(table).order_by(table.c.id))
        async for some in rows.mappings().partitions(_AT_ONCE):
            await writing.execute(table.insert(), [dict(row) for row in some])


async def _holds_something(connection: AsyncConnection) -> bool:
    return any([await _count(connection, table) for table in metadata.sorted_tables])


async def _count(connection: AsyncConnection, table: Table) -> int:
    return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())


async def _set_sequences(connection: AsyncConnection) -> None:
    """PostgreSQL's own counters go on after the numbers that were copied."""
    for table in metadata.sorted_tables:
        newest = select(func.coalesce(func.max(table.c.id), 1), func.count(table.c.id) > 0)
        last, is_used = (await connection.execute(newest)).one()
        sequence = func.pg_get_serial_sequence(table.name, "id")
        await connection.execute(select(func.setval(sequence, last, is_used)))
