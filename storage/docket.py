"""The open cases as the program itself needs them, for reminders; nothing of it is shown but to those who answer."""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Update, and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.cases import Case, CaseDeadline, CaseEvent
from knowledge.limits import Deadline
from knowledge.people import Role
from storage.cases import _case as case_of
from storage.moments import moment
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


@dataclass(frozen=True)
class Standing:
    """The dates that cases have now."""

    rows: Mapping[int, Sequence[Row[Any]]]

    def of(self, case: int) -> Mapping[tuple[str, int], Row[Any]]:
        """Those of one case, by the limit and the event it is counted from."""
        return {(row.limit_key, row.event_id): row for row in self.rows.get(case, ())}

    def since(self, case: int) -> Mapping[tuple[str, int], datetime]:
        """Since when each date of a case is known."""
        return {key: moment(row.counted_at) for key, row in self.of(case).items()}


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

    async def standing(self, numbers: Collection[int]) -> Standing:
        """The dates that cases have now."""
        found = select(deadlines).where(deadlines.c.case_id.in_(numbers), deadlines.c.replaced_at.is_(None))
        rows: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in await self._connection.execute(found):
            rows[row.case_id].append(row)
        return Standing(rows)

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

    async def keep_dates(
        self, case: int, found: Iterable[CaseDeadline], next_due: date | None, reason: str, standing: Standing
    ) -> bool:
        """
        Keep the dates of a case as they are now counted; those that moved stay in the history with the reason.

        Returns:
            Whether anything about them has changed.
        """
        before, changed = dict(standing.of(case)), False
        for one in found:
            if one.deadline is None or one.start is None:
                continue
            row = before.pop((one.key, one.start.id), None)
            ended = one.ended_by.day if one.ended_by else None
            if row and (row.start, row.due) == (one.start.day, one.deadline.due):
                if row.ended != ended:
                    changed = True
                    await self._connection.execute(_row(row.id).values(ended=ended))
                continue
            changed = True
            if row:
                await self._connection.execute(_row(row.id).values(replaced_at=self._now))
            values = self._date(case, one, one.start.id, one.deadline, reason)
            await self._connection.execute(deadlines.insert().values(values))
        for row in before.values():
            changed = True
            await self._connection.execute(_row(row.id).values(replaced_at=self._now))
        if changed:
            await self._connection.execute(update(cases).where(cases.c.id == case).values(next_due=next_due))
        return changed

    def _date(self, case: int, one: CaseDeadline, event: int, deadline: Deadline, reason: str) -> dict[str, object]:
        return {
            "case_id": case,
            "limit_key": one.key,
            "event_id": event,
            "start": deadline.start,
            "due": deadline.due,
            "trace": json.dumps([[step.name, step.day.isoformat(), step.rule] for step in deadline.trace]),
            "calendar_version": deadline.calendar.version,
            "ended": one.ended_by.day if one.ended_by else None,
            "reason": reason,
            "counted_at": self._now,
        }

    async def _found(self, where: ColumnElement[bool]) -> Mapping[int, Case]:
        rows = (await self._connection.execute(select(cases).where(where).order_by(cases.c.id))).mappings().all()
        events: dict[int, list[CaseEvent]] = defaultdict(list)
        chosen = select(case_events.c.case_id, case_events.c.event_id, case_events.c.kind, case_events.c.day)
        told = chosen.where(case_events.c.case_id.in_([row["id"] for row in rows]), case_events.c.is_current)
        for case, *event in await self._connection.execute(told.order_by(case_events.c.id)):
            events[case].append(CaseEvent(*event))
        return {row["id"]: case_of(row, tuple(events[row["id"]])) for row in rows}


def _row(number: int) -> Update:
    return update(deadlines).where(deadlines.c.id == number)
