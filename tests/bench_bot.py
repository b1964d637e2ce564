"""
The bot itself, in one run: `python -m tests.bench_bot`, and after the other figures `make bench`.

A part of it: `python -m tests.bench_bot programs --on sqlite`.

Turns: from an update that is stored to its reply that may be sent, on both databases, with 1,000 cases and with
100,000.

Programs: `komek run` with 50 people at once beside a bot of aiogram alone that keeps nothing, each a process of its
own, through the same Bot API server.

What is compared takes turns, since a machine is never quiet. SQLite waits for the disk with each commit; the
PostgreSQL server runs on this machine, in memory, and does not.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, cycle
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from sqlalchemy import event, func, select, text

from bot.app import now_utc, open_registry, today_in_kazakhstan
from bot.running import opened_bot, opened_inflow
from bot.settings import Settings
from bot.telegram.inflow import Inflow
from notifier.delivery import Delivery, Result, Sent
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
QUESTIONS: Final = [asked.q for asked in asked_questions("dev") if asked.lang == "en"]

#: Cases of an installation, half of them in one court.
FEW: Final = 1_000
MANY: Final = 100_000
COURTS: Final = 40
#: People of the large court with their addresses; the last has just come and has no case.
PEOPLE: Final = range(1000, 1050)
NEWCOMER: Final = 1050

#: How often each turn is measured in each installation.
ROUNDS: Final = 40
#: How often each program is started, and the seconds for which people write to it.
STARTS: Final = 3
SECONDS: Final = 6.0

#: The turns of an ordinary day.
ORDINARY: Final = ("clause", "question", "date", "own cases", "case card", "form step")
#: The program that ours is measured beside.
BARE: Final = "aiogram alone"


# --- what people say -----------------------------------------------------------------------------------------

#: The kind of a turn, and what is said: a text, or in brackets the choice that is taken.
Saying = tuple[str, str]


def number_of(case: int) -> str:
    """The number that a court gave to one of its cases."""
    return f"K-{today_in_kazakhstan().year}-{case}"


def ordinary(case: int, question: str) -> tuple[Saying, ...]:
    """What a clerk says on an ordinary day."""
    return (
        ("clause", "22.4"),
        ("question", question),
        ("date", "received an order on 15.01.2025, when is it due?"),
        ("own cases", "/cases"),
        ("case card", f"/case {number_of(case)}"),
        ("form opened", "/register"),
        ("form step", "1"),
    )


def changing(case: int) -> tuple[Saying, ...]:
    """The rest of the form, and an event told of a case."""
    return (
        ("form, day", "15.01.2025"),
        ("form, state", "Germany"),
        ("form, number", "skip"),
        ("case opened", "skip"),
        ("case card again", f"/case {number_of(case)}"),
        ("event begun", "[Something happened]"),
        ("event chosen", "[documents served]"),
        ("event told", "15.01.2025"),
    )


#: What somebody says who has no case: but for the first, the lists are the court's.
LISTS: Final[tuple[Saying, ...]] = (
    ("own cases, none", "/cases"),
    ("court's cases", "[All cases of the court]"),
    ("next page", "[Next page]"),
    ("overdue cases", "[Overdue]"),
    ("closed cases", "[Closed cases]"),
)


# --- installations -------------------------------------------------------------------------------------------


async def fill(storage: Storage, cases: int) -> None:
    """Courts with their people and so many cases; of each case its events, a date, and the record of its opening."""
    async with storage.unit(now_utc()) as unit:
        courts = [(await unit.people.add_court(f"Суд № {n}", "court", f"Область {n}")).id for n in range(COURTS)]
        people = [[await _admitted(unit.people, courts[0], str(address)) for address in PEOPLE]]
        await _admitted(unit.people, courts[0], str(NEWCOMER))
        people += [[await _admitted(unit.people, court, str(2000 + court))] for court in courts[1:]]
        large = cases // 2
        rows = [_case(courts[0], people[0], number) for number in range(large)]
        for number in range(cases - large):
            place = 1 + number % (COURTS - 1)
            rows.append(_case(courts[place], people[place], number // (COURTS - 1)))
        numbered = list(enumerate(rows, start=1))
        for table, values in (
            (tables.cases, rows),
            (tables.case_events, [event for case, row in numbered for event in _events(case, row)]),
            (tables.deadlines, [_date(case, row) for case, row in numbered]),
            (tables.audit, [_record(case, row) for case, row in numbered]),
        ):
            await unit.connection.execute(table.insert(), values)
        if unit.connection.dialect.name == "postgresql":
            await unit.connection.execute(text("ANALYZE"))  # its own clockwork does it within a minute


async def _admitted(people: People, court: int, address: str) -> int:
    person, code = await people.invite(court, "clerk", f"Clerk {address}", None)
    await people.admit(code, "telegram", address)
    return person


def _case(court: int, people: Sequence[int], number: int) -> dict[str, object]:
    """Every second is closed; of the open ones some are overdue, and some wait for an event."""
    today = today_in_kazakhstan()
    owner, deputy, judge = (people[(number // 2 + place) % len(people)] for place in range(3))
    return {
        "court_id": court,
        "number": number_of(number),
        "number_key": number_of(number).casefold(),
        "serial": today.year * 1_000_000 + number,
        "kind": "received-service",
        "state": "DE",
        "basis": "",
        "owner_id": owner,
        "deputy_id": deputy,
        "judge_id": judge,
        "opened": today,
        "closed": today - timedelta(days=number % 365) if number % 2 else None,
        "terms": "{}",
        "next_due": None if number % 14 == 2 else today + timedelta(days=number % 97 - 20),
    }


def _events(case: int, row: Mapping[str, object]) -> list[dict[str, object]]:
    told = {"case_id": case, "day": row["opened"], "reason": "", "entered_by": row["owner_id"], "entered_at": 0}
    return [
        {**told, "event_id": 2 * case - 1, "kind": "order-received", "is_current": True},
        {**told, "event_id": 2 * case, "kind": "served", "is_current": row["closed"] is not None},
    ]


def _date(case: int, row: Mapping[str, object]) -> dict[str, object]:
    days = {"start": row["opened"], "due": row["next_due"] or row["opened"], "ended": row["closed"]}
    said = {"limit_key": "execute_order", "event_id": 2 * case - 1, "trace": "[]", "calendar_version": "", "reason": ""}
    return {"case_id": case, **days, **said, "counted_at": 0}


def _record(case: int, row: Mapping[str, object]) -> dict[str, object]:
    by = {"person_id": row["owner_id"], "court_id": row["court_id"]}
    return {"at": 0, **by, "deed": "case-opened", "subject": f"case:{case}", "hash": "0" * 64}


# --- turns ---------------------------------------------------------------------------------------------------


@dataclass
class Taker:
    """Takes every message; notes when the first of a turn came, after how many statements, and what was offered."""

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
    """A bot over a database; what it says goes nowhere, only what it tells of itself goes to a Bot API server."""

    storage: Storage
    inflow: Inflow
    taker: Taker
    api: BotApi
    #: By the kind of turn: milliseconds of each, and statements of the last.
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statements: dict[str, int] = field(default_factory=dict)

    async def hear(self, address: int, saying: Saying) -> None:
        """One turn, measured under its kind."""
        kind, said = saying
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

    async def day(self, number: int) -> None:
        """A round of all turns."""
        case = 2 * number  # an open one
        for saying in (*ordinary(case, QUESTIONS[number]), *changing(case)):
            await self.hear(PEOPLE[0], saying)
        for saying in LISTS:
            await self.hear(NEWCOMER, saying)

    async def cases(self) -> int:
        """How many cases there are."""
        async with self.storage.unit(now_utc()) as unit:
            return int(await unit.connection.scalar(select(func.count()).select_from(tables.cases)) or 0)

    @property
    def ordinary(self) -> list[float]:
        """What the turns of the ordinary days took, in milliseconds."""
        return [taken for kind in ORDINARY for taken in self.taken[kind]]


@asynccontextmanager
async def installed(address: str, cases: int) -> AsyncIterator[Installation]:
    """An installation with so many cases, in which each turn was made once: statements are compiled, menus are set."""
    async with open_storage(address) as storage, AsyncExitStack() as closing:
        await fill(storage, cases)
        api = await closing.enter_async_context(BotApi(TOKEN, keep_calls=False))
        settings = Settings(_env_file=None, bot_token=SecretStr(TOKEN), telegram_api_url=api.url, default_language="en")
        bot = await closing.enter_async_context(opened_bot(settings))
        taker = Taker()
        event.listen(storage.database.engine.sync_engine, "before_cursor_execute", taker.count)
        delivery = Delivery(storage, {"telegram": taker}, now_utc)
        inflow = opened_inflow(settings, open_registry(storage, settings), delivery, bot)
        one = Installation(storage, inflow, taker, api)
        await one.day(0)
        one.taken.clear()
        yield one


async def turns(databases: Databases, kinds: Sequence[Kind], rounds: int) -> None:
    """Print what turns take in each installation."""
    async with AsyncExitStack() as closing:
        found = {
            (kind, cases): await closing.enter_async_context(installed(await databases.migrated(kind), cases))
            for kind in kinds
            for cases in (FEW, MANY)
        }
        for number in range(1, rounds + 1):
            for one in [*found.values()][:: 1 if number % 2 else -1]:  # whoever is first finds the caches cold
                await one.day(number)
        for (_, cases), one in found.items():
            assert await one.cases() == cases + 1 + rounds  # the forms were filled in, and not talked past
    say(f"{'turns, median ms':20}" + "".join(f"{kind:>12} {FEW:>7,} {MANY:>8,} cases  ratio" for kind in kinds))
    for name in found[kinds[0], FEW].taken:
        say(f"{name:20}" + "".join(_compared(name, found[kind, FEW], found[kind, MANY]) for kind in kinds))
    for (kind, cases), one in found.items():
        say(f"an ordinary day, {kind}, {cases:,} cases: p50 {p50(one.ordinary):.1f} ms  p99 {p99(one.ordinary):.1f} ms")


def _compared(name: str, few: Installation, many: Installation) -> str:
    """The statements of a turn, and what it takes with few cases and with many."""
    first, second = p50(few.taken[name]), p50(many.taken[name])
    return f"{many.statements[name]:>9} st {first:7.1f} {second:8.1f} {second / first:12.2f}"


# --- programs ------------------------------------------------------------------------------------------------


@dataclass
class Crowd:
    """People who write to one bot at once, each the next thing as soon as the last is answered."""

    people: Sequence[Person]
    #: Seconds from an update to the first message of its answer.
    taken: list[float] = field(default_factory=list)
    #: Updates answered in a second, for each start of the bot.
    rates: list[float] = field(default_factory=list)
    _texts: list[Iterator[str]] = field(init=False)

    def __post_init__(self) -> None:
        days = [ordinary(2 * n, QUESTIONS[n]) for n in range(len(self.people))]
        self._texts = [cycle([*(said for _, said in day), "/cancel"]) for day in days]

    async def write(self) -> None:
        """Write for a while, after everybody was answered once: the program is up then."""
        everybody = list(zip(self.people, self._texts, strict=True))
        await asyncio.gather(*(_answered(person, next(texts)) for person, texts in everybody))
        began, before = time.perf_counter(), len(self.taken)
        await asyncio.gather(*(self._write(person, texts, began + SECONDS) for person, texts in everybody))
        self.rates.append((len(self.taken) - before) / (time.perf_counter() - began))

    async def _write(self, person: Person, texts: Iterator[str], until: float) -> None:
        while (began := time.perf_counter()) < until:
            await _answered(person, next(texts))
            self.taken.append(time.perf_counter() - began)


async def _answered(person: Person, said: str) -> None:
    await person.writes(said)
    await person.hears(timeout=60)


@asynccontextmanager
async def program(command: Sequence[str], folder: Path, **settings: str) -> AsyncIterator[Path]:
    """A program that runs until the block ends, and its log, which is shown when it ends before that."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BOT_TOKEN": TOKEN, **settings}
    with (folder / "log.txt").open("w+b") as log:
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *command, env=environment, cwd=folder, stdout=log, stderr=log
        )
        try:
            yield folder / "log.txt"
        finally:
            if running.returncode is None:
                running.terminate()
                await running.wait()
            else:
                log.seek(0)
                say(log.read().decode())


