"""
A process that reminds: put together as `komek run` puts it together, over a storage and ways out that it watches.

What it watches it writes down before it goes on, and at a point that was named it kills itself. Processes are forked
from one that has imported everything: a start takes a quarter of a second instead of five, so they can be killed often.
"""

import asyncio
import gc
import json
import multiprocessing
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import SecretStr

from bot.app import hours_of, now_utc
from bot.logs import set_up_logs
from bot.registry import Registry
from bot.running import alone, mail_server, opened_rounds, paces
from bot.settings import Settings
from bot.telegram.buttons import Seal
from bot.telegram.envelope import ChatEnvelope
from dialogs.texts import Texts, load_texts
from dialogs.turns import Wrote
from knowledge.languages import LANGUAGES
from knowledge.law import Law, load_law
from notifier.clock import Clock
from notifier.delivery import Delivery, Result, Sender
from notifier.laws import Laws
from notifier.mail import MailEnvelope, MailSender, mailbox, own_id, read_mail
from notifier.pace import Pace
from notifier.post import Envelope, Post
from notifier.rounds import Rounds
from notifier.senders import TelegramSender
from storage.engine import Database
from storage.outbox import Claimed
from storage.unit import Storage, Unit, open_storage
from tests.botapi.bots import TOKEN, client

MAIL_FROM: Final = "komek@sud.kz"

#: What is done in a transaction, by the part of the storage that does it.
DEEDS: Final = (
    ("say", "reminders", "mark_said"),
    ("put", "outbox", "put_claimed"),
    ("claim", "outbox", "claim"),
    ("mark", "outbox", "mark"),
    ("mark", "outbox", "mark_sent"),
    ("put off", "outbox", "put_off"),
    ("plan", "reminders", "put"),
    ("withdraw", "reminders", "withdraw"),
    ("end", "reminders", "end"),
    ("keep dates", "dates", "keep"),
    ("tell", "outbox", "put"),
)


#: The rounds until nothing is due, or until SIGTERM; a count of all cases; words of the clerk.
Work = Literal["round", "run", "count", "words"]


@dataclass(frozen=True)
class Orders:
    """What a process is to do."""

    #: The address of the database; of the embedded one the file lies in `folder`.
    database: str
    folder: Path
    #: Where it writes down what it does.
    journal: Path
    telegram: str
    smtp_port: int
    #: The moment at which the machine's monotonic clock shows `since`.
    at: datetime
    since: float
    #: Where it kills itself: a deed with "before", "done" or "committed", a way with "before" or "after".
    point: str = ""
    #: One after the other.
    work: tuple[Work, ...] = ("round",)
    words: tuple[str, ...] = ()
    act: str = ""
    #: Whether the channels are spoken to as fast as they bear it, and no faster.
    is_paced: bool = True

    @property
    def is_embedded(self) -> bool:
        """Whether the database is the embedded one, which one process has for itself."""
        return self.database.startswith("sqlite")


@dataclass
class Journal:
    """What this process does, line by line; a line that was written outlives it."""

    orders: Orders
    _file: int = field(init=False)

    def __post_init__(self) -> None:
        self._file = os.open(self.orders.journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(self, kind: str, what: str) -> None:
        """Write something down."""
        os.write(self._file, f"{kind} {what}\n".encode())

    def reached(self, point: str) -> None:
        """Kill this process if this is where it is to be killed."""
        if point == self.orders.point:
            os.kill(os.getpid(), signal.SIGKILL)


class WatchedStorage(Storage):
    """A storage whose transactions may be the last thing that a process does."""

    def __init__(self, database: Database, journal: Journal) -> None:
        super().__init__(database)
        self._journal = journal

    @asynccontextmanager
    async def unit(self, now: datetime) -> AsyncIterator[Unit]:
        """A transaction: killed before or after one of its deeds, or right after the commit."""
        done: list[tuple[str, str]] = []
        async with super().unit(now) as unit:
            for deed, part, method in DEEDS:
                there = getattr(unit, part)
                setattr(there, method, self._watched(deed, getattr(there, method), done))
            yield unit
        for deed, about in done:
            if about:
                self._journal.note(deed.replace(" ", "-"), about)
        for deed, _ in done:
            self._journal.reached(f"{deed}, committed")

    def _watched(
        self, deed: str, does: Callable[..., Awaitable[Any]], done: list[tuple[str, str]]
    ) -> Callable[..., Awaitable[Any]]:
        async def watched(first: Any, *more: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the deed takes
            given = tuple(first) if isinstance(first, Iterable) and not isinstance(first, str) else first
            if given == ():
                return await does(given, *more, **named)
            self._journal.reached(f"{deed}, before")
            result = await does(given, *more, **named)
            if result not in ((), False):
                done.extend((deed, about) for about in _about(deed, given, result))
                self._journal.reached(f"{deed}, done")
            return result

        return watched


def _about(deed: str, given: object, result: object) -> tuple[str, ...]:
    """What is written down of a deed: the lease of what was claimed, and of which messages one knows how they went."""
    if deed in {"mark", "put off"}:
        messages = given if isinstance(given, tuple) else (given,)
        return tuple(identity(one.channel, one.address, one.content) for one in messages if isinstance(one, Claimed))
    claimed = result[0] if isinstance(result, tuple) else result
    return (claimed.lease if deed in {"put", "claim"} and isinstance(claimed, Claimed) else "",)


@dataclass(frozen=True)
class WatchedSender:
    """A way out on which a process may be killed before or after a message."""

    way: str
    sender: Sender
    journal: Journal

    async def send(self, address: str, content: str) -> Result:
        """What became of a message."""
        self.journal.note("send", identity(self.way, address, content))
        self.journal.reached(f"{self.way}, before")
        result = await self.sender.send(address, content)
        self.journal.reached(f"{self.way}, after")
        return result


def identity(way: str, address: str, content: str) -> str:
    """What tells a message from all others, here and where it arrives."""
    if way == "email" and (mail := read_mail(content)):
        return own_id(mail, mailbox(MAIL_FROM))
    return f"{address}:{offer(json.loads(content)['params'].get('reply_markup'))}"


def offer(keyboard: Mapping[str, Any] | None) -> str:
    """The number of the reminder that the buttons under a message answer; "" without buttons."""
    return str(keyboard["inline_keyboard"][0][0]["callback_data"]).partition(":")[0] if keyboard else ""


# --- the process -----------------------------------------------------------------------------------------------


@cache
def law() -> Law:
    """The law, loaded once for all processes."""
    return load_law((), None)


@cache
def texts() -> Texts:
    """The texts, loaded once for all processes."""
    return load_texts()


@cache
def _nursery() -> ForkServerContext:
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["tests.soaks.ready"])
    return found


@contextmanager
def _uncovered() -> Any:  # noqa: ANN401 - a context without a value
    # what is killed writes no coverage down, and with it everything takes three times as long
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith(("COV", "COVERAGE"))}
    try:
        yield
    finally:
        os.environ.update(kept)


