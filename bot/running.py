"""The program that stays up: every channel that is configured, until it is told to stop."""

import asyncio
import fcntl
import gc
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.utils.token import TokenValidationError

from bot.app import civil_date, hours_of, now_utc, open_registry, opened_storage, seal_of, today_in_kazakhstan
from bot.desk import Desk
from bot.errors import InputError
from bot.mailbox.hearing import Counter as MailCounter
from bot.mailbox.inflow import Mailbox
from bot.mailbox.server import Account, MailboxError
from bot.mailbox.server import fault as mailbox_fault
from bot.registry import Registry
from bot.settings import Settings
from bot.telegram.buttons import Seal
from bot.telegram.handlers import Counter, router
from bot.telegram.inflow import LONGEST_PAUSE, PAUSE, TIDIED_AGAIN, Inflow, Polling, rest
from bot.telegram.menu import set_menu
from bot.telegram.webhook import Webhook, checked_webhook
from notifier.clock import Clock
from notifier.delivery import Delivery, Sender
from notifier.mail import MailError, MailSender, Server
from notifier.mail import fault as mail_fault
from notifier.marks import normal
from notifier.pace import Pace
from notifier.rounds import Rounds
from notifier.senders import TelegramSender
from storage.copies import backup
from storage.schema import revision
from storage.unit import Storage

#: Seconds between two looks whether a day has passed and old rows can go.
TIDY: Final = 600.0
#: How many nightly backups are kept.
BACKUPS: Final = 14
#: Seconds that Telegram has for a call that introduces the bot.
PATIENCE: Final = 10

log = structlog.get_logger("run")


async def run(settings: Settings) -> None:
    """Start what is configured and stay up until SIGTERM or SIGINT; what is in hand is finished then."""
    token = settings.bot_token.get_secret_value()
    if not token and not settings.smtp_host:
        msg = "nothing to run: set BOT_TOKEN to the token of your Telegram bot, or SMTP_HOST (see .env.example)"
        raise InputError(msg)
    if settings.webhook_url:
        checked_webhook(settings)
    account = mail_account(settings)
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    with alone(settings.data_folder) if settings.is_embedded else nullcontext():
        async with opened_storage(settings) as storage, opened_bot(settings) if token else nullcontext() as bot:
            registry = open_registry(storage, settings)
            delivery = Delivery(storage, senders(settings, bot), now_utc, paces())
            rounds = opened_rounds(registry, delivery, settings)
            mailbox = opened_mailbox(settings, account, registry, delivery) if account else None
            settle()
            if bot is None:
                log.info("up", channel="email", not_configured="telegram")
                await _write(settings, mailbox, rounds, stop)
                return
            if not settings.smtp_host:
                log.info("not configured", channel="email", remedy="set SMTP_HOST")
            inflow = opened_inflow(settings, registry, delivery, bot)
            await _talk(settings, inflow, (rounds, mailbox), stop)


async def _write(settings: Settings, mailbox: Mailbox | None, rounds: Rounds, stop: asyncio.Event) -> None:
    """What goes on where there is mail and nothing else."""
    storage = rounds.storage
    if settings.is_embedded:  # nobody else can be sending what a killed run has claimed
        async with storage.unit(now_utc()) as unit:
            await unit.outbox.release()

    async def tidy() -> None:
        async with storage.unit(now_utc()) as unit:
            await unit.inbox.prune()
            await unit.outbox.prune()
        await storage.database.checkpoint()

    ticking = Clock(now_utc, (*rounds.jobs, ("tidy", TIDIED_AGAIN.total_seconds(), tidy))).run(stop)
    await asyncio.gather(ticking, *([mailbox.run(stop)] if mailbox else ()))
    await rounds.delivery.finish()


def settle() -> None:
    """Keep what is loaded out of the collector's rounds: to go through it stops everybody for a quarter of a second."""
    gc.collect()
    gc.freeze()


def _drop_oldest(folder: Path) -> None:
    for old in sorted(folder.glob("komek-????-??-??.db"))[:-BACKUPS]:
        old.unlink()


def senders(settings: Settings, bot: Bot | None) -> Mapping[str, Sender]:
    """The ways out that are configured, by their channel."""
    ways: dict[str, Sender] = {}
    if bot is not None:
        ways["telegram"] = TelegramSender(bot)
    if settings.smtp_host:
        ways["email"] = MailSender(mail_server(settings), now_utc, seal=seal_of(settings))
    return ways


def paces() -> Mapping[str, Pace]:
    """How fast people are spoken to unasked: Telegram bears 30 messages a second, and replies want their share."""
    return {"telegram": Pace(in_all=25, to_one=1), "email": Pace(in_all=10, to_one=1)}


def opened_rounds(registry: Registry, delivery: Delivery, settings: Settings) -> Rounds:
    """What speaks unasked, put together."""
    rounds = Rounds(registry.storage, registry.laws, registry.hours, registry.post, delivery, registry.now)
    rounds.personal = timedelta(days=settings.personal_days)
    delivery.pass_on = rounds.saying.pass_on
    if settings.backup_folder:
        rounds.backup = partial(nightly_backup, registry.storage, settings.backup_folder)
    return rounds


