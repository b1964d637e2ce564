"""Who saw and changed what: a chain of records in which none can be altered or taken out unseen."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, desc, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.people import Person
from storage.moments import moment
from storage.tables import audit

#: What the first record follows.
ORIGIN: Final = "0" * 64
PAGE: Final = 20

_NEWEST: Final = select(audit.c.hash).order_by(desc(audit.c.id)).limit(1)


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `subject` says what by its number, never by a name."""

    id: int
    at: datetime
    person: int | None
    deed: str
    subject: str


@dataclass(frozen=True, slots=True)
class Chain:
    """What the chain of records is found to be."""

    records: int
    #: The newest record's hash. Noted elsewhere it shows later that nobody cut off the end or wrote all anew.
    newest: str
    #: The first record that does not follow the one before it; None when the chain holds.
    broken: int | None


class Audit:
    """The records, added to and read, never changed."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def note(self, deed: str, subject: str, person: Person | None, court: int | None = None) -> None:
        """Add a record; without a person it was done on the machine itself."""
        if self._connection.dialect.name == "postgresql":
            # two records must not follow the same one; SQLite has one writer anyway
            await self._connection.execute(text("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"))
        before = (await self._connection.execute(_NEWEST)).scalar_one_or_none() or ORIGIN
        values: dict[str, object] = {
            "at": self._now,
            "person_id": person.id if person else None,
            "court_id": person.court if person else court,
            "deed": deed,
            "subject": subject,
        }
        await self._connection.execute(audit.insert(), {**values, "hash": _linked(before, values)})

    async def page(self, viewer: Person, before: int | None = None) -> tuple[Record, ...]:
        """The newest records of the viewer's court, those before a record if it is given."""
        found = select(audit).where(audit.c.court_id == viewer.court).order_by(desc(audit.c.id)).limit(PAGE)
        if before is not None:
            found = found.where(audit.c.id < before)
        return await self._records(found)

    async def newest(self, count: int, court: int | None = None) -> tuple[Record, ...]:
        """The newest records of all courts or of one; for nobody but whoever runs the machine."""
        found = select(audit).order_by(desc(audit.c.id)).limit(count)
        return await self._records(found if court is None else found.where(audit.c.court_id == court))

    async def first_broken(self) -> int | None:
        """The number of the first record that does not follow the one before it; None when the chain holds."""
        return (await self.chain()).broken

    async def chain(self) -> Chain:
        """The whole chain, looked through to its end."""
        records, newest, broken = 0, ORIGIN, None
        rows = await self._connection.stream(select(audit).order_by(audit.c.id))
        async for row in rows.mappings():
            values = {name: row[name] for name in ("at", "person_id", "court_id", "deed", "subject")}
            if broken is None and row["hash"] != _linked(newest, values):
                broken = row["id"]
            records, newest = records + 1, row["hash"]
        return Chain(records, newest, broken)

    async def _records(self, found: Select[Any]) -> tuple[Record, ...]:
        rows = await self._connection.execute(found)
        return tuple(Record(row.id, moment(row.at), row.person_id, row.deed, row.subject) for row in rows)


def _linked(before: str, values: dict[str, object]) -> str:
    """The hash of a record: over the one before it and all that it says."""
    said = "\x1f".join([before, *(str(value) for value in values.values())])
    return hashlib.sha256(said.encode()).hexdigest()
