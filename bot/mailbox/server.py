"""The way to the mail server (IMAP): the one module that knows aioimaplib, and keeps its traps to itself."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal

from aioimaplib import IMAP4, AioImapException, Command

Tls = Literal["none", "starttls", "tls"]

#: Seconds for one command.
PATIENCE: Final = 20.0
#: Seconds after which a server that tells of mail by itself is asked all the same, as what comes just before it begins
#: to tell may be passed over; and after which one that does not is asked.
IDLING: Final = 60.0
POLLING: Final = 30.0
#: Bytes of a message that are fetched: words and reports stand first, an attachment may be cut off.
READ: Final = 512 * 1024

_PORTS: Final = {"none": 143, "starttls": 143, "tls": 993}
_VALIDITY: Final = re.compile(rb"\[UIDVALIDITY (\d+)\]", re.IGNORECASE)
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)", re.IGNORECASE)

#: What breaks a talk with the server: after it the connection is given up, since what comes next may answer what came
#: before.
FAULTS: Final = (AioImapException, OSError, UnicodeError, ValueError)


class MailboxError(Exception):
    """A setting of the mailbox cannot be used, or the server refuses it: which, and what to do."""


@dataclass(frozen=True)
class Account:
    """
    The mailbox of an installation.

    Raises:
        MailboxError: IMAP_FOLDER is not in ASCII, or IMAP_CA_FILE cannot be read.
    """

    host: str
    user: str
    password: str = field(default="", repr=False)
    tls: Tls = "tls"
    #: None for the usual one.
    port: int | None = None
    folder: str = "INBOX"
    #: The only authorities to be trusted; None for those of the machine.
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        _ = self.trust
        if not (self.folder.isascii() and self.folder.isprintable()):
            msg = f"IMAP_FOLDER {self.folder!r:.80}: give it in ASCII, as the server lists it"
            raise MailboxError(msg)

    @cached_property
    def trust(self) -> ssl.SSLContext:
        """Whose certificates are believed."""
        try:
            return ssl.create_default_context(cafile=self.ca_file)
        except OSError as unread:
            why = unread.strerror or unread
            msg = f"IMAP_CA_FILE {str(self.ca_file)!r}: certificates in PEM form are needed ({why})"
            raise MailboxError(msg) from unread


class Session:
    """A folder that is open. Whatever goes wrong raises one of `FAULTS`; then nothing more can be asked."""

    def __init__(self, line: "_Line", selected: Sequence[bytes]) -> None:
        self._line = line
        self._client = line.client
        self._can_idle = line.client.has_capability("IDLE")
        found = _VALIDITY.search(b"\n".join(bytes(line) for line in selected))
        #: The numbers of messages hold as long as this one.
        self.validity = int(found[1]) if found else 0

    async def unseen(self) -> tuple[int, ...]:
        """The numbers of the messages that nobody has seen, the oldest first."""
        await self._asked(self._client.noop())  # what came meanwhile is there for the search
        # no charset is named: some servers refuse every one
        found = await self._asked(self._client.uid_search("UNSEEN", charset=None))
        return tuple(sorted({int(number) for line in found.lines[:-1] for number in bytes(line).split()}))

    async def size(self, uid: int) -> int:
        """How many bytes a message has; 0 for one that is gone."""
        answer = await self._fetch(uid, "(UID RFC822.SIZE)")
        found = next((size for line in answer if f"UID {uid}".encode() in line and (size := _SIZE.search(line))), None)
        return int(found[1]) if found else 0

    async def message(self, uid: int) -> bytes:
        """The first `READ` bytes of a message, which stays unseen; b"" for one that is gone."""
        answer = await self._fetch(uid, f"(UID BODY.PEEK[]<0.{READ}>)")
        # what a literal holds is the message; the rest are lines
        return next((bytes(one) for one in answer if isinstance(one, bytearray)), b"")

    async def mark_seen(self, uid: int) -> None:
        """Mark a message as seen."""
        await self._asked(self._client.uid("store", str(uid), "+FLAGS.SILENT", r"(\Seen)"))

    async def wait(self, stop: asyncio.Event, idling: float = IDLING, polling: float = POLLING) -> None:
        """Return when something may have come, when told to stop, or after a while. Raises when the server is gone."""
        if self._can_idle:
            await self._idle(stop, idling)
        else:
            await _first(polling, stop.wait(), self._line.lost.wait())
        if self._line.lost.is_set():
            msg = "the server closed the connection"
            raise ConnectionError(msg)

    async def _idle(self, stop: asyncio.Event, seconds: float) -> None:
        # not idle_start: it never returns when the server says BYE instead of "+ idling" (aioimaplib's issue 110)
        idling = asyncio.create_task(self._client.idle())
        try:
            pushed = self._client.wait_server_push(seconds + PATIENCE)
            await _first(seconds, pushed, asyncio.shield(idling), stop.wait(), self._line.lost.wait())
            if idling.done():
                self._can_idle = False  # it said that it can, and refuses
                return
            self._client.idle_done()
            await self._line.answered(idling)
        finally:
            idling.cancel()
            await asyncio.gather(idling, return_exceptions=True)

    async def _fetch(self, uid: int, what: str) -> Sequence[bytes | bytearray]:
        lines: Sequence[bytes | bytearray] = (await self._asked(self._client.uid("fetch", str(uid), what))).lines
        return lines

    async def _asked(self, command: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401
        """The server's answer; raises when it said NO or BAD."""
        return _needed(await self._line.answered(command))


