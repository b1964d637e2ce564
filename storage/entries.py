"""The days that the labour authority moved, as an administrator entered them."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.calendar import Entry, Reason
from storage.tables import calendar_entries

# made once, as every turn sends it
_VERSION: Final = select(func.coalesce(func.max(calendar_entries.c.id), 0))


class CalendarEntries:
    """The entries, added to only: a wrong one is answered by a newer one of the same day."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def version(self) -> int:
        """Rises with each entry; 0 while there is none."""
        return int((await self._connection.execute(_VERSION)).scalar_one())

    async def newest_act(self) -> str:
        """The act of the newest entry; "" while there is none."""
        newest = select(calendar_entries.c.act).order_by(calendar_entries.c.id.desc()).limit(1)
        return str((await self._connection.execute(newest)).scalar_one_or_none() or "")

    async def has_year(self, year: int) -> bool:
        """Whether a day of a year was entered."""
        days = (calendar_entries.c.off, calendar_entries.c.worked)
        there = or_(*(day.between(date(year, 1, 1), date(year, 12, 31)) for day in days))
        return (await self._connection.execute(select(calendar_entries.c.id).where(there).limit(1))).first() is not None

    async def all(self) -> tuple[Entry, ...]:
        """The entries as the calendar takes them; of two for one day the newer stands."""
        rows = await self._connection.execute(select(calendar_entries).order_by(calendar_entries.c.id))
        found: dict[object, Entry] = {}
        for row in rows:
            for entry in _entries(row.off, row.worked, row.act):
                found[entry.day] = entry
        return tuple(found.values())

    async def add(self, entries: tuple[Entry, ...], by: int | None = None) -> None:
        """Enter days; the two halves of a moved pair are entered as one."""
        for entry in entries:
            reason = entry.reason
            if reason.kind == "worked":
                continue  # stands in the row of its day off
            off = None if reason.kind == "entered-work" else entry.day
            values = {
                "off": off,
                "worked": reason.other if off else entry.day,
                "act": reason.act,
                "entered_by": by,
                "entered_at": self._now,
            }
            await self._connection.execute(calendar_entries.insert().values(values))


def _entries(off: date | None, worked: date | None, act: str) -> Iterator[Entry]:
    if off and worked:
        yield Entry(off, Reason("moved-off", other=worked, act=act))
        yield Entry(worked, Reason("worked", other=off, act=act))
    elif off:
        yield Entry(off, Reason("entered-off", act=act))
    elif worked:
        yield Entry(worked, Reason("entered-work", act=act))
