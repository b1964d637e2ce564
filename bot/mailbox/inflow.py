"""Mail in: fetched, stored, then marked as seen; handled in order for each sender, each mail in one transaction."""

import asyncio
from collections import Counter as Counted
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.mailbox.hearing import Counter
from bot.mailbox.parsing import parsed
from bot.mailbox.reading import CameBack, Nothing, Read, Written, as_json, from_json
from bot.mailbox.server import FAULTS, IDLING, POLLING, Account, MailboxError, Session, entered, words
from storage.inbox import ATTEMPTS, Arrival, Open
from storage.outbox import Claimed
from storage.seal import Seal, kept_text, read_text
from storage.unit import Storage, Unit

#: Bytes of a message that is looked into; a scan of many pages is smaller.
LARGEST: Final = 25 * 1024 * 1024
#: Seconds before the server is tried again, doubled each time, and the longest pause.
PAUSE: Final = 2.0
LONGEST_PAUSE: Final = 300.0
#: Seconds that a server is left alone that refuses what the settings say: a password tried again and again may lock
#: the account.
LONG_REST: Final = 900.0
#: Messages that are fetched before what was kept of them is handled.
AT_ONCE: Final = 20
#: Seconds before what could not be handled is tried again.
AGAIN: Final = 5.0
#: Seconds that what is in hand has when the program is told to stop.
GOODBYE: Final = 5.0

log = structlog.get_logger("mailbox")


