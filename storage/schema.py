"""The shape of the tables: which one a database has, and the way to the present one."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.tables import metadata

#: The newest step. Held here so that a start without anything to migrate does not wait for alembic; a test compares.
REVISION: Final = "0004"

_FOLDER: Final = Path(__file__).parent / "migrations"

#: What whoever migrates a PostgreSQL holds meanwhile: any number that nobody else uses.
_LOCK: Final = 0x4B6F6D656B


async def revision(database: Database) -> str:
    """The step that a database stands at; "" for an empty one."""
    async with database.transaction() as connection:
        return await _revision(connection)


async def _revision(connection: AsyncConnection) -> str:
    if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
        return ""
    found = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()
    return str(found or "")


async def migrate(database: Database, until: str = "head") -> str:
    """
    Bring a database to the present shape, all steps or none; the step it stands at then.

    Raises:
        ValueError: A newer release has brought it to a later shape.
    """
    async with database.transaction() as connection:
        if not database.is_sqlite:
            # replicas start together: the others wait, and find it done; SQLite has one writer anyway
            await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        step = await _revision(connection)
        if step > REVISION:
            newer = f"step {step}, here {REVISION}"
            msg = f"the database was made by a newer release of Komek ({newer}); install that release"
            raise ValueError(msg)
        if step != REVISION or until != "head":
            await connection.run_sync(_upgrade, until)
        return await _revision(connection)


async def make(database: Database) -> None:
    """The tables at once, for a database that lives in memory for one talk only."""
    async with database.transaction() as connection:
        await connection.run_sync(metadata.create_all)


def _upgrade(connection: Connection, until: str) -> None:
    # imported here: it takes longer than all the rest of a start
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    command.upgrade(config, until)
