"""Whatever a mail server does: what comes is fetched once it is back, and what is wrong is said in one line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from structlog.testing import capture_logs

from bot.desk import Desk
from bot.mailbox import server
from bot.mailbox.server import READ, Account, MailboxError, entered, fault
from tests.mailbox.imap import PASSWORD, Door, PostBox
from tests.mailbox.scene import Scene, answer, letter, open_scene
from tests.notifier.conftest import Authority
from tests.telegram import free_port
from tests.telegram_rooms.room import until

BYE: Final = b"* BYE see you\r\n"


@asynccontextmanager
async def opened(**about: Any) -> AsyncIterator[tuple[PostBox, Door]]:  # noqa: ANN401 - what a box is told
    """A mailbox, and a door before it."""
    async with PostBox(**about) as box, Door(box.port) as door:
        yield box, door


@asynccontextmanager
async def running(scene: Scene, port: int, **about: Any) -> AsyncIterator[asyncio.Event]:  # noqa: ANN401
    """The mailbox is read while the block lasts."""
    stop = asyncio.Event()
    scene.mailbox.account = scene.box.account(port=port)
    scene.mailbox.pause = 0.01
    for name, value in about.items():
        setattr(scene.mailbox, name, value)
    reading = asyncio.create_task(scene.mailbox.run(stop))
    try:
        yield stop
    finally:
        stop.set()
        await reading


# --- the settings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_tls", [False, True], ids=["starttls", "tls"])
async def test_a_court_trusts_its_own_authority(authority: Authority, *, is_tls: bool) -> None:
    """TLS either way."""
    async with PostBox(authority.certificate, is_tls) as box:
        account = box.account(tls="tls" if is_tls else "starttls", ca_file=authority.file)
        assert await fault(account) == ""
        await box.deliver(letter("x"))
        async with entered(account) as session:
            assert await session.unseen() == (101,)


@pytest.mark.parametrize("is_tls", [False, True], ids=["starttls", "tls"])
async def test_a_strange_authority_is_not_trusted(
    stranger: Authority,
    misnamed: Authority,
    authority: Authority,
    *,
    is_tls: bool,
) -> None:
    """Nor a certificate of another server: the password is not told to it."""
    for shown, believed in ((stranger, authority), (misnamed, misnamed)):
        async with PostBox(shown.certificate, is_tls) as box:
            account = box.account(tls="tls" if is_tls else "starttls", ca_file=believed.file)
            said = await fault(account)
            assert said.startswith("the server's certificate is not to be trusted")
            assert said.endswith("check IMAP_CA_FILE")


async def test_what_is_wrong_is_said_with_the_remedy(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that names the setting, without the password and without words of the server."""
    monkeypatch.setattr(server, "PATIENCE", 0.5)
    async with PostBox() as box:
        wrong: dict[str, dict[str, Any]] = {
            "the server refuses the login: check IMAP_USER and IMAP_PASSWORD": {"password": "other"},
            "the server has no folder 'Office' for us: check IMAP_FOLDER": {"folder": "Office"},
            "the server offers no TLS on this connection: check IMAP_TLS and IMAP_PORT": {"tls": "starttls"},
            "no talk with the server (ConnectionRefusedError): check IMAP_HOST and IMAP_PORT": {"port": free_port()},
        }
        for said, about in wrong.items():
            assert await fault(box.account(**about)) == said
        assert (await fault(box.account(tls="tls", ca_file=authority.file))).startswith("no TLS with the server")
        assert PASSWORD not in repr(box.account())
    async with PostBox(authority.certificate, is_tls=True) as box:
        assert (
            await fault(box.account()) == "the server does not answer in time: check IMAP_HOST, IMAP_PORT and IMAP_TLS"
        )


@pytest.mark.parametrize("about", [{"folder": "Входящие"}, {"ca_file": Path("gone.pem")}], ids=str)
def test_settings_that_cannot_be_used_are_refused_at_once(about: Any) -> None:  # noqa: ANN401
    """Not when the first mail comes."""
    with pytest.raises(MailboxError, match="IMAP_"):
        Account("mail.test", "komek", **about)