@dataclass
class Mailbox:
    """The mailbox of an installation."""

    account: Account
    counter: Counter
    storage: Storage
    now: Callable[[], datetime]
    #: Our own addresses: what comes from them is not answered.
    ours: frozenset[str] = frozenset()
    #: The server whose word about senders is believed; "" for none.
    trusted_host: str = ""
    pause: float = PAUSE
    idling: float = IDLING
    polling: float = POLLING
    #: What was left alone since the start, by the reason.
    left_alone: Counted[str] = field(default_factory=Counted)
    _refused: Counted[str] = field(default_factory=Counted)

    @property
    def source(self) -> str:
        """The name under which the mail of this account is kept."""
        return f"mail:{self.account.user}"[:100]

    async def run(self, stop: asyncio.Event) -> None:
        """Receive mail until told to stop."""
        receiving = asyncio.create_task(self._receive(stop))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({receiving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        # what is cut off is not marked as seen, and comes again
        await asyncio.wait({receiving}, timeout=GOODBYE)
        for task in (receiving, stopping):
            task.cancel()
        ended, _ = await asyncio.gather(receiving, stopping, return_exceptions=True)
        if isinstance(ended, Exception):
            raise ended

    async def _receive(self, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            pause = 0.0
            try:
                await self.work_off()  # what was stored and not finished when the program or the server stopped
                async with entered(self.account) as session:
                    log.info("mailbox open")
                    while not stop.is_set():
                        is_all_done = await self.fetch(session, stop)
                        failures = 0
                        longest = self.idling if is_all_done else AGAIN
                        await session.wait(stop, longest, min(self.polling, longest))
            except MailboxError as refused:
                log.error("mailbox refused", fault=words(refused))  # noqa: TRY400 - a traceback would say nothing more
                pause = LONG_REST
            except FAULTS as fault:
                log.warning("mailbox cannot be reached", fault=type(fault).__name__)
            except Exception as fault:  # noqa: BLE001 - the database is away; what was not stored is not seen either
                log.error("mail not stored", fault=type(fault).__name__)  # noqa: TRY400
            failures += 1
            await _rest(stop, pause or min(self.pause * 2 ** min(failures - 1, 10), LONGEST_PAUSE))

    async def fetch(self, session: Session, stop: asyncio.Event) -> bool:
        """Store what nobody has seen, mark it as seen, and handle it; False when something is left to be handled."""
        for number, uid in enumerate(await session.unseen(), start=1):
            if stop.is_set():
                return True
            await self._take(session, uid)
            if number % AT_ONCE == 0:  # whoever wrote before a flood does not wait for its end
                await self.work_off()
        return await self.work_off()

    async def _take(self, session: Session, uid: int) -> None:
        size = await session.size(uid)
        if not size:
            return  # somebody else has taken it away
        if size > LARGEST:
            found: Read = Nothing("too big")
        else:
            found = await parsed(await session.message(uid), self.trusted_host, self.ours)
        if await self._stored(f"{session.validity}:{uid}", found):
            await session.mark_seen(uid)

    async def _stored(self, number: str, found: Read) -> bool:
        """Whether a message is kept or left alone; False for one that the database has refused again and again."""
        try:
            await self._store(number, found)
        except (OperationalError, InterfaceError):
            raise  # it is away
        except Exception as fault:
            self._refused[number] += 1
            if self._refused[number] < ATTEMPTS:
                raise
            # it stays unseen for whoever looks into the mailbox; the others do not wait for it
            log.error("mail cannot be stored", fault=type(fault).__name__, number=number)  # noqa: TRY400
            return False
        return True

    async def _store(self, number: str, found: Read) -> None:
        """Keep what concerns us, so that it cannot be lost; of what does not, only the reason is counted."""
        async with self.storage.unit(self.now()) as unit:
            reason = await self._reason(unit, found)
            if not reason:
                conversation = found.sender if isinstance(found, Written) else ""
                await unit.inbox.put(
                    self.source, [Arrival(number, conversation, kept_text(self._seal, as_json(found)))]
                )
        if reason:
            self.left_alone[reason] += 1
            log.info("mail left alone", reason=reason, so_far=self.left_alone[reason])

    async def _reason(self, unit: Unit, found: Read) -> str:
        """Why a message is left alone; "" for one that is kept."""
        match found:
            case Nothing(reason):
                return reason
            case Written():
                return "" if await self.counter.writer(unit, found) else "stranger"
            case CameBack():
                return "" if await self.counter.returned(unit, found) else "not ours"

    async def work_off(self) -> bool:
        """Handle what is stored, in order; False when something of it has to wait."""
        async with self.storage.unit(self.now()) as unit:
            left = dict.fromkeys(await unit.inbox.conversations(self.source))
        is_all_done = True
        for conversation in left:
            while (is_handled := await self._handled(conversation)) is not None:
                if not is_handled:
                    is_all_done = False  # the others do not wait for it
                    break
        return is_all_done

    async def _handled(self, conversation: str) -> bool | None:
        """Handle the oldest open mail of a sender; None when there is none, False when it has to be tried again."""
        now = self.now()
        row: Open | None = None
        try:
            async with self.storage.unit(now) as unit:
                row = await unit.inbox.oldest(self.source, conversation)
                if row is None:
                    return None
                claimed = await self._heard(unit, now, row)
                await unit.inbox.mark_handled(row.id)
        except Exception as fault:  # noqa: BLE001 - one mail must not stop the others; nothing of it is logged
            return await self._is_given_up(row, fault)
        await self._sent(claimed)
        return True

    async def _heard(self, unit: Unit, now: datetime, row: Open) -> tuple[Claimed, ...]:
        match self._read(row):
            case Written() as mail:
                return await self.counter.heard(unit, now, self._key(row), mail)
            case CameBack() as report:
                await self.counter.came_back(unit, report)
        return ()

    async def _is_given_up(self, row: Open | None, fault: Exception) -> bool:
        log.error("mail not handled", fault=type(fault).__name__, row=row.id if row else None)
        if row is None or isinstance(fault, OperationalError | InterfaceError):
            return False  # the database is away, the mail is not to blame
        now = self.now()
        claimed: tuple[Claimed, ...] = ()
        try:
            async with self.storage.unit(now) as unit:
                is_last = await unit.inbox.mark_failed(row)
                mail = self._read(row)
                if is_last and isinstance(mail, Written):
                    claimed = await self.counter.not_handled(unit, now, self._key(row), mail)
        except Exception as again:  # noqa: BLE001 - then it is not counted
            log.error("failure not noted", fault=type(again).__name__, row=row.id)  # noqa: TRY400
            return False
        if is_last:
            log.error("mail given up", row=row.id)
            await self._sent(claimed)
        return is_last

    @property
    def _seal(self) -> Seal | None:
        return self.counter.registry.seal

    def _read(self, row: Open) -> Read | None:
        """What is kept of a mail; nothing for one that no key opens any more."""
        return from_json(read_text(self._seal, row.content) or "")

    def _key(self, row: Open) -> str:
        # the number at the server: those of rows begin anew in an inbox that was emptied
        return f"reply:{self.source}:{row.external_id}"[:200]

    async def _sent(self, claimed: tuple[Claimed, ...]) -> None:
        """What was decided is kept; what cannot be said now is said by the clock's tick."""
        try:
            await self.counter.delivery.deliver(claimed)
        except Exception as fault:  # noqa: BLE001 - the database may be away; the claims lapse, then it is sent
            log.error("answer not sent yet", fault=type(fault).__name__)  # noqa: TRY400


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait so many seconds, or until told to stop."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