async def _started(log: Path) -> None:
    """Wait until a start is over: each counts all open cases anew, and nobody tells but the log."""
    async with asyncio.timeout(120):
        while b"cases counted anew" not in log.read_bytes():  # noqa: ASYNC110, ASYNC240 - a short file
            await asyncio.sleep(0.1)


async def programs(databases: Databases, folder: Path, kinds: Sequence[Kind]) -> None:
    """Print how `komek run` does beside a bot that keeps nothing."""
    settings: dict[str, dict[str, str]] = {BARE: {}}
    for kind in kinds:
        address = await databases.migrated(kind)
        async with open_storage(address) as storage:
            await fill(storage, FEW)
        settings[f"Komek, {kind}"] = {"DATABASE_URL": address, "DEFAULT_LANGUAGE": "en"}
    async with BotApi(TOKEN, keep_calls=False) as api:
        people = [api.person(address, "Clerk", "en") for address in PEOPLE]
        crowds = {name: Crowd(people) for name in settings}
        for name, crowd in [*crowds.items()] * STARTS:
            command = ("tests.soak", "bare") if name == BARE else ("bot", "run")
            async with program(command, folder, TELEGRAM_API_URL=api.url, **settings[name]) as log:
                if name != BARE:
                    await _started(log)
                await crowd.write()
        assert api.faults == []
    for name, crowd in crowds.items():
        rate = statistics.median(crowd.rates)
        say(
            f"{name:20} {len(PEOPLE)} people: {rate:5.0f} updates/s  ratio {rate / p50(crowds[BARE].rates):.2f}  "
            f"p50 {p50(crowd.taken) * 1000:.0f} ms  p99 {p99(crowd.taken) * 1000:.0f} ms"
        )


