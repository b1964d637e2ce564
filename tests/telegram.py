"""Komek in Telegram for tests: the real dispatcher and HTTP client, a court, and a Bot API server with people."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from aiogram import Dispatcher
from pydantic import SecretStr

from bot.desk import Desk
from bot.running import opened_bot
from bot.settings import Settings
from bot.telegram.buttons import Seal
from bot.telegram.handlers import Counter, router
from bot.telegram.inflow import Inflow, Polling
from knowledge.languages import Language
from notifier.delivery import Delivery
from notifier.senders import TelegramSender
from storage.copies import backup, restore
from storage.unit import open_storage
from tests.botapi.server import BotApi
from tests.court import NOW, Court, open_court
from tests.databases import Kind, postgresql

TOKEN: Final = "12345:TEST"  # noqa: S105 - of no real bot


@dataclass(frozen=True)
class Chatting:
    """A court that is talked with in Telegram."""

    api: BotApi
    court: Court
    inflow: Inflow


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@asynccontextmanager
async def open_court_in(kind: Kind, desk: Desk, folder: Path, language: Language = "en") -> AsyncIterator[Court]:
    """A court over either database; it moves to PostgreSQL as every court would."""
    async with open_court(desk, folder, language) as court:
        if kind == "sqlite":
            yield court
            return
        await backup(court.storage.database, folder / "moved.db")
        with postgresql() as address:
            async with open_storage(address) as storage:
                await restore(storage.database, folder / "moved.db")
                yield replace(court, registry=replace(court.registry, storage=storage))


@asynccontextmanager
async def open_chat(desk: Desk, folder: Path, kind: Kind = "sqlite", **settings: object) -> AsyncIterator[Chatting]:
    """A running bot; at the end nothing that it sent was wrong, and every button was answered."""
    async with BotApi(token=TOKEN) as api, open_court_in(kind, desk, folder) as court:
        said = {"bot_token": SecretStr(TOKEN), "telegram_api_url": api.url, **settings}
        chosen = Settings(_env_file=None, **said)  # type: ignore[arg-type]
        async with opened_bot(chosen) as bot:
            counter = Counter(
                court.registry,
                desk,
                Seal.of(TOKEN),
                public_answers=chosen.public_answers,
                personal_data=chosen.personal_data_in_telegram,
            )
            dispatcher = Dispatcher(disable_fsm=True)
            dispatcher.include_router(router())
            delivery = Delivery(court.storage, {"telegram": TelegramSender(bot)}, lambda: NOW)
            inflow = Inflow(court.storage, bot, dispatcher, counter, delivery, lambda: NOW)
            inflow.username = (await bot.get_me()).username or ""
            stop = asyncio.Event()
            polling = asyncio.create_task(Polling(inflow).run(stop))
            try:
                yield Chatting(api, court, inflow)
            finally:
                stop.set()
                polling.cancel()
                await asyncio.gather(polling, return_exceptions=True)
                await inflow.finish()
        assert api.faults == []
        assert api.unanswered == []