async def nightly_backup(storage: Storage, folder: Path, day: date) -> None:
    """A backup of the day; the oldest are dropped, so that `BACKUPS` are left."""
    await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):  # another replica was first
        await backup(storage.database, folder / f"komek-{day}.db")
    await asyncio.to_thread(_drop_oldest, folder)
    log.info("backed up", day=str(day))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """
    Keep every other `komek run` away from a data folder; the system lets go of it however this process ends.

    Raises:
        InputError: Another one is up with it, or nothing can be written there.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = (folder / "run.lock").open("a")
    except OSError as broken:
        msg = f"DATA_FOLDER {folder}: nothing can be written there: {broken.strerror}; name another folder"
        raise InputError(msg) from broken
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            msg = f"DATA_FOLDER {folder}: another `komek run` is up with it; stop that one, or name another folder"
            raise InputError(msg) from taken
        yield


async def checked(settings: Settings) -> AsyncIterator[tuple[str, str]]:
    """Each thing that a run needs, and what is wrong with it ("" when it is right)."""
    looks = {
        "database": _database, "webhook": _webhook, "Telegram": _telegram, "e-mail": _mail, "mailbox": _mailbox,
        "time zone": _zone, "working hours": _hours,
    }  # fmt: skip
    for name, look in looks.items():
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


async def _mail(settings: Settings) -> str:
    return await mail_fault(mail_server(settings)) if settings.smtp_host else ""


async def _mailbox(settings: Settings) -> str:
    account = mail_account(settings)
    return await mailbox_fault(account) if account else ""


async def _hours(settings: Settings) -> str:
    hours_of(settings)
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


def mail_server(settings: Settings) -> Server:
    """The mail server that the settings name. Raises InputError."""
    try:
        return Server(
            settings.smtp_host,
            settings.mail_from,
            settings.smtp_tls,
            settings.smtp_port,
            settings.smtp_user,
            settings.smtp_password.get_secret_value(),
            settings.smtp_ca_file,
        )
    except MailError as wrong:
        raise InputError(str(wrong)) from wrong


def mail_account(settings: Settings) -> Account | None:
    """The mailbox that the settings name; None when they name none. Raises InputError."""
    if not settings.imap_host:
        return None
    if not settings.smtp_host or not settings.imap_user:
        missing = "IMAP_USER" if settings.smtp_host else "SMTP_HOST"
        msg = f"IMAP_HOST: {missing} is needed with it; see .env.example"
        raise InputError(msg)
    try:
        return Account(
            settings.imap_host,
            settings.imap_user,
            settings.imap_password.get_secret_value(),
            settings.imap_tls,
            settings.imap_port,
            settings.imap_folder,
            settings.imap_ca_file,
        )
    except MailboxError as wrong:
        raise InputError(str(wrong)) from wrong


def opened_mailbox(settings: Settings, account: Account, registry: Registry, delivery: Delivery) -> Mailbox:
    """The parts that hear mail, put together."""
    ours = frozenset(normal(one) for one in (settings.mail_from, account.user) if "@" in one)
    counter = MailCounter(registry, delivery)
    return Mailbox(account, counter, registry.storage, now_utc, ours, settings.mail_trusted_host)


def opened_inflow(settings: Settings, registry: Registry, delivery: Delivery, bot: Bot) -> Inflow:
    """The parts that hear Telegram, put together."""
    counter = Counter(
        registry,
        Desk(registry.law, registry.texts, today_in_kazakhstan, settings.default_language),
        Seal.of(settings.bot_token.get_secret_value()),
        public_answers=settings.public_answers,
        personal_data=settings.personal_data_in_telegram,
    )
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router())
    return Inflow(registry.storage, bot, dispatcher, counter, delivery, now_utc)


async def _talk(settings: Settings, inflow: Inflow, beside: tuple[Rounds, Mailbox | None], stop: asyncio.Event) -> None:
    rounds, mailbox = beside
    stopping = asyncio.create_task(stop.wait())
    tried = asyncio.Event()
    introducing = asyncio.create_task(_introduced(_introduction(settings, inflow), tried, stop))
    await asyncio.wait({asyncio.create_task(tried.wait()), stopping}, return_when=asyncio.FIRST_COMPLETED)
    await inflow.take_up(is_alone=settings.is_embedded)
    jobs = (*rounds.jobs, ("tidy", TIDY, inflow.tidy))
    ticking = asyncio.create_task(Clock(now_utc, jobs).run(stop))
    arriving = asyncio.create_task(_arrival(settings, inflow).run(stop))
    reading = [asyncio.create_task(mailbox.run(stop))] if mailbox else []
    log.info("up", channel="telegram", bot=inflow.username)
    await asyncio.wait({arriving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stop.set()  # nothing arrives any more, whatever the reason
    # the open request for updates is given up: what it would bring is not confirmed and comes again
    arriving.cancel()
    introducing.cancel()
    tried.set()
    ended, _ = await asyncio.gather(arriving, introducing, return_exceptions=True)
    await inflow.finish()
    await asyncio.gather(ticking, *reading)
    await inflow.delivery.finish()
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


def _introduction(settings: Settings, inflow: Inflow) -> Iterator[Callable[[], Awaitable[object]]]:
    """The calls that introduce the bot: its own name, no webhook of earlier days, its menu."""
    bot = inflow.bot

    async def name() -> None:
        inflow.username = (await bot.get_me()).username or ""

    yield name
    if not settings.webhook_url:
        yield lambda: bot.delete_webhook(drop_pending_updates=False)
    yield lambda: set_menu(bot, inflow.counter.desk.texts, settings.default_language)


async def _introduced(
    calls: Iterator[Callable[[], Awaitable[object]]], tried: asyncio.Event, stop: asyncio.Event
) -> None:
    """Make each call until it has worked; `tried` is set when all have, or when one has not at once."""
    for call in calls:
        pause = PAUSE
        while not stop.is_set():
            try:
                async with asyncio.timeout(PATIENCE):
                    await call()
                break
            except Exception as fault:  # noqa: BLE001 - without an introduction the bot hears and answers too
                log.error("Telegram did not answer as it should; going on", fault=type(fault).__name__)  # noqa: TRY400
            tried.set()
            await rest(stop, pause)
            pause = min(pause * 2, LONGEST_PAUSE)
    tried.set()
