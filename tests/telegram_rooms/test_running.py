"""The program as it runs: up, heard, stopped by a signal; what a stopped one left is taken up."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.app import now_utc
from bot.desk import Desk
from bot.errors import InputError
from bot.running import alone, checked, run
from bot.settings import Settings
from bot.telegram.webhook import checked_webhook
from storage.moments import moment
from storage.outbox import LEASE, Message
from tests.botapi.bots import TOKEN
from tests.botapi.server import BotApi
from tests.court import NOW, Court, open_court
from tests.telegram import free_port
from tests.telegram_rooms.room import said_to, until

ROOT: Final = Path(__file__).parents[2]


async def test_the_program_answers_until_it_is_told_to_stop(desk: Desk, tmp_path: Path) -> None:
    """It comes up with a menu in each language and ends by SIGTERM, with all that it took answered."""
    async with _prepared(desk, tmp_path) as (api, court):
        async with _up(api, tmp_path):
            clerk = api.person(501, "A", "en")
            await clerk.starts(court.codes["clerk"])
            await clerk.hears(timeout=20)
            for number in range(20):
                await clerk.writes(f"/x{number}")
            await clerk.hears()
        async with court.storage.unit(NOW) as unit:
            rows = await unit.connection.exec_driver_sql(
                "SELECT count(*) FROM inbox WHERE handled_at IS NOT NULL UNION ALL "
                "SELECT count(*) FROM outbox WHERE outcome = 'sent'"
            )
            handled, sent = (row[0] for row in rows)
    assert handled == sent == len(said_to(clerk))
    menus = api.commands
    assert {language for _, language in menus} == {"", "en", "kk", "ru"}
    assert api.dropped_pending == []


async def test_what_was_left_unsent_is_sent_at_once(desk: Desk, tmp_path: Path) -> None:
    """A program that was killed after the commit left it: the next one says it before its claim has lapsed."""
    async with _prepared(desk, tmp_path) as (api, court):
        clerk = api.person(501, "A", "en")
        clerk.chat.closed = ""
        left = now_utc()
        async with court.storage.unit(left) as unit:
            content = '{"method": "sendMessage", "params": {"chat_id": 501, "text": "left"}}'
            await unit.outbox.put_claimed(Message("left", "reply", "telegram", "501", content))
        async with _up(api, tmp_path):
            await clerk.hears(timeout=20)
        assert said_to(clerk) == ["left"]
        async with court.storage.unit(left) as unit:
            (done,) = await unit.connection.exec_driver_sql("SELECT done_at FROM outbox")
        assert moment(done[0]) < left + LEASE


async def test_a_folder_is_for_one_program(tmp_path: Path) -> None:
    """A second one would send what the first is sending: it says so in one line and ends."""
    settings = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:1", "DATA_FOLDER": str(tmp_path / "data")}
    command = [sys.executable, "-m", "bot", "run"]
    with alone(tmp_path / "data"):
        second = await asyncio.create_subprocess_exec(
            *command, env={**os.environ, **settings}, stderr=asyncio.subprocess.PIPE, cwd=ROOT
        )
        _, said = await second.communicate()
    assert second.returncode == 2
    assert said.decode() == (
        f"komek: DATA_FOLDER {tmp_path / 'data'}: another `komek run` is up with it; "
        "stop that one, or name another folder\n"
    )
    with alone(tmp_path / "data"):
        pass


async def test_a_folder_that_cannot_be_written_in_is_named(tmp_path: Path) -> None:
    """With what is needed."""
    (tmp_path / "data").write_text("")
    with pytest.raises(InputError, match=r"DATA_FOLDER .*data: nothing can be written there: .*; name another folder"):
        await run(Settings(_env_file=None, bot_token=SecretStr(TOKEN), data_folder=tmp_path / "data"))


async def test_the_bot_hears_before_it_is_introduced(desk: Desk, tmp_path: Path) -> None:
    """Its name cannot be learned for a while: people are answered, and groups and the menu as soon as it can."""
    async with _prepared(desk, tmp_path) as (api, court):
        api.fail("getMe", 500, times=2)
        api.fail("deleteWebhook", 500)
        async with _up(api, tmp_path):
            clerk = api.person(501, "A", "en")
            await clerk.starts(court.codes["clerk"])
            await clerk.hears(timeout=20)
            assert api.called("deleteWebhook") == []
            await until(lambda: {language for _, language in api.commands} == {"", "en", "kk", "ru"})
            group = api.group()
            await clerk.writes("@komek_test_bot 22.4", in_group=group)
            await clerk.hears(in_group=group)
    assert len(api.called("deleteWebhook")) == 2
    assert "22(4)" in group.latest(api.bot).text


async def test_a_start_that_hangs_can_be_stopped(desk: Desk, tmp_path: Path) -> None:
    """Telegram does not answer at all: SIGTERM ends the program all the same."""
    async with _prepared(desk, tmp_path) as (api, _):
        api.fail("getMe", delay=3600)
        async with _up(api, tmp_path):
            await until(lambda: api.called("getMe"))


@pytest.mark.parametrize("trouble", [{"html": True}, {"status": 401}, {"drop": True}], ids=str)
async def test_a_bad_start_is_named_and_overcome(desk: Desk, tmp_path: Path, trouble: dict[str, Any]) -> None:
    """Telegram is not itself when the program comes up: it says so and answers later."""
    async with _prepared(desk, tmp_path) as (api, court):
        api.fail("getMe", **trouble)
        with capture_logs() as log:
            async with _up(api, tmp_path):
                clerk = api.person(501, "A", "en")
                await clerk.starts(court.codes["clerk"])
                await clerk.hears(timeout=20)
        assert "Telegram did not answer" in str(log)
        assert "Welcome, Айгуль" in clerk.last.text


@asynccontextmanager
async def _prepared(desk: Desk, folder: Path) -> AsyncIterator[tuple[BotApi, Court]]:
    async with BotApi(TOKEN) as api, open_court(desk, folder) as court:
        yield api, court
        assert api.faults == []


@asynccontextmanager
async def _up(api: BotApi, folder: Path, **more: object) -> AsyncIterator[None]:
    said: dict[str, Any] = {"bot_token": SecretStr(TOKEN), "telegram_api_url": api.url, "data_folder": folder, **more}
    running = asyncio.create_task(run(Settings(_env_file=None, default_language="en", **said)))
    try:
        yield
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(20):
            await running
    finally:
        running.cancel()


async def test_a_port_that_is_taken_ends_the_program_with_a_word(desk: Desk, tmp_path: Path) -> None:
    """Up and deaf would be worse than down: nobody would notice that nothing arrives."""
    async with _prepared(desk, tmp_path) as (api, _):
        said: dict[str, Any] = {"bot_token": SecretStr(TOKEN), "telegram_api_url": api.url, "data_folder": tmp_path}
        said |= {
            "webhook_url": "http://127.0.0.1/hook",
            "webhook_secret": SecretStr("s" * 16),
            "webhook_port": api.port,
        }
        with pytest.raises(InputError, match="WEBHOOK_PORT"):
            await run(Settings(_env_file=None, **said))


async def test_updates_that_are_brought_are_answered(desk: Desk, tmp_path: Path) -> None:
    """By webhook as by polling; without the secret, and with what is no update, nothing is taken."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook"
    hook: dict[str, Any] = {"webhook_url": url, "webhook_secret": SecretStr("s" * 16), "webhook_port": port}
    async with _prepared(desk, tmp_path) as (api, court), _up(api, tmp_path, **hook):
        clerk = api.person(501, "A", "en")
        await clerk.starts(court.codes["clerk"])
        await clerk.hears(timeout=20)
        async with aiohttp.ClientSession() as stranger:
            for headers, body, status in (
                ({}, b"{}", 403),
                ({"X-Telegram-Bot-Api-Secret-Token": "t" * 16}, b"{}", 403),
                ({"X-Telegram-Bot-Api-Secret-Token": "s" * 16}, b"no", 400),
                ({"X-Telegram-Bot-Api-Secret-Token": "s" * 16}, b"{}", 400),
                ({"X-Telegram-Bot-Api-Secret-Token": "s" * 16}, b" " * 1_000_100, 413),
            ):
                async with stranger.post(url, headers=headers, data=body) as answer:
                    assert answer.status == status
    assert "Welcome, Айгуль" in clerk.last.text


