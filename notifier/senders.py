"""The ways out. Telegram's: aiogram makes the calls, its errors become results."""

import asyncio
import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import Response, SendDocument
from aiogram.methods.base import TelegramMethod
from aiogram.types import BufferedInputFile

from notifier.delivery import Gone, Later, Refused, Result, Sent


class _AsKept(TelegramMethod[Any]):
    """What the outbox holds, sent as it stands: to make aiogram's objects of it and of the answer is half of a call."""

    __returning__ = Any


class _Send(_AsKept):
    __api_method__ = "sendMessage"


class _Edit(_AsKept):
    __api_method__ = "editMessageText"


class _Delete(_AsKept):
    __api_method__ = "deleteMessage"


_METHODS: Final[Mapping[str, type[TelegramMethod[Any]]]] = {
    "sendMessage": _Send, "editMessageText": _Edit, "deleteMessage": _Delete, "sendDocument": SendDocument,
}  # fmt: skip

#: By what an answer is read. Held, as pydantic forgets such a class when no call needs it and makes it anew for the
#: next, which takes longer than the call.
_ANSWER: Final = Response[Any]

#: What Telegram says when an edit has nothing to change, or a message to delete is gone: it is as it was to be.
_DONE_ALREADY: Final = ("message is not modified", "message to delete not found", "message can't be deleted")
#: What it says when there is nothing to edit any more: the words are sent as a new message.
_NO_EDIT: Final = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")
_NO_MARKUP: Final = "can't parse entities"
#: Seconds for one message: the claim of whoever sends must not lapse meanwhile.
PATIENCE: Final = 20


class TelegramSender:
    """Sends `{"method": ..., "params": {...}}` by a bot."""

    def __init__(self, bot: Bot, patience: float = PATIENCE) -> None:
        self._bot = bot
        self._patience = patience

    async def send(self, address: str, content: str) -> Result:
        """What became of it."""
        message = json.loads(content)
        try:
            async with asyncio.timeout(self._patience):  # a second call may follow the first
                return await self._call(message["method"], message["params"])
        except TimeoutError:
            return Later()

    async def _call(self, method: str, params: dict[str, Any]) -> Result:
        if isinstance(document := params.get("document"), dict):
            params = {**params, "document": BufferedInputFile(b64decode(document["content"]), document["name"])}
        try:
            await self._bot(_METHODS[method](**params), request_timeout=PATIENCE)
        except TelegramRetryAfter as busy:
            return Later(timedelta(seconds=busy.retry_after))
        except TelegramMigrateToChat as moved:
            return await self._call(method, {**params, "chat_id": moved.migrate_to_chat_id})
        except TelegramForbiddenError:
            return Gone()
        except (TelegramUnauthorizedError, TelegramNotFound):
            return Later(timedelta(minutes=1))  # the token is wrong: nothing is lost until it is mended
        except TelegramBadRequest as refused:
            return await self._refused(method, params, refused.message)
        except (AiogramError, UnicodeError):
            return Later()  # the network, Telegram itself, or an answer that nobody can read
        return Sent()

    async def _refused(self, method: str, params: dict[str, Any], said: str) -> Result:
        if any(words in said for words in _DONE_ALREADY):
            return Sent()
        if method == "editMessageText" and any(words in said for words in _NO_EDIT):
            return await self._call("sendMessage", {name: v for name, v in params.items() if name != "message_id"})
        if "chat not found" in said:
            return Gone()
        if _NO_MARKUP in said and "parse_mode" in params:
            return await self._call(method, {name: value for name, value in params.items() if name != "parse_mode"})
        return Refused()
