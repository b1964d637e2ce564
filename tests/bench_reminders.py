"""
Reminders beside other queues, in one run: `python -m tests.bench_reminders`, and after the other figures `make bench`.

The outbox: what is due is claimed, said into a sink and marked, each with one mark that lasts, among 10,000, 100,000
and 1,000,000 that are due later, by 1, 2 and 4 processes; SQLite has one. Beside it asyncpg by hand over the same
table, procrastinate at the setting that does best for it, and APScheduler's store, on the same PostgreSQL server.

The plan: what is due is worded and put into the outbox, among as many reminders that are due later.

The start: how long nothing else can run, and how long others wait to write, when much is overdue.

What is compared takes turns, since a machine is never quiet. Both databases are on the disk and wait for it with each
commit. With `--quick` there is less of everything.
"""

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final

from sqlalchemy.ext.asyncio import create_async_engine

from bot.app import civil_date, now_utc
from notifier.delivery import AT_ONCE
from storage.engine import open_database
from storage.moments import kept
from storage.unit import open_storage
from tests.bench_bot import KINDS, ROOT, p50, say
from tests.bench_queues import CHANNEL, JOBS, SETTINGS, Worked
from tests.bench_start import BEGIN, STOPPED, Started, opened
from tests.databases import Databases, Kind

#: Those of a court who answer for its cases; each is written to at an address of their own. Of the one that was down
#: for a week there are fewer: whoever has many cases is whom others wait for.
PEOPLE: Final = 200
CLERKS: Final = 50
#: One in so many cases is the first clerk's.
BUSIEST: Final = 5
#: How many looks at what is not due are measured.
LOOKS: Final = 300
#: Reminders of a case.
OF_CASE: Final = 10


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    #: Planned for later.
    totals: Sequence[int] = (10_000, 100_000, 1_000_000)
    #: Due at once.
    due: int = 2_000
    #: How often each is measured.
    times: int = 3
    #: Cases of a court that was down for a week.
    cases: int = 2_000


QUICK: Final = Size(totals=(1_000, 10_000), due=500, times=1, cases=500)
CROWDS: Final = (1, 2, 4)


# --- what there is -------------------------------------------------------------------------------------------

_NUMBERS: Final = "WITH RECURSIVE numbers(n) AS (SELECT {0} UNION ALL SELECT n + 1 FROM numbers WHERE n < {1})"


