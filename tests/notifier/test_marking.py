"""What was sent is marked as sent: in groups, and a mark that failed is made with the next one."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from notifier.delivery import Delivery, Result, Sent
from storage.outbox import LEASE, Claimed, Message
from storage.unit import Storage, open_storage
from tests.databases import Databases, Kind
from tests.notifier.test_mail import NOW

MANY: Final = 6


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where fresh databases come from."""
    with ExitStack() as closing:
        yield Databases(tmp_path_factory.mktemp("databases"), closing)


@pytest.fixture(params=["sqlite", "postgresql"])
async def storage(request: pytest.FixtureRequest, databases: Databases) -> AsyncIterator[Storage]:
    """A storage with nothing in it."""
    kind: Kind = request.param
    async with open_storage(await databases.migrated(kind)) as opened:
        yield opened


@dataclass
class Together:
    """Takes messages when so many are on the way."""

    number: int
    taken: list[str] = field(default_factory=list)
    _all: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, address: str, content: str) -> Result:
        """Wait for the others."""
        self.taken.append(f"{address}: {content}")
        if len(self.taken) >= self.number:
            self._all.set()
        await self._all.wait()
        return Sent()


async def claimed(storage: Storage, *addresses: str) -> list[Claimed]:
    """A reply to each address, which this process sends."""
    async with storage.unit(NOW) as unit:
        said = [Message(f"to {one}", "reply", "telegram", one, "hello") for one in addresses]
        return [await unit.outbox.put_claimed(message) for message in said]


async def outcomes(storage: Storage) -> list[tuple[str, str | None, str | None]]:
    """What became of each message, and its content if it still has any."""
    async with storage.unit(NOW) as unit:
        found = await unit.connection.execute(text("SELECT address, outcome, content FROM outbox ORDER BY id"))
        return [(row.address, row.outcome, row.content) for row in found]


async def test_what_is_sent_at_once_is_marked_at_once(storage: Storage) -> None:
    """Six chats that are answered at the same time cost one commit or two, not six."""
    addresses = [str(number) for number in range(MANY)]
    messages = await claimed(storage, *addresses)
    commits: list[object] = []
    event.listen(storage.database.engine.sync_engine, "commit", commits.append)
    await Delivery(storage, {"telegram": Together(MANY)}, lambda: NOW).deliver(messages)
    assert 1 <= len(commits) <= 2
    assert await outcomes(storage) == [(one, "sent", None) for one in addresses]


async def test_a_mark_that_failed_is_made_with_the_next(storage: Storage) -> None:
    """The database was away when it was to be marked: nothing is sent again when the next one could be marked."""
    first, second = await claimed(storage, "1", "2")
    sender = Together(1)
    delivery = Delivery(storage, {"telegram": sender}, lambda: NOW)
    await _renamed(storage, "outbox", "away")
    with pytest.raises(DBAPIError):
        await delivery.deliver([first])
    await _renamed(storage, "away", "outbox")
    assert await outcomes(storage) == [("1", None, "hello"), ("2", None, "hello")]
    await delivery.deliver([second])
    assert await outcomes(storage) == [("1", "sent", None), ("2", "sent", None)]
    delivery.now = lambda: NOW + LEASE * 2
    assert await delivery.tick() == 0
    assert sender.taken == ["1: hello", "2: hello"]


async def test_a_mark_that_comes_too_late_marks_nothing(storage: Storage) -> None:
    """Its claim has lapsed and somebody else is sending it: the mark of that one counts."""
    (mine,) = await claimed(storage, "1")
    later = NOW + LEASE + timedelta(seconds=1)
    async with storage.unit(later) as unit:
        (theirs,) = await unit.outbox.claim("telegram", 1)
        await unit.outbox.mark_sent([mine])
    assert await outcomes(storage) == [("1", None, "hello")]
    async with storage.unit(later) as unit:
        await unit.outbox.mark_sent([mine, theirs])
    assert await outcomes(storage) == [("1", "sent", None)]


async def _renamed(storage: Storage, old: str, new: str) -> None:
    async with storage.unit(NOW) as unit:
        await unit.connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
