"""
Long tests with real processes: `python -m tests.soak updates`, and the same with `reminders`.

Updates: people write, the program is killed again and again, and in the end every message must have been answered:
first with updates that are fetched, then with updates that are brought. With `--way bare` the same happens to a bot
that aiogram's own polling drives, for comparison. Reminders: thousands are due at once, and what says them is killed.
"""

import argparse
import asyncio
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, get_args

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from bot.telegram.inflow import AT_ONCE
from notifier import delivery
from storage.schema import migrate
from storage.unit import open_storage
from tests.botapi.bots import TOKEN
from tests.botapi.people import Person
from tests.botapi.server import BotApi
from tests.court import NOW
from tests.databases import Kind, postgresql, sqlite
from tests.soaks.reminders import ReminderSoak
from tests.telegram import free_port

ROOT: Final = Path(__file__).parents[1]
PEOPLE: Final = 20
#: Seconds that Telegram's answer to a message takes.
LATENCY: Final = 0.02
#: Seconds without a further answer after which what is not answered is lost; a claim lapses sooner.
PATIENCE: Final = 60
#: What can be sent and not marked when the program is killed: a message of each chat in hand, and a tick's.
IN_FLIGHT: Final = AT_ONCE + delivery.AT_ONCE

#: How updates come: fetched, brought, or fetched by aiogram's own bot.
Way = Literal["polling", "webhook", "bare"]

_NUMBER: Final = re.compile(r"/x(\d+)")


@dataclass
class Outcome:
    """How it went."""

    number: int
    killed: int = 0
    stopped: int = 0
    #: Exit statuses of the stops that were asked for, and messages that such a stop left half done.
    statuses: list[int] = field(default_factory=list)
    half_done: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    seconds: float = 0

    @property
    def lost(self) -> int:
        """Messages without any answer."""
        return self.number - len(self.answers)

    @property
    def repeated(self) -> int:
        """Answers beyond the first."""
        return self.answers.total() - len(self.answers)


