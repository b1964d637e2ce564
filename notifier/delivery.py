"""Messages of the outbox, sent one by one and marked one by one; a crash in between repeats one and loses none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog

from storage.outbox import Claimed
from storage.unit import Storage

#: How many messages one tick claims: what can be sent well within a lease.
AT_ONCE: Final = 20

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


class Sender(Protocol):
    """One channel's way out."""

    async def send(self, address: str, content: str) -> Result:
        """What became of a message; never raises for what the other side does."""


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 5 s, doubled each time, an hour at most."""
    return min(timedelta(seconds=5 * 2 ** min(attempts - 1, 12)), timedelta(hours=1))


@dataclass(frozen=True)
class Delivery:
    """Sends what was put into the outbox."""

    storage: Storage
    senders: Mapping[str, Sender]
    now: Callable[[], datetime]
    #: Until when an address waits: what comes after a message that was put off goes by the tick, in its order.
    _waits: dict[tuple[str, str], datetime] = field(default_factory=dict)

    async def deliver(self, messages: Iterable[Claimed]) -> None:
        """Send messages that this process has claimed, in their order; after one that has to wait, the rest waits."""
        for message in messages:
            if until := self._waits.get((message.channel, message.address)):
                await self._put_off(message, max(until, self.now()))
            else:
                await self._send(message)

    async def tick(self) -> int:
        """Claim and send what is due; how many messages that were."""
        now = self.now()
        claimed: list[Claimed] = []
        async with self.storage.unit(now) as unit:
            for channel in self.senders:
                claimed += await unit.outbox.claim(channel, AT_ONCE)
        if len(claimed) < AT_ONCE:
            due = {(message.channel, message.address) for message in claimed}
            for place in [place for place, until in self._waits.items() if until <= now and place not in due]:
                del self._waits[place]
        for message in claimed:
            until = self._waits.get((message.channel, message.address), now)
            if until > self.now():
                await self._put_off(message, until)
            else:
                await self._send(message)
        return len(claimed)

    async def _send(self, message: Claimed) -> None:
        result = await self.senders[message.channel].send(message.address, message.content)
        await self._mark(message, result)

    async def _put_off(self, message: Claimed, until: datetime) -> None:
        self._waits[message.channel, message.address] = until
        async with self.storage.unit(self.now()) as unit:
            await unit.outbox.put_off(message, until)

    async def _mark(self, message: Claimed, result: Result) -> None:
        now = self.now()
        if isinstance(result, Later):
            await self._put_off(message, now + (result.pause or pause(message.attempts)))
            return
        async with self.storage.unit(now) as unit:
            match result:
                case Sent():
                    await unit.outbox.mark(message, "sent")
                case Refused():
                    log.error("message refused", channel=message.channel, message=message.id)
                    await unit.outbox.mark(message, "refused")
                case Gone():
                    await unit.outbox.mark(message, "gone")
                    await unit.people.set_gone(message.channel, message.address, is_gone=True)
