"""What each conversation remembers, and the forms that people have begun."""

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import conversations, runs


class Conversations:
    """The state of the talks, by channel and address; one turn of a talk at a time."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def locked(self, channel: str, address: str) -> str:
        """The state as it was kept, "" for a new talk; nobody else has it until the transaction ends."""
        where = (conversations.c.channel == channel, conversations.c.address == address)
        found = select(conversations.c.state).where(*where).with_for_update()
        state = (await self._connection.execute(found)).scalar_one_or_none()
        if state is not None:
            return str(state)
        # two first messages at once must wait for each other too: the row is made, then locked
        values = {"channel": channel, "address": address, "state": "", "updated_at": self._now}
        insert = _insert(self._connection.dialect.name).on_conflict_do_nothing(index_elements=["channel", "address"])
        await self._connection.execute(insert.values(values))
        return str((await self._connection.execute(found)).scalar_one())

    async def keep(self, channel: str, address: str, state: str) -> None:
        """Keep the state of a talk."""
        where = (conversations.c.channel == channel, conversations.c.address == address)
        await self._connection.execute(update(conversations).where(*where).values(state=state, updated_at=self._now))

    async def drop(self, channel: str, address: str) -> None:
        """Forget a talk."""
        where = (conversations.c.channel == channel, conversations.c.address == address)
        await self._connection.execute(delete(conversations).where(*where))

    async def run(self, person: int, name: str) -> str | None:
        """The answers of the form of this name that somebody has open, from whichever channel."""
        where = (runs.c.person_id == person, runs.c.name == name, runs.c.ended_at.is_(None))
        answers = (await self._connection.execute(select(runs.c.answers).where(*where))).scalar_one_or_none()
        return None if answers is None else str(answers)

    async def newest_run(self, person: int) -> str | None:
        """The answers of the form that somebody worked at last and has open."""
        found = select(runs.c.answers).where(runs.c.person_id == person, runs.c.ended_at.is_(None))
        newest = found.order_by(runs.c.updated_at.desc(), runs.c.id.desc()).limit(1)
        answers = (await self._connection.execute(newest)).scalar_one_or_none()
        return None if answers is None else str(answers)

    async def keep_run(self, person: int, name: str, answers: str) -> None:
        """Keep the answers of a form; one of a name stands open for a person at a time."""
        where = (runs.c.person_id == person, runs.c.name == name, runs.c.ended_at.is_(None))
        kept = await self._connection.execute(update(runs).where(*where).values(answers=answers, updated_at=self._now))
        if not kept.rowcount:
            values = {"person_id": person, "name": name, "answers": answers, "updated_at": self._now}
            await self._connection.execute(runs.insert().values(values))

    async def end_run(self, person: int, name: str, case: int | None = None) -> None:
        """A form is filled in or dropped: its answers went into the case, or nowhere, and are kept no longer."""
        where = (runs.c.person_id == person, runs.c.name == name, runs.c.ended_at.is_(None))
        values = {"ended_at": self._now, "answers": "", "case_id": case}
        await self._connection.execute(update(runs).where(*where).values(values))


def _insert(dialect: str) -> "sqlite.Insert | postgresql.Insert":
    return postgresql.insert(conversations) if dialect == "postgresql" else sqlite.insert(conversations)
