"""What is due, for the morning's overview of a person or the week's of a court."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.people import Person
from storage.tables import cases, deadlines, people, reminders


@dataclass(frozen=True, slots=True)
class Running:
    """A date that runs in an open case."""

    case: int
    number: str
    limit: str
    due: date
    #: Whether this person was reminded of it and has not answered.
    is_unseen: bool


class Digests:
    """Dates of many cases at once; for the program itself, each for whoever may see them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def everybody(self) -> tuple[Person, ...]:
        """The people who are let in."""
        chosen = (people.c.id, people.c.court_id, people.c.role, people.c.name, people.c.language, people.c.deputy_id)
        rows = await self._connection.execute(
            select(*chosen).where(people.c.removed_at.is_(None)).order_by(people.c.id)
        )
        return tuple(Person(*row) for row in rows)

    async def own(self, person: Person, until: date) -> tuple[Running, ...]:
        """What runs in the cases that somebody answers for, up to a day; what is overdue too."""
        if person.role == "department":
            return await self._running(person, cases.c.department_id == person.court, until)
        mine = or_(cases.c.owner_id == person.id, cases.c.deputy_id == person.id, cases.c.judge_id == person.id)
        return await self._running(person, mine, until)

    async def of_court(self, person: Person, until: date) -> tuple[Running, ...]:
        """What runs in all cases of somebody's court, up to a day."""
        return await self._running(person, cases.c.court_id == person.court, until)

    async def _running(self, person: Person, whose: ColumnElement[bool], until: date) -> tuple[Running, ...]:
        runs = (deadlines.c.replaced_at.is_(None), deadlines.c.ended.is_(None), cases.c.closed.is_(None))
        chosen = (cases.c.id, cases.c.number, deadlines.c.limit_key, deadlines.c.due, deadlines.c.event_id)
        found = select(*chosen).join(deadlines).where(whose, *runs, cases.c.next_due <= until, deadlines.c.due <= until)
        rows = (await self._connection.execute(found.order_by(deadlines.c.due, deadlines.c.id))).all()
        unseen = await self._unseen(person, {row.id for row in rows})
        return tuple(
            Running(
                row.id, row.number, row.limit_key, row.due, (row.id, row.limit_key, row.event_id, row.due) in unseen
            )
            for row in rows
        )

    async def _unseen(self, person: Person, numbers: Iterable[int]) -> set[Any]:
        """The dates of which somebody was reminded without an answer."""
        chosen = (reminders.c.case_id, reminders.c.limit_key, reminders.c.event_id, reminders.c.due)
        where = (reminders.c.person_id == person.id, reminders.c.outcome == "said", reminders.c.seen_at.is_(None))
        found = select(*chosen).where(*where, reminders.c.case_id.in_(numbers))
        return {tuple(row) for row in await self._connection.execute(found)}