async def test_a_folder_that_can_only_be_read_is_refused() -> None:
    """What is read there would be read again and again."""
    async with opened() as (box, door):
        door.instead = {b"SELECT": b"TAG OK [READ-ONLY] done\r\n"}
        assert "can only be read" in await fault(box.account(port=door.port))


@pytest.mark.parametrize("verb", [b"CAPABILITY", b"LOGIN", b"SELECT", b"NOOP", b"SEARCH", b"LOGOUT"])
async def test_a_server_that_goes_away_is_noticed(verb: bytes) -> None:
    """At each verb, without waiting for long; a goodbye is not needed."""
    async with opened() as (box, door), asyncio.timeout(5):
        door.instead = {verb: BYE}
        said = await fault(box.account(port=door.port))
        assert said == "" if verb == b"LOGOUT" else "IMAP_" in said


@pytest.mark.parametrize("verb", [b"CAPABILITY", b"LOGIN", b"SELECT", b"NOOP", b"SEARCH"])
async def test_a_server_that_says_nothing_is_not_waited_for(verb: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is given up: what comes later would answer something else."""
    monkeypatch.setattr(server, "PATIENCE", 0.2)
    async with opened() as (box, door):
        door.hold = verb
        assert "does not answer in time" in await fault(box.account(port=door.port))


async def test_a_server_that_speaks_on_before_tls_is_refused(authority: Authority) -> None:
    """What somebody put in on the way would count as the server's word."""
    async with opened(certificate=authority.certificate) as (box, door):
        door.instead = {b"STARTTLS": b"TAG OK go on\r\n* CAPABI"}
        assert "no talk with the server" in await fault(
            box.account(port=door.port, tls="starttls", ca_file=authority.file)
        )
        door.instead = {b"STARTTLS": b"TAG NO not now\r\n"}
        assert "no talk with the server" in await fault(
            box.account(port=door.port, tls="starttls", ca_file=authority.file)
        )


# --- messages --------------------------------------------------------------------------------------------------


async def test_a_message_is_fetched_without_being_seen(desk: Desk) -> None:
    """Its size first; no more of it than is looked at, and nothing of one that is gone."""
    async with PostBox() as box:
        long = b"From: a@b.kz\r\n\r\n" + b"long line {12}\r\n" * 60_000
        await box.deliver(letter("first"), long)
        async with entered(box.account()) as session:
            assert session.validity
            assert await session.unseen() == (101, 102)
            assert await session.size(102) == len(long)
            assert await session.message(102) == long[:READ]
            assert (await session.size(103), await session.message(103)) == (0, b"")
            assert await box.seen() == [False, False]
            await session.mark_seen(101)
            assert await session.unseen() == (102,)


# --- going on --------------------------------------------------------------------------------------------------


def is_idle(door: Door) -> bool:
    """Whether a client waits to be told of mail, and the server tells of it."""
    return bool(door.heard) and door.heard[-1].startswith(b"+ ")


async def _sent(scene: Scene, count: int) -> None:
    """Wait until so many mails were sent."""
    await until(lambda: len(scene.post.taken) == count)


async def test_what_comes_is_answered_at_once(desk: Desk, tmp_path: Path) -> None:
    """The server tells of mail by itself; many come one after another."""
    async with open_scene(desk, tmp_path) as scene, Door(scene.box.port) as door:
        await scene.office.register()
        mail = await scene.remind()
        before = len(scene.sent)
        async with running(scene, door.port), asyncio.timeout(30):
            for _ in range(3):
                await until(lambda: is_idle(door))
                await scene.box.deliver(answer(mail, "seen"))
                before += 1
                await _sent(scene, before)
        assert await scene.box.seen() == [True] * 3


@pytest.mark.parametrize("refuses", [False, True], ids=["cannot", "refuses"])
async def test_a_server_that_does_not_tell_of_mail_is_asked(desk: Desk, tmp_path: Path, *, refuses: bool) -> None:
    """Again and again, on the same connection."""
    async with open_scene(desk, tmp_path, can_idle=refuses) as scene, Door(scene.box.port) as door:
        await scene.office.register()
        mail = await scene.remind()
        before = len(scene.sent)
        door.instead = {b"IDLE": b"TAG NO not today\r\n"}
        async with running(scene, door.port, polling=0.05), asyncio.timeout(30):
            for _ in range(3):
                await scene.box.deliver(answer(mail, "seen"))
                before += 1
                await _sent(scene, before)
        assert door.opened == 1
        assert any(b"IDLE" in line for line in door.heard) is refuses


@pytest.mark.parametrize("trouble", ["bye", "close", "nothing", "hang up"])
async def test_an_idle_server_that_goes_away_is_entered_again(
    desk: Desk, tmp_path: Path, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it says so instead of "+ idling" (aioimaplib's issue 110), shuts the door, or never says anything."""
    monkeypatch.setattr(server, "PATIENCE", 0.5)
    async with open_scene(desk, tmp_path) as scene, Door(scene.box.port) as door:
        await scene.office.register()
        mail = await scene.remind()
        before = len(scene.sent)
        if trouble in {"bye", "close"}:
            door.instead = {b"IDLE": BYE if trouble == "bye" else b""}
        elif trouble == "nothing":
            door.hold = b"IDLE"
        with capture_logs() as logs:
            async with running(scene, door.port, idling=0.2), asyncio.timeout(30):
                await until(lambda: is_idle(door) if trouble == "hang up" else door.opened >= 3)
                if trouble == "hang up":
                    door.shut()
                door.instead, door.hold = {}, b""
                await scene.box.deliver(answer(mail, "seen"))
                await until(lambda: len(scene.sent) == before + 1)
        assert await scene.box.seen() == [True]
        assert "mailbox cannot be reached" in {one["event"] for one in logs}


async def test_a_refused_login_is_not_tried_again_and_again(desk: Desk, tmp_path: Path) -> None:
    """The account would be locked; what is stored is handled all the same."""
    async with open_scene(desk, tmp_path) as scene, Door(scene.box.port) as door:
        await scene.office.register()
        door.instead = {b"LOGIN": b"TAG NO no\r\n"}
        with capture_logs() as logs:
            async with running(scene, door.port) as stop:
                await until(lambda: any(one["event"] == "mailbox refused" for one in logs))
                stop.set()
        assert door.opened == 1
        (refused,) = [one for one in logs if one["event"] == "mailbox refused"]
        assert refused["fault"] == "the server refuses the login: check IMAP_USER and IMAP_PASSWORD"


async def test_a_server_that_stalls_does_not_keep_the_program_up(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in hand has a few seconds when the program is told to stop."""
    monkeypatch.setattr("bot.mailbox.inflow.GOODBYE", 0.1)
    async with open_scene(desk, tmp_path) as scene, Door(scene.box.port, hold=b"LOGIN") as door:
        async with running(scene, door.port):
            await door.held.wait()
        assert not await scene.inbox()


async def test_a_database_that_is_away_keeps_mail_unseen(desk: Desk, tmp_path: Path) -> None:
    """Nothing is marked that is not stored; it is handled when the database is back."""
    async with open_scene(desk, tmp_path) as scene:
        await scene.office.register()
        mail = await scene.remind()
        before = len(scene.sent)
        await scene.office.rows("ALTER TABLE inbox RENAME TO gone")
        with capture_logs() as logs:
            async with running(scene, scene.box.port), asyncio.timeout(30):
                await scene.box.deliver(answer(mail, "seen"))
                await until(lambda: len([one for one in logs if one["event"] == "mail not stored"]) >= 2)
                assert await scene.box.seen() == [False]
                await scene.office.rows("ALTER TABLE gone RENAME TO inbox")
                await until(lambda: len(scene.sent) == before + 1)
        assert "seen" not in str([one for one in logs if one["event"] == "mail not stored"])


async def test_a_big_message_is_not_fetched(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is asked for first."""
    monkeypatch.setattr("bot.mailbox.inflow.LARGEST", 1_000)
    async with open_scene(desk, tmp_path) as scene:
        await scene.receive(letter("x" * 2_000))
        assert scene.mailbox.left_alone == {"too big": 1}
        assert await scene.box.seen() == [True]
