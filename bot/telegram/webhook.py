"""Updates that Telegram brings: taken only with the secret, answered 200 only when they are stored."""

import asyncio
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramNotFound, TelegramUnauthorizedError
from aiohttp import web

from bot.errors import InputError
from bot.settings import Settings
from bot.telegram.inflow import WANTED, Inflow, rest

#: Bytes of an update: Telegram's own are far smaller.
LARGEST: Final = 1_000_000

_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
#: What of Telegram's refusals only people can mend.
_CAUSES: Final[Mapping[type[AiogramError], str]] = {
    TelegramUnauthorizedError: "refused", TelegramNotFound: "refused", TelegramBadRequest: "webhook",
}  # fmt: skip
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{16,256}")

log = structlog.get_logger("webhook")


@dataclass(frozen=True)
class Webhook:
    """Our side of the webhook: where Telegram comes to, and what it has to bring along."""

    inflow: Inflow
    url: str
    secret: str
    host: str
    port: int
    #: Seconds between two tries to tell Telegram our address.
    again: float = 10

    async def run(self, stop: asyncio.Event) -> None:
        """Listen, tell Telegram where, and stay until told to stop."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(urlsplit(self.url).path or "/", self._taken)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
            await self._tell(stop)
            await stop.wait()
        finally:
            await runner.cleanup()

    async def _tell(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self.inflow.bot.set_webhook(
                    self.url, secret_token=self.secret, allowed_updates=WANTED, drop_pending_updates=False
                )
            except AiogramError as fault:
                log.error("the webhook could not be set; trying again", fault=type(fault).__name__)  # noqa: TRY400
                if cause := _CAUSES.get(type(fault)):
                    await self.inflow.tell_administrators(cause)
                await rest(stop, self.again)
            else:
                return

    async def _taken(self, request: web.Request) -> web.Response:
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            return web.Response(status=403)
        update = _update(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            await self.inflow.store([update])
        except Exception as fault:  # noqa: BLE001 - the database is away; Telegram brings it again
            log.error("update not stored", fault=type(fault).__name__)  # noqa: TRY400
            return web.Response(status=503)
        return web.Response()


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    is_one = isinstance(update, dict) and isinstance(update.get("update_id"), int)
    return update if is_one else None


def checked_webhook(settings: Settings) -> None:
    """
    Whether the settings of the webhook can be used together.

    Raises:
        InputError: The address is none that Telegram comes to, or the secret is missing or weak.
    """
    parts = urlsplit(settings.webhook_url)
    # a Bot API server of one's own comes to plain addresses too
    schemes = {"https", "http"} if settings.telegram_api_url else {"https"}
    if parts.scheme not in schemes or not parts.hostname:
        msg = f"WEBHOOK_URL {settings.webhook_url!r}: an address https://... that Telegram can reach is needed"
        raise InputError(msg)
    if not _SECRET.fullmatch(settings.webhook_secret.get_secret_value()):
        msg = "WEBHOOK_SECRET: 16 to 256 random letters, digits, _ or - are needed; without it anybody could write"
        raise InputError(msg)
