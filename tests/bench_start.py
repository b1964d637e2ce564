"""
The start of `komek run` with much overdue, a process of its own: `python -m tests.bench_start ADDRESS`.

All that runs by the clock runs: the recount of the open cases, what is due is said and sent, at no pace. Meanwhile a
heart beats, and somebody else writes.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from pydantic import SecretStr
from sqlalchemy import func, select

from bot.app import now_utc, open_registry
from bot.running import opened_rounds, settle
from bot.settings import Settings
from notifier.clock import Clock
from notifier.delivery import Delivery
from notifier.rounds import Rounds
from storage.moments import kept
from storage.tables import outbox, reminders
from storage.unit import Storage, open_storage
from tests.bench_queues import CHANNEL, Sink, beating
from tests.botapi.bots import TOKEN

#: The moment of the start, a Wednesday's morning, whenever the bench is run; and the last one before the stop.
BEGIN: Final = datetime(2026, 11, 25, 5, tzinfo=UTC)
STOPPED: Final = BEGIN - timedelta(days=7)

#: Seconds between two writes of somebody else.
WRITES: Final = 0.1

_IMPORTED: Final = time.monotonic()


def clock() -> datetime:
    """The moment now, counted from the start."""
    return BEGIN + timedelta(seconds=time.monotonic() - _IMPORTED)


@dataclass
class Started:
    """How a start went; times in milliseconds but for the whole."""

    said: int
    seconds: float
    #: The longest time for which it let nothing else run, and for which nothing else ran.
    blocked: float
    late: float
    #: The longest time that somebody waited who wanted to write.
    waited: float
    recounted: float


@asynccontextmanager
async def opened(address: str, now: Callable[[], datetime] = now_utc) -> AsyncIterator[Rounds]:
    """What speaks unasked, over a database; what it says is taken."""
    settings = Settings(_env_file=None, bot_token=SecretStr(TOKEN), database_url=address, default_language="ru")
    async with open_storage(address) as storage:
        delivery = Delivery(storage, {CHANNEL: Sink()}, now)
        yield opened_rounds(open_registry(storage, settings, now), delivery, settings)


async def started(address: str) -> Started:
    """Start, and stay up until all is said and counted."""
    async with opened(address, clock) as rounds:
        settle()
        return await _until_all_is_said(rounds)


async def _until_all_is_said(rounds: Rounds) -> Started:
    stop, counted = asyncio.Event(), asyncio.Event()
    async with beating() as heart, _writer(rounds.storage) as waited:
        begun = time.perf_counter()
        recounted = 0.0

        async def follow() -> None:
            nonlocal recounted
            await rounds.follow()
            recounted = recounted or (time.perf_counter() - begun) * 1000
            counted.set()

        async def tick() -> None:
            await rounds.tick()
            await counted.wait()
            if not await _left(rounds.storage):
                stop.set()

        overdue = await _left(rounds.storage)
        jobs = [(name, pause, {"tick": tick, "calendar": follow}.get(name, job)) for name, pause, job in rounds.jobs]
        await Clock(now_utc, tuple(jobs)).run(stop)
        return Started(
            overdue, time.perf_counter() - begun, max(heart.working), max(heart.late), max(waited), recounted
        )


@asynccontextmanager
async def _writer(storage: Storage) -> AsyncIterator[list[float]]:
    """Milliseconds that each of somebody's writes took until it was kept."""
    waited: list[float] = [0.0]

    async def write() -> None:
        while True:
            await asyncio.sleep(WRITES)
            begun = time.perf_counter()
            async with storage.unit(clock()) as unit:
                await unit.conversations.locked("terminal", "somebody")
                await unit.conversations.keep("terminal", "somebody", "{}")
            waited.append((time.perf_counter() - begun) * 1000)

    writing = asyncio.create_task(write())
    try:
        yield waited
    finally:
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)


async def _left(storage: Storage) -> int:
    """How much is due and not said, or said and not sent."""
    now = clock()
    async with storage.unit(now) as unit:
        waits = (reminders.c.done_at.is_(None), reminders.c.next_at <= kept(now))
        due = select(func.count()).select_from(reminders).where(*waits)
        open_ = select(func.count()).select_from(outbox).where(outbox.c.done_at.is_(None))
        return int(await unit.connection.scalar(due) or 0) + int(await unit.connection.scalar(open_) or 0)


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(started(sys.argv[1])))))  # noqa: T201 - the process that started it reads it
