"""What goes out: written in the transaction that decided it, sent after the commit, marked when it was sent."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Update, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.moments import MICROSECONDS, kept
from storage.tables import outbox

#: How long whoever claimed a message has to send it; then it is due again.
LEASE: Final = timedelta(seconds=30)

Outcome = Literal["sent", "refused", "gone"]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be said: unique by its key, so that planning it twice says it once."""

    key: str
    kind: Literal["reply", "reminder"]
    channel: str
    address: str
    #: JSON in the form of the channel.
    content: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that only the holder of the lease sends."""

    id: int
    channel: str
    address: str
    content: str
    attempts: int
    lease: str


class Outbox:
    """The messages of all channels. At least once: a crash between sending and marking repeats one."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def put_claimed(self, message: Message) -> Claimed:
        """Put a message that this process sends itself as soon as the transaction is committed."""
        lease = secrets.token_hex(16)
        values = {
            "key": message.key,
            "kind": message.kind,
            "channel": message.channel,
            "address": message.address,
            "content": message.content,
            "next_at": self._now + LEASE // MICROSECONDS,
            "lease": lease,
            "attempts": 1,
        }
        added = await self._connection.execute(outbox.insert().values(values).returning(outbox.c.id))
        return Claimed(int(added.scalar_one()), message.channel, message.address, message.content, 1, lease)

    async def claim(self, channel: str, limit: int) -> tuple[Claimed, ...]:
        """What is due on a channel, or whose claim has lapsed, oldest first; claimed for `LEASE`."""
        lease = secrets.token_hex(16)
        due = select(outbox.c.id).where(
            outbox.c.done_at.is_(None), outbox.c.next_at <= self._now, outbox.c.channel == channel
        )
        # of its own, so that PostgreSQL chooses once: an inner query it may repeat, and claim more than the limit
        due_now = due.order_by(outbox.c.next_at, outbox.c.id).limit(limit).with_for_update(skip_locked=True).cte("due")
        claimed = (
            update(outbox)
            .where(outbox.c.id.in_(select(due_now.c.id)))
            .values(next_at=self._now + LEASE // MICROSECONDS, lease=lease, attempts=outbox.c.attempts + 1)
            .returning(outbox.c.id, outbox.c.channel, outbox.c.address, outbox.c.content, outbox.c.attempts)
        )
        rows = (await self._connection.execute(claimed)).all()
        return tuple(
            sorted(
                (Claimed(r.id, r.channel, r.address, r.content, r.attempts, lease) for r in rows),
                key=lambda message: message.id,
            )
        )

    async def mark(self, message: Claimed, outcome: Outcome) -> None:
        """It is done with; its content is dropped. Nothing happens when the claim went to somebody else."""
        values = {"done_at": self._now, "outcome": outcome, "content": None}
        await self._connection.execute(_held(message).values(values))

    async def put_off(self, message: Claimed, until: datetime) -> None:
        """It is tried again at a later moment."""
        await self._connection.execute(_held(message).values(next_at=kept(until)))


def _held(message: Claimed) -> Update:
    return update(outbox).where(outbox.c.id == message.id, outbox.c.lease == message.lease)
