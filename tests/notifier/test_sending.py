"""Whatever a mail server does: what was to be said is said, once if that can be known, and no log tells what it was."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.errors import InputError
from bot.running import checked, mail_server
from bot.settings import Settings
from dialogs.wording import Block
from notifier import senders
from notifier.delivery import BEGUN, Delivery, Gone, Later, Refused, Result, Sent
from notifier.mail import PATIENCE, Mail, MailError, MailSender, Server, Tls, fault, kept_mail
from notifier.senders import TelegramSender
from storage.outbox import LEASE, Message
from storage.schema import migrate
from storage.unit import open_storage
from tests.botapi.bots import client
from tests.botapi.server import BotApi
from tests.databases import sqlite
from tests.notifier.conftest import Authority
from tests.notifier.post import DROP, PASSWORD, STALL, USER, PostOffice
from tests.notifier.test_mail import NOW

ADDRESS: Final = "aigul@sud.kz"
CONTENT: Final = kept_mail(Mail("key", "ru", "Тайна", (Block("text", "тайна"),)))
MINUTE: Final = timedelta(minutes=1)
VERBS: Final = ("GREETING", "EHLO", "MAIL", "RCPT", "DATA", "END", "AFTER")


@dataclass
class Clock:
    """A moment that only the test moves."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """The moment."""
        return self.now


@dataclass
class Post:
    """A server and our way to it."""

    office: PostOffice
    server: Server
    patience: float = PATIENCE
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.sender = MailSender(self.server, self.clock, self.patience)

    async def send(self) -> Result:
        """What becomes of a mail."""
        return await self.sender.send(ADDRESS, CONTENT)


@asynccontextmanager
async def opened(patience: float = PATIENCE, **about: Any) -> AsyncIterator[Post]:  # noqa: ANN401 - what an office is told
    """A post office without TLS."""
    async with PostOffice(**about) as office:
        yield Post(office, Server("127.0.0.1", "komek@sud.kz", "none", office.port), patience)


@asynccontextmanager
async def protected(authority: Authority, *, is_tls: bool = False, **about: Any) -> AsyncIterator[Post]:  # noqa: ANN401
    """A post office with the certificate of an authority that we believe, and with a login."""
    async with PostOffice(authority.certificate, is_tls, wants_login=True) as office:
        tls: Tls = "tls" if is_tls else "starttls"
        said = {"user": USER, "password": PASSWORD, "ca_file": authority.file, **about}
        yield Post(office, Server("127.0.0.1", "komek@sud.kz", tls, office.port, **said))


# --- when all is well ------------------------------------------------------------------------------------------


async def test_a_mail_is_taken_for_one_recipient() -> None:
    """The words, the envelope, and a name for ourselves that nobody has to look up."""
    async with opened() as post:
        assert await post.send() == Sent()
        (envelope,) = post.office.taken
        assert (envelope.mail_from, envelope.rcpt_tos) == ("komek@sud.kz", [ADDRESS])
        assert post.office.named == ["[127.0.0.1]"]
        assert post.office.heard["QUIT"] == 1


@pytest.mark.parametrize("is_tls", [False, True], ids=["starttls", "tls"])
async def test_a_court_trusts_its_own_authority(authority: Authority, *, is_tls: bool) -> None:
    """TLS either way, with a login in it."""
    async with protected(authority, is_tls=is_tls) as post:
        assert await fault(post.server) == ""
        assert post.office.taken == []
        assert await post.send() == Sent()
        assert len(post.office.taken) == 1
        assert post.office.heard["AUTH"] == 2


async def test_connections_are_few_and_each_has_its_mail() -> None:
    """Fifty at the same time share no connection and open no fifty."""
    async with opened() as post:
        assert await asyncio.gather(*(post.send() for _ in range(50))) == [Sent()] * 50
        assert post.office.heard["GREETING"] == len(post.office.taken) == 50
        assert post.office.most_at_once <= 4


def test_a_mail_is_done_with_before_its_claim_lapses() -> None:
    """However late it was begun: else somebody else would send it meanwhile."""
    assert BEGUN + timedelta(seconds=max(PATIENCE, senders.PATIENCE)) < LEASE


async def test_what_the_outbox_holds_goes_out_by_the_tick(tmp_path: Path) -> None:
    """With a real database: put off while the server is away, sent once when it is back, and its words dropped."""
    async with opened() as post, open_storage(sqlite(tmp_path)) as storage:
        await migrate(storage.database)
        delivery = Delivery(storage, {"email": post.sender}, post.clock)
        async with storage.unit(NOW) as unit:
            claimed = await unit.outbox.put_claimed(Message("key", "reminder", "email", ADDRESS, CONTENT))
        post.office.troubles["MAIL"] = DROP
        await delivery.deliver([claimed])
        assert post.office.taken == []
        post.office.troubles.clear()
        for _ in range(3):
            post.clock.now += timedelta(minutes=2)
            await delivery.tick()
        assert len(post.office.taken) == 1
        async with storage.unit(NOW) as unit:
            rows = await unit.connection.exec_driver_sql("SELECT outcome, content FROM outbox")
            assert [tuple(row) for row in rows] == [("sent", None)]


@dataclass
class Slow:
    """A way out on which each message takes its time."""

    clock: Clock
    taken: list[str] = field(default_factory=list)

    async def send(self, address: str, content: str) -> Result:
        """It is taken, late."""
        self.clock.now += timedelta(seconds=8)
        self.taken.append(content)
        return Sent()


async def test_what_could_outlast_its_claim_is_not_begun(tmp_path: Path) -> None:
    """The first of two to an address took long: the second is claimed anew, and not sent by two at once."""
    async with open_storage(sqlite(tmp_path)) as storage:
        await migrate(storage.database)
        clock = Clock()
        way = Slow(clock)
        delivery = Delivery(storage, {"email": way}, clock)
        async with storage.unit(NOW) as unit:
            said = [Message(words, "reminder", "email", ADDRESS, words) for words in ("first", "second")]
            claimed = [await unit.outbox.put_claimed(message) for message in said]
        await delivery.deliver(claimed)
        assert way.taken == ["first"]
        assert await delivery.tick() == 1
        assert way.taken == ["first", "second"]


async def test_telegram_has_one_patience_for_all_calls_of_a_message() -> None:
    """Marks that it cannot read cost a second call: both together may not outlast the claim."""
    async with BotApi() as api, client(api) as bot:
        clerk = api.person(501)
        clerk.chat.closed = ""
        content = json.dumps({"method": "sendMessage", "params": {"chat_id": 501, "text": "x", "parse_mode": "HTML"}})
        api.fail("sendMessage", 400, "Bad Request: can't parse entities", delay=0.2)
        api.fail("sendMessage", delay=5)
        assert await TelegramSender(bot, patience=0.6).send("501", content) == Later()
        assert len(api.called("sendMessage")) == 2
        assert await TelegramSender(bot).send("501", content) == Sent()


# --- what a server says of a message ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "answer", "result"),
    [
        ("RCPT", "550 5.1.1 <aigul@sud.kz> unknown", Gone()),
        ("RCPT", "550 no such user aigul@sud.kz", Gone()),
        ("RCPT", "551 not here", Gone()),
        ("RCPT", "550 5.2.1 disabled", Gone()),
        ("RCPT", "550 5.1.10 null MX", Gone()),
        ("RCPT", "550-5.1.1 several\r\n550 5.1.1 lines", Gone()),
        ("RCPT", "550 5.7.1 blocked", Refused()),
        ("RCPT", "554 5.7.1 relay access denied", Refused()),
        ("RCPT", "552 5.2.2 mailbox full", Refused()),
        ("RCPT", "554 no", Refused()),
        ("RCPT", "450 4.2.0 greylisted", Later()),
        ("RCPT", "451 try again", Later()),
        ("RCPT", "452 4.2.2 mailbox full", Later()),
        ("DATA", "451 4.3.0 later", Later()),
        ("DATA", "554 5.6.0 no", Refused()),
        ("END", "451 4.7.1 later", Later()),
        ("END", "452 4.3.1 no room", Later()),
        ("END", "550 5.1.10 recipient not found", Gone()),
        ("END", "550 spam", Refused()),
        ("END", "554 5.7.1 spam", Refused()),
        ("MAIL", "552 5.3.4 too big", Refused()),
    ],
)
async def test_an_answer_about_a_message_is_about_it_alone(moment: str, answer: str, result: Result) -> None:
    """4xx comes again, 5xx does not, and where nobody is nobody is; the next mail goes out as if nothing had been."""
    async with opened() as post:
        post.office.troubles[moment] = answer
        with capture_logs() as log:
            assert await post.send() == result
        code, status = int(answer[:3]), answer[4:].split(maxsplit=1)[0]
        assert [(line["event"], line["code"]) for line in log] == [("mail not taken", code)]
        assert log[0]["status"] == (status if status[1] == "." else "")
        assert_nothing_told(log)
        post.office.troubles.clear()
        assert await post.send() == Sent()
        assert len(post.office.taken) == 1


async def test_an_address_of_no_form_reaches_nobody() -> None:
    """It is not tried, and not logged."""
    async with opened() as post:
        with capture_logs() as log:
            assert await post.sender.send("nobody\r\nRCPT TO:<x@evil.test>", CONTENT) == Gone()
        assert "evil" not in str(log)
        assert await post.sender.send(ADDRESS, "{}") == Refused()
        assert post.office.heard["GREETING"] == 0


# --- what a server says of us, or does -------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
async def test_a_server_that_says_goodbye_is_left_alone_for_a_while(verb: str) -> None:
    """421 at any moment: nothing is lost, and it is not asked again within a minute."""
    async with opened() as post:
        post.office.troubles[verb] = "421 4.3.2 shutting down aigul@sud.kz"
        await _is_overcome(post, MINUTE, "the server does not serve us (4.3.2)")


@pytest.mark.parametrize("trouble", [DROP, STALL])
@pytest.mark.parametrize("verb", VERBS)
async def test_a_server_that_is_gone_or_silent_is_waited_for(verb: str, trouble: str) -> None:
    """At any moment; it holds up one mail for as long as our patience lasts, and the others not at all."""
    async with opened(patience=0.5 if trouble == STALL else PATIENCE) as post:
        post.office.troubles[verb] = trouble
        await _is_overcome(post, MINUTE, "not answer in time" if trouble == STALL else "no connection with the server")


@pytest.mark.parametrize(
    "troubles",
    [
        {"GREETING": "554 5.3.2 no service"},
        {"EHLO": "550 5.7.1 who are you", "HELO": "550 5.7.1 who are you"},
        {"MAIL": "553 5.7.1 <komek@sud.kz> not yours"},
    ],
    ids=lambda troubles: next(iter(troubles)),
)
async def test_a_refusal_of_us_loses_no_mail(troubles: dict[str, str]) -> None:
    """The settings are wrong, not the message: it waits until they are right."""
    async with opened(troubles=troubles) as post:
        await _is_overcome(post, 15 * MINUTE, "the server does not")


async def test_a_login_that_is_wanted_at_the_recipient_is_about_us(authority: Authority) -> None:
    """SMTP_USER was forgotten: 530 comes late, and still no mail is given up."""
    async with protected(authority, user="") as post:
        await _is_overcome(post, 15 * MINUTE, "does not let us send as MAIL_FROM", lambda: _log_in(post))


async def test_a_wrong_password_is_not_tried_again_and_again(authority: Authority) -> None:
    """The account would be locked. It is named in one line, without the password and without the user."""
    async with protected(authority, password="wrong-secret") as post:  # noqa: S106 - opens nothing
        with capture_logs() as log:
            results = [await post.send() for _ in range(10)]
        tried = post.office.heard["AUTH"]
        assert tried <= 2
        assert results == [Later(15 * MINUTE)] * 10
        assert [line["fault"] for line in log] == [
            "the server refuses the login (535): check SMTP_USER and SMTP_PASSWORD"
        ]
        assert "wrong-secret" not in str(log)
        assert "wrong-secret" not in repr(post.server)
        assert await fault(post.server) == log[0]["fault"]
        post.clock.now += 14 * MINUTE
        assert await post.send() == Later(MINUTE)
        assert post.office.taken == []


@pytest.mark.parametrize("is_tls", [False, True], ids=["starttls", "tls"])
async def test_nothing_is_said_to_a_server_that_nobody_vouches_for(
    authority: Authority, stranger: Authority, misnamed: Authority, *, is_tls: bool
) -> None:
    """Another authority, another name, and the machine's own authorities: no password and no mail goes there."""
    for shown, believed in ((authority, stranger.file), (misnamed, misnamed.file), (authority, None)):
        async with protected(shown, is_tls=is_tls, ca_file=believed) as post:
            with capture_logs() as log:
                assert await post.send() == Later(15 * MINUTE)
            assert "certificate is not to be trusted" in log[0]["fault"]
            assert "SMTP_CA_FILE" in log[0]["fault"]
            assert await fault(post.server) == log[0]["fault"]
            assert {"AUTH", "MAIL"} & set(post.office.heard) == set()


