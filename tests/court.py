"""A court for tests, its people invited and not yet in; the Department of its region, and a court elsewhere."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.app import hours_of
from bot.desk import Desk
from bot.pages import plain_lines
from bot.registry import Registry
from bot.settings import Settings
from dialogs.turns import Event, Wrote
from knowledge.languages import Language
from notifier.laws import Laws
from notifier.post import Post
from storage.schema import migrate
from storage.seal import Seal, new_key
from storage.unit import Storage, open_storage
from tests.databases import sqlite

#: Noon of Tuesday, 24 November 2026 in Kazakhstan, the day of every talk of the tests.
NOW: Final = datetime(2026, 11, 24, 7, tzinfo=UTC)

#: The key under which answers that say something of a person are kept.
SEAL: Final = Seal(new_key())

#: The usual working hours.
HOURS: Final = hours_of(Settings(_env_file=None))


@dataclass
class Court:
    """An installation with people, and what was said last at each address."""

    registry: Registry
    codes: Mapping[str, str]
    said: dict[str, str] = field(default_factory=dict)

    @property
    def storage(self) -> Storage:
        """The database."""
        return self.registry.storage

    async def write(self, text: str, address: str = "clerk") -> str:
        """What is said to `text`, a block a line; `{judge}` in it stands for the judge's code."""
        return await self.do(Wrote(text.format_map(self.codes) if text.startswith("/start") else text), address)

    async def do(self, event: Event, address: str = "clerk") -> str:
        """What is said to an event."""
        blocks = await self.registry.hear("terminal", address, event)
        self.said[address] = "\n".join(plain_lines(blocks))
        return self.said[address]

    async def admit(self, *who: str) -> None:
        """Let in the people of these names, each at an address of that name."""
        for name in who:
            await self.write(f"/start {{{name}}}", name)


@asynccontextmanager
async def open_court(desk: Desk, folder: Path, language: Language = "en") -> AsyncIterator[Court]:
    """A court over a fresh database in a folder."""
    async with open_storage(sqlite(folder)) as storage:
        await migrate(storage.database)
        async with storage.unit(NOW) as unit:
            here = await unit.people.add_court("Суд № 1", "court", "Алматы")
            department = await unit.people.add_court("Департамент", "department", "Алматы")
            elsewhere = await unit.people.add_court("Суд № 2", "court", "Астана")
            codes = {
                "clerk": (await unit.people.invite(here.id, "clerk", "Айгуль", None))[1],
                "judge": (await unit.people.invite(here.id, "judge", "Бекова", None))[1],
                "department": (await unit.people.invite(department.id, "department", "Ерлан", None))[1],
                "stranger": (await unit.people.invite(elsewhere.id, "clerk", "Виктор", None))[1],
                "chief": (await unit.people.invite(here.id, "chief", "Есенов", None))[1],
                "administrator": (await unit.people.invite(here.id, "administrator", "Садыкова", None))[1],
            }
        post = Post(desk.texts, {}, language)
        yield Court(Registry(storage, Laws(desk.law), desk.texts, lambda: NOW, HOURS, post, language, SEAL), codes)