async def test_the_settings_of_the_webhook_are_refused_in_one_line() -> None:
    """An address that Telegram does not come to, a secret that can be guessed."""
    good = {"webhook_url": "https://komek.example/hook", "webhook_secret": SecretStr("s" * 16)}
    checked_webhook(Settings(_env_file=None, **good))  # type: ignore[arg-type]
    for wrong, name in (
        ({"webhook_url": "http://komek.example/hook"}, "WEBHOOK_URL"),
        ({"webhook_url": "https://"}, "WEBHOOK_URL"),
        ({"webhook_secret": SecretStr("short")}, "WEBHOOK_SECRET"),
    ):
        with pytest.raises(InputError, match=name):
            checked_webhook(Settings(_env_file=None, **{**good, **wrong}))  # type: ignore[arg-type]


async def test_a_token_that_is_none_is_named(tmp_path: Path) -> None:
    """A token pasted by half is the first thing that goes wrong; it is said in one line, without the token."""
    settings = Settings(_env_file=None, bot_token=SecretStr("half"), data_folder=tmp_path / "data")
    with pytest.raises(InputError, match="BOT_TOKEN: not a token") as refused:
        await run(settings)
    assert "half" not in str(refused.value)
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert ("Telegram", str(refused.value)) in [one async for one in checked(settings)]