async def test_a_server_without_tls_gets_nothing_where_tls_is_wanted(authority: Authority) -> None:
    """Whoever takes STARTTLS out of the way gets no password; a mistaken port is named."""
    async with PostOffice() as office:
        ways: dict[Tls, str] = {"starttls": "STARTTLS extension not supported", "tls": "no TLS with the server"}
        for tls, words in ways.items():
            server = Server("127.0.0.1", "komek@sud.kz", tls, office.port, USER, PASSWORD, authority.file)
            post = Post(office, server)
            with capture_logs() as log:
                assert await post.send() == Later(15 * MINUTE)
            assert words in log[0]["fault"]
            assert "SMTP_TLS" in log[0]["fault"]
        assert {"AUTH", "MAIL"} & set(office.heard) == set()


async def test_nobody_listening_is_named() -> None:
    """A wrong host or port, or a server that is down."""
    async with PostOffice() as office:
        port = office.port
    for host in ("127.0.0.1", "nowhere.invalid", f"{'a' * 64}.test"):
        post = Post(office, Server(host, "komek@sud.kz", "none", port))
        with capture_logs() as log:
            assert await post.send() == Later(MINUTE)
        assert "no connection with the server" in log[0]["fault"]
        assert await fault(post.server) == log[0]["fault"]


