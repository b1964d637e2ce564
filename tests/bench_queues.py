"""
One worker of a queue, a process of its own: `python -m tests.bench_queues WAY ADDRESS`, started by `bench_reminders`.

Each way takes what is due and says it into a sink, with one mark that lasts for each: our outbox and our plan, asyncpg
by hand over the table of our outbox, procrastinate, and APScheduler's job store. It says "ready", and for each line
that it is sent it works until nothing is due, or looks so many times at what is not due, and tells how that went.
"""

import asyncio
import json
import logging
import secrets
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from sqlalchemy.engine import make_url

from bot.app import now_utc
from notifier.delivery import AT_ONCE, Delivery, Result, Sent
from storage.moments import MICROSECONDS, kept
from storage.outbox import LEASE
from storage.unit import open_storage

#: The channel of everything that is said.
CHANNEL: Final = "telegram"
#: Connections of each worker of the others, as many as ours opens at most.
CONNECTIONS: Final = AT_ONCE
#: Jobs of APScheduler's store.
JOBS: Final = 10_000
#: Seconds between two beats of a heart.
BEAT: Final = 0.005

#: Takes what is due at this moment and says it; how much that was.
Round = Callable[[], Awaitable[int]]


@dataclass
class Worked:
    """How a worker did."""

    sent: int = 0
    began: float = 0
    ended: float = 0
    #: Milliseconds of each round in which something was sent, or in which nothing was due.
    rounds: list[float] = field(default_factory=list)
    #: The longest time for which it let nothing else run, in milliseconds.
    blocked: float = 0


@dataclass
class Sink:
    """Takes every message."""

    taken: int = 0

    async def send(self, _address: str, _content: str) -> Result:
        """The message is taken."""
        self.taken += 1
        return Sent()


@dataclass
class Heart:
    """By how many milliseconds each beat came late, and for how many of them this program itself was at work."""

    late: list[float] = field(default_factory=lambda: [0.0])
    #: On a machine that others use too a beat is late although nothing kept it.
    working: list[float] = field(default_factory=lambda: [0.0])

    async def beat(self) -> None:
        """Beat for ever."""
        while True:
            due, worked = time.perf_counter() + BEAT, time.thread_time()
            await asyncio.sleep(BEAT)
            self.late.append((time.perf_counter() - due) * 1000)
            self.working.append(min(self.late[-1], (time.thread_time() - worked) * 1000))


@asynccontextmanager
async def beating() -> AsyncIterator[Heart]:
    """A heart that beats meanwhile."""
    heart = Heart()
    task = asyncio.create_task(heart.beat())
    try:
        yield heart
        await asyncio.sleep(2 * BEAT)  # what has just ended is heard of
    finally:
        task.cancel()


# --- ways ----------------------------------------------------------------------------------------------------


@asynccontextmanager
async def with_outbox(address: str) -> AsyncIterator[Round]:
    """Our outbox: what a tick of the delivery does, at no pace."""
    async with open_storage(address) as storage:
        yield Delivery(storage, {CHANNEL: Sink()}, now_utc).tick


@asynccontextmanager
async def with_plan(address: str) -> AsyncIterator[Round]:
    """Our plan: what is due is worded and put into the outbox."""
    from tests.bench_start import opened  # noqa: PLC0415 - the other ways do not load the law

    async with opened(address) as rounds:

        async def said() -> int:
            return len(await rounds.saying.said(now_utc()))

        yield said


_CLAIM: Final = """
    WITH due AS (
        SELECT id FROM outbox WHERE done_at IS NULL AND next_at <= $1 AND channel = $2
        ORDER BY next_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
    )
    UPDATE outbox SET next_at = $4, lease = $5, attempts = attempts + 1 WHERE id IN (SELECT id FROM due)
    RETURNING id, address, content
"""
_MARK: Final = """
    UPDATE outbox SET done_at = $1, outcome = 'sent', content = NULL WHERE id = $2 AND lease = $3 AND done_at IS NULL
"""


