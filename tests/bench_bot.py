"""
The bot itself, in one run: `python -m tests.bench_bot`, and with the rest `make bench`.

Turns: from an update in the inbox to the reply that may be sent, on both databases, with few cases and with many.

Program: `komek run` with 50 people at once, beside a bot of aiogram alone that keeps nothing, over HTTP.

What is compared takes turns in one run, and medians are told, since a machine is never quiet. The PostgreSQL server
runs on the same machine and does not wait for the disk; SQLite does.
"""

import asyncio
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain, cycle
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from sqlalchemy import event, func, select, text

from bot.app import now_utc, today_in_kazakhstan
from bot.running import opened_bot, opened_inflow
from bot.settings import Settings
from bot.telegram.inflow import Inflow
from notifier.delivery import Result, Sent
from storage import tables
from storage.people import People
from storage.unit import Storage, open_storage
from tests.botapi.bots import TOKEN
from tests.botapi.people import Person
from tests.botapi.server import BotApi
from tests.databases import Databases, Kind
from tests.questions.scoring import asked_questions

ROOT: Final = Path(__file__).parents[1]
KINDS: Final[tuple[Kind, ...]] = ("sqlite", "postgresql")

#: Cases of an installation, half of them in one court.
FEW: Final = 1_000
MANY: Final = 100_000
COURTS: Final = 40
#: People of the large court; one more has just come and has no case.
PEOPLE: Final = 50
FIRST_ADDRESS: Final = 1000

#: How often each turn is measured on each installation.
ROUNDS: Final = 20
#: How often each program is started, and the seconds for which people write to it.
STARTS: Final = 4
SECONDS: Final = 6.0

BARE: Final = "aiogram alone"
DAY_PART: Final = 6

#: The turns of an ordinary day, of which the median of all is told.
ORDINARY: Final = ("clause", "question", "date", "own cases", "case card", "form step")


# --- installations ---------------------------------------------------------------------------------------------


def number_of(case: int) -> str:
    """The number that the large court gave to one of its cases."""
    return f"K-{today_in_kazakhstan().year}-{case}"