async def test_what_was_taken_before_the_line_broke_comes_again_as_the_same() -> None:
    """Nobody knows whether it arrived: the repeat has the same identifier, by which the two are one."""
    async with opened() as post:
        post.office.troubles["AFTER"] = DROP
        assert await post.send() == Later()
        post.office.troubles.clear()
        post.clock.now += MINUTE
        assert await post.send() == Sent()
        first, second = (message_from_bytes(envelope.content) for envelope in post.office.taken)  # type: ignore[arg-type]
        assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize("trouble", [DROP, STALL, "500 what?", "421 bye"])
async def test_a_bad_goodbye_changes_nothing(trouble: str) -> None:
    """The mail was taken: it is not sent again because the server was rude afterwards."""
    async with opened(patience=2.0) as post:
        post.office.troubles["QUIT"] = trouble
        assert await post.send() == Sent()


async def test_a_clock_that_is_set_back_does_not_silence_the_mail() -> None:
    """The rest is counted from when it began; before that there is none."""
    async with opened() as post:
        post.office.troubles["GREETING"] = DROP
        assert await post.send() == Later(MINUTE)
        post.office.troubles.clear()
        post.clock.now -= timedelta(days=1)
        assert await post.send() == Sent()


async def _is_overcome(post: Post, rest: timedelta, words: str, mend: Callable[[], None] | None = None) -> None:
    """The mail is put off and the server left alone, with one line that tells nothing; then all is as it should be."""
    with capture_logs() as log:
        result = await post.send()
        talks = post.office.heard["GREETING"]
        assert result in {Later(), Later(rest)}
        assert [await post.send() for _ in range(3)] == [Later(rest)] * 3
    assert post.office.heard["GREETING"] == talks == 1
    assert [line["event"] for line in log] == ["mail server does not serve us"]
    assert words in log[0]["fault"]
    assert_nothing_told(log)
    post.office.troubles.clear()
    post.sender._patience = PATIENCE
    if mend:
        mend()
    post.clock.now += rest
    before = len(post.office.taken)
    assert await post.send() == Sent()
    assert len(post.office.taken) == before + 1


