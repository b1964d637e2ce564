"""Reminders as they are planned: written in the commit that makes or moves a date, said once, never forgotten."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import Select, and_, func, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.moments import MICROSECONDS, kept, moment
from storage.tables import reminders

#: What became of a reminder. Said, and then ended with its date; or never said: answered before, withdrawn with its
#: date, or there was nowhere to say it.
Outcome = Literal["said", "ended", "answered", "withdrawn", "unreachable"]

_KEY: Final = ("case_id", "limit_key", "event_id", "stage", "person_id", "due")


@dataclass(frozen=True, slots=True)
class Kept:
    """One reminder to one person, of one date of one limit."""

    id: int
    case: int
    limit: str
    #: The event that the limit is counted from.
    event: int
    stage: str
    person: int
    due: date
    #: The moment it is planned for.
    at: datetime
    outcome: Outcome | None = None
    #: The first of the reminders that were said in one message with it.
    said_with: int | None = None
    seen_at: datetime | None = None

    @property
    def is_overdue(self) -> bool:
        """Whether it says that the due day has passed."""
        return self.stage.startswith("overdue-")

    @property
    def key(self) -> tuple[str, int, str, int, date]:
        """What tells it from the other reminders of its case."""
        return self.limit, self.event, self.stage, self.person, self.due


class Reminders:
    """The reminders of all cases; for the program itself, not for people."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def late(self, by: timedelta) -> int:
        """How many are not said although their moment passed by so much."""
        waits = (reminders.c.done_at.is_(None), reminders.c.next_at <= self._now - by // MICROSECONDS)
        return int(await self._connection.scalar(select(func.count()).select_from(reminders).where(*waits)) or 0)

    async def of_cases(self, cases: Collection[int]) -> tuple[Kept, ...]:
        """All reminders of these cases, those that are done with among them."""
        return await self._found(_chosen().where(reminders.c.case_id.in_(cases)).order_by(reminders.c.id))

    async def put(self, planned: Iterable[Kept]) -> None:
        """
        Plan reminders; one that is there already stays as it is, one that was withdrawn comes back.

        A date may move away and back again: what was withdrawn in between must not be lost.
        """
        rows = [
            {
                "case_id": one.case,
                "limit_key": one.limit,
                "event_id": one.event,
                "stage": one.stage,
                "person_id": one.person,
                "due": one.due,
                "at": kept(one.at),
                "next_at": kept(one.at),
                "attempts": 0,
            }
            for one in planned
        ]
        if not rows:
            return
        insert = (postgresql if self._connection.dialect.name == "postgresql" else sqlite).insert(reminders)
        again = {"at": insert.excluded.at, "next_at": insert.excluded.next_at, "attempts": 0}
        statement = insert.on_conflict_do_update(
            index_elements=list(_KEY),
            set_={**again, "done_at": None, "outcome": None},
            where=reminders.c.outcome == "withdrawn",
        )
        await self._connection.execute(statement, rows)

    async def move(self, reminder: int, at: datetime) -> None:
        """Another moment for one that is not said yet: the working hours or days before it have changed."""
        values = {"at": kept(at), "next_at": kept(at)}
        await self._connection.execute(self._open([reminder]).values(values))

    async def withdraw(self, withdrawn: Collection[int]) -> None:
        """They are not to be said any more."""
        await self._end(withdrawn, "withdrawn")

    async def due(self, limit: int) -> tuple[Kept, ...]:
        """
        What is to be said now, the most urgent first, locked until the transaction ends.

        Of each case and person all that is due comes together, so that it is one message.
        """
        is_due = and_(reminders.c.done_at.is_(None), reminders.c.next_at <= self._now)
        first = select(reminders.c.person_id, reminders.c.case_id).where(is_due)
        # chosen once: an inner query PostgreSQL may repeat, and find others locked
        pairs = first.order_by(reminders.c.next_at, reminders.c.id).limit(limit).with_for_update(skip_locked=True)
        rows = (await self._connection.execute(pairs)).all()
        together = tuple_(reminders.c.person_id, reminders.c.case_id).in_(
            {(row.person_id, row.case_id) for row in rows}
        )
        found = _chosen().where(is_due, together).with_for_update(skip_locked=True)
        return await self._found(found.order_by(reminders.c.due, reminders.c.id)) if rows else ()

    async def mark_said(self, said: Sequence[Kept]) -> None:
        """They were put into one message, known by the first of them."""
        values = {"done_at": self._now, "outcome": "said", "said_with": said[0].id}
        await self._connection.execute(self._open([one.id for one in said]).values(values))

    async def mark_unreachable(self, those: Iterable[Kept]) -> None:
        """There is no address at which the person could be told."""
        await self._end([one.id for one in those], "unreachable")

    async def end(self, said: Iterable[Kept]) -> None:
        """The date that was said is no more; whoever was told is told of that, once."""
        those = reminders.c.id.in_([one.id for one in said])
        await self._connection.execute(update(reminders).where(those).values(outcome="ended"))

    async def put_off(self, those: Collection[int], until: datetime) -> None:
        """They are to be said later."""
        values = {"next_at": kept(until), "attempts": reminders.c.attempts + 1}
        await self._connection.execute(self._open(those).values(values))

    async def say_again(self, those: Collection[int]) -> None:
        """They are due anew: the message in which they stood was not sent."""
        if those:
            values = {"done_at": None, "outcome": None, "said_with": None, "next_at": self._now}
            await self._connection.execute(update(reminders).where(reminders.c.id.in_(those)).values(values))

    async def one(self, reminder: int, person: int) -> Kept | None:
        """A reminder that was said to this person; None for those of others."""
        found = _chosen().where(reminders.c.id == reminder, reminders.c.person_id == person)
        return next(iter(await self._found(found)), None)

    async def together(self, first: int) -> tuple[Kept, ...]:
        """The reminders that were said in one message with this one."""
        return await self._found(_chosen().where(reminders.c.said_with == first).order_by(reminders.c.id))

    async def mark_seen(self, case: int) -> None:
        """Somebody who answers for the case has seen what was said of it: nobody is told that nobody answered."""
        said = (reminders.c.case_id == case, reminders.c.outcome == "said", reminders.c.seen_at.is_(None))
        stages = (await self._connection.execute(select(reminders.c.stage).where(*said).distinct())).scalars().all()
        await self._connection.execute(update(reminders).where(*said).values(seen_at=self._now))
        unasked = {stage.replace("before-", "unseen-") for stage in stages if stage.startswith("before-")}
        waiting = and_(reminders.c.case_id == case, reminders.c.stage.in_(unasked), reminders.c.done_at.is_(None))
        await self._connection.execute(update(reminders).where(waiting).values(done_at=self._now, outcome="answered"))

    async def _end(self, those: Collection[int], outcome: Outcome) -> None:
        if those:
            await self._connection.execute(self._open(those).values(done_at=self._now, outcome=outcome))

    def _open(self, those: Collection[int]) -> Any:  # noqa: ANN401 - SQLAlchemy's Update
        return update(reminders).where(reminders.c.id.in_(those), reminders.c.done_at.is_(None))

    async def _found(self, statement: Select[Any]) -> tuple[Kept, ...]:
        rows = (await self._connection.execute(statement)).all()
        return tuple(
            Kept(
                id=row.id,
                case=row.case_id,
                limit=row.limit_key,
                event=row.event_id,
                stage=row.stage,
                person=row.person_id,
                due=row.due,
                at=moment(row.at),
                outcome=row.outcome,
                said_with=row.said_with,
                seen_at=None if row.seen_at is None else moment(row.seen_at),
            )
            for row in rows
        )


def _chosen() -> Select[Any]:
    return select(reminders)
