"""A bot in Telegram whose clock is moved by hand, and which can be started anew over the same database."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from aiogram import Dispatcher

from bot.desk import Desk
from bot.telegram.buttons import Seal
from bot.telegram.handlers import Counter, router
from bot.telegram.inflow import Inflow, Polling
from bot.telegram.webhook import Webhook
from knowledge.languages import Language
from notifier.delivery import Delivery
from notifier.senders import TelegramSender
from tests.botapi.bots import TOKEN, client
from tests.botapi.people import Person
from tests.botapi.server import BotApi
from tests.court import NOW, Court
from tests.databases import Kind
from tests.telegram import free_port, open_court_in

#: A valid number of a person, of nobody in particular.
IIN: Final = "850101300124"


@dataclass
class Clock:
    """The moment now, moved by hand."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        """The moment now."""
        return self.at

    def go(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)


@dataclass
class Room:
    """A running bot, the court behind it and the server before it."""

    api: BotApi
    court: Court
    public_answers: bool = False
    personal_data: bool = False
    clock: Clock = field(default_factory=Clock)
    inflow: Inflow = field(init=False)
    _stop: asyncio.Event = field(init=False)
    _polling: asyncio.Task[None] = field(init=False)
    _closing: AsyncExitStack = field(init=False)

    async def start(self) -> None:
        """Start the bot, as after a start of the program: nothing is known but what the database holds."""
        self._closing = AsyncExitStack()
        bot = await self._closing.enter_async_context(client(self.api))
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.include_router(router())
        desk = Desk(self.court.registry.law, self.court.registry.texts, self.clock.at.date, "en")
        registry = replace(self.court.registry, now=self.clock)
        counter = Counter(
            registry, desk, Seal.of(TOKEN), public_answers=self.public_answers, personal_data=self.personal_data
        )
        delivery = Delivery(self.court.storage, {"telegram": TelegramSender(bot)}, self.clock)
        self.inflow = Inflow(self.court.storage, bot, dispatcher, counter, delivery, self.clock, pause=0.02)
        self.inflow.username = (await bot.get_me()).username or ""
        # several may work with the other database
        await self.inflow.take_up(is_alone=self.court.storage.database.is_sqlite)
        self._stop = asyncio.Event()
        polling = Polling(self.inflow, refused=0.02, conflict=0.02, fault=0.02)
        self._polling = asyncio.create_task(polling.run(self._stop))

    async def hear_no_more(self) -> None:
        """Fetch no more updates."""
        self._stop.set()
        self._polling.cancel()
        await asyncio.gather(self._polling, return_exceptions=True)

    async def stop(self) -> None:
        """Stop the bot when what is in hand is done."""
        await self.hear_no_more()
        await self.inflow.finish()
        await self._closing.aclose()

    async def restart(self) -> None:
        """Stop and start."""
        await self.stop()
        await self.start()

    async def idle(self) -> None:
        """Wait until all that has come is handled."""
        await self.api.settled(60)
        while self.inflow._busy:
            await asyncio.gather(*self.inflow._busy.values())
        await self.api.settled(60)

    async def invited(self, who: str, number: int, **how: Any) -> Person:  # noqa: ANN401 - whatever people have
        """Somebody of the court who has come in."""
        person = self.api.person(number, **{"first_name": who, "language_code": "en", **how})
        await person.starts(self.court.codes[who])
        await person.hears()
        return person

    async def administrator(self, number: int, language: Language) -> Person:
        """An administrator of the court who has come in and chosen a language."""
        here = await self._court_number()
        async with self.court.storage.unit(self.clock()) as unit:
            _, code = await unit.people.invite(here, "administrator", "Админ", None)
            admitted = await unit.people.admit(code, "telegram", str(number))
            assert admitted
            await unit.people.set_language(admitted.id, language)
        person = self.api.person(number, "Админ")
        person.chat.closed = ""  # "start" was pressed
        return person

    async def crowd(self, count: int) -> list[Person]:
        """So many clerks of the court who have come in."""
        here = await self._court_number()
        people = []
        async with self.court.storage.unit(self.clock()) as unit:
            for number in range(count):
                _, code = await unit.people.invite(here, "clerk", f"Clerk {number}", None)
                assert await unit.people.admit(code, "telegram", str(1000 + number))
                people.append(self.api.person(1000 + number, f"Clerk {number}", "en"))
                people[-1].chat.closed = ""  # they have pressed "start"
        return people

    async def tick(self, **by: float) -> None:
        """Let time pass, then send what is due, as the clock of the program does."""
        self.clock.go(**by)
        await self.inflow.tidy()
        while await self.inflow.delivery.tick():
            pass

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database answers; nothing to a statement that changes it."""
        async with self.court.storage.unit(self.clock()) as unit:
            found = await unit.connection.exec_driver_sql(query)
            return [tuple(row) for row in found] if found.returns_rows else []

    async def _court_number(self) -> int:
        async with self.court.storage.unit(self.clock()) as unit:
            court = await unit.people.court("Суд № 1")
        assert court
        return court.id


@asynccontextmanager
async def brought(room: Room) -> AsyncIterator[None]:
    """Updates are brought to the bot by webhook while the block lasts, and fetched no more."""
    await room.hear_no_more()
    stop, port = asyncio.Event(), free_port()
    webhook = Webhook(room.inflow, f"http://127.0.0.1:{port}/hook", "s" * 16, "127.0.0.1", port, again=0.02)
    running = asyncio.create_task(webhook.run(stop))
    try:
        yield
    finally:
        stop.set()
        await running


async def until(so: Callable[[], object], patience: float = 20) -> None:
    """Wait until something is so of which nobody tells, or raise TimeoutError after so many seconds."""
    async with asyncio.timeout(patience):
        while not so():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def said_to(person: Person) -> list[str]:
    """What the bot has said to somebody, as it stands there."""
    return [message.text for message in person.messages if message.from_bot]


@asynccontextmanager
async def open_room(
    desk: Desk, folder: Path, kind: Kind = "sqlite", *, public_answers: bool = False, personal_data: bool = False
) -> AsyncIterator[Room]:
    """A running bot; at the end nothing that it sent was wrong, and every button was answered."""
    async with BotApi(token=TOKEN) as api, open_court_in(kind, desk, folder) as court:
        room = Room(api, court, public_answers, personal_data)
        await room.start()
        try:
            yield room
        finally:
            await room.stop()
        assert api.faults == []
        assert api.unanswered == []
