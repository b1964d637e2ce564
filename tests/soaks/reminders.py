"""Thousands of reminders, several processes, and one of them is killed again and again."""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

from sqlalchemy import select

from notifier import delivery, saying
from storage.moments import kept
from storage.outbox import LEASE
from storage.tables import installation, outbox, reminders
from storage.unit import Storage, open_storage
from tests.botapi.bots import TOKEN
from tests.soaks.court import OPENING, Tally, identities, settle, tally
from tests.soaks.servers import Chats, Letters, Weather
from tests.soaks.worker import Orders, Work, ended, started

#: What one process can have sent and not marked: a message for each address, of those it has claimed or just put.
IN_FLIGHT: Final = 2 * max(delivery.AT_ONCE, saying.AT_ONCE)
#: Seconds after which a kill is made though little has arrived, and after which no claim is waited for any more.
QUIET: Final = 3.0
OVER: Final = 90.0
#: How far the clock is moved for what was put off: a mail server that refused us is left alone nearly so long.
FURTHER: Final = timedelta(minutes=16)


@dataclass
class Outcome:
    """How it went."""

    kills: int = 0
    #: In how many sends at most one process was killed, and in how many on the whole.
    most_in_flight: int = 0
    in_flight: int = 0
    #: Marks that were committed and that another connection did not see.
    not_durable: int = 0
    #: Seconds from a kill until somebody else took up what was claimed.
    resumed: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    #: Answers that were lost: whoever sent cannot know that it was taken.
    unknown: int = 0
    #: Rounds that ended with an error, and were made again.
    failed: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    seconds: float = 0
    tally: Tally | None = None

    @property
    def counted(self) -> Tally:
        """What became of the reminders."""
        assert self.tally
        return self.tally


@dataclass
class Worker:
    """A process, and what it has written down."""

    orders: Orders
    process: ForkServerProcess

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """What it did, and of what."""
        if self.orders.journal.exists():
            for line in self.orders.journal.read_text(encoding="utf-8").splitlines():
                deed, _, about = line.partition(" ")
                yield deed, about

    @property
    def in_flight(self) -> list[str]:
        """The messages that were begun and not marked."""
        begun: Counter[str] = Counter()
        for deed, about in self.lines:
            begun[about] += {"send": 1, "mark": -1, "put-off": -1}.get(deed, 0)
        return [about for about, times in begun.items() if times > 0]

    @property
    def leases(self) -> frozenset[str]:
        """Under what it has claimed messages."""
        return frozenset(about for deed, about in self.lines if deed in {"put", "claim"})

    @property
    def marked(self) -> frozenset[str]:
        """The messages whose mark it has committed."""
        return frozenset(about for deed, about in self.lines if deed == "mark")


