"""A server, its bot, and somebody who talks with it."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from tests.botapi.bots import TOKEN, client
from tests.botapi.people import Person
from tests.botapi.server import BotApi


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A server."""
    async with BotApi(TOKEN) as running:
        yield running


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    """Its bot."""
    async with client(api) as talking:
        yield talking


@pytest.fixture
async def aigul(api: BotApi) -> Person:
    """Somebody who has started the bot, update 1001."""
    person = api.person(7, "Aigul", username="aigul")
    await person.starts()
    return person
