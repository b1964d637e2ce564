"""What came in: stored before it is acknowledged, handled in order, its content dropped when it is handled."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.moments import MICROSECONDS
from storage.tables import inbox

#: Telegram repeats an update for a day at most; twice that is kept to know a repeat by.
KEPT: Final = timedelta(days=2)

# made once, as every update sends them
_OPEN: Final = and_(
    inbox.c.source == bindparam("origin"), inbox.c.conversation == bindparam("talk"), inbox.c.handled_at.is_(None)
)
_OLDEST: Final = (
    select(inbox.c.id, inbox.c.external_id, inbox.c.conversation, inbox.c.content, inbox.c.attempts)
    .where(_OPEN)
    .order_by(inbox.c.id)
    .limit(2)
    .with_for_update()
)
_HANDLED: Final = (
    update(inbox).where(inbox.c.id == bindparam("arrival")).values(handled_at=bindparam("now"), content=None)
)
_NEW: Final = {
    name: insert(inbox).on_conflict_do_nothing(index_elements=["source", "external_id"])
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}

#: After so many failures an entry is given up: it is left with its content gone, and is said to be lost.
ATTEMPTS: Final = 5


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in: an update as JSON, the conversation it belongs to, and its number at the source."""

    external_id: str
    conversation: str
    content: str


@dataclass(frozen=True, slots=True)
class Open:
    """An arrival that is not handled yet."""

    id: int
    external_id: str
    conversation: str
    content: str
    attempts: int
    #: More is open in its conversation.
    has_more: bool = False


class Inbox:
    """The arrivals of all sources."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def put(self, source: str, arrivals: list[Arrival]) -> None:
        """Store arrivals; those that came before are known and left out."""
        rows = [
            {
                "source": source,
                "external_id": one.external_id,
                "conversation": one.conversation,
                "content": one.content,
                "received_at": self._now,
                "attempts": 0,
            }
            for one in arrivals
        ]
        if rows:
            await self._connection.execute(_NEW[self._connection.dialect.name], rows)

    async def conversations(self, source: str) -> tuple[str, ...]:
        """The conversations with something open, a conversation for each of its arrivals."""
        found = select(inbox.c.conversation).where(inbox.c.source == source, inbox.c.handled_at.is_(None))
        return tuple((await self._connection.execute(found.order_by(inbox.c.id))).scalars())

    async def oldest(self, source: str, conversation: str) -> Open | None:
        """The oldest open arrival of a conversation, locked until the transaction ends."""
        found = (await self._connection.execute(_OLDEST, {"origin": source, "talk": conversation})).all()
        return Open(*found[0], has_more=len(found) > 1) if found else None

    async def mark_handled(self, arrival: int) -> None:
        """It is handled: its content is dropped, its identity stays."""
        await self._connection.execute(_HANDLED, {"arrival": arrival, "now": self._now})

    async def mark_failed(self, arrival: Open) -> bool:
        """One more failure; True when it is given up."""
        is_last = arrival.attempts + 1 >= ATTEMPTS
        values = {"attempts": arrival.attempts + 1}
        given_up = {"handled_at": self._now, "content": None} if is_last else {}
        await self._connection.execute(update(inbox).where(inbox.c.id == arrival.id).values(**values, **given_up))
        return is_last

    async def prune(self) -> int:
        """Drop the identities that no repeat can come for; how many."""
        old = inbox.c.handled_at < self._now - KEPT // MICROSECONDS
        return (await self._connection.execute(delete(inbox).where(old))).rowcount
