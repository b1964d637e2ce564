"""Updates in: fetched, stored, then confirmed; handled in order in each chat, each in one transaction."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
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
from aiogram.methods import Response, TelegramMethod
from aiogram.types import Update
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.telegram.arrivals import KINDS, conversation_of, essence
from bot.telegram.handlers import Counter, Turn, typing
from bot.telegram.pages import messages
from dialogs.replies import blocks
from dialogs.turns import Say
from dialogs.wording import Wording
from knowledge.languages import LANGUAGES, Language
from notifier.delivery import Delivery
from storage.inbox import Arrival, Open
from storage.outbox import Message
from storage.unit import Storage, Unit

#: What we ask Telegram for.
WANTED: Final = list(KINDS)
#: Seconds that Telegram holds a request for updates open.
PATIENCE: Final = 30
#: Chats handled at a time: more would only wait for the database.
AT_ONCE: Final = 8
#: Seconds before what failed is tried again, doubled each time, and the longest pause.
PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0
#: How long an administrator hears no more of a cause once he was told of it.
TOLD_AGAIN: Final = timedelta(hours=1)
#: How often what nothing depends on any more is dropped.
TIDIED_AGAIN: Final = timedelta(days=1)

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
    _tidied: datetime | None = None

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
        with ExitStack() as announced:
            for conversation in {arrival.conversation for arrival in arrivals}:
                announced.enter_context(self._announced(conversation))
            async with self.storage.unit(self.now()) as unit:
                await unit.inbox.put(self.source, arrivals)
        for arrival in arrivals:
            self.wake(arrival.conversation)

    async def take_up(self, *, is_alone: bool = False) -> None:
        """
        Handle what was stored and not finished when the program stopped.

        Args:
            is_alone: No other process works with the database; what a killed one was about to send is due at once.
        """
        async with self.storage.unit(self.now()) as unit:
            if is_alone:
                await unit.outbox.release()
            left = await unit.inbox.conversations(self.source)
        for conversation in left:
            self.wake(conversation)

    async def tidy(self) -> None:
        """Drop, once a day, what nothing depends on any more."""
        now = self.now()
        if self._tidied and now - self._tidied < TIDIED_AGAIN:
            return
        async with self.storage.unit(now) as unit:
            await unit.inbox.prune()
            await unit.outbox.prune()
        await self.storage.database.checkpoint()
        self._tidied = now

    async def tell_administrators(self, cause: str) -> None:
        """
        Have the administrators told what is wrong, in the words `told-CAUSE`, as soon as anything can be said.

        It may be called as long as it is wrong: they are told once in `TOLD_AGAIN`, and of the first time.
        """
        try:
            async with self.storage.unit(self.now()) as unit:
                await self._tell(unit, Say(f"told-{cause}", {"since": self.counter.registry.hours.local(self.now())}))
        except Exception as fault:  # noqa: BLE001 - the database is away too; the cause is told when it comes again
            log.error("administrators not told", fault=type(fault).__name__)  # noqa: TRY400

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
        await rest(self._closing, min(self.pause * 2 ** min(failures, 10), LONGEST_PAUSE))

    async def _handled(self, conversation: str) -> bool:
        """
        Handle the oldest open update of a conversation; whether more may be open in it.

        Raises:
            _FailedError: It was not handled, and is to be tried again.
        """
        if self._closing.is_set():
            return False
        now = self.now()
        row: Open | None = None
        try:
            with self._announced(conversation):
                async with self.storage.unit(now) as unit:
                    row = await unit.inbox.oldest(self.source, conversation)
                    if row is None:
                        return False
                    turn = self._turn(unit, now, row)
                    update = Update.model_validate_json(row.content, context={"bot": self.bot})
                    await self.dispatcher.feed_update(
                        self.bot, update, counter=self.counter, turn=turn, username=self.username
                    )
                    await unit.inbox.mark_handled(row.id)
        except Exception as fault:  # noqa: BLE001 - one update must not stop the others; nothing of it is logged
            if await self._is_given_up(row, fault):
                return True
            raise _FailedError from None
        await self._sent(turn)
        return row.has_more

    def _announced(self, conversation: str) -> AbstractContextManager[None]:
        """What is shown in the chat of somebody known while an update takes long, be it that others hold the file."""
        chat = int(conversation)
        is_known = chat in self.counter.menus or (self.counter.public_answers and chat > 0)
        return typing(self.bot, chat) if is_known else nullcontext()

    def _turn(self, unit: Unit, now: datetime, row: Open) -> Turn:
        # the number at Telegram: those of rows begin anew in an inbox that was emptied
        return Turn(unit, self.bot, now, f"{self.source}:{row.external_id}")

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
        now = self.now()
        try:
            async with self.storage.unit(now) as unit:
                turn = self._turn(unit, now, row)
                is_last = await unit.inbox.mark_failed(row)
                if is_last:
                    await self._tell(unit, Say("told-given-up", {"row": str(row.id)}))
                    await self._tell_writer(turn, row)
        except Exception as again:  # noqa: BLE001 - then it is not counted
            log.error("failure not noted", fault=type(again).__name__, row=row.id)  # noqa: TRY400
            return False
        if is_last:
            log.error("update given up", row=row.id)
            await self._sent(turn)
        return is_last

    async def _tell_writer(self, turn: Turn, row: Open) -> None:
        """Let whoever waits for an answer know that none will come; strangers as seldom as ever."""
        update = json.loads(row.content)
        asked = update.get("message") or update.get("callback_query")
        chat = int(row.conversation)
        if asked is None or chat < 0:  # in a group it may have been for somebody else
            return
        person = await turn.unit.people.known_by("telegram", row.conversation)
        if person or self.counter.public_answers or self.counter.strangers.is_answered(chat, turn.now):
            spoken = str(asked.get("from", {}).get("language_code"))
            client = next((language for language in LANGUAGES if spoken.startswith(language)), None)
            await turn.say(self._words(Say("not-handled"), chat, (person and person.language) or client), chat)

    async def _tell(self, unit: Unit, told: Say) -> None:
        """Put a message for each administrator out, unless he was told the same a short while ago."""
        for address, language in await unit.people.administrators("telegram"):
            for content in self._words(told, int(address), language):
                notice = Message(f"notice:{told.name}:{address}", "notice", "telegram", address, content)
                await unit.outbox.put_again(notice, TOLD_AGAIN)

    def _words(self, said: Say, chat: int, language: Language | None) -> Iterator[str]:
        desk = self.counter.desk
        wording = Wording(desk.texts, desk.law, language or self.counter.registry.default_language)
        return messages(chat, blocks((said,), wording), str)


class _FailedError(Exception):
    """An update was not handled."""


class _RawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """Updates as they come: one that nobody can read must not hide the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int
    allowed_updates: list[str]


#: Held, as in `notifier.senders`.
_ANSWER: Final = Response[list[dict[str, Any]]]


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
            await rest(stop, await self._round())

    async def _round(self) -> float:
        """Fetch once; the seconds until the next time."""
        try:
            await self._fetch()
        except (TelegramUnauthorizedError, TelegramNotFound):
            log.error(  # noqa: TRY400 - a traceback would say nothing more
                "Telegram refuses the token (401): check BOT_TOKEN"
            )
            await self.inflow.tell_administrators("refused")
            return self.refused
        except TelegramConflictError:
            log.error(  # noqa: TRY400
                "another program uses this bot's token (409): stop it, or make a new token"
            )
            await self.inflow.tell_administrators("conflict")
            return self.conflict
        except TelegramRetryAfter as busy:
            return busy.retry_after
        except AiogramError as fault:
            log.warning("Telegram cannot be reached", fault=type(fault).__name__)
            return self.fault
        except Exception as fault:  # noqa: BLE001 - the database is away; what was not stored comes again
            log.error("updates not stored", fault=type(fault).__name__)  # noqa: TRY400
            return self.fault
        return 0

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


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait so many seconds, or until told to stop."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
