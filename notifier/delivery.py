"""Messages of the outbox, sent, then marked; a crash in between repeats what is not marked and loses none."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog

from notifier.pace import Pace
from storage.outbox import LEASE, Claimed
from storage.unit import Storage, Unit

#: How many messages one tick claims: what can be sent well within a lease.
AT_ONCE: Final = 20
#: So long after its claim a message may still be begun; what is left of the lease is for a server that is slow.
BEGUN: Final = LEASE / 4
#: Within so long after its first failure a reminder is passed on to the next who answers for the case.
PASSED_ON: Final = timedelta(minutes=12)
#: After so long a message that was never taken is given up.
GIVEN_UP: Final = timedelta(days=5)

log = structlog.get_logger("delivery")


@dataclass(frozen=True, slots=True)
class Sent:
    """It was taken."""


@dataclass(frozen=True, slots=True)
class Later:
    """It was not taken, or nobody knows; to be tried again after a pause, or after the usual one."""

    pause: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never be taken as it is."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is there any more."""


Result = Sent | Later | Refused | Gone

#: Have the next who answers for a case told what a reminder says, by the reminder's number.
PassOn = Callable[[Unit, int, datetime], Awaitable[None]]


class Sender(Protocol):
    """One channel's way out."""

    async def send(self, address: str, content: str) -> Result:
        """What became of a message; never raises for what the other side does."""


def pause(attempts: int, spread: float = 1.0) -> timedelta:
    """
    How long to wait after so many attempts: 5 s, doubled each time, an hour at most.

    Args:
        attempts: Made so far.
        spread: From 0 to 1, by chance: it takes up to a half off, so that those who failed together do not come again
            together.
    """
    longest = min(timedelta(seconds=5 * 2 ** min(attempts - 1, 12)), timedelta(hours=1))
    return longest * (0.5 + spread / 2)


