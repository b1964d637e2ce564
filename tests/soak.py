"""
Long tests with real processes: `python -m tests.soak updates --number 1000 --kills 20`.

People write, the program is killed again and again, and in the end every message must have been answered. With
`--bare` the same happens to a bot that aiogram's own polling drives, for comparison.
"""

import argparse
import asyncio
import os
import random
import re
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from bot.telegram.inflow import AT_ONCE
from storage.schema import migrate
from storage.unit import open_storage
from tests.botapi.bots import TOKEN
from tests.botapi.people import Person
from tests.botapi.server import BotApi
from tests.court import NOW
from tests.databases import sqlite

ROOT: Final = Path(__file__).parents[1]
PEOPLE: Final = 20
#: Seconds that Telegram's answer to a message takes.
LATENCY: Final = 0.02
#: Seconds without a further answer after which what is not answered is lost; a claim lapses sooner.
PATIENCE: Final = 60
#: What can be sent and not marked when the program is killed: a message of each chat in hand, one of the clock's.
IN_FLIGHT: Final = AT_ONCE + 1

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
    is_bare: bool = False
    #: Let the claims of a killed program lapse at once, instead of waiting for it.
    in_haste: bool = False
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - a seed, no secret

    async def run(self) -> Outcome:
        """Write, kill, start again, until all is answered or nothing comes any more."""
        began = time.monotonic()
        async with BotApi(TOKEN, keep_calls=False) as api:
            people = [api.person(1000 + number, f"Clerk {number}", "en") for number in range(PEOPLE)]
            if not self.is_bare:
                await _invited(self.folder)
            api.fail("sendMessage", delay=LATENCY, times=sys.maxsize)
            writing = asyncio.create_task(self._write(people))
            for number in range(1, self.kills + 1):
                async with self._program(api) as program:
                    await self._until(people, self.outcome.number * number // (self.kills + 2))
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
    def _patience(self) -> float:
        return 10 if self.is_bare else PATIENCE

    def _count(self, people: list[Person]) -> None:
        texts = (message.text for person in people for message in person.chat.heard)
        self.outcome.answers = Counter(int(found[1]) for text in texts if (found := _NUMBER.search(text)))

    @asynccontextmanager
    async def _program(self, api: BotApi) -> AsyncIterator[asyncio.subprocess.Process]:
        said = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url, "DATA_FOLDER": ".", "DEFAULT_LANGUAGE": "en"}
        # coverage would make each start three times as long
        plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
        environment = {**plain, **said, "PYTHONPATH": str(ROOT)}
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
        before = set() if self.is_bare else self._unsent()
        program.send_signal(sign)
        status = await program.wait()
        if sign is signal.SIGKILL:
            self.outcome.killed += 1
            if self.in_haste:
                self._lapse()
            return
        self.outcome.stopped += 1
        self.outcome.statuses.append(status)
        if not self.is_bare:
            self.outcome.half_done += len(self._unsent() - before)

    def _unsent(self) -> set[int]:
        """What is decided and not sent; of a program that was asked to stop nothing new may be left so."""
        with closing(sqlite3.connect(self.folder / "komek.db", timeout=20)) as database:
            return {row[0] for row in database.execute("SELECT id FROM outbox WHERE done_at IS NULL")}

    def _lapse(self) -> None:
        with closing(sqlite3.connect(self.folder / "komek.db", timeout=20)) as database, database:
            database.execute("UPDATE outbox SET next_at = 0 WHERE done_at IS NULL")


async def _invited(folder: Path) -> None:
    async with open_storage(sqlite(folder)) as storage:
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
    """Run what was asked for; 1 when a message was lost."""
    reader = argparse.ArgumentParser(prog="python -m tests.soak", description="Long tests with real processes.")
    reader.add_argument("what", choices=["updates", "bare"], help="updates: people write, the program is killed")
    reader.add_argument("--number", type=int, default=1000, help="messages that people write")
    reader.add_argument("--kills", type=int, default=20, help="how often the program is ended")
    reader.add_argument("--bare", action="store_true", help="a bot of aiogram alone, for comparison")
    given = reader.parse_args()
    if given.what == "bare":
        asyncio.run(bare())
        return 0
    with tempfile.TemporaryDirectory(prefix="komek-soak-") as folder:
        soak = Soak(Path(folder), Outcome(given.number), given.kills, is_bare=given.bare)
        outcome = asyncio.run(soak.run())
    sys.stdout.write(
        f"{outcome.number} messages of {PEOPLE} people, {outcome.killed} kills, {outcome.stopped} stops, "
        f"{outcome.seconds:.0f} s: {outcome.lost} lost, {outcome.repeated} repeated, "
        f"{outcome.half_done} left half done by a stop\n"
    )
    return int(outcome.lost > 0)


if __name__ == "__main__":
    sys.exit(main())
