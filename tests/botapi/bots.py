"""A bot for tests of the server, and what it sends."""

from typing import Any, Final

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from tests.botapi.server import BotApi

TOKEN: Final = "12345:TEST"  # noqa: S105 - it opens nothing


class PlainSession(AiohttpSession):
    """aiogram's session, closed at once: aiogram waits a quarter of a second for TLS, which is not there."""

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()


def client(api: BotApi | str, token: str = TOKEN) -> Bot:
    """A bot that talks with the server, or with the one at an address."""
    url = api if isinstance(api, str) else api.url
    return Bot(token, session=PlainSession(api=TelegramAPIServer.from_base(url)))


async def post(api: BotApi, method: str, **how: Any) -> tuple[int, Any]:  # noqa: ANN401 - whatever aiohttp posts
    """A call without aiogram, for what aiogram would never send."""
    async with aiohttp.ClientSession() as session, session.post(f"{api.url}/bot{TOKEN}/{method}", **how) as response:
        return response.status, await response.json()


def buttons(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """A keyboard."""
    return InlineKeyboardMarkup(inline_keyboard=list(rows))


def button(text: str = "Yes", data: str = "yes") -> InlineKeyboardButton:
    """A button with data."""
    return InlineKeyboardButton(text=text, callback_data=data)
