"""Komek in Telegram for tests: the real dispatcher and HTTP client, a court, and a Bot API server with people."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
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
from notifier.delivery import Delivery
from notifier.senders import TelegramSender
from tests.botapi.server import BotApi
from tests.court import NOW, Court, open_court

TOKEN: Final = "12345:TEST"  # noqa: S105 - of no real bot


@dataclass(frozen=True)
class Chatting:
    """A court that is talked with in Telegram."""

    api: BotApi
    court: Court
    inflow: Inflow


@asynccontextmanager
async def open_chat(desk: Desk, folder: Path, **settings: object) -> AsyncIterator[Chatting]:
    """A running bot; at the end nothing that it sent was wrong, and every button was answered."""
    async with BotApi(token=TOKEN) as api, open_court(desk, folder) as court:
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