@dataclass
class Delivery:
    """Sends what was put into the outbox."""

    storage: Storage
    senders: Mapping[str, Sender]
    now: Callable[[], datetime]
    #: How fast the channels may be spoken to unasked; a reply goes at once.
    paces: Mapping[str, Pace] = field(default_factory=dict)
    pass_on: PassOn | None = None
    #: A number from 0 to 1 by chance.
    chance: Callable[[], float] = random.random
    #: Where replies have waited for others.
    _behind: set[tuple[str, str]] = field(default_factory=set)
    #: What was sent and is not marked yet.
    _unmarked: list[Claimed] = field(default_factory=list)
    _marking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def deliver(self, messages: Iterable[Claimed]) -> None:
        """Send messages that were just put, after the older replies that they wait for."""
        messages = tuple(messages)
        await self._send(messages)
        behind = {(message.channel, message.address) for message in messages if not message.lease}
        self._behind.update(behind)
        for channel, address in behind:
            await self._catch_up(channel, address)

    async def finish(self) -> None:
        """Send the replies that are due where some have waited for others, once nothing ticks any more."""
        for channel, address in self._behind:
            await self._catch_up(channel, address)

    async def _catch_up(self, channel: str, address: str) -> None:
        """Send the replies that are due at an address, until none is left or somebody else is sending one."""
        while True:
            async with self.storage.unit(self.now()) as unit:
                claimed = await unit.outbox.claim(channel, 1, address)
            if not claimed:
                return
            await self._send(claimed)

    async def _send(self, messages: Iterable[Claimed]) -> None:
        """
        Send messages that this process holds, to each address in their order, to several addresses at once.

        After one that has to wait, the rest for its address waits too.
        """
        began = self.now()
        places: dict[tuple[str, str], list[Claimed]] = {}
        for message in messages:
            places.setdefault((message.channel, message.address), []).append(message)
        done = await asyncio.gather(*(self._deliver(those, began) for those in places.values()), return_exceptions=True)
        for fault in done:
            if isinstance(fault, BaseException):
                raise fault

    async def tick(self) -> int:
        """Claim and send what is due; how many messages that were."""
        claimed: list[Claimed] = []
        async with self.storage.unit(self.now()) as unit:
            for channel in self.senders:
                claimed += await unit.outbox.claim(channel, AT_ONCE)
        await self._send(claimed)
        return len(claimed)

    async def _deliver(self, messages: Iterable[Claimed], began: datetime) -> None:
        until: datetime | None = None
        for message in messages:
            if until is not None:
                await self._put_off(message, until)
            elif message.lease and await self._may_begin(message, began):
                until = await self._sent(message)
            elif message.lease:
                async with self.storage.unit(self.now()) as unit:
                    await unit.outbox.put_off(message, self.now(), is_failing=False)

    async def _may_begin(self, message: Claimed, began: datetime) -> bool:
        """Whether the claim is fresh when the channel bears a message: else it could lapse while it is sent."""
        pace = None if message.is_reply else self.paces.get(message.channel)
        if pace and self.now() - began <= BEGUN:
            await pace.wait(message.address)
        return self.now() - began <= BEGUN

    async def _sent(self, message: Claimed) -> datetime | None:
        """Until when the message has to wait; None when it is done with."""
        result = await self.senders[message.channel].send(message.address, message.content)
        now = self.now()
        since = message.failing_since or now
        if isinstance(result, Later) and now - since < GIVEN_UP:
            until = now + (result.pause or pause(message.attempts, self.chance()))
            is_late = until - since >= PASSED_ON
            await self._put_off(message, until, passed_on=is_late)
            return until
        if isinstance(result, Sent):
            await self._mark_sent(message)
            return None
        async with self.storage.unit(now) as unit:
            if message.reminder:
                await unit.outbox.hold(message.reminder)
            match result:
                case Refused():
                    log.error("message refused", channel=message.channel, message=message.id)
                    await unit.outbox.mark(message, "refused")
                case Gone():
                    await unit.outbox.mark(message, "gone")
                    await unit.people.set_gone(message.channel, message.address, is_gone=True)
                case Later():
                    log.error("message given up", channel=message.channel, message=message.id)
                    await unit.outbox.mark(message, "given up")
            if message.reminder and not await unit.outbox.is_waiting(message.reminder):
                await self._passed_on(unit, message.reminder, now)
        return None

    async def _mark_sent(self, message: Claimed) -> None:
        """Mark what was sent; what others have sent while the last ones were marked goes in one transaction."""
        self._unmarked.append(message)
        async with self._marking:
            if message not in self._unmarked:
                return  # marked along with a neighbour's
            async with self.storage.unit(self.now()) as unit:
                group = tuple(self._unmarked)
                await unit.outbox.mark_sent(group)
            # not before the commit: until then the next one tries it for all of them
            del self._unmarked[: len(group)]

    async def came_back(self, unit: Unit, address: tuple[str, str], reminder: int, *, is_gone: bool) -> None:
        """
        What was taken came back: it is as if it had been refused at once.

        Args:
            unit: The transaction in which that is noted.
            address: The channel, and to which address it was sent.
            reminder: What it said; 0 for what said none.
            is_gone: Whether nobody is there any more.
        """
        if is_gone:
            await unit.people.set_gone(*address, is_gone=True)
        if not reminder:
            return
        await unit.outbox.hold(reminder)
        came_back = await unit.outbox.mark_returned(*address, reminder, "gone" if is_gone else "refused")
        if came_back and not await unit.outbox.is_waiting(reminder):
            await self._passed_on(unit, reminder, self.now())

    async def _put_off(self, message: Claimed, until: datetime, *, passed_on: bool = False) -> None:
        now = self.now()
        async with self.storage.unit(now) as unit:
            await unit.outbox.put_off(message, until)
            if passed_on and message.reminder:
                await self._passed_on(unit, message.reminder, now)

    async def _passed_on(self, unit: Unit, reminder: int, now: datetime) -> None:
        """A reminder that reached nobody on any channel is told to the next who answers for the case."""
        if self.pass_on and not await unit.outbox.is_reached(reminder):
            await self.pass_on(unit, reminder, now)
