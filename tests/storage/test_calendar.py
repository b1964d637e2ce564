"""Days that were moved: entered, kept, and counted with."""

from datetime import date

import pytest

from knowledge.calendar import Entry, Reason
from storage.tables import calendar_entries
from storage.unit import Storage
from tests.storage.scene import CALENDAR, NOW, Scene, rows

OFF, WORKED = date(2026, 7, 7), date(2026, 7, 4)
PAIR = (
    Entry(OFF, Reason("moved-off", other=WORKED, act="Order 1")),
    Entry(WORKED, Reason("worked", other=OFF, act="Order 1")),
)
SINGLE = (Entry(OFF, Reason("entered-off", act="Order 2")),)
WORK = (Entry(WORKED, Reason("entered-work", act="Order 3")),)


@pytest.mark.parametrize("entries", [PAIR, SINGLE, WORK, (), SINGLE + WORK], ids=str)
async def test_entries_come_back_as_they_were_entered(
    storage: Storage, scene: Scene, entries: tuple[Entry, ...]
) -> None:
    """The calendar with what was kept is the calendar with what was entered."""
    async with storage.unit(NOW) as unit:
        await unit.calendar.add(entries, scene.chief.id)
        found = await unit.calendar.all()
    assert found == entries
    assert CALENDAR.with_entries(found).version == CALENDAR.with_entries(entries).version
    assert {row["entered_by"] for row in await rows(storage, calendar_entries)} <= {scene.chief.id}


async def test_what_was_entered_moves_dates(storage: Storage) -> None:
    """A Saturday that is worked and a Tuesday that is not change what is counted, and its stamp."""
    async with storage.unit(NOW) as unit:
        await unit.calendar.add(PAIR)
        moved = CALENDAR.with_entries(await unit.calendar.all())
    assert [CALENDAR.is_working(day) for day in (OFF, WORKED)] == [True, False]
    assert [moved.is_working(day) for day in (OFF, WORKED)] == [False, True]
    assert moved.version != CALENDAR.version


async def test_the_newer_entry_of_a_day_wins(storage: Storage) -> None:
    """A wrong entry is answered by a right one; both stay to be seen."""
    async with storage.unit(NOW) as unit:
        await unit.calendar.add(SINGLE)
        await unit.calendar.add((Entry(OFF, Reason("entered-work", act="Order 4")),))
        (found,) = await unit.calendar.all()
    assert (found.reason.kind, found.reason.act) == ("entered-work", "Order 4")
    assert len(await rows(storage, calendar_entries)) == 2


async def test_the_version_rises_with_each_entry(storage: Storage) -> None:
    """Whoever holds a calendar in memory learns that it is old."""
    async with storage.unit(NOW) as unit:
        versions = [await unit.calendar.version()]
        for entries in (PAIR, SINGLE):
            await unit.calendar.add(entries)
            versions.append(await unit.calendar.version())
    assert versions == [0, 1, 2]