@asynccontextmanager
async def with_asyncpg(address: str) -> AsyncIterator[Round]:
    """The same by hand: as many are claimed at once, as many marked at the same time, on as many connections."""
    import asyncpg  # noqa: PLC0415 - each way loads what it needs

    sink, lease = Sink(), secrets.token_hex(16)
    async with asyncpg.create_pool(_plain(address), min_size=CONNECTIONS, max_size=CONNECTIONS) as pool:

        async def sent(row: Mapping[str, Any]) -> None:
            await sink.send(row["address"], row["content"])
            await pool.execute(_MARK, kept(now_utc()), row["id"], lease)

        async def tick() -> int:
            now = kept(now_utc())
            rows = await pool.fetch(_CLAIM, now, CHANNEL, AT_ONCE, now + LEASE // MICROSECONDS, lease)
            await asyncio.gather(*map(sent, rows))
            return len(rows)

        yield tick


def with_procrastinate(concurrency: int, *, deletes: bool) -> Callable[[str], AbstractAsyncContextManager[Round]]:
    """Procrastinate with so many jobs at the same time, that are kept or deleted when they are done."""

    @asynccontextmanager
    async def opened(address: str) -> AsyncIterator[Round]:
        from procrastinate import App, PsycopgConnector  # noqa: PLC0415
        from psycopg_pool import AsyncConnectionPool  # noqa: PLC0415

        def pool(*args: Any, **settings: Any) -> AsyncConnectionPool:  # noqa: ANN401 - whatever the connector hands on
            # without the look at each connection before it is used, which is the connector's default
            return AsyncConnectionPool(*args, **{**settings, "check": None})

        connector = PsycopgConnector(
            conninfo=_plain(address), pool_factory=pool, min_size=CONNECTIONS, max_size=CONNECTIONS
        )
        app = App(connector=connector)
        sink = Sink()

        @app.task(name="remind")
        async def remind(address: str, content: str) -> None:
            await sink.send(address, content)

        async def worked() -> int:
            before = sink.taken
            await app.run_worker_async(
                concurrency=concurrency, wait=False, listen_notify=False, install_signal_handlers=False,
                delete_jobs="always" if deletes else "never",
            )  # fmt: skip
            return sink.taken - before

        async with app.open_async():
            yield worked

    return opened


_FIRED: Final = Sink()
_ALL_FIRED: Final = asyncio.Event()


async def fire(address: str, content: str) -> None:
    """What a job of APScheduler does."""
    await _FIRED.send(address, content)
    if _FIRED.taken == JOBS:
        _ALL_FIRED.set()


@asynccontextmanager
async def with_apscheduler(address: str) -> AsyncIterator[Round]:
    """APScheduler's own store: the jobs that are in it, all due."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: PLC0415
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415

    url = make_url(address).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    scheduler = AsyncIOScheduler(jobstores={"default": SQLAlchemyJobStore(url)}, timezone="UTC")
    scheduler.start(paused=True)
    for number in range(JOBS):
        scheduler.add_job(fire, "date", (str(number), "{}"), run_date=now_utc(), misfire_grace_time=None)

    async def fired() -> int:
        if _ALL_FIRED.is_set():
            return 0
        scheduler.resume()
        await _ALL_FIRED.wait()
        return _FIRED.taken

    yield fired
    scheduler.shutdown()


def _plain(address: str) -> str:
    return make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)


#: What procrastinate is tried with: jobs at the same time, and whether they are deleted when they are done.
SETTINGS: Final = {
    f"procrastinate {concurrency}{' deleting' if deletes else ''}": with_procrastinate(concurrency, deletes=deletes)
    for concurrency in (1, 4, 10, 20)
    for deletes in (False, True)
}

WAYS: Final[Mapping[str, Callable[[str], AbstractAsyncContextManager[Round]]]] = {
    "outbox": with_outbox,
    "plan": with_plan,
    "asyncpg": with_asyncpg,
    "apscheduler": with_apscheduler,
    **SETTINGS,
}


# --- the worker ----------------------------------------------------------------------------------------------


async def drained(tick: Round) -> Worked:
    """Work until nothing is due."""
    worked = Worked(began=time.perf_counter())
    async with beating() as heart:
        while True:
            begun = time.perf_counter()
            sent = await tick()
            if not sent:
                break
            worked.ended = time.perf_counter()
            worked.sent += sent
            worked.rounds.append((worked.ended - begun) * 1000)
    worked.blocked = max(heart.working)
    return worked


async def idle(tick: Round, times: int) -> Worked:
    """Look so many times at what is not due."""
    worked = Worked()
    for _ in range(times):
        begun = time.perf_counter()
        worked.sent += await tick()
        worked.rounds.append((time.perf_counter() - begun) * 1000)
    return worked


async def main(way: str, address: str) -> None:
    """Work at each line that comes: how many idle looks, 0 to work until nothing is due."""
    logging.disable(logging.CRITICAL)  # whoever logs each job would wait for that
    async with WAYS[way](address) as tick:
        _say("ready")
        while line := await asyncio.to_thread(sys.stdin.readline):
            times = int(line)
            _say(json.dumps(asdict(await (idle(tick, times) if times else drained(tick)))))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the process that started this one reads it


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
