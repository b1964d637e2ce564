"""Copies: whole, of one moment, into whichever database, and never over something."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from knowledge.calendar import Entry, Reason
from storage.copies import Held, backup, restore
from storage.engine import open_database
from storage.inbox import Arrival
from storage.outbox import Message
from storage.reminders import Kept
from storage.runs import Answer
from storage.schema import REVISION, migrate, revision
from storage.seal import Seal, new_key
from storage.tables import courts, metadata
from storage.unit import Storage, open_storage
from tests.databases import Databases, Kind
from tests.storage.scene import DAY, NOW, counted, everything, furnished, opened, rows
from tests.storage.test_schema import STEPS, filled

KINDS: list[Kind] = ["sqlite", "postgresql"]


async def lived(storage: Storage) -> None:
    """An installation in which everything happened: every table holds something."""
    scene = await furnished(storage)
    case = await opened(storage, scene.clerk, "7-1", judge=scene.judge.id, state="DE")
    async with storage.unit(NOW) as unit:
        await unit.people.set_deputy(scene.clerk.id, scene.chief.id)  # copied before the deputy is
        await unit.people.remove(scene.judge.id)
        await unit.cases(scene.chief).tell_anew(case.id, case.events[0], date(2026, 3, 3), "Қателік, 1 күн")
        moved = await unit.cases(scene.chief).get(case.id)
        assert moved
        await counted(unit, scene.chief, moved, "Қателік")
        await unit.conversations.locked("telegram", "1")
        await unit.conversations.keep_run(scene.clerk.id, "open-case", '{"a": "ә"}')
        await unit.conversations.end_run(scene.clerk.id, "open-case", case.id)
        await unit.inbox.put("bot", [Arrival("1", "1", "{}"), Arrival("2", "1", "{}")])
        await unit.inbox.mark_handled(1)
        await unit.outbox.put_claimed(Message("1", "reply", "telegram", "1", "😀"))
        await unit.calendar.add((Entry(DAY, Reason("entered-off", act="Order 1")),), scene.chief.id)
        await unit.audit.note("case-opened", "case:1", scene.clerk)
        await unit.audit.note("backup", "database", None)
        reminder = Kept(0, case.id, "execute_order", case.events[0].id, "before-3", scene.clerk.id, DAY, NOW)
        await unit.reminders.put([reminder])
        await unit.docket.installation()
        runs = unit.runs(scene.clerk, Seal(new_key()))
        run = await runs.open("forward", case.id)
        await runs.answer(run, Answer("addressee", "Мүллер", is_personal=True))
        await runs.draft(run)
        await runs.remember("court", "Суд")
        await unit.own_forms.put(scene.clerk.court, "forwarding-letter", "ru", b"\x00\xff")


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return [file.name for file in folder.iterdir()]


@pytest.fixture
async def copy(databases: Databases, tmp_path: Path) -> Path:
    """A backup of an installation in which everything happened."""
    async with open_storage(await databases.migrated("sqlite")) as storage:
        await lived(storage)
        await backup(storage.database, tmp_path / "copy.db")
    return tmp_path / "copy.db"


@pytest.mark.parametrize(("kind", "target"), list(product(KINDS, KINDS)), ids=str)
async def test_everything_comes_back(databases: Databases, tmp_path: Path, kind: Kind, target: Kind) -> None:
    """From either database into either one, every row of every table, and the chain of records holds."""
    there, back = await databases.migrated(kind), await databases.empty(target)
    file = tmp_path / "50% of #1 ?.db"
    async with open_storage(there) as storage, open_storage(back) as restored:
        await lived(storage)
        before = await everything(storage)
        assert await backup(storage.database, file) == Held(1, 7)
        assert await everything(storage) == before
        assert await restore(restored.database, file) == Held(1, 7)
        assert await everything(restored) == before
        async with restored.unit(NOW) as unit:
            assert await unit.audit.first_broken() is None
    assert all(before[table.name] for table in metadata.sorted_tables)
    for address in (there, back):
        await databases.drop(address)


async def test_numbers_go_on_after_a_restore(empty: str, copy: Path) -> None:
    """The first case opened after a restore gets a new number, not a taken one."""
    async with open_storage(empty) as storage:
        await restore(storage.database, copy)
        before = {name: max(row["id"] for row in table) for name, table in (await everything(storage)).items()}
        async with storage.unit(NOW) as unit:
            court = await unit.people.add_court("new", "court", "new")
            person, _ = await unit.people.invite(court.id, "clerk", "new", None)
            await unit.audit.note("invited", f"person:{person}", None)
            assert await unit.audit.first_broken() is None
        assert (court.id, person) == (before["courts"] + 1, before["people"] + 1)


async def test_an_empty_installation_can_be_copied(storage: Storage, empty: str, tmp_path: Path) -> None:
    """A copy of nothing is restored as nothing, and the first row has the number 1."""
    assert await backup(storage.database, tmp_path / "copy.db") == Held(0, 0)
    async with open_storage(empty) as restored:
        assert await restore(restored.database, tmp_path / "copy.db") == Held(0, 0)
        assert (await furnished(restored)).clerk.id == 1


async def test_a_copy_is_of_one_moment_while_others_write(storage: Storage, tmp_path: Path) -> None:
    """Nobody stops working for a backup, and it holds no half of a transaction."""
    copied = asyncio.Event()
    async with storage.unit(NOW) as unit:  # what is copied between the two tables that are written
        await unit.inbox.put("bot", [Arrival(str(number), "1", "x") for number in range(3_000)])

    async def write() -> int:
        number = 0
        while not copied.is_set() or number < 5:
            async with storage.unit(NOW) as unit:
                court = await unit.people.add_court(str(number), "court", "x")
                await unit.people.invite(court.id, "clerk", str(number), None)
            number += 1
        return number

    writing = asyncio.create_task(write())
    await asyncio.sleep(0.02)
    held = await backup(storage.database, tmp_path / "copy.db")
    copied.set()
    written = await writing
    with closing(sqlite3.connect(tmp_path / "copy.db")) as file:
        both = [file.execute(f"SELECT name FROM {table} ORDER BY id").fetchall() for table in ("courts", "people")]
    assert both[0] == both[1] == [(str(number),) for number in range(held.people)]
    assert len(await rows(storage, courts)) == written >= held.people


async def test_a_copy_is_one_file_for_its_owner(storage: Storage, tmp_path: Path) -> None:
    """It can be read from a disk that is read-only, by nobody but whoever made it; nothing else is left beside it."""
    (tmp_path / "copy.db.part").write_text("left by a backup that was killed", encoding="utf-8")
    await backup(storage.database, tmp_path / "copy.db")
    file = tmp_path / "copy.db"
    # bytes 18 and 19 of a file in the "wal" form are 2, and such a file needs others beside it
    assert file.read_bytes()[18:20] == b"\x01\x01"
    assert (file.stat().st_mode & 0o077, names(tmp_path)) == (0, ["copy.db"])


async def test_a_copy_is_never_made_over_a_file(storage: Storage, tmp_path: Path) -> None:
    """Yesterday's backup is not lost to today's typing slip."""
    (tmp_path / "copy.db").write_text("yesterday", encoding="utf-8")
    with pytest.raises(FileExistsError):
        await backup(storage.database, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "yesterday"


async def test_a_copy_into_no_folder_leaves_nothing(storage: Storage, tmp_path: Path) -> None:
    """A folder that is not there is said, not made."""
    with pytest.raises(FileNotFoundError):
        await backup(storage.database, tmp_path / "nowhere" / "copy.db")
    assert names(tmp_path) == []


async def test_a_restore_never_fills_what_is_filled(storage: Storage, copy: Path) -> None:
    """A restore into the wrong installation changes nothing in it."""
    await furnished(storage)
    before = await everything(storage)
    with pytest.raises(FileExistsError):
        await restore(storage.database, copy)
    assert await everything(storage) == before


@pytest.mark.parametrize("content", [b"", b"no backup", b"SQLite format 3\0" + b"x" * 4_000], ids=["0", "text", "torn"])
async def test_a_file_that_is_no_backup_is_refused(storage: Storage, tmp_path: Path, content: bytes) -> None:
    """The error names the file; neither it nor the database is touched."""
    file = tmp_path / "copy.db"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r"copy\.db: is no backup"):
        await restore(storage.database, file)
    assert file.read_bytes() == content
    assert not any((await everything(storage)).values())


async def test_another_programs_database_is_refused(storage: Storage, tmp_path: Path) -> None:
    """A file of the right form with the wrong tables is no backup."""
    with closing(sqlite3.connect(tmp_path / "copy.db")) as file:
        file.execute("CREATE TABLE courts (id INTEGER)")
    with pytest.raises(ValueError, match=r"copy\.db: is no backup"):
        await restore(storage.database, tmp_path / "copy.db")


async def test_a_missing_file_is_said_to_be_missing(storage: Storage, tmp_path: Path) -> None:
    """A slip in the name makes no new, empty file."""
    with pytest.raises(FileNotFoundError):
        await restore(storage.database, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


async def test_a_newer_releases_copy_is_refused(storage: Storage, copy: Path) -> None:
    """What this release does not know it would drop; the words say which step is needed."""
    with closing(sqlite3.connect(copy)) as file, file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ValueError, match=f"newer release of Komek .step 9999, here {REVISION}"):
        await restore(storage.database, copy)
    assert not any((await everything(storage)).values())


@pytest.mark.parametrize("step", STEPS)
async def test_a_copy_of_every_earlier_release_can_be_restored(
    databases: Databases, empty: str, tmp_path: Path, step: str
) -> None:
    """The backup in the safe is older than the program, and is not written to."""
    file = tmp_path / "copy.db"
    async with open_database(f"sqlite+aiosqlite:///{file}") as database:
        await migrate(database, step)
        async with database.transaction() as connection:
            counts = await connection.run_sync(filled)
    before = file.read_bytes()
    async with open_storage(empty) as storage:
        assert await restore(storage.database, file) == Held(1, 1)
        assert await revision(storage.database) == REVISION
        found = {name: len(table) for name, table in (await everything(storage)).items()}
        assert found == {name: counts.get(name, 0) for name in found}  # what that release did not have is empty
    assert file.read_bytes() == before
