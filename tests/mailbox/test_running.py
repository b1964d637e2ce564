"""The program reads its mailbox, is killed in the middle of it, and nothing is lost or done twice."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import SecretStr

from bot.app import now_utc
from bot.desk import Desk
from bot.errors import InputError
from bot.running import checked, mail_account, run
from bot.settings import Settings
from notifier.marks import Mark, made
from storage.copies import backup, restore
from storage.unit import open_storage
from tests.botapi.bots import TOKEN
from tests.botapi.server import BotApi
from tests.court import open_court
from tests.databases import postgresql
from tests.mailbox.imap import PASSWORD, USER, Door, PostBox
from tests.mailbox.scene import letter, mail_of, words
from tests.notifier.office import MAIL
from tests.notifier.post import PostOffice
from tests.telegram_rooms.room import until

ROOT: Final = Path(__file__).parents[2]
#: Seconds in which a program has started and answered, on a machine that does much else.
STARTED: Final = 120


def settings(post: PostOffice, port: int, folder: Path) -> dict[str, str]:
    """What an administrator sets for mail alone."""
    return {
        "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(post.port), "SMTP_TLS": "none", "MAIL_FROM": USER,
        "IMAP_HOST": "127.0.0.1", "IMAP_PORT": str(port), "IMAP_TLS": "none", "IMAP_USER": USER,
        "IMAP_PASSWORD": PASSWORD, "DATA_FOLDER": str(folder), "DEFAULT_LANGUAGE": "en",
    }  # fmt: skip


def unmeasured() -> dict[str, str]:
    """The environment without the measuring of coverage, with which a program starts several times slower."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COV")}


