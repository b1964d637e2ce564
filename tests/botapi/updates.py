"""What has happened and the bot does not know yet: the queue behind getUpdates and the webhook."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, islice
from typing import Final, get_args

import aiohttp

from tests.botapi.chats import Bell
from tests.botapi.refusals import Raw, RefusedError
from tests.botapi.strict import UpdateKind

#: What a bot gets only when it asks for it.
_ASKED_FOR: Final = {"chat_member", "message_reaction", "message_reaction_count"}
_USUAL: Final = frozenset(get_args(UpdateKind)) - _ASKED_FOR

#: Seconds between two tries to deliver an update to a webhook.
_PAUSE: Final = 0.05

_OTHER_POLL: Final = "terminated by other getUpdates request; make sure that only one bot instance is running"
_HAS_WEBHOOK: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True)
class Webhook:
    """Where updates are posted."""

    url: str
    secret: str | None
    max_connections: int

    @property
    def headers(self) -> dict[str, str]:
        """What every post carries."""
        return {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}


class Updates:
    """Updates in order, kept until the bot confirms them."""

    def __init__(self) -> None:
        self.queue: deque[Raw] = deque()
        self.webhook: Webhook | None = None
        self.last_error = ""
        self.bell = Bell()
        #: One entry a call that asked to drop what was pending: the method, and how many updates were lost.
        self.dropped: list[tuple[str, int]] = []
        self.allowed: Collection[str] | None = None
        self._ids = count(1001)
        self._poll = 0

    def push(self, update: Raw) -> int:
        """Queue an update, unless the bot does not want its kind; its number, which is made if it has none."""
        whole = {"update_id": next(self._ids), **update}
        if whole.keys() & (self.allowed or _USUAL):
            self.queue.append(whole)
            self.bell.ring()
        return int(whole["update_id"])

    def allow(self, kinds: Collection[str] | None) -> None:
        """Remember which kinds the bot wants; none given leaves it as it was, an empty list is the usual ones."""
        self.allowed = self.allowed if kinds is None else kinds

    def drop(self, method: str) -> None:
        """Forget what is pending."""
        self.dropped.append((method, len(self.queue)))
        self.queue.clear()
        self.bell.ring()

    def confirm(self, offset: int) -> None:
        """Forget what stands before `offset`; a negative one leaves so many of the last."""
        while self.queue and (len(self.queue) > -offset if offset < 0 else self.queue[0]["update_id"] < offset):
            self.queue.popleft()
        self.bell.ring()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Raw]:
        """What is pending after `offset`, waited for; a later poll or a webhook ends the wait with a conflict."""
        self._refuse_beside_webhook(_HAS_WEBHOOK)
        self._poll += 1
        own = self._poll
        # the confirming wakes the poll that waits, and it finds itself replaced
        self.confirm(offset)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.bell.until(lambda: self.queue or self.webhook or self._poll != own)
        self._refuse_beside_webhook("terminated by setWebhook request")
        if self._poll != own:
            raise RefusedError(_OTHER_POLL, 409)
        return list(islice(self.queue, limit))

    def _refuse_beside_webhook(self, words: str) -> None:
        if self.webhook:
            raise RefusedError(words, 409)

    async def deliver(self, answered: Callable[[aiohttp.ClientResponse], Awaitable[None]]) -> None:
        """Post updates to the webhook while there is one, each until it is taken; never ends by itself."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(60)) as session:
            while True:
                await self.bell.until(lambda: self.queue and self.webhook)
                update, webhook = self.queue[0], self.webhook
                if webhook and not await self._post(session, webhook, update, answered):
                    await asyncio.sleep(_PAUSE)

    async def _post(
        self,
        session: aiohttp.ClientSession,
        webhook: Webhook,
        update: Raw,
        answered: Callable[[aiohttp.ClientResponse], Awaitable[None]],
    ) -> bool:
        try:
            async with session.post(webhook.url, json=update, headers=webhook.headers) as response:
                taken = response.status == 200
                self.last_error = "" if taken else f"Wrong response from the webhook: {response.status}"
                if taken:
                    await answered(response)
        except (aiohttp.ClientError, TimeoutError) as failure:
            taken = False
            self.last_error = f"Connection failed: {type(failure).__name__}"
        # what was pending may have been dropped meanwhile
        if taken and self.queue and self.queue[0] is update:
            self.queue.popleft()
            self.bell.ring()
        return taken
