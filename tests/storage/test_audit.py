"""The records: one chain, in which nothing can be altered or taken out unseen."""

import asyncio

import pytest
from sqlalchemy import Delete, Update, delete, update

from storage.audit import ORIGIN, PAGE, Record
from storage.tables import audit
from storage.unit import Storage, Unit
from tests.storage.scene import NOW, Scene, rows


async def noted(storage: Storage, scene: Scene, number: int = 5) -> None:
    """Some records, of two courts and of the machine."""
    async with storage.unit(NOW) as unit:
        for subject in range(number):
            await unit.audit.note(
                "case-opened", f"case:{subject}", (scene.clerk, scene.foreign_clerk, None)[subject % 3]
            )


async def test_a_chain_that_nobody_touched_holds(storage: Storage, scene: Scene) -> None:
    """An honest installation is found to be one, empty or not."""
    async with storage.unit(NOW) as unit:
        empty = await unit.audit.chain()
        assert (empty.records, empty.newest, empty.broken) == (0, ORIGIN, None)
    await noted(storage, scene)
    async with storage.unit(NOW) as unit:
        chain = await unit.audit.chain()
        assert (chain.records, chain.broken, await unit.audit.first_broken()) == (5, None, None)
    assert chain.newest == (await rows(storage, audit))[-1]["hash"]


async def broken_by(unit: Unit, change: Update | Delete) -> int | None:
    """The first broken record after a change by raw SQL, which is then taken back."""
    attempt = await unit.connection.begin_nested()
    await unit.connection.execute(change)
    found = await unit.audit.first_broken()
    await attempt.rollback()
    return found


#: Each part of a record, as somebody would like to have it.
CHANGES = {"at": 1, "person_id": 3, "court_id": 2, "deed": "x", "subject": "case:9", "hash": "0" * 64}


async def test_an_altered_record_is_found(storage: Storage, scene: Scene) -> None:
    """Whoever has the database in hand cannot put a look at a case on somebody else's name."""
    assert {*CHANGES} == {*audit.c.keys()} - {"id"}
    await noted(storage, scene)
    async with storage.unit(NOW) as unit:
        for name, value in CHANGES.items():
            altered = update(audit).values({name: value})
            found = [await broken_by(unit, altered.where(audit.c.id == number)) for number in range(1, 6)]
            assert found == [1, 2, 3, 4, 5], name
        assert await unit.audit.first_broken() is None


async def test_a_record_taken_out_is_found(storage: Storage, scene: Scene) -> None:
    """The record after the gap does not follow the one before it."""
    await noted(storage, scene)
    async with storage.unit(NOW) as unit:
        found = [await broken_by(unit, delete(audit).where(audit.c.id == number)) for number in range(1, 5)]
    assert found == [2, 3, 4, 5]


async def test_an_end_cut_off_shows_by_the_newest_hash(storage: Storage, scene: Scene) -> None:
    """A chain without its end holds; who noted the newest hash elsewhere sees that it was longer."""
    await noted(storage, scene)
    async with storage.unit(NOW) as unit:
        before = await unit.audit.chain()
        await unit.connection.execute(delete(audit).where(audit.c.id == 5))
        after = await unit.audit.chain()
    assert (after.broken, after.records, after.newest == before.newest) == (None, 4, False)


async def test_many_notes_at_once_are_one_chain(storage: Storage, scene: Scene) -> None:
    """Twenty people at work at once: no two records follow the same one."""

    async def note(number: int) -> None:
        async with storage.unit(NOW) as unit:
            await unit.audit.note("case-seen", f"case:{number}", scene.clerk)

    await asyncio.gather(*map(note, range(20)))
    async with storage.unit(NOW) as unit:
        chain = await unit.audit.chain()
    assert (chain.records, chain.broken) == (20, None)


async def test_a_deed_that_failed_is_not_noted(storage: Storage, scene: Scene) -> None:
    """The record stands in the transaction of the deed."""

    async def fail() -> None:
        async with storage.unit(NOW) as unit:
            await unit.audit.note("case-opened", "case:1", scene.clerk)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await rows(storage, audit) == []


async def test_a_page_shows_the_own_court_newest_first(storage: Storage, scene: Scene) -> None:
    """An administrator reads the own court's records, page by page, and nobody else's."""
    await noted(storage, scene, 3 * (PAGE + 1))
    async with storage.unit(NOW) as unit:
        first = await unit.audit.page(scene.clerk)
        second = await unit.audit.page(scene.clerk, first[-1].id)
        assert {one.person for one in await unit.audit.page(scene.foreign_chief)} == {scene.foreign_clerk.id}
    assert first[0] == Record(61, NOW, scene.clerk.id, "case-opened", "case:60")
    assert (len(first), [one.id for one in second]) == (PAGE, [1])


async def test_who_runs_the_machine_reads_all_or_one_court(storage: Storage, scene: Scene) -> None:
    """What was done on the machine itself belongs to a court only if one was named."""
    await noted(storage, scene, 3)
    async with storage.unit(NOW) as unit:
        await unit.audit.note("backup", "database", None)
        await unit.audit.note("invited", "person:9", None, scene.clerk.court)
        assert [one.deed for one in await unit.audit.newest(2)] == ["invited", "backup"]
        assert [one.id for one in await unit.audit.newest(10, scene.clerk.court)] == [5, 1]
