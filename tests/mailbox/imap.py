"""A mail server (pymap) in the loop of the test with one mailbox, and a door before it that fails where it is told."""

import asyncio
import ssl
from argparse import Namespace
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Self

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, DictBackend, Identity, Login
from pymap.config import BackendCapability
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import SequenceSet
from pymap.parsing.specials.flag import Seen

from bot.mailbox.server import Account

USER: Final = "komek@sud.kz"
PASSWORD: Final = 'word-1 "quoted"'  # noqa: S105 - opens nothing


class _Silent(Config):
    """A server that tells of nothing by itself."""

    @property
    def backend_capability(self) -> BackendCapability:
        """What it can do."""
        return BackendCapability(idle=False, object_id=True, multi_append=True)


@dataclass
class PostBox:
    """One mailbox, and what is in it."""

    #: The certificate it shows; None where it speaks no TLS.
    certificate: ssl.SSLContext | None = None
    #: Whether it speaks TLS from the first byte.
    is_tls: bool = False
    #: Whether it tells of mail by itself.
    can_idle: bool = True
    port: int = 0
    _login: Any = None
    _server: asyncio.Server | None = None
    _talks: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        later = self.certificate is not None and not self.is_tls
        place = {"host": None, "port": 0, "debug": False, "cert": None, "key": None, "tls": later}
        told = {"demo_data": False, "demo_user": USER, "demo_password": PASSWORD, "proxy_protocol": None}
        config = (Config if self.can_idle else _Silent).from_args(
            Namespace(**place, **told, passlib_cfg=None),
            invalid_user_sleep=0.0,
            reject_dnsbl=False,
            ssl_context=self.certificate,
        )
        config.apply_context()
        self._login = Login(config)
        await DictBackend._add_demo_user(config, self._login)
        serve = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(self._login, config))

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task
            self._talks.add(task)
            with suppress(ConnectionError):
                await serve(reader, writer)
            self._talks.discard(task)

        at_once = self.certificate if self.is_tls else None
        self._server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=at_once)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server
        self._server.close()
        self.hang_up()
        await asyncio.gather(*self._talks, return_exceptions=True)

    def hang_up(self) -> None:
        """End all talks."""
        for task in self._talks:
            task.cancel()

    def account(self, **about: Any) -> Account:  # noqa: ANN401 - whatever an account has
        """The account that reads it."""
        said: dict[str, Any] = {"user": USER, "password": PASSWORD, "tls": "none", "port": self.port, **about}
        return Account("127.0.0.1", **said)

    async def deliver(self, *messages: bytes) -> None:
        """Have messages arrive."""
        async with Identity(USER, self._login, None, frozenset()).new_session() as session:
            now = datetime(2026, 11, 24, tzinfo=UTC)
            await session.append_messages("INBOX", [AppendMessage(one, now) for one in messages])

    async def seen(self) -> list[bool]:
        """Whether each message was marked as seen."""
        async with Identity(USER, self._login, None, frozenset()).new_session() as session:
            _, selected = await session.select_mailbox("INBOX")
            selected = await session.check_mailbox(selected)
            found, _ = await session.fetch_messages(selected, SequenceSet.all(), set_seen=False)
            return [Seen in message.permanent_flags for _, message in found]


@dataclass
class Door:
    """What stands before the server: it holds back what a client says that holds a word, or answers in its place."""

    server: int
    #: What a client says is held back from the first line on that holds this.
    hold: bytes = b""
    #: What is said to a line that holds a word, and then the door is shut.
    instead: dict[bytes, bytes] = field(default_factory=dict)
    held: asyncio.Event = field(default_factory=asyncio.Event)
    #: What clients said, and what the server says when it begins to tell of mail by itself.
    heard: list[bytes] = field(default_factory=list)
    opened: int = 0
    port: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _listening: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._listening = await asyncio.start_server(self._enter, "127.0.0.1", 0)
        self.port = self._listening.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._listening
        self._listening.close()
        self.shut()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def shut(self) -> None:
        """End all talks."""
        for task in self._tasks:
            task.cancel()

    async def _enter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        self.opened += 1
        inside, outside = await asyncio.open_connection("127.0.0.1", self.server)
        back = asyncio.create_task(self._carried(inside, writer))
        try:
            while line := await reader.readline():
                self.heard.append(line)
                if self.hold and self.hold in line:
                    self.held.set()
                    await asyncio.Event().wait()
                answer = next((said for word, said in self.instead.items() if word in line), None)
                if answer is not None:
                    writer.write(answer.replace(b"TAG", line.split()[0]))
                    await writer.drain()
                    if answer.startswith(b"* BYE") or not answer:
                        break
                    continue
                outside.write(line)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            back.cancel()
            await asyncio.gather(back, return_exceptions=True)
            outside.close()
            writer.close()

    async def _carried(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                if data.startswith(b"+ "):
                    self.heard.append(data)
                writer.write(data)
                await writer.drain()
            writer.close()