# --- figures -------------------------------------------------------------------------------------------------


def p50(figures: Sequence[float]) -> float:
    """The median."""
    return statistics.median(figures)


def p99(figures: Sequence[float]) -> float:
    """What one in a hundred exceeds."""
    return sorted(figures)[int(len(figures) * 0.99)]


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 - this command prints figures


async def main(part: str = "", kinds: Sequence[Kind] = KINDS, rounds: int = ROUNDS) -> None:
    """Print the figures of the bot, or a part of them."""
    with tempfile.TemporaryDirectory(prefix="komek-bench-") as folder, ExitStack() as closing:
        databases = Databases(Path(folder), closing)
        if part != "programs":
            await turns(databases, kinds, rounds)
        if part != "turns":
            await programs(databases, Path(folder), kinds)


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m tests.bench_bot", description="How fast the bot is.")
    reader.add_argument("part", nargs="?", default="", choices=["", "turns", "programs"], help="all of it without")
    reader.add_argument("--on", nargs="+", default=KINDS, choices=KINDS, help="the databases")
    reader.add_argument("--rounds", type=int, default=ROUNDS, help="how often each turn is measured")
    return reader.parse_args()


if __name__ == "__main__":
    asked = _asked()
    asyncio.run(main(asked.part, asked.on, asked.rounds))