@dataclass
class Filling:
    """A database that is filled by its own statements: rows by their number `n`."""

    address: str
    moment: datetime
    people: int = PEOPLE
    _runs: "count[int]" = field(default_factory=lambda: count(1))

    @classmethod
    async def begun(cls, address: str, moment: datetime, people: int = PEOPLE) -> "Filling":
        """A court with its people."""
        async with open_storage(address) as storage, storage.unit(moment) as unit:
            court = await unit.people.add_court("Суд № 1", "court", "Алматы")
            for number in range(1, people + 1):
                _, code = await unit.people.invite(court.id, "clerk", f"Clerk {number}", None)
                await unit.people.admit(code, CHANNEL, str(number))
        return cls(address, moment, people)

    async def cases(self, first: int, last: int, opened: str, owner: str = "") -> None:
        """Open cases with the event that begins their limit, on the day that an expression gives."""
        day, year = civil_date(self.moment), self.moment.year
        await self.put("cases", first, last,
            id="n", court_id="1", number=f"'K-{year}-' || n", number_key=f"'k-{year}-' || n",
            serial=f"{year * 1_000_000} + n", kind="'received-service'", state="'DE'", basis="''",
            owner_id=owner or self.person(), deputy_id=self.person(1), judge_id=self.person(2),
            opened=f"'{day}'", terms="'{}'",
        )  # fmt: skip
        await self.put("case_events", first, last,
            case_id="n", event_id="n", kind="'order-received'", day=opened, reason="''", entered_by=self.person(),
            entered_at="0", is_current="true",
        )  # fmt: skip

    async def later(self, first: int, last: int) -> None:
        """Messages and reminders that are due in the months to come, and the cases that the reminders are of."""
        day = civil_date(self.moment)
        await self.cases(first // OF_CASE + 1, last // OF_CASE, f"'{day}'")
        at = f"{kept(self.moment + timedelta(days=30))} + (n * 7919 % 60) * 86400000000"
        await self.put("outbox", first + 1, last, **_message("later", at, self.person()))
        case, stage = f"(n - 1) / {OF_CASE} + 1", f"'before-' || n % {OF_CASE}"
        planned = _reminder(case, stage, at, self.person(), day + timedelta(days=90))
        await self.put("reminders", first + 1, last, **planned)

    async def due(self, number: int) -> None:
        """Messages that are due now."""
        run = next(self._runs)
        await self.put("outbox", 1, number, **_message(f"due{run}", str(kept(now_utc())), self.person()))

    async def due_reminders(self, number: int) -> None:
        """Reminders that are due now, each of another person or case."""
        run, day = next(self._runs), civil_date(self.moment)
        planned = _reminder("n", f"'before-{100 + run}'", str(kept(now_utc())), self.person(), day + timedelta(days=3))
        await self.put("reminders", 1, number, **planned)

    async def sent(self) -> None:
        """What was put into the outbox is taken for sent."""
        await self._told("UPDATE outbox SET done_at = 0, outcome = 'sent' WHERE done_at IS NULL AND lease IS NOT NULL")

    def person(self, place: int = 0) -> str:
        """Who answers for a case, in this place."""
        return f"1 + (n + {place}) % {self.people}"

    async def put(self, table: str, first: int, last: int, **columns: str) -> None:
        """Rows of these numbers, each column by its expression."""
        numbers = _NUMBERS.format(first, last)
        await self._told(
            f"INSERT INTO {table} ({', '.join(columns)}) {numbers} SELECT {', '.join(columns.values())} FROM numbers"
        )

    async def settle(self) -> None:
        """Let the database do what its own clockwork does within minutes after it was filled."""
        if self.address.startswith("postgresql"):
            await self._told("VACUUM ANALYZE", "CHECKPOINT")

    async def _told(self, *statements: str) -> None:
        async with open_database(self.address) as database:
            level = {} if database.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
            async with database.engine.connect() as connection:
                await connection.execution_options(**level)
                for statement in statements:
                    await connection.exec_driver_sql(statement)
                await connection.commit()


def _message(name: str, at: str, person: str) -> dict[str, str]:
    return {
        "key": f"'{name}:' || n", "kind": "'reminder'", "channel": f"'{CHANNEL}'",
        "address": f"CAST({person} AS varchar(9))", "content": f"'{'x' * 200}'", "next_at": at, "attempts": "0",
        "person_id": person, "case_id": f"1 + n / {OF_CASE}",
    }  # fmt: skip


def _reminder(case: str, stage: str, at: str, person: str, due: object) -> dict[str, str]:
    return {
        "case_id": case, "limit_key": "'execute_order'", "event_id": case, "stage": stage, "person_id": person,
        "due": f"'{due}'", "at": at, "next_at": at, "attempts": "0",
    }  # fmt: skip


# --- workers -------------------------------------------------------------------------------------------------


@dataclass
class Worker:
    """A process that works when it is told to."""

    process: asyncio.subprocess.Process

    async def work(self, looks: int = 0) -> Worked:
        """Work until nothing is due, or look so often at what is not due."""
        assert self.process.stdin
        self.process.stdin.write(b"%d\n" % looks)
        return Worked(**json.loads(await self.said()))

    async def said(self) -> str:
        """The next line that it says."""
        assert self.process.stdout
        if line := await self.process.stdout.readline():
            return line.decode()
        msg = "a worker has ended"
        raise RuntimeError(msg)


@asynccontextmanager
async def workers(way: str, address: str, number: int) -> AsyncIterator[list[Worker]]:
    """So many processes that work in one way."""
    found: list[Worker] = []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        for _ in range(number):
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.bench_queues", way, address, env=environment, cwd=ROOT,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**22,
            )  # fmt: skip
            found.append(Worker(process))
        for one in found:
            while await one.said() != "ready\n":
                pass
        yield found
    finally:
        for one in found:
            if one.process.stdin:
                one.process.stdin.close()
            await one.process.wait()


@dataclass(frozen=True)
class Figure:
    """What several workers did together."""

    rate: float
    #: Milliseconds of a full round.
    round: float
    blocked: float


