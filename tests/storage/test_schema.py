"""The shape of the tables: reached step by step, equal to what the code expects, never changed twice."""

import asyncio
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, insert, text

import storage.schema
from storage.engine import open_database
from storage.schema import REVISION, make, migrate, revision
from storage.tables import metadata
from storage.unit import Storage, open_storage
from tests.databases import Databases, Kind
from tests.storage.scene import NOW, everything, furnished, opened


def scripts() -> ScriptDirectory:
    """The steps as alembic finds them."""
    config = Config()
    config.set_main_option("script_location", str(Path(storage.schema.__file__).parent / "migrations"))
    return ScriptDirectory.from_config(config)


STEPS = [script.revision for script in reversed(list(scripts().walk_revisions()))]


def differences(connection: Connection) -> list[Any]:
    """What alembic would still change."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


async def test_from_nothing_to_the_present_shape(empty: str) -> None:
    """A first start: the migrated tables are exactly those that the code reads and writes."""
    async with open_database(empty) as database:
        assert await revision(database) == ""
        assert await migrate(database) == REVISION
        async with database.transaction() as connection:
            assert await connection.run_sync(differences) == []


def test_the_newest_step_is_the_one_that_a_start_compares_with() -> None:
    """A step whose number was not entered in the schema would never be made."""
    assert scripts().get_heads() == [REVISION]


def test_the_steps_are_one_line_in_order() -> None:
    """A backup of a newer release is known by its step standing later in the alphabet."""
    assert sorted(STEPS) == STEPS
    assert [scripts().get_revision(later).down_revision for _, later in pairwise(STEPS)] == STEPS[:-1]


async def test_migrating_again_changes_nothing(address: str) -> None:
    """Every start migrates; what is kept stays as it is."""
    async with open_storage(address) as opened_storage:
        await opened(opened_storage, (await furnished(opened_storage)).clerk)
        before = await everything(opened_storage)
        assert await migrate(opened_storage.database) == REVISION
        assert await everything(opened_storage) == before


async def test_two_starts_at_once_migrate_once(empty: str) -> None:
    """Several replicas start together on an empty database; none of them may fail."""
    async with open_database(empty) as one, open_database(empty) as other:
        assert {*await asyncio.gather(migrate(one), migrate(other))} == {REVISION}


async def test_a_newer_releases_database_is_left_alone(storage: Storage) -> None:
    """An old program started by mistake says so, and changes nothing."""
    async with storage.unit(NOW) as unit:
        await unit.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ValueError, match=f"newer release of Komek .step 9999, here {REVISION}"):
        await migrate(storage.database)
    assert await revision(storage.database) == "9999"


@pytest.mark.parametrize("step", STEPS)
async def test_every_earlier_shape_with_data_comes_to_the_present_one(
    databases: Databases, kind: Kind, step: str
) -> None:
    """An installation of any release updates without losing a row."""
    address = await databases.empty(kind)
    async with open_database(address) as database:
        assert await migrate(database, step) == step
        async with database.transaction() as connection:
            counts = await connection.run_sync(filled)
        assert await migrate(database) == REVISION
        async with database.transaction() as connection:
            assert await connection.run_sync(differences) == []
            found = {name: (await connection.execute(text(f"SELECT count(*) FROM {name}"))).scalar() for name in counts}
    assert found == counts
    await databases.drop(address)


SAMPLES: dict[type, Any] = {int: 1, str: "x", bool: True, date: date(2026, 3, 2), bytes: b"x"}


def filled(connection: Connection) -> dict[str, int]:
    """One row in every table of whatever shape the database has; how many rows each has then."""
    shape = MetaData()
    shape.reflect(connection)
    tables = [table for table in shape.sorted_tables if table.name != "alembic_version"]
    for table in tables:
        row = {column.name: SAMPLES[column.type.python_type] for column in table.columns}
        connection.execute(insert(table).values(row))
    return {table.name: 1 for table in tables}


async def test_a_talk_in_memory_has_the_same_tables() -> None:
    """A talk without an installation works with everything and leaves nothing behind."""
    async with open_database("sqlite+aiosqlite://") as database:
        await make(database)
        async with database.transaction() as connection:
            assert await connection.run_sync(differences) == []
