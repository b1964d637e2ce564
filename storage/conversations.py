"""What each conversation remembers, and the forms that people have begun."""

from typing import Final

from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import conversations, runs

# made once, as every turn sends them: to make a statement takes longer than to send it
_THERE: Final = and_(conversations.c.channel == bindparam("at"), conversations.c.address == bindparam("whose"))
_STATE: Final = select(conversations.c.state).where(_THERE).with_for_update()
_NEW: Final = {
    name: insert(conversations).on_conflict_do_nothing(index_elements=["channel", "address"])
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_KEEP: Final = update(conversations).where(_THERE).values(state=bindparam("kept"), updated_at=bindparam("now"))
_DROP: Final = delete(conversations).where(_THERE)
_OPEN: Final = and_(
    runs.c.person_id == bindparam("person"), runs.c.name == bindparam("form"), runs.c.ended_at.is_(None)
)
_RUN: Final = select(runs.c.answers).where(_OPEN)
_NEWEST_RUN: Final = (
    select(runs.c.answers)
    .where(runs.c.person_id == bindparam("person"), runs.c.ended_at.is_(None))
    .order_by(runs.c.updated_at.desc(), runs.c.id.desc())
    .limit(1)
)
_KEEP_RUN: Final = update(runs).where(_OPEN).values(answers=bindparam("kept"), updated_at=bindparam("now"))
_END_RUN: Final = update(runs).where(_OPEN).values(ended_at=bindparam("now"), answers="", case_id=bindparam("case"))


class Conversations:
    """The state of the talks, by channel and address; one turn of a talk at a time."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def locked(self, channel: str, address: str) -> str:
        """The state as it was kept, "" for a new talk; nobody else has it until the transaction ends."""
        there = {"at": channel, "whose": address}
        state = (await self._connection.execute(_STATE, there)).scalar_one_or_none()
        if state is not None:
            return str(state)
        # two first messages at once must wait for each other too: the row is made, then locked
        values = {"channel": channel, "address": address, "state": "", "updated_at": self._now}
        await self._connection.execute(_NEW[self._connection.dialect.name], values)
        return str((await self._connection.execute(_STATE, there)).scalar_one())

    async def keep(self, channel: str, address: str, state: str) -> None:
        """Keep the state of a talk."""
        values = {"at": channel, "whose": address, "kept": state, "now": self._now}
        await self._connection.execute(_KEEP, values)

    async def drop(self, channel: str, address: str) -> None:
        """Forget a talk."""
        await self._connection.execute(_DROP, {"at": channel, "whose": address})

    async def run(self, person: int, name: str) -> str | None:
        """The answers of the form of this name that somebody has open, from whichever channel."""
        answers = (await self._connection.execute(_RUN, {"person": person, "form": name})).scalar_one_or_none()
        return None if answers is None else str(answers)

    async def newest_run(self, person: int) -> str | None:
        """The answers of the form that somebody worked at last and has open."""
        answers = (await self._connection.execute(_NEWEST_RUN, {"person": person})).scalar_one_or_none()
        return None if answers is None else str(answers)

    async def keep_run(self, person: int, name: str, answers: str) -> None:
        """Keep the answers of a form; one of a name stands open for a person at a time."""
        changed = {"person": person, "form": name, "kept": answers, "now": self._now}
        kept = await self._connection.execute(_KEEP_RUN, changed)
        if not kept.rowcount:
            values = {"person_id": person, "name": name, "answers": answers, "updated_at": self._now}
            await self._connection.execute(runs.insert().values(values))

    async def end_run(self, person: int, name: str, case: int | None = None) -> None:
        """A form is filled in or dropped: its answers went into the case, or nowhere, and are kept no longer."""
        await self._connection.execute(_END_RUN, {"person": person, "form": name, "now": self._now, "case": case})