@dataclass
class ReminderSoak:
    """One run."""

    folder: Path
    #: The address of an empty database.
    database: str
    number: int
    kills: int
    workers: int = 3
    weather: Weather = field(default_factory=lambda: Weather(0.02))
    #: Whether the clock is moved past the leases in the end, instead of waiting for it.
    in_haste: bool = False
    outcome: Outcome = field(default_factory=Outcome)
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - a seed, no secret
    _since: float = field(default_factory=time.monotonic)
    _at: datetime = OPENING
    _numbers: Iterator[int] = field(default_factory=count)
    _struck: Counter[str] = field(default_factory=Counter)
    #: What a killed process held: the number of the message with the attempts so far, and when it was killed.
    _held: dict[int, tuple[int, float]] = field(default_factory=dict)

    async def run(self) -> Outcome:
        """Remind, kill, start again, until everybody is told."""
        planned, people = await settle(self.database, self.number)
        self.weather.struck = self._struck
        async with Chats(TOKEN, self.weather) as chats, Letters(weather=self.weather) as letters:
            for chat in people:
                chats.person(chat).chat.closed = ""
            async with open_storage(self.database) as storage:
                self._since = time.monotonic()
                await self._storm(storage, chats, letters, planned)
                self.outcome.unknown = self.weather.unknown.total()
                self.outcome.seen = self.weather.seen
                self.weather.share = 0
                await self._calm(storage, chats, letters)
            self.outcome.seconds = time.monotonic() - self._since
            arrived = Counter(chats.told) + Counter(letters.told)
            self.outcome.tally = await tally(self.database, arrived, self._struck + self.weather.unknown)
            self.outcome.failed = (self.folder / "log.txt").read_text(encoding="utf-8").count("job failed")
            assert chats.faults == []
        return self.outcome

    async def _storm(self, storage: Storage, chats: Chats, letters: Letters, planned: int) -> None:
        """Kill after kill while there is something to say, each as soon as some more has been said."""
        workers = [self._start(chats, letters) for _ in range(self.workers)]
        watching = asyncio.create_task(self._watch(storage))
        try:
            for number in range(1, self.kills + 1):
                await self._progress(chats, letters, planned * number // (self.kills + 1))
                # every fifth time two replicas are killed, and started, at once
                those = await self._chosen(workers, 2 if number % 5 == 0 else 1)
                for worker in those:
                    await self._kill(storage, worker)
                workers = [worker for worker in workers if worker not in those]
                workers += [self._start(chats, letters) for _ in those]
            if not self.in_haste:
                await self._rest()
        finally:
            for worker in workers:
                self._send(worker, signal.SIGTERM)
            for worker in workers:
                self.outcome.statuses[await ended(worker.process)] += 1
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    async def _calm(self, storage: Storage, chats: Chats, letters: Letters) -> None:
        """The servers are well again; what was put off is sent as the clock goes on."""
        self._at += LEASE + timedelta(seconds=1)
        for _ in range(20):
            worker = self._start(chats, letters, work="round")
            self.outcome.statuses[await ended(worker.process)] += 1
            if not await self._open(storage):
                return
            self._at += FURTHER

    def _start(self, chats: Chats, letters: Letters, work: Work = "run") -> Worker:
        orders = Orders(
            self.database,
            self.folder,
            self.folder / f"journal-{next(self._numbers)}",
            chats.url,
            letters.port,
            self._at,
            self._since,
            work=(work,),
            is_paced=not self.in_haste,
        )
        return Worker(orders, started(orders))

    async def _progress(self, chats: Chats, letters: Letters, wanted: int) -> None:
        """Wait until so much has arrived, or a while if nothing does."""
        began = time.monotonic()
        while len(letters.taken) + chats.taken < wanted and time.monotonic() - began < QUIET:  # noqa: ASYNC110 - of two
            await asyncio.sleep(0.02)
        await asyncio.sleep(self.chance.random() * 0.1)

    async def _chosen(self, workers: list[Worker], number: int) -> list[Worker]:
        """Some of them, none that is repeating what was cut short before: a third copy would be our own doing."""
        while True:
            those = self.chance.sample(workers, min(number, len(workers)))
            if not any(self._is_marked_out(one) for worker in those for one in worker.in_flight):
                return those
            await asyncio.sleep(0.02)

    def _is_marked_out(self, message: str) -> bool:
        return bool(self._struck[message] or self.weather.unknown[message])

    async def _kill(self, storage: Storage, worker: Worker) -> None:
        self._send(worker, signal.SIGKILL)
        killed = time.monotonic()
        self.outcome.statuses[await ended(worker.process)] += 1
        self.outcome.kills += 1
        cut = worker.in_flight
        self._struck.update(cut)
        self.outcome.in_flight += len(cut)
        self.outcome.most_in_flight = max(self.outcome.most_in_flight, len(cut))
        async with storage.unit(OPENING) as unit:
            found = select(outbox.c.id, outbox.c.attempts).where(outbox.c.lease.in_(worker.leases))
            for row in await unit.connection.execute(found.where(outbox.c.done_at.is_(None))):
                self._held[row.id] = (row.attempts, killed)
            name = (await unit.connection.execute(select(installation.c.name))).scalar_one_or_none()
            done = await unit.connection.execute(select(outbox.c.key).where(outbox.c.done_at.is_not(None)))
            keys = done.scalars().all()
        if name:
            self.outcome.not_durable += len(worker.marked - identities(keys, name))

    def _send(self, worker: Worker, sign: signal.Signals) -> None:
        assert worker.process.is_alive(), "a process has ended by itself"
        assert worker.process.pid
        os.kill(worker.process.pid, sign)

    async def _watch(self, storage: Storage) -> None:
        """Note when somebody takes up what a killed process held."""
        while True:
            await asyncio.sleep(0.25)
            if not self._held:
                continue
            async with storage.unit(OPENING) as unit:
                found = select(outbox.c.id, outbox.c.attempts, outbox.c.done_at).where(outbox.c.id.in_(self._held))
                rows = (await unit.connection.execute(found)).all()
            for row in rows:
                if row.id in self._held and (row.done_at is not None or row.attempts > self._held[row.id][0]):
                    self.outcome.resumed.append(time.monotonic() - self._held.pop(row.id)[1])

    async def _rest(self) -> None:
        """Wait until somebody has taken up all that killed processes held."""
        began = time.monotonic()
        while self._held and time.monotonic() - began < OVER:  # noqa: ASYNC110 - other processes take it up
            await asyncio.sleep(0.5)

    async def _open(self, storage: Storage) -> bool:
        """Whether something is due and not said, or not sent."""
        now = self._at + timedelta(seconds=time.monotonic() - self._since)
        says = select(reminders.c.id).where(reminders.c.done_at.is_(None), reminders.c.next_at <= kept(now))
        sends = select(outbox.c.id).where(outbox.c.done_at.is_(None))
        async with storage.unit(now) as unit:
            found = [(await unit.connection.execute(those.limit(1))).first() for those in (says, sends)]
        return any(found)
