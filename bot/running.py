"""The program that stays up: every channel that is configured, until it is told to stop."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.utils.token import TokenValidationError

from bot.app import civil_date, now_utc, open_registry, opened_storage, today_in_kazakhstan
from bot.desk import Desk
from bot.errors import InputError
from bot.settings import Settings
from bot.telegram.buttons import Seal
from bot.telegram.handlers import Counter, router
from bot.telegram.inflow import Inflow, Polling
from bot.telegram.menu import set_menu
from bot.telegram.webhook import Webhook, checked_webhook
from notifier.delivery import Delivery
from notifier.senders import TelegramSender
from storage.schema import revision
from storage.unit import Storage

#: Seconds between two looks for messages that a stopped program left unsent.
TICK: Final = 1.0

log = structlog.get_logger("run")


async def run(settings: Settings) -> None:
    """Start what is configured and stay up until SIGTERM or SIGINT; what is in hand is finished then."""
    if not settings.bot_token.get_secret_value():
        msg = "nothing to run: set BOT_TOKEN to the token of your Telegram bot (see .env.example)"
        raise InputError(msg)
    if settings.webhook_url:
        checked_webhook(settings)
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    async with opened_storage(settings) as storage, opened_bot(settings) as bot:
        inflow = opened_inflow(settings, storage, bot)
        await _talk(settings, inflow, stop)


async def checked(settings: Settings) -> AsyncIterator[tuple[str, str]]:
    """Each thing that a run needs, and what is wrong with it ("" when it is right)."""
    for name, look in (("database", _database), ("webhook", _webhook), ("Telegram", _telegram), ("time zone", _zone)):
        try:
            yield name, await look(settings)
        except InputError as wrong:
            yield name, str(wrong)


async def _database(settings: Settings) -> str:
    async with opened_storage(settings) as storage:
        await revision(storage.database)
    return ""


async def _webhook(settings: Settings) -> str:
    if settings.webhook_url:
        checked_webhook(settings)
    return ""


async def _telegram(settings: Settings) -> str:
    if not settings.bot_token.get_secret_value():
        return "BOT_TOKEN is not set; @BotFather gives one"
    async with opened_bot(settings) as bot:
        try:
            await bot.get_me(request_timeout=10)
        except (TelegramUnauthorizedError, TelegramNotFound):
            return "Telegram refuses the token: check BOT_TOKEN"
        except AiogramError as fault:
            return f"Telegram cannot be reached ({type(fault).__name__}): check the network and TELEGRAM_API_URL"
    return ""


async def _zone(_: Settings) -> str:
    is_right = civil_date(datetime(2024, 3, 1, 18, 59, tzinfo=UTC)).day == 1
    return "" if is_right else "the zone data are older than March 2024: install the package tzdata anew"


@asynccontextmanager
async def opened_bot(settings: Settings) -> AsyncIterator[Bot]:
    """The bot with its connection."""
    own = settings.telegram_api_url.rstrip("/")
    session = AiohttpSession(api=TelegramAPIServer.from_base(own) if own else PRODUCTION)
    try:
        bot = Bot(settings.bot_token.get_secret_value(), session=session)
    except TokenValidationError as wrong:
        msg = "BOT_TOKEN: not a token; it looks like 123456:ABC-DEF..., as @BotFather gave it"
        raise InputError(msg) from wrong
    async with bot:
        yield bot


def opened_inflow(settings: Settings, storage: Storage, bot: Bot) -> Inflow:
    """The parts that hear Telegram, put together."""
    registry = open_registry(storage, settings)
    counter = Counter(
        registry,
        Desk(registry.law, registry.texts, today_in_kazakhstan, settings.default_language),
        Seal.of(settings.bot_token.get_secret_value()),
        public_answers=settings.public_answers,
        personal_data=settings.personal_data_in_telegram,
    )
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router())
    delivery = Delivery(storage, {"telegram": TelegramSender(bot)}, now_utc)
    return Inflow(storage, bot, dispatcher, counter, delivery, now_utc)


async def _talk(settings: Settings, inflow: Inflow, stop: asyncio.Event) -> None:
    await _introduced(settings, inflow)
    await inflow.take_up()
    ticking = asyncio.create_task(_tick(inflow.delivery, stop))
    arriving = asyncio.create_task(_arrival(settings, inflow).run(stop))
    log.info("up", channel="telegram", bot=inflow.username)
    await asyncio.wait({arriving, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
    stop.set()  # nothing arrives any more, whatever the reason
    # the open request for updates is given up: what it would bring is not confirmed and comes again
    arriving.cancel()
    (ended,) = await asyncio.gather(arriving, return_exceptions=True)
    await inflow.finish()
    await ticking
    log.info("down")
    if isinstance(ended, OSError):
        msg = f"WEBHOOK_HOST, WEBHOOK_PORT: cannot listen there: {ended.strerror or ended}; choose a free port"
        raise InputError(msg) from ended
    if isinstance(ended, Exception):
        raise ended


def _arrival(settings: Settings, inflow: Inflow) -> Polling | Webhook:
    """The way updates come: brought to us where there is an address for it, else fetched."""
    if not settings.webhook_url:
        return Polling(inflow)
    secret = settings.webhook_secret.get_secret_value()
    return Webhook(inflow, settings.webhook_url, secret, settings.webhook_host, settings.webhook_port)


async def _introduced(settings: Settings, inflow: Inflow) -> None:
    """The bot's own name, its menu, and no webhook of earlier days."""
    try:
        me = await inflow.bot.get_me()
        inflow.username = me.username or ""
        if not settings.webhook_url:
            await inflow.bot.delete_webhook(drop_pending_updates=False)
        await set_menu(inflow.bot, inflow.counter.desk.texts, settings.default_language)
    except AiogramError as fault:
        log.error("Telegram did not answer as it should; going on", fault=type(fault).__name__)  # noqa: TRY400


async def _tick(delivery: Delivery, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            while not stop.is_set() and await delivery.tick():
                pass
        except Exception as fault:  # noqa: BLE001 - the clock must not stop; the database may come back
            log.error("tick failed", fault=type(fault).__name__)  # noqa: TRY400
        try:
            await asyncio.wait_for(stop.wait(), TICK)
        except TimeoutError:
            continue