@dataclass(frozen=True)
class _Line:
    """A connection, and whether it is lost."""

    client: Any
    lost: asyncio.Event

    async def answered(self, asked: Coroutine[Any, Any, Any] | asyncio.Task[Any]) -> Any:  # noqa: ANN401
        """What a server says; raises when it says nothing for long, and as soon as it is gone."""
        asking = asyncio.ensure_future(asked)
        await _first(PATIENCE, asyncio.shield(asking), self.lost.wait())
        if asking.done():
            return asking.result()
        # it may wait for a lock of another task of the client: all are ended together
        self.client.tasks.add(asking)
        raise ConnectionError if self.lost.is_set() else TimeoutError

    async def drop(self) -> None:
        """Give the connection up at once, with all that waits for it."""
        waiting = [*self.client.tasks, *self.client.protocol.tasks]
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        if self.client.protocol.transport:
            self.client.protocol.transport.abort()


@asynccontextmanager
async def entered(account: Account) -> AsyncIterator[Session]:
    """
    The folder of an account, open to be read and marked.

    Raises:
        MailboxError: The server refuses what the settings say.
    """
    lost = asyncio.Event()
    client = IMAP4(
        account.host,
        account.port or _PORTS[account.tls],
        timeout=PATIENCE,
        conn_lost_cb=lambda _: lost.set(),
        ssl_context=account.trust if account.tls == "tls" else None,
    )
    line = _Line(client, lost)
    try:
        await line.answered(client.wait_hello_from_server())
        if account.tls == "starttls":
            await line.answered(_start_tls(client, account))
        yield Session(line, await line.answered(_opened(client, account)))
        with suppress(*FAULTS):
            async with asyncio.timeout(2):
                await client.logout()
    finally:
        await line.drop()


async def fault(account: Account) -> str:
    """What keeps the mailbox from being read; "" when nothing does."""
    try:
        async with entered(account) as session:
            await session.unseen()
    except (MailboxError, *FAULTS) as wrong:
        return words(wrong)
    return ""


def words(wrong: Exception) -> str:
    """What is wrong, and the remedy. Nothing that the server wrote is in it: that may name people."""
    match wrong:
        case MailboxError():
            return str(wrong)
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not to be trusted ({wrong.verify_message}): check IMAP_CA_FILE"
        case ssl.SSLError():
            return f"no TLS with the server ({wrong.reason}): check IMAP_TLS and IMAP_PORT"
        case TimeoutError():
            return "the server does not answer in time: check IMAP_HOST, IMAP_PORT and IMAP_TLS"
    return f"no talk with the server ({type(wrong).__name__}): check IMAP_HOST and IMAP_PORT"


async def _opened(client: Any, account: Account) -> Sequence[bytes]:  # noqa: ANN401
    is_in = client.get_state() != "NONAUTH"
    if not is_in and (await client.login(_quoted(account.user), account.password)).result != "OK":
        msg = "the server refuses the login: check IMAP_USER and IMAP_PASSWORD"
        raise MailboxError(msg)
    await client.protocol.capability()  # what a server can do it may tell to whoever is in, and to nobody else
    selected = await client.select(_quoted(account.folder))
    lines: Sequence[bytes] = selected.lines
    if selected.result != "OK":
        msg = f"the server has no folder {account.folder!r:.80} for us: check IMAP_FOLDER"
        raise MailboxError(msg)
    if b"[READ-ONLY]" in bytes(lines[-1]).upper():
        msg = f"the folder {account.folder!r:.80} can only be read: nothing could be marked as seen; check IMAP_FOLDER"
        raise MailboxError(msg)
    return lines


async def _start_tls(client: Any, account: Account) -> None:  # noqa: ANN401
    """TLS on a connection that began without, which aioimaplib cannot do itself; what was said before counts not."""
    protocol = client.protocol
    if client.get_state() != "NONAUTH" or not client.has_capability("STARTTLS"):
        msg = "the server offers no TLS on this connection: check IMAP_TLS and IMAP_PORT"
        raise MailboxError(msg)
    _needed(await protocol.execute(Command("STARTTLS", protocol.new_tag())))
    if protocol.incomplete_line:
        msg = "the server spoke on before TLS"
        raise ConnectionError(msg)
    protocol.transport = await asyncio.get_running_loop().start_tls(
        protocol.transport, protocol, account.trust, server_hostname=account.host
    )
    await protocol.capability()


async def _first(seconds: float, *these: Any) -> None:  # noqa: ANN401
    """Wait until one of these is done, or so many seconds; the others are given up."""
    tasks = [asyncio.ensure_future(one) for one in these]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _needed(answer: Any) -> Any:  # noqa: ANN401
    """The answer of a server that did what it was asked; raises when it said NO or BAD."""
    if answer.result != "OK":
        msg = f"the server answered {answer.result}"
        raise ConnectionError(msg)
    return answer


def _quoted(text: str) -> str:
    """A text as IMAP quotes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
