"""Updates in: fetched, stored, then confirmed; handled in order in each chat, each in one transaction."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.telegram.arrivals import KINDS, conversation_of, essence
from bot.telegram.handlers import Counter, Turn
from notifier.delivery import Delivery
from storage.inbox import Arrival, Open
from storage.unit import Storage

#: What we ask Telegram for.
WANTED: Final = list(KINDS)
#: Seconds that Telegram holds a request for updates open.
PATIENCE: Final = 30
#: Chats handled at a time: more would only wait for the database.
AT_ONCE: Final = 8
#: Seconds before what failed is tried again, doubled each time, and the longest pause.
PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0

log = structlog.get_logger("telegram")


@dataclass
class Inflow:
    """The inbox of one bot, worked off chat by chat."""

    storage: Storage
    bot: Bot
    dispatcher: Dispatcher
    counter: Counter
    delivery: Delivery
    now: Callable[[], datetime]
    username: str = ""
    pause: float = PAUSE
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _again: set[str] = field(default_factory=set)
    _seats: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _closing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def source(self) -> str:
        """The name under which this bot's updates are kept."""
        return f"telegram:{self.bot.id}"

    async def store(self, updates: list[dict[str, Any]]) -> None:
        """Keep raw updates, then have them handled; when this returns they cannot be lost."""
        kept = [essence(update, personal_data=self.counter.personal_data) for update in updates]
        arrivals = [
            Arrival(str(update["update_id"]), conversation_of(update), json.dumps(update)) for update in kept if update
        ]
        async with self.storage.unit(self.now()) as unit:
            await unit.inbox.put(self.source, arrivals)
        for arrival in arrivals:
            self.wake(arrival.conversation)

    async def take_up(self) -> None:
        """Handle what was stored and not finished when the program stopped."""
        async with self.storage.unit(self.now()) as unit:
            await unit.inbox.prune()
            left = await unit.inbox.conversations(self.source)
        for conversation in left:
            self.wake(conversation)

    def wake(self, conversation: str) -> None:
        """Something is open in a conversation; one task works it off in order."""
        if conversation in self._busy:
            self._again.add(conversation)
            return
        task = asyncio.create_task(self._work_off(conversation))
        self._busy[conversation] = task

    async def finish(self) -> None:
        """Wait until what is in hand is done; the rest stays stored."""
        self._closing.set()
        while self._busy:
            await asyncio.gather(*self._busy.values())

    async def _work_off(self, conversation: str) -> None:
        failures = 0
        try:
            while not self._closing.is_set():
                self._again.discard(conversation)
                try:
                    async with self._seats:
                        is_more = await self._handled(conversation)
                except _FailedError:
                    await self._wait(failures)
                    failures += 1
                    continue
                failures = 0
                if not is_more and conversation not in self._again:
                    return
        finally:
            del self._busy[conversation]

    async def _wait(self, failures: int) -> None:
        """The pause after a failure; stopping ends it."""
        await _sleep(self._closing, min(self.pause * 2 ** min(failures, 10), LONGEST_PAUSE))

    async def _handled(self, conversation: str) -> bool:
        """
        Handle the oldest open update of a conversation; False when there is none.

        Raises:
            _FailedError: It was not handled, and is to be tried again.
        """
        if self._closing.is_set():
            return False
        now = self.now()
        row: Open | None = None
        try:
            async with self.storage.unit(now) as unit:
                row = await unit.inbox.oldest(self.source, conversation)
                if row is None:
                    return False
                turn = Turn(unit, now, f"{self.source}:{row.id}")
                update = Update.model_validate(json.loads(row.content), context={"bot": self.bot})
                await self.dispatcher.feed_update(
                    self.bot, update, counter=self.counter, turn=turn, username=self.username
                )
                await unit.inbox.mark_handled(row.id)
        except Exception as fault:  # noqa: BLE001 - one update must not stop the others; nothing of it is logged
            if await self._is_given_up(row, fault):
                return True
            raise _FailedError from None
        await self._sent(turn)
        return True

    async def _sent(self, turn: Turn) -> None:
        """What was decided is kept; what cannot be said now is said by the clock's tick."""
        try:
            for call in turn.after:
                await call()
            await self.delivery.deliver(turn.claimed)
        except Exception as fault:  # noqa: BLE001 - the database may be away; the claims lapse, then it is sent
            log.error("reply not sent yet", fault=type(fault).__name__)  # noqa: TRY400

    async def _is_given_up(self, row: Open | None, fault: Exception) -> bool:
        log.error("update not handled", fault=type(fault).__name__, row=row.id if row else None)
        if row is None or isinstance(fault, OperationalError | InterfaceError):
            return False  # the database is away, the update is not to blame
        try:
            async with self.storage.unit(self.now()) as unit:
                is_last = await unit.inbox.mark_failed(row)
        except Exception as again:  # noqa: BLE001 - then it is not counted
            log.error("failure not noted", fault=type(again).__name__, row=row.id)  # noqa: TRY400
            return False
        if is_last:
            log.error("update given up", row=row.id)
        return is_last


class _FailedError(Exception):
    """An update was not handled."""


class _RawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """Updates as they come: one that nobody can read must not hide the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int
    allowed_updates: list[str]


@dataclass
class Polling:
    """Our own loop over getUpdates: an update is confirmed by the next request, and that comes after the commit."""

    inflow: Inflow
    offset: int | None = None
    #: Seconds before the next request after a refused token, after a conflict, and after other faults.
    refused: float = 30
    conflict: float = 5
    fault: float = 2

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch updates until told to stop."""
        while not stop.is_set():
            try:
                await self._fetch()
            except (TelegramUnauthorizedError, TelegramNotFound):
                log.error(  # noqa: TRY400 - a traceback would say nothing more
                    "Telegram refuses the token (401): check BOT_TOKEN"
                )
                await _sleep(stop, self.refused)
            except TelegramConflictError:
                log.error(  # noqa: TRY400
                    "another program uses this bot's token (409): stop it, or make a new token"
                )
                await _sleep(stop, self.conflict)
            except TelegramRetryAfter as busy:
                await _sleep(stop, busy.retry_after)
            except AiogramError as fault:
                log.warning("Telegram cannot be reached", fault=type(fault).__name__)
                await _sleep(stop, self.fault)
            except Exception as fault:  # noqa: BLE001 - the database is away; what was not stored comes again
                log.error("updates not stored", fault=type(fault).__name__)  # noqa: TRY400
                await _sleep(stop, self.fault)

    async def _fetch(self) -> None:
        asked = _RawUpdates(offset=self.offset, timeout=PATIENCE, allowed_updates=WANTED)
        updates = await self.inflow.bot(asked, request_timeout=PATIENCE + 10)
        storing = asyncio.ensure_future(self.inflow.store(updates))
        try:
            await asyncio.shield(storing)
        except asyncio.CancelledError:
            await storing  # a transaction is not cut in half
            raise
        # nothing came: all before it is confirmed, and numbers may begin anew after a quiet week
        self.offset = updates[-1]["update_id"] + 1 if updates else None


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
