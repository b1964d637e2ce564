"""What goes out: written in the transaction that decided it, sent after the commit, marked when it was sent."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import (
    BigInteger,
    Exists,
    Insert,
    String,
    Update,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inbox import KEPT
from storage.moments import MICROSECONDS, kept, moment
from storage.tables import outbox

#: How long whoever claimed a message has to send it; then it is due again.
LEASE: Final = timedelta(seconds=30)

#: A notice tells of what has changed, or of what whoever runs the program must know.
Kind = Literal["reply", "reminder", "digest", "notice"]
#: What became of a message; withdrawn is what is not true any more, given up what was tried too long.
Outcome = Literal["sent", "refused", "gone", "withdrawn", "given up"]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be said: unique by its key, so that planning it twice says it once."""

    key: str
    kind: Kind
    channel: str
    address: str
    #: JSON in the form of the channel.
    content: str
    #: To whom, of which case, and the first of the reminders that it says; None where there is none.
    person: int | None = None
    case: int | None = None
    reminder: int | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that only the holder of the lease sends; without a lease it waits for an older one to its address."""

    id: int
    channel: str
    address: str
    content: str
    attempts: int
    lease: str
    is_reply: bool = True
    #: The first of the reminders that it says; None for other messages.
    reminder: int | None = None
    #: Since when it has not been taken; None while it was not refused.
    failing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Troubled:
    """A message that is late, or failed for good."""

    id: int
    channel: str
    person: int | None
    case: int | None
    attempts: int
    #: Why it failed for good; None while it is tried.
    outcome: str | None
    #: When it failed, or since when it is not taken.
    since: datetime


class Outbox:
    """The messages of all channels. At least once: a crash between sending and marking repeats one."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now
        self._lease = secrets.token_hex(16)

    async def put_claimed(self, message: Message) -> Claimed:
        """
        Put a message that this process sends itself as soon as the transaction is committed.

        While an older reply to its address is not sent it goes without a claim: `claim` brings it after that one.
        One of its key that was withdrawn or failed gives way to it: the same is said anew, in other words.

        Raises:
            NoResultFound: One of its key waits to be sent, or was sent.
        """
        values = {
            **_values(message),
            "now": self._now,
            "until": self._now + LEASE // MICROSECONDS,
            "mine": self._lease,
        }
        put = _PUT_CLAIMED[self._connection.dialect.name]
        number, lease = (await self._connection.execute(put, values)).one()
        said = (number, message.channel, message.address, message.content, 1, lease or "")
        return Claimed(*said, message.kind == "reply", message.reminder)

    async def put(self, messages: Iterable[Message]) -> None:
        """Put messages that are due now; those whose key is there already are left out."""
        rows = [{**_values(message), "next_at": self._now, "attempts": 0} for message in messages]
        if rows:
            insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
            await self._connection.execute(insert(outbox).on_conflict_do_nothing(index_elements=["key"]), rows)

    async def put_again(self, message: Message, pause: timedelta) -> None:
        """Put a message that is due now, unless the one of its key waits to be sent or was sent within `pause`."""
        fresh = {"next_at": self._now, "lease": None, "attempts": 0, "done_at": None, "outcome": None}
        values = {**_values(message), **fresh}
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        is_old = outbox.c.done_at <= self._now - pause // MICROSECONDS
        put = insert(outbox).values(values)
        await self._connection.execute(put.on_conflict_do_update(index_elements=["key"], set_=values, where=is_old))

    async def claim(self, channel: str, limit: int, replies_to: str = "") -> tuple[Claimed, ...]:
        """
        What is due on a channel, or whose claim has lapsed, oldest first; claimed for `LEASE`.

        Of the replies to one address only the oldest, whoever else may be sending it: none overtakes another.

        Args:
            channel: The channel.
            limit: How many at most.
            replies_to: The address to which only replies are wanted; else all that is due.
        """
        due = select(outbox.c.id).where(
            outbox.c.done_at.is_(None),
            outbox.c.next_at <= self._now,
            outbox.c.channel == channel,
            or_(outbox.c.kind != "reply", ~_has_older()),
        )
        if replies_to:
            due = due.where(outbox.c.kind == "reply", outbox.c.address == replies_to)
        # of its own, so that PostgreSQL chooses once: an inner query it may repeat, and claim more than the limit
        due_now = due.order_by(outbox.c.next_at, outbox.c.id).limit(limit).with_for_update(skip_locked=True).cte("due")
        claimed = (
            update(outbox)
            .where(outbox.c.id.in_(select(due_now.c.id)))
            .values(next_at=self._now + LEASE // MICROSECONDS, lease=self._lease, attempts=outbox.c.attempts + 1)
            .returning(*(outbox.c[name] for name in _CLAIMED))
        )
        rows = (await self._connection.execute(claimed)).all()
        return tuple(sorted((self._claimed(row) for row in rows), key=lambda message: message.id))

    def _claimed(self, row: Any) -> Claimed:  # noqa: ANN401 - SQLAlchemy's Row
        since = None if row.failing_since is None else moment(row.failing_since)
        said = (row.id, row.channel, row.address, row.content, row.attempts)
        return Claimed(*said, self._lease, row.kind == "reply", row.reminder_id, since)

    async def release(self) -> None:
        """Make due what was claimed and not marked; only where nobody can be sending it any more."""
        held = update(outbox).where(outbox.c.done_at.is_(None), outbox.c.lease.is_not(None))
        # with its lease: it tells that somebody may have sent it
        await self._connection.execute(held.values(next_at=self._now))

    async def mark(self, message: Claimed, outcome: Outcome) -> None:
        """
        It is done with; nothing happens when the claim went to somebody else.

        Its content is dropped, unless it is a reminder that failed: that can be tried again.
        """
        is_kept = message.reminder and outcome in {"refused", "given up"}
        values = {"done_at": self._now, "outcome": outcome, **({} if is_kept else {"content": None})}
        await self._connection.execute(_held(message).values(values))

    async def mark_sent(self, messages: Sequence[Claimed]) -> None:
        """All of these are sent and done with; nothing happens to one whose claim went to somebody else."""
        held = [{"message": one.id, "held": one.lease, "now": self._now} for one in messages]
        await self._connection.execute(_MARK_SENT, held)

    async def mark_returned(self, channel: str, address: str, reminder: int, outcome: Outcome) -> bool:
        """What was sent to an address and said a reminder came back; False when nothing was sent there."""
        there = (outbox.c.channel == channel, outbox.c.address == address, outbox.c.reminder_id == reminder)
        done = update(outbox).where(*there, outbox.c.outcome == "sent").values(outcome=outcome)
        return bool((await self._connection.execute(done)).rowcount)

    async def put_off(self, message: Claimed, until: datetime, *, is_failing: bool = True) -> None:
        """It is tried again at a later moment; the first moment at which it failed is kept."""
        since = func.coalesce(outbox.c.failing_since, self._now if is_failing else None)
        await self._connection.execute(_held(message).values(next_at=kept(until), lease=None, failing_since=since))

    async def withdraw(self, reminders: Collection[int]) -> Mapping[int, bool | None]:
        """
        Send what these reminders said no more.

        Returns:
            Of those of which something was still to be sent, whether something had been sent. None when nobody knows:
            somebody is sending it, or has tried to and been killed, or has not heard that it was taken.
        """
        those = (outbox.c.reminder_id.in_(reminders), outbox.c.done_at.is_(None))
        is_untried = and_(outbox.c.lease.is_(None), outbox.c.failing_since.is_(None))
        found = await self._connection.execute(select(outbox.c.reminder_id, is_untried).where(*those).with_for_update())
        untried: dict[int, bool] = {}
        for reminder, is_it in found:
            untried[reminder] = untried.get(reminder, True) and bool(is_it)
        values = {"done_at": self._now, "outcome": "withdrawn", "content": None}
        await self._connection.execute(update(outbox).where(*those).values(values))
        sent = await self.reached(untried)
        return {one: True if sent[one] else False if is_it else None for one, is_it in untried.items()}

    async def hold(self, reminder: int) -> None:
        """
        Hold all messages that say a reminder until the transaction ends.

        Before one of them is marked as failed: two that fail at once would else each take the other for still waiting.
        """
        those = select(outbox.c.id).where(outbox.c.reminder_id == reminder).order_by(outbox.c.id)
        await self._connection.execute(those.with_for_update())

    async def is_reached(self, reminder: int) -> bool:
        """Whether what a reminder says was sent on any channel."""
        return bool((await self.reached([reminder])).get(reminder))

    async def is_waiting(self, reminder: int) -> bool:
        """Whether what a reminder says is still to be sent on a channel that has not failed so far."""
        where = (outbox.c.reminder_id == reminder, outbox.c.done_at.is_(None), outbox.c.failing_since.is_(None))
        return (await self._connection.execute(select(outbox.c.id).where(*where).limit(1))).first() is not None

    async def troubled(self, late: timedelta) -> tuple[Troubled, ...]:
        """What was not taken within `late`, and what failed for good and still has its content."""
        waits = and_(outbox.c.done_at.is_(None), outbox.c.failing_since <= self._now - late // MICROSECONDS)
        failed = outbox.c.outcome.in_(("refused", "gone", "given up"))
        found = select(outbox).where(or_(waits, failed), outbox.c.kind != "reply").order_by(outbox.c.id)
        return tuple(
            Troubled(
                r.id, r.channel, r.person_id, r.case_id, r.attempts, r.outcome, moment(r.done_at or r.failing_since)
            )
            for r in await self._connection.execute(found)
        )

    async def try_again(self, number: int) -> bool:
        """Make a message due that waits or failed; False when there is none, or it was sent, or its words are gone."""
        can = (outbox.c.id == number, outbox.c.content.is_not(None), outbox.c.kind != "reply")
        again = {"next_at": self._now, "lease": None, "attempts": 0, "done_at": None, "outcome": None}
        done = await self._connection.execute(update(outbox).where(*can).values(again))
        return bool(done.rowcount)

    async def reached(self, reminders: Collection[int]) -> Mapping[int, bool | None]:
        """Whether what each of these reminders says was sent; None while it is still tried."""
        chosen = select(outbox.c.reminder_id, outbox.c.outcome).where(outbox.c.reminder_id.in_(reminders))
        found: dict[int, bool | None] = {}
        for reminder, outcome in await self._connection.execute(chosen):
            before = found.get(reminder, False)
            found[reminder] = True if outcome == "sent" or before else None if outcome is None else before
        return found

    async def prune(self) -> int:
        """Drop the replies that are done and whose update cannot come again; how many. The rest tells what was said."""
        old = outbox.c.done_at < self._now - KEPT // MICROSECONDS
        return (await self._connection.execute(delete(outbox).where(old, outbox.c.kind == "reply"))).rowcount


_CLAIMED: Final = ("id", "kind", "channel", "address", "content", "attempts", "reminder_id", "failing_since")


def _values(message: Message) -> dict[str, object]:
    return {
        "key": message.key,
        "kind": message.kind,
        "channel": message.channel,
        "address": message.address,
        "content": message.content,
        "person_id": message.person,
        "case_id": message.case,
        "reminder_id": message.reminder,
    }


def _has_older() -> Exists:
    older = outbox.alias("older")
    there = (older.c.channel == outbox.c.channel, older.c.address == outbox.c.address, older.c.id < outbox.c.id)
    return exists().where(older.c.done_at.is_(None), older.c.kind == "reply", *there)


def _held(message: Claimed) -> Update:
    held = (outbox.c.id == message.id, outbox.c.lease == message.lease, outbox.c.done_at.is_(None))
    return update(outbox).where(*held)


def _put_claimed(dialect: str) -> Insert:
    """
    A message with its claim, unless a reply to the address is not sent that was not put in this very transaction.

    One of its key that was withdrawn or failed gives way to it.
    """
    older = outbox.alias("older")
    there = (older.c.channel == bindparam("channel"), older.c.address == bindparam("address"))
    waits = exists().where(
        *there, older.c.done_at.is_(None), older.c.kind == "reply", older.c.lease.is_distinct_from(_MINE)
    )
    is_behind = and_(bindparam("kind", type_=String) == "reply", waits)
    claim = {
        "next_at": case((is_behind, bindparam("now", type_=BigInteger)), else_=bindparam("until", type_=BigInteger)),
        "lease": case((is_behind, null()), else_=_MINE),
    }
    given: dict[str, object] = {column: bindparam(column) for column in _GIVEN}
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    put = insert(outbox).values({**given, **claim, "attempts": 1})
    anew: dict[str, object] = {column: put.excluded[column] for column in (*_GIVEN, *claim, "attempts")}
    anew |= {"done_at": null(), "outcome": null(), "failing_since": null()}
    put = put.on_conflict_do_update(index_elements=["key"], set_=anew, where=outbox.c.outcome != "sent")
    return put.returning(outbox.c.id, outbox.c.lease)


# made once, as every turn sends them
_MINE: Final = bindparam("mine", type_=String)
_GIVEN: Final = ("key", "kind", "channel", "address", "content", "person_id", "case_id", "reminder_id")
_PUT_CLAIMED: Final = {dialect: _put_claimed(dialect) for dialect in ("sqlite", "postgresql")}
_MARK_SENT: Final = (
    update(outbox)
    .where(outbox.c.id == bindparam("message"), outbox.c.lease == bindparam("held"), outbox.c.done_at.is_(None))
    .values(done_at=bindparam("now"), outcome="sent", content=None)
)
