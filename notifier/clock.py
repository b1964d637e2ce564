"""
What runs by the clock: the tick, the morning's overviews, the night's audit. APScheduler is the clock and nothing more.

Its jobs live in memory and are made at each start: what is due stands in the database.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

#: Seconds between two ticks.
TICK: Final = 1.0
#: Seconds without a tick, while none is running, after which the scheduler is taken for dead.
SILENCE: Final = 15.0
#: By how much the machine's clock may differ from the time that has passed before it is taken for a jump.
JUMP: Final = timedelta(minutes=5)
#: How many readings that agree make a clock that has jumped believable.
AGREEING: Final = 3

log = structlog.get_logger("clock")

Job = Callable[[], Awaitable[object]]


@dataclass
class Steadiness:
    """Whether the machine's clock can be believed: it must go as fast as time passes."""

    now: Callable[[], datetime]
    #: Seconds that only ever grow, whatever the clock is set to.
    passed: Callable[[], float] = time.monotonic
    _last: tuple[datetime, float] | None = None
    _doubt: int = 0

    def is_steady(self) -> bool:
        """Read the clock; False from a jump until it has been steady for a while."""
        reading = (self.now(), self.passed())
        before, self._last = self._last, reading
        if before is not None:
            drift = (reading[0] - before[0]) - timedelta(seconds=reading[1] - before[1])
            if abs(drift) > JUMP:
                log.error("the clock has jumped; waiting until it is steady", seconds=round(drift.total_seconds()))
                self._doubt = AGREEING
            else:
                self._doubt = max(self._doubt - 1, 0)
        return self._doubt == 0


@dataclass
class Clock:
    """Runs jobs again and again, none of them twice at once; what fails is said in the log and tried the next time."""

    now: Callable[[], datetime]
    #: Each with its name and the seconds between two runs; the first at once.
    jobs: tuple[tuple[str, float, Job], ...]
    silence: float = SILENCE
    scheduler: AsyncIOScheduler = field(init=False)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _ended: dict[str, float] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event) -> None:
        """Run until told to stop; what is running then is finished."""
        self.scheduler = self._started()
        try:
            while not stop.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), self.silence / 5)
                if self._is_silent():
                    # APScheduler 3.11 can stop for good while it says that it runs (its issue 109)
                    log.error("the scheduler has stopped; starting another")
                    self.scheduler.shutdown(wait=False)
                    self.scheduler = self._started()
        finally:
            self.scheduler.shutdown(wait=False)
            await asyncio.gather(*self._tasks.values())

    def _started(self) -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(timezone="UTC")
        for name, seconds, job in self.jobs:
            scheduler.add_job(
                self._begin, "interval", (name, job), seconds=seconds, id=name,
                max_instances=1, coalesce=True, misfire_grace_time=None, next_run_time=self.now(),
            )  # fmt: skip
            self._ended[name] = time.monotonic()
        scheduler.start()
        return scheduler

    async def _begin(self, name: str, job: Job) -> None:
        """Begin a run in a task of its own: the scheduler cancels what it runs itself when it is shut down."""
        if name not in self._tasks:
            self._tasks[name] = asyncio.create_task(self._run(name, job))

    async def _run(self, name: str, job: Job) -> None:
        try:
            await job()
        except Exception as fault:  # noqa: BLE001 - the clock must not stop: the database may come back
            log.error("job failed; it runs again", job=name, fault=type(fault).__name__)  # noqa: TRY400
        finally:
            del self._tasks[name]
            self._ended[name] = time.monotonic()

    def _is_silent(self) -> bool:
        """Whether the most frequent job has not run for long although it is not running."""
        name, seconds, _ = min(self.jobs, key=lambda job: job[1])
        return name not in self._tasks and time.monotonic() - self._ended[name] > self.silence + seconds