def started(orders: Orders) -> ForkServerProcess:
    """A process that does what it is told."""
    process = _nursery().Process(target=_main, args=(orders,))
    with _uncovered():
        process.start()
    return process


def _main(orders: Orders) -> None:
    with (orders.folder / "log.txt").open("a", encoding="utf-8") as log:
        set_up_logs("info", log)
        asyncio.run(_work(orders))


async def _work(orders: Orders) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    if parent := multiprocessing.parent_process():
        loop.add_reader(parent.sentinel, os._exit, 1)  # nobody is left over when the test itself is ended

    def now() -> datetime:
        return orders.at + timedelta(seconds=time.monotonic() - orders.since)

    settings = Settings(
        _env_file=None,
        bot_token=SecretStr(TOKEN),
        smtp_host="127.0.0.1",
        smtp_port=orders.smtp_port,
        smtp_tls="none",
        mail_from=MAIL_FROM,
        default_language="en",
    )
    journal = Journal(orders)
    with alone(orders.folder) if orders.is_embedded else nullcontext():
        async with open_storage(orders.database) as plain, client(orders.telegram) as bot:
            storage = WatchedStorage(plain.database, journal)
            if orders.is_embedded:
                async with storage.unit(now()) as unit:
                    await unit.outbox.release()
            registry = opened_registry(storage, settings, now)
            ways: dict[str, Sender] = {"telegram": TelegramSender(bot), "email": MailSender(mail_server(settings), now)}
            watched = {way: WatchedSender(way, sender, journal) for way, sender in ways.items()}
            borne = paces() if orders.is_paced else {way: Pace(in_all=200, to_one=50) for way in ways}
            rounds = opened_rounds(registry, Delivery(storage, watched, now, borne), settings)
            for work in orders.work:
                await _done(work, orders, registry, rounds, stop)


async def _done(work: Work, orders: Orders, registry: Registry, rounds: Rounds, stop: asyncio.Event) -> None:
    match work:
        case "run":
            jobs = tuple(job for job in rounds.jobs if job[0] != "day")  # overviews are no reminders
            await Clock(now_utc, jobs).run(stop)
        case "round":
            while await rounds.tick():
                pass
        case "count":
            await rounds.recount.done(rounds.now(), orders.act)
        case "words":
            for words in orders.words:
                await registry.hear("telegram", "501", Wrote(words))


def opened_registry(storage: Storage, settings: Settings, now: Callable[[], datetime]) -> Registry:
    """As `bot.app.open_registry` makes it, over the law that is loaded already."""
    answer = {language: texts().words("mail-answer", language) for language in LANGUAGES}
    envelopes: dict[str, Envelope] = {
        "telegram": ChatEnvelope(Seal.of(TOKEN)),
        "email": MailEnvelope(MAIL_FROM, answer),
    }
    post = Post(texts(), envelopes, "en")
    return Registry(storage, Laws(law()), texts(), now, hours_of(settings), post, "en")


async def ended(process: ForkServerProcess) -> int:
    """How a process ended: a signal's number with a minus, else its exit status."""
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(process.sentinel, over.set)
    try:
        await over.wait()
    finally:
        loop.remove_reader(process.sentinel)
    process.join()
    status = process.exitcode
    process.close()
    assert status is not None
    return status


def load() -> None:
    """Load what every process needs, in the one that they are forked from."""
    law()
    texts().words("mail-answer", "en")
    gc.collect()
    gc.freeze()  # what nobody looks through stays shared