async def fill(storage: Storage, cases: int) -> None:
    """Courts with their people and so many cases; of each case its events, a date, and a record that it was opened."""
    async with storage.unit(now_utc()) as unit:
        courts = [(await unit.people.add_court(f"Суд № {n}", "court", f"Область {n}")).id for n in range(COURTS)]
        people = {court: [await _admitted(unit.people, court) for _ in range(2)] for court in courts[1:]}
        people[courts[0]] = [
            await _admitted(unit.people, courts[0], str(FIRST_ADDRESS + n)) for n in range(PEOPLE + 1)
        ][:PEOPLE]
        of_court = [(courts[0], n) for n in range(cases // 2)]
        of_court += [(courts[1 + n % (COURTS - 1)], n // (COURTS - 1)) for n in range(cases - cases // 2)]
        rows = [_case(court, people[court], number) for court, number in of_court]
        for table, values in (
            (tables.cases, rows),
            (tables.case_events, [one for case, row in enumerate(rows, 1) for one in _events(case, row)]),
            (tables.deadlines, [_date(case, row) for case, row in enumerate(rows, 1)]),
            (tables.audit, [_record(case, row) for case, row in enumerate(rows, 1)]),
        ):
            await unit.connection.execute(table.insert(), values)
    async with storage.unit(now_utc()) as unit:
        if unit.connection.dialect.name == "postgresql":
            await unit.connection.execute(text("ANALYZE"))  # its own clockwork would do it within a minute


async def _admitted(people: People, court: int, address: str = "") -> int:
    person, code = await people.invite(court, "clerk", f"Clerk {address}", None)
    await people.admit(code, "telegram", address or f"{person}-elsewhere")
    return person


def _case(court: int, people: Sequence[int], number: int) -> dict[str, object]:
    """Every second is closed; some of the open ones are overdue, and some wait for an event."""
    today = today_in_kazakhstan()
    return {
        "court_id": court,
        "number": number_of(number),
        "number_key": number_of(number).casefold(),
        "serial": today.year * 1_000_000 + number,
        "kind": "received-service",
        "state": "DE",
        "basis": "",
        "owner_id": people[number // 2 % len(people)],
        "deputy_id": people[(number // 2 + 1) % len(people)],
        "judge_id": people[(number // 2 + 2) % len(people)],
        "opened": today,
        "closed": today - timedelta(days=number % 365) if number % 2 else None,
        "terms": "{}",
        "next_due": None if number % 14 == 2 else today + timedelta(days=number % 97 - 20),
    }


def _events(case: int, row: Mapping[str, object]) -> list[dict[str, object]]:
    told = {"case_id": case, "day": row["opened"], "reason": "", "entered_by": row["owner_id"], "entered_at": 0}
    first = 2 * case - 1
    return [
        {**told, "event_id": first, "kind": "order-received", "is_current": True},
        {**told, "event_id": first + 1, "kind": "served", "is_current": row["closed"] is not None},
    ]


def _date(case: int, row: Mapping[str, object]) -> dict[str, object]:
    days = {"start": row["opened"], "due": row["next_due"] or row["opened"], "ended": row["closed"]}
    about = {
        "limit_key": "execute_order",
        "event_id": 2 * case - 1,
        "trace": "[]",
        "calendar_version": "",
        "reason": "",
    }
    return {"case_id": case, **days, **about, "counted_at": 0}


def _record(case: int, row: Mapping[str, object]) -> dict[str, object]:
    about = {"person_id": row["owner_id"], "court_id": row["court_id"], "deed": "case-opened"}
    return {"at": 0, **about, "subject": f"case:{case}", "hash": "0" * 64}


# --- turns -----------------------------------------------------------------------------------------------------


@dataclass
class Taker:
    """Takes every message; notes when the first of a turn may be sent, after how many statements, and what it offers."""

    at: float = 0
    statements: int = 0
    #: The numbers of the choices by their labels.
    offered: dict[str, str] = field(default_factory=dict)
    #: The statements of the turn so far, without those that begin and end transactions.
    so_far: int = 0

    async def send(self, _address: str, content: str) -> Result:
        """The message is taken."""
        if not self.at:
            self.at, self.statements = time.perf_counter(), self.so_far
        rows = json.loads(content)["params"].get("reply_markup", {}).get("inline_keyboard", [])
        self.offered = {one["text"]: one["callback_data"].split(":")[1] for one in chain(*rows)}
        return Sent()

    def count(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        """One more statement goes to the database."""
        self.so_far += not statement.startswith("BEGIN")

    def begin(self) -> None:
        """A turn begins."""
        self.at, self.so_far = 0, 0


@dataclass
class Installation:
    """A bot over a database, without a network."""

    storage: Storage
    inflow: Inflow
    taker: Taker
    api: BotApi
    #: By the kind of turn: milliseconds of each, and statements of the last.
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statements: dict[str, int] = field(default_factory=dict)

    async def hear(self, kind: str, address: int, said: str) -> None:
        """One turn, measured under its kind; what is said is a text, or a choice in brackets."""
        written = self.taker.offered[said[1:-1]] if said.startswith("[") else said
        await self.api.person(address, "Clerk", "en").writes(written)
        await self.inflow.store([self.api.updates.queue.pop()])
        self.taker.begin()
        began = time.perf_counter()
        while self.inflow._busy:
            await asyncio.gather(*self.inflow._busy.values())
        if not self.taker.at:
            msg = f"{kind}: {said!r} was not answered"
            raise RuntimeError(msg)
        self.taken[kind].append((self.taker.at - began) * 1000)
        self.statements[kind] = self.taker.statements

    @property
    def ordinary(self) -> list[float]:
        """What the turns of an ordinary day took, in milliseconds."""
        return [taken for kind in ORDINARY for taken in self.taken[kind]]

    async def cases(self) -> int:
        """How many cases there are."""
        async with self.storage.unit(now_utc()) as unit:
            return int(await unit.connection.scalar(select(func.count()).select_from(tables.cases)) or 0)


@asynccontextmanager
async def installed(address: str, cases: int) -> AsyncIterator[Installation]:
    """An installation with so many cases."""
    settings = Settings(_env_file=None, bot_token=SecretStr(TOKEN), default_language="en")
    async with open_storage(address) as storage, opened_bot(settings) as bot:
        await fill(storage, cases)
        taker = Taker()
        event.listen(storage.database.engine.sync_engine, "before_cursor_execute", taker.count)
        inflow = opened_inflow(settings, storage, bot)
        inflow.delivery = replace(inflow.delivery, senders={"telegram": taker})
        yield Installation(storage, inflow, taker, BotApi(TOKEN))


def day(case: int, question: str) -> tuple[tuple[str, str], ...]:
    """What a clerk says, each with the kind of turn it makes."""
    return (
        ("clause", "22.4"),
        ("question", question),
        ("date", "received an order on 15.01.2025, when is it due?"),
        ("own cases", "/cases"),
        ("form opened", "/register"),
        ("form step", "1"),
        ("form step 3", "15.01.2025"),
        ("form step 4", "Germany"),
        ("form step 5", "skip"),
        ("case opened", "skip"),
        ("case card", f"/case {number_of(case)}"),
        ("event begun", "[Something happened]"),
        ("event chosen", "[documents served]"),
        ("event told", "15.01.2025"),
    )


#: What somebody says who has no case: the lists are the court's.
LISTS: Final = (
    ("own cases of none", "/cases"),
    ("court's cases", "[All cases of the court]"),
    ("next page", "[Next page]"),
    ("overdue cases", "[Overdue]"),
    ("closed cases", "[Closed cases]"),
)


async def turns(databases: Databases) -> None:
    """Print what turns take on each installation."""
    questions = [asked.q for asked in asked_questions("dev") if asked.lang == "en"]
    async with AsyncExitStack() as closing:
        installations = {
            (kind, cases): await closing.enter_async_context(installed(await databases.migrated(kind), cases))
            for kind in KINDS
            for cases in (FEW, MANY)
        }
        for number in range(ROUNDS):
            for one in installations.values():
                for kind, said in day(2 * number, questions[number]):
                    await one.hear(kind, FIRST_ADDRESS + number % PEOPLE, said)
                for kind, said in LISTS:
                    await one.hear(kind, FIRST_ADDRESS + PEOPLE, said)
        for (_, cases), one in installations.items():
            assert await one.cases() == cases + ROUNDS
        for line in _turn_lines(installations):
            say(line)


def _turn_lines(installations: Mapping[tuple[Kind, int], Installation]) -> list[str]:
    head = f"{'turns':20}" + "".join(f"{kind:>10}: statements {FEW:>8,} {MANY:>8,} cases  ratio" for kind in KINDS)
    lines = [head]
    first = installations["sqlite", FEW]
    for kind in first.taken:
        line = f"{kind:20}"
        for database in KINDS:
            few, many = installations[database, FEW], installations[database, MANY]
            a, b = statistics.median(few.taken[kind]), statistics.median(many.taken[kind])
            line += f"{many.statements[kind]:>22} {a:5.1f} ms {b:5.1f} ms {b / a:10.2f}"
        lines.append(line)
    for (database, cases), one in installations.items():
        p50, p99 = _middle(one.ordinary), _last(one.ordinary)
        lines.append(f"an ordinary day, {database}, {cases:,} cases: p50 {p50:.1f} ms  p99 {p99:.1f} ms")
    return lines


# --- the program -----------------------------------------------------------------------------------------------


@dataclass
class Crowd:
    """People who write to a bot at once, each the next thing as soon as the last is answered."""

    people: Sequence[Person]
    #: Seconds from an update to the first message of the answer.
    taken: list[float] = field(default_factory=list)
    #: Updates answered in a second, for each start of the bot.
    rates: list[float] = field(default_factory=list)
    _said: Sequence[Iterator[str]] = field(init=False)

    def __post_init__(self) -> None:
        questions = [asked.q for asked in asked_questions("dev") if asked.lang == "en"]
        self._said = [
            cycle([*(said for _, said in day(2 * n, questions[n])[: DAY_PART]), "/cancel"]) for n in range(PEOPLE)
        ]

    async def write(self, seconds: float) -> None:
        """Write for so long, once everybody was answered once: the program is up then."""
        await asyncio.gather(*(self._one(person, said) for person, said in zip(self.people, self._said, strict=True)))
        began = time.perf_counter()
        before = len(self.taken)
        await asyncio.gather(
            *(self._on(person, said, began + seconds) for person, said in zip(self.people, self._said, strict=True))
        )
        self.rates.append((len(self.taken) - before) / (time.perf_counter() - began))

    async def _on(self, person: Person, said: Iterator[str], until: float) -> None:
        while (began := time.perf_counter()) < until:
            await self._one(person, said)
            self.taken.append(time.perf_counter() - began)

    async def _one(self, person: Person, said: Iterator[str]) -> None:
        await person.writes(next(said))
        await person.hears(timeout=60)


@asynccontextmanager
async def program(command: Sequence[str], folder: Path, **settings: str) -> AsyncIterator[None]:
    """A program that runs until the block ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BOT_TOKEN": TOKEN, **settings}
    with (folder / "log.txt").open("wb") as log:
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *command, env=environment, cwd=folder, stdout=log, stderr=log
        )
    try:
        yield
    finally:
        running.terminate()
        await running.wait()


async def programs(databases: Databases, folder: Path) -> None:
    """Print how the program does beside a bot that keeps nothing."""
    ours = {}
    for kind in KINDS:
        address = await databases.migrated(kind)
        async with open_storage(address) as storage:
            await fill(storage, FEW)
        ours[f"Komek, {kind}"] = {"DATABASE_URL": address, "DEFAULT_LANGUAGE": "en"}
    async with BotApi(TOKEN, keep_calls=False) as api:
        people = [api.person(FIRST_ADDRESS + number, f"Clerk {number}", "en") for number in range(PEOPLE)]
        crowds = {name: Crowd(people) for name in (BARE, *ours)}
        for _ in range(STARTS):
            for name, crowd in crowds.items():
                command = ("bot", "run") if name in ours else ("tests.soak", "bare")
                async with program(command, folder, TELEGRAM_API_URL=api.url, **ours.get(name, {})):
                    await crowd.write(SECONDS)
        assert api.faults == []
    bare = statistics.median(crowds[BARE].rates)
    for name, crowd in crowds.items():
        rate = statistics.median(crowd.rates)
        say(
            f"{name:20} {rate:6.0f} updates/s {rate / bare:6.0%} of the bare bot   "
            f"p50 {_middle(crowd.taken) * 1000:4.0f} ms  p99 {_last(crowd.taken) * 1000:4.0f} ms  {crowd.rates}"
        )


def _middle(taken: Sequence[float]) -> float:
    return statistics.median(taken)


def _last(taken: Sequence[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 - this command prints figures


async def main() -> None:
    """Print everything."""
    with tempfile.TemporaryDirectory(prefix="komek-bench-") as folder, ExitStack() as closing:
        databases = Databases(Path(folder), closing)
        if "turns" in sys.argv: await turns(databases)
        if "programs" in sys.argv: await programs(databases, Path(folder))


if __name__ == "__main__":
    asyncio.run(main())