@asynccontextmanager
async def up(about: Mapping[str, str], log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program, as it is started; it is told to stop at the end, if it is still there."""
    with log.open("ab") as lines:
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env={**unmeasured(), **about}, stderr=lines, cwd=ROOT
        )
    try:
        yield program
    finally:
        if program.returncode is None:
            program.send_signal(signal.SIGTERM)
        await program.wait()


async def known_clerk(folder: Path, database: str) -> bytes:
    """A mail by a clerk who answers a mail of ours."""
    async with open_storage(database) as storage:
        now = now_utc()
        async with storage.unit(now) as unit:
            listed = await unit.people.everyone()
            clerk = next(one.person for one in listed if one.person.role == "clerk")
            await unit.people.set_reminders(clerk.id, None, None, MAIL)
            mark = made(await unit.docket.installation(), MAIL, "key", Mark("other"))
    return letter("/register", In_Reply_To=f"<{mark}@sud.kz>")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_kill_between_storing_and_marking_loses_nothing(desk: Desk, tmp_path: Path, kind: str) -> None:
    """What was stored and not marked as seen comes again, is known, and is answered once."""
    async with open_court(desk, tmp_path) as court:
        await backup(court.storage.database, tmp_path / "copy.db")
    async with _database(kind, tmp_path) as address, PostOffice() as post, PostBox() as box:
        mail = await known_clerk(tmp_path, address)
        async with Door(box.port, hold=b"STORE") as door:
            about = settings(post, door.port, tmp_path / "data")
            about |= {"DATABASE_URL": address} if kind == "postgresql" else {}
            await box.deliver(mail)
            async with up(about, tmp_path / "log.txt") as program, asyncio.timeout(180):
                await door.held.wait()  # it is stored, and is about to be marked
                program.kill()
                await program.wait()
            assert await box.seen() == [False]
            assert post.taken == []
            door.hold = b""
            async with up(about, tmp_path / "log.txt") as program, asyncio.timeout(180):
                await until(lambda: len(post.taken) == 1, STARTED)
                await box.deliver(letter("help", In_Reply_To=str(mail_of(post.taken[0])["Message-ID"])))
                await until(lambda: len(post.taken) == 2, STARTED)
            assert program.returncode == 0
        assert await box.seen() == [True, True]
        assert "1. " in words(mail_of(post.taken[0]))
        async with open_storage(address) as storage, storage.unit(now_utc()) as unit:
            rows = await unit.connection.exec_driver_sql("SELECT handled_at IS NOT NULL, content FROM inbox")
            assert [tuple(row) for row in rows] == [(True, None)] * 2
    assert MAIL not in (tmp_path / "log.txt").read_text(encoding="utf-8")


@asynccontextmanager
async def _database(kind: str, folder: Path) -> AsyncIterator[str]:
    """The court's database, moved to where the program looks for it."""
    if kind == "sqlite":
        (folder / "data").mkdir()
        (folder / "copy.db").rename(folder / "data" / "komek.db")
        yield f"sqlite+aiosqlite:///{folder / 'data' / 'komek.db'}"
        return
    with postgresql() as address:
        async with open_storage(address) as storage:
            await restore(storage.database, folder / "copy.db")
        yield address


async def test_the_check_says_what_is_wrong_with_the_mailbox(tmp_path: Path) -> None:
    """In a line of its own, with the remedy; nothing where nobody reads one."""
    async with PostOffice() as post, PostBox() as box:
        assert (await _checked(settings(post, box.port, tmp_path)))["mailbox"] == ""
        wrong = settings(post, box.port, tmp_path) | {"IMAP_PASSWORD": "other"}
        said = (await _checked(wrong))["mailbox"]
        assert said == "the server refuses the login: check IMAP_USER and IMAP_PASSWORD"
        assert (await _checked({"DATA_FOLDER": str(tmp_path)}))["mailbox"] == ""
        half = {"IMAP_HOST": "mail.test", "DATA_FOLDER": str(tmp_path)}
        assert "SMTP_HOST is needed" in (await _checked(half))["mailbox"]


async def _checked(about: Mapping[str, str]) -> dict[str, str]:
    return {name: fault async for name, fault in checked(_settings(about))}


def _settings(about: Mapping[str, str]) -> Settings:
    said: dict[str, Any] = {name.lower(): value for name, value in about.items()}
    said |= {name: SecretStr(said[name]) for name in ("imap_password",) if name in said}
    return Settings(_env_file=None, **said)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, "IMAP_HOST: SMTP_HOST is needed"),
        ({"SMTP_HOST": "mail.test", "MAIL_FROM": USER}, "IMAP_HOST: IMAP_USER is needed"),
        ({"SMTP_HOST": "mail.test", "IMAP_USER": USER, "IMAP_FOLDER": "Входящие"}, "IMAP_FOLDER 'Входящие'"),
        ({"SMTP_HOST": "mail.test", "IMAP_USER": USER, "IMAP_CA_FILE": "gone.pem"}, "IMAP_CA_FILE 'gone.pem'"),
    ],
    ids=str,
)
async def test_a_mailbox_that_cannot_be_read_is_refused_at_the_start(about: Any, said: str) -> None:  # noqa: ANN401
    """Not when the first mail comes; answers go by mail, so both ways are needed."""
    chosen = _settings({"IMAP_HOST": "mail.test", **about})
    with pytest.raises(InputError, match=said):
        mail_account(chosen)
    if about:
        with pytest.raises(InputError, match=said):
            await run(chosen)


async def test_the_mailbox_is_read_beside_the_chat(desk: Desk, tmp_path: Path) -> None:
    """Both channels at once, until the program is told to stop."""
    async with open_court(desk, tmp_path) as court:
        await backup(court.storage.database, tmp_path / "copy.db")
    async with (
        _database("sqlite", tmp_path) as address,
        BotApi(token=TOKEN) as api,
        PostOffice() as post,
        PostBox() as box,
        asyncio.timeout(180),
    ):
        await box.deliver(await known_clerk(tmp_path, address))
        about = settings(post, box.port, tmp_path / "data") | {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url}
        async with up(about, tmp_path / "log.txt") as program:
            await until(lambda: len(post.taken) == 1, STARTED)
            await until(lambda: api.commands, STARTED)
        assert program.returncode == 0
    assert "Answer with the number." in words(mail_of(post.taken[0]))
