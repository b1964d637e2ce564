"""The open cases as the program itself needs them, for reminders; nothing of it is shown but to those who answer."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.cases import Case, CaseEvent
from knowledge.people import Role
from storage.cases import case_of
from storage.tables import case_events, cases, courts, deadlines, installation, people

#: How far from a date a moved day may lie and still move it: longer than any row of days off.
NEAR: Final = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Answering:
    """Somebody who is let in, with the reminders they chose."""

    id: int
    court: int
    role: Role
    #: The days before the due day, "14 7 3 1"; "" for the usual ones.
    days: str
    last_to_deputy: bool


class Docket:
    """Cases in bulk."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def cases(self, numbers: Collection[int]) -> Mapping[int, Case]:
        """These cases with their events, the closed ones too."""
        return await self._found(cases.c.id.in_(numbers))

    async def owner_after(self, owner: int) -> int | None:
        """The next person, by number, who has open cases; None behind the last."""
        following = select(func.min(cases.c.owner_id)).where(cases.c.owner_id > owner, cases.c.closed.is_(None))
        found: int | None = await self._connection.scalar(following)
        return found

    async def open_of(self, owner: int) -> Mapping[int, Case]:
        """The open cases of somebody, locked until the transaction ends."""
        own = (cases.c.owner_id == owner, cases.c.closed.is_(None))
        await self._connection.execute(select(cases.c.id).where(*own).order_by(cases.c.id).with_for_update())
        return await self._found(and_(*own))

    async def open_in(self, office: int) -> Mapping[int, Case]:
        """The open cases of a court, or those that were sent to a Department."""
        there = or_(cases.c.court_id == office, cases.c.department_id == office)
        return await self._found(and_(there, cases.c.closed.is_(None)))

    async def open_for(self, person: int) -> Mapping[int, Case]:
        """The open cases that somebody answers for."""
        named = or_(cases.c.owner_id == person, cases.c.deputy_id == person, cases.c.judge_id == person)
        return await self._found(and_(named, cases.c.closed.is_(None)))

    async def open_about(self, first: date, last: date) -> Mapping[int, Case]:
        """The open cases with a date that the days from `first` to `last` can move."""
        runs = (deadlines.c.replaced_at.is_(None), deadlines.c.ended.is_(None))
        # counted forward the days lie between start and end, counted back between end and start
        around = (
            func.least if self._connection.dialect.name == "postgresql" else func.min,
            func.greatest if self._connection.dialect.name == "postgresql" else func.max,
        )
        begins, ends = (each(deadlines.c.start, deadlines.c.due) for each in around)
        touched = select(deadlines.c.case_id).where(*runs, begins <= last + NEAR, ends >= first - NEAR)
        return await self._found(and_(cases.c.closed.is_(None), cases.c.id.in_(touched)))

    async def installation(self) -> str:
        """The name by which other programs tell this installation from others; made when it is first asked for."""
        found = select(installation.c.name).order_by(installation.c.id).limit(1)
        name = (await self._connection.execute(found)).scalar_one_or_none()
        if name is None:
            # two replicas that ask at once put the same row
            insert = (postgresql if self._connection.dialect.name == "postgresql" else sqlite).insert(installation)
            values = {"id": 1, "name": str(uuid.uuid4())}
            await self._connection.execute(insert.values(values).on_conflict_do_nothing(index_elements=["id"]))
            name = (await self._connection.execute(found)).scalar_one()
        return str(name)

    async def answering(self, numbers: Collection[int], offices: Collection[int]) -> tuple[Answering, ...]:
        """These people, and those who lead these offices or are a Department; nobody who was removed."""
        named = people.c.id.in_(numbers)
        leading = people.c.court_id.in_(offices) & people.c.role.in_(("chief", "administrator", "department"))
        found = select(people).where(named | leading, people.c.removed_at.is_(None)).order_by(people.c.id)
        rows = await self._connection.execute(found)
        return tuple(
            Answering(row.id, row.court_id, row.role, row.reminder_days or "", row.last_to_deputy) for row in rows
        )

    async def days_of_courts(self, offices: Collection[int]) -> Mapping[int, str]:
        """The days before the due day that courts chose."""
        found = select(courts.c.id, courts.c.reminder_days).where(courts.c.id.in_(offices))
        return {row.id: row.reminder_days or "" for row in await self._connection.execute(found)}

    async def _found(self, where: ColumnElement[bool]) -> Mapping[int, Case]:
        rows = (await self._connection.execute(select(cases).where(where).order_by(cases.c.id))).mappings().all()
        events: dict[int, list[CaseEvent]] = defaultdict(list)
        chosen = select(case_events.c.case_id, case_events.c.event_id, case_events.c.kind, case_events.c.day)
        told = chosen.where(case_events.c.case_id.in_([row["id"] for row in rows]), case_events.c.is_current)
        for case, *event in await self._connection.execute(told.order_by(case_events.c.id)):
            events[case].append(CaseEvent(*event))
        return {row["id"]: case_of(row, tuple(events[row["id"]])) for row in rows}