async def together(crowd: Sequence[Worker], number: int) -> Figure:
    """Let workers work at once. All that was due is done."""
    done = await asyncio.gather(*(one.work() for one in crowd))
    assert sum(one.sent for one in done) == number, "not all that was due was sent"
    busy = [one for one in done if one.sent]
    taken = max(one.ended for one in busy) - min(one.began for one in busy)
    rounds = [one for each in busy for one in each.rounds]
    return Figure(number / taken, statistics.median(rounds), max(one.blocked for one in done))


# --- the outbox and the plan ---------------------------------------------------------------------------------


@dataclass
class Table:
    """Figures of several runs, by the way, the total and the number of workers."""

    rates: dict[tuple[str, int, int], list[Figure]]

    def rate(self, way: str, total: int, crowd: int) -> float:
        """The median."""
        return statistics.median(one.rate for one in self.rates[way, total, crowd])

    def round(self, way: str, total: int) -> float:
        """Milliseconds of a round of one worker."""
        return statistics.median(one.round for one in self.rates[way, total, 1])


async def queues(databases: Databases, size: Size, kind: Kind) -> Table:
    """Print how the outbox and the plan do with ever more that is due later."""
    filling = await Filling.begun(await databases.migrated(kind), now_utc())
    table, looks = Table(defaultdict(list)), dict[tuple[str, int], float]()
    crowds = CROWDS if kind == "postgresql" else CROWDS[:1]
    ways = ("outbox", "asyncpg") if kind == "postgresql" else ("outbox",)
    async with AsyncExitStack() as closing:
        found = {
            way: await closing.enter_async_context(workers(way, filling.address, crowds[-1])) for way in (*ways, "plan")
        }
        before = 0
        for total in size.totals:
            began = time.perf_counter()
            await filling.later(before, total)
            await filling.settle()
            taken, before = time.perf_counter() - began, total
            for way in ("outbox", "plan"):
                looks[way, total] = p50((await found[way][0].work(LOOKS)).rounds)
            for crowd in crowds:
                for way in ways * size.times:
                    await filling.due(size.due)
                    done = await together(found[way][:crowd], size.due)
                    table.rates[way, total, crowd].append(done)
                number = min(size.due // 2, total // OF_CASE)
                await filling.due_reminders(number)
                table.rates["plan", total, crowd].append(await together(found["plan"][:crowd], number))
                await filling.sent()
            say(f"{kind}, {total:,} planned for later (filled in {taken:.0f} s); a second, by {_workers(crowds)}:")
            for way in (*ways, "plan"):
                say(f"  {way:10}" + "".join(f"{table.rate(way, total, crowd):7.0f}" for crowd in crowds))
    first, last = size.totals[0], size.totals[-1]
    for way in ("outbox", "plan"):
        nothing = looks[way, last] / looks[way, first]
        full = table.round(way, last) / table.round(way, first)
        say(
            f"{kind}, {way}, a tick of one worker, {first:,} -> {last:,} planned: nothing due "
            f"{looks[way, first]:.2f} -> {looks[way, last]:.2f} ms, ratio {nothing:.2f}; {AT_ONCE} due "
            f"{table.round(way, first):.1f} -> {table.round(way, last):.1f} ms, ratio {full:.2f} (aim 1.5)"
        )
    return table


def _workers(crowds: Sequence[int]) -> str:
    return f"{'/'.join(map(str, crowds))} workers"


# --- others --------------------------------------------------------------------------------------------------


async def procrastinate(databases: Databases, size: Size) -> dict[int, float]:
    """Print how procrastinate does with nothing planned for later; the best rates by the number of workers."""
    address = await databases.empty("postgresql")
    filling = Filling(address, now_utc())
    await _schema(address)
    tried: dict[tuple[str, int], float] = {}
    jobs = {"queue_name": "'default'", "task_name": "'remind'",
            "args": """CAST('{"address": "1", "content": "x"}' AS jsonb)"""}  # fmt: skip

    async def measured(way: str, crowd: Sequence[Worker], number: int) -> float:
        await filling.put("procrastinate_jobs", 1, number, **jobs)
        await filling.settle()
        return (await together(crowd, number)).rate

    for way in SETTINGS:
        async with workers(way, address, CROWDS[-1]) as found:
            for crowd in CROWDS:
                tried[way, crowd] = await measured(way, found[:crowd], size.due // 2)
    best: dict[int, float] = {}
    for crowd in CROWDS:
        way = max(SETTINGS, key=lambda one: tried[one, crowd])
        async with workers(way, address, crowd) as found:
            best[crowd] = statistics.median([await measured(way, found, size.due) for _ in range(size.times)])
        say(f"{way}, {crowd} workers: {best[crowd]:.0f} a second, the best of {len(SETTINGS)} settings")
    return best


async def _schema(address: str) -> None:
    """Procrastinate's own tables."""
    from procrastinate import schema  # noqa: PLC0415

    engine = create_async_engine(address)
    async with engine.begin() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection
        await raw.driver_connection.execute(schema.SchemaManager.get_schema())
    await engine.dispose()


async def apscheduler(databases: Databases) -> None:
    """Print how APScheduler's store does."""
    async with workers("apscheduler", await databases.empty("postgresql"), 1) as found:
        done = await together(found, JOBS)
    say(f"APScheduler's store, {JOBS:,} jobs: {done.rate:.0f} a second, and nothing else for {done.blocked:,.0f} ms")


# --- the start -----------------------------------------------------------------------------------------------


async def start(databases: Databases, size: Size, kind: Kind) -> None:
    """Print how the program starts after a week."""
    filling = await Filling.begun(await databases.migrated(kind), STOPPED, CLERKS)
    # a month later, the end of the limit, lies between a few days before the start and two weeks after it
    first = civil_date(BEGIN) - timedelta(days=33)
    days = "".join(f" WHEN {n} THEN '{first + timedelta(days=n)}'" for n in range(17))
    opened_on = f"CASE n % 17{days} END"
    day = f"CAST({opened_on} AS DATE)" if kind == "postgresql" else opened_on
    await filling.cases(1, size.cases, day, f"CASE WHEN n % {BUSIEST} = 0 THEN 1 ELSE {filling.person()} END")
    async with opened(filling.address, lambda: STOPPED) as rounds:
        await rounds.recount.done(STOPPED)
    await filling.settle()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench_start", filling.address, cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    output, _ = await process.communicate()
    one = Started(**json.loads(output.splitlines()[-1]))
    say(
        f"start, {kind}, {size.cases:,} open cases, {one.said:,} overdue: nothing else ran for {one.blocked:.0f} ms at "
        f"most (aim 50; waiting for the machine too {one.late:.0f} ms), somebody's write took {one.waited:.0f} ms at "
        f"most; counted anew after {one.recounted / 1000:.1f} s, all said and sent after {one.seconds:.1f} s"
    )


# --- figures -------------------------------------------------------------------------------------------------


async def main(size: Size) -> None:
    """Print all figures of the reminders."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="komek-bench-") as folder, ExitStack() as closing:
        databases = Databases(Path(folder), closing, is_durable=True)
        say(f"reminders: a write reaches the disk in {_disk(Path(folder)):.0f} µs")
        await queues(databases, size, "sqlite")
        ours = await queues(databases, size, "postgresql")
        theirs = await procrastinate(databases, size)
        for total in size.totals:
            rates = [ours.rate("outbox", total, crowd) for crowd in CROWDS]
            beside = [rate / theirs[crowd] for rate, crowd in zip(rates, CROWDS, strict=True)]
            by_hand = [rate / ours.rate("asyncpg", total, crowd) for rate, crowd in zip(rates, CROWDS, strict=True)]
            say(
                f"{total:,} planned, {_workers(CROWDS)}: {'/'.join(f'{one:.2f}' for one in beside)} times "
                f"procrastinate at its best (aim 1.3), {'/'.join(f'{one:.2f}' for one in by_hand)} of "
                "asyncpg by hand (aim 0.5)"
            )
        await apscheduler(databases)
        for kind in KINDS:
            await start(databases, size, kind)
    say(f"reminders measured in {time.perf_counter() - began:.0f} s")


def _disk(folder: Path) -> float:
    """Microseconds until a page that was written is on the disk."""
    taken = []
    with (folder / "disk").open("wb", buffering=0) as file:
        for _ in range(200):
            file.write(bytes(4096))
            began = time.perf_counter()
            os.fdatasync(file)
            taken.append((time.perf_counter() - began) * 1_000_000)
    return statistics.median(taken)


if __name__ == "__main__":
    asyncio.run(main(QUICK if "--quick" in sys.argv[1:] else Size()))
