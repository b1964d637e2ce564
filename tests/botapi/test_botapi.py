"""The server answers, keeps updates and posts them as Telegram does, and fails when it is told to."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendDice
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.botapi.bots import TOKEN, button, buttons, client, post
from tests.botapi.people import Person
from tests.botapi.server import BotApi

# --- getting updates -----------------------------------------------------------------------------------------


async def test_updates_wait_until_an_offset_confirms_them(api: BotApi, bot: Bot, aigul: Person) -> None:
    """What was not confirmed comes again; a negative offset leaves the last ones only."""
    numbers = [await aigul.writes(text) for text in ("one", "two", "three")]
    assert [update.update_id for update in await bot.get_updates(limit=2)] == [1001, numbers[0]]
    assert [update.update_id for update in await bot.get_updates(offset=numbers[1])] == numbers[1:]
    assert len(await bot.get_updates(offset=-1)) == 1
    assert await bot.get_updates(offset=numbers[2] + 1) == []
    assert not api.faults


async def test_a_poll_waits_for_what_comes(api: BotApi, bot: Bot, aigul: Person) -> None:
    """A long poll is answered at once when somebody writes."""
    poll = asyncio.create_task(bot.get_updates(offset=1002, timeout=20))
    await api.updates.bell.until(lambda: api.called("getUpdates"))
    number = await aigul.writes("hello")
    assert [update.update_id for update in await asyncio.wait_for(poll, 1)] == [number]


async def test_a_second_poll_ends_the_first(api: BotApi, bot: Bot) -> None:
    """Two programs with one token are told so."""
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await api.updates.bell.until(lambda: api.called("getUpdates"))
    assert await bot.get_updates() == []
    with pytest.raises(TelegramConflictError, match="make sure that only one bot instance is running"):
        await first


async def test_kinds_that_the_bot_does_not_want_never_come(api: BotApi, bot: Bot, aigul: Person) -> None:
    """The kinds are remembered; reactions must be asked for, and an unknown kind is a fault."""
    api.push({"message_reaction": {}})
    await bot.get_updates(offset=1003, allowed_updates=["callback_query"])
    await aigul.writes("not wanted")
    assert await bot.get_updates() == []
    await bot.get_updates(allowed_updates=[])
    await aigul.writes("wanted")
    assert len(await bot.get_updates()) == 1
    with pytest.raises(TelegramBadRequest, match="allowed_updates"):
        await bot.get_updates(allowed_updates=["messages"])


async def test_the_queue_outlives_the_server(api: BotApi, bot: Bot, aigul: Person) -> None:
    """A stopped server is not there, cuts off who waits, and has forgotten nothing when it is there again."""
    poll = asyncio.create_task(bot.get_updates(offset=1002, timeout=20))
    await api.updates.bell.until(lambda: api.called("getUpdates"))
    await api.stop()
    with pytest.raises(TelegramNetworkError):
        await poll
    with pytest.raises(TelegramNetworkError):
        await bot.get_me()
    await aigul.writes("meanwhile")
    await api.start()
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["meanwhile"]


async def test_an_aiogram_program_polls_and_settles(api: BotApi, bot: Bot, aigul: Person) -> None:
    """A whole program answers, and `settled` waits for the confirming."""
    dispatcher = Dispatcher()
    dispatcher.message.register(lambda message: message.answer(f"You said {message.text}"))
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False))
    assert [message.text for message in await aigul.hears()] == ["You said /start"]
    await aigul.writes("<b>&")
    await api.settled()
    assert aigul.said(-1) == aigul.last.text == "You said <b>&"
    assert not api.faults
    await dispatcher.stop_polling()
    await polling


# --- webhook -------------------------------------------------------------------------------------------------


async def _webhook(dispatcher: Dispatcher, bot: Bot, **how: bool) -> tuple[web.AppRunner, str]:
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token="s3cret", **how).register(app, "/hook")  # noqa: S106
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"


@pytest.mark.parametrize("background", [True, False])
async def test_a_webhook_is_told_and_may_answer_at_once(
    api: BotApi, bot: Bot, aigul: Person, *, background: bool
) -> None:
    """Updates are posted with the secret; a method in the answer is done."""
    dispatcher = Dispatcher()
    dispatcher.message.register(lambda message: message.answer(message.text.upper()))
    runner, url = await _webhook(dispatcher, bot, handle_in_background=background)
    await bot.set_webhook(url, secret_token="s3cret")  # noqa: S106
    await aigul.writes("hello")
    await api.settled()
    # in the background aiogram handles both at once
    assert {message.text for message in aigul.messages if message.from_bot} == {"/START", "HELLO"}
    assert (await bot.get_webhook_info()).pending_update_count == 0
    assert not api.faults
    await runner.cleanup()


async def test_a_webhook_gets_the_same_update_until_it_takes_it(api: BotApi, bot: Bot, aigul: Person) -> None:
    """In order, with the secret, until 200; afterwards polling works again."""
    seen: list[tuple[str, str]] = []

    async def hook(request: web.Request) -> web.Response:
        update = await request.json()
        seen.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], update["message"]["text"]))
        return web.Response(status=500 if len(seen) < 3 else 200)

    app = web.Application()
    app.router.add_post("/", hook)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/", secret_token="a-b_1")  # noqa: S106
    await aigul.writes("next")
    await api.settled()
    assert seen == [("a-b_1", text) for text in ("/start", "/start", "/start", "next")]
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == []
    await runner.cleanup()


async def test_a_webhook_that_is_not_there_is_tried_on(api: BotApi, bot: Bot, aigul: Person) -> None:
    """The update stays, and what failed is told."""
    runner, url = await _webhook(Dispatcher(), bot)
    await runner.cleanup()
    await bot.set_webhook(url)
    with pytest.raises(TimeoutError, match="1 updates not confirmed"):
        await api.settled(0.3)
    info = await bot.get_webhook_info()
    assert (info.last_error_message or "").startswith("Connection failed")
    assert (len(aigul.messages), info.pending_update_count) == (1, 1)


async def test_dropping_what_is_pending_is_noted(api: BotApi, bot: Bot, aigul: Person) -> None:
    """A program that loses updates at its start is found out."""
    await bot.delete_webhook()
    assert api.dropped_pending == []
    await bot.delete_webhook(drop_pending_updates=True)
    assert api.dropped_pending == [("deleteWebhook", 1)]
    await aigul.writes("hello")
    # aiogram leaves an empty address out
    await post(api, "setWebhook", json={"url": "", "drop_pending_updates": True})
    assert api.dropped_pending[1:] == [("setWebhook", 1)]
    assert await bot.get_updates() == []


async def test_a_bad_webhook_is_refused(api: BotApi, bot: Bot) -> None:
    """An address without TLS, a secret with a space."""
    with pytest.raises(TelegramBadRequest, match="HTTPS URL must be provided"):
        await bot.set_webhook("http://example.com/hook")
    with pytest.raises(TelegramBadRequest, match="secret_token"):
        await bot.set_webhook("https://example.com/hook", secret_token="a b")  # noqa: S106
    assert len(api.faults) == 2


# --- the form of a call --------------------------------------------------------------------------------------


async def test_a_wrong_token_and_an_unknown_method(api: BotApi, bot: Bot) -> None:
    """401 and 404."""
    async with client(api, "12345:WRONG") as stranger:
        with pytest.raises(TelegramUnauthorizedError):
            await stranger.get_me()
    assert not api.faults
    with pytest.raises(TelegramNotFound):
        await bot(SendDice(chat_id=7))
    assert api.faults == ["sendDice: Not Found"]


async def test_every_way_to_send_parameters(api: BotApi, aigul: Person) -> None:
    """Query, form, multipart and JSON are the same call."""
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1"}]]}
    fields = {"chat_id": "7", "text": "5", "reply_markup": json.dumps(markup), "protect_content": "true"}
    parts = aiohttp.FormData(fields, default_to_multipart=True)
    ways: list[dict[str, Any]] = [{"params": fields}, {"data": fields}, {"data": parts}]
    ways += [{"json": {"chat_id": 7, "text": "5", "reply_markup": markup, "protect_content": True}}]
    for way in ways:
        status, answer = await post(api, "sendMessage", **way)
        assert (status, answer["result"]["text"]) == (200, "5")
    assert all(call == api.called("sendMessage")[-1] for call in api.called("sendMessage"))
    assert [message.buttons for message in aigul.messages[1:]] == [[[("Yes", "1")]]] * 4


@pytest.mark.parametrize(
    "params",
    [
        {"chat_id": 7},
        {"text": "no chat"},
        {"chat_id": 7, "text": 5},
        {"chat_id": 7.5, "text": "x"},
        {"chat_id": 7, "text": "x", "parsemode": "HTML"},
        {"chat_id": 7, "text": "x", "protect_content": 1},
        {"chat_id": 7, "text": "x", "protect_content": "yes"},
        {"chat_id": 7, "text": "x", "entities": {}},
        {"chat_id": 7, "text": "x", "reply_markup": {"inline_keyboard": [{"text": "x"}]}},
        {"chat_id": 7, "text": "x", "link_preview_options": {"disabled": True}},
        {"chat_id": 7, "text": "lone \ud800"},
    ],
)
async def test_what_the_table_does_not_know_is_a_fault(api: BotApi, aigul: Person, params: dict[str, object]) -> None:
    """Unknown names, wrong types and missing parameters are answered 400 and noted."""
    status, answer = await post(api, "sendMessage", json=params)
    assert (status, answer["ok"], answer["error_code"]) == (400, False, 400)
    assert len(api.faults) == 1
    assert len(aigul.messages) == 1


async def test_a_body_that_is_no_object_is_a_fault(api: BotApi) -> None:
    """Broken JSON, JSON of another kind, and what is no UTF-8."""
    for body, kind in ((b"{", "json"), (b"[]", "json"), (b"text=\xff", "x-www-form-urlencoded")):
        status, _ = await post(api, "getMe", data=body, headers={"Content-Type": f"application/{kind}"})
        assert status == 400
    assert len(api.faults) == 3


async def test_a_lenient_server_lets_unknown_parameters_through() -> None:
    """Not strict, and without a log."""
    async with BotApi(TOKEN, strict=False, keep_calls=False) as api:
        assert (await post(api, "getMe", json={"new": 1}))[0] == 200
        assert (api.faults, api.calls) == ([], [])


# --- failing on demand ---------------------------------------------------------------------------------------


async def test_a_refusal_on_demand(api: BotApi, bot: Bot, aigul: Person) -> None:
    """429 unless another status is said, for one chat and a number of times."""
    await api.person(8).starts()
    api.fail("sendMessage", chat_id=7, times=2)
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as refused:
            await bot.send_message(7, "x")
        assert refused.value.retry_after == 2
        await bot.send_message(8, "x")
    await bot.send_message(7, "x")
    api.fail("sendMessage", 403, "Forbidden: user is deactivated")
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(7, "x")
    assert len(aigul.messages) == 2


async def test_a_moved_group_on_demand(api: BotApi) -> None:
    """The new number stands in the parameters."""
    api.fail("sendMessage", 400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1005)
    _, answer = await post(api, "sendMessage", json={"chat_id": -5, "text": "x"})
    assert answer["parameters"] == {"migrate_to_chat_id": -1005}


async def test_an_outcome_that_nobody_knows(api: BotApi, bot: Bot, aigul: Person) -> None:
    """Cut off after the effect, a proxy's page without one, an answer that comes late."""
    api.fail("sendMessage", drop=True)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(7, "dropped")
    api.fail("sendMessage", html=True)
    with pytest.raises(ClientDecodeError):
        await bot.send_message(7, "html")
    api.fail("sendMessage", delay=0.5)
    late = asyncio.create_task(bot.send_message(7, "late"))
    assert [message.text for message in await aigul.hears(2)] == ["dropped", "late"]
    assert not late.done()
    await late


async def test_calls_are_noted_with_their_moments(api: BotApi, bot: Bot, aigul: Person) -> None:
    """In order, parameters decoded."""
    await bot.send_message(aigul.id, "x", reply_markup=buttons([button()]))
    await bot.get_me()
    assert [call.method for call in api.calls] == ["sendMessage", "getMe"]
    assert api.calls[0].at <= api.calls[1].at
    assert api.called("sendMessage")[0]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "yes"