def assert_nothing_told(log: object) -> None:
    """No address, no words, no name."""
    assert not any(told in str(log).casefold() for told in ("aigul", "тайна", "sud.kz"))


def _log_in(post: Post) -> None:
    rests = post.sender._rests_from, post.sender._rest
    post.server = replace(post.server, user=USER)
    post.sender = MailSender(post.server, post.clock)
    post.sender._rests_from, post.sender._rest = rests


# --- the settings ----------------------------------------------------------------------------------------------


async def test_the_check_says_whether_mail_can_go_out(authority: Authority, tmp_path: Path) -> None:
    """One line, with the remedy; an installation without mail needs none."""

    async def line(**said: Any) -> str:  # noqa: ANN401 - settings
        settings = Settings(_env_file=None, data_folder=tmp_path, **said)
        return {name: wrong async for name, wrong in checked(settings)}["e-mail"]

    async with protected(authority) as post:
        good: dict[str, Any] = {
            "smtp_host": "127.0.0.1",
            "smtp_port": post.office.port,
            "smtp_user": USER,
            "smtp_password": SecretStr(PASSWORD),
            "smtp_ca_file": authority.file,
            "mail_from": "komek@sud.kz",
        }
        assert await line() == ""
        assert await line(**good) == ""
        assert post.office.taken == []
        assert "MAIL_FROM" in await line(**{**good, "mail_from": "Komek <komek@sud.kz>"})
        assert "SMTP_CA_FILE" in await line(**{**good, "smtp_ca_file": tmp_path / "none.pem"})
        assert "SMTP_PASSWORD" in await line(**{**good, "smtp_password": SecretStr("other")})


def test_settings_that_cannot_be_right_are_refused_at_once(tmp_path: Path) -> None:
    """Each names itself and what is needed."""
    (tmp_path / "empty.pem").write_text("no certificate")
    with pytest.raises(MailError, match=r"MAIL_FROM '': one plain address is needed"):
        Server("mail.test", "")
    for file in (tmp_path, tmp_path / "empty.pem", tmp_path / "missing.pem"):
        with pytest.raises(MailError, match=r"SMTP_CA_FILE .*: certificates in PEM form are needed"):
            Server("mail.test", "komek@sud.kz", ca_file=file)
    with pytest.raises(InputError, match="MAIL_FROM 'a@b@c'"):
        mail_server(Settings(_env_file=None, smtp_host="mail.test", mail_from="a@b@c"))