@dataclass
class Soak:
    """One run."""

    folder: Path
    outcome: Outcome
    kills: int
    way: Way = "polling"
    #: The address of a database without tables; the embedded one without.
    database: str = ""
    #: Let the claims of a killed program lapse at once, where a new one does not do so itself.
    in_haste: bool = False
    port: int = field(default_factory=free_port)
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - a seed, no secret

    async def run(self) -> Outcome:
        """Write, kill, start again, until all is answered or nothing comes any more."""
        began = time.monotonic()
        async with BotApi(TOKEN, keep_calls=False) as api:
            people = [api.person(1000 + number, f"Clerk {number}", "en") for number in range(PEOPLE)]
            if not self.is_bare:
                await self._invite()
            api.fail("sendMessage", delay=LATENCY, times=sys.maxsize)
            writing = asyncio.create_task(self._write(people))
            for number in range(1, self.kills + 1):
                self._count(people)
                before = len(self.outcome.answers)
                async with self._program(api) as program:
                    # at least one answer is its own: it is up then, and is not stopped while it starts
                    await self._until(people, max(self.outcome.number * number // (self.kills + 2), before + 1))
                    await asyncio.sleep(self.chance.random() * 0.1)
                    # the last one is always asked to stop
                    await self._end(program, signal.SIGKILL if number < self.kills else signal.SIGTERM)
            async with self._program(api) as program:
                await writing
                await self._until(people, self.outcome.number)
                await self._end(program, signal.SIGTERM)
            self._count(people)
            if not self.is_bare:
                assert api.faults == []
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    async def _write(self, people: list[Person]) -> None:
        """Bursts: the messages stay ahead of the answers, so that a kill always meets work in hand."""
        for number in range(self.outcome.number):
            await self.chance.choice(people).writes(f"/x{number}")
            ahead = number - len(self.outcome.answers)
            while ahead > max(30, self.outcome.number // 10):
                await asyncio.sleep(0.02)
                ahead = number - len(self.outcome.answers)

    async def _until(self, people: list[Person], answered: int) -> None:
        """Wait for so many answers, or until nothing has come for long."""
        last = time.monotonic()
        before = -1
        while len(self.outcome.answers) < answered and time.monotonic() - last < self._patience:
            self._count(people)
            if len(self.outcome.answers) != before:
                before, last = len(self.outcome.answers), time.monotonic()
            await asyncio.sleep(0.02)

    @property
    def is_bare(self) -> bool:
        """Whether it is aiogram's own bot."""
        return self.way == "bare"

    @property
    def _address(self) -> str:
        return self.database or sqlite(self.folder)

    @property
    def _settings(self) -> dict[str, str]:
        said = {"BOT_TOKEN": TOKEN, "DATA_FOLDER": ".", "DEFAULT_LANGUAGE": "en"}
        if self.database:
            said["DATABASE_URL"] = self.database
        if self.way == "webhook":
            said["WEBHOOK_URL"] = f"http://127.0.0.1:{self.port}/hook"
            said |= {"WEBHOOK_SECRET": "s" * 16, "WEBHOOK_PORT": str(self.port)}
        return said

    @property
    def _patience(self) -> float:
        return 10 if self.is_bare else PATIENCE

    def _count(self, people: list[Person]) -> None:
        texts = (message.text for person in people for message in person.chat.heard)
        self.outcome.answers = Counter(int(found[1]) for text in texts if (found := _NUMBER.search(text)))

    @asynccontextmanager
    async def _program(self, api: BotApi) -> AsyncIterator[asyncio.subprocess.Process]:
        # coverage would make each start three times as long
        plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
        environment = {**plain, **self._settings, "TELEGRAM_API_URL": api.url, "PYTHONPATH": str(ROOT)}
        command = ("-m", "tests.soak", "bare") if self.is_bare else ("-m", "bot", "run")
        with (self.folder / "log.txt").open("ab") as log:
            program = await asyncio.create_subprocess_exec(
                sys.executable, *command, env=environment, cwd=self.folder, stdout=log, stderr=log
            )
        try:
            yield program
        finally:
            if program.returncode is None:
                program.kill()
            await program.wait()

    async def _end(self, program: asyncio.subprocess.Process, sign: signal.Signals) -> None:
        assert program.returncode is None, "the program has ended by itself; its log says why"
        before = set() if self.is_bare else await self._unsent()
        program.send_signal(sign)
        status = await program.wait()
        if sign is signal.SIGKILL:
            self.outcome.killed += 1
            if self.in_haste:
                await self._lapse()
            return
        self.outcome.stopped += 1
        self.outcome.statuses.append(status)
        if not self.is_bare:
            self.outcome.half_done += len(await self._unsent() - before)

    async def _unsent(self) -> set[int]:
        """What is decided and not sent; of a program that was asked to stop nothing new may be left so."""
        async with open_storage(self._address) as storage, storage.unit(NOW) as unit:
            open_rows = await unit.connection.exec_driver_sql("SELECT id FROM outbox WHERE done_at IS NULL")
            return set(open_rows.scalars())

    async def _lapse(self) -> None:
        async with open_storage(self._address) as storage, storage.unit(NOW) as unit:
            await unit.connection.exec_driver_sql("UPDATE outbox SET next_at = 0 WHERE done_at IS NULL")

    async def _invite(self) -> None:
        async with open_storage(self._address) as storage:
            await migrate(storage.database)
            async with storage.unit(NOW) as unit:
                court = await unit.people.add_court("Суд № 1", "court", "Алматы")
                for number in range(PEOPLE):
                    _, code = await unit.people.invite(court.id, "clerk", f"Clerk {number}", None)
                    assert await unit.people.admit(code, "telegram", str(1000 + number))


async def bare() -> None:
    """A bot as aiogram's documentation begins it: long polling, an answer to each message, nothing kept."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    dispatcher = Dispatcher()

    async def answer(message: Message) -> None:
        await message.answer(f"There is no command {message.text}.")

    dispatcher.message.register(answer)
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session))


def main() -> int:
    """Run what was asked for; 1 when something was lost."""
    reader = argparse.ArgumentParser(prog="python -m tests.soak", description="Long tests with real processes.")
    about = "updates: people write, the program is killed; reminders: people are told, what tells them is killed"
    reader.add_argument("what", choices=["updates", "reminders", "bare"], help=about)
    reader.add_argument("--number", type=int, help="messages that people write (1,000), or reminders (10,000)")
    reader.add_argument("--kills", type=int, help="how often the program is ended (20), or a process killed (200)")
    reader.add_argument("--way", choices=get_args(Way), help="how updates come; without it by polling, then by webhook")
    reader.add_argument("--workers", type=int, default=3, help="processes that remind; on SQLite it is always one (3)")
    reader.add_argument("--database", choices=get_args(Kind), help="updates: sqlite if not given; reminders: both")
    given = reader.parse_args()
    if given.what == "bare":
        asyncio.run(bare())
        return 0
    if given.what == "reminders":
        kinds: tuple[Kind, ...] = (given.database,) if given.database else get_args(Kind)
        number, kills = given.number or 10_000, 200 if given.kills is None else given.kills
        return int(sum(_forgotten(kind, number, kills, given.workers) for kind in kinds) > 0)
    ways: tuple[Way, ...] = (given.way,) if given.way else ("polling", "webhook")
    number, kills = given.number or 1_000, 20 if given.kills is None else given.kills
    return int(sum(_lost(way, number, kills, given.database or "sqlite") for way in ways) > 0)


@contextmanager
def _opened(kind: Kind) -> Iterator[tuple[Path, str]]:
    """A folder, and the address of an empty database."""
    with (
        tempfile.TemporaryDirectory(prefix="komek-soak-") as folder,
        postgresql() if kind == "postgresql" else nullcontext(sqlite(Path(folder))) as database,
    ):
        yield Path(folder), database


def _lost(way: Way, number: int, kills: int, kind: Kind) -> int:
    """How many messages were lost, once it is said how it went."""
    with _opened(kind) as (folder, database):
        address = "" if kind == "sqlite" else database
        outcome = asyncio.run(Soak(folder, Outcome(number), kills, way, address).run())
    sys.stdout.write(
        f"{way}: {outcome.number} messages of {PEOPLE} people, {outcome.killed} kills, {outcome.stopped} stops, "
        f"{outcome.seconds:.0f} s: {outcome.lost} lost, {outcome.repeated} repeated, "
        f"{outcome.half_done} left half done by a stop\n"
    )
    return outcome.lost


def _forgotten(kind: Kind, number: int, kills: int, workers: int) -> int:
    """How many reminders were lost or came too often, once it is said how it went."""
    with _opened(kind) as (folder, database):
        soak = ReminderSoak(folder, database, number, kills, workers if kind == "postgresql" else 1)
        outcome = asyncio.run(soak.run())
    found = outcome.counted
    faults = ", ".join(f"{what} {times}" for what, times in sorted(outcome.seen.items()))
    sys.stdout.write(
        f"{kind}: {found.reminders} reminders in {found.messages} messages, {soak.workers} processes, {outcome.kills} "
        f"kills, {outcome.seconds:.0f} s: {found.lost} lost, {found.waiting} still waiting, {found.untaken} marked and "
        f"not arrived, {outcome.not_durable} marks not durable; {found.repeats} copies, {found.most} at most of one "
        f"message, {found.unexplained} without a kill or a lost answer ({outcome.in_flight} sends in flight at kills, "
        f"{outcome.most_in_flight} at most at one, {outcome.unknown} answers lost); {found.passed_on} passed on; "
        f"taken up again after {max(outcome.resumed, default=0):.1f} s at most, {outcome.failed} rounds failed\n"
        f"faults of the servers: {faults}\n"
    )
    wrong = (found.lost, found.waiting, found.untaken, found.unexplained, outcome.not_durable, max(found.most - 2, 0))
    return sum(wrong)


if __name__ == "__main__":
    sys.exit(main())
